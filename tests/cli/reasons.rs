//! No letter to the wrong state, none without a reason, and nothing asked that nobody there can grant.

use crate::sandbox::Sandbox;

/// People of two states with their offices; one is held abroad, one is free, of one nothing is known but the situation.
const BOOK: &str = r#"schema = 1

[[recipients]]
id = "vn-prosecutor"
role = "prosecutor-general"
office = "Supreme People’s Procuracy of Vietnam"
country = "VN"
groups = ["all-prosecutors"]
post = ["44 Street", "Hanoi"]
checked = "2021-09"

[[recipients]]
id = "ir-prosecutor"
role = "prosecutor-general"
office = "Prosecutor General of Iran"
country = "IR"
groups = ["all-prosecutors"]
post = ["1 Street", "Tehran"]
checked = "2021-09"

[[recipients]]
id = "ir-embassy-paris"
role = "embassy"
office = "Embassy of Iran in France"
country = "IR"
accredited_to = "FR"
checked = "2021-09"

[[recipients]]
id = "ir-justice"
role = "minister-justice"
office = "Minister of Justice of Iran"
country = "IR"
post = ["2 Street", "Tehran"]
checked = "2021-09"

[[recipients]]
id = "fr-foreign-minister"
role = "foreign-minister-third-state"
office = "Minister for Foreign Affairs of France"
country = "FR"
post = ["37 quai d’Orsay", "75007 Paris"]
checked = "2021-09"

[[recipients]]
id = "interpol-commission"
role = "interpol-ccf"
office = "Commission for the Control of INTERPOL’s Files"
post = ["200 quai Charles de Gaulle", "69006 Lyon"]
checked = "2021-09"

[[cases]]
id = "tran-minh"
name = "Trần Minh"
family_name = "Trần"
country = "VN"
gender = "male"
as_of = "2021-09"
events = [
  { kind = "arrest", date = "2021-03-02", status = "imprisoned", text = "Police arrested Trần Minh at his shop in Huế." },
]
concerns = [{ kind = "no-counsel", text = "Trần Minh was tried without a lawyer." }]

[[cases]]
id = "rahimi-soraya"
name = "Soraya Rahimi"
family_name = "Rahimi"
country = "IR"
gender = "female"
as_of = "2021-09"
events = [
  { kind = "arrest", date = "2021-05-04", status = "pre-trial-detention", text = "Soraya Rahimi was arrested in Shiraz." },
]
concerns = [
  { kind = "unfair-trial", text = "The judge refused to hear her witnesses." },
  { kind = "torture", private = false, text = "Soraya Rahimi told her sister that guards beat her." },
]

[[cases]]
id = "karimi-omid"
name = "Omid Karimi"
family_name = "Karimi"
country = "IR"
gender = "male"
as_of = "2021-09"
events = [
  { kind = "interpol-notice", date = "2021-06", text = "INTERPOL published a notice against Omid Karimi." },
  { kind = "arrest", date = "2021-08-10", status = "extradition-detention", country = "VN", text = "Police in Hanoi arrested Omid Karimi at the request of Iran." },
]

[[cases]]
id = "jafari-nima"
name = "Nima Jafari"
family_name = "Jafari"
country = "IR"
gender = "male"
as_of = "2021-09"
events = [
  { kind = "arrest", date = "2020-05-04", status = "imprisoned", text = "Nima Jafari was arrested in Qom." },
  { kind = "release", date = "2021-08-01", status = "released", text = "Nima Jafari came home." },
]

[[cases]]
id = "daei-leila"
name = "Leila Daei"
family_name = "Daei"
country = "IR"
as_of = "2021-09"
events = [{ kind = "arrest", date = "2021-07", status = "imprisoned" }]
"#;

fn book() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&[
            "init",
            "--name",
            "R. Diaz",
            "--country",
            "ES",
            "--address",
            "Calle Mayor 1",
            "--address",
            "Madrid",
        ])
        .ok();
    sandbox.file("book.toml", BOOK);
    sandbox.run(&["import", "book.toml"]).ok();
    sandbox
}

#[test]
fn an_office_of_another_state_is_not_written_to() {
    let sandbox = book();
    sandbox
        .run(&["letter", "tran-minh", "--to", "ir-prosecutor"])
        .fails_with(5)
        .golden("letter-wrong-state");
    for to in ["ir-embassy-paris", "ir-justice", "all-prosecutors"] {
        let refused = sandbox
            .run(&["letter", "tran-minh", "--to", to])
            .fails_with(5);
        assert!(
            refused.stdout.is_empty() && refused.stderr.contains("tran-minh"),
            "{to}: {}",
            refused.stderr
        );
    }
    let template = ["letter", "tran-minh", "--to", "ir-prosecutor", "--template"];
    for kind in ["protest", "appeal", "embassy", "mep", "un-communication"] {
        sandbox
            .run(&[&template[..], &[kind]].concat())
            .fails_with(5);
    }
    sandbox
        .run(&[
            "letter",
            "tran-minh",
            "rahimi-soraya",
            "--to",
            "ir-prosecutor",
        ])
        .fails_with(5)
        .golden("letter-wrong-state-joint");
    for to in ["vn-prosecutor", "prosecutor-general", "fr-foreign-minister"] {
        assert!(
            sandbox
                .run(&["letter", "tran-minh", "--to", to])
                .ok()
                .stdout
                .contains("Trần Minh")
        );
    }
    sandbox
        .run(&[
            "letter",
            "tran-minh",
            "--template",
            "joint-statement",
            "--to",
            "ir-prosecutor",
        ])
        .ok();
}

#[test]
fn in_a_wave_the_others_are_written_and_the_wrong_one_is_listed() {
    let sandbox = book();
    let wave = [
        "letter",
        "tran-minh",
        "rahimi-soraya",
        "--to",
        "all-prosecutors",
        "--each",
        "-O",
        "out",
    ];
    let failed = sandbox.run(&wave).fails_with(5);
    let mut files: Vec<String> = std::fs::read_dir(sandbox.home().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "2021-09-15_ir-prosecutor_rahimi-soraya_en.txt",
            "2021-09-15_vn-prosecutor_tran-minh_en.txt"
        ],
        "{}",
        failed.stderr
    );
    assert!(
        failed.stderr.contains("ir-prosecutor, tran-minh: "),
        "{}",
        failed.stderr
    );
    assert!(
        failed.stderr.contains("vn-prosecutor, rahimi-soraya: "),
        "{}",
        failed.stderr
    );
}

#[test]
fn the_state_that_holds_somebody_for_another_one_is_asked_not_to_hand_over() {
    let sandbox = book();
    let to = |who: &str| {
        sandbox
            .run(&["letter", "karimi-omid", "--to", who])
            .ok()
            .stdout
    };
    let holder = to("vn-prosecutor");
    for asked in [
        "to refuse any request for the extradition of Mr Karimi",
        "to seek his immediate release",
    ] {
        assert!(
            holder
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(asked),
            "{holder}"
        );
    }
    let persecutor = to("ir-prosecutor");
    assert!(
        !persecutor.contains("release") && persecutor.contains("to end all criminal proceedings"),
        "{persecutor}"
    );
    let commission = to("interpol-commission");
    assert!(
        commission.contains("INTERPOL notice") && !commission.contains("authorities of Iran for"),
        "{commission}"
    );
    assert!(
        !commission.contains("take up, with the authorities"),
        "{commission}"
    );
    sandbox
        .run(&[
            "update",
            "karimi-omid",
            "--event",
            "2021-09-01 interpol-notice-removed: INTERPOL removed the notice.",
        ])
        .ok();
    let lifted = sandbox.run(&[
        "letter",
        "karimi-omid",
        "--to",
        "interpol-commission",
        "--demand",
        "delete-interpol-notice",
    ]);
    lifted.fails_with(5).golden("letter-demand-settled");
}

#[test]
fn nobody_is_written_about_without_a_reason() {
    let sandbox = book();
    sandbox
        .run(&["letter", "daei-leila", "--to", "ir-prosecutor"])
        .fails_with(5)
        .golden("letter-without-ground");
    sandbox
        .run(&[
            "letter",
            "jafari-nima",
            "--to",
            "ir-prosecutor",
            "--template",
            "protest",
        ])
        .fails_with(5)
        .golden("letter-free");
    for kind in ["joint-statement", "verdict-statement", "action-sheet"] {
        sandbox
            .run(&["letter", "daei-leila", "--template", kind])
            .fails_with(5);
        sandbox
            .run(&["letter", "jafari-nima", "--template", kind])
            .fails_with(5);
    }
    let joint = sandbox
        .run(&[
            "letter",
            "rahimi-soraya",
            "daei-leila",
            "jafari-nima",
            "--to",
            "ir-prosecutor",
        ])
        .ok();
    assert!(joint.stdout.contains("Soraya Rahimi"));
    for left_out in ["Daei", "Jafari"] {
        assert!(
            !joint.stdout.contains(left_out) && joint.stderr.contains(left_out),
            "{}",
            joint.stderr
        );
    }
    let demand = sandbox
        .run(&[
            "letter",
            "jafari-nima",
            "--to",
            "ir-prosecutor",
            "--demand",
            "compensate",
        ])
        .ok();
    assert!(
        demand.stdout.contains("compensation for Nima Jafari")
            && !demand.stdout.contains("release of")
    );
    let checked = sandbox.run(&[
        "letter",
        "daei-leila",
        "jafari-nima",
        "rahimi-soraya",
        "--each",
        "--to",
        "ir-prosecutor",
        "--check",
    ]);
    checked.fails_with(5).golden("letter-check-reasons");
}

#[test]
fn what_nobody_there_can_grant_is_refused_by_name() {
    let sandbox = book();
    let to = |who: &str, demand: &str| {
        sandbox.run(&["letter", "rahimi-soraya", "--to", who, "--demand", demand])
    };
    to("ir-justice", "unfreeze-accounts")
        .fails_with(5)
        .golden("letter-demand-refused");
    to("ir-prosecutor", "personal-sanctions").fails_with(5);
    to("interpol-commission", "personal-sanctions").fails_with(5);
    to("ir-prosecutor", "stop-extradition").fails_with(5);
    let both = [
        "letter",
        "rahimi-soraya",
        "--to",
        "ir-justice,ir-prosecutor",
        "--demand",
        "drop-charges",
        "--demand",
        "release-immediate",
        "-O",
        "out",
    ];
    let told = sandbox.run(&both).ok();
    assert!(
        told.stderr
            .contains("“drop-charges” is left out for Minister of Justice of Iran"),
        "{}",
        told.stderr
    );
    let text = |office: &str| {
        std::fs::read_to_string(
            sandbox
                .home()
                .join(format!("out/2021-09-15_{office}_rahimi-soraya_en.txt")),
        )
        .unwrap()
    };
    assert!(
        !text("ir-justice").contains("criminal proceedings")
            && text("ir-prosecutor").contains("criminal proceedings")
    );
}

#[test]
fn torture_that_is_told_is_asked_about() {
    let sandbox = book();
    for to in ["ir-prosecutor", "ir-justice", "ir-embassy-paris"] {
        let letter = sandbox
            .run(&["letter", "rahimi-soraya", "--to", to])
            .ok()
            .stdout;
        let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            letter.contains("an immediate end to any torture"),
            "{to}: {letter}"
        );
        let asked = [
            "independent investigation of her reported torture",
            "to have her reported torture investigated promptly and independently",
        ];
        assert!(
            asked.iter().any(|asked| letter.contains(asked)),
            "{to}: {letter}"
        );
    }
}

#[test]
fn a_joint_letter_tells_what_it_asks_about() {
    let sandbox = book();
    sandbox
        .run(&["update", "rahimi-soraya", "--action", "body=UN Working Group; kind=un-opinion; date=2021-08; text=The Working Group found that Rahimi is held arbitrarily."])
        .ok();
    sandbox
        .run(&[
            "update",
            "daei-leila",
            "--concern",
            "assembly: Leila Daei was at a rally.",
        ])
        .ok();
    sandbox
        .run(&[
            "update",
            "daei-leila",
            "--concern",
            "discrimination: Leila Daei was told to leave her school.",
        ])
        .ok();
    let letter = sandbox
        .run(&[
            "letter",
            "rahimi-soraya",
            "daei-leila",
            "--to",
            "ir-prosecutor",
        ])
        .ok()
        .stdout;
    let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
    for (asked, ground) in [
        ("reported torture of Ms Rahimi", "guards beat her"),
        ("decision of the United Nations", "held arbitrarily"),
    ] {
        assert!(
            !letter.contains(asked) || letter.contains(ground),
            "{asked}: {letter}"
        );
    }
    assert!(letter.contains("guards beat her"), "{letter}");
    assert!(
        letter.contains("Article 7") && letter.contains("Article 21"),
        "{letter}"
    );
}

#[test]
fn a_situation_that_may_not_be_told_is_not_told_as_unknown() {
    let sandbox = book();
    let hidden = "2021-09-01 psychiatric-committal psychiatric-detention: Mina Sabet was taken to a hospital.";
    let grounds = "unfair-trial: The judge refused to hear a witness for Mina Sabet.";
    let add = [
        "add",
        "--name",
        "Mina Sabet",
        "--country",
        "IR",
        "--event",
        hidden,
        "--concern",
        grounds,
    ];
    sandbox.run(&add).ok();
    for kind in [
        "appeal",
        "protest",
        "mep",
        "un-communication",
        "joint-statement",
    ] {
        let letter = sandbox
            .run(&[
                "letter",
                "sabet-mina",
                "--to",
                "ir-prosecutor",
                "--template",
                kind,
                "--allow-missing",
            ])
            .ok()
            .stdout;
        for said in ["not known whether", "hospital", "release of"] {
            assert!(!letter.contains(said), "{kind} says “{said}”: {letter}");
        }
    }
    let later = "2021-09-01 psychiatric-committal psychiatric-detention: Soraya Rahimi was taken to a hospital.";
    sandbox
        .run(&["update", "rahimi-soraya", "--event", later])
        .ok();
    let warned = sandbox
        .run(&["letter", "rahimi-soraya", "--to", "ir-prosecutor"])
        .ok();
    assert!(
        warned
            .stderr
            .contains("a later situation of rahimi-soraya is private"),
        "{}",
        warned.stderr
    );
}

#[test]
fn a_label_says_nothing_that_its_text_did_not() {
    let sandbox = book();
    for event in [
        "kind=verdict; text=A jury acquitted Soraya Rahimi.",
        "kind=acquittal; date=2021-06; text=A jury acquitted Soraya Rahimi.",
        "kind=organising; text=She founded a reading circle.",
        "kind=visit; date=2021-07; text=A diplomat visited her.",
        "kind=asylum-granted; text=France granted her asylum.",
        "kind=search; text=Her flat was searched.",
    ] {
        sandbox
            .run(&["update", "rahimi-soraya", "--event", event])
            .ok();
    }
    let letter = |lang: &str, kind: &str| {
        let args = [
            "letter",
            "rahimi-soraya",
            "--to",
            "ir-prosecutor",
            "--lang",
            lang,
            "--template",
            kind,
            "--allow-missing",
        ];
        sandbox
            .run(&[&args[..], &["--allow-doubtful"]].concat())
            .ok()
            .stdout
    };
    for (lang, acquitted, silent) in [
        (
            "fr",
            "cquittement",
            ["décision de justice", "organisation", "visite", "asile"],
        ),
        (
            "ru",
            "правдательное решение",
            [
                "судебное решение по делу",
                "организации",
                "свидание",
                "убежищ",
            ],
        ),
        (
            "de",
            "Freispruch",
            ["Gerichtsentscheidung", "Organisation", "Besuch", "Asyl"],
        ),
        (
            "kk",
            "ақтау",
            ["іс бойынша сот шешімі", "ұйым", "кездесу", "баспана"],
        ),
    ] {
        for kind in ["appeal", "mep", "un-communication"] {
            let text = letter(lang, kind);
            assert!(text.contains(acquitted), "{lang} {kind}: {text}");
            let body = text.split(acquitted).next().unwrap();
            for word in silent {
                assert!(!body.contains(word), "{lang} {kind} says “{word}”: {text}");
            }
        }
    }
    let french = letter("fr", "appeal");
    let at = |word: &str| french.find(word).unwrap_or(usize::MAX);
    assert!(
        at("Perquisition") < at("cquittement"),
        "what has no date stands first: {french}"
    );
}

#[test]
fn a_copied_text_is_as_unchecked_as_ours() {
    let sandbox = book();
    let warned = |sandbox: &Sandbox| {
        let letter = sandbox
            .run(&[
                "letter",
                "rahimi-soraya",
                "--to",
                "ir-prosecutor",
                "--lang",
                "fr",
            ])
            .ok();
        letter
            .stderr
            .lines()
            .find(|line| line.contains("no native speaker"))
            .map(|_| letter.stderr.clone())
    };
    assert!(warned(&sandbox).is_some());
    sandbox.run(&["templates", "copy", "appeal"]).ok();
    let said = warned(&sandbox).expect("a copy is as unchecked as what it is a copy of");
    let mark = said
        .split("checked_text = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let folder = sandbox.home().join(".config/cases/templates/appeal");
    let settings = std::fs::read_to_string(folder.join("letter.toml")).unwrap();
    let vouched = format!(
        "[languages.fr]\nchecked_by = \"Anne Lefort\"\nchecked_on = \"2021-09-01\"\nchecked_text = \"{mark}\"\n"
    );
    std::fs::write(
        folder.join("letter.toml"),
        settings.replace("[languages.fr]\n", &vouched),
    )
    .unwrap();
    assert_eq!(warned(&sandbox), None);
    let text = std::fs::read_to_string(folder.join("fr.md.hbs")).unwrap();
    std::fs::write(folder.join("fr.md.hbs"), format!("{text}\nMerci.\n")).unwrap();
    assert!(warned(&sandbox).is_some(), "the mark is of another text");
}
