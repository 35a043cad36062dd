//! Content lines, of which calendars (RFC 5545) and cards (RFC 6350) are made.

/// The longest line, in bytes, without its end.
const LONGEST: usize = 75;

/// A text as the value of a property; what would end or divide it is escaped.
pub fn escape_value(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// The lines, each broken where it is too long, and ended by CR LF.
pub fn join_lines(lines: &[String]) -> String {
    lines.iter().map(|line| fold_line(line) + "\r\n").collect()
}

/// A line broken where it is too long; the rest begins with a space.
fn fold_line(line: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text of an escaped value.
    fn plain(value: &str) -> String {
        let mut read = String::new();
        let mut characters = value.chars();
        while let Some(c) = characters.next() {
            match (c, if c == '\\' { characters.next() } else { None }) {
                (_, Some('n')) => read.push('\n'),
                (_, Some(escaped)) => read.push(escaped),
                (c, None) => read.push(c),
            }
        }
        read
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read_back(text in "[a-zé суд,;:\\\\\n]{0,200}") {
            let written = join_lines(&[escape_value(&text)]);
            prop_assert!(written.split("\r\n").all(|line| line.len() <= LONGEST));
            let unfolded = written.replace("\r\n ", "");
            prop_assert_eq!(plain(unfolded.strip_suffix("\r\n").unwrap()), text);
        }
    }
}
