//! The grammatical forms of a demand, so that every sentence can take it.

use super::{PhraseTable, fill_places, noun_verbs};
use crate::letters::words::PeoplePhrase;
use crate::model::Demand;
use crate::model::vocabulary::{DemandKind, Gender, OfficeSide, Role, Vocabulary};

/// One demand in every form that a sentence can need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandForms {
    /// What the office asked is to do, without “to”: “seek the immediate release of Ann Lee”.
    pub infinitive: String,
    /// What those do who grant it, without “to”: “release Ann Lee immediately”.
    pub direct: String,
    /// A clause that follows “that”: “Ann Lee be released immediately”.
    pub clause: String,
}

/// To whom a demand is put.
#[derive(Debug, Clone, Copy)]
pub struct AskedOffice<'a> {
    /// The role of the office; none in a public document.
    pub role: Option<&'a Role>,
    /// Where it stands towards the case.
    pub side: OfficeSide,
    /// The state that persecutes, as a sentence names it.
    pub state: &'a str,
    /// The power that the law gives the office for what is asked, as it follows “use”; in English.
    pub power: Option<&'a str>,
}

impl PhraseTable {
    /// What is asked for, as a noun phrase, as it is put to this office.
    pub fn demand_phrase(
        &self,
        demand: &Demand,
        who: &PeoplePhrase,
        office: &AskedOffice<'_>,
    ) -> String {
        let own = demand.text.is_none().then(|| raising_key(demand, office));
        own.flatten()
            .and_then(|key| self.demand_form("demand", key, who, office))
            .unwrap_or_else(|| self.describe_demand(demand, who))
    }

    /// The other forms of a demand, as it is put to an office about these people; none where the language has the noun phrase
    /// alone.
    pub fn demand_forms(
        &self,
        demand: &Demand,
        who: &PeoplePhrase,
        office: &AskedOffice<'_>,
    ) -> Option<DemandForms> {
        let phrase = self.demand_phrase(demand, who, office);
        let (direct, clause) = match &demand.text {
            Some(text) => self.forms_of_text(text.as_str(), office)?,
            None => {
                let key = raising_key(demand, office).unwrap_or(demand.kind.slug());
                let form = |section| {
                    self.demand_form(section, key, who, office)
                        .or_else(|| self.demand_form(section, "other", who, office))
                };
                let fill = |form: String| form.replace("{phrase}", &phrase);
                (fill(form("demand_direct")?), fill(form("demand_clause")?))
            }
        };
        let infinitive = self.office_infinitive(&demand.kind, &phrase, &direct, office);
        Some(DemandForms {
            infinitive,
            direct,
            clause,
        })
    }

    /// What is asked for somebody of whom nothing new is known: on the condition that it is still so.
    pub fn add_still_held(&self, gender: Option<&Gender>, name: &str, text: String) -> String {
        let they = self.choose_pronouns(gender, name).subject;
        self.find_phrase("request", "if_still_held")
            .map_or(text.clone(), |pattern| {
                fill_places(pattern, &[("phrase", &text), ("they", &they)])
            })
    }

    /// The forms of a demand in the campaign’s own words: a noun phrase, or an infinitive that begins with “to”.
    fn forms_of_text(&self, text: &str, office: &AskedOffice<'_>) -> Option<(String, String)> {
        let fill = |key, phrase: &str| {
            self.find_phrase("request", key)
                .map(|pattern| fill_places(pattern, &[("phrase", phrase)]))
        };
        if let Some(infinitive) = self
            .find_phrase("request", "infinitive_sign")
            .and_then(|sign| text.strip_prefix(sign)?.strip_prefix(' '))
        {
            return Some((infinitive.to_owned(), fill("own_clause", infinitive)?));
        }
        let is_english = self.find_phrase("request", "infinitive_sign") == Some("to");
        if is_english
            && !is_elsewhere(office)
            && let Some(verbs) = noun_verbs::verbs_of_phrase(text)
        {
            return Some(verbs);
        }
        let direct = if is_elsewhere(office) {
            fill("work_for", text)?
        } else {
            fill("ensure", text)?
        };
        Some((direct, fill("ensured", text)?))
    }

    fn demand_form(
        &self,
        section: &str,
        key: &str,
        who: &PeoplePhrase,
        office: &AskedOffice<'_>,
    ) -> Option<String> {
        let several = who
            .several
            .then(|| self.find_phrase(&format!("{section}_several"), key))
            .flatten();
        let pattern = several.or_else(|| self.find_phrase(section, key))?;
        Some(fill_places(
            pattern,
            &[("who", &who.words), ("state", office.state)],
        ))
    }

    /// What the office itself is asked to do: to do it, where that is in its own hands; to seek, to secure or to recommend it
    /// or to urge its government, where others decide.
    fn office_infinitive(
        &self,
        kind: &DemandKind,
        phrase: &str,
        direct: &str,
        office: &AskedOffice<'_>,
    ) -> String {
        if let Some(role) = office.role.filter(|role| !is_of_government(role))
            && is_elsewhere(office)
            && matches!(
                kind,
                DemandKind::StopExtradition | DemandKind::GrantProtection
            )
        {
            // Only a state refuses an extradition or protects somebody.
            let call = self
                .find_phrase("request", "call_on_states")
                .filter(|_| *role != Role::InterpolCcf);
            return call.map_or_else(
                || direct.to_owned(),
                |pattern| fill_places(pattern, &[("direct", direct)]),
            );
        }
        let Some(role) = office.role.filter(|_| !is_elsewhere(office)) else {
            return direct.to_owned();
        };
        let own_verb = self
            .find_phrase("request", "infinitive_sign")
            .is_some_and(|sign| phrase.starts_with(&format!("{sign} ")));
        let speaks_for_government = matches!(
            role,
            Role::Embassy | Role::UnMission | Role::MinisterForeignAffairs
        );
        let key = if speaks_for_government {
            "urge_government"
        } else if *role == Role::Ombudsman {
            "call_on_authorities"
        } else if own_verb || decides_on(role, kind) {
            return direct.to_owned();
        } else if leads_the_state(role) {
            "secure"
        } else {
            "seek"
        };
        self.find_phrase("request", key).map_or_else(
            || direct.to_owned(),
            |pattern| fill_places(pattern, &[("phrase", phrase), ("direct", direct)]),
        )
    }
}

/// How a body of the United Nations is asked to take up a case: by its own procedure.
fn raising_key(demand: &Demand, office: &AskedOffice<'_>) -> Option<&'static str> {
    if demand.kind != DemandKind::RaiseInDialogue {
        return None;
    }
    match office.role {
        Some(Role::UnWorkingGroup | Role::UnTreatyBody) => Some("raise-by-examination"),
        Some(Role::UnSpecialRapporteur) => Some("raise-by-communication"),
        Some(_) | None => None,
    }
}

fn is_elsewhere(office: &AskedOffice<'_>) -> bool {
    office.side == OfficeSide::Elsewhere && office.role.is_some()
}

/// Whether the office decides for a state, its own.
fn is_of_government(role: &Role) -> bool {
    matches!(
        role,
        Role::HeadOfState
            | Role::HeadOfGovernment
            | Role::ProsecutorGeneral
            | Role::MinisterInterior
            | Role::MinisterJustice
            | Role::MinisterForeignAffairs
            | Role::ForeignMinisterThirdState
            | Role::HeadOfGovernmentThirdState
    )
}

fn leads_the_state(role: &Role) -> bool {
    matches!(
        role,
        Role::HeadOfState | Role::HeadOfGovernment | Role::PresidentialAdministration
    )
}

/// Whether the office does by itself what is asked, and need not turn to another.
fn decides_on(role: &Role, kind: &DemandKind) -> bool {
    use DemandKind as D;
    let is_heard_by_any = matches!(
        kind,
        D::DiscloseWhereabouts
            | D::InformationOnCondition
            | D::StopTorture
            | D::InvestigateTorture
            | D::InvestigateCase
            | D::InvestigateDeath
            | D::InvestigateDisappearance
            | D::ReturnBody
            | D::EndReprisals
            | D::HaltExecution
            | D::ImplementUnDecision
    );
    let is_of_prosecutor = matches!(
        kind,
        D::DropCharges
            | D::WithdrawExtraditionRequest
            | D::StopExtradition
            | D::ProsecuteOfficial
            | D::ReviewVerdict
            | D::ProvideCourtDecision
    );
    let is_of_custody = matches!(
        kind,
        D::MedicalCare
            | D::IndependentMedicalExam
            | D::EndForcedTreatment
            | D::EndSolitary
            | D::ImproveConditions
            | D::TransferNearerHome
            | D::ParcelsUntampered
            | D::AccessFamily
            | D::AccessCounsel
            | D::AccessObservers
            | D::DisciplineOfficial
    );
    let is_of_head = matches!(
        kind,
        D::CommuteSentence | D::StopExtradition | D::GrantProtection | D::DisciplineOfficial
    );
    let keeps_prisoners = matches!(
        role,
        Role::MinisterInterior
            | Role::MinisterJustice
            | Role::SecurityServiceHead
            | Role::PrisonAdministration
            | Role::RegionalGovernor
    );
    is_heard_by_any
        || (*role == Role::ProsecutorGeneral && is_of_prosecutor)
        || (keeps_prisoners && is_of_custody)
        || (leads_the_state(role) && is_of_head)
}

#[cfg(test)]
mod tests {
    use super::super::tests::english;
    use super::*;
    use crate::model::Record;

    fn forms(kind: &str, text: Option<&str>, role: Option<&Role>, side: OfficeSide) -> DemandForms {
        let given = [("kind", Some(kind)), ("text", text)];
        let given = given
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)));
        let who = PeoplePhrase {
            words: "Ann Lee".to_owned(),
            several: false,
            alone: true,
        };
        let office = AskedOffice {
            role,
            side,
            state: "Kazakhstan",
            power: None,
        };
        english()
            .demand_forms(&Demand::from_typed(given).unwrap(), &who, &office)
            .unwrap()
    }

    #[test]
    fn an_office_is_asked_for_what_it_can_do() {
        let home = OfficeSide::Persecutor;
        for (kind, role, side, words) in [
            (
                "release-immediate",
                Role::ProsecutorGeneral,
                home,
                "seek the immediate release of Ann Lee",
            ),
            (
                "investigate-torture",
                Role::ProsecutorGeneral,
                home,
                "have the reported torture of Ann Lee investigated promptly and independently",
            ),
            (
                "medical-care",
                Role::PrisonAdministration,
                home,
                "provide Ann Lee with adequate medical care",
            ),
            (
                "release-immediate",
                Role::Embassy,
                home,
                "urge your government to release Ann Lee immediately",
            ),
            (
                "release-immediate",
                Role::Ombudsman,
                home,
                "call on the authorities to release Ann Lee immediately",
            ),
            (
                "raise-in-dialogue",
                Role::Mep,
                OfficeSide::Elsewhere,
                "raise the case of Ann Lee with the authorities of Kazakhstan",
            ),
            (
                "raise-in-dialogue",
                Role::UnWorkingGroup,
                OfficeSide::Elsewhere,
                "examine the case of Ann Lee under your procedure for individual complaints",
            ),
        ] {
            assert_eq!(forms(kind, None, Some(&role), side).infinitive, words);
        }
    }

    #[test]
    fn a_demand_in_own_words_fits_every_sentence() {
        let visits = forms(
            "visit-in-detention",
            Some("to visit the prisons"),
            None,
            OfficeSide::Elsewhere,
        );
        assert_eq!(visits.infinitive, "visit the prisons");
        let enquiry = forms(
            "investigate-case",
            Some("an enquiry into the charges"),
            None,
            OfficeSide::Persecutor,
        );
        assert_eq!(enquiry.infinitive, "ensure an enquiry into the charges");
        assert_eq!(enquiry.clause, "there be an enquiry into the charges");
    }
}
