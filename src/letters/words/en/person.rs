//! What is said of a person, and of those who write.

use crate::letters::words::{Pronouns, Writer};
use crate::model::vocabulary::{Gender, Status};

pub(super) fn status(status: &Status, past: bool) -> String {
    use Status as S;
    let (verb, rest) = match status {
        S::Threatened => (is(past), "threatened with prosecution"),
        S::UnderInvestigation => (is(past), "at liberty but under investigation"),
        S::AdministrativeDetention => (is(past), "held in administrative detention"),
        S::PoliceCustody => (is(past), "held in police custody"),
        S::PreTrialDetention => (is(past), "held in pre-trial detention"),
        S::HouseArrest => (is(past), "under house arrest"),
        S::Bail => (is(past), "free on bail"),
        S::Imprisoned => (is(past), "in prison"),
        S::PsychiatricDetention => (is(past), "held in a psychiatric hospital"),
        S::RestrictedFreedom => (is(past), "serving a sentence of restricted freedom"),
        S::Paroled => (is(past), "free on parole"),
        S::ReleasedRestricted => (is(past), "out of detention but still under restrictions"),
        S::Released => (is(past), "free"),
        S::Pardoned => (has(past), "been pardoned"),
        S::Amnestied => (has(past), "been released under an amnesty"),
        S::Acquitted => (has(past), "been acquitted"),
        S::ChargesDropped => (is(past), "free: the charges have been dropped"),
        S::WantedAbroad => (is(past), "abroad and sought by the authorities"),
        S::ExtraditionDetention => (is(past), "held abroad at the request of the authorities"),
        S::ProtectedAbroad => (is(past), "abroad and under protection there"),
        S::Disappeared => (has(past), "disappeared"),
        S::Deceased => (has(past), "died"),
        S::Unknown => {
            return if past { "was in a situation we do not know" } else { "is in a situation we do not know" }
                .to_owned();
        }
        S::Other(word) => return format!("{} {}", is(past), word.replace('-', " ")),
    };
    format!("{verb} {rest}")
}

pub(super) fn is(past: bool) -> &'static str {
    if past { "was" } else { "is" }
}

pub(super) fn has(past: bool) -> &'static str {
    if past { "had" } else { "has" }
}

pub(super) fn pronouns(gender: Option<&Gender>, name: &str) -> Pronouns {
    let words = match gender {
        Some(Gender::Female) => Some(("she", "her", "her")),
        Some(Gender::Male) => Some(("he", "him", "his")),
        _ => None,
    };
    let (subject, object, possessive) = words.map_or_else(
        || (name.to_owned(), name.to_owned(), possessive(name)),
        |(subject, object, possessive)| (subject.to_owned(), object.to_owned(), possessive.to_owned()),
    );
    Pronouns { subject, object, possessive }
}

pub(super) fn writer(several: bool) -> Writer {
    let words = if several { ["we", "us", "our"] } else { ["I", "me", "my"] };
    let [subject, object, possessive] = words.map(str::to_owned);
    Writer { subject, object, possessive }
}

pub(super) fn possessive(name: &str) -> String {
    format!("{name}’s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_gender_is_worded_with_the_name() {
        assert_eq!(pronouns(None, "Eleusinov").possessive, "Eleusinov’s");
        assert_eq!(pronouns(Some(&Gender::Female), "Ashim").object, "her");
    }
}
