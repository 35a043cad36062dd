//! Cases as rows.

use std::io::Write;

use super::charge::Parts;
use super::columns::{EXTRAS, table_columns};
use super::{guard, list};
use crate::exchange::{Error, WriteOptions};
use crate::model::{Case, Cell, Record, Value};

/// Writes a table, row by row.
#[derive(Debug)]
pub(in crate::exchange) struct TableWriter<W: Write> {
    out: csv::Writer<W>,
    options: WriteOptions,
}

impl<W: Write> TableWriter<W> {
    /// Begins the table with the titles of its columns.
    pub(in crate::exchange) fn new(mut out: W, delimiter: u8, options: WriteOptions) -> Result<Self, Error> {
        let mut builder = csv::WriterBuilder::new();
        builder.delimiter(delimiter);
        if options.excel {
            out.write_all("\u{feff}".as_bytes())?;
            builder.terminator(csv::Terminator::CRLF).quote_style(csv::QuoteStyle::Always);
        }
        let mut writer = Self { out: builder.from_writer(out), options };
        writer.row(table_columns().map(|(name, _)| name))?;
        Ok(writer)
    }

    /// Writes a case.
    pub(in crate::exchange) fn case(&mut self, case: &Case) -> Result<(), Error> {
        let cells = cells(case, self.options);
        if self.options.excel {
            self.row(cells.iter().map(|cell| guard::guarded(cell).into_owned()))
        } else {
            self.row(&cells)
        }
    }

    /// Ends the table.
    pub(in crate::exchange) fn finish(self) -> Result<W, Error> {
        self.out.into_inner().map_err(|error| Error::Write(error.into_error()))
    }

    fn row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> Result<(), Error> {
        self.out.write_record(cells).map_err(|error| Error::Write(error.into()))
    }
}

/// The cells of a row, in the order of [`table_columns`].
fn cells(case: &Case, options: WriteOptions) -> Vec<String> {
    let fields = case.cells().into_iter().map(|cell| match &cell {
        Cell::List(items) => list::join(items),
        other => other.to_line(),
    });
    fields.chain(EXTRAS.iter().map(|extra| extra_cell(case, extra.name, options))).collect()
}

fn extra_cell(case: &Case, name: &str, options: WriteOptions) -> String {
    let event = case.status_event_on(options.day);
    let sentence = case.sentence_on(options.day);
    let cell = match name {
        "status" => event.map(|event| event.status.to_cell()),
        "status_date" => event.map(|event| event.date.to_cell()),
        "charge" => Some(Cell::Text(list::join(&charges(case)))),
        "charge_standing" => Some(Cell::Text(standings(case))),
        "sentence_date" => sentence.map(|sentence| sentence.date.to_cell()),
        "sentence_kind" => sentence.map(|sentence| sentence.kind.to_cell()),
        "sentence_term" => sentence.map(|sentence| sentence.term.to_cell()),
        _ => None,
    };
    cell.unwrap_or_default().to_line()
}

fn charges(case: &Case) -> Vec<String> {
    case.charges.iter().map(|charge| Parts::of(charge).write()).collect()
}

/// The standing of the charges: of all in one word if it is the same, of each otherwise; nothing if that of one is not known.
fn standings(case: &Case) -> String {
    let words: Vec<String> = case.charges.iter().map(|charge| charge.standing.to_cell().to_line()).collect();
    match words.first() {
        Some(first) if words.iter().all(|word| word == first) => first.clone(),
        _ if words.iter().any(String::is_empty) => String::new(),
        _ => words.join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::FileFormat;
    use crate::model::date::full_day;

    fn case() -> Case {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "=HYPERLINK(\"x\")"),
            ("country", "KZ"),
            ("aliases", "B; C"),
            ("summary", "one\ntwo"),
        ])
        .unwrap();
        let event =
            |date, status| Record::from_typed([("kind", "arrest"), ("date", date), ("status", status)]).unwrap();
        case.events = vec![event("2018-05", "released"), event("2017-01", "imprisoned")];
        case.charges = vec![
            Record::from_typed([("title", "fraud"), ("code", "CC"), ("article", "1"), ("standing", "charged")])
                .unwrap(),
        ];
        case.sentences = vec![Record::from_typed([("kind", "prison"), ("date", "2017-02"), ("term", "5y")]).unwrap()];
        case
    }

    fn written(excel: bool) -> String {
        let options = WriteOptions { day: full_day("2018-04-30").unwrap(), excel };
        let mut table = TableWriter::new(Vec::new(), b',', options).unwrap();
        table.case(&case()).unwrap();
        String::from_utf8(table.finish().unwrap()).unwrap()
    }

    #[test]
    fn a_row_shows_the_case_as_it_was_on_the_day() {
        let text = written(false);
        assert!(text.starts_with("id,name,country,uid,") && text.lines().next().unwrap().ends_with(",sentence_term"));
        assert!(text.contains("\na,\"=HYPERLINK(\"\"x\"\")\",KZ,") && text.contains(",\"one\ntwo\",,,B; C,"));
        assert!(text.ends_with(",imprisoned,2017-01,CC 1: fraud,charged,2017-02,prison,5y\n"));
    }

    #[test]
    fn for_a_spreadsheet_no_cell_is_a_formula() {
        let text = written(true);
        assert!(text.starts_with("\u{feff}\"id\",") && text.ends_with("\"5y\"\r\n"));
        assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""));
    }

    #[test]
    fn a_case_of_which_nothing_is_known_has_empty_cells() {
        let bare = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
        let options = WriteOptions { day: full_day("2018-04-30").unwrap(), excel: false };
        let mut writer = crate::exchange::Writer::new(FileFormat::Tsv, Vec::new(), options).unwrap();
        writer.case(&bare).unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert!(text.ends_with(&format!("a\tA\tKZ{}\n", "\t".repeat(table_columns().count() - 3))));
    }
}
