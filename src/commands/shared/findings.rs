//! Findings as the data of a command: what is to mend, each with what mends it.

use serde_json::{Map, Value};

use crate::app::App;
use crate::app::error::Error;
use crate::letters::PreflightFinding;

/// A finding about something of the casebook.
pub struct PrintableFinding<'a> {
    /// What it is about, before the finding on a line.
    pub about: &'a str,
    /// The same in JSON.
    pub names: Map<String, Value>,
    /// What was found.
    pub finding: &'a PreflightFinding,
}

/// Prints the findings.
pub fn print_findings(app: &App, found: &[PrintableFinding<'_>]) -> Result<(), Error> {
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        data.write_json(
            &Value::Array(found.iter().map(PrintableFinding::as_json).collect()).to_string(),
        )?;
    } else {
        for PrintableFinding { about, finding, .. } in found {
            data.write_line(&format!("{about}: {}", finding.what))?;
            finding
                .fix
                .iter()
                .try_for_each(|fix| data.write_line(&format!("    {fix}")))?;
        }
    }
    data.finish_output()?;
    match found.len() {
        0 => Ok(()),
        1 => Err(Error::invalid("1 thing to mend")),
        count => Err(Error::invalid(format!("{count} things to mend"))),
    }
}

impl PrintableFinding<'_> {
    fn as_json(&self) -> Value {
        let mut object = self.names.clone();
        object.insert("code".to_owned(), self.finding.level.slug().into());
        object.insert("message".to_owned(), self.finding.what.as_str().into());
        object.insert("fix".to_owned(), self.finding.fix.as_deref().into());
        Value::Object(object)
    }
}
