//! Finding a person as people write the name.

use std::collections::BTreeMap;

use super::ids::find_case_id;
use super::records::id_of;
use super::{Error, RecordKind, Store};
use crate::model::{Case, Id, PartialDate, name_key, search_key, spelling};

/// How many cases are named when none was meant for certain.
const NEAREST: usize = 5;

/// From what likeness on a name is named as a near one.
const ENOUGH: f64 = 0.85;

/// What a reference was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceMatch {
    /// One case.
    One(Id),
    /// Several, each with its name, in order of id.
    Several(Vec<(Id, String)>),
    /// None.
    None {
        /// The cases that are most like it, the likest first; often empty.
        nearest: Vec<Id>,
    },
}

impl Store {
    /// The case that a text refers to. Tried in this order: its id; an old id; the beginning of exactly one id, or a whole
    /// name or alias in any script, spelling and order of words; such a name in the spelling of another language; the first
    /// word of an id in another spelling, or a name with or without its patronymic. If one step finds different people, none
    /// is chosen.
    pub fn find_case(&self, reference: &str) -> Result<ReferenceMatch, Error> {
        self.with_snapshot(|store| {
            if let Ok(id) = reference.trim().to_ascii_lowercase().parse::<Id>()
                && let Some(id) = find_case_id(&store.conn, &id)?
            {
                return Ok(ReferenceMatch::One(id));
            }
            let key = name_key::build_name_key(reference);
            if key.is_empty() {
                return Ok(ReferenceMatch::None {
                    nearest: Vec::new(),
                });
            }
            let begun = store.query_cases(BEGUN, Id::from_name(reference).as_str())?;
            let named = store.query_cases(NAMED, &key)?;
            // The beginning of many ids says less than a whole name; of one id, as much.
            let mut found = if begun.len() == 1 || named.is_empty() {
                begun
            } else {
                Vec::new()
            };
            found.extend(named);
            found.sort();
            found.dedup();
            if found.is_empty() {
                for spelling in spelling::read_spellings(reference) {
                    found.extend(store.query_cases(NAMED, &name_key::build_name_key(&spelling))?);
                }
                found.sort();
                found.dedup();
            }
            if found.is_empty() {
                found = store.nearly_named_cases(&key)?;
            }
            match (found.len(), found.pop()) {
                (_, None) => Ok(ReferenceMatch::None {
                    nearest: store.nearest_cases(&key)?,
                }),
                (1, Some((id, _))) => Ok(ReferenceMatch::One(id)),
                (_, Some(last)) => Ok(ReferenceMatch::Several(
                    found.into_iter().chain([last]).collect(),
                )),
            }
        })
    }

    /// The cases that may be the same person as this one, each with its name, in order of id. One spelling of the name must
    /// have the same search key, or be contained in the other name, or differ by two swapped letters; and no known fact may
    /// distinguish the two. Reads all names.
    pub fn similar_cases(&self, case: &Case) -> Result<Vec<(Id, String)>, Error> {
        self.with_snapshot(|store| {
            let keys = case.name_keys();
            let mut similar = Vec::new();
            for id in store
                .ids_by_key(|key, _| {
                    keys.iter()
                        .any(|own| name_key::are_alike(own, key))
                        .then_some(1.0)
                })?
                .keys()
            {
                let (name, other) = store.name_and_birth(id)?;
                if id != case.id.as_str()
                    && case
                        .born
                        .zip(other)
                        .is_none_or(|(one, other)| one.may_be(other))
                {
                    similar.push((id_of(RecordKind::Case, id.clone())?, name));
                }
            }
            Ok(similar)
        })
    }

    fn name_and_birth(&self, id: &str) -> Result<(String, Option<PartialDate>), Error> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT name, born FROM cases WHERE id = ?1")?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?));
        let (name, born) = statement.query_row([id], read)?;
        Ok((name, born.and_then(|born| born.parse().ok())))
    }

    /// The cases that nearly have this name, but for what makes no other person, in order of id.
    fn nearly_named_cases(&self, key: &str) -> Result<Vec<(Id, String)>, Error> {
        let is_meant = |name: &str, id: &str| {
            begins_with(id, key) || name_key::differ_by_patronymic(key, name)
        };
        let ids = self.ids_by_key(|name, id| is_meant(name, id).then_some(1.0))?;
        ids.into_keys()
            .map(|id| {
                let (name, _) = self.name_and_birth(&id)?;
                Ok((id_of(RecordKind::Case, id)?, name))
            })
            .collect()
    }

    fn query_cases(&self, sql: &str, text: &str) -> Result<Vec<(Id, String)>, Error> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([text])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((id_of(RecordKind::Case, row.get(0)?)?, row.get(1)?));
        }
        Ok(found)
    }

    /// The cases whose name has all of these words or is spelt much like them.
    fn nearest_cases(&self, key: &str) -> Result<Vec<Id>, Error> {
        let mut likest: Vec<_> = self
            .ids_by_key(|name, _| {
                Some(name_similarity(key, name)).filter(|likeness| *likeness > ENOUGH)
            })?
            .into_iter()
            .collect();
        likest.sort_by(|one, other| other.1.total_cmp(&one.1));
        likest
            .into_iter()
            .take(NEAREST)
            .map(|(id, _)| id_of(RecordKind::Case, id))
            .collect()
    }

    /// The cases of which a key, given with the id, is alike: in order of id, each with its greatest likeness.
    fn ids_by_key(
        &self,
        likeness: impl Fn(&str, &str) -> Option<f64>,
    ) -> Result<BTreeMap<String, f64>, Error> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT key, case_id FROM name_keys")?;
        let mut rows = statement.query([])?;
        let mut alike: BTreeMap<String, f64> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let text = |column| -> Result<_, Error> {
                Ok(row
                    .get_ref(column)?
                    .as_str()
                    .map_err(rusqlite::Error::from)?)
            };
            if let Some(likeness) = likeness(text(0)?, text(1)?) {
                let best = alike.entry(row.get(1)?).or_default();
                *best = best.max(likeness);
            }
        }
        Ok(alike)
    }
}

const BEGUN: &str = "SELECT id, name FROM cases WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id";
const NAMED: &str = "SELECT id, name FROM cases WHERE id IN (SELECT case_id FROM name_keys WHERE key = ?1) ORDER BY id";

/// Whether the first word of an id is this word, in whatever spelling.
fn begins_with(id: &str, key: &str) -> bool {
    id.split('-')
        .next()
        .is_some_and(|word| word.len() > 2 && search_key::build_search_key(word) == key)
}

/// How like a name is to what was asked for, from 0 to 1.
fn name_similarity(asked: &str, name: &str) -> f64 {
    if name_key::is_within(asked, name) {
        1.0
    } else {
        strsim::jaro_winkler(asked, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample;

    fn casebook() -> Store {
        let mut store = Store::in_memory().unwrap();
        let people = [
            ("batyrov-edige", "Edige Batyrov"),
            ("batyrbekov-erzhan", "Erzhan Batyrbekov"),
            ("matayev-aset", "Aset Matayev"),
            ("nurzhaubay-aset", "Aset Nurzhaubay"),
            ("khrapunov-viktor", "Viktor Khrapunov"),
            ("khrapunova-leila", "Leila Khrapunova"),
            ("ospanov-marat", "Marat Ospanov"),
            ("ospanov-murat", "Murat Ospanov"),
            ("zhakishev-mukhtar", "Мұхтар Жәкішев"),
            ("ali-omar", "Omar"),
            ("omar-said", "Said Omar"),
            ("kim-1", "Anna Kim"),
            ("kim-2", "Anna Kim"),
        ];
        store
            .run_operation("put", "now", |operation| {
                for (id, name) in people {
                    let mut case = sample::make_case(id, name, &[]);
                    case.old_ids = if id == "kim-1" {
                        vec!["kim-anna".parse().unwrap()]
                    } else {
                        Vec::new()
                    };
                    case.aliases = if id == "kim-2" {
                        vec!["Hanna Kimova".parse().unwrap()]
                    } else {
                        Vec::new()
                    };
                    operation.put_case(&case)?;
                }
                Ok::<_, Error>(())
            })
            .unwrap();
        store
    }

    fn found(store: &Store, reference: &str) -> String {
        match store.find_case(reference).unwrap() {
            ReferenceMatch::One(id) => id.to_string(),
            ReferenceMatch::Several(several) => several
                .iter()
                .map(|(id, _)| id.as_str())
                .collect::<Vec<_>>()
                .join(" or "),
            ReferenceMatch::None { nearest } => {
                format!(
                    "none, perhaps {}",
                    nearest.iter().map(Id::as_str).collect::<Vec<_>>().join(" ")
                )
            }
        }
    }

    #[test]
    fn a_reference_is_an_id_an_old_id_a_beginning_or_a_whole_name() {
        let store = casebook();
        for (reference, meant) in [
            ("matayev-aset", "matayev-aset"),
            (" Matayev-Aset ", "matayev-aset"),
            ("kim-anna", "kim-1"),
            ("mata", "matayev-aset"),
            ("Matayev", "matayev-aset"),
            ("Aset Matayev", "matayev-aset"),
            ("Matayev Aset", "matayev-aset"),
            ("Аset Matayev", "matayev-aset"),
            ("Yedige Batyrov", "batyrov-edige"),
            ("Едіге Батыров", "batyrov-edige"),
            ("Mukhtar Dzhakishev", "zhakishev-mukhtar"),
            ("Kimova, Hanna", "kim-2"),
            ("Dzhakishev", "zhakishev-mukhtar"),
            ("Джакишев Мухтар Еркинович", "zhakishev-mukhtar"),
        ] {
            assert_eq!(found(&store, reference), meant, "{reference}");
        }
    }

    #[test]
    fn what_means_several_people_is_never_one_of_them() {
        let store = casebook();
        for (reference, meant) in [
            ("batyr", "batyrbekov-erzhan or batyrov-edige"),
            ("khrapunov", "khrapunov-viktor or khrapunova-leila"),
            ("Anna Kim", "kim-1 or kim-2"),
            ("Omar", "ali-omar or omar-said"),
            ("ospanov", "ospanov-marat or ospanov-murat"),
        ] {
            assert_eq!(found(&store, reference), meant, "{reference}");
        }
    }

    #[test]
    fn what_means_nobody_names_the_nearest() {
        let store = casebook();
        for (reference, meant) in [
            ("Aset", "none, perhaps matayev-aset nurzhaubay-aset"),
            ("Жакишев", "zhakishev-mukhtar"),
            ("Aset Matayov", "none, perhaps matayev-aset"),
            ("Somebody Else", "none, perhaps "),
            ("", "none, perhaps "),
            ("%", "none, perhaps "),
            ("…", "none, perhaps "),
        ] {
            assert_eq!(found(&store, reference), meant, "{reference}");
        }
    }

    #[test]
    fn only_what_may_be_the_same_person_is_similar() {
        let store = casebook();
        let similar = |name: &str, born: &str| {
            let mut case = sample::make_case("new", name, &[]);
            case.born = (!born.is_empty()).then(|| born.parse().unwrap());
            let similar = store.similar_cases(&case).unwrap();
            similar
                .iter()
                .map(|(id, _)| id.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (name, expected) in [
            ("Едіге Батыров", "batyrov-edige"),
            ("Dzhakishev Mukhtar Erkinovich", "zhakishev-mukhtar"),
            ("Viktor Khrapunvo", "khrapunov-viktor"),
            ("Erzhan Batyrov", ""),
            ("Edige Batyrbekov", ""),
            ("Aset Abishev", ""),
            ("Morat Ospanov", ""),
            ("Viktor Khrapunova", ""),
            ("Leila Khrapunov", ""),
            ("Aset", ""),
        ] {
            assert_eq!(similar(name, ""), expected, "{name}");
        }
        assert_eq!(similar("Marat Ospanov", "1980"), "ospanov-marat");
    }
}
