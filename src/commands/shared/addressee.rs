//! What `--to` means: an office, a role or a group.

use super::reference;
use crate::app::error::Error;
use crate::model::vocabulary::{Role, Vocabulary};
use crate::model::{Id, Recipient, Sender};
use crate::store::Store;

/// What a `--to` stands for.
pub(crate) enum AddresseeSelector {
    /// These offices, whatever the cases.
    Offices(Vec<Recipient>),
    /// The office with this role in the state of each case; of an embassy, the one in the sender’s country.
    Role(Role, Vec<Recipient>),
}

impl AddresseeSelector {
    /// The offices, of a role all of them.
    pub(crate) fn into_offices(self) -> Vec<Recipient> {
        match self {
            Self::Offices(offices) | Self::Role(_, offices) => offices,
        }
    }
}

/// An id, a role, or a group.
pub(crate) fn find_addressee(
    store: &Store,
    who: &str,
    sender: &Sender,
) -> Result<AddresseeSelector, Error> {
    if let Ok(id) = who.trim().parse::<Id>() {
        if let Some(recipient) = store.load_recipient(&id)? {
            return Ok(AddresseeSelector::Offices(vec![recipient]));
        }
        let all = store.load_recipients()?;
        let role = Role::from_stored(id.as_str());
        if role.is_known() {
            if role == Role::Embassy && sender.country.is_none() {
                return Err(Error::usage(
                    "The embassy in which country? You have not said where you write from",
                )
                .try_with("cases init --country ES"));
            }
            let here = |office: &Recipient| {
                role != Role::Embassy
                    || office.accredited_to.is_none()
                    || office.accredited_to == sender.country
            };
            let offices = all
                .into_iter()
                .filter(|office| office.role == role && here(office))
                .collect();
            return Ok(AddresseeSelector::Role(role, offices));
        }
        let offices: Vec<Recipient> = all
            .into_iter()
            .filter(|office| office.groups.contains(&id))
            .collect();
        if !offices.is_empty() {
            return Ok(AddresseeSelector::Offices(offices));
        }
    }
    Err(reference::no_recipient_error(store, who)?)
}
