//! Events, concerns, what others decided, offices, and what is asked.

use super::{PhraseTable, fill_places};
use crate::letters::letter::Labels;
use crate::letters::words::{PeoplePhrase, law};
use crate::model::vocabulary::{ConcernKind, Gender, OfficialRole, Role, Standing, Vocabulary};
use crate::model::{Action, Demand, Event, Holder, Line, Recipient};

impl PhraseTable {
    /// The rights that the concerns touch, each once with its article of the Universal Declaration of Human Rights.
    pub fn describe_rights(&self, concerns: &[ConcernKind]) -> Option<String> {
        let rights = law::udhr_articles(concerns)
            .into_iter()
            .map(|article| article.to_string())
            .map(|article| {
                let right = self.phrase_or_other("right", &article);
                self.fill_pattern("right", &[("right", right), ("article", &article)])
            });
        let rights: Vec<String> = rights.collect();
        (!rights.is_empty()).then(|| self.format_list(&rights))
    }

    /// What happened, with a full stop; none if there is nothing to tell.
    pub fn describe_event(&self, event: &Event) -> Option<String> {
        if let Some(text) = &event.text {
            return Some(text.to_string());
        }
        let phrase = self
            .find_phrase("event", event.kind.slug())
            .filter(|_| event.kind.says_itself())?;
        let phrase = match event.country {
            Some(country) => self.fill_pattern(
                "office",
                &[("role", phrase), ("state", &self.state_name(country))],
            ),
            None => phrase.to_owned(),
        };
        Some(format!("{phrase}."))
    }

    /// What happened, and what else happened on the same date.
    pub fn join_events(&self, told: &str, next: &str) -> String {
        self.try_fill_pattern("next_sentence", &[("told", told), ("next", next)])
            .unwrap_or_else(|| self.join_parts("next", told.trim_end_matches('.'), next))
    }

    /// How a claim stands, in brackets behind it; none if it is confirmed.
    pub fn standing_note(&self, standing: &Standing) -> Option<String> {
        let is_claim = matches!(standing, Standing::Alleged | Standing::Official);
        is_claim.then(|| self.phrase_for_word("standing", standing))
    }

    /// Whether a text of the casebook itself says whose claim it is.
    pub fn has_attribution(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.find_phrase("attribution", "words")
            .is_some_and(|words| words.split('|').any(|words| text.contains(words)))
    }

    /// A concern as a heading.
    pub fn concern_heading(&self, concern: &ConcernKind) -> String {
        self.phrase_for_word("concern", concern)
    }

    /// The body that decided or said something; or what it was, where the body has no name in the language.
    pub fn action_body(&self, action: &Action) -> String {
        self.try_fill_pattern("action_body", &[("body", action.body.as_str())])
            .unwrap_or_else(|| {
                let kind = action.kind.as_ref().map_or("other", Vocabulary::slug);
                self.phrase_or_other("action", kind).to_owned()
            })
    }

    /// The part of an official.
    pub fn official_role(&self, role: &OfficialRole) -> String {
        self.phrase_for_word("official", role)
    }

    /// An office as the language names it.
    pub fn office_name(&self, office: &Recipient) -> String {
        if let Some(name) =
            self.try_fill_pattern("office_name", &[("name", office.office.as_str())])
        {
            return name;
        }
        let role = self.phrase_for_word("role", &office.role);
        match office.country.or(office.accredited_to) {
            Some(country) => self.fill_pattern(
                "office",
                &[("role", &role), ("state", &self.state_name(country))],
            ),
            None => role,
        }
    }

    /// Those others of whom something is asked.
    pub fn list_asked_parties(&self, of: &[Line]) -> String {
        let names: Vec<String> = of.iter().map(ToString::to_string).collect();
        self.fill_pattern("asked", &[("of", &self.format_list(&names))])
    }

    /// What is asked for, as a noun phrase about these people: “the immediate release of A and B”.
    pub fn describe_demand(&self, demand: &Demand, who: &PeoplePhrase) -> String {
        if let Some(text) = &demand.text {
            return text.to_string();
        }
        let several = who
            .several
            .then(|| self.find_phrase("demand_several", demand.kind.slug()))
            .flatten();
        let asked = several.map_or_else(
            || self.phrase_for_word("demand", &demand.kind),
            str::to_owned,
        );
        if asked.contains("{who}") {
            return fill_places(&asked, &[("who", &who.words)]);
        }
        if who.alone {
            asked
        } else {
            self.fill_pattern("demand_of", &[("demand", &asked), ("who", &who.words)])
        }
    }

    /// That the person or the family has agreed.
    pub fn consent_note(&self) -> String {
        self.phrase_or_other("pattern", "consent").to_owned()
    }

    /// The words that formats print themselves.
    pub fn letter_labels(&self) -> Labels {
        let label = |key| self.phrase_or_other("labels", key).to_owned();
        Labels {
            subject: label("subject"),
            reference: label("reference"),
            copies: label("copies"),
            enclosures: label("enclosures"),
            sources: label("sources"),
        }
    }

    /// A line for delivery by e-mail.
    pub fn by_email(&self, address: &str) -> String {
        self.fill_pattern("by_email", &[("email", address)])
    }

    /// What stands for the name of a sender who has not said it.
    pub fn your_name(&self) -> String {
        format!("⟦{}⟧", self.phrase_or_other("pattern", "your_name"))
    }

    /// The usual salutation of whoever has the role.
    pub fn usual_salutation(&self, role: &Role, gender: Option<&Gender>) -> String {
        let gendered = match gender {
            Some(Gender::Female) => self.find_phrase("salutation_female", role.slug()),
            Some(Gender::Male) => self.find_phrase("salutation_male", role.slug()),
            Some(Gender::Unspecified | Gender::Other(_)) | None => None,
        };
        gendered
            .unwrap_or_else(|| self.phrase_or_other("salutation", role.slug()))
            .to_owned()
    }

    /// The salutation by name of somebody who is written to as a person and not as an office; none for the others, and where
    /// the name or the gender is not enough for it.
    pub fn named_salutation(&self, role: &Role, holder: &Holder) -> Option<String> {
        let pattern = self.find_phrase("salutation_named", role.slug())?;
        let title = self.find_phrase("title", holder.gender.as_ref()?.slug())?;
        let name = family_name(holder.name.as_str());
        Some(fill_places(pattern, &[("title", title), ("name", &name)]))
    }
}

/// The family name of a holder: what stands in capitals, else the last word.
fn family_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capital = |word: &&&str| {
        word.chars().filter(|letter| letter.is_alphabetic()).count() > 1
            && word.chars().all(|letter| !letter.is_lowercase())
    };
    let capitals: Vec<&str> = words.iter().filter(is_capital).copied().collect();
    if capitals.is_empty() || capitals.len() == words.len() {
        return words.last().copied().unwrap_or(name).to_owned();
    }
    let in_small = |word: &&str| {
        let mut letters = word.chars();
        let first: String = letters.next().into_iter().collect();
        first + &letters.as_str().to_lowercase()
    };
    capitals.iter().map(in_small).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::english;
    use super::*;
    use crate::model::Record;

    #[test]
    fn rights_are_named_once_in_the_order_of_their_articles() {
        let concerns = [
            ConcernKind::FreedomOfExpression,
            ConcernKind::Association,
            ConcernKind::Assembly,
            ConcernKind::UnfairTrial,
            ConcernKind::InterpolMisuse,
        ];
        assert_eq!(
            english().describe_rights(&concerns).as_deref(),
            Some(
                "the right to a fair and public hearing (Article 10), freedom of opinion and expression (Article 19) \
                 and freedom of peaceful assembly and association (Article 20)"
            )
        );
        let silent = [ConcernKind::MonitoringDenied];
        assert_eq!(english().describe_rights(&silent), None);
    }
    #[test]
    fn a_member_of_parliament_has_a_name() {
        for (name, gender, words) in [
            ("Marta Silva", "female", Some("Dear Ms Silva,")),
            ("BERG Jonas", "male", Some("Dear Mr Berg,")),
            ("Sam Doe", "", None),
        ] {
            let given = [("name", name), ("gender", gender)];
            let given = given.into_iter().filter(|(_, value)| !value.is_empty());
            let holder = Holder::from_typed(given).unwrap();
            let named = |role| english().named_salutation(&role, &holder);
            assert_eq!(named(Role::Mep).as_deref(), words);
            assert_eq!(named(Role::ProsecutorGeneral), None);
        }
    }
}
