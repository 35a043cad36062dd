//! Sources that are known by their address.

use super::{Id, Line, PartialDate, Source};

/// The number of words of a title that make the id of a source.
const TITLE_WORDS: usize = 5;

/// Whether a text is the address of a page: `https://…`, `http://…`.
pub fn is_address(text: &str) -> bool {
    strip_scheme(text).is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

fn strip_scheme(text: &str) -> Option<&str> {
    let text = text.trim();
    ["https://", "http://"]
        .into_iter()
        .find(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
        })
        .map(|scheme| &text[scheme.len()..])
}

/// The form in which addresses are compared: the same page gives the same, with `http` or `https`, with `www.` or without, with
/// a slash at its end, and wherever in the page the address leads.
pub fn address_key(address: &str) -> String {
    let address = address.trim();
    let rest = strip_scheme(address).unwrap_or(address);
    let rest = rest.split('#').next().unwrap_or_default();
    let (host, path) = match rest.find(['/', '?']) {
        Some(end) => rest.split_at(end),
        None => (rest, ""),
    };
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    format!("{host}{}", path.trim_end_matches('/'))
}

/// The host of an address without `www.`: `hrw.org`.
fn host_name(address: &str) -> String {
    let key = address_key(address);
    let host = key.split(['/', '?', ':']).next().unwrap_or_default();
    host.to_owned()
}

/// The id that a source gets when none is chosen: who published it and when, else the first words of its title, else those of
/// its address: `hrw-2018-04`, `hrw-court-upholds-sentence`.
pub fn suggest_id(
    address: Option<&str>,
    publisher: Option<&str>,
    title: Option<&str>,
    date: Option<PartialDate>,
) -> Id {
    let host = address.map(host_name);
    let name_of_host = host
        .as_deref()
        .and_then(|host| host.rsplit_once('.'))
        .map(|(name, _)| name);
    let who = name_of_host.or(publisher).unwrap_or_default();
    let path = address.map(|address| {
        let key = address_key(address);
        let path = key.split('?').next().unwrap_or_default();
        let last = path.split('/').skip(1).last().unwrap_or_default();
        last.split('.').next().unwrap_or_default().to_owned()
    });
    let what = match (date, title) {
        (Some(date), _) => date.to_string(),
        (None, Some(title)) => first_words(title),
        (None, None) => first_words(&path.unwrap_or_default()),
    };
    Id::from_name(&format!("{who} {what}"))
}

fn first_words(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(TITLE_WORDS)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A source of which only the address is known, under an id that `is_taken` leaves free. Its title says what it is, in
/// brackets, until somebody gives the one that is printed.
pub fn source_of_address<E>(
    address: Line,
    is_taken: impl FnMut(&Id) -> Result<bool, E>,
) -> Result<Source, E>
where
    E: From<super::InvalidValue>,
{
    let id = suggest_id(Some(address.as_str()), None, None, None).first_free(is_taken)?;
    Ok(Source {
        id,
        title: format!("[a page of {}]", host_name(address.as_str())).parse()?,
        publisher: None,
        date: None,
        url: Some(address),
        accessed: None,
        kind: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_key() {
        let keys = [
            "https://www.hrw.org/news/2018/04/10/trial/",
            "http://hrw.org/news/2018/04/10/trial",
            " HTTPS://HRW.org/news/2018/04/10/trial#top",
        ]
        .map(address_key);
        assert!(
            keys.iter()
                .all(|key| *key == "hrw.org/news/2018/04/10/trial"),
            "{keys:?}"
        );
        assert_ne!(
            address_key("https://example.org/page?id=1"),
            address_key("https://example.org/page?id=2")
        );
        assert_ne!(
            address_key("https://example.org/Page"),
            address_key("https://example.org/page"),
            "a path is what its server makes of it"
        );
    }

    #[test]
    fn what_is_an_address() {
        for text in ["https://hrw.org", "HTTP://a.b/c?d"] {
            assert!(is_address(text), "{text}");
        }
        for text in ["hrw-2018", "https://", "https://a b.org", "ftp://a.org", ""] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn an_id_says_who_and_when_or_what() {
        let date = "2018-04".parse().ok();
        let page = Some("https://www.hrw.org/news/2018/04/10/court-upholds-his-long-sentence.html");
        for (address, publisher, title, date, id) in [
            (page, None, Some("A title"), date, "hrw-2018-04"),
            (
                page,
                None,
                Some("Court upholds a sentence"),
                None,
                "hrw-court-upholds-a-sentence",
            ),
            (
                page,
                None,
                None,
                None,
                "hrw-court-upholds-his-long-sentence",
            ),
            (
                None,
                Some("Amnesty"),
                Some("Urgent action"),
                date,
                "amnesty-2018-04",
            ),
            (None, None, Some("Приговор суда"), None, "prigovor-suda"),
            (Some("https://example.org"), None, None, None, "example"),
        ] {
            assert_eq!(suggest_id(address, publisher, title, date).as_str(), id);
        }
    }

    #[test]
    fn a_source_of_an_address_says_that_its_title_is_ours() {
        let taken = |id: &Id| Ok::<_, crate::model::InvalidValue>(id.as_str() == "example-a");
        let source = source_of_address("https://example.org/a".parse().unwrap(), taken).unwrap();
        assert_eq!(source.id.as_str(), "example-a-2");
        assert_eq!(source.title.as_str(), "[a page of example.org]");
    }
}
