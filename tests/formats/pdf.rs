//! Letters as PDF: the words a screen reader reads are those of the letter, and the document says what it is.

use cases::letters::markdown::parse_document;
use cases::letters::{Block, Letter};
use cases::render::{
    Format, LabelStock, PaperSize, find_unprintable, render, render_labels, render_on,
};
use unicode_normalization::UnicodeNormalization;

use super::pdf_file::{Pdf, Value};
use super::{rendered, samples, words};

fn pdf(letter: &Letter) -> Pdf {
    Pdf::read(&render(letter, Format::Pdf))
}

/// The words of the PDF, and those of the text letter as far as the fonts have them.
pub fn both_words(letter: &Letter) -> (Vec<String>, Vec<String>) {
    let lost = find_unprintable(letter, Format::Pdf);
    let text: String = rendered(letter, Format::Text)
        .nfc()
        .filter(|c| *c != '\u{200d}')
        .map(|c| if lost.contains(&c) { '\u{fffd}' } else { c })
        .collect();
    (words::of_text(&pdf(letter).text()), words::of_text(&text))
}

/// A letter whose words are divided at the ends of lines.
fn russian() -> Letter {
    let body = "Рабочая группа по произвольным задержаниям потребовала немедленного освобождения заключённого. ";
    Letter {
        lang: "ru".to_owned(),
        salutation: Some("Уважаемый господин Генеральный прокурор!".to_owned()),
        body: parse_document(&format!(
            "{}\n\n- № 1 — 250 000 ₸, «статья» 176",
            body.repeat(9)
        ))
        .body,
        ..samples::appeal()
    }
}

#[test]
fn a_screen_reader_reads_the_words_of_the_letter() {
    let mut french = samples::statement();
    french.lang = "fr".to_owned();
    french.body = parse_document(
        &"L’affaire affligeante, difficile, de l’officier Afifi Stefflinger. ".repeat(20),
    )
    .body;
    for letter in [
        samples::appeal(),
        samples::statement(),
        samples::hostile(),
        russian(),
        french,
    ] {
        let (pdf, text) = both_words(&letter);
        assert_eq!(pdf, text);
    }
}

#[test]
fn words_are_divided_and_still_whole_to_a_reader() {
    let letter = russian();
    let bytes = render(&letter, Format::Pdf);
    let whole = Pdf::read(&bytes).text();
    assert!(
        whole.contains("немедленного освобождения заключённого. Рабочая"),
        "{whole}"
    );
    assert_ne!(
        bytes.len(),
        render(
            &Letter {
                lang: "kk".to_owned(),
                ..letter
            },
            Format::Pdf
        )
        .len()
    );
}

#[test]
fn every_thread_makes_the_same_file() {
    let one = render(&russian(), Format::Pdf);
    let threads: Vec<_> = (0..2)
        .map(|_| std::thread::spawn(|| render(&russian(), Format::Pdf)))
        .collect();
    assert!(
        threads
            .into_iter()
            .all(|thread| thread.join().unwrap() == one)
    );
}

#[test]
fn the_document_says_what_it_is() {
    let pdf = pdf(&samples::appeal());
    assert_eq!(pdf.info("Title").unwrap(), samples::appeal().subject);
    assert_eq!(
        pdf.info("Author").unwrap(),
        "Nora Example, for the Campaign for Fair Trials"
    );
    assert_eq!(pdf.info("CreationDate").unwrap(), "D:20210915000000Z");
    assert_eq!(
        pdf.at("/Root/Lang")
            .map(|lang| super::pdf_file::text_of(&lang))
            .unwrap(),
        "en"
    );
    assert_eq!(
        pdf.at("/Root/MarkInfo/Marked"),
        Some(Value::Word("true".to_owned()))
    );
}

#[test]
fn links_lead_where_the_letter_says() {
    let statement = pdf(&samples::statement()).links();
    assert_eq!(
        statement,
        [
            "mailto:press@example.org",
            "https://example.org/cases/ulgili",
            "https://example.org/cases/ulgili"
        ]
    );
    let hostile = pdf(&samples::hostile()).links();
    assert!(
        hostile.iter().all(|url| ["https://", "mailto:"]
            .iter()
            .any(|kind| url.starts_with(kind))),
        "{hostile:?}"
    );
}

#[test]
fn headings_can_be_jumped_to() {
    let pdf = pdf(&samples::statement());
    let title = |path: &str| pdf.at(path).map(|title| super::pdf_file::text_of(&title));
    assert_eq!(
        title("/Root/Outlines/First/Title").as_deref(),
        Some("What the sentence contains")
    );
    assert_eq!(
        title("/Root/Outlines/Last/Title").as_deref(),
        Some("Why it is wrong")
    );
    assert_eq!(
        title("/Root/Outlines/Last/First/Title").as_deref(),
        Some("The photograph")
    );
    assert_eq!(
        super::pdf_file::Pdf::read(&render(&samples::appeal(), Format::Pdf)).at("/Root/Outlines"),
        None
    );
}

#[test]
fn paper_has_the_size_that_was_asked_for() {
    let size = |paper| {
        let pdf = Pdf::read(&render_on(&samples::appeal(), Format::Pdf, paper));
        let Some(Value::List(sides)) = pdf.get(&pdf.pages()[0], "MediaBox") else {
            panic!("no size")
        };
        sides
            .iter()
            .map(|side| {
                if let Value::Number(side) = side {
                    side.round() as i32
                } else {
                    0
                }
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(size(PaperSize::A4), [0, 0, 595, 842]);
    assert_eq!(size(PaperSize::Letter), [0, 0, 612, 792]);
}

#[test]
fn a_long_report_has_all_its_words_and_a_number_on_each_page() {
    let mut report = samples::statement();
    let chapter = report.body.clone();
    report.body = (0..15)
        .flat_map(|_| chapter.clone())
        .collect::<Vec<Block>>();
    let (words, text) = both_words(&report);
    assert_eq!(words, text);
    let numbers = pdf(&report).ornaments();
    let count = numbers.len();
    assert!(count > 10, "{count}");
    for (at, number) in numbers.iter().enumerate() {
        assert_eq!(
            *number,
            if at == 0 {
                String::new()
            } else {
                format!("{} / {count}", at + 1)
            }
        );
    }
}

#[test]
fn a_letter_with_nothing_in_it_is_one_empty_page() {
    let mut letter = samples::statement();
    letter.subject = cases::letters::TracedText::default();
    letter.place_and_date.clear();
    (
        letter.signatories,
        letter.sender,
        letter.sources,
        letter.body,
    ) = Default::default();
    let pdf = pdf(&letter);
    assert_eq!((pdf.pages().len(), pdf.text().trim()), (1, ""));
}

#[test]
fn lost_characters_are_told() {
    assert!(find_unprintable(&samples::appeal(), Format::Pdf).is_empty());
    assert!(find_unprintable(&samples::hostile(), Format::Text).is_empty());
    let lost = find_unprintable(&samples::hostile(), Format::Pdf);
    assert!(
        lost.contains(&'名') && lost.contains(&'🕊') && !lost.contains(&'Ң'),
        "{lost:?}"
    );
}

#[test]
fn labels_have_the_words_of_the_addresses() {
    let addresses = vec![vec!["Dora Specimen".to_owned(), "KAZAKHSTAN".to_owned()]; 2];
    let sender = vec!["Nora Example".to_owned()];
    let text = |stock| Pdf::read(&render_labels(&addresses, &sender, stock, 0, "en")).text();
    assert_eq!(
        words::of_text(&text(LabelStock::Sheet)).join(" "),
        "Dora Specimen KAZAKHSTAN Dora Specimen KAZAKHSTAN"
    );
    assert_eq!(
        words::of_text(&text(LabelStock::Dl))
            .join(" ")
            .matches("Nora Example Dora Specimen")
            .count(),
        2
    );
}
