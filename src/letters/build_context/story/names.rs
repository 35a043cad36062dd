//! Bodies, courts and occupations with their English articles.

/// Words that make a name of several words a description that takes “the”.
const DESCRIBING: &str = " \
 foundation movement committee union group centre center association society federation council \
 league organisation organization institute network ministry party commission agency office court \
 tribunal initiative project fund campaign service bureau observatory alliance coalition assembly \
 parliament mission department embassy delegation government senate congress board authority \
 prosecutor ombudsman administration police ";

/// Occupations of which there is one in each place: “the head of …”.
const UNIQUE_POSTS: [&str; 16] = [
    "head",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "president",
    "director",
    "editor",
    "editor-in-chief",
    "founder",
    "leader",
    "wife",
    "husband",
    "widow",
    "mother",
    "father",
];

/// Whether a word says what kind of body a name is of: movement, party.
pub(crate) fn is_describing_word(word: &str) -> bool {
    DESCRIBING.split_whitespace().any(|known| known == word)
}

/// The name of a body as it stands in a sentence: “the Open Dialog Foundation”, “Amnesty International”.
pub(crate) fn add_article(name: &str) -> String {
    let lower = name.to_lowercase();
    if ["the ", "a ", "an "]
        .iter()
        .any(|article| lower.starts_with(article))
    {
        let rest = name.split_once(' ').map_or("", |(_, rest)| rest);
        let article = name.split(' ').next().unwrap_or_default().to_lowercase();
        return format!("{article} {rest}");
    }
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let is_described = lower.contains(' ')
        && words.any(|word| DESCRIBING.split_whitespace().any(|known| known == word));
    let is_plural_body = lower.starts_with("members of ");
    let opens_with_owner = lower
        .split(' ')
        .next()
        .is_some_and(|word| word.ends_with("’s") || word.ends_with("'s"));
    if is_described && !is_plural_body && !opens_with_owner {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// An occupation behind a name: “a librarian”, “an engineer and poet”, “the head of …”.
pub(crate) fn describe_occupation(occupation: &str) -> String {
    let lower = occupation.to_lowercase();
    let has_own = ["a ", "an ", "the ", "one of ", "his ", "her ", "their "]
        .iter()
        .any(|word| lower.starts_with(word));
    if has_own {
        return occupation.to_owned();
    }
    let words: Vec<&str> = lower.split(' ').collect();
    let post = words
        .iter()
        .position(|word| !matches!(*word, "former" | "ex" | "acting" | "deputy" | "then"));
    let is_unique = post.is_some_and(|at| {
        UNIQUE_POSTS.contains(&words[at])
            && words.get(at + 1).is_some_and(|next| *next == "of")
            && !words[..at].contains(&"deputy")
    });
    let article = if is_unique {
        "the"
    } else if opens_with_vowel(occupation) {
        "an"
    } else {
        "a"
    };
    format!("{article} {occupation}")
}

/// Whether a word takes “an”.
fn opens_with_vowel(text: &str) -> bool {
    let word = text
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    let is_acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    if is_acronym {
        return word.starts_with(['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X']);
    }
    let sounds_as_you = ["uni", "use", "usu", "eu", "one", "once", "ut", "ura"];
    let silent_h = ["hon", "hour", "heir"];
    if sounds_as_you.iter().any(|start| lower.starts_with(start)) {
        return lower.starts_with("unin") || lower.starts_with("utter");
    }
    silent_h.iter().any(|start| lower.starts_with(start))
        || lower.starts_with(['a', 'e', 'i', 'o', 'u', 'á', 'é', 'í', 'ó', 'ö', 'ü'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occupations_have_their_article() {
        for (occupation, told) in [
            ("librarian", "a librarian"),
            ("engineer and poet", "an engineer and poet"),
            ("university lecturer", "a university lecturer"),
            ("MP", "an MP"),
            (
                "head of a housing committee",
                "the head of a housing committee",
            ),
            (
                "former head of the state company Kazatomprom",
                "the former head of the state company Kazatomprom",
            ),
            ("member of the city council", "a member of the city council"),
            ("the widow of a miner", "the widow of a miner"),
            ("hour-glass maker", "an hour-glass maker"),
        ] {
            assert_eq!(describe_occupation(occupation), told);
        }
    }

    #[test]
    fn bodies_have_their_article() {
        for (name, told) in [
            ("Open Dialog Foundation", "the Open Dialog Foundation"),
            ("Amnesty International", "Amnesty International"),
            ("Vesna", "Vesna"),
            ("Harbour Union", "the Harbour Union"),
            (
                "Socialist Movement of Kazakhstan",
                "the Socialist Movement of Kazakhstan",
            ),
            ("The Harbour Union", "the Harbour Union"),
            ("Almaly District Court", "the Almaly District Court"),
            ("a district court", "a district court"),
            (
                "Members of the European Parliament",
                "Members of the European Parliament",
            ),
        ] {
            assert_eq!(add_article(name), told);
        }
    }
}
