//! Looking instead of reading: numbers with bars, a person’s timeline, a page about the cases.

use std::fs;

use roxmltree::Document;

use crate::casebook::small;
use crate::pdf_file::Pdf;
use crate::sandbox::Sandbox;

/// A page as a parser sees it that forgives nothing.
fn parsed(html: &str) -> Document<'_> {
    let page = html.strip_prefix("<!DOCTYPE html>\n").expect("a page");
    Document::parse(page).unwrap_or_else(|error| panic!("{error}\n{html}"))
}

/// The names in the table of a report.
fn people(html: &str) -> Vec<String> {
    let page = parsed(html);
    let heads = page
        .descendants()
        .filter(|node| node.attribute("scope") == Some("row"));
    heads
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

fn report(sandbox: &Sandbox, more: &[&str]) -> String {
    let args = [&["-q", "report", "cases"][..], more].concat();
    sandbox.run(&args).ok().stdout
}

#[test]
fn numbers_have_bars_on_a_terminal_and_none_elsewhere() {
    let stats = [
        "--sample",
        "-q",
        "stats",
        "--by",
        "status_group,category,arrested",
    ];
    let sandbox = Sandbox::new();
    sandbox
        .cases(&stats)
        .with_env("CASES_FORCE_TTY", "72")
        .run()
        .ok()
        .golden("stats");
    let held = [
        &stats[..],
        &["--status", "detained", "--as-of", "2018-04-30"],
    ]
    .concat();
    sandbox.run(&held).ok().golden("stats-tsv");
    sandbox
        .run(&["--sample", "-q", "stats", "--by", "artcle"])
        .fails_with(2)
        .golden("stats-unknown-key");
    let csv = sandbox
        .run(&[
            "--sample", "-q", "stats", "--by", "article", "--format", "csv",
        ])
        .ok()
        .stdout;
    assert!(csv.starts_with("key,value,count\narticle,CC 174,"), "{csv}");
}

#[test]
fn letters_and_replies_are_counted_by_month() {
    let sandbox = small();
    sandbox
        .run(&[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "--record",
        ])
        .ok();
    sandbox
        .run(&[
            "reply",
            "2021-09-15-az",
            "--kind",
            "token",
            "--date",
            "2021-09-14",
        ])
        .ok();
    sandbox
        .run(&["stats", "--by", "letters,replies", "--json"])
        .ok()
        .golden("stats-letters");
}

#[test]
fn a_timeline_has_everything_in_order_and_marks_what_is_private() {
    let sandbox = small();
    sandbox
        .run(&[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "--record",
        ])
        .ok();
    sandbox
        .run(&["timeline", "aliyeva-leyla"])
        .ok()
        .golden("timeline");
    sandbox
        .run(&["timeline", "huseynov-rauf", "--json"])
        .ok()
        .golden("timeline-json");
    sandbox.run(&["timeline", "nobody"]).fails_with(3);
}

#[test]
fn a_report_tells_only_what_may_be_told() {
    let sandbox = small();
    sandbox
        .run(&["report", "cases"])
        .ok()
        .golden("report-cases");
    let html = report(&sandbox, &[]);
    assert_eq!(people(&html), ["Leyla Əliyeva"]);
    assert!(!html.contains("ZQ") && !html.contains("seynov"), "{html}");
    // Whoever is selected by a private fact is not told, for the selection would tell it.
    assert_eq!(
        people(&report(&sandbox, &["--concern", "unfair-trial"])),
        [""; 0]
    );
    assert_eq!(
        people(&report(&sandbox, &["--charge", "CC 192"])),
        ["Leyla Əliyeva"]
    );
    sandbox
        .run(&["update", "aliyeva-leyla", "--set", "told_as=L. A."])
        .ok();
    let html = report(&sandbox, &[]);
    assert_eq!(people(&html), ["L. A."]);
    assert!(
        !html.contains("liyeva") && !html.contains("A report"),
        "{html}"
    );
    assert_eq!(people(&report(&sandbox, &["--search", "Leyla"])), [""; 0]);
}

#[test]
fn a_report_loads_nothing_and_no_word_leaves_its_place() {
    let sandbox = small();
    let hostile = "<script>alert(1)</script> \"'&amp;<img src=https://evil.example/x>";
    for field in ["name", "held_at"] {
        sandbox
            .run(&[
                "update",
                "aliyeva-leyla",
                "--set",
                &format!("{field}={hostile}"),
            ])
            .ok();
    }
    let html = report(&sandbox, &["--title", hostile]);
    assert_eq!(people(&html), [hostile]);
    let sample = sandbox
        .run(&["--sample", "-q", "report", "cases"])
        .ok()
        .stdout;
    for html in [html, sample] {
        let page = parsed(&html);
        for node in page.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            assert!(
                !matches!(
                    name,
                    "script" | "img" | "link" | "iframe" | "object" | "image" | "use"
                ),
                "{name}"
            );
            for attribute in node.attributes() {
                let (of, value) = (attribute.name(), attribute.value());
                assert!(
                    !matches!(of, "src" | "style" | "srcset") && !of.starts_with("on"),
                    "{of}={value}"
                );
                assert!(of != "href" || name == "a", "{name} {of}={value}");
                let target = value.strip_prefix('#').filter(|_| of == "href");
                let is_there = |id| {
                    page.descendants()
                        .any(|node| node.attribute("id") == Some(id))
                };
                assert!(target.is_none_or(is_there), "{value}");
            }
        }
        let pictures = page
            .descendants()
            .filter(|node| node.has_tag_name("svg") || node.tag_name().name() == "svg");
        for picture in pictures {
            let labels = picture
                .attribute("aria-labelledby")
                .expect("a name")
                .split(' ');
            let named = labels.filter(|id| {
                picture
                    .children()
                    .any(|node| node.attribute("id") == Some(id))
            });
            assert_eq!(named.count(), 2);
        }
        assert!(!html.contains("url(") && !html.contains("@import"));
    }
}

#[test]
fn a_report_is_written_once_in_the_form_of_its_name() {
    let sandbox = Sandbox::new();
    let report =
        |more: &[&str]| sandbox.run(&[&["--sample", "-q", "report", "cases"], more].concat());
    report(&["-o", "a.pdf", "--status", "detained"]).ok();
    report(&["-o", "b.pdf", "--status", "detained"]).ok();
    let pdf = fs::read(sandbox.home().join("a.pdf")).unwrap();
    assert!(
        pdf == fs::read(sandbox.home().join("b.pdf")).unwrap(),
        "the same report has other bytes"
    );
    let words = Pdf::read(&pdf).text();
    for word in ["27 people", "By status", "Maks Bokayev", "Sources"] {
        assert!(words.contains(word), "{word}: {words}");
    }
    report(&["-o", "a.pdf"]).fails_with(8);
    report(&["-o", "a.html"]).ok();
    assert!(
        fs::read_to_string(sandbox.home().join("a.html"))
            .unwrap()
            .starts_with("<!DOCTYPE html>")
    );
    report(&["--format", "docx"]).fails_with(2);
}
