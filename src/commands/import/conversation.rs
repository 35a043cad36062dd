//! What a table leaves open, asked at a terminal: column by column, word by word. The answers are what the flags say, so that the same
//! list is read the next time by one command or one saved mapping.

use super::{ImportCasebookArgs, one_person};
use crate::app::App;
use crate::app::error::Error;
use crate::app::shell::shell_quote;
use crate::commands::shared::arguments::parse_typed_date;
use crate::exchange::{
    self, InvalidField, InvalidFields, MergeRows, ReadingKind, SourcePosition, SurveyColumn,
    TableOptions, TableSurvey, added_columns, column_words, table_columns,
};
use crate::model::vocabulary::{SentenceKind, Vocabulary};
use crate::model::written_date::DateOrder;
use crate::model::{Country, Id, PartialDate};
use crate::terminal::{Answer, Question};

/// The table as it is understood once everything that is open was asked. `read` reads it as the options say.
///
/// # Errors
/// The file is no table, or the user stops; nothing was taken in then.
pub(super) fn read_with_questions(
    app: &App,
    args: &ImportCasebookArgs,
    options: &mut TableOptions,
    save_map: &mut Option<Id>,
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
        ask_how_to_read(app, problems, options, &mut typed)?;
        if typed.len() > before {
            continue;
        }
        if ask_columns_of_states(app, &survey, options, &mut typed)?
            || ask_one_person(app, &survey, options, &mut typed)?
        {
            continue;
        }
        if typed.is_empty() || !problems.list.is_empty() {
            return Ok(survey);
        }
        if ask_day(app, &survey, options, &mut typed)? {
            continue;
        }
        return confirm_reading(app, args, survey, save_map, &typed);
    }
}

fn find_column<'a>(columns: &'a [SurveyColumn], title: &str) -> Option<&'a SurveyColumn> {
    columns.iter().find(|column| column.title == title)
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
        let examples = find_column(columns, title)
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
        let field = find_column(columns, title).and_then(|column| column.field);
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

/// Asks what holds for the whole list: which way round its dates are, what kind its sentences are, what its headings say.
fn ask_how_to_read(
    app: &App,
    problems: &InvalidFields,
    options: &mut TableOptions,
    typed: &mut Vec<String>,
) -> Result<(), Error> {
    let find = |text: &str| {
        problems
            .list
            .iter()
            .find(|problem| problem.reason.contains(text))
    };
    if let Some(problem) = find("--dates dmy").filter(|_| options.dates.is_none()) {
        let date = problem
            .reason
            .split(['“', '”'])
            .nth(1)
            .unwrap_or("01/02/2024");
        let text = format!("Dates like {date}: what comes first?");
        let items = [
            "the day: 31/12/2024".to_owned(),
            "the month: 12/31/2024".to_owned(),
        ];
        let (order, word) = [(DateOrder::DayFirst, "dmy"), (DateOrder::MonthFirst, "mdy")]
            [pick_item(app, &text, &items, None)?];
        options.dates = Some(order);
        typed.extend(["--dates".to_owned(), word.to_owned()]);
    }
    if let Some(problem) = find("--dates persian").filter(|_| options.dates.is_none()) {
        let date = problem
            .reason
            .split(['“', '”'])
            .nth(1)
            .unwrap_or("1398/08/25");
        let text = format!("Days like {date}: are they of the Persian calendar?");
        if app.terminal.ask_confirmation(&text, Some(true))? {
            options.dates = Some(DateOrder::Persian);
            typed.extend(["--dates".to_owned(), "persian".to_owned()]);
        }
    }
    if find("--fill sentence_kind=WORD").is_some() && is_open(options, "sentence_kind") {
        let kinds = SentenceKind::WORDS;
        let items: Vec<String> = kinds
            .iter()
            .map(|word| format!("{}: {}", word.slug, word.label))
            .collect();
        let at = pick_item(
            app,
            "Of what kind are the sentences of which only the length is given?",
            &items,
            None,
        )?;
        let kind = kinds[at].slug.to_owned();
        typed.extend(["--fill".to_owned(), format!("sentence_kind={kind}")]);
        options.fill.push(("sentence_kind".to_owned(), kind));
    }
    if let Some(problem) = find("--headings -").filter(|_| options.headings.is_none()) {
        let heading = problem.reason.split(['“', '”']).nth(1).unwrap_or_default();
        let text = format!("Rows with one cell, like “{heading}”: what are they?");
        let answers = [
            (
                "category",
                "headings: the category of the people below them",
            ),
            ("held_at", "headings: where the people below them are held"),
            ("place", "headings: the place of the people below them"),
            (
                "notes",
                "headings, kept in the notes of the people below them",
            ),
            ("-", "leave them out"),
            ("people", "people, of whom no more is known"),
        ];
        let items: Vec<String> = answers.iter().map(|(_, line)| (*line).to_owned()).collect();
        let word = answers[pick_item(app, &text, &items, None)?].0;
        options.headings = word.parse().ok();
        typed.extend(["--headings".to_owned(), word.to_owned()]);
    }
    Ok(())
}

fn is_open(options: &TableOptions, column: &str) -> bool {
    options.fill.iter().all(|(known, _)| known != column)
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

/// Asks of a column that names several states whether it is who persecutes, or a nationality; whether that was answered.
fn ask_columns_of_states(
    app: &App,
    survey: &TableSurvey,
    options: &mut TableOptions,
    typed: &mut Vec<String>,
) -> Result<bool, Error> {
    let is_open = |note: &&exchange::ReadingNote| note.reading == ReadingKind::States;
    let Some(note) = survey.notes.iter().find(is_open) else {
        return Ok(false);
    };
    let SourcePosition::Row {
        column: Some(title),
        ..
    } = &note.place
    else {
        return Ok(false);
    };
    let examples = find_column(&survey.columns, title)
        .map(|column| column.examples.join(" · "))
        .unwrap_or_default();
    let text = format!("The column “{title}” ({examples}) names several states: what are they?");
    let items = [
        "the states that persecute these people".to_owned(),
        "the nationality of the people, whom one state persecutes".to_owned(),
    ];
    let field = ["country", "nationality"][pick_item(app, &text, &items, None)?];
    options.map.push((title.clone(), field.to_owned()));
    typed.extend(["--map".to_owned(), format!("{title}={field}")]);
    Ok(true)
}

/// Asks whether rows of one name that nothing tells apart are of one person; whether that was answered.
fn ask_one_person(
    app: &App,
    survey: &TableSurvey,
    options: &mut TableOptions,
    typed: &mut Vec<String>,
) -> Result<bool, Error> {
    if options.merge_rows.is_some() {
        return Ok(false);
    }
    let groups = one_person::find_open_names(survey);
    let Some(group) = groups.first() else {
        return Ok(false);
    };
    let rows: Vec<String> = group
        .iter()
        .map(|at| survey.rows[*at].row.to_string())
        .collect();
    let first = survey.rows[group[0]].case.as_ref();
    let name = first.map(|case| case.name.to_string()).unwrap_or_default();
    let names = match groups.len() {
        1 => "1 name stands".to_owned(),
        count => format!("{count} names stand"),
    };
    let text = format!(
        "{names} in several rows, such as “{name}” in rows {}: whose are they?",
        rows.join(", ")
    );
    let items = [
        "of one person each: put the rows together".to_owned(),
        "of as many people: leave them apart".to_owned(),
    ];
    let by = [MergeRows::Name, MergeRows::Never][pick_item(app, &text, &items, None)?];
    options.merge_rows = Some(by);
    typed.extend(["--merge-rows".to_owned(), by.slug().to_owned()]);
    Ok(true)
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
    save_map: &mut Option<Id>,
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
    if app.global.dry_run {
        return Ok(survey);
    }
    let people = if count == 1 {
        "this person"
    } else {
        "these people"
    };
    let question = format!("Take in {people} so?");
    if app.terminal.ask_confirmation(&question, Some(true))? {
        if save_map.is_none() {
            let text = "Keep these answers for the next edition under a name? (Enter: no)";
            *save_map = app.terminal.ask_optional(text, str::parse::<Id>)?;
        }
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
