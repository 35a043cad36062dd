//! From a finished letter, a finished report, or a listing, to bytes, one file per format. Knows only these three.
//!
//! Every format prints the same parts in the same order (`layout`) and the same words. A format opens no file, asks
//! nothing, and gives the same bytes for the same letter. Each escapes for itself; none trusts a string of the letter.
//!
//! A new format is its file, its `mod` line and its line in the list below.

mod docx;
mod eml;
mod html;
mod layout;
pub mod listing;
mod mailto;
mod markdown;
pub mod page;
mod paper;
mod pdf;
mod report;
mod styled_spans;
mod text;
mod text_helpers;

use std::str::FromStr;

pub use mailto::render_mailto;

use crate::letters::letter::Letter;
use crate::render::page::ReportPage;

pub use paper::PaperSize;
pub use pdf::labels::{LABELS, LabelStock};
pub use pdf::render_labels;
pub use report::{ReportFormat, render_report};

/// Makes the list of formats: variant, name, the endings of file names (the first is ours), what its files are, how one is
/// written on paper of a size.
macro_rules! formats {
    ($(
        #[doc = $about:literal]
        $Variant:ident = $slug:literal, [$first:literal $(, $other:literal)*], $kind:ident, $on_paper:expr;
    )+) => {
        /// A kind of file a letter can become.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Format {
            $(#[doc = $about] $Variant,)+
        }

        impl Format {
            /// All formats, in the order in which help lists them.
            pub const ALL: &'static [Self] = &[$(Self::$Variant,)+];

            /// As typed: `md`.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Self::$Variant => $slug,)+
                }
            }

            /// What it is, in a few words.
            pub fn help(self) -> &'static str {
                match self {
                    $(Self::$Variant => $about.trim_ascii(),)+
                }
            }

            /// The ending of its file names, without the dot: `txt`.
            pub fn extension(self) -> &'static str {
                self.extensions()[0]
            }

            fn extensions(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Variant => &[$first $(, $other)*],)+
                }
            }
        }

        impl Format {
            /// What its files are.
            pub fn file_kind(self) -> FileKind {
                match self {
                    $(Self::$Variant => FileKind::$kind,)+
                }
            }
        }

        /// The letter as a file of the format, on this paper if it has pages. The same letter gives the same bytes.
        pub fn render_on(letter: &Letter, format: Format, paper: PaperSize) -> Vec<u8> {
            match format {
                $(Format::$Variant => $on_paper(letter, paper),)+
            }
        }
    };
}

formats! {
    /// Plain text, UTF-8, in lines of at most 72 columns.
    Text = "text", ["txt", "text"], Text, |letter, _| text::render(letter).into();
    /// Markdown, as GitHub and pandoc read it.
    Markdown = "md", ["md", "markdown"], Text, |letter, _| markdown::render(letter).into();
    /// One stand-alone page.
    Html = "html", ["html", "htm"], Text, |letter, _| html::render(letter).into();
    /// Pages to print.
    Pdf = "pdf", ["pdf"], DrawnPages, pdf::render_on;
    /// A document for an office program.
    Docx = "docx", ["docx"], OfficeDocument, docx::render_on;
    /// A draft for a mail program, not yet sent.
    Eml = "eml", ["eml"], Text, |letter, _| eml::render(letter);
}

/// The letter as [`render_on`] makes it; a draft of a mail bears the letter in this other format beside its text.
pub fn render_with(
    letter: &Letter,
    format: Format,
    paper: PaperSize,
    attached: Option<Format>,
) -> Vec<u8> {
    match attached {
        Some(other) if format == Format::Eml && other != Format::Eml => {
            eml::render_attaching(letter, other, render_on(letter, other, paper))
        }
        Some(_) | None => render_on(letter, format, paper),
    }
}

/// The letter as [`render_on`] makes it, on the usual paper.
pub fn render(letter: &Letter, format: Format) -> Vec<u8> {
    render_on(letter, format, PaperSize::default())
}

/// What the files of a format are; each format says so in the list above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A text, which a terminal can show and which can follow another; whoever shows it has the letters for it.
    Text,
    /// A document of which the program that opens it chooses letters for every script.
    OfficeDocument,
    /// Pages on which we draw every letter ourselves: what our typefaces lack prints as �.
    DrawnPages,
}

/// So many lines of plain text, address and all, stand on one page of any paper (the densest letter of so many that a test could make does).
const SURELY_ONE_PAGE: usize = 42;

/// Whether the letter needs a second page on this paper. A short one is not set for that.
pub fn exceeds_page(letter: &Letter, paper: PaperSize) -> bool {
    let lines = text::render(letter);
    lines.lines().count() > SURELY_ONE_PAGE && pdf::count_pages(letter, paper) > 1
}

/// How many pages the letter has on this paper, and how many lines stand on the last one.
pub fn count_pages_and_last_lines(letter: &Letter, paper: PaperSize) -> (usize, usize) {
    pdf::count_pages_and_last_lines(letter, paper)
}

/// The characters of addresses that labels and envelopes cannot show and print as �, each once.
pub fn unprintable_on_labels(addresses: &[Vec<String>]) -> Vec<char> {
    pdf::find_unprintable(&addresses.concat().concat())
}

/// The characters of the report that the format cannot show and prints as �, each once.
pub fn unprintable_in_report(page: &ReportPage, format: ReportFormat) -> Vec<char> {
    if format == ReportFormat::Pdf {
        pdf::find_unprintable(&report::collect_text(page))
    } else {
        Vec::new()
    }
}

/// The characters of the letter that the format cannot show and prints as �, each once.
pub fn find_unprintable(letter: &Letter, format: Format) -> Vec<char> {
    match format.file_kind() {
        FileKind::DrawnPages => pdf::find_unprintable(&text::render(letter)),
        FileKind::Text | FileKind::OfficeDocument => Vec::new(),
    }
}

impl Format {
    /// Whether its files are texts, which a terminal can show and which can follow one another.
    pub fn is_text(self) -> bool {
        match self.file_kind() {
            FileKind::Text => true,
            FileKind::OfficeDocument | FileKind::DrawnPages => false,
        }
    }

    /// The format of a file whose name has this ending (with or without the dot, in any case); none for any other.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension
            .strip_prefix('.')
            .unwrap_or(extension)
            .to_ascii_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.extensions().contains(&extension.as_str()))
    }
}

impl FromStr for Format {
    type Err = Error;

    /// By its name, or by the ending of its file names.
    fn from_str(name: &str) -> Result<Self, Error> {
        let by_name = Self::ALL
            .iter()
            .copied()
            .find(|format| format.slug().eq_ignore_ascii_case(name.trim()));
        by_name
            .or_else(|| Self::from_extension(name.trim()))
            .ok_or_else(|| Error::Unknown(name.to_owned()))
    }
}

/// Why there is no such file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No format has this name.
    #[error("“{0}” is not a format; the formats are {list}", list = list_slugs())]
    Unknown(String),
    /// No size of paper has this name.
    #[error("“{0}” is not a size of paper; the sizes are {list}", list = PaperSize::ALL.map(PaperSize::slug).join(", "))]
    UnknownPaper(String),
    /// No kind of report has this name.
    #[error("“{0}” is not a form of a report; the forms are html, pdf")]
    UnknownReport(String),
    /// No kind of envelope or label has this name.
    #[error("“{0}” is no envelope or label; there are {list}", list = LabelStock::ALL.map(LabelStock::slug).join(", "))]
    UnknownStock(String),
}

fn list_slugs() -> String {
    Format::ALL
        .iter()
        .map(|format| format.slug())
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_name_and_by_its_endings() {
        for &format in Format::ALL {
            assert_eq!(format.slug().parse(), Ok(format));
            assert_eq!(format.extension().parse(), Ok(format));
            assert_eq!(
                Format::from_extension(&format!(".{}", format.extension().to_uppercase())),
                Some(format)
            );
        }
        assert_eq!("Markdown".parse(), Ok(Format::Markdown));
        assert_eq!(Format::from_extension("htm"), Some(Format::Html));
    }

    #[test]
    fn no_two_formats_share_an_ending() {
        let mut endings: Vec<_> = Format::ALL
            .iter()
            .flat_map(|format| format.extensions())
            .collect();
        let count = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), count);
    }

    #[test]
    fn an_unknown_format_names_the_known_ones() {
        let error = "odt".parse::<Format>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "“odt” is not a format; the formats are text, md, html, pdf, docx, eml"
        );
        assert_eq!(Format::from_extension(""), None);
    }
}
