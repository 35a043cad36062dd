//! The only door from the casebook to a letter.
//!
//! A [`PublicCase`] can be made in one way: here, from a case that may be spoken of, with everything private taken out
//! and nothing later than the day of the letter. Whatever a template asks for, there is nothing else to be had. In a
//! letter of another language than the casebook’s it is told without the casebook’s own texts.

mod book;
mod disclosed_fields;
mod fact_ids;
mod foreign;
mod hidden_situation;
mod hidden_spellings;
mod name;
mod ordinary;
mod others;
mod pseudonym;
mod pseudonymize;
mod withheld_facts;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use crate::model::vocabulary::{EventKind, Publicity};
use crate::model::{
    Case, Cell, Claim, Date, Fact, Id, PartialDate, PrivateField, Record, SourceDates,
};

pub use book::{ForbiddenName, HiddenTextCounts, NameBook};
use disclosed_fields::DisclosedFact;
pub use hidden_situation::PrivateStatus;
use pseudonymize::PseudonymReplacer;
pub use withheld_facts::{
    WithheldFact, WithholdingReason, entry_kept_out, is_under_pressure, kept_out,
};

/// The numbers, in the casebook, of the facts that are left in each list.
type FactNumbers = BTreeMap<&'static str, Vec<usize>>;

/// A case as it may be told, on a day.
///
/// Of a person whose name is withheld everything in it is as told: the name, and an id made of it.
#[derive(Debug, Clone)]
pub struct PublicCase {
    told: Case,
    case: Id,
    /// The names by which the person could be known, where they are withheld, and what became of the texts.
    pseudonym: Option<PseudonymReplacer>,
    kept_out: Vec<WithheldFact>,
    otherwise: Option<PrivateStatus>,
    is_silent: bool,
    field_sources: Vec<(String, Id)>,
    origin: fact_ids::FactOrigin,
}

/// Why a case cannot be told at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WithheldCase {
    /// The case is private.
    Private(Id),
    /// Consent was refused or withdrawn.
    ConsentRefused(Id),
    /// It is not to be told before this day.
    Embargo(Id, PartialDate),
}

impl WithheldCase {
    /// The case in question.
    pub fn case_id(&self) -> &Id {
        match self {
            Self::Private(id) | Self::ConsentRefused(id) | Self::Embargo(id, _) => id,
        }
    }

    /// Why, in a sentence without a full stop.
    pub fn reason_sentence(&self) -> String {
        match self {
            Self::Private(id) => format!("{id} is private"),
            Self::ConsentRefused(id) => format!("consent was refused or withdrawn for {id}"),
            Self::Embargo(id, day) => format!("nothing is to be told of {id} before {day}"),
        }
    }
}

impl PublicCase {
    /// What may be told of a case on a day: what was known by then. A fact without a date is as old as its
    /// source; where that has no date either, as the record. A narrative that something later has overtaken is not told.
    ///
    /// # Errors
    /// The case is private, consent was refused or withdrawn, or its embargo may still hold on that day.
    pub fn disclose_case(
        case: &Case,
        day: Date,
        sources: &SourceDates,
    ) -> Result<Self, WithheldCase> {
        if let Some(withheld) = Self::find_refusal(case, day) {
            return Err(withheld);
        }
        let mut told = disclosed_fields::without_private_fields(case.clone());
        take_chosen_fields(&mut told);
        take_later_fields(&mut told, day);
        let known = KnowledgeCutoff {
            day,
            sources,
            record: case.as_of,
        };
        let mut numbers = FactNumbers::from([
            ("charges", known.keep_known(&mut told.charges)),
            ("sentences", known.keep_known(&mut told.sentences)),
            ("restrictions", known.keep_known(&mut told.restrictions)),
            ("events", known.keep_known(&mut told.events)),
            ("concerns", known.keep_known(&mut told.concerns)),
            ("demands", known.keep_known(&mut told.demands)),
            ("officials", known.keep_known(&mut told.officials)),
            ("actions", known.keep_known(&mut told.actions)),
        ]);
        take_what_was_said_under_pressure(&mut told, &mut numbers);
        let otherwise = hidden_situation::find_hidden_situation(case, &told, day);
        let pseudonym = told
            .pseudonym
            .take()
            .map(|name| pseudonymize::take_name(case, &mut told, name, &numbers));
        let field_sources = field_sources(case, &told, day);
        let kept_out = withheld_facts::kept_out(case, day);
        Ok(Self {
            told,
            case: case.id.clone(),
            pseudonym,
            kept_out,
            otherwise,
            is_silent: false,
            field_sources,
            origin: fact_ids::FactOrigin::default(),
        })
    }

    /// The same without restrictions and concerns that must have come to an end before a day: a letter tells what is so.
    #[must_use]
    pub fn without_what_is_over(mut self, day: Date) -> Self {
        self.told
            .restrictions
            .retain(|restriction| !restriction.must_be_over_on(day));
        self.told
            .concerns
            .retain(|concern| !concern.must_be_over_on(day));
        self
    }

    fn find_refusal(case: &Case, day: Date) -> Option<WithheldCase> {
        if !case.publicity.as_ref().is_none_or(Publicity::is_public) {
            return Some(WithheldCase::Private(case.id.clone()));
        }
        if !case.may_be_spoken_of() {
            return Some(WithheldCase::ConsentRefused(case.id.clone()));
        }
        let embargo = case.embargo.filter(|embargo| is_embargoed(*embargo, day));
        embargo.map(|embargo| WithheldCase::Embargo(case.id.clone(), embargo))
    }

    /// The id of the case in the casebook. It is for the sender alone: never in a letter, nor in the name of a file.
    pub fn case_id(&self) -> &Id {
        &self.case
    }

    /// The sources of a field.
    pub fn field_sources(&self, field: &str) -> impl Iterator<Item = &Id> {
        self.field_sources
            .iter()
            .filter(move |(about, _)| about == field)
            .map(|(_, source)| source)
    }

    /// Whether the name is withheld.
    pub fn is_under_another_name(&self) -> bool {
        self.pseudonym.is_some()
    }

    /// Whether a text gives away a name that is withheld.
    pub fn is_given_away_by(&self, text: &str) -> bool {
        self.pseudonym
            .as_ref()
            .is_some_and(|pseudonym| pseudonym.is_given_away_by(text))
    }

    /// The texts in which the pseudonym stands in the place of the name, each by its place in the casebook: `events.2.text`.
    pub fn changed_texts(&self) -> &[String] {
        self.pseudonym
            .as_ref()
            .map_or(&[], |pseudonym| &pseudonym.changed)
    }

    /// The texts that are left out because the name in them cannot be replaced.
    pub fn dropped_texts(&self) -> &[String] {
        self.pseudonym
            .as_ref()
            .map_or(&[], |pseudonym| &pseudonym.dropped)
    }

    /// What was kept back of the case, and why.
    pub fn kept_out(&self) -> &[WithheldFact] {
        &self.kept_out
    }

    /// What the casebook knows of the situation on the day and may not tell, where that is another than what may be told.
    pub fn hidden_situation(&self) -> Option<&PrivateStatus> {
        self.otherwise.as_ref()
    }

    /// Says nothing of the situation any more.
    pub fn be_silent_on_situation(&mut self) {
        self.told
            .events
            .iter_mut()
            .for_each(|event| event.status = None);
        self.is_silent = true;
    }

    /// What is told as a record of its own, which can be kept elsewhere. On the day, exactly the same is told of it, but for
    /// consent: who gave it is known here alone.
    pub fn to_record(&self) -> Case {
        let mut record = self.told.clone();
        record.consent = None;
        record.pseudonym = self.pseudonym.is_some().then(|| record.name.clone());
        record.claims = self
            .field_sources
            .iter()
            .filter_map(|(field, source)| backing_claim(&record, field, source))
            .collect();
        record
    }

    /// Whether the situation of the day is known and nothing of it may be told.
    pub fn situation_is_withheld(&self) -> bool {
        self.is_silent
            || self
                .otherwise
                .as_ref()
                .is_some_and(|otherwise| otherwise.told.is_none())
    }

    /// Whether a later situation is known than the one that may be told. It is for the sender alone.
    pub fn situation_is_outrun(&self) -> bool {
        !self.is_silent
            && self
                .otherwise
                .as_ref()
                .is_some_and(|otherwise| otherwise.told.is_some())
    }

    /// Says nothing of others who may not be named; tells how many texts were changed, and how many taken out.
    pub fn hide_others(&mut self, book: &NameBook) -> HiddenTextCounts {
        let own = self.case.clone();
        book.hide_in(&own, &mut self.told)
    }

    /// Says no more that anything rests on these sources; tells which of them were named.
    pub fn forget_sources(&mut self, unsaid: &BTreeSet<Id>) -> BTreeSet<Id> {
        self.field_sources
            .retain(|(_, source)| !unsaid.contains(source));
        others::forget_sources(&mut self.told, unsaid)
    }

    /// Where the case, as told, names others who may not be.
    pub fn others_named(&self, book: &NameBook) -> Vec<ForbiddenName> {
        book.named_in(&self.case, &self.told)
    }
}

/// Brings people whose names are withheld behind the others, in an order that follows from what is told of them, each
/// under an id that nobody else of these has.
pub fn tell_apart(cases: &mut [PublicCase]) {
    cases.sort_by_cached_key(|case| case.is_under_another_name().then(|| values_of(&case.told)));
    let mut taken: Vec<Id> = Vec::new();
    if cases.iter().any(PublicCase::is_under_another_name) {
        taken.extend(
            cases
                .iter()
                .filter(|case| !case.is_under_another_name())
                .map(|case| case.told.id.clone()),
        );
    }
    for case in cases.iter_mut().filter(|case| case.is_under_another_name()) {
        let Ok(free) = case
            .told
            .id
            .first_free(|id| Ok::<_, std::convert::Infallible>(taken.contains(id)));
        case.told.id = free;
        taken.push(case.told.id.clone());
    }
}

/// All that a case says, in the order of its fields and lists.
fn values_of(case: &Case) -> Vec<Vec<Cell>> {
    let lists = Case::LISTS.iter().flat_map(|list| case.rows(list.name));
    std::iter::once(case.cells()).chain(lists).collect()
}

/// Which sources may be named for which fields: for those that are told as they are.
fn field_sources(case: &Case, told: &Case, day: Date) -> Vec<(String, Id)> {
    if case.claims.is_empty() {
        return Vec::new();
    }
    let may_be_named = |claim: &&Claim| {
        !claim.is_private()
            && !claim
                .embargo
                .is_some_and(|embargo| is_embargoed(embargo, day))
    };
    let (known, said) = (case.cells(), told.cells());
    let same = Case::FIELDS
        .iter()
        .zip(known.iter().zip(&said))
        .filter(|(_, (known, said))| known == said);
    let backing = same.flat_map(|(field, _)| {
        case.supporting_claims(field.name)
            .map(|claim| (field.name, claim))
    });
    let named = backing.filter(|(_, claim)| may_be_named(claim));
    named
        .filter_map(|(field, claim)| Some((field.to_owned(), claim.source.clone()?)))
        .collect()
}

/// A claim that says of a field what is told.
fn backing_claim(told: &Case, field: &str, source: &Id) -> Option<Claim> {
    let value = told.get_cell(field).ok()?.to_line().parse().ok()?;
    let about = field.parse().ok()?;
    Some(Claim {
        about,
        value,
        source: Some(source.clone()),
        standing: None,
        private: None,
        embargo: None,
    })
}

/// Takes out what the record says of later days only: the narrative, and where the person is held since another turn.
fn take_later_fields(told: &mut Case, day: Date) {
    if told.summary.is_none() || told.narrative_outrun_on(day).is_some() {
        told.summary = None;
        told.summary_until = None;
    }
    let is_later = told.as_of.is_some_and(|as_of| !as_of.may_be_by(day));
    if is_later && told.status_event_on(day) != told.status_event_on(Date::MAX) {
        told.held_at = None;
    }
}

/// Takes out the fields that the case says are private.
fn take_chosen_fields(told: &mut Case) {
    let chosen: Vec<&str> = told
        .private_fields
        .iter()
        .filter_map(PrivateField::field_name)
        .collect();
    if !chosen.is_empty() {
        let cells = Case::FIELDS.iter().zip(told.cells());
        let cells: Vec<Cell> = cells
            .map(|(field, cell)| {
                if chosen.contains(&field.name) {
                    Cell::Empty
                } else {
                    cell
                }
            })
            .collect();
        if let Ok(rest) = told.with_cells(&cells) {
            *told = rest;
        }
    }
    told.private_fields.clear();
}

/// What somebody was made to say is not spread further; a situation that is noted with it stays.
fn take_what_was_said_under_pressure(told: &mut Case, numbers: &mut FactNumbers) {
    let before = numbers.remove("events").unwrap_or_default();
    let mut left = Vec::new();
    let events = std::mem::take(&mut told.events);
    for (mut event, number) in events.into_iter().zip(before) {
        if is_under_pressure(&event.kind) {
            if event.status.is_none() {
                continue;
            }
            event.kind = EventKind::StatusNoted;
            event.text = None;
        }
        told.events.push(event);
        left.push(number);
    }
    numbers.insert("events", left);
}

/// Whether an embargo may still hold on a day; the day it names is the first on which it does not.
fn is_embargoed(embargo: PartialDate, day: Date) -> bool {
    day < embargo.latest_day()
}

impl Deref for PublicCase {
    type Target = Case;

    fn deref(&self) -> &Case {
        &self.told
    }
}

/// What decides whether a fact was known on a day.
#[derive(Clone, Copy)]
struct KnowledgeCutoff<'a> {
    day: Date,
    sources: &'a SourceDates,
    /// When the record was last known true.
    record: Option<PartialDate>,
}

impl KnowledgeCutoff<'_> {
    /// Keeps public facts that can have been known by the day; tells the numbers of those that are left, from 1.
    fn keep_known<F: DisclosedFact + Record>(self, facts: &mut Vec<F>) -> Vec<usize> {
        let is_told =
            |fact: &F| self.is_known(fact) && withheld_facts::find_reason(fact, self.day).is_none();
        let numbers = facts
            .iter()
            .zip(1..)
            .filter(|(fact, _)| is_told(fact))
            .map(|(_, number)| number)
            .collect();
        facts.retain(is_told);
        let told = std::mem::take(facts).into_iter();
        facts.extend(told.map(DisclosedFact::into_disclosed));
        numbers
    }

    fn is_known(self, fact: &impl Fact) -> bool {
        let of_source = || {
            fact.source()
                .and_then(|source| self.sources.find_date(source))
        };
        let date = fact.date().or_else(of_source).or(self.record);
        date.is_none_or(|date| date.may_be_by(self.day))
    }
}

#[cfg(test)]
mod tests;
