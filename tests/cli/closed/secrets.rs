//! A casebook of four people of whom anybody may hear, and the same one with a secret in every private place.

use cases::model::vocabulary::{Consent, Publicity};
use cases::model::{
    Case, Casebook, Cell, Claim, Field, ListSpec, Record, Source, Statement, ValueKind,
};

/// The word that stands in every private place, and nowhere else.
pub const SECRET: &str = "zqsecret";

/// Whom the casebook calls otherwise than anybody may know.
pub fn hidden(secret: bool) -> &'static str {
    if secret {
        "zqsecret-person"
    } else {
        "qwert-qwertova"
    }
}

/// The casebook, with secrets or without any.
pub fn casebook(secret: bool) -> Casebook {
    casebook_with(secret.then_some("imprisoned"))
}

/// The casebook with secrets that say of two of the four that they are free.
pub fn denying() -> Casebook {
    casebook_with(Some("released"))
}

/// The casebook without any secret, that does not say how it is with these two.
pub fn silent() -> Casebook {
    let mut book = casebook_with(None);
    let denied = book.cases.iter_mut().filter(|case| is_denied(case));
    denied
        .flat_map(|case| &mut case.events)
        .for_each(|event| event.status = None);
    book
}

/// Whether nothing later than a secret is told of the person.
fn is_denied(case: &Case) -> bool {
    !["dzhakishev-mukhtar", "kaiyrbek-askar"].contains(&case.id.as_str())
}

/// The casebook; with a secret in every private place where these say what the situation is.
fn casebook_with(status: Option<&str>) -> Casebook {
    let secret = status.is_some();
    let mut book = cases::app::sample::load_casebook().unwrap();
    book.cases.retain(|case| {
        ["bokayev-maks", "dzhakishev-mukhtar", "kaiyrbek-askar"].contains(&case.id.as_str())
    });
    book.cases
        .iter_mut()
        .for_each(|case| (case.tags, case.notes) = (Vec::new(), None));
    let name = if secret {
        "Zqsecret Zqsecretova"
    } else {
        "Qwert Qwertova"
    };
    book.cases.push(withheld(hidden(secret), name));
    if let Some(status) = status {
        for case in &mut book.cases {
            let status = if is_denied(case) {
                status
            } else {
                "imprisoned"
            };
            fill(case, status);
        }
        book.cases.extend(unspoken());
        book.sources
            .push(Source::from_typed([("id", SECRET), ("title", SECRET)]).unwrap());
        book.recipients
            .iter_mut()
            .for_each(|office| office.note = SECRET.parse().ok());
        book.statements
            .push(Statement::from_typed([("id", SECRET), ("title", SECRET)]).unwrap());
    }
    book
}

fn withheld(id: &str, name: &str) -> Case {
    let flat = [
        ("id", id),
        ("name", name),
        ("family_name", name),
        ("country", "KZ"),
        ("pseudonym", "A. T."),
    ];
    let dates = [
        (
            "born",
            if id == hidden(true) {
                "1971"
            } else {
                "1988-02"
            },
        ),
        ("as_of", "2018-04"),
    ];
    let mut case = Case::from_typed(flat.into_iter().chain(dates)).unwrap();
    let row = |list: &str, values: &[(&str, &str)]| {
        let spec = Case::LISTS.iter().find(|spec| spec.name == list).unwrap();
        let value = |field: &Field| values.iter().find(|(name, _)| *name == field.name);
        let cell =
            |field| value(field).map_or(Cell::Empty, |(_, text)| Cell::Text((*text).to_owned()));
        vec![spec.fields.iter().map(cell).collect::<Vec<_>>()]
    };
    let arrest = [
        ("kind", "arrest"),
        ("date", "2018-02-03"),
        ("status", "imprisoned"),
        ("source", "odf-2018-04"),
    ];
    case.set_rows("events", &row("events", &arrest)).unwrap();
    case.set_rows(
        "concerns",
        &row(
            "concerns",
            &[("kind", "assembly"), ("text", "The rally was peaceful.")],
        ),
    )
    .unwrap();
    case
}

/// Puts a secret into every private place of a case.
fn fill(case: &mut Case, status: &str) {
    case.notes = SECRET.parse().ok();
    case.consent_by = SECRET.parse().ok();
    case.uid = format!("{SECRET}-{}", case.id).parse().ok();
    case.rev = Some(9);
    case.tags = vec![SECRET.parse().unwrap()];
    case.old_ids = vec![format!("{SECRET}-old-{}", case.id).parse().unwrap()];
    if case.pseudonym.is_some() {
        case.aliases = vec![SECRET.parse().unwrap()];
        case.name_native = SECRET.parse().ok();
    }
    for list in Case::LISTS {
        let mut rows = case.rows(list.name);
        let status = || ("status", Cell::Text(status.to_owned()));
        rows.insert(0, row(list, &[("private", Cell::Flag(true)), status()]));
        rows.push(row(
            list,
            &[
                ("private", Cell::Flag(false)),
                ("embargo", Cell::Text("2099".to_owned())),
                status(),
            ],
        ));
        case.set_rows(list.name, &rows).unwrap();
    }
    let claim = |about: &str| {
        Claim::from_typed([("about", about), ("value", SECRET), ("source", SECRET)]).unwrap()
    };
    case.claims
        .extend(["place", "summary", "events"].map(claim));
}

/// People of whom nothing may be told.
fn unspoken() -> [Case; 3] {
    let person = |id: &str| {
        let mut case = withheld(&format!("{SECRET}-{id}"), SECRET);
        case.pseudonym = None;
        case
    };
    let (mut private, mut refused, mut later) = (person("a"), person("b"), person("c"));
    private.publicity = Some(Publicity::Private);
    refused.consent = Some(Consent::Refused);
    later.embargo = "2099".parse().ok();
    [private, refused, later]
}

/// An entry with a secret wherever a text can stand, a word that there is, a date and a term.
fn row(list: &ListSpec, given: &[(&str, Cell)]) -> Vec<Cell> {
    let value = |field: &Field| {
        let word = if let ValueKind::Word(_, words) = field.kind {
            words[0].slug
        } else {
            SECRET
        };
        let fits =
            |cell: &Cell| (list.check)(field.name, cell).is_ok_and(|unknown| unknown.is_none());
        let texts = [word, "2018-03", "1y", "place"].map(|text| Cell::Text(text.to_owned()));
        let lists = [SECRET, "confiscation"].map(|text| Cell::List(vec![text.to_owned()]));
        let fitting: Vec<Cell> = if field.kind == ValueKind::List {
            lists.into()
        } else {
            texts.into()
        };
        fitting.into_iter().find(fits).unwrap_or_default()
    };
    let cell = |field: &Field| {
        let set = given
            .iter()
            .find(|(name, _)| *name == field.name)
            .map(|(_, cell)| cell.clone());
        set.unwrap_or_else(|| {
            if ["embargo", "appeal"].contains(&field.name) {
                Cell::Empty
            } else {
                value(field)
            }
        })
    };
    list.fields.iter().map(cell).collect()
}
