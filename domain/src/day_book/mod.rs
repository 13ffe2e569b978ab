//! 值班表 and 工作日志: pages of a day, with entries by hand beside those that cases make by themselves.

mod duty_log;
mod violation_journal;
mod work_journal;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::apply::State;
use crate::clause::Clause;
use crate::command::Class;
use crate::complaint::void::may_void;
use crate::decide::Ruling;
use crate::event::{DayBookFact, Fact, NewFact, Opened};
use crate::id::{CommandId, DayBookId, Instant, OfficeId, PersonId};
use crate::personal::{Personal, PersonalBook};
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, Thing};

/// At most one fact; none where it is already so.
type Verdict = Result<Option<DayBookFact>, Rejection>;

pub use duty_log::{DutyEntry, DutyMatter, duty_log};
pub use violation_journal::violation_journal;
pub use work_journal::{
    JournalEntry, JournalMatter, touches_complaint, touches_repair, work_journal,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookName {
    /// 值班表.
    DutyLog,
    /// 工作日志.
    WorkJournal,
}

impl BookName {
    pub const ALL: &'static [BookName] = &[BookName::DutyLog, BookName::WorkJournal];

    /// The word as it is serialized; part of the page's natural key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            BookName::DutyLog => "duty_log",
            BookName::WorkJournal => "work_journal",
        }
    }

    /// The clause that asks for entries: cases of any kind enter the work journal, which no text asks for.
    #[must_use]
    pub const fn clause(self) -> Clause {
        match self {
            BookName::DutyLog => Clause::V4_4_2,
            BookName::WorkJournal => Clause::Ours,
        }
    }
}

/// What may be written into a book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayBookCommand {
    WriteEntry {
        book: BookName,
        day: NaiveDate,
        words: Personal,
    },
    /// What cases entered by themselves is taken back on the case.
    VoidEntry {
        book: BookName,
        day: NaiveDate,
        entry: CommandId,
        reason: String,
    },
}

impl DayBookCommand {
    /// The page it is about.
    #[must_use]
    pub fn page(&self, office: OfficeId) -> DayBookId {
        match self {
            DayBookCommand::WriteEntry { book, day, .. }
            | DayBookCommand::VoidEntry { book, day, .. } => {
                DayBookId::of(office, book.name(), *day)
            }
        }
    }

    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            DayBookCommand::WriteEntry { .. } => Class::Fact,
            DayBookCommand::VoidEntry { .. } => Class::Authority,
        }
    }
}

/// The fold of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayBook {
    pub book: BookName,
    pub day: NaiveDate,
    pub entries: Vec<HandEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandEntry {
    pub command: CommandId,
    pub recorded_by: PersonId,
    pub happened_at: Instant,
    pub entered_at: Instant,
    pub words: String,
    /// Why it was taken back.
    pub voided: Option<String>,
}

impl DayBook {
    pub(crate) fn begun(opened: &Opened, fact: &DayBookFact) -> Option<Self> {
        let DayBookFact::Written { book, day, .. } = fact else {
            return None;
        };
        let mut page = DayBook {
            book: *book,
            day: *day,
            entries: Vec::new(),
        };
        page.apply(opened, fact);
        Some(page)
    }

    pub(crate) fn apply(&mut self, opened: &Opened, fact: &DayBookFact) {
        match fact {
            DayBookFact::Written { words, .. } => self.entries.push(HandEntry {
                command: opened.command,
                recorded_by: opened.event.recorded_by,
                happened_at: opened.event.moment.happened_at,
                entered_at: opened.event.moment.entered_at,
                words: PersonalBook::of(&opened.personal).text(*words).to_owned(),
                voided: None,
            }),
            DayBookFact::Voided { entry, reason } => {
                for known in &mut self.entries {
                    if known.command == *entry {
                        known.voided = Some(reason.clone());
                    }
                }
            }
        }
    }
}

/// What somebody does to a page.
///
/// # Errors
/// What stands against it: see [`write`] and [`void`].
pub fn decide(command: &DayBookCommand, scene: &Scene<'_>) -> Ruling {
    let page = command.page(scene.reads.office).stream();
    let fact = match command {
        DayBookCommand::WriteEntry { book, day, words } => write(*book, *day, *words, scene)?,
        DayBookCommand::VoidEntry { entry, reason, .. } => match scene.reads.streams.get(&page) {
            Some(State::DayBook(known)) => void(known, *entry, reason, scene)?,
            _ => return Err(Rejection::unknown(Thing::Command)),
        },
    };
    let fact = fact.map(|fact| NewFact {
        stream: page,
        fact: Fact::DayBook(fact),
    });
    Ok(fact.into_iter().collect())
}

/// Anybody on the staff writes into a book; nobody into a day to come.
fn write(book: BookName, day: NaiveDate, words: Personal, scene: &Scene<'_>) -> Verdict {
    scene.happened_on()?;
    if scene.text(words).trim().is_empty() {
        return Err(Rejection::missing(Field::Content, book.clause()));
    }
    if day > scene.entered_on() {
        return Err(Rejection::invalid(Field::HappenedAt, Clause::Ours));
    }
    Ok(Some(DayBookFact::Written { book, day, words }))
}

/// Its author on the day it was entered; on any day the manager. Nothing is deleted.
fn void(page: &DayBook, entry: CommandId, reason: &str, scene: &Scene<'_>) -> Verdict {
    let known = page
        .entries
        .iter()
        .find(|known| known.command == entry)
        .ok_or_else(|| Rejection::unknown(Thing::Command))?;
    may_void(
        Act::VoidEntry,
        known.recorded_by,
        known.entered_at,
        None,
        scene,
    )?;
    if known.voided.is_some() {
        return Ok(None);
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    Ok(Some(DayBookFact::Voided {
        entry,
        reason: reason.to_owned(),
    }))
}
