//! Several texts in one cell, divided by `;`. A text that has one itself is written with `\;`, and `\` with `\\`.

/// The cell for these texts.
pub(super) fn join_items(items: &[String]) -> String {
    let escaped = items
        .iter()
        .map(|item| item.replace('\\', "\\\\").replace(';', "\\;"));
    escaped.collect::<Vec<_>>().join("; ")
}

/// The texts of a cell, trimmed; empty ones are left out. A `\` before anything else is itself.
pub(super) fn split_items(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some(&escaped @ (';' | '\\'))) => {
                characters.next();
                push_char(&mut items, escaped);
            }
            (';', _) => items.push(String::new()),
            (other, _) => push_char(&mut items, other),
        }
    }
    let trimmed = items.into_iter().map(|item| item.trim().to_owned());
    trimmed.filter(|item| !item.is_empty()).collect()
}

fn push_char(items: &mut [String], character: char) {
    if let Some(last) = items.last_mut() {
        last.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_divided_as_people_type_it() {
        assert_eq!(split_items(" a ;b;; c"), ["a", "b", "c"]);
        assert_eq!(split_items(r"C:\x; a\;b"), [r"C:\x", "a;b"]);
        assert!(split_items(" ; ").is_empty());
    }

    #[test]
    fn what_is_joined_is_divided_into_the_same() {
        let items = ["a;b", r"a\", r"\;", ";", r"\\;b", "c"].map(str::to_owned);
        assert_eq!(split_items(&join_items(&items)), items);
    }
}
