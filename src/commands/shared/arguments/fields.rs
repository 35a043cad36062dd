//! One flag for every flat field of a record, made from its field table.

use std::marker::PhantomData;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::change::is_date;
use super::replace_today;
use crate::model::{Date, Field, FieldMeaning, Record, ValueKind};

/// Whether a field is given by the program or has a flag of its own.
fn is_no_flag(field: &Field) -> bool {
    matches!(
        field.meaning,
        FieldMeaning::Id | FieldMeaning::FormerId | FieldMeaning::RecordKeeping
    )
}

/// The flat fields of a record as flags: `family_name` is `--family-name`; a list field may be given several times, and
/// its singular works as well (`--tag`).
#[derive(Debug, Clone)]
pub struct FieldArgs<R> {
    /// The fields that were given, each with its texts.
    pub given: Vec<(&'static str, Vec<String>)>,
    record: PhantomData<R>,
}

fn flag_fields<R: Record>() -> impl Iterator<Item = &'static Field> {
    R::FIELDS.iter().filter(|field| !is_no_flag(field))
}

/// `tags` → `tag`, `categories` → none: there is a field `category`.
fn singular_name<R: Record>(field: &Field) -> Option<String> {
    let name = field.name;
    let one = match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if name == "cases" => "case".to_owned(),
        None if name.ends_with("ses") => name[..name.len() - 2].to_owned(),
        None => name.strip_suffix('s')?.to_owned(),
    };
    (field.kind == ValueKind::List && !R::FIELDS.iter().any(|known| known.name == one))
        .then_some(one)
}

fn build_flag<R: Record>(field: &'static Field) -> Arg {
    let value = match field.kind {
        ValueKind::Date => "DATE",
        ValueKind::Term => "TERM",
        ValueKind::Flag => "yes|no",
        ValueKind::Word(..) => "WORD",
        _ => "TEXT",
    };
    let action = if field.kind == ValueKind::List {
        ArgAction::Append
    } else {
        ArgAction::Set
    };
    let arg = Arg::new(field.name)
        .long(field.name.replace('_', "-"))
        .value_name(value)
        .help(field.help)
        .action(action);
    let arg = match field.former_name {
        Some(former) => arg.alias(former.replace('_', "-")),
        None => arg,
    };
    match singular_name::<R>(field) {
        Some(one) => arg.visible_alias(one.replace('_', "-")),
        None => arg,
    }
}

impl<R: Record + Clone> FieldArgs<R> {
    /// These fields, with the day for `today` where a date is wanted.
    #[must_use]
    pub fn on_day(&self, today: Date) -> Self {
        let mut fields = self.clone();
        for (name, texts) in &mut fields.given {
            if is_date::<R>(name) {
                texts
                    .iter_mut()
                    .for_each(|text| *text = replace_today(text, today));
            }
        }
        fields
    }
}

impl<R: Record> Args for FieldArgs<R> {
    fn augment_args(command: Command) -> Command {
        command.args(flag_fields::<R>().map(build_flag::<R>))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<R: Record> FromArgMatches for FieldArgs<R> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = flag_fields::<R>()
            .filter_map(|field| {
                let texts = matches.get_many::<String>(field.name)?;
                Some((field.name, texts.cloned().collect()))
            })
            .collect();
        Ok(Self {
            given,
            record: PhantomData,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
