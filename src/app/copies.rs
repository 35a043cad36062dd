//! The copies of a casebook: where they are, those made before many changes at once, and the newest that is sound.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::app::error::Error;
use crate::files::{describe_io_error, output};
use crate::store::{self, Store};

/// The number of automatic copies that are kept; each new one replaces the oldest.
const KEPT: usize = 10;

/// A copy of the casebook that was made before many changes at once. Dropped before it is settled, it goes: then nothing was
/// changed.
#[derive(Debug)]
#[must_use = "a copy that is not settled goes"]
pub struct SafetyCopy {
    path: Option<PathBuf>,
    what: &'static str,
}

/// Copies the casebook before many changes at once. With --dry-run, and of an empty casebook, no copy is made.
pub fn make_safety_copy(app: &App, store: &Store, what: &'static str) -> Result<SafetyCopy, Error> {
    if app.global.sample || app.global.dry_run || store.is_empty()? {
        return Ok(SafetyCopy { path: None, what });
    }
    let folder = copies_folder(app)?;
    output::make_folder(&folder)?;
    let _progress = app
        .terminal
        .start_progress("Copying the casebook and reading the copy back");
    let path =
        store.copy_beside(&folder.join(format!("{}_before-{what}.db", current_timestamp())))?;
    Ok(SafetyCopy {
        path: Some(path),
        what,
    })
}

impl SafetyCopy {
    /// Keeps the copy if something was changed, and lets the oldest of such copies go; never this one, and never one that
    /// the user made.
    pub fn keep_if_changed(mut self, app: &App, something_changed: bool) -> Result<(), Error> {
        let Some(path) = self.path.take_if(|_| something_changed) else {
            return Ok(());
        };
        app.terminal
            .print_detail(&format!("Copied the casebook to {} first", path.display()));
        let mut automatic = list_copies(&copies_folder(app)?)?;
        automatic.retain(|copy| *copy != path && is_automatic(copy, self.what));
        for old in automatic.iter().skip(KEPT - 1) {
            match std::fs::remove_file(old) {
                // Another import lets old ones go too.
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    let what = format!("The old copy {} could not be removed", old.display());
                    return Err(Error::failed(what).with_reason(describe_io_error(&error)));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Drop for SafetyCopy {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            // If it stays, it is one copy too many.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Whether a copy has exactly the name that [`make_safety_copy`] gives: `2026-11-28T101530Z_before-import-2.db`.
pub fn is_automatic(copy: &Path, what: &str) -> bool {
    let name = copy.file_name().unwrap_or_default().to_string_lossy();
    let Some((moment, rest)) = name.split_once('_') else {
        return false;
    };
    let shape: String = moment
        .chars()
        .map(|sign| if sign.is_ascii_digit() { '0' } else { sign })
        .collect();
    let number = rest
        .strip_prefix("before-")
        .and_then(|rest| rest.strip_prefix(what)?.strip_suffix(".db"));
    let is_number = |text: &str| {
        text.strip_prefix('-')
            .is_some_and(|digits| digits.parse::<u32>().is_ok())
    };
    shape == "0000-00-00T000000Z"
        && number.is_some_and(|number| number.is_empty() || is_number(number))
}

/// Names what an interrupted command had left at the place of a casebook.
pub fn tell_aside(app: &App, aside: &[PathBuf]) {
    for path in aside {
        app.terminal.print_note(&format!(
            "What an interrupted command had left there was put aside: {}",
            path.display()
        ));
    }
}

/// The youngest copy that is sound; none if there is none. Reads copies whole until one is.
pub fn newest_sound(casebook: &Path) -> Option<PathBuf> {
    let copies = list_copies(&folder_beside(casebook)).ok()?;
    copies
        .into_iter()
        .find(|copy| Store::check_copy(copy).is_ok())
}

/// The error about a casebook that cannot be opened; if it is damaged, with the way out.
pub fn with_way_out(error: store::Error, casebook: &Path) -> Error {
    let is_damaged = matches!(
        error,
        store::Error::Damaged(_) | store::Error::Empty(_) | store::Error::NotCasebook { .. }
    );
    let error = Error::from(error);
    if !is_damaged {
        return error;
    }
    match newest_sound(casebook) {
        Some(copy) => {
            let copy = crate::app::shell::shell_quote(&copy.display().to_string());
            error.try_with(format!("cases backup restore {copy}"))
        }
        None => error,
    }
}

/// The folder of copies: beside the casebook.
pub fn copies_folder(app: &App) -> Result<PathBuf, Error> {
    Ok(folder_beside(&app.casebook_path()?))
}

/// The folder of the copies of a casebook.
pub fn folder_beside(casebook: &Path) -> PathBuf {
    casebook.parent().unwrap_or(Path::new(".")).join("backups")
}

/// The real moment, whatever --today says, as a name of a file can say it on every system: copies are told apart by it.
pub fn current_timestamp() -> String {
    jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H%M%SZ")
        .to_string()
}

/// The copies in a folder, the youngest first.
pub fn list_copies(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error: std::io::Error| {
        Error::failed(format!("The folder {} cannot be read", folder.display()))
            .with_reason(describe_io_error(&error))
    };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        // One that went meanwhile is none.
        let Ok(about) = path.metadata() else { continue };
        if path.extension().is_some_and(|ending| ending == "db") {
            copies.push((about.modified().ok(), number_in(&path), path));
        }
    }
    copies.sort_unstable_by(|one, other| other.cmp(one));
    Ok(copies.into_iter().map(|(_, _, path)| path).collect())
}

/// The moment and the number in the name of a copy, for those of one moment: `…-10.db` is younger than `…-2.db`.
fn number_in(path: &Path) -> (String, u32) {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    match stem
        .rsplit_once('-')
        .map(|(head, number)| (head.to_owned(), number.parse()))
    {
        Some((head, Ok(number))) => (head, number),
        _ => (stem, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_exactly_the_name_of_an_automatic_copy_is_one() {
        let automatic = |name: &str| is_automatic(Path::new(name), "import");
        assert!(
            automatic("b/2026-11-28T101530Z_before-import.db")
                && automatic("2026-11-28T101530Z_before-import-12.db")
        );
        for own in [
            "2020-01-01_before-travel.db",
            "2026-11-28T101530Z_before-imports.db",
            "2026-11-28T101530Z_before-import-.db",
            "2026-11-28T101530Z_before-import-old.db",
            "2026-11-28T101530Z_before-import.db.db",
            "my-2026-11-28T101530Z_before-import.db",
            "2026-11-28T101530Z.db",
        ] {
            assert!(!automatic(own), "{own}");
        }
    }

    #[test]
    fn the_youngest_copy_is_first_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let moment = std::time::SystemTime::now();
        for (name, seconds) in [
            ("x-2.db", 5),
            ("x-10.db", 5),
            ("2030-01-01.db", 9),
            ("a.db", 1),
            ("x.db", 5),
        ] {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(moment - std::time::Duration::from_secs(seconds))
                .unwrap();
        }
        std::fs::write(folder.path().join("notes.txt"), "").unwrap();
        let found = list_copies(folder.path()).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|path| path.file_name().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(
            names,
            ["a.db", "x-10.db", "x-2.db", "x.db", "2030-01-01.db"]
        );
    }
}
