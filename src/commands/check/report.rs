//! Findings on their way to standard output, one after the other.

use std::io::Write;

use serde_json::json;

use crate::app::App;
use crate::app::error::Error;
use crate::checks::{Finding, Severity, Subject};
use crate::terminal::{self, Data, sanitise};

/// What is printed, and how much of each weight.
pub struct Report<'a> {
    app: &'a App,
    form: Form,
    data: Data,
    counts: [usize; Severity::ALL.len()],
    /// The kinds of which the reason was told.
    explained: Vec<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Reading,
    Tsv,
    Json,
    JsonLines,
}

impl<'a> Report<'a> {
    /// A report without a finding.
    pub fn new(app: &'a App, json_lines: bool) -> Self {
        let form = match (json_lines, app.json(), app.terminal.is_for_reading()) {
            (true, ..) => Form::JsonLines,
            (false, true, _) => Form::Json,
            (false, false, true) => Form::Reading,
            (false, false, false) => Form::Tsv,
        };
        Self { app, form, data: app.terminal.data(), counts: Default::default(), explained: Vec::new() }
    }

    /// Prints a finding.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn add(&mut self, finding: &Finding) -> Result<(), Error> {
        let is_first = self.count() == 0;
        self.counts[finding.check.severity as usize] += 1;
        match self.form {
            Form::Reading => self.explain(finding),
            Form::Tsv => {
                let cells = [
                    finding.check.severity.slug(),
                    finding.check.slug,
                    finding.subject.id().as_str(),
                    &finding.what,
                    &finding.fix,
                ];
                let cells = cells.map(sanitise::one_line);
                Ok(writeln!(self.data, "{}", cells.join("\t")).map_err(terminal::Error::from)?)
            }
            Form::JsonLines => self.raw(&(object(finding) + "\n")),
            Form::Json => self.raw(&format!("{}{}", if is_first { "[\n" } else { ",\n" }, object(finding))),
        }
    }

    /// Ends it, and says how much was found.
    ///
    /// # Errors
    /// There is something to mend.
    pub fn finish(mut self) -> Result<(), Error> {
        let count = self.count();
        if self.form == Form::Json {
            self.raw(if count == 0 { "[]\n" } else { "\n]\n" })?;
        }
        self.data.finish()?;
        let of_each = Severity::ALL.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        let of_each: Vec<String> = of_each.map(|(severity, count)| plural(count, severity.slug())).collect();
        match count {
            0 => {
                self.app.terminal.note("Nothing to mend.");
                Ok(())
            }
            1 => Err(Error::invalid(format!("1 thing to mend: {}", of_each.join("")))),
            count => {
                Err(Error::invalid(format!("{count} things to mend: {}", of_each.join(", ")))
                    .try_with("cases help check"))
            }
        }
    }

    fn count(&self) -> usize {
        self.counts.iter().sum()
    }

    /// A finding in a few lines; why its kind matters, once.
    fn explain(&mut self, finding: &Finding) -> Result<(), Error> {
        let check = finding.check;
        self.data.line(&format!(
            "{} {}: {} [{}]",
            check.severity.slug(),
            finding.subject.id(),
            finding.what,
            check.slug
        ))?;
        if !self.explained.contains(&check.slug) {
            self.explained.push(check.slug);
            self.data.line(&format!("    {}.", check.why))?;
        }
        Ok(self.data.line(&format!("    {}", finding.fix))?)
    }

    fn raw(&mut self, json: &str) -> Result<(), Error> {
        let safe = sanitise::json(json);
        Ok(self.data.write_all(safe.as_bytes()).map_err(terminal::Error::from)?)
    }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn object(finding: &Finding) -> String {
    let check = finding.check;
    let (case, recipient) = match &finding.subject {
        Subject::Case(id) => (Some(id.as_str()), None),
        Subject::Recipient(id) => (None, Some(id.as_str())),
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
