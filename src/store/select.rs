//! A filter as a condition in SQL. It decides as [`Filter`] says; a test compares it with a plain evaluation in memory.

use std::collections::BTreeSet;

use rusqlite::types::Value;

use super::value::{quoted_text, to_json};
use super::{Error, MOST_WORDS};
use crate::model::filter::Article;
use crate::model::vocabulary::{EventKind, Status, StatusWord, Vocabulary};
use crate::model::{Case, Date, Filter, PartialDate, Record, search_key};

/// The status of the case `c` on the day `?1`: the kept one, unless its event lies after that day.
pub(super) const STATUS: &str = "CASE WHEN c.status_since IS NULL OR c.status_since <= ?1 THEN c.status
    ELSE coalesce((SELECT status FROM events WHERE case_id = c.id AND status IS NOT NULL AND (date IS NULL OR date <= ?1)
        ORDER BY date DESC, position DESC LIMIT 1), 'unknown') END";

/// Whether an event of the table `events` is an arrest, as [`Case::arrests`].
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
        let day = filter.as_of.unwrap_or(today);
        // So that there is always a first parameter, whether anything asks for the day or not.
        let always = "?1 IS NOT NULL".to_owned();
        let mut selection = Self {
            conditions: vec![always],
            values: vec![Value::Text(day.to_string())],
        };
        selection.ask_about_the_case(filter);
        selection.ask_about_facts(filter);
        selection.ask_about_sentences(filter);
        selection.ask_about_arrests(filter);
        selection.ask_for_places(filter);
        selection.ask_for_words(filter)?;
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

    fn ask_about_the_case(&mut self, filter: &Filter) {
        self.one_of("c.id IN {}", &filter.ids);
        self.one_of(
            &format!("({STATUS}) IN {{}}"),
            &status_slugs(&filter.status),
        );
        self.one_of(
            &format!("({STATUS}) NOT IN {{}}"),
            &status_slugs(&filter.not_status),
        );
        self.one_of("c.country IN {}", &filter.country);
        self.one_of(
            "(c.category IN {} OR c.id IN (SELECT case_id FROM categories WHERE value IN {}))",
            &filter.category,
        );
        self.one_of(
            "c.id IN (SELECT case_id FROM \"groups\" WHERE value IN {})",
            &filter.group,
        );
        self.one_of(
            "c.id IN (SELECT case_id FROM tags WHERE value IN {})",
            &filter.tag,
        );
        self.one_of(
            "c.id NOT IN (SELECT case_id FROM tags WHERE value IN {})",
            &filter.not_tag,
        );
    }

    fn ask_about_facts(&mut self, filter: &Filter) {
        self.one_of(
            "c.id IN (SELECT case_id FROM concerns WHERE kind IN {})",
            &filter.concern,
        );
        let facts: Vec<String> = Case::sourced_lists()
            .map(|(list, _)| format!("SELECT case_id FROM \"{}\" WHERE source IN {{}}", list.name))
            .collect();
        self.one_of(
            &format!("c.id IN ({})", facts.join(" UNION ALL ")),
            &filter.source,
        );
        let articles: Vec<String> = filter
            .charge
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

    fn ask_about_sentences(&mut self, filter: &Filter) {
        let mut asked = self.date_between(filter.sentenced_after, filter.sentenced_before);
        for (term, relation) in [(filter.term_over, '>'), (filter.term_under, '<')] {
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

    fn ask_about_arrests(&mut self, filter: &Filter) {
        let asked = self.date_between(filter.arrested_after, filter.arrested_before);
        if !asked.is_empty() {
            self.conditions.push(format!(
                "c.id IN (SELECT case_id FROM events WHERE {} AND {})",
                is_arrest(),
                asked.join(" AND ")
            ));
        }
    }

    fn ask_for_places(&mut self, filter: &Filter) {
        let keys = filter
            .place
            .iter()
            .map(|place| search_key::build_search_key(place))
            .filter(|key| !key.is_empty());
        let asked: Vec<String> = keys
            .map(|key| format!("instr(c.place_key, {})", self.bind_value(key)))
            .collect();
        if !filter.place.is_empty() {
            self.any_of(&asked);
        }
    }

    fn ask_for_words(&mut self, filter: &Filter) -> Result<(), Error> {
        let keys: Vec<String> = filter
            .search
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
            let query: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
            let query = self.bind_value(query.join(" "));
            self.conditions.push(format!(
                "c.n IN (SELECT rowid FROM search_index WHERE search_index MATCH {query})"
            ));
        }
        Ok(())
    }

    /// A condition in which `{}` stands for the list of these words; nothing is asked if there are none.
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

    /// A `date` that lies certainly between two others: `~` is greater than whatever follows a partial date.
    fn date_between(
        &mut self,
        after: Option<PartialDate>,
        before: Option<PartialDate>,
    ) -> Vec<String> {
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
mod tests {
    use proptest::test_runner::{Config, TestRunner};

    use super::*;
    use crate::model::filter::SortOrder;
    use crate::model::vocabulary::{Category, ConcernKind};
    use crate::model::{Cell, Country, Fact, Id, Sentence, Term};
    use crate::store::sample::{self, DATES, LINES, SampleChoices, TERMS, parse_day};

    fn filter(choices: &mut SampleChoices<'_>) -> Filter {
        let mut filter = Filter::default();
        // One to three questions, each with one or two values.
        for _ in 0..=choices.next() % 3 {
            let question = choices.next() % 19;
            for _ in 0..=choices.next() % 2 {
                ask(&mut filter, question, choices.next());
            }
        }
        filter
    }

    fn ask(filter: &mut Filter, question: usize, value: usize) {
        fn pick<T: std::str::FromStr>(value: usize, texts: &[&str]) -> T {
            texts[value % texts.len()].parse().ok().unwrap()
        }
        let ids = ["dck", "x-3", "odf-2018", "c-001"];
        match question {
            0 => filter
                .ids
                .push(pick(value, &["c-001", "c-002", "c-100", "nobody"])),
            1 => filter.status.push(pick(
                value,
                &["detained", "at-risk", "restricted", "unknown", "threatened"],
            )),
            2 => filter
                .not_status
                .push(pick(value, &["detained", "at-risk", "unknown"])),
            3 => filter.country.push(pick::<Country>(value, &["KZ", "RU"])),
            4 => filter.category.push(Category::from_stored(
                ["journalist", "student", "lawyer"][value % 3],
            )),
            5 => filter.group.push(pick(value, &ids)),
            6 => filter.tag.push(pick(value, &ids)),
            7 => filter.not_tag.push(pick(value, &ids)),
            8 => filter.charge.push(pick(
                value,
                &["174", "174.174", "almaty 174", "ALMATY 174.174", "175"],
            )),
            9 => filter
                .concern
                .push(ConcernKind::from_stored(ConcernKind::WORDS[value % 9].slug)),
            10 => filter
                .place
                .push(["Алмат", "prison", "edige", "—", "LA 155"][value % 5].to_owned()),
            11 => filter.source.push(pick(value, &ids)),
            12 => filter.sentenced_after = Some(pick(value, &DATES)),
            13 => filter.sentenced_before = Some(pick(value, &DATES)),
            14 => filter.term_over = Some(pick(value, &TERMS)),
            15 => filter.term_under = Some(pick(value, &TERMS)),
            16 => filter.arrested_after = Some(pick(value, &DATES)),
            17 => filter.arrested_before = Some(pick(value, &DATES)),
            _ => filter.search.push(
                [
                    "Едиге",
                    "batyr",
                    "UNION words",
                    "two",
                    "drop_table",
                    "?",
                    LINES[5],
                ][value % 7]
                    .to_owned(),
            ),
        }
        filter.as_of = value.is_multiple_of(3).then(|| parse_day("2018-04-15"));
    }

    /// The filter once more, as [`Filter`] describes it, in plain words.
    fn selects(filter: &Filter, case: &Case, today: Date) -> bool {
        let any = |asked: bool, found: bool| !asked || found;
        let status = case.status_on(filter.as_of.unwrap_or(today));
        let is = |words: &[StatusWord]| {
            words
                .iter()
                .any(|word| word.member_statuses().contains(&status))
        };
        let categories = || case.category.iter().chain(&case.categories);
        any(!filter.ids.is_empty(), filter.ids.contains(&case.id))
            && any(!filter.status.is_empty(), is(&filter.status))
            && !is(&filter.not_status)
            && any(
                !filter.country.is_empty(),
                filter.country.contains(&case.country),
            )
            && any(
                !filter.category.is_empty(),
                categories().any(|category| filter.category.contains(category)),
            )
            && any(
                !filter.group.is_empty(),
                case.groups.iter().any(|group| filter.group.contains(group)),
            )
            && any(
                !filter.tag.is_empty(),
                case.tags.iter().any(|tag| filter.tag.contains(tag)),
            )
            && !case.tags.iter().any(|tag| filter.not_tag.contains(tag))
            && any(
                !filter.charge.is_empty(),
                filter.charge.iter().any(|article| charged(case, article)),
            )
            && any(
                !filter.concern.is_empty(),
                case.concerns
                    .iter()
                    .any(|one| filter.concern.contains(&one.kind)),
            )
            && any(
                !filter.place.is_empty(),
                filter.place.iter().any(|place| is_at(case, place)),
            )
            && any(
                !filter.source.is_empty(),
                sources(case)
                    .iter()
                    .any(|source| filter.source.contains(source)),
            )
            && any(
                asks_sentence(filter),
                case.sentences.iter().any(|sentence| fits(filter, sentence)),
            )
            && any(
                asks_arrest(filter),
                arrests(case)
                    .any(|date| certainly(date, filter.arrested_after, filter.arrested_before)),
            )
            && filter.search.iter().all(|words| says(case, words))
    }

    fn charged(case: &Case, article: &Article) -> bool {
        let same = |one: &Option<String>, other: Option<String>| {
            one.as_ref()
                .is_none_or(|one| other.is_some_and(|other| one.eq_ignore_ascii_case(&other)))
        };
        case.charges.iter().any(|charge| {
            charge.article.as_ref().is_some_and(|one| {
                article.contains(one.as_str(), charge.part.as_ref().map(|part| part.as_str()))
            }) && (same(&article.code, charge.code.as_ref().map(ToString::to_string))
                || same(
                    &article.code,
                    charge
                        .code
                        .as_ref()
                        .and_then(|code| without_year(code.as_str())),
                ))
        })
    }

    fn without_year(code: &str) -> Option<String> {
        let (law, year) = code.rsplit_once(' ')?;
        (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then(|| law.to_owned())
    }

    fn is_at(case: &Case, place: &str) -> bool {
        let key = search_key::build_search_key(place);
        !key.is_empty()
            && case
                .place
                .as_ref()
                .is_some_and(|place| search_key::build_search_key(place.as_str()).contains(&key))
    }

    fn sources(case: &Case) -> Vec<Id> {
        let facts = Case::LISTS.iter().flat_map(|list| {
            let position = list
                .fields
                .iter()
                .position(|field| field.name == "source")
                .unwrap();
            case.rows(list.name)
                .into_iter()
                .map(move |row| row[position].clone())
        });
        facts
            .filter(|cell| !cell.is_empty())
            .map(|cell: Cell| cell.to_line().parse().unwrap())
            .collect()
    }

    fn asks_sentence(filter: &Filter) -> bool {
        filter.sentenced_after.or(filter.sentenced_before).is_some()
            || filter.term_over.or(filter.term_under).is_some()
    }

    fn asks_arrest(filter: &Filter) -> bool {
        filter.arrested_after.or(filter.arrested_before).is_some()
    }

    fn fits(filter: &Filter, sentence: &Sentence) -> bool {
        let days = sentence.term.map(Term::average_days);
        let dated = certainly(
            sentence.date,
            filter.sentenced_after,
            filter.sentenced_before,
        );
        dated
            && filter
                .term_over
                .is_none_or(|term| days.is_some_and(|days| days > term.average_days()))
            && filter
                .term_under
                .is_none_or(|term| days.is_some_and(|days| days < term.average_days()))
    }

    fn arrests(case: &Case) -> impl Iterator<Item = Option<PartialDate>> {
        case.arrest_events().map(Fact::date)
    }

    fn certainly(
        date: Option<PartialDate>,
        after: Option<PartialDate>,
        before: Option<PartialDate>,
    ) -> bool {
        after.is_none_or(|after| date.is_some_and(|date| date.earliest_day() > after.latest_day()))
            && before.is_none_or(|before| {
                date.is_some_and(|date| date.latest_day() < before.earliest_day())
            })
    }

    fn says(case: &Case, words: &str) -> bool {
        let lines = [&case.place, &case.occupation, &case.organisation]
            .into_iter()
            .flatten();
        let titles = case
            .charges
            .iter()
            .filter_map(|charge| charge.title.as_ref());
        let mut text: Vec<String> = case
            .iter_names()
            .chain(lines)
            .chain(titles)
            .map(ToString::to_string)
            .collect();
        text.extend(case.summary.iter().map(ToString::to_string));
        let text = search_key::build_search_key(&text.join(" "));
        let asked = search_key::build_search_key(words);
        !asked.is_empty()
            && asked
                .split(' ')
                .all(|word| text.split(' ').any(|found| found.starts_with(word)))
    }

    #[test]
    fn sql_selects_what_the_filter_says() {
        let (store, cases) = sample::build_casebook();
        let mut runner = TestRunner::new(Config {
            cases: 600,
            ..Config::default()
        });
        let mut selected = [0, 0];
        runner
            .run(
                &proptest::collection::vec(proptest::arbitrary::any::<u8>(), 12),
                |bytes| {
                    let filter = filter(&mut SampleChoices::new(&bytes));
                    let today = parse_day("2021-09-15");
                    let expected: Vec<Id> = cases
                        .iter()
                        .filter(|case| selects(&filter, case, today))
                        .map(|case| case.id.clone())
                        .collect();
                    let sort: SortOrder = "id".parse().unwrap();
                    assert_eq!(
                        store.list_ids(&filter, sort, None, today).unwrap(),
                        expected,
                        "{filter:?}"
                    );
                    assert_eq!(
                        store.count_cases(&filter, today).unwrap(),
                        expected.len() as u64
                    );
                    Ok(())
                },
            )
            .unwrap();
        for question in 0..19 {
            let mut one = Filter::default();
            (0..7).for_each(|value| ask(&mut one, question, value));
            one.as_of = None;
            let count = store.count_cases(&one, parse_day("2021-09-15")).unwrap();
            selected[usize::from(count > 0)] += 1;
        }
        assert!(
            selected[1] >= 15,
            "the test asks questions that have answers: {selected:?}"
        );
    }

    #[test]
    fn what_folds_to_nothing_selects_nothing() {
        let (store, _) = sample::build_casebook();
        for filter in [
            Filter {
                search: vec!["?".to_owned()],
                ..Filter::default()
            },
            Filter {
                place: vec!["—".to_owned()],
                ..Filter::default()
            },
        ] {
            assert_eq!(
                store.count_cases(&filter, parse_day("2021-09-15")).unwrap(),
                0
            );
        }
    }
}
