//! Quotes that a reader of CSV would pass over in silence, and take text for what it is not.

/// A fault of the quotes: the byte at which the cell begins, and what is wrong.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct QuoteError {
    pub(super) at: usize,
    pub(super) reason: &'static str,
}

/// Every quoted cell that has text after its closing quote, or none.
pub(super) fn find_misquoted(text: &str, delimiter: char) -> Vec<QuoteError> {
    let mut found = Vec::new();
    let mut state = QuoteState::Begins;
    let mut begin = 0;
    for (at, c) in text.char_indices() {
        state = match (state, c) {
            (QuoteState::Quoted, '"') => QuoteState::MayClose,
            (QuoteState::Quoted, _) => QuoteState::Quoted,
            (QuoteState::MayClose, '"') => QuoteState::Quoted,
            (_, '\n' | '\r') => QuoteState::Begins,
            (_, c) if c == delimiter => QuoteState::Begins,
            (QuoteState::Begins, '"') => {
                begin = at;
                QuoteState::Quoted
            }
            (QuoteState::MayClose, _) => {
                found.push(QuoteError {
                    at: begin,
                    reason: "a quote inside a quoted cell must be doubled",
                });
                QuoteState::Plain
            }
            (QuoteState::Begins | QuoteState::Plain, _) => QuoteState::Plain,
        };
    }
    if state == QuoteState::Quoted {
        found.push(QuoteError {
            at: begin,
            reason: "a quote is opened here and never closed",
        });
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteState {
    /// At the beginning of a cell.
    Begins,
    /// In a cell without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote that closes the cell, unless it is doubled.
    MayClose,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_quotes_are_left_alone() {
        for text in [
            "a,b\n",
            "\"a\"\"b\",\"\n\"\r\n",
            "5\" pipe,x",
            "\"\",\"a,b\"",
            "a\n\"b\"",
            "",
        ] {
            assert_eq!(find_misquoted(text, ','), [], "{text}");
        }
    }

    #[test]
    fn wrong_ones_are_found_where_their_cell_begins() {
        let found = find_misquoted("a,b\n1,\"he said \"no\"\"\n2,\"open\n3,x", ',');
        assert_eq!(
            found.iter().map(|fault| fault.at).collect::<Vec<_>>(),
            [6, 23]
        );
        assert!(found[1].reason.contains("never closed"));
    }
}
