//! Which cases: the same questions for every command that selects.

use clap::Args;

use crate::model::filter::Article;
use crate::model::vocabulary::{Category, ConcernKind, StatusWord};
use crate::model::{Country, Date, Filter, Id, InvalidValue, PartialDate, Term, date};

/// Filters. The same one again, or a comma, is “or”; different ones are “and”.
#[derive(Debug, Clone, Default, Args)]
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
    #[arg(long, value_name = "DATE")]
    pub sentenced_after: Option<PartialDate>,
    /// A sentence was certainly pronounced before this date
    #[arg(long, value_name = "DATE")]
    pub sentenced_before: Option<PartialDate>,
    /// A sentence longer than this: 10y, 18m, 10d
    #[arg(long, value_name = "TERM")]
    pub term_over: Option<Term>,
    /// A sentence shorter than this
    #[arg(long, value_name = "TERM")]
    pub term_under: Option<Term>,
    /// Certainly arrested after this date
    #[arg(long, value_name = "DATE")]
    pub arrested_after: Option<PartialDate>,
    /// Certainly arrested before this date
    #[arg(long, value_name = "DATE")]
    pub arrested_before: Option<PartialDate>,
    /// Words in names and texts, in any script and spelling
    #[arg(long, value_name = "WORDS")]
    pub search: Vec<String>,
    /// As it was on this day, such as 2018-04-30
    #[arg(long, value_name = "DATE", value_parser = full_day)]
    pub as_of: Option<Date>,
}

fn full_day(text: &str) -> Result<Date, InvalidValue> {
    date::full_day(text)
}

impl FilterArgs {
    /// Whether anything was asked that selects; `--as-of` alone does not.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        let lists = [
            self.status.is_empty(),
            self.not_status.is_empty(),
            self.country.is_empty(),
            self.category.is_empty(),
            self.group.is_empty(),
            self.tag.is_empty(),
            self.not_tag.is_empty(),
            self.charge.is_empty(),
            self.concern.is_empty(),
            self.place.is_empty(),
            self.source.is_empty(),
            self.search.is_empty(),
        ];
        let dates = [
            self.sentenced_after,
            self.sentenced_before,
            self.arrested_after,
            self.arrested_before,
        ];
        lists.contains(&false)
            || dates.iter().any(Option::is_some)
            || self.term_over.is_some()
            || self.term_under.is_some()
    }

    /// The filter these arguments describe.
    #[must_use]
    pub fn to_filter(&self) -> Filter {
        Filter {
            ids: Vec::new(),
            status: self.status.clone(),
            not_status: self.not_status.clone(),
            country: self.country.clone(),
            category: self.category.clone(),
            group: self.group.clone(),
            tag: self.tag.clone(),
            not_tag: self.not_tag.clone(),
            charge: self.charge.clone(),
            concern: self.concern.clone(),
            place: self.place.clone(),
            source: self.source.clone(),
            sentenced_after: self.sentenced_after,
            sentenced_before: self.sentenced_before,
            term_over: self.term_over,
            term_under: self.term_under,
            arrested_after: self.arrested_after,
            arrested_before: self.arrested_before,
            search: self.search.clone(),
            as_of: self.as_of,
        }
    }
}
