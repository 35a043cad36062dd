//! A chart for a screen: a label, a number and a bar per line.

use unicode_width::UnicodeWidthStr;

use super::sanitise;
use super::width::truncate_text;

/// The longest bar.
const LONGEST: usize = 40;
/// Below this, a bar says nothing and is left out.
const SHORTEST: usize = 4;
/// A column of a bar in eighths, from one to eight.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// Labels with their numbers as lines that fit the width, each number followed by a bar as long as it is great; the longest
/// bar is that of the greatest number, and nothing but 0 has none. Labels are made safe to look at, and cut with `…`.
pub fn render_bars(rows: &[(String, u64)], width: usize) -> String {
    let labels: Vec<String> = rows
        .iter()
        .map(|(label, _)| sanitise::one_line(label).into_owned())
        .collect();
    let greatest = rows.iter().map(|(_, number)| *number).max().unwrap_or(0);
    let digits = greatest.to_string().len();
    let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    // Two spaces before the label, two behind it, two before the bar.
    let room = width.saturating_sub(digits + 6);
    let label_room = widest.min(room.saturating_sub(LONGEST / 2).max(room / 2));
    let longest = room.saturating_sub(label_room).min(LONGEST);
    let lines = labels.iter().zip(rows).map(|(label, (_, number))| {
        let label = truncate_text(label, label_room);
        let space = " ".repeat(label_room - label.width());
        let bar = if longest < SHORTEST {
            String::new()
        } else {
            render_bar(*number, greatest, longest)
        };
        format!("  {label}{space}  {number:>digits$}  {bar}")
            .trim_end()
            .to_owned()
            + "\n"
    });
    lines.collect()
}

/// A bar of at most this many columns.
fn render_bar(number: u64, greatest: u64, longest: usize) -> String {
    if number == 0 {
        return String::new();
    }
    let share = number as f64 / greatest as f64;
    let eighths = ((share * (longest * 8) as f64).round() as usize).max(1);
    let mut bar = "█".repeat(eighths / 8);
    bar.extend((eighths % 8).checked_sub(1).map(|last| EIGHTHS[last]));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(pairs: &[(&str, u64)]) -> Vec<(String, u64)> {
        pairs
            .iter()
            .map(|(label, number)| ((*label).to_owned(), *number))
            .collect()
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let expected = "  detained  32  ████████████████████████████████████████\n  free       8  ██████████\n  \
                        名字       1  █▎\n  none       0\n";
        assert_eq!(
            render_bars(
                &rows(&[("detained", 32), ("free", 8), ("名字", 1), ("none", 0)]),
                80
            ),
            expected
        );
        assert_eq!(render_bars(&[], 80), "");
    }

    #[test]
    fn what_is_small_is_still_seen_and_labels_are_made_safe() {
        let chart = render_bars(&rows(&[("a\u{1b}[2J\nb", 1), ("c", 1_000_000)]), 80);
        assert!(chart.contains("  a\\u{1b}[2J b        1  ▏\n"), "{chart}");
    }

    #[test]
    fn every_line_fits_the_screen() {
        let long = "a very long place of detention that does not fit on any screen at all, however wide it may be";
        for width in 12..130 {
            let chart = render_bars(&rows(&[(long, 12), ("名字名字名字", 3)]), width);
            assert!(
                chart.lines().all(|line| line.width() <= width),
                "{width}:\n{chart}"
            );
        }
    }
}
