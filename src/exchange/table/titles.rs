//! What people call the columns of their lists.

/// Words in a title, in small letters, and the column they most often mean. The first that fits counts, so the narrower one
/// stands first.
const WORDS: &[(&str, &[&str])] = &[
    ("gender", &["gender", "sex", "пол", "geschlecht", "genre"]),
    (
        "born",
        &[
            "birth",
            "born",
            "dob",
            "рожд",
            "народж",
            "naiss",
            "geburt",
            "geboren",
        ],
    ),
    (
        "name_native",
        &["native", "cyrillic", "кирилл", "own script"],
    ),
    (
        "aliases",
        &["alias", "other name", "псевдоним", "also known"],
    ),
    (
        "family_name",
        &[
            "surname",
            "family name",
            "familyname",
            "last name",
            "фамили",
            "прізвищ",
            "nachname",
            "nom de famille",
        ],
    ),
    ("given_name", &["given", "first name", "vorname", "prénom"]),
    ("category", &["category", "категор"]),
    (
        "name",
        &["name", "фио", "ф.и.о", "имя", "ім'я", "піб", "nom"],
    ),
    ("consent", &["consent", "соглас", "згод", "einwillig"]),
    (
        "notes",
        &[
            "note",
            "comment",
            "remark",
            "примеч",
            "коммент",
            "приміт",
            "bemerk",
            "remarque",
            "internal",
        ],
    ),
    (
        "publicity",
        &[
            "private",
            "confidential",
            "publicity",
            "secret",
            "приват",
            "конфиденц",
            "конфіденц",
            "vertraulich",
            "confidentiel",
        ],
    ),
    ("country", &["country", "страна", "країна", "land", "pays"]),
    (
        "held_at",
        &[
            "detention",
            "prison",
            "colony",
            "jail",
            "held",
            "колони",
            "сизо",
            "содерж",
            "haft",
        ],
    ),
    (
        "sentence_date",
        &[
            "date of sentence",
            "sentence date",
            "verdict date",
            "дата пригов",
        ],
    ),
    (
        "sentence_term",
        &["sentence", "term", "срок", "термін", "peine", "strafe"],
    ),
    (
        "charge",
        &[
            "article",
            "charge",
            "стать",
            "обвин",
            "ст.",
            "artikel",
            "anklage",
            "accusation",
        ],
    ),
    ("status_date", &["since", "status date", "дата статус"]),
    (
        "status",
        &["status", "situation", "статус", "положен", "statut"],
    ),
    (
        "occupation",
        &[
            "occupation",
            "profession",
            "job",
            "професс",
            "заняти",
            "beruf",
            "métier",
        ],
    ),
    (
        "category",
        &["category", "категор", "kategorie", "catégorie"],
    ),
    (
        "place",
        &[
            "place",
            "city",
            "town",
            "region",
            "город",
            "регион",
            "област",
            "місто",
            "ville",
            "stadt",
            "ort",
        ],
    ),
    (
        "summary",
        &[
            "summary",
            "story",
            "biograph",
            "описан",
            "історія",
            "resümee",
        ],
    ),
];

/// The column that a title may mean: a guess, to be looked at by whoever knows the list.
pub(super) fn guess_column(title: &str) -> Option<&'static str> {
    let title = super::list_words::plain_title(title);
    let words: Vec<&str> = title
        .split(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'')
        .collect();
    let is_called = |name: &str| {
        // A short name is a word of its own: “ort” is not in “report”.
        if name.chars().count() <= 3 {
            words.contains(&name)
        } else {
            title.contains(name)
        }
    };
    let find = |table: &[(&'static str, &[&str])]| {
        table
            .iter()
            .find(|(_, names)| names.iter().any(|name| is_called(name)))
            .map(|(column, _)| *column)
    };
    // What is a day is no place and no status.
    if DATES.iter().any(|name| is_called(name)) {
        return find(DAYS);
    }
    find(WORDS).filter(|column| !is_of_something_else(column, &words))
}

/// Whether a title gives the name, the status or the place of something that is no person: a category, a record, a death.
fn is_of_something_else(column: &str, words: &[&str]) -> bool {
    let others: &[&str] = match column {
        "name" => &[
            "category",
            "group",
            "file",
            "user",
            "organisation",
            "organization",
            "photo",
            "image",
            "lawsuit",
            "court",
            "prison",
            "table",
            "list",
        ],
        "status" => &[
            "verification",
            "review",
            "record",
            "remains",
            "publication",
            "photo",
            "portrait",
        ],
        "place" => &[
            "death",
            "birth",
            "burial",
            "found",
            "disappearance",
            "remains",
            "1",
            "2",
            "3",
        ],
        _ => &[],
    };
    let of_sources = ["sources", "refs", "candidates", "meta"];
    words
        .iter()
        .any(|word| others.contains(word) || of_sources.contains(word))
}

/// Words that say that a column holds days.
const DATES: &[&str] = &[
    "date",
    "day",
    "when",
    "дата",
    "день",
    "когда",
    "datum",
    "tag",
    "fecha",
    "día",
    "data",
    "dia",
    "jour",
    "tarih",
    "tarixi",
    "تاريخ",
    "تاریخ",
    "日期",
    "时间",
];

/// Words in the title of a day, and the column it most often means.
const DAYS: &[(&str, &[&str])] = &[
    (
        "born",
        &[
            "birth",
            "born",
            "рожд",
            "народж",
            "naiss",
            "geburt",
            "nacim",
            "nascim",
            "doğum",
            "ميلاد",
            "تولد",
            "出生",
        ],
    ),
    (
        "arrested",
        &[
            "arrest",
            "detention",
            "detain",
            "custody",
            "imprison",
            "арест",
            "задерж",
            "арешт",
            "затрим",
            "verhaft",
            "festnahme",
            "detenc",
            "captura",
            "prisão",
            "detenç",
            "اعتقال",
            "توقيف",
            "بازداشت",
            "tutuk",
            "gözalt",
            "həbs",
            "被捕",
            "逮捕",
        ],
    ),
    (
        "released",
        &[
            "release",
            "freed",
            "освобо",
            "звільн",
            "вызвал",
            "freilass",
            "entlass",
            "libér",
            "liberac",
            "excarcel",
            "libert",
            "إفراج",
            "آزاد",
            "tahliye",
            "azad",
            "释放",
        ],
    ),
    (
        "died",
        &[
            "death",
            "died",
            "kill",
            "execut",
            "смерт",
            "décès",
            "mort",
            "tod",
            "muerte",
            "fallec",
            "óbito",
            "وفاة",
            "استشهاد",
            "مرگ",
            "ölüm",
            "死亡",
        ],
    ),
    (
        "disappeared",
        &[
            "disappear",
            "missing",
            "исчез",
            "зникн",
            "dispar",
            "desapar",
            "اختفاء",
            "kayb",
            "失踪",
        ],
    ),
    (
        "sentence_date",
        &[
            "sentence",
            "verdict",
            "convict",
            "judgment",
            "пригов",
            "осужд",
            "вирок",
            "прысуд",
            "urteil",
            "verurteil",
            "condam",
            "jugement",
            "sentencia",
            "condena",
            "sentença",
            "حكم",
            "حکم",
            "karar",
            "hökm",
            "判",
        ],
    ),
    (
        "charged",
        &[
            "charge",
            "indict",
            "обвин",
            "звинувач",
            "anklage",
            "inculp",
            "acusac",
            "اتهام",
            "起诉",
        ],
    ),
    ("reported", &["report", "update", "обновл", "оновл"]),
];

#[cfg(test)]
mod tests {
    use super::super::columns::ColumnTarget;
    use super::*;

    #[test]
    fn what_lists_are_titled_with_is_guessed() {
        for (title, column) in [
            ("Name (ФИО)", "name"),
            ("Фамилия", "family_name"),
            ("Date of birth", "born"),
            ("Дата рождения", "born"),
            ("Sex", "gender"),
            ("Place of detention", "held_at"),
            ("City", "place"),
            ("Status now", "status"),
            ("Статья УК", "charge"),
            ("Sentence", "sentence_term"),
            ("Comments (internal)", "notes"),
            ("Consent?", "consent"),
            ("Pays", "country"),
            ("Private", "publicity"),
            ("Приватно", "publicity"),
            ("CONFIDENTIAL?", "publicity"),
            ("Private notes", "notes"),
        ] {
            assert_eq!(guess_column(title), Some(column), "{title}");
        }
        assert_eq!(guess_column("№"), None);
        assert_eq!(guess_column("date_of_detention (first)"), Some("arrested"));
        assert_eq!(guess_column("Place and date of death"), Some("died"));
        assert_eq!(guess_column("Report"), None);
        assert_eq!(guess_column("category_name"), Some("category"));
        assert_eq!(guess_column("country_of_detention"), Some("country"));
        assert_eq!(guess_column("file name"), None);
        assert_eq!(guess_column("verification_status"), None);
        assert_eq!(guess_column("place_of_burial"), None);
        assert_eq!(guess_column("field_sources.full_name"), None);
        assert_eq!(guess_column("family_role"), None);
        assert_eq!(guess_column("prisoners.interests"), None);
    }

    #[test]
    fn every_guess_is_a_column_and_every_word_is_small() {
        for (column, words) in WORDS.iter().chain(DAYS) {
            assert!(ColumnTarget::from_title(column).is_some(), "{column}");
            assert!(
                words.iter().all(|word| **word == word.to_lowercase()),
                "{column}"
            );
        }
    }
}
