//! What dates mean: as of when a record holds, since when a situation, up to when a narrative tells, when a fact was known.

use crate::sandbox::Sandbox;

/// A casebook with an office of Belarus. Today is 15 September 2021.
fn casebook() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["init", "--name", "R. Diaz", "--country", "ES", "--yes"])
        .ok();
    let office = [
        "--role",
        "prosecutor-general",
        "--country",
        "BY",
        "--office",
        "Prosecutor General",
    ];
    sandbox
        .run(
            &[
                &[
                    "recipients",
                    "add",
                    "by-pg",
                    "--post",
                    "1 Court Street",
                    "--checked",
                    "2021-09-01",
                ],
                &office[..],
            ]
            .concat(),
        )
        .ok();
    sandbox
}

fn add(sandbox: &Sandbox, name: &str, more: &[&str]) -> String {
    let added = sandbox
        .run(&[&["add", "--name", name, "--country", "BY"], more].concat())
        .ok();
    added.stdout.trim().to_owned()
}

fn field(sandbox: &Sandbox, id: &str, field: &str) -> String {
    let row = sandbox
        .run(&["list", "--fields", &format!("id,{field}")])
        .ok()
        .stdout;
    let line = row
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{id}\t")));
    line.expect("the case is listed").to_owned()
}

fn letter(sandbox: &Sandbox, id: &str, more: &[&str]) -> String {
    let written = sandbox
        .run(&[&["letter", id, "--to", "by-pg"], more].concat())
        .ok();
    written
        .stdout
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A source of 2020-05, and a person of whom it tells; the record itself is of 2017-01.
const SOURCED: &str = r#"schema = 1
[[sources]]
id = "report-2020"
title = "Report"
date = "2020-05"
[[cases]]
id = "a"
name = "Alla Sidorenko"
country = "BY"
as_of = "2017-01"
events = [{ kind = "arrest", date = "2016-03-01", status = "imprisoned", text = "Police arrested Alla Sidorenko in Brest." }]
concerns = [
    { kind = "unfair-trial", text = "The judge heard no witness." },
    { kind = "solitary", text = "Nobody may visit the prisoner.", source = "report-2020" },
    { kind = "no-counsel", date = "2016-03", until = "2016-05", text = "No lawyer was let in." },
]
officials = [{ name = "Ryhor Burak", role = "judge", source = "report-2020" }]
"#;

#[test]
fn what_is_typed_in_holds_as_of_what_was_given_with_it() {
    let sandbox = casebook();
    sandbox.file("source.toml", SOURCED);
    sandbox.run(&["import", "source.toml"]).ok();
    for (number, (flags, as_of, is_today)) in [
        (
            &["--status", "imprisoned", "--on", "2015-04"][..],
            "2015-04",
            false,
        ),
        (
            &[
                "--status",
                "imprisoned",
                "--on",
                "2015-04",
                "--as-of",
                "2021-08",
            ],
            "2021-08",
            false,
        ),
        (
            &[
                "--event",
                "2016-02-03 transfer: To Orsha.",
                "--charge",
                "title=libel; date=2015",
            ],
            "2016-02-03",
            false,
        ),
        (
            &[
                "--concern",
                "unfair-trial: The judge slept.",
                "--source",
                "report-2020",
            ],
            "2020-05",
            false,
        ),
        (&["--event", "2021-12-01 hearing"], "2021-09-15", true),
        (&["--status", "house-arrest"], "2021-09-15", true),
        (&[], "2021-09-15", true),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("p-{number}");
        let more = [flags, &["--id", &id]].concat();
        let said = sandbox.run(
            &[
                &[
                    "add",
                    "--name",
                    &format!("Person {number} Lapo"),
                    "--country",
                    "BY",
                ],
                &more[..],
            ]
            .concat(),
        );
        let said = said.ok().stderr;
        assert_eq!(field(&sandbox, &id, "as_of"), as_of, "{flags:?}");
        assert_eq!(
            said.contains("as of 2021-09-15 (today, because "),
            is_today,
            "{flags:?}: {said}"
        );
    }
}

#[test]
fn an_update_never_moves_the_day_back_unless_it_was_said() {
    let sandbox = casebook();
    let id = add(
        &sandbox,
        "Alla Sidorenko",
        &["--status", "imprisoned", "--on", "2019-02"],
    );
    let update = |flags: &[&str]| {
        let said = sandbox.run(&[&["update", &id], flags].concat()).ok().stderr;
        (field(&sandbox, &id, "as_of"), said)
    };
    assert_eq!(
        update(&["--event", "2018-05 interrogation: For an hour."]).0,
        "2019-02"
    );
    assert_eq!(update(&["--place", "Brest"]).0, "2019-02");
    assert_eq!(
        update(&["--concern", "unfair-trial: The judge slept."]).0,
        "2019-02"
    );
    assert_eq!(
        update(&["--event", "2020-05-06 transfer: To Orsha."]).0,
        "2020-05-06"
    );
    let (as_of, said) = update(&["--as-of", "2018"]);
    assert!(
        as_of == "2018" && said.contains("from now on as of 2018; before: 2020-05-06"),
        "{said}"
    );
    let (as_of, said) = update(&["--status", "released"]);
    assert!(
        as_of == "2021-09-15"
            && said.contains(
                "The situation is noted as of 2021-09-15 (today, because no date was given; another day: --as-of DATE)."
            ),
        "{said}"
    );
    assert_eq!(field(&sandbox, &id, "status,since"), "released\t");
    let (_, said) = update(&["--status", "house-arrest", "--on", "2020-01"]);
    assert!(
        said.contains("“house-arrest” is kept, but something later (2021-09-15) says “released”"),
        "{said}"
    );
}

#[test]
fn since_is_said_only_of_what_is_known_to_have_begun() {
    let sandbox = casebook();
    let noted = [
        "--status",
        "pre-trial-detention",
        "--as-of",
        "2021-05-06",
        "--concern",
        "unfair-trial: No witness.",
    ];
    let noted = add(&sandbox, "Alla Sidorenko", &noted);
    for (name, status) in [
        ("B One", "pre-trial-detention"),
        ("C Two", "imprisoned"),
        ("D Three", "house-arrest"),
    ] {
        let began = add(
            &sandbox,
            name,
            &[
                "--status",
                status,
                "--on",
                "2021-05-06",
                "--event",
                "2021-02 expression: A poem.",
            ],
        );
        assert_eq!(
            field(&sandbox, &began, "status,since"),
            format!("{status}\t2021-05-06")
        );
        assert!(
            letter(&sandbox, &began, &[]).contains("since 6 May 2021."),
            "{status}"
        );
    }
    assert_eq!(
        field(&sandbox, &noted, "status,since,as_of"),
        "pre-trial-detention\t\t2021-05-06"
    );
    assert!(!letter(&sandbox, &noted, &[]).contains("6 May 2021"));
    let changes = sandbox
        .run(&["report", "changes", "--since", "2021"])
        .ok()
        .stdout;
    assert!(
        changes
            .contains("Alla Sidorenko (sidorenko-alla): in pre-trial detention as of 2021-05-06"),
        "{changes}"
    );
    assert!(
        changes.contains("C Two (two-c): in prison since 2021-05-06"),
        "{changes}"
    );
    let shown = sandbox.run(&["show", "two-c"]).ok().stdout;
    assert!(
        shown.contains("imprisoned (in prison), since 2021-05-06, as of 2021-05-06"),
        "{shown}"
    );
}

#[test]
fn arrest_sentence_and_release_are_columns() {
    let sandbox = casebook();
    let facts = [
        "--event",
        "2019-03-04 arrest police-custody",
        "--sentence",
        "2019-08 prison 3y",
    ];
    let id = add(&sandbox, "Alla Sidorenko", &facts);
    sandbox
        .run(&["update", &id, "--status", "released", "--on", "2021-02-01"])
        .ok();
    assert_eq!(
        field(&sandbox, &id, "arrested,sentenced,released"),
        "2019-03-04\t2019-08\t2021-02-01"
    );
    let then = sandbox
        .run(&[
            "list",
            "--as-of",
            "2020-01-01",
            "--fields",
            "arrested,released",
        ])
        .ok()
        .stdout;
    assert_eq!(then, "2019-03-04\t\n");
    let shown = sandbox.run(&["show", &id, "--json"]).ok().stdout;
    for part in [
        r#""arrested":"2019-03-04""#,
        r#""sentenced":"2019-08""#,
        r#""released":"2021-02-01""#,
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn a_narrative_that_something_overtook_is_told_in_no_letter_and_named() {
    for (turn, now) in [
        (
            &["--status", "released", "--on", "2021-02-01"][..],
            "is free",
        ),
        (
            &["--status", "house-arrest", "--on", "2021-02-01"],
            "under house arrest",
        ),
        (&["--status", "deceased", "--on", "2021-02"], "died"),
        (
            &[
                "--event",
                "2021-02-01 transfer: Alla Sidorenko was brought to Orsha.",
            ],
            "Orsha",
        ),
        (
            &["--sentence", "2021-02-01 prison 4y"],
            "four years in prison",
        ),
        (
            &["--charge", "title=treason; standing=charged; date=2021-02"],
            "treason",
        ),
    ] {
        let sandbox = casebook();
        let summary = "Alla Sidorenko has been held in Brest since November.";
        let why = ["--concern", "no-counsel: No lawyer was let in."];
        let held = [
            "--status",
            "pre-trial-detention",
            "--on",
            "2020-11",
            "--summary",
            summary,
            why[0],
            why[1],
        ];
        let id = add(&sandbox, "Alla Sidorenko", &held);
        assert_eq!(field(&sandbox, &id, "summary_until"), "2020-11");
        let told = |template: &str| letter(&sandbox, &id, &["--template", template]);
        assert!(
            told("action-sheet").contains(summary) && told("status-report").contains(summary),
            "{turn:?}"
        );
        sandbox.run(&[&["update", &id], turn].concat()).ok();
        for template in [
            "action-sheet",
            "status-report",
            "joint-statement",
            "protest",
        ] {
            let written = sandbox.run(&["letter", &id, "--to", "by-pg", "--template", template]);
            let is_refused = written.code == 5
                && written
                    .stderr
                    .contains("There is no reason for this letter");
            assert!(
                written.code == 0 || is_refused && template != "status-report",
                "{turn:?}: {written}"
            );
            let told = written
                .stdout
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            assert!(
                !told.contains("has been held in Brest"),
                "{template} after {turn:?}: {told}"
            );
        }
        assert!(
            told("status-report").contains(now),
            "{turn:?}: {}",
            told("status-report")
        );
        let early = letter(
            &sandbox,
            &id,
            &["--template", "action-sheet", "--date", "2020-12-31"],
        );
        assert!(early.contains(summary), "{early}");
        let public = sandbox.run(&["--public", "show", &id]).ok().stdout;
        assert!(!public.contains("has been held in Brest"), "{public}");
        let found = sandbox
            .run(&["check", &id, "--only", "narrative"])
            .fails_with(5)
            .stdout;
        assert!(
            found.contains("tells up to November 2020")
                && found.contains("--summary-until 2021-09-15"),
            "{found}"
        );
        let said = sandbox
            .run(&[
                "letter",
                &id,
                "--to",
                "by-pg",
                "--template",
                "status-report",
            ])
            .ok()
            .stderr;
        assert!(
            said.contains("the narrative of Alla Sidorenko tells up to November 2020"),
            "{said}"
        );
        sandbox
            .run(&["update", &id, "--summary-until", "2021-09-15"])
            .ok();
        sandbox.run(&["check", &id, "--only", "narrative"]).ok();
        assert!(told("status-report").contains(summary), "{turn:?}");
    }
}

#[test]
fn a_letter_of_a_day_tells_what_was_known_then_and_is_not_over() {
    let sandbox = casebook();
    sandbox.file("source.toml", SOURCED);
    sandbox.run(&["import", "source.toml"]).ok();
    let told = |date: &str| letter(&sandbox, "a", &["--template", "protest", "--date", date]);
    let known = |date: &str| {
        let told = told(date);
        ["heard no witness", "Nobody may visit", "no lawyer"].map(|text| told.contains(text))
    };
    assert_eq!(known("2016-04-15"), [false, false, true]);
    assert_eq!(known("2017-02-01"), [true, false, false]);
    assert_eq!(known("2020-06-01"), [true, true, false]);
}

#[test]
fn a_stay_that_must_be_over_is_doubted_and_nobody_is_proposed_for_it() {
    let sandbox = casebook();
    let id = add(
        &sandbox,
        "Alla Sidorenko",
        &[
            "--event",
            "2021-07-01 arrest administrative-detention 10d: Alla Sidorenko was arrested.",
        ],
    );
    assert_eq!(
        letter(&sandbox, &id, &["--date", "2021-07-11"])
            .matches("has been held in administrative detention since 1 July 2021")
            .count(),
        1
    );
    let refused = sandbox
        .run(&["letter", &id, "--to", "by-pg"])
        .fails_with(5)
        .stderr;
    assert!(
        refused
            .contains("what began with the arrest of 1 July 2021 must have ended by 11 July 2021"),
        "{refused}"
    );
    assert!(!sandbox.run(&["due"]).ok().stdout.contains("unwritten"));
    let counted = sandbox.run(&["stats", "--by", "status_group"]).ok();
    assert_eq!(counted.stdout, "status_group\tdoubtful\t1\n");
    assert!(
        counted
            .stderr
            .contains("Of 1 of them the situation is to be confirmed"),
        "{}",
        counted.stderr
    );
}

#[test]
fn an_end_brings_its_situation_or_is_a_doubt() {
    let sandbox = casebook();
    let id = add(
        &sandbox,
        "Alla Sidorenko",
        &["--status", "imprisoned", "--on", "2019-05-01"],
    );
    let said = sandbox
        .run(&[
            "update",
            &id,
            "--event",
            "2021-08-05 death: She died in prison.",
        ])
        .ok()
        .stderr;
    assert!(said.contains("status: deceased (by the event)"), "{said}");
    assert_eq!(field(&sandbox, &id, "status"), "deceased");
    sandbox.run(&["undo"]).ok();
    let undated = sandbox
        .run(&["update", &id, "--event", "release released: She came out."])
        .fails_with(2)
        .stderr;
    assert!(
        undated.contains("without a date it decides nothing"),
        "{undated}"
    );
    let said = sandbox
        .run(&[
            "update",
            &id,
            "--event",
            "2021-08-05 extradited: She was handed over.",
        ])
        .ok()
        .stderr;
    assert!(
        said.contains("does not say what the situation is since"),
        "{said}"
    );
    let refused = sandbox
        .run(&["letter", &id, "--to", "by-pg"])
        .fails_with(5)
        .stderr;
    assert!(
        refused.contains(&format!(
            "cases update {id} --status STATUS --on 2021-08-05"
        )),
        "{refused}"
    );
    assert!(sandbox.run(&["due"]).ok().stdout.contains("doubtful"));
}

#[test]
fn a_day_that_nobody_gave_is_marked_until_somebody_gives_one() {
    let sandbox = casebook();
    let concern = [
        "--status",
        "imprisoned",
        "--concern",
        "unfair-trial: No witness was heard.",
    ];
    let typed = add(&sandbox, "Ann Cole", &concern);
    let begun = add(
        &sandbox,
        "Bo Fox",
        &[&concern[..], &["--on", "2021-05"]].concat(),
    );
    let given = add(
        &sandbox,
        "Cy Hale",
        &[&concern[..], &["--as-of", "2021-08"]].concat(),
    );
    let shown = |id: &str| sandbox.run(&["show", id]).ok().stdout;
    for (id, basis, words) in [
        (
            &typed,
            "typing",
            "as of 2021-09-15 (the day on which it was typed in)",
        ),
        (
            &begun,
            "fact",
            "as of 2021-05 (the newest date among the facts)",
        ),
        (&given, "", "as of 2021-08\n"),
    ] {
        assert_eq!(field(&sandbox, id, "as_of_basis"), basis, "{id}");
        assert!(shown(id).contains(words), "{}", shown(id));
    }
    let warned = |id: &str| sandbox.run(&["letter", id, "--to", "by-pg"]).ok().stderr;
    let what = "nobody said as of when the situation of Ann Cole holds";
    assert!(warned(&typed).contains(what), "{}", warned(&typed));
    assert!(
        !warned(&begun).contains("nobody said"),
        "{}",
        warned(&begun)
    );
    let checked = sandbox.run(&["check", "--only", "stale"]).fails_with(5);
    assert!(checked.stdout.contains(what), "{checked}");
    sandbox
        .run(&["update", &typed, "--as-of", "2021-09-15"])
        .ok();
    assert_eq!(field(&sandbox, &typed, "as_of_basis"), "");
    assert!(!warned(&typed).contains(what), "{}", warned(&typed));
    sandbox.run(&["check", "--only", "stale"]).ok();
    sandbox
        .run(&[
            "update",
            &given,
            "--status",
            "released",
            "--on",
            "2021-09-01",
        ])
        .ok();
    assert_eq!(field(&sandbox, &given, "as_of_basis"), "fact");
    let whole = sandbox.run(&["export"]).ok().stdout;
    sandbox.file("all.toml", &whole);
    let same = sandbox.run(&["import", "all.toml", "--dry-run"]).ok();
    assert!(same.to_string().contains("0 new, 0 changed"), "{same}");
}

#[test]
fn a_sentence_without_a_date_overtakes_the_narrative_that_was_there_before() {
    let sandbox = casebook();
    let told = "Ann Cole is a teacher. She has been held without trial since March 2021.";
    let concern = "unfair-trial: No witness was heard.";
    let facts = [
        "--summary",
        told,
        "--as-of",
        "2021-06",
        "--concern",
        concern,
    ];
    let since = ["--status", "imprisoned", "--on", "2021-03"];
    let ann = add(&sandbox, "Ann Cole", &[&facts[..], &since].concat());
    assert!(letter(&sandbox, &ann, &[]).contains("without trial"));
    let updated = sandbox
        .run(&["update", &ann, "--sentence", "kind=prison; term=5y"])
        .ok();
    assert!(
        updated.stderr.contains("may be newer than the narrative")
            && updated.stderr.contains("--summary-until DATE"),
        "{updated}"
    );
    let after = letter(&sandbox, &ann, &[]);
    assert!(
        after.contains("five years in prison") && !after.contains("without trial"),
        "{after}"
    );
    sandbox
        .run(&["update", &ann, "--summary-until", "2021-06"])
        .ok();
    assert!(letter(&sandbox, &ann, &[]).contains("without trial"));
}

#[test]
fn a_date_is_typed_as_people_write_it_at_every_door() {
    let sandbox = casebook();
    let facts = [
        "--status",
        "imprisoned",
        "--on",
        "5 March 2021",
        "--event",
        "10.04.2021 hearing: The judge slept.",
        "--event",
        "today transfer: To Orsha.",
        "--concern",
        "unfair-trial: No witness was heard; date=5 мая 2021",
        "--concern",
        "unfair-trial: The file “update=today” was read out; date=today",
        "--charge",
        "March 2021 charged CC 342: disorder",
    ];
    let id = add(&sandbox, "Alla Sidorenko", &facts);
    let whole = sandbox.run(&["export"]).ok().stdout;
    for date in [
        "2021-03-05",
        "2021-04-10",
        "2021-09-15",
        "2021-05-05",
        "2021-03",
    ] {
        assert!(
            whole.contains(&format!("date = \"{date}\"")),
            "{date}: {whole}"
        );
    }
    assert!(
        whole.contains("The file “update=today” was read out"),
        "{whole}"
    );
    let exact = |args: &[&str]| sandbox.run(args).ok().stdout;
    for typed in ["10 April 2021", "10.04.2021", "10 апреля 2021"] {
        for (args, plain) in [
            (
                ["show", &id, "--as-of", typed],
                ["show", &id, "--as-of", "2021-04-10"],
            ),
            (
                ["list", "--ids", "--as-of", typed],
                ["list", "--ids", "--as-of", "2021-04-10"],
            ),
            (
                ["--today", typed, "show", &id],
                ["--today", "2021-04-10", "show", &id],
            ),
        ] {
            assert_eq!(exact(&args), exact(&plain), "{args:?}");
        }
        assert_eq!(
            letter(&sandbox, &id, &["--date", typed]),
            letter(&sandbox, &id, &["--date", "2021-04-10"])
        );
    }
    assert_eq!(
        letter(&sandbox, &id, &["--date", "today"]),
        letter(&sandbox, &id, &[])
    );
    sandbox.run(&["update", &id, "--as-of", "today"]).ok();
    assert_eq!(field(&sandbox, &id, "as_of"), "2021-09-15");
    for (typed, why) in [
        ("03/04/2021", "which number is the month"),
        ("April 2021", "is not a full date"),
    ] {
        let refused = sandbox.run(&["show", &id, "--as-of", typed]).fails_with(2);
        assert!(refused.stderr.contains(why), "{refused}");
    }
}
