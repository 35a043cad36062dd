//! Letters in other languages than the casebook’s: what they say, and that nothing in them is left in English. Each
//! kind in each language stands in `golden/languages/`; with `GOLDEN=overwrite` the files are written anew.

use std::path::Path;
use std::sync::LazyLock;

use cases::letters::kind::PeopleCount;
use cases::letters::letter::Letter;
use cases::letters::{TemplateLibrary, builtin};
use cases::model::Case;
use cases::model::vocabulary::{Status, Vocabulary};
use snapbox::{Assert, Data};

use crate::everyone::{assert_reads_well, data_texts, recipient, thin};
use crate::harness::{SAMPLE, Wanted, body, cases, diaz, lines, offices, ready};

const LANGS: [&str; 4] = ["ru", "fr", "de", "kk"];

/// The names of some people of the sample in Cyrillic letters.
const NATIVE: [(&str, &str); 16] = [
    ("ashim-ardak", "Ардак Ашим"),
    ("ayan-talgat", "Талгат Аян"),
    ("bokayev-maks", "Макс Бокаев"),
    ("dzhakishev-mukhtar", "Мухтар Джакишев"),
    ("eleusinov-amin", "Амин Елеусинов"),
    ("epshtein-georgii", "Георгий Эпштейн"),
    ("kaiyrbek-askar", "Аскар Кайырбек"),
    ("kurmanov-ainur", "Айнур Курманов"),
    ("kushakbayev-nurbek", "Нурбек Кушакбаев"),
    ("nurzhaubay-aset", "Асет Нуржаубай"),
    ("sokolova-natalia", "Наталья Соколова"),
    ("tobylova-akmaral", "Акмарал Тобылова"),
    ("ukteshbayev-esenbek", "Есенбек Уктешбаев"),
    ("ulasik-natalia", "Наталья Уласик"),
    ("zhaubatyrov-asylkhan", "Асылхан Жаубатыров"),
    ("zhovtis-evgeniy", "Евгений Жовтис"),
];

fn named(ids: &[&str]) -> Vec<Case> {
    let mut people = cases(ids);
    for case in &mut people {
        let native = NATIVE.iter().find(|(id, _)| *id == case.id.as_str());
        case.name_native = native.map(|(_, name)| name.parse().unwrap());
    }
    people
}

/// The kinds that have a text in the language.
fn kinds(lang: &str) -> Vec<&'static str> {
    let library = TemplateLibrary::default();
    builtin::kind_names()
        .filter(|kind| {
            library
                .list_kind_languages(kind)
                .unwrap()
                .iter()
                .any(|known| known == lang)
        })
        .collect()
}

fn wanted(lang: &'static str, kind: &'static str, date: &'static str, ids: &[&str]) -> Wanted {
    let to = recipient(kind);
    let sender = if to.is_some() {
        diaz()
    } else {
        cases::model::Sender::default()
    };
    Wanted {
        lang,
        kind,
        date,
        cases: named(ids),
        to,
        sender,
        ..Wanted::default()
    }
}

fn compare(wanted: &Wanted, name: &str) {
    let file = format!(
        "tests/letters/golden/languages/{}-{}-{name}.txt",
        wanted.lang, wanted.kind
    );
    let expected = Data::read_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file), None).raw();
    Assert::new()
        .action_env("GOLDEN")
        .normalize_paths(false)
        .eq(Data::text(wanted.text() + "\n"), expected);
}

#[test]
fn letters_about_one_person() {
    for lang in LANGS {
        compare(
            &wanted(lang, "appeal", "2018-05-01", &["dzhakishev-mukhtar"]),
            "man-in-prison",
        );
        compare(
            &wanted(lang, "protest", "2018-05-01", &["ashim-ardak"]),
            "woman-in-psychiatry",
        );
        compare(
            &wanted(lang, "embassy", "2018-05-01", &["nurzhaubay-aset"]),
            "pre-trial",
        );
        compare(
            &wanted(lang, "mep", "2018-05-01", &["ayan-talgat"]),
            "still-bound",
        );
        compare(
            &wanted(lang, "un-communication", "2021-09-15", &["kaiyrbek-askar"]),
            "raised-on-appeal",
        );
    }
}

#[test]
fn the_communication_to_the_un_in_english() {
    compare(
        &wanted("en", "un-communication", "2021-09-15", &["kaiyrbek-askar"]),
        "raised-on-appeal",
    );
}

#[test]
fn letters_about_several_people() {
    let people = [
        "bokayev-maks",
        "eleusinov-amin",
        "ulasik-natalia",
        "tobylova-akmaral",
    ];
    for lang in LANGS {
        compare(
            &wanted(lang, "appeal", "2018-05-01", &people),
            "four-people",
        );
        let organisation = "Koshe".parse().ok();
        let sender = cases::model::Sender {
            organisation,
            ..diaz()
        };
        compare(
            &Wanted {
                sender,
                ..wanted(lang, "mep", "2021-09-15", &people[..1])
            },
            "stale-by-several",
        );
    }
}

#[test]
fn statements_and_reports() {
    let four = [
        "kurmanov-ainur",
        "ukteshbayev-esenbek",
        "sokolova-natalia",
        "zhovtis-evgeniy",
    ];
    compare(
        &wanted("ru", "joint-statement", "2011-09-20", &four),
        "four-people",
    );
    compare(
        &wanted(
            "ru",
            "verdict-statement",
            "2021-09-15",
            &["zhaubatyrov-asylkhan"],
        ),
        "restricted-freedom",
    );
    compare(
        &wanted(
            "ru",
            "appeal-ruling-statement",
            "2021-09-15",
            &["kaiyrbek-askar"],
        ),
        "raised-on-appeal",
    );
    let contacts = vec![offices("contacts-kazakhstan")];
    let people = [
        "bokayev-maks",
        "nurzhaubay-aset",
        "tobylova-akmaral",
        "ulasik-natalia",
    ];
    compare(
        &Wanted {
            contacts: contacts.clone(),
            ..wanted("ru", "status-report", "2018-04-30", &people)
        },
        "four-people",
    );
    compare(
        &Wanted {
            contacts,
            ..wanted("ru", "action-sheet", "2011-11-30", &["epshtein-georgii"])
        },
        "one-person",
    );
}

/// Every person of the sample alone, in every kind and language, on one day or another.
static ALL: LazyLock<Vec<(Wanted, Letter)>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for lang in LANGS {
        for kind in kinds(lang) {
            for (place, case) in SAMPLE.cases.iter().enumerate() {
                let date = ["2011-11-30", "2018-05-01", "2021-09-15"][place % 3];
                let wanted = Wanted {
                    allow_doubtful: true,
                    ..wanted(lang, kind, date, &[case.id.as_str()])
                };
                let letter = wanted.letter();
                all.push((wanted, letter));
            }
        }
    }
    all
});

fn each(mut check: impl FnMut(&Wanted, &Letter)) {
    ALL.iter()
        .for_each(|(wanted, letter)| check(wanted, letter));
}

#[test]
fn nothing_is_missing_and_no_text_of_the_casebook_is_told() {
    each(|wanted, letter| {
        assert_reads_well(&wanted.name(), letter);
        let text = body(&letter.body).join("\n");
        for told in data_texts(&wanted.cases[0]) {
            assert!(!text.contains(&told), "{}: {told}", wanted.name());
        }
        for title in wanted.cases[0]
            .charges
            .iter()
            .filter_map(|charge| charge.title.as_ref())
        {
            assert!(!text.contains(title.as_str()), "{}: {title}", wanted.name());
        }
    });
}

/// What may stand in Latin letters: names of people.
fn names(wanted: &Wanted) -> Vec<String> {
    let mut names = vec!["R. Diaz".to_owned(), "Koshe".to_owned()];
    for case in &wanted.cases {
        names.push(case.name.to_string());
        names.extend(
            case.officials
                .iter()
                .map(|official| official.name.to_string()),
        );
        names.extend(
            case.sentences
                .iter()
                .flat_map(|sentence| &sentence.judges)
                .map(ToString::to_string),
        );
    }
    let capitals: Vec<String> = names.iter().map(|name| name.to_uppercase()).collect();
    names
        .into_iter()
        .flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .chain(
            capitals
                .into_iter()
                .flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>()),
        )
        .collect()
}

#[test]
fn a_letter_in_cyrillic_has_latin_letters_in_names_alone() {
    each(|wanted, letter| {
        if !["ru", "kk"].contains(&wanted.lang) {
            return;
        }
        let names = names(wanted);
        let texts = [letter.subject.to_string(), letter.place_and_date.clone()];
        let ours = texts
            .into_iter()
            .chain(letter.salutation.clone())
            .chain(letter.close.clone());
        for line in ours.chain(body(&letter.body)) {
            for word in line.split(|c: char| !(c.is_alphanumeric() || ".-’'".contains(c))) {
                let latin = word.chars().any(|c| c.is_ascii_alphabetic());
                let word = word.trim_matches(['.', '-']);
                assert!(
                    !latin || names.iter().any(|name| name.trim_matches('.') == word),
                    "{}: “{word}” in “{line}”",
                    wanted.name()
                );
            }
        }
    });
}

#[test]
fn a_letter_in_french_or_german_has_no_english_words() {
    each(|wanted, letter| {
        if !["fr", "de"].contains(&wanted.lang) {
            return;
        }
        let text = body(&letter.body).join(" ").to_lowercase();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let english = [
                "the", "of", "and", "to", "with", "who", "for", "by", "from", "at", "is",
            ];
            assert!(
                !english.contains(&word),
                "{}: “{word}” in “{text}”",
                wanted.name()
            );
        }
    });
}

#[test]
fn a_name_stands_in_the_script_of_the_letter_or_the_sender_is_told() {
    let findings = |wanted: &Wanted| {
        wanted
            .composed()
            .findings
            .into_iter()
            .map(|it| it.what)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let known = wanted("ru", "appeal", "2018-05-01", &["dzhakishev-mukhtar"]);
    assert!(known.text().contains("Мухтар Джакишев") && !known.text().contains("Dzhakishev"));
    assert!(!findings(&known).contains("script"));
    let unknown = wanted("ru", "appeal", "2018-05-01", &["dosov-sanat"]);
    assert!(unknown.text().contains("Sanat Dosov"));
    assert!(findings(&unknown).contains("Sanat Dosov is named as the casebook spells it"));
    let french = wanted("fr", "appeal", "2018-05-01", &["dzhakishev-mukhtar"]);
    assert!(french.text().contains("Mukhtar Dzhakishev") && !french.text().contains("Мухтар"));
    for told in [
        "no native speaker",
        "texts of the casebook are in English",
        "reads Kazakh and Russian",
    ] {
        assert_eq!(findings(&french).matches(told).count(), 1, "{told}");
    }
    assert!(!findings(&known).contains("reads Kazakh"));
}

#[test]
fn a_thin_record_reads_well_in_every_language_and_situation() {
    for lang in LANGS {
        for kind in kinds(lang) {
            for status in Status::WORDS
                .iter()
                .map(|word| Some(word.slug))
                .chain([None, Some("under-siege")])
            {
                let mut wanted = wanted(lang, kind, "2018-05-01", &[]);
                wanted.cases = vec![thin(status, true)];
                let name = format!("{} {status:?}", wanted.name());
                assert_reads_well(&name, &wanted.letter());
                let stands_for_others =
                    [None, Some("imprisoned"), Some("released")].contains(&status);
                if stands_for_others && ready(kind, lang).0.settings.people == PeopleCount::Any {
                    let mut other = thin(Some("imprisoned"), false);
                    other.id = "other".parse().unwrap();
                    other.country = "KZ".parse().unwrap();
                    wanted.cases.push(other);
                    assert_reads_well(&name, &wanted.letter());
                }
            }
        }
    }
}

#[test]
fn nobody_is_sent_to_the_un_without_consent() {
    let mut wanted = wanted("fr", "un-communication", "2021-09-15", &["kaiyrbek-askar"]);
    assert!(!lines(&wanted.letter()).join(" ").contains('⟦'));
    wanted.without_consent = true;
    let composed = wanted.composed();
    let missing = composed
        .findings
        .iter()
        .find(|finding| finding.what.contains("consent"))
        .unwrap();
    assert_eq!(
        missing.fix.as_deref(),
        Some("cases update kaiyrbek-askar --consent given --consent-by \"WHO\"")
    );
}
