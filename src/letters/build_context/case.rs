//! One person, in the words of a language.

use crate::letters::context::{
    ActionInfo, CaseInfo, ChargeInfo, ConcernInfo, EarlierInfo, EventInfo, OfficialInfo,
    RestrictionInfo, SentenceInfo,
};
use crate::letters::disclosure::PublicCase;
use crate::letters::provenance::{FactId, mark_fact, mark_facts, reads_same};
use crate::letters::schema::MarkdownText;
use crate::letters::words::LetterLanguage;
use crate::model::demand_rules::GroundingFact;
use crate::model::status_doubt::StatusDoubt;
use crate::model::vocabulary::{
    ConcernKind, Consent, Gender, OfficialRole, Standing, StatusGroup, Vocabulary,
};
use crate::model::{
    Action, Charge, Concern, Line, Official, PartialDate, Restriction, Sentence, charge, search_key,
};

use crate::letters::build_context::situation::CaseSituation;
use crate::letters::build_context::story::StoryPart;
use crate::letters::build_context::tell::CaseStories;
use crate::letters::build_context::{ContextInput, demand, event, questionnaire, story, tell};

/// People stand in the order of their family names, whatever the script.
pub(crate) fn sort_key(case: &PublicCase) -> String {
    let family = case.family_name.as_ref().map_or("", Line::as_str);
    search_key::to_latin(&format!("{family} {}", case.name)).to_lowercase()
}

pub(crate) fn case_info(
    telling: &ContextInput<'_>,
    case: &PublicCase,
    stories: &CaseStories<'_>,
) -> CaseInfo {
    let (lang, wanted) = (telling.lang, telling.wanted);
    let now = CaseSituation::on_letter_day(telling, case);
    let doubtful = now.doubt.is_some();
    let surname = case.family_name.as_ref().unwrap_or(&case.name).to_string();
    let pronouns = lang.choose_pronouns(case.gender.as_ref(), &surname);
    let current = case.sentence_on(telling.date);
    let events = event::event_infos(lang, case, false);
    let charges: Vec<Charge> = charge::filter_current(&case.charges)
        .into_iter()
        .cloned()
        .collect();
    let charged = lang.charge_clause(&charges, now.are_charges_past(current));
    let field =
        |name, words: Option<String>| words.map(|words| mark_fact(case.field_fact(name), words));
    let situation = |words: String| mark_fact(case.status_fact(), words);
    let of_charges = |words: String| {
        let facts = charges.iter().filter_map(|charge| case.fact_of(charge));
        (!words.is_empty()).then(|| mark_facts(facts, words))
    };
    let part = |name, part| wanted.make_if_used(name, || tell::part_story(telling, case, part));
    CaseInfo {
        introduction: introduce_person(lang, case),
        short_name: short_name(telling, case),
        story_introduces: wanted.make_if_used("story", || stories.whole().introduces),
        brief: MarkdownText(wanted.make_if_used("brief", || stories.brief_text())),
        story: wanted.make_if_used("story", || tell::paragraph_infos(stories.whole())),
        further_story: wanted
            .make_if_used("further_story", || tell::paragraph_infos(stories.further())),
        profile_story: wanted.make_if_used("profile_story", || tell::profile_story(telling, case)),
        facts_story: part("facts_story", StoryPart::Whole),
        circumstances: part("circumstances", StoryPart::Circumstances),
        reasons: part("reasons", StoryPart::Reasons),
        redress: part("redress", StoryPart::Remedies),
        id: case.id.to_string(),
        name: case.name.to_string(),
        description: field("occupation", line_text(case.occupation.as_ref())),
        place: field("place", line_text(case.place.as_ref())),
        held_at: field("held_at", line_text(case.held_at.as_ref())),
        born: field("born", case.born.map(|born| lang.format_date(born))),
        aliases: field("aliases", format_row(lang, case.aliases.iter())),
        they: pronouns.subject,
        them: pronouns.object,
        their: pronouns.possessive,
        female: case.gender == Some(Gender::Female),
        male: case.gender == Some(Gender::Male),
        category: field("category", category_name(lang, case)),
        state: lang.state_name(case.country),
        status: now.status.slug().to_owned(),
        status_noted: !case.situation_is_withheld() && case.status_event_on(telling.date).is_some(),
        status_heading: situation(lang.status_label(&now.status)),
        status_words: situation(lang.describe_status(&now.status, now.is_old || doubtful)),
        as_of: now.known.map(|known| situation(lang.format_date(known))),
        since: event::held_since(lang, case, telling.date).map(situation),
        stale: now.is_stale,
        doubtful,
        term_over: ended_term(lang, case, &now, current),
        detained: now.is_in(StatusGroup::Detained),
        restricted: now.is_in(StatusGroup::Restricted),
        still_bound: now.is_in(StatusGroup::StillBound),
        at_risk: now.is_in(StatusGroup::AtRisk),
        abroad: now.is_in(StatusGroup::Abroad),
        free: now.is_in(StatusGroup::Free),
        charges_words: of_charges(lang.describe_charges(&charges)),
        charged: of_charges(charged),
        charges: describe_all(&charges, |charge| charge_info(lang, case, charge)),
        sentence: current.map(|sentence| sentence_info(lang, case, sentence)),
        earlier_sentences: earlier_sentences(case, current)
            .map(|sentence| sentence_info(lang, case, sentence))
            .collect(),
        restrictions: describe_all(&case.restrictions, |one| restriction_info(lang, case, one)),
        timeline: wanted.make_if_used("timeline", || event::build_timeline(lang, &events)),
        remedies: wanted.make_if_used("remedies", || some_events(&events, |event| event.remedy)),
        further_events: wanted.make_if_used("further_events", || {
            some_events(&events, |event| !event.sentencing)
        }),
        events: wanted.make_if_used("events", || events),
        acts: wanted.make_if_used("acts", || event::event_infos(lang, case, true)),
        concerns: concern_infos(lang, case, |_| true),
        further_concerns: wanted.make_if_used("further_concerns", || {
            concern_infos(lang, case, |kind| !shown_by_acts(lang, case, kind))
        }),
        officials: describe_all(&case.officials, |one| official_info(lang, case, one)),
        judges: current.and_then(|sentence| judges(lang, case, sentence)),
        prosecutors: prosecutors(lang, case),
        actions: describe_all(&case.actions, |action| {
            action_info(lang, action, case.fact_of(action), case.name.as_str())
        }),
        main_facts: wanted.make_if_used("main_facts", || main_facts(telling, case)),
        asked_events: wanted.make_if_used("asked_events", || asked_events(telling, case)),
        asked_actions: wanted.make_if_used("asked_actions", || asked_actions(telling, case)),
        consent: field("consent", given_consent(lang, case)),
        questionnaire: questionnaire::questionnaire_info(telling, case),
        summary: MarkdownText(field(
            "summary",
            case.summary.as_ref().map(ToString::to_string),
        )),
        surname,
    }
}

/// The day on which a term must have run out, where that makes the situation doubtful.
fn ended_term(
    lang: &LetterLanguage,
    case: &PublicCase,
    now: &CaseSituation,
    current: Option<&Sentence>,
) -> Option<String> {
    let ended = now.doubt.as_ref().and_then(StatusDoubt::end_date)?;
    let words = mark_fact(case.status_fact(), lang.format_day(ended));
    let facts = current.and_then(|sentence| case.fact_of(sentence));
    Some(mark_facts(facts, words))
}

fn category_name(lang: &LetterLanguage, case: &PublicCase) -> Option<String> {
    let category = case.category.as_ref()?;
    Some(lang.category_name(category, false))
}

fn given_consent(lang: &LetterLanguage, case: &PublicCase) -> Option<String> {
    (case.consent == Some(Consent::Given)).then(|| lang.consent_note())
}

/// Who the person is, behind the name: occupation and place. English only.
fn introduce_person(lang: &LetterLanguage, case: &PublicCase) -> Option<String> {
    let words = story::describe_person(case).filter(|_| lang.is_of_casebook())?;
    let fields = ["occupation", "place"].map(|name| case.field_fact(name));
    Some(mark_facts(fields, words))
}

fn short_name(telling: &ContextInput<'_>, case: &PublicCase) -> String {
    if telling.lang.is_of_casebook() {
        story::StoryPerson::from_case(case, telling.date).short_name()
    } else {
        case.name.to_string()
    }
}

fn judges(lang: &LetterLanguage, case: &PublicCase, sentence: &Sentence) -> Option<String> {
    let judges = format_row(lang, sentence.judges.iter())?;
    Some(mark_facts(case.fact_of(sentence), judges))
}

fn describe_all<T, I>(list: &[T], describe: impl Fn(&T) -> I) -> Vec<I> {
    list.iter().map(describe).collect()
}

fn some_events(events: &[EventInfo], is_wanted: impl Fn(&EventInfo) -> bool) -> Vec<EventInfo> {
    events
        .iter()
        .filter(|event| is_wanted(event))
        .cloned()
        .collect()
}

/// The concerns that the text tells: all of them, or, where it is brief, the first and those on which requests rest.
pub(crate) fn stated_concerns<'a>(
    telling: &ContextInput<'a>,
    case: &'a PublicCase,
    stories: &CaseStories<'a>,
) -> Vec<&'a Concern> {
    if !telling.is_brief() {
        return stories.told_concerns();
    }
    if telling.wanted.is_used("brief") && telling.lang.is_of_casebook() {
        return stories.brief_concerns();
    }
    let mut told: Vec<&Concern> = case.concerns.first().into_iter().collect();
    for ground in demand::find_grounds(telling, case) {
        if let GroundingFact::Concern(concern) = ground
            && !told.contains(&concern)
        {
            told.push(concern);
        }
    }
    told
}

/// What a text about many people tells of each: the first concern, and the facts on which requests rest; of whom nothing
/// else is told, what happened, what the person did, or what others said.
fn main_facts(telling: &ContextInput<'_>, case: &PublicCase) -> Option<String> {
    let lang = telling.lang;
    let first = case.concerns.first();
    let mut facts: Vec<String> = first
        .map(|concern| concern_sentence(lang, case, concern))
        .into_iter()
        .collect();
    for ground in demand::find_grounds(telling, case) {
        let fact = match ground {
            GroundingFact::Concern(concern) => Some(concern_sentence(lang, case, concern)),
            GroundingFact::Event(event) => {
                event::event_info(lang, case, event).map(|info| info.text)
            }
            GroundingFact::Action(action) => Some(action_sentence(lang, case, action)),
        };
        let is_new = |fact: &String| !facts.iter().any(|known| reads_same(known, fact));
        facts.extend(fact.filter(is_new));
    }
    let is_told_otherwise =
        !(case.charges.is_empty() && case.sentences.is_empty() && case.restrictions.is_empty());
    if facts.is_empty() && !is_told_otherwise {
        let events = event::event_infos(lang, case, false)
            .into_iter()
            .chain(event::event_infos(lang, case, true));
        let mut told = events.map(|event| event.text);
        let actions = || {
            case.actions
                .first()
                .map(|action| action_sentence(lang, case, action))
        };
        facts.extend(told.next().or_else(actions));
    }
    (!facts.is_empty()).then(|| facts.join(" "))
}

/// The prosecutors, in a row.
fn prosecutors(lang: &LetterLanguage, case: &PublicCase) -> Option<String> {
    let names: Vec<String> = officials_with_role(case, &OfficialRole::Prosecutor)
        .map(|official| mark_facts(case.fact_of(official), official.name.as_str()))
        .collect();
    (!names.is_empty()).then(|| lang.format_list(&names))
}

fn concern_sentence(lang: &LetterLanguage, case: &PublicCase, concern: &Concern) -> String {
    let sentence = match &concern.text {
        Some(text) => {
            let text = story::name_subject(text.as_str(), case.name.as_str());
            lang.attribute_claim(concern.standing.as_ref(), text)
        }
        None => format!(
            "{}.",
            capitalize_first(&lang.concern_heading(&concern.kind))
        ),
    };
    mark_facts(case.fact_of(concern), sentence)
}

fn action_sentence(lang: &LetterLanguage, case: &PublicCase, action: &Action) -> String {
    let sentence = match &action.text {
        Some(text) => lang.attribute_claim(action.standing.as_ref(), text.to_string()),
        None => format!(
            "{} has spoken on the case of {}.",
            capitalize_first(&lang.action_body(action)),
            case.name
        ),
    };
    mark_facts(case.fact_of(action), sentence)
}

/// With its first letter in capitals.
fn capitalize_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn asked_events(telling: &ContextInput<'_>, case: &PublicCase) -> Vec<EventInfo> {
    let grounds = demand::find_grounds(telling, case).into_iter();
    let events = grounds.filter_map(|ground| match ground {
        GroundingFact::Event(event) => event::event_info(telling.lang, case, event),
        GroundingFact::Concern(_) | GroundingFact::Action(_) => None,
    });
    events.collect()
}

fn asked_actions(telling: &ContextInput<'_>, case: &PublicCase) -> Vec<ActionInfo> {
    let grounds = demand::find_grounds(telling, case).into_iter();
    let actions = grounds.filter_map(|ground| match ground {
        GroundingFact::Action(action) => {
            let fact = case.fact_of(action);
            Some(action_info(telling.lang, action, fact, case.name.as_str()))
        }
        GroundingFact::Concern(_) | GroundingFact::Event(_) => None,
    });
    actions.collect()
}

pub(crate) fn officials_with_role<'a>(
    case: &'a PublicCase,
    role: &OfficialRole,
) -> impl Iterator<Item = &'a Official> {
    let role = role.clone();
    case.officials
        .iter()
        .filter(move |official| official.role.as_ref() == Some(&role))
}

pub(crate) fn official_info(
    lang: &LetterLanguage,
    case: &PublicCase,
    official: &Official,
) -> OfficialInfo {
    let fact = case.fact_of(official);
    let mark = |words: String| mark_facts(fact, words);
    OfficialInfo {
        name: mark(official.name.to_string()),
        name_caps: mark(uppercase_surname(official.name.as_str())),
        role: official
            .role
            .as_ref()
            .map(|role| mark(lang.official_role(role))),
        office: line_text(official.office.as_ref()).map(mark),
        deeds: MarkdownText(None),
    }
}

/// The number of a decision without what it is a number of: “Opinion No. 7/2026” is 7/2026.
fn bare_number(number: &str) -> &str {
    number.rsplit("No. ").next().unwrap_or(number)
}

/// A decision or statement, with the facts that it is in the cases of those it is about.
pub(crate) fn action_info(
    lang: &LetterLanguage,
    action: &Action,
    facts: impl IntoIterator<Item = FactId>,
    names: &str,
) -> ActionInfo {
    let facts: Vec<FactId> = facts.into_iter().collect();
    let mark = |words: String| mark_facts(facts.iter().copied(), words);
    let body = action.body.as_str();
    ActionInfo {
        names_body: action
            .text
            .as_ref()
            .is_some_and(|text| text.as_str().contains(body)),
        kind: action.kind.as_ref().map(|kind| kind.slug().to_owned()),
        body: mark(lang.action_body(action)),
        text: line_text(action.text.as_ref())
            .map(|text| story::name_subject(&text, names))
            .map(|text| mark(lang.attribute_claim(action.standing.as_ref(), text))),
        date: action.date.map(|date| mark(lang.format_date(date))),
        on_date: action.date.map(|date| mark(lang.on_date(date))),
        number: action
            .number
            .as_ref()
            .map(|number| mark(bare_number(number.as_str()).to_owned())),
        names: names.to_owned(),
    }
}

/// “Karim MASSIMOV”: the last word of a name in capitals.
fn uppercase_surname(name: &str) -> String {
    name.rsplit_once(' ').map_or_else(
        || name.to_uppercase(),
        |(given, family)| format!("{given} {}", family.to_uppercase()),
    )
}

fn line_text(line: Option<&Line>) -> Option<String> {
    line.map(ToString::to_string)
}

fn format_row<'a>(lang: &LetterLanguage, lines: impl Iterator<Item = &'a Line>) -> Option<String> {
    let items: Vec<String> = lines.map(ToString::to_string).collect();
    (!items.is_empty()).then(|| lang.format_list(&items))
}

fn charge_info(lang: &LetterLanguage, case: &PublicCase, charge: &Charge) -> ChargeInfo {
    use crate::model::vocabulary::ChargeStanding;
    let fact = case.fact_of(charge);
    let mark = |words: String| mark_facts(fact, words);
    ChargeInfo {
        title: mark(charge.title.as_ref().map_or_else(
            || lang.describe_charges(std::slice::from_ref(charge)),
            ToString::to_string,
        )),
        article: Some(mark(lang.cite_article(charge))).filter(|article| !article.is_empty()),
        standing: charge
            .standing
            .as_ref()
            .map(|standing| standing.slug().to_owned()),
        convicted: charge.standing == Some(ChargeStanding::Convicted),
        date: charge.date.map(|date| mark(lang.format_date(date))),
    }
}

fn sentence_info(lang: &LetterLanguage, case: &PublicCase, sentence: &Sentence) -> SentenceInfo {
    let penalty = lang.describe_penalty(sentence);
    let additional: Vec<String> = sentence
        .additional
        .iter()
        .map(|penalty| lang.describe_additional(penalty))
        .collect();
    let all: Vec<String> = std::iter::once(penalty.clone())
        .chain(additional.iter().cloned())
        .collect();
    let fact = case.fact_of(sentence);
    let mark = |words: String| mark_facts(fact, words);
    let without_length = Sentence {
        term: None,
        regime: None,
        ..sentence.clone()
    };
    SentenceInfo {
        kind_words: mark(lang.describe_penalty(&without_length)),
        penalty: mark(penalty),
        term: sentence.term.map(|term| mark(lang.format_term(term))),
        additional_words: (!additional.is_empty()).then(|| mark(lang.format_list(&additional))),
        additional: additional.into_iter().map(mark).collect(),
        all_words: mark(lang.format_list(&all)),
        date: sentence.date.map(|date| mark(lang.format_date(date))),
        on_date: sentence.date.map(|date| mark(lang.on_date(date))),
        court: line_text(sentence.court.as_ref()).map(mark),
        judges: format_row(lang, sentence.judges.iter()).map(mark),
        several_judges: sentence.judges.len() > 1,
        appeal: sentence.appeal.unwrap_or(false),
        text: event::sentencing_text(lang, case, sentence),
        earlier: changed_by(case, sentence)
            .map(|earlier| earlier_info(lang, case, earlier, sentence)),
    }
}

fn changed_by<'a>(case: &'a PublicCase, sentence: &Sentence) -> Option<&'a Sentence> {
    let date: PartialDate = sentence.changes?;
    case.sentences
        .iter()
        .find(|earlier| earlier.date == Some(date))
}

fn earlier_info(
    lang: &LetterLanguage,
    case: &PublicCase,
    earlier: &Sentence,
    later: &Sentence,
) -> EarlierInfo {
    let fact = case.fact_of(earlier);
    let mark = |words: String| mark_facts(fact, words);
    let terms = earlier.term.zip(later.term);
    let raised = terms.and_then(|(before, after)| after.checked_sub(before));
    let cut = terms.and_then(|(before, after)| before.checked_sub(after));
    EarlierInfo {
        penalty: mark(lang.describe_penalty(earlier)),
        term: earlier.term.map(|term| mark(lang.format_term(term))),
        date: earlier.date.map(|date| mark(lang.format_date(date))),
        on_date: earlier.date.map(|date| mark(lang.on_date(date))),
        raised: raised.is_some(),
        cut: cut.is_some(),
        difference: raised
            .or(cut)
            .map(|term| mark_facts(case.fact_of(later), mark(lang.format_term(term)))),
    }
}

fn earlier_sentences<'a>(
    case: &'a PublicCase,
    current: Option<&'a Sentence>,
) -> impl Iterator<Item = &'a Sentence> {
    let mut earlier: Vec<&Sentence> = case
        .sentences
        .iter()
        .filter(|sentence| !current.is_some_and(|current| std::ptr::eq(*sentence, current)))
        .collect();
    earlier.sort_by_key(|sentence| std::cmp::Reverse(sentence.date));
    earlier.into_iter()
}

fn restriction_info(
    lang: &LetterLanguage,
    case: &PublicCase,
    restriction: &Restriction,
) -> RestrictionInfo {
    let fact = case.fact_of(restriction);
    let mark = |words: String| mark_facts(fact, words);
    RestrictionInfo {
        words: mark(lang.attribute_claim(
            restriction.standing.as_ref(),
            lang.describe_restriction(restriction),
        )),
        from: restriction.from.map(|from| mark(lang.format_date(from))),
        until: restriction.until.map(|until| mark(lang.format_date(until))),
    }
}

fn concern_infos(
    lang: &LetterLanguage,
    case: &PublicCase,
    is_told: impl Fn(&ConcernKind) -> bool,
) -> Vec<ConcernInfo> {
    let told = case
        .concerns
        .iter()
        .filter(|concern| is_told(&concern.kind));
    told.map(|concern| concern_info(lang, concern, case.fact_of(concern), case.name.as_str()))
        .collect()
}

/// Whether the acts of the person say what a concern about a freedom says.
fn shown_by_acts(lang: &LetterLanguage, case: &PublicCase, kind: &ConcernKind) -> bool {
    let is_freedom_to_act = matches!(
        kind,
        ConcernKind::Assembly | ConcernKind::Association | ConcernKind::FreedomOfExpression
    );
    is_freedom_to_act
        && case
            .events
            .iter()
            .any(|event| event.kind.is_act() && lang.describe_event(event).is_some())
}

/// A concern, with the facts that it is in the cases of those it is about.
pub(crate) fn concern_info(
    lang: &LetterLanguage,
    concern: &Concern,
    facts: impl IntoIterator<Item = FactId>,
    names: &str,
) -> ConcernInfo {
    let facts: Vec<FactId> = facts.into_iter().collect();
    let mark = |words: String| mark_facts(facts.iter().copied(), words);
    ConcernInfo {
        kind: concern.kind.slug().to_owned(),
        label: mark(lang.concern_heading(&concern.kind)),
        text: line_text(concern.text.as_ref())
            .map(|text| story::name_subject(&text, names))
            .map(|text| mark(lang.attribute_claim(concern.standing.as_ref(), text))),
        names: names.to_owned(),
        alleged: concern.standing == Some(Standing::Alleged),
    }
}
