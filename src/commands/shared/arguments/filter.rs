//! Which cases: the same questions for every command that selects.

use clap::Args;

use super::{TypedDay, parse_typed_date};
use crate::model::filter::Article;
use crate::model::vocabulary::{Category, ConcernKind, StatusWord};
use crate::model::{Country, Date, Filter, Id, PartialDate, Term};

/// Makes the flags and the filter they describe: a question of [`Filter`] that has no flag does not compile.
macro_rules! filter_args {
    (
        $(#[$about:meta])+
        pub struct $Name:ident { $( $(#[$flag:meta])+ pub $question:ident: $Type:ty, )+ }
    ) => {
        $(#[$about])+
        pub struct $Name {
            $( $(#[$flag])+ pub $question: $Type, )+
            /// As it was on this day, such as 2018-04-30
            #[arg(long, value_name = "DATE")]
            pub as_of: Option<TypedDay>,
        }

        impl $Name {
            /// The filter these arguments describe.
            pub fn to_filter(&self, today: Date) -> Filter {
                Filter {
                    ids: Vec::new(),
                    $( $question: self.$question.clone(), )+
                    as_of: self.as_of_day(today),
                }
            }
        }
    };
}

filter_args! {
    /// Filters. The same one again, or a comma, is “or”; different ones are “and”.
    #[derive(Debug, Clone, Default, PartialEq, Args)]
    #[command(next_help_heading = "Filters (the same again or a comma: or; different ones: and)")]
    pub struct FilterArgs {
        /// A status, or a group of them: detained, restricted, still-bound, at-risk, abroad, free
        #[arg(long, value_name = "STATUS", value_delimiter = ',')]
        pub status: Vec<StatusWord>,
        /// Not this status or group
        #[arg(long, value_name = "STATUS", value_delimiter = ',')]
        pub not_status: Vec<StatusWord>,
        /// The state that persecutes: KZ or Kazakhstan
        #[arg(long, value_name = "COUNTRY", value_delimiter = ',')]
        pub country: Vec<Country>,
        /// The leading or a further category
        #[arg(long, value_name = "CATEGORY", value_delimiter = ',')]
        pub category: Vec<Category>,
        /// A shared prosecution or pattern
        #[arg(long, value_name = "GROUP", value_delimiter = ',')]
        pub group: Vec<Id>,
        /// A label of yours
        #[arg(long, value_name = "TAG", value_delimiter = ',')]
        pub tag: Vec<Id>,
        /// Not this label
        #[arg(long, value_name = "TAG", value_delimiter = ',')]
        pub not_tag: Vec<Id>,
        /// Charged under this article: 174, "CC 174" or 405.2
        #[arg(long, value_name = "ARTICLE", value_delimiter = ',')]
        pub charge: Vec<Article>,
        /// A concern, such as unfair-trial
        #[arg(long, value_name = "CONCERN", value_delimiter = ',')]
        pub concern: Vec<ConcernKind>,
        /// A part of the place, in any spelling
        #[arg(long, value_name = "PLACE", value_delimiter = ',')]
        pub place: Vec<String>,
        /// A fact rests on this source
        #[arg(long, value_name = "SOURCE", value_delimiter = ',')]
        pub source: Vec<Id>,
        /// A sentence was certainly pronounced after this date
        #[arg(long, value_name = "DATE", value_parser = parse_typed_date)]
        pub sentenced_after: Option<PartialDate>,
        /// A sentence was certainly pronounced before this date
        #[arg(long, value_name = "DATE", value_parser = parse_typed_date)]
        pub sentenced_before: Option<PartialDate>,
        /// A sentence longer than this: 10y, 18m, 10d
        #[arg(long, value_name = "TERM")]
        pub term_over: Option<Term>,
        /// A sentence shorter than this
        #[arg(long, value_name = "TERM")]
        pub term_under: Option<Term>,
        /// Certainly arrested after this date
        #[arg(long, value_name = "DATE", value_parser = parse_typed_date)]
        pub arrested_after: Option<PartialDate>,
        /// Certainly arrested before this date
        #[arg(long, value_name = "DATE", value_parser = parse_typed_date)]
        pub arrested_before: Option<PartialDate>,
        /// Words in names and texts, in any script and spelling
        #[arg(long, value_name = "WORDS")]
        pub search: Vec<String>,
    }
}

impl FilterArgs {
    /// Whether anything was asked that selects; `--as-of` alone does not.
    pub fn has_selection(&self) -> bool {
        *self
            != Self {
                as_of: self.as_of,
                ..Self::default()
            }
    }

    /// The day as of which is asked, if one was given.
    pub fn as_of_day(&self, today: Date) -> Option<Date> {
        self.as_of.map(|day| day.on(today))
    }
}
