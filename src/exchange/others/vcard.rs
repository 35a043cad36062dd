//! Recipients as cards of an address book: vCard 4.0 (RFC 6350).

use crate::exchange::others::content_line::{escape_value, join_lines};
use crate::model::{Country, Holder, Recipient};

/// A card of an office; nothing if no channel of it is known. Notes stay here. The holder is the one who may be named.
pub fn to_vcard(office: &Recipient, holder: Option<&Holder>) -> Option<String> {
    if !office.has_channel() && office.phone.is_empty() {
        return None;
    }
    let name = escape_value(office.office.as_str());
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:4.0".to_owned(),
        "KIND:org".to_owned(),
    ];
    lines.push(format!("UID:urn:cases:{}", office.id));
    lines.push(format!("FN:{name}"));
    lines.push(format!(
        "ORG:{}",
        office
            .body
            .as_ref()
            .map_or(name, |body| escape_value(body.as_str()))
    ));
    lines.extend(holder.map(|holder| {
        format!(
            "RELATED;VALUE=text;TYPE=agent:{}",
            escape_value(&format_holder(holder))
        )
    }));
    lines.extend(format_address(office));
    lines.extend(
        office
            .email
            .iter()
            .map(|email| format!("EMAIL:{}", escape_value(email.as_str()))),
    );
    lines.extend(
        office
            .phone
            .iter()
            .map(|phone| format!("TEL;VALUE=text;TYPE=voice:{}", escape_value(phone.as_str()))),
    );
    lines.extend(
        office
            .fax
            .iter()
            .map(|fax| format!("TEL;VALUE=text;TYPE=fax:{}", escape_value(fax.as_str()))),
    );
    lines.extend(
        office
            .web_form
            .iter()
            .map(|form| format!("URL:{}", escape_value(form.as_str()))),
    );
    let languages = (1..)
        .zip(&office.languages)
        .filter(|(_, language)| is_tag(language.as_str()));
    lines.extend(languages.map(|(place, language)| format!("LANG;PREF={place}:{language}")));
    let groups = std::iter::once(office.role.to_string())
        .chain(office.groups.iter().map(ToString::to_string));
    lines.push(format!(
        "CATEGORIES:{}",
        groups
            .map(|group| escape_value(&group))
            .collect::<Vec<_>>()
            .join(",")
    ));
    lines.push("END:VCARD".to_owned());
    Some(join_lines(&lines))
}

fn format_holder(holder: &Holder) -> String {
    holder
        .style
        .iter()
        .map(|style| format!("{style} "))
        .collect::<String>()
        + holder.name.as_str()
}

/// The postal lines in the place of the street, which is where cards put what they cannot divide.
fn format_address(office: &Recipient) -> Option<String> {
    let lines: Vec<String> = office
        .post
        .iter()
        .map(|line| escape_value(line.as_str()))
        .collect();
    let country = office.post_country.map(Country::name).unwrap_or_default();
    (!lines.is_empty()).then(|| format!("ADR:;;{};;;;{}", lines.join("\\n"), escape_value(country)))
}

fn is_tag(language: &str) -> bool {
    language.split('-').all(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    fn office(fields: &[(&str, &str)]) -> Recipient {
        let needed = [
            ("id", "kz-pg"),
            ("role", "prosecutor-general"),
            ("office", "Prosecutor General, Astana"),
        ];
        Recipient::from_typed(needed.into_iter().chain(fields.iter().copied())).unwrap()
    }

    #[test]
    fn a_card_has_every_channel_and_no_note() {
        let fields = [
            ("post", "Street 1; Astana"),
            ("post_country", "KZ"),
            ("email", "a@b.kz; c@d.kz"),
            ("phone", "+7 12"),
            ("fax", "+7 22"),
        ];
        let more = [
            ("web_form", "https://x.kz/a;b"),
            ("languages", "kk; ru"),
            ("groups", "kz-authorities"),
            ("note", "secret"),
        ];
        let holder = Holder::from_typed([("name", "A. B."), ("style", "H.E.")]).unwrap();
        let card = to_vcard(&office(&[&fields[..], &more].concat()), Some(&holder)).unwrap();
        for line in [
            "BEGIN:VCARD\r\nVERSION:4.0\r\n",
            "\r\nFN:Prosecutor General\\, Astana\r\n",
            "\r\nRELATED;VALUE=text;TYPE=agent:H.E. A. B.\r\n",
            "\r\nADR:;;Street 1\\nAstana;;;;Kazakhstan\r\n",
            "\r\nEMAIL:a@b.kz\r\nEMAIL:c@d.kz\r\n",
            "\r\nTEL;VALUE=text;TYPE=fax:+7 22\r\n",
            "\r\nURL:https://x.kz/a\\;b\r\n",
            "\r\nLANG;PREF=1:kk\r\nLANG;PREF=2:ru\r\n",
            "\r\nCATEGORIES:prosecutor-general,kz-authorities\r\nEND:VCARD\r\n",
        ] {
            assert!(card.contains(line), "{line} in {card}");
        }
        assert!(!card.contains("secret"));
    }

    #[test]
    fn an_office_that_cannot_be_reached_has_none() {
        assert_eq!(to_vcard(&office(&[]), None), None);
        assert!(to_vcard(&office(&[("phone", "+7 12")]), None).is_some());
    }
}
