//! Keeping letters in the casebook, with their exact text.

use std::collections::{HashMap, HashSet};

use super::LetterArgs;
use super::text_digest::hex_digest;
use crate::app::App;
use crate::app::error::{Error, FailureKind};
use crate::commands::shared::save;
use crate::letters::{ComposedLetter, stated_facts};
use crate::model::{Id, SentLetter};
use crate::render::{self, Format};
use crate::store::{OpId, Store};

/// What became of letters that were to be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct RecordingReport {
    /// How many were put into the casebook.
    now: usize,
    /// How many were in it already.
    before: usize,
    /// Of how many of these the channel was put into the casebook.
    channels: usize,
    /// How many of these stay recorded with another channel.
    other_channels: usize,
    operation: Option<OpId>,
}

/// Sees to it that each of these letters is in the casebook, once: with the same text, to the same recipient, of the same
/// date, about the same people. All that are not are put there, in one operation. One that is there without a channel gets
/// that of the letter; a channel that is there stays.
///
/// # Errors
/// The casebook cannot be written; then nothing was recorded, and the message says so.
pub(super) fn record_letters(
    app: &App,
    store: &mut Store,
    letters: &[SentLetter],
) -> Result<RecordingReport, Error> {
    let outcome = save::run_operation(app, store, "letter --record", |operation| {
        let mut known = operation.letters_by_digest()?;
        let mut ids = FreeIds::without_taken(known.values().flatten());
        let mut recorded = RecordingReport::default();
        for letter in letters {
            let same_text = known.entry(letter.sha256.to_string()).or_default();
            if let Some(there) = find_recorded(operation, same_text, letter)? {
                recorded.before += 1;
                match &there.channel {
                    None if letter.channel.is_some() => {
                        operation.put_letter(&SentLetter {
                            channel: letter.channel.clone(),
                            ..there
                        })?;
                        recorded.channels += 1;
                    }
                    Some(channel)
                        if letter
                            .channel
                            .as_ref()
                            .is_some_and(|given| given != channel) =>
                    {
                        recorded.other_channels += 1;
                    }
                    Some(_) | None => {}
                }
                continue;
            }
            let letter = SentLetter {
                id: ids.next(&letter.id),
                ..letter.clone()
            };
            operation.put_letter(&letter)?;
            same_text.push(letter.id);
            recorded.now += 1;
        }
        Ok::<_, Error>(recorded)
    });
    let (operation, recorded) =
        outcome.map_err(|error| not_recorded_error(error, letters.len()))?;
    Ok(RecordingReport {
        operation,
        ..recorded
    })
}

/// The one of these recorded letters that is this one. People are the same also where their ids have changed since.
fn find_recorded(
    store: &Store,
    ids: &[Id],
    letter: &SentLetter,
) -> Result<Option<SentLetter>, Error> {
    for id in ids {
        let Some(known) = store.load_letter(id)? else {
            continue;
        };
        let is_same = known.recipient == letter.recipient && known.date == letter.date;
        if is_same && current_ids(store, &known.cases)? == current_ids(store, &letter.cases)? {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

fn current_ids(store: &Store, ids: &[Id]) -> Result<HashSet<Id>, Error> {
    let current = |id: &Id| {
        Ok(store
            .load_case(id)?
            .map_or_else(|| id.clone(), |case| case.id))
    };
    ids.iter().map(current).collect()
}

/// Ids that no letter has: `a`, `a-2`, `a-3` …
struct FreeIds {
    taken: HashSet<Id>,
    next: HashMap<Id, u32>,
}

impl FreeIds {
    fn without_taken<'a>(taken: impl Iterator<Item = &'a Id>) -> Self {
        Self {
            taken: taken.cloned().collect(),
            next: HashMap::new(),
        }
    }

    fn next(&mut self, wanted: &Id) -> Id {
        let number = self.next.entry(wanted.clone()).or_insert(1);
        loop {
            let id = if *number == 1 {
                wanted.clone()
            } else {
                wanted.with_number(*number)
            };
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Why nothing was recorded. Files that were to be written are there, and the same command again records their letters.
pub(super) fn not_recorded_error(error: Error, count: usize) -> Error {
    if error.kind() != FailureKind::Conflict {
        return error;
    }
    let letters = if count == 1 {
        "The letter is".to_owned()
    } else {
        format!("The {count} letters are")
    };
    error.with_reason(format!(
        "{letters} not recorded; the same command again records what is not. Files are not made twice"
    ))
}

impl RecordingReport {
    /// What became of the letters, and how it is taken back.
    pub(super) fn summary_line(self) -> String {
        let back = self
            .operation
            .map(|operation| format!(" Take it back: cases undo {operation}"))
            .unwrap_or_default();
        let channels = self.channels_summary();
        match (self.now, self.before) {
            (1, 0) => format!("Recorded.{back}"),
            (0, 1) => format!("It was recorded already.{channels}{back}"),
            (0, before) => {
                format!("{before} letters, all of them recorded already.{channels}{back}")
            }
            (now, 0) => format!("{now} letters recorded.{back}"),
            (now, before) => {
                let were = if before == 1 {
                    "1 was".to_owned()
                } else {
                    format!("{before} were")
                };
                format!(
                    "{} letters, {now} recorded now, {were} recorded already.{channels}{back}",
                    now + before
                )
            }
        }
    }

    /// What became of the channel of letters that were recorded already.
    fn channels_summary(self) -> String {
        let is_one = self.now + self.before == 1;
        let added = match self.channels {
            0 => String::new(),
            _ if is_one => " Its channel was missing and is recorded now.".to_owned(),
            1 => " The channel of 1 of them was missing and is recorded now.".to_owned(),
            several => {
                format!(" The channel of {several} of them was missing and is recorded now.")
            }
        };
        let stays = match self.other_channels {
            0 => String::new(),
            _ if is_one => " It is recorded with another channel, which stays.".to_owned(),
            1 => " 1 of them is recorded with another channel, which stays.".to_owned(),
            several => {
                format!(" {several} of them are recorded with another channel, which stays.")
            }
        };
        added + &stays
    }
}

/// The letter as it is kept, under the id that it gets where no other has it.
pub(super) fn build_sent_letter(
    args: &LetterArgs,
    earlier: Option<&Id>,
    letter: &ComposedLetter,
) -> Result<SentLetter, Error> {
    let document = &letter.letter;
    let text = render::render(document, Format::Text);
    let to = letter
        .job
        .recipient
        .as_ref()
        .map_or(document.kind.as_str(), |recipient| recipient.id.as_str());
    Ok(SentLetter {
        id: Id::from_name(&format!("{} {to}", document.date)),
        date: document.date.into(),
        kind: Id::from_name(&document.kind),
        lang: document.lang.parse()?,
        sha256: hex_digest(&text).parse()?,
        text: String::from_utf8_lossy(&text).parse()?,
        recipient: letter
            .job
            .recipient
            .as_ref()
            .map(|recipient| recipient.id.clone()),
        cases: letter
            .job
            .cases
            .iter()
            .map(|case| case.case_id().clone())
            .collect(),
        subject: document.subject.parse().ok(),
        channel: args.channel.clone(),
        follows: earlier.cloned(),
        told: stated_facts::find_stated_facts(document, &letter.job.cases),
        replies: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    #[test]
    fn a_free_id_is_one_that_no_letter_has() {
        let mut ids = FreeIds::without_taken([id("a"), id("a-3")].iter());
        assert_eq!(
            [ids.next(&id("a")), ids.next(&id("a")), ids.next(&id("b"))],
            [id("a-2"), id("a-4"), id("b")]
        );
        assert_eq!(ids.next(&id("b")), id("b-2"));
    }

    #[test]
    fn what_became_of_letters_is_said_in_the_right_number() {
        let said = |now, before| {
            RecordingReport {
                now,
                before,
                operation: (now > 0).then_some(OpId(4)),
                ..RecordingReport::default()
            }
            .summary_line()
        };
        assert_eq!(said(1, 0), "Recorded. Take it back: cases undo 4");
        assert_eq!(said(0, 1), "It was recorded already.");
        assert_eq!(said(3, 0), "3 letters recorded. Take it back: cases undo 4");
        assert_eq!(said(0, 3), "3 letters, all of them recorded already.");
        assert_eq!(
            said(2, 1),
            "3 letters, 2 recorded now, 1 was recorded already. Take it back: cases undo 4"
        );
        assert_eq!(
            said(1, 2),
            "3 letters, 1 recorded now, 2 were recorded already. Take it back: cases undo 4"
        );
    }
}
