//! JSON Lines: one thing a line, so that a file of any length is read and held one thing at a time.

use std::io::{BufRead, Read as _};

use super::node::ParsedEntry;
use crate::exchange::error::InvalidFields;
use crate::exchange::input::{decode_text, few_values};
use crate::exchange::tree::diagnostics::FieldPath;
use crate::exchange::tree::json;
use crate::exchange::tree::validate::RecordValidator;
use crate::exchange::tree::{SCHEMA_KEY, check_schema};
use crate::exchange::{Error, FileContents, SourcePosition};
use crate::files::input::{LINE, LINES};
use crate::model::record_kind::with_record_type;
use crate::model::{AnyRecord, Casebook, RecordKind};

/// The things of a JSON Lines file, one after the other.
///
/// A line with problems gives [`Error::Invalid`] and the next lines are still read, so that all problems can be told;
/// after any other error nothing follows. Who takes the things in must do so all or not at all.
#[derive(Debug)]
pub struct JsonLinesReader<R> {
    input: R,
    line: usize,
    /// How many bytes were read so far.
    length: u64,
    buffer: Vec<u8>,
    gate: RecordValidator,
    warnings: Vec<String>,
    state: JsonLinesState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum JsonLinesState {
    NothingYet,
    Reading,
    Ended,
}

/// Reads JSON Lines as they come.
pub fn read_lines<R: BufRead>(input: R) -> JsonLinesReader<R> {
    let (gate, warnings) = (RecordValidator::default(), Vec::new());
    JsonLinesReader {
        input,
        line: 0,
        length: 0,
        buffer: Vec::new(),
        gate,
        warnings,
        state: JsonLinesState::NothingYet,
    }
}

impl<R> JsonLinesReader<R> {
    /// How many bytes were read so far.
    pub fn byte_length(&self) -> u64 {
        self.length
    }

    /// What was taken in so far although this version does not know it, as [`FileContents::warnings`].
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl<R: BufRead> Iterator for JsonLinesReader<R> {
    type Item = Result<AnyRecord, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.state != JsonLinesState::Ended {
            match self.next_line() {
                Ok(Some(thing)) => return Some(Ok(thing)),
                Ok(None) => {}
                Err(error) => {
                    if !matches!(error, Error::Invalid(_)) {
                        self.state = JsonLinesState::Ended;
                    }
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl<R: BufRead> JsonLinesReader<R> {
    /// The thing on the next line; nothing if the line is empty, gives the schema, or is the end.
    fn next_line(&mut self) -> Result<Option<AnyRecord>, Error> {
        if !self.fill_buffer()? {
            let before = std::mem::replace(&mut self.state, JsonLinesState::Ended);
            return if before == JsonLinesState::NothingYet {
                Err(Error::Empty)
            } else {
                Ok(None)
            };
        }
        let text = match decode_text(&self.buffer) {
            Err(Error::Empty) => return Ok(None),
            decoded => {
                self.state = JsonLinesState::Reading;
                decoded.map_err(|error| on_line(error, self.line))?.0
            }
        };
        few_values(text)?;
        self.gate.line = Some(self.line);
        let thing = parse_record(&mut self.gate, text)?;
        let (problems, warnings) = self.gate.findings.take_problems(text, self.line);
        self.warnings.extend(warnings);
        if problems.is_empty() {
            Ok(thing)
        } else {
            Err(Error::Invalid(problems))
        }
    }

    /// Takes the next line into the buffer; false at the end.
    fn fill_buffer(&mut self) -> Result<bool, Error> {
        self.buffer.clear();
        let length = self
            .input
            .by_ref()
            .take(LINE.most)
            .read_until(b'\n', &mut self.buffer)
            .map_err(Error::Read)?;
        self.line += 1;
        self.length += length as u64;
        match () {
            () if length as u64 == LINE.most && !self.buffer.ends_with(b"\n") => {
                Err(Error::TooMuch(LINE))
            }
            () if self.length > LINES.most => Err(Error::TooMuch(LINES)),
            () => Ok(length > 0),
        }
    }
}

/// Reads a file that is held in memory.
pub(crate) fn read_json_lines(bytes: &[u8]) -> Result<FileContents, Error> {
    let mut lines = read_lines(bytes);
    let mut casebook = Casebook::default();
    let mut problems = InvalidFields::default();
    for thing in &mut lines {
        match thing {
            Ok(thing) => casebook.push(thing),
            Err(Error::Invalid(found)) => problems.append(found),
            Err(error) => return Err(error),
        }
        if problems.is_full() {
            break;
        }
    }
    let read = FileContents {
        casebook,
        warnings: lines.warnings,
    };
    if problems.is_empty() {
        Ok(read)
    } else {
        Err(Error::Invalid(problems))
    }
}

fn parse_record(gate: &mut RecordValidator, text: &str) -> Result<Option<AnyRecord>, Error> {
    let node = match json::parse(text) {
        Ok(node) => node,
        Err(malformed) => {
            gate.findings.report_malformed(malformed);
            return Ok(None);
        }
    };
    let at = node.at;
    let Some(mut entries) = gate.expect_table(&FieldPath::Top, node) else {
        return Ok(None);
    };
    match entries.pop() {
        Some(entry) if entries.is_empty() => validate_entry(gate, entry),
        _ => {
            gate.findings.report_problem(
                at,
                &FieldPath::Top,
                "each line must be an object with one key",
                None,
            );
            Ok(None)
        }
    }
}

fn validate_entry(
    gate: &mut RecordValidator,
    entry: ParsedEntry<'_>,
) -> Result<Option<AnyRecord>, Error> {
    let path = FieldPath::Field(&FieldPath::Top, &entry.key);
    if let Some(kind) = RecordKind::from_slug(&entry.key) {
        return Ok(with_record_type!(kind, T => {
            gate.validate_record::<T>(&path, entry.node).map(AnyRecord::from)
        }));
    }
    if entry.key == SCHEMA_KEY {
        check_schema(gate, &entry.node)?;
    } else {
        let keys = RecordKind::ALL.into_iter().map(RecordKind::slug);
        gate.unknown_key(
            &FieldPath::Top,
            &entry,
            [SCHEMA_KEY].into_iter().chain(keys),
        );
    }
    Ok(None)
}

/// The error, moved from the first line of a text to the given line of the file.
fn on_line(error: Error, here: usize) -> Error {
    let Error::Invalid(mut problems) = error else {
        return error;
    };
    for problem in &mut problems.list {
        if let SourcePosition::Line { line, .. } = &mut problem.place {
            *line = here;
        }
    }
    Error::Invalid(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "{\"case\":{\"id\":\"a\",\"name\":\"A\",\"country\":\"KZ\"}}\n";

    #[test]
    fn things_come_one_by_one_and_a_bad_line_does_not_end_them() {
        let text = format!(
            "\u{feff}{{\"schema\":1}}\r\n{CASE}\n{{\"source\":{{\"id\":\"s\"}}}}\n{CASE}{{\"letters\":[]}}\n{{}}"
        );
        let found: Vec<_> = read_lines(text.as_bytes()).collect();
        assert!(matches!(&found[0], Ok(AnyRecord::Case(case)) if case.id.as_str() == "a"));
        let told: Vec<_> = found[1..]
            .iter()
            .map(|item| item.as_ref().unwrap_err().to_string())
            .collect();
        assert_eq!(
            told,
            [
                "line 4, column 11: source.title (s): is needed",
                "line 5, column 9: case.id (a): the id “a” stands twice; line 2 has it too",
                "line 6, column 2: letters: there is no field “letters”; did you mean “letter”?",
                "line 7, column 1: each line must be an object with one key",
            ]
        );
        let Err(Error::Invalid(problems)) = read_json_lines(text.as_bytes()) else {
            panic!("the lines were read");
        };
        assert_eq!(problems.list.len(), 4);
    }

    #[test]
    fn a_warning_is_told_once_for_the_whole_file() {
        let case = |id: &str| {
            format!(
                "{{\"case\":{{\"id\":\"{id}\",\"name\":\"A\",\"country\":\"KZ\",\"category\":\"astronaut\"}}}}\n"
            )
        };
        let read = read_json_lines(format!("{}{}", case("a"), case("b")).as_bytes()).unwrap();
        assert_eq!((read.casebook.cases.len(), read.warnings.len()), (2, 1));
        assert!(read.warnings[0].starts_with("line 1, column "));
    }

    #[test]
    fn another_encoding_is_told_with_its_line() {
        let text = [CASE.as_bytes(), b"{\"case\":\"\xe9\"}\n"].concat();
        let error = read_json_lines(&text).unwrap_err().to_string();
        assert!(
            error.starts_with("line 2, column 10: the byte at offset 9"),
            "{error}"
        );
        assert!(
            matches!(read_json_lines(b"\xe9\n"), Err(Error::Invalid(problems)) if problems.list.len() == 1)
        );
    }

    #[test]
    fn an_input_that_breaks_off_ends_the_things() {
        struct Broken;
        impl std::io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("gone"))
            }
        }
        let mut lines = read_lines(std::io::BufReader::new(CASE.as_bytes().chain(Broken)));
        assert!(matches!(lines.next(), Some(Ok(AnyRecord::Case(_)))));
        assert!(matches!(lines.next(), Some(Err(Error::Read(_)))));
        assert!(lines.next().is_none());
    }

    #[test]
    fn a_line_without_end_is_not_held() {
        let mut lines = read_lines(std::io::BufReader::new(std::io::repeat(b' ')));
        assert!(matches!(lines.next(), Some(Err(Error::TooMuch(LINE)))));
        assert!(lines.next().is_none());
    }
}
