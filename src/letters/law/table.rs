//! The tables of `data/law`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use serde::Deserialize;

use crate::model::vocabulary::{DemandKind, Role};
use crate::model::{Date, PartialDate};

/// The treaties in the order in which they are cited: the general before the particular, the world before a region.
pub const ORDER: [&str; 10] = [
    "iccpr", "cat", "cped", "echr", "achr", "achpr", "refugees", "crc", "icescr", "ilo87",
];

/// The treaties by id. Empty, so that nothing is cited, if the table cannot be read; a test sees to it that it can.
pub(super) static TREATIES: LazyLock<BTreeMap<String, Treaty>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/law/treaties.toml")).unwrap_or_default()
});

/// The articles by the fact that touches them.
pub(super) static RIGHTS: LazyLock<BTreeMap<String, TouchedRight>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/law/rights.toml")).unwrap_or_default()
});

/// The laws on personal sanctions by state or union.
pub(super) static SANCTIONS: LazyLock<BTreeMap<String, SanctionStatute>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/law/sanctions.toml")).unwrap_or_default()
});

/// A law under which personal sanctions can be imposed for violations of human rights.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SanctionStatute {
    /// Whose it is: “the European Union”.
    pub of: String,
    /// Its name, with its article.
    pub name: String,
    /// The day from which it is in force.
    pub since: PartialDate,
    /// What it reaches, as it follows “it reaches”.
    pub scope: Option<String>,
    /// The same for a fact, by the name of the table of rights.
    #[serde(default)]
    pub covers: BTreeMap<String, String>,
    /// Where it is printed.
    #[allow(dead_code, reason = "a source, for those who read the table")]
    source: String,
}

/// What offices can do in law.
pub(super) static POWERS: LazyLock<PowerTable> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/law/powers.toml")).unwrap_or_default()
});

/// The rows of the table of powers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PowerTable {
    pub powers: Vec<LegalPower>,
}

/// A power that a law gives to an office.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LegalPower {
    pub country: String,
    pub role: Role,
    /// What it can be used for.
    pub demands: Vec<DemandKind>,
    /// As it follows “use”.
    pub words: String,
    pub since: PartialDate,
    /// The last day on which the law is known to have said so.
    pub until: PartialDate,
    /// Where the law says so.
    #[allow(dead_code, reason = "a source, for those who read the table")]
    source: String,
}

/// A treaty and the states that it binds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Treaty {
    /// With its article: the International Covenant …
    pub name: String,
    /// As it is called where it is not the only one.
    pub short: Option<String>,
    /// Where its text is printed.
    #[allow(dead_code, reason = "a source, for those who read the table")]
    text: String,
    /// Who says who is a party.
    #[allow(dead_code, reason = "a source, for those who read the table")]
    source: String,
    in_force: PartialDate,
    /// The first day for which the list of parties was compared with a public one; none where its own dates were.
    compared_from: Option<PartialDate>,
    /// Articles of which a state has made a reservation.
    #[serde(default)]
    reserved: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    after_days: u16,
    #[serde(default)]
    after_months: u16,
    /// What each article guarantees.
    pub articles: BTreeMap<String, String>,
    parties: BTreeMap<String, PartialDate>,
    #[serde(default)]
    ended: BTreeMap<String, PartialDate>,
}

/// What touches which articles.
#[derive(Debug, Deserialize)]
pub(super) struct TouchedRight {
    /// Why no article speaks of it.
    #[allow(dead_code, reason = "a reason, for those who read the table")]
    none: Option<String>,
    /// Articles that bind the state that holds a person for another one.
    #[serde(default)]
    pub held_abroad: BTreeMap<String, Vec<String>>,
    /// Articles by instrument.
    #[serde(flatten)]
    pub articles: BTreeMap<String, Vec<String>>,
}

impl Treaty {
    pub(super) fn cited_name(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }

    /// Whether it certainly binds the state on the day.
    pub(super) fn is_binding_on(&self, state: &str, day: Date) -> bool {
        let Some(party) = self.parties.get(state) else {
            return false;
        };
        let wait = i64::from(self.after_months)
            .months()
            .days(i64::from(self.after_days));
        let since = party.latest_day().checked_add(wait).ok();
        let is_over = self
            .ended
            .get(state)
            .is_some_and(|ended| ended.earliest_day() <= day);
        let is_compared = self
            .compared_from
            .is_none_or(|from| from.latest_day() <= day);
        !is_over
            && is_compared
            && self.in_force.latest_day() <= day
            && since.is_some_and(|since| since <= day)
    }

    /// Whether the state has made a reservation to the article.
    pub(super) fn is_reserved_by(&self, state: &str, article: &str) -> bool {
        self.reserved
            .get(state)
            .is_some_and(|articles| articles.iter().any(|reserved| reserved == article))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Country;
    use crate::model::vocabulary::{ConcernKind, Vocabulary};

    #[test]
    fn the_tables_can_be_read_and_every_party_is_a_state() {
        let read: BTreeMap<String, Treaty> =
            toml::from_str(include_str!("../../../data/law/treaties.toml")).unwrap();
        let mut ids: Vec<&str> = read.keys().map(String::as_str).collect();
        let mut ordered = ORDER.to_vec();
        ids.sort_unstable();
        ordered.sort_unstable();
        assert_eq!(ids, ordered);
        for (id, treaty) in &read {
            assert!(!treaty.text.is_empty() && !treaty.source.is_empty());
            for code in treaty.parties.keys() {
                assert!(code.parse::<Country>().is_ok(), "{id}: {code}");
            }
            assert!(
                treaty
                    .ended
                    .keys()
                    .all(|code| treaty.parties.contains_key(code))
            );
        }
    }

    #[test]
    fn every_power_is_of_a_known_role_and_serves_known_demands() {
        let read: PowerTable =
            toml::from_str(include_str!("../../../data/law/powers.toml")).unwrap();
        for power in &read.powers {
            assert!(power.role.is_known() && power.country.parse::<Country>().is_ok());
            assert!(!power.demands.is_empty() && power.demands.iter().all(Vocabulary::is_known));
            assert!(!power.source.is_empty());
        }
        assert!(!read.powers.is_empty());
    }

    #[test]
    fn the_laws_on_sanctions_can_be_read() {
        let read: BTreeMap<String, SanctionStatute> =
            toml::from_str(include_str!("../../../data/law/sanctions.toml")).unwrap();
        assert!(read.contains_key("EU") && read.values().all(|law| !law.source.is_empty()));
        for (code, law) in &read {
            assert!(
                law.covers.keys().all(|fact| RIGHTS.contains_key(fact)),
                "{code}"
            );
        }
    }

    #[test]
    fn every_concern_has_its_articles_or_says_why_not() {
        let read: BTreeMap<String, TouchedRight> =
            toml::from_str(include_str!("../../../data/law/rights.toml")).unwrap();
        for word in ConcernKind::WORDS {
            let right = read
                .get(word.slug)
                .unwrap_or_else(|| panic!("{}", word.slug));
            let is_empty = right.articles.is_empty() && right.held_abroad.is_empty();
            assert_eq!(right.none.is_some(), is_empty, "{}", word.slug);
        }
        for (fact, right) in &read {
            for (instrument, articles) in right.articles.iter().chain(&right.held_abroad) {
                let is_law = matches!(instrument.as_str(), "udhr" | "mandela");
                let treaty = TREATIES.get(instrument);
                assert!(is_law || treaty.is_some(), "{fact}: {instrument}");
                for article in articles {
                    let has_words =
                        treaty.is_none_or(|treaty| treaty.articles.contains_key(article));
                    assert!(has_words, "{fact}: {instrument} {article}");
                }
            }
        }
    }
}
