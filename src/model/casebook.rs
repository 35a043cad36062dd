//! The interchange tree: everything a casebook holds, as files carry it.

use serde::{Deserialize, Serialize};

use super::record_kind::{AnyRecord, KeptRecord, for_record_kinds};
use super::{Case, Recipient, SentLetter, Source, Statement};

/// The version of the interchange schema that this program writes, documented in `data/README.md`.
pub const SCHEMA: u32 = 1;

fn default_schema() -> u32 {
    SCHEMA
}

/// A record with a list in a casebook.
pub trait CasebookRecord: KeptRecord {
    /// The records of the kind.
    fn list_in(casebook: &Casebook) -> &[Self];

    /// The same, to be changed.
    fn list_in_mut(casebook: &mut Casebook) -> &mut Vec<Self>;
}

macro_rules! define_casebook {
    ($($Kind:ident, $Type:ident, $list:ident, $about:literal;)+) => {
        /// The records of a casebook, a list of each kind.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Casebook {
            /// The version of the schema; absent means 1.
            #[serde(default = "default_schema")]
            pub schema: u32,
            $(
                #[doc = $about]
                #[serde(default, skip_serializing_if = "Vec::is_empty")]
                pub $list: Vec<$Type>,
            )+
        }

        impl Default for Casebook {
            fn default() -> Self {
                Self {
                    schema: SCHEMA,
                    $($list: Vec::new(),)+
                }
            }
        }

        impl Casebook {
            /// Appends everything of another casebook.
            pub fn append(&mut self, other: Self) {
                $(self.$list.extend(other.$list);)+
            }

            /// Puts a record at the end of its list.
            pub fn push(&mut self, record: AnyRecord) {
                match record {
                    $(AnyRecord::$Kind(record) => self.$list.push(*record),)+
                }
            }
        }

        $(
            impl CasebookRecord for $Type {
                fn list_in(casebook: &Casebook) -> &[Self] {
                    &casebook.$list
                }

                fn list_in_mut(casebook: &mut Casebook) -> &mut Vec<Self> {
                    &mut casebook.$list
                }
            }
        )+
    };
}

for_record_kinds!({ define_casebook });
