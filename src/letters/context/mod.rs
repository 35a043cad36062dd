//! What a template may say: the contract with everyone who writes templates, documented in
//! `letter-templates/README.md` and kept within a major version. Every variable is always there; what is not known is
//! null. Nothing in here can name a raw case.

mod case_facts;

pub use case_facts::{
    ActionInfo, ArbitraryCategoryInfo, ChargeInfo, ConcernInfo, EarlierInfo, EventInfo, IssueInfo,
    MomentInfo, OfficialInfo, QuestionnaireInfo, RestrictionInfo, SentenceInfo, StatuteInfo,
};

use crate::letters::schema::{MarkdownText, shaped};

shaped! {
    /// Everything a template sees.
    pub struct Context {
        /// the letter itself
        letter: LetterInfo,
        /// who writes
        sender: SenderInfo,
        /// who is written to; absent for a public document
        recipient: Option<RecipientInfo>,
        /// the first case; the only one in a letter about one person
        case: CaseInfo,
        /// all cases, in the order in which they were named, else of family name
        cases: Vec<CaseInfo>,
        /// the cases by what binds them now, in the order detained, restricted, still bound, at risk, abroad, free, other
        groups: Vec<GroupInfo>,
        /// the story of all of them in paragraphs; those of one prosecution are told together. Empty in a language in which
        /// no story is composed
        story: Vec<StoryInfo>,
        /// people who are only referred to: nothing is asked for them
        background: Vec<CaseInfo>,
        /// numbers for reports; they follow from the lists
        totals: Totals,
        /// what happened to any of them, each event once, in order of time, without acts of their own
        events: Vec<EventInfo>,
        /// the same by date, without what has none
        timeline: Vec<MomentInfo>,
        /// why it is wrong, each concern once
        concerns: Vec<ConcernInfo>,
        /// the kinds of concern that two or more people share, with those people
        issues: Vec<IssueInfo>,
        /// of those, the gravest: torture, psychiatry, a forced confession
        grave_issues: Vec<IssueInfo>,
        /// the others of them
        further_issues: Vec<IssueInfo>,
        /// the rights that the concerns touch, in a row, each with its article of the Universal Declaration of Human Rights
        rights: Option<String>,
        /// what the law says to the facts, in whole sentences: the treaties that bind the state on the day of the letter, with
        /// their articles, and the Universal Declaration; null in a language without such sentences, which has `rights` alone
        law: Option<String>,
        /// what is asked of the recipient, or of everyone in a public document
        demands: Vec<DemandInfo>,
        /// what the state that persecutes is asked for, whoever is written to
        state_demands: Vec<DemandInfo>,
        /// what is asked of others, by who is asked
        calls: Vec<CallInfo>,
        /// officials named for sanctions
        sanctions: Vec<OfficialInfo>,
        /// the same names in a row; null if nobody is named
        sanction_names: Option<String>,
        /// the laws on personal sanctions in force on the day of the letter: that of the office, or all of them
        statutes: Vec<StatuteInfo>,
        /// what other bodies decided or said, each once
        actions: Vec<ActionInfo>,
        /// whom supporters can write to, by group
        contacts: Vec<ContactGroup>,
    }
}

shaped! {
    /// The letter itself.
    pub struct LetterInfo {
        /// the language: en
        lang: String,
        /// the date in words
        date: String,
        /// the month and year in words
        month: String,
        /// whether it is about several people
        joint: bool,
        /// whether those who write say “we” and not “I”: several, or a public document that names no sender
        we: bool,
        /// I or we; we, where a public document names no sender
        i: String,
        /// me or us
        me: String,
        /// my or our
        my: String,
        /// how many people it is about
        count: usize,
        /// the same in words, up to twelve
        count_words: String,
        /// their names in a row
        names: String,
        /// the state that persecutes them; several in a row
        state: String,
        /// whether it is about people of several states
        several_states: bool,
        /// whether somebody’s situation is only known as of an earlier date, or of none
        stale: bool,
        /// whether the facts contradict somebody’s situation
        doubtful: bool,
        /// the day by which supporters should write, in words: six weeks after the date
        write_by: String,
        /// the number by which `variant` chooses a wording; it follows from who writes to whom about whom
        variant: usize,
        /// the earlier letter that this one follows up
        follows: Option<FollowsInfo>,
        /// the first request: of the recipient, or of everyone in a public document
        ask: Option<AskInfo>,
        /// the first request to the state that persecutes, whoever is written to
        state_ask: Option<AskInfo>,
        /// what the state did, for a protest: the arrest of **X**, a teacher, and the two years in prison imposed on him
        wrong: MarkdownText,
        /// a paragraph of the sender’s own for the head of the letter
        opening: Option<String>,
        /// paragraphs of the sender’s own that come before the requests
        added: Vec<String>,
    }
}

shaped! {
    /// The first request, as a noun phrase: the immediate release of …
    pub struct AskInfo {
        /// the kind: release-immediate
        kind: String,
        /// with full names
        text: String,
        /// with the name as it stands once the full one has stood
        short: String,
        /// for a subject line: immediate release of …
        subject: String,
        /// for the first paragraph: a name in bold, with who the person is
        described: MarkdownText,
        /// the same as what the addressee is to do, without “to”: seek the immediate release of …; null, as are the next two,
        /// in a language that has the noun phrase alone
        to_do: MarkdownText,
        /// what those do who grant it, without “to”: release … immediately
        direct: Option<String>,
        /// the same once the person has been named: release him immediately
        direct_short: Option<String>,
        /// a clause that follows “that”, once the person has been named: he be released immediately
        clause: Option<String>,
    }
}

shaped! {
    /// A paragraph of a story.
    pub struct StoryInfo {
        /// with which part it begins: act, arrest, trial, detention, others; or narrative
        phase: String,
        /// the paragraph
        text: MarkdownText,
    }
}

shaped! {
    /// The earlier letter that this one follows up.
    pub struct FollowsInfo {
        /// its date in words
        date: String,
        /// the same with its preposition: on 3 March 2021
        on_date: String,
        /// the number under which the office keeps it
        registration: Option<String>,
        /// whether an answer came
        answered: bool,
        /// in sentences, what has happened since
        news: Option<String>,
    }
}

shaped! {
    /// Who writes.
    pub struct SenderInfo {
        /// the name, if it is set
        name: Option<String>,
        /// the organisation, if it is set
        organisation: Option<String>,
        /// the country, if it is set
        country: Option<String>,
        /// who that is, as it follows “I am” or “We are”: a teacher in Madrid
        introduction: Option<String>,
    }
}

shaped! {
    /// Who is written to.
    pub struct RecipientInfo {
        /// the office
        office: String,
        /// the role: prosecutor-general
        role: String,
        /// the state it belongs to
        country: Option<String>,
        /// whether it is an office of the state that persecutes
        is_state: bool,
    }
}

shaped! {
    /// One person.
    pub struct CaseInfo {
        /// the id
        id: String,
        /// the full name
        name: String,
        /// the family name, or the full name if it is not known
        surname: String,
        /// the occupation, as it follows a name: poet and blogger
        description: Option<String>,
        /// where the person lives or is active
        place: Option<String>,
        /// who the person is, as it stands behind the name between commas: a civil society activist from Atyrau
        introduction: Option<String>,
        /// the name as it stands once the full one has stood: Mr Bokayev; without a gender the full name
        short_name: String,
        /// the story in paragraphs: the narrative, where nothing has overtaken it, else composed from the facts. Empty in a
        /// language in which no story is composed
        story: Vec<StoryInfo>,
        /// the story composed from the facts without the sentence in force, for a text that tells that itself
        further_story: Vec<StoryInfo>,
        /// the story below a line that tells the sentence in force and the charges: the narrative, and what goes beyond it
        profile_story: Vec<StoryInfo>,
        /// everything, composed from the facts and never from the narrative, for a text that names the person anew
        facts_story: Vec<StoryInfo>,
        /// of that, what the person did and what was done
        circumstances: Vec<StoryInfo>,
        /// of that, why it is wrong
        reasons: Vec<StoryInfo>,
        /// of that, appeals and complaints, and what other bodies decided or said
        redress: Vec<StoryInfo>,
        /// in a paragraph who the person is and the strongest facts, for a text about many people; as the story, in English only
        brief: MarkdownText,
        /// whether the story opens by saying who the person is
        story_introduces: bool,
        /// the leading category in words: journalist
        category: Option<String>,
        /// the place of detention
        held_at: Option<String>,
        /// date of birth in words
        born: Option<String>,
        /// other spellings of the name, in a row
        aliases: Option<String>,
        /// he, she, or the surname where the gender is not known
        they: String,
        /// him, her, or the surname
        them: String,
        /// his, her, or the surname’s
        their: String,
        /// whether the gender is known to be female
        female: bool,
        /// whether the gender is known to be male
        male: bool,
        /// the state that persecutes
        state: String,
        /// the status: imprisoned
        status: String,
        /// whether an event says what the situation is; where none does, nothing is to be said of it
        status_noted: bool,
        /// the status as a heading: in prison
        status_heading: String,
        /// the status as it follows a name, in the present or, if last known long ago or in doubt, in the past: is in prison
        status_words: String,
        /// the last date on which the status is known to have been true, in words: April 2018
        as_of: Option<String>,
        /// since when the person has been held, under house arrest or on bail without a sentence, in words: April 2018
        since: Option<String>,
        /// whether that is too long ago to speak in the present, or no date says when it was
        stale: bool,
        /// whether the facts contradict the status; then it is told in the past
        doubtful: bool,
        /// if doubtful, the day by which the term must have run out, in words
        term_over: Option<String>,
        /// deprived of liberty; this and the next five are all no if the status is doubtful
        detained: bool,
        /// not in a cell, but bound by a measure or a sentence
        restricted: bool,
        /// out, but bans, lists or duties remain
        still_bound: bool,
        /// threatened or under investigation
        at_risk: bool,
        /// out of the country
        abroad: bool,
        /// nothing binding is known
        free: bool,
        /// the charges that stand now, with verbs: convicted of “…” (Article 174 of the Criminal Code)
        charges_words: Option<String>,
        /// the same as a clause that follows a name, pending charges in the present: was convicted of “…”, and is charged with “…”
        charged: Option<String>,
        /// the charges one by one
        charges: Vec<ChargeInfo>,
        /// the sentence in force
        sentence: Option<SentenceInfo>,
        /// earlier sentences, the latest first
        earlier_sentences: Vec<SentenceInfo>,
        /// what binds the person beside the sentence
        restrictions: Vec<RestrictionInfo>,
        /// what happened, in order of time, what has no date first, without the person’s own acts
        events: Vec<EventInfo>,
        /// what the person did, for which the state prosecutes
        acts: Vec<EventInfo>,
        /// the events by date, without what has none
        timeline: Vec<MomentInfo>,
        /// the appeals and complaints among the events, and the answers to them
        remedies: Vec<EventInfo>,
        /// the events without the sentences, for a text that tells those itself
        further_events: Vec<EventInfo>,
        /// why it is wrong
        concerns: Vec<ConcernInfo>,
        /// the same without the freedoms that the acts exercised, for a text that tells the acts
        further_concerns: Vec<ConcernInfo>,
        /// who had a part in it
        officials: Vec<OfficialInfo>,
        /// the judges of the sentence in force, in a row
        judges: Option<String>,
        /// the prosecutors, in a row
        prosecutors: Option<String>,
        /// what other bodies decided or said
        actions: Vec<ActionInfo>,
        /// in sentences, what a text about many people tells of each: the first concern, and what the requests rest on
        main_facts: Option<String>,
        /// the events on which the requests rest
        asked_events: Vec<EventInfo>,
        /// the decisions and statements of others on which the requests rest
        asked_actions: Vec<ActionInfo>,
        /// that the person or the family has agreed to publicity: given
        consent: Option<String>,
        /// what the questionnaire of the Working Group on Arbitrary Detention asks
        questionnaire: QuestionnaireInfo,
        /// the public narrative
        summary: MarkdownText,
    }
}

shaped! {
    /// A demand, the same of several people once.
    pub struct DemandInfo {
        /// the kind: release-immediate
        kind: String,
        /// a noun phrase: the immediate release of …
        text: String,
        /// the same without its article, for a heading: immediate release of …
        heading: String,
        /// what the addressee is to do, without “to”: seek the immediate release of …; null, as are the next two, in a language
        /// that has the noun phrase alone
        infinitive: Option<String>,
        /// what those do who grant it, without “to”: release … immediately
        direct: Option<String>,
        /// a clause that follows “that”: … be released immediately
        clause: Option<String>,
    }
}

shaped! {
    /// What is asked of others than the recipient.
    pub struct CallInfo {
        /// who is asked, in a row: the European Union and Canada
        of: String,
        /// what is asked of them
        demands: Vec<DemandInfo>,
        /// whether personal sanctions are among it
        sanctions: bool,
    }
}

shaped! {
    /// People in one kind of situation.
    pub struct GroupInfo {
        /// the group: detained, restricted, still-bound, at-risk, abroad, free, other
        slug: String,
        /// in words: not detained, but restricted
        label: String,
        /// how many
        count: usize,
        /// the same in words
        count_words: String,
        /// their names in a row
        names: String,
        /// the people
        cases: Vec<CaseInfo>,
        /// the same people by status, the largest part first
        parts: Vec<PartInfo>,
        /// the same people by leading category
        categories: Vec<PartInfo>,
    }
}

shaped! {
    /// A part of a group.
    pub struct PartInfo {
        /// the status or category
        slug: String,
        /// in words
        label: String,
        /// how many
        count: usize,
        /// the same in words
        count_words: String,
        /// their names in a row
        names: String,
        /// the people
        cases: Vec<CaseInfo>,
    }
}

shaped! {
    /// Numbers that must add up: each is the length of a list in this very letter.
    pub struct Totals {
        /// detained, restricted and abroad together
        persecuted: usize,
        /// detained, restricted and abroad together, in words
        persecuted_words: String,
        /// detained
        detained: usize,
        /// detained, in words
        detained_words: String,
        /// restricted
        restricted: usize,
        /// restricted, in words
        restricted_words: String,
        /// abroad
        abroad: usize,
        /// abroad, in words
        abroad_words: String,
        /// released but still bound
        still_bound: usize,
        /// released but still bound, in words
        still_bound_words: String,
        /// threatened or under investigation
        at_risk: usize,
        /// at risk, in words
        at_risk_words: String,
        /// everybody in the document
        all: usize,
    }
}

shaped! {
    /// Offices to write to.
    pub struct ContactGroup {
        /// the group: contacts-kazakhstan
        slug: String,
        /// in words
        label: String,
        /// how many
        count: usize,
        /// the offices
        offices: Vec<ContactInfo>,
    }
}

shaped! {
    /// One office to write to.
    pub struct ContactInfo {
        /// the office
        office: String,
        /// who holds it on the day, if that is known
        holder: Option<String>,
        /// how a letter to it begins: Dear Prosecutor General,
        salutation: String,
        /// how a letter to it ends: Yours sincerely,
        close: String,
        /// postal lines with the country, in a row
        post: Option<String>,
        /// e-mail addresses in a row
        email: Option<String>,
        /// telephone numbers in a row
        phone: Option<String>,
        /// address of an on-line form
        web_form: Option<String>,
        /// whether no way to reach it is known
        unreachable: bool,
        /// when the address was last verified, in words
        checked: Option<String>,
    }
}
