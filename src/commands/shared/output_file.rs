//! Where a command that writes a file puts it.

use std::io::{BufWriter, Write};
use std::path::Path;

use crate::app::App;
use crate::app::error::Error;
use crate::files::output;

/// Writes to a file, whole or not at all, or to standard output.
pub fn write_output(
    app: &App,
    path: Option<&Path>,
    force: bool,
    body: impl FnOnce(&mut dyn Write) -> Result<(), Error>,
) -> Result<(), Error> {
    let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
        let mut data = app.terminal.data_writer();
        body(&mut data)?;
        return Ok(data.finish_output()?);
    };
    let mut out = BufWriter::with_capacity(1 << 16, output::NewFile::create(path, force)?);
    body(&mut out)?;
    out.into_inner()
        .map_err(|error| Error::failed(error.to_string()))?
        .finish_file()?;
    app.terminal
        .print_note(&format!("Wrote {}.", path.display()));
    Ok(())
}
