//! Conversations that a script answers.

use super::*;
use crate::app::sample;
use clap::Parser;

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    args: AddCaseArgs,
}

fn parse_args<T: AsRef<str>>(words: &[T]) -> AddCaseArgs {
    Line::try_parse_from(["add"].into_iter().chain(words.iter().map(AsRef::as_ref)))
        .unwrap()
        .args
}

/// Answers by the beginning of the question; every other one is left with Enter.
struct Script {
    answers: Vec<(&'static str, &'static str)>,
    said: Vec<String>,
}

impl QuestionPrompt for &mut Script {
    fn ask_question(&mut self, question: &Question<'_>) -> Result<Answer, PromptRefusal> {
        self.said.push(question.text.to_owned());
        let position = self
            .answers
            .iter()
            .position(|(begin, _)| question.text.starts_with(begin));
        let Some((_, typed)) = position.map(|position| self.answers.remove(position)) else {
            let kept =
                (!question.typed.is_empty()).then(|| Answer::Typed(question.typed.to_owned()));
            let chosen = question.at.map(Answer::Item).or(kept);
            return chosen
                .or(question.skip.map(|_| Answer::Skipped))
                .ok_or(PromptRefusal::Cancelled);
        };
        let item = question
            .items
            .iter()
            .position(|item| item.starts_with(typed));
        match (typed, item) {
            ("Esc", _) => Err(PromptRefusal::Cancelled),
            ("<", _) => Ok(Answer::Back),
            (_, Some(item)) => Ok(Answer::Item(item)),
            (typed, None) if question.free => Ok(Answer::Typed(typed.to_owned())),
            (typed, None) => panic!("{} does not offer {typed}", question.text),
        }
    }

    fn show_text(&mut self, text: &str) {
        self.said.push(text.to_owned());
    }
}

fn run_script(
    given: &[&str],
    answers: &[(&'static str, &'static str)],
) -> (Result<AddCaseArgs, Error>, AddCaseArgs, Vec<String>) {
    let store = sample::open_store().unwrap();
    let mut script = Script {
        answers: answers.to_vec(),
        said: Vec::new(),
    };
    let given = parse_args(given);
    let mut wizard = Wizard::new(
        &mut script,
        &store,
        &given,
        crate::model::date::full_day("2021-09-15").unwrap(),
    );
    let (outcome, so_far) = (wizard.run(), wizard.so_far().unwrap());
    assert!(
        script.answers.is_empty(),
        "never asked: {:?}",
        script.answers
    );
    (outcome, so_far, script.said)
}

fn to_line(args: &AddCaseArgs) -> String {
    let words = args.to_words();
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    // Fields come back in the order of their table, not of the questions.
    assert_eq!(sorted(parse_args(&words).to_words()), sorted(words.clone()));
    words.join(" ")
}

const WHO: [(&str, &str); 2] = [
    ("The full name", "Aisha Example"),
    ("The state", "Kazakhstan"),
];

#[test]
fn enter_leaves_out_all_but_name_and_country() {
    let (outcome, ..) = run_script(&[], &WHO);
    assert_eq!(
        to_line(&outcome.unwrap()),
        "--name Aisha Example --country KZ"
    );
    assert!(run_script(&[], &WHO[..1]).0.is_err());
}

#[test]
fn every_answer_becomes_a_flag() {
    let more = [
        ("Female, male", "female"),
        ("The person’s situation", "imprisoned"),
        ("Since when", "2016-11"),
        ("Where the person lives", "Atyrau"),
        ("A charge", "CC 999"),
        ("The offence of CC 999", "inciting discord"),
        ("A further charge", "libel"),
        ("The sentence", "prison"),
        ("When it was", "2016-11-28"),
        ("For how long", "5y"),
        ("By which court", "District court of Atyrau"),
        ("Whether the person, or", "refused"),
        ("Public (default)", "private"),
    ];
    let (outcome, ..) = run_script(&[], &[&WHO[..], &more].concat());
    assert_eq!(
        to_line(&outcome.unwrap()),
        "--name Aisha Example --country KZ --gender female --place Atyrau --consent refused \
         --publicity private --status imprisoned --on 2016-11 --charge CC 999: inciting discord --charge libel \
         --sentence 2016-11-28 prison 5y court District court of Atyrau"
    );
}

#[test]
fn what_flags_say_is_not_asked() {
    let given = [
        "--ask",
        "--name",
        "A",
        "--set",
        "country=KZ",
        "--status",
        "imprisoned",
        "--charge",
        "libel",
    ];
    let (outcome, _, said) = run_script(&given, &[("Since when", "2020")]);
    assert!(to_line(&outcome.unwrap()).contains("--status imprisoned --on 2020"));
    for text in [
        "The full name",
        "The state",
        "The person’s situation",
        "A charge",
    ] {
        assert!(
            !said.iter().any(|said| said.starts_with(text)),
            "{text}: {said:?}"
        );
    }
}

#[test]
fn what_cannot_be_is_asked_again() {
    let wrong = [
        ("The person’s situation", "imprisoned"),
        ("Since when", "yesterday"),
        ("Since when", "2020-02"),
    ];
    let (outcome, _, said) = run_script(&[], &[&WHO[..], &wrong].concat());
    assert!(to_line(&outcome.unwrap()).ends_with("--status imprisoned --on 2020-02"));
    assert!(
        said.iter()
            .any(|said| said.starts_with("This cannot be: “yesterday”")),
        "{said:?}"
    );
}

#[test]
fn back_asks_the_question_before_and_takes_a_charge_back() {
    let back = [
        ("The name in the person", "<"),
        ("The full name", "Aisha Other"),
        ("A charge", "libel"),
        ("A further", "fraud"),
        ("A further", "<"),
    ];
    let (outcome, ..) = run_script(&[], &[&WHO[..], &back].concat());
    assert_eq!(
        to_line(&outcome.unwrap()),
        "--name Aisha Other --country KZ --charge libel"
    );
}

#[test]
fn the_end_can_change_an_answer_and_what_hangs_on_it() {
    let change = [
        ("Is this right?", "Change"),
        ("What is to be changed?", "The person’s situation"),
        ("The person’s", "unknown"),
    ];
    let change = [
        &WHO[..],
        &[("The person’s", "bail"), ("Since when", "2020")],
        &change,
    ]
    .concat();
    let (outcome, ..) = run_script(&[], &change);
    assert!(to_line(&outcome.unwrap()).ends_with("--status unknown --on 2020"));
}

#[test]
fn whoever_stops_keeps_what_was_answered() {
    let (outcome, so_far, _) = run_script(
        &[],
        &[&WHO[..], &[("The place of detention", "Esc")]].concat(),
    );
    assert_eq!(
        outcome.unwrap_err().kind(),
        crate::app::error::FailureKind::Cancelled
    );
    assert_eq!(to_line(&so_far), "--name Aisha Example --country KZ");
    assert!(
        run_script(&[], &[&WHO[..], &[("Is this right?", "Cancel")]].concat())
            .0
            .is_err()
    );
}

#[test]
fn the_end_shows_as_of_when_it_holds_and_why() {
    let shown = |more: &[(&'static str, &'static str)]| {
        let (_, _, said) = run_script(&[], &[&WHO[..], more].concat());
        let summary = said
            .into_iter()
            .find(|said| said.contains("This would be added"))
            .unwrap();
        summary
            .lines()
            .find(|line| line.starts_with("  as of"))
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let held = ("The person’s situation", "imprisoned");
    assert_eq!(
        shown(&[held]),
        "as of 2021-09-15 (today, because no date was given)"
    );
    assert_eq!(
        shown(&[held, ("Since when", "2016-11")]),
        "as of 2016-11 (the newest date among the facts)"
    );
    assert_eq!(
        shown(&[held, ("Where these facts", "odf-2018-04")]),
        "as of 2018-04 (the date of the source)"
    );
    assert_eq!(
        shown(&[
            held,
            ("Since when", "2016-11"),
            ("Up to which day", "2021-08")
        ]),
        "as of 2021-08"
    );
}

#[test]
fn dates_and_countries_are_kept_however_people_write_them() {
    let typed = [
        ("The full name", "Aisha Example"),
        ("The state", "Беларусь"),
        ("The person’s situation", "imprisoned"),
        ("Since when", "4 March 2021"),
        ("Up to which day", "01.09.2021"),
    ];
    let (outcome, _, said) = run_script(&[], &typed);
    let line = to_line(&outcome.unwrap());
    assert!(
        line.contains("--country BY")
            && line.contains("--on 2021-03-04")
            && line.contains("2021-09-01"),
        "{line}"
    );
    assert!(
        said.iter()
            .any(|said| said.contains("country         Belarus (BY)")),
        "{said:?}"
    );
}

#[test]
fn the_summary_shows_what_the_flags_gave_too() {
    let given = [
        "--ask",
        "--name",
        "Aisha Example",
        "--country",
        "KZ",
        "--charge",
        "libel",
    ];
    let (_, _, said) = run_script(&given, &[]);
    let summary = said
        .iter()
        .find(|said| said.contains("This would be added"))
        .unwrap();
    assert!(
        summary.contains("name            Aisha Example")
            && summary.contains("charges         libel"),
        "{summary}"
    );
}

#[test]
fn a_refusal_ends_in_one_mark() {
    assert_eq!(
        sentence_of("did you mean “BY”?"),
        "This cannot be: did you mean “BY”?"
    );
    assert_eq!(
        sentence_of("“x” is not a date"),
        "This cannot be: “x” is not a date."
    );
}
