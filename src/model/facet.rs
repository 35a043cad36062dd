//! By what cases and letters are counted.

use std::str::FromStr;

use super::InvalidValue;
use super::vocabulary::{Category, ConcernKind, Status, StatusGroup, Vocabulary};

/// A question under which cases are counted; the last two count letters and replies about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// The group of the status; a status without a group stands for itself.
    StatusGroup,
    /// The status.
    Status,
    /// The articles charged, each case once under each.
    Article,
    /// The leading category.
    Category,
    /// The year of the latest arrest.
    Arrested,
    /// The year of the latest sentence.
    Sentenced,
    /// The place.
    Place,
    /// The concerns, each case once under each.
    Concern,
    /// Letters, by month.
    Letters,
    /// Replies, by month.
    Replies,
}

impl Facet {
    /// The key under which people are counted whose facts contradict their status.
    pub const DOUBTFUL: &'static str = "doubtful";

    /// The same in words.
    pub const TO_CONFIRM: &'static str = "to be confirmed";

    /// Why their situation has to be confirmed, in a clause.
    pub const WHY_DOUBTFUL: &'static str =
        "by what is known, what it rested on is over, and no situation since is known";

    /// All of them with their names and meanings, in the order in which they are shown.
    const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::StatusGroup, "status_group", "status, in groups"),
        (Self::Status, "status", "status"),
        (Self::Article, "article", "article charged"),
        (Self::Category, "category", "leading category"),
        (Self::Arrested, "arrested", "year of the latest arrest"),
        (Self::Sentenced, "sentenced", "year of the latest sentence"),
        (Self::Place, "place", "place"),
        (Self::Concern, "concern", "concern"),
        (Self::Letters, "letters", "letters about them, by month"),
        (Self::Replies, "replies", "replies to these, by month"),
    ];

    /// All of them, in the order in which they are shown.
    pub fn iter_all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().map(|(facet, ..)| *facet)
    }

    /// The name, as typed after `--by`.
    pub fn name(self) -> &'static str {
        self.table_row().1
    }

    /// The name of what is counted, for a heading.
    pub fn help_text(self) -> &'static str {
        self.table_row().2
    }

    /// Whether its keys have an order of their own: that of time, or that of their vocabulary.
    pub fn is_ordered(self) -> bool {
        match self {
            Self::StatusGroup
            | Self::Status
            | Self::Arrested
            | Self::Sentenced
            | Self::Letters
            | Self::Replies => true,
            Self::Article | Self::Category | Self::Place | Self::Concern => false,
        }
    }

    /// A key in words.
    pub fn key_label(self, key: Option<&str>) -> String {
        let Some(key) = key else {
            return if self == Self::Article {
                "no article"
            } else {
                "not known"
            }
            .to_owned();
        };
        match self {
            Self::StatusGroup | Self::Status if key == Self::DOUBTFUL => {
                Self::TO_CONFIRM.to_owned()
            }
            Self::StatusGroup => StatusGroup::ALL
                .into_iter()
                .find(|group| group.slug() == key)
                .map_or_else(
                    || Status::from_stored(key).label(),
                    |group| group.label().to_owned(),
                ),
            Self::Status => Status::from_stored(key).label(),
            Self::Category => Category::from_stored(key).label(),
            Self::Concern => ConcernKind::from_stored(key).label(),
            Self::Article
            | Self::Arrested
            | Self::Sentenced
            | Self::Place
            | Self::Letters
            | Self::Replies => key.to_owned(),
        }
    }

    fn table_row(self) -> (Self, &'static str, &'static str) {
        Self::ALL
            .into_iter()
            .find(|(facet, ..)| *facet == self)
            .unwrap_or(Self::ALL[0])
    }
}

impl FromStr for Facet {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let name = text.trim().replace('-', "_");
        let found = Self::iter_all().find(|facet| facet.name() == name);
        found.ok_or_else(|| {
            InvalidValue::unknown_word("key", text.trim(), Self::iter_all().map(Self::name))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_is_read_by_its_name() {
        assert!(Facet::iter_all().all(|facet| facet.name().parse() == Ok(facet)));
        assert_eq!("status-group".parse(), Ok(Facet::StatusGroup));
        assert!(
            "artcle"
                .parse::<Facet>()
                .is_err_and(|error| error.nearest.as_deref() == Some("article"))
        );
    }

    #[test]
    fn keys_are_told_in_words() {
        for (facet, key, label) in [
            (Facet::StatusGroup, Some("at-risk"), "at risk"),
            (Facet::StatusGroup, Some("deceased"), "deceased"),
            (Facet::Status, Some("imprisoned"), "in prison"),
            (Facet::Article, None, "no article"),
            (Facet::Place, None, "not known"),
            (Facet::Place, Some("Almaty"), "Almaty"),
        ] {
            assert_eq!(facet.key_label(key), label);
        }
    }
}
