//! A finding: something wrong, doubtful or worth knowing. The one type for it, used by every part of the program.

use std::fmt;

use super::Id;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingLevel {
    /// It cannot be so.
    Error,
    /// A fact that is needed is not known.
    Missing,
    /// The facts contradict each other.
    Doubtful,
    /// A letter would suffer from it.
    Warning,
    /// Not confirmed for longer than counts as fresh.
    Stale,
    /// Kept out because it is private.
    Withheld,
    /// Worth knowing.
    Note,
    /// It was checked and is in order.
    Good,
}

impl FindingLevel {
    /// All of them, the heaviest first.
    pub const ALL: [Self; 8] = [
        Self::Error,
        Self::Missing,
        Self::Doubtful,
        Self::Warning,
        Self::Stale,
        Self::Withheld,
        Self::Note,
        Self::Good,
    ];

    /// The word, for lists and JSON: `error`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Missing => "missing",
            Self::Doubtful => "doubtful",
            Self::Warning => "warning",
            Self::Stale => "stale",
            Self::Withheld => "withheld",
            Self::Note => "note",
            Self::Good => "good",
        }
    }
}

/// What a finding is about, as far as that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingSubject {
    /// The case.
    pub case: Option<Id>,
    /// The recipient.
    pub recipient: Option<Id>,
    /// The template.
    pub template: Option<String>,
    /// What it is called where it is read, if that is not one of these.
    pub label: Option<String>,
}

impl FindingSubject {
    /// A case.
    #[must_use]
    pub fn of_case(case: &Id) -> Self {
        Self {
            case: Some(case.clone()),
            ..Self::default()
        }
    }

    /// A recipient.
    #[must_use]
    pub fn of_recipient(recipient: &Id) -> Self {
        Self {
            recipient: Some(recipient.clone()),
            ..Self::default()
        }
    }
}

impl fmt::Display for FindingSubject {
    /// What it is called: `bokayev-maks`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids = [&self.case, &self.recipient]
            .into_iter()
            .flatten()
            .map(Id::as_str);
        let texts = [&self.label, &self.template].into_iter().flatten();
        let name = self
            .label
            .as_deref()
            .or_else(|| ids.chain(texts.map(String::as_str)).next());
        out.write_str(name.unwrap_or_default())
    }
}

/// One thing that somebody should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub level: FindingLevel,
    /// Of which kind it is, where kinds have names: `overlap`.
    pub kind: Option<&'static str>,
    /// What it is about.
    pub about: FindingSubject,
    /// Where it stands, in a text or file: `3:12`.
    pub place: Option<String>,
    /// What it is, in a sentence without a full stop.
    pub what: String,
    /// Why that matters, in a sentence without a full stop.
    pub why: Option<&'static str>,
    /// The command that puts it right.
    pub fix: Option<String>,
}

impl Finding {
    /// A finding about something, without a place, a reason or a cure.
    pub fn new(level: FindingLevel, about: FindingSubject, what: impl Into<String>) -> Self {
        Self {
            level,
            kind: None,
            about,
            place: None,
            what: what.into(),
            why: None,
            fix: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_is_about_has_a_name() {
        let id: Id = "bokayev-maks".parse().unwrap();
        let mut about = FindingSubject::of_case(&id);
        assert_eq!(about.to_string(), "bokayev-maks");
        about.label = Some("kz-pg, bokayev-maks".to_owned());
        assert_eq!(about.to_string(), "kz-pg, bokayev-maks");
        assert_eq!(FindingSubject::default().to_string(), "");
    }

    #[test]
    fn the_heaviest_comes_first() {
        assert!(FindingLevel::ALL.is_sorted());
    }
}
