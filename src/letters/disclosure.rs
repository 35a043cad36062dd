//! The only door from the casebook to a letter.
//!
//! A [`PublicCase`] can be made in one way: here, from a case that may be spoken of, with everything private taken out
//! and nothing later than the day of the letter. Whatever a template asks for, there is nothing else to be had. In a
//! letter of another language than the casebook’s it is told without the casebook’s own texts.

mod foreign;

use std::ops::Deref;

use crate::model::vocabulary::Publicity;
use crate::model::{Case, Cell, Claim, Date, Fact, Id, PartialDate, Record, SourceDates, fold};

/// A case as it may be told, on a day.
///
/// Of a person whose name is withheld everything in it is as told: the name, and an id made of it.
#[derive(Debug, Clone)]
pub struct PublicCase {
    told: Case,
    case: Id,
    /// The words by which the person could be known, where the name is withheld.
    unsaid: Option<Vec<String>>,
    withheld: usize,
    situation_is_withheld: bool,
    situation_is_outrun: bool,
    field_sources: Vec<(String, Id)>,
}

/// Why a case cannot be told at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withheld {
    /// The case is private.
    Private(Id),
    /// Consent was refused or withdrawn.
    ConsentRefused(Id),
    /// It is not to be told before this day.
    Embargo(Id, PartialDate),
}

impl Withheld {
    /// The case in question.
    #[must_use]
    pub fn case(&self) -> &Id {
        match self {
            Self::Private(id) | Self::ConsentRefused(id) | Self::Embargo(id, _) => id,
        }
    }

    /// Why, in a sentence without a full stop.
    #[must_use]
    pub fn why(&self) -> String {
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
    pub fn disclose(case: &Case, day: Date, sources: &SourceDates) -> Result<Self, Withheld> {
        if !case.publicity.as_ref().is_none_or(Publicity::is_public) {
            return Err(Withheld::Private(case.id.clone()));
        }
        if !case.may_be_spoken_of() {
            return Err(Withheld::ConsentRefused(case.id.clone()));
        }
        if let Some(embargo) = case.embargo.filter(|embargo| holds(*embargo, day)) {
            return Err(Withheld::Embargo(case.id.clone(), embargo));
        }
        let mut told = case.clone();
        take_private_fields(&mut told);
        take_later_fields(&mut told, day);
        let (unsaid, named) = take_name(&mut told);
        let field_sources = field_sources(case, &told, day);
        let known = Known { day, sources, record: case.as_of };
        let withheld = known.keep(&mut told.charges)
            + known.keep(&mut told.sentences)
            + known.keep(&mut told.restrictions)
            + known.keep(&mut told.events)
            + known.keep(&mut told.concerns)
            + known.keep(&mut told.demands)
            + known.keep(&mut told.officials)
            + known.keep(&mut told.actions);
        let is_told = told.status_event_on(day).is_some();
        let situation_is_withheld = !is_told && case.status_event_on(day).is_some();
        let situation_is_outrun = is_told && told.status_on(day) != case.status_on(day);
        let withheld = withheld + named;
        Ok(Self {
            told,
            case: case.id.clone(),
            unsaid,
            withheld,
            situation_is_withheld,
            situation_is_outrun,
            field_sources,
        })
    }

    /// The same without restrictions and concerns that must have come to an end before a day: a letter tells what is so.
    #[must_use]
    pub fn without_what_is_over(mut self, day: Date) -> Self {
        self.told.restrictions.retain(|restriction| !restriction.must_be_over_on(day));
        self.told.concerns.retain(|concern| !concern.must_be_over_on(day));
        self
    }

    /// The id of the case in the casebook. It is for the sender alone: never in a letter, nor in the name of a file.
    #[must_use]
    pub fn case_id(&self) -> &Id {
        &self.case
    }

    /// The sources of a field.
    pub fn field_sources(&self, field: &str) -> impl Iterator<Item = &Id> {
        self.field_sources.iter().filter(move |(about, _)| about == field).map(|(_, source)| source)
    }

    /// Whether the name is withheld.
    #[must_use]
    pub fn is_under_another_name(&self) -> bool {
        self.unsaid.is_some()
    }

    /// Whether a text gives away a name that is withheld.
    #[must_use]
    pub fn is_given_away_by(&self, text: &str) -> bool {
        self.unsaid.as_ref().is_some_and(|names| gives_away(names, text))
    }

    /// What is told as a record of its own, which can be kept elsewhere. On the day, exactly the same is told of it.
    #[must_use]
    pub fn record(&self) -> Case {
        let mut record = self.told.clone();
        record.told_as = self.unsaid.is_some().then(|| record.name.clone());
        record.claims =
            self.field_sources.iter().filter_map(|(field, source)| backing(&record, field, source)).collect();
        record
    }

    /// Whether the situation of the day is known and nothing of it may be told.
    #[must_use]
    pub fn situation_is_withheld(&self) -> bool {
        self.situation_is_withheld
    }

    /// Whether a later situation is known than the one that may be told. It is for the sender alone.
    #[must_use]
    pub fn situation_is_outrun(&self) -> bool {
        self.situation_is_outrun
    }

    /// How many private facts were taken out.
    #[must_use]
    pub fn withheld(&self) -> usize {
        self.withheld
    }
}

/// Brings people whose names are withheld behind the others, in an order that follows from what is told of them, each
/// under an id that nobody else of these has.
pub fn tell_apart(cases: &mut [PublicCase]) {
    cases.sort_by_cached_key(|case| case.is_under_another_name().then(|| format!("{:?}", case.told)));
    let mut taken: Vec<Id> = Vec::new();
    if cases.iter().any(PublicCase::is_under_another_name) {
        taken.extend(cases.iter().filter(|case| !case.is_under_another_name()).map(|case| case.told.id.clone()));
    }
    for case in cases.iter_mut().filter(|case| case.is_under_another_name()) {
        let Ok(free) = case.told.id.first_free(|id| Ok::<_, std::convert::Infallible>(taken.contains(id)));
        case.told.id = free;
        taken.push(case.told.id.clone());
    }
}

/// Which sources may be named for which fields: for those that are told as they are.
fn field_sources(case: &Case, told: &Case, day: Date) -> Vec<(String, Id)> {
    if case.claims.is_empty() {
        return Vec::new();
    }
    let may_be_named =
        |claim: &&Claim| !claim.is_private() && !claim.embargo.is_some_and(|embargo| holds(embargo, day));
    let (known, said) = (case.cells(), told.cells());
    let same = Case::FIELDS.iter().zip(known.iter().zip(&said)).filter(|(_, (known, said))| known == said);
    let backing = same.flat_map(|(field, _)| case.backing(field.name).map(|claim| (field.name, claim)));
    let named = backing.filter(|(_, claim)| may_be_named(claim));
    named.filter_map(|(field, claim)| Some((field.to_owned(), claim.source.clone()?))).collect()
}

/// A claim that says of a field what is told.
fn backing(told: &Case, field: &str, source: &Id) -> Option<Claim> {
    let value = told.get(field).ok()?.to_line().parse().ok()?;
    let about = field.parse().ok()?;
    Some(Claim { about, value, source: Some(source.clone()), standing: None, private: None, embargo: None })
}

/// Takes out every field that is never told.
fn take_private_fields(told: &mut Case) {
    told.notes = None;
    told.consent_by = None;
    told.publicity = None;
    told.embargo = None;
    told.uid = None;
    told.rev = None;
    told.old_ids.clear();
    told.tags.clear();
    told.claims.clear();
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

/// Where the name is withheld: puts what is told in its place, and takes out whatever else names the person. Gives the
/// words that must not be said, and tells how many texts went.
fn take_name(told: &mut Case) -> (Option<Vec<String>>, usize) {
    let Some(name) = told.told_as.take() else { return (None, 0) };
    let own = told.names().chain(&told.family_name).chain(&told.given_name).filter(|own| **own != name);
    let names: Vec<String> = own.map(crate::model::Line::as_str).flat_map(name_words).collect();
    told.id = Id::from_name(name.as_str());
    told.name = name;
    told.name_native = None;
    told.family_name = None;
    told.given_name = None;
    told.born = None;
    told.aliases.clear();
    let taken = take_texts_with(told, &names);
    (Some(names), taken)
}

/// The words of a name by which its bearer can be known, in the form in which names are compared, without endings.
fn name_words(name: &str) -> Vec<String> {
    let words = fold::key(name);
    let stem = |word: &str| match word.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']) {
        stem if stem.len() > 3 => stem.to_owned(),
        _ => word.to_owned(),
    };
    words.split(' ').filter(|word| word.chars().count() > 2).map(stem).collect()
}

/// Takes out every text and every fact in which a word begins as one of these.
fn take_texts_with(told: &mut Case, names: &[String]) -> usize {
    let gives_away = |text: &str| gives_away(names, text);
    let mut taken = 0;
    let mut cells = told.cells();
    for (field, cell) in Case::FIELDS.iter().zip(&mut cells) {
        let is_own = matches!(field.name, "id" | "name" | "country");
        if !is_own && gives_away(&cell.to_line()) {
            *cell = Cell::Empty;
            taken += 1;
        }
    }
    if let Ok(rest) = told.with_cells(&cells) {
        *told = rest;
    }
    for list in Case::LISTS {
        let rows = told.rows(list.name);
        let kept: Vec<_> =
            rows.iter().filter(|row| !row.iter().any(|cell| gives_away(&cell.to_line()))).cloned().collect();
        taken += rows.len() - kept.len();
        // What was read once is read again.
        let _ = told.set_rows(list.name, &kept);
    }
    taken
}

/// Whether a word of a text begins as one of these.
fn gives_away(names: &[String], text: &str) -> bool {
    let key = fold::key(text);
    key.split(' ').any(|word| names.iter().any(|name| word.starts_with(name.as_str())))
}

/// Whether an embargo may still hold on a day; the day it names is the first on which it does not.
fn holds(embargo: PartialDate, day: Date) -> bool {
    day < embargo.latest()
}

impl Deref for PublicCase {
    type Target = Case;

    fn deref(&self) -> &Case {
        &self.told
    }
}

/// What decides whether a fact was known on a day.
#[derive(Clone, Copy)]
struct Known<'a> {
    day: Date,
    sources: &'a SourceDates,
    /// When the record was last known true.
    record: Option<PartialDate>,
}

impl Known<'_> {
    /// Keeps public facts that can have been known by the day; tells how many private ones went.
    fn keep<F: Fact>(self, facts: &mut Vec<F>) -> usize {
        facts.retain(|fact| self.is_known(fact));
        let before = facts.len();
        facts.retain(|fact| !fact.is_private() && !fact.embargo().is_some_and(|embargo| holds(embargo, self.day)));
        facts.iter_mut().for_each(Fact::lift_embargo);
        before - facts.len()
    }

    fn is_known(self, fact: &impl Fact) -> bool {
        let of_source = || fact.source().and_then(|source| self.sources.of(source));
        let date = fact.date().or_else(of_source).or(self.record);
        date.is_none_or(|date| date.may_be_by(self.day))
    }
}

#[cfg(test)]
mod tests;
