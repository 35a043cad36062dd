//! The arguments of `cases add`.

use std::path::PathBuf;

use clap::Args;

use crate::commands::shared::arguments::{FactArgs, FieldArgs, FieldChangeArgs, TypedDate};
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{Case, Date, Id, PartialDate, Record};

/// Add a case. Without --name and --country it asks, step by step; in a script they are needed.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  cases add                                   asks, step by step; “<” goes back
  cases add --name \"A. B.\" --country KZ --ask   asks what these flags leave out
  cases add --name \"Leyla Əliyeva\" --country AZ --status pre-trial-detention --on 2024-03
  cases add --name \"A. B.\" --country KZ --charge \"CC 174: inciting social discord\" --source report-2024
  id=$(cases add --name \"…\" --country AZ)     prints the new id and nothing else
  cases add --from case.toml                  or - for standard input
  cases add --edit                            fill in a form in your editor

As of when it holds: --as-of DATE; else the newest date given (--on, dated facts), else that of the
source, else today, and then the answer says so. --status S --on DATE says since when; --status S
--as-of DATE only that it was so on that day. Behind any fact further fields can stand: --charge
\"CC 174: inciting social discord; date=2016-05\".

A likely duplicate is asked about on a terminal; in a script it is exit 4 unless --allow-duplicate.")]
pub struct AddCaseArgs {
    /// Choose the id (default: made from the name)
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<Id>,
    #[command(flatten)]
    pub(super) fields: FieldArgs<Case>,
    /// The person’s situation; a vocabulary word such as imprisoned
    #[arg(long, value_name = "STATUS", help_heading = "Situation")]
    pub(super) status: Option<Status>,
    /// The day on which it began (2024-03, 5 March 2024, today); without it, --as-of says when it was so
    #[arg(
        long,
        value_name = "DATE",
        requires = "status",
        help_heading = "Situation"
    )]
    pub(super) on: Option<TypedDate>,
    #[command(flatten)]
    pub(super) facts: FactArgs,
    #[command(flatten)]
    pub(super) change: FieldChangeArgs,
    /// A whole case as TOML, from a file or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) from: Option<PathBuf>,
    /// Ask what the flags leave out, although name and country are given
    #[arg(long, conflicts_with_all = ["from", "edit"])]
    pub(super) ask: bool,
    /// Fill in a form in your editor
    #[arg(long)]
    pub(super) edit: bool,
    /// Add it although somebody very like is there already
    #[arg(long)]
    pub(super) allow_duplicate: bool,
    /// Do nothing, and succeed, if the id is there already
    #[arg(long)]
    pub(super) if_missing: bool,
}

impl AddCaseArgs {
    /// The text that was given for a field, by its flag or by --set.
    pub(super) fn field_text(&self, field: &str) -> Option<&str> {
        let set = self
            .change
            .set
            .iter()
            .find_map(|pair| pair.strip_prefix(field)?.strip_prefix('='));
        let flag = self
            .fields
            .given
            .iter()
            .find(|(name, _)| *name == field)
            .and_then(|(_, texts)| texts.last());
        set.or(flag.map(String::as_str))
    }

    /// Whether questions are to be asked, where somebody can answer them.
    pub(super) fn wants_questions(&self) -> bool {
        let is_form = self.from.is_some() || self.edit;
        self.ask
            || (!is_form
                && (self.field_text("name").is_none() || self.field_text("country").is_none()))
    }

    /// Whether a form is to be filled in that has no name or no country yet.
    pub(super) fn is_blank_form(&self) -> bool {
        self.edit
            && self.from.is_none()
            && (self.field_text("name").is_none() || self.field_text("country").is_none())
    }

    /// These arguments with the day for `today`.
    pub(super) fn on_day(&self, today: Date) -> Self {
        Self {
            on: self.on.map(|on| TypedDate::Date(on.on(today))),
            fields: self.fields.on_day(today),
            facts: self.facts.on_day(today),
            change: self.change.on_day::<Case>(today),
            ..self.clone()
        }
    }

    /// Says when the record was last known true, if nothing says it.
    pub(super) fn as_of(&mut self, date: Option<PartialDate>) {
        if let Some(date) = date.filter(|_| self.field_text("as_of").is_none()) {
            self.fields.given.push(("as_of", vec![date.to_string()]));
        }
    }

    /// The words that give these arguments when typed; a form is not among them.
    pub(super) fn to_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut give = |flag: &str, text: &str| {
            // A text that begins with a dash would be taken for a flag.
            if text.starts_with('-') {
                words.push(format!("--{flag}={text}"));
            } else {
                words.extend([format!("--{flag}"), text.to_owned()]);
            }
        };
        for (field, text) in self
            .fields
            .given
            .iter()
            .flat_map(|(field, texts)| texts.iter().map(move |text| (field, text)))
        {
            give(&field.replace('_', "-"), text);
        }
        let status = self.status.as_ref().map(|status| status.slug().to_owned());
        let own = [
            ("id", self.id.as_ref().map(ToString::to_string)),
            ("status", status),
            ("on", self.on.map(|on| on.to_string())),
        ];
        let common = [
            (
                "source",
                (self.facts.source.as_ref().map(ToString::to_string))
                    .or_else(|| self.facts.source_address.clone()),
            ),
            (
                "standing",
                self.facts.standing.as_ref().map(ToString::to_string),
            ),
        ];
        own.iter()
            .for_each(|(flag, text)| text.iter().for_each(|text| give(flag, text)));
        for list in Case::LISTS {
            let lines = self
                .facts
                .given
                .iter()
                .filter(|(name, _)| *name == list.name)
                .flat_map(|(_, lines)| lines);
            lines.for_each(|line| give(list.one, line));
        }
        common
            .iter()
            .for_each(|(flag, text)| text.iter().for_each(|text| give(flag, text)));
        for (flag, texts) in [
            ("set", &self.change.set),
            ("clear", &self.change.clear),
            ("remove", &self.change.remove),
        ] {
            texts.iter().for_each(|text| give(flag, text));
        }
        let private = self
            .facts
            .private
            .map(|private| format!("--private={}", if private { "yes" } else { "no" }));
        let switches = [
            ("--ask", self.ask),
            ("--allow-duplicate", self.allow_duplicate),
            ("--if-missing", self.if_missing),
        ];
        words.extend(private);
        words.extend(
            switches
                .into_iter()
                .filter(|(_, on)| *on)
                .map(|(flag, _)| flag.to_owned()),
        );
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: AddCaseArgs,
    }

    fn parsed<'a>(words: impl IntoIterator<Item = &'a str>) -> AddCaseArgs {
        Line::try_parse_from(["add"].into_iter().chain(words))
            .unwrap()
            .args
    }

    #[test]
    fn the_words_give_the_same_arguments() {
        let words = [
            "--name",
            "A ‘B’",
            "--country=KZ",
            "--tag",
            "x",
            "--tag",
            "y",
            "--name-native=-Б",
            "--id",
            "b-a",
            "--status",
            "imprisoned",
            "--on",
            "2016-11",
            "--charge",
            "CC 174: discord",
            "--charge",
            "libel",
            "--sentence",
            "prison 5y",
            "--source",
            "s",
            "--standing",
            "official",
            "--private=no",
            "--set",
            "born=1970",
            "--clear",
            "place",
            "--remove",
            "tags.x",
            "--ask",
            "--allow-duplicate",
            "--if-missing",
        ];
        let (once, twice) = (parsed(words), parsed(words).to_words());
        assert_eq!(
            format!("{:?}", parsed(twice.iter().map(String::as_str))),
            format!("{once:?}")
        );
    }

    #[test]
    fn questions_are_for_those_who_left_name_or_country_out() {
        assert!(parsed([]).wants_questions() && parsed(["--name", "A"]).wants_questions());
        let both = ["--name", "A", "--set", "country=KZ"];
        assert!(
            !parsed(both).wants_questions()
                && parsed(both.into_iter().chain(["--ask"])).wants_questions()
        );
        assert!(
            !parsed(["--edit"]).wants_questions() && !parsed(["--from", "x"]).wants_questions()
        );
    }
}
