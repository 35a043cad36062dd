//! What the state does to a person: charges, measures, a trial, an appeal, and what comes after, each with its day.

use cases::model::{Case, Charge, Concern, Date, Demand, Event, Official, Restriction, Sentence};
use jiff::ToSpan;
use jiff::civil::date;

use super::chance::Chance;
use super::made;
use super::people::Person;

/// The last day of the invented casebook, the same as of the sample casebook.
pub const TODAY: Date = date(2021, 9, 15);

/// Fills the lists of a case, event after event, until the story ends or today is reached.
pub struct Course<'a> {
    case: &'a mut Case,
    person: &'a Person,
    chance: &'a mut Chance,
    sources: &'a [String],
    day: Date,
}

/// Articles of the law with what they punish.
const ARTICLES: &[(&str, &str, &str)] = &[
    ("174", "1", "incitement of social discord"),
    (
        "405",
        "2",
        "participation in the activities of a banned organisation",
    ),
    ("274", "2", "dissemination of knowingly false information"),
    ("400", "1", "breach of the order of holding rallies"),
    ("258", "1", "financing of extremist activity"),
    ("206", "3", "hooliganism"),
    ("378", "1", "insult of a representative of authority"),
    ("189", "3", "misappropriation of property"),
];

const CONCERNS: &[&str] = &[
    "freedom-of-expression",
    "political-prosecution",
    "unfair-trial",
    "fabricated-charges",
    "arbitrary-detention",
    "association",
    "conditions",
    "medical-neglect",
    "torture",
];

/// The measure before a trial: event, status after it, how it is told.
const MEASURES: &[(usize, (&str, &str, &str))] = &[
    (
        60,
        (
            "detention-ordered",
            "pre-trial-detention",
            "was remanded in custody for two months",
        ),
    ),
    (
        15,
        (
            "measure-changed",
            "house-arrest",
            "was placed under house arrest",
        ),
    ),
    (10, ("measure-changed", "bail", "was released on bail")),
    (
        15,
        (
            "release",
            "under-investigation",
            "was released and remains under investigation",
        ),
    ),
];

/// The outcome of a trial: the sentence if any, the status after it.
const OUTCOMES: &[(usize, (Option<&str>, &str))] = &[
    (58, (Some("prison"), "imprisoned")),
    (22, (Some("restricted-freedom"), "restricted-freedom")),
    (8, (Some("suspended"), "released-restricted")),
    (5, (None, "charges-dropped")),
    (4, (None, "psychiatric-detention")),
    (3, (None, "acquitted")),
];

/// How imprisonment ends before its term.
const ENDINGS: &[(usize, (&str, &str, &str))] = &[
    (50, ("parole-granted", "paroled", "was released on parole")),
    (
        25,
        (
            "term-replaced",
            "released-restricted",
            "was released; the rest of the term was replaced by restrictions",
        ),
    ),
    (15, ("pardon", "pardoned", "was pardoned")),
    (
        10,
        ("amnesty", "amnestied", "was released under an amnesty"),
    ),
];

impl<'a> Course<'a> {
    /// A course that begins on some day since 2008, recent years more often.
    pub fn new(
        case: &'a mut Case,
        person: &'a Person,
        chance: &'a mut Chance,
        sources: &'a [String],
    ) -> Self {
        let days = chance.between(1, 5_000).min(chance.between(1, 5_000));
        let day = TODAY.saturating_sub(days.days());
        Self {
            case,
            person,
            chance,
            sources,
            day,
        }
    }

    /// Tells it to its end, and returns its last day.
    pub fn tell(mut self) -> Date {
        self.begin();
        if self.later(0, 3) {
            let (kind, status, words) = *self.chance.weighted(MEASURES);
            self.event(kind, status, words);
        }
        if self.later(60, 400) {
            self.trial();
        }
        self.add_what_is_wrong();
        self.day
    }

    fn begin(&mut self) {
        for _ in 0..*self.chance.weighted(&[(55, 1), (33, 2), (12, 3)]) {
            self.charge();
        }
        if self.chance.happens(40) {
            let kind = *self.chance.pick(&["protest", "expression", "organising"]);
            self.event(
                kind,
                "",
                "took part in a peaceful action for which the prosecution blames it",
            );
        }
        self.event("arrest", "police-custody", "was detained by the police");
        if self.chance.happens(12) {
            self.event("search", "", "had the home searched and computers taken");
        }
    }

    fn trial(&mut self) {
        let (sentence, status) = *self.chance.weighted(OUTCOMES);
        let (event, standing, words) = match (sentence, status) {
            (Some(_), _) => ("sentence", "convicted", "was sentenced"),
            (None, "charges-dropped") => ("case-closed", "dropped", "is no longer prosecuted"),
            (None, "acquitted") => ("verdict", "acquitted", "was acquitted"),
            (None, _) => (
                "psychiatric-committal",
                "charged",
                "was committed to a psychiatric hospital",
            ),
        };
        for charge in &mut self.case.charges {
            charge.standing = standing.parse().ok();
        }
        self.event(event, status, words);
        if let Some(kind) = sentence {
            self.punish(kind, status);
        }
    }

    /// The sentence, and for some a second one on appeal.
    fn punish(&mut self, kind: &str, status: &str) {
        let months = self.chance.between(6, 96);
        let pronounced = self.sentence(kind, months, "");
        if self.chance.happens(45) && self.later(30, 120) {
            let changed = (months + self.chance.between(-6, 8)).max(3);
            self.sentence(kind, changed, &pronounced);
            self.event(
                "appeal-ruling",
                status,
                "had the sentence changed on appeal",
            );
        }
        self.serve(kind, status, months);
    }

    /// What happens during a term, and how it ends.
    fn serve(&mut self, kind: &str, status: &str, months: i64) {
        if kind == "prison" && self.chance.happens(35) && self.later(20, 200) {
            self.event("transfer", status, "was transferred to a penal colony");
        }
        if kind == "prison" && self.chance.happens(15) && self.later(10, 200) {
            self.event("ill-treatment-allegation", "", "told a lawyer of beatings");
        }
        if kind == "prison" && self.chance.happens(30) && self.later(100, 700) {
            let (kind, status, words) = *self.chance.weighted(ENDINGS);
            self.event(kind, status, words);
        } else if self.chance.happens(85) && self.later(months * 30, months * 31) {
            self.event(
                "term-ended",
                "released",
                "was released at the end of the term",
            );
        }
    }

    fn add_what_is_wrong(&mut self) {
        let source = self.source();
        for _ in 0..self.chance.between(1, 2) {
            let kind = self.chance.pick(CONCERNS);
            let text = format!(
                "The prosecution of {} answers a peaceful activity.",
                self.person.name()
            );
            self.case.concerns.push(made::<Concern>(&[
                ("kind", kind),
                ("text", &text),
                ("source", &source),
            ]));
        }
        let demand = *self.chance.pick(&[
            "release-immediate",
            "drop-charges",
            "annul-verdict",
            "fair-retrial",
        ]);
        self.case
            .demands
            .push(made::<Demand>(&[("kind", demand), ("source", &source)]));
        if self.chance.happens(40) {
            let name = Person::invent(self.chance).name();
            self.case.officials.push(made::<Official>(&[
                ("name", &name),
                ("role", "judge"),
                ("source", &source),
            ]));
        }
        if self.chance.happens(15) {
            let (kind, from) = (
                self.chance.pick(&["travel-ban", "ban-public-activity"]),
                self.day.to_string(),
            );
            let until = self.day.saturating_add(2.years()).to_string();
            let typed = [
                ("kind", *kind),
                ("from", &from),
                ("until", &until),
                ("source", &source),
            ];
            self.case.restrictions.push(made::<Restriction>(&typed));
        }
    }

    fn charge(&mut self) {
        let (article, part, title) = *self.chance.pick(ARTICLES);
        let (date, source) = (self.said(), self.source());
        let typed = [
            ("title", title),
            ("standing", "charged"),
            ("code", "CC"),
            ("article", article),
            ("part", part),
        ];
        self.case.charges.push(made::<Charge>(
            &[&typed[..], &[("date", &date), ("source", &source)]].concat(),
        ));
    }

    /// Adds a sentence and returns its date; one that changes an earlier one is pronounced on appeal.
    fn sentence(&mut self, kind: &str, months: i64, changes: &str) -> String {
        let (date, source, term) = (self.day.to_string(), self.source(), format!("{months}m"));
        let (instance, appeal) = if changes.is_empty() {
            ("City", "")
        } else {
            ("Regional", "yes")
        };
        let court = format!("{} {instance} Court", self.person.place);
        let typed = [
            ("kind", kind),
            ("date", &date),
            ("court", &court),
            ("term", &term),
            ("source", &source),
        ];
        self.case.sentences.push(made::<Sentence>(
            &[&typed[..], &[("changes", changes), ("appeal", appeal)]].concat(),
        ));
        date
    }

    fn event(&mut self, kind: &str, status: &str, words: &str) {
        let (date, source, text) = (
            self.said(),
            self.source(),
            format!("{} {words}.", self.person.name()),
        );
        let standing = *self.chance.weighted(&[
            (70, ""),
            (15, "confirmed"),
            (10, "official"),
            (5, "alleged"),
        ]);
        let typed = [
            ("kind", kind),
            ("date", &date),
            ("status", status),
            ("text", &text),
            ("source", &source),
        ];
        let place = if self.chance.happens(25) {
            self.person.place
        } else {
            ""
        };
        self.case.events.push(made::<Event>(
            &[&typed[..], &[("place", place), ("standing", standing)]].concat(),
        ));
    }

    /// Goes on by so many days; not beyond today.
    fn later(&mut self, least: i64, most: i64) -> bool {
        let day = self
            .day
            .saturating_add(self.chance.between(least, most).days());
        let comes = day <= TODAY;
        if comes {
            self.day = day;
        }
        comes
    }

    /// The day as a document would say it: mostly in full, sometimes the month, seldom the year.
    fn said(&mut self) -> String {
        let full = self.day.to_string();
        let length = *self.chance.weighted(&[(85, 10), (12, 7), (3, 4)]);
        full[..length].to_owned()
    }

    fn source(&mut self) -> String {
        self.chance.pick(self.sources).clone()
    }
}
