//! Lines that are too long for the screen, broken between words.

use textwrap::core::display_width;

/// The extra indent of the continuation of an indented line without an explanation.
const HANGING: usize = 4;

/// Breaks a line at this width. An indented line continues below its explanation, or a little further in.
pub fn break_line(line: &str, width: usize) -> Vec<String> {
    if line.is_empty() {
        return Vec::new();
    }
    if display_width(line) <= width {
        return vec![line.to_owned()];
    }
    let text = line.trim_start();
    let margin = line.len() - text.len();
    let explained = text
        .rfind("   ")
        .map(|gap| margin + display_width(&text[..gap + 3]))
        .filter(|column| *column <= width * 2 / 3);
    let further = " ".repeat(match margin {
        0 => 0,
        margin => explained.unwrap_or(margin + HANGING),
    });
    // Runs of spaces inside a line divide a command from its explanation, and stay.
    let options = textwrap::Options::new(width)
        .initial_indent(&line[..margin])
        .subsequent_indent(&further)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options)
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_on_where_its_explanation_stands() {
        assert_eq!(
            break_line("  cases init   make your casebook and say who", 30),
            [
                "  cases init   make your",
                "               casebook and",
                "               say who"
            ]
        );
        assert_eq!(break_line("short", 30), ["short"]);
    }
}
