//! How much room a text takes on a screen.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text if it fits into this many columns, else its beginning and `…`. A letter keeps its accents.
pub(super) fn truncate_text(text: &str, columns: usize) -> Cow<'_, str> {
    if text.len() <= columns || text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut room = columns.saturating_sub(1);
    let mut end = 0;
    for grapheme in text.graphemes(true) {
        let Some(left) = room.checked_sub(grapheme.width()) else {
            break;
        };
        room = left;
        end += grapheme.len();
    }
    let kept = text[..end].trim_end();
    Cow::Owned(if columns == 0 {
        String::new()
    } else {
        format!("{kept}…")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_fits_is_left_alone() {
        for text in ["", "abc", "名字a", "e\u{301}tats", "Едіге"] {
            assert_eq!(truncate_text(text, 5), text);
        }
    }

    #[test]
    fn what_does_not_fit_ends_in_a_sign_of_it() {
        assert_eq!(truncate_text("Dzhakishev", 5), "Dzha…");
        assert_eq!(truncate_text("Alice Lee", 7), "Alice…");
        assert_eq!(truncate_text("名字名字", 5), "名字…");
        assert_eq!(truncate_text("名字名字", 4), "名…");
        assert_eq!(truncate_text("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(
            (truncate_text("ab", 1), truncate_text("ab", 0)),
            ("…".into(), "".into())
        );
    }

    proptest! {
        #[test]
        fn the_result_always_fits(text in any::<String>(), columns in 0usize..40) {
            let text = crate::terminal::sanitise::one_line(&text);
            prop_assert!(truncate_text(&text, columns).width() <= columns);
        }
    }
}
