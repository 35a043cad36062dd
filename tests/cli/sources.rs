//! Sources: entered, listed and taken out like any other record, and made by an address in the place of an id.

use crate::casebook::small;
use crate::sandbox::Sandbox;

const PAGE: &str = "https://www.example.org/news/trial-of-leyla.html";

fn ids(sandbox: &Sandbox, args: &[&str]) -> Vec<String> {
    let args = [&["sources", "list", "--ids"], args].concat();
    sandbox
        .run(&args)
        .ok()
        .stdout
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_source_is_added_shown_changed_and_taken_out() {
    let sandbox = small();
    let added = sandbox.run(&[
        "sources",
        "add",
        PAGE,
        "--title",
        "The trial of Leyla Əliyeva",
        "--publisher",
        "Example News",
        "--date",
        "2018-04",
        "--kind",
        "press",
    ]);
    added.ok().golden("sources-add");
    sandbox
        .run(&[
            "sources",
            "update",
            "example-2018-04",
            "--accessed",
            "2021-09-01",
        ])
        .ok()
        .golden("sources-update");
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--concern",
            "unfair-trial: Əliyeva was tried in a day.",
            "--source",
            "example-2018-04",
        ])
        .ok();
    sandbox
        .run(&["sources", "show", "example-2018-04"])
        .ok()
        .golden("sources-show");
    sandbox
        .run(&["sources", "remove", "example-2018-04", "--yes"])
        .fails_with(8)
        .golden("sources-remove-used");
    sandbox
        .run(&["update", "aliyeva-leyla", "--clear", "concerns"])
        .ok();
    sandbox
        .run(&["sources", "remove", "example-2018-04", "--yes"])
        .ok()
        .golden("sources-remove");
    sandbox.run(&["undo"]).ok();
    assert!(ids(&sandbox, &[]).contains(&"example-2018-04".to_owned()));
}

#[test]
fn of_one_address_there_is_one_source() {
    let sandbox = small();
    sandbox
        .run(&["sources", "add", PAGE])
        .ok()
        .golden("sources-add-address");
    for again in ["http://example.org/news/trial-of-leyla.html#top", PAGE] {
        let refused = sandbox.run(&["sources", "add", again, "--title", "Another title"]);
        refused.fails_with(8);
    }
    sandbox
        .run(&["sources", "add", "example.org"])
        .fails_with(2)
        .golden("sources-add-no-address");
    sandbox.run(&["sources", "add"]).fails_with(2);
    let other = sandbox
        .run(&["sources", "add", "--title", "A judgment", "--date", "2018"])
        .ok();
    assert_eq!(other.stdout, "2018\n");
}

#[test]
fn an_address_in_the_place_of_an_id_makes_the_source_once() {
    let sandbox = small();
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--concern",
            "unfair-trial: Əliyeva was tried in a day.",
            "--source",
            PAGE,
        ])
        .ok()
        .golden("source-of-an-address");
    let made = "example-trial-of-leyla";
    assert_eq!(ids(&sandbox, &["--search", "trial-of"]), [made]);
    let added = sandbox
        .run(&[
            "add",
            "--name",
            "New One",
            "--country",
            "AZ",
            "--charge",
            "title=libel; source=http://example.org/news/trial-of-leyla.html; article=5",
            "--source",
            "https://example.org/other",
        ])
        .ok();
    assert!(
        added.stderr.contains("New source example-other."),
        "{added}"
    );
    let shown = sandbox.run(&["export", "one-new"]).ok().stdout;
    assert!(shown.contains(&format!("source = \"{made}\"")), "{shown}");
    assert_eq!(
        ids(&sandbox, &["--unused", "--search", "example"]),
        ["example-other"]
    );
    // What made the source is one change, and is taken back as one.
    sandbox.run(&["undo"]).ok();
    assert!(ids(&sandbox, &["--search", "example-other"]).is_empty());
    let tried = sandbox.run(&[
        "update",
        "aliyeva-leyla",
        "--place",
        "Baku",
        "--source",
        "https://example.org/never",
        "-n",
    ]);
    tried.ok();
    assert!(ids(&sandbox, &["--search", "never"]).is_empty());
}

#[test]
fn sources_go_out_and_come_back() {
    let sandbox = small();
    sandbox.run(&["sources", "add", PAGE, "--id", "trial"]).ok();
    sandbox
        .run(&["sources", "export", "-o", "sources.toml"])
        .ok();
    sandbox.run(&["--db", "other.db", "init", "--yes"]).ok();
    sandbox
        .run(&["--db", "other.db", "import", "sources.toml"])
        .ok();
    let listed = |db: &[&str]| {
        sandbox
            .run(&[db, &["sources", "--json"]].concat())
            .ok()
            .stdout
    };
    let facts = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    assert_eq!(facts(&listed(&[])), facts(&listed(&["--db", "other.db"])));
    sandbox
        .run(&["sources", "export", "--format", "csv"])
        .fails_with(2);
    sandbox
        .run(&["sources", "show", "trail"])
        .fails_with(3)
        .golden("sources-unknown");
}

#[test]
fn the_sources_of_the_sample_are_listed_with_what_rests_on_them() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["--sample", "-q", "sources", "--limit", "5"])
        .ok()
        .golden("sources-list");
    let unused = sandbox.run(&["--sample", "-q", "sources", "list", "--unused", "--count"]);
    assert_eq!(unused.ok().stdout, "0\n");
}
