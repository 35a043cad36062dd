//! The only door from the casebook to a letter.
//!
//! A [`PublicCase`] can be made in one way: here, from a case that may be spoken of, with everything private taken out
//! and nothing later than the day of the letter. Whatever a template asks for, there is nothing else to be had. In a
//! letter of another language than the casebook’s it is told without the casebook’s own texts.

mod foreign;

use std::ops::Deref;

use crate::model::vocabulary::Publicity;
use crate::model::{Case, Cell, Claim, Date, Fact, Id, PartialDate, Record, fold};

/// A case as it may be told, on a day.
///
/// Of a person whose name is withheld everything in it is as told: the name, and an id made of it.
#[derive(Debug, Clone)]
pub struct PublicCase {
    told: Case,
    case: Id,
    withheld: usize,
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
    /// What may be told of a case on a day.
    ///
    /// # Errors
    /// The case is private, consent was refused or withdrawn, or its embargo may still hold on that day.
    pub fn disclose(case: &Case, day: Date) -> Result<Self, Withheld> {
        if !case.publicity.as_ref().is_none_or(Publicity::is_public) {
            return Err(Withheld::Private(case.id.clone()));
        }
        if !case.may_be_spoken_of() {
            return Err(Withheld::ConsentRefused(case.id.clone()));
        }
        if let Some(embargo) = case.embargo.filter(|embargo| holds(*embargo, day)) {
            return Err(Withheld::Embargo(case.id.clone(), embargo));
        }
        let field_sources = field_sources(case, day);
        let mut told = case.clone();
        take_private_fields(&mut told);
        if told.as_of.is_some_and(|as_of| !as_of.may_be_by(day)) {
            told.summary = None;
        }
        let named = take_name(&mut told);
        let withheld = keep(&mut told.charges, day)
            + keep(&mut told.sentences, day)
            + keep(&mut told.restrictions, day)
            + keep(&mut told.events, day)
            + keep(&mut told.concerns, day)
            + keep(&mut told.demands, day)
            + keep(&mut told.officials, day)
            + keep(&mut told.actions, day);
        Ok(Self { told, case: case.id.clone(), withheld: withheld + named, field_sources })
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
        self.told.id != self.case
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

/// Which sources may be named for which fields.
fn field_sources(case: &Case, day: Date) -> Vec<(String, Id)> {
    let may_be_named =
        |claim: &&Claim| !claim.is_private() && !claim.embargo.is_some_and(|embargo| holds(embargo, day));
    let backing = Case::FIELDS.iter().flat_map(|field| case.backing(field.name).map(|claim| (field.name, claim)));
    let named = backing.filter(|(_, claim)| may_be_named(claim));
    named.filter_map(|(field, claim)| Some((field.to_owned(), claim.source.clone()?))).collect()
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

/// Where the name is withheld: puts what is told in its place, and takes out whatever else names the person. Tells how
/// many texts went.
fn take_name(told: &mut Case) -> usize {
    let Some(name) = told.told_as.take() else { return 0 };
    let own: Vec<&str> = told.names().map(crate::model::Line::as_str).collect();
    let parts = own.into_iter().chain(told.family_name.iter().chain(&told.given_name).map(crate::model::Line::as_str));
    let names: Vec<String> = parts.flat_map(name_words).collect();
    told.id = Id::from_name(name.as_str());
    told.name = name;
    told.name_native = None;
    told.family_name = None;
    told.given_name = None;
    told.born = None;
    told.aliases.clear();
    take_texts_with(told, &names)
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
    let gives_away = |text: &str| {
        let key = fold::key(text);
        key.split(' ').any(|word| names.iter().any(|name| word.starts_with(name.as_str())))
    };
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

/// Keeps public facts that can have come about by the day; tells how many private ones went.
fn keep<F: Fact>(facts: &mut Vec<F>, day: Date) -> usize {
    facts.retain(|fact| fact.date().is_none_or(|date| date.may_be_by(day)));
    let before = facts.len();
    facts.retain(|fact| !fact.is_private() && !fact.embargo().is_some_and(|embargo| holds(embargo, day)));
    before - facts.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Concern, Event, Record};

    fn day() -> Date {
        full_day("2021-09-15").unwrap()
    }

    fn case(extra: &[(&str, &str)]) -> Case {
        let flat = [("id", "a"), ("name", "A"), ("country", "KZ"), ("notes", "secret"), ("consent_by", "aunt")];
        Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap()
    }

    #[test]
    fn private_cases_and_refused_consent_do_not_pass() {
        assert!(matches!(PublicCase::disclose(&case(&[("publicity", "private")]), day()), Err(Withheld::Private(_))));
        assert!(matches!(
            PublicCase::disclose(&case(&[("consent", "refused")]), day()),
            Err(Withheld::ConsentRefused(_))
        ));
        let mut newer = case(&[]);
        newer.publicity = Some(crate::model::vocabulary::Vocabulary::from_stored("embargoed"));
        assert!(PublicCase::disclose(&newer, day()).is_err());
    }

    #[test]
    fn private_facts_and_notes_are_taken_out() {
        let mut raw = case(&[]);
        raw.concerns = vec![
            Concern::from_typed([("kind", "torture"), ("text", "hidden by kind")]).unwrap(),
            Concern::from_typed([("kind", "torture"), ("text", "told"), ("private", "no")]).unwrap(),
            Concern::from_typed([("kind", "assembly"), ("text", "hidden by word"), ("private", "yes")]).unwrap(),
        ];
        let told = PublicCase::disclose(&raw, day()).unwrap();
        assert_eq!(told.withheld(), 2);
        let shown = format!("{told:?}");
        assert!(
            shown.contains("told") && !shown.contains("hidden") && !shown.contains("secret") && !shown.contains("aunt")
        );
    }

    #[test]
    fn an_embargo_holds_until_its_day_has_come_for_certain() {
        for (embargo, is_told) in [("2021-09-15", true), ("2021-09-16", false), ("2021-09", false), ("2020", true)] {
            assert_eq!(PublicCase::disclose(&case(&[("embargo", embargo)]), day()).is_ok(), is_told, "{embargo}");
            let mut raw = case(&[]);
            raw.concerns = vec![Concern::from_typed([("kind", "assembly"), ("embargo", embargo)]).unwrap()];
            assert_eq!(PublicCase::disclose(&raw, day()).unwrap().concerns.len(), usize::from(is_told), "{embargo}");
        }
    }

    #[test]
    fn of_a_withheld_name_nothing_is_left() {
        let flat = [("id", "tokaeva-aigul"), ("name", "Aigul Tokaeva"), ("country", "KZ"), ("born", "1980")];
        let more = [("told_as", "A. T."), ("summary", "Mrs. Tokayeva is held."), ("groups", "tokaeva-case; dck")];
        let mut raw = Case::from_typed(flat.into_iter().chain(more)).unwrap();
        raw.aliases = vec!["Айгүл Тоқаева".parse().unwrap()];
        raw.concerns = vec![
            Concern::from_typed([("kind", "unfair-trial"), ("text", "Токаевой отказали в адвокате.")]).unwrap(),
            Concern::from_typed([("kind", "assembly"), ("text", "The rally was peaceful.")]).unwrap(),
        ];
        let told = PublicCase::disclose(&raw, day()).unwrap();
        assert_eq!((told.id.as_str(), told.name.as_str(), told.concerns.len()), ("a-t", "A. T.", 1));
        assert_eq!(told.case_id().as_str(), "tokaeva-aigul");
        let shown = format!("{:?}", told.told).to_lowercase();
        for word in ["toka", "токае", "tokay", "aigul", "1980", "dck"] {
            assert!(!shown.contains(word), "{word}: {shown}");
        }
    }

    #[test]
    fn withheld_names_are_told_apart_and_stand_last() {
        let other = |id: &str, extra: &[(&str, &str)]| {
            let flat = [("id", id), ("name", id), ("country", "KZ")];
            let case = Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap();
            PublicCase::disclose(&case, day()).unwrap()
        };
        let hidden = [("told_as", "A. T.")];
        let mut cases = [other("aaa", &hidden), other("bbb", &[]), other("ccc", &hidden), other("a-t", &[])];
        tell_apart(&mut cases);
        assert_eq!(cases.each_ref().map(|case| case.id.as_str()), ["bbb", "a-t", "a-t-2", "a-t-3"]);
    }

    #[test]
    fn what_came_later_is_not_told() {
        let mut raw = case(&[]);
        raw.events =
            vec![Event::from_typed([("kind", "release"), ("date", "2022-01"), ("status", "released")]).unwrap()];
        assert!(PublicCase::disclose(&raw, day()).unwrap().events.is_empty());
    }
}
