//! Writes settings into a settings file: only the given settings change, and comments stay.

use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, Value};

use crate::app::config::settings::{SETTINGS, SenderSettings, SettingsFile};
use crate::app::config::{Error, problem, text_of};
use crate::files::FolderLock;
use crate::files::output;
use crate::model::InvalidValue;
use crate::model::address::EmailAddress;

/// Writes who the sender is into a settings file. A new file is made with mode 0600, in folders of mode 0700. The file is
/// replaced whole or not at all, and never written through a symbolic link. Of
/// several writers at once each finds what those before it wrote: only what is other than in `known` is written.
///
/// # Errors
/// The file that is there is not a settings file, or the file cannot be written.
pub fn write_sender(
    path: &Path,
    known: &SenderSettings,
    sender: &SenderSettings,
) -> Result<(), Error> {
    let is_other = |((_, old), (_, new)): &((_, Option<Value>), (_, Option<Value>))| {
        old.as_ref().map(ToString::to_string) != new.as_ref().map(ToString::to_string)
    };
    let changes = sender_values(known)
        .into_iter()
        .zip(sender_values(sender))
        .filter(is_other);
    write_changes(
        path,
        changes.map(|(_, (key, value))| ("sender", key, value)),
    )
}

/// Writes one setting, or takes it out; an address is given as its lines, with semicolons between them.
///
/// # Errors
/// There is no such setting, it cannot have that value, or as of [`write_sender`].
pub fn write_setting(path: &Path, name: &str, text: Option<&str>) -> Result<(), Error> {
    let known = || SETTINGS.iter().map(|(known, _)| *known);
    let unknown = || Error::NoSetting(InvalidValue::unknown_word("setting", name, known()));
    let name = known().find(|known| *known == name).ok_or_else(unknown)?;
    let (section, key) = name.split_once('.').ok_or_else(unknown)?;
    if let Some(address) = text.filter(|_| name == "sender.email") {
        address
            .trim()
            .parse::<EmailAddress>()
            .map_err(Error::WrongValue)?;
    }
    write_changes(
        path,
        [(section, key, text.map(|text| parse_value(name, text)))],
    )
}

/// The setting as a settings file says it, on one line; none if it does not.
pub fn read_setting(path: &Path, name: &str) -> Result<Option<String>, Error> {
    let settings: DocumentMut = text_of(path)?
        .unwrap_or_default()
        .parse()
        .unwrap_or_default();
    let (section, key) = name.split_once('.').unwrap_or((name, ""));
    let value = settings
        .get(section)
        .and_then(|section| section.get(key))
        .and_then(Item::as_value);
    Ok(value.map(|value| match value {
        Value::Array(_) | Value::String(_) => value_texts(value).join("; "),
        other => other.clone().decorated("", "").to_string(),
    }))
}

fn parse_value(name: &str, text: &str) -> Value {
    match name {
        "sender.address" => Value::from(
            text.split(';')
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect::<Array>(),
        ),
        _ => match (text.trim().parse::<i64>(), text.trim()) {
            (Ok(number), _) if name.starts_with("letters.") => Value::from(number),
            (_, "yes" | "true") if name == "letters.strict" => Value::from(true),
            (_, "no" | "false") if name == "letters.strict" => Value::from(false),
            (_, text) => Value::from(text),
        },
    }
}

fn write_changes<'a>(
    path: &Path,
    changes: impl IntoIterator<Item = (&'a str, &'a str, Option<Value>)>,
) -> Result<(), Error> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    output::make_folder(folder)?;
    // Until the end: two commands at once both hold.
    let _lock = FolderLock::wait_for(folder).map_err(|_| Error::Busy(folder.to_owned()))?;
    let old = text_of(path)?.unwrap_or_default();
    // What cannot be read is not touched.
    problem::parse::<SettingsFile>(path, &old)?;
    let mut settings: DocumentMut = old.parse().unwrap_or_default();
    for (section, key, value) in changes {
        let section = settings
            .entry(section)
            .or_insert_with(|| Item::Table(Table::new()));
        if let Some(section) = section.as_table_like_mut() {
            set_value(section, key, value);
        }
    }
    let mut new = settings.to_string();
    problem::parse::<SettingsFile>(path, &new)?;
    if old.contains("\r\n") {
        new = new.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    output::write_new(path, new.as_bytes(), true)?;
    Ok(())
}

fn sender_values(sender: &SenderSettings) -> [(&'static str, Option<Value>); 8] {
    let text = |line: Option<String>| line.map(Value::from);
    let address: Array = sender.address.iter().map(ToString::to_string).collect();
    [
        ("name", text(sender.name.as_ref().map(ToString::to_string))),
        (
            "organisation",
            text(sender.organisation.as_ref().map(ToString::to_string)),
        ),
        (
            "introduction",
            text(sender.introduction.as_ref().map(ToString::to_string)),
        ),
        (
            "address",
            (!address.is_empty()).then(|| Value::from(address)),
        ),
        (
            "email",
            text(sender.email.as_ref().map(ToString::to_string)),
        ),
        (
            "phone",
            text(sender.phone.as_ref().map(ToString::to_string)),
        ),
        (
            "country",
            text(sender.country.as_ref().map(ToString::to_string)),
        ),
        ("lang", text(sender.lang.clone())),
    ]
}

/// Sets or removes one setting; the comments around it stay.
fn set_value(section: &mut dyn toml_edit::TableLike, key: &str, value: Option<Value>) {
    let Some(mut value) = value else {
        section.remove(key);
        return;
    };
    match section.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) if is_text(&value) && value_texts(old) == value_texts(&value) => {}
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            section.insert(key, Item::Value(value));
        }
    }
}

/// Whether a value is made of texts.
fn is_text(value: &Value) -> bool {
    value.is_str() || value.is_array()
}

/// The texts of a value, however it is written.
fn value_texts(value: &Value) -> Vec<&str> {
    match value.as_array() {
        Some(lines) => lines.iter().filter_map(Value::as_str).collect(),
        None => value.as_str().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn sender() -> SenderSettings {
        SenderSettings {
            name: Some("Anna \u{201c}A\u{201d} O'Brien".parse().unwrap()),
            address: vec!["1 Main Street".parse().unwrap(), "Dublin".parse().unwrap()],
            country: Some("IE".parse().unwrap()),
            ..SenderSettings::default()
        }
    }

    /// Who is known to write before: nothing of it stays.
    fn known() -> SenderSettings {
        let line = |text: &str| Some(text.parse().unwrap());
        SenderSettings {
            name: line("X"),
            phone: line("1"),
            email: line("e"),
            ..SenderSettings::default()
        }
    }

    fn read(path: &Path) -> SenderSettings {
        problem::parse::<SettingsFile>(path, &fs::read_to_string(path).unwrap())
            .unwrap()
            .sender
    }

    #[test]
    fn a_new_file_is_private_and_says_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/cases/config.toml");
        write_sender(&path, &known(), &sender()).unwrap();
        assert_eq!(read(&path), sender());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (
                mode(&path),
                mode(path.parent().unwrap()),
                mode(&folder.path().join("a"))
            ),
            (0o600, 0o700, 0o700)
        );
    }

    #[test]
    fn only_the_sender_changes_and_comments_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let old = "# mine\r\n[letters] # how\r\nstrict = true\r\n\r\n[sender]\r\n# who\r\nname = 'X' # me\r\nphone = '1'\r\n\
                   address = [ '1 Main Street', # home\r\n  'Dublin' ]\r\n# end\r\n";
        fs::write(&path, old).unwrap();
        write_sender(&path, &known(), &sender()).unwrap();
        let expected = "# mine\r\n[letters] # how\r\nstrict = true\r\n\r\n[sender]\r\n# who\r\n\
                        name = \"Anna \u{201c}A\u{201d} O'Brien\" # me\r\n\
                        address = [ '1 Main Street', # home\r\n  'Dublin' ]\r\ncountry = \"IE\"\r\n# end\r\n";
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        write_sender(&path, &known(), &sender()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    }

    #[test]
    fn a_sender_in_any_notation_is_changed() {
        for old in [
            "sender = { name = 'X', email = 'e' }\n",
            "sender.name = 'X'\nletters.strict = true\n",
            "\u{feff}",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("config.toml");
            fs::write(&path, old).unwrap();
            write_sender(&path, &known(), &sender()).unwrap();
            assert_eq!(read(&path), sender(), "{old}");
        }
    }

    #[test]
    fn one_setting_is_written_read_and_taken_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        for (name, typed, said) in [
            (
                "sender.address",
                "1 Main Street; Dublin",
                "1 Main Street; Dublin",
            ),
            ("sender.country", "Ireland", "Ireland"),
            ("letters.stale_after_months", "6", "6"),
            ("letters.stale_after_months", "9", "9"),
            ("letters.strict", "yes", "true"),
            ("sender.phone", "112", "112"),
        ] {
            write_setting(&path, name, Some(typed)).unwrap();
            assert_eq!(
                read_setting(&path, name).unwrap().as_deref(),
                Some(said),
                "{name}"
            );
        }
        write_setting(&path, "letters.strict", None).unwrap();
        assert_eq!(read_setting(&path, "letters.strict").unwrap(), None);
        let before = fs::read_to_string(&path).unwrap();
        for (name, typed) in [
            ("sender.country", "Atlantis"),
            ("letters.consent", "maybe"),
            ("letters.strict", "maybe"),
        ] {
            assert!(
                matches!(
                    write_setting(&path, name, Some(typed)),
                    Err(Error::Invalid(_))
                ),
                "{name}"
            );
        }
        assert!(matches!(
            write_setting(&path, "sender.email", Some("nonsense")),
            Err(Error::WrongValue(_))
        ));
        assert!(matches!(
            write_setting(&path, "sender.nmae", Some("X")),
            Err(Error::NoSetting(_))
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), before);
    }

    #[test]
    fn what_another_has_written_since_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        write_setting(&path, "sender.phone", Some("112")).unwrap();
        write_sender(&path, &SenderSettings::default(), &sender()).unwrap();
        assert_eq!(
            read(&path),
            SenderSettings {
                phone: Some("112".parse().unwrap()),
                ..sender()
            }
        );
    }

    #[test]
    fn what_is_wrong_or_a_link_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (
            folder.path().join("config.toml"),
            folder.path().join("link"),
        );
        fs::write(&path, "[sender]\nnmae = 'X'\n").unwrap();
        assert!(matches!(
            write_sender(&path, &known(), &sender()),
            Err(Error::Invalid(_))
        ));
        fs::write(&path, "").unwrap();
        symlink(&path, &link).unwrap();
        assert!(matches!(
            write_sender(&link, &known(), &sender()),
            Err(Error::Unwritten(output::Error::Link(_)))
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), "");
    }
}
