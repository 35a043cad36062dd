//! How tables are read.

use super::*;
use crate::model::Case;

#[test]
fn a_delimiter_is_told_from_the_header_or_typed() {
    for (header, delimiter) in [
        ("name,country", Delimiter::Comma),
        ("name;country", Delimiter::Semicolon),
        ("\"a;b;c\",country", Delimiter::Comma),
        ("name\tcountry", Delimiter::Tab),
        ("name", Delimiter::Comma),
    ] {
        assert_eq!(Delimiter::of_header(header), delimiter, "{header}");
    }
    assert_eq!(";".parse(), Ok(Delimiter::Semicolon));
    assert_eq!("tab".parse(), Ok(Delimiter::Tab));
    assert!("".parse::<Delimiter>().is_err() && "\"".parse::<Delimiter>().is_err());
}

#[test]
fn a_mapping_has_a_title_and_a_field() {
    assert_eq!(
        parse_map("Nom = name"),
        Ok(("Nom".to_owned(), "name".to_owned()))
    );
    assert_eq!(parse_map("a=b=-"), Ok(("a=b".to_owned(), "-".to_owned())));
    assert!(parse_map("Nom").is_err() && parse_map("=name").is_err() && parse_map("Nom=").is_err());
}

/// Every row that was read, its name and what was noted of it, without the place.
fn read_notes(text: &str, options: &TableOptions) -> (Vec<String>, Vec<String>) {
    let survey = survey_table(text.as_bytes(), options).unwrap();
    assert!(survey.problems.list.is_empty(), "{}", survey.problems);
    let names = survey
        .rows
        .iter()
        .filter_map(|row| row.case.as_ref())
        .map(|case| case.name.to_string());
    (
        names.collect(),
        survey.notes.iter().map(ToString::to_string).collect(),
    )
}

fn to_pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(title, field)| ((*title).to_owned(), (*field).to_owned()))
        .collect()
}

#[test]
fn a_list_made_by_people_is_read_as_they_mean_it_and_that_is_told() {
    let text = "Political prisoners;;;\n;;;\nNom;Né;Situation;Chefs\nBOKAYEV Maks¹;10 avril 1974;libéré;CC 1: a; CC 2: b\n";
    let text = text.replace("CC 1: a; CC 2: b", "\"CC 1: a\nCC 2: b\"");
    let options = TableOptions {
        map: to_pairs(&[
            ("Nom", "name"),
            ("Né", "born"),
            ("Situation", "status"),
            ("Chefs", "charge"),
        ]),
        values: to_pairs(&[("Libéré", "released")]),
        country: "KZ".parse().ok(),
        as_of: "2021-05".parse().ok(),
        family_first: true,
        ..TableOptions::default()
    };
    let (names, notes) = read_notes(&text, &options);
    assert_eq!(names, ["Maks Bokayev"]);
    assert_eq!(
        notes,
        [
            "row 1: stands above the header and is left out: “Political prisoners”",
            "row 4, column Nom: the footnote mark “¹” is left out",
            "row 4, column Nom: “BOKAYEV Maks” is read as “Bokayev Maks”",
            "row 4, column Né: “10 avril 1974” is read as 1974-04-10",
            "row 4, column Situation: “libéré” is read as “released”",
            "row 4, column Chefs: the cell is read as 2 charges",
            "row 4, column Nom: “Bokayev Maks” is read as the name “Maks Bokayev”, with the family name “Bokayev”",
        ]
    );
    let case = read_table(text.as_bytes(), &options)
        .unwrap()
        .casebook
        .cases
        .remove(0);
    assert_eq!((case.charges.len(), case.id.as_str()), (2, "bokayev-maks"));
    assert_eq!(case.events[0].date, "2021-05".parse().ok());
}

#[test]
fn charges_have_one_standing_or_one_each() {
    let standings = |standing: &str| {
        let text = format!("name,country,charge,charge_standing\nA,KZ,CC 1: a; b\\;c,{standing}\n");
        let case = read_table(text.as_bytes(), &TableOptions::default())
            .map(|mut read| read.casebook.cases.remove(0));
        case.map(|case| {
            case.charges
                .iter()
                .map(|one| format!("{} {:?}", one.title.as_ref().unwrap(), one.standing))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        standings("charged").unwrap(),
        ["a Some(Charged)", "b;c Some(Charged)"]
    );
    assert_eq!(
        standings("charged; convicted").unwrap(),
        ["a Some(Charged)", "b;c Some(Convicted)"]
    );
    assert_eq!(standings("").unwrap(), ["a None", "b;c None"]);
    assert!(
        standings("charged; charged; charged")
            .unwrap_err()
            .to_string()
            .contains("3 words for 2 charges")
    );
}

#[test]
fn a_word_that_is_not_known_asks_what_it_means() {
    let told = survey_table(
        "name,country,status\nA,KZ,осуждён\n".as_bytes(),
        &TableOptions::default(),
    )
    .unwrap()
    .problems;
    assert!(
        told.to_string().ends_with(
            "“осуждён” is not a known status; say what it means with --values \"осуждён=WORD\""
        ),
        "{told}"
    );
    let label = read_notes(
        "name,country,status\nA,KZ,In pre-trial detention\n",
        &TableOptions::default(),
    )
    .1;
    assert_eq!(
        label,
        ["row 2, column status: “In pre-trial detention” is read as “pre-trial-detention”"]
    );
}

#[test]
fn what_this_program_wrote_is_read_as_it_stands() {
    let titles = table_columns()
        .map(|(name, _)| name)
        .collect::<Vec<_>>()
        .join(",");
    let text = format!(
        "{titles}\na,JOHN DOE*,KZ{}\n",
        ",".repeat(table_columns().count() - 3)
    );
    assert_eq!(
        read_notes(&text, &TableOptions::default()),
        (vec!["JOHN DOE*".to_owned()], vec![])
    );
    let less = "id,name,country\na,JOHN DOE*,KZ\n";
    assert_eq!(read_notes(less, &TableOptions::default()).0, ["John Doe"]);
}

#[test]
fn the_name_may_stand_in_two_columns() {
    let (names, notes) = read_notes(
        "Family name;Given name;Country\nДоу;Джон;KZ\n",
        &TableOptions::default(),
    );
    assert_eq!((names, notes.len()), (vec!["Джон Доу".to_owned()], 1));
}

#[test]
fn a_mapping_is_kept_as_text_and_read_back() {
    let options = TableOptions {
        delimiter: Some(Delimiter::Tab),
        map: to_pairs(&[("Nom", "name"), ("№", "-")]),
        dates: Some(DateOrder::DayFirst),
        country: "KZ".parse().ok(),
        family_first: true,
        sheet: Some("2021".to_owned()),
        ..TableOptions::default()
    };
    let text = serde_json::to_string(&options).unwrap();
    let kept: TableOptions = serde_json::from_str(&text).unwrap();
    assert_eq!(kept, options);
    assert_eq!(TableOptions::default().with_fallback(kept), options);
    let other = TableOptions {
        dates: Some(DateOrder::MonthFirst),
        map: to_pairs(&[("Nom", "-")]),
        ..TableOptions::default()
    };
    let both = other.with_fallback(options);
    assert_eq!(
        (both.dates, both.map[0].1.as_str()),
        (Some(DateOrder::MonthFirst), "-")
    );
}

#[test]
fn rows_that_leave_a_column_empty_get_the_value_for_all() {
    let fill = |text: &str| super::parse_fill(text).unwrap();
    let options = TableOptions {
        fill: vec![
            fill("sentence_kind=prison"),
            fill("category=journalist"),
            fill("Sentence-Kind=fine"),
        ],
        ..TableOptions::default()
    };
    let text = "name,country,category,sentence_term\nA,KZ,,5y\nB,KZ,lawyer,\n";
    let cases = read_table(text.as_bytes(), &options)
        .unwrap()
        .casebook
        .cases;
    let kinds = |case: &Case| {
        case.sentences
            .iter()
            .map(|sentence| sentence.kind.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (kinds(&cases[0]), kinds(&cases[1])),
        (vec!["prison".to_owned()], vec![])
    );
    let categories: Vec<String> = cases
        .iter()
        .map(|case| case.category.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(categories, ["journalist", "lawyer"]);
    for wrong in ["sentence_kind=prisn", "nothing=x", "prison"] {
        assert!(super::parse_fill(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn letters_for_a_gender_and_dates_with_dots_are_read_as_they_are_meant() {
    let (_, notes) = read_notes(
        "name,country,gender,born\nA,KZ,Ж,1.2.1980\n",
        &TableOptions::default(),
    );
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes[0].contains("“Ж” is read as “female”") && notes[1].contains("1980-02-01"),
        "{notes:?}"
    );
}
