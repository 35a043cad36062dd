//! What each value of the command line takes, told by its name in the help: `CASE`, `STATUS`, `FILE`.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::Arg;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};

use crate::app::config::{Config, Flags, SETTINGS};
use crate::app::sample;
use crate::checks;
use crate::cli::help;
use crate::exchange::FileFormat;
use crate::letters::Library;
use crate::letters::disclosure::Withheld;
use crate::model::date::full_day;
use crate::model::facet::Facet;
use crate::model::filter::SortKey;
use crate::model::vocabulary::{
    Category, Channel, ConcernKind, DemandKind, Gender, Role, Standing, Status, StatusWord, Vocabulary, Word,
};
use crate::model::{Case, Column, Country, Date, Field, Id, Kind, Recipient, Record, Reply, Statement};
use crate::render::{Format, Paper, Stock};
use crate::store::{Begun, Store};
use crate::terminal::sanitise;

/// So many words of the casebook are offered at once.
const MOST: u32 = 200;

/// A word and what it is.
type Offered = (String, String);

/// What a value takes.
#[derive(Clone)]
pub enum Takes {
    /// A text, a date, a number: nothing can be offered.
    Anything,
    /// One of these words.
    Words(fn() -> Vec<Offered>),
    /// A word of the vocabulary of a field.
    Vocabulary(&'static [Word]),
    /// Something in the casebook, or one of these words.
    Known(&'static [Begun], fn() -> Vec<Offered>),
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
pub fn takes(path: &str, arg: &Arg) -> Option<Takes> {
    use Takes::{Anything, File, Folder, Kinds, Known, Languages, Words};
    let name = arg.get_value_names()?.first()?.as_str();
    let group = path.split(' ').next().unwrap_or_default();
    Some(match (name, group) {
        ("CASE" | "OTHER", _) => Known(&[Begun::Cases], none),
        ("WHO", _) => Known(&[Begun::Recipients, Begun::RecipientGroups], words::<Role>),
        ("RECIPIENT", _) => Known(&[Begun::Recipients], none),
        ("STATEMENT", _) => Known(&[Begun::Statements], none),
        ("LETTER", _) => Known(&[Begun::Letters], none),
        ("SOURCE", _) => Known(&[Begun::Sources], none),
        ("TAG", _) => Known(&[Begun::Tags], none),
        ("GROUP", "recipients") => Known(&[Begun::RecipientGroups], none),
        ("GROUP", _) => Known(&[Begun::Groups], none),
        ("STATUS", "add" | "update") => Words(words::<Status>),
        ("STATUS", _) => Words(|| plain(StatusWord::slugs())),
        ("CATEGORY", _) => Words(words::<Category>),
        ("CONCERN", _) => Words(words::<ConcernKind>),
        ("DEMAND", _) => Words(words::<DemandKind>),
        ("ROLE", _) => Words(words::<Role>),
        ("COUNTRY", _) => Words(|| Country::all().map(|one| offered(one.code(), one.name())).collect()),
        ("LANG", _) => Languages,
        ("NAME", "templates") => Kinds(false),
        ("NAME|FILE", _) => Kinds(true),
        ("KIND", "check") => Words(|| checks::CHECKS.iter().map(|one| offered(one.slug, one.finds)).collect()),
        ("SETTING", _) => Words(|| SETTINGS.iter().map(|(name, help)| offered(name, help)).collect()),
        ("COMMAND", _) => Words(|| plain(help::commands())),
        ("COMMAND|TOPIC", _) => Words(|| plain(help::names())),
        ("A,B,…", _) => Words(|| Column::all().map(|one| offered(one.name(), one.help())).collect()),
        ("KEY,…", _) => Words(|| Facet::all().map(|facet| offered(facet.name(), facet.help())).collect()),
        ("KEY[-]", _) => Words(|| plain(SortKey::ALL.map(|(name, _)| name))),
        ("FIELD", "recipients") => Words(fields::<Recipient>),
        ("FIELD", _) => Words(fields::<Case>),
        ("FORMAT", _) => Words(formats(path)?),
        ("SIZE", _) => Words(|| plain(Paper::ALL.map(Paper::slug))),
        ("STOCK", _) => Words(|| plain(Stock::ALL.map(Stock::slug))),
        ("ORDER", _) => Words(|| plain(["dmy", "mdy"])),
        ("WHEN", _) => Words(|| plain(["auto", "always", "never"])),
        ("yes|no", _) => Words(|| plain(["yes", "no"])),
        ("list|notes", _) => Words(|| plain(["list", "notes"])),
        ("WORD", _) => Takes::Vocabulary(vocabulary(group, arg)?),
        ("FACT", _) => Takes::Vocabulary(kinds(arg)),
        ("FILE", _) => File,
        ("DIR", _) => Folder,
        ("DATE" | "TERM" | "N" | "OP" | "TEXT" | "WORDS" | "LINE" | "ADDRESS" | "NAME" | "ID" | "ARTICLE", _)
        | ("PLACE" | "VALUE" | "FIELDS" | "FIELD=VALUE" | "LIST.ENTRY" | "CHARACTER", _)
        | ("COLUMN=FIELD|@NAME" | "TEXT=WORD", _) => Anything,
        _ => return None,
    })
}

fn formats(path: &str) -> Option<fn() -> Vec<Offered>> {
    Some(match path {
        "letter" => || plain(Format::ALL.iter().map(|format| format.slug())),
        "export" => || plain(FileFormat::ALL.map(FileFormat::name).into_iter().chain(["popolo", "huridocs"])),
        "import" => || plain(FileFormat::ALL.map(FileFormat::name).into_iter().chain(["xlsx", "ods"])),
        "recipients export" => || plain(whole_records().chain(["vcard"])),
        "recipients import" => || plain(whole_records()),
        "stats" => || plain(["bars", "tsv", "csv", "md"]),
        "report cases" => || plain(["html", "pdf"]),
        "report changes" => || plain(["md", "text"]),
        _ => return None,
    })
}

/// The forms of files that hold whole records.
fn whole_records() -> impl Iterator<Item = &'static str> {
    FileFormat::ALL.into_iter().filter(|format| !format.is_table()).map(FileFormat::name)
}

/// The words of a field of the record that a command is about, or of a flag that is no field.
fn vocabulary(group: &str, arg: &Arg) -> Option<&'static [Word]> {
    match arg.get_id().as_str() {
        "channel" => return Some(Channel::WORDS),
        "standing" => return Some(Standing::WORDS),
        "holder_gender" => return Some(Gender::WORDS),
        _ => {}
    }
    let fields = match group {
        "recipients" => Recipient::FIELDS,
        "reply" => Reply::FIELDS,
        "statement" => Statement::FIELDS,
        _ => Case::FIELDS,
    };
    let kind = fields.iter().find(|field| field.name == arg.get_id().as_str())?.kind;
    if let Kind::Word(_, words) = kind { Some(words) } else { None }
}

/// The words with which a fact can begin.
fn kinds(arg: &Arg) -> &'static [Word] {
    let list = Case::LISTS.iter().find(|list| list.name == arg.get_id().as_str());
    let first = list.and_then(|list| list.fields.iter().find(|field| matches!(field.name, "kind" | "standing")));
    match first.map(|field| field.kind) {
        Some(Kind::Word(_, words)) => words,
        _ => &[],
    }
}

fn none() -> Vec<Offered> {
    Vec::new()
}

fn offered(word: &str, what: &str) -> Offered {
    (word.to_owned(), what.to_owned())
}

fn plain(words: impl IntoIterator<Item = &'static str>) -> Vec<Offered> {
    words.into_iter().map(|word| offered(word, "")).collect()
}

fn words<V: Vocabulary>() -> Vec<Offered> {
    of_words(V::WORDS)
}

fn of_words(words: &[Word]) -> Vec<Offered> {
    words.iter().map(|word| offered(word.slug, word.label)).collect()
}

fn fields<R: Record>() -> Vec<Offered> {
    R::FIELDS.iter().map(|field: &Field| offered(field.name, field.help)).collect()
}

impl ValueCompleter for Takes {
    fn complete(&self, begun: &OsStr) -> Vec<CompletionCandidate> {
        let Some(text) = begun.to_str() else { return Vec::new() };
        match self {
            Self::Anything => Vec::new(),
            Self::Words(words) => fitting(words(), text),
            Self::Vocabulary(words) => fitting(of_words(words), text),
            Self::Known(kinds, words) => {
                let mut found = known(kinds, text);
                found.extend(fitting(words(), text));
                found
            }
            Self::Kinds(also_file) => {
                let kinds = library().kinds().unwrap_or_default().into_iter().map(|kind| (kind, String::new()));
                let mut found = fitting(kinds.collect(), text);
                if *also_file {
                    found.extend(PathCompleter::file().complete(begun));
                }
                found
            }
            Self::Languages => {
                let langs = library().langs().unwrap_or_default().into_iter().map(|lang| (lang, String::new()));
                fitting(langs.collect(), text)
            }
            Self::File => PathCompleter::file().complete(begun),
            Self::Folder => PathCompleter::dir().complete(begun),
        }
    }
}

fn fitting(words: Vec<Offered>, text: &str) -> Vec<CompletionCandidate> {
    words.into_iter().filter(|(word, _)| word.starts_with(text)).map(candidate).collect()
}

fn candidate((word, what): Offered) -> CompletionCandidate {
    let what = sanitise::one_line(&what).into_owned();
    CompletionCandidate::new(word).help((!what.is_empty()).then(|| what.into()))
}

/// What the casebook that the line names has to offer.
fn known(kinds: &[Begun], text: &str) -> Vec<CompletionCandidate> {
    let line = Line::read(std::env::args_os());
    let store = if line.sample { sample::store().ok() } else { line.casebook().and_then(|path| Store::glance(&path)) };
    let Some(store) = store else { return Vec::new() };
    let found = kinds.iter().flat_map(|what| match line.public {
        true => disclosed(&store, *what, text, line.day()),
        false => store.begun(*what, text, MOST).unwrap_or_default(),
    });
    found.map(candidate).collect()
}

/// Of what begins so, that which everybody may see on a day: offices, and people who may be named, or as they are told of.
fn disclosed(store: &Store, what: Begun, text: &str, day: Date) -> Vec<Offered> {
    match what {
        Begun::Recipients | Begun::RecipientGroups => store.begun(what, text, MOST).unwrap_or_default(),
        Begun::Cases => {
            let Ok(unnamed) = store.unnamed() else { return Vec::new() };
            let is_withheld = |case: &&Case| Withheld::of(case, day).is_some() || case.told_as.is_some();
            let hidden: BTreeSet<&str> = unnamed.iter().filter(is_withheld).map(|case| case.id.as_str()).collect();
            let mut found = store.begun(what, text, MOST).unwrap_or_default();
            found.retain(|(id, _)| !hidden.contains(id.as_str()));
            let told = unnamed
                .iter()
                .filter(|case| Withheld::of(case, day).is_none())
                .filter_map(|case| case.told_as.as_ref());
            let told = told.map(|told| (Id::from_name(told.as_str()).to_string(), told.to_string()));
            found.extend(told.filter(|(id, _)| id.starts_with(&text.to_lowercase())));
            found
        }
        Begun::Groups | Begun::Tags | Begun::Sources | Begun::Letters | Begun::Statements => Vec::new(),
    }
}

fn library() -> Library {
    let config = Config::load(&Line::read(std::env::args_os()).flags).ok();
    Library::new(config.and_then(|config| config.templates().map(PathBuf::from)))
}

/// What the line that is being typed says about places.
#[derive(Default)]
struct Line {
    flags: Flags,
    sample: bool,
    public: bool,
    today: Option<Date>,
}

impl Line {
    fn read(words: impl IntoIterator<Item = OsString>) -> Self {
        let mut line = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let text = word.to_string_lossy();
            let (flag, value) = text.split_once('=').map_or((text.as_ref(), None), |(flag, value)| (flag, Some(value)));
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
    fn day(&self) -> Date {
        self.today.or_else(|| self.sample.then(sample::today)).unwrap_or_else(|| jiff::Zoned::now().date())
    }

    fn casebook(&self) -> Option<PathBuf> {
        let config =
            Config::load(&self.flags).or_else(|_| Config::load(&Flags { no_config: true, ..self.flags.clone() }));
        config.ok()?.casebook().ok().map(PathBuf::from)
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
