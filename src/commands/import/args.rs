//! The arguments of an import.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use super::file::ImportFormat;
use super::load_mapping;
use crate::app::error::Error;
use crate::commands::shared::arguments::{
    ConflictPolicy, ImportRecipientsArgs, TreeArgs, TypedDate,
};
use crate::exchange::{self, Delimiter, MergeRows, RowHeadings, TableOptions, TextEncoding};
use crate::model::written_date::DateOrder;
use crate::model::{Country, Date, Id, InvalidValue};
use crate::store::Store;

/// Read cases from a file: all of it, or nothing.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  cases import list.xlsx --dry-run                             row by row: what is understood, and what would change
  cases import list.csv --map \"Nom=name\" --map \"Pays=country\" --dates dmy --values \"libéré=released\"
  cases import list.xlsx --map \"ФИО=name\" --family-first --country KZ --as-of 2024-05 --save-map ours
  cases import list-june.xlsx --map @ours --as-of 2024-06 --on-conflict update
  cases import casebook.toml --on-conflict update
  cases export --format jsonl | cases --db other.db import -

Every problem is reported with its column, reason and rows (exit 5), and then nothing is taken in; with --leave-out-bad FILE the
good rows are, and the others are written there. A list made by people is read as they mean it: usual titles of columns in many
languages, titles above the header, totals, merged cells, names in capitals, dates in words, articles of law. Each such reading is
told. A column that maps to “-” is left out; --notes keeps it in the private notes. Numbers without a unit: --map \"Years=sentence_term:years\".

At a terminal you are asked what each unknown column and word means, and see what was understood before it is taken in; the answers
are told as one command.

A number that the list gives people (--map \"File=number\") tells namesakes apart. Somebody whose name fits two people here, or whose id and name are of two, is a question: you are asked, and a script gets exit 7
and what would decide. How much a file may hold: cases help limits.

An update from a table fills in what the row says and adds facts; one from TOML or JSON replaces the case. It tells who changes
and how, and who was in an earlier form of the list and is no longer; nobody is ever removed. data/README.md describes the files.

What others changed in a team’s folder comes in with cases sync.")]
pub struct ImportCasebookArgs {
    /// The file, or - for standard input
    #[arg(
        value_name = "FILE",
        required = false,
        required_unless_present = "tree",
        default_value_if("tree", clap::builder::ArgPredicate::IsPresent, "-"),
        hide_default_value = true
    )]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(crate) team: TreeArgs,
    /// toml, json, jsonl, csv, tsv, xlsx, ods (default: by the ending, or by its beginning)
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<ImportFormat>,
    /// Which column fills which field; @NAME takes a saved mapping. Repeat for several
    #[arg(long, value_name = "COLUMN=FIELD|@NAME", help_heading = "Tables")]
    map: Vec<MapArg>,
    /// Keep the mapping, values, date order, delimiter, country, sheet and --family-first under this name
    #[arg(long, value_name = "NAME", help_heading = "Tables")]
    pub(super) save_map: Option<Id>,
    /// Keep a column in the notes, which are private, under its title. Repeat for several
    #[arg(long, value_name = "COLUMN", help_heading = "Tables")]
    pub(super) notes: Vec<String>,
    /// What a cell of the list means: “осуждён=imprisoned”, or in one column “Status:Prison=imprisoned”; “-” is nothing
    #[arg(long, value_name = "[COLUMN:]TEXT=WORD", value_parser = parse_value, help_heading = "Tables")]
    values: Vec<(String, String)>,
    /// Which way round 01/02/2024 is meant: dmy or mdy; persian: days like 1398/08/25 are of that calendar
    #[arg(long, value_name = "ORDER", help_heading = "Tables")]
    dates: Option<DateOrder>,
    /// What divides the cells: “,” “;” tab or “|” (default: told from the header)
    #[arg(long, value_name = "CHARACTER", help_heading = "Tables")]
    delimiter: Option<Delimiter>,
    /// The sheet of a workbook (default: the first with cells)
    #[arg(long, value_name = "NAME", help_heading = "Tables")]
    sheet: Option<String>,
    /// The state that persecutes, for rows that name none
    #[arg(long, value_name = "COUNTRY", help_heading = "Tables")]
    country: Option<Country>,
    /// The value of a column in rows that leave it empty: status=imprisoned. Repeat for several
    #[arg(long, value_name = "FIELD=VALUE", value_parser = exchange::parse_fill, help_heading = "Tables")]
    fill: Vec<(String, String)>,
    /// When the list was true, for rows that do not say
    #[arg(long, value_name = "DATE", help_heading = "Tables")]
    as_of: Option<TypedDate>,
    /// Names begin with the family name
    #[arg(long, help_heading = "Tables")]
    family_first: bool,
    /// What rows with one filled cell are: headings that give the rows below a field (category), “-” left out, or people
    #[arg(
        long,
        value_name = "FIELD|-|people",
        allow_hyphen_values = true,
        help_heading = "Tables"
    )]
    headings: Option<RowHeadings>,
    /// By what several rows are one person; “no” says that they are several (default: they stay apart, and are told)
    #[arg(long, value_name = "name|number|no", help_heading = "Tables")]
    merge_rows: Option<MergeRows>,
    /// In what letters a text is written: windows-1251, utf-16 … (default: told from the file)
    #[arg(long, value_name = "NAME", help_heading = "Tables")]
    encoding: Option<TextEncoding>,
    /// Take in the good rows, and write the others with their reasons to this file, to be mended and imported
    #[arg(long, value_name = "FILE", help_heading = "Tables")]
    pub(super) leave_out_bad: Option<PathBuf>,
    /// By what a case of the file is the same as one that is here
    #[arg(long = "match", value_name = "BY", default_value = "id")]
    pub(super) matching: MatchKey,
    /// What to do with a case that is here already, and is another
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    pub(super) on_conflict: ConflictPolicy,
    /// Only sources and recipients.
    #[arg(skip)]
    pub(super) only_recipients: bool,
}

/// A column and its field, or the name of a saved mapping.
#[derive(Debug, Clone)]
enum MapArg {
    Column(String, String),
    Saved(Id),
}

impl FromStr for MapArg {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        match text.strip_prefix('@') {
            Some(name) if !name.contains('=') => name.parse().map(Self::Saved),
            _ => parse_mapping(text).map(|(title, field)| Self::Column(title, field)),
        }
    }
}

fn parse_value(text: &str) -> Result<(String, String), InvalidValue> {
    parse_mapping(text).map_err(|_| {
        InvalidValue::new("write the text of a cell, =, and the word it means: \"libéré=released\"")
    })
}

fn parse_mapping(text: &str) -> Result<(String, String), InvalidValue> {
    exchange::parse_map(text)
}

impl ImportCasebookArgs {
    /// The import of recipients alone.
    #[must_use]
    pub(super) fn for_recipients(args: &ImportRecipientsArgs) -> Self {
        Self {
            file: args.file.clone(),
            team: TreeArgs::default(),
            format: args.format.map(ImportFormat::File),
            map: Vec::new(),
            save_map: None,
            values: Vec::new(),
            notes: Vec::new(),
            headings: None,
            merge_rows: None,
            encoding: None,
            leave_out_bad: None,
            fill: Vec::new(),
            dates: None,
            delimiter: None,
            sheet: None,
            country: None,
            as_of: None,
            family_first: false,
            matching: MatchKey::Id,
            on_conflict: args.on_conflict,
            only_recipients: true,
        }
    }

    /// What was typed, as a command to be completed: everything but the dry run.
    pub(super) fn to_words(&self) -> Vec<String> {
        let mut words = vec![self.file.to_string_lossy().into_owned()];
        let mut pair = |flag: &str, value: String| words.extend([flag.to_owned(), value]);
        for map in &self.map {
            match map {
                MapArg::Column(title, field) => pair("--map", format!("{title}={field}")),
                MapArg::Saved(name) => pair("--map", format!("@{name}")),
            }
        }
        self.notes
            .iter()
            .for_each(|title| pair("--notes", title.clone()));
        self.values
            .iter()
            .for_each(|(text, word)| pair("--values", format!("{text}={word}")));
        self.fill
            .iter()
            .for_each(|(column, value)| pair("--fill", format!("{column}={value}")));
        let order = self.dates.map(|order| match order {
            DateOrder::DayFirst => "dmy",
            DateOrder::MonthFirst => "mdy",
            DateOrder::Persian => "persian",
        });
        let headings = self.headings.as_ref().map(|headings| match headings {
            RowHeadings::Column(column) => column.clone(),
            RowHeadings::LeftOut => "-".to_owned(),
            RowHeadings::People => "people".to_owned(),
        });
        let matching = match self.matching {
            MatchKey::Id => None,
            MatchKey::Uid => Some("uid"),
            MatchKey::Name => Some("name"),
            MatchKey::Number => Some("number"),
        };
        let conflict = match self.on_conflict {
            ConflictPolicy::Fail => None,
            ConflictPolicy::Skip => Some("skip"),
            ConflictPolicy::Update => Some("update"),
        };
        let delimiter = self.delimiter.map(|delimiter| match delimiter {
            Delimiter::Tab => "tab".to_owned(),
            Delimiter::Comma | Delimiter::Semicolon | Delimiter::Bar => {
                delimiter.as_char().to_string()
            }
        });
        for (flag, value) in [
            ("--dates", order.map(str::to_owned)),
            ("--delimiter", delimiter),
            ("--sheet", self.sheet.clone()),
            ("--country", self.country.map(|country| country.to_string())),
            ("--as-of", self.as_of.map(|date| date.to_string())),
            ("--headings", headings),
            (
                "--merge-rows",
                self.merge_rows.map(|by| by.slug().to_owned()),
            ),
            (
                "--encoding",
                self.encoding.map(|encoding| encoding.to_string()),
            ),
            ("--match", matching.map(str::to_owned)),
            ("--on-conflict", conflict.map(str::to_owned)),
            (
                "--leave-out-bad",
                self.leave_out_bad
                    .as_ref()
                    .map(|file| file.to_string_lossy().into_owned()),
            ),
            (
                "--save-map",
                self.save_map.as_ref().map(ToString::to_string),
            ),
        ] {
            if let Some(value) = value {
                pair(flag, value);
            }
        }
        if self.family_first {
            words.push("--family-first".to_owned());
        }
        words
    }

    /// The name under which the list is known: that of the saved mapping which reads it, or will.
    pub(super) fn list_name(&self) -> Option<&Id> {
        let saved = self.map.iter().find_map(|map| {
            if let MapArg::Saved(name) = map {
                Some(name)
            } else {
                None
            }
        });
        self.save_map.as_ref().or(saved)
    }

    /// How the table is to be read: as the arguments say, and where they are silent, as the saved mappings do.
    pub(super) fn table_options(&self, store: &Store, today: Date) -> Result<TableOptions, Error> {
        let column = |map: &MapArg| match map {
            MapArg::Column(title, field) => Some((title.clone(), field.clone())),
            MapArg::Saved(_) => None,
        };
        let mut options = TableOptions {
            delimiter: self.delimiter,
            map: self
                .map
                .iter()
                .filter_map(column)
                .chain(
                    self.notes
                        .iter()
                        .map(|title| (title.clone(), "notes".to_owned())),
                )
                .collect(),
            headings: self.headings.clone(),
            merge_rows: self.merge_rows,
            encoding: self.encoding,
            dates: self.dates,
            country: self.country,
            as_of: self.as_of.map(|date| date.on(today)),
            values: self.values.clone(),
            fill: self.fill.clone(),
            family_first: self.family_first,
            sheet: self.sheet.clone(),
        };
        for map in &self.map {
            if let MapArg::Saved(name) = map {
                options = options.with_fallback(load_mapping(store, name)?);
            }
        }
        Ok(options)
    }
}

/// By what two cases are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MatchKey {
    /// The same id.
    Id,
    /// The same UUID.
    Uid,
    /// The same name, in any spelling.
    Name,
    /// The number that the list gives the person.
    Number,
}
