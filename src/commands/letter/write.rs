//! Where a letter is written: without the casebook, so that many can be written at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addressees;
use crate::app::error::Error;
use crate::app::public::sources_left_out;
use crate::commands::letter::named_people;
use crate::letters::engine::CompiledTemplate;
use crate::letters::evidence::{self, CitationStyle, trace_letter};
use crate::letters::{
    ComposedLetter, LetterJob, LetterOrder, PreflightFinding, PreflightLevel, Template,
    compose_letter,
};
use crate::model::{Id, Source};
use crate::render::{self, PaperSize};

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

/// Writes one letter of an order: composes it, on one page where a shorter story makes that possible, names its sources, and
/// looks for those who may not be named.
pub(super) fn write_letter(
    order: &LetterOrder,
    job: &Arc<LetterJob>,
    paper: PaperSize,
    engines: &mut CompiledTemplates,
) -> Result<ComposedLetter, Error> {
    let engine = engines.prepare_engine(&job.template)?;
    let composed = compose_letter(order, job, engine)?
        .ok_or_else(|| Error::not_found("Nobody is left to write about").try_with("cases list"))?;
    let mut made = fit_page(order, composed, paper, engine)?;
    cite_sources(order, &mut made);
    let named = named_people::find_named(order, job, &made.letter);
    let office = job.recipient.as_ref().map(|office| &office.id);
    if !named.is_empty() && !order.checks_only {
        return Err(named_people::named_error(&named, office));
    }
    made.findings
        .extend(named_people::named_findings(&named, office));
    if let Some(office) = job.recipient.as_ref().filter(|_| !job.on_file) {
        addressees::fix_by_adding(&mut made.findings, office);
    }
    made.findings.extend(job.findings.iter().cloned());
    Ok(made)
}

/// The letter with a shorter story, if it keeps to a page with that and does not without.
fn fit_page(
    order: &LetterOrder,
    made: ComposedLetter,
    paper: PaperSize,
    engine: &CompiledTemplate,
) -> Result<ComposedLetter, Error> {
    let keeps_a_page = made.job.template.settings.story_words.is_some();
    if !keeps_a_page || !render::exceeds_page(&made.letter, paper) {
        return Ok(made);
    }
    for words in TIGHTER_STORIES {
        let job = LetterJob {
            story_words: Some(words),
            ..(*made.job).clone()
        };
        let shorter = compose_letter(order, &Arc::new(job), engine)?;
        if let Some(shorter) = shorter
            && !render::exceeds_page(&shorter.letter, paper)
        {
            return Ok(shorter);
        }
    }
    Ok(made)
}

/// Names the sources of a letter as the order says; one that would give somebody away is left out, and that is said.
fn cite_sources(order: &LetterOrder, made: &mut ComposedLetter) {
    if order.citing == CitationStyle::No {
        return;
    }
    let cases = &made.job.cases;
    let traced = trace_letter(&made.letter, cases);
    let gives_away = |text: &String| {
        order.names.is_named_by_source(text) || cases.iter().any(|case| case.is_given_away_by(text))
    };
    let unsaid = RefCell::new(BTreeSet::new());
    let printed = |id: &Id| {
        let text = order.sources.get(id).map(Source::to_citation)?;
        if gives_away(&text) {
            unsaid.borrow_mut().insert(id.clone());
            return None;
        }
        Some(text)
    };
    evidence::cite_sources(&mut made.letter, &traced, order.citing, printed);
    let count = unsaid.into_inner().len();
    made.findings.extend(
        (count > 0)
            .then(|| PreflightFinding::new(PreflightLevel::Withheld, sources_left_out(count))),
    );
}
