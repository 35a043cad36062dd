//! What is found wrong or strange in a file, and where.

use std::collections::HashSet;
use std::fmt;

use super::node::SyntaxError;
use crate::exchange::error::{InvalidField, InvalidFields, MOST_PROBLEMS, clip_text};
use crate::exchange::input::PositionFinder;

/// Where in the tree a value stands.
#[derive(Clone, Copy)]
pub(crate) enum FieldPath<'a> {
    Top,
    Field(&'a FieldPath<'a>, &'a str),
    Item(&'a FieldPath<'a>, usize),
}

/// The problems and warnings of a file, with the bytes at which they stand.
#[derive(Debug, Default)]
pub(crate) struct FileDiagnostics {
    problems: Vec<UnplacedDiagnostic>,
    warnings: Vec<UnplacedDiagnostic>,
    warned: HashSet<String>,
    /// The id of the record that is being looked at.
    pub(crate) id: Option<String>,
}

#[derive(Debug)]
struct UnplacedDiagnostic {
    at: usize,
    id: Option<String>,
    field: String,
    reason: String,
    nearest: Option<String>,
}

impl FileDiagnostics {
    /// How many problems there are.
    pub(crate) fn problem_count(&self) -> usize {
        self.problems.len()
    }

    /// Whether it is time to stop looking.
    pub(crate) fn is_full(&self) -> bool {
        self.problems.len() >= MOST_PROBLEMS
    }

    /// Something that cannot be.
    pub(crate) fn report_problem(
        &mut self,
        at: usize,
        path: &FieldPath<'_>,
        reason: impl Into<String>,
        nearest: Option<String>,
    ) {
        if !self.is_full() {
            let finding = self.new_finding(at, path, reason.into(), nearest);
            self.problems.push(finding);
        }
    }

    /// A text that cannot be read at all.
    pub(crate) fn report_malformed(&mut self, malformed: SyntaxError) {
        self.report_problem(malformed.at, &FieldPath::Top, malformed.reason, None);
    }

    /// Something that is taken in as it is; the same is said only once.
    pub(crate) fn report_warning(&mut self, at: usize, path: &FieldPath<'_>, reason: &str) {
        if self.warned.len() < MOST_PROBLEMS && self.warned.insert(reason.to_owned()) {
            let finding =
                self.new_finding(at, path, format!("{reason}; it is kept as it is"), None);
            self.warnings.push(finding);
        }
    }

    /// All that was found since the last time, with its places in a text that begins on the given line.
    pub(crate) fn take_problems(
        &mut self,
        text: &str,
        line: usize,
    ) -> (InvalidFields, Vec<String>) {
        let list = locate_findings(std::mem::take(&mut self.problems), text, line);
        let warnings = locate_findings(std::mem::take(&mut self.warnings), text, line);
        (
            InvalidFields {
                list,
                ..InvalidFields::default()
            },
            warnings.iter().map(ToString::to_string).collect(),
        )
    }

    fn new_finding(
        &self,
        at: usize,
        path: &FieldPath<'_>,
        reason: String,
        nearest: Option<String>,
    ) -> UnplacedDiagnostic {
        UnplacedDiagnostic {
            at,
            id: self.id.clone(),
            field: path.to_string(),
            reason,
            nearest,
        }
    }
}

fn locate_findings(
    mut findings: Vec<UnplacedDiagnostic>,
    text: &str,
    line: usize,
) -> Vec<InvalidField> {
    findings.sort_by_key(|finding| finding.at);
    let mut finder = PositionFinder::new(text, line);
    let problem = |finding: UnplacedDiagnostic| InvalidField {
        place: finder.find_place(finding.at),
        id: finding.id,
        field: finding.field,
        reason: finding.reason,
        nearest: finding.nearest,
    };
    findings.into_iter().map(problem).collect()
}

impl fmt::Display for FieldPath<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Field(Self::Top, name) => out.write_str(&clip_text(name)),
            Self::Field(parent, name) => write!(out, "{parent}.{}", clip_text(name)),
            Self::Item(parent, index) => write!(out, "{parent}[{index}]"),
        }
    }
}
