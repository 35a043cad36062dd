//! Input of every kind with a few bytes changed, cut, doubled or put elsewhere: nothing breaks, nothing is half written, and what is
//! stored can be read back.

use std::fs;

use crate::input::{open_document, sandbox, workbook};
use crate::rounds;

/// A stream of numbers that is the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or_default()
    }
}

/// The bytes with a few of them changed, cut, doubled or put elsewhere.
fn changed(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const MARKS: [&[u8]; 14] = [
        b"\"",
        b"\n",
        b"[",
        b"{",
        b"}",
        b"=",
        b",",
        b"\0",
        b"\xff",
        b"'",
        b"{{#if ",
        b"-1",
        b"999999999999",
        "\u{202e}".as_bytes(),
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.next() % 4 {
        let at = numbers.next() % (bytes.len() + 1);
        let end = (at + numbers.next() % 12).min(bytes.len());
        match numbers.next() % 4 {
            0 => drop(bytes.splice(at..end, MARKS[numbers.next() % MARKS.len()].iter().copied())),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(numbers.next() % 256).unwrap_or_default();
                }
            }
        }
    }
    bytes
}

#[test]
fn whatever_is_changed_in_a_file_nothing_breaks() {
    let sandbox = sandbox();
    let home = sandbox.home();
    sandbox.run(&["export", "-o", "a.toml"]).ok();
    sandbox.run(&["export", "-o", "a.json"]).ok();
    sandbox.run(&["export", "-o", "a.jsonl"]).ok();
    sandbox.run(&["export", "-o", "a.csv"]).ok();
    workbook(&home.join("a.xlsx"), &|out| {
        out.write_all(
            b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" t=\"inlineStr\">\
              <is><t>country</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Ann Example</t></is></c>\
              <c r=\"B2\" t=\"inlineStr\"><is><t>BY</t></is></c></row></sheetData></worksheet>",
        )
        .unwrap();
    });
    open_document(&home.join("a.ods"), "", "");
    sandbox.run(&["export", "--tree", "tree"]).ok();
    sandbox.run(&["templates", "copy", "appeal"]).ok();
    let template = home.join(".config/cases/templates/appeal/en.md.hbs");
    let template = if template.exists() {
        template
    } else {
        home.join("a.md.hbs")
    };
    if !template.exists() {
        fs::write(
            &template,
            "# S\n\n{{#if case.name}}{{case.name}}{{else}}x{{/if}}\n",
        )
        .unwrap();
    }
    let settings = home.join(".config/cases/config.toml");
    let tree = home.join("tree/cases/barysik-halina.toml");
    let letter = "letter barysik-halina --to by-pg --template appeal --allow-missing";
    let inputs: Vec<(std::path::PathBuf, &str)> = vec![
        (home.join("a.toml"), "import a.toml --on-conflict update"),
        (home.join("a.json"), "import a.json --on-conflict update"),
        (home.join("a.jsonl"), "import a.jsonl --on-conflict update"),
        (home.join("a.csv"), "import a.csv --on-conflict update"),
        (home.join("a.xlsx"), "import a.xlsx --on-conflict update"),
        (home.join("a.ods"), "import a.ods --on-conflict update"),
        (template, letter),
        (settings, "list"),
        (tree, "import --tree tree --theirs"),
    ];
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut ran = 0;
    for _ in 0..rounds(3) {
        for (path, line) in &inputs {
            let Ok(whole) = fs::read(path) else { continue };
            fs::write(path, changed(&whole, &mut numbers)).unwrap();
            let args: Vec<&str> = line.split(' ').collect();
            let output = sandbox.cases(&args).run();
            assert!(output.code < 11 && output.code >= 0, "{line}: {output}");
            assert!(!output.stderr.contains("panicked"), "{output}");
            fs::write(path, whole).unwrap();
            let sound = sandbox.run(&["export", "--format", "jsonl"]).ok();
            let left: Vec<_> = fs::read_dir(&home)
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .collect();
            assert!(
                left.iter()
                    .all(|name| !name.to_string_lossy().starts_with(".cases-")),
                "{left:?}"
            );
            sandbox.file("sound.jsonl", &sound.stdout);
            let back = sandbox.run(&["import", "sound.jsonl", "--dry-run"]).ok();
            assert!(
                back.to_string().contains("0 new, 0 changed"),
                "what is stored cannot be read back: {back}"
            );
            ran += 1;
        }
    }
    println!("{ran} changed files");
}
