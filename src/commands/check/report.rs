//! Findings as they are read, one after the other; and how many of each weight there were.

use crate::app::App;
use crate::app::error::Error;
use crate::model::{Finding, FindingLevel};
use crate::terminal::DataWriter;

/// Findings for somebody who reads them.
pub struct CheckReport {
    data: DataWriter,
    /// The kinds of which the reason was told.
    explained: Vec<&'static str>,
}

impl CheckReport {
    /// A report without a finding.
    pub fn new(app: &App) -> Self {
        Self {
            data: app.terminal.data_writer(),
            explained: Vec::new(),
        }
    }

    /// Prints a finding in a few lines; why its kind matters, once.
    pub fn print_finding(&mut self, finding: &Finding) -> Result<(), Error> {
        let kind = finding.kind.unwrap_or_default();
        self.data.write_line(&format!(
            "{} {}: {} [{kind}]",
            finding.level.slug(),
            finding.about,
            finding.what,
        ))?;
        if !self.explained.contains(&kind) {
            self.explained.push(kind);
            if let Some(why) = finding.why {
                self.data.write_line(&format!("    {why}."))?;
            }
        }
        finding
            .fix
            .iter()
            .try_for_each(|fix| Ok(self.data.write_line(&format!("    {fix}"))?))
    }

    /// Ends it.
    pub fn finish(self) -> Result<(), Error> {
        Ok(self.data.finish_output()?)
    }
}

/// How many findings of each weight there were.
#[derive(Debug, Default)]
pub struct FindingCounts([usize; FindingLevel::ALL.len()]);

impl FindingCounts {
    /// Counts a finding.
    pub fn add(&mut self, finding: &Finding) {
        for (level, count) in FindingLevel::ALL.iter().zip(&mut self.0) {
            *count += usize::from(*level == finding.level);
        }
    }

    /// Says how much was found.
    ///
    /// # Errors
    /// Something was.
    pub fn judge(&self, app: &App) -> Result<(), Error> {
        let of_each: Vec<String> = FindingLevel::ALL
            .iter()
            .zip(self.0)
            .filter(|(_, count)| *count > 0)
            .map(|(level, count)| format_count(count, level.slug()))
            .collect();
        match self.0.iter().sum() {
            0_usize => {
                app.terminal.print_note("Nothing to mend.");
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
}

fn format_count(count: usize, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}
