//! `cases help`

use clap::{Args, CommandFactory};

use crate::app::App;
use crate::app::config::SETTINGS;
use crate::app::error::{EXIT_CODES, Error};
use crate::cli::{Cli, help_text};
use crate::exchange::{FileFormat, added_columns, table_columns};
use crate::model::fact_form::FACT_FORMS;
use crate::model::invalid::nearest;
use crate::model::vocabulary::{self, StatusGroup, Vocabulary};
use crate::render::Format;

/// What to try first.
macro_rules! examples {
    () => {
        "\
Examples:
  cases --sample letter --to prosecutor-general   a letter from the sample casebook, with no set-up
  cases init                                      make your casebook and say who is writing
  cases add                                       add a case
  cases list --status detained                    who is held now
  cases letter --to prosecutor-general            one letter about everyone held there
"
    };
}

/// The commands to try first, for the first page.
pub const EXAMPLES: &str = examples!();

/// The page of `cases --help`: the commands by what they are for.
pub const TEMPLATE: &str = concat!(
    "{about-with-newline}\n",
    examples!(),
    "
{usage-heading} {usage}

Start here:
  init         Make your casebook and say who is writing
  add          Add a case
  list         List cases, with filters
  show         Show everything known about one case
  letter       Write a letter about one case or many

Follow up:
  sent         See which letters went out, to whom and about whom
  reply        Keep what came back on a letter
  due          See what awaits an answer, who was never written about, what ends and what comes
  statement    Joint statements: who is asked to sign, and who has signed

Look:
  stats        Count cases by status, article, category, year, place and concern, and the letters about them
  timeline     See everything dated about one person in order of time
  report       Reports for people: a page about the cases, what changed in the casebook

Keep the record:
  update       Change a case
  check        Find what is wrong in the casebook, with the command that mends it
  merge        Make two cases of one person one
  remove       Take a case out of the casebook (can be undone)
  log          See what was changed, and when
  undo         Take back a change
  redo         Put back what was taken back

Addresses and words:
  recipients   Offices that letters go to: list, show, add, update, remove, import, export, check
  sources      Documents that facts rest on: list, show, add, update, remove, export
  labels       Print addresses on envelopes or labels
  templates    Letter templates: list, show, vars, preview, copy, check

In and out:
  import       Read cases from a file
  export       Write cases to a file
  sync         Share the casebook through a folder: take in what others changed, write out what you did
  backup       Copy the casebook, list the copies, bring one back

This installation:
  config       See and change the settings
  doctor       See where everything is, and whether it works
  completions  Tab completion for your shell
  man          Manual pages: print one, or write all
  help         Help on a command or a topic

{options}{after-help}"
);

/// A topic and what makes its text.
type HelpTopic = (&'static str, fn() -> String);

/// The topics, in order of name.
const TOPICS: [HelpTopic; 14] = [
    ("dates", || include_str!("help/dates.txt").to_owned()),
    ("environment", || {
        include_str!("help/environment.txt").to_owned()
    }),
    ("exit-codes", render_exit_codes),
    ("facts", render_facts),
    ("filters", render_filters),
    ("formats", render_formats),
    ("json", || include_str!("help/json.txt").to_owned()),
    ("limits", render_limits),
    ("lists", render_lists),
    ("privacy", || include_str!("help/privacy.txt").to_owned()),
    ("scripting", || {
        include_str!("help/scripting.txt").to_owned()
    }),
    ("settings", render_settings),
    ("templates", || {
        include_str!("help/templates.txt").to_owned()
    }),
    ("words", || render_words(&vocabulary::ALL)),
];

/// Help on a command or a topic; cases help alone lists both.
#[derive(Debug, Default, Args)]
pub struct HelpArgs {
    /// A command (with its own commands: recipients add) or a topic
    #[arg(value_name = "COMMAND|TOPIC")]
    name: Vec<String>,
}

/// How a list that others made is taken in, with every column that it can fill.
fn render_lists() -> String {
    let columns = table_columns().chain(added_columns());
    let own = ["uid", "rev", "old_ids", "as_of_basis", "summary_until"];
    let mut columns: Vec<_> = columns.filter(|(name, _)| !own.contains(name)).collect();
    columns.sort_unstable_by_key(|(name, _)| *name);
    let width = columns
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();
    let lines = columns.iter().map(|(name, help)| {
        let indent = " ".repeat(width + 4);
        let line = format!("  {name:width$}  {help}");
        let options = textwrap::Options::new(100).subsequent_indent(&indent);
        textwrap::fill(&line, options)
    });
    let lines: Vec<String> = lines.collect();
    include_str!("help/lists.txt").replace("{columns}", &lines.join("\n"))
}

fn render_settings() -> String {
    let width = SETTINGS
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();
    let lines: String = SETTINGS
        .iter()
        .map(|(name, help)| format!("  {name:width$}  {help}\n"))
        .collect();
    include_str!("help/settings.txt").replace("SETTINGS\n", &lines)
}

/// The end of the first page.
pub fn render_footer() -> String {
    let text = format!(
        "cases help COMMAND explains a command; cases help TOPIC explains: {}.",
        topic_names().join(", ")
    );
    textwrap::fill(
        &text,
        textwrap::Options::new(100).word_splitter(textwrap::WordSplitter::NoHyphenation),
    )
}

/// The names of the topics.
pub fn topic_names() -> Vec<&'static str> {
    TOPICS.iter().map(|(topic, _)| *topic).collect()
}

/// Prints the page.
pub fn run(app: &App, args: &HelpArgs) -> Result<(), Error> {
    let page = render_page(&args.name, help_text::page_width(&app.terminal))?;
    let mut data = app.terminal.paged_writer();
    data.write_lines(&page)?;
    Ok(data.finish_output()?)
}

/// The names of the topics and commands that have a page.
pub fn page_names() -> Vec<&'static str> {
    let mut names = topic_names();
    names.extend(command_names());
    names
}

/// The commands, as they stand on the first page.
pub fn command_names() -> impl Iterator<Item = &'static str> {
    let commands = TEMPLATE.split("{usage}").nth(1).unwrap_or_default();
    commands
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
}

fn render_page(names: &[String], width: usize) -> Result<String, Error> {
    if let [name] = names
        && let Some((_, text)) = TOPICS.iter().find(|(topic, _)| topic == name)
    {
        return Ok(text());
    }
    if let Some((_, name)) = names
        .split_first()
        .filter(|(topic, name)| *topic == "words" && !name.is_empty())
    {
        return words_of(&name.join(" "));
    }
    let mut command = help_text::reflow_help(find_command(names)?, width);
    if names.is_empty() {
        command = command.help_template(help_text::reflow_text(TEMPLATE, width));
    }
    Ok(command.render_long_help().to_string())
}

/// The words of one vocabulary: `concern`, `source kind` or `source-kind`.
fn words_of(name: &str) -> Result<String, Error> {
    let wanted = name.to_lowercase().replace(['-', '_'], " ");
    if let Some(found) = vocabulary::ALL.iter().find(|(name, _)| *name == wanted) {
        return Ok(render_words(&[*found]));
    }
    let error = Error::not_found(format!("There is no list of words “{name}”"));
    let error = match nearest(&wanted, vocabulary::ALL.iter().map(|(name, _)| *name)) {
        Some(nearest) => error.with_reason(format!("Did you mean “{nearest}”?")),
        None => error,
    };
    Err(error.try_with("cases help words"))
}

/// Lists of words, each word with what it means.
fn render_words(lists: &[vocabulary::VocabularyTable]) -> String {
    let list = |(name, words): &vocabulary::VocabularyTable| {
        let width = words
            .iter()
            .map(|word| word.slug.len())
            .max()
            .unwrap_or_default();
        let rows: String = words
            .iter()
            .map(|word| format!("  {:width$}  {}\n", word.slug, word.label))
            .collect();
        format!("{name}\n{rows}")
    };
    let lists: Vec<String> = lists.iter().map(list).collect();
    format!(
        "The words a fact may use: cases help words NAME prints one list\n\n{}",
        lists.join("\n")
    )
}

/// The command that these names lead to, ready to be shown.
pub fn find_command(names: &[String]) -> Result<clap::Command, Error> {
    let mut root = Cli::command();
    root.build();
    let mut command = &root;
    for name in names {
        command = command.find_subcommand(name).ok_or_else(|| {
            let known = command
                .get_subcommands()
                .map(clap::Command::get_name)
                .chain(topic_names());
            let error = Error::not_found(format!("There is no help on “{}”", names.join(" ")));
            let error = match nearest(name, known) {
                Some(nearest) => error.with_reason(format!("Did you mean “{nearest}”?")),
                None => error,
            };
            error.try_with("cases --help")
        })?;
    }
    Ok(command.clone())
}

fn render_exit_codes() -> String {
    let lines: Vec<String> = EXIT_CODES
        .iter()
        .map(|(code, name, help)| format!("{code:>4}  {name:<12} {help}"))
        .collect();
    let signals = "A signal from outside ends a command by itself, without a file left behind: hang-up (129) and\ntermination (143).";
    format!(
        "What the exit code tells a script\n\n{}\n\n{signals}\n",
        lines.join("\n")
    )
}

/// How facts are typed, with an example of each.
fn render_facts() -> String {
    let lists: Vec<String> = FACT_FORMS
        .iter()
        .map(|form| {
            let examples: String = form
                .examples
                .iter()
                .map(|example| format!("      --{} \"{example}\"\n", form.one))
                .collect();
            format!(
                "  {:<12} {}\n      {}\n{examples}",
                form.one, form.help, form.form
            )
        })
        .collect();
    include_str!("help/facts.txt").replace("{forms}", lists.join("\n").trim_end())
}

fn render_limits() -> String {
    let row = |of: &str, words: &str| format!("  {of:<72} {words:>18}");
    let rows: Vec<String> = crate::files::input::LIMITS
        .iter()
        .map(|limit| row(limit.of, &limit.to_words()))
        .collect();
    let words = row(
        "words of --search",
        &format!("{} words", crate::store::MOST_WORDS),
    );
    include_str!("help/limits.txt").replace("{limits}", &format!("{}\n{words}", rows.join("\n")))
}

fn render_formats() -> String {
    let letters: Vec<String> = Format::ALL
        .iter()
        .map(|format| format_row(format.slug(), format.help()))
        .collect();
    let files: Vec<String> = FileFormat::ALL
        .iter()
        .map(|format| format_row(format.format_name(), format.help_text()))
        .collect();
    include_str!("help/formats.txt")
        .replace("{letters}", &letters.join("\n"))
        .replace("{files}", &files.join("\n"))
}

/// A word and what it is, within the width of a page.
fn format_row(word: &str, what: &str) -> String {
    let first = format!("  {word:<12} ");
    let further = " ".repeat(first.len());
    let options = textwrap::Options::new(96)
        .initial_indent(&first)
        .subsequent_indent(&further);
    textwrap::fill(
        what,
        options
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation),
    )
}

fn render_filters() -> String {
    let members = |group: &StatusGroup| {
        group
            .member_statuses()
            .iter()
            .map(Vocabulary::slug)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let groups: Vec<String> = StatusGroup::ALL
        .iter()
        .map(|group| format_row(group.slug(), &members(group)))
        .collect();
    include_str!("help/filters.txt").replace("{groups}", &groups.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_once_on_the_first_page() {
        let mut known: Vec<String> = Cli::command()
            .get_subcommands()
            .map(|sub| sub.get_name().to_owned())
            .collect();
        let mut sorted: Vec<String> = command_names().map(str::to_owned).collect();
        sorted.sort_unstable();
        known.sort_unstable();
        assert_eq!(sorted, known);
        for sub in Cli::command().get_subcommands() {
            let about = sub.get_about().unwrap().to_string();
            assert!(TEMPLATE.contains(&about), "{about}");
        }
    }

    #[test]
    fn every_topic_and_command_has_a_page() {
        for (topic, _) in TOPICS {
            assert!(
                render_page(&[topic.to_owned()], 100)
                    .unwrap()
                    .lines()
                    .all(|line| line.chars().count() <= 110),
                "{topic}"
            );
        }
        let words = |name: &[&str]| {
            render_page(
                &[&["words"], name]
                    .concat()
                    .iter()
                    .map(|word| (*word).to_owned())
                    .collect::<Vec<_>>(),
                100,
            )
        };
        assert!(
            words(&["concern"]).unwrap().contains("unfair-trial")
                && words(&["source-kind"]).is_ok()
        );
        assert!(
            words(&["source", "kind"]).is_ok()
                && words(&["concerm"])
                    .unwrap_err()
                    .to_string()
                    .contains("“concern”")
        );
        assert!(render_page(&["recipients".to_owned(), "add".to_owned()], 100).is_ok());
        assert!(
            render_page(&["lettr".to_owned()], 100)
                .unwrap_err()
                .to_string()
                .contains("letter")
        );
    }
}
