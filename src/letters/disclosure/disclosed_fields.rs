//! What of each field of a case, and of each fact, is told. Every record is taken apart by name: a field of which nothing is
//! said here does not compile.

use crate::model::{
    Action, Case, Charge, Concern, Demand, Event, Fact, Official, Restriction, Sentence,
};

/// The case without the fields that are never told. Consent stays, because preflight asks for it; so do the pseudonym and the
/// fields that the case holds back, which the caller takes.
pub(super) fn without_private_fields(case: Case) -> Case {
    let Case {
        id,
        name,
        country,
        uid: _,
        rev: _,
        name_native,
        family_name,
        given_name,
        gender,
        born,
        place,
        occupation,
        organisation,
        category,
        held_at,
        publicity: _,
        consent,
        consent_by: _,
        embargo: _,
        pseudonym,
        as_of,
        as_of_basis,
        summary,
        summary_until,
        notes: _,
        aliases,
        old_ids: _,
        categories,
        groups,
        tags: _,
        private_fields,
        charges,
        sentences,
        restrictions,
        events,
        concerns,
        demands,
        officials,
        actions,
        claims: _,
    } = case;
    Case {
        id,
        name,
        country,
        uid: None,
        rev: None,
        name_native,
        family_name,
        given_name,
        gender,
        born,
        place,
        occupation,
        organisation,
        category,
        held_at,
        publicity: None,
        consent,
        consent_by: None,
        embargo: None,
        pseudonym,
        as_of,
        as_of_basis,
        summary,
        summary_until,
        notes: None,
        aliases,
        old_ids: Vec::new(),
        categories,
        groups,
        tags: Vec::new(),
        private_fields,
        charges,
        sentences,
        restrictions,
        events,
        concerns,
        demands,
        officials,
        actions,
        claims: Vec::new(),
    }
}

/// A fact that letters can tell.
pub(super) trait DisclosedFact: Fact + Sized {
    /// The same fact as it is told: its embargo has passed. That it may be told although of a sensitive kind stays with it.
    #[must_use]
    fn into_disclosed(self) -> Self;
}

/// Names every field of a fact but its embargo, which nothing says any more.
macro_rules! disclosed_fact {
    ($Name:ident { $($field:ident),+ }) => {
        impl DisclosedFact for $Name {
            fn into_disclosed(self) -> Self {
                let Self { $($field,)+ embargo: _ } = self;
                Self { $($field,)+ embargo: None }
            }
        }
    };
}

disclosed_fact!(Charge {
    title,
    standing,
    code,
    article,
    part,
    date,
    source,
    private
});
disclosed_fact!(Sentence {
    kind,
    date,
    court,
    judges,
    term,
    regime,
    additional,
    changes,
    appeal,
    source,
    standing,
    private
});
disclosed_fact!(Restriction {
    kind,
    from,
    until,
    text,
    source,
    standing,
    private
});
disclosed_fact!(Event {
    kind,
    date,
    until,
    effective,
    status,
    place,
    country,
    text,
    term,
    source,
    standing,
    private
});
disclosed_fact!(Concern {
    kind,
    date,
    until,
    text,
    source,
    standing,
    private
});
disclosed_fact!(Demand {
    kind,
    text,
    of,
    date,
    source,
    standing,
    private
});
disclosed_fact!(Official {
    name,
    role,
    office,
    court,
    date,
    source,
    standing,
    private
});
disclosed_fact!(Action {
    body,
    kind,
    date,
    number,
    text,
    source,
    standing,
    private
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::arbitrary::{Words, any_record};
    use crate::model::{Cell, FieldMeaning, Record, Visibility};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

        #[test]
        fn what_is_left_is_what_the_table_of_fields_calls_public(case in any_record::<Case>(Words::Known)) {
            let told = without_private_fields(case.clone());
            for (field, (was, is)) in Case::FIELDS.iter().zip(case.cells().into_iter().zip(told.cells())) {
                let is_for_the_caller = matches!(
                    field.meaning,
                    FieldMeaning::Consent | FieldMeaning::Pseudonym | FieldMeaning::PrivateFields
                );
                let is_told = field.visibility == Visibility::Public || is_for_the_caller;
                prop_assert_eq!(is, if is_told { was } else { Cell::Empty }, "{}", field.name);
            }
            for list in Case::LISTS {
                let expected = if list.visibility == Visibility::Public {
                    case.rows(list.name)
                } else {
                    Vec::new()
                };
                prop_assert_eq!(told.rows(list.name), expected, "{}", list.name);
            }
        }
    }
}
