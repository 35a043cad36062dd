//! What privacy keeps out of letters, and who is named in them though that may not be.

use std::collections::BTreeSet;

use crate::checks::{Ground, Problem};
use crate::letters::disclosure::{PublicCase, Why, kept_out};
use crate::letters::preflight;
use crate::model::{Case, Id, Recipient, Record, SourceDates};

/// Texts of a case that name somebody else who may not be named.
pub(crate) fn named(case: &Case, ground: &Ground<'_>) -> Vec<Problem> {
    let Ok(told) = PublicCase::disclose(case, ground.today, &SourceDates::default()) else { return Vec::new() };
    let named = told.others_named(ground.names);
    let problem = |named: crate::letters::disclosure::Named| {
        let what = format!("{} names {} (“{}”): {}", named.place, named.who, named.said, named.why);
        Problem::new(what, format!("cases update {} --edit   # reword it", case.id))
    };
    let sources: BTreeSet<Id> =
        told.named_sources().into_iter().filter(|source| ground.unsaid.contains(source)).collect();
    let source = |source: Id| {
        let what =
            format!("its source {source} names somebody who may not be named, and is not named where that is told");
        Problem::new(what, format!("cases export {} -o CASE.toml, reword the source, cases import CASE.toml", case.id))
    };
    named.into_iter().map(problem).chain(sources.into_iter().map(source)).collect()
}

/// Fields of an office that name somebody who may not be named.
pub(crate) fn named_in_office(office: &Recipient, ground: &Ground<'_>) -> Vec<Problem> {
    let problem = |named: crate::letters::disclosure::Named| {
        let what = format!("{} names {} (“{}”): {}", named.place, named.who, named.said, named.why);
        Problem::new(what, format!("cases recipients update {} --set FIELD=VALUE   # reword it", office.id))
    };
    ground.names.named_in_office(office).into_iter().map(problem).collect()
}

/// Facts that are private by their kind, of which nobody has said whether they may be told.
pub(crate) fn undecided(case: &Case, ground: &Ground<'_>) -> Vec<Problem> {
    if PublicCase::disclose(case, ground.today, &SourceDates::default()).is_err() {
        return Vec::new();
    }
    let kept = kept_out(case, ground.today).into_iter().filter(|kept| kept.why == Why::Kind);
    kept.map(|kept| Problem::new(kept.sentence(), format!("{}   # or =yes", kept.let_in(&case.id)))).collect()
}

/// What a pseudonym does to the texts.
pub(crate) fn pseudonym(case: &Case, ground: &Ground<'_>) -> Vec<Problem> {
    let told = PublicCase::disclose(case, ground.today, &SourceDates::default()).ok();
    super::told(told.as_ref().and_then(preflight::pseudonym))
}

/// What may be told of the situation, where what may not be told says otherwise.
pub(crate) fn otherwise(case: &Case, ground: &Ground<'_>) -> Vec<Problem> {
    let told = PublicCase::disclose(case, ground.today, &SourceDates::default()).ok();
    super::told(told.as_ref().and_then(preflight::otherwise))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{case, event, found, of_office, office};
    use crate::model::{Concern, Official, Record};

    #[test]
    fn what_nobody_decided_on_is_named_with_the_word_that_lets_it_in() {
        let mut told = case("");
        told.concerns = vec![
            Concern::from_typed([("kind", "torture"), ("text", "She was beaten.")]).unwrap(),
            Concern::from_typed([("kind", "torture"), ("text", "Said."), ("private", "yes")]).unwrap(),
        ];
        let undecided = found("withheld", &told);
        assert_eq!(undecided.len(), 1, "{undecided:?}");
        assert!(undecided[0].contains("cases update a --entry concerns.1 --private=no"), "{undecided:?}");
        told.publicity = "private".parse().ok();
        assert_eq!(found("withheld", &told), [""; 0]);
    }

    #[test]
    fn texts_that_name_those_who_may_not_be_named_are_found() {
        let mut told = case("");
        told.events = vec![event("arrest", "2021-01", "", "")];
        told.events[0].text = "She was taken with Viktor Senko.".parse().ok();
        let named = found("names", &told);
        assert!(named[0].starts_with("events.1.text names senko-viktor"), "{named:?}");
        told.events[0].text = None;
        told.events[0].source = "senko".parse().ok();
        told.officials = vec![Official::from_typed([("name", "Viktor Senko"), ("role", "judge")]).unwrap()];
        let named = found("names", &told);
        assert!(named[0].starts_with("officials.1.name names senko-viktor"), "{named:?}");
        assert!(named[1].starts_with("its source senko names somebody"), "{named:?}");
        for fields in ["post=Dept. of Viktor Senko", "email=viktor.senko@mail.by"] {
            assert!(of_office(&office(fields)).contains(&"names"), "{fields}");
        }
    }

    #[test]
    fn a_public_situation_that_a_private_fact_denies_is_found() {
        let mut told = case("");
        told.events = vec![event("arrest", "2021-01", "imprisoned", ""), event("release", "2021-03", "released", "")];
        told.events[1].private = Some(true);
        assert!(found("otherwise", &told)[0].contains("“imprisoned”"), "{:?}", found("otherwise", &told));
        told.events[1].private = None;
        assert_eq!(found("otherwise", &told), [""; 0]);
    }
}
