//! Names that may not be said, in one's own texts and in those of others.

use super::*;

/// A person under a pseudonym, and what becomes of texts about them: changed, the same (`=`) or left out (`-`).
fn mask_text(name: &str, more: &[(&str, &str)], text: &str) -> String {
    let flat = [
        ("id", "x"),
        ("name", name),
        ("country", "KZ"),
        ("pseudonym", "P. Q."),
    ];
    let mut raw = Case::from_typed(flat.into_iter().chain(more.iter().copied())).unwrap();
    raw.events = vec![
        Event::from_typed([
            ("kind", "hearing"),
            ("date", "2020"),
            ("status", "imprisoned"),
            ("text", text),
        ])
        .unwrap(),
    ];
    let told = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    assert_eq!(
        (told.events.len(), told.status_on(letter_day())),
        (1, Status::Imprisoned),
        "{name}: {text}"
    );
    match told.events[0].text.as_ref().map(crate::model::Line::as_str) {
        Some(same) if same == text => "=".to_owned(),
        Some(other) => other.to_owned(),
        None => "-".to_owned(),
    }
}

#[test]
fn a_pseudonym_stands_in_the_place_of_every_spelling() {
    for (name, more, text, told) in [
        (
            "Bo Hu",
            &[][..],
            "Bo Hu spoke in court.",
            "P. Q. spoke in court.",
        ),
        (
            "Bo Hu",
            &[],
            "Hu has three children, and Hu’s neighbours saw Bo.",
            "P. Q. has three children, and P. Q.’s neighbours saw P. Q.",
        ),
        (
            "Ян Ын",
            &[],
            "Ян Ын выступил; Яну Ыну отказали.",
            "P. Q. выступил; P. Q. отказали.",
        ),
        (
            "Mukhtar Dzhakishev",
            &[],
            "Dzhakishev’s rights; Dzhakishev's.",
            "P. Q.’s rights; P. Q.'s.",
        ),
        (
            "Marta Holub",
            &[],
            "M. Holub and Mrs Holub, Holub Marta; Holub, Marta.",
            "P. Q. and Mrs P. Q., P. Q.; P. Q.",
        ),
        (
            "Marta Holub",
            &[],
            "MARTA HOLUB was tried with Marta Ivanovna Holub.",
            "P. Q. was tried with P. Q.",
        ),
        (
            "Gulnar Ospankyzy",
            &[("name_native", "Гүлнар Оспанқызы")],
            "Оспанқызының анасы Гүлнарды көрді.",
            "P. Q. анасы P. Q. көрді.",
        ),
        (
            "Aigul Tokaeva",
            &[],
            "Токаевой отказали. Sie sah Tokayeva.",
            "P. Q. отказали. Sie sah P. Q.",
        ),
        (
            "Nguyễn Văn An",
            &[],
            "Police took Nguyen Van An. An officer read; Mr. An wrote, An spoke.",
            "Police took P. Q. An officer read; Mr. P. Q. wrote, P. Q. spoke.",
        ),
        (
            "Hu Bo",
            &[("name_native", "胡波")],
            "胡波在法庭上发言。",
            "P. Q.在法庭上发言。",
        ),
        (
            "Xiaobo Liu",
            &[],
            "刘晓波在法庭上发言。",
            "P. Q.在法庭上发言。",
        ),
        (
            "Gil-dong Hong",
            &[("name_native", "홍길동")],
            "홍길동은 법정에 섰다. 길동이 말했다.",
            "P. Q.은 법정에 섰다. P. Q.이 말했다.",
        ),
        (
            "Hala Halabi",
            &[("name_native", "هالة حلبي")],
            "اعتقلت هالة حلبي ليلا.",
            "اعتقلت P. Q. ليلا.",
        ),
        (
            "Ko Oo",
            &[("name_native", "ကိုဦး")],
            "ကိုဦး ကို ဖမ်းဆီးသည်။ Oo spoke.",
            "P. Q. ကို ဖမ်းဆီးသည်။ P. Q. spoke.",
        ),
        (
            "Loujain al-Hathloul",
            &[],
            "Al-Hathloul and al Hathloul; Loujain Al Hathloul’s sister.",
            "P. Q. and P. Q.; P. Q.’s sister.",
        ),
        (
            "Jean-Pierre de la Cruz",
            &[],
            "Jean-Pierre de la Cruz and De la Cruz sat there.",
            "P. Q. and P. Q. sat there.",
        ),
        (
            "Leyla Əliyeva",
            &[],
            "Əliyeva'nın vəkili; Aliyeva; Алиевой.",
            "P. Q.'nın vəkili; P. Q.; P. Q.",
        ),
        (
            "May Do",
            &[],
            "In May 2018 May was tried; they do know. Do spoke.",
            "In May 2018 P. Q. was tried; they do know. P. Q. spoke.",
        ),
        (
            "Will Long",
            &[],
            "Will the court hear Will? He waited long.",
            "Will the court hear P. Q.? He waited long.",
        ),
        (
            "Kim Un",
            &[],
            "The UN wrote; Un answered.",
            "The UN wrote; P. Q. answered.",
        ),
        (
            "Ann Lee",
            &[("aliases", "Annie")],
            "An officer saw Annie. Anne Miller came.",
            "An officer saw P. Q. Anne Miller came.",
        ),
    ] {
        assert_eq!(mask_text(name, more, text), told, "{name}: {text}");
    }
}

#[test]
fn a_text_in_which_the_name_cannot_be_replaced_is_left_out_alone() {
    for (name, text) in [
        ("Marta Holub", "They wrote mrsHolub on it."),
        ("Marta Holub", "See https://example.org/holub and more."),
        ("Marta Holub", "#FreeMartaHolub was written there."),
        ("Marta Holub", "The word H o l u b stood there."),
        (
            "Marta Holub",
            "Then Olga Holub came too, and with her Petra Holub.",
        ),
        ("Marta Holub", "Write to martaholub@example.org."),
        ("Hala Halabi", "The Halabifamily came."),
        ("Aigul Tokaeva", "Sie sah Tokajewa."),
    ] {
        assert_eq!(mask_text(name, &[], text), "-", "{name}: {text}");
    }
    assert_eq!(
        mask_text("Marta Holub", &[], "A market opened; nobody was there."),
        "="
    );
}

#[test]
fn a_pseudonym_may_have_a_part_of_the_name() {
    let flat = [
        ("id", "x"),
        ("name", "Marta Holub"),
        ("country", "BY"),
        ("pseudonym", "Marta H."),
        ("summary", "Marta Holub sang. Marta sang. Holub sang."),
    ];
    let told = PublicCase::disclose_case(
        &Case::from_typed(flat).unwrap(),
        letter_day(),
        &SourceDates::default(),
    )
    .unwrap();
    assert_eq!(
        told.summary.as_ref().unwrap().as_str(),
        "Marta H. sang. Marta sang. Marta H. sang."
    );
}

fn make_book() -> NameBook {
    let hidden = [
        &[
            ("id", "senko-viktor"),
            ("name", "Viktor Senko"),
            ("country", "BY"),
            ("publicity", "private"),
        ][..],
        &[
            ("id", "holub-marta"),
            ("name", "Marta Holub"),
            ("country", "BY"),
            ("pseudonym", "M. H."),
        ],
        &[
            ("id", "hu-bo"),
            ("name", "Bo Hu"),
            ("country", "CN"),
            ("consent", "withdrawn"),
            ("name_native", "胡波"),
        ],
        &[
            ("id", "do-an"),
            ("name", "An Do"),
            ("country", "VN"),
            ("embargo", "2030"),
        ],
        &[
            ("id", "agreed"),
            ("name", "Open Person"),
            ("country", "VN"),
            ("consent", "given"),
        ],
    ];
    let cases: Vec<Case> = hidden
        .iter()
        .map(|flat| Case::from_typed(flat.iter().copied()).unwrap())
        .collect();
    NameBook::new(&cases, letter_day())
}

#[test]
fn others_are_named_by_both_their_names_and_not_by_one() {
    let book = make_book();
    let known = std::collections::HashSet::from([super::words::search_key("Orlik")]);
    let who = |text: &str| {
        book.find_named(text, Some(&known))
            .iter()
            .map(|named| named.who.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (text, named) in [
        ("He shared a cell with Viktor Senko.", "senko-viktor"),
        ("Сенко Виктору отказали.", "senko-viktor"),
        (
            "With V. Senko and SENKO V. he sat.",
            "senko-viktor senko-viktor",
        ),
        (
            "With viktor senko and senko-viktor.",
            "senko-viktor senko-viktor",
        ),
        ("Viktor Orlik came, and Viktor.", ""),
        ("Senko was beaten.", "senko-viktor"),
        ("Then Judge Petr Senko spoke.", ""),
        ("Marta Novak and Marta came.", ""),
        ("Marta Petrovna Holub’s mother.", "holub-marta"),
        ("胡波说。 Bo Hu said; Hu Bo.", "hu-bo hu-bo hu-bo"),
        ("An officer came. Do not ask An Do.", "do-an"),
        ("An do is a word; bo hu too.", "hu-bo"),
        ("Open Person may be named.", ""),
    ] {
        assert_eq!(who(text), named, "{text}");
    }
    let known = std::collections::HashSet::from([super::words::search_key("Senko")]);
    assert!(
        book.find_named("Senko was beaten.", Some(&known))
            .is_empty(),
        "the sister’s own letter"
    );
    assert_eq!(
        book.find_named("Senko and Viktor Senko.", Some(&known))
            .len(),
        1
    );
    assert!(book.find_named("Senko was beaten.", None).is_empty());
}

#[test]
fn others_are_named_however_their_names_are_joined_spelt_and_encoded() {
    let hidden = [
        &[
            ("id", "halabi"),
            ("name", "هالة حلبي"),
            ("country", "SY"),
            ("publicity", "private"),
        ][..],
        &[
            ("id", "taras"),
            ("name", "Taras Shevchuk"),
            ("name_native", "Тарас Шевчук"),
            ("country", "UA"),
            ("publicity", "private"),
        ],
        &[
            ("id", "liu"),
            ("name", "刘晓波"),
            ("country", "CN"),
            ("publicity", "private"),
        ],
        &[
            ("id", "li"),
            ("name", "李华"),
            ("country", "CN"),
            ("pseudonym", "L."),
        ],
        &[
            ("id", "wang"),
            ("name", "王小明"),
            ("country", "CN"),
            ("publicity", "private"),
        ],
    ];
    let cases: Vec<Case> = hidden
        .iter()
        .map(|flat| Case::from_typed(flat.iter().copied()).unwrap())
        .collect();
    let book = NameBook::new(&cases, letter_day());
    for (text, who) in [
        ("اعتقلوه وهالة حلبي", "halabi"),
        ("قال لهالة الحلبي", "halabi"),
        ("Write to taras.shevchuk@mail.by.", "taras"),
        ("Write to t.shevchuk@mail.by.", "taras"),
        (
            "https://a.by/%D0%A2%D0%B0%D1%80%D0%B0%D1%81-%D0%A8%D0%B5%D0%B2%D1%87%D1%83%D0%BA",
            "taras",
        ),
        ("https://a.by/taras%20shevchuk/", "taras"),
        ("with Т а р а с Ш е в ч у к there", "taras"),
        ("with T a  r a s   S h e v c h u k there", "taras"),
        ("Liu Xiaobo wrote.", "liu"),
        ("Xiaobo Liu, Liu Xiao-bo.", "liu"),
        ("劉曉波说", "liu"),
        ("He saw Li Hua there.", "li"),
        ("He saw X. Wang there.", "wang"),
        ("Wang Xiaoming wrote.", "wang"),
        (
            "Ann Wang and Peter Liu. A b c d. 50% off. Taras. Then Olga Shevchuk.",
            "",
        ),
    ] {
        let mut named: Vec<String> = book
            .find_named(text, None)
            .iter()
            .map(|named| named.who.to_string())
            .collect();
        named.dedup();
        assert_eq!(named.join(" "), who, "{text}");
    }
    assert_eq!(
        mask_text("刘晓波", &[], "Liu Xiaobo wrote; Mr. Liu and Xiaobo."),
        "P. Q. wrote; Mr. P. Q. and P. Q."
    );
    assert_eq!(
        mask_text("李华", &[], "They saw Li Hua there."),
        "They saw P. Q. there."
    );
}

#[test]
fn no_name_is_left_in_flat_fields_groups_officials_and_offices() {
    let mut raw = make_case(&[
        ("held_at", "Marta-Holub colony"),
        ("groups", "marta-holub-case; union"),
    ]);
    raw.officials = ["Viktor Senko", "Marta Holub", "Petr Novak"]
        .map(|name| {
            crate::model::Official::from_typed([("name", name), ("role", "judge")]).unwrap()
        })
        .to_vec();
    raw.events = vec![
        Event::from_typed([
            ("kind", "hearing"),
            ("date", "2020"),
            ("text", "Senko spoke."),
        ])
        .unwrap(),
    ];
    let mut told = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    let hidden = told.hide_others(&make_book());
    assert_eq!(
        hidden,
        HiddenTextCounts {
            changed: 2,
            dropped: 3
        }
    );
    assert_eq!(told.held_at.as_ref().unwrap().as_str(), "M. H. colony");
    assert_eq!(
        told.groups
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["union"]
    );
    let names: Vec<&str> = told
        .officials
        .iter()
        .map(|official| official.name.as_str())
        .collect();
    assert_eq!(names, ["M. H.", "Petr Novak"]);
    assert!(told.others_named(&make_book()).is_empty());

    let office = crate::model::Recipient::from_typed([
        ("id", "x"),
        ("role", "mep"),
        ("office", "Office of Marta Holub"),
        ("post", "Viktor Senko; Street 1"),
        ("email", "viktor.senko@a.by; info@a.by"),
    ])
    .unwrap();
    let (told, hidden) = make_book().hidden_in_office(office.clone());
    let told = told.unwrap();
    assert_eq!(
        hidden,
        HiddenTextCounts {
            changed: 1,
            dropped: 2
        }
    );
    assert_eq!(
        (told.office.as_str(), told.post.len(), told.email.len()),
        ("Office of M. H.", 1, 1)
    );
    let unnameable = crate::model::Recipient {
        office: "Viktor Senko".parse().unwrap(),
        ..office
    };
    assert!(make_book().hidden_in_office(unnameable).0.is_none());
}

#[test]
fn consent_is_not_in_the_record_that_is_told() {
    let told = PublicCase::disclose_case(
        &make_case(&[("consent", "given")]),
        letter_day(),
        &SourceDates::default(),
    )
    .unwrap();
    assert!(told.consent.is_some() && told.to_record().consent.is_none());
}

#[test]
fn in_what_is_public_others_have_their_pseudonym_or_are_not_there() {
    let mut raw = make_case(&[("summary", "A sat with Marta Holub.")]);
    raw.events = [
        "Marta Holub sang.",
        "Viktor Senko sang with Marta Holub.",
        "A sang.",
    ]
    .map(|text| Event::from_typed([("kind", "hearing"), ("date", "2020"), ("text", text)]).unwrap())
    .to_vec();
    let mut told = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    assert_eq!(told.others_named(&make_book()).len(), 4);
    assert_eq!(
        told.hide_others(&make_book()),
        HiddenTextCounts {
            changed: 2,
            dropped: 1
        }
    );
    let texts: Vec<Option<&str>> = told
        .events
        .iter()
        .map(|event| event.text.as_ref().map(crate::model::Line::as_str))
        .collect();
    assert_eq!(texts, [Some("M. H. sang."), None, Some("A sang.")]);
    assert_eq!(told.summary.as_ref().unwrap().as_str(), "A sat with M. H.");
    assert!(told.others_named(&make_book()).is_empty());
}
