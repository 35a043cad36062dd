//! What a template may say of the facts of a case.

use crate::letters::schema::{MarkdownText, shaped};

shaped! {
    /// What the questionnaire of the Working Group on Arbitrary Detention asks about a person, as far as it is known.
    pub struct QuestionnaireInfo {
        /// the family name
        family_name: Option<String>,
        /// the given names
        given_name: Option<String>,
        /// the profession or activity, where it is known
        profession: Option<String>,
        /// the age at the time of the arrest: 38
        age: Option<String>,
        /// the date of the arrest in words
        arrested: Option<String>,
        /// the place of the arrest
        arrest_place: Option<String>,
        /// how the arrest is told, in whole sentences
        arrest_text: Option<String>,
        /// the officers named, with their offices, in a row
        forces: Option<String>,
        /// how the order of detention is told; its date, where nothing is told of it
        ordered: Option<String>,
        /// the court of the sentence in force
        court: Option<String>,
        /// the categories of arbitrary detention to which the facts point
        categories: Vec<ArbitraryCategoryInfo>,
    }
}

shaped! {
    /// A category of arbitrary detention.
    pub struct ArbitraryCategoryInfo {
        /// its number: II
        number: String,
        /// what it says, as it follows “because”
        words: String,
    }
}

shaped! {
    /// A law under which a state or a union of states can impose personal sanctions for violations of human rights.
    pub struct StatuteInfo {
        /// whose it is: the European Union
        of: String,
        /// its name, with its article
        name: String,
        /// what of the facts told it covers, in a row with the articles
        covers: Option<String>,
        /// what it reaches at all, as it follows “it reaches”
        scope: Option<String>,
    }
}

shaped! {
    /// One charge.
    pub struct ChargeInfo {
        /// the offence
        title: String,
        /// the article in words
        article: Option<String>,
        /// accused, convicted …
        standing: Option<String>,
        /// whether the person was convicted of it
        convicted: bool,
        /// when, in words
        date: Option<String>,
    }
}

shaped! {
    /// One sentence of a court.
    pub struct SentenceInfo {
        /// the main penalty without its length: imprisonment
        kind_words: String,
        /// the main penalty in words: five years in prison
        penalty: String,
        /// the length alone: five years
        term: Option<String>,
        /// further penalties, each in words
        additional: Vec<String>,
        /// the same in a row
        additional_words: Option<String>,
        /// main and further penalties in a row
        all_words: String,
        /// the date in words: 28 November 2016
        date: Option<String>,
        /// the same with its preposition: on 28 November 2016
        on_date: Option<String>,
        /// the court
        court: Option<String>,
        /// the judges, in a row
        judges: Option<String>,
        /// whether there are several judges
        several_judges: bool,
        /// whether it was pronounced on appeal
        appeal: bool,
        /// how an event tells it, in whole sentences
        text: Option<String>,
        /// the sentence it changed
        earlier: Option<EarlierInfo>,
    }
}

shaped! {
    /// The sentence that a later one changed.
    pub struct EarlierInfo {
        /// the main penalty in words
        penalty: String,
        /// the length alone
        term: Option<String>,
        /// the date in words
        date: Option<String>,
        /// the same with its preposition
        on_date: Option<String>,
        /// whether the later sentence is longer
        raised: bool,
        /// whether the later sentence is shorter
        cut: bool,
        /// by how much, in words: eight months
        difference: Option<String>,
    }
}

shaped! {
    /// A restriction outside a sentence.
    pub struct RestrictionInfo {
        /// what it is, in words
        words: String,
        /// since when, in words
        from: Option<String>,
        /// until when, in words
        until: Option<String>,
    }
}

shaped! {
    /// An event.
    pub struct EventInfo {
        /// the kind: arrest
        kind: String,
        /// a whole sentence; in another language than the casebook’s, the kind in words with a full stop
        text: String,
        /// when, in words
        date: Option<String>,
        /// the same with its preposition: on 5 April 2018
        on_date: Option<String>,
        /// whether it is the pronouncement of one of the sentences
        sentencing: bool,
        /// whether it is an appeal or a complaint, or an answer to one
        remedy: bool,
        /// whether it is alleged and not proven
        alleged: bool,
        /// whether the authorities state it
        official: bool,
    }
}

shaped! {
    /// What happened on one date.
    pub struct MomentInfo {
        /// when, in words
        date: Option<String>,
        /// the same with its preposition
        on_date: Option<String>,
        /// what the events say, one after the other
        text: String,
    }
}

shaped! {
    /// A kind of concern that several people share.
    pub struct IssueInfo {
        /// the kind: unfair-trial
        kind: String,
        /// the kind in words: unfair trial
        label: String,
        /// of how many people
        count: usize,
        /// the same in words
        count_words: String,
        /// their names in a row
        names: String,
        /// whether it is among the gravest: torture, psychiatry, a forced confession
        grave: bool,
    }
}

shaped! {
    /// A concern.
    pub struct ConcernInfo {
        /// the kind: unfair-trial
        kind: String,
        /// the kind in words: unfair trial
        label: String,
        /// a whole sentence, if there is one
        text: Option<String>,
        /// the people it is about, in a row
        names: String,
        /// whether it is alleged and not proven
        alleged: bool,
    }
}

shaped! {
    /// An official with a part in a case.
    pub struct OfficialInfo {
        /// the name
        name: String,
        /// the name with the family name in capitals
        name_caps: String,
        /// the part: judge, prosecutor …
        role: Option<String>,
        /// the office
        office: Option<String>,
        /// in sentences, what the facts say that this very person did
        deeds: MarkdownText,
    }
}

shaped! {
    /// What another body decided or said.
    pub struct ActionInfo {
        /// the kind: ep-resolution
        kind: Option<String>,
        /// the body
        body: String,
        /// a whole sentence, if there is one
        text: Option<String>,
        /// whether the sentence names the body
        names_body: bool,
        /// when, in words
        date: Option<String>,
        /// the same with its preposition
        on_date: Option<String>,
        /// the number of the decision
        number: Option<String>,
        /// the people it is about, in a row
        names: String,
    }
}
