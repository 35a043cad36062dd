//! `cases labels`, and letters as PDF: what goes where, and what is refused.

use std::fs;

use crate::casebook::small;
use crate::pdf_file::Pdf;
use crate::sandbox::Sandbox;

const SENDER: &str = "[sender]\nname = \"R. Diaz\"\naddress = [\"Calle Mayor 1\", \"28013 Madrid\"]\ncountry = \"ES\"\n";

/// A sandbox where somebody in Spain writes, with the sample casebook.
fn of_a_sender(country: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("me.toml", &SENDER.replace("ES", country));
    sandbox
}

fn labels<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    let sample = [
        "--sample",
        "--config",
        "me.toml",
        "labels",
        "--date",
        "2018-05-01",
    ];
    [&sample[..], rest].concat()
}

/// The words of a PDF that was written.
fn words(sandbox: &Sandbox, file: &str) -> Vec<String> {
    let text = Pdf::read(&fs::read(sandbox.home().join(file)).expect("the PDF")).text();
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.trim().to_owned())
        .collect()
}

#[test]
fn addresses_stand_on_labels_with_the_country_last() {
    let sandbox = of_a_sender("ES");
    let groups = [
        "--to",
        "contacts-kazakhstan",
        "--to",
        "contacts-international",
        "-o",
        "labels.pdf",
    ];
    let output = sandbox
        .run(&labels(
            &[&groups[..], &["--on", "sheet", "--skip", "4"]].concat(),
        ))
        .ok();
    let words = words(&sandbox, "labels.pdf").join("\n");
    crate::golden::compare("labels", &format!("{output}--- labels.pdf\n{words}\n"));
}

#[test]
fn an_envelope_has_a_return_address_and_no_country_at_home() {
    let sandbox = of_a_sender("BE");
    let envelope = ["--to", "ep-afet-chair", "--on", "c5", "-o", "envelope.pdf"];
    sandbox.run(&labels(&envelope)).ok();
    let words = words(&sandbox, "envelope.pdf");
    assert_eq!(
        words[..4],
        ["R. Diaz", "Calle Mayor 1", "28013 Madrid", "BELGIUM"]
    );
    assert_eq!(
        words.last().map(String::as_str),
        Some("1047 Brussels"),
        "{words:?}"
    );
}

#[test]
fn a_file_is_never_replaced_unasked() {
    let sandbox = of_a_sender("ES");
    let envelope = ["--to", "kz-prosecutor-general", "-o", "envelope.pdf"];
    sandbox.file("envelope.pdf", "mine");
    sandbox.run(&labels(&envelope)).fails_with(8);
    assert_eq!(
        fs::read_to_string(sandbox.home().join("envelope.pdf")).unwrap(),
        "mine"
    );
    sandbox
        .run(&labels(&[&envelope[..], &["--force"]].concat()))
        .ok();
    assert_eq!(
        words(&sandbox, "envelope.pdf").last().map(String::as_str),
        Some("KAZAKHSTAN")
    );
    sandbox
        .run(&labels(&[
            "--to",
            "kz-prosecutor-general",
            "-n",
            "-o",
            "other.pdf",
        ]))
        .ok();
    assert!(!sandbox.home().join("other.pdf").exists());
}

#[test]
fn who_has_no_address_is_named() {
    let sandbox = of_a_sender("ES");
    let output = sandbox
        .run(&labels(&["--to", "kz-ministry-foreign-affairs"]))
        .fails_with(3);
    assert!(
        output
            .stderr
            .contains("cases recipients update kz-ministry-foreign-affairs --post"),
        "{output}"
    );
    sandbox.run(&labels(&["--to", "nobody"])).fails_with(3);
    for wrong in [
        &["--on", "sheet", "--skip", "21"][..],
        &["--skip", "1"],
        &["--on", "dinner"],
    ] {
        sandbox
            .run(&labels(
                &[&["--to", "kz-prosecutor-general"], wrong].concat(),
            ))
            .fails_with(2);
    }
}

#[test]
fn a_terminal_gets_no_pdf_and_a_pipe_does() {
    let sandbox = small();
    let letter = [
        "-q",
        "letter",
        "aliyeva-leyla",
        "--to",
        "prosecutor-general",
        "--format",
        "pdf",
    ];
    for args in [&letter[..], &["labels", "--to", "prosecutor-general"]] {
        let refused = sandbox
            .cases(args)
            .with_env("CASES_FORCE_TTY", "80")
            .run()
            .fails_with(2);
        assert!(
            refused.stdout.is_empty() && refused.stderr.contains(" -o "),
            "{refused}"
        );
    }
    assert!(sandbox.run(&letter).ok().stdout.starts_with("%PDF-1.7"));
    let json = sandbox
        .run(&[&letter[..], &["--json"]].concat())
        .ok()
        .stdout;
    assert!(
        json.contains("\"body\":null") && json.contains("\"format\":\"pdf\""),
        "{json}"
    );
}

#[test]
fn several_letters_are_several_files() {
    let sandbox = of_a_sender("ES");
    let each = [
        "--sample",
        "-q",
        "letter",
        "bokayev-maks",
        "matayev-aset",
        "--each",
        "--to",
        "prosecutor-general",
    ];
    let refused = sandbox
        .run(&[&each[..], &["--format", "pdf"]].concat())
        .fails_with(2);
    assert!(
        refused.stdout.is_empty() && refused.stderr.contains("-O letters/"),
        "{refused}"
    );
    sandbox
        .run(
            &[
                &each[..],
                &["--format", "pdf", "--paper", "letter", "-O", "out"],
            ]
            .concat(),
        )
        .ok();
    for person in ["bokayev-maks", "matayev-aset"] {
        let file = format!("out/2021-09-15_kz-prosecutor-general_{person}_en.pdf");
        let pdf = Pdf::read(&fs::read(sandbox.home().join(file)).unwrap());
        assert!(pdf.text().contains("Gizat Nurdauletov"));
    }
}

#[test]
fn characters_that_the_fonts_lack_are_told() {
    let sandbox = small();
    sandbox.file("mine.md.hbs", "# About {{case.name}}\n政治 {{case.name}}\n");
    let letter = [
        "letter",
        "aliyeva-leyla",
        "--to",
        "prosecutor-general",
        "--template",
        "./mine.md.hbs",
        "-o",
        "a.pdf",
    ];
    let warned = sandbox.run(&letter).ok();
    assert!(
        warned.stderr.contains("政 (U+653F), 治 (U+6CBB)"),
        "{warned}"
    );
    assert!(words(&sandbox, "a.pdf").contains(&"�� Leyla Əliyeva".to_owned()));
    sandbox.run(&[&letter[..6], &["-o", "b.txt"]].concat()).ok();
    sandbox
        .run(&[&letter[..], &["--strict"]].concat())
        .fails_with(5);
}
