//! Who is in the casebook already, and who of them a record of a file is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::MatchKey;
use super::imported_case::ImportedCase;
use super::questions::{IdentityAnswer, IdentityAnswers, IdentityQuestion};
use crate::app::error::Error;
use crate::exchange;
use crate::model::filter::SortOrder;
use crate::model::person_match::LikenessProfile;
use crate::model::{Case, CaseColumn, Cell, Date, Filter, Id, Record};
use crate::store::Store;

/// Who is here, looked up once; and who of them has been found in the file.
pub(super) struct CaseMatcher {
    matching: MatchKey,
    people: Vec<LikenessProfile>,
    by_id: HashMap<String, usize>,
    by_uid: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// By the number that a list gives a person.
    by_number: HashMap<String, Vec<usize>>,
    /// The people whom records of the file were found to be, with what the records are called.
    found: BTreeMap<usize, String>,
}

/// Who a record of the file is.
pub(super) enum CaseMatch {
    /// Nobody who is here.
    New,
    /// A case that is here.
    Known(Id),
    /// Somebody has to say.
    Asked(IdentityQuestion),
}

impl CaseMatcher {
    /// Looks up who is here.
    pub(super) fn new(matching: MatchKey, store: &Store, today: Date) -> Result<Self, Error> {
        let (mut people, mut by_id, mut by_uid) = (Vec::new(), HashMap::new(), HashMap::new());
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_number: HashMap<String, Vec<usize>> = HashMap::new();
        let columns = [
            "id",
            "uid",
            "name",
            "name_native",
            "aliases",
            "born",
            "gender",
            "country",
            "old_ids",
            "notes",
        ];
        let columns = columns
            .map(str::parse::<CaseColumn>)
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        store.each_row(
            &Filter::default(),
            SortOrder::default(),
            None,
            &columns,
            today,
            |cells| {
                let person = person_from_cells(cells)?;
                let at = people.len();
                for key in person.search_keys() {
                    by_name.entry(key).or_default().push(at);
                }
                for id in std::iter::once(person.id.to_string()).chain(to_items(&cells[8])) {
                    by_id.insert(id, at);
                }
                for number in numbers_in(&cells[9].to_line()) {
                    by_number.entry(number.to_owned()).or_default().push(at);
                }
                by_uid.extend(person.uid.clone().map(|uid| (uid, at)));
                people.push(person);
                Ok::<_, Error>(())
            },
        )?;
        Ok(Self {
            matching,
            people,
            by_id,
            by_uid,
            by_name,
            by_number,
            found: BTreeMap::new(),
        })
    }

    /// Who a record is. `changes` says whether it would change a case that is here.
    pub(super) fn match_record(
        &mut self,
        wanted: &ImportedCase<'_>,
        asked: &IdentityAnswers,
        changes: impl Fn(&Id) -> Result<bool, Error>,
    ) -> Result<CaseMatch, Error> {
        let person = LikenessProfile::from_case(wanted.case);
        let decided = match asked.find_answer(&wanted.place) {
            Some(IdentityAnswer::New) => None,
            Some(IdentityAnswer::Is(id)) => self.by_id.get(id.as_str()).copied(),
            None => match self.find_match(wanted, &person, &changes)? {
                Ok(found) => found,
                Err(question) => return Ok(CaseMatch::Asked(*question)),
            },
        };
        let Some(at) = decided else {
            return Ok(CaseMatch::New);
        };
        let id = self.people[at].id.clone();
        let is_answered = asked.find_answer(&wanted.place).is_some();
        if let Some(first) = self.found.get(&at).filter(|_| !is_answered) {
            let why = format!("{first} is that person too");
            return Ok(CaseMatch::Asked(IdentityQuestion::new(
                wanted,
                vec![self.people[at].clone()],
                why,
            )));
        }
        self.found.entry(at).or_insert_with(|| wanted.place.clone());
        Ok(CaseMatch::Known(id))
    }

    /// Whether an id is that of somebody who is here.
    pub(super) fn has_id(&self, id: &Id) -> bool {
        self.by_id.contains_key(id.as_str())
    }

    fn find_match(
        &self,
        wanted: &ImportedCase<'_>,
        person: &LikenessProfile,
        changes: &impl Fn(&Id) -> Result<bool, Error>,
    ) -> Result<Result<Option<usize>, Box<IdentityQuestion>>, Error> {
        let same_number = person
            .uid
            .as_ref()
            .and_then(|uid| self.by_uid.get(uid))
            .copied();
        match self.matching {
            MatchKey::Uid if same_number.is_some() => Ok(Ok(same_number)),
            MatchKey::Id if !wanted.has_made_id => {
                Ok(self.match_by_id(wanted, person, same_number))
            }
            MatchKey::Uid => Ok(self.match_as_new(wanted, person)),
            MatchKey::Id | MatchKey::Name | MatchKey::Number => {
                let found = match self.match_by_number(wanted, person) {
                    Ok(None) => self.match_by_name(wanted, person, changes)?,
                    found => found,
                };
                Ok(found.and_then(|found| {
                    if found.is_none() {
                        self.match_as_new(wanted, person)
                    } else {
                        Ok(found)
                    }
                }))
            }
        }
    }

    /// By the id of the record, unless what else it says is of somebody else.
    fn match_by_id(
        &self,
        wanted: &ImportedCase<'_>,
        person: &LikenessProfile,
        same_number: Option<usize>,
    ) -> Result<Option<usize>, Box<IdentityQuestion>> {
        let Some(at) = self.by_id.get(person.id.as_str()).copied() else {
            return Ok(None);
        };
        let known = &self.people[at];
        if same_number == Some(at) {
            return Ok(Some(at));
        }
        if let Some(why) = person.find_contradiction(known) {
            let why = format!(
                "by its id it is {}, but {} says {why}",
                known.id, wanted.place
            );
            return Err(Box::new(IdentityQuestion::new(
                wanted,
                vec![known.clone()],
                why,
            )));
        }
        let others: Vec<LikenessProfile> = if person.compare_names(known).is_some() {
            Vec::new()
        } else {
            self.find_similar(person)
                .into_iter()
                .map(|other| self.people[other].clone())
                .collect()
        };
        let (id, place) = (&known.id, &wanted.place);
        let says_otherwise = if !others.is_empty() {
            Some(format!(
                "by its id it is {id}, by its name {}",
                join_ids(&others)
            ))
        } else if person.compare_names(known).is_none() {
            let names =
                |person: &LikenessProfile| person.names.first().cloned().unwrap_or_default();
            Some(format!(
                "by its id it is {id}, {}, but {place} says {}",
                names(known),
                names(person)
            ))
        } else {
            let states = known
                .country
                .zip(person.country)
                .filter(|(here, there)| here != there);
            states.map(|(here, there)| {
                format!("by its id it is {id}, persecuted by {here}, but {place} says {there}")
            })
        };
        let Some(why) = says_otherwise else {
            return Ok(Some(at));
        };
        Err(Box::new(IdentityQuestion::new(
            wanted,
            std::iter::once(known.clone()).chain(others).collect(),
            why,
        )))
    }

    /// By the number that the list gives the person. Two lists may give one number to two people, so the name must be alike too,
    /// unless the user said that the number is the key; then what speaks against it is a question.
    fn match_by_number(
        &self,
        wanted: &ImportedCase<'_>,
        person: &LikenessProfile,
    ) -> Result<Option<usize>, Box<IdentityQuestion>> {
        let notes = wanted.case.notes.as_ref().map(ToString::to_string);
        let notes = notes.unwrap_or_default();
        let numbered: Vec<usize> = numbers_in(&notes)
            .filter_map(|number| self.by_number.get(number))
            .flatten()
            .copied()
            .collect();
        let is_key = self.matching == MatchKey::Number;
        let fits = |&at: &usize| {
            let known = &self.people[at];
            let may_be = person.find_contradiction(known).is_none() && !person.is_elsewhere(known);
            may_be && (is_key || person.has_near_name(known))
        };
        let fitting: Vec<usize> = numbered.iter().copied().filter(fits).collect();
        match (fitting.as_slice(), numbered.as_slice()) {
            ([one], _) => Ok(Some(*one)),
            ([], [_, ..]) | ([_, ..], _) if is_key => {
                let people: Vec<LikenessProfile> =
                    numbered.iter().map(|&at| self.people[at].clone()).collect();
                let why = match people.as_slice() {
                    [known] => match person.find_contradiction(known) {
                        Some(against) => format!(
                            "by its number it is {}, but {} says {against}",
                            known.id, wanted.place
                        ),
                        None => format!("by its number it is {}, of another state", known.id),
                    },
                    people => format!("its number is that of {}", join_ids(people)),
                };
                Err(Box::new(IdentityQuestion::new(wanted, people, why)))
            }
            _ => Ok(None),
        }
    }

    /// By the name: the best of those whom nothing speaks against.
    fn match_by_name(
        &self,
        wanted: &ImportedCase<'_>,
        person: &LikenessProfile,
        changes: &impl Fn(&Id) -> Result<bool, Error>,
    ) -> Result<Result<Option<usize>, Box<IdentityQuestion>>, Error> {
        let fitting = self.find_similar(person);
        let born: Vec<usize> = fitting
            .iter()
            .copied()
            .filter(|&at| self.people[at].has_birth_of(person))
            .collect();
        match (fitting.as_slice(), born.as_slice()) {
            ([], _) => return Ok(Ok(None)),
            ([one], _) | (_, [one]) => return Ok(Ok(Some(*one))),
            _ => {}
        }
        // Of two whom it fits alike it may be either, if it says nothing new of one of them.
        for &at in fitting.iter().filter(|at| !self.found.contains_key(at)) {
            if !changes(&self.people[at].id)? {
                return Ok(Ok(Some(at)));
            }
        }
        let people: Vec<LikenessProfile> =
            fitting.iter().map(|&at| self.people[at].clone()).collect();
        let why = format!("its name fits {}", join_ids(&people));
        Ok(Err(Box::new(IdentityQuestion::new(wanted, people, why))))
    }

    /// Those whose names agree best, and whom nothing speaks against.
    fn find_similar(&self, person: &LikenessProfile) -> Vec<usize> {
        let keys = person.search_keys();
        let near: BTreeSet<usize> = keys
            .iter()
            .filter_map(|key| self.by_name.get(key))
            .flatten()
            .copied()
            .collect();
        let fits = |&at: &usize| {
            let known = &self.people[at];
            let may_be = person.find_contradiction(known).is_none() && !person.is_elsewhere(known);
            person
                .compare_names(known)
                .filter(|_| may_be)
                .map(|likeness| (likeness, at))
        };
        let fitting: Vec<_> = near.iter().filter_map(fits).collect();
        let best = fitting.iter().map(|(likeness, _)| *likeness).max();
        fitting
            .iter()
            .filter(|(likeness, _)| Some(*likeness) == best)
            .map(|(_, at)| *at)
            .collect()
    }

    /// Somebody who is not here yet: an id that was given must not be that of another.
    fn match_as_new(
        &self,
        wanted: &ImportedCase<'_>,
        person: &LikenessProfile,
    ) -> Result<Option<usize>, Box<IdentityQuestion>> {
        match self
            .by_id
            .get(person.id.as_str())
            .filter(|_| !wanted.has_made_id)
        {
            None => Ok(None),
            Some(&at) => {
                let known = self.people[at].clone();
                let why = format!("its id is that of {}", known.id);
                Err(Box::new(IdentityQuestion::new(wanted, vec![known], why)))
            }
        }
    }
}

/// The numbers that lists give a person, as the notes keep them: a line each.
pub(super) fn numbers_in(notes: &str) -> impl Iterator<Item = &str> {
    notes.lines().filter_map(|line| {
        let (label, number) = line.split_once(": ")?;
        let number = number.trim();
        (label == exchange::NUMBER_LABEL && !number.is_empty()).then_some(number)
    })
}

fn join_ids(people: &[LikenessProfile]) -> String {
    people
        .iter()
        .map(|person| person.id.as_str())
        .collect::<Vec<_>>()
        .join(" and ")
}

fn to_items(cell: &Cell) -> Vec<String> {
    if let Cell::List(items) = cell {
        items.clone()
    } else {
        Vec::new()
    }
}

fn person_from_cells(cells: &[Cell]) -> Result<LikenessProfile, Error> {
    let text = |at: usize| Some(cells[at].to_line()).filter(|text| !text.is_empty());
    let stored = |field: &str, at: usize| -> Result<Cell, Error> {
        Case::check(field, &cells[at])?;
        Ok(cells[at].clone())
    };
    Ok(LikenessProfile {
        id: cells[0].to_line().parse()?,
        uid: text(1),
        names: [2, 3].into_iter().filter_map(text).collect(),
        aliases: to_items(&cells[4]),
        born: text(5).map(|born| born.parse()).transpose()?,
        gender: crate::model::CellValue::from_cell(&stored("gender", 6)?)?,
        country: text(7).map(|country| country.parse()).transpose()?,
    })
}
