//! Rights by the concerns that touch them.

use crate::letters::law::declaration_articles;
use crate::model::vocabulary::{ConcernKind, Vocabulary};

/// The articles of the Universal Declaration of Human Rights that the concerns touch, in order, each once.
pub(super) fn udhr_articles(concerns: &[ConcernKind]) -> Vec<u8> {
    let mut articles: Vec<u8> = concerns
        .iter()
        .flat_map(|concern| declaration_articles(concern.slug()))
        .collect();
    articles.sort_unstable();
    articles.dedup();
    articles
}
