//! What a table says of facts.

use super::{Table, filled};
use crate::letters::letter::Labels;
use crate::letters::words::charge::{grouped, offences};
use crate::letters::words::cldr::Cldr;
use crate::letters::words::{Crowd, Who, Words, Writer, law};
use crate::model::vocabulary::{
    Category, ChargeStanding, ConcernKind, Gender, OfficialRole, Regime, Role, Standing, Status, StatusGroup,
    Vocabulary,
};
use crate::model::{Action, Charge, Demand, Event, Line, PartialDate, Penalty, Recipient, Restriction, Sentence, Term};

impl Words for Table {
    fn cldr(&self) -> &Cldr {
        &self.cldr
    }

    fn date(&self, date: PartialDate) -> String {
        let words = self.cldr.date(date);
        match (date.month(), date.day_of_month()) {
            (None, _) => self.find("date", "year").map_or(words.clone(), |year| filled(year, &[("year", &words)])),
            (_, Some(1)) => self.find("date", "first").map_or(words.clone(), |first| words.replacen('1', first, 1)),
            _ => words,
        }
    }

    fn term(&self, term: Term) -> String {
        let (years, months, days) = term.parts();
        let parts = [("years", years), ("months", months), ("days", days)];
        let parts = parts.into_iter().filter_map(|(unit, number)| self.length(unit, number));
        parts.reduce(|first, then| self.pattern("lengths", &[("first", &first), ("then", &then)])).unwrap_or_default()
    }

    fn status(&self, status: &Status, _past: bool) -> String {
        let status = if status.is_known() { status } else { &Status::Unknown };
        self.word("status", status)
    }

    fn status_label(&self, status: &Status) -> String {
        self.status(status, false)
    }

    fn writer(&self, several: bool) -> Writer {
        let keys = if several { ["we", "us", "our"] } else { ["i", "me", "my"] };
        let [subject, object, possessive] = keys.map(|key| self.phrase("writer", key).to_owned());
        Writer { subject, object, possessive }
    }

    fn category(&self, category: &Category, _several: bool) -> String {
        self.word("category", category)
    }

    fn group(&self, group: Option<StatusGroup>) -> String {
        self.phrase("group", group.map_or("other", StatusGroup::slug)).to_owned()
    }

    fn others(&self) -> String {
        self.phrase("category", "other").to_owned()
    }

    fn restriction(&self, restriction: &Restriction) -> String {
        self.word("restriction", &restriction.kind)
    }

    fn rights(&self, concerns: &[ConcernKind]) -> Option<String> {
        let rights = law::articles(concerns).into_iter().map(|article| article.to_string());
        let rights = rights
            .map(|article| self.pattern("right", &[("right", self.phrase("right", &article)), ("article", &article)]));
        let rights: Vec<String> = rights.collect();
        (!rights.is_empty()).then(|| self.list(&rights))
    }

    fn charged(&self, charges: &[Charge], _past: bool) -> String {
        self.charges(charges)
    }

    fn charges(&self, charges: &[Charge]) -> String {
        let standing = |charge: &Charge| charge.standing.clone().unwrap_or(ChargeStanding::Accused);
        let offences = offences(charges);
        let cited = offences.iter().map(|offence| (standing(&offence.charge), self.cited(offence)));
        let clauses = grouped(cited).into_iter().map(|(standing, articles)| {
            let none = self.phrase("pattern", "no_article").to_owned();
            let mut articles: Vec<String> =
                articles.into_iter().map(|article| article.unwrap_or_else(|| none.clone())).collect();
            articles.dedup();
            let standing = self.known_or("charge", &standing, "accused");
            self.pattern("charge", &[("charge", &standing), ("articles", &articles.join(", "))])
        });
        clauses.reduce(|told, next| self.next(&told, &next)).unwrap_or_default()
    }

    fn article(&self, charge: &Charge) -> String {
        offences(std::slice::from_ref(charge)).first().and_then(|offence| self.cited(offence)).unwrap_or_default()
    }

    fn penalty(&self, sentence: &Sentence) -> String {
        let alone = self.word("sentence", &sentence.kind);
        let long = self.find("sentence_long", sentence.kind.slug()).zip(sentence.term);
        let penalty = match long {
            Some((phrase, term)) => filled(phrase, &[("term", &self.term(term))]),
            None => self.long(&alone, sentence.term),
        };
        let regime = sentence.regime.as_ref().filter(|regime| regime.is_known() && **regime != Regime::Unclassified);
        regime.map_or(penalty.clone(), |regime| {
            self.pattern("regime", &[("penalty", &penalty), ("regime", &self.word("regime", regime))])
        })
    }

    fn additional(&self, penalty: &Penalty) -> String {
        self.long(&self.word("restriction", &penalty.kind), penalty.term)
    }

    fn event(&self, event: &Event) -> Option<String> {
        if let Some(text) = &event.text {
            return Some(text.to_string());
        }
        let phrase = self.find("event", event.kind.slug()).filter(|_| event.kind.says_itself())?;
        let phrase = match event.country {
            Some(country) => self.pattern("office", &[("role", phrase), ("state", &self.state(country))]),
            None => phrase.to_owned(),
        };
        Some(format!("{phrase}."))
    }

    fn event_and(&self, told: &str, next: &str) -> String {
        self.next(told.trim_end_matches('.'), next)
    }

    fn standing(&self, standing: &Standing) -> Option<String> {
        let is_claim = matches!(standing, Standing::Alleged | Standing::Official);
        is_claim.then(|| self.word("standing", standing))
    }

    fn concern(&self, concern: &ConcernKind) -> String {
        self.word("concern", concern)
    }

    fn action(&self, action: &Action) -> String {
        self.phrase("action", action.kind.as_ref().map_or("other", Vocabulary::slug)).to_owned()
    }

    fn official(&self, role: &OfficialRole) -> String {
        self.word("official", role)
    }

    fn office(&self, office: &Recipient) -> String {
        let role = self.word("role", &office.role);
        match office.country.or(office.accredited_to) {
            Some(country) => self.pattern("office", &[("role", &role), ("state", &self.state(country))]),
            None => role,
        }
    }

    fn asked(&self, _of: &[Line]) -> String {
        self.phrase("pattern", "asked").to_owned()
    }

    fn crowd(&self, crowd: Crowd) -> String {
        let key = match crowd {
            Crowd::All => "other",
            Crowd::Group(group) => group.slug(),
        };
        self.phrase("crowd", key).to_owned()
    }

    fn demand(&self, demand: &Demand, who: &Who) -> String {
        if let Some(text) = &demand.text {
            return text.to_string();
        }
        let asked = self.word("demand", &demand.kind);
        if who.alone { asked } else { self.pattern("demand_of", &[("demand", &asked), ("who", &who.words)]) }
    }

    fn consent(&self) -> String {
        self.phrase("pattern", "consent").to_owned()
    }

    fn labels(&self) -> Labels {
        let label = |key| self.phrase("labels", key).to_owned();
        Labels {
            subject: label("subject"),
            reference: label("reference"),
            copies: label("copies"),
            enclosures: label("enclosures"),
            sources: label("sources"),
        }
    }

    fn by_email(&self, address: &str) -> String {
        self.pattern("by_email", &[("email", address)])
    }

    fn your_name(&self) -> String {
        format!("⟦{}⟧", self.phrase("pattern", "your_name"))
    }

    fn salutation(&self, role: &Role, gender: Option<&Gender>) -> String {
        let gendered = match gender {
            Some(Gender::Female) => self.find("salutation_female", role.slug()),
            Some(Gender::Male) => self.find("salutation_male", role.slug()),
            _ => None,
        };
        gendered.unwrap_or_else(|| self.phrase("salutation", role.slug())).to_owned()
    }

    fn close(&self, salutation: Option<&str>, several: bool) -> String {
        let key = match (salutation, several) {
            (None, _) => "public",
            (_, true) => "several",
            (_, false) => "one",
        };
        let salutation = salutation.unwrap_or_default().trim_end_matches([',', '!', ' ']);
        filled(self.phrase("close", key), &[("salutation", salutation)])
    }
}
