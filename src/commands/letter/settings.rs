//! Where a letter is written: everything that is the same for all letters of one run, without the casebook, so that many
//! can be written at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addressees;
use crate::app::error::Error;
use crate::app::public::sources_left_out;
use crate::commands::letter::named_people;
use crate::commands::shared::addressee::AddresseeSelector;
use crate::letters::build_context::ContextInput;
use crate::letters::disclosure::NameBook;
use crate::letters::engine::CompiledTemplate;
use crate::letters::evidence::{CitationStyle, cite_sources, trace_letter};
use crate::letters::schema::UsedVariables;
use crate::letters::{
    ComposedLetter, CompositionInput, LetterLanguage, PreflightFinding, PreflightLevel, PublicCase,
    Template, compose_letter,
};
use crate::model::{Date, Demand, Id, Recipient, Sender, SentLetter, Source};
use crate::render::{self, PaperSize};

/// What all letters of a run share.
pub(super) struct LetterSettings {
    pub(super) lang: LetterLanguage,
    pub(super) date: Date,
    pub(super) fresh_months: u32,
    pub(super) sender: Sender,
    pub(super) demands: Option<Vec<Demand>>,
    pub(super) signatories: Vec<String>,
    /// Who gets a copy, as it was asked for.
    pub(super) copies: Vec<AddresseeSelector>,
    pub(super) variant: Option<usize>,
    /// The earlier letter that is followed up.
    pub(super) follows: Option<SentLetter>,
    /// How the letters name their sources.
    pub(super) citing: CitationStyle,
    /// The body for which those who sign speak.
    pub(super) speaker: Option<String>,
    /// Whether people stand in the order in which they were named.
    pub(super) keeps_order: bool,
    /// People who are only referred to.
    pub(super) background: Vec<PublicCase>,
    /// A paragraph of the sender’s own for the head of the letter.
    pub(super) opening: Option<String>,
    /// Paragraphs of the sender’s own before the requests.
    pub(super) added: Vec<String>,
    /// The sources on file: who alleges something, and what is to be named.
    pub(super) sources: BTreeMap<Id, Source>,
    /// Those who may not be named.
    pub(super) names: NameBook,
    /// Those of them whom the sender names on purpose.
    pub(super) may_be_named: BTreeSet<Id>,
    /// On what it is printed.
    pub(super) paper: PaperSize,
    /// Whether the letter is only looked at, so that nothing stops it.
    pub(super) checks_only: bool,
}

/// One letter to be written: its recipient and its people.
pub(super) struct LetterPlan {
    pub(super) template: Arc<Template>,
    pub(super) recipient: Option<Arc<Recipient>>,
    /// Whether the recipient is in the casebook; an office can be written to by its name alone.
    pub(super) on_file: bool,
    /// Groups of offices that a public document lists.
    pub(super) contacts: Arc<Vec<Vec<Recipient>>>,
    pub(super) cases: Arc<[PublicCase]>,
}

/// A letter that is written, with what is to be said of it.
pub(super) struct WrittenLetter {
    pub(super) composed: ComposedLetter,
    pub(super) template: Arc<Template>,
    pub(super) recipient: Option<Arc<Recipient>>,
    pub(super) cases: Arc<[PublicCase]>,
}

impl LetterPlan {
    /// The people of the letter.
    pub(super) fn case_ids(&self) -> impl Iterator<Item = &Id> {
        self.cases.iter().map(|case| &case.id)
    }

    /// `2021-09-15_kz-prosecutor-general_bokayev-maks_en`, without the ending: made of ids only, so it is safe on every
    /// system.
    pub(super) fn file_stem(&self, date: Date) -> String {
        let to = self
            .recipient
            .as_ref()
            .map_or(self.template.kind.as_str(), |recipient| {
                recipient.id.as_str()
            });
        let about = match &*self.cases {
            [one] => one.id.to_string(),
            several => format!("{}-people", several.len()),
        };
        format!("{date}_{to}_{about}_{}", self.template.lang)
    }
}

/// Templates made ready, each once.
#[derive(Default)]
pub(super) struct CompiledTemplates(BTreeMap<String, CompiledTemplate>);

impl CompiledTemplates {
    fn prepare_engine(&mut self, template: &Template) -> Result<&CompiledTemplate, Error> {
        let name = template.text.name.clone();
        if !self.0.contains_key(&name) {
            self.0
                .insert(name.clone(), CompiledTemplate::new(template)?);
        }
        self.0
            .get(&name)
            .ok_or_else(|| Error::failed(format!("The template {name} was lost")))
    }
}

/// Words of a story for which there may be room where the usual number needs a second page, the most first.
const TIGHTER_STORIES: [usize; 4] = [140, 110, 80, 50];

impl LetterSettings {
    /// Writes one letter, on one page where a shorter story makes that possible.
    pub(super) fn write_letter(
        &self,
        plan: &LetterPlan,
        engines: &mut CompiledTemplates,
    ) -> Result<WrittenLetter, Error> {
        let (copies, unreached) = addressees::resolve_copies(
            &self.copies,
            &plan.cases,
            plan.recipient.as_deref(),
            self.date,
            &self.sender,
        )?;
        let order_in = |story_words: Option<usize>| CompositionInput {
            telling: ContextInput {
                lang: &plan.template.lang,
                date: self.date,
                fresh_months: self.fresh_months,
                sender: &self.sender,
                several_sign: self.signatories.len() > 1,
                recipient: plan.recipient.as_deref(),
                cases: &plan.cases,
                demands: self.demands.as_deref(),
                contacts: &plan.contacts,
                variant: self.variant,
                follows: self.follows.as_ref(),
                brief_from: None,
                wanted: UsedVariables::default(),
                sources: &self.sources,
                signatories: &self.signatories,
                speaker: self.speaker.as_deref(),
                keeps_order: self.keeps_order,
                background: &self.background,
                opening: self.opening.as_deref(),
                added: &self.added,
                story_words,
                is_statement: false,
            },
            signatories: &self.signatories,
            copies: &copies,
        };
        let engine = engines.prepare_engine(&plan.template)?;
        let mut composed =
            compose_letter(&plan.template, engine, &order_in(None))?.ok_or_else(|| {
                Error::not_found("Nobody is left to write about").try_with("cases list")
            })?;
        let keeps_a_page = plan.template.settings.story_words.is_some();
        if keeps_a_page && render::count_pages(&composed.letter, self.paper) > 1 {
            for words in TIGHTER_STORIES {
                let shorter = compose_letter(&plan.template, engine, &order_in(Some(words)))?;
                if let Some(shorter) = shorter
                    && render::count_pages(&shorter.letter, self.paper) == 1
                {
                    composed = shorter;
                    break;
                }
            }
        }
        if self.citing != CitationStyle::No {
            let traced = trace_letter(&composed.letter, &plan.cases);
            let gives_away = |text: &String| {
                self.names.is_named_by_source(text)
                    || plan.cases.iter().any(|case| case.is_given_away_by(text))
            };
            let unsaid = RefCell::new(BTreeSet::new());
            let printed = |id: &Id| {
                let text = self.sources.get(id).map(Source::to_citation)?;
                if gives_away(&text) {
                    unsaid.borrow_mut().insert(id.clone());
                    return None;
                }
                Some(text)
            };
            cite_sources(&mut composed.letter, &traced, self.citing, printed);
            let count = unsaid.into_inner().len();
            composed.findings.extend(
                (count > 0).then(|| {
                    PreflightFinding::new(PreflightLevel::Withheld, sources_left_out(count))
                }),
            );
        }
        let named =
            named_people::find_named(&self.names, &self.may_be_named, plan, &composed.letter);
        let office = plan.recipient.as_ref().map(|office| &office.id);
        if !named.is_empty() && !self.checks_only {
            return Err(named_people::named_error(&named, office));
        }
        composed
            .findings
            .extend(named_people::named_findings(&named, office));
        if let Some(office) = plan.recipient.as_ref().filter(|_| !plan.on_file) {
            addressees::fix_by_adding(&mut composed.findings, office);
        }
        composed.findings.extend(unreached);
        Ok(WrittenLetter {
            composed,
            template: Arc::clone(&plan.template),
            recipient: plan.recipient.clone(),
            cases: Arc::clone(&plan.cases),
        })
    }
}
