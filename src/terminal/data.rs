//! Standard output: the data a command was asked for, and nothing else.

use std::io::{self, BufWriter, Write};
use std::sync::{Arc, Mutex, PoisonError};

use super::links::TerminalLinks;
use super::pager::PagedText;
use super::sanitise;
use super::standard_output::StandardOutput;

/// Why standard output could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody reads any further, as after `cases list | head -1`. Not a failure: the program ends without a word, exit 0.
    #[error("the reader of the output has gone away")]
    ClosedPipe,
    /// Anything else, such as a full disk.
    #[error("the output could not be written: {0}")]
    Write(#[source] io::Error),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Write(error)
        }
    }
}

/// A buffered writer to standard output, which it locks while it lives. Call [`finish_output`](Self::finish_output) at the end: only
/// then is it certain that everything was written.
///
/// What is written through [`Write`] goes out byte for byte; that is for file formats. A text from data belongs in one of
/// the methods, which make it safe to look at.
#[derive(Debug)]
pub struct DataWriter {
    sink: DataSink,
    has_links: bool,
}

#[derive(Debug)]
enum DataSink {
    Standard(BufWriter<StandardOutput>),
    Paged(PagedText),
    Kept(Arc<Mutex<Vec<u8>>>),
}

impl DataWriter {
    /// One line of text, by [`sanitise::visible_text`], and a line feed.
    pub fn write_line(&mut self, text: &str) -> Result<(), Error> {
        Ok(writeln!(self, "{}", sanitise::visible_text(text))?)
    }

    /// Text of several lines, by [`sanitise::visible_lines`]; exactly one line feed stands at its end.
    pub fn write_lines(&mut self, text: &str) -> Result<(), Error> {
        Ok(writeln!(
            self,
            "{}",
            sanitise::visible_lines(text).trim_end_matches('\n')
        )?)
    }

    /// As [`write_lines`](Self::write_lines), with links where the terminal knows them; elsewhere there are none.
    pub fn write_linked_lines(&mut self, text: &str, links: &TerminalLinks) -> Result<(), Error> {
        if !self.has_links {
            return self.write_lines(text);
        }
        let plain = format!("{}\n", sanitise::visible_lines(text).trim_end_matches('\n'));
        Ok(self.write_linked(plain.as_bytes(), links.insert_links(&plain).as_bytes())?)
    }

    /// Whether links are shown; where they are not, none need be looked for.
    pub fn has_links(&self) -> bool {
        self.has_links
    }

    /// A JSON text, by [`sanitise::visible_json`], and a line feed.
    pub fn write_json(&mut self, text: &str) -> Result<(), Error> {
        Ok(writeln!(self, "{}", sanitise::visible_json(text))?)
    }

    /// Writes out what is still buffered; what went through a pager has been read.
    pub fn finish_output(mut self) -> Result<(), Error> {
        match &mut self.sink {
            DataSink::Paged(paged) => Ok(paged.finish_paging()?),
            DataSink::Standard(_) | DataSink::Kept(_) => Ok(self.flush()?),
        }
    }

    pub(super) fn new_standard(out: StandardOutput, has_links: bool) -> Self {
        Self {
            sink: DataSink::Standard(BufWriter::with_capacity(1 << 16, out)),
            has_links,
        }
    }

    pub(super) fn new_paged(paged: PagedText, has_links: bool) -> Self {
        Self {
            sink: DataSink::Paged(paged),
            has_links,
        }
    }

    pub(super) fn new_recording(bytes: Arc<Mutex<Vec<u8>>>) -> Self {
        Self {
            sink: DataSink::Kept(bytes),
            has_links: false,
        }
    }

    fn write_linked(&mut self, plain: &[u8], linked: &[u8]) -> io::Result<()> {
        match &mut self.sink {
            DataSink::Paged(paged) => paged.write_part(plain, linked),
            DataSink::Standard(_) | DataSink::Kept(_) => self.write_all(linked),
        }
    }
}

impl Write for DataWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            DataSink::Standard(out) => out.write(bytes),
            DataSink::Paged(paged) => paged.write_part(bytes, bytes).map(|()| bytes.len()),
            DataSink::Kept(kept) => kept
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            DataSink::Standard(out) => out.flush(),
            // How long the text is, is known only at its end.
            DataSink::Paged(_) | DataSink::Kept(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_told_from_a_failure() {
        assert!(matches!(
            Error::from(io::Error::from(io::ErrorKind::BrokenPipe)),
            Error::ClosedPipe
        ));
        assert!(matches!(
            Error::from(io::Error::from(io::ErrorKind::StorageFull)),
            Error::Write(_)
        ));
    }

    #[test]
    fn texts_are_made_visible_and_bytes_are_not() {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let mut data = DataWriter::new_recording(Arc::clone(&kept));
        data.write_line("a\u{1b}\n").unwrap();
        data.write_lines("b\nc\u{202e}\n\n").unwrap();
        data.write_json("{\"a\":\"\u{9b}\"}").unwrap();
        data.write_all(b"\x0c").unwrap();
        data.finish_output().unwrap();
        let written = String::from_utf8(kept.lock().unwrap().clone()).unwrap();
        assert_eq!(
            written,
            "a\\u{1b}\\u{a}\nb\nc\\u{202e}\n{\"a\":\"\\u009b\"}\n\u{c}"
        );
    }
}
