//! Names and places. Family names are put together from syllables, so that they sound right and belong to nobody.

use super::chance::Chance;

/// A person who does not exist.
pub struct Person {
    /// The state that persecutes.
    pub land: &'static Land,
    /// The given name, in Latin letters.
    pub given: String,
    /// The family name, in Latin letters.
    pub family: String,
    /// The whole name in the script of the country.
    pub native: String,
    /// A woman, or else a man.
    pub is_woman: bool,
    /// Where the person lives.
    pub place: &'static str,
    /// As it follows a name.
    pub occupation: &'static str,
    /// The word for it in the vocabulary.
    pub category: &'static str,
}

/// A state that persecutes, in this casebook.
pub struct Land {
    /// ISO 3166-1.
    pub code: &'static str,
    /// In English.
    pub name: &'static str,
    /// What its offices read, best first.
    pub languages: &'static str,
    syllables: &'static [Spelling],
    endings: &'static [Spelling],
    women: &'static [Spelling],
    men: &'static [Spelling],
    places: &'static [&'static str],
}

/// In Latin letters, and in those of the country.
type Spelling = (&'static str, &'static str);

/// Of a hundred cases, how many are from which country.
pub const LANDS: [(usize, Land); 5] = [
    (45, KAZAKHSTAN),
    (20, SLAVIC),
    (
        15,
        Land {
            code: "BY",
            name: "Belarus",
            places: &["Minsk", "Brest", "Hrodna", "Homiel", "Vitebsk"],
            ..SLAVIC
        },
    ),
    (
        10,
        Land {
            code: "UZ",
            name: "Uzbekistan",
            languages: "uz; ru",
            places: UZBEK_PLACES,
            ..KAZAKHSTAN
        },
    ),
    (10, AZERBAIJAN),
];

const UZBEK_PLACES: &[&str] = &["Tashkent", "Samarkand", "Nukus", "Andijan", "Bukhara"];

const KAZAKHSTAN: Land = Land {
    code: "KZ",
    name: "Kazakhstan",
    languages: "kk; ru",
    syllables: TURKIC,
    endings: &[
        ("ov", "ов"),
        ("ev", "ев"),
        ("bayev", "баев"),
        ("galiyev", "галиев"),
    ],
    women: &[
        ("Aigul", "Айгүл"),
        ("Saule", "Сәуле"),
        ("Dana", "Дана"),
        ("Zhanar", "Жанар"),
        ("Aizhan", "Айжан"),
    ],
    men: &[
        ("Askar", "Асқар"),
        ("Yerlan", "Ерлан"),
        ("Marat", "Марат"),
        ("Daniyar", "Данияр"),
        ("Zhandos", "Жандос"),
    ],
    places: &[
        "Almaty",
        "Astana",
        "Aktobe",
        "Shymkent",
        "Oral",
        "Semey",
        "Aktau",
        "Zhanaozen",
    ],
};

const SLAVIC: Land = Land {
    code: "RU",
    name: "Russia",
    languages: "ru",
    syllables: &[
        ("Ver", "Вер"),
        ("Lo", "Ло"),
        ("Gra", "Гра"),
        ("Bel", "Бел"),
        ("Mo", "Мо"),
        ("Sto", "Сто"),
        ("Kru", "Кру"),
        ("Do", "До"),
        ("Tre", "Тре"),
        ("Zu", "Зу"),
        ("shi", "ши"),
        ("khar", "хар"),
        ("zhen", "жен"),
        ("vet", "вет"),
        ("luk", "лук"),
        ("tyn", "тын"),
    ],
    endings: &[("ov", "ов"), ("in", "ин"), ("ev", "ев"), ("ikov", "иков")],
    women: &[
        ("Olga", "Ольга"),
        ("Darya", "Дарья"),
        ("Ksenia", "Ксения"),
        ("Svetlana", "Светлана"),
        ("Nina", "Нина"),
    ],
    men: &[
        ("Sergei", "Сергей"),
        ("Pavel", "Павел"),
        ("Yevgeny", "Евгений"),
        ("Viktor", "Виктор"),
        ("Ilya", "Илья"),
    ],
    places: &[
        "Moscow",
        "Kazan",
        "Perm",
        "Ufa",
        "Makhachkala",
        "Tomsk",
        "Krasnodar",
    ],
};

const AZERBAIJAN: Land = Land {
    code: "AZ",
    name: "Azerbaijan",
    languages: "az",
    syllables: &[
        ("Ale", "Ələ"),
        ("Ba", "Ba"),
        ("Gul", "Gül"),
        ("Ra", "Rə"),
        ("Sha", "Şa"),
        ("Tu", "Tu"),
        ("Ve", "Və"),
        ("sim", "sim"),
        ("hir", "hir"),
        ("ver", "vər"),
        ("mur", "mür"),
        ("jaf", "cəf"),
        ("dash", "daş"),
    ],
    endings: &[("ov", "ov"), ("ev", "yev"), ("liyev", "liyev")],
    women: &[
        ("Leyla", "Leyla"),
        ("Sevinj", "Sevinc"),
        ("Aysel", "Aysel"),
        ("Gunel", "Günel"),
    ],
    men: &[
        ("Elchin", "Elçin"),
        ("Rashad", "Rəşad"),
        ("Tofig", "Tofiq"),
        ("Vugar", "Vüqar"),
    ],
    places: &["Baku", "Ganja", "Sumgait", "Lankaran", "Nakhchivan"],
};

const TURKIC: &[Spelling] = &[
    ("Tas", "Тас"),
    ("Bek", "Бек"),
    ("Nur", "Нұр"),
    ("Sar", "Сар"),
    ("Kai", "Қай"),
    ("Zhol", "Жол"),
    ("Oram", "Орам"),
    ("Yer", "Ер"),
    ("Dau", "Дәу"),
    ("Mun", "Мұң"),
    ("tur", "тұр"),
    ("gal", "ғал"),
    ("sul", "сұл"),
    ("zhig", "жіг"),
    ("myrz", "мырз"),
    ("kent", "кент"),
    ("shol", "шол"),
];

/// What people do, and the category that goes with it.
const WORK: &[(usize, (&str, &str))] = &[
    (30, ("civil activist", "civil-society-activist")),
    (15, ("blogger", "social-network-user")),
    (12, ("journalist", "journalist")),
    (
        10,
        ("member of an unregistered party", "opposition-politician"),
    ),
    (9, ("trade union organiser", "trade-unionist")),
    (8, ("preacher", "religious-believer")),
    (6, ("lawyer", "lawyer")),
    (5, ("human rights defender", "human-rights-defender")),
    (3, ("poet", "writer-or-poet")),
    (2, ("student", "student")),
];

impl Person {
    /// Somebody.
    pub fn invent(chance: &mut Chance) -> Self {
        let land = chance.weighted(&LANDS);
        let is_woman = chance.happens(30);
        let given = *chance.pick(if is_woman { land.women } else { land.men });
        let family = family(land, is_woman, chance);
        let (occupation, category) = *chance.weighted(WORK);
        Self {
            land,
            given: given.0.to_owned(),
            native: format!("{} {}", given.1, family.1),
            family: family.0,
            is_woman,
            place: *chance.pick::<&str>(land.places),
            occupation,
            category,
        }
    }

    /// As letters print it.
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}

/// Two or three syllables and an ending, in both spellings.
fn family(land: &Land, is_woman: bool, chance: &mut Chance) -> (String, String) {
    let mut syllables: Vec<Spelling> = (0..=chance.between(1, 2))
        .map(|_| *chance.pick(land.syllables))
        .collect();
    syllables.push(*chance.pick(land.endings));
    if is_woman {
        syllables.push(if land.code == "AZ" {
            ("a", "a")
        } else {
            ("a", "а")
        });
    }
    let (latin, native): (String, String) = syllables.into_iter().unzip();
    (capitalised(&latin), capitalised(&native))
}

fn capitalised(word: &str) -> String {
    let lower = word.to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
