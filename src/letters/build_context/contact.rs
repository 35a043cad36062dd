//! How an office is reached, as a letter or a list prints it.

use crate::letters::context::{ContactGroup, ContactInfo};
use crate::letters::words::LetterLanguage;
use crate::model::{Country, Holder, HolderStatus, Recipient};

use super::ContextInput;

/// The holder with what comes before the name: “Ms Annalisa Ciampi”.
pub fn holder_line(holder: &Holder) -> String {
    holder.style.as_ref().map_or_else(
        || holder.name.to_string(),
        |style| format!("{style} {}", holder.name),
    )
}

/// The office as a language names it: its form in the language, else the usual words.
pub fn office_line(recipient: &Recipient, lang: &LetterLanguage) -> String {
    let form = recipient
        .find_form(lang.code())
        .and_then(|form| form.office.as_ref());
    form.map_or_else(|| lang.office_name(recipient), ToString::to_string)
}

/// The address block of a recipient: its form in the language, or holder, office, body, postal lines and country.
pub fn address_lines(
    recipient: &Recipient,
    lang: &LetterLanguage,
    holder: Option<&Holder>,
) -> Vec<String> {
    let form = recipient.find_form(lang.code());
    let mut lines: Vec<String> = match form.filter(|form| !form.address.is_empty()) {
        Some(form) => form.address.iter().map(ToString::to_string).collect(),
        None => {
            let office = form
                .and_then(|form| form.office.as_ref())
                .unwrap_or(&recipient.office);
            holder
                .map(holder_line)
                .into_iter()
                .chain([office.to_string()])
                .chain(recipient.body.iter().map(ToString::to_string))
                .collect()
        }
    };
    lines.extend(recipient.post.iter().map(ToString::to_string));
    if !recipient.post.is_empty() {
        lines.extend(
            recipient
                .post_country
                .map(|country| lang.cldr_data().state_name(country)),
        );
    }
    lines
}

/// The salutation that the recipient’s form gives; the holder by name, where the role is a person’s and the name is known; else
/// the usual one of the role.
pub fn choose_salutation(
    recipient: &Recipient,
    lang: &LetterLanguage,
    holder: Option<&Holder>,
) -> String {
    let form = recipient
        .find_form(lang.code())
        .and_then(|form| form.salutation.as_ref());
    if let Some(form) = form {
        return form.to_string();
    }
    holder
        .and_then(|holder| lang.named_salutation(&recipient.role, holder))
        .unwrap_or_else(|| {
            lang.usual_salutation(
                &recipient.role,
                holder.and_then(|holder| holder.gender.as_ref()),
            )
        })
}

/// The close that the recipient’s form gives, or the one that fits the salutation.
pub fn choose_close(
    recipient: Option<&Recipient>,
    lang: &LetterLanguage,
    salutation: Option<&str>,
    several: bool,
) -> String {
    recipient
        .and_then(|office| office.find_form(lang.code()))
        .and_then(|form| form.close.as_ref())
        .map_or_else(
            || lang.usual_close(salutation, several),
            ToString::to_string,
        )
}

pub(crate) fn contact_groups(telling: &ContextInput<'_>) -> Vec<ContactGroup> {
    telling
        .contacts
        .iter()
        .filter(|offices| !offices.is_empty())
        .map(|offices| contact_group(telling, offices))
        .collect()
}

fn contact_group(telling: &ContextInput<'_>, offices: &[Recipient]) -> ContactGroup {
    let country = common_country(offices);
    ContactGroup {
        slug: country
            .map_or("international", Country::code)
            .to_lowercase(),
        label: country.map_or_else(String::new, |country| telling.lang.state_name(country)),
        count: offices.len(),
        offices: offices
            .iter()
            .map(|office| contact_info(telling, office))
            .collect(),
    }
}

/// The state to which all of the offices belong, if it is one.
fn common_country(offices: &[Recipient]) -> Option<Country> {
    let first = offices.first()?.country?;
    offices
        .iter()
        .all(|office| office.country == Some(first))
        .then_some(first)
}

fn contact_info(telling: &ContextInput<'_>, office: &Recipient) -> ContactInfo {
    let known = match office.holder_on(telling.date, telling.fresh_months) {
        HolderStatus::Known(holder) => Some(holder),
        HolderStatus::Stale(..) | HolderStatus::Nobody => None,
    };
    let holder = known.map(|holder| {
        if telling.lang.is_of_casebook() {
            holder_line(holder)
        } else {
            holder.name.to_string()
        }
    });
    let salutation = choose_salutation(office, telling.lang, known);
    let checked = office
        .checked
        .filter(|checked| checked.may_be_by(telling.date));
    let country = office
        .post_country
        .map(|country| telling.lang.cldr_data().state_name(country));
    let post: Vec<String> = office
        .post
        .iter()
        .map(ToString::to_string)
        .chain(country)
        .collect();
    ContactInfo {
        office: self::office_line(office, telling.lang),
        holder,
        close: choose_close(Some(office), telling.lang, Some(&salutation), false),
        salutation,
        post: (!office.post.is_empty()).then(|| post.join(", ")),
        email: join_lines(&office.email),
        phone: join_lines(&office.phone),
        web_form: office.web_form.as_ref().map(ToString::to_string),
        unreachable: !office.has_channel() && office.phone.is_empty(),
        checked: checked.map(|checked| telling.lang.format_date(checked)),
    }
}

fn join_lines<T: ToString>(lines: &[T]) -> Option<String> {
    (!lines.is_empty()).then(|| {
        lines
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    })
}
