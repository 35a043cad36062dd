use proptest::prelude::*;

use super::*;
use crate::model::arbitrary::{Words, any_record};
use crate::model::{Case, Charge, Event, Recipient};

/// A record that is the base with some parts of another one: which, the choices say.
fn make_variant<R: Record + Clone>(base: &R, other: &R, choices: &[u8]) -> R {
    let mut choices = choices.iter().copied().cycle();
    let mut next = || choices.next().unwrap_or_default();
    let (old, new) = (base.cells(), other.cells());
    let cells: Vec<Cell> = old
        .into_iter()
        .zip(new)
        .map(|(old, new)| if next() % 4 == 0 { new } else { old })
        .collect();
    let mut record = R::from_cells(&cells).unwrap();
    for list in R::LISTS {
        let mut rows = base.rows(list.name);
        for row in other.rows(list.name) {
            match next() % 6 {
                0 => rows.insert(0, row),
                1 => rows.push(row),
                2 => drop(rows.pop()),
                3 if !rows.is_empty() => rows[0] = row,
                4 => rows.reverse(),
                _ => {}
            }
        }
        record.set_rows(list.name, &rows).unwrap();
    }
    record
}

/// A base and what two made of it. Nobody gives the person another `uid`.
fn any_states() -> impl Strategy<Value = (Case, Case, Case)> {
    let cases = (
        any_record::<Case>(Words::Any),
        any_record::<Case>(Words::Any),
        any_record::<Case>(Words::Any),
    );
    (cases, any::<[u8; 24]>(), any::<[u8; 24]>()).prop_map(
        |((mut base, one, other), first, second)| {
            base.uid = None;
            let (mut mine, mut theirs) = (
                make_variant(&base, &one, &first),
                make_variant(&base, &other, &second),
            );
            (mine.uid, theirs.uid) = (None, None);
            (base, mine, theirs)
        },
    )
}

fn merge_three<R: Record + Clone + PartialEq>(
    base: &R,
    mine: &R,
    theirs: &R,
    side: MergeSide,
) -> (R, Vec<FactConflict>) {
    let three = ThreeWayRecord {
        base: Some(base),
        mine: Some(mine),
        theirs: Some(theirs),
    };
    let merged = merge_states(three, side).unwrap();
    match merged.outcome {
        RecordOutcome::Put(record) => (*record, merged.clashes),
        RecordOutcome::Same => (mine.clone(), merged.clashes),
        RecordOutcome::Remove => panic!("nobody removed it"),
    }
}

fn mirror_clashes(clashes: &[FactConflict]) -> Vec<FactConflict> {
    let turned = |clash: &FactConflict| FactConflict {
        mine: clash.theirs.clone(),
        theirs: clash.mine.clone(),
        ..clash.clone()
    };
    clashes.iter().map(turned).collect()
}

fn sort_clashes(mut clashes: Vec<FactConflict>) -> Vec<String> {
    clashes.sort_by_key(|clash| format!("{clash:?}"));
    clashes.iter().map(|clash| format!("{clash:?}")).collect()
}

/// Every value of a side that the base does not have and that is in neither the result nor a clash.
fn find_lost(base: &Case, side: &Case, result: &Case, told: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut lost = Vec::new();
    for (index, field) in Case::FIELDS
        .iter()
        .enumerate()
        .filter(|(_, field)| !is_later_date_right(field))
    {
        let (old, new, now) = (
            &base.cells()[index],
            &side.cells()[index],
            &result.cells()[index],
        );
        let is_there = match new {
            Cell::List(new) => new
                .iter()
                .all(|item| list_items(old).contains(item) || list_items(now).contains(item)),
            _ => new == now,
        };
        if new != old && !is_there && !told(&new.to_line()) && !new.is_empty() {
            lost.push(format!("{} {new:?}", field.name));
        }
    }
    for list in Case::LISTS {
        let (old, now) = (base.rows(list.name), result.rows(list.name));
        let new = side
            .rows(list.name)
            .into_iter()
            .filter(|row| !old.contains(row) && !now.contains(row));
        lost.extend(
            new.map(|row| describe_entry(list.fields, &row))
                .filter(|row| !told(row)),
        );
    }
    lost
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_one_side_changed_is_taken_and_what_both_changed_alike((base, mine, theirs) in any_states()) {
        for side in [MergeSide::Mine, MergeSide::Theirs] {
            prop_assert_eq!(merge_three(&base, &mine, &mine, side), (mine.clone(), Vec::new()));
            prop_assert_eq!(merge_three(&base, &base, &theirs, side), (theirs.clone(), Vec::new()));
            prop_assert_eq!(merge_three(&base, &mine, &base, side), (mine.clone(), Vec::new()));
        }
    }

    #[test]
    fn which_side_is_mine_makes_no_difference((base, mine, theirs) in any_states()) {
        for (side, other) in [(MergeSide::Mine, MergeSide::Theirs), (MergeSide::Theirs, MergeSide::Mine)] {
            let (one, clashes) = merge_three(&base, &mine, &theirs, side);
            let (turned, others) = merge_three(&base, &theirs, &mine, other);
            prop_assert_eq!(sort_clashes(clashes), sort_clashes(mirror_clashes(&others)));
            prop_assert_eq!(one, turned);
        }
    }

    #[test]
    fn nothing_of_either_side_is_lost((base, mine, theirs) in any_states()) {
        for side in [MergeSide::Mine, MergeSide::Theirs] {
            let (merged, clashes) = merge_three(&base, &mine, &theirs, side);
            let told = |text: &str| {
                let sides = clashes.iter().flat_map(|clash| [&clash.mine, &clash.theirs]);
                sides.flatten().any(|told| told == text)
            };
            prop_assert_eq!(find_lost(&base, &mine, &merged, &told), Vec::<String>::new());
            prop_assert_eq!(find_lost(&base, &theirs, &merged, &told), Vec::<String>::new());
        }
    }

    #[test]
    fn what_neither_touched_stays((base, mine, theirs) in any_states()) {
        let (merged, _) = merge_three(&base, &mine, &theirs, MergeSide::Mine);
        for list in Case::LISTS {
            let (one, other, now) = (mine.rows(list.name), theirs.rows(list.name), merged.rows(list.name));
            let kept = base.rows(list.name).into_iter().filter(|row| one.contains(row) && other.contains(row));
            prop_assert!(kept.clone().all(|row| now.contains(&row)), "{}: {:?}", list.name, now);
        }
    }

    #[test]
    fn changes_of_different_facts_never_clash(
        (base, one, other) in any_states(),
        whose in any::<[bool; 40]>(),
        rows in prop::collection::vec(0..5_u8, 8),
    ) {
        let mut sides = [base.clone(), base.clone()];
        for (side, (from, is_mine)) in sides.iter_mut().zip([(&one, true), (&other, false)]) {
            let pairs = base.cells().into_iter().zip(from.cells()).zip(whose);
            let cells: Vec<Cell> = pairs.map(|((old, new), whose)| if whose == is_mine { new } else { old }).collect();
            *side = side.with_cells(&cells).unwrap();
        }
        let charge = |number: usize, part: &str| -> Charge {
            Record::from_typed([("title", format!("offence {number}").as_str()), ("part", part)]).unwrap()
        };
        let mut base = base;
        base.charges = (0..rows.len()).map(|number| charge(number, "1")).collect();
        for (side, turn) in sides.iter_mut().zip([0, 1]) {
            let mine = |number: usize| number % 2 == turn;
            side.charges = (base.charges.iter().zip(&rows).enumerate())
                .filter_map(|(number, (old, what))| match what {
                    0 if mine(number) => None,
                    1 if mine(number) => Some(charge(number, "2")),
                    _ => Some(old.clone()),
                })
                .chain([charge(100 + turn, "1")])
                .collect();
        }
        let [mine, theirs] = &sides;
        let (merged, clashes) = merge_three(&base, mine, theirs, MergeSide::Mine);
        prop_assert_eq!(clashes, Vec::new());
        for (index, mine) in (0..).zip(mine.cells()) {
            let expected = if whose[index] { mine } else { theirs.cells().swap_remove(index) };
            prop_assert_eq!(&merged.cells()[index], &expected);
        }
        let changed = |number: usize| rows[number] < 2;
        let unchanged = (0..rows.len()).filter(|number| !changed(*number)).map(|number| charge(number, "1"));
        prop_assert!(unchanged.chain([charge(100, "1"), charge(101, "1")]).all(|one| merged.charges.contains(&one)));
        prop_assert_eq!(merged.charges.len(), rows.iter().filter(|what| **what != 0).count() + 2);
    }
}

fn make_case(extra: &[(&str, &str)]) -> Case {
    let flat = [("id", "a"), ("name", "A. One"), ("country", "KZ")];
    Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap()
}

fn make_event(kind: &str, date: &str, text: &str) -> Event {
    Event::from_typed([("kind", kind), ("date", date), ("text", text)]).unwrap()
}

fn with_events(events: &[Event]) -> Case {
    Case {
        events: events.to_vec(),
        ..make_case(&[])
    }
}

#[test]
fn a_fact_that_both_changed_is_told_with_all_its_values() {
    let (base, mine, theirs) = (
        make_case(&[("held_at", "Ak-Bulak")]),
        make_case(&[("held_at", "Colony 3")]),
        make_case(&[("held_at", "Colony 5")]),
    );
    let (merged, clashes) = merge_three(&base, &mine, &theirs, MergeSide::Theirs);
    let text = |text: &str| Some(text.to_owned());
    let clash = FactConflict {
        of: Some("held_at"),
        base: text("Ak-Bulak"),
        mine: text("Colony 3"),
        theirs: text("Colony 5"),
    };
    assert_eq!(clashes, [clash]);
    assert_eq!(merged, theirs);
}

#[test]
fn an_entry_is_never_mixed_of_two() {
    let base = with_events(&[make_event("arrest", "2018-04", "They came.")]);
    let mine = with_events(&[make_event("arrest", "2018-04-10", "They came.")]);
    let theirs = with_events(&[make_event("arrest", "2018-04", "They came at night.")]);
    let (merged, clashes) = merge_three(&base, &mine, &theirs, MergeSide::Mine);
    assert_eq!((clashes.len(), &merged), (1, &mine));
    assert_eq!(
        clashes[0].mine.as_deref(),
        Some("kind arrest, date 2018-04-10, text They came.")
    );
    assert_eq!(
        merge_three(&base, &with_events(&[]), &theirs, MergeSide::Mine)
            .1
            .len(),
        1
    );
    assert_eq!(
        merge_three(&base, &with_events(&[]), &base, MergeSide::Mine).0,
        with_events(&[])
    );
}

#[test]
fn different_new_entries_are_all_taken_and_the_same_one_told_twice_is_asked_about() {
    let base = with_events(&[make_event("arrest", "2018-04", "")]);
    let more = |event: Event| with_events(&[base.events[0].clone(), event]);
    let (trial, release) = (
        more(make_event("trial-opened", "2019", "")),
        more(make_event("release", "2020", "")),
    );
    let (merged, clashes) = merge_three(&base, &trial, &release, MergeSide::Mine);
    assert_eq!((merged.events.len(), clashes.len()), (3, 0));
    let told = more(make_event("release", "2020", "On parole."));
    let (merged, clashes) = merge_three(&base, &release, &told, MergeSide::Theirs);
    assert_eq!((merged, clashes.len()), (told, 1));
}

#[test]
fn the_later_confirmation_holds_and_labels_of_both() {
    let (base, mine) = (
        make_case(&[("tags", "a; b")]),
        make_case(&[("tags", "a; c"), ("as_of", "2021-09-15")]),
    );
    let theirs = make_case(&[("tags", "a; b; d"), ("as_of", "2021-08")]);
    let (merged, clashes) = merge_three(&base, &mine, &theirs, MergeSide::Mine);
    assert_eq!(
        (merged, clashes.len()),
        (
            make_case(&[("tags", "a; c; d"), ("as_of", "2021-09-15")]),
            0
        )
    );
}

#[test]
fn lines_of_an_address_are_one_fact() {
    let office = |post: &str| {
        Recipient::from_typed([
            ("id", "x"),
            ("role", "mep"),
            ("office", "Member"),
            ("post", post),
        ])
        .unwrap()
    };
    let (_, clashes) = merge_three(
        &office("1 Street"),
        &office("1 Street; Baku"),
        &office("2 Street"),
        MergeSide::Mine,
    );
    assert_eq!(clashes.len(), 1);
}

#[test]
fn what_is_gone_on_one_side_goes_unless_the_other_changed_it() {
    let (base, changed) = (make_case(&[]), make_case(&[("place", "Baku")]));
    let outcome = |three, side| {
        merge_states(three, side)
            .map(|merged| (merged.outcome, merged.clashes.len()))
            .unwrap()
    };
    let (base, changed, none) = (Some(&base), Some(&changed), None);
    let put = || RecordOutcome::Put(Box::new(make_case(&[("place", "Baku")])));
    for (three, side, expected) in [
        (
            ThreeWayRecord {
                base,
                mine: base,
                theirs: none,
            },
            MergeSide::Mine,
            (RecordOutcome::Remove, 0),
        ),
        (
            ThreeWayRecord {
                base,
                mine: none,
                theirs: base,
            },
            MergeSide::Mine,
            (RecordOutcome::Same, 0),
        ),
        (
            ThreeWayRecord {
                base,
                mine: none,
                theirs: none,
            },
            MergeSide::Mine,
            (RecordOutcome::Same, 0),
        ),
        (
            ThreeWayRecord {
                base: none,
                mine: changed,
                theirs: none,
            },
            MergeSide::Mine,
            (RecordOutcome::Same, 0),
        ),
        (
            ThreeWayRecord {
                base: none,
                mine: none,
                theirs: changed,
            },
            MergeSide::Mine,
            (put(), 0),
        ),
        (
            ThreeWayRecord {
                base,
                mine: changed,
                theirs: none,
            },
            MergeSide::Mine,
            (RecordOutcome::Same, 1),
        ),
        (
            ThreeWayRecord {
                base,
                mine: changed,
                theirs: none,
            },
            MergeSide::Theirs,
            (RecordOutcome::Remove, 1),
        ),
        (
            ThreeWayRecord {
                base,
                mine: none,
                theirs: changed,
            },
            MergeSide::Mine,
            (RecordOutcome::Same, 1),
        ),
        (
            ThreeWayRecord {
                base,
                mine: none,
                theirs: changed,
            },
            MergeSide::Theirs,
            (put(), 1),
        ),
    ] {
        assert_eq!(outcome(three, side), expected, "{three:?}");
    }
}

#[test]
fn facts_of_two_people_are_never_put_together() {
    let one = make_case(&[("uid", "u-1"), ("place", "Baku")]);
    let other = make_case(&[("uid", "u-2"), ("occupation", "poet")]);
    for base in [None, Some(&one)] {
        let three = ThreeWayRecord {
            base,
            mine: Some(&one),
            theirs: Some(&other),
        };
        assert_eq!(
            merge_states(three, MergeSide::Mine).unwrap().outcome,
            RecordOutcome::Same
        );
        assert_eq!(
            merge_states(three, MergeSide::Theirs).unwrap().outcome,
            RecordOutcome::Put(Box::new(other.clone()))
        );
        assert_eq!(
            merge_states(three, MergeSide::Theirs)
                .unwrap()
                .clashes
                .len(),
            1
        );
    }
    let unknown = Case::from_typed([("id", "a"), ("name", "B. Two"), ("country", "KZ")]).unwrap();
    let three = ThreeWayRecord {
        base: None,
        mine: Some(&one),
        theirs: Some(&unknown),
    };
    assert_eq!(
        merge_states(three, MergeSide::Mine).unwrap().clashes[0].of,
        None
    );
}

#[test]
fn a_person_is_found_by_uid_then_id_then_an_old_id() {
    let person = |id: &str, uid: &str, old: &str| {
        Case::from_typed([
            ("id", id),
            ("name", "A"),
            ("country", "KZ"),
            ("uid", uid),
            ("old_ids", old),
        ])
        .unwrap()
    };
    let base = [
        person("a", "u-a", ""),
        person("b", "", ""),
        person("c", "", ""),
        person("gone", "", ""),
    ];
    let mine = [
        person("a-new", "u-a", "a"),
        person("b", "", ""),
        person("c-new", "", "c"),
        person("mine", "", ""),
    ];
    let theirs = [
        person("a", "u-a", ""),
        person("b-new", "", "b"),
        person("c", "", ""),
        person("theirs", "", ""),
    ];
    let found = match_records(&base, &mine, &theirs);
    let id = |case: Option<&Case>| case.map_or("-".to_owned(), |case| case.id.to_string());
    let mut told: Vec<_> = found
        .iter()
        .map(|one| [one.base, one.mine, one.theirs].map(id).join(" "))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "- - theirs",
            "- mine -",
            "a a-new a",
            "b b b-new",
            "c c-new c",
            "gone - -"
        ]
    );
}

#[test]
fn an_id_that_now_belongs_to_another_is_not_taken_for_the_person() {
    let person = |id: &str, uid: &str| {
        Case::from_typed([("id", id), ("name", "A"), ("country", "KZ"), ("uid", uid)]).unwrap()
    };
    let (mine, theirs) = (
        [person("a", "u-1"), person("b", "u-2")],
        [person("b", "u-1"), person("a", "u-2")],
    );
    let found = match_records(&[], &mine, &theirs);
    assert!(
        found.len() == 2
            && found
                .iter()
                .all(|three| three.mine.unwrap().uid == three.theirs.unwrap().uid)
    );
}

#[test]
fn what_never_arrived_is_told_from_what_was_changed_afterwards() {
    let older = make_case(&[("place", "Baku")]);
    let written = make_case(&[("place", "Ganja"), ("occupation", "poet")]);
    let arrived =
        |theirs: Option<&Case>| if_it_had_arrived(Some(&older), Some(&written), theirs).unwrap();
    for there in [
        make_case(&[("place", "Ganja"), ("occupation", "poet"), ("tags", "a")]),
        make_case(&[("place", "Ganja")]),
        make_case(&[("place", "Sumqayit"), ("occupation", "writer")]),
    ] {
        assert_eq!(arrived(Some(&there)), None, "{there:?}");
    }
    let beside = make_case(&[("place", "Baku"), ("occupation", "writer"), ("tags", "a")]);
    let together = make_case(&[("place", "Ganja"), ("occupation", "writer"), ("tags", "a")]);
    assert_eq!(arrived(Some(&beside)), Some(Some(together.clone())));
    let told: Vec<_> = diff_states(Some(&together), Some(&beside))
        .into_iter()
        .map(|clash| clash.of)
        .collect();
    assert_eq!(told, [Some("place")]);
    assert_eq!(
        if_it_had_arrived(None, Some(&written), None).unwrap(),
        Some(Some(written.clone()))
    );
    assert_eq!(
        if_it_had_arrived(None, Some(&written), Some(&older)).unwrap(),
        None
    );
    assert_eq!(
        if_it_had_arrived(Some(&older), None, Some(&older)).unwrap(),
        Some(None)
    );
}
