//! A table as cases.

use std::collections::BTreeSet;

use super::header::{self, TableHeader};
use super::notes::ReadingKind;
use super::quotes::find_misquoted;
use super::row_ids::assign_ids;
use super::row_reader::{RowReader, is_mostly_lone};
use super::sheet::{Sheet, note_on, problem_in_row};
use super::survey::{BadRow, CaseRow, SurveyColumn, TableSurvey};
use crate::exchange::input::{PositionFinder, decode_text, few_cells, few_rows};
use crate::exchange::table::{Delimiter, TableOptions, objects, text_encoding, workbook};
use crate::exchange::{Error, FileContents, InvalidFields, SourcePosition};
use crate::files::input::{CELL, COLUMNS, ROWS};
use crate::model::written_date::DateOrder;
use crate::model::written_date::numeric::infer_order;
use crate::model::{Casebook, Source};

/// Reads a table of cases: CSV or TSV, with or without byte order mark and with any line ends, or a workbook (XLSX, ODS).
///
/// Titles are the names of [`super::table_columns`], in any order and case, with `_`, `-` or a space between words. Values
/// are read as typed ones, lists divided by `;`. A row without an id gets one from its name, unique in the file. The guard
/// that a table has before what a spreadsheet would run as a formula is taken off. In a table that another program or a person made, the header may stand below other rows, and cells are read as people mean them;
/// each such reading is noted.
pub fn survey_table(bytes: &[u8], options: &TableOptions) -> Result<TableSurvey, Error> {
    let (sheet, encoding) = if workbook::is_workbook(bytes) {
        (
            workbook::read_workbook(bytes, options.sheet.as_deref())?,
            None,
        )
    } else if objects::is_object_list(bytes) {
        (objects::read_objects(bytes)?, None)
    } else {
        let (text, encoding) = text_encoding::to_utf8(bytes, options.encoding)?;
        (read_text(&text, options)?, encoding)
    };
    let (top, mut notes) = header::find_header(&sheet, options);
    if let Some(encoding) = encoding {
        let text = format!(
            "the file is read as {encoding}; where letters are wrong, name another with --encoding"
        );
        notes.push(note_on(1, None, ReadingKind::Encoding, text));
    }
    let (line, titles) = sheet.rows.get(top).ok_or(Error::Empty)?;
    let mut header = match TableHeader::from_titles(
        titles,
        options,
        *line,
        sheet.is_guarded,
        &sheet.rows[top + 1..],
    ) {
        Ok(header) => header,
        Err(problems) => {
            return Ok(TableSurvey {
                notes,
                problems,
                columns: SurveyColumn::list_columns(titles, &[], &sheet.rows[top + 1..]),
                ..TableSurvey::default()
            });
        }
    };
    header.drop_running_numbers(*line, &sheet.rows[top + 1..]);
    header.take_own_numbers(*line, &sheet.rows[top + 1..]);
    if options.country.is_none() {
        header.note_states(*line, &sheet.rows[top + 1..]);
    }
    notes.extend(header.notes.iter().cloned());
    notes.extend(sheet.notes.iter().cloned());
    let order = find_date_order(&header, options, &sheet.rows[top + 1..]);
    let options = &TableOptions {
        dates: order.as_ref().map(|(order, _)| *order).or(options.dates),
        ..options.clone()
    };
    notes.extend(order.map(|(order, example)| {
        let first = match order {
            DateOrder::DayFirst => "day",
            DateOrder::MonthFirst => "month",
            DateOrder::Persian => "year",
        };
        let text =
            format!("“{example}” shows that the {first} stands first in the dates of this list");
        note_on(*line, None, ReadingKind::DateOrder, text)
    }));
    let mut reader = RowReader {
        header: &header,
        options,
        sheet: &sheet,
        is_mostly_lone: is_mostly_lone(&sheet.rows[top + 1..]),
        heading: None,
        notes,
        problems: InvalidFields::default(),
        bad: Vec::new(),
        drafts: Vec::new(),
    };
    sheet.rows[top + 1..]
        .iter()
        .for_each(|row| reader.read_row(row));
    let RowReader {
        notes,
        mut problems,
        mut bad,
        drafts,
        ..
    } = reader;
    if drafts.is_empty() {
        problems.push(problem_in_row(
            *line,
            None,
            "the table has a header and no rows",
            None,
        ));
    }
    let fields: Vec<&'static str> = header
        .columns
        .iter()
        .map(|column| column.target.column_name())
        .collect();
    let rows = assign_ids(drafts, &header, &mut problems);
    add_refused_rows(&rows, &problems, &sheet, &mut bad);
    Ok(TableSurvey {
        rows,
        notes,
        problems,
        titles: titles.iter().map(str::to_owned).collect(),
        columns: SurveyColumn::list_columns(titles, &fields, &sheet.rows[top + 1..]),
        bad,
    })
}

/// The order of the dates where nobody says it and the list shows it.
fn find_date_order(
    header: &TableHeader,
    options: &TableOptions,
    rows: &[(usize, csv::StringRecord)],
) -> Option<(DateOrder, String)> {
    if options.dates.is_some() || header.is_own {
        return None;
    }
    let dates: Vec<usize> = header
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.target.is_date())
        .map(|(at, _)| at)
        .collect();
    let cells = rows
        .iter()
        .flat_map(|(_, cells)| dates.iter().filter_map(|at| cells.get(*at)));
    infer_order(cells)
}

/// Adds the rows whose case could not be made, though each of their cells was read: two with one id.
fn add_refused_rows(
    rows: &[CaseRow],
    problems: &InvalidFields,
    sheet: &Sheet,
    bad: &mut Vec<BadRow>,
) {
    let known: BTreeSet<usize> = bad.iter().map(|row| row.row).collect();
    let refused = |row: &&CaseRow| row.case.is_none() && !known.contains(&row.row);
    for row in rows.iter().filter(refused) {
        let is_here = |place: &SourcePosition| matches!(place, SourcePosition::Row { row: at, .. } if *at == row.row);
        let reasons = problems
            .list
            .iter()
            .filter(|problem| is_here(&problem.place));
        let cells = sheet.rows.iter().find(|(line, _)| *line == row.row);
        bad.push(BadRow {
            row: row.row,
            cells: cells
                .map(|(_, cells)| cells.iter().map(str::to_owned).collect())
                .unwrap_or_default(),
            reasons: reasons.map(|problem| problem.reason.clone()).collect(),
        });
    }
}

/// The cases of a table, as by [`survey_table`].
///
/// # Errors
/// As [`crate::exchange::read_casebook`]; every problem of every row is listed, and nothing is taken in if there is one.
pub fn read_table(bytes: &[u8], options: &TableOptions) -> Result<FileContents, Error> {
    let survey = survey_table(bytes, options)?;
    if !survey.problems.is_empty() {
        return Err(Error::Invalid(survey.problems));
    }
    let mut sources: Vec<Source> = Vec::new();
    for source in survey.rows.iter().flat_map(|row| &row.sources) {
        if sources.iter().all(|known| known.id != source.id) {
            sources.push(source.clone());
        }
    }
    let cases = survey.rows.into_iter().filter_map(|row| row.case).collect();
    Ok(FileContents {
        casebook: Casebook {
            cases,
            sources,
            ..Casebook::default()
        },
        warnings: Vec::new(),
    })
}

fn read_text(bytes: &[u8], options: &TableOptions) -> Result<Sheet, Error> {
    let (text, _) = decode_text(bytes)?;
    few_rows(text)?;
    let delimiter = options
        .delimiter
        .unwrap_or_else(|| header::detect_delimiter(text, options));
    few_cells(text, delimiter.as_char())?;
    check_quotes(text, delimiter)?;
    let rows = read_rows(text, delimiter).collect::<Result<_, _>>()?;
    Ok(Sheet {
        rows,
        is_guarded: true,
        ..Sheet::default()
    })
}

fn check_quotes(text: &str, delimiter: Delimiter) -> Result<(), Error> {
    let mut finder = PositionFinder::new(text, 1);
    let mut problems = InvalidFields::default();
    for fault in find_misquoted(text, delimiter.as_char()) {
        problems.push(problem_in_row(
            finder.find_line(fault.at),
            None,
            fault.reason,
            None,
        ));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// All rows with the lines on which they begin.
fn read_rows(
    text: &str,
    delimiter: Delimiter,
) -> impl Iterator<Item = Result<(usize, csv::StringRecord), Error>> {
    let mut builder = csv::ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.as_char() as u8);
    let mut finder = PositionFinder::new(text, 1);
    let mut number = 0;
    builder
        .from_reader(text.as_bytes())
        .into_records()
        .map(move |row| {
            let row = row.map_err(|error| Error::Read(error.into()))?;
            number += 1;
            let begin = row.position().map_or(0, |position| {
                usize::try_from(position.byte()).unwrap_or(usize::MAX)
            });
            // Blank lines before a row are counted to it.
            let blank = text.get(begin..).map_or(0, |rest| {
                rest.len() - rest.trim_start_matches(['\r', '\n']).len()
            });
            let line = finder.find_line(begin + blank);
            match () {
                () if number > ROWS.as_usize() => Err(Error::TooMuch(ROWS)),
                () if row.len() > COLUMNS.as_usize() => {
                    let reason = format!(
                        "the row has {} columns; {} are the most",
                        row.len(),
                        COLUMNS.most
                    );
                    Err(problem_in_row(line, None, reason, None).into())
                }
                () if row.as_slice().len() > CELL.as_usize()
                    && row.iter().any(|cell| cell.len() > CELL.as_usize()) =>
                {
                    Err(problem_in_row(
                        line,
                        None,
                        format!(
                            "a cell has more than {}, the most for one cell",
                            CELL.to_words()
                        ),
                        None,
                    )
                    .into())
                }
                () => Ok((line, row)),
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Case, Record};

    fn options() -> TableOptions {
        TableOptions::default()
    }

    fn cases(text: &str, options: &TableOptions) -> Vec<Case> {
        read_table(text.as_bytes(), options).unwrap().casebook.cases
    }

    fn told(text: &str, options: &TableOptions) -> Vec<String> {
        match read_table(text.as_bytes(), options) {
            Err(Error::Invalid(problems)) => {
                problems.list.iter().map(ToString::to_string).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    fn values(case: &Case, fields: &[&str]) -> Vec<String> {
        fields
            .iter()
            .map(|field| case.get_cell(field).unwrap().to_line())
            .collect()
    }

    #[test]
    fn titles_are_found_in_any_spelling_and_order() {
        let text = "\u{feff} Country ;FAMILY-NAME;Given name;Name;Aliases\r\nkazakhstan;Bökayev;Maks;Maks Bökayev;a;\r\n";
        let text = text.replace("a;\r\n", "\"a; b\\; c\"\r\n");
        let case = cases(&text, &options()).remove(0);
        assert_eq!(
            values(&case, &["id", "country", "name", "aliases"]),
            ["bokayev-maks", "KZ", "Maks Bökayev", "a; b; c"]
        );
        assert_eq!(case.aliases.len(), 2);
    }

    #[test]
    fn ids_are_made_of_names_and_never_twice() {
        let text = "id,name,country\n,A B,KZ\na-b,C,KZ\n,a b,KZ\n,A. B.,KZ\n,?,KZ\n";
        let ids: Vec<_> = cases(text, &options())
            .iter()
            .map(|case| case.id.to_string())
            .collect();
        assert_eq!(ids, ["b-a", "a-b", "b-a-2", "a-b-2", "x"]);
        assert_eq!(
            told("id,name,country\na,A,KZ\nb,B,KZ\na,C,KZ\n", &options()),
            ["row 4, column id: the id “a” stands twice; row 2 has it too"]
        );
    }

    #[test]
    fn status_charge_and_sentence_become_entries() {
        let text = "name,country,as of,status,status date,charge,charge standing,sentence date,sentence kind,sentence term\n\
                    A,KZ,2018-04,Pre-trial detention,2017,CC 174.2: incitement,charged,2016-11-28,prison,5 years\n\
                    B,KZ,2018-04,released,,,,,,\n";
        let both = cases(text, &options());
        let (event, charge, sentence) = (
            &both[0].events[0],
            &both[0].charges[0],
            &both[0].sentences[0],
        );
        assert_eq!(
            event.cells()[..5]
                .iter()
                .map(|cell| cell.to_line())
                .collect::<Vec<_>>()
                .join("|"),
            "status-noted|2017|||pre-trial-detention"
        );
        assert_eq!(
            charge.cells()[..5]
                .iter()
                .map(|cell| cell.to_line())
                .collect::<Vec<_>>()
                .join("|"),
            "incitement|charged|CC|174.2|"
        );
        assert_eq!(
            (
                sentence.kind.to_string(),
                sentence.term.unwrap().to_string()
            ),
            ("prison".to_owned(), "5y".to_owned())
        );
        assert!(
            both[1].events[0].date.is_none()
                && both[1].charges.is_empty()
                && both[1].sentences.is_empty()
        );
    }

    #[test]
    fn a_status_without_a_column_for_its_date_is_that_of_the_record() {
        let text = "name,country,as_of,status\nA,KZ,2018-04,bail\nB,KZ,,bail\n";
        let dates: Vec<_> = cases(text, &options())
            .iter()
            .map(|case| case.events[0].date)
            .collect();
        assert_eq!(dates, ["2018-04".parse().ok(), None]);
    }

    #[test]
    fn what_goes_with_nothing_is_told() {
        let text = "name,country,status_date,charge_standing,sentence_term\nA,KZ,2018,charged,5y\n";
        assert_eq!(
            told(text, &options()),
            [
                "row 2, column status: is needed, because the row gives a date that goes with it; --fill status=WORD gives it \
                 to all such rows",
                "row 2, column charge: is needed, because the row gives a standing that goes with it",
                "row 2, column sentence_kind: is needed, because the row gives a term that goes with it; \
                 --fill sentence_kind=WORD gives it to all such rows",
            ]
        );
    }

    #[test]
    fn every_problem_of_every_row_is_told() {
        let text = "Name,Country,Born,Status,Category\n\nA,KZ,yesterday,imprisonned,\nB,XX,,,laywer\n\"C\nD\",KZ,,,\n,,2018,,\nE,KZ\n,,,,\nF,KZ,2018-02-30,detained,\n";
        assert_eq!(
            told(text, &options()),
            [
                "row 3, column Born: “yesterday” is not a date; write 2018, 2018-04 or 2018-04-10",
                "row 3, column Status: “imprisonned” is not a known status; did you mean “imprisoned”?",
                "row 4, column Country: “XX” is not a country code or name; say what it means with --values \"XX=WORD\"",
                "row 4, column Category: “laywer” is not a known category; did you mean “lawyer”?",
                "row 5, column Name: a line break has no place in a line of text",
                "row 7: “2018” stands alone in its row: a heading of the rows below it is taken with --headings category (or another \
                 field), left out with --headings -, and taken for a person with --headings people",
                "row 10, column Born: there is no such date as 2018-02-30",
                "row 10, column Status: “detained” is not a known status; say what it means with --values \"detained=WORD\"",
            ]
        );
    }

    #[test]
    fn a_column_is_mapped_or_left_out_or_a_problem() {
        let map = |pairs: &[(&str, &str)]| TableOptions {
            map: pairs
                .iter()
                .map(|(title, field)| ((*title).to_owned(), (*field).to_owned()))
                .collect(),
            ..options()
        };
        let text = "Nom,Pays,Verified,\nA,KZ,true,\n";
        assert_eq!(
            cases(
                text,
                &map(&[("nom", "name"), ("Pays", "Country"), ("verified", "-")])
            )
            .len(),
            1
        );
        assert_eq!(
            told(text, &map(&[("Nom", "nam"), ("Land", "country")])),
            [
                "row 1, column Nom: there is no field “nam”; did you mean “name”?",
                "row 1, column Verified: is not a field of a case; --map says what it is, --notes keeps it in the notes",
                "row 1: there is no column “Land” to be mapped",
                "row 1: there is no column for the name; say which one it is with --map \"Title=name\"",
            ]
        );
        assert_eq!(
            told("name,Name,Familyname,country\n", &options())[..2],
            [
                "row 1, column Name: gives name, and the column name gives it already",
                "row 1, column Familyname: is not a field of a case; --map says what it is, --notes keeps it in the notes; did you mean “family_name”?",
            ]
        );
        assert_eq!(
            told("name,country,\nA,KZ,x\n", &options()),
            [
                "row 2, column 3: the column has no title in the header; leave it out with --map \"3=-\""
            ]
        );
    }

    #[test]
    fn a_country_for_all_rows_fills_only_the_empty_ones() {
        let all = TableOptions {
            country: "KZ".parse().ok(),
            ..options()
        };
        let countries = |text: &str| {
            cases(text, &all)
                .iter()
                .map(|case| case.country.code())
                .collect::<Vec<_>>()
        };
        assert_eq!(countries("name\nA\n"), ["KZ"]);
        assert_eq!(countries("name,country\nA,\nB,BY\n"), ["KZ", "BY"]);
    }

    #[test]
    fn a_date_that_could_be_another_is_refused_until_its_order_is_given() {
        let text = "name,country,born\nA,KZ,01/02/2024\nB,KZ,2018-04\n";
        assert!(told(text, &options())[0].contains("--dates dmy or --dates mdy"));
        let dmy = TableOptions {
            dates: Some(DateOrder::DayFirst),
            ..options()
        };
        assert_eq!(values(&cases(text, &dmy)[0], &["born"]), ["2024-02-01"]);
        assert_eq!(values(&cases(text, &dmy)[1], &["born"]), ["2018-04"]);
        assert!(told("name,country,born\nA,KZ,12/25/2024\n", &dmy)[0].contains("no such date"));
    }

    #[test]
    fn a_file_that_is_no_table_is_told_so() {
        for (bytes, expected) in [
            (
                &b"name,country\n"[..],
                "row 1: the table has a header and no rows",
            ),
            (
                b"name,country\n,\n\n",
                "row 1: the table has a header and no rows",
            ),
            (
                b"name,country\nA,KZ\n\"B,KZ\nC,KZ\n",
                "row 3: a quote is opened here and never closed",
            ),
            (
                b"name,country\n\"A\"B,KZ\n",
                "row 2: a quote inside a quoted cell must be doubled",
            ),
            (
                b"name,country\nA\0B,KZ\n",
                "row 2, column name: the invisible character U+0000 has no place in a line of text",
            ),
            (
                b"name,country\n\xc4,KZ\n",
                "the file is not UTF-8, and it is not certain in which letters it is written; name them with --encoding, such as \
                 windows-1250, windows-1251 or windows-1252, or save it as UTF-8",
            ),
            (
                b"\xff\xfen\0a\0m\0e\0,\0c\0o\0u\0n\0t\0r\0y\0\n\0",
                "row 1: the table has a header and no rows",
            ),
        ] {
            assert_eq!(
                read_table(bytes, &options()).unwrap_err().to_string(),
                expected
            );
        }
        assert!(matches!(read_table(b"", &options()), Err(Error::Empty)));
        assert!(
            told(&format!("name{}", ",".repeat(1_000)), &options())[0].contains("1001 columns")
        );
    }

    #[test]
    fn the_guard_of_spreadsheets_comes_off_once() {
        let text = "name,country,occupation\nA,KZ,'=1+1\nB,KZ,''=1\nC,KZ,'t Hart\n";
        let read = cases(text, &options());
        let read: Vec<_> = read
            .iter()
            .flat_map(|case| values(case, &["occupation"]))
            .collect();
        assert_eq!(read, ["=1+1", "'=1", "'t Hart"]);
    }

    #[test]
    fn of_a_long_table_every_error_is_counted() {
        let text = format!("name,country\n{}", "A,XX\n".repeat(3_000));
        assert_eq!(told(&text, &options()).len(), 3_000);
    }
}
