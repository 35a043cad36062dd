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
    Action, Charge, Country, Demand, Event, Holder, Line, PartialDate, Penalty, Recipient,
    Restriction, Sentence, Term,
};

use super::cldr::{CldrLocale, ENGLISH};
use basic::{format_list, format_term, list_of_clauses};
use person::to_possessive;

use super::{
    AskedOffice, AskedPeople, DemandForms, LanguagePhrases, PeopleGroup, PeoplePhrase, Pronouns,
    WriterPronouns,
};
use crate::letters::law::LawCitation;
use crate::letters::letter::Labels;

/// English.
#[derive(Debug)]
pub(super) struct English;

impl LanguagePhrases for English {
    fn cldr_data(&self) -> &CldrLocale {
        &ENGLISH
    }

    fn on_date(&self, date: PartialDate) -> String {
        basic::on_date(date)
    }

    fn format_term(&self, length: Term) -> String {
        format_term(length)
    }

    fn format_number(&self, number: usize) -> String {
        basic::format_number(number)
    }

    fn describe_status(&self, status: &Status, past: bool) -> String {
        person::describe_status(status, past)
    }

    fn status_label(&self, status: &Status) -> String {
        status.label()
    }

    fn choose_pronouns(&self, gender: Option<&Gender>, name: &str) -> Pronouns {
        person::choose_pronouns(gender, name)
    }

    fn writer_pronouns(&self, several: bool) -> WriterPronouns {
        person::writer_pronouns(several)
    }

    fn state_name(&self, country: Country) -> String {
        state::state_name(country)
    }

    fn category_name(&self, category: &Category, several: bool) -> String {
        label::category_name(category, several)
    }

    fn group_heading(&self, group: Option<StatusGroup>) -> String {
        label::group_heading(group).to_owned()
    }

    fn others_heading(&self) -> String {
        "others".to_owned()
    }

    fn describe_restriction(&self, restriction: &Restriction) -> String {
        label::describe_restriction(restriction)
    }

    fn describe_rights(&self, concerns: &[ConcernKind]) -> Option<String> {
        law::describe_rights(concerns)
    }

    fn charge_clause(&self, charges: &[Charge], past: bool) -> String {
        charge::charge_clause(charges, past)
    }

    fn describe_charges(&self, charges: &[Charge]) -> String {
        charge::describe_charges(charges)
    }

    fn cite_article(&self, charge: &Charge) -> String {
        charge::cite_article(charge)
    }

    fn describe_penalty(&self, sentence: &Sentence) -> String {
        penalty::describe_penalty(sentence)
    }

    fn describe_additional(&self, penalty: &Penalty) -> String {
        penalty::describe_additional(penalty)
    }

    fn describe_event(&self, event: &Event) -> Option<String> {
        event.text.as_ref().map(ToString::to_string)
    }

    fn join_events(&self, told: &str, next: &str) -> String {
        format!("{told} {next}")
    }

    fn standing_note(&self, standing: &Standing) -> Option<String> {
        label::standing_note(standing).map(str::to_owned)
    }

    fn has_attribution(&self, text: &str) -> bool {
        label::has_attribution(text)
    }

    fn concern_heading(&self, concern: &ConcernKind) -> String {
        concern.label()
    }

    fn action_body(&self, action: &Action) -> String {
        action.body.to_string()
    }

    fn official_role(&self, role: &OfficialRole) -> String {
        role.label()
    }

    fn office_name(&self, office: &Recipient) -> String {
        office.office.to_string()
    }

    fn list_asked_parties(&self, of: &[Line]) -> String {
        format_list(&of.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    fn crowd_noun(&self, crowd: PeopleGroup) -> String {
        label::crowd_noun(crowd).to_owned()
    }

    fn describe_demand(&self, demand: &Demand, who: &PeoplePhrase) -> String {
        demand::describe_demand(demand, who)
    }

    fn demand_forms(
        &self,
        demand: &Demand,
        people: &AskedPeople,
        office: &AskedOffice<'_>,
    ) -> Option<DemandForms> {
        Some(demand::describe_forms(demand, people, office))
    }

    fn describe_law(&self, citation: &LawCitation, state: &str) -> Option<String> {
        law::describe_law(citation, state)
    }

    fn consent_note(&self) -> String {
        "given".to_owned()
    }

    fn letter_labels(&self) -> Labels {
        address::letter_labels()
    }

    fn by_email(&self, address: &str) -> String {
        format!("By e-mail: {address}")
    }

    fn your_name(&self) -> String {
        "⟦your name⟧".to_owned()
    }

    fn usual_salutation(&self, role: &Role, _gender: Option<&Gender>) -> String {
        address::usual_salutation(role)
    }

    fn named_salutation(&self, role: &Role, holder: &Holder) -> Option<String> {
        address::named_salutation(role, holder)
    }

    fn usual_close(&self, salutation: Option<&str>, _several: bool) -> String {
        address::usual_close(salutation).to_owned()
    }
}
