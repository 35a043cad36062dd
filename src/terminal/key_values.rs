//! A dossier: names of fields on the left, what they say on the right.

use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use super::sanitise;

/// The widest a column of field names gets.
const WIDEST_NAME: usize = 24;

/// Below this width a value is printed under its name instead of beside it.
const NARROW: usize = 36;

/// Field names and values as lines, made safe to look at, each value beside its name and wrapped to the width; with no
/// width nothing is wrapped. Line breaks in a value are kept. A text ends with a line feed, unless there are no fields.
pub fn key_values<K: AsRef<str>, V: AsRef<str>>(fields: &[(K, V)], width: Option<usize>) -> String {
    let fields: Vec<(String, String)> = fields
        .iter()
        .map(|(name, value)| clean_field(name.as_ref(), value.as_ref()))
        .collect();
    let widest = fields
        .iter()
        .map(|(name, _)| name.width())
        .max()
        .unwrap_or(0)
        .min(WIDEST_NAME);
    let stacked = width.is_some_and(|width| width < NARROW);
    let indent = if stacked { 2 } else { widest + 2 };
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(1));
    let mut out = String::new();
    for (name, value) in &fields {
        let lines = wrap_value(value, room);
        let mut lines = lines.iter();
        out.push_str(name);
        if !stacked && name.width() <= widest {
            out.push_str(&" ".repeat(indent - name.width()));
            out.push_str(lines.next().map_or("", String::as_str));
        }
        trim_end(&mut out);
        for line in lines {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
            trim_end(&mut out);
        }
        out.push('\n');
    }
    out
}

fn clean_field(name: &str, value: &str) -> (String, String) {
    (
        sanitise::one_line(name).into_owned(),
        sanitise::visible_lines(value)
            .trim_end_matches('\n')
            .to_owned(),
    )
}

/// Lines that fit, broken at spaces, in a text with ideographs also between them; a web address stays whole.
fn wrap_value(value: &str, room: usize) -> Vec<String> {
    let separator = if value.contains(is_ideograph) {
        WordSeparator::UnicodeBreakProperties
    } else {
        WordSeparator::AsciiSpace
    };
    let options = Options::new(room)
        .break_words(false)
        .word_separator(separator)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(value, options)
        .into_iter()
        .map(|line| line.into_owned())
        .collect()
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn trim_end(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_beside_their_names_and_are_wrapped() {
        let fields = [
            ("name", "Mukhtar Dzhakishev"),
            (
                "summary",
                "Head of a company.\nSentenced to fourteen years.",
            ),
            ("née", ""),
        ];
        let expected = "\
name     Mukhtar Dzhakishev
summary  Head of a company.
         Sentenced to fourteen
         years.
née
";
        assert_eq!(key_values(&fields, Some(36)), expected);
    }

    #[test]
    fn without_a_width_nothing_is_wrapped() {
        let long = "word ".repeat(100);
        assert_eq!(
            key_values(&[("a", &long)], None),
            format!("a  {}\n", long.trim_end())
        );
    }

    #[test]
    fn on_a_narrow_screen_values_stand_below() {
        assert_eq!(
            key_values(&[("name", "Mukhtar Dzhakishev")], Some(12)),
            "name\n  Mukhtar\n  Dzhakishev\n"
        );
    }

    #[test]
    fn a_long_name_does_not_push_all_values_aside() {
        let fields = [
            ("a name that is longer than all the others", "x"),
            ("b", "y"),
        ];
        let expected = format!(
            "{}\n{}x\nb{}y\n",
            fields[0].0,
            " ".repeat(26),
            " ".repeat(25)
        );
        assert_eq!(key_values(&fields, Some(80)), expected);
    }

    #[test]
    fn web_addresses_stay_whole_and_ideographs_do_not() {
        let address = "https://example.org/a/very/long/path/that/does/not/fit/here";
        assert!(key_values(&[("url", address)], Some(40)).contains(address));
        assert_eq!(
            key_values(
                &[("n", "名字名字名字名字名字名字名字名字名字名字")],
                Some(36)
            )
            .lines()
            .count(),
            2
        );
    }

    #[test]
    fn nothing_unseen_is_printed() {
        assert_eq!(
            key_values(&[("a\nb", "c\u{1b}\u{202e}")], None),
            "a b  c\\u{1b}\\u{202e}\n"
        );
    }
}
