//! 值班表 and 工作日志: pages of a day, with entries by hand beside those that cases make by themselves.

mod duty_log;
mod violation_journal;
mod work_journal;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{DayBookFact, Fact, NewFact, Opened};
use crate::id::{CommandId, DayBookId, Instant, OfficeId, PersonId};
use crate::personal::{Personal, PersonalBook};
use crate::reads::Scene;
use crate::rejection::{Field, Rejection};

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
}

impl DayBookCommand {
    /// The page it is written on.
    #[must_use]
    pub fn page(&self, office: OfficeId) -> DayBookId {
        let DayBookCommand::WriteEntry { book, day, .. } = self;
        DayBookId::of(office, book.name(), *day)
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
    pub words: String,
}

impl DayBook {
    pub(crate) fn begun(opened: &Opened, fact: &DayBookFact) -> Self {
        let DayBookFact::Written { book, day, .. } = fact;
        let mut page = DayBook {
            book: *book,
            day: *day,
            entries: Vec::new(),
        };
        page.apply(opened, fact);
        page
    }

    pub(crate) fn apply(&mut self, opened: &Opened, fact: &DayBookFact) {
        let DayBookFact::Written { words, .. } = fact;
        self.entries.push(HandEntry {
            command: opened.command,
            recorded_by: opened.event.recorded_by,
            happened_at: opened.event.moment.happened_at,
            words: PersonalBook::of(&opened.personal).text(*words).to_owned(),
        });
    }
}

/// Anybody on the staff writes into a book; nobody into a day to come.
///
/// # Errors
/// When nothing is written, or on a day to come.
pub fn decide(command: &DayBookCommand, scene: &Scene<'_>) -> Ruling {
    let DayBookCommand::WriteEntry { book, day, words } = command;
    scene.happened_on()?;
    if scene.text(*words).trim().is_empty() {
        return Err(Rejection::missing(Field::Content, Clause::V4_4_2));
    }
    if *day > scene.entered_on() {
        return Err(Rejection::invalid(Field::HappenedAt, Clause::Ours));
    }
    Ok(vec![NewFact {
        stream: command.page(scene.reads.office).stream(),
        fact: Fact::DayBook(DayBookFact::Written {
            book: *book,
            day: *day,
            words: *words,
        }),
    }])
}
