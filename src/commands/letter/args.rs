//! The arguments of `cases letter`.

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;

use crate::app::error::Error;
use crate::commands::shared::arguments::{FilterArgs, TypedDay};
use crate::letters::evidence::CitationStyle;
use crate::model::vocabulary::Channel;
use crate::model::{Id, InvalidValue, Line};
use crate::render::{Format, PaperSize};

/// Write a letter. It is printed, or saved; never sent.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  cases letter                                             asks about whom, to whom, and shows it first
  cases letter --to prosecutor-general                     one letter about everyone held there
  cases letter bokayev-maks --to prosecutor-general
  cases letter --to kz-authorities --each -O letters/ --format pdf,eml
  cases letter bokayev-maks --to mep --format html -o bokayev.html
  cases letter kaiyrbek-askar --template appeal-ruling-statement
  cases letter bokayev-maks --to prosecutor-general --check
  cases letter bokayev-maks --to prosecutor-general --edit -o letter.pdf

Without CASE and filters: everyone detained by the state of the recipient; for the EU, the UN and
other bodies: everyone detained. One letter per recipient, about all of them, unless --each.

An office of one state is not written to about people whom another state persecutes (exit 5 names
the right --to). A state that holds somebody for another one is written to, once an event of the
case gives both: --event \"status=extradition-detention; kind=arrest; date=2026-03-01; country=KG\".

Nothing is asked for somebody of whom only the name may be told, nor for the free, unless they have
a demand of their own (exit 5; in a joint letter they are left out and named).

Facts are those of the letter’s date. People whose facts contradict their status on that day are
left out of a joint letter and named on standard error; a letter about one such person is exit 5.
Filters select people by what may be told; with --by-private, private facts decide too. What was
left out of the letter, and the word that lets it in, is printed on standard error. Nobody who may
not be named is named, not even in another person’s text (exit 8).

--cc takes what --to takes: an office (embassy) is that of the state of the people the letter is
about.

--record keeps each letter once, however often the command runs: the same text to the same office
of the same date.

--check judges the letter as guides to letter writing do: one page, full name, dates and places, one
to three requests that the office can grant, courtesy in an appeal, a sender who can be answered.
Exit 5: something can be improved.

--edit opens subject and text as Markdown in your editor; --edit=FILE takes them from a file, --edit=-
from standard input: a line that begins with # for the subject, and the text below it. Names, dates, numbers, articles and
addresses that neither the letter nor the casebook has are listed with their line. Leaving without
a change is exit 6.

Into a folder (-O) each letter is written for itself: one that fails is listed at the end and does
not stop the others, and a further run makes only what is missing or changed. manifest.csv and
manifest.json list the files. Files about people who may no longer be told of (private now, consent
withdrawn, under another name, removed) are named, exit 8; --prune takes them away.

Exit 3: nobody or no recipient fits. Exit 4: a name fits several. Exit 5: facts are missing or
doubtful. Exit 8: private, no consent, or a file is in the way.")]
pub struct LetterArgs {
    /// Ids or names; - reads them from standard input
    #[arg(value_name = "CASE")]
    pub(super) cases: Vec<String>,
    /// To whom: a recipient, an office (prosecutor-general, embassy) or a group (kz-authorities); repeat for several
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub(super) to: Vec<String>,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    /// One letter per case
    #[arg(long)]
    pub(super) each: bool,
    /// Who gets a copy, as in --to
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub(super) cc: Vec<String>,
    /// Who signs, as it is to be printed; repeat for several, the order is kept
    #[arg(long, value_name = "TEXT")]
    pub(super) sign: Vec<Line>,
    /// For which body those who sign speak, so that the text says “we” of it (Members of the European Parliament)
    #[arg(long, value_name = "BODY")]
    pub(super) speaker: Option<Line>,
    /// A paragraph of your own for the head of the letter: who you are, why you write
    #[arg(long, value_name = "TEXT")]
    pub(super) opening: Option<Line>,
    /// A paragraph of your own, which comes before what is asked; repeat for several
    #[arg(long, value_name = "TEXT")]
    pub(super) add: Vec<Line>,
    /// Somebody who is only referred to, and for whom nothing is asked; repeat for several
    #[arg(long, value_name = "CASE", value_delimiter = ',')]
    pub(super) background: Vec<String>,
    /// A joint statement: about its cases, signed by those who have signed it
    #[arg(long, value_name = "STATEMENT", conflicts_with = "sign")]
    pub(super) statement: Option<Id>,
    /// The date on the letter (default: today)
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<TypedDay>,
    /// What to ask for in place of what the cases ask for: a demand (release-immediate), or one with its wording
    /// (other: the return of her passport); repeat for several
    #[arg(long, value_name = "DEMAND")]
    pub(super) demand: Vec<String>,
    /// The kind of letter, or a template file (default: by the role of the recipient)
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) template: Option<String>,
    /// The earlier letter that this one follows up (cases sent lists them): to the same office about the same people, unless
    /// others are named
    #[arg(long, value_name = "LETTER")]
    pub(super) follow_up: Option<String>,
    /// Which wording to take where the template offers several, from 1 (default: by who writes to whom about whom)
    #[arg(long, value_name = "N")]
    pub(super) variant: Option<NonZero<usize>>,
    /// The language: en, ru, fr, de, kk, or one of your own (default: yours, then English)
    #[arg(long, value_name = "LANG")]
    pub(super) lang: Option<String>,
    /// text, md, html, pdf, docx or eml; into a folder also several
    #[arg(
        long,
        value_name = "FORMAT",
        help_heading = "Where to",
        value_delimiter = ','
    )]
    pub(super) format: Vec<Format>,
    /// Paper of a pdf or docx: a4 or letter
    #[arg(
        long,
        value_name = "SIZE",
        default_value = "a4",
        help_heading = "Where to"
    )]
    pub(super) paper: PaperSize,
    /// Write to this file; its ending chooses the format
    #[arg(
        short,
        long,
        value_name = "FILE",
        help_heading = "Where to",
        conflicts_with = "output_dir"
    )]
    pub(super) output: Option<PathBuf>,
    /// Write a file per letter into this folder
    #[arg(short = 'O', long, value_name = "DIR", help_heading = "Where to")]
    pub(super) output_dir: Option<PathBuf>,
    /// Take files out of the folder that must not go out any more, or are about people who are not chosen any more; asks first
    #[arg(long, help_heading = "Where to", requires = "output_dir")]
    pub(super) prune: bool,
    /// Print each letter as a mailto: link, which opens it in a mail program
    #[arg(long, help_heading = "Where to", conflicts_with_all = ["format", "output", "output_dir"])]
    pub(super) mailto: bool,
    /// Replace files that are there
    #[arg(long, help_heading = "Where to")]
    pub(super) force: bool,
    /// Keep the letter in the casebook, with its exact text
    #[arg(long, help_heading = "Where to")]
    pub(super) record: bool,
    /// With --record: the way it goes out (post, email, fax, web-form, hand, published)
    #[arg(
        long,
        value_name = "WORD",
        help_heading = "Where to",
        requires = "record"
    )]
    pub(super) channel: Option<Channel>,
    /// Only say what to mend before the letter goes; write and keep nothing
    #[arg(long, conflicts_with_all = ["output", "output_dir", "mailto", "record", "edit"])]
    pub(super) check: bool,
    /// Change the text in your editor first, or take it from FILE (- is standard input); what the casebook does not know is
    /// pointed out
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, conflicts_with = "output_dir")]
    pub(super) edit: Option<Option<PathBuf>>,
    /// Attach the letter to the eml draft as a pdf or docx, as it would be printed
    #[arg(long, value_name = "pdf|docx", value_parser = parse_attached, help_heading = "Where to", conflicts_with = "mailto")]
    pub(super) attach: Option<Format>,
    /// Name the sources of what is told: as a list at the end (default), or also as numbered notes behind the sentences
    #[arg(long, value_name = "list|notes", num_args = 0..=1, default_missing_value = "list")]
    pub(super) sources: Option<CitationStyle>,
    /// Write the private evidence sheet to this file (.md, .html, .pdf, .docx, .json): sentence by sentence the facts, how they
    /// stand, their sources, and when those were last checked
    #[arg(long, value_name = "FILE", help_heading = "Where to", conflicts_with_all = ["output_dir", "check"])]
    pub(super) evidence: Option<PathBuf>,
    /// Write ⟦what⟧ where a fact is missing, instead of stopping
    #[arg(long)]
    pub(super) allow_missing: bool,
    /// Write of people whose facts contradict their status, in the past tense
    #[arg(long)]
    pub(super) allow_doubtful: bool,
    /// Select people also by facts that may not be told
    #[arg(long)]
    pub(super) by_private: bool,
    /// Name this person although it may not be: somebody else has that name, or it is meant; repeat for several
    #[arg(long, value_name = "CASE", value_delimiter = ',')]
    pub(super) allow_named: Vec<Id>,
    /// Stop at every warning
    #[arg(long)]
    pub(super) strict: bool,
    /// Whether the user looks at the letter before it is written
    #[arg(skip)]
    pub(super) look: bool,
}

/// A format that a mail can bear beside its text.
fn parse_attached(text: &str) -> Result<Format, InvalidValue> {
    match text.parse() {
        Ok(format @ (Format::Pdf | Format::Docx)) => Ok(format),
        Ok(Format::Text | Format::Markdown | Format::Html | Format::Eml) | Err(_) => Err(
            InvalidValue::new(format!("“{text}” cannot be attached; pdf and docx can")),
        ),
    }
}

impl LetterArgs {
    /// The formats of the files in a folder, each once; text if none was asked for.
    pub(super) fn output_formats(&self) -> Vec<Format> {
        let mut formats = Vec::new();
        for &format in &self.format {
            if !formats.contains(&format) {
                formats.push(format);
            }
        }
        if formats.is_empty() {
            vec![Format::Text]
        } else {
            formats
        }
    }

    /// Refuses an attachment to what is no draft of a mail.
    pub(super) fn check_attachment(&self) -> Result<(), Error> {
        let Some(attached) = self.attach else {
            return Ok(());
        };
        let is_draft = if self.output_dir.is_some() {
            self.format.contains(&Format::Eml)
        } else {
            self.one_format()? == Format::Eml
        };
        if is_draft {
            return Ok(());
        }
        let name = attached.slug();
        Err(
            Error::usage(format!("--attach {name} needs a draft to attach to"))
                .try_with(format!("cases letter … --attach {name} -o letter.eml")),
        )
    }

    /// The one format asked for, or that of the file’s ending, or text.
    pub(super) fn one_format(&self) -> Result<Format, Error> {
        match self.format.as_slice() {
            [format] => Ok(*format),
            [] => self.format_of_ending(),
            _ => Err(Error::usage("Several formats go into a folder")
                .try_with("cases letter … --format pdf,eml -O letters/")),
        }
    }

    fn format_of_ending(&self) -> Result<Format, Error> {
        let Some(ending) = self.output.as_ref().and_then(|path| path.extension()) else {
            return Ok(Format::Text);
        };
        let ending = ending.to_string_lossy();
        Format::from_extension(&ending).ok_or_else(|| {
            Error::usage(format!("No letter format has the ending .{ending}"))
                .try_with("cases letter … --format text -o FILE")
        })
    }
}
