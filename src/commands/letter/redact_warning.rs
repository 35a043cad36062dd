//! Warnings about names that must not be in the files beside a letter.

use crate::letters::PublicCase;

/// A warning as it may lie beside a letter about these people: with no id and no word of a name that is withheld.
pub(super) fn redact_warning(warning: String, cases: &[PublicCase]) -> String {
    let mut told = warning;
    for case in cases.iter().filter(|case| case.is_under_another_name()) {
        told = replace_id(&told, case.case_id().as_str(), case.id.as_str());
    }
    if cases.iter().any(|case| case.is_given_away_by(&told)) {
        return "this warning names somebody whose name is withheld; the command says it"
            .to_owned();
    }
    told
}

/// The text with one id in the place of another.
fn replace_id(text: &str, own: &str, told: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(own) {
        let (before, after) = (&rest[..at], &rest[at + own.len()..]);
        let is_whole = !before.ends_with(is_part) && !after.starts_with(is_part);
        out.push_str(before);
        out.push_str(if is_whole { told } else { own });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_replaced_where_it_stands_whole() {
        let told = |text| replace_id(text, "holub-marta", "m-h");
        assert_eq!(
            told("Left out: holub-marta 1, holub-marta-2 3"),
            "Left out: m-h 1, holub-marta-2 3"
        );
        assert_eq!(told("x-holub-marta holub-marta"), "x-holub-marta m-h");
    }
}
