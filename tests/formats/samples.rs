//! The letters that every format is shown with. All people, places and articles in them are invented.

use cases::letters::letter::{Mail, Mailbox};
use cases::letters::markdown::{escape_markdown, parse_document};
use cases::letters::{Block, Inline, Labels, Letter, Url};
use cases::model::date::full_day;

/// Values that would do harm where they are not escaped.
pub const HOSTILE: [&str; 19] = [
    "<script>alert('x')</script>",
    "\"><img src=x onerror=y>",
    "{{x}} {{{y}}} {{> z}}",
    "O'Brien & Sons &amp; &lt;b&gt;",
    "*a* **b** _c_ __d__ ~e~ `f` $g$ h^i^ |j|",
    "- a dash at the start",
    "+ a plus at the start",
    "1. a number at the start",
    "# a hash at the start #",
    "> a bracket at the start",
    "=== equals at the start",
    "[a](https://example.org/) ![b](c) [d]: e [^f]",
    "a backslash at the end\\",
    "javascript:alert(1) https://example.org/a_b(c)?d=e&f=*g*, and on",
    "Ң\u{a0}Ө\u{a0}Ү\u{a0}Қ Едіге Дөненбай",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "منشأة اختبار, חירות, 名字",
    "👩\u{200d}👧 e\u{301} 🕊",
    "!",
];

fn owned<const N: usize>(lines: [&str; N]) -> Vec<String> {
    lines.map(str::to_owned).to_vec()
}

fn mailboxes(list: &[(&str, &str)]) -> Vec<Mailbox> {
    list.iter()
        .map(|(name, address)| Mailbox::new(Some(name), address).unwrap())
        .collect()
}

fn blank(subject: &str, day: &str, place_and_date: &str) -> Letter {
    Letter {
        lang: "en".to_owned(),
        kind: "appeal".to_owned(),
        subject: subject.into(),
        sender: Vec::new(),
        recipient: Vec::new(),
        delivery: None,
        reference: None,
        place_and_date: place_and_date.to_owned(),
        date: full_day(day).unwrap(),
        salutation: None,
        body: Vec::new(),
        close: None,
        signatories: Vec::new(),
        copies: Vec::new(),
        enclosures: Vec::new(),
        sources: Vec::new(),
        labels: Labels {
            subject: "Subject".into(),
            reference: "Reference".to_owned(),
            copies: "Copies to".to_owned(),
            enclosures: "Enclosures".to_owned(),
            sources: "Sources".to_owned(),
        },
        mail: Mail::default(),
    }
}

/// A letter with every part.
pub fn appeal() -> Letter {
    Letter {
        sender: owned([
            "Nora Example",
            "Campaign for Fair Trials",
            "12 Any Street",
            "Dublin 2",
            "Ireland",
            "nora@example.org",
        ]),
        recipient: owned([
            "Dora Specimen",
            "Prosecutor General of the Republic of Exampleland",
            "14 Long Avenue",
            "010000 Capital",
            "Exampleland",
        ]),
        delivery: Some("By post and by e-mail".to_owned()),
        reference: Some("CFT 2021/14".to_owned()),
        salutation: Some("Dear Prosecutor General,".to_owned()),
        body: parse_document(include_str!("appeal.md")).body,
        close: Some("Yours sincerely,".to_owned()),
        signatories: owned(["Nora Example, for the Campaign for Fair Trials"]),
        copies: owned([
            "Embassy of the Republic of Exampleland in Ireland",
            "Minister of Internal Affairs of the Republic of Exampleland, for information and with a request for a reply",
        ]),
        enclosures: owned(["Resolution of the Parliament of Neighbours of 11 February 2021"]),
        sources: owned([
            "Good Examples, The appeal trial of Ömirbek Ülgili, an account by those who were there, September 2021",
            "Parliament of Neighbours, Resolution on the human rights situation in Exampleland, 11 February 2021, \
             https://www.example.org/doceo/document/TA-9-2021-0056_EN.html",
        ]),
        mail: Mail {
            from: Mailbox::new(Some("Nora Example"), "nora@example.org"),
            to: mailboxes(&[
                ("Бас прокурор, \"Exampleland\"", "office@example.org"),
                ("Registry", "registry@example.org"),
            ]),
            copies: mailboxes(&[(
                "Embassy of the Republic of Exampleland in Ireland",
                "embassy@example.org",
            )]),
        },
        ..blank(
            "Ömirbek Ülgili, Article 999 of the Criminal Code: request for release and for a review of the appeal judgment",
            "2021-09-15",
            "Dublin, 15 September 2021",
        )
    }
}

/// A public document with headings, all kinds of lists, a quotation and several signatories.
pub fn statement() -> Letter {
    Letter {
        kind: "verdict-statement".to_owned(),
        sender: owned(["Campaign for Fair Trials", "press@example.org"]),
        body: parse_document(include_str!("statement.md")).body,
        signatories: owned([
            "Nora Example, Dublin",
            "Bairbre de Brún-Exemple, Belfast",
            "Дина Мысалова, Almaty",
        ]),
        sources: (1..=11)
            .map(|number| {
                format!(
                    "Source number {number} of this statement, {}",
                    2010 + number
                )
            })
            .collect(),
        ..blank(
            "A civil activist from Nowhere is sentenced to one year of restricted freedom",
            "2021-09-15",
            "Brussels, 15 September 2021",
        )
    }
}

/// Every hostile value in every part of a letter.
pub fn hostile() -> Letter {
    let list: Vec<String> = HOSTILE.iter().map(|value| (*value).to_owned()).collect();
    let all = list.join(" ");
    let items: String = HOSTILE
        .iter()
        .map(|value| format!("- {}\n", escape_markdown(value)))
        .collect();
    let paragraphs: String = HOSTILE
        .iter()
        .map(|value| format!("{}\n\n", escape_markdown(value)))
        .collect();
    let mut body = parse_document(&format!(
        "## {}\n\n{items}\n{paragraphs}\n> **{0}**",
        escape_markdown(&all)
    ))
    .body;
    let link = Inline::Link {
        text: vec![Inline::Text(all.as_str().into())],
        url: Url::new("https://a.org/?b&amp;c'(d)").unwrap(),
    };
    body.push(Block::Paragraph(vec![
        Inline::Text("a\n- b\r\n\r\n# c\u{2028}d\u{1b}[2J".into()),
        Inline::Break,
        link,
    ]));
    Letter {
        sender: list.clone(),
        recipient: list.clone(),
        delivery: Some(format!("{all}\n\u{1b}[2J\u{7}\u{2028}# z")),
        reference: Some(all.clone()),
        salutation: Some(HOSTILE[5].to_owned()),
        body,
        close: Some(HOSTILE[7].to_owned()),
        signatories: list.clone(),
        copies: list.clone(),
        enclosures: list.clone(),
        sources: list,
        ..blank(&all, "2021-09-15", HOSTILE[0])
    }
}
