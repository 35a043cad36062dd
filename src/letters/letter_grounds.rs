//! Whether there is a reason for a letter: a state that it can go to, a fact that it tells, something that it can ask for.

use super::disclosure::PublicCase;
use super::firm_status::firm_status;
use super::preflight::{PreflightFinding, PreflightLevel};
use super::words::LetterLanguage;
use crate::model::demand_rules::DemandAddressee;
use crate::model::vocabulary::{EventKind, StatusGroup};
use crate::model::{Date, Demand, Recipient};

/// Why a letter about the person may not go to the office: it is of a state that has no part in the case.
pub fn wrong_state(case: &PublicCase, office: &Recipient, day: Date) -> Option<PreflightFinding> {
    let state = office
        .represented_state()
        .filter(|_| !case.may_be_put_to(office, day))?;
    let english = LetterLanguage::english();
    let (persecutor, other) = (english.state_name(case.country), english.state_name(state));
    let what = format!(
        "{} is persecuted by {persecutor}, and {} is an office of {other}",
        case.name, office.id
    );
    Some(PreflightFinding::new(PreflightLevel::Missing, what).with_case(case.case_id()))
}

/// What a letter in this language lacks that is to ask for something: a fact to rest on.
pub fn no_ground(
    case: &PublicCase,
    lang: &LetterLanguage,
    tells_narrative: bool,
) -> Option<PreflightFinding> {
    let told = case.in_words_of(lang);
    let is_narrated = tells_narrative && told.summary.is_some();
    let is_told = !told.charges.is_empty()
        || !told.sentences.is_empty()
        || !told.restrictions.is_empty()
        || !told.concerns.is_empty()
        || !told.actions.is_empty();
    if is_narrated
        || is_told
        || told
            .events
            .iter()
            .any(|event| crate::letters::build_context::can_state_event(lang, event))
    {
        return None;
    }
    let private = match case.kept_out().len() {
        0 => String::new(),
        1 => " (1 fact is private)".to_owned(),
        count => format!(" ({count} facts are private)"),
    };
    let what = format!(
        "nothing can be told of {} but the name{private}: a letter needs an event, a concern, a charge, a sentence or an \
         action of others to rest on",
        case.name
    );
    let id = case.case_id();
    let fix = format!(
        "cases update {id} --event \"DATE KIND: WHAT HAPPENED\"\n    cases update {id} --concern \"KIND: WHY IT IS WRONG\""
    );
    Some(
        PreflightFinding::new(PreflightLevel::Missing, what)
            .with_case(id)
            .with_fix(fix),
    )
}

/// That of the person nothing is told but charge and sentence, which do not say why anything is wrong.
pub fn no_argument(case: &PublicCase, lang: &LetterLanguage) -> Option<PreflightFinding> {
    let told = case.in_words_of(lang);
    let is_argued = !(told.concerns.is_empty() && told.actions.is_empty())
        || told.events.iter().any(|event| {
            crate::letters::build_context::can_state_event(lang, event)
                && event.kind != EventKind::Sentence
        });
    (!is_argued).then(|| {
        let what = format!(
            "nothing that is told of {} says why it is wrong: a charge or a sentence alone does not",
            case.name
        );
        let fix = format!("cases update {} --concern \"KIND: WHY IT IS WRONG\"", case.case_id());
        PreflightFinding::new(PreflightLevel::Note, what).with_case(case.case_id()).with_fix(fix)
    })
}

/// Why nothing is to be asked for: the person is free, and neither the case nor the sender names anything that can be asked
/// of the addressee for somebody who is.
pub fn nothing_to_ask(
    case: &PublicCase,
    asked: &[DemandAddressee<'_>],
    chosen: Option<&[Demand]>,
    day: Date,
) -> Option<PreflightFinding> {
    let status = firm_status(case, day);
    (status.status_group() == Some(StatusGroup::Free)).then_some(())?;
    let can_be_asked = |demand: &Demand| {
        asked.iter().any(|of| {
            case.find_obstacle(&demand.kind, *of, &status, day)
                .is_none()
        })
    };
    if chosen.unwrap_or(&case.demands).iter().any(can_be_asked) {
        return None;
    }
    let what = format!(
        "{} {}: there is nothing to protest against or to ask for",
        case.name,
        LetterLanguage::english().describe_status(&status, false)
    );
    let fix = format!(
        "cases letter {} … --demand compensate   (or rehabilitate, if that is asked for)",
        case.case_id()
    );
    Some(
        PreflightFinding::new(PreflightLevel::Missing, what)
            .with_case(case.case_id())
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::testing;
    use crate::model::{Case, Concern, Event, Record};

    fn told(change: impl FnOnce(&mut Case)) -> PublicCase {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "Ann Lee"),
            ("country", "KZ"),
            ("as_of", "2018-04"),
        ])
        .unwrap();
        change(&mut case);
        PublicCase::disclose_case(
            &case,
            testing::sample_day(),
            &crate::model::SourceDates::default(),
        )
        .unwrap()
    }

    fn event(pairs: &[(&str, &str)]) -> Event {
        Event::from_typed(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn a_status_alone_is_no_ground() {
        let english = LetterLanguage::english();
        let held = event(&[
            ("kind", "arrest"),
            ("date", "2018-04"),
            ("status", "imprisoned"),
        ]);
        let bare = told(|case| case.events.push(held.clone()));
        let finding = no_ground(&bare, &english, false).unwrap();
        assert!(finding.fix.unwrap().contains("cases update a --event"));
        let grounded = told(|case| {
            case.events.push(held.clone());
            case.events.push(event(&[
                ("kind", "hearing"),
                ("text", "A judge heard Ann Lee."),
            ]));
        });
        assert_eq!(no_ground(&grounded, &english, false), None);
        let private = told(|case| {
            let beaten = [("kind", "torture"), ("text", "Ann Lee was beaten.")];
            case.concerns.push(Concern::from_typed(beaten).unwrap());
        });
        assert!(
            no_ground(&private, &english, false)
                .unwrap()
                .what
                .contains("(1 fact is private)")
        );
    }

    #[test]
    fn nothing_is_asked_for_the_free_but_what_fits_them() {
        let free = |demand: &str| {
            told(|case| {
                case.events.push(event(&[
                    ("kind", "release"),
                    ("date", "2018-04"),
                    ("status", "released"),
                ]));
                case.demands.extend(
                    (!demand.is_empty()).then(|| Demand::from_typed([("kind", demand)]).unwrap()),
                );
            })
        };
        let prosecutor = crate::model::Recipient::from_typed([
            ("id", "kz-pg"),
            ("role", "prosecutor-general"),
            ("office", "Prosecutor General"),
            ("country", "KZ"),
        ])
        .unwrap();
        for (demand, is_refused) in [
            ("", true),
            ("release-immediate", true),
            ("compensate", false),
        ] {
            let refusal = nothing_to_ask(
                &free(demand),
                &[DemandAddressee::Office(&prosecutor)],
                None,
                testing::sample_day(),
            );
            assert_eq!(refusal.is_some(), is_refused, "{demand}");
        }
        let chosen = [Demand::from_typed([("kind", "rehabilitate")]).unwrap()];
        assert_eq!(
            nothing_to_ask(
                &free(""),
                &[DemandAddressee::Office(&prosecutor)],
                Some(&chosen),
                testing::sample_day()
            ),
            None
        );
    }

    #[test]
    fn what_is_known_but_private_is_not_built_on() {
        let hidden = told(|case| {
            let committed = [
                ("kind", "psychiatric-committal"),
                ("date", "2018-01"),
                ("status", "psychiatric-detention"),
            ];
            case.events.push(event(&committed));
        });
        assert!(hidden.situation_is_withheld());
        assert_eq!(
            firm_status(&hidden, testing::sample_day()),
            crate::model::vocabulary::Status::Unknown
        );
        let outrun = told(|case| {
            case.events.push(event(&[
                ("kind", "arrest"),
                ("date", "2017"),
                ("status", "pre-trial-detention"),
            ]));
            let committed = [
                ("kind", "psychiatric-committal"),
                ("date", "2018-01"),
                ("status", "psychiatric-detention"),
            ];
            case.events.push(event(&committed));
        });
        assert!(!outrun.situation_is_withheld() && outrun.situation_is_outrun());
    }
}
