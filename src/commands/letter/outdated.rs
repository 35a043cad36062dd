//! Files that lie in a folder of letters from an earlier run and must not go out any more.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use super::LetterRun;
use super::manifest::{Manifest, ManifestRow};
use super::text_digest::hex_digest;
use crate::app::App;
use crate::app::error::Error;
use crate::app::shell::shell_quote;
use crate::commands::letter::LetterArgs;
use crate::commands::letter::consent::has_consent;
use crate::commands::shared::addressee::find_addressee;
use crate::letters::{LetterJob, PublicCase};
use crate::model::filter::SortOrder;
use crate::model::vocabulary::{Role, Vocabulary};
use crate::model::{Country, Filter, Id, Recipient};
use crate::render::Format;

/// A file of the folder that this run did not make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OutdatedFile {
    pub(super) file: String,
    /// Why it must not go out, for the sender; none where it is only about people who are not chosen any more.
    pub(super) forbidden: Option<String>,
    /// The people it is about, for the sender.
    about: Vec<String>,
    /// Why it is not for the program to take it away; none where it is as the program wrote it.
    stays: Option<&'static str>,
}

/// Why a file stays that no run has listed.
const UNLISTED: &str = "it is not in the list of this folder, and may be yours";

/// Refuses to take files away where nobody has said yes and nobody can be asked.
pub(super) fn refuse_unasked_prune(app: &App, args: &LetterArgs) -> Result<(), Error> {
    let global = &app.global;
    if !args.prune || global.yes || global.dry_run || app.terminal.can_ask() {
        return Ok(());
    }
    Err(
        Error::usage("--prune takes files away, and there is no terminal to ask on")
            .with_reason("Say with --yes that this is meant")
            .try_with("cases letter … -O DIR --prune --yes"),
    )
}

/// What the casebook says now about the people in the files of a folder.
struct CurrentRecords<'a> {
    run: &'a LetterRun<'a>,
    /// The people of each id in a list, with the reason why they may not be disclosed.
    people: BTreeMap<Id, FilePerson>,
    /// Ids made of a pseudonym, with the person’s own id.
    pseudonyms: Option<BTreeMap<Id, Vec<Id>>>,
    offices: BTreeMap<Id, bool>,
}

/// A person named in a file.
#[derive(Debug, Clone)]
struct FilePerson {
    /// For the sender.
    id: String,
    forbidden: Option<String>,
    /// Whether the casebook knows the id at all.
    is_known: bool,
}

/// The files of the folder that must not go out any more, and those that this run would make and did not, because it has not
/// chosen the people they are about. `chosen` is what the run has planned.
pub(super) fn find_outdated(
    run: &LetterRun<'_>,
    folder: &Path,
    manifest: &Manifest,
    chosen: &[Arc<LetterJob>],
    made: &BTreeSet<String>,
) -> Result<Vec<OutdatedFile>, Error> {
    let mut known = CurrentRecords {
        run,
        people: BTreeMap::new(),
        pseudonyms: None,
        offices: BTreeMap::new(),
    };
    let asked = if chosen.is_empty() {
        asked_offices(run)?
    } else {
        BTreeSet::new()
    };
    let people: BTreeSet<&Id> = chosen.iter().flat_map(|job| job.case_ids()).collect();
    let mut found = Vec::new();
    for row in manifest
        .letters
        .iter()
        .filter(|row| !made.contains(&row.file))
    {
        let persons = row
            .cases
            .iter()
            .map(|id| known.find_person(id))
            .collect::<Result<Vec<_>, _>>()?;
        let reasons = persons.iter().filter_map(|person| person.forbidden.clone());
        let reasons: Vec<String> = reasons.chain(known.missing_office_reason(row)?).collect();
        let is_unchosen = is_like_planned(run, chosen, &asked, row)
            && row.cases.iter().any(|id| !people.contains(id));
        if !reasons.is_empty() || is_unchosen {
            found.push(OutdatedFile {
                file: row.file.clone(),
                forbidden: (!reasons.is_empty()).then(|| reasons.join("; ")),
                about: persons.into_iter().map(|person| person.id).collect(),
                stays: (!is_as_written(folder, row))
                    .then_some("it is not as this program wrote it"),
            });
        }
    }
    for (file, about) in find_unlisted(folder, manifest, made) {
        let person = known.find_person(&about)?;
        if let Some(reason) = person.forbidden.filter(|_| person.is_known) {
            found.push(OutdatedFile {
                file,
                forbidden: Some(reason),
                about: vec![person.id],
                stays: Some(UNLISTED),
            });
        }
    }
    // What is gone from the folder need not be taken out of it.
    found.retain(|outdated| is_in_folder(folder, &outdated.file));
    Ok(found)
}

/// Whether a run that chooses people by what they are would make a file as this one: of the same kind, in the same language,
/// to one of its offices; where it has chosen nobody, to one of those that were asked for.
fn is_like_planned(
    run: &LetterRun<'_>,
    chosen: &[Arc<LetterJob>],
    asked: &BTreeSet<Id>,
    row: &ManifestRow,
) -> bool {
    let by_choice =
        run.args.cases.is_empty() && run.statement.is_none() && run.order.follows.is_none();
    if by_choice && chosen.is_empty() {
        return row
            .recipient
            .as_ref()
            .is_some_and(|office| asked.contains(office));
    }
    let is_like = |job: &Arc<LetterJob>| {
        job.recipient.as_ref().map(|office| &office.id) == row.recipient.as_ref()
            && job.template.kind == row.template
            && job.template.lang.to_string() == row.lang
    };
    by_choice && chosen.iter().any(is_like)
}

/// The offices that `--to` names, in the states that were asked for.
fn asked_offices(run: &LetterRun<'_>) -> Result<BTreeSet<Id>, Error> {
    let countries = run.args.filter.to_filter(run.order.date).country;
    let mut asked = BTreeSet::new();
    for who in &run.args.to {
        let offices = find_addressee(run.store, who, &run.order.sender)?
            .into_offices()
            .into_iter();
        let is_asked = |office: &Recipient| {
            countries.is_empty()
                || office
                    .country
                    .is_some_and(|country| countries.contains(&country))
        };
        asked.extend(offices.filter(is_asked).map(|office| office.id));
    }
    Ok(asked)
}

impl CurrentRecords<'_> {
    /// The person behind an id in a list: it is an id of the casebook, or one made of a pseudonym.
    fn find_person(&mut self, id: &Id) -> Result<FilePerson, Error> {
        if let Some(known) = self.people.get(id) {
            return Ok(known.clone());
        }
        let person = match self.run.store.load_case(id)? {
            Some(_) => self.person_of_case(id, true)?,
            None => self.person_by_pseudonym(id)?,
        };
        self.people.insert(id.clone(), person.clone());
        Ok(person)
    }

    /// Somebody of the casebook; `named` where the file has the id of the casebook, which is made of the name.
    fn person_of_case(&self, id: &Id, named: bool) -> Result<FilePerson, Error> {
        let Some(case) = self.run.store.load_case(id)? else {
            return Ok(unknown_person(id));
        };
        let must_ask = self.run.app.config().letters.consent.is_required()
            && !has_consent(&case, self.run.app.consenting_people());
        let forbidden = match PublicCase::disclose_case(
            &case,
            self.run.order.date,
            &self.run.store.source_dates()?,
        ) {
            Err(withheld) => Some(withheld.reason_sentence()),
            Ok(told) if named && told.is_under_another_name() && told.id != *id => {
                Some(format!("{} is told under another name now", case.id))
            }
            Ok(_) if must_ask => Some(format!(
                "no consent to write about {} is on record",
                case.id
            )),
            Ok(_) => None,
        };
        Ok(FilePerson {
            id: case.id.to_string(),
            forbidden,
            is_known: true,
        })
    }

    fn person_by_pseudonym(&mut self, id: &Id) -> Result<FilePerson, Error> {
        let bearers = self.find_bearers(id)?;
        let persons = bearers
            .iter()
            .map(|bearer| self.person_of_case(bearer, false))
            .collect::<Result<Vec<_>, _>>()?;
        let forbidden = persons.iter().find_map(|person| person.forbidden.clone());
        let ids: Vec<String> = persons.into_iter().map(|person| person.id).collect();
        if ids.is_empty() {
            return Ok(unknown_person(id));
        }
        Ok(FilePerson {
            id: ids.join(" or "),
            forbidden,
            is_known: true,
        })
    }

    /// The person behind an id made of a pseudonym; if several share it, a number follows.
    fn find_bearers(&mut self, id: &Id) -> Result<Vec<Id>, Error> {
        if self.pseudonyms.is_none() {
            let mut pseudonyms: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
            let columns = ["id".parse()?, "pseudonym".parse()?];
            let day = self.run.order.date;
            self.run.store.each_row(
                &Filter::default(),
                SortOrder::default(),
                None,
                &columns,
                day,
                |cells| {
                    if !cells[1].is_empty() {
                        let told = Id::from_name(&cells[1].to_line());
                        pseudonyms
                            .entry(told)
                            .or_default()
                            .push(cells[0].to_line().parse()?);
                    }
                    Ok::<_, Error>(())
                },
            )?;
            self.pseudonyms = Some(pseudonyms);
        }
        let Some(pseudonyms) = &self.pseudonyms else {
            return Ok(Vec::new());
        };
        let unnumbered = id
            .as_str()
            .rsplit_once('-')
            .filter(|(_, number)| number.parse::<u32>().is_ok());
        let unnumbered = unnumbered.and_then(|(told, _)| told.parse::<Id>().ok());
        let told = pseudonyms.get(id).or_else(|| pseudonyms.get(&unnumbered?));
        Ok(told.cloned().unwrap_or_default())
    }

    /// Why the office of a letter cannot be written to any more; nothing if it can.
    fn missing_office_reason(&mut self, row: &ManifestRow) -> Result<Option<String>, Error> {
        let Some(id) = row.recipient.as_ref().filter(|id| !is_by_name(id)) else {
            return Ok(None);
        };
        let is_there = match self.offices.get(id) {
            Some(known) => *known,
            None => self.run.store.load_recipient(id)?.is_some(),
        };
        self.offices.insert(id.clone(), is_there);
        Ok((!is_there).then(|| format!("the office {id} is not in the casebook any more")))
    }
}

fn unknown_person(id: &Id) -> FilePerson {
    let why = format!("{id} is nobody in this casebook: removed, or told under that name no more");
    FilePerson {
        id: id.to_string(),
        forbidden: Some(why),
        is_known: false,
    }
}

/// Whether an id is that of an office that is written to by its name alone: `by-prosecutor-general`.
fn is_by_name(id: &Id) -> bool {
    let parts = id.as_str().split_once('-');
    parts.is_some_and(|(country, role)| {
        country.parse::<Country>().is_ok() && Role::from_stored(role).is_known()
    })
}

/// Files of the folder that are named as letters are and that no list names, as after a run that broke off, each with the id
/// of the person it is about.
fn find_unlisted(folder: &Path, manifest: &Manifest, made: &BTreeSet<String>) -> Vec<(String, Id)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut found: Vec<(String, Id)> = names
        .filter(|name| !made.contains(name) && manifest.find_row(name).is_none())
        .filter_map(|name| parse_case_id(&name).map(|id| (name, id)))
        .collect();
    found.sort();
    found
}

/// Whom a file is about whose name is that of a letter about one person.
fn parse_case_id(name: &str) -> Option<Id> {
    let (stem, ending) = name.rsplit_once('.')?;
    Format::from_extension(ending)?;
    let parts: Vec<&str> = stem.split('_').collect();
    let [date, _, about, _] = parts.as_slice() else {
        return None;
    };
    date.parse::<crate::model::Date>().ok()?;
    about.parse().ok()
}

/// Whether an ordinary file of that name is in the folder.
fn is_in_folder(folder: &Path, file: &str) -> bool {
    is_plain_name(file)
        && fs::symlink_metadata(folder.join(file)).is_ok_and(|found| found.is_file())
}

/// A list may come from elsewhere: what it names must lie in the folder itself.
fn is_plain_name(file: &str) -> bool {
    Path::new(file).file_name().is_some_and(|name| name == file) && !file.contains(['/', '\\'])
}

/// The files that are other than the program wrote them, and stay.
pub(super) type RemainingFiles = Vec<OutdatedFile>;

/// Takes the files out of the folder, and their rows out of the list, after asking. Only files that are as the program wrote
/// them go; the others are given back, and all of them where the answer is no.
pub(super) fn prune_files(
    run: &LetterRun<'_>,
    folder: &Path,
    manifest: &mut Manifest,
    outdated: Vec<OutdatedFile>,
) -> Result<RemainingFiles, Error> {
    let (ours, mut left): (Vec<OutdatedFile>, Vec<OutdatedFile>) = outdated
        .into_iter()
        .partition(|outdated| outdated.stays.is_none());
    if ours.is_empty() {
        return Ok(left);
    }
    let app = run.app;
    if !app.global.yes {
        ours.iter().for_each(|outdated| {
            app.terminal
                .print_error(&format!("  {}", outdated.to_line(folder)))
        });
        if !app.terminal.ask_confirmation(
            &format!(
                "Take {} out of {}?",
                format_file_count(ours.len()),
                folder.display()
            ),
            Some(false),
        )? {
            left.extend(ours);
            return Ok(left);
        }
    }
    for outdated in &ours {
        let path = folder.join(&outdated.file);
        fs::remove_file(&path)
            .map_err(|error| Error::failed(format!("{}: {error}", path.display())))?;
    }
    let synced = File::open(folder).and_then(|open| open.sync_all());
    synced.map_err(|error| Error::failed(format!("{}: {error}", folder.display())))?;
    manifest.remove_rows(&ours.iter().map(|outdated| outdated.file.as_str()).collect());
    let lines: Vec<String> = ours
        .iter()
        .map(|outdated| format!("\n  {}", outdated.to_line(folder)))
        .collect();
    app.terminal.print_note(&format!(
        "Taken out of {}: {}{}",
        folder.display(),
        format_file_count(ours.len()),
        lines.concat()
    ));
    Ok(left)
}

fn is_as_written(folder: &Path, row: &ManifestRow) -> bool {
    is_in_folder(folder, &row.file)
        && fs::read(folder.join(&row.file)).is_ok_and(|bytes| hex_digest(&bytes) == row.sha256)
}

/// The commands that take these files out of the folder: `--prune`, and for those that stay the word of the shell.
pub(super) fn removal_commands(folder: &Path, outdated: &[&OutdatedFile]) -> Vec<String> {
    let (staying, ours): (Vec<&OutdatedFile>, Vec<&OutdatedFile>) = outdated
        .iter()
        .partition(|outdated| outdated.stays.is_some());
    let prune =
        (!ours.is_empty()).then(|| format!("cases letter … -O {} --prune", folder.display()));
    let named: Vec<String> = staying
        .iter()
        .map(|file| shell_quote(&folder.join(&file.file).display().to_string()))
        .collect();
    let by_hand = (!named.is_empty()).then(|| format!("rm {}", named.join(" ")));
    prune.into_iter().chain(by_hand).collect()
}

impl OutdatedFile {
    /// The file and why it is named.
    pub(super) fn to_line(&self, folder: &Path) -> String {
        let why = self
            .forbidden
            .clone()
            .unwrap_or_else(|| format!("about {}", self.about.join(", ")));
        let stays = self
            .stays
            .map(|stays| format!("; --prune leaves it: {stays}"))
            .unwrap_or_default();
        format!("{}: {why}{stays}", folder.join(&self.file).display())
    }
}

/// Files about people whom the run did not choose, in a line.
pub(super) fn describe_unchosen(folder: &Path, outdated: &[OutdatedFile]) -> Option<String> {
    let unchosen: Vec<&OutdatedFile> = outdated
        .iter()
        .filter(|outdated| outdated.forbidden.is_none())
        .collect();
    let people: BTreeSet<&str> = unchosen
        .iter()
        .flat_map(|outdated| &outdated.about)
        .map(String::as_str)
        .collect();
    let names: Vec<&str> = people.iter().take(10).copied().collect();
    let more = match people.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!unchosen.is_empty()).then(|| {
        let are = if unchosen.len() == 1 { "is" } else { "are" };
        format!(
            "{} in {} {are} about people whom this run has not chosen: {}{more}\n    {}   # takes them away",
            format_file_count(unchosen.len()),
            folder.display(),
            names.join(", "),
            removal_commands(folder, &unchosen).join("\n    ")
        )
    })
}

pub(super) fn format_file_count(count: usize) -> String {
    if count == 1 {
        "1 file".to_owned()
    } else {
        format!("{count} files")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_letter_says_whom_it_is_about() {
        let who = |name: &str| parse_case_id(name).map(|id| id.to_string());
        assert_eq!(
            who("2026-06-15_by-pg_rahula-zoya_en.txt").as_deref(),
            Some("rahula-zoya")
        );
        for other in [
            "manifest.csv",
            "2026-06-15_by-pg_rahula-zoya.txt",
            "notes_a_b_c.txt",
            "2026-06-15_a_b_en.xyz",
        ] {
            assert_eq!(who(other), None, "{other}");
        }
    }

    #[test]
    fn a_list_names_only_what_lies_in_the_folder() {
        assert!(is_plain_name("2026-06-15_by-pg_rahula-zoya_en.txt"));
        for other in ["", "..", ".", "../a", "/etc/passwd", "a/b", "a\\b"] {
            assert!(!is_plain_name(other), "{other}");
        }
    }

    #[test]
    fn an_office_that_is_written_to_by_name_is_known_by_its_id() {
        let is = |id: &str| is_by_name(&id.parse().unwrap());
        assert!(is("by-prosecutor-general") && is("kz-embassy"));
        assert!(!is("by-pg") && !is("mep-diaz"));
    }
}
