//! Words that follow from facts, per language: dates, terms, rows, counts, charges, penalties.
//!
//! Whole sentences are the templates' business; what stands here is what a template cannot work out for itself. English
//! is code; every other language is a table of words, `letter-templates/words/<lang>.toml`, that needs no code.

mod charge;
pub mod cldr;
pub mod demand_forms;
mod en;
mod law;
mod people;
pub mod table;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use unicode_security::MixedScript;

use crate::model::vocabulary::{
    Category, ConcernKind, Gender, OfficialRole, Role, Standing, Status, StatusGroup,
};
use crate::model::{
    Action, Charge, Country, Date, Demand, Event, Holder, Line, PartialDate, Penalty, Recipient,
    Restriction, Sentence, Term,
};

use super::law::LawCitation;
use super::letter::Labels;
use cldr::{CldrLocale, ENGLISH};

pub use demand_forms::{AskedOffice, AskedPeople, DemandForms};
pub use people::{PeopleGroup, PeoplePhrase, Pronouns, WriterPronouns, count_people};
pub use table::PhraseTable;

/// The language of the casebook's own texts. A letter in another language is told from what is typed, without them.
pub const CASEBOOK_LANG: &str = "en";

/// A language that letters can be written in.
#[derive(Debug, Clone)]
pub struct LetterLanguage {
    code: String,
    words: Arc<dyn LanguagePhrases>,
}

impl LetterLanguage {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self {
            code: "en".to_owned(),
            words: Arc::new(en::English),
        }
    }

    /// A language by its code and its table of words.
    #[must_use]
    pub fn of_table(code: &str, table: PhraseTable) -> Self {
        Self {
            code: code.to_owned(),
            words: Arc::new(table),
        }
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
    pub fn uses_script_of(&self, name: &str) -> bool {
        format!("{name}{}", self.letter_labels().sources).is_single_script()
    }

    /// A text as it may be said where it stands so: an allegation as one, a statement of the authorities as theirs.
    #[must_use]
    pub fn attribute_claim(&self, standing: Option<&Standing>, text: String) -> String {
        let words = standing
            .and_then(|standing| self.standing_note(standing))
            .filter(|_| !self.has_attribution(&text));
        match (words, text.strip_suffix('.')) {
            (None, _) => text,
            (Some(words), Some(sentence)) => format!("{sentence} ({words})."),
            (Some(words), None) => format!("{text} ({words})"),
        }
    }

    /// The name of the language in English, for messages.
    #[must_use]
    pub fn english_name(&self) -> String {
        ENGLISH.language_name(&self.code)
    }
}

impl Deref for LetterLanguage {
    type Target = dyn LanguagePhrases;

    fn deref(&self) -> &Self::Target {
        self.words.as_ref()
    }
}

impl PartialEq for LetterLanguage {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl fmt::Display for LetterLanguage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.code)
    }
}

/// What a language says of facts.
pub trait LanguagePhrases: fmt::Debug + Send + Sync {
    /// What CLDR knows of the language.
    fn cldr_data(&self) -> &CldrLocale;

    /// A date as a text writes it: “16 May 2017”, “March 2018”, “2012”.
    fn format_date(&self, date: PartialDate) -> String {
        self.cldr_data().format_date(date)
    }

    /// A date as an adverb, “on 16 May 2017”; the date alone where that would have to be inflected.
    fn on_date(&self, date: PartialDate) -> String {
        self.format_date(date)
    }

    /// The day of a letter.
    fn format_day(&self, day: Date) -> String {
        self.format_date(day.into())
    }

    /// A length of time: “two years and two months”.
    fn format_term(&self, term: Term) -> String;

    /// A number in a running text.
    fn format_number(&self, number: usize) -> String {
        number.to_string()
    }

    /// Items in a row: “A, B and C”.
    fn format_list(&self, items: &[String]) -> String {
        self.cldr_data().format_list(items)
    }

    /// What a status says of a person: after the name “is in prison”, in the past “was in prison”; or a noun.
    fn describe_status(&self, status: &Status, past: bool) -> String;

    /// A status as a heading.
    fn status_label(&self, status: &Status) -> String;

    /// The pronouns of a person; the name in their place where the gender or the language asks for it.
    fn choose_pronouns(&self, _gender: Option<&Gender>, name: &str) -> Pronouns {
        Pronouns {
            subject: name.to_owned(),
            object: name.to_owned(),
            possessive: name.to_owned(),
        }
    }

    /// How one person, or several, call themselves.
    fn writer_pronouns(&self, several: bool) -> WriterPronouns;

    /// A state as the language names it: “the United States”.
    fn state_name(&self, country: Country) -> String {
        self.cldr_data().state_name(country)
    }

    /// A category of people, of one or of several: “journalists”; or what they do.
    fn category_name(&self, category: &Category, several: bool) -> String;

    /// The heading of people in one kind of situation; of no kind, where it is another or not known.
    fn group_heading(&self, group: Option<StatusGroup>) -> String;

    /// The heading of people without a category.
    fn others_heading(&self) -> String;

    /// A restriction, as a noun: “a duty to report to the hospital every month”.
    fn describe_restriction(&self, restriction: &Restriction) -> String;

    /// The rights that the concerns touch, each once with its article of the Universal Declaration of Human Rights.
    fn describe_rights(&self, concerns: &[ConcernKind]) -> Option<String>;

    /// The charges as a clause that follows a name, pending ones in the present unless past; or as nouns.
    fn charge_clause(&self, charges: &[Charge], past: bool) -> String;

    /// Charges with their articles, those of one standing together.
    fn describe_charges(&self, charges: &[Charge]) -> String;

    /// The article of a charge: “Article 405, Part 2, of the Criminal Code”; empty if no article is known.
    fn cite_article(&self, charge: &Charge) -> String;

    /// The main penalty: “five years in prison”.
    fn describe_penalty(&self, sentence: &Sentence) -> String;

    /// A further penalty: “a ban on public activities for three years”.
    fn describe_additional(&self, penalty: &Penalty) -> String;

    /// What happened, with a full stop; none if there is nothing to tell.
    fn describe_event(&self, event: &Event) -> Option<String>;

    /// What happened, and what else happened on the same date.
    fn join_events(&self, told: &str, next: &str) -> String;

    /// How a claim stands, in brackets behind it; none if it is confirmed.
    fn standing_note(&self, standing: &Standing) -> Option<String>;

    /// Whether a text of the casebook itself says whose claim it is.
    fn has_attribution(&self, _text: &str) -> bool {
        false
    }

    /// A concern as a heading.
    fn concern_heading(&self, concern: &ConcernKind) -> String;

    /// The body that decided or said something; or what it was, where the body has no name in the language.
    fn action_body(&self, action: &Action) -> String;

    /// The part of an official.
    fn official_role(&self, role: &OfficialRole) -> String;

    /// An office as the language names it.
    fn office_name(&self, office: &Recipient) -> String;

    /// Those others of whom something is asked.
    fn list_asked_parties(&self, of: &[Line]) -> String;

    /// A crowd, as a noun.
    fn crowd_noun(&self, crowd: PeopleGroup) -> String;

    /// What is asked for, as a noun phrase about these people: “the immediate release of A and B”.
    fn describe_demand(&self, demand: &Demand, who: &PeoplePhrase) -> String;

    /// Every form of a demand, as it is put to an office about these people; none where the language has the noun phrase alone.
    fn demand_forms(
        &self,
        _demand: &Demand,
        _people: &AskedPeople,
        _office: &AskedOffice<'_>,
    ) -> Option<DemandForms> {
        None
    }

    /// What the law says to the facts, in whole sentences about the state; none where the language tells rights alone.
    fn describe_law(&self, _citation: &LawCitation, _state: &str) -> Option<String> {
        None
    }

    /// That the person or the family has agreed.
    fn consent_note(&self) -> String;

    /// The words that formats print themselves.
    fn letter_labels(&self) -> Labels;

    /// A line for delivery by e-mail.
    fn by_email(&self, address: &str) -> String;

    /// What stands for the name of a sender who has not said it.
    fn your_name(&self) -> String;

    /// The usual salutation of whoever has the role.
    fn usual_salutation(&self, role: &Role, gender: Option<&Gender>) -> String;

    /// The salutation by name of somebody who is written to as a person and not as an office; none for the others, and where the
    /// name or the gender is not enough for it.
    fn named_salutation(&self, _role: &Role, _holder: &Holder) -> Option<String> {
        None
    }

    /// The usual close of one writer or several, after the salutation if there was one.
    fn usual_close(&self, salutation: Option<&str>, several: bool) -> String;
}
