//! The law that a letter may cite: which articles a fact touches, and which treaties bind a state on a day.
//!
//! The tables are `data/law/treaties.toml` and `data/law/rights.toml`. What does not stand in them is not cited.

mod table;

use crate::model::vocabulary::{DemandKind, Role};
use crate::model::{Country, Date};

pub use table::{ORDER, SanctionStatute};
use table::{POWERS, RIGHTS, SANCTIONS, TREATIES, Treaty};

/// The most treaties that one letter cites: who reads four has read none.
const MOST_TREATIES: usize = 2;

/// The most articles of one treaty, and of the Universal Declaration, that one letter cites.
const MOST_ARTICLES: usize = 3;

/// The Universal Declaration has so many articles.
const DECLARED: u32 = 30;

/// What one letter cites.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LawCitation {
    /// The treaties, each of which binds every state concerned.
    pub treaties: Vec<CitedTreaty>,
    /// Articles of the Universal Declaration of Human Rights.
    pub declaration: Vec<u8>,
    /// Rules of the Nelson Mandela Rules.
    pub rules: Vec<u8>,
    /// Whether it is said of several states.
    pub several_states: bool,
}

/// A treaty with the articles that the facts touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedTreaty {
    /// The id: `iccpr`.
    pub id: &'static str,
    /// The name as a sentence has it, with its article.
    pub name: String,
    /// The articles, in their order.
    pub articles: Vec<CitedArticle>,
}

/// An article and what it guarantees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedArticle {
    /// As cited: `14`.
    pub number: String,
    /// What it guarantees, as it follows “which guarantees”.
    pub guarantee: String,
}

impl LawCitation {
    /// Whether any article or rule stands in both.
    pub fn shares_article_with(&self, other: &Self) -> bool {
        let numbers = |one: &[u8], other: &[u8]| one.iter().any(|number| other.contains(number));
        numbers(&self.declaration, &other.declaration)
            || numbers(&self.rules, &other.rules)
            || self.treaties.iter().any(|treaty| {
                let alike = other.treaties.iter().filter(|it| it.id == treaty.id);
                let mut articles = alike.flat_map(|it| &it.articles);
                articles.any(|article| treaty.articles.contains(article))
            })
    }
}

/// Whose duty is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyBearer {
    /// The state that persecutes.
    Persecutor,
    /// The state that holds the person for another one.
    Holder,
}

/// What the law says to the facts, named by their slugs, the heaviest first: of the treaties those alone that bind every one of
/// the states on the day.
pub fn cite_law(facts: &[&str], states: &[Country], bearer: DutyBearer, day: Date) -> LawCitation {
    let mut citation = LawCitation {
        several_states: states.len() > 1,
        ..LawCitation::default()
    };
    let bound_by =
        |id: &str| !states.is_empty() && states.iter().all(|state| is_bound(id, *state, day));
    for fact in facts {
        if bearer == DutyBearer::Persecutor {
            add_numbers(&mut citation.declaration, fact, "udhr");
            add_numbers(&mut citation.rules, fact, "mandela");
        }
    }
    citation.declaration.truncate(MOST_ARTICLES);
    citation.declaration.sort_unstable();
    for id in ORDER {
        if citation.treaties.len() == MOST_TREATIES {
            break;
        }
        let Some(treaty) = TREATIES.get(id).filter(|_| bound_by(id)) else {
            continue;
        };
        let mut numbers: Vec<&String> = Vec::new();
        for number in facts.iter().flat_map(|fact| articles_of(fact, id, bearer)) {
            let is_reserved = |state: &Country| treaty.is_reserved_by(state.code(), number);
            if !numbers.contains(&number) && !states.iter().any(is_reserved) {
                numbers.push(number);
            }
        }
        numbers.truncate(MOST_ARTICLES);
        numbers.sort_by_key(|number| number.parse::<u32>().unwrap_or(u32::MAX));
        let articles: Vec<CitedArticle> = numbers
            .into_iter()
            .filter_map(|number| cite_article(treaty, number))
            .collect();
        if !articles.is_empty() {
            citation.treaties.push(CitedTreaty {
                id,
                name: treaty.cited_name().to_owned(),
                articles,
            });
        }
    }
    citation
}

/// Whether a treaty binds a state on a day, as far as it is known for certain.
pub fn is_bound(treaty: &str, state: Country, day: Date) -> bool {
    TREATIES
        .get(treaty)
        .is_some_and(|treaty| treaty.is_binding_on(state.code(), day))
}

/// The treaties by id and by the names under which a text may cite them.
pub fn iter_treaty_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    TREATIES.iter().flat_map(|(id, treaty)| {
        std::iter::once(treaty.name.as_str())
            .chain(treaty.short.as_deref())
            .map(|name| (id.as_str(), name.trim_start_matches("the ")))
    })
}

/// Whether an instrument whose name ends with this word, in small letters, has an article of this number: “covenant”, “14”.
pub fn knows_article(word: &str, number: &str) -> bool {
    if word == "declaration" {
        return number
            .parse()
            .is_ok_and(|number: u32| (1..=DECLARED).contains(&number));
    }
    let is_named = |treaty: &Treaty| {
        let name = treaty.name.to_lowercase();
        name.split(' ').any(|part| part == word)
            && matches!(word, "covenant" | "convention" | "charter")
    };
    TREATIES
        .values()
        .any(|treaty| is_named(treaty) && treaty.articles.contains_key(number))
}

/// The power that the law of the state gives to an office for what is asked, as it follows “use”; none where no row of the table
/// says so.
pub fn find_power(
    role: &Role,
    country: Option<Country>,
    kind: &DemandKind,
    day: Date,
) -> Option<&'static str> {
    let country = country?;
    POWERS
        .powers
        .iter()
        .find(|power| {
            power.role == *role
                && power.country == country.code()
                && power.demands.contains(kind)
                && power.since.latest_day() <= day
                && day <= power.until.earliest_day()
        })
        .map(|power| power.words.as_str())
}

/// The laws on personal sanctions in force on a day: those of one state (ISO 3166-1) or of the European Union (`EU`), or all.
pub fn sanction_statutes(
    of: Option<&str>,
    day: Date,
) -> impl Iterator<Item = &'static SanctionStatute> {
    SANCTIONS
        .iter()
        .filter(move |(code, statute)| {
            of.is_none_or(|of| of == code.as_str()) && statute.since.latest_day() <= day
        })
        .map(|(_, statute)| statute)
}

/// Whether any article speaks of a fact.
pub fn has_law(fact: &str) -> bool {
    RIGHTS
        .get(fact)
        .is_some_and(|right| !right.articles.is_empty())
}

/// The articles of the Universal Declaration of Human Rights that a fact touches.
pub fn declaration_articles(fact: &str) -> Vec<u8> {
    let mut articles = Vec::new();
    add_numbers(&mut articles, fact, "udhr");
    articles
}

fn add_numbers(numbers: &mut Vec<u8>, fact: &str, instrument: &str) {
    let found = articles_of(fact, instrument, DutyBearer::Persecutor);
    for number in found.filter_map(|number| number.parse().ok()) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
}

fn articles_of(
    fact: &str,
    instrument: &str,
    bearer: DutyBearer,
) -> impl Iterator<Item = &'static String> {
    let right = RIGHTS.get(fact);
    let articles = right.map(|right| match bearer {
        DutyBearer::Persecutor => &right.articles,
        DutyBearer::Holder => &right.held_abroad,
    });
    articles
        .and_then(|articles| articles.get(instrument))
        .into_iter()
        .flatten()
}

fn cite_article(treaty: &Treaty, number: &str) -> Option<CitedArticle> {
    Some(CitedArticle {
        number: number.to_owned(),
        guarantee: treaty.articles.get(number)?.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;

    fn ids(facts: &[&str], state: &str, day: &str) -> Vec<&'static str> {
        let states = [state.parse().unwrap()];
        let cited = cite_law(
            facts,
            &states,
            DutyBearer::Persecutor,
            full_day(day).unwrap(),
        );
        cited.treaties.iter().map(|treaty| treaty.id).collect()
    }

    #[test]
    fn a_treaty_is_cited_to_those_whom_it_binds_alone() {
        for (state, day, cited) in [
            ("KZ", "2021-09-15", &["iccpr"][..]),
            ("KZ", "2006-04-23", &[]),
            ("KZ", "2006-05-01", &["iccpr"]),
            ("CN", "2021-09-15", &[]),
            ("SA", "2021-09-15", &[]),
            ("MY", "2021-09-15", &[]),
            ("RU", "2021-09-15", &["iccpr", "echr"]),
            ("RU", "2022-09-15", &["iccpr", "echr"]),
            ("RU", "2022-09-16", &["iccpr"]),
            ("TR", "2021-09-15", &["iccpr", "echr"]),
            ("EG", "2021-09-15", &["iccpr", "achpr"]),
            ("BY", "1976-03-22", &[]),
        ] {
            assert_eq!(ids(&["unfair-trial"], state, day), cited, "{state} {day}");
        }
        assert_eq!(ids(&["torture"], "IR", "2021-09-15"), ["iccpr"]);
        assert_eq!(ids(&["torture"], "CN", "2021-09-15"), ["cat"]);
        assert_eq!(ids(&["torture"], "MM", "2021-09-15"), [""; 0]);
    }

    #[test]
    fn what_was_not_compared_with_a_public_list_is_not_cited() {
        for (state, day, cited) in [
            ("AZ", "2018-11-14", &["iccpr"][..]),
            ("AZ", "2018-11-15", &["iccpr", "echr"]),
            ("EG", "2001-05-01", &["iccpr"]),
            ("MX", "1981-06-23", &["achr"]),
        ] {
            assert_eq!(ids(&["unfair-trial"], state, day), cited, "{state} {day}");
        }
        assert_eq!(
            ids(&["trade-union-rights"], "KZ", "2021-09-15"),
            ["iccpr", "icescr"]
        );
        assert!(is_bound(
            "ilo87",
            "KZ".parse().unwrap(),
            full_day("2002-01-01").unwrap()
        ));
        assert!(!is_bound(
            "ilo87",
            "PK".parse().unwrap(),
            full_day("2021-09-15").unwrap()
        ));
    }

    #[test]
    fn an_article_is_not_cited_to_a_state_that_reserved_it() {
        let day = full_day("2021-09-15").unwrap();
        let cited = |state: &str| {
            let states = [state.parse().unwrap()];
            let facts = ["freedom-of-expression", "unfair-trial"];
            let law = cite_law(&facts, &states, DutyBearer::Persecutor, day);
            let charter = law.treaties.into_iter().find(|treaty| treaty.id == "achpr");
            let articles = charter.map(|treaty| treaty.articles).unwrap_or_default();
            articles.into_iter().map(|it| it.number).collect::<Vec<_>>()
        };
        assert_eq!(
            (cited("EG"), cited("KE")),
            (vec!["7".to_owned()], vec!["7".to_owned(), "9".to_owned()])
        );
    }

    #[test]
    fn asylum_is_a_duty_of_the_state_that_holds() {
        let day = full_day("2021-09-15").unwrap();
        let facts = ["transnational-repression", "interpol-misuse"];
        let persecutor = ["KZ".parse().unwrap()];
        let own = cite_law(&facts, &persecutor, DutyBearer::Persecutor, day);
        assert_eq!(own, LawCitation::default());
        let holder = ["PL".parse().unwrap()];
        let abroad = cite_law(&facts, &holder, DutyBearer::Holder, day);
        assert_eq!(abroad.treaties.len(), MOST_TREATIES);
        assert!(abroad.declaration.is_empty());
    }

    #[test]
    fn what_binds_one_of_two_states_is_not_said_of_both() {
        let day = full_day("2021-09-15").unwrap();
        let both = ["KZ".parse().unwrap(), "CN".parse().unwrap()];
        let cited = cite_law(&["unfair-trial"], &both, DutyBearer::Persecutor, day);
        assert!(cited.treaties.is_empty() && cited.declaration == [10]);
    }
}
