//! A joint statement on its way: who was asked to sign, and who did.

use super::record::record;
use super::vocabulary::Signing;
use super::{Country, Id, Line, Paragraphs, PartialDate};

record! {
    /// Somebody who was asked to sign.
    pub struct Signatory, "signatory" {
        needed {
            /// the name, as it is to be printed
            name: Line [Public, PersonName],
            /// invited, agreed, signed or withdrawn
            signing: Signing [Private, Detail],
        }
        optional {
            /// since when
            date: Option<PartialDate> [Private, Date],
            /// the country
            country: Option<Country> [Public, Country],
            /// the party, group or organisation
            group: Option<Line> [Public, Organisation],
            /// the way they were asked or answered
            note: Option<Line> [Private, Notes],
        }
        lists {}
    }
}

record! {
    /// A statement that several sign.
    pub struct Statement, "statement" {
        needed {
            /// the id: eviction-protest-2011
            id: Id [Public, Id],
            /// what it is about, in a line
            title: Line [Public, Title],
        }
        optional {
            /// the template, if not joint-statement
            kind: Option<Id> [Public, Template],
            /// ids of the cases it speaks of
            cases: Vec<Id> [Public, Cases],
            /// by when to sign
            closes: Option<PartialDate> [Private, OtherDate],
            /// for yourselves; never printed
            note: Option<Paragraphs> [Private, Notes],
        }
        lists {
            /// who was asked to sign, in order
            signatories: Signatory [Public],
        }
    }
}

impl Statement {
    /// Those who signed, in order, as they are to be printed.
    pub fn signed_names(&self) -> Vec<String> {
        let signed = self
            .signatories
            .iter()
            .filter(|signatory| signatory.signing == Signing::Signed);
        signed.map(|signatory| signatory.name.to_string()).collect()
    }

    /// How many stand at this point.
    pub fn count_signatories(&self, signing: &Signing) -> usize {
        self.signatories
            .iter()
            .filter(|signatory| signatory.signing == *signing)
            .count()
    }
}
