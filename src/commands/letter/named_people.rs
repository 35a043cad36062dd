//! People who may not be named, looked for in everything that a letter says.

use std::collections::HashSet;

use crate::app::error::Error;
use crate::letters::disclosure::ForbiddenName;
use crate::letters::{Letter, LetterJob, LetterOrder, PreflightFinding, PreflightLevel};
use crate::model::Id;

/// Who is named in a finished letter and may not be, each with the fact that names them, or the line.
pub(super) fn find_named(
    order: &LetterOrder,
    job: &LetterJob,
    letter: &Letter,
) -> Vec<ForbiddenName> {
    let names = &order.names;
    if names.is_empty() {
        return Vec::new();
    }
    let texts = collect_texts(letter);
    let is_printed = |said: &str| texts.iter().any(|text| text.contains(said));
    let mut found: Vec<ForbiddenName> = Vec::new();
    for case in job.cases.iter() {
        let here = case
            .others_named(names)
            .into_iter()
            .filter(|named| is_printed(&named.said));
        found.extend(here.map(|named| ForbiddenName {
            place: format!("{} {}", case.case_id(), named.place),
            ..named
        }));
    }
    if let Some(office) = &job.recipient {
        let here = names
            .named_in_office(office)
            .into_iter()
            .filter(|named| is_printed(&named.said));
        found.extend(here.map(|named| ForbiddenName {
            place: format!("{} {}", office.id, named.place),
            ..named
        }));
    }
    let known: HashSet<Id> = found.iter().map(|named| named.who.clone()).collect();
    for text in &texts {
        let elsewhere = names
            .find_named(text, None)
            .into_iter()
            .filter(|named| !known.contains(&named.who));
        found.extend(elsewhere.map(|named| ForbiddenName {
            place: format!("“{}”", excerpt_around(text, named.at)),
            ..named
        }));
    }
    found.retain(|named| !order.may_be_named.contains(&named.who));
    found.dedup_by(|next, one| next.who == one.who && next.place == one.place);
    found
}

/// The letter does not go out with these names in it.
pub(super) fn named_error(named: &[ForbiddenName], office: Option<&Id>) -> Error {
    let mut who: Vec<&str> = named.iter().map(|named| named.who.as_str()).collect();
    who.sort_unstable();
    who.dedup();
    let error = Error::refused(format!(
        "The letter names {}, who may not be named",
        who.join(", ")
    ))
    .with_details(named.iter().map(describe_named));
    let reword = named
        .iter()
        .find_map(|named| reword_command(named, office))
        .map(|fix| format!("{fix}   (reword it)"));
    let error = reword.into_iter().fold(error, Error::try_with);
    error.try_with(format!(
        "cases letter … --allow-named {}   (somebody else of that name, or meant)",
        who.join(",")
    ))
}

/// The same as findings, for who asks what there is to mend.
pub(super) fn named_findings<'a>(
    named: &'a [ForbiddenName],
    office: Option<&'a Id>,
) -> impl Iterator<Item = PreflightFinding> + 'a {
    named.iter().map(move |named| {
        let fix =
            reword_command(named, office).unwrap_or_else(|| "cases update CASE --edit".to_owned());
        PreflightFinding::new(PreflightLevel::Withheld, describe_named(named)).with_fix(fix)
    })
}

/// The command that changes what names somebody; none where that is nothing of the casebook.
fn reword_command(named: &ForbiddenName, office: Option<&Id>) -> Option<String> {
    let id = named
        .place
        .split_once(' ')
        .and_then(|(id, _)| id.parse::<Id>().ok())?;
    Some(match office == Some(&id) {
        true => format!("cases recipients update {id} --set FIELD=VALUE"),
        false => format!("cases update {id} --edit"),
    })
}

fn describe_named(named: &ForbiddenName) -> String {
    format!(
        "{} names {} (“{}”): {}",
        named.place, named.who, named.said, named.why
    )
}

/// Everything that stands in a letter and is of the casebook’s or the sender’s words.
fn collect_texts(letter: &Letter) -> Vec<String> {
    let mut texts: Vec<String> = letter.plain_text().lines().map(str::to_owned).collect();
    let lists = [
        &letter.recipient,
        &letter.copies,
        &letter.signatories,
        &letter.enclosures,
        &letter.sources,
    ];
    let mailboxes = letter.mail.to.iter().chain(&letter.mail.copies);
    texts.extend(mailboxes.map(|mailbox| mailbox.email_address().to_owned()));
    texts.extend(letter.delivery.clone());
    texts.extend(
        lists
            .into_iter()
            .flatten()
            .chain(&letter.reference)
            .chain(&letter.salutation)
            .cloned(),
    );
    texts
}

/// The words around a place.
fn excerpt_around(text: &str, (start, end): (usize, usize)) -> String {
    let before: String = text[..start]
        .chars()
        .rev()
        .take(20)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let after: String = text[end..].chars().take(20).collect();
    format!("{before}{}{after}", &text[start..end])
}
