//! One person and what the state does to them.

use super::record::record;
use super::vocabulary::{Category, Consent, DateBasis, Gender, Publicity};
use super::{Country, Id, Line, Paragraphs, PartialDate, PrivateField};
use crate::model::facts::{
    Action, Charge, Claim, Concern, Demand, Event, Official, Restriction, Sentence,
};

record! {
    /// A case. Its status is not a field: it follows from the events (see [`super::timeline`]).
    pub struct Case, "case" {
        needed {
            /// the id: never reused, old ones stay valid
            id: Id [Public, Id],
            /// the full name as letters print it
            name: Line [Public, FullName],
            /// the state that persecutes, by its code or its name
            country: Country [Public, Country],
        }
        optional {
            /// UUID version 7, given when the case is added
            uid: Option<Line> [Private, RecordKeeping],
            /// the number of the record's revision
            rev: Option<u32> [Private, RecordKeeping],
            /// the name in the person's own script
            name_native: Option<Line> [Public, NativeName],
            /// the family name
            family_name: Option<Line> [Public, NamePart],
            /// the given name
            given_name: Option<Line> [Public, NamePart],
            /// female, male or other; absent: not known, letters stay neutral
            gender: Option<Gender> [Public, Gender],
            /// date of birth
            born: Option<PartialDate> [Public, BirthDate],
            /// where the person lives or is active
            place: Option<Line> [Public, Place],
            /// as it follows a name: poet and blogger
            occupation: Option<Line> [Public, Occupation],
            /// the organisation
            organisation: Option<Line> [Public, Organisation],
            /// the leading category
            category: Option<Category> [Public, Category],
            /// the place of detention
            held_at: Option<Line> [Public, Place],
            /// public (default) or private: a private case is in no letter
            publicity: Option<Publicity> [Private, Publicity],
            /// given, refused or withdrawn; absent: not asked
            consent: Option<Consent> [Never, Consent],
            /// who gave or refused consent; never in a letter
            consent_by: Option<Line> [Never, ConsentGiver],
            /// nothing is told of the person before this day
            embargo: Option<PartialDate> [Private, Embargo],
            /// the name or initials under which letters and public lists speak of the person, whose own name is withheld
            pseudonym: Option<Line> [Private, Pseudonym, formerly "told_as"],
            /// when this record was last known true (2024, 2024-03 or 2024-03-05)
            as_of: Option<PartialDate> [Public, RecordDate],
            /// what as_of was taken from, where nobody said it: fact, source or typing
            as_of_basis: Option<DateBasis> [Public, RecordDateBasis],
            /// public narrative in our own words, Markdown
            summary: Option<Paragraphs> [Public, Narrative],
            /// the day up to which the narrative tells; absent: as_of
            summary_until: Option<PartialDate> [Public, NarrativeDate],
            /// private; never in a letter
            notes: Option<Paragraphs> [Never, Notes],
            /// other names and spellings
            aliases: Vec<Line> [Public, Alias],
            /// ids this case had before
            old_ids: Vec<Id> [Private, FormerId],
            /// further categories
            categories: Vec<Category> [Public, Category],
            /// shared prosecutions or patterns
            groups: Vec<Id> [Public, Group],
            /// your own labels
            tags: Vec<Id> [Private, Tag],
            /// fields that are not told: born, place, held_at …
            private_fields: Vec<PrivateField> [Private, PrivateFields],
        }
        lists {
            /// What the person is accused of.
            charges: Charge [Public],
            /// What courts have imposed.
            sentences: Sentence [Public],
            /// What binds the person.
            restrictions: Restriction [Public],
            /// What happened.
            events: Event [Public],
            /// Why it is wrong.
            concerns: Concern [Public],
            /// What is asked for.
            demands: Demand [Public],
            /// Who had a part in it.
            officials: Official [Public],
            /// What others decided or said.
            actions: Action [Public],
            /// What sources say of a field or a fact, where it matters who says it or where they differ.
            claims: Claim [Private],
        }
    }
}

impl Case {
    /// Whether letters may speak of the person at all: the case is public and consent was not refused.
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
