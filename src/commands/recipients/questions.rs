//! What `cases recipients add` asks at a terminal, and the id of an office that was given none.

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::reference::list_spellings;
use crate::model::vocabulary::{Role, RoleGroup, Vocabulary};
use crate::model::{Country, Id, Recipient, Record, written_date};
use crate::store::Store;
use crate::terminal::{Answer, Question};

/// A field of an office and its texts.
pub(super) type GivenField = (&'static str, Vec<String>);

/// Asks for what was not given, and gives it with the rest. Every answer but role and office can be left out.
pub(super) fn ask_fields(app: &App, given: &[GivenField]) -> Result<Vec<GivenField>, Error> {
    let mut fields = given.to_vec();
    let is_open =
        |fields: &[GivenField], name: &str| !fields.iter().any(|(field, _)| *field == name);
    app.terminal.print_note(
        "Enter leaves an answer out, except role and office; Esc ends, and nothing is added.",
    );
    if is_open(&fields, "role") {
        fields.push(("role", vec![ask_role(app)?]));
    }
    let role = text_of(&fields, "role").parse::<Role>()?;
    let is_of_state = role.role_group() == RoleGroup::State;
    if is_open(&fields, "country") && is_of_state {
        let text = "Of which state is it?";
        fields.extend(ask_country(app, text)?.map(|code| ("country", vec![code])));
    }
    if is_open(&fields, "accredited_to") && role == Role::Embassy {
        let text = "In which country does the embassy stand?";
        fields.extend(ask_country(app, text)?.map(|code| ("accredited_to", vec![code])));
    }
    if is_open(&fields, "office") {
        let usual = usual_office(&role, &fields);
        let read = |typed: &str| typed.parse::<crate::model::Line>();
        let office = app.terminal.ask_line(
            "The office, as it stands on an envelope",
            Some(&usual),
            read,
        )?;
        fields.push(("office", vec![office.to_string()]));
    }
    let lists = [
        (
            "post",
            "Its postal address without name and country (lines separated by ;)",
        ),
        ("email", "Its e-mail address"),
        ("languages", "The languages it reads, best first (ru; en)"),
    ];
    for (field, text) in lists {
        if is_open(&fields, field) {
            let texts = ask_list(app, field, text)?;
            fields.extend((!texts.is_empty()).then_some((field, texts)));
        }
    }
    let has_address = ["post", "email"]
        .iter()
        .any(|field| !is_open(&fields, field));
    if has_address && is_open(&fields, "checked") {
        let read = |typed: &str| match typed {
            "" => Ok(None),
            typed => written_date::parse_written_date(typed)
                .map(Some)
                .ok_or_else(|| crate::model::InvalidValue::new(format!("“{typed}” is not a date"))),
        };
        let text = "The day on which you saw this address at its source (Enter: not checked)";
        let checked = app.terminal.ask_line(text, Some(""), read)?;
        fields.extend(checked.map(|date| ("checked", vec![date.to_string()])));
    }
    Ok(fields)
}

/// An id that nobody has, made of the state and the role: `by-prosecutor-general`, `by-embassy-de`.
pub(super) fn free_office_id(store: &Store, fields: &[GivenField]) -> Result<Id, Error> {
    let role = text_of(fields, "role").parse::<Role>()?;
    let code = |field: &str| -> Option<String> {
        let country = text_of(fields, field).parse::<Country>().ok()?;
        Some(country.code().to_lowercase())
    };
    let parts: Vec<String> = code("country")
        .into_iter()
        .chain([role.slug().to_owned()])
        .chain(code("accredited_to"))
        .collect();
    let first = Id::from_name(&parts.join(" "));
    let mut id = first.clone();
    let mut number = 2;
    while store.load_recipient(&id)?.is_some() {
        id = format!("{first}-{number}").parse()?;
        number += 1;
    }
    Ok(id)
}

/// The words of an office that fits the role: “Embassy of Belarus in Germany”.
fn usual_office(role: &Role, fields: &[GivenField]) -> String {
    let name = |field: &str| {
        let country = text_of(fields, field).parse::<Country>().ok()?;
        Some(country.name())
    };
    let label = role.label();
    let mut letters = label.chars();
    let mut office: String = letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default();
    if let Some(state) = name("country") {
        office.push_str(&format!(" of {state}"));
    }
    if let Some(host) = name("accredited_to") {
        office.push_str(&format!(" in {host}"));
    }
    office
}

fn text_of<'a>(fields: &'a [GivenField], name: &str) -> &'a str {
    fields
        .iter()
        .find(|(field, _)| *field == name)
        .and_then(|(_, texts)| texts.last())
        .map_or("", String::as_str)
}

fn ask_role(app: &App) -> Result<String, Error> {
    let values: Vec<String> = Role::WORDS
        .iter()
        .map(|word| word.slug.to_owned())
        .collect();
    let labels: Vec<String> = Role::WORDS
        .iter()
        .map(|word| format!("{:<30} {}", word.slug, word.label))
        .collect();
    let question = Question {
        items: &labels,
        values: &values,
        spellings: list_spellings,
        ..Question::new("What is the office?")
    };
    match app.terminal.pick_answer(&question)? {
        Answer::Item(item) => Ok(values[item].clone()),
        Answer::Typed(_) | Answer::Skipped | Answer::Back => {
            Err(Error::cancelled("Nothing was added"))
        }
    }
}

fn ask_country(app: &App, text: &str) -> Result<Option<String>, Error> {
    let states: Vec<Country> = Country::iter_all().collect();
    let values: Vec<String> = states.iter().map(|state| state.code().to_owned()).collect();
    let labels: Vec<String> = states
        .iter()
        .map(|state| format!("{}  {}", state.code(), state.name()))
        .collect();
    let question = Question {
        items: &labels,
        values: &values,
        free: true,
        is_answer: |typed| typed.parse::<Country>().is_ok(),
        skip: Some("leave out"),
        spellings: list_spellings,
        ..Question::new(text)
    };
    loop {
        match app.terminal.pick_answer(&question)? {
            Answer::Item(item) => return Ok(Some(values[item].clone())),
            Answer::Skipped | Answer::Back => return Ok(None),
            Answer::Typed(typed) => match typed.parse::<Country>() {
                Ok(country) => return Ok(Some(country.code().to_owned())),
                Err(problem) => app.terminal.print_error(&problem.to_string()),
            },
        }
    }
}

/// Whether a text has the form of a code of a language: `en`, `kk`, `zh-Hant`.
fn is_language_code(text: &str) -> bool {
    let first = text.split('-').next().unwrap_or_default();
    (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Texts separated by `;`, asked again until each can be one of the field.
fn ask_list(app: &App, field: &'static str, text: &str) -> Result<Vec<String>, Error> {
    let read = |typed: &str| {
        let texts: Vec<String> = typed
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        for one in &texts {
            Recipient::typed(field, one)?;
            if field == "languages" && !is_language_code(one) {
                return Err(crate::model::InvalidValue::new(format!(
                    "“{one}” is no code of a language; write en, ru, es"
                )));
            }
        }
        Ok::<_, crate::model::InvalidValue>(texts)
    };
    Ok(app.terminal.ask_line(text, Some(""), read)?)
}
