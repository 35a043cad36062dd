//! How deep the blocks of a template stand inside one another, told before it is parsed.

use crate::files::input::NESTED;

/// The most `else if` of one block.
const MOST_ELSE: usize = 200;

/// The line at which blocks, the brackets of one tag or the branches of one block are more than can be, and what is wrong.
pub(super) fn too_deep(text: &str) -> Option<(usize, String)> {
    // For each open block, how many branches it has had.
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let at = text.len() - rest.len() + start;
        let is_escaped = text[..at].ends_with('\\');
        let tag = rest[start..]
            .trim_start_matches('{')
            .trim_start_matches('~')
            .trim_start();
        if let Some(comment) = tag.strip_prefix('!').filter(|_| !is_escaped) {
            let end = if comment.starts_with("--") {
                "--}}"
            } else {
                "}}"
            };
            let end = comment
                .find(end)
                .map_or(comment.len(), |found| found + end.len());
            rest = &comment[end..];
            continue;
        }
        let inside = &tag[..tag.find("}}").unwrap_or(tag.len())];
        rest = &tag[inside.len()..];
        if is_escaped {
            continue;
        }
        let line = || text[..at].matches('\n').count() + 1;
        if bracket_depth(inside) > NESTED.as_usize() {
            return Some((
                line(),
                format!("brackets are nested more than {} deep", NESTED.most),
            ));
        }
        match inside.as_bytes().first() {
            Some(b'#') => open.push(0),
            Some(b'/') => drop(open.pop()),
            _ if inside.starts_with("else") => {
                if let Some(branches) = open.last_mut() {
                    *branches += 1;
                }
            }
            _ => {}
        }
        if open.len() > NESTED.as_usize() {
            return Some((
                line(),
                format!("blocks are nested more than {} deep", NESTED.most),
            ));
        }
        if open.last().is_some_and(|branches| *branches > MOST_ELSE) {
            return Some((
                line(),
                format!("a block has more than {MOST_ELSE} branches"),
            ));
        }
    }
    None
}

/// How deep brackets stand in a tag.
fn bracket_depth(tag: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in tag.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_inside_blocks_have_an_end() {
        let nested = |depth: usize| {
            format!(
                "{}x{}",
                "{{#if a}}\n".repeat(depth),
                "{{/if}}".repeat(depth)
            )
        };
        assert_eq!(too_deep(&nested(32)), None);
        assert_eq!(
            too_deep(&nested(33)),
            Some((33, "blocks are nested more than 32 deep".to_owned()))
        );
        assert!(too_deep(&"{{~#if a}}".repeat(10_000)).is_some());
        assert_eq!(too_deep(&"{{#if a}}x{{/if}}".repeat(10_000)), None);
    }

    #[test]
    fn branches_and_brackets_have_an_end() {
        let branches =
            |count: usize| format!("{{{{#if a}}}}{}{{{{/if}}}}", "{{else if b}}".repeat(count));
        assert_eq!(too_deep(&branches(200)), None);
        assert!(too_deep(&branches(201)).unwrap().1.contains("branches"));
        let brackets = |depth: usize| {
            format!(
                "{{{{#if {}a{}}}}}",
                "(not ".repeat(depth),
                ")".repeat(depth)
            )
        };
        assert_eq!(too_deep(&brackets(32)), None);
        assert!(too_deep(&brackets(33)).unwrap().1.contains("brackets"));
        assert!(too_deep(&format!("{{{{a {}", "[".repeat(9_000))).is_some());
    }

    #[test]
    fn comments_and_escaped_tags_are_no_blocks() {
        assert_eq!(too_deep(&"{{!-- {{#if a}} --}}".repeat(100)), None);
        assert_eq!(too_deep(&"{{! #if a}}".repeat(100)), None);
        assert_eq!(too_deep(&"\\{{#if a}}".repeat(100)), None);
        assert_eq!(too_deep("{{!"), None);
        assert_eq!(too_deep("{{"), None);
    }
}
