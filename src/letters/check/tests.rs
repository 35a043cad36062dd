use crate::letters::testing;

fn find_problems(body: &str) -> Vec<String> {
    problems_with(body, &[])
}

fn problems_with(body: &str, partials: &[(&str, &str)]) -> Vec<String> {
    super::check_template(&testing::sample_template(body, partials))
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_misspelt_variable_is_caught_in_every_position() {
    for body in [
        "{{case.nmae}}",
        "{{#if case.nmae}}x{{/if}}",
        "{{#unless case.nmae}}x{{/unless}}",
        "{{#if case.name}}x{{else}}{{case.nmae}}{{/if}}",
        "{{#if case.name}}x{{else if case.nmae}}y{{/if}}",
        "{{#each csaes}}x{{/each}}",
        "{{#each cases}}{{nmae}}{{/each}}",
        "{{#each cases}}x{{else}}{{case.nmae}}{{/each}}",
        "{{#each cases}}{{#each charges}}{{../nmae}}{{/each}}{{/each}}",
        "{{#each cases}}{{@root.case.nmae}}{{/each}}",
        "{{#each cases}}{{this.nmae}}{{/each}}",
        "{{#with case.sentense}}x{{/with}}",
        "{{capital case.nmae}}",
        "{{plural letter.cuont \"a\" \"b\"}}",
        "{{#if (eq letter.cuont 1)}}x{{/if}}",
        "{{#if (and letter.joint (not case.femlae))}}x{{/if}}",
        "{{> case-brief csae}}",
        "{{> misspelt}}",
        "{{{case.sumary}}}",
    ] {
        let partials = [("case-brief", "{{name}}"), ("misspelt", "{{case.nmae}}")];
        assert_eq!(problems_with(body, &partials).len(), 1, "{body}");
    }
}

#[test]
fn the_place_and_the_nearest_name_are_told() {
    assert_eq!(
        find_problems("first line\n  {{case.nmae}}"),
        ["test.md.hbs:2:3: there is no variable “case.nmae”; did you mean “name”?"]
    );
}

#[test]
fn there_is_no_way_round() {
    for body in [
        "{{lookup case \"notes\"}}",
        "{{lookup this \"cases\"}}",
        "{{#each this}}{{this}}{{/each}}",
        "{{#each @root}}{{this}}{{/each}}",
        "{{#each case}}{{this}}{{/each}}",
        "{{@root}}",
        "{{this}}",
        "{{case}}",
        "{{../case.name}}",
        "{{#each cases}}{{../../case.name}}{{/each}}",
        "{{@root.notes}}",
        "{{case.notes}}",
        "{{case.consent_by}}",
        "{{log case}}",
        "{{{case.name}}}",
        "{{case.[notes]}}",
        "{{#*inline \"a\"}}x{{/inline}}",
        "{{#> person}}x{{/person}}",
        "{{> (lookup case \"name\")}}",
        "{{> ../../../etc/passwd}}",
        "{{need value}}",
        "{{#if cases.length}}x{{/if}}",
        "{{len cases}}",
        "{{#each cases as |c|}}{{c.name}}{{/each}}",
        "{{#with @root}}{{case.name}}{{/with}}{{#each @root.cases}}{{notes}}{{/each}}",
        "a \u{1b}[2J b",
    ] {
        assert!(
            !problems_with(body, &[("person", "{{@partial-block}}")]).is_empty(),
            "{body}"
        );
    }
}

#[test]
fn partials_that_never_end_are_refused() {
    let partials = [("a", "{{> b}}"), ("b", "{{> a}}"), ("c", "{{> c}}")];
    assert!(problems_with("{{> a}}", &partials)[0].contains("without end"));
    assert!(problems_with("{{> c}}", &partials)[0].contains("without end"));
    assert!(!find_problems(&"{{#if letter.joint}}".repeat(200)).is_empty());
}

#[test]
fn what_is_right_passes() {
    let body = "# {{case.name}}\n{{#each cases}}{{@index}} {{#if @first}}{{capital they}}{{/if}} {{> case-brief this}}\
                {{#with sentence}}{{all_words}} {{../name}}{{/with}} {{#if (gt (len charges) 1)}}x{{/if}}\
                {{{summary}}}{{#each charges}}{{title}} {{../../letter.date}} {{@root.letter.date}}{{/each}}{{/each}}";
    assert_eq!(
        problems_with(body, &[("case-brief", "{{name}} {{this.surname}}")]),
        Vec::<String>::new()
    );
}
