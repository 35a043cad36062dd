//! What is asked for: as a noun phrase, as an infinitive and as a clause, with names or with pronouns.

use super::to_possessive;
use crate::letters::words::PeoplePhrase;
use crate::letters::words::demand_forms::{AskedOffice, AskedPeople, DemandForms};
use crate::model::Demand;
use crate::model::vocabulary::{DemandKind, OfficeSide, Role, Vocabulary};

pub(in crate::letters::words) fn describe_demand(demand: &Demand, people: &PeoplePhrase) -> String {
    let asked = AskedPeople::named(&people.words, to_possessive(&people.words), people.several);
    describe_forms(demand, &asked, &AskedOffice::default()).phrase
}

/// Every form of a demand about these people, as it is put to an office, or to nobody in particular.
pub(in crate::letters::words) fn describe_forms(
    demand: &Demand,
    people: &AskedPeople,
    office: &AskedOffice<'_>,
) -> DemandForms {
    let mut forms = match &demand.text {
        Some(text) => forms_of_text(text.as_str(), office),
        None => usual_forms(&demand.kind, people, office),
    };
    forms.infinitive = infinitive_for_office(&demand.kind, &forms, office);
    forms
}

/// The forms of a demand in the campaign’s own words: a noun phrase, or an infinitive that begins with “to”.
fn forms_of_text(text: &str, office: &AskedOffice<'_>) -> DemandForms {
    if let Some(infinitive) = text.strip_prefix("to ") {
        return DemandForms {
            phrase: text.to_owned(),
            infinitive: String::new(),
            direct: infinitive.to_owned(),
            clause: format!("those who can, {infinitive}"),
        };
    }
    let direct = if office.is_elsewhere() {
        format!("work for {text}")
    } else {
        format!("ensure {text}")
    };
    DemandForms {
        phrase: text.to_owned(),
        infinitive: String::new(),
        direct,
        clause: format!("the authorities ensure {text}"),
    }
}

fn usual_forms(kind: &DemandKind, people: &AskedPeople, office: &AskedOffice<'_>) -> DemandForms {
    use DemandKind as D;
    let (subject, object) = (&people.subject, &people.object);
    let their = &people.possessive;
    let of = |thing: &str| people.of_them(thing);
    let case = if people.several { "cases" } else { "case" };
    let the_case = || people.of_them(case);
    let state = office.state.unwrap_or("the state");
    let form = |phrase: String, direct: String, clause: String| DemandForms {
        phrase,
        infinitive: String::new(),
        direct,
        clause,
    };
    match kind {
        D::ReleaseImmediate => form(
            of("immediate release"),
            format!("release {object} immediately"),
            format!("{subject} be released immediately"),
        ),
        D::DropCharges => form(
            format!("an end to all criminal proceedings against {object}"),
            format!("end all criminal proceedings against {object}"),
            format!("all criminal proceedings against {object} be ended"),
        ),
        D::AnnulVerdict => form(
            format!("the annulment of the verdict against {object}"),
            format!("annul the verdict against {object}"),
            format!("the verdict against {object} be annulled"),
        ),
        D::FairRetrial => form(
            format!(
                "a fair and public retrial {}",
                people.of_or_for("of", "for")
            ),
            format!("give {object} a fair and public retrial"),
            format!("{subject} be given a fair and public retrial"),
        ),
        D::ReviewVerdict => form(
            format!("a review of the verdict against {object}"),
            format!("have the verdict against {object} reviewed"),
            format!("the verdict against {object} be reviewed"),
        ),
        D::AllowAppeal => form(
            format!("a new period in which {subject} can appeal"),
            format!("give {object} a new period for appeal"),
            format!("{subject} be given a new period for appeal"),
        ),
        D::ExcludeForcedEvidence => form(
            format!(
                "the exclusion from the proceedings against {object} of whatever was extracted by force"
            ),
            format!(
                "exclude from the proceedings against {object} whatever was extracted by force"
            ),
            format!(
                "whatever was extracted by force be excluded from the proceedings against {object}"
            ),
        ),
        D::HaltExecution => form(
            format!("a halt to {}", of("execution")),
            format!("halt {}", of("execution")),
            format!("{subject} not be executed"),
        ),
        D::CommuteSentence => form(
            format!("the commutation of {}", people.of_them("death sentence")),
            format!("commute {}", people.of_them("death sentence")),
            format!("{} be commuted", people.of_them("death sentence")),
        ),
        D::Rehabilitate => form(
            of("full rehabilitation"),
            format!("rehabilitate {object} in full"),
            format!("{subject} be rehabilitated in full"),
        ),
        D::Compensate => form(
            format!("compensation for {object}"),
            format!("compensate {object}"),
            format!("{subject} be compensated"),
        ),
        D::MedicalCare => form(
            format!("adequate medical care for {object}"),
            format!("provide {object} with adequate medical care"),
            format!("{subject} be given adequate medical care"),
        ),
        D::IndependentMedicalExam => form(
            format!("an independent medical examination of {object}"),
            format!("have {object} examined by an independent doctor"),
            format!("{subject} be examined by an independent doctor"),
        ),
        D::EndForcedTreatment => form(
            format!("an end to any treatment of {object} without consent"),
            format!("end any treatment of {object} without consent"),
            format!("{subject} not be treated without consent"),
        ),
        D::EndSolitary => form(
            format!("an end to the solitary confinement of {object}"),
            format!("take {object} out of solitary confinement"),
            format!("{subject} be taken out of solitary confinement"),
        ),
        D::ImproveConditions => form(
            format!("humane conditions of detention for {object}"),
            format!("hold {object} in humane conditions"),
            format!("{subject} be held in humane conditions"),
        ),
        D::TransferNearerHome => form(
            format!("the transfer of {object} to a place nearer home"),
            format!("transfer {object} to a place nearer home"),
            format!("{subject} be transferred to a place nearer home"),
        ),
        D::InformationOnCondition => form(
            format!(
                "information on {}",
                people.of_them("health and conditions of detention")
            ),
            format!(
                "give information on {}",
                people.of_them("health and conditions of detention")
            ),
            format!(
                "information be given on {}",
                people.of_them("health and conditions of detention")
            ),
        ),
        D::DiscloseWhereabouts => form(
            format!("information on {}", people.of_them("whereabouts")),
            format!(
                "disclose where {subject} {} and who holds {}",
                people.verb_be(),
                people.them()
            ),
            format!(
                "it be disclosed where {subject} {} and who holds {}",
                people.verb_be(),
                people.them()
            ),
        ),
        D::InvestigateDisappearance => form(
            format!(
                "a prompt and independent investigation of {}",
                people.of_them("disappearance")
            ),
            format!(
                "have {} investigated promptly and independently",
                people.of_them("disappearance")
            ),
            format!(
                "{} be investigated promptly and independently",
                people.of_them("disappearance")
            ),
        ),
        D::InvestigateDeath => form(
            format!(
                "a prompt, independent and public investigation of {}",
                people.of_them("death")
            ),
            format!(
                "have {} investigated promptly, independently and in public",
                people.of_them("death")
            ),
            format!(
                "{} be investigated promptly, independently and in public",
                people.of_them("death")
            ),
        ),
        D::ReturnBody => form(
            format!(
                "the results of any post-mortem for the family of {object}, and the body if it has not been handed over"
            ),
            format!(
                "give the family of {object} the results of any post-mortem, and the body if it has not been handed over"
            ),
            format!(
                "the family of {object} be given the results of any post-mortem, and the body if it has not been handed over"
            ),
        ),
        D::ParcelsUntampered => form(
            format!("an assurance that parcels for {object} are handed over untouched"),
            format!("see that parcels for {object} are handed over untouched"),
            format!("parcels for {object} be handed over untouched"),
        ),
        D::AccessFamily => form(
            format!("visits by the family to {object}"),
            format!("let the family visit {object}"),
            format!("the family be allowed to visit {object}"),
        ),
        D::AccessCounsel => form(
            format!("access to a lawyer of free choice for {object}"),
            format!("give {object} access to a lawyer of free choice"),
            format!("{subject} be given access to a lawyer of free choice"),
        ),
        D::AccessObservers => form(
            format!("visits by independent observers to {object}"),
            format!("let independent observers visit {object}"),
            format!("independent observers be allowed to visit {object}"),
        ),
        D::StopTorture => form(
            format!("an immediate end to any torture or ill-treatment of {object}"),
            format!("put an immediate end to any torture or ill-treatment of {object}"),
            format!("any torture or ill-treatment of {object} end immediately"),
        ),
        D::InvestigateTorture => form(
            format!("a prompt and independent investigation of the reported torture of {object}"),
            format!(
                "have the reported torture of {object} investigated promptly and independently"
            ),
            format!("the reported torture of {object} be investigated promptly and independently"),
        ),
        D::InvestigateCase => form(
            format!("a prompt and independent enquiry into {}", the_case()),
            format!("open a prompt and independent enquiry into {}", the_case()),
            format!(
                "a prompt and independent enquiry into {} be opened",
                the_case()
            ),
        ),
        D::DisciplineOfficial => form(
            format!("the removal from office of those responsible for the treatment of {object}"),
            format!("remove from office those responsible for the treatment of {object}"),
            format!("those responsible for the treatment of {object} be removed from office"),
        ),
        D::ProsecuteOfficial => form(
            format!("the prosecution of those responsible for the treatment of {object}"),
            format!("bring to justice those responsible for the treatment of {object}"),
            format!("those responsible for the treatment of {object} be brought to justice"),
        ),
        D::ProvideCourtDecision => form(
            format!("a written copy of the court’s decision for {object}"),
            format!("have a written copy of the court’s decision given to {object}"),
            format!("{subject} be given a written copy of the court’s decision"),
        ),
        D::NoMeasuresAgainstOrganisation => form(
            format!("no measures against {their} organisation"),
            format!("take no measures against {their} organisation"),
            format!("no measures be taken against {their} organisation"),
        ),
        D::RegisterOrganisation => form(
            format!("the registration of {their} organisation"),
            format!("register {their} organisation"),
            format!("{their} organisation be registered"),
        ),
        D::AllowTravel => form(
            format!("freedom to travel for {object}"),
            format!("let {object} travel freely"),
            format!("{subject} be free to travel"),
        ),
        D::LiftRestrictions => form(
            format!("the lifting of all restrictions on {object}"),
            format!("lift all restrictions on {object}"),
            format!("all restrictions on {object} be lifted"),
        ),
        D::Delist => form(
            format!(
                "the removal of {object} from the list of persons associated with the financing of terrorism and extremism"
            ),
            format!(
                "remove {object} from the list of persons associated with the financing of terrorism and extremism"
            ),
            format!(
                "{subject} be removed from the list of persons associated with the financing of terrorism and extremism"
            ),
        ),
        D::UnfreezeAccounts => form(
            format!("the release of {their} bank accounts"),
            format!("release {their} bank accounts"),
            format!("{their} bank accounts be released"),
        ),
        D::EndReprisals => form(
            format!("an end to all pressure on the family of {object}"),
            format!("end all pressure on the family of {object}"),
            format!("all pressure on the family of {object} end"),
        ),
        D::StopExtradition => form(
            format!("the refusal of any request for the extradition of {object}"),
            format!("refuse any request for the extradition of {object}"),
            format!("{subject} not be extradited"),
        ),
        D::WithdrawExtraditionRequest => form(
            format!("the withdrawal of the request for the extradition of {object}"),
            format!("withdraw the request for the extradition of {object}"),
            format!("the request for the extradition of {object} be withdrawn"),
        ),
        D::GrantProtection => form(
            format!("international protection for {object}"),
            format!("grant {object} international protection"),
            format!("{subject} be granted international protection"),
        ),
        D::DeleteInterpolNotice => form(
            format!("the deletion of any INTERPOL notice for {object}"),
            format!("delete any INTERPOL notice for {object}"),
            format!("any INTERPOL notice for {object} be deleted"),
        ),
        D::ImplementUnDecision => {
            let decision = if people.several {
                "decisions"
            } else {
                "decision"
            };
            form(
                format!("compliance with the {decision} of the United Nations on {object}"),
                format!("carry out the {decision} of the United Nations on {object}"),
                format!("the {decision} of the United Nations on {object} be carried out"),
            )
        }
        D::RepealOrAmendLaw => form(
            format!("the repeal or amendment of the provisions used to prosecute {object}"),
            format!("repeal or amend the provisions used to prosecute {object}"),
            format!("the provisions used to prosecute {object} be repealed or amended"),
        ),
        D::LiftBan => form(
            format!("the lifting of the ban on which the prosecution of {object} rests"),
            format!("lift the ban on which the prosecution of {object} rests"),
            format!("the ban on which the prosecution of {object} rests be lifted"),
        ),
        D::PersonalSanctions => form(
            format!(
                "personal sanctions on the officials responsible for the persecution of {object}"
            ),
            format!(
                "impose personal sanctions on the officials responsible for the persecution of {object}"
            ),
            format!(
                "personal sanctions be imposed on the officials responsible for the persecution of {object}"
            ),
        ),
        D::RaiseInDialogue => raising_forms(&the_case(), state, office),
        D::VisitInDetention => form(
            if people.several {
                format!("visits to {object} in detention")
            } else {
                format!("a visit to {object} in detention")
            },
            format!("ask to visit {object} in detention"),
            format!("{subject} be visited in detention"),
        ),
        D::ConditionAgreement => form(
            format!("the release of {object} as a condition of any agreement with {state}"),
            format!("make the release of {object} a condition of any agreement with {state}"),
            format!("the release of {object} be a condition of any agreement with {state}"),
        ),
        D::PublicStatement => form(
            format!("a public statement on {}", the_case()),
            format!("speak out in public on {}", the_case()),
            format!("{} be spoken of in public", the_case()),
        ),
        D::TrialObservation => form(
            format!("the observation of any trial of {object}"),
            format!("have any trial of {object} observed"),
            format!("any trial of {object} be observed"),
        ),
        D::Unclassified | D::Other(_) => {
            let thing = kind.label();
            form(
                format!("{thing} for {object}"),
                format!("ensure {thing} for {object}"),
                format!("the authorities ensure {thing} for {object}"),
            )
        }
    }
}

/// What those do who intervene: a body of the United Nations by its own procedure, the others with the authorities.
fn raising_forms(case: &str, state: &str, office: &AskedOffice<'_>) -> DemandForms {
    let (phrase, direct, clause) = match office.role {
        Some(Role::UnWorkingGroup | Role::UnTreatyBody) => (
            format!("an examination of {case}"),
            format!("examine {case} under your procedure for individual complaints"),
            format!("{case} be examined"),
        ),
        Some(Role::UnSpecialRapporteur) => (
            format!("a communication to the government of {state} on {case}"),
            format!("send the government of {state} a communication on {case}"),
            format!("a communication on {case} be sent to the government of {state}"),
        ),
        Some(_) | None => (
            format!("representations to the authorities of {state} about {case}"),
            format!("raise {case} with the authorities of {state}"),
            format!("{case} be raised with the authorities of {state}"),
        ),
    };
    DemandForms {
        phrase,
        infinitive: String::new(),
        direct,
        clause,
    }
}

/// What the office itself is asked to do: to do it, where that is in its own hands; to seek, to secure, to recommend it or to
/// urge its government, where others decide.
fn infinitive_for_office(
    kind: &DemandKind,
    forms: &DemandForms,
    office: &AskedOffice<'_>,
) -> String {
    let direct = || forms.direct.clone();
    let Some(role) = office.role else {
        return direct();
    };
    if office.is_elsewhere() || forms.phrase.starts_with("to ") {
        return direct();
    }
    let speaks_for_government = matches!(
        role,
        Role::Embassy | Role::UnMission | Role::MinisterForeignAffairs
    );
    let leads_the_state = matches!(
        role,
        Role::HeadOfState | Role::HeadOfGovernment | Role::PresidentialAdministration
    );
    if speaks_for_government {
        format!("urge your government to {}", forms.direct)
    } else if *role == Role::Ombudsman {
        format!("call on the authorities to {}", forms.direct)
    } else if office.decides_on(kind) {
        direct()
    } else if leads_the_state {
        format!(
            "use the authority of your office to secure {}",
            forms.phrase
        )
    } else {
        format!("seek {}", forms.phrase)
    }
}

impl AskedOffice<'_> {
    fn is_elsewhere(&self) -> bool {
        self.side == OfficeSide::Elsewhere && self.role.is_some()
    }

    /// Whether the office does by itself what is asked, and need not turn to another.
    fn decides_on(&self, kind: &DemandKind) -> bool {
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
        let role = self.role;
        let keeps_prisoners = matches!(
            role,
            Some(
                Role::MinisterInterior
                    | Role::MinisterJustice
                    | Role::SecurityServiceHead
                    | Role::PrisonAdministration
                    | Role::RegionalGovernor
            )
        );
        let leads_the_state = matches!(
            role,
            Some(Role::HeadOfState | Role::HeadOfGovernment | Role::PresidentialAdministration)
        );
        is_heard_by_any
            || (role == Some(&Role::ProsecutorGeneral) && is_of_prosecutor)
            || (keeps_prisoners && is_of_custody)
            || (leads_the_state && is_of_head)
    }
}
