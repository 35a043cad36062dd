//! What must not be disclosed before a day.

use super::{Case, Date, Fact, PartialDate};

/// The last day that an embargo names, of those in this case that may hold on the earlier day and do not on the later one;
/// what is private is left aside.
pub fn lifted_between(case: &Case, earlier: Date, later: Date) -> Option<PartialDate> {
    fn iter_embargoes<F: Fact>(facts: &[F]) -> impl Iterator<Item = PartialDate> + '_ {
        facts
            .iter()
            .filter(|fact| !fact.is_private())
            .filter_map(Fact::embargo)
    }
    let of_facts = iter_embargoes(&case.charges)
        .chain(iter_embargoes(&case.sentences))
        .chain(iter_embargoes(&case.restrictions))
        .chain(iter_embargoes(&case.events))
        .chain(iter_embargoes(&case.concerns))
        .chain(iter_embargoes(&case.demands))
        .chain(iter_embargoes(&case.officials))
        .chain(iter_embargoes(&case.actions));
    let is_lifted =
        |embargo: &PartialDate| earlier < embargo.latest_day() && later >= embargo.latest_day();
    case.embargo
        .into_iter()
        .chain(of_facts)
        .filter(is_lifted)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, Record};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn an_embargo_is_lifted_on_the_day_it_names() {
        let case = Case::from_typed([
            ("id", "a"),
            ("name", "A"),
            ("country", "BY"),
            ("embargo", "2027-01-02"),
        ])
        .unwrap();
        let lifted = |earlier, later| {
            lifted_between(&case, day(earlier), day(later)).map(|day| day.to_string())
        };
        assert_eq!(
            lifted("2027-01-01", "2027-01-02").as_deref(),
            Some("2027-01-02")
        );
        assert_eq!(lifted("2026-01-01", "2027-01-01"), None);
        assert_eq!(lifted("2027-01-02", "2031-01-01"), None);
    }

    #[test]
    fn of_facts_the_last_one_counts_and_private_ones_do_not() {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "BY")]).unwrap();
        let event = |embargo, private| {
            Event::from_typed([
                ("kind", "hearing"),
                ("embargo", embargo),
                ("private", private),
            ])
            .unwrap()
        };
        case.events = vec![
            event("2027", "no"),
            event("2027-05", "no"),
            event("2029", "yes"),
        ];
        let lifted =
            lifted_between(&case, day("2026-06-15"), day("2031-01-01")).map(|day| day.to_string());
        assert_eq!(lifted.as_deref(), Some("2027-05"));
    }
}
