//! Cases and offices as Popolo (popoloproject.com): persons, organizations, posts, memberships and contact details.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::model::vocabulary::Vocabulary;
use crate::model::{Case, Holder, Id, Line, PartialDate, Recipient, Record, Source};

/// The cases with their organisations, and the offices with their holders. What is not known is left out.
pub fn to_popolo(cases: &[&Case], offices: &[&Recipient], sources: &[Source]) -> Value {
    let sources = SourceIndex(
        sources
            .iter()
            .map(|source| (source.id.as_str(), source))
            .collect(),
    );
    let mut organizations: BTreeMap<String, Value> = BTreeMap::new();
    let (mut persons, mut posts, mut memberships) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        persons.push(build_person(case, &sources));
        if let Some(organisation) = &case.organisation {
            let id = body_id(organisation, &mut organizations);
            let role = case.occupation.as_ref().map(Line::as_str);
            memberships.push(drop_nulls(
                json!({"person_id": person_id(&case.id), "organization_id": id, "role": role}),
            ));
        }
    }
    for office in offices {
        let body = body_id(
            office.body.as_ref().unwrap_or(&office.office),
            &mut organizations,
        );
        posts.push(build_post(office, &body, &sources));
        for (number, holder) in (1..).zip(&office.holders) {
            let id = format!("{}/holder/{number}", office.id);
            persons.push(drop_nulls(json!({
                "id": id, "name": holder.name.as_str(), "honorific_prefix": holder.style.as_ref().map(Line::as_str),
                "gender": holder.gender.as_ref().map(Vocabulary::slug),
            })));
            memberships.push(build_membership(office, holder, &id, &body, &sources));
        }
    }
    let organizations: Vec<Value> = organizations.into_values().collect();
    json!({"persons": persons, "organizations": organizations, "posts": posts, "memberships": memberships})
}

/// Sources by their ids.
struct SourceIndex<'a>(BTreeMap<&'a str, &'a Source>);

impl SourceIndex<'_> {
    /// Links to the sources that can be read on line, each once.
    fn source_links<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Option<Vec<Value>> {
        let mut ids: Vec<&str> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let link = |id: &str| {
            let source = self.0.get(id)?;
            Some(json!({"url": source.url.as_ref()?.as_str(), "note": source.title.as_str()}))
        };
        Some(ids.into_iter().filter_map(link).collect::<Vec<_>>()).filter(|links| !links.is_empty())
    }
}

fn person_id(case: &Id) -> String {
    format!("case/{case}")
}

fn build_person(case: &Case, sources: &SourceIndex<'_>) -> Value {
    let others: Vec<Value> = case
        .iter_names()
        .skip(1)
        .map(|name| json!({"name": name.as_str()}))
        .collect();
    let used = case.named_sources();
    drop_nulls(json!({
        "id": person_id(&case.id),
        "name": case.name.as_str(),
        "other_names": Some(others).filter(|others| !others.is_empty()),
        "family_name": case.family_name.as_ref().map(Line::as_str),
        "given_name": case.given_name.as_ref().map(Line::as_str),
        "gender": case.gender.as_ref().map(Vocabulary::slug),
        "birth_date": format_date(case.born),
        "summary": case.occupation.as_ref().map(Line::as_str),
        "biography": case.summary.as_ref().map(ToString::to_string),
        "sources": sources.source_links(used.iter().map(Id::as_str)),
    }))
}

/// The id of an organisation, which is added if it is new.
fn body_id(name: &Line, all: &mut BTreeMap<String, Value>) -> String {
    let known = all.values().find(|known| known["name"] == name.as_str());
    if let Some(id) = known.and_then(|known| known["id"].as_str()) {
        return id.to_owned();
    }
    let Ok(id) = Id::from_name(name.as_str()).first_free(|id| {
        Ok::<_, std::convert::Infallible>(all.contains_key(&format!("organization/{id}")))
    });
    let id = format!("organization/{id}");
    all.insert(id.clone(), json!({"id": id, "name": name.as_str()}));
    id
}

fn build_post(office: &Recipient, body: &str, sources: &SourceIndex<'_>) -> Value {
    let address = Some(
        office
            .post
            .iter()
            .map(Line::as_str)
            .collect::<Vec<_>>()
            .join("\n"),
    )
    .filter(|lines| !lines.is_empty());
    let channels = [
        ("address", address.into_iter().collect::<Vec<_>>()),
        ("email", to_strings(&office.email)),
        ("voice", to_strings(&office.phone)),
        ("fax", to_strings(&office.fax)),
        (
            "url",
            office.web_form.iter().map(ToString::to_string).collect(),
        ),
    ];
    let links = sources.source_links(office.source.as_ref().map(Id::as_str));
    let detail = |kind: &str, value: &String| {
        let note = office
            .checked
            .map(|checked| format!("last verified {checked}"));
        drop_nulls(json!({"type": kind, "value": value, "note": note, "sources": links}))
    };
    let details: Vec<Value> = channels
        .iter()
        .flat_map(|(kind, values)| values.iter().map(|value| detail(kind, value)))
        .collect();
    drop_nulls(json!({
        "id": office.id.as_str(), "label": office.office.as_str(), "role": office.role.slug(), "organization_id": body,
        "contact_details": Some(details).filter(|details| !details.is_empty()),
    }))
}

fn build_membership(
    office: &Recipient,
    holder: &Holder,
    person: &str,
    body: &str,
    sources: &SourceIndex<'_>,
) -> Value {
    drop_nulls(json!({
        "person_id": person, "post_id": office.id.as_str(), "organization_id": body, "role": office.office.as_str(),
        "start_date": format_date(holder.from), "end_date": format_date(holder.until),
        "sources": sources.source_links(holder.source.as_ref().map(Id::as_str)),
    }))
}

fn format_date(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn to_strings<T: ToString>(lines: &[T]) -> Vec<String> {
    lines.iter().map(ToString::to_string).collect()
}

/// The object without what is not known.
fn drop_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .collect::<Map<_, _>>()
            .into(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_posts_and_memberships_refer_to_each_other() {
        let case = Case::from_typed([
            ("id", "a"),
            ("name", "Ann"),
            ("country", "KZ"),
            ("organisation", "Union"),
            ("aliases", "Anna"),
        ])
        .unwrap();
        let mut office = Recipient::from_typed([
            ("id", "x"),
            ("role", "mep"),
            ("office", "Member"),
            ("body", "Union"),
            ("email", "a@b.eu"),
            ("note", "secret"),
        ])
        .unwrap();
        office.holders = vec![Holder::from_typed([("name", "Bob"), ("from", "2019-07")]).unwrap()];
        let value = to_popolo(&[&case], &[&office], &[]);
        assert_eq!(
            value["organizations"],
            json!([{"id": "organization/union", "name": "Union"}])
        );
        assert_eq!(
            value["persons"][0],
            json!({"id": "case/a", "name": "Ann", "other_names": [{"name": "Anna"}]})
        );
        assert_eq!(
            value["posts"][0]["contact_details"],
            json!([{"type": "email", "value": "a@b.eu"}])
        );
        let membership = &value["memberships"][1];
        assert_eq!(
            (&membership["person_id"], &membership["post_id"]),
            (&value["persons"][1]["id"], &value["posts"][0]["id"])
        );
        assert_eq!(membership["start_date"], "2019-07");
        assert!(!value.to_string().contains("secret") && !value.to_string().contains("null"));
    }
}
