//! The sheets an office goes live with: what each line would do, before anything is done.

mod complaints;
mod known;
mod sheet;
mod staff;
mod submit;
#[cfg(test)]
mod tests;
mod work_orders;

use std::collections::BTreeSet;

use domain::event::complaint::Stage;
use domain::event::person::Grant;
use domain::event::work_order::{SlipStage, Trade};
use domain::follow_up::{Category, Severity};
use domain::id::{DepartmentId, Instant, PersonId, UnitId};
use domain::rejection::Rejection;

use crate::text::go_live::GoLiveFault;
use crate::text::go_live_column::GoLiveColumn;

pub use known::Known;
pub use sheet::plan;
pub use submit::submissions;

/// A file and what it would do.
#[derive(Clone, Debug, PartialEq)]
pub struct GoLivePlan {
    /// Headings as written that were understood, and those nothing is taken from.
    pub found: Vec<String>,
    pub ignored: Vec<String>,
    /// The heading row as written, for the file of refused lines.
    pub headings: Vec<String>,
    pub lines: Vec<GoLiveLine>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoLiveLine {
    /// The row's number as a spreadsheet program shows it.
    pub line: usize,
    pub cells: Vec<String>,
    /// The number or name it goes by, and the unit or roles behind it.
    pub what: String,
    pub who: String,
    pub act: GoLiveAct,
}

#[derive(Clone, Debug, PartialEq)]
pub enum GoLiveAct {
    New(Entry),
    /// Only staff: what is added to somebody who is there.
    Changed {
        entry: Entry,
        adds: Vec<Addition>,
    },
    /// There already; what the file says otherwise in these columns is left.
    Standing {
        differs: Vec<GoLiveColumn>,
    },
    Refused(Reason),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The line cannot be read.
    Fault {
        fault: GoLiveFault,
        column: Option<GoLiveColumn>,
    },
    /// It can, and the rules say no.
    Rules(Rejection),
}

/// What a line adds to somebody on the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addition {
    Role(Grant),
    Trade(Trade),
}

/// What a line records.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    Person(PersonEntry),
    Complaint { paper: Paper, stage: Stage },
    WorkOrder(Box<SlipEntry>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct PersonEntry {
    pub person: PersonId,
    /// Absent where they are on the staff already.
    pub new: Option<NewPerson>,
    pub grants: Vec<Grant>,
    /// All of them; absent where none are to be set.
    pub trades: Option<BTreeSet<Trade>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NewPerson {
    pub name: String,
    pub sign_in_name: String,
    pub phone: String,
}

/// What the paper register says of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    pub number: String,
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: String,
    pub phone: String,
    pub content: String,
    pub registered_at: Instant,
    pub category: Category,
    pub department: Option<DepartmentId>,
    pub severity: Option<Severity>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SlipEntry {
    pub paper: Paper,
    pub trade: Trade,
    pub made_at: Instant,
    pub stage: SlipStage,
}

/// How many lines do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    pub changed: usize,
    pub standing: usize,
    pub refused: usize,
}

impl GoLivePlan {
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for line in &self.lines {
            match line.act {
                GoLiveAct::New(_) => counts.new += 1,
                GoLiveAct::Changed { .. } => counts.changed += 1,
                GoLiveAct::Standing { .. } => counts.standing += 1,
                GoLiveAct::Refused(_) => counts.refused += 1,
            }
        }
        counts
    }

    /// What is to be recorded, with the place of its line.
    pub fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.lines
            .iter()
            .enumerate()
            .filter_map(|(place, line)| match &line.act {
                GoLiveAct::New(entry) | GoLiveAct::Changed { entry, .. } => Some((place, entry)),
                GoLiveAct::Standing { .. } | GoLiveAct::Refused(_) => None,
            })
    }

    /// The rules said no to a line: it stays in the preview with their reason.
    pub fn refuse(&mut self, place: usize, rejection: Rejection) {
        if let Some(line) = self.lines.get_mut(place) {
            line.act = GoLiveAct::Refused(Reason::Rules(rejection));
        }
    }
}
