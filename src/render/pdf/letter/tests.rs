//! What stands on which page of a letter.

use super::*;
use crate::letters::letter::{Block, Inline, Labels, Mail};
use jiff::civil::date;

const SENTENCE: &str =
    "The court did not hear the witnesses whom the defence had called, and gave no reason for it. ";

fn make_letter(body: Vec<Block>) -> Letter {
    let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    Letter {
        lang: "en".to_owned(),
        kind: "appeal".to_owned(),
        subject: "The case of Nora Example".into(),
        sender: owned(&["Dora Specimen", "12 Any Street", "Dublin 2"]),
        recipient: owned(&[
            "Prosecutor General",
            "14 Long Avenue",
            "010000 Capital",
            "Exampleland",
        ]),
        delivery: None,
        reference: None,
        place_and_date: "Dublin, 15 September 2021".to_owned(),
        date: date(2021, 9, 15),
        salutation: Some("Dear Prosecutor General,".to_owned()),
        body,
        close: Some("Yours sincerely,".to_owned()),
        signatories: owned(&["Dora Specimen"]),
        copies: Vec::new(),
        enclosures: Vec::new(),
        sources: Vec::new(),
        mail: Mail::default(),
        labels: Labels {
            subject: "Subject".into(),
            reference: "Reference".to_owned(),
            copies: "Copies to".to_owned(),
            enclosures: "Enclosures".to_owned(),
            sources: "Sources".to_owned(),
        },
    }
}

fn make_paragraph(sentences: usize) -> Block {
    Block::Paragraph(vec![Inline::Text(SENTENCE.repeat(sentences).into())])
}

fn make_heading(words: &str) -> Block {
    Block::Heading {
        level: 2,
        text: vec![Inline::Text(words.into())],
    }
}

fn typeset_book(letter: &Letter) -> PdfDocument {
    typeset_pages(letter, PaperSize::A4, &mut Typesetter::new())
}

#[test]
fn what_is_short_as_plain_text_stands_on_one_page_of_any_paper() {
    let is_short = |letter: &Letter| {
        crate::render::text::render(letter).lines().count() <= crate::render::SURELY_ONE_PAGE
    };
    let item = || vec![Block::Paragraph(vec![Inline::Text("its own line".into())])];
    let texts: [fn(usize) -> Vec<Block>; 2] = [
        |count| (0..count).map(|_| make_paragraph(1)).collect(),
        |count| (0..count).map(|_| make_heading("A heading")).collect(),
    ];
    let list = |count| {
        vec![Block::List {
            start: None,
            items: (0..count).map(|_| item()).collect(),
        }]
    };
    let mut tried = 0;
    for count in 1..60 {
        let bodies = texts.iter().map(|make| make(count)).chain([list(count)]);
        for letter in bodies.map(make_letter).filter(is_short) {
            for paper in PaperSize::ALL {
                let book = typeset_pages(&letter, paper, &mut Typesetter::new());
                assert_eq!(book.pages.len(), 1, "{count} {paper:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 60, "{tried}");
}

/// The lines of each page, in order.
fn pages_of(letter: &Letter) -> Vec<Vec<String>> {
    let lines = |page: &PdfPage| {
        page.cells
            .iter()
            .map(|(_, cell)| cell.line.text.trim().to_owned())
            .collect()
    };
    typeset_book(letter).pages.iter().map(lines).collect()
}

/// The base line and the left end of the line with these words on the first page.
fn find_line(book: &PdfDocument, words: &str) -> (f32, f32) {
    let found = book.pages[0]
        .cells
        .iter()
        .find(|(_, cell)| cell.line.text.trim() == words);
    found
        .map(|(y, cell)| (*y, cell.x))
        .unwrap_or_else(|| panic!("{words}"))
}

#[test]
fn the_window_shows_the_recipient_and_nothing_else() {
    let book = typeset_book(&make_letter(vec![make_paragraph(3)]));
    let is_seen = |(y, x): (f32, f32)| {
        y > mm_to_points(45.0) && y < mm_to_points(90.0) && x < mm_to_points(105.0)
    };
    for words in [
        "Prosecutor General",
        "14 Long Avenue",
        "010000 Capital",
        "Exampleland",
    ] {
        assert!(is_seen(find_line(&book, words)), "{words}");
    }
    assert_eq!(
        book.pages[0]
            .cells
            .iter()
            .filter(|(y, cell)| is_seen((*y, cell.x)))
            .count(),
        4
    );
    assert!(find_line(&book, "Dublin, 15 September 2021").0 > mm_to_points(90.0));
}

#[test]
fn a_long_address_pushes_the_text_down_and_a_longer_one_is_part_of_it() {
    let mut long = make_letter(Vec::new());
    long.recipient = (1..=12).map(|line| format!("Line {line}")).collect();
    let (last, date) = (
        find_line(&typeset_book(&long), "Line 12").0,
        find_line(&typeset_book(&long), "Dublin, 15 September 2021").0,
    );
    assert!(last < date, "{last} {date}");
    long.recipient = (1..=120).map(|line| format!("Line {line}")).collect();
    long.sender.clear();
    let pages = pages_of(&long);
    assert_eq!(pages[0][0], "Line 1");
    assert_eq!(
        pages
            .iter()
            .flatten()
            .filter(|line| line.starts_with("Line"))
            .count(),
        120
    );
    assert!(
        typeset_book(&long)
            .pages
            .iter()
            .flat_map(|page| &page.cells)
            .all(|(y, _)| *y < PaperSize::A4.text_bottom())
    );
}

#[test]
fn the_signature_is_never_without_two_lines_of_text() {
    for sentences in 14..40 {
        for last in [1, 4] {
            let pages = pages_of(&make_letter(vec![
                make_paragraph(sentences),
                make_paragraph(last),
            ]));
            let page = pages
                .iter()
                .find(|page| page.contains(&"Yours sincerely,".to_owned()))
                .unwrap();
            let close = page
                .iter()
                .position(|line| line == "Yours sincerely,")
                .unwrap();
            assert!(close >= 2, "{sentences} {page:?}");
            assert_eq!(
                page.get(close + 1).map(String::as_str),
                Some("Dora Specimen")
            );
        }
    }
}

#[test]
fn a_heading_is_never_the_last_of_a_page_and_no_line_of_a_paragraph_is_alone() {
    for sentences in 14..40 {
        let body = vec![
            make_paragraph(sentences),
            make_heading("What followed"),
            make_paragraph(5),
        ];
        let pages = pages_of(&make_letter(body));
        assert!(
            pages
                .iter()
                .all(|page| page.last().map(String::as_str) != Some("What followed")),
            "{sentences}"
        );
        for page in &pages[..pages.len() - 1] {
            let text: Vec<&String> = page
                .iter()
                .rev()
                .take_while(|line| *line != "What followed")
                .collect();
            assert!(text.len() >= 2, "{sentences}");
        }
    }
}

#[test]
fn seven_sign_in_order_in_two_columns_and_eighty_on_as_many_pages_as_they_need() {
    let mut joint = make_letter(vec![make_paragraph(2)]);
    joint.signatories = (1..=7)
        .map(|number| format!("Signatory {number}"))
        .collect();
    let book = typeset_book(&joint);
    let places: Vec<(f32, f32)> = joint
        .signatories
        .iter()
        .map(|name| find_line(&book, name))
        .collect();
    assert!(
        places
            .chunks(2)
            .all(|pair| pair.iter().all(|(y, _)| *y == pair[0].0)),
        "side by side: {places:?}"
    );
    assert!(
        places
            .windows(3)
            .all(|three| three[2].0 - three[0].0 > mm_to_points(13.0)),
        "room to sign: {places:?}"
    );
    assert!(
        places[1].1 > places[0].1 && places[2].1 == places[0].1,
        "{places:?}"
    );
    joint.signatories = (1..=200)
        .map(|number| format!("Signatory {number}"))
        .collect();
    let names: Vec<String> = pages_of(&joint)
        .concat()
        .into_iter()
        .filter(|line| line.starts_with("Sig"))
        .collect();
    assert_eq!(names, joint.signatories);
}

#[test]
fn an_organisation_stands_below_the_name_and_a_second_signatory_beside_it() {
    let mut joint = make_letter(vec![make_paragraph(2)]);
    let places = |letter: &Letter| {
        let book = typeset_book(letter);
        let of = |line: &String| {
            book.pages[0]
                .cells
                .iter()
                .rev()
                .find(|(_, cell)| cell.line.text == *line)
                .unwrap()
                .0
        };
        letter.signatories.iter().map(of).collect::<Vec<f32>>()
    };
    joint
        .signatories
        .push("Campaign for Fair Trials".to_owned());
    assert!(
        places(&joint).windows(2).all(|pair| pair[0] == pair[1]),
        "{joint:?}"
    );
    joint
        .sender
        .insert(1, "Campaign for Fair Trials".to_owned());
    assert!(
        places(&joint)
            .windows(2)
            .all(|pair| pair[1] - pair[0] == TEXT.leading),
        "{joint:?}"
    );
}

#[test]
fn pages_are_numbered_from_the_second_on() {
    let numbers = |sentences| -> Vec<Option<String>> {
        let book = typeset_book(&make_letter(vec![make_paragraph(sentences)]));
        book.pages
            .iter()
            .map(|page| page.number.as_ref().map(|(_, _, line)| line.text.clone()))
            .collect()
    };
    assert_eq!(numbers(1), [None]);
    assert_eq!(
        numbers(90),
        [None, Some("2 / 3".to_owned()), Some("3 / 3".to_owned())]
    );
}
