//! An office that letters go to, and who holds it when.

use jiff::civil::Date;

use super::address::{EmailAddress, PhoneNumber, WebAddress};
use super::record::record;
use super::vocabulary::{Gender, Role};
use super::{Country, Id, Line, Paragraphs, PartialDate};

record! {
    /// A person in an office.
    pub struct Holder, "holder" {
        needed {
            /// as it stands in an address
            name: Line [Public, PersonName],
        }
        optional {
            /// female, male or other; absent: not known
            gender: Option<Gender> [Public, Gender],
            /// what comes before the name: H.E., Ms
            style: Option<Line> [Public, NameStyle],
            /// first day in office
            from: Option<PartialDate> [Public, Date],
            /// last day in office
            until: Option<PartialDate> [Public, EndDate],
            /// a day on which the person is known to have held the office
            as_of: Option<PartialDate> [Public, RecordDate],
            /// id of the source
            source: Option<Id> [Public, Source],
        }
        lists {}
    }
}

record! {
    /// Forms of address in one language, ready to print.
    pub struct Form, "form" {
        needed {
            /// the language: ru
            lang: Line [Public, Language],
        }
        optional {
            /// the office in this language
            office: Option<Line> [Public, Office],
            /// the whole address block, inflected
            address: Vec<Line> [Public, AddressForm],
            /// the salutation
            salutation: Option<Line> [Public, AddressForm],
            /// the close
            close: Option<Line> [Public, AddressForm],
        }
        lists {}
    }
}

record! {
    /// An office. Its holders come and go; the address belongs to the office.
    pub struct Recipient, "recipient" {
        needed {
            /// the id: kz-prosecutor-general
            id: Id [Public, Id],
            /// what the office is
            role: Role [Public, Role],
            /// the office: Prosecutor General of the Republic of Kazakhstan
            office: Line [Public, Office],
        }
        optional {
            /// the state it belongs to; absent for the EU, the UN and other bodies
            country: Option<Country> [Public, Country],
            /// the institution, where the office does not say it
            body: Option<Line> [Public, Body],
            /// of an embassy: the state it is in
            accredited_to: Option<Country> [Public, Country],
            /// groups that --to accepts
            groups: Vec<Id> [Public, Group],
            /// languages it reads, best first
            languages: Vec<Line> [Public, Language],
            /// postal lines, without name, office and country
            post: Vec<Line> [Public, PostalLine],
            /// the country of the postal address
            post_country: Option<Country> [Public, Country],
            /// e-mail addresses
            email: Vec<EmailAddress> [Public, Email],
            /// telephone numbers
            phone: Vec<PhoneNumber> [Public, Phone],
            /// fax numbers
            fax: Vec<PhoneNumber> [Public, Phone],
            /// address of an on-line form
            web_form: Option<WebAddress> [Public, WebAddress],
            /// when the address was last verified
            checked: Option<PartialDate> [Public, OtherDate],
            /// id of the source of the address
            source: Option<Id> [Public, Source],
            /// for ourselves; never in a letter
            note: Option<Paragraphs> [Private, Notes],
        }
        lists {
            /// Who holds the office when.
            holders: Holder [Public],
            /// Forms of address per language.
            forms: Form [Public],
        }
    }
}

/// Who holds an office on a day, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolderStatus<'a> {
    /// In office on that day, confirmed within the age that counts as fresh.
    Known(&'a Holder),
    /// Last known in office on the given date, too long before that day to print the name.
    Stale(&'a Holder, PartialDate),
    /// Nobody is known to have held it by then.
    Nobody,
}

impl Recipient {
    /// Who holds the office on a day. A holder who has certainly left, or not certainly come, is never named; neither is
    /// one last confirmed more than `fresh_months` before that day.
    pub fn holder_on(&self, day: Date, fresh_months: u32) -> HolderStatus<'_> {
        let candidates = self.holders.iter().filter(|holder| holder.may_hold_on(day));
        let Some((holder, seen)) = candidates
            .filter_map(|holder| holder.last_seen_by(day).map(|seen| (holder, seen)))
            .max_by_key(|(_, seen)| *seen)
        else {
            return HolderStatus::Nobody;
        };
        let certain = holder.until.is_some() && holder.from.is_some();
        if certain || seen.months_until(day) <= fresh_months {
            HolderStatus::Known(holder)
        } else {
            HolderStatus::Stale(holder, seen)
        }
    }

    /// Whether a letter can reach it at all.
    pub fn has_channel(&self) -> bool {
        !self.post.is_empty()
            || !self.email.is_empty()
            || !self.fax.is_empty()
            || self.web_form.is_some()
    }

    /// The forms of address in a language.
    pub fn find_form(&self, lang: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.lang.as_str() == lang)
    }
}

impl Holder {
    fn may_hold_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.may_be_by(day))
            && self.until.is_none_or(|until| until.latest_day() >= day)
    }

    /// The latest date by the given day on which the person is known to have held the office.
    fn last_seen_by(&self, day: Date) -> Option<PartialDate> {
        let seen = self
            .from
            .into_iter()
            .chain(self.as_of)
            .filter(|date| date.may_be_by(day))
            .max()?;
        Some(seen)
    }
}
