//! Lists as campaigns have them, taken in and taken in again; what changed; and what others are given.

use std::fs;
use std::path::Path;

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;
use crate::typist::Typist;

/// How the list of `lists/` is to be read.
const MAPPING: [&str; 24] = [
    "--map",
    "№=-",
    "--map",
    "ФИО=name",
    "--map",
    "Год рождения=born",
    "--map",
    "Задержан=status_date",
    "--map",
    "Статус=status",
    "--map",
    "Статьи=charge",
    "--map",
    "Приговор=sentence_kind",
    "--map",
    "Срок=sentence_term",
    "--values",
    "осуждён=imprisoned",
    "--values",
    "под следствием=under-investigation",
    "--country",
    "KZ",
    "--family-first",
    "--as-of=2021-05",
];

/// A sandbox with a casebook and a workbook of `lists/`, made by another program.
fn with_list(name: &str) -> Sandbox {
    let sandbox = small();
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cli/lists")
        .join(name);
    fs::copy(file, sandbox.home().join(name)).expect("a list to be copied");
    sandbox
}

fn import(sandbox: &Sandbox, file: &str, more: &[&str]) -> crate::output::Output {
    sandbox.run(&[&["import", file][..], &MAPPING, more].concat())
}

#[test]
fn a_workbook_is_read_row_by_row_and_nothing_is_guessed_in_silence() {
    let sandbox = with_list("list.xlsx");
    let before = everything(&sandbox);
    sandbox
        .run(&["import", "list.xlsx", "-n"])
        .fails_with(5)
        .golden("import-unmapped");
    import(&sandbox, "list.xlsx", &["-n"])
        .ok()
        .golden("import-dry-run");
    assert_eq!(everything(&sandbox), before);
    import(&sandbox, "list.xlsx", &[]).ok();
    let shown = sandbox
        .run(&["show", "primerov-asan", "--json"])
        .ok()
        .stdout;
    for part in [
        "\"term\":\"2y6m\"",
        "\"date\":\"2018-04-10\"",
        "\"article\":\"405\"",
        "\"born\":\"1974\"",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

/// Everything but the numbers that people are given when they come in: each has one, and no two the same.
fn without_uids(sandbox: &Sandbox) -> String {
    let all = everything(sandbox);
    let (uids, others): (Vec<&str>, Vec<&str>) =
        all.lines().partition(|line| line.starts_with("uid = "));
    assert_eq!(uids.len(), 2, "{all}");
    others.join("\n")
}

#[test]
fn a_list_says_the_same_in_every_file() {
    let (xlsx, ods) = (with_list("list.xlsx"), with_list("list.ods"));
    import(&xlsx, "list.xlsx", &[]).ok();
    import(&ods, "list.ods", &[]).ok();
    // An ODS file does not say how a date is shown: the first of the month stays, and is told.
    let same = without_uids(&ods).replace("date = \"2021-03-01\"", "date = \"2021-03\"");
    assert_eq!(without_uids(&xlsx), same);
    let told = import(&ods, "list.ods", &["-n"]).ok().stdout;
    assert!(
        told.contains("if only the month is known, write 2021-03 as text"),
        "{told}"
    );
}

#[test]
fn an_updated_list_tells_what_changed_and_takes_nobody_out() {
    let sandbox = small();
    let list = |rows: &str| sandbox.file("list.csv", &format!("Name;Situation;Lieu\n{rows}"));
    let map = [
        "--map",
        "Situation=status",
        "--map",
        "Lieu=held_at",
        "--country",
        "KZ",
        "--values",
        "libéré=released",
    ];
    list("A. First;imprisoned;Oral\nB. Second;imprisoned;Oral\n");
    let first = [
        &[
            "import",
            "list.csv",
            "--as-of",
            "2021-05",
            "--save-map",
            "ours",
        ][..],
        &map,
    ]
    .concat();
    sandbox.run(&first).ok().golden("import-save-map");
    list("A. First;libéré;\nC. Third;imprisoned;Oral\n");
    let again = [
        "import",
        "list.csv",
        "--map",
        "@ours",
        "--as-of",
        "2021-08",
        "--on-conflict",
        "update",
    ];
    sandbox
        .run(&["import", "list.csv", "--map", "@ours", "--as-of", "2021-08"])
        .fails_with(8);
    sandbox
        .run(&[&again[..], &["-n", "--json"]].concat())
        .ok()
        .golden("import-update-json");
    sandbox.run(&again).ok().golden("import-update");
    assert_eq!(
        sandbox
            .run(&["list", "--fields", "id,status", "--country", "KZ"])
            .ok()
            .stdout,
        "first-a\treleased\nsecond-b\timprisoned\nthird-c\timprisoned\n"
    );
    assert!(
        sandbox
            .run(&again)
            .ok()
            .stderr
            .contains("0 new, 0 changed, 2 the same")
    );
    sandbox
        .run(&["import", "list.csv", "--map", "@hers"])
        .fails_with(3)
        .golden("import-unknown-map");
}

#[test]
fn a_status_without_a_date_does_not_overrule_one_with_a_date() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "id,name,country,status\naliyeva-leyla,Leyla Əliyeva,AZ,released\n",
    );
    sandbox
        .run(&["import", "list.csv", "--on-conflict", "update"])
        .fails_with(5)
        .golden("import-undated");
}

#[test]
fn a_report_tells_what_changed_and_no_secret() {
    let sandbox = small();
    let day = |args: &[&str], today: &str| sandbox.run(&[args, &["--today", today]].concat()).ok();
    day(
        &[
            "add",
            "--name",
            "Old Case",
            "--country",
            "KZ",
            "--status",
            "imprisoned",
            "--on",
            "2019",
            "--held-at",
            "Oral",
        ],
        "2021-10-01",
    );
    day(
        &[
            "add",
            "--name",
            "Hidden Person",
            "--country",
            "KZ",
            "--publicity",
            "private",
        ],
        "2021-10-05",
    );
    day(
        &[
            "add",
            "--name",
            "New Case",
            "--country",
            "KZ",
            "--status",
            "bail",
            "--on",
            "2021-10",
        ],
        "2021-10-05",
    );
    day(
        &[
            "update",
            "old-case",
            "--held-at",
            "Atyrau",
            "--charge",
            "charged CC 1: fraud",
        ],
        "2021-10-05",
    );
    day(
        &[
            "update",
            "aliyeva-leyla",
            "--status",
            "released",
            "--on",
            "2021-10-04",
        ],
        "2021-10-06",
    );
    day(
        &["update", "old-case", "--concern", "torture: He was beaten."],
        "2021-10-06",
    );
    day(&["update", "old-case", "--place", "Nowhere"], "2021-10-07");
    day(&["undo"], "2021-10-07");
    let report = |more: &[&str]| {
        sandbox
            .run(
                &[
                    &[
                        "report",
                        "changes",
                        "--since",
                        "2021-10-05",
                        "--until",
                        "2021-10-07",
                    ][..],
                    more,
                ]
                .concat(),
            )
            .ok()
    };
    report(&[]).golden("report-changes");
    report(&["--format", "md"]).golden("report-changes-md");
    report(&["--json"]).golden("report-changes-json");
    let public = report(&[]).stdout;
    assert!(
        !public.contains("beaten") && !public.contains("Hidden") && !public.contains("Nowhere")
    );
    let all = report(&["--private"]).stdout;
    assert!(
        all.contains("beaten") && all.contains("Hidden Person"),
        "{all}"
    );
    sandbox
        .run(&[
            "report", "changes", "--since", "2021-10", "--until", "2021-09",
        ])
        .fails_with(2);
}

#[test]
fn what_became_private_or_nameless_is_not_told_as_it_was() {
    let sandbox = small();
    let case = |id: &str, name: &str, more: &str| {
        format!("[[cases]]\nid = \"{id}\"\nname = \"{name}\"\ncountry = \"KZ\"\n{more}")
    };
    let concern = "[[cases.concerns]]\nkind = \"unfair-trial\"\ntext = \"ZQSECRET\"\n";
    let import = |text: String, today: &str| {
        sandbox.file("new.toml", &format!("schema = 1\n{text}"));
        sandbox
            .run(&[
                "import",
                "new.toml",
                "--on-conflict",
                "update",
                "--today",
                today,
            ])
            .ok();
    };
    import(
        case("ann", "ZQREAL", "") + &case("bob", "Shown Person", concern),
        "2021-10-01",
    );
    let nameless = case("ann", "ZQREAL", "told_as = \"R. N.\"\nplace = \"Oral\"\n");
    let private = case(
        "bob",
        "Shown Person",
        &format!("place = \"Oral\"\n{concern}private = true\n"),
    );
    import(nameless + &private, "2021-10-05");
    for format in [&["--format", "md"][..], &["--json"]] {
        let args = [
            &[
                "report",
                "changes",
                "--since",
                "2021-10-05",
                "--until",
                "2021-10-05",
            ][..],
            format,
        ]
        .concat();
        let text = sandbox.run(&args).ok().stdout;
        assert!(
            text.contains("Oral") && text.contains("Shown Person") && text.contains("r-n"),
            "{text}"
        );
        assert!(!text.contains("ZQ") && !text.contains("ann"), "{text}");
    }
    let all = [
        "report",
        "changes",
        "--since",
        "2021-10-05",
        "--until",
        "2021-10-05",
        "--private",
    ];
    assert!(sandbox.run(&all).ok().stdout.contains("ZQ"));
}

#[test]
fn others_are_given_only_what_letters_may_tell() {
    let sandbox = small();
    for format in ["popolo", "huridocs"] {
        let text = sandbox.run(&["export", "--format", format]).ok().stdout;
        assert!(
            text.contains("Leyla Əliyeva") && !text.contains("ZQ"),
            "{text}"
        );
    }
    sandbox
        .run(&["export", "aliyeva-leyla", "--format", "popolo"])
        .ok()
        .golden("export-popolo");
    sandbox
        .run(&["export", "aliyeva-leyla", "--format", "huridocs"])
        .ok()
        .golden("export-huridocs");
    sandbox
        .run(&["recipients", "export", "--format", "vcard"])
        .ok()
        .golden("recipients-vcard");
    sandbox
        .run(&["recipients", "export", "--format", "csv"])
        .fails_with(2);
}

#[test]
fn a_table_with_people_who_may_not_be_named_says_so() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--yes"]).ok();
    sandbox.file(
        "people.csv",
        "name,country,publicity,consent,told_as\nAnna One,BY,private,,\nBoris Two,BY,,refused,\nVera Three,BY,,,V.\n\
         Gleb Four,BY,,,\n",
    );
    sandbox.run(&["import", "people.csv"]).ok();
    let table = sandbox.run(&["list", "--format", "csv"]).ok();
    let said = "Warning: this table has the real names of people that must not go out: 2 who are private, refused consent or \
                are under an embargo, 1 who may go out under another name only; of 1 no column says so, and who imports it \
                takes them for public. cases --public list leaves them out\n";
    assert!(
        table.stderr.contains(said) && !table.stdout.contains("real names"),
        "{table}"
    );
    for silent in [
        &["--public", "list", "--format", "csv"][..],
        &["list", "--format", "csv", "--fields", "status"],
        &["list", "--format", "csv", "--search", "Gleb"],
    ] {
        let table = sandbox.run(silent).ok();
        assert!(!table.stderr.contains("real names"), "{silent:?}: {table}");
    }
    let first = sandbox
        .run(&[
            "list", "--format", "csv", "--fields", "id", "--search", "Anna",
        ])
        .ok();
    assert!(first.stderr.contains(
        "must not go out: 1 who are private, refused consent or are under an embargo; of 1 no"
    ));
}

#[test]
fn a_column_of_who_is_private_and_one_of_days_are_not_thrown_away() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--yes"]).ok();
    for (private, word) in [
        ("Private", "private"),
        ("Приватно", "private"),
        ("Confidential", "private"),
    ] {
        sandbox.file(
            "list.csv",
            &format!("Name,Country,{private},release_date,№\nAnna One,BY,{word},2021-02,7\n"),
        );
        let taken = sandbox
            .run(&["import", "list.csv", "--on-conflict", "update"])
            .ok();
        for said in [
            &format!("“{private}” is read as publicity"),
            "“release_date” is read as released",
            "“№” goes into the notes",
        ] {
            assert!(taken.stderr.contains(said), "{said}: {taken}");
        }
        let told = sandbox.run(&["export"]).ok().stdout;
        assert!(
            told.contains("publicity = \"private\"")
                && told.contains("kind = \"release\"\ndate = \"2021-02\"")
                && told.contains("Number in the list: 7"),
            "{told}"
        );
    }
}

#[test]
fn at_a_terminal_a_list_is_asked_about_column_by_column_and_word_by_word() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "Name;Zustand dort;Akte\nRosa Vidal;sitzt;A-1\nJuan Prado;sitzt;A-2\nAna Rojas;imprisonned;\n",
    );
    let mut typist = Typist::at(&sandbox, "import list.csv", &[]);
    typist
        .on("“Zustand dort” (sitzt · imprisonned)", "status\r")
        .on("“Akte” (A-1 · A-2)", "\r")
        .on("Which state persecutes", "Nicaragua\r")
        .on("“imprisonned” in the column “Zustand dort” (1 row)", "\r")
        .on(
            "“sitzt” in the column “Zustand dort” (2 rows)",
            "imprisoned\r",
        )
        .on("On which day was the list true?", "5 May 2021\r")
        .see("row 2: ")
        .see("--map 'Zustand dort=status' --map 'Akte=notes' --country NI")
        .on("Take in these people so?", "y")
        .on("Keep these answers for the next edition", "\r");
    assert_eq!(typist.code(&sandbox), "0");
    let told = everything(&sandbox);
    for part in [
        "name = \"Rosa Vidal\"\ncountry = \"NI\"",
        "status = \"imprisoned\"",
        "as_of = \"2021-05-05\"",
        "Akte: A-1",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn rows_that_are_left_out_are_named_with_their_reasons() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "name,country,born\nRosa Vidal,NI,1980\nJuan Prado,NI,1954-02-29\n",
    );
    let taken = sandbox
        .run(&["import", "list.csv", "--leave-out-bad", "bad.csv"])
        .ok();
    assert!(
        taken.stderr.contains(
            "1 row is left out, and stands with its reason in bad.csv:\n  row 3: born: there is no such date as 1954-02-29\n"
        ),
        "{taken}"
    );
}

#[test]
fn a_typed_mapping_to_no_field_is_refused() {
    let sandbox = small();
    sandbox.file("list.csv", "Nom,Pays\nRosa Vidal,NI\n");
    let refused = sandbox
        .run(&["import", "list.csv", "--map", "Nom=nam"])
        .fails_with(5);
    assert!(
        refused.stderr.contains("there is no field “nam”"),
        "{refused}"
    );
}

#[test]
fn the_number_of_a_list_tells_namesakes_apart_and_finds_who_is_spelled_otherwise() {
    let sandbox = small();
    let list = |rows: &str| sandbox.file("list.csv", &format!("File,Name,Country,Place\n{rows}"));
    let flags = ["import", "list.csv", "--map", "File=number"];
    let update = [&flags[..], &["--on-conflict", "update"]].concat();
    list("A/7,Rosa Vidal,NI,León\nA/9,Rosa Vidal,NI,Estelí\nB/2,Juan Prado,NI,Rivas\n");
    sandbox.run(&flags).ok();
    list("A/9,Rosa Vidal,NI,Managua\nA/7,Rosa Vidal,NI,León\nB/2,Juan Prado Sáenz,NI,Granada\n");
    let changed = sandbox.run(&update).ok();
    assert!(
        changed.stderr.contains("0 new, 2 changed, 1 the same"),
        "{changed}"
    );
    let places = sandbox
        .run(&["list", "--fields", "id,place", "--country", "NI"])
        .ok()
        .stdout;
    assert_eq!(
        places,
        "prado-juan\tGranada\nvidal-rosa\tLeón\nvidal-rosa-2\tManagua\n"
    );
    list("B/2,Someone Else,NI,Granada\n");
    let by_number = [&update[..], &["--match", "number"]].concat();
    sandbox.run(&by_number).ok();
    assert!(
        sandbox
            .run(&["show", "prado-juan"])
            .ok()
            .stdout
            .contains("Someone Else")
    );
}

#[test]
fn many_problems_of_one_kind_are_told_together_in_a_dry_run_too() {
    let sandbox = small();
    let rows: String = (0..30)
        .map(|row| format!("Person {row},NI,{row}-13-45\n"))
        .collect();
    sandbox.file("list.csv", &format!("name,country,born\n{rows}"));
    for flags in [&["--dry-run"][..], &[]] {
        let refused = sandbox
            .run(&[&["import", "list.csv"][..], flags].concat())
            .fails_with(5);
        assert!(
            refused.stderr.contains("column born: 30 rows: ")
                && refused.stderr.contains("(rows 2, 3, 4 and 27 more)")
                && refused.stderr.contains("30 problems"),
            "{refused}"
        );
    }
}
