//! The completions of each value of the command line that is text to clap, chosen by its name in the help: `CASE`, `FILE`. What
//! has a type of words is completed from that.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::Arg;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};

use crate::app::config::{Config, ConfigFlags, SETTINGS};
use crate::app::sample;
use crate::cli::help;
use crate::exchange::FileFormat;
use crate::letters::TemplateLibrary;
use crate::letters::disclosure::WithheldCase;
use crate::model::date::full_day;
use crate::model::vocabulary::{
    Channel, DemandKind, Gender, Role, Standing, Vocabulary, VocabularyWord,
};
use crate::model::{
    Case, CaseColumn, Date, Field, FieldMeaning, Id, Recipient, Record, Reply, Source, Statement,
    ValueKind,
};
use crate::store::{PrefixKind, Store};
use crate::terminal::sanitise;

/// The most words of the casebook that are offered at once.
const MOST: u32 = 200;

/// A word and what it is.
type CompletionWord = (String, String);

/// What a value takes.
#[derive(Clone)]
pub enum CompletionKind {
    /// A text, a date, a number: nothing can be offered.
    Anything,
    /// One of these words.
    Words(fn() -> Vec<CompletionWord>),
    /// A word of the vocabulary of a field.
    Vocabulary(&'static [VocabularyWord]),
    /// Something in the casebook, or one of these words.
    Known(&'static [PrefixKind], fn() -> Vec<CompletionWord>),
    /// The name of a kind of letter; also a file.
    Kinds(bool),
    /// A language of letters.
    Languages,
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// What an argument of a command takes; none if that is not known.
pub fn classify_argument(path: &str, arg: &Arg) -> Option<CompletionKind> {
    use CompletionKind::{Anything, File, Folder, Kinds, Known, Languages, Words};
    let name = arg.get_value_names()?.first()?.as_str();
    let group = path.split(' ').next().unwrap_or_default();
    Some(match (name, group) {
        ("CASE" | "OTHER", _) => Known(&[PrefixKind::Cases], offer_nothing),
        ("WHO", _) => Known(
            &[PrefixKind::Recipients, PrefixKind::RecipientGroups],
            offer_vocabulary::<Role>,
        ),
        ("RECIPIENT", _) => Known(&[PrefixKind::Recipients], offer_nothing),
        ("STATEMENT", _) => Known(&[PrefixKind::Statements], offer_nothing),
        ("LETTER", _) => Known(&[PrefixKind::Letters], offer_nothing),
        ("SOURCE", _) => Known(&[PrefixKind::Sources], offer_nothing),
        ("TAG", _) => Known(&[PrefixKind::Tags], offer_nothing),
        ("GROUP", "recipients") => Known(&[PrefixKind::RecipientGroups], offer_nothing),
        ("GROUP", _) => Known(&[PrefixKind::Groups], offer_nothing),
        ("DEMAND", _) => Words(offer_vocabulary::<DemandKind>),
        ("BODY", _) => Anything,
        ("LANG", _) => Languages,
        ("NAME", "templates") => Kinds(false),
        ("NAME|FILE", _) => Kinds(true),
        ("SETTING", _) => Words(|| {
            SETTINGS
                .iter()
                .map(|(name, help)| offer_word(name, help))
                .collect()
        }),
        ("COMMAND", _) => Words(|| offer_words(help::command_names())),
        ("COMMAND|TOPIC", _) => Words(|| offer_words(help::page_names())),
        ("A,B,…", "list") => Words(|| {
            CaseColumn::iter_all()
                .map(|one| offer_word(one.name(), one.help_text()))
                .collect()
        }),
        ("FIELD", "sources") => Words(offer_fields::<Source>),
        ("FIELD", "recipients") => Words(offer_fields::<Recipient>),
        ("FIELD", _) => Words(offer_fields::<Case>),
        ("FORMAT", _) if ["recipients import", "sources export"].contains(&path) => {
            Words(|| offer_words(whole_records()))
        }
        ("yes|no", _) => Words(|| offer_words(["yes", "no"])),
        ("pdf|docx", _) => Words(|| offer_words(["pdf", "docx"])),
        ("WORD", _) => CompletionKind::Vocabulary(find_vocabulary(group, arg)?),
        ("FACT", _) => CompletionKind::Vocabulary(find_kinds(arg)),
        ("FILE", _) => File,
        ("DIR", _) => Folder,
        (
            "DATE" | "TERM" | "N" | "OP" | "TEXT" | "WORDS" | "LINE" | "ADDRESS" | "NAME" | "ID"
            | "ARTICLE" | "URL",
            _,
        )
        | ("PLACE" | "VALUE" | "FIELDS" | "FIELD=VALUE" | "LIST.ENTRY" | "CHARACTER", _)
        | ("COLUMN=FIELD|@NAME" | "[COLUMN:]TEXT=WORD" | "TEXT=WORD" | "A,B,…", _)
        | ("COLUMN" | "COLUMN[-]", _) => Anything,
        _ => return None,
    })
}

/// The forms of files that hold whole records.
fn whole_records() -> impl Iterator<Item = &'static str> {
    FileFormat::ALL
        .into_iter()
        .filter(|format| !format.is_table())
        .map(FileFormat::format_name)
}

/// The words of a field of the record that a command is about, or of a flag that is no field.
fn find_vocabulary(group: &str, arg: &Arg) -> Option<&'static [VocabularyWord]> {
    match arg.get_id().as_str() {
        "channel" => return Some(Channel::WORDS),
        "standing" => return Some(Standing::WORDS),
        "holder_gender" => return Some(Gender::WORDS),
        _ => {}
    }
    let fields = match group {
        "recipients" => Recipient::FIELDS,
        "sources" => Source::FIELDS,
        "reply" => Reply::FIELDS,
        "statement" => Statement::FIELDS,
        _ => Case::FIELDS,
    };
    let kind = fields
        .iter()
        .find(|field| field.name == arg.get_id().as_str())?
        .kind;
    if let ValueKind::Word(_, words) = kind {
        Some(words)
    } else {
        None
    }
}

/// The words with which a fact can begin.
fn find_kinds(arg: &Arg) -> &'static [VocabularyWord] {
    let list = Case::LISTS
        .iter()
        .find(|list| list.name == arg.get_id().as_str());
    let first = list.and_then(|list| {
        list.fields
            .iter()
            .find(|field| matches!(field.meaning, FieldMeaning::Kind | FieldMeaning::Standing))
    });
    match first.map(|field| field.kind) {
        Some(ValueKind::Word(_, words)) => words,
        _ => &[],
    }
}

fn offer_nothing() -> Vec<CompletionWord> {
    Vec::new()
}

fn offer_word(word: &str, what: &str) -> CompletionWord {
    (word.to_owned(), what.to_owned())
}

fn offer_words(words: impl IntoIterator<Item = &'static str>) -> Vec<CompletionWord> {
    words.into_iter().map(|word| offer_word(word, "")).collect()
}

fn offer_vocabulary<V: Vocabulary>() -> Vec<CompletionWord> {
    of_words(V::WORDS)
}

fn of_words(words: &[VocabularyWord]) -> Vec<CompletionWord> {
    words
        .iter()
        .map(|word| offer_word(word.slug, word.label))
        .collect()
}

fn offer_fields<R: Record>() -> Vec<CompletionWord> {
    R::FIELDS
        .iter()
        .map(|field: &Field| offer_word(field.name, field.help))
        .collect()
}

impl ValueCompleter for CompletionKind {
    fn complete(&self, begun: &OsStr) -> Vec<CompletionCandidate> {
        let Some(text) = begun.to_str() else {
            return Vec::new();
        };
        match self {
            Self::Anything => Vec::new(),
            Self::Words(words) => filter_by_prefix(words(), text),
            Self::Vocabulary(words) => filter_by_prefix(of_words(words), text),
            Self::Known(kinds, words) => {
                let mut found = search_casebook(kinds, text);
                found.extend(filter_by_prefix(words(), text));
                found
            }
            Self::Kinds(also_file) => {
                let kinds = load_library()
                    .list_kinds()
                    .unwrap_or_default()
                    .into_iter()
                    .map(|kind| (kind, String::new()));
                let mut found = filter_by_prefix(kinds.collect(), text);
                if *also_file {
                    found.extend(PathCompleter::file().complete(begun));
                }
                found
            }
            Self::Languages => {
                let langs = load_library()
                    .list_languages()
                    .unwrap_or_default()
                    .into_iter()
                    .map(|lang| (lang, String::new()));
                filter_by_prefix(langs.collect(), text)
            }
            Self::File => PathCompleter::file().complete(begun),
            Self::Folder => PathCompleter::dir().complete(begun),
        }
    }
}

fn filter_by_prefix(words: Vec<CompletionWord>, text: &str) -> Vec<CompletionCandidate> {
    words
        .into_iter()
        .filter(|(word, _)| word.starts_with(text))
        .map(to_candidate)
        .collect()
}

fn to_candidate((word, what): CompletionWord) -> CompletionCandidate {
    let what = sanitise::one_line(&what).into_owned();
    CompletionCandidate::new(word).help((!what.is_empty()).then(|| what.into()))
}

/// What the casebook that the line names has to offer.
fn search_casebook(kinds: &[PrefixKind], text: &str) -> Vec<CompletionCandidate> {
    let line = CommandLineContext::parse_words(std::env::args_os());
    let store = if line.sample {
        sample::open_store().ok()
    } else {
        line.casebook_path()
            .and_then(|path| Store::open_if_ready(&path))
    };
    let Some(store) = store else {
        return Vec::new();
    };
    let found = kinds.iter().flat_map(|what| match line.public {
        true => search_disclosed(&store, *what, text, line.current_day()),
        false => store.search_prefix(*what, text, MOST).unwrap_or_default(),
    });
    found.map(to_candidate).collect()
}

/// Of what begins so, that which everybody may see on a day: offices, and people who may be named, or as they are told of.
fn search_disclosed(store: &Store, what: PrefixKind, text: &str, day: Date) -> Vec<CompletionWord> {
    match what {
        PrefixKind::Recipients | PrefixKind::RecipientGroups => {
            store.search_prefix(what, text, MOST).unwrap_or_default()
        }
        PrefixKind::Cases => {
            let Ok(unnamed) = store.load_protected_cases() else {
                return Vec::new();
            };
            let is_withheld = |case: &&Case| {
                WithheldCase::from_case(case, day).is_some() || case.pseudonym.is_some()
            };
            let hidden: BTreeSet<&str> = unnamed
                .iter()
                .filter(is_withheld)
                .map(|case| case.id.as_str())
                .collect();
            let mut found = store.search_prefix(what, text, MOST).unwrap_or_default();
            found.retain(|(id, _)| !hidden.contains(id.as_str()));
            let told = unnamed
                .iter()
                .filter(|case| WithheldCase::from_case(case, day).is_none())
                .filter_map(|case| case.pseudonym.as_ref());
            let told =
                told.map(|told| (Id::from_name(told.as_str()).to_string(), told.to_string()));
            found.extend(told.filter(|(id, _)| id.starts_with(&text.to_lowercase())));
            found
        }
        PrefixKind::Groups
        | PrefixKind::Tags
        | PrefixKind::Sources
        | PrefixKind::Letters
        | PrefixKind::Statements => Vec::new(),
    }
}

fn load_library() -> TemplateLibrary {
    let config = Config::load(&CommandLineContext::parse_words(std::env::args_os()).flags).ok();
    TemplateLibrary::new(config.and_then(|config| config.templates_folder().map(PathBuf::from)))
}

/// What the line that is being typed says about places.
#[derive(Default)]
struct CommandLineContext {
    flags: ConfigFlags,
    sample: bool,
    public: bool,
    today: Option<Date>,
}

impl CommandLineContext {
    fn parse_words(words: impl IntoIterator<Item = OsString>) -> Self {
        let mut line = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let text = word.to_string_lossy();
            let (flag, value) = text
                .split_once('=')
                .map_or((text.as_ref(), None), |(flag, value)| (flag, Some(value)));
            let mut value = || value.map(OsString::from).or_else(|| words.next());
            match flag {
                "--db" => line.flags.db = value().map(at_home),
                "--config" => line.flags.config = value().map(at_home),
                "--no-config" => line.flags.no_config = true,
                "--sample" => line.sample = true,
                "--public" => line.public = true,
                "--today" => line.today = value().and_then(|day| full_day(day.to_str()?).ok()),
                _ => {}
            }
        }
        line
    }

    /// The day of the line.
    fn current_day(&self) -> Date {
        self.today
            .or_else(|| self.sample.then(sample::casebook_day))
            .unwrap_or_else(|| jiff::Zoned::now().date())
    }

    fn casebook_path(&self) -> Option<PathBuf> {
        let config = Config::load(&self.flags).or_else(|_| {
            Config::load(&ConfigFlags {
                no_config: true,
                ..self.flags.clone()
            })
        });
        config.ok()?.casebook_path().ok().map(PathBuf::from)
    }
}

/// A path as the shell would have made it, for a shell asks before it does.
fn at_home(path: OsString) -> PathBuf {
    let path = PathBuf::from(path);
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) => home.join(rest),
        _ => path,
    }
}
