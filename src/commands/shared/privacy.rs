//! Notes about privacy when facts are entered.

use crate::app::App;
use crate::letters::disclosure::{WithheldFact, WithholdingReason, kept_out};
use crate::letters::{PublicCase, preflight};
use crate::model::{Case, Date, SourceDates};

/// From this many facts on, only their number is printed.
const MANY: usize = 8;

/// Says which of the facts that are new in a case are kept out of letters though nobody said so, and by which word each is let
/// in; and what a pseudonym does to the texts.
pub(crate) fn print_kept_out(app: &App, before: Option<&Case>, after: &Case) {
    let known: Vec<WithheldFact> = before
        .map(|before| kept_out(before, app.today))
        .unwrap_or_default();
    let is_new = |kept: &&WithheldFact| {
        matches!(
            kept.why,
            WithholdingReason::Kind | WithholdingReason::Pressure
        ) && !known
            .iter()
            .any(|old| old.what == kept.what && old.why == kept.why)
    };
    let all = kept_out(after, app.today);
    let new: Vec<&WithheldFact> = all.iter().filter(is_new).collect();
    if new.len() > MANY {
        app.terminal.print_note(&format!(
            "{} facts are kept out of letters by their kind. To see them: cases show {}. To let one in: cases update {} --entry LIST.NUMBER --private=no",
            new.len(), after.id, after.id
        ));
    } else {
        for kept in new {
            app.terminal.print_note(&format!(
                "{}\n    to let it in: {}",
                kept.reason_sentence(),
                kept.disclose_command(&after.id)
            ));
        }
    }
    if after.pseudonym.is_some()
        && before
            .is_none_or(|before| pseudonym_warning(app, before) != pseudonym_warning(app, after))
    {
        pseudonym_warning(app, after)
            .iter()
            .for_each(|finding| app.terminal.print_warning(finding));
    }
}

/// How many facts of a case are kept out of letters by their kind, because nobody said otherwise.
pub(crate) fn count_private_by_kind(case: &Case) -> usize {
    kept_out(case, Date::MAX)
        .iter()
        .filter(|kept| kept.why == WithholdingReason::Kind)
        .count()
}

/// What a pseudonym does to the texts of a case.
fn pseudonym_warning(app: &App, case: &Case) -> Option<String> {
    let told = PublicCase::disclose_case(case, app.today, &SourceDates::default())
        .ok()
        .filter(PublicCase::is_under_another_name)?;
    let finding = preflight::check_pseudonym(&told)?;
    Some(match finding.fix {
        Some(fix) => format!("{}\n    read them: {fix}", finding.what),
        None => finding.what,
    })
}
