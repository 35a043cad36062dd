//! Who is who in a list, what a table never carries, and the day and the values that hold for a whole list.

use crate::sandbox::Sandbox;

/// The casebook of these people, without what differs between two of the same.
fn told(sandbox: &Sandbox) -> Vec<String> {
    let fields = [
        "list",
        "--fields",
        "name,born,gender,charges",
        "--format",
        "csv",
    ];
    let mut lines: Vec<String> = sandbox
        .run(&fields)
        .ok()
        .stdout
        .lines()
        .map(str::to_owned)
        .collect();
    lines.sort();
    lines
}

#[test]
fn facts_of_one_person_never_land_on_another() {
    let first = [
        "周军,CN,1969,male",
        "周君,CN,1975,female",
        "Chen Li,CN,1967-05-01,female",
        "Chen Li,CN,1990-02-02,male",
        "Ivan Petrov,BY,,",
        "Ivan Petrov,RU,,",
        "José Peña,NI,1980,",
    ];
    let second = [
        "周军,CN,1969,male,CC 1: a",
        "周君,CN,1975,female,CC 2: b",
        "Chen Li,CN,1967,female,CC 3: c",
        "Chen Li,CN,1990-02,male,CC 4: d",
        "Ivan Petrov,BY,,,CC 5: e",
        "Ivan Petrov,RU,,,CC 6: f",
        "Jose Pena,NI,1980,,CC 7: g",
    ];
    let table = |head: &str, rows: &[&str], turn: usize| {
        let turned: Vec<&str> = rows
            .iter()
            .cycle()
            .skip(turn)
            .step_by(3)
            .take(rows.len())
            .copied()
            .collect();
        format!("{head}\n{}\n", turned.join("\n"))
    };
    let mut outcomes = Vec::new();
    for turn in 0..first.len() {
        for matching in ["id", "name"] {
            let sandbox = Sandbox::new();
            sandbox.run(&["init", "--yes"]).ok();
            sandbox.file("one.csv", &table("name,country,born,gender", &first, turn));
            sandbox.file(
                "two.csv",
                &table("name,country,born,gender,charge", &second, turn * 2 + 1),
            );
            sandbox.run(&["import", "one.csv"]).ok();
            sandbox
                .run(&[
                    "import",
                    "two.csv",
                    "--on-conflict",
                    "update",
                    "--match",
                    matching,
                ])
                .ok();
            outcomes.push(told(&sandbox));
        }
    }
    assert_eq!(outcomes[0].len(), first.len() + 1, "{:?}", outcomes[0]);
    for outcome in &outcomes {
        assert_eq!(outcome, &outcomes[0]);
        for (name, born, charge) in [
            ("周军", "1969", "1"),
            ("周君", "1975", "2"),
            ("Chen Li", "1967-05-01", "3"),
            ("Chen Li", "1990-02-02", "4"),
        ] {
            let of = |line: &&String| line.contains(name) && line.contains(born);
            let line = outcome
                .iter()
                .find(of)
                .unwrap_or_else(|| panic!("{name}: {outcome:?}"));
            assert!(line.contains(&format!("CC {charge}")), "{line}");
        }
    }
}

#[test]
fn who_somebody_is_is_asked_where_a_name_cannot_tell() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--yes"]).ok();
    sandbox.file(
        "two.csv",
        "id,name,country,place\na,Chen Li,CN,Wuhan\nb,Chen Li,CN,Chengdu\nc,Zoya Rahula,BY,\n",
    );
    sandbox.run(&["import", "two.csv"]).ok();
    let before = sandbox.run(&["export", "--format", "json"]).ok().stdout;
    sandbox.file(
        "fits-two.csv",
        "name,country,charge\nChen Li,CN,CC 103: separatism\n",
    );
    sandbox
        .run(&["import", "fits-two.csv", "--on-conflict", "update"])
        .fails_with(7)
        .golden("import-fits-two");
    sandbox.file(
        "two-fit.csv",
        "name,country,charge\nZoya Rahula,BY,CC 1: a\nZoya Rahula,BY,CC 2: b\n",
    );
    sandbox
        .run(&["import", "two-fit.csv", "--on-conflict", "update"])
        .fails_with(7)
        .golden("import-two-fit");
    sandbox.file(
        "other.csv",
        "id,name,country,charge\nc,Chen Li,CN,CC 9: x\n",
    );
    sandbox
        .run(&["import", "other.csv", "--on-conflict", "update"])
        .fails_with(7)
        .golden("import-other-name");
    sandbox
        .run(&["update", "c", "--set", "born=1970", "--quiet"])
        .ok();
    sandbox.file("born.csv", "id,name,country,born\nc,Zoya Rahula,BY,1981\n");
    sandbox
        .run(&["import", "born.csv", "--on-conflict", "update"])
        .fails_with(7)
        .golden("import-other-birth");
    sandbox.run(&["undo"]).ok();
    let uid = ["\"rev\"", "\"uid\""];
    let plain = |text: &str| {
        text.lines()
            .filter(|line| !uid.iter().any(|field| line.contains(field)))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(
        plain(&sandbox.run(&["export", "--format", "json"]).ok().stdout),
        plain(&before)
    );
    // What is said the same way twice is nobody else’s.
    sandbox.file(
        "same.csv",
        "name,country,place\nChen Li,CN,Wuhan\nChen Li,CN,Chengdu\n",
    );
    let same = sandbox.run(&["import", "same.csv"]).ok();
    assert!(
        same.stderr.contains("0 new, 0 changed, 2 the same"),
        "{same}"
    );
    // An id decides.
    sandbox.file(
        "decided.csv",
        "id,name,country,charge\nb,Chen Li,CN,CC 103: separatism\n",
    );
    sandbox
        .run(&["import", "decided.csv", "--on-conflict", "update"])
        .ok();
    assert!(
        sandbox
            .run(&["list", "--charge", "103", "--ids"])
            .ok()
            .stdout
            == "b\n"
    );
}

#[test]
fn a_table_holds_nothing_private_and_says_so() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--yes"]).ok();
    sandbox
        .run(&[
            "add",
            "--name",
            "Anna Rybak",
            "--country",
            "BY",
            "--status",
            "imprisoned",
            "--on",
            "2021-02",
        ])
        .ok();
    for more in [
        &["--charge", "CC 342: group actions"][..],
        &[
            "--charge",
            "standing=accused; code=CC; article=99999; title=bribery; private=yes",
        ],
        &["--charge", "title=sedition; embargo=2030-01-01"],
        &[
            "--event",
            "kind=release; date=2021-07-01; status=released; private=yes",
            "--as-of",
            "2021-09",
        ],
        &[
            "--sentence",
            "kind=prison; date=2021-06; term=5y; private=yes",
        ],
    ] {
        sandbox
            .run(&[&["update", "rybak-anna"], more].concat())
            .ok();
    }
    for format in ["csv", "tsv"] {
        let out = sandbox
            .run(&["export", "--format", format, "-o", &format!("x.{format}")])
            .ok();
        assert!(
            out.stderr.contains(
                "4 facts are private or under embargo and left out of the table: rybak-anna 4"
            ),
            "{out}"
        );
        let text = std::fs::read_to_string(sandbox.home().join(format!("x.{format}"))).unwrap();
        for secret in [
            "bribery",
            "99999",
            "sedition",
            "released",
            "2021-07",
            "imprisoned",
            "5y",
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert!(text.contains("CC 342: group actions"), "{text}");
    }
    let same = sandbox
        .run(&["import", "x.csv", "--on-conflict", "update"])
        .ok();
    assert!(
        same.stderr.contains("0 new, 0 changed, 1 the same"),
        "{same}"
    );
}

#[test]
fn a_value_for_the_whole_list_holds_for_every_row_that_says_nothing() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--yes"]).ok();
    sandbox.file(
        "l.csv",
        "name,country,held_at,status,status_date\nAna Rojas,NI,Colony 5,,\nLuis Rojas,NI,,,2021-03\nAda Mena,NI,,released,2021-05-06\n",
    );
    let args = [
        "import",
        "l.csv",
        "--fill",
        "status=imprisoned",
        "--as-of",
        "2021-08",
        "--dry-run",
    ];
    let told = sandbox.run(&args).ok();
    assert!(
        told.stdout.contains(
            "the row says “released”, and --fill status=imprisoned is for rows that do not"
        ),
        "{told}"
    );
    sandbox.run(&args[..6]).ok();
    let seen = sandbox
        .run(&["list", "--fields", "name,status,since,as_of"])
        .ok()
        .stdout;
    assert_eq!(
        seen,
        "Ada Mena\treleased\t\t2021-08\nAna Rojas\timprisoned\t\t2021-08\nLuis Rojas\timprisoned\t\t2021-08\n"
    );
}

#[test]
fn a_title_says_whether_a_situation_began_on_its_day() {
    for (title, since) in [
        ("since", "2021-03"),
        ("status date", ""),
        ("in prison since", "2021-03"),
        ("Depuis", "2021-03"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.run(&["init", "--yes"]).ok();
        let list = format!("name,country,status,{title}\nLuis Rojas,NI,imprisoned,2021-03\n");
        sandbox.file("l.csv", &list);
        let map = format!("{title}=status_date");
        let import = ["import", "l.csv", "--map", &map, "--as-of", "2021-08"];
        sandbox.run(&import).ok();
        let seen = sandbox
            .run(&["list", "--fields", "status,since,as_of"])
            .ok()
            .stdout;
        assert_eq!(seen, format!("imprisoned\t{since}\t2021-08\n"), "{title}");
        let again = sandbox
            .run(&[&import[..], &["--on-conflict", "update"]].concat())
            .ok();
        assert!(
            again.stderr.contains("0 new, 0 changed, 1 the same"),
            "{again}"
        );
    }
}

#[test]
fn the_day_of_a_row_is_that_of_its_newest_fact_or_is_said_to_be_none() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--yes"]).ok();
    sandbox.file(
        "l.csv",
        "name,country,as_of,status,status_date,sentence_kind,sentence_date\nA B,NI,2021-08,,,,\nC D,NI,,imprisoned,2020-03,prison,2020-11\nE F,NI,,,,,\n",
    );
    let told = sandbox.run(&["import", "l.csv"]).ok();
    assert!(
        told.stderr
            .contains("1 case has no day on which that was known true"),
        "{told}"
    );
    let seen = sandbox.run(&["list", "--fields", "name,as_of"]).ok().stdout;
    assert_eq!(seen, "A B\t2021-08\nC D\t2020-11\nE F\t\n");
}
