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
            "family",
            "last name",
            "фамили",
            "прізвищ",
            "nachname",
            "nom de famille",
        ],
    ),
    ("given_name", &["given", "first name", "vorname", "prénom"]),
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
    ("country", &["country", "страна", "країна", "land", "pays"]),
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
    let title = title.to_lowercase();
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
    WORDS
        .iter()
        .find(|(_, names)| names.iter().any(|name| is_called(name)))
        .map(|(column, _)| *column)
}

/// Words in the title of a day on which something happened to a person that a table cannot say yet.
const DAYS: &[&str] = &[
    "arrest",
    "release",
    "freed",
    "detained",
    "trial",
    "арест",
    "задерж",
    "освобо",
    "арешт",
    "затрим",
    "звільн",
    "verhaft",
    "freilass",
    "entlass",
    "arrêt",
    "libér",
];

/// Whether a title may be that of a day that no column of a table takes: an arrest, a release, a trial.
pub(super) fn is_day_of_event(title: &str) -> bool {
    let title = title.to_lowercase();
    guess_column(&title).is_none() && DAYS.iter().any(|name| title.contains(name))
}

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
        assert_eq!(guess_column("Arrested"), None);
        assert_eq!(guess_column("Report"), None);
    }

    #[test]
    fn days_of_events_are_known_and_are_no_column() {
        for title in [
            "release_date",
            "Arrested",
            "Date of arrest",
            "Дата освобождения",
        ] {
            assert!(
                is_day_of_event(title) && guess_column(title).is_none(),
                "{title}"
            );
        }
        for title in ["Place of detention", "Sentence", "Date of sentence", "№"] {
            assert!(!is_day_of_event(title), "{title}");
        }
    }

    #[test]
    fn every_guess_is_a_column_and_every_word_is_small() {
        for (column, words) in WORDS {
            assert!(ColumnTarget::from_title(column).is_some(), "{column}");
            assert!(
                words.iter().all(|word| **word == word.to_lowercase()),
                "{column}"
            );
        }
    }
}
