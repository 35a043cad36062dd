//! A joint statement on its way: who was asked to sign, and who did.

use super::record::record;
use super::vocabulary::Signing;
use super::{Country, Id, Line, Paragraphs, PartialDate};

record! {
    /// Somebody who was asked to sign.
    pub struct Signatory, "signatory" {
        needed {
            /// the name, as it is to be printed
            name: Line,
            /// invited, agreed, signed or withdrawn
            signing: Signing,
        }
        optional {
            /// since when
            date: Option<PartialDate>,
            /// the country
            country: Option<Country>,
            /// the party, group or organisation
            group: Option<Line>,
            /// the way they were asked or answered
            note: Option<Line>,
        }
        lists {}
    }
}

record! {
    /// A statement that several sign.
    pub struct Statement, "statement" {
        needed {
            /// the id: eviction-protest-2011
            id: Id,
            /// what it is about, in a line
            title: Line,
        }
        optional {
            /// the template, if not joint-statement
            kind: Option<Id>,
            /// ids of the cases it speaks of
            cases: Vec<Id>,
            /// by when to sign
            closes: Option<PartialDate>,
            /// for yourselves; never printed
            note: Option<Paragraphs>,
        }
        lists {
            /// who was asked to sign, in order
            signatories: Signatory,
        }
    }
}

impl Statement {
    /// Those who signed, in order, as they are to be printed.
    #[must_use]
    pub fn signed_names(&self) -> Vec<String> {
        let signed = self
            .signatories
            .iter()
            .filter(|signatory| signatory.signing == Signing::Signed);
        signed.map(|signatory| signatory.name.to_string()).collect()
    }

    /// How many stand at this point.
    #[must_use]
    pub fn count_signatories(&self, signing: &Signing) -> usize {
        self.signatories
            .iter()
            .filter(|signatory| signatory.signing == *signing)
            .count()
    }
}
