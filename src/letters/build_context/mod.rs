//! Tells public cases to a template: fills the [`Context`], in the words of a language, as of a day.

mod ask;
mod case;
mod contact;
mod demand;
mod demand_info;
mod event;
mod group;
mod input;
mod law;
mod open_demand;
mod questionnaire;
mod shared;
mod situation;
mod story;
mod tell;
mod variant;

use std::cell::OnceCell;

use super::context::{Context, FollowsInfo, LetterInfo, RecipientInfo, SenderInfo};
use super::disclosure::PublicCase;
use super::words::LetterLanguage;
use crate::letters::build_context::tell::CaseStories;
use crate::letters::schema::MarkdownText;
use crate::model::vocabulary::{ConcernKind, DemandKind, OfficeSide, Status, Vocabulary};
use crate::model::{Concern, PartialDate, Recipient, Sender, SentLetter};

pub use contact::{address_lines, choose_close, choose_salutation, holder_line, office_line};
pub use demand_info::plain_request;
pub use event::can_state_event;
pub use input::ContextInput;

/// How long supporters have to write: six weeks, as is usual for urgent actions.
const WRITE_WITHIN_DAYS: i64 = 42;

/// The context of a letter; none if there is no case to tell.
pub fn build_context(telling: &ContextInput<'_>) -> Option<Context> {
    build_counted_context(telling).map(|(context, _)| context)
}

/// The same, and how many facts about the one person of a letter there is no room for on its page.
pub fn build_counted_context(telling: &ContextInput<'_>) -> Option<(Context, usize)> {
    let in_place = |(place, case): (usize, &PublicCase)| {
        case.in_words_of(telling.lang).into_owned().at_place(place)
    };
    let told: Vec<PublicCase> = telling.cases.iter().enumerate().map(in_place).collect();
    let mut sorted: Vec<&PublicCase> = told.iter().collect();
    if !telling.keeps_order {
        sorted.sort_by_cached_key(|case| (case::sort_key(case), case.id.clone()));
    }
    let stories: Vec<CaseStories> = sorted
        .iter()
        .map(|case| CaseStories::new(telling, case))
        .collect();
    let cases: Vec<_> = sorted
        .iter()
        .zip(&stories)
        .map(|(case, stories)| case::case_info(telling, case, stories))
        .collect();
    let first = cases.first()?.clone();
    let wanted = telling.wanted;
    let has_time = wanted.is_used("events") || wanted.is_used("timeline");
    let events = if has_time {
        event::shared_events(telling.lang, &sorted)
    } else {
        Vec::new()
    };
    let mut asked = demand::collect_demands(telling, &sorted);
    let mut told_concerns: Vec<(&PublicCase, &Concern)> = Vec::new();
    for (case, stories) in sorted.iter().zip(&stories) {
        let stated = case::stated_concerns(telling, case, stories);
        told_concerns.extend(stated.into_iter().map(|concern| (*case, concern)));
    }
    let concerns: Vec<ConcernKind> = told_concerns
        .iter()
        .map(|(_, concern)| concern.kind.clone())
        .collect();
    let background: Vec<_> = telling
        .background
        .iter()
        .map(|case| case.in_words_of(telling.lang))
        .collect();
    let asked_first = ask::first_requests(telling, &asked, &sorted);
    ask::shorten_names(telling, &mut asked, &asked_first, &sorted);
    let wants_issues = ["issues", "grave_issues", "further_issues"]
        .iter()
        .any(|name| wanted.is_used(name));
    let issues = if wants_issues {
        shared::shared_issues(telling.lang, &sorted)
    } else {
        Vec::new()
    };
    let (grave_issues, further_issues) = issues.iter().cloned().partition(|issue| issue.grave);
    let shared_story = OnceCell::new();
    let shared_story =
        || shared_story.get_or_init(|| tell::shared_story(telling, &sorted, &stories));
    let left_out = match stories.as_slice() {
        [alone] if telling.story_words.is_some() && wanted.is_used("story") => {
            alone.whole().left_out
        }
        _ => 0,
    };
    let context = Context {
        letter: letter_info(telling, &cases, &sorted, asked_first),
        story: wanted.make_if_used("story", || shared_story().infos.clone()),
        background: wanted.make_if_used("background", || {
            if background.is_empty() {
                return Vec::new();
            }
            let told = &shared_story().texts;
            background
                .iter()
                .map(|case| {
                    let stories = CaseStories::new(telling, case).after(told);
                    case::case_info(telling, case, &stories)
                })
                .collect()
        }),
        sender: sender_info(telling.lang, telling.sender),
        recipient: telling
            .recipient
            .map(|recipient| recipient_info(telling, recipient)),
        case: first,
        groups: wanted.make_if_used("groups", || group::group_infos(telling, &sorted, &cases)),
        totals: group::count_totals(telling.lang, &cases),
        timeline: event::build_timeline(telling.lang, &events),
        events,
        concerns: wanted.make_if_used("concerns", || {
            shared::shared_concerns(telling.lang, &sorted)
        }),
        grave_issues: wanted.make_if_used("grave_issues", || grave_issues),
        further_issues: wanted.make_if_used("further_issues", || further_issues),
        issues: wanted.make_if_used("issues", || issues),
        rights: telling.lang.describe_rights(&concerns),
        law: law::describe_law(telling, &sorted, &told_concerns),
        demands: asked.own,
        state_demands: asked.of_state,
        calls: asked.calls,
        sanctions: wanted.make_if_used("sanctions", || shared::sanction_targets(telling, &sorted)),
        sanction_names: list_sanctioned(telling, &sorted),
        statutes: wanted.make_if_used("statutes", || {
            law::statute_infos(telling, &sorted, &told_concerns)
        }),
        actions: wanted.make_if_used("actions", || shared::shared_actions(telling.lang, &sorted)),
        contacts: wanted.make_if_used("contacts", || contact::contact_groups(telling)),
        cases: wanted.make_if_used("cases", || cases),
    };
    Some((context, left_out))
}

/// The officials named for sanctions, in a row; nobody, where the office cannot impose any.
fn list_sanctioned(telling: &ContextInput<'_>, cases: &[&PublicCase]) -> Option<String> {
    let can_impose = telling.recipient.is_none_or(|office| {
        cases.iter().all(|case| {
            let side = case.side_of(office, telling.date);
            DemandKind::PersonalSanctions.is_grantable_by(&office.role, side)
        })
    });
    let targets = shared::named_for_sanctions(telling.lang, cases);
    let names: Vec<String> = targets.into_iter().map(|target| target.name).collect();
    (can_impose && !names.is_empty()).then(|| telling.lang.format_list(&names))
}

/// The status that people are counted by and demands are built on: where the facts contradict it, or what is known of it
/// may not be told, it is not known.
fn firm_status(telling: &ContextInput<'_>, case: &PublicCase) -> Status {
    crate::letters::firm_status::firm_status(case, telling.date)
}

fn letter_info(
    telling: &ContextInput<'_>,
    cases: &[super::context::CaseInfo],
    people: &[&PublicCase],
    asked: ask::FirstRequests,
) -> LetterInfo {
    let mut states: Vec<String> = cases.iter().map(|case| case.state.clone()).collect();
    states.sort_unstable();
    states.dedup();
    let nobody_named = telling.recipient.is_none() && telling.sender.name.is_none();
    let we = telling.writes_as_several() || nobody_named;
    let writer = telling.lang.writer_pronouns(we);
    let month: String = telling.date.to_string().chars().take(7).collect();
    LetterInfo {
        lang: telling.lang.to_string(),
        date: telling.lang.format_day(telling.date),
        month: month.parse().map_or_else(
            |_| String::new(),
            |month: PartialDate| telling.lang.format_date(month),
        ),
        joint: cases.len() > 1,
        we,
        i: writer.subject,
        me: writer.object,
        my: writer.possessive,
        count: cases.len(),
        count_words: telling.lang.format_number(cases.len()),
        names: format_names(telling.lang, cases),
        several_states: states.len() > 1,
        state: telling.lang.format_list(&states),
        stale: cases.iter().any(|case| case.stale),
        doubtful: cases.iter().any(|case| case.doubtful),
        write_by: telling
            .date
            .checked_add(jiff::Span::new().days(WRITE_WITHIN_DAYS))
            .map_or_else(|_| String::new(), |day| telling.lang.format_day(day)),
        variant: telling
            .variant
            .unwrap_or_else(|| variant::choose_variant(telling)),
        follows: telling
            .follows
            .map(|letter| follows_info(telling, letter, people)),
        ask: asked.of_addressee,
        state_ask: asked.of_state,
        wrong: MarkdownText(
            telling
                .wanted
                .make_if_used("wrong", || ask::describe_wrong(telling, people)),
        ),
        opening: telling.opening.map(str::to_owned),
        added: telling.added.to_vec(),
    }
}

fn follows_info(
    telling: &ContextInput<'_>,
    letter: &SentLetter,
    people: &[&PublicCase],
) -> FollowsInfo {
    let lang = telling.lang;
    FollowsInfo {
        date: lang.format_date(letter.date),
        on_date: lang.on_date(letter.date),
        registration: letter.registration_number().map(ToString::to_string),
        answered: letter.is_answered(),
        news: tell::tell_news(telling, letter.date, people),
    }
}

fn format_names(lang: &LetterLanguage, cases: &[super::context::CaseInfo]) -> String {
    lang.format_list(
        &cases
            .iter()
            .map(|case| case.name.clone())
            .collect::<Vec<_>>(),
    )
}

fn sender_info(lang: &LetterLanguage, sender: &Sender) -> SenderInfo {
    SenderInfo {
        name: sender.name.as_ref().map(ToString::to_string),
        organisation: sender.organisation.as_ref().map(ToString::to_string),
        country: sender.country.map(|country| lang.state_name(country)),
        introduction: sender.introduction.as_ref().map(ToString::to_string),
    }
}

fn recipient_info(telling: &ContextInput<'_>, recipient: &Recipient) -> RecipientInfo {
    RecipientInfo {
        office: contact::office_line(recipient, telling.lang),
        role: recipient.role.slug().to_owned(),
        country: recipient
            .country
            .map(|country| telling.lang.state_name(country)),
        is_state: telling
            .cases
            .iter()
            .all(|case| case.side_of(recipient, telling.date) == OfficeSide::Persecutor),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::letters::provenance::{self, without_marks};
    use crate::model::date::full_day;
    use crate::model::{Case, Concern, Demand, Event, Record, Sentence, SourceDates};

    static ENGLISH: LazyLock<LetterLanguage> = LazyLock::new(LetterLanguage::english);

    /// A telling of nothing to nobody.
    pub(super) fn telling() -> ContextInput<'static> {
        static NOBODY: Sender = Sender {
            name: None,
            organisation: None,
            address: Vec::new(),
            email: None,
            country: None,
            introduction: None,
        };
        ContextInput::plain(&ENGLISH, full_day("2018-05-01").unwrap(), &NOBODY, &[])
    }

    pub(super) fn office(role: &str, name: &str) -> Recipient {
        Recipient::from_typed([("id", "office"), ("role", role), ("office", name)]).unwrap()
    }

    pub(super) fn case(name: &str, status: &str, demands: &[Demand]) -> Case {
        let id = name.to_lowercase();
        let flat = [
            ("id", id.as_str()),
            ("name", name),
            ("family_name", name),
            ("country", "KZ"),
            ("as_of", "2018-04"),
        ];
        let mut case = Case::from_typed(flat).unwrap();
        case.events = vec![event(&[
            ("kind", "arrest"),
            ("date", "2018-04-05"),
            ("status", status),
        ])];
        case.demands = demands.to_vec();
        case
    }

    pub(super) fn event(pairs: &[(&str, &str)]) -> Event {
        Event::from_typed(pairs.iter().copied()).unwrap()
    }

    pub(super) fn person(name: &str, status: &str, demands: &[Demand]) -> PublicCase {
        told(&case(name, status, demands))
    }

    pub(super) fn told(case: &Case) -> PublicCase {
        PublicCase::disclose_case(case, telling().date, &SourceDates::default()).unwrap()
    }

    fn words(text: Option<&String>) -> Option<String> {
        text.map(|text| without_marks(text).into_owned())
    }

    fn context(cases: &[PublicCase]) -> Context {
        build_context(&ContextInput { cases, ..telling() }).unwrap()
    }

    #[test]
    fn people_without_a_sentence_are_held_since_a_date() {
        let since = |case: &Case| words(context(&[told(case)]).case.since.as_ref());
        let mut held = case("Ann", "pre-trial-detention", &[]);
        assert_eq!(since(&held).as_deref(), Some("5 April 2018"));
        held.sentences =
            vec![Sentence::from_typed([("kind", "prison"), ("date", "2018-04-06")]).unwrap()];
        assert_eq!(since(&held), None);
        assert_eq!(since(&case("Ann", "released", &[])), None);
        held.sentences.clear();
        held.events[0].kind = crate::model::vocabulary::EventKind::StatusNoted;
        assert_eq!(since(&held), None);
    }

    #[test]
    fn events_of_one_date_are_one_moment_and_shared_ones_are_told_once() {
        let raid = event(&[
            ("kind", "search"),
            ("date", "2018-04-05"),
            ("text", "Police searched the flat of Ann and Bob."),
        ]);
        let seizure = event(&[
            ("kind", "seizure"),
            ("date", "2018-04-05"),
            ("text", "They took a poster."),
        ]);
        let act = event(&[
            ("kind", "protest"),
            ("date", "2018-04-01"),
            ("text", "Ann took part in a rally."),
        ]);
        let mut cases = ["Ann", "Bob"].map(|name| case(name, "pre-trial-detention", &[]));
        for case in &mut cases {
            case.events
                .extend([raid.clone(), seizure.clone(), act.clone()]);
        }
        let context = context(&cases.each_ref().map(told));
        let moments: Vec<(Option<String>, String)> = context
            .timeline
            .iter()
            .map(|moment| {
                (
                    words(moment.date.as_ref()),
                    without_marks(&moment.text).into_owned(),
                )
            })
            .collect();
        let told_once = "Police searched the flat of Ann and Bob. They took a poster.";
        assert_eq!(
            moments,
            [(Some("5 April 2018".to_owned()), told_once.to_owned())]
        );
        assert!(provenance::reads_same(
            &context.cases[1].timeline[0].text,
            &context.timeline[0].text
        ));
        assert_eq!(context.case.acts.len(), 1);
    }

    #[test]
    fn only_the_pronouncement_of_a_sentence_is_sentencing() {
        let mut held = case("Ann", "imprisoned", &[]);
        held.sentences =
            vec![Sentence::from_typed([("kind", "prison"), ("date", "2018-04-06")]).unwrap()];
        held.events.extend([
            event(&[
                ("kind", "verdict"),
                ("date", "2018-01"),
                ("text", "A jury acquitted Ann."),
            ]),
            event(&[
                ("kind", "sentence"),
                ("date", "2018-04-06"),
                ("text", "A court sentenced Ann."),
            ]),
        ]);
        let case = context(&[told(&held)]).case;
        assert_eq!(
            words(case.sentence.unwrap().text.as_ref()).as_deref(),
            Some("A court sentenced Ann.")
        );
        assert_eq!(case.further_events.len(), 1);
        let events = case.events;
        assert_eq!(
            events
                .iter()
                .map(|event| event.sentencing)
                .collect::<Vec<_>>(),
            [false, true]
        );
    }

    #[test]
    fn concerns_of_several_are_told_once_with_their_names_and_rights() {
        let concern =
            |kind: &str, text: &str| Concern::from_typed([("kind", kind), ("text", text)]).unwrap();
        let mut cases = ["Bob", "Ann"].map(|name| case(name, "imprisoned", &[]));
        for case in &mut cases {
            case.concerns = vec![concern("assembly", "Ann and Bob were at a rally.")];
        }
        cases[0]
            .concerns
            .push(concern("unfair-trial", "Bob had no interpreter."));
        let context = context(&cases.each_ref().map(told));
        let concerns: Vec<(&str, &str)> = context
            .concerns
            .iter()
            .map(|it| (it.kind.as_str(), it.names.as_str()))
            .collect();
        assert_eq!(
            concerns,
            [("assembly", "Ann and Bob"), ("unfair-trial", "Bob")]
        );
        assert_eq!(
            context
                .issues
                .iter()
                .map(|issue| issue.kind.as_str())
                .collect::<Vec<_>>(),
            ["assembly"]
        );
        assert!(context.rights.is_some_and(|rights| {
            rights.starts_with("the right to a fair and public hearing (Article 10)")
        }));
    }

    #[test]
    fn a_writer_alone_is_i_and_a_public_document_without_a_name_is_ours() {
        let cases = [person("Ann", "imprisoned", &[])];
        let sender = Sender {
            name: "R. Diaz".parse().ok(),
            ..Sender::default()
        };
        let prosecutor = office("prosecutor-general", "Prosecutor General");
        let several = ["R. Diaz".to_owned(), "M. Weber".to_owned()];
        let i = |recipient, sender, signatories| {
            build_context(&ContextInput {
                cases: &cases,
                recipient,
                sender,
                signatories,
                ..telling()
            })
            .unwrap()
            .letter
            .i
        };
        let nobody = telling().sender;
        assert_eq!(i(None, &sender, &[]), "I");
        assert_eq!(i(None, nobody, &[]), "we");
        assert_eq!(i(Some(&prosecutor), nobody, &[]), "I");
        assert_eq!(i(Some(&prosecutor), &sender, &several), "we");
    }
}
