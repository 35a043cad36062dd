//! What a letter stands on: all that is known of those it is about, of whom it goes to and of who writes.

use super::disclosure::PublicCase;
use crate::model::{Cell, Recipient, Record, Sender};

/// The people, the office and the sender of a letter.
#[derive(Debug, Clone, Copy)]
pub struct LetterParties<'a> {
    /// About whom.
    pub cases: &'a [PublicCase],
    /// To whom; nobody in a public document.
    pub recipient: Option<&'a Recipient>,
    /// Who writes.
    pub sender: &'a Sender,
}

impl LetterParties<'_> {
    /// Every value, a line or more each, as the casebook holds it.
    pub fn all_texts(&self) -> Vec<String> {
        let cases = self.cases.iter().flat_map(|case| record_texts(&**case));
        let mut texts: Vec<String> = cases
            .chain(self.recipient.into_iter().flat_map(record_texts))
            .collect();
        let sender = self.sender;
        let lines = sender
            .name
            .iter()
            .chain(&sender.organisation)
            .chain(&sender.address)
            .chain(&sender.email);
        texts.extend(lines.map(ToString::to_string));
        let countries = self
            .cases
            .iter()
            .map(|case| case.country)
            .chain(sender.country);
        let of_office = self
            .recipient
            .iter()
            .flat_map(|office| office.country.into_iter().chain(office.post_country));
        texts.extend(
            countries
                .chain(of_office)
                .map(|country| country.name().to_owned()),
        );
        texts
    }

    /// The names of people that the casebook knows as such: each spelling of those the letter is about, officials, judges,
    /// holders of the office, the sender.
    pub fn people_names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for case in self.cases {
            names.extend(case.iter_names());
            names.extend(case.officials.iter().map(|official| &official.name));
            names.extend(case.sentences.iter().flat_map(|sentence| &sentence.judges));
        }
        names.extend(
            self.recipient
                .iter()
                .flat_map(|office| &office.holders)
                .map(|holder| &holder.name),
        );
        names.extend(&self.sender.name);
        names.into_iter().map(crate::model::Line::as_str).collect()
    }
}

fn record_texts<R: Record>(record: &R) -> Vec<String> {
    let rows = R::LISTS
        .iter()
        .flat_map(|list| record.rows(list.name))
        .flatten();
    let cells: Vec<Cell> = record
        .cells()
        .into_iter()
        .chain(rows)
        .filter(|cell| !cell.is_empty())
        .collect();
    cells.iter().map(Cell::to_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::testing;

    #[test]
    fn everything_that_may_be_told_is_ground_and_nothing_else() {
        let cases = [testing::sample_public_case("a")];
        let sender = Sender {
            address: vec!["Calle Mayor 1".parse().unwrap()],
            ..Sender::default()
        };
        let ground = LetterParties {
            cases: &cases,
            recipient: None,
            sender: &sender,
        };
        let texts = ground.all_texts().join("\n");
        for known in [
            "Aigul Example",
            "2017-05-16",
            "2y",
            "Example had no lawyer.",
            "Calle Mayor 1",
            "Kazakhstan",
        ] {
            assert!(texts.contains(known), "{known}");
        }
        assert!(!texts.contains("ZQSECRET"), "{texts}");
        assert_eq!(ground.people_names(), ["Aigul Example"]);
    }
}
