//! Letters as they come out of the program: the five documents of the README in every format, and what must never be in one.

use std::fs;
use std::path::Path;

use crate::casebook::small;
use crate::sandbox::Sandbox;

/// The commands of the README's table of letters.
fn commands() -> Vec<String> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("README.md");
    let cells = readme
        .lines()
        .filter_map(|line| line.split('`').nth(1).filter(|_| line.starts_with("| ")));
    cells
        .filter(|cell| cell.starts_with("cases --sample letter "))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_letters_of_the_five_documents() {
    let names = [
        "000-protest",
        "000-action-sheet",
        "001-joint-statement",
        "002-status-report",
        "003-verdict-statement",
        "004-appeal-ruling-statement",
    ];
    let commands = commands();
    assert_eq!(commands.len(), names.len(), "the table of the README");
    let sandbox = Sandbox::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters/golden");
    let mut differences = Vec::new();
    for (name, command) in names.iter().zip(&commands) {
        for (format, ending) in [("text", "txt"), ("md", "md"), ("html", "html")] {
            let output = sandbox
                .shell(&format!("{command} --format {format} 2>/dev/null"))
                .run()
                .ok();
            let path = folder.join(format!("{name}.{ending}"));
            if std::env::var("GOLDEN").is_ok_and(|golden| golden == "overwrite") {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&path, &output.stdout).unwrap();
            } else if fs::read_to_string(&path).unwrap_or_default() != output.stdout {
                differences.push(path.display().to_string());
            }
        }
    }
    assert!(
        differences.is_empty(),
        "other than before (GOLDEN=overwrite accepts): {differences:#?}"
    );
}

#[test]
fn everyone_who_was_held_is_in_the_letter_of_2018_and_eight_terms_are_over_in_2021() {
    let sandbox = Sandbox::new();
    let to = ["--sample", "letter", "--to", "prosecutor-general", "--yes"];
    let then = sandbox
        .run(&[&to[..], &["--date", "2018-05-01"]].concat())
        .ok();
    assert!(then.stdout.contains("Kozhamzharov") && !then.stdout.contains("Nurdauletov"));
    let held = sandbox
        .run(&[
            "--sample",
            "-q",
            "list",
            "--tag",
            "report-2018-04",
            "--status",
            "detained",
            "--as-of",
            "2018-05-01",
            "--fields",
            "family_name",
        ])
        .ok();
    assert_eq!(held.stdout.lines().count(), 24);
    for name in held.stdout.lines() {
        assert!(
            then.stdout.contains(name),
            "{name} is not in the letter of 2018"
        );
    }
    let now = sandbox.run(&to).ok();
    assert!(now.stdout.contains("Nurdauletov") && !now.stdout.contains("Kozhamzharov"));
    for name in [
        "Eleusinov",
        "Kushakbayev",
        "Bukenov",
        "Edige Batyrov",
        "Dosov",
        "Sychev",
        "Abzhan",
        "Tulbayev",
    ] {
        assert!(
            now.stderr.contains(name) && !now.stdout.contains(name),
            "{name}"
        );
    }
}

#[test]
fn a_person_whose_term_must_be_over_is_told_in_the_past_or_not_at_all() {
    let sandbox = Sandbox::new();
    let letter = [
        "--sample",
        "letter",
        "eleusinov-amin",
        "--to",
        "prosecutor-general",
    ];
    let refused = sandbox.run(&letter).fails_with(5);
    assert!(
        refused.stderr.contains("cases update eleusinov-amin"),
        "{refused}"
    );
    let past = sandbox
        .run(&[&letter[..], &["--allow-doubtful"]].concat())
        .ok();
    assert!(
        past.stdout.contains("was in prison") && !past.stdout.contains("is in prison"),
        "{past}"
    );
}

#[test]
fn nothing_private_reaches_a_letter_by_any_template() {
    let sandbox = small();
    let everything = "# x\n{{#each cases}}{{name}} {{status_words}} {{charges_words}} {{#each events}}{{text}}{{/each}}\
                      {{#each acts}}{{text}}{{/each}}{{#each concerns}}{{label}} {{text}}{{/each}}{{#each actions}}{{text}}{{/each}}\
                      {{{summary}}}{{#each demands}}{{text}}{{/each}}{{/each}}";
    let attempts = [
        everything.replace("{{#each demands}}{{text}}{{/each}}", ""),
        "# x\n{{lookup case \"notes\"}}".to_owned(),
        "# x\n{{#each this}}{{this}}{{/each}}".to_owned(),
        "# x\n{{#each case}}{{this}}{{/each}}".to_owned(),
        "# x\n{{@root}} {{@root.case.notes}}".to_owned(),
        "# x\n{{#each cases}}{{../../notes}}{{/each}}".to_owned(),
        "# x\n{{> notes}}".to_owned(),
        "# x\n{{#with case}}{{notes}}{{consent_by}}{{/with}}".to_owned(),
    ];
    for (number, text) in attempts.iter().enumerate() {
        sandbox.file("mine.md.hbs", text);
        for format in ["text", "md", "html"] {
            let args = [
                "letter",
                "aliyeva-leyla",
                "--to",
                "prosecutor-general",
                "--template",
                "./mine.md.hbs",
                "--allow-missing",
                "--format",
                format,
            ];
            let output = sandbox.run(&args);
            assert_eq!(output.code, if number == 0 { 0 } else { 5 }, "{output}");
            // The sender is told on standard error what is kept out.
            assert!(!output.stdout.contains("ZQ"), "{output}");
        }
    }
    for args in [
        &["letter", "--to", "prosecutor-general", "--verbose"][..],
        &[
            "letter",
            "--status",
            "detained",
            "--to",
            "prosecutor-general",
            "--json",
        ],
        &["templates", "vars", "--case", "aliyeva-leyla"],
        &["templates", "preview", "appeal", "--case", "aliyeva-leyla"],
    ] {
        let output = sandbox.run(args).ok();
        assert!(
            !output.stdout.contains("ZQ") && !output.to_string().contains("seynov"),
            "{output}"
        );
    }
    sandbox
        .run(&["templates", "vars", "--case", "huseynov-rauf"])
        .fails_with(8);
}

#[test]
fn a_missing_fact_names_the_case_the_fact_and_the_command() {
    let sandbox = small();
    sandbox.file(
        "mine.md.hbs",
        "# About {{case.name}}\nHeld at {{case.held_at}}.\n",
    );
    let args = [
        "letter",
        "aliyeva-leyla",
        "--to",
        "prosecutor-general",
        "--template",
        "./mine.md.hbs",
    ];
    let output = sandbox.run(&args).fails_with(5);
    for part in [
        "aliyeva-leyla",
        "held at",
        "cases update aliyeva-leyla --set held_at=",
    ] {
        assert!(output.stderr.contains(part), "{part}: {output}");
    }
    let shown = sandbox
        .run(&[&args[..], &["--allow-missing"]].concat())
        .ok();
    assert!(shown.stdout.contains("Held at ⟦held at⟧."), "{shown}");
}

#[test]
fn a_template_of_yours_replaces_one_file_and_is_checked() {
    let sandbox = small();
    let copied = sandbox.run(&["templates", "copy", "appeal"]).ok();
    assert!(
        copied
            .stdout
            .contains("[HOME]/.config/cases/templates/appeal/en.md.hbs"),
        "{copied}"
    );
    sandbox.run(&["templates", "check"]).ok();
    sandbox.file(
        ".config/cases/templates/appeal/en.md.hbs",
        "# Mine\n{{#if case.nmae}}x{{/if}}\n",
    );
    let checked = sandbox.run(&["templates", "check"]).fails_with(5);
    assert!(
        checked.stdout.contains("en.md.hbs:2:1") && checked.stdout.contains("name"),
        "{checked}"
    );
    sandbox
        .run(&["letter", "aliyeva-leyla", "--to", "prosecutor-general"])
        .fails_with(5);
    sandbox.file(
        ".config/cases/templates/appeal/en.md.hbs",
        "# Mine about {{case.name}}\nText.\n",
    );
    assert!(
        sandbox
            .run(&["letter", "aliyeva-leyla", "--to", "prosecutor-general"])
            .ok()
            .stdout
            .contains("Mine about Leyla Əliyeva")
    );
}

#[test]
fn letters_go_where_they_are_told() {
    let sandbox = small();
    sandbox
        .run(&[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "-O",
            "out",
            "--format",
            "html",
        ])
        .ok();
    let mut names: Vec<String> = fs::read_dir(sandbox.home().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let letter = "2021-09-15_az-prosecutor-general_aliyeva-leyla_en.html";
    assert_eq!(names, [letter, "manifest.csv", "manifest.json"]);
    let each = sandbox
        .run(&[
            "--sample",
            "-q",
            "letter",
            "bokayev-maks",
            "atabek-aron",
            "--to",
            "ombudsman",
            "--each",
            "--date",
            "2018-05-01",
        ])
        .ok();
    assert_eq!(
        each.stdout.matches('\u{c}').count(),
        1,
        "a form feed stands between letters"
    );
    assert_eq!(each.stdout.matches("Dear Ombudsman,").count(), 2);
    let signed = sandbox
        .run(&[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "--sign",
            "DE BRÚN Bairbre, MEP",
            "--sign",
            "A. B.",
        ])
        .ok();
    let places = ["DE BRÚN Bairbre, MEP", "A. B."].map(|name| signed.stdout.find(name).unwrap());
    assert!(places[0] < places[1]);
    sandbox
        .run(&[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "--record",
        ])
        .ok();
    assert!(
        sandbox
            .run(&["show", "aliyeva-leyla"])
            .ok()
            .stdout
            .contains("LETTERS")
    );
    assert_eq!(
        sandbox
            .run(&["list", "--tag", "writer", "--fields", "letters,last_letter"])
            .ok()
            .stdout,
        "1\t2021-09-15\n"
    );
}

#[test]
fn a_free_person_is_never_asked_free_and_a_state_never_asked_for_sanctions() {
    let sandbox = Sandbox::new();
    let free = sandbox
        .run(&[
            "--sample",
            "-q",
            "letter",
            "sokolova-natalia",
            "--to",
            "prosecutor-general",
            "--date",
            "2018-05-01",
        ])
        .fails_with(5);
    assert!(
        free.stdout.is_empty() && free.stderr.contains("Natalia Sokolova is free"),
        "{free}"
    );
    let asked = [
        "--sample",
        "-q",
        "letter",
        "kaiyrbek-askar",
        "--to",
        "prosecutor-general",
        "--demand",
        "personal-sanctions",
    ];
    let refused = sandbox.run(&asked).fails_with(5);
    assert!(
        refused
            .stderr
            .contains("“personal-sanctions” cannot be asked of")
            && refused.stdout.is_empty(),
        "{refused}"
    );
    let state = sandbox
        .run(&[
            "--sample",
            "-q",
            "letter",
            "kaiyrbek-askar",
            "--to",
            "prosecutor-general",
        ])
        .ok();
    assert!(!state.stdout.contains("sanction"), "{state}");
}

#[test]
fn an_unknown_office_is_written_to_by_its_name() {
    let sandbox = small();
    let output = sandbox
        .run(&["letter", "aliyeva-leyla", "--to", "ombudsman"])
        .ok();
    assert!(
        output.stdout.contains("Ombudsman of Azerbaijan") && output.stderr.contains("no address"),
        "{output}"
    );
    assert!(
        output
            .stderr
            .contains("cases recipients add az-ombudsman --role ombudsman --country AZ"),
        "{output}"
    );
    let embassy = sandbox
        .run(&["letter", "aliyeva-leyla", "--to", "embassy"])
        .ok();
    assert!(
        embassy.stdout.contains("Embassy of Azerbaijan in Spain"),
        "{embassy}"
    );
    sandbox
        .run(&["--no-config", "letter", "aliyeva-leyla", "--to", "embassy"])
        .fails_with(2);
}

#[test]
fn a_letter_in_another_language_says_what_it_lacks() {
    let sandbox = Sandbox::new();
    let ask = |to: &str, lang: &str| {
        sandbox.run(&[
            "--sample",
            "letter",
            "dzhakishev-mukhtar",
            "--to",
            to,
            "--lang",
            lang,
        ])
    };
    let french = ask("prosecutor-general", "fr").ok();
    assert!(
        french
            .stdout
            .contains("Je vous prie d’agréer, Madame, Monsieur,"),
        "{}",
        french.stdout
    );
    for warning in [
        "no native speaker has checked our French texts",
        "Left out: dzhakishev-mukhtar 22",
        "reads Kazakh and Russian; the letter is in French\n    cases letter … --lang kk",
    ] {
        assert_eq!(
            french.stderr.matches(warning).count(),
            1,
            "{warning} in {}",
            french.stderr
        );
    }
    let russian = ask("prosecutor-general", "ru").ok();
    assert!(
        russian
            .stderr
            .contains("cases update dzhakishev-mukhtar --name-native \"NAME\""),
        "{}",
        russian.stderr
    );
    assert!(
        !russian.stderr.contains("reads Kazakh"),
        "{}",
        russian.stderr
    );
    let unknown = ask("prosecutor-general", "es").fails_with(2);
    assert!(
        unknown.stderr.contains("there is: de, en, fr, kk, ru"),
        "{}",
        unknown.stderr
    );
    let unconsented = ask("un-wgad", "ru").fails_with(5);
    assert!(
        unconsented.stderr.contains("--consent given --consent-by"),
        "{}",
        unconsented.stderr
    );
}
