//! The one filter through which every text from data, arguments, paths and the system passes on its way to a screen.
//!
//! What could steer a terminal, reorder a line or hide in it becomes a visible escape: `\u{1b}`. Honest text of every
//! script passes unchanged, with the joiners its script needs. The filter knows characters, not control sequences, so
//! there is no sequence it could fail to recognise.

use std::borrow::Cow;
use std::fmt::Write;

/// The text with everything unseen made visible, line breaks and tabs too. Applying it twice changes nothing more.
pub fn visible_text(text: &str) -> Cow<'_, str> {
    escape_unseen(text, |_| false, write_escape)
}

/// The same for a text of several lines: `\n` is kept, and `\r\n` becomes `\n`.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if !text.contains("\r\n") {
        return escape_unseen(text, |c| c == '\n', write_escape);
    }
    Cow::Owned(escape_unseen(&text.replace("\r\n", "\n"), |c| c == '\n', write_escape).into_owned())
}

/// One line, as a cell of a table or of TSV is: every run of line breaks and tabs is one space, none at the ends; the
/// rest as [`visible_text`].
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_break) {
        return visible_text(text);
    }
    let mut flat = String::with_capacity(text.len());
    for part in text.split(is_break).filter(|part| !part.is_empty()) {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(part);
    }
    Cow::Owned(visible_text(&flat).into_owned())
}

/// A JSON text that says the same but holds no unseen character: those inside its strings become `\u` escapes of JSON.
///
/// Line feeds and tabs between values stay.
pub fn visible_json(text: &str) -> Cow<'_, str> {
    escape_unseen(text, |c| matches!(c, '\n' | '\t'), write_json_escape)
}

/// Whether a character is unseen: a control, a mark that reorders text, a mark of no width, a tag.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || is_joiner(c)
        || is_variation_selector(c)
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn escape_unseen(text: &str, keep: fn(char) -> bool, write: fn(&mut String, char)) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unseen(c) && !keep(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let kept = !is_unseen(c) || keep(c) || is_needed_between(before, c, rest.clone().next());
        if kept {
            out.push(c);
        } else {
            write(&mut out, c);
        }
        before = kept.then_some(c);
    }
    Cow::Owned(out)
}

// Writing to a string cannot fail, so the results of `write!` say nothing.

fn write_escape(out: &mut String, c: char) {
    let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
}

fn write_json_escape(out: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

/// Whether a joiner or a variation selector is where its script or an emoji needs it.
fn is_needed_between(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    if is_variation_selector(c) {
        return is_ideograph(before) || (c < '\u{e0100}' && takes_variation(before));
    }
    let joins = |wanted: fn(char) -> bool| wanted(before) && after.is_some_and(wanted);
    is_joiner(c)
        && (is_virama(before)
            || joins(is_of_joining_script)
            || (joins_emoji(before) && after.is_some_and(is_emoji)))
}

/// The scripts in which a joiner changes how neighbouring letters are written: from Arabic to N'Ko, those of India and
/// their relatives, Mongolian, and the Arabic presentation forms.
fn is_of_joining_script(c: char) -> bool {
    !is_unseen(c)
        && matches!(
            c,
            '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{e00}'..='\u{109f}' | '\u{1700}'..='\u{18af}'
                | '\u{1900}'..='\u{1c4f}' | '\u{1cd0}'..='\u{1cff}' | '\u{a800}'..='\u{abff}'
                | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10d00}'..='\u{10d3f}'
                | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}'
        )
}

/// The signs after which a joiner may also end a word, as in Malayalam, Bengali and Sinhala.
fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
            | '\u{1039}'
            | '\u{103a}'
            | '\u{17d2}'
    )
}

fn is_emoji(c: char) -> bool {
    matches!(
        c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}'
            | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}'
    )
}

fn joins_emoji(c: char) -> bool {
    is_emoji(c) || is_variation_selector(c)
}

fn takes_variation(c: char) -> bool {
    is_emoji(c) || matches!(c, '#' | '*' | '0'..='9' | '\u{1000}'..='\u{109f}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_steers_a_terminal_becomes_visible() {
        assert_eq!(visible_text("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(
            visible_text("\u{1b}]0;x\u{7}\u{8}\u{7f}\0\r\n\t"),
            "\\u{1b}]0;x\\u{7}\\u{8}\\u{7f}\\u{0}\\u{d}\\u{a}\\u{9}"
        );
        assert_eq!(visible_text("\u{9b}31m\u{85}"), "\\u{9b}31m\\u{85}");
    }

    #[test]
    fn what_reorders_or_hides_becomes_visible() {
        let hidden = "\u{ad}\u{61c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2060}\
                      \u{2066}\u{2069}\u{3164}\u{fe0f}\u{feff}\u{fff9}\u{e0041}\u{e01ef}";
        for c in hidden.chars() {
            assert_eq!(
                visible_text(&format!("a{c}b")),
                format!("a\\u{{{:x}}}b", u32::from(c))
            );
        }
    }

    #[test]
    fn honest_scripts_pass_unchanged() {
        for text in [
            "می\u{200c}خواهم",
            "ക്\u{200d}",
            "क्\u{200d}ष",
            "👨\u{200d}👩\u{200d}👧",
            "🏳\u{fe0f}\u{200d}🌈",
            "👩🏽\u{200d}🚒 1\u{fe0f}\u{20e3} ❤\u{fe0f}",
            "שָׁלוֹם العربية Едіге Dzhakishev’s “Ünïcode” 名字 한국어 ไทย",
            "葛\u{e0100}城",
            "e\u{301}",
            "a\\u{1b}",
        ] {
            assert_eq!(visible_text(text), text);
        }
    }

    #[test]
    fn a_joiner_where_no_script_needs_it_is_shown() {
        for text in [
            "Ali\u{200d}",
            "\u{200c}می",
            "می\u{200c}",
            "A\u{200c}B",
            "می\u{200c}A",
            "👨\u{200d}x",
            "名\u{fe00}\u{fe01}",
        ] {
            assert_ne!(visible_text(text), text, "{text:?}");
        }
    }

    #[test]
    fn lines_stay_lines_and_cells_stay_cells() {
        assert_eq!(visible_lines("a\r\nb\nc\rd"), "a\nb\nc\\u{d}d");
        assert_eq!(
            one_line("Ali\r\n│ 7 │\tRELEASED\u{2028}│\u{85}\n"),
            "Ali │ 7 │ RELEASED │"
        );
        assert_eq!(one_line("a\u{1b}\tb"), "a\\u{1b} b");
    }

    #[test]
    fn json_says_the_same() {
        let value = serde_json::json!({ "name": "\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}\u{2028}é名می\u{200c}خ", "n": [1] });
        let safe = visible_json(&serde_json::to_string_pretty(&value).unwrap()).into_owned();
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&safe).unwrap(),
            value
        );
        assert!(
            safe.contains("\\udb40\\udc41")
                && !safe.chars().any(|c| c != '\n' && c.is_control())
                && safe.contains("می\u{200c}خ")
        );
    }

    proptest! {
        #[test]
        fn nothing_unseen_comes_through(text in any::<String>()) {
            let once = visible_text(&text).into_owned();
            prop_assert_eq!(visible_text(&once), once.as_str());
            prop_assert!(!once.chars().any(|c| is_unseen(c) && !is_joiner(c) && !is_variation_selector(c)));
            prop_assert!(!one_line(&text).contains(is_break));
            prop_assert!(visible_lines(&text).chars().all(|c| c == '\n' || !c.is_control()));
        }

        #[test]
        fn mixtures_of_joiners_settle_at_once(text in "[a\u{645}\u{915}\u{94d}👨❤\u{200c}\u{200d}\u{fe0f}\u{202e}1]{0,12}") {
            let once = visible_text(&text).into_owned();
            prop_assert_eq!(visible_text(&once), once.as_str());
        }

        #[test]
        fn plain_text_is_unchanged(text in "[a-zA-Z0-9 .,;:'\"!?()\\-–—“”’äöüßéáñçÀ-ɏΑ-ωА-яҐ-ӿა-ჰ一-龥가-힣]{0,40}") {
            prop_assert!(matches!(visible_text(&text), Cow::Borrowed(_)));
        }
    }
}
