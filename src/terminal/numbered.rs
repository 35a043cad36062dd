//! A menu as numbered lines, for screen readers and small screens.

/// The position of an item, typed as its number.
pub(super) fn number(typed: &str, count: usize) -> Result<usize, String> {
    let number = typed.trim().parse::<usize>().ok().filter(|number| (1..=count).contains(number));
    number.map(|number| number - 1).ok_or_else(|| format!("Type a number from 1 to {count}"))
}

/// The positions of items in order, typed as numbers, `all` or `none`.
pub(super) fn numbers(typed: &str, count: usize) -> Result<Vec<usize>, String> {
    match typed.trim() {
        "all" => return Ok((0..count).collect()),
        "none" => return Ok(Vec::new()),
        _ => {}
    }
    let words = typed.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let mut numbers = words.map(|word| number(word, count)).collect::<Result<Vec<_>, _>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

/// Positions as they would be typed.
pub(super) fn in_numbers(positions: &[usize], count: usize) -> String {
    match positions.len() {
        0 => "none".to_owned(),
        all if all == count => "all".to_owned(),
        _ => positions.iter().map(|position| (position + 1).to_string()).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written() {
        assert_eq!(numbers("3, 1 1", 3), Ok(vec![0, 2]));
        assert_eq!((numbers("all", 2), numbers("none", 2)), (Ok(vec![0, 1]), Ok(vec![])));
        assert!(numbers("0", 3).is_err() && numbers("4", 3).is_err() && number("x", 3).is_err());
        assert_eq!([in_numbers(&[], 3), in_numbers(&[0, 2], 3), in_numbers(&[0, 1, 2], 3)], ["none", "1 3", "all"]);
    }
}
