//! The kinds that are built in, and the files they are made of.

use std::collections::BTreeSet;
use std::path::Path;

use cases::letters::kind::TemplateTone;
use cases::letters::{TemplateLibrary, builtin};
use cases::model::vocabulary::{Role, Vocabulary};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/letter-templates");

fn files(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.file_name().is_some_and(|name| name != "README.md") {
            found.insert(path.strip_prefix(FOLDER).unwrap().display().to_string());
        }
    }
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let mut found = BTreeSet::new();
    files(Path::new(FOLDER), &mut found);
    assert_eq!(
        builtin::file_names()
            .map(str::to_owned)
            .collect::<BTreeSet<_>>(),
        found
    );
}

#[test]
fn every_partial_is_used_in_its_language() {
    let text_of = |name: &str| builtin::file_text(name).unwrap();
    for name in builtin::file_names().filter(|name| name.starts_with("partials/")) {
        let (code, file) = name["partials/".len()..].split_once('/').unwrap();
        let short = file.trim_end_matches(".md.hbs");
        let is_of_language = |other: &&str| {
            other.starts_with(&format!("partials/{code}/"))
                || other.ends_with(&format!("/{code}.md.hbs"))
        };
        let is_used = builtin::file_names().filter(is_of_language).any(|other| {
            let text = text_of(other);
            text.contains(&format!("{{{{> {short}}}}}"))
                || text.contains(&format!("{{{{> {short} "))
        });
        assert!(is_used, "{name}");
    }
}

#[test]
fn every_built_in_template_passes_its_own_check() {
    let library = TemplateLibrary::default();
    for kind in builtin::kind_names() {
        let languages = library.list_kind_languages(kind).unwrap();
        assert_eq!(
            languages,
            library
                .load_settings(kind)
                .unwrap()
                .languages
                .into_keys()
                .collect::<Vec<_>>(),
            "{kind}"
        );
        for code in languages {
            let template = library
                .load_template(kind, &library.load_language(&code).unwrap())
                .unwrap();
            assert_eq!(template.find_problems(), [], "{kind} {code}");
            assert!(template.text.text.starts_with("# "), "{kind} {code}");
        }
    }
}

/// The kinds that are written in English alone so far.
const ENGLISH_ALONE: [&str; 1] = ["sanctions-call"];

#[test]
fn every_letter_to_somebody_is_in_five_languages_and_the_others_in_two() {
    let library = TemplateLibrary::default();
    for kind in builtin::kind_names() {
        let all: &[&str] = if ENGLISH_ALONE.contains(&kind) {
            &["en"]
        } else if library.load_settings(kind).unwrap().addressed {
            &["de", "en", "fr", "kk", "ru"]
        } else {
            &["en", "ru"]
        };
        assert_eq!(library.list_kind_languages(kind).unwrap(), all, "{kind}");
    }
}

#[test]
fn every_role_has_one_kind_of_letter() {
    let library = TemplateLibrary::default();
    for word in Role::WORDS
        .iter()
        .filter(|word| !["media", "other"].contains(&word.slug))
    {
        let role = Role::from_stored(word.slug);
        let serving: Vec<&str> = builtin::kind_names()
            .filter(|kind| library.load_settings(kind).unwrap().serves.contains(&role))
            .collect();
        assert_eq!(serving.len(), 1, "{}: {serving:?}", word.slug);
        assert!(
            library.load_settings(serving[0]).unwrap().addressed,
            "{}",
            word.slug
        );
        assert_eq!(library.kind_for(&role).unwrap(), serving[0]);
    }
}

#[test]
fn a_letter_is_an_appeal_unless_it_is_chosen() {
    let library = TemplateLibrary::default();
    for kind in builtin::kind_names() {
        let settings = library.load_settings(kind).unwrap();
        assert_eq!(
            settings.serves.is_empty(),
            settings.register != TemplateTone::Appeal,
            "{kind}"
        );
        assert_eq!(
            settings.contacts,
            ["status-report", "action-sheet"].contains(&kind),
            "{kind}"
        );
        assert_eq!(settings.signed, !settings.contacts, "{kind}");
    }
}
