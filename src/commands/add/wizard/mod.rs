//! `cases add` as a conversation: what the flags left out is asked, and the answers become flags.

use super::args::AddCaseArgs;
use super::questions::{CHARGE, STEPS, WizardStep, format_sentence};
use crate::app::error::Error;
use crate::model::source_address::is_address;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{AsOf, Date};
use crate::store::Store;
use crate::terminal::{Answer, PromptRefusal, Question, Terminal};

/// Who answers: a person at a terminal, or a test.
pub(super) trait QuestionPrompt {
    /// Asks.
    fn ask_question(&mut self, question: &Question<'_>) -> Result<Answer, PromptRefusal>;

    /// Says what belongs to the questions.
    fn show_text(&mut self, text: &str);
}

impl QuestionPrompt for &Terminal {
    fn ask_question(&mut self, question: &Question<'_>) -> Result<Answer, PromptRefusal> {
        self.pick_answer(question)
    }

    fn show_text(&mut self, text: &str) {
        self.print_error(text);
    }
}

/// A conversation about one new case.
pub(super) struct Wizard<'a, A> {
    asker: A,
    store: &'a Store,
    given: &'a AddCaseArgs,
    today: Date,
    /// Question and answer, in order of the answers.
    answers: Vec<(&'static str, String)>,
}

/// Where the conversation goes from a question.
enum WizardTurn {
    On,
    Back,
}

impl<'a, A: QuestionPrompt> Wizard<'a, A> {
    /// A conversation that asks what these arguments leave out.
    pub fn new(asker: A, store: &'a Store, given: &'a AddCaseArgs, today: Date) -> Self {
        Self {
            asker,
            store,
            given,
            today,
            answers: Vec::new(),
        }
    }

    /// Asks everything, shows it, and asks whether it is right.
    ///
    /// # Errors
    /// The user cancels, or the casebook cannot be read. What was answered is then in [`so_far`](Self::so_far).
    pub fn run(&mut self) -> Result<AddCaseArgs, Error> {
        self.asker.show_text(
            "Every question but name and country can be left with Enter. “<” goes back, Esc ends.",
        );
        self.ask_all()?;
        loop {
            self.show_summary();
            let items = ["Save", "Change something", "Cancel"].map(str::to_owned);
            let question = Question {
                items: &items,
                at: Some(0),
                ..Question::new("Is this right?")
            };
            match self.asker.ask_question(&question)? {
                Answer::Item(0) => return self.so_far(),
                Answer::Item(1) => self.change_answer()?,
                _ => return Err(Error::cancelled("Nothing was added")),
            }
        }
    }

    /// The arguments with what was answered until now.
    pub fn so_far(&self) -> Result<AddCaseArgs, Error> {
        let mut args = self.given.clone();
        let mut parts = Vec::new();
        for (key, text) in &self.answers {
            match *key {
                "status" => args.status = Some(Status::from_typed(text)?),
                "on" => args.on = Some(text.parse()?),
                "source" if is_address(text) => args.facts.source_address = Some(text.clone()),
                "source" => args.facts.source = Some(text.parse()?),
                CHARGE => push_line(&mut args.facts.given, "charges", text.clone()),
                "sentence" => parts.push(("kind", text.as_str())),
                "concern" => {
                    let why = self.find_answer("concern text");
                    let why = why.map(|why| format!(": {why}")).unwrap_or_default();
                    push_line(&mut args.facts.given, "concerns", format!("{text}{why}"));
                }
                "concern text" => {}
                key => match key.strip_prefix("sentence ") {
                    Some(_) if self.find_answer("sentence").is_none() => {}
                    Some("date") => parts.push(("date", text)),
                    Some("term") => parts.push(("term", text)),
                    Some(_) => parts.push(("court", text)),
                    None => args.fields.given.push((key, vec![text.clone()])),
                },
            }
        }
        if !parts.is_empty() {
            push_line(&mut args.facts.given, "sentences", format_sentence(&parts)?);
        }
        if args.status.is_none() {
            args.on = None;
        }
        Ok(args)
    }

    /// Whether anything was answered.
    pub fn has_answers(&self) -> bool {
        !self.answers.is_empty()
    }

    fn ask_all(&mut self) -> Result<(), Error> {
        let mut trail: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(step) = STEPS.get(at) {
            if !self.is_open(step) {
                at += 1;
                continue;
            }
            match self.ask_step(step, !trail.is_empty())? {
                WizardTurn::On => {
                    trail.push(at);
                    at += 1;
                }
                WizardTurn::Back => at = trail.pop().unwrap_or(0),
            }
        }
        Ok(())
    }

    /// Whether the question is open: not answered by a flag, and not about what there is not.
    fn is_open(&self, step: &WizardStep) -> bool {
        let given = &self.given;
        let has_facts = |list: &str| given.facts.given.iter().any(|(name, _)| *name == list);
        let answered = match step.key {
            "status" => given.status.is_some(),
            "on" => given.on.is_some(),
            CHARGE => has_facts("charges"),
            key if key.starts_with("sentence") => has_facts("sentences"),
            key if key.starts_with("concern") => has_facts("concerns"),
            "source" => given.facts.source.is_some() || given.facts.source_address.is_some(),
            key => given.field_text(key).is_some(),
        };
        let is_about =
            |key| self.find_answer(key).is_some() || (key == "status" && given.status.is_some());
        !answered && step.after.is_none_or(is_about)
    }

    fn find_answer(&self, key: &str) -> Option<&str> {
        self.answers
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, text)| text.as_str())
    }

    fn ask_step(&mut self, step: &WizardStep, back: bool) -> Result<WizardTurn, Error> {
        if step.key == CHARGE {
            self.ask_charges(step, back)
        } else {
            self.ask_one(step, back)
        }
    }

    fn ask_one(&mut self, step: &WizardStep, back: bool) -> Result<WizardTurn, Error> {
        let before = self.find_answer(step.key).unwrap_or_default().to_owned();
        let (turn, text) = self.ask_until_valid(step, &step.prompt_text(), &before, back)?;
        if matches!(turn, WizardTurn::On) {
            self.answers.retain(|(key, _)| *key != step.key);
            self.answers.extend(text.map(|text| (step.key, text)));
        }
        Ok(turn)
    }

    /// One charge after another; back takes the last one back.
    fn ask_charges(&mut self, step: &WizardStep, back: bool) -> Result<WizardTurn, Error> {
        loop {
            let last = self.answers.iter().rposition(|(key, _)| *key == CHARGE);
            let text = if last.is_some() {
                "A further charge; “<” takes the last one back".to_owned()
            } else {
                step.prompt_text()
            };
            match (
                self.ask_until_valid(step, &text, "", back || last.is_some())?,
                last,
            ) {
                ((WizardTurn::Back, _), None) => return Ok(WizardTurn::Back),
                ((WizardTurn::Back, _), Some(last)) => drop(self.answers.remove(last)),
                ((WizardTurn::On, None), _) => return Ok(WizardTurn::On),
                ((WizardTurn::On, Some(charge)), _) => {
                    if let Some(charge) = self.with_offence(step, charge)? {
                        self.answers.push((CHARGE, charge));
                    }
                }
            }
        }
    }

    /// A charge of which only the article was typed gets its offence.
    fn with_offence(&mut self, step: &WizardStep, charge: String) -> Result<Option<String>, Error> {
        let is_number = charge
            .split_whitespace()
            .last()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        if charge.contains(": ") || !is_number {
            return Ok(Some(charge));
        }
        let text = format!("The offence of {charge} in words, as the document names it");
        let question = Question {
            free: true,
            back: true,
            ..Question::new(&text)
        };
        loop {
            let Answer::Typed(offence) = self.asker.ask_question(&question)? else {
                return Ok(None);
            };
            let line = format!("{charge}: {offence}");
            match step.check_answer(&line) {
                Ok(()) => return Ok(Some(line)),
                Err(problem) => self.asker.show_text(&problem.to_string()),
            }
        }
    }

    /// Puts a question until its answer can be.
    fn ask_until_valid(
        &mut self,
        step: &WizardStep,
        text: &str,
        before: &str,
        back: bool,
    ) -> Result<(WizardTurn, Option<String>), Error> {
        let choices = step.load_choices(self.store)?;
        let mut typed = before.to_owned();
        loop {
            let answer = match self
                .asker
                .ask_question(&step.build_question(text, &choices, &typed, back))?
            {
                Answer::Back => return Ok((WizardTurn::Back, None)),
                Answer::Skipped => return Ok((WizardTurn::On, None)),
                Answer::Item(item) => choices.values[item].clone(),
                Answer::Typed(typed) => step.normalize_answer(typed, self.today),
            };
            match step.check_answer(&answer) {
                Ok(()) => return Ok((WizardTurn::On, Some(answer))),
                Err(problem) => self.asker.show_text(&sentence_of(&problem.to_string())),
            }
            typed = answer;
        }
    }

    fn show_summary(&mut self) {
        let mut lines = self.given_lines();
        lines.extend(STEPS.iter().flat_map(|step| self.answer_lines(step)));
        if self.find_answer("as_of").is_none()
            && let Ok(as_of) = self.as_of()
        {
            lines.push(format!(
                "  {:<15} {} ({})",
                "as of",
                as_of.date,
                as_of.describe_basis()
            ));
        }
        self.asker
            .show_text(&format!("\nThis would be added:\n{}", lines.join("\n")));
    }

    /// What the flags of the command gave.
    fn given_lines(&self) -> Vec<String> {
        let given = self.given;
        let mut lines = Vec::new();
        for (field, texts) in given.fields.given.iter().chain(&given.facts.given) {
            lines.extend(texts.iter().map(|text| summary_line(field, text)));
        }
        let status = given
            .status
            .as_ref()
            .map(|status| ("status", status.to_string()));
        let on = given.on.map(|date| ("on", date.to_string()));
        let source = given
            .facts
            .source
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| given.facts.source_address.clone())
            .map(|source| ("source", source));
        let further = [status, on, source].into_iter().flatten();
        lines.extend(further.map(|(key, text)| summary_line(key, &text)));
        lines
    }

    /// As of when holds what was answered until now.
    fn as_of(&self) -> Result<AsOf, Error> {
        super::as_of_typed(&self.so_far()?, &self.store.source_dates()?, self.today)
    }

    fn answer_lines(&self, step: &WizardStep) -> Vec<String> {
        let answers = self.answers.iter().filter(|(key, _)| *key == step.key);
        answers
            .map(|(key, text)| summary_line(key, &step.display_answer(text)))
            .collect()
    }

    /// Asks one question again, and those that only its answer opens.
    fn change_answer(&mut self) -> Result<(), Error> {
        let steps: Vec<&WizardStep> = STEPS.iter().filter(|step| self.is_open(step)).collect();
        let items: Vec<String> = steps
            .iter()
            .map(|step| {
                let answer = self.find_answer(step.key);
                format!(
                    "{}: {}",
                    step.prompt_text(),
                    answer.map_or_else(|| "–".to_owned(), |kept| step.display_answer(kept))
                )
            })
            .collect();
        let question = Question {
            items: &items,
            back: true,
            ..Question::new("What is to be changed?")
        };
        let Answer::Item(item) = self.asker.ask_question(&question)? else {
            return Ok(());
        };
        let step = steps[item];
        self.ask_step(step, true)?;
        for next in STEPS.iter().filter(|next| next.after == Some(step.key)) {
            if self.is_open(next) && self.find_answer(next.key).is_none() {
                self.ask_step(next, true)?;
            }
        }
        Ok(())
    }
}

/// A line of the summary: what it is about, and what is said.
fn summary_line(key: &str, text: &str) -> String {
    format!("  {:<15} {text}", key.replace('_', " "))
}

/// A refusal as a sentence with one mark at its end.
fn sentence_of(problem: &str) -> String {
    let stop = if problem.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("This cannot be: {problem}{stop}")
}

/// One more line of a list.
fn push_line(given: &mut Vec<(&'static str, Vec<String>)>, list: &'static str, line: String) {
    match given.iter_mut().find(|(name, _)| *name == list) {
        Some((_, lines)) => lines.push(line),
        None => given.push((list, vec![line])),
    }
}

#[cfg(test)]
mod tests;
