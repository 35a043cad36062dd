//! Lists of the forms in which others publish them, each with invented people.

use crate::casebook::{everything, small};
use crate::typist::Typist;

/// As a list of one state in Spanish is exported: offences by name, terms in years, a situation where a prison stands.
const SPANISH: &str = "id,url,name,age_at_arrest,province,arrest_date,charge_type,sentence_years,prison,scraped_at
rosa-vidal-luna,https://lista.example.org/rosa,Rosa Vidal Luna,30 años,Oeste,31/03/2020,\"Desacato,Desórdenes públicos\",9,\"Prisión Cinco, Oeste\",2021-05-16
juan-prado-gil,https://lista.example.org/juan,Juan Prado Gil,,Norte,11/07/2020,Desacato,Prisión Provisional,No disponible,2021-05-16
ana-rojas-mora,https://lista.example.org/ana,Ana Rojas Mora,,Norte,,No disponible,4,Libertad condicional,2021-05-16
";

#[test]
fn what_is_not_known_in_a_list_is_nothing_and_a_situation_is_no_place() {
    let sandbox = small();
    sandbox.file("list.csv", SPANISH);
    let asked = sandbox
        .run(&["import", "list.csv", "--country", "NI"])
        .fails_with(5);
    assert!(
        asked
            .stderr
            .contains("--fill 'sentence_kind=WORD' --dry-run"),
        "{asked}"
    );
    let taken = sandbox
        .run(&[
            "import",
            "list.csv",
            "--country",
            "NI",
            "--fill",
            "sentence_kind=prison",
        ])
        .ok();
    assert!(
        taken.stderr.contains("shows that the day stands first"),
        "{taken}"
    );
    let ids = |filter: &[&str]| {
        sandbox
            .run(&[&["list", "--country", "NI", "--ids"], filter].concat())
            .ok()
            .stdout
    };
    assert_eq!(ids(&["--status", "paroled"]), "ana-rojas-mora\n");
    assert_eq!(
        ids(&["--status", "pre-trial-detention"]),
        "juan-prado-gil\n"
    );
    let told = everything(&sandbox);
    assert!(
        !told.contains("No disponible") && !told.contains("Libertad condicional"),
        "{told}"
    );
    for part in [
        "date = \"2020-07-11\"",
        "title = \"Desórdenes públicos\"",
        "term = \"9y\"",
        "held_at = \"Prisión Cinco, Oeste\"",
        "as_of = \"2021-05-16\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

/// As a register in Russian is exported, with English headings.
const RUSSIAN: &str = "id,url,name,status,gender,birthday,arrested,articles,prison,decision,penalty,judge,councel,verdict_date,died
1001,https://list.example.org/1001,Синичкин Пётр Ильич,active,male,1980-01-02,2026-01-03,ст. 342 Уголовного кодекса,ИК № 1,2 года,лишение свободы,Судья Сорокин,,2026-02-04,
1002,https://list.example.org/1002,Зимина Вера Олеговна,active,female,1990-03-04,2024-05-06,ст. 342 Уголовного кодекса,,1 год,лишение свободы,,Адвокат Дроздов,2024-06-07,1
";

#[test]
fn a_register_with_flags_and_numbers_of_its_own_comes_in_whole() {
    let sandbox = small();
    sandbox.file("list.csv", RUSSIAN);
    let flags = [
        "import",
        "list.csv",
        "--country",
        "BY",
        "--values",
        "status:active=imprisoned",
    ];
    let taken = sandbox.run(&flags).ok();
    assert!(
        taken.stderr.contains("is read as number") && taken.stderr.contains("2 new"),
        "{taken}"
    );
    let told = everything(&sandbox);
    for part in [
        "Number in the list: 1001",
        "term = \"2y\"",
        "judges = [\"Судья Сорокин\"]",
        "Lawyer: Адвокат Дроздов",
        "status = \"deceased\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // Another list counts from the same numbers, and means others.
    sandbox.file(
        "other.csv",
        "id,fullName,locationImprisoned\n1001,Rosa Vidal,Colony 5\n1002,Juan Prado,Colony 6\n",
    );
    let other = sandbox
        .run(&[
            "import",
            "other.csv",
            "--country",
            "NI",
            "--fill",
            "status=imprisoned",
            "--as-of",
            "2026-10",
        ])
        .ok();
    assert!(other.stderr.contains("2 new, 0 changed"), "{other}");
}

#[test]
fn people_in_groups_of_a_json_list_come_in_one_by_one() {
    let sandbox = small();
    sandbox.file(
        "list.json",
        r#"[{"id": "young", "category_name": "Arrested as children", "prisoners": [
             {"id": "vidal", "name": "Rosa Vidal", "image": "a.jpg"}, {"id": "prado", "name": "Juan Prado", "image": null}]},
            {"id": "war", "category_name": "Against the war", "prisoners": [{"id": "rojas", "name": "Ana Rojas", "image": null}]}]"#,
    );
    let taken = sandbox
        .run(&[
            "import",
            "list.json",
            "--country",
            "NI",
            "--notes",
            "group.id",
            "--notes",
            "category_name",
        ])
        .ok();
    assert!(taken.stderr.contains("3 new"), "{taken}");
    assert!(everything(&sandbox).contains("category_name: Against the war"));
}

#[test]
fn a_term_that_is_a_day_is_asked_about() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "Name,Sentence\nRosa Vidal,2031-05-01\nJuan Prado,life\nAna Rojas,unknown\n",
    );
    let asked = sandbox
        .run(&["import", "list.csv", "--country", "NI"])
        .fails_with(5);
    assert!(
        asked.stderr.contains("“2031-05-01” is a day and no length of time; if the term ends then: --map \"Sentence=term_ends\""),
        "{asked}"
    );
    sandbox
        .run(&[
            "import",
            "list.csv",
            "--country",
            "NI",
            "--map",
            "Sentence=term_ends",
        ])
        .ok();
    let told = everything(&sandbox);
    assert!(
        told.contains("End of the term: 2031-05-01") && told.contains("term = \"life\""),
        "{told}"
    );
}

#[test]
fn at_a_terminal_the_order_of_dates_and_the_kind_of_sentences_are_asked_once_and_kept() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "Name,Country,Arrested,Sentence (years)\nRosa Vidal,NI,01/02/2021,5\nJuan Prado,NI,03/04/2021,6\n",
    );
    let mut typist = Typist::at(&sandbox, "import list.csv", &[]);
    typist
        .on("Dates like 01/02/2021: what comes first?", "the day\r")
        .on("Of what kind are the sentences", "prison\r")
        .see("--dates dmy --fill 'sentence_kind=prison'")
        .on("Take in these people so?", "y")
        .on("Keep these answers for the next edition", "ours\r");
    assert_eq!(typist.code(&sandbox), "0");
    assert!(everything(&sandbox).contains("date = \"2021-02-01\""));
    sandbox.file(
        "next.csv",
        "Name,Country,Arrested,Sentence (years)\nAna Rojas,NI,05/06/2021,7\n",
    );
    let taken = sandbox.run(&["import", "next.csv", "--map", "@ours"]).ok();
    assert!(taken.stderr.contains("1 new"), "{taken}");
    assert!(everything(&sandbox).contains("date = \"2021-06-05\""));
}

#[test]
fn ids_and_names_of_a_list_are_taken_as_they_are_meant() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "id,full_name,given_names,status\nvidal_r,Rosa Vidal,Rosa,imprisoned\nEXP/2024/17,Juan Prado,Juan,imprisoned\n",
    );
    sandbox.run(&["import", "list.csv", "--country", "NI"]).ok();
    let told = everything(&sandbox);
    for part in [
        "id = \"vidal-r\"\nname = \"Rosa Vidal\"",
        "id = \"exp-2024-17\"\nname = \"Juan Prado\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("family_name = \"Rosa Vidal\""), "{told}");
}
