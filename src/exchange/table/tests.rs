//! How tables are read.

use super::*;

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
    assert_eq!(mapping("Nom = name"), Ok(("Nom".to_owned(), "name".to_owned())));
    assert_eq!(mapping("a=b=-"), Ok(("a=b".to_owned(), "-".to_owned())));
    assert!(mapping("Nom").is_err() && mapping("=name").is_err() && mapping("Nom=").is_err());
}
