//! What the questionnaire of the United Nations Working Group on Arbitrary Detention asks about a person (Annex V of Fact Sheet
//! 26 of the Office of the High Commissioner for Human Rights), as far as the casebook answers it.

use crate::letters::context::{ArbitraryCategoryInfo, QuestionnaireInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::provenance::mark_fact;
use crate::letters::words::LetterLanguage;
use crate::model::vocabulary::{Category, ConcernKind, EventKind, OfficialRole, Status};
use crate::model::{Date, Event};

use super::ContextInput;
use super::firm_status;

pub(super) fn questionnaire_info(
    telling: &ContextInput<'_>,
    case: &PublicCase,
) -> QuestionnaireInfo {
    let lang = telling.lang;
    let arrest = find_arrest(case, telling.date);
    let custody = case.events.iter().find(|event| {
        matches!(
            event.kind,
            EventKind::DetentionOrdered | EventKind::PsychiatricCommittal
        )
    });
    let text = |event: &Event| event.text.as_ref().map(ToString::to_string);
    let date = |event: &Event| event.date.map(|date| lang.format_date(date));
    let officers = [
        OfficialRole::Police,
        OfficialRole::SecurityService,
        OfficialRole::Investigator,
    ];
    let forces: Vec<String> = case
        .officials
        .iter()
        .filter(|official| {
            let role = official.role.as_ref();
            role.is_some_and(|role| officers.contains(role))
        })
        .map(|official| match &official.office {
            Some(office) => format!("{}, {office}", official.name),
            None => official.name.to_string(),
        })
        .collect();
    QuestionnaireInfo {
        family_name: case.family_name.as_ref().map(ToString::to_string),
        given_name: case.given_name.as_ref().map(ToString::to_string),
        profession: find_profession(lang, case),
        age: age_at(case, arrest),
        arrested: arrest.and_then(date),
        arrest_place: arrest
            .and_then(|event| event.place.as_ref())
            .map(ToString::to_string),
        arrest_text: arrest.and_then(text),
        forces: (!forces.is_empty()).then(|| lang.format_list(&forces)),
        ordered: custody.and_then(|event| text(event).or_else(|| date(event))),
        court: case
            .sentence_on(telling.date)
            .and_then(|sentence| sentence.court.as_ref())
            .map(ToString::to_string),
        categories: arbitrary_categories(telling, case),
    }
}

/// The occupation; else the leading category, where it says what somebody does.
fn find_profession(lang: &LetterLanguage, case: &PublicCase) -> Option<String> {
    use Category as K;
    if let Some(occupation) = &case.occupation {
        return Some(mark_fact(
            case.field_fact("occupation"),
            occupation.as_str(),
        ));
    }
    let category = case.category.as_ref()?;
    let is_activity = match category {
        K::CivilSocietyActivist
        | K::HumanRightsDefender
        | K::TradeUnionist
        | K::Journalist
        | K::Lawyer
        | K::OppositionPolitician
        | K::EnvironmentalDefender
        | K::HousingRightsCampaigner
        | K::WriterOrPoet
        | K::Academic
        | K::Student => true,
        K::SocialNetworkUser
        | K::ReligiousBeliever
        | K::AccusedOfMovementSupport
        | K::BusinessOrStateManager
        | K::RelativeOrAssociate
        | K::PeacefulProtester
        | K::RefugeeOrExile
        | K::Unclassified
        | K::Other(_) => false,
    };
    let words = || {
        mark_fact(
            case.field_fact("category"),
            lang.category_name(category, false),
        )
    };
    is_activity.then(words)
}

/// The latest arrest, abduction or committal up to the day.
fn find_arrest(case: &PublicCase, day: Date) -> Option<&Event> {
    case.events
        .iter()
        .filter(|event| EventKind::ARRESTS.contains(&event.kind))
        .filter(|event| event.date.is_none_or(|date| date.may_be_by(day)))
        .max_by_key(|event| event.date)
}

/// The age on the day of arrest, where the dates leave no doubt about it; as two years, where they leave one.
fn age_at(case: &PublicCase, arrest: Option<&Event>) -> Option<String> {
    let born = case.born?;
    let arrested = arrest?.date?;
    let years = |from: Date, until: Date| {
        let whole = until.year() - from.year();
        let is_before = (until.month(), until.day()) < (from.month(), from.day());
        whole - i16::from(is_before)
    };
    let least = years(born.latest_day(), arrested.earliest_day());
    let most = years(born.earliest_day(), arrested.latest_day());
    if least < 0 {
        None
    } else if least == most {
        Some(least.to_string())
    } else {
        Some(format!("{least} or {most}"))
    }
}

/// The categories of arbitrary detention that the facts told point to (methods of work of the Working Group, A/HRC/36/38,
/// paragraph 8). Category IV, on asylum seekers and migrants, follows from no fact of a casebook.
fn arbitrary_categories(
    telling: &ContextInput<'_>,
    case: &PublicCase,
) -> Vec<ArbitraryCategoryInfo> {
    let status = firm_status(telling, case);
    let names_concern = |kinds: &[ConcernKind]| {
        case.concerns
            .iter()
            .any(|concern| kinds.contains(&concern.kind))
    };
    let did = case.events.iter().any(|event| {
        matches!(
            event.kind,
            EventKind::Protest | EventKind::Expression | EventKind::Organising
        )
    });
    let is_over = case
        .doubt_on(telling.date)
        .and_then(|doubt| doubt.end_date())
        .is_some();
    use ConcernKind as C;
    let mut found = Vec::new();
    if is_over
        || matches!(status, Status::Disappeared)
        || names_concern(&[C::RetroactiveOrVagueLaw, C::Incommunicado])
    {
        found.push((
            "I",
            "no legal basis can be invoked for the deprivation of liberty",
        ));
    }
    if did
        || names_concern(&[
            C::FreedomOfExpression,
            C::Assembly,
            C::Association,
            C::Religion,
            C::PoliticalParticipation,
            C::TradeUnionRights,
            C::RightToStrike,
        ])
    {
        found.push((
            "II",
            "the deprivation of liberty results from the exercise of rights that the Universal Declaration of Human Rights guarantees",
        ));
    }
    if names_concern(&[
        C::UnfairTrial,
        C::NoPublicTrial,
        C::NoCounsel,
        C::WitnessesNotHeard,
        C::PresumptionOfInnocence,
        C::FabricatedEvidence,
        C::ForcedConfession,
        C::AppealBlocked,
        C::SecretDecision,
        C::Torture,
    ]) {
        found.push((
            "III",
            "the international norms of a fair trial were disregarded so gravely that the detention is arbitrary",
        ));
    }
    if names_concern(&[C::Discrimination, C::PoliticalProsecution]) {
        found.push((
            "V",
            "the deprivation of liberty discriminates against the person, among other grounds for a political or other opinion",
        ));
    }
    found
        .into_iter()
        .map(|(number, words)| ArbitraryCategoryInfo {
            number: number.to_owned(),
            words: words.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::build_context::tests::{case, telling};
    use crate::model::{Concern, Record, SourceDates};

    #[test]
    fn an_age_is_told_as_exactly_as_it_is_known() {
        let mut ann = case("Ann", "imprisoned", &[]);
        ann.events[0].kind = EventKind::Arrest;
        for (born, arrested, age) in [
            ("1980-03-04", "2018-03-03", Some("37")),
            ("1980-03-04", "2018-03-04", Some("38")),
            ("1980", "2018", Some("37 or 38")),
            ("2019", "2018", None),
        ] {
            ann.born = born.parse().ok();
            ann.events[0].date = arrested.parse().ok();
            let told =
                PublicCase::disclose_case(&ann, telling().date, &SourceDates::default()).unwrap();
            let arrest = find_arrest(&told, telling().date);
            assert_eq!(age_at(&told, arrest).as_deref(), age, "{born} {arrested}");
        }
    }

    #[test]
    fn a_category_rests_on_a_fact() {
        let mut ann = case("Ann", "imprisoned", &[]);
        let numbers = |case: &crate::model::Case| {
            let told =
                PublicCase::disclose_case(case, telling().date, &SourceDates::default()).unwrap();
            let info = questionnaire_info(&telling(), &told);
            info.categories
                .into_iter()
                .map(|category| category.number)
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(&ann), [""; 0]);
        ann.concerns = vec![
            Concern::from_typed([("kind", "no-counsel"), ("text", "Ann had no lawyer.")]).unwrap(),
        ];
        ann.events
            .push(Event::from_typed([("kind", "expression"), ("text", "Ann wrote.")]).unwrap());
        assert_eq!(numbers(&ann), ["II", "III"]);
    }
}
