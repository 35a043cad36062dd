//! English, in British spelling, day before month.

use crate::model::vocabulary::{
    ChargeStanding, DemandKind, Gender, Regime, RestrictionKind, Role, SentenceKind, Status, Vocabulary,
};
use crate::model::{Charge, Demand, PartialDate, Penalty, Sentence, Term};

use super::{Pronouns, Who};
use crate::letters::letter::Labels;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn month(date: PartialDate) -> Option<&'static str> {
    let number = usize::try_from(date.month()?).ok()?;
    MONTHS.get(number.checked_sub(1)?).copied()
}

pub(super) fn date(date: PartialDate) -> String {
    match (month(date), date.day_of_month()) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year()),
        (Some(month), None) => format!("{month} {}", date.year()),
        _ => date.year().to_string(),
    }
}

pub(super) fn on_date(when: PartialDate) -> String {
    let preposition = if when.day_of_month().is_some() { "on" } else { "in" };
    format!("{preposition} {}", date(when))
}

pub(super) fn count(number: usize) -> String {
    NUMBERS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

pub(super) fn term(term: Term) -> String {
    let (years, months, days) = term.parts();
    let parts: Vec<String> = [(years, "year"), (months, "month"), (days, "day")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| {
            let plural = if number == 1 { "" } else { "s" };
            format!("{} {unit}{plural}", count(number as usize))
        })
        .collect();
    list(&parts)
}

pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

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

fn is(past: bool) -> &'static str {
    if past { "was" } else { "is" }
}

fn has(past: bool) -> &'static str {
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

fn possessive(name: &str) -> String {
    format!("{name}’s")
}

pub(super) fn charges(charges: &[Charge]) -> String {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for (verb, words) in offences(charges) {
        match groups.iter_mut().find(|(known, _)| *known == verb) {
            Some((_, items)) => items.push(words),
            None => groups.push((verb, vec![words])),
        }
    }
    let parts: Vec<String> = groups.into_iter().map(|(verb, items)| format!("{verb} {}", list(&items))).collect();
    list(&parts)
}

/// Verb and quoted offence of each charge; charges that differ only in the part of the article are one.
fn offences(charges: &[Charge]) -> Vec<(&'static str, String)> {
    let mut merged: Vec<(Charge, Vec<String>)> = Vec::new();
    for charge in charges {
        let same = |known: &Charge| {
            known.title == charge.title && known.article == charge.article && known.standing == charge.standing
        };
        let part = charge.part.as_ref().map(ToString::to_string);
        match merged.iter_mut().find(|(known, _)| same(known)) {
            Some((_, parts)) => parts.extend(part),
            None => merged.push((charge.clone(), part.into_iter().collect())),
        }
    }
    merged
        .iter()
        .map(|(charge, parts)| {
            let article = article_of(charge, parts);
            let place = if article.is_empty() { String::new() } else { format!(" ({article})") };
            (charge_verb(charge), format!("“{}”{place}", charge.title))
        })
        .collect()
}

fn charge_verb(charge: &Charge) -> &'static str {
    match &charge.standing {
        Some(ChargeStanding::Threatened) => "threatened with a charge of",
        Some(ChargeStanding::Witness) => "questioned as a witness in a case of",
        Some(ChargeStanding::Charged) => "charged with",
        Some(ChargeStanding::Convicted) => "convicted of",
        Some(ChargeStanding::Acquitted) => "acquitted of",
        Some(ChargeStanding::Dropped) => "once charged with",
        Some(ChargeStanding::Requalified) => "at first accused of",
        _ => "accused of",
    }
}

pub(super) fn article(charge: &Charge) -> String {
    let parts: Vec<String> = charge.part.iter().map(ToString::to_string).collect();
    article_of(charge, &parts)
}

fn article_of(charge: &Charge, parts: &[String]) -> String {
    let Some(article) = &charge.article else { return String::new() };
    let parts = match parts {
        [] => String::new(),
        [one] => format!(", Part {one}"),
        many => format!(", Parts {}", list(many)),
    };
    let comma = if parts.is_empty() { "" } else { "," };
    match charge.code.as_ref().map(|code| code.as_str()) {
        Some("CC") => format!("Article {article}{parts}{comma} of the Criminal Code"),
        Some(code) => format!("Article {article}{parts}{comma} of the {code}"),
        None => format!("Article {article}{parts}"),
    }
}

pub(super) fn penalty(sentence: &Sentence) -> String {
    let length = sentence.term.map(term);
    let main = match (&sentence.kind, length) {
        (SentenceKind::Prison, Some(length)) => format!("{length} in prison"),
        (SentenceKind::Prison, None) => "imprisonment".to_owned(),
        (SentenceKind::AdministrativeDetention, Some(length)) => format!("{length} of administrative detention"),
        (SentenceKind::RestrictedFreedom, Some(length)) => format!("{length} of restricted freedom"),
        (SentenceKind::Suspended, Some(length)) => format!("a suspended sentence of {length}"),
        (SentenceKind::CommunityService, Some(length)) => format!("{length} of community service"),
        (kind, Some(length)) => format!("{} ({length})", kind.label()),
        (kind, None) => kind.label(),
    };
    match &sentence.regime {
        Some(Regime::Strict) => format!("{main} in a strict-regime colony"),
        Some(Regime::Ordinary) => format!("{main} in an ordinary-regime colony"),
        Some(Regime::ColonySettlement) => format!("{main} in a colony-settlement"),
        _ => main,
    }
    .replace(" in prison in a ", " in a ")
}

pub(super) fn additional(penalty: &Penalty) -> String {
    let text = penalty.text.as_ref().map(|text| text.as_str());
    let length = penalty.term.map(|length| format!(" for {}", term(length))).unwrap_or_default();
    let what = match (&penalty.kind, text) {
        (RestrictionKind::CompulsoryPayment, Some(text)) => return format!("a compulsory payment of {text}"),
        (RestrictionKind::Unclassified | RestrictionKind::Other(_), Some(text)) => return format!("{text}{length}"),
        (RestrictionKind::Confiscation, _) => "confiscation of property".to_owned(),
        (RestrictionKind::AccountsFrozen, _) => "frozen bank accounts".to_owned(),
        (RestrictionKind::BanHoldingOffice, Some(text)) => format!("a ban on {text}"),
        (RestrictionKind::BanPublicActivity, Some(text)) => format!("a ban on {text}"),
        (kind, _) => format!("a {}", kind.label()),
    };
    format!("{what}{length}")
}

pub(super) fn demand(demand: &Demand, people: &Who) -> String {
    if let Some(text) = &demand.text {
        return text.to_string();
    }
    let who = &people.words;
    let of_theirs = |thing: &str| {
        if people.several { format!("the {thing} of {who}") } else { format!("{} {thing}", possessive(who)) }
    };
    use DemandKind as D;
    match &demand.kind {
        D::ReleaseImmediate => format!("the immediate and unconditional release of {who}"),
        D::DropCharges => format!("the dropping of all charges against {who}"),
        D::AnnulVerdict => format!("the annulment of the verdict against {who}"),
        D::FairRetrial => format!("a fair and public retrial of {who}"),
        D::Rehabilitate => format!("the full rehabilitation of {who}"),
        D::Compensate => format!("compensation for {who}"),
        D::MedicalCare => format!("adequate medical care for {who}"),
        D::IndependentMedicalExam => format!("an independent medical examination of {who}"),
        D::TransferNearerHome => format!("the transfer of {who} to a place nearer home"),
        D::InformationOnCondition => {
            format!("information on the conditions in which {who} {} held, and on the state of health", are(people))
        }
        D::DiscloseWhereabouts => format!("disclosure of where {who} {} held", are(people)),
        D::ParcelsUntampered => format!("an assurance that parcels for {who} are handed over untouched"),
        D::AccessFamily => format!("access of the family to {who}"),
        D::AccessCounsel => format!("access of counsel of choice to {who}"),
        D::AccessObservers => format!("access of independent observers to {who}"),
        D::StopTorture => format!("an immediate end to any torture or ill-treatment of {who}"),
        D::InvestigateTorture => format!("a prompt, independent investigation of the reported torture of {who}"),
        D::InvestigateCase => format!("a prompt and independent enquiry into the case of {who}"),
        D::DisciplineOfficial => format!("the removal from office of those responsible for the treatment of {who}"),
        D::ProsecuteOfficial => format!("the prosecution of those responsible for the treatment of {who}"),
        D::ProvideCourtDecision => format!("a written copy of the court’s decision for {who}"),
        D::NoMeasuresAgainstOrganisation => format!("no measures against {}", of_theirs("organisation")),
        D::RegisterOrganisation => format!("the registration of {}", of_theirs("organisation")),
        D::AllowTravel => format!("no restrictions on {}", of_theirs("right to travel")),
        D::LiftRestrictions => format!("the lifting of all restrictions on {who}"),
        D::Delist => format!(
            "the removal of {who} from the list of persons associated with the financing of terrorism and extremism"
        ),
        D::UnfreezeAccounts => format!("the release of {}", of_theirs("bank accounts")),
        D::StopExtradition => format!("the refusal of any request for the extradition of {who}"),
        D::GrantProtection => format!("international protection for {who}"),
        D::DeleteInterpolNotice => format!("the deletion of any INTERPOL notice for {who}"),
        D::ImplementUnDecision => format!("compliance with the decision of the United Nations on {who}"),
        D::RepealOrAmendLaw => format!("the repeal of the provisions under which {who} {} prosecuted", are(people)),
        D::LiftBan => {
            format!("the lifting of the ban on the organisation that {who} {} accused of supporting", are(people))
        }
        D::PersonalSanctions => format!("personal sanctions on the officials responsible for the persecution of {who}"),
        D::RaiseInDialogue => format!("that you raise {} with the authorities at every opportunity", cases_of(people)),
        D::VisitInDetention => format!("a visit to {who} in detention"),
        D::ConditionAgreement => format!("the release of {who} as a condition of any agreement"),
        D::PublicStatement => format!("a public statement on {}", cases_of(people)),
        D::TrialObservation => format!("the observation of any trial of {who}"),
        D::Unclassified | D::Other(_) => format!("{} for {who}", demand.kind.label()),
    }
}

fn are(people: &Who) -> &'static str {
    if people.several { "are" } else { "is" }
}

fn cases_of(people: &Who) -> String {
    let case = if people.several { "the cases" } else { "the case" };
    format!("{case} of {}", people.words)
}

pub(super) fn labels() -> Labels {
    Labels {
        subject: "Subject".to_owned(),
        reference: "Reference".to_owned(),
        copies: "Copies to".to_owned(),
        enclosures: "Enclosures".to_owned(),
        sources: "Sources".to_owned(),
    }
}

/// Forms of address: reference, domain §4.8 (Amnesty UA 147.20; Canadian Heritage; UN correspondence manual).
pub(super) fn salutation(role: &Role) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Record, Value};

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        for (written, words, adverb) in [
            ("2017-05-16", "16 May 2017", "on 16 May 2017"),
            ("2018-03", "March 2018", "in March 2018"),
            ("2012", "2012", "in 2012"),
        ] {
            let value = PartialDate::from_typed(written).unwrap();
            assert_eq!((date(value).as_str(), on_date(value).as_str()), (words, adverb));
        }
    }

    #[test]
    fn terms_read_aloud() {
        for (written, words) in [
            ("2y2m", "two years and two months"),
            ("1y", "one year"),
            ("10d", "ten days"),
            ("18y", "18 years"),
            ("10y6m", "ten years and six months"),
        ] {
            assert_eq!(term(Term::from_typed(written).unwrap()), words);
        }
    }

    #[test]
    fn charges_of_one_standing_stand_together() {
        let charge = |pairs: &[(&str, &str)]| Charge::from_typed(pairs.iter().copied()).unwrap();
        let several = [
            charge(&[("title", "libel"), ("standing", "convicted"), ("code", "CC"), ("article", "130")]),
            charge(&[("title", "fraud"), ("standing", "convicted")]),
            charge(&[("title", "false denunciation"), ("standing", "acquitted"), ("code", "CC"), ("article", "419")]),
        ];
        assert_eq!(
            charges(&several),
            "convicted of “libel” (Article 130 of the Criminal Code) and “fraud” and acquitted of “false denunciation” \
             (Article 419 of the Criminal Code)"
        );
        let parts = ["1", "2"].map(|part| {
            charge(&[("title", "extremism"), ("standing", "convicted"), ("article", "405"), ("part", part)])
        });
        assert_eq!(charges(&parts), "convicted of “extremism” (Article 405, Parts 1 and 2)");
    }

    #[test]
    fn penalties_read_aloud() {
        let prison = Sentence::from_typed([("kind", "prison"), ("term", "12y"), ("regime", "strict")]).unwrap();
        assert_eq!(penalty(&prison), "twelve years in a strict-regime colony");
        for (written, words) in [
            ("ban-public-activity 3y", "a ban on public activities for three years"),
            ("ban-journalism 3y", "a ban on journalism for three years"),
            ("confiscation", "confiscation of property"),
        ] {
            assert_eq!(additional(&written.parse().unwrap()), words);
        }
    }

    #[test]
    fn an_unknown_gender_is_worded_with_the_name() {
        assert_eq!(pronouns(None, "Eleusinov").possessive, "Eleusinov’s");
        assert_eq!(pronouns(Some(&Gender::Female), "Ashim").object, "her");
    }
}
