//! Taking in what a file holds, thing by thing.

use std::collections::BTreeSet;

use super::content::ImportContent;
use super::file::JsonLinesInput;
use super::questions::{IdentityAnswers, IdentityQuestion};
use super::report::ImportReport;
use crate::app::error::Error;
use crate::app::{App, uid};
use crate::commands::import::imported_case::ImportedCase;
use crate::commands::import::matching::{CaseMatch, CaseMatcher};
use crate::commands::import::{ImportCasebookArgs, merge, missing};
use crate::commands::shared::arguments::ConflictPolicy;
use crate::exchange::{self, TableSurvey};
use crate::model::{
    AnyRecord, Case, Casebook, Id, Line, Recipient, Record, SentLetter, Source, Statement,
    diff_records,
};
use crate::store::{Operation, RecordChange};
use crate::terminal::Progress;

/// Takes in what was read. Gives what nobody but a person can tell; if there is any, nothing may be kept.
pub(super) fn apply_import(
    app: &App,
    args: &ImportCasebookArgs,
    content: &mut ImportContent,
    asked: &IdentityAnswers,
    operation: &mut Operation<'_>,
    report: &mut ImportReport,
) -> Result<Vec<IdentityQuestion>, Error> {
    let progress = app.terminal.start_counting("Taking in", "cases", None);
    let same = CaseMatcher::new(args.matching, operation, app.today)?;
    let mut taking = CaseImporter {
        app,
        args,
        same,
        asked,
        operation,
        report,
        overlay: false,
        questions: Vec::new(),
        progress,
    };
    match content {
        ImportContent::Records(records) => records
            .iter()
            .try_for_each(|record| taking.apply_record(record))?,
        ImportContent::Lines(lines) => taking.apply_lines(lines)?,
        ImportContent::Casebook(casebook) => taking.apply_casebook(casebook)?,
        ImportContent::Table(survey) => taking.apply_table(survey)?,
    }
    Ok(taking.questions)
}

/// An import on its way.
struct CaseImporter<'a, 'b> {
    app: &'a App,
    args: &'a ImportCasebookArgs,
    same: CaseMatcher,
    asked: &'a IdentityAnswers,
    operation: &'a mut Operation<'b>,
    report: &'a mut ImportReport,
    /// Whether a case fills in what is here, and does not replace it.
    overlay: bool,
    questions: Vec<IdentityQuestion>,
    progress: Progress,
}

impl CaseImporter<'_, '_> {
    fn apply_lines(&mut self, lines: &mut JsonLinesInput) -> Result<(), Error> {
        let mut lines = exchange::read_lines(lines.open_reader()?);
        // They were read before, and what is wrong was said; a file that was changed meanwhile is refused here.
        lines.try_for_each(|record| self.apply_record(&record?))
    }

    fn apply_casebook(&mut self, casebook: &Casebook) -> Result<(), Error> {
        casebook
            .sources
            .iter()
            .try_for_each(|source| self.apply_source(source))?;
        casebook
            .recipients
            .iter()
            .try_for_each(|recipient| self.apply_recipient(recipient))?;
        if self.args.only_recipients {
            return Ok(());
        }
        casebook
            .cases
            .iter()
            .try_for_each(|case| self.apply_whole_case(case))?;
        casebook
            .letters
            .iter()
            .try_for_each(|letter| self.apply_letter(letter))?;
        casebook
            .statements
            .iter()
            .try_for_each(|statement| self.apply_statement(statement))
    }

    fn apply_table(&mut self, survey: &TableSurvey) -> Result<(), Error> {
        self.report.set_table(survey);
        self.overlay = true;
        let in_file: BTreeSet<Id> = survey
            .rows
            .iter()
            .filter_map(|row| row.case.as_ref())
            .map(|case| case.id.clone())
            .collect();
        let mut here = BTreeSet::new();
        for row in &survey.rows {
            let Some(case) = &row.case else { continue };
            let made = row.made.as_ref().map(|name| GeneratedId {
                name,
                in_file: &in_file,
            });
            for source in &row.sources {
                self.apply_row_source(source)?;
            }
            if let Some(id) = self.apply_case(case, format!("row {}", row.row), made)? {
                self.report.row_is(row.row, &id);
                here.insert(id);
            }
        }
        if self.args.on_conflict == ConflictPolicy::Update && self.questions.is_empty() {
            self.report.gone = missing::find_missing(
                self.operation,
                &self.args.file,
                self.args.list_name(),
                &here,
            )?;
        }
        Ok(())
    }

    fn apply_record(&mut self, thing: &AnyRecord) -> Result<(), Error> {
        match thing {
            AnyRecord::Source(source) => self.apply_source(source),
            AnyRecord::Recipient(recipient) => self.apply_recipient(recipient),
            AnyRecord::Letter(_) | AnyRecord::Statement(_) | AnyRecord::Case(_)
                if self.args.only_recipients =>
            {
                Ok(())
            }
            AnyRecord::Letter(letter) => self.apply_letter(letter),
            AnyRecord::Statement(statement) => self.apply_statement(statement),
            AnyRecord::Case(case) => self.apply_whole_case(case),
        }
    }

    fn apply_source(&mut self, source: &Source) -> Result<(), Error> {
        let here = self.operation.load_source(&source.id)?;
        self.apply_by_id(here.as_ref(), source, &source.id, |operation, record| {
            Ok(operation.put_source(record)?)
        })
    }

    /// The source of a row; one that is here already stays as it is.
    fn apply_row_source(&mut self, source: &Source) -> Result<(), Error> {
        if self.operation.load_source(&source.id)?.is_none() {
            self.operation.put_source(source)?;
        }
        Ok(())
    }

    fn apply_recipient(&mut self, recipient: &Recipient) -> Result<(), Error> {
        let here = self.operation.load_recipient(&recipient.id)?;
        self.apply_by_id(
            here.as_ref(),
            recipient,
            &recipient.id,
            |operation, record| Ok(operation.put_recipient(record)?),
        )
    }

    fn apply_letter(&mut self, letter: &SentLetter) -> Result<(), Error> {
        if self.is_about_erased(letter)? {
            return Ok(());
        }
        let here = self.operation.load_letter(&letter.id)?;
        self.apply_by_id(here.as_ref(), letter, &letter.id, |operation, record| {
            Ok(operation.put_letter(record)?)
        })
    }

    fn apply_statement(&mut self, statement: &Statement) -> Result<(), Error> {
        let here = self.operation.load_statement(&statement.id)?;
        let statement = &self.without_erased(statement, here.as_ref())?;
        self.apply_by_id(
            here.as_ref(),
            statement,
            &statement.id,
            |operation, record| Ok(operation.put_statement(record)?),
        )
    }

    fn apply_whole_case(&mut self, case: &Case) -> Result<(), Error> {
        self.apply_case(case, format!("case {}", case.id), None)
            .map(drop)
    }

    /// A record that is matched by its id, and is no case.
    fn apply_by_id<R: Record + PartialEq>(
        &mut self,
        here: Option<&R>,
        record: &R,
        id: &Id,
        put: impl Fn(&mut Operation<'_>, &R) -> Result<Option<RecordChange>, Error>,
    ) -> Result<(), Error> {
        let is_other = here.is_some_and(|here| here != record);
        match self.args.on_conflict {
            ConflictPolicy::Fail if is_other => self.report.add_conflict(R::NAME, id, None),
            ConflictPolicy::Skip if is_other => self.report.count_skipped(None),
            _ => {
                let change = put(self.operation, record)?;
                if self.args.only_recipients {
                    self.report.count_record(change, None);
                }
            }
        }
        Ok(())
    }

    /// Whether a case is left out because the person was erased, and nobody asks for them again.
    fn is_erased(&mut self, case: &Case) -> Result<bool, Error> {
        let Some(day) = self.operation.erasure_day(case)? else {
            return Ok(false);
        };
        if self
            .args
            .team
            .sides
            .take_back_erased
            .iter()
            .any(|id| id == case.id.as_str())
        {
            self.operation.take_back_erased(case)?;
            return Ok(false);
        }
        self.report.add_erased(&format!(
            "{} ({}): left out, erased on {day}. To take them in again: --take-back-erased {}",
            case.name, case.id, case.id
        ));
        Ok(true)
    }

    /// Whether a letter is left out because it is about a person who was erased.
    fn is_about_erased(&mut self, letter: &SentLetter) -> Result<bool, Error> {
        for id in &letter.cases {
            if let Some(day) = self.operation.id_erasure_day(id)? {
                self.report.add_erased(&format!(
                    "letter {}: left out, it is about somebody erased on {day}",
                    letter.id
                ));
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A statement that lists nobody who was erased.
    fn without_erased(
        &mut self,
        statement: &Statement,
        here: Option<&Statement>,
    ) -> Result<Statement, Error> {
        let mut statement = statement.clone();
        for id in std::mem::take(&mut statement.cases) {
            let is_here = here.is_some_and(|here| here.cases.contains(&id));
            match self.operation.id_erasure_day(&id)?.filter(|_| !is_here) {
                Some(day) => self.report.add_erased(&format!(
                    "statement {}: taken in without somebody who was erased on {day}",
                    statement.id
                )),
                None => statement.cases.push(id),
            }
        }
        Ok(statement)
    }

    /// Takes in a case, and gives the id that it has here; none where it is not certain who it is, or the person was erased.
    fn apply_case(
        &mut self,
        case: &Case,
        place: String,
        made: Option<GeneratedId<'_>>,
    ) -> Result<Option<Id>, Error> {
        self.progress.count_step();
        let wanted = ImportedCase {
            case,
            place,
            has_made_id: made.is_some(),
        };
        let (operation, overlay, today) = (&*self.operation, self.overlay, self.app.today);
        let changes = |id: &Id| {
            let here = operation.load_case(id)?;
            Ok(here.is_none_or(|here| {
                merge_case(&here, case, overlay, today).map_or(true, |merged| merged != here)
            }))
        };
        let here = match self.same.match_record(&wanted, self.asked, changes)? {
            CaseMatch::Asked(question) => {
                self.questions.push(question);
                return Ok(None);
            }
            CaseMatch::Known(id) => operation.load_case(&id)?,
            CaseMatch::New => None,
        };
        if here.is_none() && self.is_erased(case)? {
            return Ok(None);
        }
        let merged = match &here {
            Some(here) => merge_case(here, case, overlay, today)?,
            None => Case {
                id: self.free_id(&case.id, made.as_ref())?,
                uid: self.number_of(case)?,
                ..case.clone()
            },
        };
        if overlay && let Some(here) = &here {
            self.report.add_older(here, case);
        }
        let other = here.as_ref().filter(|here| **here != merged);
        let person = Some((
            &merged,
            other
                .map(|here| diff_records(here, &merged))
                .unwrap_or_default(),
        ));
        match self.args.on_conflict {
            ConflictPolicy::Fail if other.is_some() => {
                self.report.add_conflict(Case::NAME, &merged.id, person)
            }
            ConflictPolicy::Skip if other.is_some() => self.report.count_skipped(person),
            _ => {
                let change = self.operation.put_case(&merged)?;
                self.report.count_record(change, person);
            }
        }
        Ok(Some(merged.id))
    }

    /// The number of somebody who is not here yet: that of the record; whoever comes by a table gets one, as by `add`.
    fn number_of(&self, case: &Case) -> Result<Option<Line>, Error> {
        match &case.uid {
            None if self.overlay => Ok(Some(uid::new_uid()?.parse()?)),
            known => Ok(known.clone()),
        }
    }

    /// The id of somebody who is not here yet: that of the record, unless it was made of the name or is that of another.
    fn free_id(&self, id: &Id, made: Option<&GeneratedId<'_>>) -> Result<Id, Error> {
        let is_free = |id: &Id| Ok::<_, Error>(self.operation.free_id(id)? == *id);
        match made {
            None if !self.same.has_id(id) => Ok(id.clone()),
            None => Ok(self.operation.free_id(id)?),
            Some(_) if is_free(id)? => Ok(id.clone()),
            Some(made) => made
                .name
                .first_free(|id| Ok(made.in_file.contains(id) || !is_free(id)?)),
        }
    }
}

/// An id that was made of a name.
struct GeneratedId<'a> {
    /// Without a number.
    name: &'a Id,
    /// The ids that the file has for others.
    in_file: &'a BTreeSet<Id>,
}

/// A case of the file in the place of one that is here, or over it.
fn merge_case(
    here: &Case,
    case: &Case,
    overlay: bool,
    today: crate::model::Date,
) -> Result<Case, Error> {
    if overlay {
        return merge::overlay_row(here, case, today);
    }
    let case = case.clone();
    Ok(if here.id == case.id {
        case
    } else {
        Case {
            id: here.id.clone(),
            old_ids: here.old_ids.clone(),
            ..case
        }
    })
}
