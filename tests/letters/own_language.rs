//! A language of the user's own: a table of words and a text per kind in the templates folder, and no code.

use std::path::Path;
use std::sync::Arc;

use cases::letters::compose::compose_letter;
use cases::letters::engine::CompiledTemplate;
use cases::letters::preflight;
use cases::letters::{Error, LetterJob, LetterOrder, TemplateLibrary, builtin};
use cases::model::date::full_day;
use cases::model::{Recipient, Sender, SourceDates};

use crate::harness::{cases, lines, office};

const TEXT: &str = "# Справа: {{case.name}}

Прошу про таке: {{#each demands}}{{text}}{{/each}}. {{plural letter.count \"особа\" \"особи\" \"осіб\"}}.
";

fn folder(words: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("words/uk.toml", words), ("appeal/uk.md.hbs", TEXT)] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn library(folder: &Path) -> TemplateLibrary {
    TemplateLibrary::new(Some(folder.to_owned()))
}

/// The words of another language, as a translator begins.
fn words() -> &'static str {
    builtin::file_text("words/ru.toml").unwrap()
}

fn letter(library: &TemplateLibrary, to: &Recipient) -> (Vec<String>, Vec<String>) {
    letter_in(library, "uk", to)
}

fn letter_in(library: &TemplateLibrary, code: &str, to: &Recipient) -> (Vec<String>, Vec<String>) {
    let template = library
        .load_template("appeal", &library.load_language(code).unwrap())
        .unwrap();
    let day = full_day("2018-05-01").unwrap();
    let told = preflight::screen_cases(
        &cases(&["dosov-sanat"]),
        day,
        &SourceDates::default(),
        false,
    )
    .told;
    let order = LetterOrder {
        keeps_order: true,
        ..LetterOrder::plain(day, Sender::default())
    };
    let engine = CompiledTemplate::new(&template).unwrap();
    let job = LetterJob {
        recipient: Some(Arc::new(to.clone())),
        ..LetterJob::new(Arc::new(template), told.into())
    };
    let composed = compose_letter(&order, &Arc::new(job), &engine)
        .unwrap()
        .unwrap();
    (
        lines(&composed.letter),
        composed
            .findings
            .into_iter()
            .map(|finding| finding.what)
            .collect(),
    )
}

#[test]
fn a_table_and_a_text_are_a_language() {
    let folder = folder(&words().replace("немедленное освобождение", "негайне звільнення"));
    let library = library(folder.path());
    assert!(
        library
            .list_kind_languages("appeal")
            .unwrap()
            .contains(&"uk".to_owned())
    );
    let (text, findings) = letter(&library, &office("kz-prosecutor-general"));
    let text = text.join("\n");
    assert!(
        text.contains("Прошу про таке: негайне звільнення")
            && text.ends_with("С уважением,\n⟦ваше имя⟧"),
        "{text}"
    );
    assert!(
        text.contains("1 травня 2018\u{a0}р.") && text.contains(" особа."),
        "{text}"
    );
    assert!(
        !findings.join("\n").contains("native speaker"),
        "the text is the user's own"
    );
    assert!(
        findings
            .join("\n")
            .contains("reads Kazakh and Russian; the letter is in Ukrainian")
    );
}

#[test]
fn a_few_words_of_the_users_own_change_an_english_letter() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("words")).unwrap();
    let own = "[salutation]\nprosecutor-general = \"Sir,\"\n\n[month]\n5 = \"the month of May\"\n\n\
               [close]\none = \"Yours faithfully,\"\n\n[sentence_regime]\nprison = \"{term} of jail {regime}\"\n";
    std::fs::write(folder.path().join("words/en.toml"), own).unwrap();
    let office = office("kz-prosecutor-general");
    let (own, _) = letter_in(&library(folder.path()), "en", &office);
    let (built_in, _) = letter_in(&TemplateLibrary::default(), "en", &office);
    let changed: Vec<(&String, &String)> = built_in
        .iter()
        .zip(&own)
        .filter(|(built_in, own)| built_in != own)
        .collect();
    assert!(
        changed
            .iter()
            .any(|(_, own)| own.contains("1 the month of May 2018"))
            && own.contains(&"Sir,".to_owned())
            && own.iter().any(|line| line.starts_with("Yours faithfully,")),
        "{changed:?}"
    );
    assert_eq!(built_in.len(), own.len());
}

#[test]
fn a_wrong_word_of_the_users_own_english_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("words")).unwrap();
    let own = "# mine\n[salutation]\nombudsmann = \"Dear Commissioner,\"\n";
    std::fs::write(folder.path().join("words/en.toml"), own).unwrap();
    let Err(Error::Words(problems)) = library(folder.path()).load_language("en") else {
        panic!("a wrong key was taken");
    };
    assert!(
        problems[0]
            .to_string()
            .ends_with("words/en.toml:2:1: [salutation] has “ombudsmann”, which means nothing; did you mean “ombudsman”?"),
        "{}",
        problems[0]
    );
}

/// What is said of a table that is not as it should be.
fn problems(words: &str) -> Vec<String> {
    let folder = folder(words);
    match library(folder.path()).load_language("uk") {
        Err(Error::Words(problems)) => problems
            .iter()
            .map(|problem| {
                problem
                    .to_string()
                    .split_once("words/")
                    .unwrap()
                    .1
                    .to_owned()
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_missing_or_means_nothing_is_named_with_its_place() {
    let line = |header: &str| words().lines().position(|line| line == header).unwrap() + 1;
    for (from, to, section, what) in [
        (
            "imprisoned = \"",
            "imprisond = \"",
            "[status]",
            "[status] has no phrase for “imprisoned”",
        ),
        (
            "\"{n}\u{a0}год\"",
            "\"год\"",
            "[years]",
            "[years] “one” has no place for {n}",
        ),
        (
            "\"{n}\u{a0}год\"",
            "\"{n} {m} год\"",
            "[years]",
            "[years] “one” has a place {m} that nothing fills",
        ),
        (
            "few = \"{n}\u{a0}года\"\n",
            "",
            "[years]",
            "[years] has no phrase for “few”",
        ),
    ] {
        let found = problems(&words().replacen(from, to, 1));
        assert_eq!(
            found[0],
            format!("uk.toml:{}:1: {what}", line(section)),
            "{found:?}"
        );
    }
    let misspelt = problems(&words().replacen("imprisoned = \"", "imprisond = \"", 1));
    assert!(
        misspelt[1].ends_with("has “imprisond”, which means nothing; did you mean “imprisoned”?"),
        "{misspelt:?}"
    );
    assert!(
        problems(&words().replacen("[status]", "[stauts]", 1))[0]
            .contains("did you mean “status”?")
    );
    assert!(problems("[status\n")[0].starts_with("uk.toml:1:1: "));
}

#[test]
fn a_language_without_words_or_a_text_is_refused_with_those_there_are() {
    let library = TemplateLibrary::default();
    for unknown in ["uk", "", "../../etc/passwd", "tlh"] {
        let error = library.load_language(unknown).unwrap_err().to_string();
        assert!(error.ends_with("there is: de, en, fr, kk, ru"), "{error}");
    }
    let error = library
        .load_template("status-report", &library.load_language("de").unwrap())
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "the template “status-report” has no text in “de”; there is: en, ru"
    );
}
