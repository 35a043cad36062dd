//! Charges with their articles, and what courts impose.

use super::{PhraseTable, fill_places};
use crate::letters::words::charge::{ChargeGroup, group_by_key, group_offences, law_and_year};
use crate::model::vocabulary::{ChargeStanding, Regime, RestrictionKind, SentenceKind, Vocabulary};
use crate::model::{Charge, Line, Penalty, Restriction, Sentence, Term};

impl PhraseTable {
    /// The charges as a clause that follows a name, pending ones in the present unless past; or as nouns.
    pub fn charge_clause(&self, charges: &[Charge], past: bool) -> String {
        let wanted = if past {
            "charge_verb_past"
        } else {
            "charge_verb"
        };
        let has_verbs = self.words.contains_key(wanted);
        self.join_charges(charges, if has_verbs { wanted } else { "charge" })
    }

    /// Charges with their articles, those of one standing together.
    pub fn describe_charges(&self, charges: &[Charge]) -> String {
        self.join_charges(charges, "charge")
    }

    /// The offences of one standing together, the standings in the order in which they first come.
    fn join_charges(&self, charges: &[Charge], section: &str) -> String {
        let offences = group_offences(charges)
            .into_iter()
            .map(|offence| (self.standing_phrase(&offence, section), offence));
        let clauses = group_by_key(offences)
            .into_iter()
            .map(|(standing, offences)| {
                let articles = self.list_offences(&offences);
                self.fill_pattern("charge", &[("charge", &standing), ("articles", &articles)])
            })
            .collect();
        self.join_clauses(clauses)
    }

    fn standing_phrase(&self, offence: &ChargeGroup, section: &str) -> String {
        let standing = offence.charge.standing.as_ref();
        self.known_or(
            section,
            standing.unwrap_or(&ChargeStanding::Accused),
            "accused",
        )
    }

    /// Offences by their titles, where the language tells them; else by their articles alone.
    fn list_offences(&self, offences: &[ChargeGroup]) -> String {
        if self.find_phrase("pattern", "offence").is_some() {
            let offences: Vec<String> = offences
                .chunk_by(|one, next| {
                    is_article_alone(one)
                        && is_article_alone(next)
                        && one.charge.code == next.charge.code
                })
                .map(|offences| match offences {
                    [one] => self.describe_offence(one),
                    several => self
                        .fill_articles("offences_by_article", several)
                        .unwrap_or_default(),
                })
                .collect();
            return self.format_list(&offences);
        }
        let none = self.phrase_or_other("pattern", "no_article");
        let mut articles: Vec<String> = offences
            .iter()
            .map(|offence| {
                self.cite_offence(offence)
                    .unwrap_or_else(|| none.to_owned())
            })
            .collect();
        articles.dedup();
        articles.join(", ")
    }

    /// The offence in quotes with its article; a description in brackets is ours and is not quoted. An article alone is no
    /// offence, and is not told as one.
    fn describe_offence(&self, offence: &ChargeGroup) -> String {
        let Some(title) = offence.charge.title.as_ref().map(Line::as_str) else {
            return match self.cite_offence(offence) {
                Some(article) => self.fill_pattern("offence_by_article", &[("article", &article)]),
                None => self
                    .phrase_or_other("pattern", "offence_unnamed")
                    .to_owned(),
            };
        };
        let described = title
            .strip_prefix('[')
            .and_then(|title| title.strip_suffix(']'));
        let title = described.map_or_else(
            || {
                self.try_fill_pattern("offence_title", &[("title", title)])
                    .unwrap_or_else(|| title.to_owned())
            },
            str::to_owned,
        );
        match self.cite_offence(offence) {
            Some(article) => {
                self.fill_pattern("offence", &[("title", &title), ("article", &article)])
            }
            None => title,
        }
    }

    /// Clauses, one after the other; the last is joined in its own way where the language has one.
    fn join_clauses(&self, mut clauses: Vec<String>) -> String {
        let last = (clauses.len() > 1).then(|| clauses.pop()).flatten();
        let told = clauses
            .into_iter()
            .reduce(|told, next| self.join_parts("next", &told, &next))
            .unwrap_or_default();
        let joint = self
            .find_phrase("pattern", "next_last")
            .map_or("next", |_| "next_last");
        match last {
            Some(last) => self.join_parts(joint, &told, &last),
            None => told,
        }
    }

    /// What is told, and what is told next.
    pub(super) fn join_parts(&self, pattern: &str, told: &str, next: &str) -> String {
        self.fill_pattern(pattern, &[("told", told), ("next", next)])
    }

    /// The article of a charge: “Article 405, Part 2, of the Criminal Code”; empty if no article is known.
    pub fn cite_article(&self, charge: &Charge) -> String {
        group_offences(std::slice::from_ref(charge))
            .first()
            .and_then(|offence| self.cite_offence(offence))
            .unwrap_or_default()
    }

    /// The articles of charges, those of one law together: “Articles 189, 378 and 379 of the Criminal Code”; none where one
    /// of them has no article that this language can cite.
    pub fn cite_articles(&self, charges: &[Charge]) -> Option<String> {
        let offences = group_offences(charges);
        let phrases: Option<Vec<String>> = offences
            .chunk_by(|one, next| {
                one.parts.is_empty()
                    && next.parts.is_empty()
                    && one.charge.code == next.charge.code
                    && one.charge.article.is_some()
                    && next.charge.article.is_some()
            })
            .map(|offences| match offences {
                [one] => self.cite_offence(one),
                several => self.fill_articles("articles", several),
            })
            .collect();
        phrases.map(|phrases| self.format_list(&phrases))
    }

    /// Articles of one law in a pattern; none where the language has no such pattern.
    fn fill_articles(&self, pattern: &str, offences: &[ChargeGroup]) -> Option<String> {
        let articles: Vec<String> = offences
            .iter()
            .filter_map(|offence| offence.charge.article.as_ref())
            .map(ToString::to_string)
            .collect();
        let code = offences
            .first()
            .filter(|offence| offence.names_law)
            .and_then(|offence| self.cite_law(offence.charge.code.as_ref()?.as_str()));
        self.try_fill_pattern(
            pattern,
            &[
                ("articles", &self.format_list(&articles)),
                ("code", &code.unwrap_or_default()),
            ],
        )
    }

    fn cite_offence(&self, offence: &ChargeGroup) -> Option<String> {
        let charge = &offence.charge;
        let article = charge.article.as_ref()?.as_str();
        let code = match &charge.code {
            Some(code) => self.cite_law(code.as_str())?,
            None => String::new(),
        };
        let code = if offence.names_law {
            code
        } else {
            String::new()
        };
        let pattern = ["article", "article_part", "article_parts"][offence.parts.len().min(2)];
        let code = if offence.parts.is_empty() || code.is_empty() {
            code
        } else {
            self.try_fill_pattern("code_after_part", &[("code", &code)])
                .unwrap_or(code)
        };
        let part = self.format_list(&offence.parts);
        Some(self.fill_pattern(
            pattern,
            &[("article", article), ("part", &part), ("code", &code)],
        ))
    }

    /// A law with its year; none where the language has no words for it.
    fn cite_law(&self, code: &str) -> Option<String> {
        let (law, year) = law_and_year(code);
        let known = self.find_phrase("code", law).map(str::to_owned);
        let phrase = known.or_else(|| {
            // “Republic Act No. 10591” is a name and takes no article.
            let numbered = self
                .find_phrase("code", "numbered")
                .filter(|_| law.contains("No. "));
            numbered
                .or_else(|| self.find_phrase("code", "unlisted"))
                .map(|phrase| fill_places(phrase, &[("word", law)]))
        })?;
        let Some(year) = year else {
            return Some(phrase);
        };
        Some(
            self.try_fill_pattern("code_year", &[("code", &phrase), ("year", year)])
                .unwrap_or_else(|| with_year(&phrase, year)),
        )
    }

    /// The main penalty: “five years in prison”.
    pub fn describe_penalty(&self, sentence: &Sentence) -> String {
        let regime = sentence
            .regime
            .as_ref()
            .filter(|regime| regime.is_known() && **regime != Regime::Unclassified)
            .map(|regime| self.phrase_for_word("regime", regime));
        let term = sentence.term.map(|term| self.format_term(term));
        let served = self.find_phrase("sentence_regime", sentence.kind.slug());
        if let (Some(pattern), Some(term), Some(regime)) = (served, &term, &regime) {
            return fill_places(pattern, &[("term", term), ("regime", regime)]);
        }
        let is_life =
            sentence.kind == SentenceKind::Prison && sentence.term.is_some_and(Term::is_life);
        let for_life = self.find_phrase("life", "prison").filter(|_| is_life);
        let long = self.find_phrase("sentence_long", sentence.kind.slug());
        let penalty = match (long, &term) {
            _ if for_life.is_some() => for_life.unwrap_or_default().to_owned(),
            (Some(pattern), Some(term)) => fill_places(pattern, &[("term", term)]),
            _ => self.append_term(
                &self.phrase_for_word("sentence", &sentence.kind),
                sentence.term,
            ),
        };
        match regime {
            Some(regime) => {
                self.fill_pattern("regime", &[("penalty", &penalty), ("regime", &regime)])
            }
            None => penalty,
        }
    }

    /// A further penalty: “a ban on public activities for three years”.
    pub fn describe_additional(&self, penalty: &Penalty) -> String {
        let thing = self.restriction_phrase("penalty_text", &penalty.kind, penalty.text.as_ref());
        self.append_term(&thing, penalty.term)
    }

    /// A restriction, as a noun: “a duty to report to the hospital every month”.
    pub fn describe_restriction(&self, restriction: &Restriction) -> String {
        self.restriction_phrase(
            "restriction_text",
            &restriction.kind,
            restriction.text.as_ref(),
        )
    }

    /// A restriction with what was typed of it, where the language has a place for that.
    fn restriction_phrase(
        &self,
        section: &str,
        kind: &RestrictionKind,
        text: Option<&Line>,
    ) -> String {
        let thing = self.phrase_for_word("restriction", kind);
        let Some(text) = text.map(Line::as_str) else {
            return thing;
        };
        let slug = if kind.is_known() {
            kind.slug()
        } else {
            "other"
        };
        let first_word = text.split_whitespace().next().unwrap_or_default();
        let pattern = self
            .find_phrase(section, &format!("{slug}.{first_word}"))
            .or_else(|| self.find_phrase(section, slug))
            .or_else(|| self.find_phrase(section, "any"));
        pattern.map_or(thing.clone(), |pattern| {
            fill_places(pattern, &[("thing", &thing), ("text", text)])
        })
    }

    fn append_term(&self, thing: &str, term: Option<Term>) -> String {
        term.map_or_else(
            || thing.to_owned(),
            |term| {
                let term = self.format_term(term);
                self.fill_pattern("long", &[("thing", thing), ("term", &term)])
            },
        )
    }
}

/// Whether nothing but the article is known.
fn is_article_alone(offence: &ChargeGroup) -> bool {
    let charge = &offence.charge;
    charge.title.is_none() && charge.article.is_some() && offence.parts.is_empty()
}

/// The phrase of a law with its year in brackets, before what ends the phrase.
fn with_year(phrase: &str, year: &str) -> String {
    let (law, end) = phrase.split_at(phrase.trim_end_matches([',', ' ']).len());
    format!("{law} ({year}){end}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::english;
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
            english().describe_charges(&several),
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
            english().describe_charges(&parts),
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
            english().describe_charges(&two),
            "convicted of “x” (Article 130 of the Criminal Code) and “x” (Article 488 of the Code of Administrative \
             Offences)"
        );
    }

    #[test]
    fn a_law_is_told_with_its_year_where_two_share_numbers() {
        let two = ["CC 1997", "CC"]
            .map(|code| charge(&[("title", "x"), ("code", code), ("article", "181")]));
        assert_eq!(
            english().describe_charges(&two),
            "accused of “x” (Article 181 of the Criminal Code of 1997) and “x” (Article 181 of the Criminal Code)"
        );
    }

    #[test]
    fn a_pending_charge_is_told_in_the_present_and_an_old_one_in_the_past() {
        let pending = [charge(&[("title", "libel"), ("standing", "charged")])];
        assert_eq!(
            english().charge_clause(&pending, false),
            "is charged with “libel”"
        );
        assert_eq!(
            english().charge_clause(&pending, true),
            "was charged with “libel”"
        );
        let changed = [
            charge(&[("title", "discord"), ("standing", "requalified")]),
            charge(&[("title", "insult"), ("standing", "charged")]),
        ];
        assert_eq!(
            english().charge_clause(&changed, false),
            "was at first accused of “discord”, and is charged with “insult”"
        );
    }

    #[test]
    fn an_article_alone_is_no_offence() {
        let bare = |articles: &[&str]| {
            let charge = |article: &&str| charge(&[("code", "CC"), ("article", article)]);
            english().describe_charges(&articles.iter().map(charge).collect::<Vec<_>>())
        };
        assert_eq!(
            bare(&["405"]),
            "accused of an offence under Article 405 of the Criminal Code"
        );
        assert_eq!(
            bare(&["342", "361-1", "130"]),
            "accused of offences under Articles 342, 361-1 and 130 of the Criminal Code"
        );
        assert_eq!(
            english().describe_charges(&[charge(&[("standing", "charged")])]),
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
            english().describe_charges(&unnamed),
            "accused of an offence that is not named (Article 132)"
        );
    }

    #[test]
    fn penalties_read_aloud() {
        let prison =
            Sentence::from_typed([("kind", "prison"), ("term", "12y"), ("regime", "strict")])
                .unwrap();
        assert_eq!(
            english().describe_penalty(&prison),
            "twelve years in a strict-regime colony"
        );
        for (written, words) in [
            (
                "ban-public-activity 3y",
                "a ban on public activities for three years",
            ),
            ("ban-journalism 3y", "a ban on journalism for three years"),
            ("confiscation", "confiscation of property"),
            (
                "ban-holding-office 10y: executive positions",
                "a ban on holding executive positions for ten years",
            ),
            ("travel-ban: no passport", "a travel ban (no passport)"),
        ] {
            assert_eq!(
                english().describe_additional(&written.parse().unwrap()),
                words
            );
        }
    }

    #[test]
    fn restrictions_say_what_they_are() {
        for (kind, text, words) in [
            (
                "accounts-frozen",
                "all her bank accounts",
                "the freezing of all her bank accounts",
            ),
            (
                "report-to-hospital",
                "to the hospital every month",
                "a duty to report to the hospital every month",
            ),
            (
                "terror-financing-list",
                "list of persons",
                "inclusion in the list of persons",
            ),
            ("travel-ban", "", "a travel ban"),
            ("accounts-frozen", "", "frozen bank accounts"),
            ("travel-ban", "no passport", "a travel ban (no passport)"),
        ] {
            let pairs = [("kind", kind), ("text", text)];
            let told =
                Restriction::from_typed(pairs.into_iter().filter(|(_, value)| !value.is_empty()))
                    .unwrap();
            assert_eq!(english().describe_restriction(&told), words);
        }
    }
}
