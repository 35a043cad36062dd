//! A filter as a condition in SQL. It decides as [`Filter`] says; a test compares it with a plain evaluation in memory.

use std::collections::BTreeSet;

use rusqlite::types::Value;

use super::value::{quoted_text, to_json};
use super::word_query::word_query;
use super::{Error, MOST_WORDS};
use crate::model::filter::Article;
use crate::model::vocabulary::{EventKind, Status, StatusWord, Vocabulary};
use crate::model::{Case, Date, Filter, Id, PartialDate, Record, Term, search_key};

/// The status of the case `c` on the day `?1`: the stored one, unless its event is later than that day.
pub(super) const STATUS: &str =
    "CASE WHEN c.status_since IS NULL OR c.status_since <= ?1 THEN c.status
    ELSE coalesce((SELECT status FROM events
        WHERE case_id = c.id AND status IS NOT NULL AND (date IS NULL OR date <= ?1)
        ORDER BY date DESC, position DESC LIMIT 1), 'unknown') END";

/// Whether an event of the table `events` is an arrest, as [`Case::arrest_events`].
pub(super) fn is_arrest() -> String {
    let (kinds, statuses) = (
        quote_slugs(&EventKind::ARRESTS),
        quote_slugs(&Status::OF_THE_TAKEN),
    );
    let began = quoted_text(EventKind::StatusBegan.slug());
    let held = quote_slugs(&Status::OF_THE_HELD);
    let before = "SELECT earlier.status FROM events AS earlier
        WHERE earlier.case_id = events.case_id AND earlier.status IS NOT NULL
            AND (earlier.date < events.date OR earlier.date IS NULL AND events.date IS NOT NULL
                OR earlier.date IS events.date AND earlier.position < events.position)
        ORDER BY earlier.date DESC, earlier.position DESC LIMIT 1";
    format!(
        "(kind IN ({kinds}) OR kind = {began} AND status IN ({statuses}) AND coalesce(({before}) NOT IN ({held}), TRUE))"
    )
}

/// Whether an event is a release, as [`crate::model::Event::is_release`].
pub(super) fn is_release() -> String {
    let (kinds, statuses) = (
        quote_slugs(&EventKind::RELEASES),
        quote_slugs(&Status::OF_THE_LET_OUT),
    );
    let noted = quoted_text(EventKind::StatusNoted.slug());
    format!("(kind IN ({kinds}) OR kind <> {noted} AND status IN ({statuses}))")
}

fn quote_slugs<V: Vocabulary>(words: &[V]) -> String {
    words
        .iter()
        .map(|word| quoted_text(word.slug()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A condition on the case `c`, and the values of its parameters. `?1` is the day of the statuses.
pub(super) struct CaseCondition {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl CaseCondition {
    /// The condition of a filter; `today` is the day of the statuses if the filter names none.
    pub fn from_filter(filter: &Filter, today: Date) -> Result<Self, Error> {
        // Taken apart by name: a question that nobody asks below must not widen a selection.
        let Filter {
            ids,
            status,
            not_status,
            country,
            category,
            group,
            tag,
            not_tag,
            charge,
            concern,
            place,
            source,
            sentenced_after,
            sentenced_before,
            term_over,
            term_under,
            arrested_after,
            arrested_before,
            search,
            as_of,
        } = filter;
        let day = as_of.unwrap_or(today);
        // So that there is always a first parameter, whether anything asks for the day or not.
        let always = "?1 IS NOT NULL".to_owned();
        let mut selection = Self {
            conditions: vec![always],
            values: vec![Value::Text(day.to_string())],
        };
        selection.one_of("c.id IN {}", ids);
        selection.one_of(&format!("({STATUS}) IN {{}}"), &status_slugs(status));
        selection.one_of(
            &format!("({STATUS}) NOT IN {{}}"),
            &status_slugs(not_status),
        );
        selection.one_of("c.country IN {}", country);
        selection.one_of(
            "(c.category IN {} OR c.id IN (SELECT case_id FROM categories WHERE value IN {}))",
            category,
        );
        selection.one_of(
            "c.id IN (SELECT case_id FROM \"groups\" WHERE value IN {})",
            group,
        );
        selection.one_of("c.id IN (SELECT case_id FROM tags WHERE value IN {})", tag);
        selection.one_of(
            "c.id NOT IN (SELECT case_id FROM tags WHERE value IN {})",
            not_tag,
        );
        selection.one_of(
            "c.id IN (SELECT case_id FROM concerns WHERE kind IN {})",
            concern,
        );
        selection.ask_for_sources(source);
        selection.ask_for_articles(charge);
        selection.ask_about_sentences(
            [*sentenced_after, *sentenced_before],
            [*term_over, *term_under],
        );
        selection.ask_about_arrests([*arrested_after, *arrested_before]);
        selection.ask_for_places(place);
        selection.ask_for_words(search)?;
        Ok(selection)
    }

    /// After `WHERE`.
    pub fn where_sql(&self) -> String {
        self.conditions.join(" AND ")
    }

    /// The parameters, from `?1`.
    pub fn bound_values(&self) -> &[Value] {
        &self.values
    }

    /// The place of one more parameter: `?2`.
    pub fn bind_value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn ask_for_sources(&mut self, sources: &[Id]) {
        let facts: Vec<String> = Case::sourced_lists()
            .map(|(list, _)| format!("SELECT case_id FROM \"{}\" WHERE source IN {{}}", list.name))
            .collect();
        self.one_of(&format!("c.id IN ({})", facts.join(" UNION ALL ")), sources);
    }

    fn ask_for_articles(&mut self, asked: &[Article]) {
        let articles: Vec<String> = asked
            .iter()
            .map(|article| self.article_condition(article))
            .collect();
        if !articles.is_empty() {
            self.conditions.push(format!(
                "c.id IN (SELECT case_id FROM charges WHERE {})",
                articles.join(" OR ")
            ));
        }
    }

    /// Of one and the same sentence: after a date, before a date; over a term, under a term.
    fn ask_about_sentences(&mut self, dates: [Option<PartialDate>; 2], terms: [Option<Term>; 2]) {
        let mut asked = self.date_between(dates);
        for (term, relation) in terms.into_iter().zip(['>', '<']) {
            if let Some(term) = term {
                asked.push(format!(
                    "term_days {relation} {}",
                    self.bind_value(i64::from(term.average_days()))
                ));
            }
        }
        if !asked.is_empty() {
            self.conditions.push(format!(
                "c.id IN (SELECT case_id FROM sentences WHERE {})",
                asked.join(" AND ")
            ));
        }
    }

    /// Of one arrest: after a date, before a date.
    fn ask_about_arrests(&mut self, dates: [Option<PartialDate>; 2]) {
        let asked = self.date_between(dates);
        if !asked.is_empty() {
            self.conditions.push(format!(
                "c.id IN (SELECT case_id FROM events WHERE {} AND {})",
                is_arrest(),
                asked.join(" AND ")
            ));
        }
    }

    fn ask_for_places(&mut self, places: &[String]) {
        let keys = places
            .iter()
            .map(|place| search_key::build_search_key(place))
            .filter(|key| !key.is_empty());
        let asked: Vec<String> = keys
            .map(|key| format!("instr(c.place_key, {})", self.bind_value(key)))
            .collect();
        if !places.is_empty() {
            self.any_of(&asked);
        }
    }

    fn ask_for_words(&mut self, texts: &[String]) -> Result<(), Error> {
        let keys: Vec<String> = texts
            .iter()
            .map(|words| search_key::build_search_key(words))
            .collect();
        if keys.iter().any(String::is_empty) {
            self.any_of(&[]);
        } else if !keys.is_empty() {
            let words = longest_words(keys.iter().flat_map(|key| key.split(' ')));
            if words.len() > MOST_WORDS {
                return Err(Error::TooManyWords(words.len()));
            }
            let query = self.bind_value(word_query(&words, texts));
            self.conditions.push(format!(
                "c.n IN (SELECT rowid FROM search_index WHERE search_index MATCH {query})"
            ));
        }
        Ok(())
    }

    /// A condition in which `{}` is replaced by the list of these words; no condition if there are none.
    fn one_of<T: ToString>(&mut self, condition: &str, words: &[T]) {
        if !words.is_empty() {
            let words: Vec<String> = words.iter().map(T::to_string).collect();
            let list = format!(
                "(SELECT value FROM json_each({}))",
                self.bind_value(to_json(&words))
            );
            self.conditions.push(condition.replace("{}", &list));
        }
    }

    /// Any of these conditions; none holds if there is none.
    fn any_of(&mut self, conditions: &[String]) {
        self.conditions.push(if conditions.is_empty() {
            "0".to_owned()
        } else {
            format!("({})", conditions.join(" OR "))
        });
    }

    /// A `date` that is certainly between two others: `~` is greater than every continuation of a partial date.
    fn date_between(&mut self, [after, before]: [Option<PartialDate>; 2]) -> Vec<String> {
        let after = after.map(|date| format!("date > {}", self.bind_value(format!("{date}~"))));
        let before =
            before.map(|date| format!("date || '~' < {}", self.bind_value(date.to_string())));
        after.into_iter().chain(before).collect()
    }

    fn article_condition(&mut self, asked: &Article) -> String {
        let number = self.bind_value(asked.number.clone());
        let within = "article || coalesce('.' || part, '')";
        let mut conditions = vec![format!(
            "article IS NOT NULL AND ({within} = {number} \
             OR substr({within}, 1, length({number}) + 1) = {number} || '.')"
        )];
        if let Some(code) = &asked.code {
            // A law that stands with its year is found with and without it.
            let code = self.bind_value(code.clone());
            conditions.push(format!(
                "(code = {code} COLLATE NOCASE OR (code GLOB '* [0-9][0-9][0-9][0-9]' \
                 AND substr(code, 1, length(code) - 5) = {code} COLLATE NOCASE))"
            ));
        }
        format!("({})", conditions.join(" AND "))
    }
}

/// The words that are not the beginning of another of them: whoever has a word that begins with the longer one has one that
/// begins with the shorter.
fn longest_words<'a>(words: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let all: BTreeSet<&str> = words.collect();
    // What begins with a word stands directly behind it.
    let next = all.iter().skip(1).map(Some).chain([None]);
    let kept = all
        .iter()
        .zip(next)
        .filter(|(word, next)| next.is_none_or(|next| !next.starts_with(**word)));
    kept.map(|(word, _)| *word).collect()
}

fn status_slugs(words: &[StatusWord]) -> Vec<String> {
    words
        .iter()
        .flat_map(StatusWord::member_statuses)
        .map(|status| status.to_string())
        .collect()
}

#[cfg(test)]
mod tests;
