//! What is due as an iCalendar file (RFC 5545): one all-day event each.

use super::DueItem;
use crate::exchange::others::content_line::{escape_value, join_lines};
use crate::model::Date;

/// The calendar, in lines that end with CR LF. The same items on the same day give the same bytes.
pub fn format_calendar(items: &[DueItem], today: Date) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//cases//due//EN".to_owned(),
    ];
    for item in items {
        let Some(day) = item.day else { continue };
        let who: Vec<&str> = item.who.iter().map(crate::model::Id::as_str).collect();
        let about = item
            .letter
            .as_ref()
            .map_or_else(|| who.join("+"), ToString::to_string);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!(
                "UID:{}-{}-{about}@cases.invalid",
                item.what,
                format_basic_date(day)
            ),
            format!("DTSTAMP:{}T000000Z", format_basic_date(today)),
            format!("DTSTART;VALUE=DATE:{}", format_basic_date(day)),
            format!(
                "SUMMARY:{}",
                escape_value(&format!("{}: {}", item.what.replace('-', " "), item.detail))
            ),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    join_lines(&lines)
}

/// `20210915`
fn format_basic_date(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;

    #[test]
    fn an_event_is_escaped_and_folded() {
        let day = full_day("2021-10-05").unwrap();
        let item = DueItem {
            day: Some(day),
            what: "coming",
            who: vec!["a-b".parse().unwrap()],
            detail: format!("Ann; Bob, {}", "суд ".repeat(30)),
            letter: None,
        };
        let undated = DueItem {
            day: None,
            ..item.clone()
        };
        let text = format_calendar(&[item, undated], full_day("2021-09-15").unwrap());
        assert!(
            text.contains("UID:coming-20211005-a-b@cases.invalid\r\nDTSTAMP:20210915T000000Z\r\n")
        );
        assert!(text.contains("SUMMARY:coming: Ann\\; Bob\\, суд "));
        assert!(
            text.split("\r\n").all(|line| line.len() <= 75)
                && !text.replace("\r\n", "").contains('\n')
        );
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(text.replace("\r\n ", "").contains(&"суд ".repeat(30)));
    }
}
