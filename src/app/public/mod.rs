//! The disclosed casebook: a throw-away copy without anything private.

use std::collections::BTreeSet;

use crate::app::error::Error;
use crate::letters::PublicCase;
use crate::letters::disclosure::{HiddenTextCounts, NameBook, PrivateStatus, tell_apart};
use crate::model::{Case, Casebook, Cell, Date, Filter, Id, Recipient, Record, Source};
use crate::store::Store;

/// The casebook as disclosed on a day, in memory: the cases that may be disclosed, of each what a letter could say, the
/// offices, and the sources of both. No letters, no statements, no history. A letter says the same whether it is written from here or from
/// the casebook. `looked` is called after each case.
pub fn disclose_store(
    casebook: &Store,
    day: Date,
    looked: impl Fn(),
) -> Result<(Store, DisclosureReview), Error> {
    let (told, look) =
        casebook.with_snapshot(|casebook| disclose_casebook(casebook, day, looked))?;
    Ok((store_in_memory(&told, day)?, look))
}

/// What the sender should review before a disclosed casebook goes out.
#[derive(Debug, Clone, Default)]
pub struct DisclosureReview {
    /// Texts that named people who may not be named.
    pub hidden: HiddenTextCounts,
    /// Sources that name such people and are therefore not cited.
    pub sources: BTreeSet<Id>,
    /// People whose disclosed facts give another status than all facts do.
    pub otherwise: Vec<Id>,
    /// Those who, or whose family, gave consent, by the ids under which they are told of. The copy does not say it.
    pub consenting: BTreeSet<Id>,
}

impl DisclosureReview {
    /// The same in sentences.
    pub fn to_warnings(&self) -> Vec<String> {
        let HiddenTextCounts { changed, dropped } = self.hidden;
        let mut warnings = Vec::new();
        if changed + dropped > 0 {
            let texts = |count: usize| {
                if count == 1 {
                    "1 text".to_owned()
                } else {
                    format!("{count} texts")
                }
            };
            warnings.push(format!(
                "others who may not be named stood in {}: in {changed} a pseudonym stands in their place, {dropped} left out\n    cases check --only names",
                texts(changed + dropped)
            ));
        }
        if !self.sources.is_empty() {
            warnings.push(sources_left_out(self.sources.len()));
        }
        if !self.otherwise.is_empty() {
            let ids: Vec<&str> = self.otherwise.iter().map(Id::as_str).collect();
            warnings.push(format!(
                "the situation of {} is not told, because a later one than what may be told is private",
                ids.join(", ")
            ));
        }
        warnings
    }
}

/// A casebook in memory.
pub fn store_in_memory(casebook: &Casebook, day: Date) -> Result<Store, Error> {
    let mut store = Store::in_memory()?;
    store.run_operation("--public", &format!("{day}T00:00:00Z"), |operation| {
        casebook
            .sources
            .iter()
            .try_for_each(|source| operation.put_source(source).map(drop))?;
        casebook
            .recipients
            .iter()
            .try_for_each(|recipient| operation.put_recipient(recipient).map(drop))?;
        casebook
            .cases
            .iter()
            .try_for_each(|case| operation.put_case(case).map(drop))?;
        Ok::<_, Error>(())
    })?;
    Ok(store)
}

/// The matching cases of `today` as disclosed on a day, with distinct names; how many matching cases may not be
/// disclosed; and what the sender should review. Nobody who may not be named is named in them. `looked` is called after each
/// case.
pub fn disclose_cases(
    casebook: &Store,
    filter: &Filter,
    today: Date,
    day: Date,
    looked: impl Fn(),
) -> Result<(Vec<PublicCase>, usize, DisclosureReview), Error> {
    let book = load_name_book(casebook, day)?;
    let (mut told, mut withheld, mut look) = (Vec::new(), 0, DisclosureReview::default());
    let sources = casebook.source_dates()?;
    casebook.each_case(filter, today, |case: Case| {
        match PublicCase::disclose_case(&case, day, &sources) {
            Ok(mut public) => {
                look.hidden += public.hide_others(&book);
                told.push(public);
            }
            Err(_) => withheld += 1,
        }
        looked();
        Ok::<_, Error>(())
    })?;
    tell_apart(&mut told);
    let unsaid = undisclosed_sources(casebook, &book, &told)?;
    told.iter_mut()
        .for_each(|case| look.sources.append(&mut case.forget_sources(&unsaid)));
    look.consenting = told
        .iter()
        .filter(|case| case.consent.is_some())
        .map(|case| case.id.clone())
        .collect();
    let is_denied = |case: &&PublicCase| {
        case.hidden_situation()
            .is_some_and(PrivateStatus::is_contradiction)
    };
    look.otherwise = told
        .iter()
        .filter(is_denied)
        .map(|case| case.id.clone())
        .collect();
    // To say what was before would be false, and to say nothing of the person would show that there is something to hide. So
    // the situation is told as one of which nothing is known.
    told.iter_mut()
        .filter(|case| look.otherwise.contains(&case.id))
        .for_each(PublicCase::be_silent_on_situation);
    Ok((told, withheld, look))
}

/// The names of those who may not be named on a day.
pub fn load_name_book(casebook: &Store, day: Date) -> Result<NameBook, Error> {
    Ok(NameBook::new(&casebook.load_protected_cases()?, day))
}

/// The sources that cases and offices name.
pub fn named_sources(cases: &[Case], offices: &[Recipient]) -> BTreeSet<Id> {
    let of_cases = cases.iter().flat_map(Record::named_sources);
    of_cases
        .chain(offices.iter().flat_map(Record::named_sources))
        .collect()
}

/// The offices as anybody may see them: without notes, and without those who may not be named on a day.
pub fn disclose_offices(
    casebook: &Store,
    day: Date,
    look: &mut DisclosureReview,
) -> Result<Vec<Recipient>, Error> {
    let book = load_name_book(casebook, day)?;
    let unsaid = undisclosed_sources(casebook, &book, &[])?;
    let mut offices = Vec::new();
    for office in casebook.load_recipients()? {
        let (office, hidden) = book.hidden_in_office(without_note(office));
        look.hidden += hidden;
        if let Some(mut office) = office {
            look.sources.append(&mut NameBook::forget_sources_of_office(
                &mut office,
                &unsaid,
            ));
            offices.push(office);
        }
    }
    Ok(offices)
}

/// The sources that name somebody who may not be named, or one of these people, who appear under a pseudonym.
pub fn undisclosed_sources(
    casebook: &Store,
    book: &NameBook,
    told: &[PublicCase],
) -> Result<BTreeSet<Id>, Error> {
    if book.is_empty() {
        return Ok(BTreeSet::new());
    }
    let hidden: Vec<&PublicCase> = told
        .iter()
        .filter(|case| case.is_under_another_name())
        .collect();
    let gives_away = |source: &Source| {
        let said = full_text(source);
        book.is_named_by_source(&said) || hidden.iter().any(|case| case.is_given_away_by(&said))
    };
    Ok(casebook
        .load_sources()?
        .into_iter()
        .filter(gives_away)
        .map(|source| source.id)
        .collect())
}

/// That sources were left out because they name somebody, and how they are found.
pub fn sources_left_out(count: usize) -> String {
    let (sources, name) = if count == 1 {
        ("1 source", "it names")
    } else {
        ("sources", "they name")
    };
    let sources = if count == 1 {
        sources.to_owned()
    } else {
        format!("{count} {sources}")
    };
    format!(
        "{sources} left out, because {name} somebody who may not be named\n    cases check --only names"
    )
}

fn disclose_casebook(
    casebook: &Store,
    day: Date,
    looked: impl Fn(),
) -> Result<(Casebook, DisclosureReview), Error> {
    let (cases, _, mut look) = disclose_cases(casebook, &Filter::default(), day, day, looked)?;
    let recipients = disclose_offices(casebook, day, &mut look)?;
    let cases: Vec<Case> = cases.iter().map(PublicCase::to_record).collect();
    let named = named_sources(&cases, &recipients);
    let mut sources = casebook.load_sources()?;
    sources.retain(|source| named.contains(&source.id));
    Ok((
        Casebook {
            sources,
            recipients,
            cases,
            ..Casebook::default()
        },
        look,
    ))
}

fn without_note(mut recipient: Recipient) -> Recipient {
    recipient.note = None;
    recipient
}

/// Everything that is said of a source.
fn full_text(source: &Source) -> String {
    source
        .cells()
        .iter()
        .map(Cell::to_line)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
