//! Puts a letter together: who writes to whom, when, the filled text, who signs, who gets a copy.

use std::sync::Arc;

use super::context::Context;
use super::engine::CompiledTemplate;
use super::kind::{PeopleCount, TemplateTone};
use super::letter::{Letter, Mail, Mailbox};
use super::order::{ComposedLetter, LetterJob, LetterOrder};
use super::preflight::{self, PreflightFinding, PreflightLevel};
use super::template::Template;
use super::words::LetterLanguage;
use crate::letters::build_context::{self, ContextInput};
use crate::letters::{Error, TracedText, full_stops, letter_grounds, markdown};
use crate::model::{Holder, HolderStatus, Line, Recipient, SentLetter};

/// Makes a letter of an order with its template made ready; none where nobody is left to write about.
///
/// # Errors
/// The template is for one person and there are several, it cannot be filled, or its text has no subject.
pub fn compose_letter(
    order: &LetterOrder,
    job: &Arc<LetterJob>,
    engine: &CompiledTemplate,
) -> Result<Option<ComposedLetter>, Error> {
    let template = &*job.template;
    if template.settings.people == PeopleCount::One && job.cases.len() > 1 {
        return Err(Error::OnePersonOnly {
            kind: template.kind.clone(),
            count: job.cases.len(),
        });
    }
    let telling = &ContextInput::from_order(order, job, engine.used_variables());
    let Some((context, left_out)) = build_context::build_counted_context(telling) else {
        return Ok(None);
    };
    let filled = engine.fill_template(&context)?;
    let document = markdown::parse_traced(filled.markdown);
    let subject = document.subject.ok_or_else(|| Error::NoSubject {
        name: template.text.name.clone(),
    })?;
    let mut findings = collect_findings(job, telling, &context, &filled.missing);
    findings.extend(left_out_finding(telling, left_out));
    let mut letter = build_frame(job, telling);
    letter.subject = subject;
    letter.body = document.body;
    let told = telling
        .cases
        .iter()
        .map(|case| case.in_words_of(telling.lang).name.to_string());
    full_stops::dedupe_letter_stops(
        &mut letter,
        &told.filter(|name| name.ends_with('.')).collect::<Vec<_>>(),
    );
    Ok(Some(ComposedLetter {
        job: Arc::clone(job),
        letter,
        findings,
        demands: context
            .demands
            .iter()
            .map(build_context::plain_request)
            .collect(),
    }))
}

/// That the letter keeps to a page, and what that costs.
fn left_out_finding(telling: &ContextInput<'_>, count: usize) -> Option<PreflightFinding> {
    let case = telling.cases.first().filter(|_| count > 0)?;
    let facts = if count == 1 {
        "1 weaker fact".to_owned()
    } else {
        format!("{count} weaker facts")
    };
    let what = format!(
        "{facts} about {} left out, so that the letter keeps to one page",
        case.name
    );
    let fix = format!(
        "cases letter {} --template status-report   # tells them all",
        case.case_id()
    );
    Some(
        PreflightFinding::new(PreflightLevel::Note, what)
            .with_case(case.case_id())
            .with_fix(fix),
    )
}

/// Everything of a letter but its subject and text.
fn build_frame(job: &LetterJob, telling: &ContextInput<'_>) -> Letter {
    let template = &*job.template;
    let lang = telling.lang;
    let recipient = telling.recipient.filter(|_| template.settings.addressed);
    let signed = template.settings.signed;
    let salutation = recipient
        .map(|office| build_context::choose_salutation(office, lang, find_holder(telling, office)));
    let close = || {
        build_context::choose_close(
            recipient,
            lang,
            salutation.as_deref(),
            telling.writes_as_several(),
        )
    };
    Letter {
        lang: lang.to_string(),
        kind: template.kind.clone(),
        subject: TracedText::default(),
        sender: if template.settings.addressed {
            sender_block(telling)
        } else {
            Vec::new()
        },
        recipient: recipient
            .map(|office| address_block(telling, office))
            .unwrap_or_default(),
        delivery: recipient.and_then(|office| delivery_line(lang, office)),
        reference: telling
            .follows
            .and_then(SentLetter::registration_number)
            .map(ToString::to_string),
        place_and_date: lang.format_day(telling.date),
        date: telling.date,
        close: (signed && recipient.is_some()).then(close),
        salutation,
        body: Vec::new(),
        signatories: if signed {
            choose_signatories(template, telling)
        } else {
            Vec::new()
        },
        copies: job
            .copies
            .iter()
            .map(|office| copy_line(telling, office))
            .collect(),
        enclosures: Vec::new(),
        sources: Vec::new(),
        labels: lang.letter_labels(),
        mail: if template.settings.addressed {
            build_mail(job, telling)
        } else {
            Mail::default()
        },
    }
}

/// The mailboxes of a letter to somebody. An office is named as such, whoever holds it.
fn build_mail(job: &LetterJob, telling: &ContextInput<'_>) -> Mail {
    let sender = telling.sender;
    let boxes = |office: &Recipient| -> Vec<Mailbox> {
        let name = build_context::office_line(office, telling.lang);
        office
            .email
            .iter()
            .filter_map(|address| Mailbox::new(Some(&name), address.as_str()))
            .collect()
    };
    Mail {
        from: sender.email.as_ref().and_then(|address| {
            Mailbox::new(sender.name.as_ref().map(Line::as_str), address.as_str())
        }),
        to: telling.recipient.map(boxes).unwrap_or_default(),
        copies: job.copies.iter().flat_map(boxes).collect(),
    }
}

fn sender_block(telling: &ContextInput<'_>) -> Vec<String> {
    let sender = telling.sender;
    let name = sender
        .name
        .as_ref()
        .map_or_else(|| telling.lang.your_name(), ToString::to_string);
    let mut lines = vec![name];
    lines.extend(
        sender
            .organisation
            .iter()
            .chain(&sender.address)
            .map(ToString::to_string),
    );
    if !sender.address.is_empty() {
        lines.extend(
            sender
                .country
                .map(|country| telling.lang.cldr_data().state_name(country)),
        );
    }
    lines.extend(sender.email.iter().map(ToString::to_string));
    lines
}

fn address_block(telling: &ContextInput<'_>, office: &Recipient) -> Vec<String> {
    build_context::address_lines(office, telling.lang, find_holder(telling, office))
}

/// Who gets a copy, with title and address: as on the envelope, in a row, else the e-mail address.
fn copy_line(telling: &ContextInput<'_>, office: &Recipient) -> String {
    let mut parts = address_block(telling, office);
    if office.post.is_empty() {
        parts.extend(office.email.first().map(ToString::to_string));
    }
    parts.join(", ")
}

/// Who is known to hold the office on the day of the letter.
fn find_holder<'a>(telling: &ContextInput<'_>, office: &'a Recipient) -> Option<&'a Holder> {
    match office.holder_on(telling.date, telling.fresh_months) {
        HolderStatus::Known(holder) => Some(holder),
        HolderStatus::Stale(..) | HolderStatus::Nobody => None,
    }
}

/// A line for the way of delivery where there is no postal address.
fn delivery_line(lang: &LetterLanguage, office: &Recipient) -> Option<String> {
    let email = office.email.first().filter(|_| office.post.is_empty())?;
    Some(lang.by_email(email.as_str()))
}

fn choose_signatories(template: &Template, telling: &ContextInput<'_>) -> Vec<String> {
    if !telling.signatories.is_empty() {
        return telling.signatories.to_vec();
    }
    let sender = telling.sender;
    let name = sender.name.as_ref().map(ToString::to_string);
    let organisation = sender.organisation.as_ref().map(ToString::to_string);
    if !template.settings.addressed {
        return organisation.or(name).into_iter().collect();
    }
    [
        Some(name.unwrap_or_else(|| telling.lang.your_name())),
        organisation,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn collect_findings(
    job: &LetterJob,
    telling: &ContextInput<'_>,
    context: &Context,
    missing: &[Vec<String>],
) -> Vec<PreflightFinding> {
    let template = &*job.template;
    let of = |id: &str| telling.cases.iter().find(|case| case.id.as_str() == id);
    let infos = if context.cases.is_empty() {
        std::slice::from_ref(&context.case)
    } else {
        &context.cases
    };
    let told: Vec<_> = infos.iter().filter_map(|info| of(&info.id)).collect();
    let mut findings: Vec<PreflightFinding> = missing
        .iter()
        .map(|path| preflight::report_missing_fact(path, &told))
        .collect();
    findings.dedup();
    if template.settings.register != TemplateTone::Report {
        findings.extend(
            telling
                .cases
                .iter()
                .filter_map(|case| letter_grounds::no_argument(case, telling.lang)),
        );
    }
    findings.extend(preflight::stale_cases(
        telling.cases,
        telling.date,
        telling.fresh_months,
    ));
    if template.settings.addressed {
        for office in telling.recipient.into_iter().chain(&job.copies) {
            findings.extend(preflight::check_recipient(
                office,
                telling.date,
                telling.fresh_months,
            ));
        }
        findings.extend(preflight::check_sender(telling.sender));
    }
    findings.extend(preflight::check_language(
        template,
        telling.cases,
        telling.recipient,
    ));
    findings
}
