//! How an English sentence opens: where sentences end, which first words are names, and how a date or an attribution
//! comes before them.

use crate::letters::words::LetterLanguage;
use crate::model::PartialDate;

/// Words that open a sentence and are no names.
const COMMON_OPENERS: &str = "\
 a an the this that these those he she they it we you his her their its our my your one two three \
 four five six seven eight nine ten eleven twelve several many most some few all both each every \
 no none nobody nothing neither either another other others such more half dozens hundreds \
 thousands what who whoever whether in on at by for from with without within under over after \
 before since until till during while when whenever where wherever as because although though \
 despite following according about above across against along amid among around behind between \
 beyond near next off onto outside inside through throughout to toward towards upon up out \
 instead if unless once twice then later earlier soon again also only even still already often \
 never ever always sometimes meanwhile however therefore thus there here today now just contrary \
 due given having being not nor but and or so yet moreover furthermore consequently eventually \
 finally first second third last reportedly allegedly repeatedly police policemen policewomen \
 officer officers official officials authority authorities guard guards soldier soldiers \
 prosecutor prosecutors judge judges court courts lawyer lawyers counsel attorney defence \
 investigator investigators witness witnesses prison prisons jail prisoner prisoners inmate \
 inmates detainee detainees colony cell cells doctor doctors nurse nurses hospital medical family \
 families relative relatives parent parents mother father brother sister wife husband son \
 daughter child children friend friends colleague colleagues neighbour neighbours neighbor \
 neighbors supporter supporters member members activist activists journalist journalists worker \
 workers student students teacher teachers people men women man woman person residents villagers \
 citizens employees staff masked armed unknown unidentified plain-clothes plainclothes uniformed \
 security special state local regional federal national military border customs tax migration \
 riot traffic secret state-run pro-government human international independent foreign private \
 public political torture health visit visits letter letters parcel parcels food water sleep \
 appeal appeals evidence access charge charges bail money books documents papers video audio \
 photographs photos phones computers equipment house home homes flat office offices property \
 accounts bank blood electric death threats pressure force consistent contact communication news \
 help aid care treatment surgery conditions heat cold law laws articles trial trials hearing \
 hearings session sessions proceedings verdict sentence sentences case cases complaint complaints \
 request requests permission registration membership participation employers management \
 government parliament ministers deputies opposition media newspapers television state-owned \
 forced solitary former new old two-thirds long early late high large small young heavy key \
 senior further additional subsequent previous initial initially originally currently recently \
 immediately shortly nearly almost about roughly approximately around exactly";

/// Openers after which a date takes a comma: they open a phrase of their own.
const PHRASE_OPENERS: &str = " \
 in on at by for from with without within under after before since until during while when where \
 as because although though despite following according once later then if unless to amid instead \
 having being due given meanwhile however therefore thus repeatedly reportedly allegedly ";

/// Endings of words that are hardly ever names.
const COMMON_ENDINGS: [&str; 10] = [
    "tion", "tions", "ment", "ments", "ness", "ities", "ists", "ants", "ives", "ings",
];

/// Words that belong to the name behind them.
const TITLES: [&str; 8] = [
    "Judge",
    "Judges",
    "Prosecutor",
    "President",
    "Minister",
    "Officer",
    "Doctor",
    "Bishop",
];

/// Words with a full stop that does not end the sentence.
const ABBREVIATIONS: [&str; 16] = [
    "No", "Nos", "Mr", "Mrs", "Ms", "Dr", "Prof", "Art", "Arts", "St", "vs", "cf", "approx", "ca",
    "p", "pp",
];

/// The sentences of a text, without the space between them.
pub(crate) fn split_sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, c)) = rest.peek().copied() {
            if !matches!(c, '”' | '’' | '"' | '»' | ')' | ']') {
                break;
            }
            end = next + c.len_utf8();
            rest.next();
        }
        let after = &text[end..];
        let opens = after.trim_start().chars().next();
        let is_end = after.starts_with(char::is_whitespace)
            && opens.is_some_and(|c| !c.is_lowercase() && c != ',' && c != ';')
            && !(c == '.' && is_abbreviated(&text[start..at]));
        if is_end {
            sentences.push(text[start..end].trim());
            start = end;
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        sentences.push(last);
    }
    sentences
}

fn is_abbreviated(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(' || c == '.')
        .next()
        .unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word)
}

/// Whether a word that opens a sentence is written small inside one.
pub(crate) fn is_common_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    if COMMON_OPENERS
        .split_whitespace()
        .any(|known| known == lower)
    {
        return true;
    }
    let letters = lower.chars().count();
    letters > 5
        && lower.chars().all(char::is_alphabetic)
        && COMMON_ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// A sentence as it goes on after other words: its first letter small, unless it opens with a name.
pub(crate) fn continue_sentence(sentence: &str) -> String {
    let word = first_word(sentence);
    let is_word = word.chars().skip(1).all(|c| !c.is_uppercase());
    let next = sentence[word.len()..].trim_start();
    let is_title = TITLES.contains(&word) && next.starts_with(char::is_uppercase);
    let is_plural = word.ends_with('s')
        && ["were ", "are ", "have "]
            .iter()
            .any(|verb| next.starts_with(verb));
    if is_word && !is_title && (is_plural || is_common_word(word)) {
        let mut letters = sentence.chars();
        return letters
            .next()
            .map(|first| first.to_lowercase().chain(letters).collect())
            .unwrap_or_default();
    }
    sentence.to_owned()
}

/// A sentence with its first letter in capitals.
pub(crate) fn capitalize_sentence(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn first_word(sentence: &str) -> &str {
    sentence
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '’'))
        .next()
        .unwrap_or_default()
}

/// A sentence with the date of what it tells before it, unless it tells the date itself.
pub(crate) fn date_sentence(lang: &LetterLanguage, date: PartialDate, sentence: &str) -> String {
    if tells_date(lang, date, sentence) {
        return sentence.to_owned();
    }
    let opening = capitalize_sentence(&lang.on_date(date));
    join_opening(&opening, sentence)
}

/// A phrase of time, and the sentence after it.
pub(crate) fn join_opening(opening: &str, sentence: &str) -> String {
    let word = first_word(sentence).to_lowercase();
    let comma = if PHRASE_OPENERS.split_whitespace().any(|known| known == word)
        || word.starts_with(|c: char| c.is_ascii_digit())
    {
        ","
    } else {
        ""
    };
    format!("{opening}{comma} {}", continue_sentence(sentence))
}

/// Whether a sentence says when it was: the month, or where no more is known the year.
fn tells_date(lang: &LetterLanguage, date: PartialDate, sentence: &str) -> bool {
    let printed = lang.format_date(date);
    let words: Vec<&str> = printed.split_whitespace().collect();
    let month = words
        .iter()
        .find(|word| word.chars().all(char::is_alphabetic));
    let wanted = month.or(words.last());
    wanted.is_some_and(|wanted| {
        sentence
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == *wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(date: &str, sentence: &str) -> String {
        date_sentence(&LetterLanguage::english(), date.parse().unwrap(), sentence)
    }

    #[test]
    fn sentences_end_at_their_stops_and_not_at_initials() {
        assert_eq!(
            split_sentences("M. K. was held in Prison No. 8. “Why?” she asked. Nobody knew."),
            [
                "M. K. was held in Prison No. 8.",
                "“Why?” she asked.",
                "Nobody knew."
            ]
        );
        assert_eq!(split_sentences("One only"), ["One only"]);
        assert!(split_sentences(" ").is_empty());
    }

    #[test]
    fn a_date_comes_before_the_sentence_and_only_once() {
        for (date, sentence, told) in [
            (
                "2016-04",
                "Police arrested him.",
                "In April 2016 police arrested him.",
            ),
            (
                "2018-04-05",
                "After a search, officers took him away.",
                "On 5 April 2018, after a search, officers took him away.",
            ),
            (
                "2025-06-01",
                "Judge Ivan Hryn sentenced him.",
                "On 1 June 2025 Judge Ivan Hryn sentenced him.",
            ),
            (
                "2025-06",
                "Bruises were seen.",
                "In June 2025 bruises were seen.",
            ),
            ("2017", "Kazakhstan refused.", "In 2017 Kazakhstan refused."),
            (
                "2017-04",
                "In April, a court refused.",
                "In April, a court refused.",
            ),
            (
                "2006-07-14",
                "He was freed on 14 July 2006.",
                "He was freed on 14 July 2006.",
            ),
        ] {
            assert_eq!(dated(date, sentence), told);
        }
    }
}
