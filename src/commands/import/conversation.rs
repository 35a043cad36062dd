//! What a table leaves open, asked at a terminal: column by column, word by word. The answers are what the flags say, so that the same
//! list is read the next time by one command or one saved mapping.

use super::ImportCasebookArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::app::shell::shell_quote;
use crate::commands::shared::arguments::parse_typed_date;
use crate::exchange::{
    self, InvalidField, InvalidFields, SurveyColumn, TableOptions, TableSurvey, added_columns,
    column_words, table_columns,
};
use crate::model::{Country, PartialDate};
use crate::terminal::{Answer, Question};

/// The table as it is understood once everything that is open was asked. `read` reads it as the options say.
///
/// # Errors
/// The file is no table, or the user stops; nothing was taken in then.
pub(super) fn read_with_questions(
    app: &App,
    args: &ImportCasebookArgs,
    options: &mut TableOptions,
    read: impl Fn(&TableOptions) -> Result<TableSurvey, exchange::Error>,
) -> Result<TableSurvey, Error> {
    let mut typed: Vec<String> = Vec::new();
    loop {
        let survey = read(options)?;
        let before = typed.len();
        let (problems, columns) = (&survey.problems, survey.columns.as_slice());
        ask_columns(app, problems, columns, options, &mut typed)?;
        if problems.missing.contains(&"country") {
            ask_country(app, options, &mut typed)?;
        }
        ask_words(app, problems, columns, options, &mut typed)?;
        if typed.len() > before {
            continue;
        }
        if typed.is_empty() || !problems.list.is_empty() {
            return Ok(survey);
        }
        if ask_day(app, &survey, options, &mut typed)? {
            continue;
        }
        return confirm_reading(app, args, survey, &typed);
    }
}

/// Asks of each column that nobody knows what it is.
fn ask_columns(
    app: &App,
    problems: &InvalidFields,
    columns: &[SurveyColumn],
    options: &mut TableOptions,
    typed: &mut Vec<String>,
) -> Result<(), Error> {
    for (title, guess) in &problems.guesses {
        let examples = columns
            .iter()
            .find(|column| column.title == *title)
            .map(|column| column.examples.join(" · "))
            .filter(|examples| !examples.is_empty());
        let text = match examples {
            Some(examples) => format!("The column “{title}” ({examples}): what is it?"),
            None => format!("The column “{title}”, which is empty: what is it?"),
        };
        let fields = list_fields(guess, options);
        let items: Vec<String> = fields.iter().map(|(_, line)| line.clone()).collect();
        let field = fields[pick_item(app, &text, &items, Some(0))?].0;
        options.map.push((title.clone(), field.to_owned()));
        typed.extend(["--map".to_owned(), format!("{title}={field}")]);
    }
    Ok(())
}

/// What a column may be, each with a line that says it: the guess first, then the two that always hold, then all other fields that no
/// column was said to fill.
fn list_fields(guess: &'static str, options: &TableOptions) -> Vec<(&'static str, String)> {
    let always = [
        (
            "notes",
            "keep it in the notes, which are private".to_owned(),
        ),
        ("-", "leave it out".to_owned()),
    ];
    let named = table_columns()
        .chain(added_columns())
        .map(|(name, help)| (name, format!("{name}: {help}")));
    let mut fields: Vec<(&'static str, String)> = always
        .into_iter()
        .chain(named.filter(|(name, _)| {
            let is_taken = options.map.iter().any(|(_, field)| field == name);
            *name != "notes" && (!is_taken || *name == guess)
        }))
        .collect();
    fields.sort_by_key(|(name, _)| *name != guess);
    fields
}

fn ask_country(
    app: &App,
    options: &mut TableOptions,
    typed: &mut Vec<String>,
) -> Result<(), Error> {
    let text = "Which state persecutes the people of this list?";
    let country = app.terminal.ask_line(text, None, str::parse::<Country>)?;
    options.country = Some(country);
    typed.extend(["--country".to_owned(), country.code().to_owned()]);
    Ok(())
}

/// Asks of each text that stands for no word of ours what it means.
fn ask_words(
    app: &App,
    problems: &InvalidFields,
    columns: &[SurveyColumn],
    options: &mut TableOptions,
    typed: &mut Vec<String>,
) -> Result<(), Error> {
    for (title, text) in &problems.words {
        let field = columns
            .iter()
            .find(|column| column.title == *title)
            .and_then(|column| column.field);
        let count = count_word(problems, text);
        let rows = if count == 1 {
            "1 row"
        } else {
            &format!("{count} rows")
        };
        let question = format!("“{text}” in the column “{title}” ({rows}): what does it mean?");
        let word = match field.and_then(column_words) {
            Some(words) => {
                let nothing = ("-", "nothing: leave it out".to_owned());
                let known = words
                    .iter()
                    .map(|word| (word.slug, format!("{}: {}", word.slug, word.label)));
                let known: Vec<(&str, String)> = known.chain([nothing]).collect();
                let items: Vec<String> = known.iter().map(|(_, line)| line.clone()).collect();
                let nearest = nearest_word(problems, text);
                let at = known.iter().position(|(word, _)| Some(*word) == nearest);
                known[pick_item(app, &question, &items, at)?].0.to_owned()
            }
            None => {
                let country = app
                    .terminal
                    .ask_line(&question, None, str::parse::<Country>)?;
                country.code().to_owned()
            }
        };
        let named = format!("{title}:{text}");
        typed.extend(["--values".to_owned(), format!("{named}={word}")]);
        options.values.push((named, word));
    }
    Ok(())
}

/// The problems of the cells that have a text which is not understood.
fn problems_of<'a>(
    problems: &'a InvalidFields,
    text: &str,
) -> impl Iterator<Item = &'a InvalidField> {
    let quoted = format!("“{text}” ");
    let is_of = move |problem: &&InvalidField| problem.reason.starts_with(&quoted);
    problems.list.iter().filter(is_of)
}

fn count_word(problems: &InvalidFields, text: &str) -> usize {
    problems_of(problems, text).count().max(1)
}

fn nearest_word<'a>(problems: &'a InvalidFields, text: &str) -> Option<&'a str> {
    problems_of(problems, text).find_map(|problem| problem.nearest.as_deref())
}

/// Asks on which day the list was true, where rows do not say it; whether that was answered.
fn ask_day(
    app: &App,
    survey: &TableSurvey,
    options: &mut TableOptions,
    typed: &mut Vec<String>,
) -> Result<bool, Error> {
    let is_undated =
        |row: &exchange::CaseRow| row.case.as_ref().is_some_and(|case| case.as_of.is_none());
    if options.as_of.is_some() || !survey.rows.iter().any(is_undated) {
        return Ok(false);
    }
    let text = "On which day was the list true? (Enter: not known)";
    let day: Option<PartialDate> = app.terminal.ask_optional(text, parse_typed_date)?;
    options.as_of = day;
    let Some(day) = day else { return Ok(false) };
    typed.extend(["--as-of".to_owned(), day.to_string()]);
    Ok(true)
}

/// Shows how the list is read now, with the command that reads it so again, and asks whether that is right.
fn confirm_reading(
    app: &App,
    args: &ImportCasebookArgs,
    survey: TableSurvey,
    typed: &[String],
) -> Result<TableSurvey, Error> {
    let words = args.to_words();
    let words: Vec<String> = words
        .iter()
        .chain(typed)
        .map(|word| shell_quote(word))
        .collect();
    let command = format!("cases import {}", words.join(" "));
    for row in survey.rows.iter().take(SHOWN) {
        let told = row
            .understood
            .iter()
            .map(|(field, value)| format!("{field} {value}"));
        let told: Vec<String> = told.collect();
        app.terminal
            .print_note(&format!("row {}: {}", row.row, told.join(" · ")));
    }
    let count = survey.rows.len();
    if count > SHOWN {
        app.terminal
            .print_note(&format!("and {} rows more", count - SHOWN));
    }
    app.terminal.print_note("The same without questions:");
    app.terminal.print_note(&format!("  {command}"));
    let people = if count == 1 {
        "this person"
    } else {
        "these people"
    };
    let question = format!("Take in {people} so?");
    if app.terminal.ask_confirmation(&question, Some(true))? {
        return Ok(survey);
    }
    Err(Error::cancelled("Nothing was taken in").try_with(format!("{command} --dry-run")))
}

/// So many rows are shown before they are taken in.
const SHOWN: usize = 3;

/// One of several lines; `at` is the one that Enter alone chooses. Of words none is, unless one is near: a guess would state a
/// falsehood.
fn pick_item(app: &App, text: &str, items: &[String], at: Option<usize>) -> Result<usize, Error> {
    let question = Question {
        items,
        at,
        ..Question::new(text)
    };
    match app.terminal.pick_answer(&question)? {
        Answer::Item(at) => Ok(at),
        Answer::Typed(_) | Answer::Skipped | Answer::Back => {
            Err(Error::cancelled("Nothing was taken in"))
        }
    }
}
