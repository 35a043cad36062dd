//! Forms of address, and the words that formats print.

use crate::letters::letter::Labels;
use crate::model::Holder;
use crate::model::vocabulary::{Gender, Role};

pub(super) fn letter_labels() -> Labels {
    Labels {
        subject: "Subject".to_owned(),
        reference: "Reference".to_owned(),
        copies: "Copies to".to_owned(),
        enclosures: "Enclosures".to_owned(),
        sources: "Sources".to_owned(),
    }
}

/// Forms of address: reference, domain §4.8 (Amnesty UA 147.20; Canadian Heritage; UN correspondence manual).
pub(super) fn usual_salutation(role: &Role) -> String {
    match role {
        Role::HeadOfState => "Your Excellency,",
        Role::HeadOfGovernment | Role::HeadOfGovernmentThirdState => "Dear Prime Minister,",
        Role::ProsecutorGeneral => "Dear Prosecutor General,",
        Role::MinisterInterior
        | Role::MinisterJustice
        | Role::MinisterForeignAffairs
        | Role::ForeignMinisterThirdState => "Dear Minister,",
        Role::Embassy => "Dear Ambassador,",
        Role::Ombudsman => "Dear Ombudsman,",
        Role::SecurityServiceHead => "Dear Chairman,",
        Role::EuHrvp => "Your Excellency,",
        Role::EuSpecialRepresentative => "Dear Special Representative,",
        Role::CommissionPresident
        | Role::CouncilPresident
        | Role::EpPresident
        | Role::OscePaPresident
        | Role::PacePresident => "Dear President,",
        Role::EpCommitteeChair | Role::OscePaCommitteeChair => "Dear Chair,",
        Role::CoeSecretaryGeneral => "Dear Secretary General,",
        Role::UnHighCommissioner => "Dear High Commissioner,",
        Role::UnSpecialRapporteur => "Dear Special Rapporteur,",
        Role::RegionalGovernor => "Dear Governor,",
        Role::Mep => "Dear Member of the European Parliament,",
        _ => "Dear Sir or Madam,",
    }
    .to_owned()
}

/// “Dear Ms Silva,” to those who are elected or appointed in person and have no title that a letter uses.
pub(super) fn named_salutation(role: &Role, holder: &Holder) -> Option<String> {
    let is_person = matches!(
        role,
        Role::Mep | Role::ParliamentThirdState | Role::PaceRapporteur | Role::Media
    );
    let title = match &holder.gender {
        Some(Gender::Female) => Some("Ms"),
        Some(Gender::Male) => Some("Mr"),
        Some(Gender::Unspecified | Gender::Other(_)) | None => None,
    }?;
    is_person.then(|| format!("Dear {title} {},", family_name(holder.name.as_str())))
}

/// The family name of a holder: what stands in capitals, else the last word.
fn family_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capital = |word: &&&str| {
        word.chars().filter(|letter| letter.is_alphabetic()).count() > 1
            && word.chars().all(|letter| !letter.is_lowercase())
    };
    let capitals: Vec<&str> = words.iter().filter(is_capital).copied().collect();
    if capitals.is_empty() || capitals.len() == words.len() {
        return words.last().copied().unwrap_or(name).to_owned();
    }
    let small: Vec<String> = capitals
        .iter()
        .map(|word| {
            let mut letters = word.chars();
            let first: String = letters.next().into_iter().collect();
            first + &letters.as_str().to_lowercase()
        })
        .collect();
    small.join(" ")
}

/// British usage: who is addressed by no name and no office is written to faithfully, everybody else sincerely, heads of state
/// and ambassadors (“Your Excellency”) among them.
pub(super) fn usual_close(salutation: Option<&str>) -> &'static str {
    if salutation.is_some_and(|words| words.starts_with("Dear Sir")) {
        "Yours faithfully,"
    } else {
        "Yours sincerely,"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    #[test]
    fn a_member_of_parliament_has_a_name() {
        for (name, gender, words) in [
            ("Marta Silva", "female", Some("Dear Ms Silva,")),
            ("BERG Jonas", "male", Some("Dear Mr Berg,")),
            ("Sam Doe", "", None),
        ] {
            let given = [("name", name), ("gender", gender)];
            let given = given.into_iter().filter(|(_, value)| !value.is_empty());
            let holder = Holder::from_typed(given).unwrap();
            assert_eq!(named_salutation(&Role::Mep, &holder).as_deref(), words);
            assert_eq!(named_salutation(&Role::ProsecutorGeneral, &holder), None);
        }
        assert_eq!(usual_close(Some("Dear Sir or Madam,")), "Yours faithfully,");
        assert_eq!(usual_close(Some("Your Excellency,")), "Yours sincerely,");
    }
}
