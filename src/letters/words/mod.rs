//! Words that follow from facts, per language: dates, terms, lists, counts, charges, penalties.
//!
//! Whole sentences are the templates' business; what stands here is what a template cannot work out for itself.

mod en;

use std::fmt;
use std::str::FromStr;

use crate::model::vocabulary::{Category, ConcernKind, Gender, Status, StatusGroup};
use crate::model::{Charge, Country, Date, Demand, Invalid, PartialDate, Penalty, Restriction, Sentence, Term};

use super::letter::Labels;

/// A language that letters can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
}

impl Lang {
    /// Every language with words of its own.
    pub const ALL: [Self; 1] = [Self::En];

    /// BCP 47: `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let code = text.trim().to_lowercase();
        let found = Self::ALL.into_iter().find(|lang| lang.code() == code);
        found.ok_or_else(|| Invalid::new(format!("letters cannot be written in “{}” yet; there is: en", text.trim())))
    }
}

/// The pronouns of a person, or the name in their place where the gender is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pronouns {
    /// he, she, the name.
    pub subject: String,
    /// him, her, the name.
    pub object: String,
    /// his, her, the name’s.
    pub possessive: String,
}

/// How those who write call themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// I, we.
    pub subject: String,
    /// me, us.
    pub object: String,
    /// my, our.
    pub possessive: String,
}

/// A date as a text writes it: “16 May 2017”, “March 2018”, “2012”.
#[must_use]
pub fn date(lang: Lang, date: PartialDate) -> String {
    match lang {
        Lang::En => en::date(date),
    }
}

/// A date as an adverb: “on 16 May 2017”, “in March 2018”.
#[must_use]
pub fn on_date(lang: Lang, date: PartialDate) -> String {
    match lang {
        Lang::En => en::on_date(date),
    }
}

/// The day of a letter.
#[must_use]
pub fn day(lang: Lang, day: Date) -> String {
    date(lang, day.into())
}

/// A length of time: “two years and two months”.
#[must_use]
pub fn term(lang: Lang, term: Term) -> String {
    match lang {
        Lang::En => en::term(term),
    }
}

/// A number in a running text: in words up to twelve, in figures beyond.
#[must_use]
pub fn count(lang: Lang, number: usize) -> String {
    match lang {
        Lang::En => en::count(number),
    }
}

/// Items in a row: “A, B and C”.
#[must_use]
pub fn list(lang: Lang, items: &[String]) -> String {
    match lang {
        Lang::En => en::list(items),
    }
}

/// What a status says of a person after the name: “is in prison”, in the past “was in prison”.
#[must_use]
pub fn status(lang: Lang, status: &Status, past: bool) -> String {
    match lang {
        Lang::En => en::status(status, past),
    }
}

/// The pronouns of a person.
#[must_use]
pub fn pronouns(lang: Lang, gender: Option<&Gender>, name: &str) -> Pronouns {
    match lang {
        Lang::En => en::pronouns(gender, name),
    }
}

/// How one person, or several, call themselves.
#[must_use]
pub fn writer(lang: Lang, several: bool) -> Writer {
    match lang {
        Lang::En => en::writer(several),
    }
}

/// A state with its article: “the United States”.
#[must_use]
pub fn state(lang: Lang, country: Country) -> String {
    match lang {
        Lang::En => en::state(country),
    }
}

/// A category of people, of one or of several: “journalists”.
#[must_use]
pub fn category(lang: Lang, category: &Category, several: bool) -> String {
    match lang {
        Lang::En => en::category(category, several),
    }
}

/// The heading of people in one kind of situation; of no kind, where it is another or not known.
#[must_use]
pub fn group(lang: Lang, group: Option<StatusGroup>) -> String {
    match lang {
        Lang::En => en::group(group).to_owned(),
    }
}

/// The heading of people without a category.
#[must_use]
pub fn others(lang: Lang) -> String {
    match lang {
        Lang::En => "others".to_owned(),
    }
}

/// A restriction, as a noun: “a duty to report to the hospital every month”.
#[must_use]
pub fn restriction(lang: Lang, restriction: &Restriction) -> String {
    match lang {
        Lang::En => en::restriction(restriction),
    }
}

/// The rights that the concerns touch, each once with its article of the Universal Declaration of Human Rights.
#[must_use]
pub fn rights(lang: Lang, concerns: &[ConcernKind]) -> Option<String> {
    match lang {
        Lang::En => en::rights(concerns),
    }
}

/// The charges as a clause that follows a name: “was convicted of “a””, pending ones in the present unless past.
#[must_use]
pub fn charged(lang: Lang, charges: &[Charge], past: bool) -> String {
    match lang {
        Lang::En => en::charged(charges, past),
    }
}

/// Charges with their articles, those of one standing together: “convicted of “a” (Article 174 of the Criminal Code)”.
#[must_use]
pub fn charges(lang: Lang, charges: &[Charge]) -> String {
    match lang {
        Lang::En => en::charges(charges),
    }
}

/// The article of a charge: “Article 405, Part 2, of the Criminal Code”; empty if no article is known.
#[must_use]
pub fn article(lang: Lang, charge: &Charge) -> String {
    match lang {
        Lang::En => en::article(charge),
    }
}

/// The main penalty: “five years in prison”.
#[must_use]
pub fn penalty(lang: Lang, sentence: &Sentence) -> String {
    match lang {
        Lang::En => en::penalty(sentence),
    }
}

/// A further penalty: “a ban on public activities for three years”.
#[must_use]
pub fn additional(lang: Lang, penalty: &Penalty) -> String {
    match lang {
        Lang::En => en::additional(penalty),
    }
}

/// The people a demand is about, as a noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// “A and B”, or “the people named above”.
    pub words: String,
    /// Whether it is several people.
    pub several: bool,
}

/// People who need not all be named again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crowd {
    /// Everybody in the letter.
    All,
    /// Everybody in the letter whose situation is of this kind.
    Group(StatusGroup),
}

/// A crowd of no more than this is named all the same.
const MOST_NAMES: usize = 3;

impl Who {
    /// These people: by name, or as the crowd they make up where they are many.
    #[must_use]
    pub fn of(lang: Lang, names: &[String], crowd: Option<Crowd>) -> Self {
        let words = match crowd.filter(|_| names.len() > MOST_NAMES) {
            Some(crowd) => match lang {
                Lang::En => en::crowd(crowd).to_owned(),
            },
            None => list(lang, names),
        };
        Self { words, several: names.len() > 1 }
    }
}

/// What is asked for, as a noun phrase about these people: “the immediate release of A and B”.
#[must_use]
pub fn demand(lang: Lang, demand: &Demand, who: &Who) -> String {
    match lang {
        Lang::En => en::demand(demand, who),
    }
}

/// The words that formats print themselves.
#[must_use]
pub fn labels(lang: Lang) -> Labels {
    match lang {
        Lang::En => en::labels(),
    }
}

/// The usual salutation: to an office, or to a person of known gender and surname where no office is named.
#[must_use]
pub fn salutation(lang: Lang, role: &crate::model::vocabulary::Role) -> String {
    match lang {
        Lang::En => en::salutation(role),
    }
}

/// The usual close.
#[must_use]
pub fn close(lang: Lang) -> String {
    match lang {
        Lang::En => "Yours sincerely,".to_owned(),
    }
}
