//! What the sender should know about the language of a letter.

use super::{PreflightFinding, PreflightLevel};
use crate::letters::disclosure::PublicCase;
use crate::letters::kind::compute_fingerprint;
use crate::letters::template::{Template, TemplateOrigin};
use crate::letters::words::{CASEBOOK_LANG, LetterLanguage, cldr::CldrLocale};
use crate::model::Recipient;

/// What a letter in this language lacks: a native speaker’s eye, names in its script, texts of the casebook; and who
/// does not read it.
pub fn check_language(
    template: &Template,
    cases: &[PublicCase],
    recipient: Option<&Recipient>,
) -> Vec<PreflightFinding> {
    let lang = &template.lang;
    let findings = [
        check_review(template),
        texts_left_out(lang, cases),
        recipient.and_then(|office| check_reader(template, office)),
    ];
    findings
        .into_iter()
        .flatten()
        .chain(check_names(lang, cases))
        .collect()
}

/// The text of the kind has not been read by somebody whose language it is. In the language of the casebook the sender
/// reads the letter; a text that is wholly the user’s own is theirs to judge.
fn check_review(template: &Template) -> Option<PreflightFinding> {
    let lang = &template.lang;
    let settings = template.settings.languages.get(lang.code());
    let is_checked = settings.is_some_and(|known| known.vouches_for(&template.text.text));
    let is_ours = template.text.origin == TemplateOrigin::Builtin || settings.is_some();
    (is_ours && !is_checked && !lang.is_of_casebook()).then(|| {
        let name = lang.english_name();
        let what =
            format!("no native speaker has checked our {name} texts; have one read the letter before it goes out");
        let mark = compute_fingerprint(&template.text.text);
        let fix = format!(
            "cases templates copy {}   # then in letter.toml, [languages.{}]: checked_by = \"NAME\", checked_on = \"DATE\", \
             checked_text = \"{mark}\"",
            template.kind,
            lang.code()
        );
        PreflightFinding::new(PreflightLevel::Note, what).with_fix(fix)
    })
}

/// The casebook’s own texts are in another language.
fn texts_left_out(lang: &LetterLanguage, cases: &[PublicCase]) -> Option<PreflightFinding> {
    let counts = cases
        .iter()
        .map(|case| (case.id.to_string(), case.texts_left_out(lang)));
    let counts: Vec<(String, usize)> = counts.filter(|(_, count)| *count > 0).collect();
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    (total > 0).then(|| {
        let each: Vec<String> = counts.iter().map(|(id, count)| format!("{id} {count}")).collect();
        let what = format!(
            "texts of the casebook are in {} and left out of the letter in {}; it is told from dates, articles, terms \
             and kinds. Left out: {}",
            CldrLocale::language_name(CASEBOOK_LANG),
            lang.english_name(),
            each.join(", ")
        );
        PreflightFinding::new(PreflightLevel::Note, what)
    })
}

/// From so many people on, whose names are missing, they stand in one finding.
const MANY: usize = 4;

/// No name in the script of the language is known, so that the name stands in another.
fn check_names(lang: &LetterLanguage, cases: &[PublicCase]) -> Vec<PreflightFinding> {
    let lacking: Vec<&PublicCase> = cases
        .iter()
        .filter(|case| case.lacks_name_in(lang))
        .collect();
    let script = format!("not in the script of {}", lang.english_name());
    let fix = |id: &str| format!("cases update {id} --name-native \"NAME\"");
    if lacking.len() < MANY {
        let one = |case: &&PublicCase| {
            let finding = PreflightFinding::new(
                PreflightLevel::Note,
                format!("{} is named as the casebook spells it, {script}", case.name),
            );
            finding
                .with_case(case.case_id())
                .with_fix(fix(case.case_id().as_str()))
        };
        return lacking.iter().map(one).collect();
    }
    let ids: Vec<&str> = lacking.iter().map(|case| case.id.as_str()).collect();
    let what = format!(
        "{} people are named as the casebook spells them, {script}: {}",
        ids.len(),
        ids.join(", ")
    );
    vec![PreflightFinding::new(PreflightLevel::Note, what).with_fix(fix("CASE"))]
}

/// The recipient is known to read other languages.
fn check_reader(template: &Template, office: &Recipient) -> Option<PreflightFinding> {
    let lang = &template.lang;
    let reads: Vec<&str> = office.languages.iter().map(|read| read.as_str()).collect();
    (!reads.is_empty() && !reads.contains(&lang.code())).then_some(())?;
    let names: Vec<String> = reads
        .iter()
        .map(|code| CldrLocale::language_name(code))
        .collect();
    let what = format!(
        "{} reads {}; the letter is in {}",
        office.office,
        names.join(" and "),
        lang.english_name()
    );
    let finding = PreflightFinding::new(PreflightLevel::Note, what);
    let best = reads
        .into_iter()
        .find(|code| template.settings.languages.contains_key(*code));
    Some(match best {
        Some(best) => finding.with_fix(format!("cases letter … --lang {best}")),
        None => finding,
    })
}
