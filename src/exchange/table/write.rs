//! Cases as rows.

use std::collections::BTreeSet;
use std::io::Write;

use super::columns::{EXTRAS, table_columns};
use crate::exchange::table::public_cells::DisclosedCell;
use crate::exchange::table::{cell_list, formula_guard};
use crate::exchange::{Error, WriteOptions};
use crate::model::{Case, Cell, Id, Record};

/// Writes a table, row by row.
#[derive(Debug)]
pub(in crate::exchange) struct TableWriter<W: Write> {
    out: csv::Writer<W>,
    options: WriteOptions,
    withheld: Vec<(Id, usize)>,
}

impl<W: Write> TableWriter<W> {
    /// Begins the table with the titles of its columns.
    pub(in crate::exchange) fn new(
        mut out: W,
        delimiter: u8,
        options: WriteOptions,
    ) -> Result<Self, Error> {
        let mut builder = csv::WriterBuilder::new();
        builder.delimiter(delimiter);
        if options.excel {
            out.write_all("\u{feff}".as_bytes())?;
            builder
                .terminator(csv::Terminator::CRLF)
                .quote_style(csv::QuoteStyle::Always);
        }
        let mut writer = Self {
            out: builder.from_writer(out),
            options,
            withheld: Vec::new(),
        };
        writer.write_row(table_columns().map(|(name, _)| name))?;
        Ok(writer)
    }

    /// Writes a case. What of it may not be told, because it is private or under embargo, is left out and counted.
    pub(in crate::exchange) fn write_case(&mut self, case: &Case) -> Result<(), Error> {
        let shown: Vec<DisclosedCell> = EXTRAS
            .iter()
            .map(|extra| (extra.shows)(case, self.options.day))
            .collect();
        let lists = EXTRAS
            .iter()
            .map(|extra| extra.list)
            .collect::<BTreeSet<_>>();
        // Two columns of one fact leave it out once.
        let of = |list| {
            EXTRAS
                .iter()
                .zip(&shown)
                .filter(move |(extra, _)| extra.list == list)
        };
        let withheld = lists
            .into_iter()
            .filter_map(|list| of(list).map(|(_, shown)| shown.withheld).max())
            .sum();
        if withheld > 0 {
            self.withheld.push((case.id.clone(), withheld));
        }
        let fields = case.cells().into_iter().map(|cell| match &cell {
            Cell::List(items) => cell_list::join_items(items),
            other => other.to_line(),
        });
        let cells: Vec<String> = fields
            .chain(shown.into_iter().map(|shown| shown.text))
            .collect();
        self.write_row(
            cells
                .iter()
                .map(|cell| formula_guard::guard_cell(cell).into_owned()),
        )
    }

    /// Of whom how many facts were left out.
    pub(in crate::exchange) fn withheld_counts(&self) -> &[(Id, usize)] {
        &self.withheld
    }

    /// Ends the table.
    pub(in crate::exchange) fn finish_table(self) -> Result<W, Error> {
        self.out
            .into_inner()
            .map_err(|error| Error::Write(error.into_error()))
    }

    fn write_row<T: AsRef<[u8]>>(
        &mut self,
        cells: impl IntoIterator<Item = T>,
    ) -> Result<(), Error> {
        self.out.write_record(cells).map_err(Error::from)
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
        let event = |date, status| {
            Record::from_typed([("kind", "arrest"), ("date", date), ("status", status)]).unwrap()
        };
        case.events = vec![event("2018-05", "released"), event("2017-01", "imprisoned")];
        case.charges = vec![
            Record::from_typed([
                ("title", "fraud"),
                ("code", "CC"),
                ("article", "1"),
                ("standing", "charged"),
            ])
            .unwrap(),
        ];
        case.sentences = vec![
            Record::from_typed([("kind", "prison"), ("date", "2017-02"), ("term", "5y")]).unwrap(),
        ];
        case
    }

    fn written(excel: bool) -> String {
        let options = WriteOptions {
            day: full_day("2018-04-30").unwrap(),
            excel,
        };
        let mut table = TableWriter::new(Vec::new(), b',', options).unwrap();
        table.write_case(&case()).unwrap();
        String::from_utf8(table.finish_table().unwrap()).unwrap()
    }

    #[test]
    fn a_row_shows_the_case_as_it_was_on_the_day() {
        let text = written(false);
        assert!(
            text.starts_with("id,name,country,uid,")
                && text.lines().next().unwrap().ends_with(",sentence_term")
        );
        assert!(
            text.contains("\na,\"'=HYPERLINK(\"\"x\"\")\",KZ,")
                && text.contains(",\"one\ntwo\",,,B; C,")
        );
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
        let options = WriteOptions {
            day: full_day("2018-04-30").unwrap(),
            excel: false,
        };
        let mut writer =
            crate::exchange::CasebookWriter::new(FileFormat::Tsv, Vec::new(), options).unwrap();
        writer.write_record(&bare).unwrap();
        let text = String::from_utf8(writer.finish_file().unwrap()).unwrap();
        assert!(text.ends_with(&format!(
            "a\tA\tKZ{}\n",
            "\t".repeat(table_columns().count() - 3)
        )));
    }
}
