//! Counting: how many cases, letters and replies there are under each answer to a question.

use rusqlite::params_from_iter;

use super::list::column_sql;
use super::records::read_ids;
use super::select::{CaseCondition, STATUS};
use super::value::{quoted_text, to_json};
use super::{Error, RecordKind, Store, records};
use crate::model::vocabulary::{Status, StatusGroup, Vocabulary};
use crate::model::{Case, CaseColumn, Date, Facet, Filter, Id};

impl Store {
    /// Passes each value with its count to the body; cases without a value come last, under none. Years and months are in
    /// order of time, statuses in order of their vocabulary, all others the most frequent first. A case counts once under
    /// each answer it has. Letters dated after the day of the statuses do not count, nor do replies that came later.
    pub fn tally_by_facet<E: From<Error>>(
        &self,
        filter: &Filter,
        today: Date,
        by: Facet,
        mut each: impl FnMut(Option<&str>, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        let counts_status = matches!(by, Facet::StatusGroup | Facet::Status);
        let mut selection = CaseCondition::from_filter(filter, today)?;
        let doubtful = if counts_status {
            selection.bind_value(to_json(&self.doubtful_cases(filter, today)?))
        } else {
            String::new()
        };
        let sql = format!(
            "SELECT key, count(*) FROM ({}) GROUP BY key ORDER BY key IS NULL, {} key",
            keys_sql(by, &selection.where_sql(), &doubtful),
            order_sql(by),
        );
        let mut statement = self.conn.prepare_cached(&sql).map_err(Error::from)?;
        let mut rows = statement
            .query(params_from_iter(selection.bound_values()))
            .map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let key: Option<String> = row.get(0).map_err(Error::from)?;
            let count: i64 = row.get(1).map_err(Error::from)?;
            each(key.as_deref(), count.unsigned_abs())?;
        }
        Ok(())
    }

    /// The selected cases whose facts contradict their status on the day of the statuses, in order of id.
    pub fn doubtful_cases(&self, filter: &Filter, today: Date) -> Result<Vec<Id>, Error> {
        let day = filter.as_of.unwrap_or(today);
        let selection = CaseCondition::from_filter(filter, today)?;
        let sql = format!(
            "SELECT c.id FROM cases AS c WHERE {} AND ({MAY_BE_OVER}) ORDER BY c.id",
            selection.where_sql()
        );
        let ids = read_ids(
            &self.conn,
            RecordKind::Case,
            &sql,
            params_from_iter(selection.bound_values()),
        )?;
        let mut doubtful = Vec::new();
        records::each_record::<Case, Error>(&self.conn, &ids, |case| {
            if case.doubt_on(day).is_some() {
                doubtful.push(case.id);
            }
            Ok(())
        })?;
        Ok(doubtful)
    }
}

/// Whether a term or a stay of the case can be over on the day `?1`; a cheap test that comes before the exact one.
const MAY_BE_OVER: &str = "EXISTS (SELECT 1 FROM sentences WHERE case_id = c.id
        AND CAST(substr(date, 1, 4) AS INTEGER) + term_days / 366 <= CAST(substr(?1, 1, 4) AS INTEGER))
     OR EXISTS (SELECT 1 FROM events WHERE case_id = c.id AND coalesce(until, term) IS NOT NULL)";

/// One row per case, or letter, or reply, and answer, under the name `key`. `doubtful` is the place of the ids of those whose status is not counted.
fn keys_sql(by: Facet, condition: &str, doubtful: &str) -> String {
    let confirmed = |key: &str| {
        let word = quoted_text(Facet::DOUBTFUL);
        of_case_key(
            &format!(
                "CASE WHEN c.id IN (SELECT value FROM json_each({doubtful})) THEN {word} ELSE {key} END"
            ),
            condition,
        )
    };
    let of_case = |key: &str| of_case_key(key, condition);
    let of_list = |key: &str, table: &str| {
        format!(
            "SELECT DISTINCT c.n, {key} AS key FROM cases AS c
             LEFT JOIN {table} AS f ON f.case_id = c.id AND {key} IS NOT NULL WHERE {condition}"
        )
    };
    let year = |column: CaseColumn| of_case(&format!("substr({}, 1, 4)", column_sql(column)));
    match by {
        Facet::StatusGroup => confirmed(&status_group_sql()),
        Facet::Status => confirmed(&format!("({STATUS})")),
        Facet::Article => {
            of_list(&format!("CASE WHEN {STANDS} THEN coalesce(f.code || ' ', '') || f.article END"), "charges")
        }
        Facet::Category => of_case("c.category"),
        Facet::Arrested => year(CaseColumn::Arrested),
        Facet::Sentenced => year(CaseColumn::Sentenced),
        Facet::Place => of_case("c.place"),
        Facet::Concern => of_list("f.kind", "concerns"),
        Facet::Letters => {
            format!("{} SELECT substr(date, 1, 7) AS key FROM letters WHERE {ABOUT_THEM}", chosen_sql(condition))
        }
        Facet::Replies => format!(
            "{} SELECT substr(r.date, 1, 7) AS key FROM letters JOIN replies AS r ON r.letter_id = letters.id
             WHERE {ABOUT_THEM} AND (r.date IS NULL OR r.date <= ?1)",
            chosen_sql(condition)
        ),
    }
}

fn of_case_key(key: &str, condition: &str) -> String {
    format!("SELECT {key} AS key FROM cases AS c WHERE {condition}")
}

/// The ids, new and old, of the chosen cases.
fn chosen_sql(condition: &str) -> String {
    format!(
        "WITH chosen AS MATERIALIZED (SELECT c.id AS id FROM cases AS c WHERE {condition}),
         named AS MATERIALIZED (SELECT id FROM chosen
            UNION SELECT value FROM old_ids WHERE case_id IN (SELECT id FROM chosen))"
    )
}

/// Of a letter: whether it speaks of a chosen case and has been written.
const ABOUT_THEM: &str = "letters.date <= ?1
    AND letters.id IN (SELECT letter_id FROM letter_cases WHERE value IN (SELECT id FROM named))";

/// Whether a charge was raised and not taken back, as [`crate::model::Charge::is_active`], can have been by the day, and holds then
/// ([`crate::model::charge::filter_current`]).
const STANDS: &str =
    "(f.standing IS NULL OR f.standing IN ('accused', 'charged', 'convicted')) AND (f.date IS NULL OR f.date <= ?1)
     AND NOT EXISTS (
         SELECT 1 FROM charges AS later
         WHERE later.case_id = f.case_id AND later.article = f.article
             AND coalesce(later.code = f.code, 1) AND coalesce(later.part = f.part, 1)
             AND later.standing IS NOT NULL AND later.standing IS NOT f.standing
             AND (f.standing IS NOT 'convicted' OR later.standing IN ('acquitted', 'dropped', 'requalified'))
             AND (later.date IS NULL OR later.date <= ?1)
             AND CASE WHEN later.date <> f.date THEN later.date > f.date ELSE later.position > f.position END
     )";

/// The group of the status; the status itself where it has none.
fn status_group_sql() -> String {
    let cases: String = StatusGroup::ALL
        .into_iter()
        .flat_map(|group| {
            group
                .member_statuses()
                .iter()
                .map(move |status| (status, group))
        })
        .map(|(status, group)| {
            format!(
                " WHEN {} THEN {}",
                quoted_text(status.slug()),
                quoted_text(group.slug())
            )
        })
        .collect();
    format!("CASE ({STATUS}){cases} ELSE ({STATUS}) END")
}

fn order_sql(by: Facet) -> String {
    let ranks = |slugs: &mut dyn Iterator<Item = &'static str>| {
        let ranks: String = (0..)
            .zip(slugs)
            .map(|(rank, slug)| format!(" WHEN {} THEN {rank}", quoted_text(slug)))
            .collect();
        format!("CASE key{ranks} ELSE 99 END,")
    };
    let statuses = || Status::WORDS.iter().map(|word| word.slug);
    match by {
        Facet::StatusGroup => ranks(
            &mut StatusGroup::ALL
                .into_iter()
                .map(StatusGroup::slug)
                .chain(statuses()),
        ),
        Facet::Status => ranks(&mut statuses()),
        Facet::Arrested | Facet::Sentenced | Facet::Letters | Facet::Replies => String::new(),
        Facet::Article | Facet::Category | Facet::Place | Facet::Concern => {
            "count(*) DESC,".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::vocabulary::{Channel, ReplyKind};
    use crate::model::{Case, Cell, Record, Reply, SentLetter};
    use crate::store::sample::{self, parse_day};

    type Counts = Vec<(Option<String>, u64)>;

    fn counted(store: &Store, filter: &Filter, today: &str, by: Facet) -> Counts {
        let mut counts = Vec::new();
        let each = |key: Option<&str>, count: u64| {
            counts.push((key.map(str::to_owned), count));
            Ok::<_, Error>(())
        };
        store
            .tally_by_facet(filter, parse_day(today), by, each)
            .unwrap();
        counts
    }

    /// The values of a case, computed from its columns.
    fn answers(
        case: &Case,
        row: &dyn Fn(CaseColumn) -> Cell,
        today: Date,
        by: Facet,
    ) -> Vec<Option<String>> {
        let text = |cell: Cell| (!cell.is_empty()).then(|| cell.to_line());
        let year =
            |column: CaseColumn| text(row(column)).map(|date| date.chars().take(4).collect());
        let status = case.status_on(today);
        let is_doubtful = case.doubt_on(today).is_some();
        let mut answers: Vec<Option<String>> = match by {
            Facet::StatusGroup | Facet::Status if is_doubtful => vec![Some("doubtful".to_owned())],
            Facet::StatusGroup => {
                vec![Some(status.status_group().map_or_else(
                    || status.slug().to_owned(),
                    |group| group.slug().to_owned(),
                ))]
            }
            Facet::Status => vec![Some(status.slug().to_owned())],
            Facet::Category => vec![case.category.as_ref().map(ToString::to_string)],
            Facet::Place => vec![case.place.as_ref().map(ToString::to_string)],
            Facet::Arrested => vec![year(CaseColumn::Arrested)],
            Facet::Sentenced => vec![year(CaseColumn::Sentenced)],
            Facet::Concern => case
                .concerns
                .iter()
                .map(|concern| Some(concern.kind.to_string()))
                .collect(),
            _ => {
                let by_then = |charge: &&crate::model::Charge| {
                    charge.date.is_none_or(|date| date.may_be_by(today))
                };
                let charges: Vec<_> = case.charges.iter().filter(by_then).cloned().collect();
                let articles = crate::model::charge::filter_current(&charges)
                    .into_iter()
                    .filter(|charge| charge.is_active())
                    .filter_map(|charge| Some((&charge.code, charge.article.as_ref()?)));
                let article =
                    |(code, article): (&Option<crate::model::Line>, &crate::model::Line)| {
                        Some(
                            code.as_ref()
                                .map(|code| format!("{code} "))
                                .unwrap_or_default()
                                + article.as_str(),
                        )
                    };
                articles.map(article).collect()
            }
        };
        if answers.is_empty() {
            answers.push(None);
        }
        answers.sort();
        answers.dedup();
        answers
    }

    #[test]
    fn every_number_is_that_of_the_cases_themselves() {
        let (store, cases) = sample::build_casebook();
        let columns = [CaseColumn::Arrested, CaseColumn::Sentenced];
        for today in ["2011-11-30", "2021-09-15"] {
            let mut rows: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
            let mut ids = cases.iter();
            let each = |cells: &[Cell]| {
                rows.insert(ids.next().unwrap().id.to_string(), cells.to_vec());
                Ok::<_, Error>(())
            };
            store
                .each_row(
                    &Filter::default(),
                    "id".parse().unwrap(),
                    None,
                    &columns,
                    parse_day(today),
                    each,
                )
                .unwrap();
            for by in Facet::iter_all().filter(|by| !matches!(by, Facet::Letters | Facet::Replies))
            {
                let mut expected: BTreeMap<Option<String>, u64> = BTreeMap::new();
                for case in &cases {
                    let cell = |column: CaseColumn| {
                        rows[case.id.as_str()][usize::from(column == CaseColumn::Sentenced)].clone()
                    };
                    for answer in answers(case, &cell, parse_day(today), by) {
                        *expected.entry(answer).or_default() += 1;
                    }
                }
                let counts = counted(&store, &Filter::default(), today, by);
                assert_eq!(
                    counts.iter().cloned().collect::<BTreeMap<_, _>>(),
                    expected,
                    "{}",
                    by.name()
                );
                assert!(
                    counts.iter().rev().skip(1).all(|(key, _)| key.is_some()),
                    "none comes last"
                );
            }
        }
    }

    #[test]
    fn letters_count_by_month_also_under_an_old_id() {
        let mut store = Store::in_memory().unwrap();
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
        case.old_ids = vec!["was-a".parse().unwrap()];
        let letter = |id: &str, date: &str, about: &str| {
            let fields = [
                ("id", id),
                ("date", date),
                ("kind", "appeal"),
                ("lang", "en"),
                ("text", "x"),
                ("sha256", "0"),
            ];
            let mut letter =
                SentLetter::from_typed(fields.into_iter().chain([("cases", about)])).unwrap();
            letter.channel = Some(Channel::from_stored("post"));
            letter
        };
        let mut answered = letter("one", "2021-08-01", "was-a");
        let reply = |date: &str| Reply {
            date: date.parse().ok(),
            ..Reply::from_typed([("kind", ReplyKind::WORDS[0].slug)]).unwrap()
        };
        answered.replies = vec![reply("2021-09"), reply(""), reply("2022-01-01")];
        store
            .run_operation::<_, Error>("test", "2021-09-15T00:00:00Z", |operation| {
                operation.put_case(&case)?;
                for letter in [
                    answered,
                    letter("two", "2021-08-09", "a"),
                    letter("three", "2021-09", "a"),
                    letter("later", "2022", "a"),
                    letter("other", "2021-08", "b"),
                ] {
                    operation.put_letter(&letter)?;
                }
                Ok(())
            })
            .unwrap();
        let is = |by, expected: &[(Option<&str>, u64)]| {
            let expected: Counts = expected
                .iter()
                .map(|(key, count)| (key.map(str::to_owned), *count))
                .collect();
            assert_eq!(
                counted(&store, &Filter::default(), "2021-09-15", by),
                expected
            );
        };
        is(
            Facet::Letters,
            &[(Some("2021-08"), 2), (Some("2021-09"), 1)],
        );
        is(Facet::Replies, &[(Some("2021-09"), 1), (None, 1)]);
        let nobody = Filter {
            ids: vec!["x".parse().unwrap()],
            ..Filter::default()
        };
        assert_eq!(counted(&store, &nobody, "2021-09-15", Facet::Letters), []);
    }
}
