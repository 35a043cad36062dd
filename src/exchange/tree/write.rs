//! Records into text, one at a time: what is written is flat in memory however many there are.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::exchange::table::TableWriter;
use crate::exchange::{Error, FileFormat};
use crate::model::casebook::SCHEMA;
use crate::model::record_kind::{with_any_record, with_record_type};
use crate::model::{AnyRecord, Case, Casebook, CasebookRecord, Date, Id, KeptRecord, RecordKind};

/// What a table needs to know; the trees need nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteOptions {
    /// The day whose status and sentence a table shows.
    pub day: Date,
    /// For spreadsheets: a byte order mark, CRLF, and every cell in quotes.
    pub excel: bool,
}

/// Writes a casebook. The records come in the order of the kinds, sources first.
///
/// The same things give the same bytes, with LF line ends and a final newline. CSV and TSV carry cases only; what else
/// comes is left out, and so are facts that are private or under embargo. A cell that a spreadsheet would run as a formula has
/// `'` before it, which reading takes off.
#[derive(Debug)]
pub struct CasebookWriter<W: Write> {
    form: WriterBackend<W>,
    /// The kind of the last record; none before the first.
    section: Option<RecordKind>,
}

#[derive(Debug)]
enum WriterBackend<W: Write> {
    Toml(W),
    Json(W),
    Lines(W),
    Table(Box<TableWriter<W>>),
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
            section: None,
        })
    }

    /// Writes a record of any kind.
    pub fn write_any_record(&mut self, record: &AnyRecord) -> Result<(), Error> {
        with_any_record!(record, record => self.write_record(record.as_ref()))
    }

    /// Writes everything a casebook holds.
    pub fn write_casebook(&mut self, casebook: &Casebook) -> Result<(), Error> {
        for kind in RecordKind::ALL {
            with_record_type!(kind, T => {
                for record in T::list_in(casebook) {
                    self.write_record(record)?;
                }
            });
        }
        Ok(())
    }

    /// Of which cases how many facts a table has left out, because they are private or under embargo.
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
                let end = if self.section.is_none() {
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

    /// Writes a record; a table has a place for cases only.
    pub fn write_record<T: KeptRecord + Serialize>(&mut self, record: &T) -> Result<(), Error> {
        let section = Some(T::KIND);
        if section < self.section {
            let order = RecordKind::ALL.map(RecordKind::list_name).join(", ");
            return Err(Error::Write(io::Error::other(format!(
                "things come as {order}"
            ))));
        }
        let before = std::mem::replace(&mut self.section, section);
        match &mut self.form {
            WriterBackend::Toml(out) => write_toml_record(out, record)?,
            WriterBackend::Json(out) => write_json_record(out, before, record)?,
            WriterBackend::Lines(out) => {
                serde_json::to_writer(&mut *out, &BTreeMap::from([(T::KIND.slug(), record)]))
                    .map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
            WriterBackend::Table(table) => {
                if let Some(case) = (record as &dyn Any).downcast_ref::<Case>() {
                    table.write_case(case)?;
                }
            }
        }
        Ok(())
    }
}

fn write_toml_record<T: KeptRecord + Serialize>(
    out: &mut impl Write,
    record: &T,
) -> io::Result<()> {
    let text = toml::to_string_pretty(&BTreeMap::from([(T::KIND.list_name(), [record])]))
        .map_err(io::Error::other)?;
    write!(out, "\n{text}")
}

fn write_json_record<T: KeptRecord + Serialize>(
    out: &mut impl Write,
    before: Option<RecordKind>,
    record: &T,
) -> io::Result<()> {
    if before == Some(T::KIND) {
        out.write_all(b",\n")?;
    } else {
        let end = before.map_or("", |_| "\n  ]");
        write!(out, "{end},\n  \"{}\": [\n", T::KIND.list_name())?;
    }
    // A text has no line break of its own in JSON, so every line can be moved to the right.
    let text = serde_json::to_string_pretty(record)?;
    write!(out, "    {}", text.replace('\n', "\n    "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::read_casebook;
    use crate::model::date::full_day;
    use crate::model::{Record, Source};

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
        writer.write_record(&casebook().cases[0]).unwrap();
        assert!(writer.write_record(&casebook().sources[0]).is_err());
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
