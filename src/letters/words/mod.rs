//! Words that follow from facts, per language: dates, terms, rows, counts, charges, penalties.
//!
//! Whole sentences are the templates' business; what stands here is what a template cannot work out for itself. English
//! is code; every other language is a table of words, `letter-templates/words/<lang>.toml`, that needs no code.

mod charge;
pub mod cldr;
mod en;
mod law;
mod people;
pub mod table;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use unicode_security::MixedScript;

use crate::model::vocabulary::{Category, ConcernKind, Gender, OfficialRole, Role, Standing, Status, StatusGroup};
use crate::model::{
    Action, Charge, Country, Date, Demand, Event, Line, PartialDate, Penalty, Recipient, Restriction, Sentence, Term,
};

use super::letter::Labels;
use cldr::{Cldr, ENGLISH};

pub use people::{Crowd, Pronouns, Who, Writer, people};
pub use table::Table;

/// The language of the casebook's own texts. A letter in another language is told from what is typed, without them.
pub const CASEBOOK_LANG: &str = "en";

/// A language that letters can be written in.
#[derive(Debug, Clone)]
pub struct Lang {
    code: String,
    words: Arc<dyn Words>,
}

impl Lang {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self { code: "en".to_owned(), words: Arc::new(en::English) }
    }

    /// A language by its code and its table of words.
    #[must_use]
    pub fn of_table(code: &str, table: Table) -> Self {
        Self { code: code.to_owned(), words: Arc::new(table) }
    }

    /// BCP 47: `en`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether the casebook's own texts are in this language.
    #[must_use]
    pub fn is_of_casebook(&self) -> bool {
        self.code == CASEBOOK_LANG
    }

    /// Whether a name stands in the script of the language.
    #[must_use]
    pub fn writes(&self, name: &str) -> bool {
        format!("{name}{}", self.labels().sources).is_single_script()
    }

    /// A text as it may be said where it stands so: an allegation as one, a statement of the authorities as theirs.
    #[must_use]
    pub fn claimed(&self, standing: Option<&Standing>, text: String) -> String {
        let words = standing.and_then(|standing| self.standing(standing)).filter(|_| !self.attributes(&text));
        match (words, text.strip_suffix('.')) {
            (None, _) => text,
            (Some(words), Some(sentence)) => format!("{sentence} ({words})."),
            (Some(words), None) => format!("{text} ({words})"),
        }
    }

    /// The name of the language in English, for messages.
    #[must_use]
    pub fn english_name(&self) -> String {
        ENGLISH.language(&self.code)
    }
}

impl Deref for Lang {
    type Target = dyn Words;

    fn deref(&self) -> &Self::Target {
        self.words.as_ref()
    }
}

impl PartialEq for Lang {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.code)
    }
}

/// What a language says of facts.
pub trait Words: fmt::Debug + Send + Sync {
    /// What CLDR knows of the language.
    fn cldr(&self) -> &Cldr;

    /// A date as a text writes it: “16 May 2017”, “March 2018”, “2012”.
    fn date(&self, date: PartialDate) -> String {
        self.cldr().date(date)
    }

    /// A date as an adverb, “on 16 May 2017”; the date alone where that would have to be inflected.
    fn on_date(&self, date: PartialDate) -> String {
        self.date(date)
    }

    /// The day of a letter.
    fn day(&self, day: Date) -> String {
        self.date(day.into())
    }

    /// A length of time: “two years and two months”.
    fn term(&self, term: Term) -> String;

    /// A number in a running text.
    fn count(&self, number: usize) -> String {
        number.to_string()
    }

    /// Items in a row: “A, B and C”.
    fn list(&self, items: &[String]) -> String {
        self.cldr().list(items)
    }

    /// What a status says of a person: after the name “is in prison”, in the past “was in prison”; or a noun.
    fn status(&self, status: &Status, past: bool) -> String;

    /// A status as a heading.
    fn status_label(&self, status: &Status) -> String;

    /// The pronouns of a person; the name in their place where the gender or the language asks for it.
    fn pronouns(&self, _gender: Option<&Gender>, name: &str) -> Pronouns {
        Pronouns { subject: name.to_owned(), object: name.to_owned(), possessive: name.to_owned() }
    }

    /// How one person, or several, call themselves.
    fn writer(&self, several: bool) -> Writer;

    /// A state as the language names it: “the United States”.
    fn state(&self, country: Country) -> String {
        self.cldr().state(country)
    }

    /// A category of people, of one or of several: “journalists”; or what they do.
    fn category(&self, category: &Category, several: bool) -> String;

    /// The heading of people in one kind of situation; of no kind, where it is another or not known.
    fn group(&self, group: Option<StatusGroup>) -> String;

    /// The heading of people without a category.
    fn others(&self) -> String;

    /// A restriction, as a noun: “a duty to report to the hospital every month”.
    fn restriction(&self, restriction: &Restriction) -> String;

    /// The rights that the concerns touch, each once with its article of the Universal Declaration of Human Rights.
    fn rights(&self, concerns: &[ConcernKind]) -> Option<String>;

    /// The charges as a clause that follows a name, pending ones in the present unless past; or as nouns.
    fn charged(&self, charges: &[Charge], past: bool) -> String;

    /// Charges with their articles, those of one standing together.
    fn charges(&self, charges: &[Charge]) -> String;

    /// The article of a charge: “Article 405, Part 2, of the Criminal Code”; empty if no article is known.
    fn article(&self, charge: &Charge) -> String;

    /// The main penalty: “five years in prison”.
    fn penalty(&self, sentence: &Sentence) -> String;

    /// A further penalty: “a ban on public activities for three years”.
    fn additional(&self, penalty: &Penalty) -> String;

    /// What happened, with a full stop; none if there is nothing to tell.
    fn event(&self, event: &Event) -> Option<String>;

    /// What happened, and what else happened on the same date.
    fn event_and(&self, told: &str, next: &str) -> String;

    /// How a claim stands, in brackets behind it; none if it is confirmed.
    fn standing(&self, standing: &Standing) -> Option<String>;

    /// Whether a text of the casebook itself says whose claim it is.
    fn attributes(&self, _text: &str) -> bool {
        false
    }

    /// A concern as a heading.
    fn concern(&self, concern: &ConcernKind) -> String;

    /// The body that decided or said something; or what it was, where the body has no name in the language.
    fn action(&self, action: &Action) -> String;

    /// The part of an official.
    fn official(&self, role: &OfficialRole) -> String;

    /// An office as the language names it.
    fn office(&self, office: &Recipient) -> String;

    /// Those others of whom something is asked.
    fn asked(&self, of: &[Line]) -> String;

    /// A crowd, as a noun.
    fn crowd(&self, crowd: Crowd) -> String;

    /// What is asked for, as a noun phrase about these people: “the immediate release of A and B”.
    fn demand(&self, demand: &Demand, who: &Who) -> String;

    /// That the person or the family has agreed.
    fn consent(&self) -> String;

    /// The words that formats print themselves.
    fn labels(&self) -> Labels;

    /// A line for delivery by e-mail.
    fn by_email(&self, address: &str) -> String;

    /// What stands for the name of a sender who has not said it.
    fn your_name(&self) -> String;

    /// The usual salutation of whoever has the role.
    fn salutation(&self, role: &Role, gender: Option<&Gender>) -> String;

    /// The usual close of one writer or several, after the salutation if there was one.
    fn close(&self, salutation: Option<&str>, several: bool) -> String;
}
