//! English, in British spelling, day before month.

mod address;
mod basic;
mod charge;
mod demand;
mod label;
mod law;
mod penalty;
mod person;
mod state;

use crate::model::vocabulary::{
    Category, ConcernKind, Gender, OfficialRole, Role, Standing, Status, StatusGroup, Vocabulary,
};
use crate::model::{
    Action, Charge, Country, Demand, Event, Line, PartialDate, Penalty, Recipient, Restriction, Sentence, Term,
};

use super::cldr::{Cldr, ENGLISH};
use basic::{list, list_of_clauses, term};
use person::possessive;

use super::{Crowd, Pronouns, Who, Words, Writer};
use crate::letters::letter::Labels;

/// English.
#[derive(Debug)]
pub(super) struct English;

impl Words for English {
    fn cldr(&self) -> &Cldr {
        &ENGLISH
    }

    fn on_date(&self, date: PartialDate) -> String {
        basic::on_date(date)
    }

    fn term(&self, length: Term) -> String {
        term(length)
    }

    fn count(&self, number: usize) -> String {
        basic::count(number)
    }

    fn status(&self, status: &Status, past: bool) -> String {
        person::status(status, past)
    }

    fn status_label(&self, status: &Status) -> String {
        status.label()
    }

    fn pronouns(&self, gender: Option<&Gender>, name: &str) -> Pronouns {
        person::pronouns(gender, name)
    }

    fn writer(&self, several: bool) -> Writer {
        person::writer(several)
    }

    fn state(&self, country: Country) -> String {
        state::state(country)
    }

    fn category(&self, category: &Category, several: bool) -> String {
        label::category(category, several)
    }

    fn group(&self, group: Option<StatusGroup>) -> String {
        label::group(group).to_owned()
    }

    fn others(&self) -> String {
        "others".to_owned()
    }

    fn restriction(&self, restriction: &Restriction) -> String {
        label::restriction(restriction)
    }

    fn rights(&self, concerns: &[ConcernKind]) -> Option<String> {
        law::rights(concerns)
    }

    fn charged(&self, charges: &[Charge], past: bool) -> String {
        charge::charged(charges, past)
    }

    fn charges(&self, charges: &[Charge]) -> String {
        charge::charges(charges)
    }

    fn article(&self, charge: &Charge) -> String {
        charge::article(charge)
    }

    fn penalty(&self, sentence: &Sentence) -> String {
        penalty::penalty(sentence)
    }

    fn additional(&self, penalty: &Penalty) -> String {
        penalty::additional(penalty)
    }

    fn event(&self, event: &Event) -> Option<String> {
        event.text.as_ref().map(ToString::to_string)
    }

    fn event_and(&self, told: &str, next: &str) -> String {
        format!("{told} {next}")
    }

    fn standing(&self, standing: &Standing) -> Option<String> {
        label::standing(standing).map(str::to_owned)
    }

    fn attributes(&self, text: &str) -> bool {
        label::attributes(text)
    }

    fn concern(&self, concern: &ConcernKind) -> String {
        concern.label()
    }

    fn action(&self, action: &Action) -> String {
        action.body.to_string()
    }

    fn official(&self, role: &OfficialRole) -> String {
        role.label()
    }

    fn office(&self, office: &Recipient) -> String {
        office.office.to_string()
    }

    fn asked(&self, of: &[Line]) -> String {
        list(&of.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    fn crowd(&self, crowd: Crowd) -> String {
        label::crowd(crowd).to_owned()
    }

    fn demand(&self, demand: &Demand, who: &Who) -> String {
        demand::demand(demand, who)
    }

    fn consent(&self) -> String {
        "given".to_owned()
    }

    fn labels(&self) -> Labels {
        address::labels()
    }

    fn by_email(&self, address: &str) -> String {
        format!("By e-mail: {address}")
    }

    fn your_name(&self) -> String {
        "⟦your name⟧".to_owned()
    }

    fn salutation(&self, role: &Role, _gender: Option<&Gender>) -> String {
        address::salutation(role)
    }

    fn close(&self, _salutation: Option<&str>, _several: bool) -> String {
        "Yours sincerely,".to_owned()
    }
}
