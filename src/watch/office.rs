//! Where what is known of a recipient comes from.

use super::{Ground, Problem, facts};
use crate::model::Recipient;

pub(super) fn unknown_sources(office: &Recipient, ground: &Ground<'_>) -> Vec<Problem> {
    let mut sources = facts::sources(office);
    sources.extend(office.source.clone());
    facts::unknown(&sources, ground)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{of_office, office};

    #[test]
    fn an_office_is_reached_held_and_sourced() {
        assert_eq!(of_office(&office("post=1 Street; email=a@b.org; checked=2021-09; source=on-file")), [""; 0]);
        for (flat, slug) in [
            ("", "channel"),
            ("post=1 Street; checked=2019", "address"),
            ("email=a b", "email"),
            ("post=1 Street; source=nowhere", "origin"),
            ("post=1  Сity", "scripts"),
        ] {
            assert_eq!(of_office(&office(flat)), [slug], "{flat}");
        }
        let mut held = office("post=1 Street");
        held.holders = vec![crate::model::Record::from_typed([("name", "A B"), ("until", "2020")]).unwrap()];
        assert_eq!(of_office(&held), ["holder"]);
    }
}
