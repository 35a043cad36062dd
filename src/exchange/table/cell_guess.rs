//! What a column may be, told from its cells where its title says nothing.

use std::collections::BTreeSet;

use super::list_words::find_word;
use super::tidy::{CellNotes, tidy_cell};

/// So many filled cells of a column are looked at.
const LOOKED_AT: usize = 300;

/// So many filled cells a column must have before they say anything.
const FEWEST: usize = 2;

/// The cells of a column that say something, as far as they are looked at.
pub(super) fn filled_cells(column: usize, rows: &[(usize, csv::StringRecord)]) -> Vec<String> {
    rows.iter()
        .filter_map(|(_, cells)| cells.get(column))
        .map(|cell| tidy_cell(cell, &mut CellNotes::new()))
        .filter(|cell| !cell.is_empty() && find_word("nothing", cell).is_none())
        .take(LOOKED_AT)
        .collect()
}

/// The field that nine of ten cells of a column speak of; a proposal, to be looked at by whoever knows the list.
pub(super) fn guess_by_cells(
    column: usize,
    rows: &[(usize, csv::StringRecord)],
) -> Option<&'static str> {
    let cells = filled_cells(column, rows);
    if cells.len() < FEWEST {
        return None;
    }
    let most = |is_so: &dyn Fn(&str) -> bool| {
        cells.iter().filter(|cell| is_so(cell)).count() * 10 >= cells.len() * 9
    };
    let distinct: BTreeSet<&String> = cells.iter().collect();
    let is_word_of = |section: &'static str| {
        move |cell: &str| find_word(section, cell).is_some_and(|word| word != "unknown")
    };
    match () {
        () if most(&is_address) => Some(if most(&is_image) { "photo" } else { "source" }),
        () if distinct.len() <= 6 && most(&is_word_of("gender")) => Some("gender"),
        () if most(&is_word_of("status")) => Some("status"),
        () if most(&is_word_of("category")) => Some("category"),
        // A name is rarely that of another row too.
        () if distinct.len() * 10 >= cells.len() * 8 && most(&is_like_name) => Some("name"),
        () => None,
    }
}

/// Whether the cells of a column are years.
pub(super) fn holds_years(column: usize, rows: &[(usize, csv::StringRecord)]) -> bool {
    let cells = filled_cells(column, rows);
    let is_year = |cell: &String| {
        cell.len() == 4
            && cell
                .parse::<u16>()
                .is_ok_and(|year| (1900..2200).contains(&year))
    };
    !cells.is_empty() && cells.iter().all(is_year)
}

fn is_address(cell: &str) -> bool {
    cell.starts_with("http://") || cell.starts_with("https://")
}

fn is_image(cell: &str) -> bool {
    let end = cell.rsplit('.').next().unwrap_or_default().to_lowercase();
    ["jpg", "jpeg", "png", "webp", "gif", "svg"].contains(&end.as_str())
}

/// Whether a text may be the name of a person: two to six words, each with a capital letter or of a script that has none.
fn is_like_name(cell: &str) -> bool {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let is_particle = |word: &str| word.chars().count() <= 3;
    let is_named = |word: &&str| {
        let first = word.trim_start_matches(['(', '“', '"', '«']).chars().next();
        first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) || is_particle(word)
    };
    let has_no_spaces = cell.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    let is_of_length = (2..=6).contains(&words.len()) || has_no_spaces && cell.chars().count() < 5;
    is_of_length
        && !cell.contains(|c: char| c.is_numeric() || matches!(c, '/' | '@' | ':' | ';' | ','))
        && words.iter().all(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(cells: &[&str]) -> Option<&'static str> {
        let rows: Vec<(usize, csv::StringRecord)> = cells
            .iter()
            .map(|cell| (1, csv::StringRecord::from(vec![*cell])))
            .collect();
        guess_by_cells(0, &rows)
    }

    #[test]
    fn cells_say_what_a_column_holds() {
        for (cells, field) in [
            (
                &["Rosa Vidal", "Juan Prado Gil", "JUAN DE LA CRUZ"][..],
                Some("name"),
            ),
            (&["سعاد المصري", "محمد علي حسن"], Some("name")),
            (&["刘晓波", "周君"], Some("name")),
            (&["M", "F", "M", "F"], Some("gender")),
            (&["Killed", "Disappeared", "Killed", "NA"], Some("status")),
            (
                &["https://a.example.org/1", "https://a.example.org/2"],
                Some("source"),
            ),
            (
                &["https://a.example.org/1.jpg", "https://a.example.org/2.png"],
                Some("photo"),
            ),
            (&["Rosa Vidal"], None),
            (&["12. 3. 1968", "5. 6. 1970"], None),
            (&["held in a cell", "no lawyer came"], None),
            (&["La Modelo", "La Modelo", "La Modelo", "El Chipote"], None),
        ] {
            assert_eq!(guess(cells), field, "{cells:?}");
        }
    }
}
