//! Where a person is in the hands of the state, and the groups that `--status` also accepts.

use super::{Vocabulary, VocabularyWord, vocabulary};
use crate::model::InvalidValue;

vocabulary! {
    /// The situation of a person, as an event leaves it.
    pub enum Status, "status" {
        Threatened = "threatened", "threatened with prosecution", "MT04 020103010100";
        UnderInvestigation = "under-investigation", "under investigation, at liberty", "MT25 020101";
        AdministrativeDetention = "administrative-detention", "in administrative detention", "MT29 01";
        PoliceCustody = "police-custody", "in police custody", "MT25 0202";
        PreTrialDetention = "pre-trial-detention", "in pre-trial detention", "MT25 020201";
        HouseArrest = "house-arrest", "under house arrest", "MT25 0301";
        Bail = "bail", "on bail", "MT25 020102";
        Imprisoned = "imprisoned", "in prison", "MT25 020203";
        PsychiatricDetention = "psychiatric-detention", "held in a psychiatric hospital", "MT05 0204";
        RestrictedFreedom = "restricted-freedom", "serving a sentence of restricted freedom", "MT25 0301";
        Paroled = "paroled", "released on parole", "";
        ReleasedRestricted = "released-restricted", "released, still under restrictions", "MT25 0201";
        Released = "released", "released", "MT25 020105";
        Pardoned = "pardoned", "pardoned", "MT03 031302";
        Amnestied = "amnestied", "released under an amnesty", "MT01";
        Acquitted = "acquitted", "acquitted", "MT25 020104";
        ChargesDropped = "charges-dropped", "charges dropped", "MT25 020103";
        WantedAbroad = "wanted-abroad", "abroad, wanted by the state", "MT25 0203";
        ExtraditionDetention = "extradition-detention", "held abroad for extradition", "MT25 0202";
        ProtectedAbroad = "protected-abroad", "abroad, under protection", "MT25 030402";
        Disappeared = "disappeared", "disappeared", "MT25 0103";
        Deceased = "deceased", "deceased", "MT25 0101";
        Unknown = "unknown", "situation not known", "MT25 99";
    }
}

/// A set of statuses that lists, letters and reports speak of together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusGroup {
    /// Deprived of liberty.
    Detained,
    /// Not in a cell, but bound by a measure or a sentence.
    Restricted,
    /// Out, but bans, lists or duties remain.
    StillBound,
    /// Threatened or under investigation.
    AtRisk,
    /// Out of the country, wanted or protected.
    Abroad,
    /// Nothing binding is known.
    Free,
}

impl StatusGroup {
    /// All groups, in the order in which a report speaks of them.
    pub const ALL: [Self; 6] = [
        Self::Detained,
        Self::Restricted,
        Self::StillBound,
        Self::AtRisk,
        Self::Abroad,
        Self::Free,
    ];

    /// As typed: `still-bound`.
    pub fn slug(self) -> &'static str {
        self.table_row().0
    }

    /// In English, for tables and headings.
    pub fn label(self) -> &'static str {
        self.table_row().1
    }

    /// The statuses of the group.
    pub fn member_statuses(self) -> &'static [Status] {
        self.table_row().2
    }

    fn table_row(self) -> (&'static str, &'static str, &'static [Status]) {
        use Status as S;
        match self {
            Self::Detained => (
                "detained",
                "detained",
                &[
                    S::PoliceCustody,
                    S::AdministrativeDetention,
                    S::PreTrialDetention,
                    S::Imprisoned,
                    S::PsychiatricDetention,
                    S::ExtraditionDetention,
                    S::Disappeared,
                ],
            ),
            Self::Restricted => (
                "restricted",
                "not held, but restricted",
                &[S::HouseArrest, S::Bail, S::RestrictedFreedom],
            ),
            Self::StillBound => (
                "still-bound",
                "released, but still bound",
                &[S::Paroled, S::ReleasedRestricted],
            ),
            Self::AtRisk => (
                "at-risk",
                "at risk",
                &[S::Threatened, S::UnderInvestigation],
            ),
            Self::Abroad => ("abroad", "abroad", &[S::WantedAbroad, S::ProtectedAbroad]),
            Self::Free => (
                "free",
                "free",
                &[
                    S::Released,
                    S::Acquitted,
                    S::Pardoned,
                    S::Amnestied,
                    S::ChargesDropped,
                ],
            ),
        }
    }
}

impl Status {
    /// The group the status belongs to; none for `deceased`, `unknown` and words of a newer version.
    pub fn status_group(&self) -> Option<StatusGroup> {
        StatusGroup::ALL
            .into_iter()
            .find(|group| group.member_statuses().contains(self))
    }

    /// What it means, in plain words; of a word of a newer version, its label.
    pub fn meaning_text(&self) -> String {
        let meaning = match self {
            Self::Threatened => "charges or arrest are announced, not yet imposed",
            Self::UnderInvestigation => "at liberty, a suspect or called a witness",
            Self::AdministrativeDetention => "held for days by the police, without a criminal case",
            Self::PoliceCustody => "the first hours or days, before a judge",
            Self::PreTrialDetention => "held by order of a court, no verdict yet",
            Self::HouseArrest => "may not leave home, by order of a court",
            Self::Bail => "out until the verdict, against a surety",
            Self::Imprisoned => "serving a sentence in a prison or a colony",
            Self::PsychiatricDetention => "kept in a hospital against the person’s will",
            Self::RestrictedFreedom => "sentenced to restrictions, not in a cell",
            Self::Paroled => "released early, on conditions",
            Self::ReleasedRestricted => "out, but bans, lists or duties to report remain",
            Self::Released => "out, and nothing binding is known",
            Self::Pardoned => "let go by an act of mercy",
            Self::Amnestied => "let go under an amnesty",
            Self::Acquitted => "found not guilty by a final judgment",
            Self::ChargesDropped => "the prosecution was given up",
            Self::WantedAbroad => "out of the country, and the state demands the person back",
            Self::ExtraditionDetention => {
                "held in another country that is asked to hand the person over"
            }
            Self::ProtectedAbroad => "given asylum, or not handed over",
            Self::Disappeared => "where the person is is denied or unknown",
            Self::Deceased => "has died",
            Self::Unknown => "prosecuted; whether held is not known",
            Self::Other(_) => return self.label(),
        };
        meaning.to_owned()
    }

    /// The statuses that begin when somebody is taken, not when somebody is sentenced.
    pub const OF_THE_TAKEN: [Self; 6] = [
        Self::PoliceCustody,
        Self::AdministrativeDetention,
        Self::PreTrialDetention,
        Self::PsychiatricDetention,
        Self::ExtraditionDetention,
        Self::Disappeared,
    ];

    /// The statuses of those who are held, at home too: what begins after one of them is no arrest.
    pub const OF_THE_HELD: [Self; 8] = [
        Self::PoliceCustody,
        Self::AdministrativeDetention,
        Self::PreTrialDetention,
        Self::Imprisoned,
        Self::PsychiatricDetention,
        Self::ExtraditionDetention,
        Self::Disappeared,
        Self::HouseArrest,
    ];

    /// The statuses that begin when somebody comes out of detention.
    pub const OF_THE_LET_OUT: [Self; 5] = [
        Self::Paroled,
        Self::ReleasedRestricted,
        Self::Released,
        Self::Pardoned,
        Self::Amnestied,
    ];

    /// Whether the person is deprived of liberty.
    pub fn is_detained(&self) -> bool {
        self.status_group() == Some(StatusGroup::Detained)
    }
}

/// What `--status` accepts: one status, or a group of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusWord {
    /// A single status.
    One(Status),
    /// Every status of the group.
    Group(StatusGroup),
}

impl StatusWord {
    /// The statuses the word stands for.
    pub fn member_statuses(&self) -> Vec<Status> {
        match self {
            Self::One(status) => vec![status.clone()],
            Self::Group(group) => group.member_statuses().to_vec(),
        }
    }

    /// All words: the groups, then the statuses.
    pub fn iter_slugs() -> impl Iterator<Item = &'static str> {
        StatusGroup::ALL
            .into_iter()
            .map(StatusGroup::slug)
            .chain(Status::WORDS.iter().map(|word: &VocabularyWord| word.slug))
    }
}

impl std::str::FromStr for StatusWord {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let slug = text.trim().to_lowercase().replace([' ', '_'], "-");
        if let Some(group) = StatusGroup::ALL
            .into_iter()
            .find(|group| group.slug() == slug)
        {
            return Ok(Self::Group(group));
        }
        match Status::from_stored(&slug) {
            Status::Other(_) => Err(InvalidValue::unknown_word(
                Status::NAME,
                text,
                Self::iter_slugs(),
            )),
            status => Ok(Self::One(status)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_in_one_group_but_deceased_and_unknown() {
        for word in Status::WORDS {
            let status = Status::from_stored(word.slug);
            let groups = StatusGroup::ALL
                .iter()
                .filter(|group| group.member_statuses().contains(&status))
                .count();
            let expected = usize::from(!matches!(status, Status::Deceased | Status::Unknown));
            assert_eq!(groups, expected, "{}", word.slug);
        }
    }

    #[test]
    fn a_word_of_a_newer_version_is_carried() {
        let status = Status::from_stored("under-siege");
        assert_eq!(status.slug(), "under-siege");
        assert!(!status.is_known());
    }

    #[test]
    fn a_misspelt_word_names_the_nearest() {
        let error = "detaind".parse::<StatusWord>().unwrap_err();
        assert_eq!(error.nearest.as_deref(), Some("detained"));
    }
}
