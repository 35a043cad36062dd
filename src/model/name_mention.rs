//! Whether a text names a person: whole words, whatever the spelling and the script.

use crate::model::search_key;

/// The names of a person, to be looked for in texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameSpellings {
    /// Each spelling as folded words.
    spellings: Vec<Vec<String>>,
}

impl NameSpellings {
    /// Names by their spellings. Names of several words are also found with the last word first.
    #[must_use]
    pub fn new<'a>(spellings: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all: Vec<Vec<String>> = Vec::new();
        for spelling in spellings {
            let words = split_words(spelling);
            let mut turned = words.clone();
            turned.rotate_right(usize::from(!words.is_empty()));
            all.extend([words, turned]);
        }
        all.retain(|words| !words.is_empty());
        all.sort_unstable();
        all.dedup();
        Self { spellings: all }
    }

    /// Whether the text has one of the names in it, word by word.
    pub fn are_in(&self, text: &str) -> bool {
        if self.spellings.is_empty() {
            return false;
        }
        let said = split_words(text);
        self.spellings.iter().any(|name| {
            said.windows(name.len())
                .any(|window| window == name.as_slice())
        })
    }
}

fn split_words(text: &str) -> Vec<String> {
    // What belongs to a name and is no part of it: Holub’s.
    let text = text.replace("’s", " ").replace("'s", " ").replace('’', "'");
    search_key::build_search_key(&text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_whole_words_in_every_spelling_and_order() {
        let names = NameSpellings::new(["Marta Holub", "holub-marta", "Li"]);
        for text in [
            "Pavel was arrested with Marta Holub.",
            "MARTA HOLUB’s brother",
            "Марта Голуб, Марта Холуб",
            "Holub, Marta",
            "see holub-marta",
            "Li spoke",
        ] {
            assert!(names.are_in(text), "{text}");
        }
        for text in [
            "Marta Holubova",
            "Marta and Pavel Holub",
            "Linda",
            "",
            "Holub",
        ] {
            assert!(!names.are_in(text), "{text}");
        }
        assert!(!NameSpellings::default().are_in("anything"));
    }
}
