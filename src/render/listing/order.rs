//! In which order rows stand: by a column, up or down; what is empty comes last either way.

use std::cmp::Ordering;

use super::cell::{CellContent, ListingCell};

/// By which column of the cells, and whether the largest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListingOrder {
    /// The position of the column.
    pub column: usize,
    /// Largest first.
    pub is_descending: bool,
}

impl ListingOrder {
    /// Puts rows into this order; equal ones stay as they stand.
    pub fn sort_rows(self, rows: &mut [Vec<ListingCell>]) {
        rows.sort_by(|one, other| self.compare_cells(&one[self.column], &other[self.column]));
    }

    fn compare_cells(self, one: &ListingCell, other: &ListingCell) -> Ordering {
        let is_empty = |cell: &ListingCell| cell.text().is_empty();
        is_empty(one).cmp(&is_empty(other)).then_with(|| {
            let order = match (one.content(), other.content()) {
                (CellContent::Number(one), CellContent::Number(other)) => one.cmp(other),
                (CellContent::Flag(one), CellContent::Flag(other)) => one.cmp(other),
                (
                    CellContent::Empty
                    | CellContent::Text(_)
                    | CellContent::Number(_)
                    | CellContent::Flag(_)
                    | CellContent::Texts(_)
                    | CellContent::Json(_),
                    _,
                ) => {
                    let key = |cell: &ListingCell| cell.text().to_lowercase();
                    key(one).cmp(&key(other))
                }
            };
            if self.is_descending {
                order.reverse()
            } else {
                order
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_and_nothing_comes_last() {
        let cells = || {
            [
                ListingCell::number_of(10),
                ListingCell::empty(),
                ListingCell::number_of(9),
            ]
        };
        let sorted = |is_descending| {
            let mut rows: Vec<_> = cells().map(|cell| vec![cell]).into();
            let order = ListingOrder {
                column: 0,
                is_descending,
            };
            order.sort_rows(&mut rows);
            rows.iter()
                .map(|row| row[0].text().into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(sorted(false), ["9", "10", ""]);
        assert_eq!(sorted(true), ["10", "9", ""]);
    }

    #[test]
    fn a_date_known_less_exactly_stands_before_one_known_better() {
        let mut rows: Vec<_> = ["2018-04-10", "2018", "2018-04"]
            .map(|date| vec![ListingCell::text_of(date)])
            .into();
        let order = ListingOrder {
            column: 0,
            is_descending: false,
        };
        order.sort_rows(&mut rows);
        let dates: Vec<_> = rows.iter().map(|row| row[0].text().into_owned()).collect();
        assert_eq!(dates, ["2018", "2018-04", "2018-04-10"]);
    }
}
