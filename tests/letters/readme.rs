//! `letter-templates/README.md` says what is true: its table of variables is made from the contract itself, its examples
//! pass the check, and every helper is in it. With `CASES_WRITE_README` set, the table is written anew.

use cases::letters::context::Context;
use cases::letters::engine::CompiledTemplate;
use cases::letters::schema::{TemplateType, TemplateVariable, VariableKind};
use cases::letters::{LetterLanguage, TemplateLibrary, builtin, helpers};

use crate::harness::{Wanted, cases};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/letter-templates/README.md");
const BEGIN: &str = "<!-- variables: written by tests/letters/readme.rs -->\n";
const END: &str = "<!-- end of variables -->";

/// A thing with variables, and all the places where it is found.
struct Thing {
    variables: Vec<TemplateVariable>,
    places: Vec<String>,
}

/// Every thing a template can meet, each once, the whole letter first.
fn things() -> Vec<Thing> {
    let whole = Context::shape().object_variables().unwrap().to_vec();
    let mut things = vec![Thing {
        variables: whole,
        places: Vec::new(),
    }];
    let mut next = 0;
    while next < things.len() {
        let within = things[next]
            .places
            .first()
            .map_or_else(String::new, |place| format!("{place} › "));
        for variable in things[next].variables.clone() {
            let (each, shape) = match &variable.shape {
                VariableKind::List(item) => ("each of ", item.as_ref()),
                other => ("", other),
            };
            let Some(variables) = shape.object_variables() else {
                continue;
            };
            let place = format!("{within}{each}`{}`", variable.name);
            match things.iter_mut().find(|thing| thing.variables == variables) {
                Some(known) => known.places.push(place),
                None => things.push(Thing {
                    variables: variables.to_vec(),
                    places: vec![place],
                }),
            }
        }
        next += 1;
    }
    things
}

fn tables() -> String {
    let mut out = String::new();
    for thing in things() {
        let title = match thing.places.as_slice() {
            [] => "The whole letter".to_owned(),
            [one] => one.clone(),
            [first, others @ ..] => format!("{first} (also {})", others.join("; ")),
        };
        out.push_str(&format!(
            "\n### {title}\n\n| variable | kind | meaning |\n|---|---|---|\n"
        ));
        for variable in &thing.variables {
            out.push_str(&format!(
                "| `{}` | {} | {} |\n",
                variable.name,
                variable.shape.type_name(),
                variable.help
            ));
        }
    }
    out.push('\n');
    out
}

#[test]
fn the_table_of_variables_is_the_contract() {
    let text = std::fs::read_to_string(README).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (table, after) = rest.split_once(END).unwrap();
    if std::env::var_os("CASES_WRITE_README").is_some() {
        std::fs::write(README, format!("{before}{BEGIN}{}{END}{after}", tables())).unwrap();
        return;
    }
    assert_eq!(
        table,
        tables(),
        "CASES_WRITE_README=1 cargo test --test letters readme writes it anew"
    );
}

/// The examples of the page that are templates.
fn examples(text: &str) -> Vec<&str> {
    text.split("```handlebars\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

#[test]
fn the_examples_pass_the_check() {
    let text = std::fs::read_to_string(README).unwrap();
    let examples = examples(&text);
    assert!(!examples.is_empty());
    for example in examples {
        let mut template = TemplateLibrary::default()
            .load_template("appeal", &LetterLanguage::english())
            .unwrap();
        template.text.text = example.to_owned();
        assert_eq!(template.find_problems(), [], "{example}");
        assert!(CompiledTemplate::new(&template).is_ok());
    }
}

#[test]
fn the_helpers_print_what_the_page_says() {
    let text = std::fs::read_to_string(README).unwrap();
    let rows = text.lines().map(|line| {
        line.split(" | ")
            .map(|cell| cell.trim_matches(['|', ' ', '`']))
            .collect::<Vec<_>>()
    });
    let mut shown = 0;
    for row in rows.filter(|row| row.len() == 3 && helpers::VALUES.contains(&row[0])) {
        let mut template = TemplateLibrary::default()
            .load_template("appeal", &LetterLanguage::english())
            .unwrap();
        template.text.text = row[1].to_owned();
        let filled = CompiledTemplate::new(&template)
            .unwrap()
            .fill_template(&context())
            .unwrap();
        assert_eq!(filled.markdown, row[2], "{}", row[1]);
        shown += 1;
    }
    assert_eq!(shown, helpers::VALUES.len());
}

fn context() -> Context {
    let wanted = Wanted {
        date: "2021-09-15",
        cases: cases(&["kaiyrbek-askar"]),
        ..Wanted::default()
    };
    wanted.context()
}

#[test]
fn every_kind_helper_and_partial_is_explained() {
    let text = std::fs::read_to_string(README).unwrap();
    for helper in helpers::VALUES
        .iter()
        .chain(helpers::BLOCKS)
        .chain(helpers::QUESTIONS)
    {
        assert!(text.contains(&format!("| `{helper}` |")), "{helper}");
    }
    for kind in builtin::kind_names() {
        assert!(text.contains(&format!("| `{kind}` |")), "{kind}");
    }
    let template = TemplateLibrary::default()
        .load_template("appeal", &LetterLanguage::english())
        .unwrap();
    for (partial, _) in &template.partials {
        assert!(text.contains(&format!("| `{partial}` |")), "{partial}");
    }
}
