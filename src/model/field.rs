//! What a field is: who may see it, and what it says. Both stand once, in the record's own table of fields.

use super::value::ValueKind;

/// One field of a record, as every surface sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// As written in files and typed after `--set`: `family_name`.
    pub name: &'static str,
    /// What it says, in a few words.
    pub help: &'static str,
    /// What kind of value it holds.
    pub kind: ValueKind,
    /// Whether a record cannot be without it.
    pub needed: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// What it says or names.
    pub meaning: FieldMeaning,
    /// Another name that it had once, which is still read.
    pub former_name: Option<&'static str>,
}

/// Who may see a field or a list of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Visibility {
    /// Letters and public lists may show it, unless the case says otherwise.
    Public,
    /// For the campaign only: no letter and no public list shows it.
    Private,
    /// Shown in no letter, and in our own lists and tables only if the column is asked for by name.
    Never,
}

/// What a field says or names. Whatever treats fields differently asks for this, never for the name of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldMeaning {
    /// The id of the record itself.
    Id,
    /// Ids that it had before.
    FormerId,
    /// What the program keeps of the record: its number, its revision.
    RecordKeeping,
    /// When the record was last known true.
    RecordDate,
    /// What that date was taken from.
    RecordDateBasis,
    /// The name of the person whom the case is about.
    FullName,
    /// The same in the person's own script.
    NativeName,
    /// A part of that name.
    NamePart,
    /// Another name or spelling.
    Alias,
    /// The name under which a person is written of whose own is withheld.
    Pseudonym,
    /// Female, male or other.
    Gender,
    /// The date of birth.
    BirthDate,
    /// What the person does.
    Occupation,
    /// An organisation.
    Organisation,
    /// A category of people.
    Category,
    /// A shared prosecution or pattern, or a group of offices.
    Group,
    /// A label of our own.
    Tag,
    /// Whether the case is public.
    Publicity,
    /// Whether the person agreed.
    Consent,
    /// Who said so.
    ConsentGiver,
    /// The day before which something is not disclosed.
    Embargo,
    /// Whether a fact may be disclosed.
    Privacy,
    /// Fields that are not disclosed.
    PrivateFields,
    /// The story of a case, as a person wrote it.
    Narrative,
    /// The day up to which a narrative reaches.
    NarrativeDate,
    /// Notes for ourselves.
    Notes,
    /// A state.
    Country,
    /// A place.
    Place,
    /// When something was or began.
    Date,
    /// When it ended.
    EndDate,
    /// Another date of it: when it takes effect, which earlier one it changes, when it was verified.
    OtherDate,
    /// A length of time.
    Term,
    /// What kind of thing it is, as a word of its vocabulary.
    Kind,
    /// The situation of a person.
    Status,
    /// How a claim or a charge stands.
    Standing,
    /// What an office is, or which part an official has.
    Role,
    /// Another word of a vocabulary, or a yes or no, that names nobody.
    Detail,
    /// A penalty, with words of our own behind a colon.
    Penalty,
    /// A law.
    Law,
    /// An article of a law.
    Article,
    /// A part of an article.
    ArticlePart,
    /// An offence, as a document names it.
    Offence,
    /// A court.
    Court,
    /// A person other than the subject of the case.
    PersonName,
    /// What stands before the name of such a person.
    NameStyle,
    /// An office.
    Office,
    /// An institution.
    Body,
    /// Who is asked.
    Addressee,
    /// A sentence or a phrase in our own words.
    Text,
    /// The title of a document, or the subject of a letter.
    Title,
    /// A number or a digest that identifies something.
    Number,
    /// The source that it rests on.
    Source,
    /// The cases that it is about.
    Cases,
    /// Another record, by its id.
    Reference,
    /// The template of a letter.
    Template,
    /// The field or the list that it is about.
    Subject,
    /// What a source says of that field, in the form in which it is typed.
    ClaimedValue,
    /// A language.
    Language,
    /// Lines of a postal address.
    PostalLine,
    /// Forms of address, ready to print.
    AddressForm,
    /// An address of electronic mail.
    Email,
    /// A telephone or fax number.
    Phone,
    /// An address on the web.
    WebAddress,
}

/// Who can be named by a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedPerson {
    /// The subject of the case; in another record, the person whose name its id is made of.
    Own,
    /// Anybody: its words are free.
    Anybody,
    /// Nobody.
    Nobody,
}

impl Field {
    /// Whether this is its name, or was.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.former_name == Some(name)
    }

    /// Its column in the store, which keeps the name that it was made with.
    pub fn column_name(&self) -> &'static str {
        self.former_name.unwrap_or(self.name)
    }

    /// Whether a case can withhold it: letters mention it and can do without it.
    pub fn can_be_withheld(&self) -> bool {
        // Told with the name, with the record and with the narrative, or not at all.
        let is_part_of_another = matches!(
            self.meaning,
            FieldMeaning::NamePart
                | FieldMeaning::RecordDate
                | FieldMeaning::RecordDateBasis
                | FieldMeaning::NarrativeDate
        );
        self.visibility == Visibility::Public && !self.needed && !is_part_of_another
    }

    /// Whether it says what a fact rests on and who may hear of it, not what it is.
    pub fn stands_behind(&self) -> bool {
        matches!(
            self.meaning,
            FieldMeaning::Source
                | FieldMeaning::Standing
                | FieldMeaning::Privacy
                | FieldMeaning::Embargo
        )
    }

    /// Whether it alone identifies an entry of a list.
    pub fn tells_the_entry(&self) -> bool {
        let is_name = matches!(
            self.meaning,
            FieldMeaning::Offence | FieldMeaning::PersonName | FieldMeaning::Language
        );
        self.needed && is_name
    }
}

impl FieldMeaning {
    /// Whether it is a name of the subject of a case, or an id made of one.
    pub fn names_the_person(self) -> bool {
        self.named_person() == NamedPerson::Own
    }

    /// Whether it holds words in which somebody else can be named.
    pub fn can_name_others(self) -> bool {
        // A list of other names may have a relative’s among them.
        self.named_person() == NamedPerson::Anybody || self == Self::Alias
    }

    /// Whether it is said beside a name why, or that, the person is not to be named.
    pub fn protects_the_person(self) -> bool {
        matches!(
            self,
            Self::Publicity | Self::Consent | Self::Embargo | Self::Pseudonym
        )
    }

    /// Who can be named by it.
    pub fn named_person(self) -> NamedPerson {
        match self {
            Self::Id | Self::FullName | Self::NativeName | Self::NamePart | Self::Alias => {
                NamedPerson::Own
            }
            Self::Occupation
            | Self::Organisation
            | Self::Group
            | Self::ConsentGiver
            | Self::Narrative
            | Self::Notes
            | Self::Place
            | Self::Penalty
            | Self::Offence
            | Self::Court
            | Self::PersonName
            | Self::NameStyle
            | Self::Office
            | Self::Body
            | Self::Addressee
            | Self::Text
            | Self::Title
            | Self::ClaimedValue
            | Self::PostalLine
            | Self::AddressForm
            | Self::Email
            | Self::WebAddress => NamedPerson::Anybody,
            Self::FormerId
            | Self::RecordKeeping
            | Self::RecordDate
            | Self::RecordDateBasis
            | Self::Pseudonym
            | Self::Gender
            | Self::BirthDate
            | Self::Category
            | Self::Tag
            | Self::Publicity
            | Self::Consent
            | Self::Embargo
            | Self::Privacy
            | Self::PrivateFields
            | Self::NarrativeDate
            | Self::Country
            | Self::Date
            | Self::EndDate
            | Self::OtherDate
            | Self::Term
            | Self::Kind
            | Self::Status
            | Self::Standing
            | Self::Role
            | Self::Detail
            | Self::Law
            | Self::Article
            | Self::ArticlePart
            | Self::Number
            | Self::Source
            | Self::Cases
            | Self::Reference
            | Self::Template
            | Self::Subject
            | Self::Language
            | Self::Phone => NamedPerson::Nobody,
        }
    }
}

/// The name in a list of one; none in an empty one.
pub(super) const fn first_name(names: &[&'static str]) -> Option<&'static str> {
    match names {
        [name, ..] => Some(*name),
        [] => None,
    }
}

/// The position of the first field of this meaning.
pub fn find_meaning(fields: &[Field], meaning: FieldMeaning) -> Option<usize> {
    fields.iter().position(|field| field.meaning == meaning)
}
