use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::model::filter::SortOrder;
use crate::model::vocabulary::{Category, ConcernKind};
use crate::model::{Cell, Country, Fact, FieldMeaning, Sentence};
use crate::store::sample::{self, DATES, LINES, SampleChoices, TERMS, parse_day};

fn filter(choices: &mut SampleChoices<'_>) -> Filter {
    let mut filter = Filter::default();
    // One to three questions, each with one or two values.
    for _ in 0..=choices.next() % 3 {
        let question = choices.next() % Filter::QUESTIONS.len();
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
    filter.as_of = value.is_multiple_of(3).then(|| parse_day("2018-04-15"));
    match Filter::QUESTIONS[question] {
        "ids" => filter
            .ids
            .push(pick(value, &["c-001", "c-002", "c-100", "nobody"])),
        "status" => filter.status.push(pick(
            value,
            &["detained", "at-risk", "restricted", "unknown", "threatened"],
        )),
        "not_status" => filter
            .not_status
            .push(pick(value, &["detained", "at-risk", "unknown"])),
        "country" => filter.country.push(pick::<Country>(value, &["KZ", "RU"])),
        "category" => filter.category.push(Category::from_stored(
            ["journalist", "student", "lawyer"][value % 3],
        )),
        "group" => filter.group.push(pick(value, &ids)),
        "tag" => filter.tag.push(pick(value, &ids)),
        "not_tag" => filter.not_tag.push(pick(value, &ids)),
        "charge" => filter.charge.push(pick(
            value,
            &["174", "174.174", "almaty 174", "ALMATY 174.174", "175"],
        )),
        "concern" => filter
            .concern
            .push(ConcernKind::from_stored(ConcernKind::WORDS[value % 9].slug)),
        "place" => filter
            .place
            .push(["Алмат", "prison", "edige", "—", "LA 155"][value % 5].to_owned()),
        "source" => filter.source.push(pick(value, &ids)),
        "sentenced_after" => filter.sentenced_after = Some(pick(value, &DATES)),
        "sentenced_before" => filter.sentenced_before = Some(pick(value, &DATES)),
        "term_over" => filter.term_over = Some(pick(value, &TERMS)),
        "term_under" => filter.term_under = Some(pick(value, &TERMS)),
        "arrested_after" => filter.arrested_after = Some(pick(value, &DATES)),
        "arrested_before" => filter.arrested_before = Some(pick(value, &DATES)),
        "search" => filter.search.push(
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
        "as_of" => filter.as_of = Some(parse_day("2018-04-15")),
        other => panic!("this test does not know how to ask for “{other}”"),
    }
}

/// The filter once more, as [`Filter`] describes it, in plain words.
fn selects(filter: &Filter, case: &Case, today: Date) -> bool {
    // Taken apart by name: a question that nobody answers below must not compile.
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
    let any = |asked: bool, found: bool| !asked || found;
    let status_then = case.status_on(as_of.unwrap_or(today));
    let is = |words: &[StatusWord]| {
        words
            .iter()
            .any(|word| word.member_statuses().contains(&status_then))
    };
    let categories = || case.category.iter().chain(&case.categories);
    any(!ids.is_empty(), ids.contains(&case.id))
        && any(!status.is_empty(), is(status))
        && !is(not_status)
        && any(!country.is_empty(), country.contains(&case.country))
        && any(
            !category.is_empty(),
            categories().any(|known| category.contains(known)),
        )
        && any(
            !group.is_empty(),
            case.groups.iter().any(|known| group.contains(known)),
        )
        && any(
            !tag.is_empty(),
            case.tags.iter().any(|known| tag.contains(known)),
        )
        && !case.tags.iter().any(|known| not_tag.contains(known))
        && any(
            !charge.is_empty(),
            charge.iter().any(|article| charged(case, article)),
        )
        && any(
            !concern.is_empty(),
            case.concerns.iter().any(|one| concern.contains(&one.kind)),
        )
        && any(
            !place.is_empty(),
            place.iter().any(|place| is_at(case, place)),
        )
        && any(
            !source.is_empty(),
            sources(case).iter().any(|known| source.contains(known)),
        )
        && any(
            sentenced_after.or(*sentenced_before).is_some() || term_over.or(*term_under).is_some(),
            case.sentences.iter().any(|sentence| {
                certainly(sentence.date, *sentenced_after, *sentenced_before)
                    && lasts(sentence, *term_over, *term_under)
            }),
        )
        && any(
            arrested_after.or(*arrested_before).is_some(),
            arrests(case).any(|date| certainly(date, *arrested_after, *arrested_before)),
        )
        && search.iter().all(|words| says(case, words))
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
            .position(|field| field.meaning == FieldMeaning::Source)
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

fn lasts(sentence: &Sentence, over: Option<Term>, under: Option<Term>) -> bool {
    let days = sentence.term.map(Term::average_days);
    over.is_none_or(|term| days.is_some_and(|days| days > term.average_days()))
        && under.is_none_or(|term| days.is_some_and(|days| days < term.average_days()))
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
        && before
            .is_none_or(|before| date.is_some_and(|date| date.latest_day() < before.earliest_day()))
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
    for question in 0..Filter::QUESTIONS.len() {
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
