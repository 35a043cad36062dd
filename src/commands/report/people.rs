//! A report about people: who they are, what is done to them, on which law, for how long, where.
//!
//! It says no more than a letter could: of a status that was not confirmed lately with the date on which it was last known,
//! of one that the facts contradict that it must be confirmed.

use std::collections::BTreeMap;

use crate::letters::disclosure::PublicCase;
use crate::letters::words::{self, LetterLanguage};
use crate::model::vocabulary::{Status, StatusGroup, Vocabulary};
use crate::model::{Charge, Date, Facet, Id, PartialDate, Sentence, charge};
use crate::render::page::{Chart, ReportPage, ReportRow, ReportTable};

/// What is asked of a report.
#[derive(Debug, Clone)]
pub struct ReportRequest {
    /// Its title.
    pub title: String,
    /// The day of the report.
    pub date: Date,
    /// After how many months a status is printed with the date on which it was last known.
    pub fresh_months: u32,
}

/// How a person’s status is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StatusCertainty {
    Lately,
    Once(Option<PartialDate>),
    Doubtful,
}

/// The label for people whose facts contradict their status.
const DOUBTFUL: &str = Facet::TO_CONFIRM;

/// The report, with the people in the given order; `printed` gives a source as it is to be named.
pub fn build_report(
    asked: &ReportRequest,
    cases: &[PublicCase],
    printed: impl Fn(&Id) -> Option<String>,
) -> ReportPage {
    let lang = LetterLanguage::english();
    let mut sources = SourceList {
        printed,
        ids: Vec::new(),
        lines: Vec::new(),
    };
    let rows = cases
        .iter()
        .map(|case| build_row(asked, case, &lang, &mut sources))
        .collect();
    let charts = [
        by_status(asked, cases),
        by_article(cases),
        by_category(cases),
        by_arrest(asked, cases),
        by_sentence(asked, cases),
    ];
    ReportPage {
        lang: lang.code().to_owned(),
        title: asked.title.clone(),
        date: asked.date,
        lead: write_lead(asked, cases, &lang),
        charts: charts
            .into_iter()
            .filter(|chart| !chart.bars.is_empty())
            .collect(),
        table: ReportTable {
            title: "People".to_owned(),
            columns: [
                "Name",
                "Status",
                "Charged under",
                "Sentence",
                "Held at",
                "Sources",
            ]
            .map(str::to_owned)
            .into(),
            rows,
        },
        sources_label: lang.letter_labels().sources,
        sources: sources.lines,
    }
}

fn write_lead(asked: &ReportRequest, cases: &[PublicCase], lang: &LetterLanguage) -> Vec<String> {
    let day = lang.format_day(asked.date);
    let people = words::count_people(cases.len());
    let mut lead = vec![format!("{people}. As of {day}.")];
    let count = |is: fn(StatusCertainty) -> bool| {
        cases
            .iter()
            .filter(|case| is(rate_freshness(asked, case)))
            .count()
    };
    let old = count(|known| matches!(known, StatusCertainty::Once(_)));
    if old > 0 {
        let months = asked.fresh_months;
        lead.push(format!(
            "Of {old} of them the situation was not confirmed within {months} months before that day; it is told and counted \
             as it was last known, with the date."
        ));
    }
    let doubtful = count(|known| known == StatusCertainty::Doubtful);
    if doubtful > 0 {
        lead.push(format!(
            "Of {doubtful} of them the situation is {DOUBTFUL}: {}.",
            Facet::WHY_DOUBTFUL
        ));
    }
    lead
}

fn rate_freshness(asked: &ReportRequest, case: &PublicCase) -> StatusCertainty {
    if case.doubt_on(asked.date).is_some() {
        return StatusCertainty::Doubtful;
    }
    match case.known_as_of(asked.date) {
        Some(known) if known.months_until(asked.date) < asked.fresh_months => {
            StatusCertainty::Lately
        }
        known => StatusCertainty::Once(known),
    }
}

fn build_row(
    asked: &ReportRequest,
    case: &PublicCase,
    lang: &LetterLanguage,
    sources: &mut SourceList<impl Fn(&Id) -> Option<String>>,
) -> ReportRow {
    let status = case.status_on(asked.date);
    let known = rate_freshness(asked, case);
    let label = status.label();
    let told = match known {
        StatusCertainty::Lately => label,
        _ if status == Status::Unknown => label,
        StatusCertainty::Once(None) => format!("{label} (date not known)"),
        StatusCertainty::Once(Some(date)) => format!("{label} (as of {})", lang.format_date(date)),
        StatusCertainty::Doubtful => format!("{DOUBTFUL}; last known: {label}"),
    };
    let sentence = case.sentence_on(asked.date);
    let is_held = status.is_detained() && known != StatusCertainty::Doubtful;
    let held_at = case.held_at.as_ref().filter(|_| is_held);
    let mut numbers: Vec<usize> = Vec::new();
    // The title of a source may name whom the report does not.
    if !case.is_under_another_name() {
        let facts = [
            case.status_event_on(asked.date)
                .and_then(|event| event.source.as_ref()),
            sentence.and_then(|sentence| sentence.source.as_ref()),
        ];
        let charges = iter_charges(case).filter_map(|charge| charge.source.as_ref());
        let places = held_at
            .into_iter()
            .flat_map(|_| case.field_sources("held_at"));
        numbers.extend(
            facts
                .into_iter()
                .flatten()
                .chain(charges)
                .chain(places)
                .filter_map(|id| sources.number_source(id)),
        );
        numbers.sort_unstable();
        numbers.dedup();
    }
    let mut articles: Vec<String> = Vec::new();
    for article in iter_charges(case).map(|charge| format_article(charge, true)) {
        if !articles.contains(&article) {
            articles.push(article);
        }
    }
    ReportRow {
        cells: vec![
            case.name.to_string(),
            told,
            articles.join(", "),
            sentence
                .map(|sentence| format_penalty(sentence, lang))
                .unwrap_or_default(),
            held_at.map(ToString::to_string).unwrap_or_default(),
        ],
        sources: numbers,
    }
}

/// “two years in prison, 16 May 2017”
fn format_penalty(sentence: &Sentence, lang: &LetterLanguage) -> String {
    let date = sentence
        .date
        .map(|date| format!(", {}", lang.format_date(date)))
        .unwrap_or_default();
    lang.attribute_claim(
        sentence.standing.as_ref(),
        format!("{}{date}", lang.describe_penalty(sentence)),
    )
}

/// The charges with an article that were raised and not taken back.
fn iter_charges(case: &PublicCase) -> impl Iterator<Item = &Charge> {
    charge::filter_current(&case.charges)
        .into_iter()
        .filter(|charge| charge.is_active() && charge.article.is_some())
}

/// `CC 174`, or with its part `CC 174.2`.
fn format_article(charge: &Charge, with_part: bool) -> String {
    let code = charge
        .code
        .as_ref()
        .map(|code| format!("{code} "))
        .unwrap_or_default();
    let article = charge
        .article
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let part = charge
        .part
        .as_ref()
        .filter(|_| with_part)
        .map(|part| format!(".{part}"))
        .unwrap_or_default();
    format!("{code}{article}{part}")
}

fn by_status(asked: &ReportRequest, cases: &[PublicCase]) -> Chart {
    let mut counts: BTreeMap<(Option<StatusGroup>, String), u64> = BTreeMap::new();
    for case in cases {
        let status = case.status_on(asked.date);
        let key = match status.status_group() {
            _ if rate_freshness(asked, case) == StatusCertainty::Doubtful => {
                (None, DOUBTFUL.to_owned())
            }
            Some(group) => (Some(group), group.label().to_owned()),
            None => (None, status.label()),
        };
        *counts.entry(key).or_default() += 1;
    }
    let mut bars: Vec<_> = counts.into_iter().collect();
    bars.sort_by_key(|((group, _), _)| (group.is_none(), *group));
    Chart {
        title: "By status".to_owned(),
        note: String::new(),
        bars: bars
            .into_iter()
            .map(|((_, label), count)| (label, count))
            .collect(),
    }
}

fn by_article(cases: &[PublicCase]) -> Chart {
    let keys = |case: &PublicCase| {
        iter_charges(case)
            .map(|charge| format_article(charge, false))
            .collect()
    };
    let mut bars = sort_by_count(count_by_key(cases, keys));
    let rest = bars.split_off(bars.len().min(MOST)).len();
    let mut note = "Each person counts once under each article charged.".to_owned();
    if bars.iter().any(|(label, _)| label.starts_with("CC ")) {
        note.push_str(" CC: Criminal Code.");
    }
    if rest > 0 {
        note.push_str(&format!(" {rest} more articles are not shown."));
    }
    build_chart("By article of the law", &note, bars)
}

fn by_category(cases: &[PublicCase]) -> Chart {
    let label =
        |case: &PublicCase| Facet::Category.key_label(case.category.as_ref().map(Vocabulary::slug));
    build_chart(
        "By category",
        "",
        sort_by_count(count_by_key(cases, |case| vec![label(case)])),
    )
}

fn by_arrest(asked: &ReportRequest, cases: &[PublicCase]) -> Chart {
    let date = |case: &PublicCase| case.arrested_on(asked.date);
    build_chart(
        "By year of the latest arrest",
        "Only those whose year is known.",
        count_by_year(cases, date),
    )
}

fn by_sentence(asked: &ReportRequest, cases: &[PublicCase]) -> Chart {
    let date = |case: &PublicCase| {
        case.sentence_on(asked.date)
            .and_then(|sentence| sentence.date)
    };
    build_chart(
        "By year of the latest sentence",
        "Only those whose year is known.",
        count_by_year(cases, date),
    )
}

fn build_chart(title: &str, note: &str, bars: Vec<(String, u64)>) -> Chart {
    Chart {
        title: title.to_owned(),
        note: note.to_owned(),
        bars,
    }
}

/// How many people have each key, each person once under each.
fn count_by_key(
    cases: &[PublicCase],
    keys: impl Fn(&PublicCase) -> Vec<String>,
) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for case in cases {
        let mut keys = keys(case);
        keys.sort();
        keys.dedup();
        keys.into_iter()
            .for_each(|key| *counts.entry(key).or_default() += 1);
    }
    counts
}

/// The most frequent first.
fn sort_by_count(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut bars: Vec<_> = counts.into_iter().collect();
    bars.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    bars
}

/// The most bars in a chart of articles.
const MOST: usize = 15;

/// The years from the first to the last, those without anybody too.
fn count_by_year(
    cases: &[PublicCase],
    date: impl Fn(&PublicCase) -> Option<PartialDate>,
) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<i16, u64> = BTreeMap::new();
    cases
        .iter()
        .filter_map(date)
        .for_each(|date| *counts.entry(date.year()).or_default() += 1);
    let (Some(first), Some(last)) = (counts.keys().next(), counts.keys().next_back()) else {
        return Vec::new();
    };
    (*first..=*last)
        .map(|year| (year.to_string(), counts.get(&year).copied().unwrap_or(0)))
        .collect()
}

/// Sources, numbered in the order in which they are first named.
struct SourceList<P> {
    printed: P,
    ids: Vec<Id>,
    lines: Vec<String>,
}

impl<P: Fn(&Id) -> Option<String>> SourceList<P> {
    /// The number of a source, from 1; none of one that is not on file.
    fn number_source(&mut self, id: &Id) -> Option<usize> {
        if let Some(at) = self.ids.iter().position(|known| known == id) {
            return Some(at + 1);
        }
        self.lines.push((self.printed)(id)?);
        self.ids.push(id.clone());
        Some(self.lines.len())
    }
}
