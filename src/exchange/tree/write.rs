//! Records into text, one at a time: what is written is flat in memory however many there are.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::exchange::table::TableWriter;
use crate::exchange::{Error, FileFormat};
use crate::model::casebook::SCHEMA;
use crate::model::{Case, Casebook, Date, Id, Recipient, SentLetter, Source, Statement};

/// What a table needs to know; the trees need nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteOptions {
    /// The day whose status and sentence a table shows.
    pub day: Date,
    /// For spreadsheets: a byte order mark, CRLF, and every cell in quotes.
    pub excel: bool,
}

/// Writes a casebook. The things come in the order of the tree: sources, recipients, cases, letters.
///
/// The same things give the same bytes, with LF line ends and a final newline. CSV and TSV carry cases only; what else
/// comes is left out, and so are facts that are private or under embargo. A cell that a spreadsheet would run as a formula has
/// `'` before it, which reading takes off.
#[derive(Debug)]
pub struct CasebookWriter<W: Write> {
    form: WriterBackend<W>,
    section: WriterSection,
}

#[derive(Debug)]
enum WriterBackend<W: Write> {
    Toml(W),
    Json(W),
    Lines(W),
    Table(Box<TableWriter<W>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum WriterSection {
    Header,
    Sources,
    Recipients,
    Cases,
    Letters,
    Statements,
}

impl WriterSection {
    fn plural_key(self) -> &'static str {
        [
            "schema",
            "sources",
            "recipients",
            "cases",
            "letters",
            "statements",
        ][self as usize]
    }

    fn singular_key(self) -> &'static str {
        [
            "schema",
            "source",
            "recipient",
            "case",
            "letter",
            "statement",
        ][self as usize]
    }
}

impl<W: Write> CasebookWriter<W> {
    /// Begins the file: the schema, or the titles of the columns.
    pub fn new(format: FileFormat, mut out: W, options: WriteOptions) -> Result<Self, Error> {
        match format {
            FileFormat::Toml => writeln!(out, "schema = {SCHEMA}")?,
            FileFormat::Json => write!(out, "{{\n  \"schema\": {SCHEMA}")?,
            FileFormat::Jsonl => writeln!(out, "{{\"schema\":{SCHEMA}}}")?,
            FileFormat::Csv | FileFormat::Tsv => {}
        }
        let form = match format {
            FileFormat::Toml => WriterBackend::Toml(out),
            FileFormat::Json => WriterBackend::Json(out),
            FileFormat::Jsonl => WriterBackend::Lines(out),
            FileFormat::Csv => {
                WriterBackend::Table(Box::new(TableWriter::new(out, b',', options)?))
            }
            FileFormat::Tsv => {
                WriterBackend::Table(Box::new(TableWriter::new(out, b'\t', options)?))
            }
        };
        Ok(Self {
            form,
            section: WriterSection::Header,
        })
    }

    /// Writes a source.
    ///
    /// # Errors
    /// The output broke off, or the thing comes out of order.
    pub fn write_source(&mut self, source: &Source) -> Result<(), Error> {
        self.write_record(WriterSection::Sources, source)
    }

    /// Writes a recipient.
    pub fn write_recipient(&mut self, recipient: &Recipient) -> Result<(), Error> {
        self.write_record(WriterSection::Recipients, recipient)
    }

    /// Writes a case.
    pub fn write_case(&mut self, case: &Case) -> Result<(), Error> {
        match &mut self.form {
            WriterBackend::Table(table) => table.write_case(case),
            _ => self.write_record(WriterSection::Cases, case),
        }
    }

    /// Writes a recorded letter.
    pub fn write_letter(&mut self, letter: &SentLetter) -> Result<(), Error> {
        self.write_record(WriterSection::Letters, letter)
    }

    /// Writes a joint statement.
    pub fn write_statement(&mut self, statement: &Statement) -> Result<(), Error> {
        self.write_record(WriterSection::Statements, statement)
    }

    /// Writes everything a casebook holds.
    pub fn write_casebook(&mut self, casebook: &Casebook) -> Result<(), Error> {
        casebook
            .sources
            .iter()
            .try_for_each(|source| self.write_source(source))?;
        casebook
            .recipients
            .iter()
            .try_for_each(|recipient| self.write_recipient(recipient))?;
        casebook
            .cases
            .iter()
            .try_for_each(|case| self.write_case(case))?;
        casebook
            .letters
            .iter()
            .try_for_each(|letter| self.write_letter(letter))?;
        casebook
            .statements
            .iter()
            .try_for_each(|statement| self.write_statement(statement))
    }

    /// Of which cases how many facts a table has left out, because they are private or under embargo.
    #[must_use]
    pub fn withheld_counts(&self) -> &[(Id, usize)] {
        match &self.form {
            WriterBackend::Table(table) => table.withheld_counts(),
            WriterBackend::Toml(_) | WriterBackend::Json(_) | WriterBackend::Lines(_) => &[],
        }
    }

    /// Ends the file and gives the output back, flushed.
    ///
    /// # Errors
    /// The output broke off. A file that was not finished is not whole.
    pub fn finish_file(self) -> Result<W, Error> {
        let mut out = match self.form {
            WriterBackend::Toml(out) | WriterBackend::Lines(out) => out,
            WriterBackend::Json(mut out) => {
                let end = if self.section == WriterSection::Header {
                    "\n}\n"
                } else {
                    "\n  ]\n}\n"
                };
                out.write_all(end.as_bytes())?;
                out
            }
            WriterBackend::Table(table) => table.finish_table()?,
        };
        out.flush()?;
        Ok(out)
    }

    fn write_record<T: Serialize>(
        &mut self,
        section: WriterSection,
        thing: &T,
    ) -> Result<(), Error> {
        if section < self.section {
            return Err(Error::Write(io::Error::other(
                "things come as sources, recipients, cases, letters, statements",
            )));
        }
        let before = std::mem::replace(&mut self.section, section);
        match &mut self.form {
            WriterBackend::Toml(out) => write_toml_record(out, section, thing)?,
            WriterBackend::Json(out) => write_json_record(out, before, section, thing)?,
            WriterBackend::Lines(out) => {
                serde_json::to_writer(
                    &mut *out,
                    &BTreeMap::from([(section.singular_key(), thing)]),
                )
                .map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
            WriterBackend::Table(_) => {}
        }
        Ok(())
    }
}

fn write_toml_record<T: Serialize>(
    out: &mut impl Write,
    section: WriterSection,
    thing: &T,
) -> io::Result<()> {
    let text = toml::to_string_pretty(&BTreeMap::from([(section.plural_key(), [thing])]))
        .map_err(io::Error::other)?;
    write!(out, "\n{text}")
}

fn write_json_record<T: Serialize>(
    out: &mut impl Write,
    before: WriterSection,
    section: WriterSection,
    thing: &T,
) -> io::Result<()> {
    if before == section {
        out.write_all(b",\n")?;
    } else {
        let end = if before == WriterSection::Header {
            ""
        } else {
            "\n  ]"
        };
        write!(out, "{end},\n  \"{}\": [\n", section.plural_key())?;
    }
    // A text has no line break of its own in JSON, so every line can be moved to the right.
    let text = serde_json::to_string_pretty(thing)?;
    write!(out, "    {}", text.replace('\n', "\n    "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::read_casebook;
    use crate::model::Record;
    use crate::model::date::full_day;

    const OPTIONS: fn() -> WriteOptions = || WriteOptions {
        day: full_day("2018-04-30").unwrap(),
        excel: false,
    };

    fn casebook() -> Casebook {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "A \"B\""),
            ("country", "KZ"),
            ("rev", "2"),
            ("notes", "x\ny"),
        ])
        .unwrap();
        case.aliases = vec!["Ä".parse().unwrap()];
        case.charges = vec![
            Record::from_typed([("title", "fraud"), ("article", "174"), ("private", "no")])
                .unwrap(),
        ];
        let source = Source::from_typed([("id", "s"), ("title", "S")]).unwrap();
        Casebook {
            sources: vec![source.clone(), source],
            cases: vec![case],
            ..Casebook::default()
        }
    }

    fn written(format: FileFormat, casebook: &Casebook) -> String {
        let mut writer = CasebookWriter::new(format, Vec::new(), OPTIONS()).unwrap();
        writer.write_casebook(casebook).unwrap();
        String::from_utf8(writer.finish_file().unwrap()).unwrap()
    }

    #[test]
    fn toml_is_written_for_people() {
        assert_eq!(
            written(FileFormat::Toml, &casebook()),
            r#"schema = 1

[[sources]]
id = "s"
title = "S"

[[sources]]
id = "s"
title = "S"

[[cases]]
id = "a"
name = 'A "B"'
country = "KZ"
rev = 2
notes = """
x
y"""
aliases = ["Ä"]

[[cases.charges]]
title = "fraud"
article = "174"
private = false
"#
        );
    }

    #[test]
    fn json_is_one_tree_and_json_lines_one_thing_a_line() {
        let json = written(FileFormat::Json, &casebook());
        assert!(json.starts_with(
            "{\n  \"schema\": 1,\n  \"sources\": [\n    {\n      \"id\": \"s\",\n      \"title\": \"S\"\n    },\n    {\n"
        ));
        assert!(json.ends_with("      ]\n    }\n  ]\n}\n"));
        assert_eq!(
            written(FileFormat::Json, &Casebook::default()),
            "{\n  \"schema\": 1\n}\n"
        );
        let lines = written(FileFormat::Jsonl, &casebook());
        assert!(lines.starts_with(
            "{\"schema\":1}\n{\"source\":{\"id\":\"s\",\"title\":\"S\"}}\n{\"source\":"
        ));
        assert_eq!(lines.lines().count(), 4);
    }

    #[test]
    fn an_empty_casebook_is_written_and_read() {
        for format in [FileFormat::Toml, FileFormat::Json, FileFormat::Jsonl] {
            let text = written(format, &Casebook::default());
            assert_eq!(
                read_casebook(format, text.as_bytes()).unwrap().casebook,
                Casebook::default()
            );
        }
    }

    #[test]
    fn things_out_of_order_are_refused() {
        let mut writer = CasebookWriter::new(FileFormat::Json, Vec::new(), OPTIONS()).unwrap();
        writer.write_case(&casebook().cases[0]).unwrap();
        assert!(writer.write_source(&casebook().sources[0]).is_err());
    }

    #[test]
    fn an_output_that_breaks_off_is_told() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for format in FileFormat::ALL {
            let broken = CasebookWriter::new(format, Full, OPTIONS())
                .and_then(CasebookWriter::finish_file)
                .err();
            assert!(
                matches!(broken, Some(Error::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe),
                "{format}"
            );
        }
    }
}
