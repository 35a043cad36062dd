//! Words for lists and headings: categories of people, restrictions, people who stand for each other.

use crate::letters::words::PeopleGroup;
use crate::model::Restriction;
use crate::model::vocabulary::{Category, RestrictionKind, Standing, StatusGroup, Vocabulary};

/// Words with which a text says that somebody claims what it tells.
const ATTRIBUTING: [&str; 24] = [
    "is said",
    "are said",
    "described as",
    "suspected",
    " told ",
    " may be ",
    "alleg",
    "reported",
    "reports that",
    "according to",
    " says",
    " say ",
    " say:",
    "said that",
    "claim",
    "’s account",
    "her account",
    "his account",
    "stress",
    "states that",
    "hold that",
    "regard",
    "trace the",
    "believe",
];

pub(in crate::letters::words) fn standing_note(standing: &Standing) -> Option<&'static str> {
    match standing {
        Standing::Alleged => Some("as alleged"),
        Standing::Official => Some("according to the authorities"),
        Standing::Confirmed | Standing::Other(_) => None,
    }
}

pub(in crate::letters::words) fn has_attribution(text: &str) -> bool {
    let text = text.to_lowercase();
    ATTRIBUTING.iter().any(|words| text.contains(words))
}

pub(in crate::letters::words) fn group_heading(group: Option<StatusGroup>) -> &'static str {
    match group {
        Some(StatusGroup::Detained) => "detained",
        Some(StatusGroup::Restricted) => "not detained, but restricted",
        Some(StatusGroup::StillBound) => "released, but still bound",
        Some(StatusGroup::AtRisk) => "threatened or under investigation",
        Some(StatusGroup::Abroad) => "abroad",
        Some(StatusGroup::Free) => "free",
        None => "in another situation, or in one that is not known",
    }
}

pub(in crate::letters::words) fn category_name(category: &Category, several: bool) -> String {
    use Category as C;
    let plural = match category {
        C::AccusedOfMovementSupport if several => "people accused of supporting a movement",
        C::AccusedOfMovementSupport => "a person accused of supporting a movement",
        C::BusinessOrStateManager if several => "people from business and state management",
        C::BusinessOrStateManager => "a person from business or state management",
        C::RelativeOrAssociate if several => "relatives and associates",
        C::RefugeeOrExile if several => "refugees and exiles",
        C::WriterOrPoet if several => "writers and poets",
        C::Unclassified | C::Other(_) => "others",
        known if several => return format!("{}s", known.label()),
        known => return known.label(),
    };
    plural.to_owned()
}

pub(in crate::letters::words) fn describe_restriction(restriction: &Restriction) -> String {
    let noun = restriction_noun(&restriction.kind);
    let Some(text) = restriction.text.as_ref().map(|text| text.as_str()) else {
        return noun;
    };
    match &restriction.kind {
        RestrictionKind::TerrorFinancingList if text.starts_with("list ") => {
            format!("inclusion in the {text}")
        }
        RestrictionKind::TerrorFinancingList => format!("inclusion in a list ({text})"),
        RestrictionKind::AccountsFrozen => format!("the freezing of {text}"),
        RestrictionKind::NotifyMovements => {
            format!("a duty to notify the police of movements, {text}")
        }
        RestrictionKind::ReportToHospital => format!("a duty to report {text}"),
        RestrictionKind::CompulsoryPayment => format!("a compulsory payment of {text}"),
        RestrictionKind::Unclassified | RestrictionKind::Other(_) => text.to_owned(),
        _ => format!("{noun} ({text})"),
    }
}

pub(super) fn restriction_noun(kind: &RestrictionKind) -> String {
    let article = if matches!(
        kind,
        RestrictionKind::AccountsFrozen | RestrictionKind::Confiscation
    ) {
        ""
    } else {
        "a "
    };
    format!("{article}{}", kind.label())
}

pub(in crate::letters::words) fn crowd_noun(crowd: PeopleGroup) -> &'static str {
    match crowd {
        PeopleGroup::All => "the people named above",
        PeopleGroup::Group(StatusGroup::Detained) => "the people named above who are detained",
        PeopleGroup::Group(StatusGroup::Restricted) => {
            "the people named above whose freedom is restricted"
        }
        PeopleGroup::Group(StatusGroup::StillBound) => {
            "the people named above who are released but still bound"
        }
        PeopleGroup::Group(StatusGroup::AtRisk) => {
            "the people named above who are at risk of prosecution"
        }
        PeopleGroup::Group(StatusGroup::Abroad) => "the people named above who are abroad",
        PeopleGroup::Group(StatusGroup::Free) => "the people named above who are free",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    #[test]
    fn categories_agree_in_number() {
        for (category_of, one, several) in [
            (Category::Journalist, "journalist", "journalists"),
            (
                Category::WriterOrPoet,
                "writer or poet",
                "writers and poets",
            ),
            (
                Category::AccusedOfMovementSupport,
                "a person accused of supporting a movement",
                "people accused of supporting a movement",
            ),
        ] {
            assert_eq!(
                (
                    category_name(&category_of, false).as_str(),
                    category_name(&category_of, true).as_str()
                ),
                (one, several)
            );
        }
    }

    #[test]
    fn restrictions_say_what_they_are() {
        for (kind, text, words) in [
            (
                "accounts-frozen",
                "all her bank accounts",
                "the freezing of all her bank accounts",
            ),
            (
                "report-to-hospital",
                "to the hospital every month",
                "a duty to report to the hospital every month",
            ),
            (
                "terror-financing-list",
                "list of persons",
                "inclusion in the list of persons",
            ),
            ("travel-ban", "", "a travel ban"),
            ("accounts-frozen", "", "frozen bank accounts"),
            ("travel-ban", "no passport", "a travel ban (no passport)"),
        ] {
            let pairs = [("kind", kind), ("text", text)];
            let told =
                Restriction::from_typed(pairs.into_iter().filter(|(_, value)| !value.is_empty()))
                    .unwrap();
            assert_eq!(describe_restriction(&told), words);
        }
    }
}
