//! The facts of a case: entries that a letter could state, each with its source, its standing and its privacy.

use jiff::civil::Date;

use super::record::record;
use super::vocabulary::{
    ActionKind, ChargeStanding, ConcernKind, DemandKind, EventKind, OfficialRole, Regime,
    RestrictionKind, SentenceKind, Standing, Status,
};
use super::{ClaimSubject, Country, Id, Line, PartialDate, Penalty, Term};

/// What every fact can be asked.
pub trait Fact {
    /// When it happened, as far as it is known.
    fn date(&self) -> Option<PartialDate>;
    /// The source it rests on.
    fn source(&self) -> Option<&Id>;
    /// How the claim stands; a charge has its own standing and no other.
    fn standing(&self) -> Option<&Standing>;
    /// Whether it must never enter a letter: said to be private, or of a sensitive kind and not said to be public.
    fn is_private(&self) -> bool;
    /// The day before which it must not be disclosed.
    fn embargo(&self) -> Option<PartialDate>;
    /// Whether it must have come to an end before a day.
    fn must_be_over_on(&self, _day: Date) -> bool {
        false
    }
}

/// Makes a fact: a record that also has `source`, `standing`, `private` and `embargo`.
macro_rules! fact {
    (
        $(#[doc = $about:literal])+
        pub struct $Name:ident, $one:literal
            $(dated $date:ident)? $(ending $until:ident)? $(sensitive if $kind:ident)?
        {
            needed { $($need:tt)* }
            optional { $($optional:tt)* }
        }
    ) => {
        record! {
            $(#[doc = $about])+
            pub struct $Name, $one {
                needed { $($need)* }
                optional {
                    $($optional)*
                    /// id of the source it rests on
                    source: Option<Id> [Public, Source],
                    /// how the claim stands
                    standing: Option<Standing> [Public, Standing],
                    /// never in a letter (yes), or public although of a sensitive kind (no)
                    private: Option<bool> [Private, Privacy],
                    /// not told before this day
                    embargo: Option<PartialDate> [Private, Embargo],
                }
                lists {}
            }
        }

        impl Fact for $Name {
            fn date(&self) -> Option<PartialDate> {
                None $(.or(self.$date))?
            }
            fn source(&self) -> Option<&Id> {
                self.source.as_ref()
            }
            fn standing(&self) -> Option<&Standing> {
                self.standing.as_ref()
            }
            fn is_private(&self) -> bool {
                self.private.unwrap_or(false $(|| self.$kind.is_sensitive())?)
            }
            fn embargo(&self) -> Option<PartialDate> {
                self.embargo
            }
            $(
                fn must_be_over_on(&self, day: Date) -> bool {
                    self.$until.is_some_and(|until| until.latest_day() < day)
                }
            )?
        }
    };
}

record! {
    /// What a person is accused of.
    pub struct Charge, "charge" {
        needed {
        }
        optional {
            /// the offence as the document names it; absent: only the article is known
            title: Option<Line> [Public, Offence],
            /// how far the charge has come
            standing: Option<ChargeStanding> [Public, Standing],
            /// the law, CC for the criminal code
            code: Option<Line> [Public, Law],
            /// the article
            article: Option<Line> [Public, Article],
            /// the part of the article
            part: Option<Line> [Public, ArticlePart],
            /// when the charge took this standing
            date: Option<PartialDate> [Public, Date],
            /// id of the source it rests on
            source: Option<Id> [Public, Source],
            /// never in a letter
            private: Option<bool> [Private, Privacy],
            /// not told before this day
            embargo: Option<PartialDate> [Private, Embargo],
        }
        lists {}
    }
}

impl Charge {
    /// Whether it was raised against the person and not taken back.
    pub fn is_active(&self) -> bool {
        self.standing
            .as_ref()
            .is_none_or(|standing| ChargeStanding::STANDING.contains(standing))
    }
}

impl Fact for Charge {
    fn date(&self) -> Option<PartialDate> {
        self.date
    }
    fn source(&self) -> Option<&Id> {
        self.source.as_ref()
    }
    fn standing(&self) -> Option<&Standing> {
        None
    }
    fn is_private(&self) -> bool {
        self.private.unwrap_or(false)
    }
    fn embargo(&self) -> Option<PartialDate> {
        self.embargo
    }
}

fact! {
    /// What a court has imposed.
    pub struct Sentence, "sentence" dated date {
        needed {
            /// the main penalty
            kind: SentenceKind [Public, Kind],
        }
        optional {
            /// when it was pronounced
            date: Option<PartialDate> [Public, Date],
            /// the court
            court: Option<Line> [Public, Court],
            /// the judges, in order
            judges: Vec<Line> [Public, PersonName],
            /// how long
            term: Option<Term> [Public, Term],
            /// the regime of imprisonment
            regime: Option<Regime> [Public, Detail],
            /// further penalties: a restriction word, a term, a text after a colon
            additional: Vec<Penalty> [Public, Penalty],
            /// the date of the earlier sentence that this one changes
            changes: Option<PartialDate> [Public, OtherDate],
            /// pronounced on appeal
            appeal: Option<bool> [Public, Detail],
        }
    }
}

fact! {
    /// A ban, duty or list that binds a person.
    pub struct Restriction, "restriction" dated from ending until {
        needed {
            /// what it is
            kind: RestrictionKind [Public, Kind],
        }
        optional {
            /// since when
            from: Option<PartialDate> [Public, Date],
            /// until when
            until: Option<PartialDate> [Public, EndDate],
            /// what exactly, in a few words
            text: Option<Line> [Public, Text],
        }
    }
}

fact! {
    /// What happened to a person, or what the person did.
    pub struct Event, "event" dated date sensitive if kind {
        needed {
            /// what it was
            kind: EventKind [Public, Kind],
        }
        optional {
            /// when it happened, or began
            date: Option<PartialDate> [Public, Date],
            /// when it ended
            until: Option<PartialDate> [Public, EndDate],
            /// when it took or takes effect, if that is another day
            effective: Option<PartialDate> [Public, OtherDate],
            /// the status of the person from then on
            status: Option<Status> [Public, Status],
            /// where
            place: Option<Line> [Public, Place],
            /// the state in which it happened, if it is not the one that persecutes (ISO 3166-1)
            country: Option<Country> [Public, Country],
            /// a whole sentence in our own words
            text: Option<Line> [Public, Text],
            /// how long it was to last
            term: Option<Term> [Public, Term],
        }
    }
}

fact! {
    /// Why what the state does is wrong.
    pub struct Concern, "concern" dated date ending until sensitive if kind {
        needed {
            /// the right or the danger
            kind: ConcernKind [Public, Kind],
        }
        optional {
            /// since when it has been so, or when it was
            date: Option<PartialDate> [Public, Date],
            /// until when it was so
            until: Option<PartialDate> [Public, EndDate],
            /// a whole sentence in our own words
            text: Option<Line> [Public, Text],
        }
    }
}

fact! {
    /// What a letter asks for.
    pub struct Demand, "demand" dated date {
        needed {
            /// what is asked; it knows which offices can grant it
            kind: DemandKind [Public, Kind],
        }
        optional {
            /// completes or replaces the usual wording, as a noun phrase
            text: Option<Line> [Public, Text],
            /// who is asked, when it is not the person written to
            of: Vec<Line> [Public, Addressee],
            /// when it was made
            date: Option<PartialDate> [Public, Date],
        }
    }
}

fact! {
    /// A person in office who has a part in the case.
    pub struct Official, "official" dated date {
        needed {
            /// the name, given name first
            name: Line [Public, PersonName],
        }
        optional {
            /// the part in the case
            role: Option<OfficialRole> [Public, Role],
            /// the office held
            office: Option<Line> [Public, Office],
            /// the court
            court: Option<Line> [Public, Court],
            /// when the person took this part
            date: Option<PartialDate> [Public, Date],
        }
    }
}

fact! {
    /// What a body outside the state has decided or said.
    pub struct Action, "action" dated date {
        needed {
            /// the body
            body: Line [Public, Body],
        }
        optional {
            /// what kind of decision or statement
            kind: Option<ActionKind> [Public, Kind],
            /// when
            date: Option<PartialDate> [Public, Date],
            /// the number of the opinion or resolution
            number: Option<Line> [Public, Number],
            /// a whole sentence in our own words: what the body decided or asked
            text: Option<Line> [Public, Text],
        }
    }
}

fact! {
    /// What a source says of a field or a fact of the case. It stands beside what the casebook uses and is never told:
    /// where it says the same it is the source of a field; where it says otherwise the sources disagree.
    pub struct Claim, "claim" {
        needed {
            /// the field (born) or the list (events) that it is about
            about: ClaimSubject [Private, Subject],
            /// what the source says, as it would be typed there
            value: Line [Private, ClaimedValue],
        }
        optional {}
    }
}
