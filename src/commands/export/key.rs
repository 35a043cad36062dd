//! The key of a redacted export, and the secret that is derived from it.

use std::path::PathBuf;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::files::input::{Input, KEY};

/// The work of one guess: memory in KiB, passes, lanes.
const COST: (u32, u32, u32) = (64 * 1024, 3, 1);
/// The same for everybody, so that the same key gives the same pseudonyms; the key itself must be strong.
const SALT: &[u8] = b"cases export --redacted, form 2";

/// How many different words are enough, and how long a text without spaces has to be.
const WORDS_ENOUGH: usize = 5;
const LETTERS_ENOUGH: usize = 20;
const DIFFERENT_LETTERS: usize = 10;
/// What many people take for a key.
const COMMON: [&str; 8] = [
    "password",
    "qwerty",
    "correct horse battery staple",
    "abcdefgh",
    "12345678",
    "87654321",
    "letmein",
    "iloveyou",
];

/// From which key the pseudonyms are made.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct KeyArgs {
    /// With the same key the same pseudonyms: the key in this file, or - for standard input (default: new ones each time)
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Output",
        requires = "redacted"
    )]
    key_file: Option<PathBuf>,
    /// The key itself; without WORDS it is asked for. What is typed here stays in the history of the shell
    #[arg(
        long,
        value_name = "WORDS",
        num_args = 0..=1,
        default_missing_value = "",
        help_heading = "Output",
        requires = "redacted"
    )]
    key: Option<String>,
}

impl KeyArgs {
    /// The secret that the key gives; without a key, one that nobody knows and that is used once.
    ///
    /// # Errors
    /// The key is too easy to guess, cannot be read, or is to be asked for and nobody can be.
    pub(super) fn read_secret(&self, app: &App) -> Result<[u8; 32], Error> {
        let key = match (&self.key_file, self.key.as_deref()) {
            (Some(path), _) => Input::open(path)?.read_text(KEY)?,
            (None, Some("")) => ask_key(app)?,
            (None, Some(key)) => {
                app.terminal
                    .print_note("A key on the command line stays in the history of the shell; --key-file keeps it out.");
                key.to_owned()
            }
            (None, None) => {
                app.terminal.print_note("The pseudonyms are for this file alone; --key-file gives the same ones each time.");
                return Ok(super::redact::random_secret());
            }
        };
        let key = key.trim();
        refuse_weak(key)?;
        derive_secret(key)
    }
}

fn ask_key(app: &App) -> Result<String, Error> {
    if !app.terminal.can_ask() {
        return Err(
            Error::usage("The key is to be typed, and there is no terminal to ask on")
                .try_with("cases export --redacted --key-file FILE"),
        );
    }
    Ok(app.terminal.ask_secret("Key of the pseudonyms")?)
}

/// The secret derived from a key: slow to make, so that somebody who knows a pseudonym cannot try many keys.
fn derive_secret(key: &str) -> Result<[u8; 32], Error> {
    let (memory, passes, lanes) = COST;
    let failed = |error: argon2::Error| Error::failed(format!("The key cannot be used: {error}"));
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(failed)?;
    let mut secret = [0; 32];
    let mut memory = vec![Block::default(); params.block_count()];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(key.as_bytes(), SALT, &mut secret, &mut memory)
        .map_err(failed)?;
    Ok(secret)
}

/// Refuses a key that could be guessed although every guess is slow.
fn refuse_weak(key: &str) -> Result<(), Error> {
    let small = key.to_lowercase();
    let mut words: Vec<&str> = small
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
        .collect();
    words.sort_unstable();
    words.dedup();
    let mut letters: Vec<char> = key.chars().filter(|c| !c.is_whitespace()).collect();
    let length = letters.len();
    letters.sort_unstable();
    letters.dedup();
    let is_long = length >= LETTERS_ENOUGH && letters.len() >= DIFFERENT_LETTERS;
    let is_enough = is_long && (words.len() >= WORDS_ENOUGH || !key.contains(char::is_whitespace));
    if is_enough && !COMMON.iter().any(|common| small.contains(common)) {
        return Ok(());
    }
    Err(Error::usage("This key is too easy to guess")
        .with_reason(format!(
            "Enough are {WORDS_ENOUGH} different words that a dice or a machine has chosen, or {LETTERS_ENOUGH} random letters \
             and digits; nothing that is often taken"
        ))
        .try_with("head -c 24 /dev/urandom | base64 > key.txt && cases export --redacted --key-file key.txt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_repeated_keys_are_refused() {
        for key in [
            "",
            "a",
            "1234",
            "password",
            "four quiet words",
            "correct horse battery staple now then",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "one one one one one one one",
            "abcdefghijklmnopqrstuvwxyz",
            "a b c d e f g h i j k l m n o p",
        ] {
            assert!(refuse_weak(key).is_err(), "{key}");
        }
        for key in [
            "mauve lantern ostrich pickle dune",
            "kJ8vQz2LwX0pR7tYb5sN",
            "бархат лампа осина ведро туман",
        ] {
            assert!(refuse_weak(key).is_ok(), "{key}");
        }
    }

    #[test]
    fn the_same_key_gives_the_same_secret_and_another_another() {
        let secret = derive_secret("mauve lantern ostrich pickle dune").unwrap();
        assert_eq!(
            secret,
            derive_secret("mauve lantern ostrich pickle dune").unwrap()
        );
        assert_ne!(
            secret,
            derive_secret("mauve lantern ostrich pickle dunes").unwrap()
        );
    }
}
