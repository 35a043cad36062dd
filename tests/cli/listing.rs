//! Every list in every form: the same rows, well formed, with the right exit code; and what a list cannot do is refused.

use serde_json::Value;

use crate::output::Output;
use crate::sandbox::Sandbox;

/// A list: how it is typed, a column, whether its rows have ids, and with which code it ends.
struct List {
    args: &'static [&'static str],
    column: &'static str,
    has_ids: bool,
    code: i32,
}

const fn list(args: &'static [&'static str], column: &'static str) -> List {
    List {
        args,
        column,
        has_ids: true,
        code: 0,
    }
}

const LISTS: [List; 18] = [
    list(&["list"], "name"),
    list(&["recipients"], "office"),
    list(&["recipients", "list"], "office"),
    list(&["sent"], "kind"),
    list(&["log"], "command"),
    list(&["statement"], "title"),
    list(&["statement", "list"], "title"),
    list(&["templates"], "title"),
    list(&["templates", "list"], "title"),
    list(&["templates", "vars"], "kind"),
    list(&["backup", "list"], "bytes"),
    list(&["config"], "origin"),
    list(&["config", "list"], "origin"),
    list(&["due"], "detail"),
    List {
        has_ids: false,
        ..list(&["timeline", "aliyeva-leyla"], "detail")
    },
    List {
        code: 5,
        ..list(&["check"], "message")
    },
    List {
        code: 5,
        ..list(&["recipients", "check"], "message")
    },
    List {
        has_ids: false,
        ..list(&["doctor"], "what")
    },
];

/// A casebook in which every list has rows.
fn busy() -> Sandbox {
    let sandbox = crate::casebook::small();
    let record = [
        "letter",
        "aliyeva-leyla",
        "--to",
        "prosecutor-general",
        "--record",
        "-o",
        "l.txt",
    ];
    sandbox.run(&record).ok();
    for args in [
        &["statement", "add", "visa", "--title", "For Leyla"][..],
        &["statement", "sign", "visa", "A. Murphy"],
        &["update", "aliyeva-leyla", "--place", "=SUM(A1)"],
        &[
            "recipients",
            "add",
            "az-ombudsman",
            "--role",
            "ombudsman",
            "--country",
            "AZ",
            "--office",
            "Ombudsman",
        ],
        &["backup"],
    ] {
        sandbox.run(args).ok();
    }
    sandbox
}

impl List {
    #[track_caller]
    fn run(&self, sandbox: &Sandbox, more: &[&str]) -> Output {
        sandbox.run(&[self.args, more].concat())
    }

    /// What it prints, with the code that belongs to it.
    #[track_caller]
    fn print(&self, sandbox: &Sandbox, more: &[&str]) -> String {
        self.run(sandbox, more).fails_with(self.code).stdout
    }

    #[track_caller]
    fn refuse(&self, sandbox: &Sandbox, more: &[&str]) {
        let output = self.run(sandbox, more).fails_with(2);
        assert!(output.stdout.is_empty(), "{output}");
    }
}

fn parse_rows(json: &str) -> Vec<serde_json::Map<String, Value>> {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn every_list_says_the_same_rows_in_every_form() {
    let sandbox = busy();
    for list in LISTS {
        let name = list.args.join(" ");
        let print = |more: &[&str]| list.print(&sandbox, more);
        let tsv = print(&["--format", "tsv"]);
        let count = tsv.lines().count();
        assert!(count > 0, "{name} has no rows");
        let json = print(&["--json"]);
        let rows = parse_rows(&json);
        assert_eq!(rows.len(), count, "{name} --json");
        assert!(
            rows.iter().all(|row| row.keys().eq(rows[0].keys())),
            "{name}: keys differ: {json}"
        );
        assert_eq!(json, print(&["--format", "json"]), "{name}");
        let lines: Vec<Value> = print(&["--jsonl"])
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(
            Value::from(lines),
            serde_json::from_str::<Value>(&json).unwrap(),
            "{name} --jsonl"
        );
        let csv = print(&["--format", "csv"]);
        let records = ::csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(
            records.into_records().map(Result::unwrap).count(),
            count,
            "{name} csv: {csv}"
        );
        assert_eq!(print(&["--format", "md"]).lines().count(), count + 2);
        assert_eq!(print(&["--format", "table"]).lines().count(), count + 1);
        let headed = print(&["--format", "tsv", "--header"]);
        assert_eq!(headed.split_once('\n').map(|(_, rest)| rest), Some(&*tsv));
        assert_eq!(print(&["--count"]).trim_end(), count.to_string(), "{name}");
    }
}

#[test]
fn every_list_chooses_columns_rows_and_order() {
    let sandbox = busy();
    for list in LISTS {
        let name = list.args.join(" ");
        let print = |more: &[&str]| list.print(&sandbox, more);
        let column = print(&["--fields", list.column]);
        let help = list.run(&sandbox, &["--fields", "help"]).ok().stdout;
        assert!(help.lines().any(|line| line.starts_with(list.column)));
        let asked = format!("--json={}", list.column);
        let rows = parse_rows(&print(&[&asked]));
        assert_eq!(rows.len(), column.lines().count(), "{name} {asked}");
        assert!(rows.iter().all(|row| row.keys().eq([list.column])));
        let template = format!("{{{{{}}}}}", list.column);
        assert_eq!(
            sorted(&print(&["--template", &template])),
            sorted(&column),
            "{name} --template"
        );
        assert_eq!(print(&["--limit", "1"]).lines().count().min(1), 1);
        assert_eq!(print(&["--limit", "1", "--count"]), "1\n", "{name}");
        assert_eq!(print(&["--limit", "0", "--json"]), "[]\n", "{name}");
        if list.args[0] == "list" {
            continue;
        }
        let up = print(&["--fields", list.column, "--sort", list.column]);
        let down = format!("{}-", list.column);
        let down = print(&["--fields", list.column, "--sort", &down]);
        assert_eq!(sorted(&up), sorted(&column), "{name} --sort");
        assert_eq!(up.lines().next(), down.lines().last(), "{name} --sort");
    }
}

#[test]
fn every_list_gives_ids_or_refuses() {
    let sandbox = busy();
    for list in LISTS {
        if !list.has_ids {
            list.refuse(&sandbox, &["--ids"]);
            list.refuse(&sandbox, &["-0"]);
            continue;
        }
        let ids = list.print(&sandbox, &["--ids"]);
        assert!(!ids.is_empty());
        assert_eq!(
            list.print(&sandbox, &["-0"]).replace('\0', "\n"),
            ids,
            "{:?}",
            list.args
        );
        let mut each = sorted(&ids);
        each.dedup();
        assert_eq!(each.len(), ids.lines().count(), "{:?}: {ids}", list.args);
    }
}

#[test]
fn what_a_list_does_not_have_is_refused_and_not_ignored() {
    let sandbox = busy();
    for list in LISTS {
        for wrong in [
            &["--json=nosuch"][..],
            &["--fields", "nosuch"],
            &["--sort", "nosuch"],
            &["--format", "pdf"],
            &["--format", "bars"],
            &["--json", "--ids"],
            &["--json", "--template", "x"],
            &["--json", "--format", "csv"],
            &["--jsonl", "--format", "csv"],
            &["--json", "--header"],
            &["--ids", "--fields", list.column],
            &["--count", "--ids"],
        ] {
            list.refuse(&sandbox, wrong);
        }
        let template = list.run(&sandbox, &["--template", "{{nosuch}}"]);
        assert!(template.code != 0 && template.stdout.is_empty());
    }
    for (args, code) in [
        (&["templates", "--count", "show", "appeal"][..], 2),
        (&["config", "--count", "path"], 2),
        (&["recipients", "--ids", "show", "az-ombudsman"], 2),
        (&["sent", "2021-09-15-az", "--count"], 2),
        (&["due", "--ics", "--count"], 2),
        (&["check", "--fix", "--jsonl"], 2),
        (&["stats", "--format", "bars", "--ids"], 2),
    ] {
        let output = sandbox.run(args).fails_with(code);
        assert!(output.stdout.is_empty(), "{output}");
    }
}

#[test]
fn an_empty_list_is_empty_in_every_form() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--name", "R. Diaz"]).ok();
    for args in [
        &["list"][..],
        &["sent"],
        &["statement"],
        &["recipients"],
        &["log"],
    ] {
        let print = |more: &[&str]| sandbox.run(&[args, more].concat()).ok().stdout;
        assert_eq!(print(&[]), "");
        assert_eq!(print(&["--json"]), "[]\n");
        assert_eq!(print(&["--jsonl"]), "");
        assert_eq!(print(&["--count"]), "0\n");
        assert_eq!(print(&["--ids"]), "");
        assert_eq!(print(&["--format", "csv"]).lines().count(), 1);
    }
}

#[test]
fn a_spreadsheet_gets_no_formula_and_a_terminal_no_escape() {
    let sandbox = busy();
    let csv = sandbox
        .run(&["list", "--format", "csv", "--fields", "place"])
        .ok()
        .stdout;
    assert!(csv.contains("'=SUM(A1)"), "{csv}");
    sandbox.file(
        "x.json",
        r#"{"schema":1,"cases":[{"id":"x-y","name":"X Y","country":"KZ","place":"Or\u202eal"}]}"#,
    );
    sandbox.run(&["import", "x.json"]).fails_with(5);
}

#[test]
fn numbers_are_bars_a_page_or_a_list() {
    let sandbox = busy();
    let by = ["stats", "--by", "status,article"];
    let print = |more: &[&str]| sandbox.run(&[&by[..], more].concat()).ok().stdout;
    let tsv = print(&[]);
    let lines = print(&["--jsonl"]);
    assert_eq!(lines.lines().count(), tsv.lines().count());
    assert_eq!(print(&["--json"]), print(&["--format", "json"]));
    let page: Value = serde_json::from_str(&print(&["--json=status"])).unwrap();
    assert!(page["status"].is_array() && page.as_object().unwrap().len() == 1);
    assert_eq!(print(&["--count"]).trim(), tsv.lines().count().to_string());
    sandbox
        .run(&[&by[..], &["--json=nosuch"]].concat())
        .fails_with(2);
    assert!(print(&["--format", "bars"]).contains("STATUS"));
}

#[test]
fn new_forms_of_lists() {
    let sandbox = busy();
    sandbox
        .run(&["sent", "--format", "md"])
        .ok()
        .golden("sent-md");
    sandbox
        .run(&["due", "--format", "csv"])
        .ok()
        .golden("due-csv");
    sandbox
        .run(&[
            "recipients",
            "--jsonl",
            "--json=id,holder,reach",
            "--sort",
            "id-",
        ])
        .ok()
        .golden("recipients-jsonl");
    sandbox
        .run(&["timeline", "aliyeva-leyla", "--header", "--limit", "2"])
        .ok()
        .golden("timeline-header");
    sandbox
        .run(&["check", "--only", "stale,channel", "--fields", "about,fix"])
        .fails_with(5)
        .golden("check-fields");
    sandbox
        .run(&["log", "--fields", "help"])
        .ok()
        .golden("log-fields-help");
    sandbox
        .run(&["doctor", "--ids"])
        .fails_with(2)
        .golden("doctor-ids");
    sandbox
        .run(&["sent", "--json=id,nosuch"])
        .fails_with(2)
        .golden("sent-json-unknown");
}
