//! What cases share: the documents they rest on, the offices that letters go to, and the letters that went out.

use cases::model::{Case, Holder, Recipient, SentLetter, Source};
use jiff::ToSpan;
use sha2::{Digest, Sha256};

use super::chance::Chance;
use super::course::TODAY;
use super::made;
use super::people::{LANDS, Person};

/// The id of the document of this number.
pub fn source_id(number: usize) -> String {
    format!("report-{number}")
}

/// The document of this number.
pub fn source(number: usize, chance: &mut Chance) -> Source {
    let date = TODAY
        .saturating_sub(chance.between(1, 3_000).days())
        .to_string();
    let (id, title) = (source_id(number), format!("Invented report no. {number}"));
    let kind = *chance.pick(&[
        "ngo-report",
        "press",
        "court-record",
        "urgent-action",
        "un-document",
    ]);
    let url = format!("https://example.org/reports/{number}");
    made(&[
        ("id", &id),
        ("title", &title),
        ("publisher", "Nobody"),
        ("date", &date),
        ("url", &url),
        ("kind", kind),
    ])
}

/// Role, and how an office is called before the name of its country.
const OFFICES: [(&str, &str); 4] = [
    ("prosecutor-general", "Prosecutor General"),
    ("head-of-state", "President"),
    ("minister-interior", "Minister of Internal Affairs"),
    ("minister-justice", "Minister of Justice"),
];

/// Four offices in each country, and one of the European Union.
pub fn recipients(chance: &mut Chance) -> Vec<Recipient> {
    let mut offices = Vec::new();
    for (_, land) in &LANDS {
        for (role, title) in OFFICES {
            let id = format!("{}-{role}", land.code.to_lowercase());
            let office = format!("{title} of {}", land.name);
            let typed = [("country", land.code), ("languages", land.languages)];
            offices.push(office_of(
                &[("id", &id), ("role", role), ("office", &office)],
                &typed,
                chance,
            ));
        }
    }
    let eu = [
        ("id", "eu-hrvp"),
        ("role", "eu-hrvp"),
        ("office", "EU High Representative"),
    ];
    offices.push(office_of(&eu, &[("languages", "en; fr")], chance));
    offices
}

fn office_of(needed: &[(&str, &str)], known: &[(&str, &str)], chance: &mut Chance) -> Recipient {
    let post = format!("{} Invented Street", chance.between(1, 99));
    let typed = [
        ("post", post.as_str()),
        ("email", "office@example.org"),
        ("checked", "2021-06"),
    ];
    let mut office: Recipient = made(&[needed, known, &typed].concat());
    let name = Person::invent(chance).name();
    office.holders = vec![made::<Holder>(&[
        ("name", &name),
        ("from", "2019"),
        ("as_of", "2021-06"),
    ])];
    office
}

/// A letter about a case that went to the prosecutor general.
pub fn letter(case: &Case, chance: &mut Chance) -> SentLetter {
    let date = TODAY
        .saturating_sub(chance.between(1, 700).days())
        .to_string();
    let recipient = format!("{}-prosecutor-general", case.country.code().to_lowercase());
    let (name, case_id) = (case.name.as_str(), case.id.as_str());
    let text =
        format!("Dear Prosecutor General,\n\nWe write about {name}.\n\nYours sincerely,\n\nNobody");
    let sha256: String = Sha256::digest(&text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let subject = format!("The case of {name}");
    let id = format!("{date}-{case_id}");
    let needed = [
        ("id", id.as_str()),
        ("date", &date),
        ("kind", "appeal"),
        ("lang", "en"),
        ("text", &text),
    ];
    let known = [
        ("sha256", sha256.as_str()),
        ("recipient", &recipient),
        ("cases", case_id),
        ("subject", &subject),
    ];
    made(&[&needed[..], &known].concat())
}
