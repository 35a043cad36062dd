//! Letters and spaces that are not what they look like.

use super::FixableIssue;
use crate::checks::fix::{self, TextCorrection};
use crate::model::{Id, Record, search_key};

/// How records of a kind are corrected: by `check --fix`, or by hand.
pub(crate) struct CorrectionCommands {
    fix: fn(&Id) -> String,
    edit: fn(&Id) -> String,
}

/// How cases are corrected.
pub(crate) const OF_CASES: &CorrectionCommands = &CorrectionCommands {
    fix: |id| format!("cases check {id} --fix"),
    edit: |id| format!("cases update {id} --edit"),
};

/// How recipients are corrected.
pub(crate) const OF_OFFICES: &CorrectionCommands = &CorrectionCommands {
    fix: |_| "cases check --fix --only scripts,spaces".to_owned(),
    edit: |id| format!("cases recipients update {id} --set FIELD=VALUE"),
};

pub(crate) fn find_mixed_scripts<R: Record>(
    record: &R,
    id: &Id,
    ways: &CorrectionCommands,
) -> Vec<FixableIssue> {
    let mut problems = Vec::new();
    for (field, text) in fix::record_texts(record) {
        for word in fix::iter_words(&text).filter(|word| search_key::mixes_scripts(word)) {
            let fix = if fix::in_one_script(word).is_some() {
                ways.fix
            } else {
                ways.edit
            };
            let letters = fix::foreign_letters(word);
            problems.push(FixableIssue::new(
                format!("{field}: “{word}” has {letters}"),
                fix(id),
            ));
        }
    }
    problems
}

pub(crate) fn find_odd_spaces<R: Record>(
    record: &R,
    id: &Id,
    ways: &CorrectionCommands,
) -> Vec<FixableIssue> {
    let fields = fix::record_texts(record);
    let odd = fields
        .iter()
        .filter(|(_, text)| fix::find_slips(text).iter().any(TextCorrection::is_space));
    odd.map(|(field, _)| {
        FixableIssue::new(format!("{field}: doubled or odd spaces"), (ways.fix)(id))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{find_in_case, make_case};

    #[test]
    fn look_alikes_are_named_with_what_mends_them() {
        let found_in = |fields: &str| find_in_case("scripts", &make_case(fields));
        assert_eq!(
            found_in("aliases=Мukhtar"),
            ["aliases: “Мukhtar” has М (Cyrillic): cases check a --fix"]
        );
        assert!(found_in("place=Жakan")[0].ends_with("cases update a --edit"));
        assert_eq!(found_in("place=Алматы; organisation=IT-отдел"), [""; 0]);
    }

    #[test]
    fn odd_spaces_are_found_in_texts() {
        assert_eq!(find_in_case("spaces", &make_case("summary=a  b")).len(), 1);
        assert_eq!(find_in_case("spaces", &make_case("summary=a b")), [""; 0]);
    }
}
