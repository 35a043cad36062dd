//! Input that is endless, huge, nested or no file at all ends soon, with a clear error, in little memory; changed, it breaks nothing.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::sandbox::Sandbox;

/// The most memory a command may take, in KiB of address space; the program and what it links take some of it.
const MEMORY: u32 = 1_000_000;
/// How long it may take in a build for development, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a command did under limits of memory and time.
#[derive(Debug)]
struct Ended {
    code: i32,
    told: String,
    took: Duration,
}

/// Runs a line of shell in which `cases` can be called, with little memory.
fn run(sandbox: &Sandbox, line: &str) -> Ended {
    let begin = Instant::now();
    let output = sandbox.shell(&format!("ulimit -v {MEMORY}; {line}")).run();
    Ended {
        code: output.code,
        told: output.stdout,
        took: begin.elapsed(),
    }
}

/// Runs it, and expects exit 5 with these words, soon.
#[track_caller]
fn refused(sandbox: &Sandbox, line: &str, words: &str) {
    let ended = run(sandbox, line);
    assert_eq!(ended.code, 5, "{line}: {ended:?}");
    assert!(
        ended.told.contains(words),
        "{line}: “{words}” is not in {}",
        ended.told
    );
    assert!(
        ended.told.contains("Try: ") || ended.told.contains("\n"),
        "{line}: {}",
        ended.told
    );
    assert!(ended.took < PATIENCE, "{line}: took {:?}", ended.took);
}

/// A sandbox with a casebook of one person and one office.
pub fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["init", "--name", "Ines Moreau", "--country", "FR", "--yes"])
        .ok();
    let held = [
        "add",
        "--name",
        "Halina Barysik",
        "--country",
        "BY",
        "--status",
        "imprisoned",
        "--on",
        "2021-03",
    ];
    sandbox
        .run(
            &[
                &held[..],
                &["--concern", "unfair-trial: The judge heard no witness."],
            ]
            .concat(),
        )
        .ok();
    let office = [
        "--role",
        "prosecutor-general",
        "--country",
        "BY",
        "--office",
        "Prosecutor General",
        "--post",
        "Minsk",
    ];
    sandbox
        .run(&[&["recipients", "add", "by-pg"][..], &office].concat())
        .ok();
    sandbox
}

#[test]
fn what_never_ends_is_refused_soon() {
    let sandbox = sandbox();
    for format in ["csv", "tsv", "toml", "json", "jsonl", "xlsx", "ods"] {
        refused(
            &sandbox,
            &format!("cases import /dev/zero --format {format}"),
            "/dev/zero is a device, not a file",
        );
        let endless = format!("cases import - --format {format} < /dev/zero");
        refused(
            &sandbox,
            &endless,
            if format == "jsonl" {
                "16 MiB"
            } else {
                "longer than 64 MiB"
            },
        );
    }
    refused(
        &sandbox,
        "yes 'Ann Example,BY' | cases import - --format csv",
        "longer than 64 MiB",
    );
    refused(&sandbox, "yes '{\"schema\":1}' | cases import -", "512 MiB");
    refused(
        &sandbox,
        "yes 'a = 1' | cases add --from -",
        "longer than 16 MiB",
    );
    refused(
        &sandbox,
        "yes barysik-halina | cases letter - --to by-pg",
        "longer than 16 MiB",
    );
    refused(&sandbox, "cases --config /dev/zero list", "a device");
}

#[test]
fn what_is_no_file_is_refused_by_name() {
    let sandbox = sandbox();
    let home = sandbox.home();
    for (place, line) in [
        ("p", "cases import p --format csv"),
        ("q.toml", "cases import q.toml"),
        ("r.xlsx", "cases import r.xlsx"),
        ("one.toml", "cases add --from one.toml"),
        (
            "l.md.hbs",
            "cases letter barysik-halina --to by-pg --template l.md.hbs",
        ),
        (
            "wave/manifest.json",
            "cases letter barysik-halina --to by-pg --each -O wave",
        ),
        ("team/casebook.toml", "cases import --tree team"),
        ("key", "cases export --redacted --key-file key"),
        (
            ".config/cases/templates/appeal/letter.toml",
            "cases letter barysik-halina --to by-pg --template appeal",
        ),
        (
            ".config/cases/templates/appeal/en.md.hbs",
            "cases letter barysik-halina --to by-pg --template appeal",
        ),
        (
            ".config/cases/templates/words/ru.toml",
            "cases letter barysik-halina --to by-pg --lang ru",
        ),
    ] {
        let path = home.join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(
            Command::new("mkfifo")
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        refused(&sandbox, line, "is a pipe, not a file");
        fs::remove_file(&path).unwrap();
    }
    sandbox.run(&["export", "--tree", "tree"]).ok();
    let file = home.join("tree/cases/barysik-halina.toml");
    fs::remove_file(&file).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&file)
            .status()
            .unwrap()
            .success()
    );
    refused(
        &sandbox,
        "cases import --tree tree",
        "is a pipe, not a file",
    );
    refused(
        &sandbox,
        "cases import tree --format csv",
        "is a folder, not a file",
    );
}

#[test]
fn what_is_too_large_is_refused_with_its_limit() {
    let sandbox = sandbox();
    let home = sandbox.home();
    let write = |name: &str, text: &dyn Fn(&mut dyn Write)| {
        let mut file = std::io::BufWriter::new(fs::File::create(home.join(name)).unwrap());
        text(&mut file);
        file.flush().unwrap();
    };
    let repeat = |out: &mut dyn Write, text: &str, times: usize| {
        let many = text.repeat(1_000);
        (0..times / 1_000).for_each(|_| out.write_all(many.as_bytes()).unwrap());
    };
    write("columns.csv", &|out| {
        out.write_all(b"name,country").unwrap();
        repeat(out, ",c", 1_000_000);
        out.write_all(b"\nAnn Example,BY\n").unwrap();
    });
    refused(&sandbox, "cases import columns.csv", "1000 are the most");
    write("rows.csv", &|out| {
        out.write_all(b"name,country\n").unwrap();
        repeat(out, "Ann Example,BY\n", 1_000_000);
    });
    refused(&sandbox, "cases import rows.csv --dry-run", "200,000 rows");
    write("cell.csv", &|out| {
        out.write_all(b"name,country\nAnn ").unwrap();
        repeat(out, "Example ", 2_000_000);
        out.write_all(b",BY\n").unwrap();
    });
    refused(&sandbox, "cases import cell.csv", "4 MiB");
    fs::File::create(home.join("long.toml"))
        .unwrap()
        .set_len(65 << 20)
        .unwrap();
    refused(&sandbox, "cases import long.toml", "longer than 64 MiB");
    write("deep.json", &|out| {
        out.write_all(b"{\"cases\":").unwrap();
        repeat(out, "[", 1_000_000);
    });
    refused(&sandbox, "cases import deep.json", "JSON");
    write("deep.toml", &|out| {
        out.write_all(b"a = ").unwrap();
        repeat(out, "[", 1_000_000);
    });
    refused(&sandbox, "cases import deep.toml", "TOML");
    write("values.json", &|out| {
        out.write_all(b"{\"cases\":[0").unwrap();
        repeat(out, ",0", 3_000_000);
        out.write_all(b"]}").unwrap();
    });
    refused(&sandbox, "cases import values.json", "2,000,000 values");
    write("events.toml", &|out| {
        out.write_all(b"schema = 1\n[[cases]]\nid = \"a\"\nname = \"A B\"\ncountry = \"BY\"\n")
            .unwrap();
        repeat(
            out,
            "[[cases.events]]\nkind = \"hearing\"\ntext = \"x\"\n",
            50_000,
        );
    });
    refused(&sandbox, "cases import events.toml", "2,000 entries");
    assert_eq!(
        sandbox.run(&["list", "--ids"]).ok().stdout,
        "barysik-halina\n",
        "nothing was taken in"
    );
}

#[test]
fn workbooks_that_unpack_without_end_are_refused() {
    let sandbox = sandbox();
    let home = sandbox.home();
    let zeros = |length: usize| {
        move |out: &mut dyn Write| {
            let piece = vec![b'x'; 1 << 20];
            (0..length >> 20).for_each(|_| out.write_all(&piece).unwrap());
        }
    };
    let book = |name: &str, sheet: &dyn Fn(&mut dyn Write)| workbook(&home.join(name), sheet);
    book("cell.xlsx", &|out| {
        out.write_all(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>")
            .unwrap();
        zeros(8 << 20)(out);
    });
    refused(&sandbox, "cases import cell.xlsx", "4 MiB");
    // One part of a mebibyte, packed once and put in many times: the directory of a workbook is easily made to lie.
    let part = home.join("part.xlsx");
    workbook(&part, &|out| {
        out.write_all(&b"<c r=\"A1\"><v>1</v></c>".repeat(50_000))
            .unwrap()
    });
    let mut packed = zip::ZipArchive::new(fs::File::open(&part).unwrap()).unwrap();
    let mut bomb = zip::ZipWriter::new(fs::File::create(home.join("bomb.xlsx")).unwrap());
    for number in 0..140 {
        let sheet = packed.by_name("xl/worksheets/sheet1.xml").unwrap();
        bomb.raw_copy_file_rename(sheet, format!("xl/worksheets/sheet{number}.xml"))
            .unwrap();
    }
    bomb.finish().unwrap();
    refused(&sandbox, "cases import bomb.xlsx", "128 MiB");
    book("merged.xlsx", &|out| {
        out.write_all(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row></sheetData><mergeCells>")
            .unwrap();
        (1..50_000).for_each(|row| write!(out, "<mergeCell ref=\"A{row}:A1048576\"/>").unwrap());
        out.write_all(b"</mergeCells></worksheet>").unwrap();
    });
    let merged = run(&sandbox, "cases import merged.xlsx");
    assert!(merged.code == 5 && merged.took < PATIENCE, "{merged:?}");
    open_document(
        &home.join("many.ods"),
        "table:number-rows-repeated=\"1048576\"",
        "table:number-columns-repeated=\"900\"",
    );
    refused(&sandbox, "cases import many.ods", "2,000,000 cells");
    open_document(
        &home.join("wide.ods"),
        "",
        "table:number-columns-repeated=\"16384\"",
    );
    refused(&sandbox, "cases import wide.ods", "1,000 columns");
}

#[test]
fn templates_and_searches_have_an_end() {
    let sandbox = sandbox();
    let letter = |name: &str, text: &str, words: &str| {
        sandbox.file(name, text);
        refused(
            &sandbox,
            &format!("cases letter barysik-halina --to by-pg --template {name}"),
            words,
        );
    };
    let nested = format!(
        "# S\n\n{}x{}",
        "{{#if case.name}}".repeat(10_000),
        "{{/if}}".repeat(10_000)
    );
    letter("nested.md.hbs", &nested, "nested more than 32 deep");
    let branches = format!(
        "# S\n\n{{{{#if case.name}}}}a{}{{{{/if}}}}",
        "{{else if case.name}}b".repeat(10_000)
    );
    letter("branches.md.hbs", &branches, "more than 200 branches");
    letter(
        "brackets.md.hbs",
        &format!("# S\n\n{{{{#if {}", "(not ".repeat(50_000)),
        "brackets are nested",
    );
    letter(
        "long.md.hbs",
        &"x".repeat((1 << 20) + 1),
        "longer than 1 MiB",
    );
    letter(
        "lines.md.hbs",
        &format!("# S\n\n{}", "x\n\n".repeat(300_000)),
        "40,000 lines",
    );
    let words: Vec<String> = (0..3_000).map(|number| format!("w{number}x")).collect();
    refused(
        &sandbox,
        &format!("cases list --search '{}'", words.join(" ")),
        "100 are the most",
    );
    let letters: Vec<String> = (0..3_000_u32)
        .map(|number| char::from(b'a' + (number % 26) as u8).to_string())
        .collect();
    assert_eq!(
        run(
            &sandbox,
            &format!("cases list --search '{}'", letters.join(" "))
        )
        .code,
        0
    );
}

#[test]
fn an_import_that_waits_for_its_input_keeps_nobody_waiting() {
    let sandbox = sandbox();
    for (format, first, rest) in [
        ("csv", "name,country\nZoya Rahula,", "BY\n"),
        (
            "toml",
            "schema = 1\n[[cases]]\nid = \"rahula-zoya\"\nname = \"Zoya Rahula\"\n",
            "country = \"BY\"\n",
        ),
        (
            "jsonl",
            "{\"case\":{\"id\":\"rahula-zoya\",\"name\":\"Zoya Rahula\",",
            "\"country\":\"BY\"}}\n",
        ),
    ] {
        let line = format!(
            "(printf '%s' '{first}'; sleep 2; printf '%s' '{rest}') | cases import - --format {format} & \
             sleep 1; cases update barysik-halina --tag now-{format} && wait"
        );
        let output = sandbox.shell(&line).run().ok();
        assert!(output.stdout.contains("Took in: 1 new"), "{output}");
        sandbox.run(&["undo"]).ok();
    }
    let tags = sandbox
        .run(&["show", "barysik-halina", "--json"])
        .ok()
        .stdout;
    assert!(
        ["csv", "toml", "jsonl"]
            .iter()
            .all(|format| tags.contains(&format!("now-{format}"))),
        "{tags}"
    );
}

/// A workbook of one sheet.
pub fn workbook(path: &Path, sheet: &dyn Fn(&mut dyn Write)) {
    let head = "<?xml version=\"1.0\"?>";
    let ns = "http://schemas.openxmlformats.org";
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    let parts = [
        (
            "[Content_Types].xml",
            format!("{head}<Types xmlns=\"{ns}/package/2006/content-types\"/>"),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{head}<workbook xmlns=\"{ns}/spreadsheetml/2006/main\" xmlns:r=\"{ns}/officeDocument/2006/relationships\">\
                 <sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{head}<Relationships xmlns=\"{ns}/package/2006/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{ns}/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
    ];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file(
        "xl/worksheets/sheet1.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    sheet(&mut zip);
    zip.finish().unwrap();
}

/// An OpenDocument sheet of one row and one cell that stand for many.
pub fn open_document(path: &Path, row: &str, cell: &str) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"List\"><table:table-row {row}><table:table-cell {cell} \
         office:value-type=\"string\"><text:p>name</text:p></table:table-cell></table:table-row></table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    for (name, text) in [
        ("mimetype", kind),
        ("content.xml", &content),
        ("META-INF/manifest.xml", manifest),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}
