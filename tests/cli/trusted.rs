//! What is told can be traced, and what is not to be told stays in the house.

use crate::casebook::small;
use crate::sandbox::Sandbox;

const TO: [&str; 4] = ["letter", "aliyeva-leyla", "--to", "prosecutor-general"];

fn letter(sandbox: &Sandbox, more: &[&str]) -> String {
    let args: Vec<&str> = TO.iter().chain(more).copied().collect();
    sandbox.run(&args).ok().stdout
}

#[test]
fn notes_lead_from_each_sentence_to_its_sources() {
    let sample = Sandbox::new();
    let args = [
        "--sample",
        "letter",
        "bokayev-maks",
        "--to",
        "prosecutor-general",
    ];
    let notes = [&args[..], &["--sources=notes"]].concat();
    sample.run(&notes).ok().golden("letter-notes");
    let list = [&args[..], &["--sources"]].concat();
    assert!(!sample.run(&list).ok().stdout.contains("[1]"));
    sample
        .run(&[&args[..], &["--sources=all"]].concat())
        .fails_with(2)
        .golden("letter-notes-unknown");
}

#[test]
fn the_evidence_sheet_has_every_sentence() {
    let sample = Sandbox::new();
    let args = [
        "--sample",
        "-q",
        "letter",
        "kaiyrbek-askar",
        "--to",
        "prosecutor-general",
        "-o",
        "l.txt",
        "--evidence",
    ];
    sample.run(&[&args[..], &["e.md"]].concat()).ok();
    let sheet = std::fs::read_to_string(sample.home().join("e.md")).unwrap();
    assert!(sheet.starts_with("# CONFIDENTIAL"), "{sheet}");
    assert!(
        sheet.contains("kaiyrbek-askar, event: spoke, wrote or published: Kaiyrbek called on "),
        "{sheet}"
    );
    assert!(!sheet.contains("kind="), "{sheet}");
    let request = sheet
        .split("**I respectfully ask you to seek the immediate release")
        .nth(1)
        .unwrap();
    assert!(
        request.contains("demand: immediate release")
            && request.contains("Source: Koshe Partiyasy"),
        "{request}"
    );
    assert!(sheet.contains(
        "place: Astana · Standing: not said · Source: none of its own; the record rests on Koshe"
    ));
    sample
        .run(&[&args[..], &["e.json", "--force"]].concat())
        .ok();
    let json = std::fs::read_to_string(sample.home().join("e.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let sentences = json["letters"][0]["sentences"].as_array().unwrap();
    let backed = sentences.iter().filter(|sentence| {
        sentence["facts"]
            .as_array()
            .is_some_and(|facts| !facts.is_empty())
    });
    assert!(backed.count() > 5, "{json}");
    let law = sentences.iter().find(|sentence| {
        let words = sentence["sentence"].as_str().unwrap_or_default();
        words.contains("is bound by")
    });
    let law = law.expect("a sentence on the law").to_string();
    assert!(
        law.contains("\"about\":\"concerns\"") || law.contains("\"about\":\"events\""),
        "{law}"
    );
    sample
        .run(&[&args[..], &["e.xyz", "--force"]].concat())
        .fails_with(2)
        .golden("evidence-unknown");
}

#[test]
fn sources_that_disagree_are_pointed_out_and_never_told() {
    let sandbox = small();
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--set",
            "born=1985-03",
            "--claim",
            "born: 1984",
        ])
        .ok();
    sandbox
        .run(&["show", "aliyeva-leyla"])
        .ok()
        .golden("show-disputed");
    let call = sandbox.run(&TO).ok();
    assert!(
        call.stderr
            .contains("a source says otherwise than what is told: born: 1984"),
        "{}",
        call.stderr
    );
    assert!(!call.stdout.contains("1984"));
    sandbox
        .run(&["update", "aliyeva-leyla", "--claim", "brn: 1984"])
        .fails_with(2)
        .golden("claim-unknown-field");
}

#[test]
fn an_earlier_day_knows_what_was_known_then() {
    let sandbox = small();
    let day = |day: &str, args: &[&str]| sandbox.run(&[args, &["--today", day]].concat()).ok();
    day(
        "2021-10-01",
        &["update", "aliyeva-leyla", "--set", "place=Sumqayit"],
    );
    let show = |day: &str| {
        sandbox
            .run(&["show", "aliyeva-leyla", "--known-on", day])
            .ok()
            .stdout
    };
    assert!(!show("2021-09-30").contains("Sumqayit"));
    assert!(show("2021-10-01").contains("Sumqayit"));
    sandbox
        .run(&["list", "--known-on", "2000-01-01"])
        .ok()
        .golden("known-before-all");
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--set",
            "place=X",
            "--known-on",
            "2021-09-30",
        ])
        .fails_with(2)
        .golden("known-on-write");
    sandbox
        .run(&[&TO[..], &["--known-on", "2021-09-30", "--record"]].concat())
        .fails_with(2);
}

#[test]
fn an_embargo_keeps_a_person_out_of_letters_until_its_day() {
    let sandbox = small();
    sandbox
        .run(&["update", "aliyeva-leyla", "--set", "embargo=2021-10-01"])
        .ok();
    sandbox.run(&TO).fails_with(8).golden("letter-embargo");
    assert!(!letter(&sandbox, &["--date", "2021-10-01"]).is_empty());
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--set",
            "embargo=",
            "--set",
            "consent=withdrawn",
        ])
        .ok();
    sandbox
        .run(&TO)
        .fails_with(8)
        .golden("letter-consent-withdrawn");
}

#[test]
fn a_withheld_name_is_in_no_letter_and_in_no_file_name() {
    let sandbox = small();
    sandbox
        .run(&["update", "aliyeva-leyla", "--set", "told_as=L. A."])
        .ok();
    assert!(letter(&sandbox, &[]).contains("L. A."));
    let wave = [
        &TO[..],
        &[
            "--each",
            "-O",
            "out",
            "--format",
            "text,md,html,eml,docx,pdf",
        ],
    ]
    .concat();
    let call = sandbox.run(&wave).ok();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(sandbox.home().join("out")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        for word in ["liyeva", "Leyla", "leyla"] {
            assert!(
                !bytes
                    .windows(word.len())
                    .any(|window| window == word.as_bytes()),
                "{word} in {name}"
            );
            assert!(
                !name.contains(word) && !call.stdout.contains(word),
                "{name}"
            );
        }
        names.push(name);
    }
    assert!(names.iter().any(|name| name.contains("_l-a_")), "{names:?}");
}
