//! One person and what the state does to them.

use super::record::record;
use super::vocabulary::{Category, Consent, Gender, Publicity};
use super::{Country, Id, Line, Paragraphs, PartialDate, PrivateField};
use crate::model::facts::{
    Action, Charge, Claim, Concern, Demand, Event, Official, Restriction, Sentence,
};

record! {
    /// A case. Its status is not a field: it follows from the events (see [`super::timeline`]).
    pub struct Case, "case" {
        needed {
            /// the id: never reused, old ones stay valid
            id: Id,
            /// the full name as letters print it
            name: Line,
            /// the state that persecutes (ISO 3166-1)
            country: Country,
        }
        optional {
            /// UUID version 7, given when the case is added
            uid: Option<Line>,
            /// the number of the record's revision
            rev: Option<u32>,
            /// the name in the person's own script
            name_native: Option<Line>,
            /// the family name
            family_name: Option<Line>,
            /// the given name
            given_name: Option<Line>,
            /// female, male or other; absent: not known, letters stay neutral
            gender: Option<Gender>,
            /// date of birth
            born: Option<PartialDate>,
            /// where the person lives or is active
            place: Option<Line>,
            /// as it follows a name: poet and blogger
            occupation: Option<Line>,
            /// the organisation
            organisation: Option<Line>,
            /// the leading category
            category: Option<Category>,
            /// the place of detention
            held_at: Option<Line>,
            /// public (default) or private: a private case is in no letter
            publicity: Option<Publicity>,
            /// given, refused or withdrawn; absent: not asked
            consent: Option<Consent>,
            /// who gave or refused consent; never in a letter
            consent_by: Option<Line>,
            /// nothing is told of the person before this day
            embargo: Option<PartialDate>,
            /// the name withheld: letters and public lists tell of the person under this name or these initials alone
            told_as: Option<Line>,
            /// when this record was last known true (2024, 2024-03 or 2024-03-05)
            as_of: Option<PartialDate>,
            /// public narrative in our own words, Markdown
            summary: Option<Paragraphs>,
            /// the day up to which the summary tells; absent: as_of
            summary_until: Option<PartialDate>,
            /// private; never in a letter
            notes: Option<Paragraphs>,
            /// other names and spellings
            aliases: Vec<Line>,
            /// ids this case had before
            old_ids: Vec<Id>,
            /// further categories
            categories: Vec<Category>,
            /// shared prosecutions or patterns
            groups: Vec<Id>,
            /// your own labels
            tags: Vec<Id>,
            /// fields that are not told: born, place, held_at …
            private_fields: Vec<PrivateField>,
        }
        lists {
            /// What the person is accused of.
            charges: Charge,
            /// What courts have imposed.
            sentences: Sentence,
            /// What binds the person.
            restrictions: Restriction,
            /// What happened.
            events: Event,
            /// Why it is wrong.
            concerns: Concern,
            /// What is asked for.
            demands: Demand,
            /// Who had a part in it.
            officials: Official,
            /// What others decided or said.
            actions: Action,
            /// What sources say of a field or a fact, where it matters who says it or where they differ.
            claims: Claim,
        }
    }
}

impl Case {
    /// Whether letters may speak of the person at all: the case is public and consent was not refused.
    #[must_use]
    pub fn may_be_spoken_of(&self) -> bool {
        let public = self.publicity.as_ref().is_none_or(Publicity::is_public);
        let agreed = self
            .consent
            .as_ref()
            .is_none_or(|consent| *consent == Consent::Given);
        public && agreed
    }

    /// Every spelling of the name that the casebook knows, the printed one first.
    pub fn iter_names(&self) -> impl Iterator<Item = &Line> {
        std::iter::once(&self.name)
            .chain(&self.name_native)
            .chain(&self.aliases)
    }
}
