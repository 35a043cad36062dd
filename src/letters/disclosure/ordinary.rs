//! Words that are short names as well, and how the two are told apart: by their capital, their place and what follows.

use super::words::{TextWord, WordCasing};

/// Words that begin sentences and are names too. All are short or frequent; others with a capital are taken for the name.
const ORDINARY: &[&str] = &[
    // English
    "a",
    "am",
    "an",
    "and",
    "are",
    "art",
    "as",
    "at",
    "be",
    "bill",
    "but",
    "by",
    "can",
    "christian",
    "dawn",
    "day",
    "do",
    "dean",
    "faith",
    "for",
    "from",
    "go",
    "grace",
    "grant",
    "ha",
    "he",
    "her",
    "him",
    "his",
    "hope",
    "how",
    "i",
    "if",
    "in",
    "is",
    "it",
    "its",
    "joy",
    "justice",
    "king",
    "long",
    "low",
    "major",
    "man",
    "many",
    "mark",
    "may",
    "me",
    "men",
    "mercy",
    "mission",
    "moon",
    "my",
    "new",
    "no",
    "not",
    "now",
    "of",
    "oh",
    "old",
    "on",
    "one",
    "or",
    "our",
    "out",
    "pope",
    "prince",
    "rose",
    "she",
    "so",
    "son",
    "song",
    "sun",
    "than",
    "the",
    "then",
    "they",
    "this",
    "to",
    "too",
    "two",
    "up",
    "us",
    "van",
    "was",
    "we",
    "who",
    "why",
    "will",
    "win",
    "wing",
    "you",
    "young",
    // French, German, Spanish
    "am",
    "au",
    "das",
    "de",
    "den",
    "der",
    "des",
    "die",
    "du",
    "el",
    "en",
    "er",
    "es",
    "et",
    "il",
    "im",
    "la",
    "le",
    "les",
    "lo",
    "ma",
    "mi",
    "mit",
    "ni",
    "ou",
    "sa",
    "se",
    "si",
    "sie",
    "su",
    "ta",
    "tu",
    "um",
    "un",
    "une",
    "und",
    "von",
    "wo",
    "y",
    "ya",
    "yo",
    "zu",
    // Russian, Ukrainian, Kazakh, in Latin letters
    "bez",
    "bir",
    "bul",
    "ego",
    "im",
    "ih",
    "iz",
    "ja",
    "ko",
    "li",
    "my",
    "na",
    "ne",
    "net",
    "nim",
    "no",
    "ob",
    "ot",
    "po",
    "pod",
    "pri",
    "so",
    "to",
    "vo",
    "vy",
    "za",
    "ze",
];

/// Parts of names that are nobody’s alone.
pub(super) const PARTICLES: &[&str] = &[
    "abd", "abu", "al", "ap", "as", "at", "ath", "bar", "bat", "ben", "bin", "bint", "da", "dal",
    "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el", "en", "het",
    "ibn", "kyzy", "la", "las", "le", "los", "mac", "mc", "oglu", "ogly", "ould", "qizi", "san",
    "st", "te", "ten", "ter", "tot", "uly", "van", "vel", "von", "y", "ye", "zu", "zum", "zur",
];

/// What stands before a name and is none.
const TITLES: &[&str] = &[
    "activist",
    "ahmad",
    "atty",
    "aunt",
    "author",
    "blogger",
    "brother",
    "captain",
    "citizen",
    "colonel",
    "comrade",
    "convict",
    "daw",
    "defendant",
    "don",
    "dona",
    "dr",
    "father",
    "frau",
    "fru",
    "general",
    "gr",
    "grazhdanin",
    "grazhdanka",
    "gospodin",
    "gospozha",
    "herr",
    "herrn",
    "imam",
    "journalist",
    "judge",
    "khun",
    "ko",
    "lawyer",
    "lieutenant",
    "m",
    "ma",
    "madam",
    "madame",
    "major",
    "maung",
    "messrs",
    "miss",
    "mlle",
    "mme",
    "monsieur",
    "mother",
    "mr",
    "mrs",
    "ms",
    "pan",
    "pani",
    "pastor",
    "poet",
    "president",
    "prisoner",
    "prof",
    "professor",
    "prosecutor",
    "rev",
    "saw",
    "sayyid",
    "senor",
    "senora",
    "sheikh",
    "sir",
    "sister",
    "sr",
    "sra",
    "u",
    "uncle",
    "writer",
    "ayatollah",
    "mullah",
    "hajji",
    "haji",
    "ong",
    "ba",
    "anh",
    "chi",
    "co",
    "sudia",
    "sudya",
    "advokat",
    "zhurnalist",
    "zhurnalistka",
    "pan",
    "gn",
    "gzha",
];

/// Titles that end with a stop.
const ABBREVIATED: &[&str] = &[
    "dr", "gr", "m", "mr", "mrs", "ms", "prof", "rev", "sr", "sra", "st", "atty",
];

const MONTHS_BEFORE: &[&str] = &[
    "in", "of", "since", "until", "till", "by", "during", "early", "late", "mid", "last", "this",
    "next", "every", "from", "to",
];

/// Verbs with which somebody is told of; other past forms end with “ed”.
const PREDICATES: &[&str] = &[
    "also", "and", "asked", "ate", "became", "began", "broke", "brought", "built", "came",
    "cannot", "chose", "could", "did", "died", "does", "drew", "fell", "felt", "fled", "fought",
    "found", "gave", "gets", "got", "grew", "had", "has", "hasn't", "heard", "held", "is", "isn't",
    "kept", "knew", "laid", "lay", "led", "left", "lives", "lost", "made", "met", "must", "never",
    "now", "paid", "put", "ran", "read", "remains", "said", "sang", "sat", "saw", "says", "sent",
    "shot", "shouted", "slept", "sold", "spent", "spoke", "stayed", "stood", "still", "swore",
    "taught", "then", "thought", "threw", "told", "took", "was", "wasn't", "went", "who", "whose",
    "won", "wore", "works", "would", "wrote", // French, German, Spanish
    "a", "est", "fut", "etait", "ist", "war", "hat", "wurde", "wird", "sagte", "es", "fue", "ha",
    "dijo",
];

/// Whether a word is so frequent that its capital alone does not make it a name.
pub(super) fn is_ordinary(plain: &str) -> bool {
    ORDINARY.contains(&plain)
}

/// Whether a word is only a part of a name.
pub(super) fn is_particle(plain: &str) -> bool {
    PARTICLES.contains(&plain)
}

/// Whether a word is a title or what somebody is.
pub(super) fn is_title(plain: &str) -> bool {
    TITLES.contains(&plain)
}

/// Whether an ordinary word, at its place in a text, can only be the name.
pub(super) fn is_the_name(words: &[TextWord<'_>], at: usize) -> bool {
    let word = &words[at];
    let before = at
        .checked_sub(1)
        .map(|before| (&words[before], words[before].latin_text()));
    let after = words.get(at + 1);
    let is_titled = before.as_ref().is_some_and(|(before, plain)| {
        let joined = word.gap.trim().is_empty()
            || (word.gap.trim() == "." && ABBREVIATED.contains(&plain.as_str()));
        joined && is_title(plain) && before.casing != WordCasing::Small
    });
    if is_titled {
        return true;
    }
    match word.casing {
        WordCasing::Small | WordCasing::Capitals => false,
        WordCasing::None => true,
        WordCasing::Capital
            if word.latin_text() == "may"
                && is_month(word, before.as_ref().map(|(_, plain)| plain), after) =>
        {
            false
        }
        WordCasing::Capital if word.begins => is_predicated(word, after),
        WordCasing::Capital => true,
    }
}

fn is_month(word: &TextWord<'_>, before: Option<&String>, after: Option<&TextWord<'_>>) -> bool {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let preceded = !word.begins
        && before.is_some_and(|plain| {
            (is_number(plain) && plain.len() < 3) || MONTHS_BEFORE.contains(&plain.as_str())
        });
    preceded || after.is_some_and(|after| is_number(after.text))
}

/// Whether what follows speaks of the word as of a person.
fn is_predicated(word: &TextWord<'_>, after: Option<&TextWord<'_>>) -> bool {
    if word.before_apostrophe().is_some() {
        return true;
    }
    let Some(after) = after else { return false };
    if after.gap.starts_with(',') {
        return true;
    }
    let plain = after.text.to_lowercase();
    let is_russian_past = ["л", "ла", "лся", "лась", "ли"]
        .iter()
        .any(|ending| plain.ends_with(ending))
        && plain.chars().count() > 3;
    after.casing == WordCasing::Small
        && (PREDICATES.contains(&plain.as_str())
            || (plain.len() > 3 && plain.ends_with("ed"))
            || is_russian_past)
}

#[cfg(test)]
mod tests {
    use super::super::words::split_words;
    use super::*;

    fn names(text: &str, wanted: &str) -> Vec<bool> {
        let words = split_words(text);
        (0..words.len())
            .filter(|at| words[*at].latin_text() == wanted)
            .map(|at| is_the_name(&words, at))
            .collect()
    }

    #[test]
    fn a_name_is_told_from_the_word_that_it_equals() {
        assert_eq!(
            names(
                "An officer saw An. An wrote; an officer read it. Mr. An left.",
                "an"
            ),
            [false, true, true, false, true]
        );
        assert_eq!(
            names("Do not ask. Do spoke, and they do.", "do"),
            [false, true, false]
        );
        assert_eq!(
            names("In May 2018 and on 5 May, May was tried. May 2019.", "may"),
            [false, false, true, false]
        );
        assert_eq!(
            names("Will the court hear Will? The UN will.", "will"),
            [false, true, false]
        );
    }
}
