//! Findings as they are read, one after the other; and how many of each weight there were.

use crate::app::App;
use crate::app::error::Error;
use crate::model::{Finding, FindingLevel};
use crate::terminal::DataWriter;

/// Up to this many findings are printed one by one; more are grouped by kind.
const FEW: usize = 20;

/// The number of findings of a group that are shown.
const SHOWN: usize = 3;

/// The findings of one kind: how many there are, and the first of them.
struct FindingGroup {
    count: usize,
    first: Vec<Finding>,
}

/// Findings for somebody who reads them.
pub struct CheckReport {
    /// Whether each is wanted, however many there are.
    all: bool,
    /// The first findings of each kind.
    groups: Vec<FindingGroup>,
    /// All findings, as long as they are few.
    few: Vec<Finding>,
    data: DataWriter,
    /// The kinds whose reason was printed already.
    explained: Vec<&'static str>,
}

impl CheckReport {
    /// A report without a finding.
    pub fn new(app: &App, all: bool) -> Self {
        Self {
            all,
            groups: Vec::new(),
            few: Vec::new(),
            data: app.terminal.data_writer(),
            explained: Vec::new(),
        }
    }

    /// Takes a finding in: it is printed at once where all are wanted, else at the end.
    pub fn add_finding(&mut self, finding: Finding) -> Result<(), Error> {
        if self.all {
            return self.print_finding(&finding);
        }
        if self.few.len() <= FEW {
            self.few.push(finding.clone());
        }
        let known = self
            .groups
            .iter_mut()
            .find(|group| group.first.iter().any(|first| first.kind == finding.kind));
        match known {
            Some(group) => {
                group.count += 1;
                if group.first.len() < SHOWN {
                    group.first.push(finding);
                }
            }
            None => self.groups.push(FindingGroup {
                count: 1,
                first: vec![finding],
            }),
        }
        Ok(())
    }

    /// The kinds with their counts, the gravest first, and of these the most frequent; of each the first findings and one
    /// command.
    fn print_groups(&mut self) -> Result<(), Error> {
        let mut groups = std::mem::take(&mut self.groups);
        groups.sort_by_key(|group| {
            let level = group.first.first().map(|first| first.level);
            (level, std::cmp::Reverse(group.count))
        });
        for FindingGroup { count, first } in &groups {
            let Some(example) = first.first() else {
                continue;
            };
            let kind = example.kind.unwrap_or_default();
            let level = example.level.slug();
            self.data.write_line(&format!("{level} {kind}: {count}"))?;
            if let Some(why) = example.why {
                self.data.write_line(&format!("    {why}."))?;
            }
            for finding in first {
                self.data
                    .write_line(&format!("    {}: {}", finding.about, finding.what))?;
            }
            if *count > first.len() {
                self.data.write_line(&format!(
                    "    … and {} more: cases check --only {kind} --all",
                    count - first.len(),
                ))?;
            }
            if let Some(fix) = &example.fix {
                self.data.write_line(&format!("    {fix}"))?;
            }
        }
        Ok(())
    }

    /// Prints a finding in a few lines; why its kind matters, once.
    fn print_finding(&mut self, finding: &Finding) -> Result<(), Error> {
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
    pub fn finish(mut self) -> Result<(), Error> {
        if self.few.len() > FEW {
            self.print_groups()?;
        } else {
            for finding in std::mem::take(&mut self.few) {
                self.print_finding(&finding)?;
            }
        }
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
