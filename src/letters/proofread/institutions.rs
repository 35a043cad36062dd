//! Laws and bodies that a text may name although no casebook holds them, and the articles of law that it may cite of them.

use super::claims::{CheckableClaim, ClaimKind};
use super::text::ProofWord;
use crate::letters::law::{iter_treaty_names, knows_article, sanction_statutes};
use crate::model::Date;

/// So many words behind the number of an article may name the law.
const LAW_WITHIN: usize = 12;

/// The rules of the Nelson Mandela Rules.
const PRISON_RULES: std::ops::RangeInclusive<u32> = 1..=122;

/// Bodies and texts that letters name.
const KNOWN_NAMES: [&str; 16] = [
    "Universal Declaration of Human Rights",
    "United Nations Standard Minimum Rules for the Treatment of Prisoners, the Nelson Mandela Rules",
    "UN Human Rights Council, Human Rights Committee, Committee against Torture, Special Procedures",
    "UN Working Group on Arbitrary Detention, Working Group on Enforced or Involuntary Disappearances",
    "Office of the United Nations High Commissioner for Human Rights, OHCHR",
    "Council of Europe, Committee of Ministers, Parliamentary Assembly",
    "European Court of Human Rights, Court of Justice of the European Union",
    "European Union, European Parliament, European Commission, European Council, EU, EEAS",
    "OSCE, Office for Democratic Institutions and Human Rights, ODIHR",
    "International Labour Organization, ILO, Committee on Freedom of Association",
    "Inter-American Commission on Human Rights, African Commission on Human and Peoples’ Rights",
    "INTERPOL, Commission for the Control of INTERPOL’s Files",
    "Supreme Court, Constitutional Court, Constitution, Criminal Code, Criminal Procedure Code",
    "Ministry of Justice, Ministry of Internal Affairs, Ministry of Foreign Affairs, Ministry of Health",
    "Parliament, Government, Prosecutor General, Ombudsman, President, Prime Minister, Minister",
    "Amnesty International, Human Rights Watch, Red Cross",
];

/// What may be named, a text each.
pub(crate) fn known_texts(day: Date) -> Vec<String> {
    let treaties = iter_treaty_names().map(|(_, name)| name.to_owned());
    let statutes = sanction_statutes(None, day).map(|statute| statute.name.clone());
    let names = KNOWN_NAMES.into_iter().map(str::to_owned);
    names.chain(treaties).chain(statutes).collect()
}

/// Whether a claim is an article of an instrument that the same sentence names: “Article 14 of the Covenant”, “Rule 43”.
pub(crate) fn cites_instrument(words: &[ProofWord], claim: &CheckableClaim) -> bool {
    let stands = |at: &usize| {
        let word = &words[*at];
        word.line == claim.line && word.said == claim.said
    };
    let mut places = (0..words.len()).filter(stands);
    places.any(|at| {
        let before = at
            .checked_sub(1)
            .map(|before| words[before].comparison_key());
        let number: Option<u32> = claim.value.parse().ok();
        let is_rule = before.is_some_and(|word| matches!(word.as_str(), "rule" | "rules"));
        if is_rule {
            return number.is_some_and(|number| PRISON_RULES.contains(&number));
        }
        let behind = words[at + 1..].iter().take(LAW_WITHIN);
        let mut behind = behind.take_while(|word| !word.gap.contains(['.', '\n']));
        claim.kind == ClaimKind::Article
            && behind.any(|word| knows_article(&word.comparison_key(), &claim.value))
    })
}
