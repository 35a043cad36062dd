//! People, their situations, and those who write.

use super::{PhraseTable, fill_places};
use crate::letters::words::{PeopleGroup, Pronouns, WriterPronouns};
use crate::model::Country;
use crate::model::vocabulary::{Category, Gender, Status, StatusGroup, Vocabulary};

impl PhraseTable {
    /// What a status says of a person: after the name “is in prison”, in the past “was in prison”; or a noun.
    pub fn describe_status(&self, status: &Status, past: bool) -> String {
        let has_past = past && self.words.contains_key("status_past");
        self.status_phrase(if has_past { "status_past" } else { "status" }, status)
    }

    /// A status as a heading.
    pub fn status_label(&self, status: &Status) -> String {
        let has_labels = self.words.contains_key("status_label");
        self.status_phrase(if has_labels { "status_label" } else { "status" }, status)
    }

    /// A status of a newer version is told as not known, where the language has no place for its word.
    fn status_phrase(&self, section: &str, status: &Status) -> String {
        self.unlisted_phrase(section, status)
            .unwrap_or_else(|| self.known_or(section, status, Status::Unknown.slug()))
    }

    /// The pronouns of a person; the name in their place where the gender or the language asks for it.
    pub fn choose_pronouns(&self, gender: Option<&Gender>, name: &str) -> Pronouns {
        let section = match gender {
            Some(Gender::Female) => "pronoun_female",
            Some(Gender::Male) => "pronoun_male",
            Some(Gender::Unspecified | Gender::Other(_)) | None => "",
        };
        let pronoun = |key| self.find_phrase(section, key).map(str::to_owned);
        Pronouns {
            subject: pronoun("subject").unwrap_or_else(|| name.to_owned()),
            object: pronoun("object").unwrap_or_else(|| name.to_owned()),
            possessive: pronoun("possessive")
                .or_else(|| self.try_fill_pattern("possessive", &[("name", name)]))
                .unwrap_or_else(|| name.to_owned()),
        }
    }

    /// How one person, or several, call themselves.
    pub fn writer_pronouns(&self, several: bool) -> WriterPronouns {
        let keys = if several {
            ["we", "us", "our"]
        } else {
            ["i", "me", "my"]
        };
        let [subject, object, possessive] =
            keys.map(|key| self.phrase_or_other("writer", key).to_owned());
        WriterPronouns {
            subject,
            object,
            possessive,
        }
    }

    /// A state as the language names it in a sentence: “the United States”.
    pub fn state_name(&self, country: Country) -> String {
        self.find_phrase("state", country.code())
            .map_or_else(|| self.cldr.state_name(country), str::to_owned)
    }

    /// A category of people, of one or of several: “journalists”; or what they do.
    pub fn category_name(&self, category: &Category, several: bool) -> String {
        let has_several = several && self.words.contains_key("category_several");
        let section = if has_several {
            "category_several"
        } else {
            "category"
        };
        self.phrase_for_word(section, category)
    }

    /// The heading of people in one kind of situation; of no kind, where it is another or not known.
    pub fn group_heading(&self, group: Option<StatusGroup>) -> String {
        self.phrase_or_other("group", group.map_or("other", StatusGroup::slug))
            .to_owned()
    }

    /// The heading of people without a category.
    pub fn others_heading(&self) -> String {
        self.phrase_or_other("category", "other").to_owned()
    }

    /// A crowd, as a noun.
    pub fn crowd_noun(&self, crowd: PeopleGroup) -> String {
        let key = match crowd {
            PeopleGroup::All => "other",
            PeopleGroup::Group(group) => group.slug(),
        };
        self.phrase_or_other("crowd", key).to_owned()
    }

    /// The usual close of one writer or several, after the salutation if there was one.
    pub fn usual_close(&self, salutation: Option<&str>, several: bool) -> String {
        // Who is greeted as everybody else is called by no name and no office.
        let is_unnamed = salutation
            .is_some_and(|words| words == self.phrase_or_other("salutation", ""))
            && self.find_phrase("close", "unnamed").is_some();
        let key = match (salutation, several) {
            (None, _) => "public",
            _ if is_unnamed => "unnamed",
            (_, true) => "several",
            (_, false) => "one",
        };
        let salutation = salutation
            .unwrap_or_default()
            .trim_end_matches([',', '!', ' ']);
        fill_places(
            self.phrase_or_other("close", key),
            &[("salutation", salutation)],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::english;
    use super::*;

    #[test]
    fn an_unknown_gender_is_worded_with_the_name() {
        let possessive = |gender| english().choose_pronouns(gender, "Eleusinov").possessive;
        assert_eq!(possessive(None), "Eleusinov’s");
        assert_eq!(possessive(Some(&Gender::Female)), "her");
    }

    #[test]
    fn a_state_has_its_article_and_its_usual_name() {
        for (code, words) in [
            ("KZ", "Kazakhstan"),
            ("US", "the United States"),
            ("IR", "Iran"),
            ("AE", "the United Arab Emirates"),
            ("RU", "Russia"),
            ("PH", "the Philippines"),
            ("BA", "Bosnia and Herzegovina"),
            ("MM", "Myanmar"),
        ] {
            assert_eq!(english().state_name(code.parse().unwrap()), words);
        }
    }

    #[test]
    fn categories_agree_in_number() {
        for (category, one, several) in [
            (Category::Journalist, "journalist", "journalists"),
            (
                Category::WriterOrPoet,
                "writer or poet",
                "writers and poets",
            ),
            (
                Category::AccusedOfMovementSupport,
                "a person accused of supporting a movement",
                "people accused of supporting a movement",
            ),
        ] {
            let names = [false, true].map(|several| english().category_name(&category, several));
            assert_eq!(names, [one, several]);
        }
    }
}
