//! What is asked for, as noun phrases.

use super::to_possessive;
use crate::letters::words::PeoplePhrase;
use crate::model::Demand;
use crate::model::vocabulary::{DemandKind, Vocabulary};

pub(in crate::letters::words) fn describe_demand(demand: &Demand, people: &PeoplePhrase) -> String {
    if let Some(text) = &demand.text {
        return text.to_string();
    }
    let who = &people.words;
    let of_theirs = |thing: &str| {
        if people.several {
            format!("the {thing} of {who}")
        } else {
            format!("{} {thing}", to_possessive(who))
        }
    };
    use DemandKind as D;
    match &demand.kind {
        D::ReleaseImmediate => format!("the immediate release of {who}"),
        D::DropCharges => format!("an end to all criminal proceedings against {who}"),
        D::AnnulVerdict => format!("the annulment of the verdict against {who}"),
        D::FairRetrial => format!("a fair and public retrial of {who}"),
        D::Rehabilitate => format!("the full rehabilitation of {who}"),
        D::Compensate => format!("compensation for {who}"),
        D::MedicalCare => format!("adequate medical care for {who}"),
        D::IndependentMedicalExam => format!("an independent medical examination of {who}"),
        D::TransferNearerHome => format!("the transfer of {who} to a place nearer home"),
        D::InformationOnCondition => {
            format!("information on the health and the conditions of detention of {who}")
        }
        D::DiscloseWhereabouts => format!("information on the whereabouts of {who}"),
        D::ParcelsUntampered => {
            format!("an assurance that parcels for {who} are handed over untouched")
        }
        D::AccessFamily => format!("visits by the family to {who}"),
        D::AccessCounsel => format!("access to a lawyer of free choice for {who}"),
        D::AccessObservers => format!("visits by independent observers to {who}"),
        D::StopTorture => format!("an immediate end to any torture or ill-treatment of {who}"),
        D::InvestigateTorture => {
            format!("a prompt and independent investigation of the reported torture of {who}")
        }
        D::InvestigateCase => format!("a prompt and independent enquiry into {}", cases_of(people)),
        D::DisciplineOfficial => {
            format!("the removal from office of those responsible for the treatment of {who}")
        }
        D::ProsecuteOfficial => {
            format!("the prosecution of those responsible for the treatment of {who}")
        }
        D::ProvideCourtDecision => format!("a written copy of the court’s decision for {who}"),
        D::NoMeasuresAgainstOrganisation => {
            format!("no measures against {}", of_theirs("organisation"))
        }
        D::RegisterOrganisation => format!("the registration of {}", of_theirs("organisation")),
        D::AllowTravel => format!("freedom to travel for {who}"),
        D::LiftRestrictions => format!("the lifting of all restrictions on {who}"),
        D::Delist => format!(
            "the removal of {who} from the list of persons associated with the financing of terrorism and extremism"
        ),
        D::UnfreezeAccounts => format!("the release of {}", of_theirs("bank accounts")),
        D::StopExtradition => format!("the refusal of any request for the extradition of {who}"),
        D::GrantProtection => format!("international protection for {who}"),
        D::DeleteInterpolNotice => format!("the deletion of any INTERPOL notice for {who}"),
        D::ImplementUnDecision if people.several => {
            format!("compliance with the decisions of the United Nations on {who}")
        }
        D::ImplementUnDecision => {
            format!("compliance with the decision of the United Nations on {who}")
        }
        D::RepealOrAmendLaw => {
            format!("the repeal or amendment of the provisions used to prosecute {who}")
        }
        D::LiftBan => format!("the lifting of the ban on which the prosecution of {who} rests"),
        D::PersonalSanctions => {
            format!("personal sanctions on the officials responsible for the persecution of {who}")
        }
        D::RaiseInDialogue => {
            format!("interventions with the authorities on behalf of {who} at every opportunity")
        }
        D::VisitInDetention if people.several => format!("visits to {who} in detention"),
        D::VisitInDetention => format!("a visit to {who} in detention"),
        D::ConditionAgreement => format!("the release of {who} as a condition of any agreement"),
        D::PublicStatement => format!("a public statement on {}", cases_of(people)),
        D::TrialObservation => format!("the observation of any trial of {who}"),
        D::Unclassified | D::Other(_) => format!("{} for {who}", demand.kind.label()),
    }
}

fn cases_of(people: &PeoplePhrase) -> String {
    let case = if people.several {
        "the cases"
    } else {
        "the case"
    };
    format!("{case} of {}", people.words)
}
