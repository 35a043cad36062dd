//! The kinds of records that a casebook keeps: the one list of them.
//!
//! A new kind is a line in `for_record_kinds`; what is particular to a kind is a trait (`StoredRecord`, `TreeRecord`), which
//! does not compile until the new kind has it.

use std::fmt;

use super::record::Record;
use super::{Case, Id, Recipient, SentLetter, Source, Statement};

/// Hands the list of record kinds to another macro: the kind, the type of its records, and their list in a file. They stand
/// in the order of a file: what is named comes before what names it.
macro_rules! for_record_kinds {
    ({ $($then:tt)+ } $($with:tt)*) => {
        $($then)+! {
            $($with)*
            Source, Source, sources, "Documents facts rest on.";
            Recipient, Recipient, recipients, "Offices letters go to.";
            Case, Case, cases, "One person each.";
            Letter, SentLetter, letters, "Letters that were recorded.";
            Statement, Statement, statements, "Joint statements, with those who were asked to sign.";
        }
    };
}
pub(crate) use for_record_kinds;

/// `with_record_type!(kind, T => body)`: the body with `T` as the type of the records of a kind that is known at run time.
macro_rules! with_record_type {
    ($kind:expr, $T:ident => $body:expr) => {
        $crate::model::record_kind::for_record_kinds!(
            { $crate::model::record_kind::match_kind }[$kind][$T][$body]
        )
    };
}
pub(crate) use with_record_type;

macro_rules! match_kind {
    ([$kind:expr] [$T:ident] [$body:expr] $($Kind:ident, $Type:ident, $list:ident, $about:literal;)+) => {
        match $kind {
            $($crate::model::RecordKind::$Kind => {
                type $T = $crate::model::$Type;
                $body
            })+
        }
    };
}
pub(crate) use match_kind;

/// `with_any_record!(any, record => body)`: the body with the record of whatever kind.
macro_rules! with_any_record {
    ($any:expr, $record:ident => $body:expr) => {
        $crate::model::record_kind::for_record_kinds!(
            { $crate::model::record_kind::match_record }[$any][$record][$body]
        )
    };
}
pub(crate) use with_any_record;

macro_rules! match_record {
    ([$any:expr] [$record:ident] [$body:expr] $($Kind:ident, $Type:ident, $list:ident, $about:literal;)+) => {
        match $any {
            $($crate::model::AnyRecord::$Kind($record) => $body,)+
        }
    };
}
pub(crate) use match_record;

/// What every record that is kept can say of itself.
pub trait KeptRecord: Record + 'static {
    /// Which kind it is.
    const KIND: RecordKind;

    /// Its id.
    fn record_id(&self) -> &Id;

    /// The record as one of any kind.
    fn into_any_record(self) -> AnyRecord;

    /// The record, if it is of this kind.
    fn from_any_record(record: AnyRecord) -> Option<Self>;
}

macro_rules! define_kinds {
    ($($Kind:ident, $Type:ident, $list:ident, $about:literal;)+) => {
        /// A kind of record that a casebook keeps, in the order of files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum RecordKind {
            $(#[doc = $about] $Kind,)+
        }

        impl RecordKind {
            /// All of them, in the order of files.
            pub const ALL: [Self; [$(stringify!($Kind)),+].len()] = [$(Self::$Kind),+];

            /// The name of one: `case`. Files, the history and the command line use it.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Self::$Kind => <$Type as Record>::NAME,)+
                }
            }

            /// The name of their list in files, of their folder in a team’s folder, and of their table: `cases`.
            pub fn list_name(self) -> &'static str {
                match self {
                    $(Self::$Kind => stringify!($list),)+
                }
            }
        }

        /// A record of any kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum AnyRecord {
            $(#[doc = $about] $Kind(Box<$Type>),)+
        }

        $(
            impl KeptRecord for $Type {
                const KIND: RecordKind = RecordKind::$Kind;

                fn record_id(&self) -> &Id {
                    &self.id
                }

                fn into_any_record(self) -> AnyRecord {
                    AnyRecord::$Kind(Box::new(self))
                }

                fn from_any_record(record: AnyRecord) -> Option<Self> {
                    if let AnyRecord::$Kind(record) = record {
                        Some(*record)
                    } else {
                        None
                    }
                }
            }

            impl From<$Type> for AnyRecord {
                fn from(record: $Type) -> Self {
                    record.into_any_record()
                }
            }
        )+
    };
}

for_record_kinds!({ define_kinds });

impl RecordKind {
    /// The kind with this name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// The kind with this name of its list.
    #[must_use]
    pub fn from_list_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.list_name() == name)
    }
}

fn kind_of<T: KeptRecord>(_: &T) -> RecordKind {
    T::KIND
}

impl fmt::Display for RecordKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.slug())
    }
}

impl AnyRecord {
    /// What kind of record it is.
    pub fn record_kind(&self) -> RecordKind {
        with_any_record!(self, record => kind_of(record.as_ref()))
    }

    /// Its id.
    pub fn record_id(&self) -> &Id {
        with_any_record!(self, record => record.record_id())
    }
}
