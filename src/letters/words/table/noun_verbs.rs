//! What a campaign asks for in a noun phrase of its own, as a verb: “the immediate dropping of all charges” is to drop them
//! immediately. English only.

/// Nouns for what can be done, with the verb and its participle.
const NOUNS: [(&str, &str, &str); 30] = [
    ("abolition", "abolish", "abolished"),
    ("acquittal", "acquit", "acquitted"),
    ("annulment", "annul", "annulled"),
    ("cancellation", "cancel", "cancelled"),
    ("closure", "close", "closed"),
    ("compensation", "compensate", "compensated"),
    ("cessation", "end", "ended"),
    ("disclosure", "disclose", "disclosed"),
    ("dismissal", "dismiss", "dismissed"),
    ("dropping", "drop", "dropped"),
    ("end", "end", "ended"),
    ("examination", "examine", "examined"),
    ("improvement", "improve", "improved"),
    ("investigation", "investigate", "investigated"),
    ("lifting", "lift", "lifted"),
    ("protection", "protect", "protected"),
    ("publication", "publish", "published"),
    ("punishment", "punish", "punished"),
    ("quashing", "quash", "quashed"),
    ("registration", "register", "registered"),
    ("rehabilitation", "rehabilitate", "rehabilitated"),
    ("reinstatement", "reinstate", "reinstated"),
    ("release", "release", "released"),
    ("removal", "remove", "removed"),
    ("repeal", "repeal", "repealed"),
    ("restoration", "restore", "restored"),
    ("return", "return", "returned"),
    ("suspension", "suspend", "suspended"),
    ("transfer", "transfer", "transferred"),
    ("withdrawal", "withdraw", "withdrawn"),
];

/// Adjectives before such a noun, as adverbs behind the verb.
const ADJECTIVES: [(&str, &str); 8] = [
    ("immediate", "immediately"),
    ("unconditional", "unconditionally"),
    ("independent", "independently"),
    ("prompt", "promptly"),
    ("complete", "completely"),
    ("full", "fully"),
    ("public", "publicly"),
    ("thorough", "thoroughly"),
];

/// The phrase without “to”, and as a clause that follows “that”; none where the phrase is not of this kind.
pub(super) fn verbs_of_phrase(phrase: &str) -> Option<(String, String)> {
    let (head, object) = phrase.split_once(" of ")?;
    let (head, delay) = match head.strip_suffix(" without delay") {
        Some(head) => (head, " without delay"),
        None => (head, ""),
    };
    let mut words = head.split(' ').filter(|word| !word.is_empty());
    let article = words.next()?;
    if !["the", "a", "an"].contains(&article.to_lowercase().as_str()) {
        return None;
    }
    let mut words: Vec<&str> = words.collect();
    let noun = words.pop()?;
    let (_, verb, participle) = NOUNS.iter().find(|(known, _, _)| *known == noun)?;
    let adverbs: Option<Vec<&str>> = words
        .iter()
        .map(|word| match *word {
            "and" => Some("and"),
            word => ADJECTIVES
                .iter()
                .find(|(known, _)| *known == word)
                .map(|(_, adverb)| *adverb),
        })
        .collect();
    let adverbs = adverbs?.join(" ");
    let before = if adverbs.is_empty() {
        String::new()
    } else {
        format!("{adverbs} ")
    };
    // A clause behind the object ends with a comma.
    let comma = if object.contains(", who ") || object.contains(", which ") {
        ","
    } else {
        ""
    };
    Some((
        format!("{before}{verb} {object}{delay}"),
        format!("{object}{comma} be {before}{participle}{delay}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_as_a_noun_is_asked_for_as_a_verb() {
        for (phrase, verb, clause) in [
            (
                "the immediate dropping of all charges against Ann",
                "immediately drop all charges against Ann",
                "all charges against Ann be immediately dropped",
            ),
            (
                "the registration without delay of the union",
                "register the union without delay",
                "the union be registered without delay",
            ),
            (
                "the return of her passport",
                "return her passport",
                "her passport be returned",
            ),
        ] {
            let told = (verb.to_owned(), clause.to_owned());
            assert_eq!(verbs_of_phrase(phrase), Some(told));
        }
        for other in [
            "no repression of the campaign",
            "the right of reply",
            "a fair trial",
        ] {
            assert_eq!(verbs_of_phrase(other), None);
        }
    }
}
