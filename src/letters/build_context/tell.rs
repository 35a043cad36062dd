//! The stories of a letter: of each person, of all together, and what is new since an earlier letter.

use std::cell::OnceCell;

use super::ContextInput;
use super::story::{self, Story, StoryPart, StorySettings, StoryWriters};
use crate::letters::context::StoryInfo;
use crate::letters::disclosure::PublicCase;
use crate::letters::markdown::escape_markdown;
use crate::model::{Concern, Date, Line};

/// For each of several people there is less room than for one alone: so many parts of it in a hundred.
const SHARED_ROOM: usize = 70;

/// In a text about many people there is room for about so many words on each.
const BRIEF_WORDS: usize = 45;

/// Who writes, as far as facts are worded by it.
fn writers(telling: &ContextInput<'_>) -> StoryWriters {
    let organisation = telling.sender.organisation.as_ref().map(Line::as_str);
    StoryWriters::new(organisation, telling.speaker, telling.signatories)
}

fn settings(telling: &ContextInput<'_>) -> StorySettings {
    StorySettings {
        writers: writers(telling),
        room: telling.story_words,
        without_sentence: false,
        uses_narrative: true,
        tells_status: true,
        is_statement: telling.is_statement,
        is_introduced: true,
        told_before: Vec::new(),
        part: StoryPart::Whole,
        naming: None,
    }
}

/// A part of what is known of a person, from the facts, all of it, for a text that names the person anew.
pub(crate) fn part_story(
    telling: &ContextInput<'_>,
    case: &PublicCase,
    part: StoryPart,
) -> Vec<StoryInfo> {
    let settings = StorySettings {
        room: None,
        uses_narrative: false,
        tells_status: part == StoryPart::Whole,
        is_introduced: false,
        part,
        ..settings(telling)
    };
    paragraph_infos(&story::tell_story(telling, &settings, &[case]))
}

/// What the facts of a person say of somebody who is named, in paragraphs of Markdown.
pub(crate) fn naming_story(
    telling: &ContextInput<'_>,
    case: &PublicCase,
    name: &str,
) -> Vec<String> {
    let settings = StorySettings {
        room: None,
        uses_narrative: false,
        tells_status: false,
        is_introduced: false,
        naming: Some(name.to_owned()),
        ..settings(telling)
    };
    let told = story::tell_story(telling, &settings, &[case]);
    told.paragraphs.into_iter().map(|it| it.text).collect()
}

/// The story below a line that tells sentence and charges.
pub(crate) fn profile_story(telling: &ContextInput<'_>, case: &PublicCase) -> Vec<StoryInfo> {
    let settings = StorySettings {
        without_sentence: true,
        ..settings(telling)
    };
    paragraph_infos(&story::tell_story(telling, &settings, &[case]))
}

fn case_story(telling: &ContextInput<'_>, case: &PublicCase) -> Story {
    story::tell_story(telling, &settings(telling), &[case])
}

fn further_story(telling: &ContextInput<'_>, case: &PublicCase) -> Story {
    let settings = StorySettings {
        without_sentence: true,
        uses_narrative: false,
        ..settings(telling)
    };
    story::tell_story(telling, &settings, &[case])
}

/// The stories of one person that a letter can tell, each composed once, when it is first asked for.
pub(crate) struct CaseStories<'a> {
    telling: &'a ContextInput<'a>,
    case: &'a PublicCase,
    whole: OnceCell<Story>,
    further: OnceCell<Story>,
    brief: OnceCell<BriefStory>,
    /// What the letter has told of others.
    told_before: Vec<String>,
}

/// Who a person is, in Markdown, and the strongest facts.
struct BriefStory {
    opening: Option<String>,
    story: Story,
}

impl<'a> CaseStories<'a> {
    pub(crate) fn new(telling: &'a ContextInput<'a>, case: &'a PublicCase) -> Self {
        Self {
            telling,
            case,
            whole: OnceCell::new(),
            further: OnceCell::new(),
            brief: OnceCell::new(),
            told_before: Vec::new(),
        }
    }

    /// The same of somebody who is spoken of after these texts have been told.
    pub(crate) fn after(mut self, told: &[String]) -> Self {
        self.told_before = told.to_vec();
        self
    }

    /// The story of the person.
    pub(crate) fn whole(&self) -> &Story {
        self.whole
            .get_or_init(|| case_story(self.telling, self.case))
    }

    /// The same from the facts, without the sentence in force.
    pub(crate) fn further(&self) -> &Story {
        self.further
            .get_or_init(|| further_story(self.telling, self.case))
    }

    fn brief(&self) -> &BriefStory {
        self.brief
            .get_or_init(|| brief_story(self.telling, self.case, &self.told_before))
    }

    /// Who the person is and the strongest facts, in a paragraph of Markdown.
    pub(crate) fn brief_text(&self) -> Option<String> {
        if !self.telling.lang.is_of_casebook() {
            return None;
        }
        let BriefStory { opening, story } = self.brief();
        let paragraphs = story.paragraphs.iter().map(|paragraph| &paragraph.text);
        let whole: Vec<&str> = opening
            .iter()
            .chain(paragraphs)
            .map(String::as_str)
            .collect();
        if whole.is_empty() {
            return Some(format!("**{}**.", escape_markdown(self.case.name.as_str())));
        }
        Some(whole.join(" "))
    }

    /// The concerns that the paragraph about the person tells.
    pub(crate) fn brief_concerns(&self) -> Vec<&'a Concern> {
        told_by(&self.brief().story, self.case)
    }

    /// The concerns that the story of the person tells; all of them in a language in which no story is composed.
    pub(crate) fn told_concerns(&self) -> Vec<&'a Concern> {
        let wanted = self.telling.wanted;
        if !self.telling.lang.is_of_casebook() {
            self.case.concerns.iter().collect()
        } else if wanted.is_used("further_story") {
            told_by(self.further(), self.case)
        } else if wanted.is_used("story") {
            told_by(self.whole(), self.case)
        } else {
            self.case.concerns.iter().collect()
        }
    }
}

/// The concerns of a person that the story tells.
fn told_by<'a>(story: &Story, case: &'a PublicCase) -> Vec<&'a Concern> {
    let numbered = case.concerns.iter().enumerate();
    numbered
        .filter(|(at, _)| story.tells(0, "concerns", *at))
        .map(|(_, concern)| concern)
        .collect()
}

fn brief_story(
    telling: &ContextInput<'_>,
    case: &PublicCase,
    told_before: &[String],
) -> BriefStory {
    let plain = StorySettings {
        room: Some(BRIEF_WORDS),
        uses_narrative: false,
        tells_status: false,
        told_before: told_before.to_vec(),
        ..settings(telling)
    };
    let opening = story::introduce_people(telling, &plain, &[case]);
    let settings = StorySettings {
        is_introduced: opening.is_some(),
        ..plain
    };
    let story = story::tell_story(telling, &settings, &[case]);
    BriefStory { opening, story }
}

/// The story of all people of a letter, and the texts of the casebook that it tells.
pub(crate) struct SharedStory {
    pub(crate) infos: Vec<StoryInfo>,
    pub(crate) texts: Vec<String>,
}

/// The story of all people of a letter: those of one group who share a fact are told together.
pub(crate) fn shared_story(
    telling: &ContextInput<'_>,
    people: &[&PublicCase],
    stories: &[CaseStories<'_>],
) -> SharedStory {
    if let [alone] = stories {
        return SharedStory {
            infos: paragraph_infos(alone.whole()),
            texts: alone.whole().texts.clone(),
        };
    }
    let (mut infos, mut texts) = (Vec::new(), Vec::new());
    for cluster in cluster_people(people) {
        infos.extend(cluster_story(telling, &cluster, &mut texts));
    }
    SharedStory { infos, texts }
}

fn cluster_story(
    telling: &ContextInput<'_>,
    people: &[&PublicCase],
    told_before: &mut Vec<String>,
) -> Vec<StoryInfo> {
    let room = telling
        .story_words
        .map(|room| room * SHARED_ROOM / 100 * people.len().min(2));
    let plain = StorySettings {
        room,
        tells_status: false,
        is_introduced: false,
        told_before: told_before.clone(),
        ..settings(telling)
    };
    let told = story::tell_story(telling, &plain, people);
    told_before.extend(told.texts.iter().cloned());
    let mut infos = paragraph_infos(&told);
    if told.introduces {
        return infos;
    }
    if let Some(text) = story::introduce_people(telling, &plain, people) {
        let introduced = StorySettings {
            is_introduced: true,
            ..plain
        };
        infos = paragraph_infos(&story::tell_story(telling, &introduced, people));
        match infos.first_mut() {
            Some(first) => {
                let rest = first.text.0.take().unwrap_or_default();
                first.text.0 = Some(format!("{text} {rest}"));
            }
            None => infos.push(StoryInfo {
                phase: "arrest".to_owned(),
                text: crate::letters::schema::MarkdownText(Some(text)),
            }),
        }
    }
    infos
}

/// People in their order; those of one group who share a text stand with the first of them.
fn cluster_people<'a>(people: &[&'a PublicCase]) -> Vec<Vec<&'a PublicCase>> {
    let mut clusters: Vec<Vec<&PublicCase>> = Vec::new();
    for case in people {
        let own = clusters
            .iter_mut()
            .find(|cluster| cluster.iter().any(|known| share_a_fate(known, case)));
        match own {
            Some(cluster) => cluster.push(case),
            None => clusters.push(vec![case]),
        }
    }
    clusters
}

/// Whether two people are of one group, and one text tells of both.
fn share_a_fate(one: &PublicCase, other: &PublicCase) -> bool {
    let is_of_one_group = one.groups.iter().any(|group| other.groups.contains(group));
    let texts = |case: &PublicCase| -> Vec<String> {
        let events = case.events.iter().filter_map(|event| event.text.as_ref());
        let concerns = case
            .concerns
            .iter()
            .filter_map(|concern| concern.text.as_ref());
        events.chain(concerns).map(ToString::to_string).collect()
    };
    let known = texts(one);
    is_of_one_group && texts(other).iter().any(|text| known.contains(text))
}

/// What has happened to the people since a day, in sentences.
pub(crate) fn tell_news(
    telling: &ContextInput<'_>,
    since: crate::model::PartialDate,
    people: &[&PublicCase],
) -> Option<String> {
    let lang = telling.lang;
    let after: Date = since.latest_day();
    let mut news: Vec<String> = Vec::new();
    for case in people {
        let later = case
            .events_in_order()
            .into_iter()
            .filter(|event| event.date.is_some_and(|date| date.earliest_day() > after));
        for event in later {
            let Some(date) = event.date else { continue };
            if let Some(info) = super::event::event_info(lang, case, event) {
                let text = story::date_text(lang, date, &info.text);
                if !news.contains(&text) {
                    news.push(text);
                }
            }
        }
    }
    (!news.is_empty() && lang.is_of_casebook()).then(|| news.join(" "))
}

/// The paragraphs as a template sees them.
pub(crate) fn paragraph_infos(story: &Story) -> Vec<StoryInfo> {
    story
        .paragraphs
        .iter()
        .map(|paragraph| StoryInfo {
            phase: paragraph.phase.to_owned(),
            text: story::paragraph_text(paragraph),
        })
        .collect()
}
