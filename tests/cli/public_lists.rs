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

/// As a list of journalists is exported: a row for each year.
const YEARLY: &str = "year,fullName,gender,status,country,charges,locationImprisoned
2018,Rosa Vidal,Female,Imprisoned,Nicaragua,\"Anti-State, False News\",La Modelo
2017,Rosa Vidal,Female,Imprisoned,Nicaragua,No Charge,El Chipote
2019,Rosa Vidal,Female,Imprisoned,Nicaragua,,La Esperanza
2018,Juan Prado,Male,Imprisoned,Nicaragua,No Charge,La Modelo
";

#[test]
fn rows_of_one_person_are_told_and_can_be_put_together() {
    let sandbox = small();
    sandbox.file("list.csv", YEARLY);
    let asked = sandbox.run(&["import", "list.csv"]).fails_with(5);
    assert!(
        asked.stderr.contains("--map 'year=reported' --dry-run"),
        "{asked}"
    );
    let flags = ["import", "list.csv", "--map", "year=reported"];
    let apart = sandbox.run(&[&flags[..], &["--dry-run"]].concat()).ok();
    for part in [
        "1 name stands in several rows, each taken for a person",
        "“Rosa Vidal” stands in rows 2, 3, 4",
        "Would take in: 4 new",
    ] {
        assert!(apart.stderr.contains(part), "{part}: {apart}");
    }
    let told = sandbox
        .run(&[&flags[..], &["--merge-rows", "no", "--dry-run"]].concat())
        .ok();
    assert!(!told.stderr.contains("stands in"), "{told}");
    let together = sandbox
        .run(&[&flags[..], &["--merge-rows", "name"]].concat())
        .ok();
    for part in [
        "one person; what differs: held_at El Chipote → La Modelo → La Esperanza",
        "Took in: 2 new",
    ] {
        assert!(together.stderr.contains(part), "{part}: {together}");
    }
    let shown = sandbox.run(&["show", "vidal-rosa", "--json"]).ok().stdout;
    assert!(
        shown.contains(r#""held_at":"La Esperanza""#) && shown.contains(r#""as_of":"2019""#),
        "{shown}"
    );
    let all = everything(&sandbox);
    assert!(
        all.contains("title = \"False News\"") && !all.contains("No Charge"),
        "{all}"
    );
    let next = sandbox
        .run(
            &[
                &flags[..],
                &["--merge-rows", "name", "--on-conflict", "update"],
            ]
            .concat(),
        )
        .ok();
    assert!(
        next.stderr.contains("0 new, 0 changed, 2 the same"),
        "{next}"
    );
}

#[test]
fn namesakes_of_two_births_are_never_put_together() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "Name,Born,Arrested\nRosa Vidal,1969,2020\nRosa Vidal,1975,2021\nRosa Vidal,,2022\nRosa Vidal,1975,2023\n",
    );
    let taken = sandbox
        .run(&[
            "import",
            "list.csv",
            "--country",
            "NI",
            "--merge-rows",
            "name",
        ])
        .ok();
    assert!(
        taken.stderr.contains("stands in rows 3, 5: one person") && taken.stderr.contains("3 new"),
        "{taken}"
    );
    sandbox.run(&["undo"]).ok();
    sandbox.file(
        "numbered.csv",
        "File no,Name,Charge\nA/1,Rosa Vidal,CC 174\nA/1,VIDAL Rosa,CC 405\nA/1,Juan Prado,CC 12\n",
    );
    let numbered = [
        "import",
        "numbered.csv",
        "--country",
        "NI",
        "--map",
        "File no=number",
    ];
    let taken = sandbox
        .run(&[&numbered[..], &["--merge-rows", "number"]].concat())
        .ok();
    assert!(taken.stderr.contains("2 new"), "{taken}");
    let found = |article: &str| {
        sandbox
            .run(&["list", "--charge", article, "--country", "NI", "--ids"])
            .ok()
            .stdout
    };
    assert_eq!(
        (found("174"), found("405")),
        ("vidal-rosa\n".to_owned(), "vidal-rosa\n".to_owned())
    );
}

#[test]
fn a_column_of_many_states_may_be_a_nationality_and_that_is_said() {
    let sandbox = small();
    sandbox.file(
        "list.json",
        r#"[{"name": "Rosa Vidal", "country": "Argentina"}, {"name": "Ann Cole", "country": "Australia"}]"#,
    );
    let said = sandbox.run(&["import", "list.json", "--dry-run"]).ok();
    assert!(
        said.stderr
            .contains("States: “country” names 2 states (AR, AU)")
            && said
                .stderr
                .contains("--map 'country=nationality' --country STATE"),
        "{said}"
    );
    let meant = sandbox
        .run(&[
            "import",
            "list.json",
            "--map",
            "country=country",
            "--dry-run",
        ])
        .ok();
    assert!(!meant.stderr.contains("States:"), "{meant}");
    sandbox
        .run(&[
            "import",
            "list.json",
            "--map",
            "country=nationality",
            "--country",
            "IL",
        ])
        .ok();
    let told = everything(&sandbox);
    assert!(
        told.contains("country = \"IL\"") && told.contains("Nationality: Argentina"),
        "{told}"
    );
}

#[test]
fn columns_of_no_known_title_are_proposed_by_their_cells() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "Kdo,Kdy,Co,Odkaz\nRosa Vidal,27. 7. 1968,Killed,https://a.example.org/1\nJuan Prado,5. 11. 1970,Disappearance,https://a.example.org/2\n",
    );
    let asked = sandbox.run(&["import", "list.csv"]).fails_with(5);
    assert!(
        asked.stderr.contains(
            "--map 'Kdo=name' --notes Kdy --map 'Co=status' --map 'Odkaz=source' --country COUNTRY --dry-run"
        ),
        "{asked}"
    );
    let taken = sandbox
        .run(&[
            "import",
            "list.csv",
            "--map",
            "Kdo=name",
            "--map",
            "Kdy=born",
            "--map",
            "Co=status",
            "--map",
            "Odkaz=source",
            "--country",
            "CZ",
        ])
        .ok();
    assert!(taken.stderr.contains("2 new"), "{taken}");
    let told = everything(&sandbox);
    for part in [
        "born = \"1968-07-27\"",
        "status = \"disappeared\"",
        "url = \"https://a.example.org/1\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn problems_with_many_words_name_more_than_the_first() {
    let sandbox = small();
    let mut list = "Name,Category\n".to_owned();
    let words = ["Journalits", "Jornalis", "Journelist", "Jouralist"];
    for (at, word) in words.iter().cycle().take(12).enumerate() {
        list.push_str(&format!("Person Number{at},{word}\n"));
    }
    sandbox.file("list.csv", &list);
    let asked = sandbox
        .run(&["import", "list.csv", "--country", "NI"])
        .fails_with(5);
    assert!(
        asked
            .stderr
            .contains("12 rows: “Journalits” is not a known category; did you mean “journalist”?")
            && asked
                .stderr
                .contains("also “Jornalis”, “Journelist” and 1 other"),
        "{asked}"
    );
}

/// As a list in prose is copied into a spreadsheet: headings over groups, articles with their offences, patronymics.
const GROUPED: &str = "No,Name,Date of arrest,Charge,Place of detention
JOURNALISTS,,,,
1,Abdul Rahim oglu Sadigov,22 November 2013,\"Criminal Code Articles 167.2 (Importing literature; or selling it); 234.1 (Possession), and 233 (Unrest)\",Prison No. 2
2,Leyla Islam qizi Sadigova,31 July 2013,Criminal Code Article 221.3 (Hooliganism),Colony 14
OTHER CASES,,,,
3,Elchin Samad oglu Nasirov,9 September 2012,not charged,Colony 14
";

#[test]
fn articles_with_their_offences_and_patronymics_are_read() {
    let sandbox = small();
    sandbox.file("list.csv", GROUPED);
    let taken = sandbox
        .run(&[
            "import",
            "list.csv",
            "--country",
            "AZ",
            "--headings",
            "category",
            "--values",
            "JOURNALISTS=journalist",
            "--values",
            "OTHER CASES=other",
            "--fill",
            "status=imprisoned",
            "--as-of",
            "2014-08",
        ])
        .ok();
    assert!(
        taken.stderr.contains("3 new") && !taken.stderr.contains("no article of law"),
        "{taken}"
    );
    let told = everything(&sandbox);
    for part in [
        "title = \"Importing literature; or selling it\"",
        "title = \"Unrest\"\ncode = \"CC\"\narticle = \"233\"",
        "code = \"CC\"\narticle = \"234.1\"",
        "gender = \"male\"",
        "gender = \"female\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("not charged"), "{told}");
}

#[test]
fn at_a_terminal_headings_states_and_rows_of_one_person_are_asked() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "Name,Country,Held at\nJournalists,,\nRosa Vidal,Chile,La Modelo\nAnn Cole,Peru,Colony 5\nLawyers,,\nRosa Vidal,Chile,Colony 5\n",
    );
    let mut typist = Typist::at(&sandbox, "import list.csv", &[]);
    typist
        .on("Rows with one cell, like “Journalists”: what are they?", "category\r")
        .on("names several states: what are they?", "nationality\r")
        .on("Which state persecutes the people of this list?", "NI\r")
        .on("such as “Rosa Vidal” in rows 3, 6", "one person\r")
        .on("On which day was the list true?", "10 April 2021\r")
        .see("--headings category --map 'Country=nationality' --country NI --merge-rows name --as-of 2021-04-10")
        .on("Take in these people so?", "y")
        .on("Keep these answers for the next edition", "ours\r");
    assert_eq!(typist.code(&sandbox), "0");
    let told = everything(&sandbox);
    for part in [
        "category = \"journalist\"",
        "Nationality: Chile",
        "held_at = \"Colony 5\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let again = sandbox
        .run(&[
            "import",
            "list.csv",
            "--map",
            "@ours",
            "--as-of",
            "2021-04-10",
        ])
        .ok();
    assert!(again.stderr.contains("2 the same"), "{again}");
}

#[test]
fn at_a_terminal_a_dry_run_asks_the_same_and_takes_nothing_in() {
    let sandbox = small();
    let before = everything(&sandbox);
    sandbox.file(
        "list.csv",
        "Name,Odd thing\nLawyers,\nRosa Vidal,one\nJuan Prado,two\nAna Rojas,\n",
    );
    let mut typist = Typist::at(&sandbox, "import list.csv --dry-run", &[]);
    typist
        .on(
            "The column “Odd thing” (one · two): what is it?",
            "leave it out\r",
        )
        .on("Which state persecutes", "NI\r")
        .on(
            "Rows with one cell, like “Lawyers”: what are they?",
            "leave them out\r",
        )
        .on("On which day was the list true?", "\r")
        .see("The same without questions:")
        .see("--map 'Odd thing=-' --country NI --headings -")
        .see("Would take in: 3 new");
    assert_eq!(typist.code(&sandbox), "0");
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn days_of_the_persian_calendar_are_read_where_somebody_says_so() {
    let sandbox = small();
    sandbox.file(
        "list.csv",
        "نام,تاریخ تولد,تاریخ بازداشت,چیز دیگر\nسعاد المصري,۱۳۶۰/۰۲/۱۵,۱۳۹۸/۰۸/۲۵,یک\nرضا احمدی,۱۹۸۰,۲۵ آبان ۱۳۹۸,دو\n",
    );
    let flags = ["import", "list.csv", "--country", "IR"];
    let asked = sandbox.run(&flags).fails_with(5);
    assert!(asked.stderr.contains("--notes 'چیز دیگر'"), "{asked}");
    let flags = [&flags[..], &["--notes", "چیز دیگر"]].concat();
    let asked = sandbox.run(&flags).fails_with(5);
    assert!(
        asked
            .stderr
            .contains("if it is of the Persian one, 2019-11-16: --dates persian")
            && asked.stderr.contains("--dates persian --dry-run"),
        "{asked}"
    );
    let taken = sandbox
        .run(&[&flags[..], &["--dates", "persian"]].concat())
        .ok();
    assert!(taken.stderr.contains("2 new"), "{taken}");
    let told = everything(&sandbox);
    assert_eq!(told.matches("date = \"2019-11-16\"").count(), 2, "{told}");
    assert!(
        told.contains("born = \"1981-05-05\"") && told.contains("born = \"1980\""),
        "{told}"
    );
}
