//! A report as a stand-alone page: it loads nothing and runs nothing, is read by any browser and screen reader, and prints.

use crate::render::html::{escape_html, write_text};
use crate::render::page::{Chart, ReportPage, ReportRow, ReportTable};
use crate::render::text_helpers::is_right_to_left;

const STYLE: &str = include_str!("report.css");

/// Measures of a chart, in units of its own.
const WIDTH: u64 = 640;
const ROW: u64 = 28;
const LABELS: u64 = 260;
const NUMBERS: u64 = 60;
/// The most characters of a label beside a bar; the whole label is in the description.
const LABEL: usize = 30;

/// The report as one page.
pub fn render(page: &ReportPage) -> String {
    let charts: String = (1..)
        .zip(&page.charts)
        .map(|(number, chart)| write_figure(number, chart))
        .collect();
    let lead: String = page
        .lead
        .iter()
        .map(|line| format!("<p>{}</p>\n", write_text(line)))
        .collect();
    format!(
        "{head}<header>\n<h1>{title}</h1>\n{lead}</header>\n<main>\n<div class=\"charts\">\n{charts}</div>\n{table}{sources}\
         </main>\n</body>\n</html>\n",
        head = write_head(page),
        title = escape_html(page.title.trim()),
        table = write_table(&page.table),
        sources = write_sources(page),
    )
}

fn write_head(page: &ReportPage) -> String {
    let lang = escape_html(&page.lang);
    let dir = if is_right_to_left(&page.lang) {
        " dir=\"rtl\""
    } else {
        ""
    };
    let (title, date) = (escape_html(page.title.trim()), page.date);
    format!(
        r#"<!DOCTYPE html>
<html lang="{lang}"{dir}>
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<meta name="date" content="{date}"/>
<title>{title}</title>
<style>
{STYLE}</style>
</head>
<body>
"#
    )
}

/// A chart with its title; the picture says all of it in words too.
fn write_figure(number: usize, chart: &Chart) -> String {
    let title = escape_html(&chart.title);
    let note = if chart.note.is_empty() {
        String::new()
    } else {
        format!("<br/><small>{}</small>", escape_html(&chart.note))
    };
    format!(
        "<figure>\n<figcaption><strong>{title}</strong>{note}</figcaption>\n{}</figure>\n",
        write_picture(number, chart, &title)
    )
}

fn write_picture(number: usize, chart: &Chart, title: &str) -> String {
    let height = ROW * chart.bars.len() as u64 + 4;
    let bars: String = (0..)
        .zip(&chart.bars)
        .map(|(at, bar)| self::write_bar(at, bar, chart.max_count()))
        .collect();
    format!(
        "<svg role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" aria-labelledby=\"chart-{number} chart-{number}-words\">\n\
         <title id=\"chart-{number}\">{title}</title>\n<desc id=\"chart-{number}-words\">{words}</desc>\n{bars}</svg>\n",
        words = escape_html(&chart.in_words()),
    )
}

/// A label, a bar and its number.
fn write_bar(at: u64, (label, number): &(String, u64), greatest: u64) -> String {
    let (top, base) = (at * ROW + 4, at * ROW + 21);
    let full = WIDTH - LABELS - NUMBERS;
    let length = if *number == 0 {
        0
    } else {
        (full * number).div_ceil(greatest).max(2)
    };
    let end = LABELS + length + 8;
    let label = escape_html(&shorten_label(label));
    format!(
        "<text x=\"{x}\" y=\"{base}\" text-anchor=\"end\">{label}</text>\
         <rect x=\"{LABELS}\" y=\"{top}\" width=\"{length}\" height=\"{high}\"/>\
         <text x=\"{end}\" y=\"{base}\">{number}</text>\n",
        x = LABELS - 10,
        high = ROW - 6,
    )
}

fn shorten_label(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    let kept: String = label.chars().take(LABEL - 1).collect();
    format!("{}…", kept.trim_end())
}

fn write_table(table: &ReportTable) -> String {
    let head: String = table
        .columns
        .iter()
        .map(|title| format!("<th scope=\"col\">{}</th>", escape_html(title)))
        .collect();
    let rows: String = table.rows.iter().map(write_row).collect();
    format!(
        "<div class=\"wide\" role=\"region\" aria-label=\"{title}\" tabindex=\"0\">\n<table>\n<caption>{title}</caption>\n\
         <thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n",
        title = escape_html(&table.title)
    )
}

fn write_row(row: &ReportRow) -> String {
    let cells: String = (0..)
        .zip(&row.cells)
        .map(|(at, cell)| match at {
            0 => format!("<th scope=\"row\">{}</th>", escape_html(cell)),
            _ => format!("<td>{}</td>", escape_html(cell)),
        })
        .collect();
    let source = |number: &usize| format!("<a href=\"#source-{number}\">{number}</a>");
    let sources: Vec<String> = row.sources.iter().map(source).collect();
    format!("<tr>{cells}<td>{}</td></tr>\n", sources.join(", "))
}

fn write_sources(page: &ReportPage) -> String {
    if page.sources.is_empty() {
        return String::new();
    }
    let items: String = (1..)
        .zip(&page.sources)
        .map(|(number, line)| format!("<li id=\"source-{number}\">{}</li>\n", write_text(line)))
        .collect();
    format!(
        "<section>\n<h2>{}</h2>\n<ol>\n{items}</ol>\n</section>\n",
        escape_html(&page.sources_label)
    )
}
