//! `data/names` says what ISO 3166-1 and CLDR say. With `GOLDEN=overwrite` its tables are written anew.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::path::Path;

use icu_experimental::displaynames::DisplayNamesOptions;
use icu_experimental::displaynames::multi::{LanguageDisplayNames, RegionDisplayNames};
use icu_locale_core::{Locale, locale};
use snapbox::{Assert, Data};

/// The languages of CLDR in which states have names.
const LANGUAGES: &str = "af am ar as ast az be bg bn br bs ca ceb chr ckb cs cy da de dsb el en en-GB eo es et eu fa fi fil fo fr fy \
ga gd gl gu ha he hi hr hsb hu hy ia id ig is it ja jv ka kk km kn ko kok ku ky lb lo lt lv mi mk ml mn mr ms mt my nb ne nl nn no or \
pa pcm pl ps pt pt-PT qu rm ro ru sc sd si sk sl so sq sr sr-Latn sv sw ta te tg th ti tk to tr tt ug uk ur uz uz-Cyrl vi wo xh yo \
yue zh zh-Hant zu";

fn assert_table(name: &str, table: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/names")
        .join(name);
    Assert::new()
        .action_env("GOLDEN")
        .normalize_paths(false)
        .eq(Data::text(table), Data::read_from(&path, None).raw());
}

#[test]
fn states_have_the_names_of_cldr() {
    let mut states = celes::Country::get_countries();
    states.sort_unstable_by_key(|state| state.alpha2);
    let mut table = String::new();
    let mut add_row = |head: &str, cells: Vec<&str>| {
        writeln!(table, "{head}\t{}", cells.join("\t")).unwrap();
    };
    add_row("alpha2", states.iter().map(|state| state.alpha2).collect());
    add_row("alpha3", states.iter().map(|state| state.alpha3).collect());
    add_row("iso", states.iter().map(|state| state.long_name).collect());
    for language in LANGUAGES.split(' ') {
        let locale: Locale = language.parse().unwrap();
        let names =
            RegionDisplayNames::try_new(locale.into(), DisplayNamesOptions::default()).unwrap();
        let name_of = |state: &celes::Country| names.of(state.alpha2.parse().unwrap());
        add_row(
            language,
            states
                .iter()
                .map(|state| name_of(state).unwrap_or_default())
                .collect(),
        );
    }
    assert_table("states.tsv", table);
}

#[test]
fn languages_have_the_english_names_of_cldr() {
    let names =
        LanguageDisplayNames::try_new(locale!("en-GB").into(), DisplayNamesOptions::default())
            .unwrap();
    let letters = || ('a'..='z').map(String::from);
    let pairs = || letters().flat_map(|first| letters().map(move |next| first.clone() + &next));
    let mut table = String::new();
    for pair in pairs() {
        let codes =
            std::iter::once(pair.clone()).chain(letters().map(|third| pair.clone() + &third));
        for code in codes {
            if let Some(name) = code.parse().ok().and_then(|code| names.of(code)) {
                writeln!(table, "{code}\t{name}").unwrap();
            }
        }
    }
    assert_table("languages.tsv", table);
}
