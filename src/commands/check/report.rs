//! Findings on their way to standard output, one after the other.

use std::io::Write;

use serde_json::json;

use crate::app::App;
use crate::app::error::Error;
use crate::checks::{Finding, FindingSubject, Severity};
use crate::terminal::{self, DataWriter, sanitise};

/// Up to so many findings a person reads one after the other; of more, a group for each kind.
const FEW: usize = 20;

/// So many findings of a group are shown.
const SHOWN: usize = 3;

/// The findings of one kind: how many there are, and the first of them.
struct FindingGroup {
    count: usize,
    first: Vec<Finding>,
}

/// What is printed, and how much of each weight.
pub struct CheckReport<'a> {
    app: &'a App,
    form: CheckReportFormat,
    data: DataWriter,
    counts: [usize; Severity::ALL.len()],
    /// The kinds of which the reason was told.
    explained: Vec<&'static str>,
    /// The first findings of each kind, for a person who does not want all of them.
    groups: Vec<FindingGroup>,
    /// All findings, as long as they are few.
    few: Vec<Finding>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CheckReportFormat {
    /// One finding after the other, for a person.
    Reading,
    /// Few findings so, and many in groups.
    Grouped,
    Tsv,
    Json,
    JsonLines,
}

impl<'a> CheckReport<'a> {
    /// A report without a finding.
    pub fn new(app: &'a App, json_lines: bool, all: bool) -> Self {
        let form = match (json_lines, app.is_json(), app.terminal.is_for_reading()) {
            (true, ..) => CheckReportFormat::JsonLines,
            (false, true, _) => CheckReportFormat::Json,
            (false, false, true) if all => CheckReportFormat::Reading,
            (false, false, true) => CheckReportFormat::Grouped,
            (false, false, false) => CheckReportFormat::Tsv,
        };
        Self {
            app,
            form,
            data: app.terminal.data_writer(),
            counts: Default::default(),
            explained: Vec::new(),
            groups: Vec::new(),
            few: Vec::new(),
        }
    }

    /// Prints a finding.
    pub fn add(&mut self, finding: &Finding) -> Result<(), Error> {
        let is_first = self.count_findings() == 0;
        self.counts[finding.check.severity as usize] += 1;
        match self.form {
            CheckReportFormat::Reading => self.print_finding(finding),
            CheckReportFormat::Grouped => {
                self.add_to_group(finding);
                Ok(())
            }
            CheckReportFormat::Tsv => {
                let cells = [
                    finding.check.severity.slug(),
                    finding.check.slug,
                    finding.subject.subject_id().as_str(),
                    &finding.what,
                    &finding.fix,
                ];
                let cells = cells.map(sanitise::one_line);
                Ok(writeln!(self.data, "{}", cells.join("\t")).map_err(terminal::Error::from)?)
            }
            CheckReportFormat::JsonLines => self.write_json(&(finding_to_json(finding) + "\n")),
            CheckReportFormat::Json => self.write_json(&format!(
                "{}{}",
                if is_first { "[\n" } else { ",\n" },
                finding_to_json(finding)
            )),
        }
    }

    /// Ends it, and says how much was found.
    pub fn finish(mut self) -> Result<(), Error> {
        let count = self.count_findings();
        if self.form == CheckReportFormat::Json {
            self.write_json(if count == 0 { "[]\n" } else { "\n]\n" })?;
        }
        if self.form == CheckReportFormat::Grouped {
            self.print_groups()?;
        }
        self.data.finish_output()?;
        let of_each = Severity::ALL
            .iter()
            .zip(self.counts)
            .filter(|(_, count)| *count > 0);
        let of_each: Vec<String> = of_each
            .map(|(severity, count)| format_count(count, severity.slug()))
            .collect();
        match count {
            0 => {
                self.app.terminal.print_note("Nothing to mend.");
                Ok(())
            }
            1 => Err(Error::invalid(format!(
                "1 thing to mend: {}",
                of_each.join("")
            ))),
            count => Err(
                Error::invalid(format!("{count} things to mend: {}", of_each.join(", ")))
                    .try_with("cases help check"),
            ),
        }
    }

    fn count_findings(&self) -> usize {
        self.counts.iter().sum()
    }

    fn add_to_group(&mut self, finding: &Finding) {
        if self.few.len() <= FEW {
            self.few.push(finding.clone());
        }
        let slug = finding.check.slug;
        let known = self
            .groups
            .iter_mut()
            .find(|group| group.first.iter().any(|first| first.check.slug == slug));
        match known {
            Some(group) => {
                group.count += 1;
                if group.first.len() < SHOWN {
                    group.first.push(finding.clone());
                }
            }
            None => self.groups.push(FindingGroup {
                count: 1,
                first: vec![finding.clone()],
            }),
        }
    }

    /// Few findings one after the other; of many, the kinds with their counts, the gravest first, and of these the most
    /// frequent.
    fn print_groups(&mut self) -> Result<(), Error> {
        if self.few.len() <= FEW {
            return std::mem::take(&mut self.few)
                .iter()
                .try_for_each(|finding| self.print_finding(finding));
        }
        let mut groups = std::mem::take(&mut self.groups);
        groups.sort_by_key(|group| {
            let severity = group.first.first().map(|first| first.check.severity);
            (severity, std::cmp::Reverse(group.count))
        });
        for FindingGroup { count, first } in &groups {
            let Some(example) = first.first() else {
                continue;
            };
            let check = example.check;
            self.data.write_line(&format!(
                "{} {}: {count} — {}",
                check.severity.slug(),
                check.slug,
                check.finds
            ))?;
            self.data.write_line(&format!("    {}.", check.why))?;
            for finding in first {
                self.data.write_line(&format!(
                    "    {}: {}",
                    finding.subject.subject_id(),
                    finding.what
                ))?;
            }
            if *count > first.len() {
                self.data.write_line(&format!(
                    "    … and {} more: cases check --only {} --all",
                    count - first.len(),
                    check.slug
                ))?;
            }
            self.data.write_line(&format!("    {}", example.fix))?;
        }
        Ok(())
    }

    /// A finding in a few lines; why its kind matters, once.
    fn print_finding(&mut self, finding: &Finding) -> Result<(), Error> {
        let check = finding.check;
        self.data.write_line(&format!(
            "{} {}: {} [{}]",
            check.severity.slug(),
            finding.subject.subject_id(),
            finding.what,
            check.slug
        ))?;
        if !self.explained.contains(&check.slug) {
            self.explained.push(check.slug);
            self.data.write_line(&format!("    {}.", check.why))?;
        }
        Ok(self.data.write_line(&format!("    {}", finding.fix))?)
    }

    fn write_json(&mut self, json: &str) -> Result<(), Error> {
        let safe = sanitise::visible_json(json);
        Ok(self
            .data
            .write_all(safe.as_bytes())
            .map_err(terminal::Error::from)?)
    }
}

fn format_count(count: usize, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}

fn finding_to_json(finding: &Finding) -> String {
    let check = finding.check;
    let (case, recipient) = match &finding.subject {
        FindingSubject::Case(id) => (Some(id.as_str()), None),
        FindingSubject::Recipient(id) => (None, Some(id.as_str())),
    };
    json!({
        "severity": check.severity.slug(),
        "kind": check.slug,
        "case": case,
        "recipient": recipient,
        "message": finding.what,
        "why": check.why,
        "fix": finding.fix,
    })
    .to_string()
}
