//! Charges with their articles.

use super::{format_list, list_of_clauses};
use crate::letters::words::charge::{ChargeGroup, group_by_key, group_offences, law_and_year};
use crate::model::Charge;
use crate::model::vocabulary::ChargeStanding;

pub(in crate::letters::words) fn describe_charges(charges: &[Charge]) -> String {
    list_of_clauses(&group_clauses(charges, standing_participle))
}

pub(in crate::letters::words) fn charge_clause(charges: &[Charge], past: bool) -> String {
    list_of_clauses(&group_clauses(charges, |charge| {
        standing_verb(charge, past)
    }))
}

/// The offences of one verb together, the verbs in the order in which they first come.
fn group_clauses<'v>(charges: &[Charge], verb: impl Fn(&Charge) -> &'v str) -> Vec<String> {
    let offences = group_offences(charges);
    let offences = offences
        .iter()
        .map(|offence| (verb(&offence.charge), offence));
    group_by_key(offences)
        .into_iter()
        .map(|(verb, offences)| format!("{verb} {}", format_list(&describe_offences(&offences))))
        .collect()
}

/// Offences in their order; articles of one law of which nothing else is known stand together.
fn describe_offences(offences: &[&ChargeGroup]) -> Vec<String> {
    let is_bare = |offence: &&ChargeGroup| {
        let charge = &offence.charge;
        charge.title.is_none() && charge.article.is_some() && offence.parts.is_empty()
    };
    let mut described = Vec::new();
    for offences in offences
        .chunk_by(|one, next| is_bare(one) && is_bare(next) && one.charge.code == next.charge.code)
    {
        match offences {
            [one] => described.push(describe_offence(one)),
            several => {
                let articles: Vec<String> = several
                    .iter()
                    .filter_map(|offence| offence.charge.article.as_ref())
                    .map(ToString::to_string)
                    .collect();
                let law = several[0].charge.code.as_ref();
                let law = law
                    .filter(|_| several[0].names_law)
                    .map(|code| name_law(code.as_str()));
                described.push(format!(
                    "offences under Articles {}{}",
                    format_list(&articles),
                    law.unwrap_or_default()
                ));
            }
        }
    }
    described
}

/// The offence in quotes with its article.
fn describe_offence(offence: &ChargeGroup) -> String {
    let article = cite_parts(&offence.charge, &offence.parts, offence.names_law);
    match &offence.charge.title {
        None if article.is_empty() => "an offence that is not named".to_owned(),
        None => format!("an offence under {article}"),
        Some(title) if article.is_empty() => quote_title(title.as_str()),
        Some(title) => format!("{} ({article})", quote_title(title.as_str())),
    }
}

/// A title as printed stands in quotes; a description in brackets is ours and does not.
fn quote_title(title: &str) -> String {
    match title
        .strip_prefix('[')
        .and_then(|title| title.strip_suffix(']'))
    {
        Some(description) => description.to_owned(),
        None => format!("“{title}”"),
    }
}

fn standing_participle(charge: &Charge) -> &'static str {
    match &charge.standing {
        Some(ChargeStanding::Threatened) => "threatened with a charge of",
        Some(ChargeStanding::Witness) => "questioned as a witness in a case of",
        Some(ChargeStanding::Charged) => "charged with",
        Some(ChargeStanding::Convicted) => "convicted of",
        Some(ChargeStanding::Acquitted) => "acquitted of",
        Some(ChargeStanding::Dropped) => "once charged with",
        Some(ChargeStanding::Requalified) => "at first accused of",
        Some(ChargeStanding::Accused | ChargeStanding::Other(_)) | None => "accused of",
    }
}

fn standing_verb(charge: &Charge, past: bool) -> &'static str {
    match (&charge.standing, past) {
        (Some(ChargeStanding::Threatened), false) => "is threatened with a charge of",
        (Some(ChargeStanding::Threatened), true) => "was threatened with a charge of",
        (Some(ChargeStanding::Witness), _) => "was questioned as a witness in a case of",
        (Some(ChargeStanding::Charged), false) => "is charged with",
        (Some(ChargeStanding::Charged), true) => "was charged with",
        (Some(ChargeStanding::Convicted), _) => "was convicted of",
        (Some(ChargeStanding::Acquitted), _) => "was acquitted of",
        (Some(ChargeStanding::Dropped), _) => "was once charged with",
        (Some(ChargeStanding::Requalified), _) => "was at first accused of",
        (_, false) => "is accused of",
        (_, true) => "was accused of",
    }
}

pub(in crate::letters::words) fn cite_article(charge: &Charge) -> String {
    let parts: Vec<String> = charge.part.iter().map(ToString::to_string).collect();
    cite_parts(charge, &parts, true)
}

fn cite_parts(charge: &Charge, parts: &[String], with_law: bool) -> String {
    let Some(article) = &charge.article else {
        return String::new();
    };
    let parts = match parts {
        [] => String::new(),
        [one] => format!(", Part {one}"),
        many => format!(", Parts {}", format_list(many)),
    };
    let comma = if parts.is_empty() { "" } else { "," };
    let Some(code) = charge.code.as_ref().filter(|_| with_law) else {
        return format!("Article {article}{parts}");
    };
    format!("Article {article}{parts}{comma}{}", name_law(code.as_str()))
}

/// ` of the Criminal Code of 1997`
fn name_law(code: &str) -> String {
    let (law, year) = law_and_year(code);
    let law = if law == "CC" { "Criminal Code" } else { law };
    let year = year.map(|year| format!(" of {year}")).unwrap_or_default();
    format!(" of the {law}{year}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    fn charge(pairs: &[(&str, &str)]) -> Charge {
        Charge::from_typed(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn charges_of_one_standing_stand_together() {
        let several = [
            charge(&[
                ("title", "libel"),
                ("standing", "convicted"),
                ("code", "CC"),
                ("article", "130"),
            ]),
            charge(&[("title", "fraud"), ("standing", "convicted")]),
            charge(&[
                ("title", "false denunciation"),
                ("standing", "acquitted"),
                ("code", "CC"),
                ("article", "419"),
            ]),
        ];
        assert_eq!(
            describe_charges(&several),
            "convicted of “libel” (Article 130 of the Criminal Code) and “fraud”, and acquitted of “false \
             denunciation” (Article 419)"
        );
    }

    #[test]
    fn parts_of_one_article_stand_together() {
        let parts = ["1", "2"].map(|part| {
            charge(&[
                ("title", "extremism"),
                ("standing", "convicted"),
                ("article", "405"),
                ("part", part),
            ])
        });
        assert_eq!(
            describe_charges(&parts),
            "convicted of “extremism” (Article 405, Parts 1 and 2)"
        );
    }

    #[test]
    fn another_law_is_named() {
        let two =
            [("CC", "130"), ("Code of Administrative Offences", "488")].map(|(code, article)| {
                charge(&[
                    ("title", "x"),
                    ("standing", "convicted"),
                    ("code", code),
                    ("article", article),
                ])
            });
        assert_eq!(
            describe_charges(&two),
            "convicted of “x” (Article 130 of the Criminal Code) and “x” (Article 488 of the Code of Administrative \
             Offences)"
        );
    }

    #[test]
    fn a_law_is_told_with_its_year_where_two_share_numbers() {
        let two = ["CC 1997", "CC"]
            .map(|code| charge(&[("title", "x"), ("code", code), ("article", "181")]));
        assert_eq!(
            describe_charges(&two),
            "accused of “x” (Article 181 of the Criminal Code of 1997) and “x” (Article 181 of the Criminal Code)"
        );
    }

    #[test]
    fn a_pending_charge_is_told_in_the_present_and_an_old_one_in_the_past() {
        let pending = [charge(&[("title", "libel"), ("standing", "charged")])];
        assert_eq!(charge_clause(&pending, false), "is charged with “libel”");
        assert_eq!(charge_clause(&pending, true), "was charged with “libel”");
        let changed = [
            charge(&[("title", "discord"), ("standing", "requalified")]),
            charge(&[("title", "insult"), ("standing", "charged")]),
        ];
        assert_eq!(
            charge_clause(&changed, false),
            "was at first accused of “discord”, and is charged with “insult”"
        );
    }

    #[test]
    fn an_article_alone_is_no_offence() {
        let bare = |articles: &[&str]| {
            let charge = |article: &&str| charge(&[("code", "CC"), ("article", article)]);
            describe_charges(&articles.iter().map(charge).collect::<Vec<_>>())
        };
        assert_eq!(
            bare(&["405"]),
            "accused of an offence under Article 405 of the Criminal Code"
        );
        assert_eq!(
            bare(&["342", "361-1", "130"]),
            "accused of offences under Articles 342, 361-1 and 130 of the Criminal Code"
        );
        let nothing = [charge(&[("standing", "charged")])];
        assert_eq!(
            describe_charges(&nothing),
            "charged with an offence that is not named"
        );
    }

    #[test]
    fn a_description_of_our_own_is_not_quoted() {
        let unnamed = [charge(&[
            ("title", "[an offence that is not named]"),
            ("article", "132"),
        ])];
        assert_eq!(
            describe_charges(&unnamed),
            "accused of an offence that is not named (Article 132)"
        );
    }
}
