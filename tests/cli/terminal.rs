//! The program where somebody looks and types: pages, links, progress, and how every command leaves a terminal.

use std::fs;
use std::thread;

use crate::casebook::small;
use crate::matrix::all;
use crate::sandbox::Sandbox;
use crate::typist::{Left, Typist};

const ESC: &str = "\u{1b}";
const END_OF_INPUT: &str = "\u{4}";
/// What begins a link.
const LINK: &str = "\u{1b}]8;;";

/// How it ends, with nothing typed.
#[track_caller]
fn shown(sandbox: &Sandbox, args: &str, environment: &[(&str, &str)]) -> Left {
    Typist::at(sandbox, args, environment).left(sandbox, "")
}

/// Whether a screen was changed only in ways that were taken back, and has no colour.
fn is_restored(screen: &str) -> bool {
    let colour = screen.split("\u{1b}[").skip(1).any(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';');
        end.is_some_and(|end| rest[end..].starts_with('m'))
    });
    let hidden = screen.rfind("\u{1b}[?25l") > screen.rfind("\u{1b}[?25h");
    !colour && !hidden && !screen.contains("\u{1b}[?1049h") && !screen.contains("\u{1b}]")
}

/// Every command with nothing but its name, while somebody types nothing but this key.
fn each_ends(commands: &[String], key: &str, environment: &[(&str, &str)]) {
    let sandbox = small();
    for path in commands {
        let line = format!("--color never --no-pager {path}");
        let left = Typist::at(&sandbox, &line, environment).left(&sandbox, key);
        let code: u8 = left.code.parse().unwrap_or(u8::MAX);
        assert!(
            code <= 9 && is_restored(&left.screen),
            "{path}: {code}\n{:?}",
            left.screen
        );
        // Only a question draws, and it was cancelled.
        let draws = left.screen.contains(ESC);
        let may_draw = code == 6 && environment.is_empty();
        assert!(!draws || may_draw, "{path}: {code}\n{:?}", left.screen);
    }
}

#[test]
fn every_command_ends_at_a_terminal_and_leaves_it_as_it_was() {
    let commands = all();
    let half = commands.len().div_ceil(2);
    thread::scope(|scope| {
        for part in commands.chunks(half) {
            scope.spawn(|| each_ends(part, ESC, &[]));
            scope.spawn(|| each_ends(part, END_OF_INPUT, &[("CASES_ACCESSIBLE", "1")]));
        }
    });
}

#[test]
fn long_text_goes_through_the_pager_that_was_named() {
    let sandbox = small();
    sandbox.file(
        "my pager",
        "cat >paged; echo \"$LESS $LESSCHARSET\" >settings; echo turned",
    );
    let environment = [("CASES_PAGER", "sh 'my pager'"), ("PAGER", "false")];
    let left = shown(&sandbox, "help filters", &environment);
    let file = |name| fs::read_to_string(sandbox.home().join(name)).unwrap();
    assert_eq!(
        (left.code.as_str(), left.screen.as_str()),
        ("0", "turned\r\n")
    );
    assert_eq!(file("paged"), sandbox.run(&["help", "filters"]).ok().stdout);
    assert_eq!(file("settings"), "FRX utf-8\n");
    for long in [
        "help letter",
        "letter --help",
        "--sample -q show bokayev-maks",
        "--sample -q templates show un-communication",
    ] {
        fs::remove_file(sandbox.home().join("paged")).unwrap();
        let left = shown(&sandbox, long, &environment);
        assert!(
            left.code == "0" && file("paged").lines().count() > 23,
            "{long}: {}",
            left.screen
        );
    }
}

#[test]
fn no_pager_is_started_for_short_text_or_where_it_is_not_wanted() {
    let sandbox = small();
    sandbox.file("pager", "cat >/dev/null; echo turned");
    let pager = ("CASES_PAGER", "sh pager");
    for (args, environment) in [
        ("help exit-codes", &[pager][..]),
        ("recipients show az-prosecutor-general", &[pager]),
        ("help filters --no-pager", &[pager]),
        ("--no-pager letter --help", &[pager]),
        ("help filters --no-input", &[pager]),
        ("--sample -q show bokayev-maks --json", &[pager]),
        ("help filters | cat", &[pager]),
        ("help filters </dev/null", &[pager]),
        ("help filters", &[pager, ("TERM", "dumb")]),
        ("help filters", &[pager, ("CASES_ACCESSIBLE", "1")]),
        (
            "help filters",
            &[("CASES_PAGER", ""), ("PAGER", "sh pager")],
        ),
        ("help filters", &[("CASES_PAGER", "cat")]),
        ("help filters", &[("PAGER", " cat ")]),
    ] {
        let left = shown(&sandbox, args, environment);
        assert!(
            left.code == "0" && !left.screen.contains("turned"),
            "{args} {environment:?}: {}",
            left.screen
        );
        assert!(
            left.screen.len() > 100 && !left.screen.contains("Warning"),
            "{args}: {}",
            left.screen
        );
    }
}

#[test]
fn a_pager_that_cannot_be_used_hides_no_text() {
    let sandbox = small();
    let text = sandbox
        .run(&["help", "filters"])
        .ok()
        .stdout
        .replace('\n', "\r\n");
    let missing = shown(
        &sandbox,
        "help filters --color never",
        &[("PAGER", "/no/such/pager -x")],
    );
    let warned = missing.screen.strip_prefix(&text).expect("the whole text");
    assert!(
        missing.code == "0" && warned.starts_with("Warning: "),
        "{warned}"
    );
    assert!(
        warned.contains("/no/such/pager") && warned.contains("--no-pager"),
        "{warned}"
    );
    let quotes = shown(&sandbox, "help filters", &[("PAGER", "less '")]);
    assert!(
        quotes.code == "0" && quotes.screen.contains("PAGER is not a command"),
        "{}",
        quotes.screen
    );
    let fails = shown(&sandbox, "help filters", &[("PAGER", "sh -c 'exit 3'")]);
    assert!(
        fails.code == "0" && fails.screen.contains("the pager failed"),
        "{}",
        fails.screen
    );
}

#[test]
fn less_is_left_at_any_moment_and_what_comes_after_it_is_done() {
    let sandbox = small();
    let usual = format!(
        "--version; trap : INT; unset PAGER; {} help filters",
        env!("CARGO_BIN_EXE_cases")
    );
    let mut typist = Typist::at(&sandbox, &usual, &[]);
    // Ctrl-C is the pager’s affair.
    let prompt = ":\u{1b}[K";
    typist.on(prompt, "\u{3}").on(prompt, "q");
    assert_eq!(typist.code(&sandbox), "0");
    let letter = "-q letter aliyeva-leyla --to prosecutor-general --record";
    let mut typist = Typist::at(&sandbox, letter, &[("CASES_PAGER", "less -+F")]);
    typist.see("Əliyeva").press("q");
    assert_eq!(typist.code(&sandbox), "0");
    assert_eq!(sandbox.run(&["sent"]).ok().stdout.lines().count(), 1);
}

#[test]
fn an_id_of_a_source_leads_to_it_only_where_a_terminal_shows_links() {
    let sandbox = small();
    sandbox.file(
        "links.toml",
        "schema = 1\n[[sources]]\nid = \"page\"\ntitle = \"A page\"\nurl = \"https://example.org/page\"\n\
         [[sources]]\nid = \"hostile\"\ntitle = \"A page\"\nurl = \"file:///etc/passwd\"\n\
         [[recipients]]\nid = \"office\"\nrole = \"ombudsman\"\noffice = \"An office\"\n\
         email = [\"a@example.org\"]\nweb_form = \"https://example.org/form\"\n\
         [[cases]]\nid = \"a-b\"\nname = \"A. B.\"\ncountry = \"KZ\"\n\
         [[cases.events]]\nkind = \"arrest\"\ndate = \"2021\"\nsource = \"page\"\n\
         [[cases.events]]\nkind = \"trial-opened\"\ndate = \"2021-05\"\nsource = \"hostile\"\n",
    );
    sandbox.run(&["import", "links.toml"]).ok();
    let knows = ("VTE_VERSION", "7000");
    let case = shown(&sandbox, "show a-b", &[knows]).screen;
    let link = format!("{LINK}https://example.org/page\u{1b}\\page{LINK}\u{1b}\\");
    assert!(
        case.contains(&format!("[{link}]")) && case.matches(LINK).count() == 2,
        "{case:?}"
    );
    let plain = shown(&sandbox, "show a-b", &[]).screen;
    assert_eq!(case.replace(&link, "page"), plain);
    let office = shown(&sandbox, "recipients show office", &[knows]).screen;
    assert!(
        office.contains(&format!(
            "{LINK}mailto:a@example.org\u{1b}\\a@example.org{LINK}"
        )),
        "{office:?}"
    );
    assert!(
        office.contains(&format!("{LINK}https://example.org/form\u{1b}\\")),
        "{office:?}"
    );
    assert_eq!(office.matches(LINK).count(), 4);
    for (args, variable) in [
        ("show a-b", ("NO_COLOR", "1")),
        ("show a-b --color never", ("LANG", "C.UTF-8")),
        ("show a-b", ("TERM", "dumb")),
        ("show a-b | cat", ("LANG", "C.UTF-8")),
        ("show a-b --json", ("LANG", "C.UTF-8")),
    ] {
        let left = shown(&sandbox, args, &[knows, variable]);
        assert!(
            left.screen.contains("page") && !left.screen.contains(ESC),
            "{args} {variable:?}: {:?}",
            left.screen
        );
    }
    let paged = "--version; stty rows 5; cases() { \"$CASES\" \"$@\"; }; cases show a-b";
    let environment = [
        knows,
        ("CASES", env!("CARGO_BIN_EXE_cases")),
        ("CASES_PAGER", "sh -c 'echo turned; cat'"),
    ];
    let mut typist = Typist::at(&sandbox, paged, &environment);
    typist.see("turned").see("[page]").end("");
}

#[test]
fn what_takes_long_is_said_on_the_terminal_and_gone_at_the_end() {
    let sandbox = small();
    let slow = |args: &str| {
        let line = format!(
            "--version; (sleep 1.5; echo '{{\"case\":1}}') | {} import - --format jsonl {args}",
            env!("CARGO_BIN_EXE_cases")
        );
        shown(&sandbox, &line, &[]).screen
    };
    let screen = slow("");
    let drawn = screen.find("\rReading …").expect("it is said");
    let gone = screen
        .rfind(&format!("\r{}\r", " ".repeat("Reading, 1 s".len())))
        .expect("it is gone");
    assert!(
        drawn < gone && !screen[gone..].contains("Reading"),
        "{screen:?}"
    );
    for quiet in ["-q", "2>said"] {
        assert!(!slow(quiet).contains("Reading"), "{quiet}");
    }
    assert!(
        !fs::read_to_string(sandbox.home().join("said"))
            .unwrap()
            .contains("Reading")
    );
}
