//! Cells that a spreadsheet would run as a formula: every table that is written has `'` before them, and every table that is
//! read loses exactly that mark.

use std::borrow::Cow;

/// The cell with `'` before it if a spreadsheet could take it for a formula.
pub fn guard_cell(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell as it was before [`guard_cell`]; exactly that mark is taken off and no other.
pub(super) fn unguard_cell(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| is_formula(rest))
        .unwrap_or(cell)
}

/// Whether a cell begins like a formula, also behind spaces, quotes or the mark itself.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches(['\'', '"', ' ']).starts_with([
        '=', '+', '-', '@', '|', '%', '\t', '\r', '\n', '＝', '＋', '－', '＠',
    ])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_names_are_not() {
        for cell in [
            "=1+1", "+98 21", "-5", "@SUM(A1)", "\t=1", "|x", "%x", "＝1", " =1", "\"=1", "'=1",
        ] {
            assert_eq!(guard_cell(cell), format!("'{cell}"));
        }
        for cell in ["", "O'Brien", "'t Hart", "a=b", "1-2"] {
            assert_eq!(guard_cell(cell), cell);
            assert_eq!(unguard_cell(cell), cell);
        }
        assert_eq!(unguard_cell("'=1"), "=1");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_guard_comes_off_again(cell in "['\" =+@a-]{0,6}") {
            let written = guard_cell(&cell);
            prop_assert_eq!(unguard_cell(&written), &cell);
        }
    }
}
