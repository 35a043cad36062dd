//! What a table says of facts.

use super::{PhraseTable, fill_places};
use crate::letters::letter::Labels;
use crate::letters::words::charge::{group_by_key, group_offences};
use crate::letters::words::cldr::CldrLocale;
use crate::letters::words::{LanguagePhrases, PeopleGroup, PeoplePhrase, WriterPronouns, law};
use crate::model::vocabulary::{
    Category, ChargeStanding, ConcernKind, Gender, OfficialRole, Regime, Role, SentenceKind,
    Standing, Status, StatusGroup, Vocabulary,
};
use crate::model::{
    Action, Charge, Demand, Event, Line, PartialDate, Penalty, Recipient, Restriction, Sentence,
    Term,
};

impl LanguagePhrases for PhraseTable {
    fn cldr_data(&self) -> &CldrLocale {
        &self.cldr
    }

    fn format_date(&self, date: PartialDate) -> String {
        let words = self.cldr.format_date(date);
        match (date.month(), date.day_of_month()) {
            (None, _) => self
                .find_phrase("date", "year")
                .map_or(words.clone(), |year| fill_places(year, &[("year", &words)])),
            (_, Some(1)) => self
                .find_phrase("date", "first")
                .map_or(words.clone(), |first| words.replacen('1', first, 1)),
            _ => words,
        }
    }

    fn format_term(&self, term: Term) -> String {
        if term.is_life() {
            return self
                .find_phrase("life", "term")
                .unwrap_or_default()
                .to_owned();
        }
        let (years, months, days) = term.to_parts();
        let parts = [("years", years), ("months", months), ("days", days)];
        let parts = parts
            .into_iter()
            .filter_map(|(unit, number)| self.format_unit(unit, number));
        parts
            .reduce(|first, then| {
                self.fill_pattern("lengths", &[("first", &first), ("then", &then)])
            })
            .unwrap_or_default()
    }

    fn describe_status(&self, status: &Status, _past: bool) -> String {
        let status = if status.is_known() {
            status
        } else {
            &Status::Unknown
        };
        self.phrase_for_word("status", status)
    }

    fn status_label(&self, status: &Status) -> String {
        self.describe_status(status, false)
    }

    fn writer_pronouns(&self, several: bool) -> WriterPronouns {
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

    fn category_name(&self, category: &Category, _several: bool) -> String {
        self.phrase_for_word("category", category)
    }

    fn group_heading(&self, group: Option<StatusGroup>) -> String {
        self.phrase_or_other("group", group.map_or("other", StatusGroup::slug))
            .to_owned()
    }

    fn others_heading(&self) -> String {
        self.phrase_or_other("category", "other").to_owned()
    }

    fn describe_restriction(&self, restriction: &Restriction) -> String {
        self.phrase_for_word("restriction", &restriction.kind)
    }

    fn describe_rights(&self, concerns: &[ConcernKind]) -> Option<String> {
        let rights = law::udhr_articles(concerns)
            .into_iter()
            .map(|article| article.to_string());
        let rights = rights.map(|article| {
            self.fill_pattern(
                "right",
                &[
                    ("right", self.phrase_or_other("right", &article)),
                    ("article", &article),
                ],
            )
        });
        let rights: Vec<String> = rights.collect();
        (!rights.is_empty()).then(|| self.format_list(&rights))
    }

    fn charge_clause(&self, charges: &[Charge], _past: bool) -> String {
        self.describe_charges(charges)
    }

    fn describe_charges(&self, charges: &[Charge]) -> String {
        let standing = |charge: &Charge| charge.standing.clone().unwrap_or(ChargeStanding::Accused);
        let offences = group_offences(charges);
        let cited = offences
            .iter()
            .map(|offence| (standing(&offence.charge), self.cite_offence(offence)));
        let clauses = group_by_key(cited).into_iter().map(|(standing, articles)| {
            let none = self.phrase_or_other("pattern", "no_article").to_owned();
            let mut articles: Vec<String> = articles
                .into_iter()
                .map(|article| article.unwrap_or_else(|| none.clone()))
                .collect();
            articles.dedup();
            let standing = self.known_or("charge", &standing, "accused");
            self.fill_pattern(
                "charge",
                &[("charge", &standing), ("articles", &articles.join(", "))],
            )
        });
        clauses
            .reduce(|told, next| self.join_clauses(&told, &next))
            .unwrap_or_default()
    }

    fn cite_article(&self, charge: &Charge) -> String {
        group_offences(std::slice::from_ref(charge))
            .first()
            .and_then(|offence| self.cite_offence(offence))
            .unwrap_or_default()
    }

    fn describe_penalty(&self, sentence: &Sentence) -> String {
        let alone = self.phrase_for_word("sentence", &sentence.kind);
        let long = self
            .find_phrase("sentence_long", sentence.kind.slug())
            .zip(sentence.term);
        let is_life =
            sentence.term.is_some_and(Term::is_life) && sentence.kind == SentenceKind::Prison;
        let for_life = self.find_phrase("life", "prison").filter(|_| is_life);
        let penalty = match long {
            _ if for_life.is_some() => for_life.unwrap_or_default().to_owned(),
            Some((phrase, term)) => fill_places(phrase, &[("term", &self.format_term(term))]),
            None => self.append_term(&alone, sentence.term),
        };
        let regime = sentence
            .regime
            .as_ref()
            .filter(|regime| regime.is_known() && **regime != Regime::Unclassified);
        regime.map_or(penalty.clone(), |regime| {
            self.fill_pattern(
                "regime",
                &[
                    ("penalty", &penalty),
                    ("regime", &self.phrase_for_word("regime", regime)),
                ],
            )
        })
    }

    fn describe_additional(&self, penalty: &Penalty) -> String {
        self.append_term(
            &self.phrase_for_word("restriction", &penalty.kind),
            penalty.term,
        )
    }

    fn describe_event(&self, event: &Event) -> Option<String> {
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

    fn join_events(&self, told: &str, next: &str) -> String {
        self.join_clauses(told.trim_end_matches('.'), next)
    }

    fn standing_note(&self, standing: &Standing) -> Option<String> {
        let is_claim = matches!(standing, Standing::Alleged | Standing::Official);
        is_claim.then(|| self.phrase_for_word("standing", standing))
    }

    fn concern_heading(&self, concern: &ConcernKind) -> String {
        self.phrase_for_word("concern", concern)
    }

    fn action_body(&self, action: &Action) -> String {
        self.phrase_or_other(
            "action",
            action.kind.as_ref().map_or("other", Vocabulary::slug),
        )
        .to_owned()
    }

    fn official_role(&self, role: &OfficialRole) -> String {
        self.phrase_for_word("official", role)
    }

    fn office_name(&self, office: &Recipient) -> String {
        let role = self.phrase_for_word("role", &office.role);
        match office.country.or(office.accredited_to) {
            Some(country) => self.fill_pattern(
                "office",
                &[("role", &role), ("state", &self.state_name(country))],
            ),
            None => role,
        }
    }

    fn list_asked_parties(&self, _of: &[Line]) -> String {
        self.phrase_or_other("pattern", "asked").to_owned()
    }

    fn crowd_noun(&self, crowd: PeopleGroup) -> String {
        let key = match crowd {
            PeopleGroup::All => "other",
            PeopleGroup::Group(group) => group.slug(),
        };
        self.phrase_or_other("crowd", key).to_owned()
    }

    fn describe_demand(&self, demand: &Demand, who: &PeoplePhrase) -> String {
        if let Some(text) = &demand.text {
            return text.to_string();
        }
        let asked = self.phrase_for_word("demand", &demand.kind);
        if who.alone {
            asked
        } else {
            self.fill_pattern("demand_of", &[("demand", &asked), ("who", &who.words)])
        }
    }

    fn consent_note(&self) -> String {
        self.phrase_or_other("pattern", "consent").to_owned()
    }

    fn letter_labels(&self) -> Labels {
        let label = |key| self.phrase_or_other("labels", key).to_owned();
        Labels {
            subject: label("subject"),
            reference: label("reference"),
            copies: label("copies"),
            enclosures: label("enclosures"),
            sources: label("sources"),
        }
    }

    fn by_email(&self, address: &str) -> String {
        self.fill_pattern("by_email", &[("email", address)])
    }

    fn your_name(&self) -> String {
        format!("⟦{}⟧", self.phrase_or_other("pattern", "your_name"))
    }

    fn usual_salutation(&self, role: &Role, gender: Option<&Gender>) -> String {
        let gendered = match gender {
            Some(Gender::Female) => self.find_phrase("salutation_female", role.slug()),
            Some(Gender::Male) => self.find_phrase("salutation_male", role.slug()),
            Some(Gender::Unspecified | Gender::Other(_)) | None => None,
        };
        gendered
            .unwrap_or_else(|| self.phrase_or_other("salutation", role.slug()))
            .to_owned()
    }

    fn usual_close(&self, salutation: Option<&str>, several: bool) -> String {
        let key = match (salutation, several) {
            (None, _) => "public",
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
