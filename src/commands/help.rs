//! `cases help`

use clap::{Args, CommandFactory};

use crate::app::App;
use crate::cli::Cli;
use crate::error::{EXIT_CODES, Error};
use crate::model::invalid::nearest;
use crate::model::vocabulary::{StatusGroup, Vocabulary};

/// The page of `cases --help`: the commands by what they are for.
pub const TEMPLATE: &str = "\
{about-with-newline}
Examples:
  cases --sample letter --to prosecutor-general   a letter from the sample casebook, with no set-up
  cases init                                      make your casebook and say who is writing
  cases add                                       add a case
  cases list --status detained                    who is held now
  cases letter --to prosecutor-general            one letter about everyone held there

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
  labels       Print addresses on envelopes or labels
  templates    Letter templates: list, show, vars, preview, copy, check

In and out:
  import       Read cases from a file
  export       Write cases to a file
  backup       Copy the casebook, list the copies, bring one back

This installation:
  config       See and change the settings
  completions  Tab completion for your shell
  help         Help on a command or a topic

{options}{after-help}";

/// A topic and what makes its text.
type Topic = (&'static str, fn() -> String);

/// The topics, in order of name.
const TOPICS: [Topic; 7] = [
    ("dates", || include_str!("help/dates.txt").to_owned()),
    ("exit-codes", exit_codes),
    ("filters", filters),
    ("json", || include_str!("help/json.txt").to_owned()),
    ("privacy", || include_str!("help/privacy.txt").to_owned()),
    ("scripting", || include_str!("help/scripting.txt").to_owned()),
    ("templates", || include_str!("help/templates.txt").to_owned()),
];

/// Help on a command or a topic: dates, exit-codes, filters, json, privacy, scripting, templates.
#[derive(Debug, Default, Args)]
pub struct HelpArgs {
    /// A command (with its own commands: recipients add) or a topic
    #[arg(value_name = "COMMAND|TOPIC")]
    name: Vec<String>,
}

/// Prints the page.
///
/// # Errors
/// There is no such command or topic.
pub fn run(app: &App, args: &HelpArgs) -> Result<(), Error> {
    let page = page(&args.name)?;
    let mut data = app.terminal.data();
    data.lines(&page)?;
    Ok(data.finish()?)
}

fn page(names: &[String]) -> Result<String, Error> {
    if let [name] = names
        && let Some((_, text)) = TOPICS.iter().find(|(topic, _)| topic == name)
    {
        return Ok(text());
    }
    let mut root = Cli::command();
    root.build();
    let mut command = &mut root;
    for name in names {
        let known: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let Some(found) = command.find_subcommand(name).map(|found| found.get_name().to_owned()) else {
            let topics = TOPICS.iter().map(|(topic, _)| *topic);
            let error = Error::not_found(format!("There is no help on “{}”", names.join(" ")));
            let error = match nearest(name, known.iter().map(String::as_str).chain(topics)) {
                Some(nearest) => error.because(format!("Did you mean “{nearest}”?")),
                None => error,
            };
            return Err(error.try_with("cases --help"));
        };
        command = command.find_subcommand_mut(&found).ok_or_else(|| Error::not_found("There is no such command"))?;
    }
    Ok(command.render_long_help().to_string())
}

fn exit_codes() -> String {
    let lines: Vec<String> =
        EXIT_CODES.iter().map(|(code, name, help)| format!("{code:>4}  {name:<12} {help}")).collect();
    format!("What the exit code tells a script\n\n{}\n", lines.join("\n"))
}

fn filters() -> String {
    let groups: Vec<String> = StatusGroup::ALL
        .iter()
        .map(|group| {
            let members: Vec<&str> = group.members().iter().map(Vocabulary::slug).collect();
            let first = format!("  {:<12} ", group.slug());
            let further = " ".repeat(first.len());
            let options = textwrap::Options::new(96).initial_indent(&first).subsequent_indent(&further);
            textwrap::fill(
                &members.join(", "),
                options.break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation),
            )
        })
        .collect();
    include_str!("help/filters.txt").replace("{groups}", &groups.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_once_on_the_first_page() {
        let listed: Vec<&str> = TEMPLATE
            .split("{usage}")
            .nth(1)
            .unwrap()
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
            .collect();
        let mut commands: Vec<String> = Cli::command().get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let mut sorted: Vec<String> = listed.iter().map(ToString::to_string).collect();
        sorted.sort_unstable();
        commands.sort_unstable();
        assert_eq!(sorted, commands);
        for sub in Cli::command().get_subcommands() {
            let about = sub.get_about().unwrap().to_string();
            assert!(TEMPLATE.contains(&about), "{about}");
        }
    }

    #[test]
    fn every_topic_and_command_has_a_page() {
        for (topic, _) in TOPICS {
            assert!(page(&[topic.to_owned()]).unwrap().lines().all(|line| line.chars().count() <= 110), "{topic}");
        }
        assert!(page(&["recipients".to_owned(), "add".to_owned()]).is_ok());
        assert!(page(&["lettr".to_owned()]).unwrap_err().to_string().contains("letter"));
    }
}
