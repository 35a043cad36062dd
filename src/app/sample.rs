//! The sample casebook: the people of five documents from 2011 to 2021, compiled in.

use crate::app::error::Error;
use crate::app::public;
use crate::exchange::{self, FileFormat};
use crate::model::{Casebook, Date};
use crate::store::Store;

/// The files of `data/sample/`, in the order in which they refer to each other.
const FILES: &[&str] = &[
    include_str!("../../data/sample/sources.toml"),
    include_str!("../../data/sample/recipients.toml"),
    include_str!("../../data/sample/cases-2011.toml"),
    include_str!("../../data/sample/cases-2018-detained.toml"),
    include_str!("../../data/sample/cases-2018-others.toml"),
    include_str!("../../data/sample/cases-2021.toml"),
];

/// The day of the sample casebook: its documents end in September 2021.
pub fn casebook_day() -> Date {
    jiff::civil::date(2021, 9, 15)
}

/// The sample casebook as records.
///
/// # Errors
/// Never, for the files that are compiled in; a test reads them all.
pub fn load_casebook() -> Result<Casebook, Error> {
    let mut casebook = Casebook::default();
    for file in FILES {
        casebook.append(exchange::read_casebook(FileFormat::Toml, file.as_bytes())?.casebook);
    }
    Ok(casebook)
}

/// The offices of the UN, the EU, the Council of Europe and the OSCE that the documents name, with the sources of their addresses
/// and the day of these. Those who held them then are left out: they have changed since.
pub fn starter_offices() -> Result<Casebook, Error> {
    let sample = load_casebook()?;
    let mut offices = sample.recipients;
    offices.retain(|office| office.country.is_none());
    offices.iter_mut().for_each(|office| office.holders.clear());
    let named = public::named_sources(&[], &offices);
    let mut sources = sample.sources;
    sources.retain(|source| named.contains(&source.id));
    Ok(Casebook {
        sources,
        recipients: offices,
        ..Casebook::default()
    })
}

/// A casebook in memory that holds the sample.
pub fn open_store() -> Result<Store, Error> {
    let mut store = Store::in_memory()?;
    let sample = load_casebook()?;
    store.run_operation(
        "init --sample",
        &format!("{}T00:00:00Z", casebook_day()),
        |operation| {
            for source in &sample.sources {
                operation.put_source(source)?;
            }
            for recipient in &sample.recipients {
                operation.put_recipient(recipient)?;
            }
            for case in &sample.cases {
                operation.put_case(case)?;
            }
            Ok::<_, Error>(())
        },
    )?;
    Ok(store)
}
