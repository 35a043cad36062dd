//! What is said of a person, and of those who write.

use crate::letters::words::{Pronouns, WriterPronouns};
use crate::model::vocabulary::{Gender, Status};

pub(super) fn describe_status(status: &Status, past: bool) -> String {
    use Status as S;
    let (verb, rest) = match status {
        S::Threatened => (is_or_was(past), "threatened with prosecution"),
        S::UnderInvestigation => (is_or_was(past), "at liberty but under investigation"),
        S::AdministrativeDetention => (is_or_was(past), "held in administrative detention"),
        S::PoliceCustody => (is_or_was(past), "held in police custody"),
        S::PreTrialDetention => (is_or_was(past), "held in pre-trial detention"),
        S::HouseArrest => (is_or_was(past), "under house arrest"),
        S::Bail => (is_or_was(past), "free on bail"),
        S::Imprisoned => (is_or_was(past), "in prison"),
        S::PsychiatricDetention => (is_or_was(past), "held in a psychiatric hospital"),
        S::RestrictedFreedom => (is_or_was(past), "serving a sentence of restricted freedom"),
        S::Paroled => (is_or_was(past), "free on parole"),
        S::ReleasedRestricted => (
            is_or_was(past),
            "out of detention but still under restrictions",
        ),
        S::Released => (is_or_was(past), "free"),
        S::Pardoned => (has_or_had(past), "been pardoned"),
        S::Amnestied => (has_or_had(past), "been released under an amnesty"),
        S::Acquitted => (has_or_had(past), "been acquitted"),
        S::ChargesDropped => (is_or_was(past), "free: the charges have been dropped"),
        S::WantedAbroad => (is_or_was(past), "abroad and sought by the authorities"),
        S::ExtraditionDetention => (
            is_or_was(past),
            "held abroad at the request of the authorities",
        ),
        S::ProtectedAbroad => (is_or_was(past), "abroad and under protection there"),
        S::Disappeared => (has_or_had(past), "disappeared"),
        S::Deceased => (has_or_had(past), "died"),
        S::Unknown => {
            return if past {
                "was in a situation we do not know"
            } else {
                "is in a situation we do not know"
            }
            .to_owned();
        }
        S::Other(word) => return format!("{} {}", is_or_was(past), word.replace('-', " ")),
    };
    format!("{verb} {rest}")
}

pub(super) fn is_or_was(past: bool) -> &'static str {
    if past { "was" } else { "is" }
}

pub(super) fn has_or_had(past: bool) -> &'static str {
    if past { "had" } else { "has" }
}

pub(super) fn choose_pronouns(gender: Option<&Gender>, name: &str) -> Pronouns {
    let words = match gender {
        Some(Gender::Female) => Some(("she", "her", "her")),
        Some(Gender::Male) => Some(("he", "him", "his")),
        Some(Gender::Unspecified | Gender::Other(_)) | None => None,
    };
    let (subject, object, possessive) = words.map_or_else(
        || (name.to_owned(), name.to_owned(), to_possessive(name)),
        |(subject, object, possessive)| {
            (subject.to_owned(), object.to_owned(), possessive.to_owned())
        },
    );
    Pronouns {
        subject,
        object,
        possessive,
    }
}

pub(super) fn writer_pronouns(several: bool) -> WriterPronouns {
    let words = if several {
        ["we", "us", "our"]
    } else {
        ["I", "me", "my"]
    };
    let [subject, object, possessive] = words.map(str::to_owned);
    WriterPronouns {
        subject,
        object,
        possessive,
    }
}

pub(super) fn to_possessive(name: &str) -> String {
    format!("{name}’s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_gender_is_worded_with_the_name() {
        assert_eq!(choose_pronouns(None, "Eleusinov").possessive, "Eleusinov’s");
        assert_eq!(
            choose_pronouns(Some(&Gender::Female), "Ashim").object,
            "her"
        );
    }
}
