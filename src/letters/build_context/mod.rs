//! Tells public cases to a template: fills the [`Context`], in the words of a language, as of a day.

mod case;
mod contact;
mod demand;
mod event;
mod group;
mod open_demand;
mod shared;
mod variant;

use std::borrow::Cow;

use super::context::{Context, FollowsInfo, LetterInfo, RecipientInfo, SenderInfo};
use super::disclosure::PublicCase;
use super::words::LetterLanguage;
use crate::letters::schema::UsedVariables;
use crate::model::vocabulary::{ConcernKind, OfficeSide, Status, Vocabulary};
use crate::model::{Date, Demand, PartialDate, Recipient, Sender, SentLetter};

pub use contact::{address_lines, holder_line, office_line};
pub use event::can_state_event;

/// What is to be told, to whom, and how.
#[derive(Debug, Clone, Copy)]
pub struct ContextInput<'a> {
    /// In which language.
    pub lang: &'a LetterLanguage,
    /// As of which day.
    pub date: Date,
    /// How many months a status or a holder counts as fresh.
    pub fresh_months: u32,
    /// Who writes.
    pub sender: &'a Sender,
    /// Whether several sign.
    pub several_sign: bool,
    /// Who is written to; nobody in a public document.
    pub recipient: Option<&'a Recipient>,
    /// About whom; at least one.
    pub cases: &'a [PublicCase],
    /// What to ask for, in place of what the cases ask for.
    pub demands: Option<&'a [Demand]>,
    /// Groups of offices that a public document lists.
    pub contacts: &'a [Vec<Recipient>],
    /// The number by which a template chooses among wordings, from 1; by default it follows from the rest.
    pub variant: Option<usize>,
    /// The earlier letter that this one follows up.
    pub follows: Option<&'a SentLetter>,
    /// From so many people on the text tells of each only the gravest; as the settings of the kind of letter say.
    pub brief_from: Option<usize>,
    /// Which parts of the context are read.
    pub wanted: UsedVariables<'a>,
}

impl ContextInput<'_> {
    /// Whether those who write speak as several.
    #[must_use]
    pub fn writes_as_several(&self) -> bool {
        self.several_sign || self.sender.organisation.is_some()
    }

    /// Whether of each person only the gravest is told.
    fn is_brief(&self) -> bool {
        // Texts in other languages tell every concern by its name.
        self.lang.is_of_casebook() && self.brief_from.is_some_and(|from| self.cases.len() >= from)
    }
}

/// The context of a letter; none if there is no case to tell.
#[must_use]
pub fn build_context(telling: &ContextInput<'_>) -> Option<Context> {
    let told: Vec<Cow<'_, PublicCase>> = telling
        .cases
        .iter()
        .map(|case| case.in_words_of(telling.lang))
        .collect();
    let mut sorted: Vec<&PublicCase> = told.iter().map(AsRef::as_ref).collect();
    sorted.sort_by_cached_key(|case| (case::sort_key(case), case.id.clone()));
    let cases: Vec<_> = sorted
        .iter()
        .map(|case| case::case_info(telling, case))
        .collect();
    let first = cases.first()?.clone();
    let wanted = telling.wanted;
    let has_time = wanted.is_used("events") || wanted.is_used("timeline");
    let events = if has_time {
        event::shared_events(telling.lang, &sorted)
    } else {
        Vec::new()
    };
    let asked = demand::collect_demands(telling, &sorted);
    let told_concerns = sorted
        .iter()
        .flat_map(|case| case::stated_concerns(telling, case));
    let concerns: Vec<ConcernKind> = told_concerns.map(|concern| concern.kind.clone()).collect();
    Some(Context {
        letter: letter_info(telling, &cases),
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
        issues: wanted.make_if_used("issues", || shared::shared_issues(telling.lang, &sorted)),
        rights: telling.lang.describe_rights(&concerns),
        demands: asked.own,
        state_demands: asked.of_state,
        calls: asked.calls,
        sanctions: wanted.make_if_used("sanctions", || {
            shared::sanction_targets(telling.lang, &sorted)
        }),
        actions: wanted.make_if_used("actions", || shared::shared_actions(telling.lang, &sorted)),
        contacts: wanted.make_if_used("contacts", || contact::contact_groups(telling)),
        cases: wanted.make_if_used("cases", || cases),
    })
}

/// The status that people are counted by and demands are built on: where the facts contradict it, or what is known of it
/// may not be told, it is not known.
fn firm_status(telling: &ContextInput<'_>, case: &PublicCase) -> Status {
    crate::letters::firm_status::firm_status(case, telling.date)
}

fn letter_info(telling: &ContextInput<'_>, cases: &[super::context::CaseInfo]) -> LetterInfo {
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
        variant: telling
            .variant
            .unwrap_or_else(|| variant::choose_variant(telling)),
        follows: telling
            .follows
            .map(|letter| follows_info(telling.lang, letter)),
    }
}

fn follows_info(lang: &LetterLanguage, letter: &SentLetter) -> FollowsInfo {
    FollowsInfo {
        date: lang.format_date(letter.date),
        on_date: lang.on_date(letter.date),
        registration: letter.registration_number().map(ToString::to_string),
        answered: letter.is_answered(),
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
    use crate::model::date::full_day;
    use crate::model::{Case, Concern, Event, Record, Sentence, SourceDates};

    static ENGLISH: LazyLock<LetterLanguage> = LazyLock::new(LetterLanguage::english);

    /// A telling of nothing to nobody.
    pub(super) fn telling() -> ContextInput<'static> {
        static NOBODY: Sender = Sender {
            name: None,
            organisation: None,
            address: Vec::new(),
            email: None,
            country: None,
        };
        ContextInput {
            lang: &ENGLISH,
            date: full_day("2018-05-01").unwrap(),
            fresh_months: 12,
            sender: &NOBODY,
            several_sign: false,
            recipient: None,
            cases: &[],
            demands: None,
            contacts: &[],
            variant: None,
            follows: None,
            brief_from: None,
            wanted: UsedVariables::default(),
        }
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

    fn told(case: &Case) -> PublicCase {
        PublicCase::disclose_case(case, telling().date, &SourceDates::default()).unwrap()
    }

    fn context(cases: &[PublicCase]) -> Context {
        build_context(&ContextInput { cases, ..telling() }).unwrap()
    }

    #[test]
    fn people_without_a_sentence_are_held_since_a_date() {
        let since = |case: &Case| context(&[told(case)]).case.since;
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
        let moments: Vec<(Option<&str>, &str)> = context
            .timeline
            .iter()
            .map(|moment| (moment.date.as_deref(), moment.text.as_str()))
            .collect();
        let told_once = "Police searched the flat of Ann and Bob. They took a poster.";
        assert_eq!(moments, [(Some("5 April 2018"), told_once)]);
        assert_eq!(context.cases[1].timeline, context.timeline);
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
            case.sentence.unwrap().text.as_deref(),
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
        let i = |recipient, sender, several_sign| {
            build_context(&ContextInput {
                cases: &cases,
                recipient,
                sender,
                several_sign,
                ..telling()
            })
            .unwrap()
            .letter
            .i
        };
        let nobody = telling().sender;
        assert_eq!(i(None, &sender, false), "I");
        assert_eq!(i(None, nobody, false), "we");
        assert_eq!(i(Some(&prosecutor), nobody, false), "I");
        assert_eq!(i(Some(&prosecutor), &sender, true), "we");
    }
}
