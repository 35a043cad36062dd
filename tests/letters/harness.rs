//! The sample casebook, and a letter from it in a line.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use cases::letters::build_context::{ContextInput, build_context};
use cases::letters::compose::compose_letter;
use cases::letters::context::Context;
use cases::letters::engine::CompiledTemplate;
use cases::letters::preflight::{self, SiftedCases};
use cases::letters::{
    Block, ComposedLetter, Inline, Letter, LetterJob, LetterLanguage, LetterOrder, Template,
    TemplateLibrary,
};
use cases::model::date::full_day;
use cases::model::vocabulary::{Consent, Role};
use cases::model::{Case, Casebook, Id, Recipient, Sender, Source};

pub static SAMPLE: LazyLock<Casebook> = LazyLock::new(|| {
    let mut whole = Casebook::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    for name in [
        "sources",
        "recipients",
        "cases-2011",
        "cases-2018-detained",
        "cases-2018-others",
        "cases-2021",
    ] {
        let text = std::fs::read_to_string(folder.join(name).with_extension("toml")).unwrap();
        whole.append(toml::from_str(&text).unwrap());
    }
    whole
});

/// The sources of the sample by their ids, as the command line hands them over.
pub static SOURCES: LazyLock<BTreeMap<Id, Source>> = LazyLock::new(|| {
    let sources = SAMPLE.sources.iter().cloned();
    sources.map(|source| (source.id.clone(), source)).collect()
});

/// A letter to be made.
#[derive(Clone, Default)]
pub struct Wanted {
    pub kind: &'static str,
    pub date: &'static str,
    pub cases: Vec<Case>,
    pub to: Option<Recipient>,
    pub contacts: Vec<Vec<Recipient>>,
    pub sender: Sender,
    pub signatories: Vec<String>,
    pub allow_doubtful: bool,
    /// Whether nobody has agreed to anything; else everybody has, where it matters.
    pub without_consent: bool,
    /// English, if it is empty.
    pub lang: &'static str,
}

impl Wanted {
    pub fn sifted(&self) -> SiftedCases {
        let mut cases = self.cases.clone();
        if self.kind == "un-communication" && !self.without_consent {
            cases
                .iter_mut()
                .for_each(|case| case.consent = Some(Consent::Given));
        }
        preflight::screen_cases(
            &cases,
            full_day(self.date).unwrap(),
            &SAMPLE.sources.iter().collect(),
            self.allow_doubtful,
        )
    }

    /// The letter; also written to the folder of `CASES_SHOW_LETTERS`.
    pub fn letter(&self) -> Letter {
        let letter = self.composed().letter;
        if let Some(folder) = std::env::var_os("CASES_SHOW_LETTERS") {
            let path = Path::new(&folder).join(self.name()).with_extension("txt");
            std::fs::write(path, lines(&letter).join("\n\n")).unwrap();
        }
        letter
    }

    /// The letter, with what the sender should know of it.
    pub fn composed(&self) -> ComposedLetter {
        let (template, engine) = ready(self.kind, self.lang());
        let job = LetterJob {
            recipient: self.to.clone().map(Arc::new),
            contacts: Arc::new(self.contacts.clone()),
            ..LetterJob::new(template, self.sifted().told.into())
        };
        let made = compose_letter(&self.order(), &Arc::new(job), &engine)
            .unwrap_or_else(|error| panic!("{}: {error}", self.name()));
        made.expect("a case to tell")
    }

    fn lang(&self) -> &'static str {
        if self.lang.is_empty() {
            "en"
        } else {
            self.lang
        }
    }

    /// What its template sees.
    pub fn context(&self) -> Context {
        let order = self.order();
        build_context(&ContextInput {
            recipient: self.to.as_ref(),
            contacts: &self.contacts,
            sources: &order.sources,
            signatories: &order.signatories,
            keeps_order: order.keeps_order,
            ..ContextInput::plain(
                &LetterLanguage::english(),
                order.date,
                &order.sender,
                &self.sifted().told,
            )
        })
        .expect("a case to tell")
    }

    /// What is asked for.
    pub fn order(&self) -> LetterOrder {
        LetterOrder {
            signatories: self.signatories.clone(),
            sources: SOURCES.clone(),
            keeps_order: true,
            ..LetterOrder::plain(full_day(self.date).unwrap(), self.sender.clone())
        }
    }

    /// The letter as lines, a block each.
    pub fn text(&self) -> String {
        lines(&self.letter()).join("\n\n")
    }

    /// What tells this letter from the others.
    pub fn name(&self) -> String {
        let about = match self.cases.as_slice() {
            [one] => one.id.to_string(),
            many => format!("{}-cases", many.len()),
        };
        let to = self
            .to
            .as_ref()
            .map(|to| format!("-to-{}", to.id))
            .unwrap_or_default();
        let by = if self.sender.name.is_some() {
            "-signed"
        } else {
            ""
        };
        format!(
            "{}-{}-{}{to}{by}-{about}",
            self.lang(),
            self.kind,
            self.date
        )
    }
}

/// A kind with its engine.
type Ready = (Arc<Template>, Rc<CompiledTemplate>);

/// A kind with its engine; made once, since the check of a template takes its time.
pub fn made_ready(kind: &str) -> Ready {
    ready(kind, "en")
}

/// The same in a language.
pub fn ready(kind: &str, lang: &str) -> Ready {
    thread_local! {
        static READY: RefCell<HashMap<String, Ready>> = RefCell::default();
    }
    READY.with_borrow_mut(|ready| {
        let make = || {
            let library = TemplateLibrary::default();
            let lang = library
                .load_language(lang)
                .unwrap_or_else(|error| panic!("{lang}: {error:?}"));
            let template = library.load_template(kind, &lang).unwrap();
            let engine = CompiledTemplate::new(&template)
                .unwrap_or_else(|error| panic!("{kind} {lang}: {error:?}"));
            (Arc::new(template), Rc::new(engine))
        };
        ready
            .entry(format!("{kind} {lang}"))
            .or_insert_with(make)
            .clone()
    })
}

/// All of a letter as plain words: a line for each block, marked as Markdown would.
pub fn lines(letter: &Letter) -> Vec<String> {
    let mut out: Vec<String> = letter
        .sender
        .iter()
        .chain(&letter.recipient)
        .cloned()
        .collect();
    out.extend([letter.place_and_date.clone(), letter.subject.to_string()]);
    out.extend(letter.salutation.clone());
    out.extend(body(&letter.body));
    out.extend(letter.close.iter().chain(&letter.signatories).cloned());
    out
}

/// The text alone, a line for each block.
pub fn body(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, text } => {
                out.push(format!(
                    "{} {}",
                    "#".repeat(usize::from(*level)),
                    Inline::plain_text(text)
                ));
            }
            Block::Paragraph(text) => out.push(Inline::plain_text(text)),
            Block::List { start, items } => {
                for (index, item) in items.iter().enumerate() {
                    let mark = start.map_or_else(
                        || "-".to_owned(),
                        |start| format!("{}.", start + index as u64),
                    );
                    out.push(format!("{mark} {}", body(item).join("\n   ")));
                }
            }
            Block::Quote(inner) => {
                out.extend(body(inner).into_iter().map(|line| format!("> {line}")))
            }
            Block::Rule => out.push("---".to_owned()),
        }
    }
    out
}

/// The cases with these ids.
pub fn cases(ids: &[&str]) -> Vec<Case> {
    let found: Vec<Case> = SAMPLE
        .cases
        .iter()
        .filter(|case| ids.contains(&case.id.as_str()))
        .cloned()
        .collect();
    assert_eq!(found.len(), ids.len());
    found
}

/// Everybody detained on a day.
pub fn detained_on(date: &str) -> Vec<Case> {
    let day = full_day(date).unwrap();
    SAMPLE
        .cases
        .iter()
        .filter(|case| case.status_on(day).is_detained())
        .cloned()
        .collect()
}

pub fn office(id: &str) -> Recipient {
    SAMPLE
        .recipients
        .iter()
        .find(|office| office.id.as_str() == id)
        .unwrap()
        .clone()
}

/// The offices of a group, in the order of the casebook.
pub fn offices(group: &str) -> Vec<Recipient> {
    SAMPLE
        .recipients
        .iter()
        .filter(|office| office.groups.iter().any(|it| it.as_str() == group))
        .cloned()
        .collect()
}

/// An embassy of Kazakhstan, of which the sample has none.
pub fn embassy() -> Recipient {
    let mut embassy = office("kz-ministry-foreign-affairs");
    embassy.id = "kz-embassy".parse().unwrap();
    embassy.role = Role::Embassy;
    embassy.office = "Ambassador of the Republic of Kazakhstan".parse().unwrap();
    embassy
}

pub fn diaz() -> Sender {
    Sender {
        name: "R. Diaz".parse().ok(),
        country: "ES".parse().ok(),
        ..Sender::default()
    }
}
