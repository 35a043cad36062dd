//! What `cases add` asks, in order, and what the casebook knows to answer with.

use crate::app::error::Error;
use crate::commands::shared::arguments::replace_today;
use crate::commands::shared::reference::list_spellings;
use crate::model::source_address::is_address;
use crate::model::vocabulary::{ConcernKind, SentenceKind, Status, Vocabulary, VocabularyWord};
use crate::model::{
    Case, CaseColumn, Country, Date, Field, Id, InvalidValue, PartialDate, Record, ValueKind,
    shorthand, written_date,
};
use crate::store::Store;
use crate::terminal::Question;

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WizardStep {
    /// The field of a case that it fills, or a name of its own.
    pub key: &'static str,
    /// What is asked; empty for a field, which its table explains.
    text: &'static str,
    /// The question that must have been answered before.
    pub after: Option<&'static str>,
    /// What no answer means.
    skip: Option<&'static str>,
}

const fn field_step(key: &'static str, skip: &'static str) -> WizardStep {
    WizardStep {
        key,
        text: "",
        after: None,
        skip: Some(skip),
    }
}

const fn custom_step(
    key: &'static str,
    text: &'static str,
    after: Option<&'static str>,
) -> WizardStep {
    WizardStep {
        key,
        text,
        after,
        skip: Some("leave out"),
    }
}

/// All questions, in order.
pub(super) const STEPS: &[WizardStep] = &[
    WizardStep {
        key: "name",
        text: "",
        after: None,
        skip: None,
    },
    field_step("name_native", "leave out"),
    WizardStep {
        key: "country",
        text: "",
        after: None,
        skip: None,
    },
    field_step("gender", "not known"),
    custom_step("status", "the person’s situation", None),
    custom_step(
        "on",
        "since when: the day this situation began, as 4 March 2024, 2024-03 or 2024",
        Some("status"),
    ),
    field_step("place", "leave out"),
    field_step("occupation", "leave out"),
    field_step("category", "leave out"),
    field_step("held_at", "leave out"),
    custom_step(
        CHARGE,
        "a charge: article and offence, such as “CC 174: inciting social discord”",
        None,
    ),
    custom_step("sentence", "the sentence, if there is one", None),
    custom_step("sentence date", "when it was pronounced", Some("sentence")),
    custom_step(
        "sentence term",
        "for how long (5y, 2y6m, 10d)",
        Some("sentence"),
    ),
    custom_step("sentence court", "by which court", Some("sentence")),
    custom_step("concern", "what is wrong, in a word", None),
    custom_step(
        "concern text",
        "why it is wrong, in a sentence that letters can tell: No lawyer was present.",
        Some("concern"),
    ),
    custom_step(
        "source",
        "where these facts come from: a link, https://…, or the id of a source",
        None,
    ),
    WizardStep {
        key: "as_of",
        text: "up to which day you know this: the date of the report, the day somebody told you",
        after: None,
        skip: Some("from the dates given, else today"),
    },
    WizardStep {
        key: "consent",
        text: "whether the person, or the family, agreed that you write about them",
        after: None,
        skip: Some("nobody has asked yet"),
    },
    field_step("publicity", "public"),
];

/// The question that is asked again until no further charge is named.
pub(super) const CHARGE: &str = "charge";

/// What can be chosen: the text that is kept, and the line that is shown.
#[derive(Debug, Clone, Default)]
pub(super) struct ChoiceList {
    pub values: Vec<String>,
    pub labels: Vec<String>,
}

impl ChoiceList {
    fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let (values, labels) = pairs.into_iter().unzip();
        Self { values, labels }
    }

    fn from_values(values: Vec<String>) -> Self {
        Self {
            labels: values.clone(),
            values,
        }
    }
}

impl WizardStep {
    /// The answer as it is kept: a country as its code, a date as 2025-03-04, however people write them.
    pub fn normalize_answer(&self, typed: String, today: Date) -> String {
        match self.key {
            "country" => typed
                .parse::<Country>()
                .map_or(typed, |country| country.code().to_owned()),
            _ if self.takes_date() => {
                let typed = replace_today(&typed, today);
                written_date::parse_written_date(&typed).map_or(typed, |date| date.to_string())
            }
            _ => typed,
        }
    }

    fn takes_date(&self) -> bool {
        matches!(self.key, "on" | "sentence date")
            || self
                .case_field()
                .is_some_and(|field| field.kind == ValueKind::Date)
    }

    /// The answer as it is shown.
    pub fn display_answer(&self, kept: &str) -> String {
        match kept.parse::<Country>() {
            Ok(country) if self.key == "country" => {
                format!("{} ({})", country.name(), country.code())
            }
            _ => kept.to_owned(),
        }
    }

    fn case_field(&self) -> Option<&'static Field> {
        Case::FIELDS.iter().find(|field| field.name == self.key)
    }

    /// What is asked, as a sentence begins.
    pub fn prompt_text(&self) -> String {
        let text = match self.case_field() {
            Some(field) if self.text.is_empty() => field.help,
            _ => self.text,
        };
        let mut letters = text.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
            .unwrap_or_default()
    }

    /// The question, with what can be chosen and what was answered before.
    pub fn build_question<'a>(
        &self,
        text: &'a str,
        choices: &'a ChoiceList,
        answer: &'a str,
        back: bool,
    ) -> Question<'a> {
        let free = !self.is_word();
        let at = choices
            .values
            .iter()
            .position(|value| value == answer)
            .filter(|_| !free);
        Question {
            items: &choices.labels,
            values: &choices.values,
            at,
            free,
            is_answer: match self.key {
                "country" => |text| text.parse::<Country>().is_ok(),
                "source" => |text| is_address(text) || text.parse::<Id>().is_ok(),
                _ => |_| true,
            },
            typed: if free { answer } else { "" },
            skip: self.skip,
            back,
            spellings: list_spellings,
            ..Question::new(text)
        }
    }

    /// Whether only a word of a closed list answers it.
    fn is_word(&self) -> bool {
        matches!(self.key, "status" | "sentence" | "concern")
            || self
                .case_field()
                .is_some_and(|f| matches!(f.kind, ValueKind::Word(..)))
    }

    /// What can be chosen.
    pub fn load_choices(&self, store: &Store) -> Result<ChoiceList, Error> {
        if let Some(Field {
            kind: ValueKind::Word(_, words),
            ..
        }) = self.case_field()
        {
            return Ok(words_of(words));
        }
        Ok(match self.key {
            "country" => list_countries(store)?,
            "status" => ChoiceList::from_pairs(Status::WORDS.iter().map(|word| {
                let meaning = Status::from_stored(word.slug).meaning_text();
                (word.slug.to_owned(), format!("{:<24} {meaning}", word.slug))
            })),
            "sentence" => words_of(SentenceKind::WORDS),
            "concern" => words_of(ConcernKind::WORDS),
            "sentence court" => list_texts(store.texts_of("sentences", ["court"])?),
            "source" => ChoiceList::from_pairs(store.load_sources()?.into_iter().map(|source| {
                let label = format!("{}  {}", source.id, source.title);
                (source.id.to_string(), label)
            })),
            CHARGE => ChoiceList::from_values(list_charges(store)?),
            "name" | "name_native" => ChoiceList::default(),
            key => match key.parse::<CaseColumn>() {
                Ok(column @ CaseColumn::Field(_)) => {
                    ChoiceList::from_values(store.distinct_values(column)?)
                }
                _ => ChoiceList::default(),
            },
        })
    }

    /// Whether the text can be the answer.
    pub fn check_answer(&self, text: &str) -> Result<(), InvalidValue> {
        match self.key {
            "on" | "sentence date" => text.parse::<PartialDate>().map(drop),
            "status" => Status::from_typed(text).map(drop),
            "sentence" => SentenceKind::from_typed(text).map(drop),
            "concern" => ConcernKind::from_typed(text).map(drop),
            "concern text" => {
                shorthand::parse_fact("concerns", &format!("unfair-trial: {text}")).map(drop)
            }
            "sentence term" => shorthand::parse_cells(
                "sentences",
                &to_owned_pairs(&[("kind", "prison"), ("term", text)]),
            )
            .map(drop),
            "sentence court" => format_sentence(&[("kind", "prison"), ("court", text)]).map(drop),
            "source" if is_address(text) => Ok(()),
            "source" => text.parse::<Id>().map(drop),
            CHARGE => shorthand::parse_facts("charges", text).map(drop),
            key => Case::typed(key, text).map(drop),
        }
    }
}

fn words_of(words: &[VocabularyWord]) -> ChoiceList {
    ChoiceList::from_pairs(words.iter().map(|word| {
        (
            word.slug.to_owned(),
            format!("{:<24} {}", word.slug, word.label),
        )
    }))
}

fn list_texts(entries: Vec<[Option<String>; 1]>) -> ChoiceList {
    ChoiceList::from_values(entries.into_iter().filter_map(|[text]| text).collect())
}

/// Those of the casebook first.
fn list_countries(store: &Store) -> Result<ChoiceList, Error> {
    let known = store.distinct_values("country".parse()?)?;
    let (first, rest): (Vec<Country>, Vec<Country>) =
        Country::iter_all().partition(|country| known.iter().any(|code| code == country.code()));
    let pair = |country: Country| {
        (
            country.code().to_owned(),
            format!("{}  {}", country.code(), country.name()),
        )
    };
    Ok(ChoiceList::from_pairs(
        first.into_iter().chain(rest).map(pair),
    ))
}

/// The charges of the casebook, each as it would be typed.
fn list_charges(store: &Store) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for [code, article, part, title] in
        store.texts_of("charges", ["code", "article", "part", "title"])?
    {
        let number = article.clone().map(|article| {
            part.clone()
                .map_or(article.clone(), |part| format!("{article}.{part}"))
        });
        let law: Vec<String> = code.clone().into_iter().chain(number).collect();
        let line = [law.join(" "), title.clone().unwrap_or_default()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(": ");
        let fields = [
            ("code", code),
            ("article", article),
            ("part", part),
            ("title", title),
        ];
        let fields: Vec<_> = fields
            .into_iter()
            .filter_map(|(field, text)| Some((field, text?)))
            .collect();
        if shorthand::parse_fact("charges", &line).ok()
            == shorthand::parse_cells("charges", &fields).ok()
        {
            lines.push(line);
        }
    }
    Ok(lines)
}

fn to_owned_pairs(fields: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    fields
        .iter()
        .map(|(field, text)| (*field, (*text).to_owned()))
        .collect()
}

/// A sentence as it would be typed: as people write it, or where that would read otherwise, field by field.
pub(super) fn format_sentence(fields: &[(&'static str, &str)]) -> Result<String, InvalidValue> {
    let meant = shorthand::parse_cells("sentences", &to_owned_pairs(fields))?;
    let text = |name: &str| {
        fields
            .iter()
            .find(|(field, _)| *field == name)
            .map(|(_, text)| *text)
    };
    let court = text("court").map(|court| format!("court {court}"));
    let words = [text("date"), text("kind"), text("term"), court.as_deref()];
    let short = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let long = fields
        .iter()
        .map(|(field, text)| format!("{field}={text}"))
        .collect::<Vec<_>>()
        .join("; ");
    [short, long]
        .into_iter()
        .find(|line| shorthand::parse_fact("sentences", line).is_ok_and(|read| read == meant))
        .ok_or_else(|| InvalidValue::new("this cannot be written on one line; leave out the “;”"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_of_a_field_or_explains_itself() {
        for step in STEPS {
            assert!(
                step.case_field().is_some() || !step.text.is_empty(),
                "{}",
                step.key
            );
            assert!(
                step.after
                    .is_none_or(|key| STEPS.iter().any(|other| other.key == key))
            );
            assert!(
                step.skip.is_some() || step.case_field().is_some_and(|field| field.needed),
                "{}",
                step.key
            );
        }
        let needed = Case::FIELDS
            .iter()
            .filter(|field| field.needed && field.name != "id");
        for field in needed {
            assert!(
                STEPS
                    .iter()
                    .any(|step| step.key == field.name && step.skip.is_none()),
                "{}",
                field.name
            );
        }
    }

    #[test]
    fn what_the_sample_knows_can_be_chosen_and_is_an_answer() {
        let store = crate::app::sample::open_store().unwrap();
        for step in STEPS {
            let choices = step.load_choices(&store).unwrap();
            assert_eq!(choices.values.len(), choices.labels.len());
            for value in &choices.values {
                assert!(step.check_answer(value).is_ok(), "{}: {value}", step.key);
            }
        }
        let known = |key: &str| {
            STEPS
                .iter()
                .find(|step| step.key == key)
                .unwrap()
                .load_choices(&store)
                .unwrap()
                .values
        };
        assert!(known("place").len() > 3 && known(CHARGE).len() > 3 && known("source").len() > 3);
        assert_eq!(known("country")[0], "KZ");
    }

    #[test]
    fn a_sentence_is_typed_as_people_write_it_where_that_reads_the_same() {
        let plain = [
            ("date", "2016-11-28"),
            ("kind", "prison"),
            ("term", "5y"),
            ("court", "District court of Atyrau"),
        ];
        assert_eq!(
            format_sentence(&plain).unwrap(),
            "2016-11-28 prison 5y court District court of Atyrau"
        );
        let odd = [("kind", "prison"), ("court", "Court with jury")];
        assert_eq!(
            format_sentence(&odd).unwrap(),
            "kind=prison; court=Court with jury"
        );
        assert!(format_sentence(&[("kind", "prison"), ("court", "A; B with C")]).is_err());
    }
}
