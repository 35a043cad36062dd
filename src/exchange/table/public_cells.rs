//! What the columns beyond the fields show of a case: of a table nobody can tell what in it is private, so no private fact
//! and none under embargo gets in.

use crate::exchange::table::cell_list;
use crate::model::citation::CitedCharge;
use crate::model::{Case, CellValue, Date, Fact};

/// The text of a cell, and how many facts it would show if they might be told. It comes only from facts that were asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DisclosedCell {
    /// The text.
    pub(super) text: String,
    /// How many facts were left out.
    pub(super) withheld: usize,
}

impl DisclosedCell {
    /// What one fact says; empty if it may not be told. Another fact never stands in for it: a status that was overtaken is
    /// no status.
    fn from_fact<F: Fact>(fact: Option<&F>, day: Date, text: impl Fn(&F) -> String) -> Self {
        match fact {
            None => Self::default(),
            Some(fact) if may_be_disclosed(fact, day) => Self {
                text: text(fact),
                withheld: 0,
            },
            Some(_) => Self {
                text: String::new(),
                withheld: 1,
            },
        }
    }

    /// What several facts say together.
    fn from_facts<F: Fact>(facts: &[F], day: Date, text: impl Fn(&[&F]) -> String) -> Self {
        let told: Vec<&F> = facts
            .iter()
            .filter(|fact| may_be_disclosed(*fact, day))
            .collect();
        Self {
            withheld: facts.len() - told.len(),
            text: text(&told),
        }
    }
}

fn may_be_disclosed<F: Fact>(fact: &F, day: Date) -> bool {
    !fact.is_private()
        && fact
            .embargo()
            .is_none_or(|embargo| embargo.latest_day() <= day)
}

/// The status on the day.
pub(super) fn show_status(case: &Case, day: Date) -> DisclosedCell {
    DisclosedCell::from_fact(case.status_event_on(day), day, |event| {
        event.status.to_cell().to_line()
    })
}

/// Since when, or on which day, that was the status.
pub(super) fn show_status_date(case: &Case, day: Date) -> DisclosedCell {
    DisclosedCell::from_fact(case.status_event_on(day), day, |event| {
        event.date.to_cell().to_line()
    })
}

/// The charges.
pub(super) fn show_charges(case: &Case, day: Date) -> DisclosedCell {
    DisclosedCell::from_facts(&case.charges, day, |charges| {
        cell_list::join_items(
            &charges
                .iter()
                .map(|charge| CitedCharge::from_charge(charge).to_cell())
                .collect::<Vec<_>>(),
        )
    })
}

/// The standing of the charges: of all in one word if it is the same, of each otherwise; nothing if that of one is not known.
pub(super) fn show_standings(case: &Case, day: Date) -> DisclosedCell {
    DisclosedCell::from_facts(&case.charges, day, |charges| {
        let words: Vec<String> = charges
            .iter()
            .map(|charge| charge.standing.to_cell().to_line())
            .collect();
        match words.first() {
            Some(first) if words.iter().all(|word| word == first) => first.clone(),
            _ if words.iter().any(String::is_empty) => String::new(),
            _ => words.join("; "),
        }
    })
}

/// When the latest sentence was pronounced.
pub(super) fn show_sentence_date(case: &Case, day: Date) -> DisclosedCell {
    DisclosedCell::from_fact(case.sentence_on(day), day, |sentence| {
        sentence.date.to_cell().to_line()
    })
}

/// Its main penalty.
pub(super) fn show_sentence_kind(case: &Case, day: Date) -> DisclosedCell {
    DisclosedCell::from_fact(case.sentence_on(day), day, |sentence| {
        sentence.kind.to_cell().to_line()
    })
}

/// How long.
pub(super) fn show_sentence_term(case: &Case, day: Date) -> DisclosedCell {
    DisclosedCell::from_fact(case.sentence_on(day), day, |sentence| {
        sentence.term.to_cell().to_line()
    })
}
