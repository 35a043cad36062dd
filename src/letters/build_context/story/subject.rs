//! A person in running English text: the full name, then Mr or Ms and the surname, then the pronoun; the name again once
//! somebody else has been named. Where the gender is not known the name stands.

use std::collections::BTreeSet;
use std::ops::Range;

use super::court::OBJECT_PLACE;
use super::names::is_describing_word;
use super::opener::{capitalize_sentence, is_common_word, split_sentences};
use super::overlap::words_of_names;
use crate::letters::disclosure::PublicCase;
use crate::model::vocabulary::Gender;
use crate::model::{Country, Date, Line};

/// The place of the subject in a text.
pub(crate) const SUBJECT_PLACE: &str = "{}";

/// Under this age nobody is Mr or Ms.
const ADULT_AGE: i16 = 16;

/// After so many sentences that open with a pronoun the name stands again.
const MOST_PRONOUNS: usize = 3;

/// Words before a name that belong to it.
const TITLES: [&str; 5] = ["Mr", "Ms", "Mrs", "Miss", "Dr"];

/// Words in capitals that are no names of people.
const NO_PEOPLE: &str = " \
 January February March April May June July August September October November December Monday \
 Tuesday Wednesday Thursday Friday Saturday Sunday Article Articles Part Parts Code Criminal \
 Penal Civil Administrative Procedure Law Act Constitution Court Supreme District Regional City \
 Prison Colony Hospital Police Ministry Minister State Party Union Movement Committee Council \
 Commission Parliament European United Nations Human Rights Working Group Foundation Organisation \
 Organization International National Security Service Republic President Prosecutor General \
 Office Internet Facebook Instagram Telegram Twitter YouTube VKontakte WhatsApp TikTok University \
 School Street Square House Declaration Covenant Convention INTERPOL OSCE UN EU NGO MEP I ";

/// One person as sentences speak of them.
#[derive(Debug, Clone)]
pub(crate) struct StoryPerson {
    /// The full name.
    name: String,
    /// Mr or Ms and the surname; the name where that cannot be said.
    short: String,
    /// he, him and his; she, her and her.
    pronouns: Option<[&'static str; 3]>,
    /// Every way in which texts name the person, the longest first; the last may be the surname alone.
    spellings: Vec<String>,
    surname: Option<String>,
    /// A word by which texts may call the person where no surname is known: the last of the name.
    last_word: Option<String>,
    /// Whether the full name has stood in the text.
    is_introduced: bool,
}

/// Where a text names the person.
struct Mention {
    place: Range<usize>,
    possessive: bool,
    /// Whether the surname alone stands there.
    short: bool,
}

impl StoryPerson {
    pub(crate) fn from_case(case: &PublicCase, day: Date) -> Self {
        let name = case.name.to_string();
        let surname = case
            .family_name
            .as_ref()
            .map(ToString::to_string)
            .filter(|surname| *surname != name && name.contains(surname.as_str()));
        let last_word = name
            .rsplit_once(' ')
            .map(|(_, last)| last.to_owned())
            .filter(|last| case.family_name.is_none() && last.chars().count() > 2);
        let is_adult = case
            .born
            .is_none_or(|born| day.year() - born.earliest_day().year() > ADULT_AGE);
        let words = match case.gender {
            Some(Gender::Female) => Some(("Ms", ["she", "her", "her"])),
            Some(Gender::Male) => Some(("Mr", ["he", "him", "his"])),
            Some(Gender::Unspecified | Gender::Other(_)) | None => None,
        };
        let short = match (&surname, words) {
            (Some(surname), Some((title, _))) if is_adult => format!("{title} {surname}"),
            _ => name.clone(),
        };
        let given = case.given_name.as_ref().map(Line::as_str);
        let mut spellings = vec![name.clone()];
        if let (Some(surname), Some(given)) = (&surname, given) {
            spellings.push(format!("{given} {surname}"));
            spellings.push(format!("{surname} {given}"));
        }
        spellings.extend(
            case.aliases
                .iter()
                .map(ToString::to_string)
                .filter(|alias| alias.contains(' ')),
        );
        spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
        spellings.dedup();
        Self {
            name,
            short,
            pronouns: words.map(|(_, pronouns)| pronouns),
            spellings,
            surname,
            last_word,
            is_introduced: true,
        }
    }

    /// The same, of whom the text has not spoken yet.
    pub(crate) fn before_introduction(mut self) -> Self {
        self.is_introduced = false;
        self
    }

    /// The name as it stands once the full one has stood.
    pub(crate) fn short_name(&self) -> String {
        self.short.clone()
    }

    /// he or she, where the gender is known.
    pub(crate) fn subject_word(&self) -> Option<&'static str> {
        self.pronouns.map(|[they, _, _]| they)
    }

    /// him or her; the name where the gender is not known.
    pub(crate) fn object_word(&self) -> String {
        match self.pronouns {
            Some([_, them, _]) => them.to_owned(),
            None => self.name.clone(),
        }
    }

    /// his or her, where the gender is known.
    pub(crate) fn possessive_word(&self) -> Option<&'static str> {
        self.pronouns.map(|[_, _, their]| their)
    }

    /// The words of the name.
    pub(crate) fn name_words(&self) -> BTreeSet<String> {
        words_of_names(self.spellings.iter().map(String::as_str))
    }

    fn find_mentions(&self, text: &str) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let called = self.surname.iter().chain(&self.last_word);
        let surname = called.map(|word| (word, true));
        let forms = self
            .spellings
            .iter()
            .map(|spelling| (spelling, false))
            .chain(surname);
        for (form, short) in forms {
            for (start, found) in text.match_indices(form.as_str()) {
                let mut place = start..start + found.len();
                if !is_whole(text, &place)
                    || mentions.iter().any(|known| overlaps(&known.place, &place))
                {
                    continue;
                }
                if short {
                    let is_thing = text[..place.start].to_lowercase().ends_with("the ");
                    if is_thing || is_part_of_another_name(text, &place) {
                        continue;
                    }
                    if let Some(title) = title_before(text, place.start) {
                        place.start = title;
                    }
                }
                if text[..place.start].ends_with("known as ") {
                    // The sentence is about this very form of the name.
                    continue;
                }
                let possessive = ["’s", "'s"]
                    .iter()
                    .any(|ending| text[place.end..].starts_with(ending));
                mentions.push(Mention {
                    place,
                    possessive,
                    short,
                });
            }
        }
        mentions.sort_by_key(|mention| mention.place.start);
        mentions
    }
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether neither letters nor a hyphen go on around a place.
fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '-';
    !text[..place.start].ends_with(goes_on) && !text[place.end..].starts_with(goes_on)
}

/// Whether a surname stands in the name of somebody else: “Anna Kos” is not Pavel Kos.
fn is_part_of_another_name(text: &str, place: &Range<usize>) -> bool {
    let before = &text[..place.start];
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let is_beside = before.ends_with(' ') && word.ends_with(|c: char| c.is_alphanumeric());
    let is_capital = word.starts_with(char::is_uppercase);
    let is_name_before = is_beside
        && is_capital
        && !TITLES.contains(&word)
        && !is_no_person(word)
        && !is_common_word(word);
    let after = text[place.end..].strip_prefix(' ').unwrap_or_default();
    let next: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
    let is_name_after = next.starts_with(char::is_uppercase) && !is_no_person(&next);
    is_name_before || is_name_after
}

fn is_no_person(word: &str) -> bool {
    NO_PEOPLE.split_whitespace().any(|known| known == word)
}

fn title_before(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].strip_suffix(' ')?;
    let word = before
        .rsplit(char::is_whitespace)
        .next()
        .filter(|word| TITLES.contains(word))?;
    Some(before.len() - word.len())
}

/// Speaks of people in one text after the other, in their order.
#[derive(Debug, Clone)]
pub(crate) struct PeopleSpeaker {
    people: Vec<StoryPerson>,
    /// Who was the subject of the sentence before, and how many sentences have opened with the pronoun.
    before: Option<(usize, usize)>,
}

impl PeopleSpeaker {
    pub(crate) fn new(people: Vec<StoryPerson>) -> Self {
        Self {
            people,
            before: None,
        }
    }

    /// A new paragraph names its people again.
    pub(crate) fn start_paragraph(&mut self) {
        self.before = None;
    }

    /// Everybody has been named before.
    pub(crate) fn introduce_all(&mut self) {
        self.people
            .iter_mut()
            .for_each(|person| person.is_introduced = true);
    }

    /// The names of people in a row.
    pub(crate) fn list_names(&self, people: &[usize]) -> String {
        let names: Vec<String> = people
            .iter()
            .map(|at| self.people[*at].name.clone())
            .collect();
        format_list(&names)
    }

    /// A text of one or more sentences with every person as they are called there; `of` is the one whose place it has.
    pub(crate) fn speak(&mut self, text: &str, of: Option<usize>) -> String {
        let placed = self.fill_places(text, of);
        let sentences: Vec<String> = split_sentences(&placed)
            .into_iter()
            .map(|sentence| self.speak_sentence(sentence))
            .collect();
        sentences.join(" ")
    }

    /// A text with a person in its places.
    fn fill_places(&self, text: &str, of: Option<usize>) -> String {
        let Some((at, person)) = of.and_then(|at| Some((at, self.people.get(at)?))) else {
            return text.to_owned();
        };
        let goes_on = text.contains(SUBJECT_PLACE) || self.before.is_some_and(|(who, _)| who == at);
        let object = match person.pronouns {
            Some([_, them, _]) if goes_on => them,
            _ => &person.name,
        };
        text.replace(OBJECT_PLACE, object)
            .replace(SUBJECT_PLACE, &person.name)
    }

    fn speak_sentence(&mut self, sentence: &str) -> String {
        let mut mentions: Vec<(usize, Mention)> = Vec::new();
        for (at, person) in self.people.iter().enumerate() {
            for mention in person.find_mentions(sentence) {
                if !mentions
                    .iter()
                    .any(|(_, known)| overlaps(&known.place, &mention.place))
                {
                    mentions.push((at, mention));
                }
            }
        }
        mentions.sort_by_key(|(_, mention)| mention.place.start);
        let names_another = self.names_another(sentence, &mentions);
        let opening = mentions
            .first()
            .filter(|(_, mention)| mention.place.start == 0)
            .map(|(at, mention)| (*at, mention.possessive));
        let mut said = String::with_capacity(sentence.len());
        let mut done = 0;
        let mut pronouns = 0;
        for (at, mention) in &mentions {
            said.push_str(&sentence[done..mention.place.start]);
            done = mention.place.end;
            let opens = mention.place.start == 0;
            let goes_on = self
                .before
                .filter(|(who, count)| who == at && *count < MOST_PRONOUNS);
            let person = &mut self.people[*at];
            let is_alone = mentions.iter().all(|(other, _)| other == at);
            if let (true, Some((_, count)), Some([they, _, their])) =
                (opens && is_alone, goes_on, person.pronouns)
            {
                pronouns = count + 1;
                let word = if mention.possessive { their } else { they };
                said.push_str(&capitalize_sentence(word));
                if mention.possessive {
                    done += possessive_len(&sentence[done..]);
                }
                continue;
            }
            if !person.is_introduced {
                person.is_introduced = true;
                said.push_str(&person.name);
            } else if mention.short || person.short != person.name {
                said.push_str(&person.short);
            } else {
                said.push_str(&sentence[mention.place.clone()]);
            }
        }
        said.push_str(&sentence[done..]);
        self.before = match opening {
            Some((at, _)) if !names_another => Some((at, pronouns)),
            Some(_) => None,
            None => self.continue_subject(sentence, &mentions, names_another),
        };
        said
    }

    /// A sentence that opens with the pronoun of the one before goes on with the same person.
    fn continue_subject(
        &self,
        sentence: &str,
        mentions: &[(usize, Mention)],
        names_another: bool,
    ) -> Option<(usize, usize)> {
        let (at, count) = self.before?;
        let [they, _, their] = self.people[at].pronouns?;
        let word = sentence.split_whitespace().next()?.to_lowercase();
        let goes_on = (word == they || word == their)
            && !names_another
            && mentions.iter().all(|(who, _)| *who == at);
        goes_on.then_some((at, count + 1))
    }

    /// Whether a sentence may name anybody beside the one person it is about.
    fn names_another(&self, sentence: &str, mentions: &[(usize, Mention)]) -> bool {
        let mut people: Vec<usize> = mentions.iter().map(|(at, _)| *at).collect();
        people.sort_unstable();
        people.dedup();
        if people.len() > 1 {
            return true;
        }
        let mut place = 0;
        let mut before = "";
        // Words in capitals in a row, and the word before them.
        let mut run: Vec<&str> = Vec::new();
        let mut lead = "";
        for word in sentence.split(' ') {
            let start = place;
            place += word.len() + 1;
            let is_own = mentions
                .iter()
                .any(|(_, mention)| mention.place.contains(&start));
            let bare = bare_word(word);
            let is_capital = bare.starts_with(char::is_uppercase)
                && !is_own
                && !(start == 0 && is_common_word(bare));
            if is_capital {
                if run.is_empty() {
                    lead = before;
                }
                run.push(bare);
            }
            let ends = !is_capital || word.ends_with([',', ';', ':', '.', ')']);
            if ends && may_be_person(lead, &run) {
                return true;
            }
            if ends {
                run.clear();
            }
            before = word;
        }
        may_be_person(lead, &run)
    }
}

/// A word without marks around it and without its possessive ending.
fn bare_word(word: &str) -> &str {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.strip_suffix("’s")
        .or_else(|| bare.strip_suffix("'s"))
        .unwrap_or(bare)
}

/// Whether words in capitals may be the name of a person, by themselves and by the word before them.
fn may_be_person(lead: &str, run: &[&str]) -> bool {
    let is_known = |word: &&str| is_no_person(word) || word.chars().all(|c| !c.is_lowercase());
    if run.is_empty() || run.iter().any(is_known) {
        return false;
    }
    let lead = lead.trim_end_matches(',');
    let is_described = matches!(lead, "the" | "The" | "in" | "at" | "near" | "a" | "an")
        || is_describing_word(lead);
    if is_described {
        return false;
    }
    let whole = run.join(" ");
    let is_country = whole.len() > 3 && whole.parse::<Country>().is_ok();
    let is_adjective = run[0].contains('-') || run[0].contains('–');
    if is_country || (run.len() == 1 && is_adjective) {
        return false;
    }
    let is_place = matches!(
        lead,
        "from" | "to" | "of" | "for" | "on" | "over" | "with" | "by"
    );
    run.len() > 1 || !is_place || matches!(lead, "with" | "by")
}

/// “A, B and C”.
fn format_list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn possessive_len(rest: &str) -> usize {
    ["’s", "'s"]
        .iter()
        .find(|ending| rest.starts_with(**ending))
        .map_or(0, |ending| ending.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::build_context::tests::{case, told};
    use crate::letters::testing::sample_day;

    fn speaker(gender: &str) -> PeopleSpeaker {
        let mut record = case("Kos", "imprisoned", &[]);
        record.name = "Pavel Kos".parse().unwrap();
        record.given_name = "Pavel".parse().ok();
        record.gender = match gender {
            "male" => Some(Gender::Male),
            _ => None,
        };
        PeopleSpeaker::new(vec![StoryPerson::from_case(&told(&record), sample_day())])
    }

    fn said(gender: &str, texts: &[&str]) -> String {
        let mut speaker = speaker(gender);
        let said: Vec<String> = texts
            .iter()
            .map(|text| speaker.speak(text, Some(0)))
            .collect();
        said.join(" ")
    }

    #[test]
    fn a_person_is_mr_and_then_he() {
        assert_eq!(
            said(
                "male",
                &[
                    "Kos was heard in Orsha.",
                    "Kos was heard in Brest.",
                    "Kos’s friends were not let in."
                ]
            ),
            "Mr Kos was heard in Orsha. He was heard in Brest. His friends were not let in."
        );
    }

    #[test]
    fn after_somebody_else_the_name_stands_again() {
        assert_eq!(
            said(
                "male",
                &["Kos was heard by Judge Ivan Hryn.", "Kos had no lawyer."]
            ),
            "Mr Kos was heard by Judge Ivan Hryn. Mr Kos had no lawyer."
        );
        assert_eq!(
            said("male", &["The judge slept.", "Kos had no lawyer."]),
            "The judge slept. Mr Kos had no lawyer."
        );
    }

    #[test]
    fn others_of_the_same_surname_keep_theirs() {
        assert_eq!(
            said(
                "male",
                &[
                    "Anna Kos, his sister, was told that Kos was ill.",
                    "Kos-Vetrova wrote to Mr Kos."
                ]
            ),
            "Anna Kos, his sister, was told that Mr Kos was ill. Kos-Vetrova wrote to Mr Kos."
        );
    }

    #[test]
    fn without_a_gender_there_is_no_title_and_no_pronoun() {
        assert_eq!(
            said(
                "",
                &[
                    "Pavel Kos was heard in Orsha.",
                    "Pavel Kos had no lawyer.",
                    "Kos slept."
                ]
            ),
            "Pavel Kos was heard in Orsha. Pavel Kos had no lawyer. Pavel Kos slept."
        );
    }

    #[test]
    fn a_place_for_the_subject_is_filled() {
        assert_eq!(said("male", &["{} was freed."]), "Mr Kos was freed.");
    }
}
