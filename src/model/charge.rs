//! How the charges against a person stand: of one offence the latest standing.

use super::Charge;
use super::vocabulary::ChargeStanding as Standing;

/// The charges that hold: those of which none says, later, how the same offence stands. What somebody was convicted of stays,
/// unless that conviction was taken back.
pub fn filter_current(charges: &[Charge]) -> Vec<&Charge> {
    let numbered = || charges.iter().enumerate();
    let is_overtaken = |(at, charge): (usize, &Charge)| {
        numbered().any(|(other_at, other)| {
            let is_later = match (charge.date, other.date) {
                (Some(date), Some(other_date)) if date != other_date => other_date > date,
                _ => other_at > at,
            };
            is_later && charge.is_of_same_offence(other) && charge.is_overtaken_by(other)
        })
    };
    numbered()
        .filter(|(at, charge)| !is_overtaken((*at, charge)))
        .map(|(_, charge)| charge)
        .collect()
}

impl Charge {
    /// Of the same article of the same law; of charges without an article, those of the same title.
    fn is_of_same_offence(&self, other: &Self) -> bool {
        let agree = |one: Option<&super::Line>, two: Option<&super::Line>| {
            one.zip(two).is_none_or(|(one, two)| one == two)
        };
        match (&self.article, &other.article) {
            (Some(one), Some(two)) => {
                one == two
                    && agree(self.code.as_ref(), other.code.as_ref())
                    && agree(self.part.as_ref(), other.part.as_ref())
            }
            (None, None) => {
                self.title == other.title && agree(self.code.as_ref(), other.code.as_ref())
            }
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// Whether a later standing of the same offence takes the place of this one: two of one standing may be two counts, and a
    /// new charge does not undo a conviction.
    fn is_overtaken_by(&self, later: &Self) -> bool {
        let takes_back = matches!(
            later.standing,
            Some(Standing::Acquitted | Standing::Dropped | Standing::Requalified)
        );
        later.standing.is_some()
            && later.standing != self.standing
            && (self.standing != Some(Standing::Convicted) || takes_back)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    fn standings(charges: &[(&str, &str, &str)]) -> String {
        let typed = |(standing, article, date): &(&str, &str, &str)| {
            let fields = [
                ("standing", *standing),
                ("article", *article),
                ("date", *date),
                ("title", "x"),
            ];
            Charge::from_typed(fields.into_iter().chain([("code", "CC")])).unwrap()
        };
        let charges: Vec<Charge> = charges.iter().map(typed).collect();
        let held = filter_current(&charges)
            .into_iter()
            .filter_map(|charge| charge.standing.as_ref());
        held.map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn of_one_offence_the_later_standing_holds() {
        assert_eq!(
            standings(&[("charged", "342", "2026-03"), ("dropped", "342", "2026-09")]),
            "dropped"
        );
        assert_eq!(
            standings(&[("dropped", "342", "2026-09"), ("charged", "342", "2026-03")]),
            "dropped"
        );
        assert_eq!(
            standings(&[("charged", "342", "2026-03"), ("convicted", "342", "")]),
            "convicted"
        );
        assert_eq!(
            standings(&[
                ("convicted", "342", "2026-03"),
                ("acquitted", "342", "2026-09")
            ]),
            "acquitted"
        );
        assert_eq!(
            standings(&[("charged", "342", "2026-03"), ("dropped", "343", "2026-09")]),
            "charged dropped"
        );
        assert_eq!(
            standings(&[("convicted", "342", "2020"), ("charged", "342", "2026")]),
            "convicted charged"
        );
        assert_eq!(
            standings(&[("convicted", "342", "2020"), ("convicted", "342", "2026")]),
            "convicted convicted"
        );
    }
}
