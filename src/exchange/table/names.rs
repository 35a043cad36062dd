//! Names as lists write them: in capitals, or with the family name first.

use super::notes::ReadingKind;
use super::tidy::CellNotes;

/// The name with small letters in place of a row of capitals: `BOKAYEV Maks`, `БӨКАЕВ МАКС`. Initials and words of two
/// letters stay. Where `I` may be a letter of Turkish or Azerbaijani, which has another small one, the name stays.
pub(super) fn lower_capitals(name: &str, noted: &mut CellNotes) -> String {
    let loud = name.split(' ').any(is_loud);
    if !loud {
        return name.to_owned();
    }
    let turkic = name.contains(['İ', 'Ə', 'Ğ', 'Ş', 'Ç', 'Ö', 'Ü']);
    if name.contains('I') && turkic && !name.contains(['İ', 'Ə', 'Ğ']) {
        noted.push((
            ReadingKind::Capitals,
            format!("“{name}” is in capitals, and it is not certain how to write it; it stays"),
        ));
        return name.to_owned();
    }
    let small: Vec<String> = name
        .split(' ')
        .enumerate()
        .map(|(at, word)| {
            let lower = word.to_lowercase();
            if at > 0 && PARTICLES.contains(&lower.as_str()) {
                lower
            } else if is_loud(word) {
                capitalize_word(word, turkic)
            } else {
                word.to_owned()
            }
        })
        .collect();
    let small = small.join(" ");
    noted.push((
        ReadingKind::Capitals,
        format!("“{name}” is read as “{small}”"),
    ));
    small
}

/// Given name and family name of a name that begins with the family name: its first word, or all before a comma.
pub(super) fn split_family_name(name: &str) -> Option<(String, String)> {
    let (family, given) = name
        .split_once(',')
        .or_else(|| name.trim().split_once(' '))?;
    let (family, given) = (family.trim(), given.trim());
    (!family.is_empty() && !given.is_empty() && !given.contains(','))
        .then(|| (given.to_owned(), family.to_owned()))
}

/// The gender that a patronymic says, where one word of the name is a patronymic for certain: `Иванович`, `Ивановна`, `oğlu`,
/// `qızı`. A family name of that form (“Марина Адамович”, “Ana Petrovich Gómez”) says nothing.
pub(super) fn gender_of_patronymic(name: &str, country: &str) -> Option<&'static str> {
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| word.trim_matches([',', '.']).to_lowercase())
        .collect();
    let is_one_of = |endings: &[&str], word: &String| {
        let long = word.chars().count() > 4;
        long && endings.iter().any(|ending| word.ends_with(ending))
    };
    let is_word = |known: &[&str]| {
        words
            .iter()
            .skip(1)
            .any(|word| known.contains(&word.as_str()))
    };
    let daughters = words.iter().skip(1).any(|word| is_one_of(&DAUGHTERS, word));
    if daughters
        || is_word(&[
            "qızı", "qizi", "kızı", "кызы", "қызы", "kyzy", "gizi", "bint", "بنت",
        ])
    {
        return Some("female");
    }
    if is_word(&[
        "oğlu", "oglu", "оглы", "оглу", "углы", "ogly", "ogli", "o'g'li",
    ]) {
        return Some("male");
    }
    let is_cyrillic = name.contains(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    if !is_cyrillic && !OF_PATRONYMICS.contains(&country) {
        return None;
    }
    let is_son = |word: &String| is_one_of(&SONS, word);
    let is_after_given = |given: &String| !given.ends_with(['а', 'я', 'a']);
    match words.as_slice() {
        [_, middle, _] if is_son(middle) => Some("male"),
        [_, given, last] if is_son(last) && is_after_given(given) => Some("male"),
        _ => None,
    }
}

/// Given name and family name of a name in which a patronymic tells them apart: `Abdul Rahim oglu Sadigov`, `Бокаев Макс
/// Тулегенович`.
pub(super) fn split_by_patronymic(name: &str, country: &str) -> Option<(String, String)> {
    gender_of_patronymic(name, country)?;
    let words: Vec<&str> = name.split_whitespace().collect();
    if name.contains(',') {
        return None;
    }
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let is_patronymic = |at: usize| {
        let ends = |endings: &[&str]| endings.iter().any(|ending| lower[at].ends_with(ending));
        ends(&SONS) || ends(&DAUGHTERS)
    };
    let is_marker = |word: &String| MARKERS.contains(&word.as_str());
    let last = words.len() - 1;
    match lower.iter().position(is_marker) {
        Some(at) if at == last && last >= 3 => Some((words[1..].join(" "), words[0].to_owned())),
        Some(at) if at + 1 == last && at >= 2 => {
            Some((words[..last].join(" "), words[last].to_owned()))
        }
        Some(_) => None,
        None if words.len() == 3 && is_patronymic(1) => {
            Some((words[..2].join(" "), words[2].to_owned()))
        }
        None if words.len() == 3 && is_patronymic(2) => {
            Some((words[1..].join(" "), words[0].to_owned()))
        }
        None => None,
    }
}

/// Words for son and daughter behind the name of the father.
const MARKERS: [&str; 14] = [
    "oğlu", "oglu", "оглы", "оглу", "углы", "ogly", "ogli", "qızı", "qizi", "kızı", "кызы", "қызы",
    "kyzy", "gizi",
];

/// The states in which a name in Latin letters has a patronymic; elsewhere a word of that form is a family name.
const OF_PATRONYMICS: [&str; 15] = [
    "RU", "BY", "UA", "KZ", "KG", "UZ", "TJ", "TM", "AZ", "AM", "GE", "MD", "LV", "LT", "EE",
];

/// The endings of patronymics of daughters.
const DAUGHTERS: [&str; 10] = [
    "овна",
    "евна",
    "ична",
    "инична",
    "ovna",
    "evna",
    "ichna",
    "івна",
    "ївна",
    "ivna",
];

/// The endings of patronymics of sons, which family names have too.
const SONS: [&str; 10] = [
    "ович",
    "евич",
    "ьич",
    "ovich",
    "evich",
    "yich",
    "йович",
    "ovych",
    "yovych",
    "авіч",
];

/// Words within a name that are written small.
const PARTICLES: [&str; 23] = [
    "de", "del", "la", "las", "los", "y", "da", "das", "do", "dos", "di", "van", "von", "der",
    "den", "ten", "bin", "bint", "ibn", "oglu", "oğlu", "qizi", "qızı",
];

/// Whether a word is more than initials and all of it is in capitals.
fn is_loud(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_numeral = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    letters > 2
        && !is_numeral
        && !word.contains('.')
        && !word.chars().any(char::is_lowercase)
        && word.chars().any(char::is_uppercase)
}

fn capitalize_word(word: &str, turkic: bool) -> String {
    let mut begins = true;
    let mut titled = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            _ if begins => titled.push(c),
            'İ' => titled.push('i'),
            'I' if turkic => titled.push('ı'),
            _ => titled.extend(c.to_lowercase()),
        }
        begins = !c.is_alphabetic();
    }
    titled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> (String, usize) {
        let mut noted = CellNotes::new();
        (lower_capitals(name, &mut noted), noted.len())
    }

    #[test]
    fn a_patronymic_says_the_gender_and_a_family_name_does_not() {
        for (name, gender) in [
            ("Бокаев Макс Тулегенович", Some("male")),
            ("Макс Тулегенович Бокаев", Some("male")),
            ("Синичкин Пётр Ильич", Some("male")),
            ("Ковалёва Нина Сергеевна", Some("female")),
            ("Марина Сергеевна Адамович", Some("female")),
            ("Abdul Abdulmanaf oglu Abilov", Some("male")),
            ("Leyla Islam qızı Yunusova", Some("female")),
            ("Марина Адамович", None),
            ("Анна Мария Адамович", None),
            ("Rosa Vidal Luna", None),
            ("Vladimir Nabokovich", None),
        ] {
            assert_eq!(gender_of_patronymic(name, "NI"), gender, "{name}");
        }
        let split = |name: &str| split_by_patronymic(name, "KZ");
        let own = |given: &str, family: &str| Some((given.to_owned(), family.to_owned()));
        assert_eq!(
            split("Abdul Rahim oglu Sadigov"),
            own("Abdul Rahim oglu", "Sadigov")
        );
        assert_eq!(
            split("Əliyev Rauf Kamal oğlu"),
            own("Rauf Kamal oğlu", "Əliyev")
        );
        assert_eq!(
            split("Бокаев Макс Тулегенович"),
            own("Макс Тулегенович", "Бокаев")
        );
        assert_eq!(
            split("Марина Сергеевна Адамович"),
            own("Марина Сергеевна", "Адамович")
        );
        assert_eq!(split("Марина Адамович"), None);
        let in_latin = "Maks Tulegenovich Bokayev";
        assert_eq!(gender_of_patronymic(in_latin, "KZ"), Some("male"));
        assert_eq!(gender_of_patronymic("Ana Petrovich Gomez", "AR"), None);
    }

    #[test]
    fn capitals_become_a_name_and_are_told() {
        for (name, plain) in [
            ("BOKAYEV Maks", "Bokayev Maks"),
            ("БӨКАЕВ МАКС", "Бөкаев Макс"),
            ("O'BRIEN-SMITH A.B.", "O'Brien-Smith A.B."),
            ("ƏLİYEVA LEYLA", "Əliyeva Leyla"),
            ("QIZI ƏLİYEVA", "Qızı Əliyeva"),
            ("JOSE DE JESUS ROJAS", "Jose de Jesus Rojas"),
            ("MARIA DE LA CRUZ CASTRO", "Maria de la Cruz Castro"),
        ] {
            assert_eq!(read(name), (plain.to_owned(), 1), "{name}");
        }
        assert_eq!(
            read("YILDIZ ÖZGÜR"),
            ("YILDIZ ÖZGÜR".to_owned(), 1),
            "it stays, and that is told"
        );
        for name in ["Maks Bokayev", "A. B.", "Li WU", "DJ", "Henry VIII", ""] {
            assert_eq!(read(name), (name.to_owned(), 0), "{name}");
        }
    }

    #[test]
    fn a_name_is_turned_at_its_first_word_or_its_comma() {
        let own = |given: &str, family: &str| Some((given.to_owned(), family.to_owned()));
        assert_eq!(split_family_name("Bokayev Maks"), own("Maks", "Bokayev"));
        assert_eq!(
            split_family_name("de la Cruz, Juan"),
            own("Juan", "de la Cruz")
        );
        assert_eq!(
            split_family_name("Бокаев Макс Тулегенович"),
            own("Макс Тулегенович", "Бокаев")
        );
        assert_eq!(split_family_name("Bokayev"), None);
        assert_eq!(split_family_name("a, b, c"), None);
    }
}
