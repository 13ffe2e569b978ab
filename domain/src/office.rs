//! An office: its procedure, departments and directors.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::command::day;
use crate::event::{Event, OfficeFact, StandIn};
use crate::follow_up::Category;
use crate::id::{DepartmentId, Instant, PersonId};
use crate::mandate::{Delegation, LegalOpinion};
use crate::policy::{Figure, Policy, PolicyVersion, ProfileName, in_force_on};
use crate::violation::{Guard, Measure};

/// What may be done to an office as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeCommand {
    /// Picks one of the two built-in procedures; its figures are written into the log.
    AdoptProfile {
        profile: ProfileName,
        effective_on: NaiveDate,
        /// Why the office goes over to it; its founding needs none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Replaces one figure from a day on.
    OverrideFigure {
        /// What stood for that day when it was typed: changed since, a person chooses.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Figure>,
        figure: Figure,
        effective_on: NaiveDate,
        reason: String,
    },
    DefineDepartment {
        name: String,
    },
    /// How long an item of a category takes at most, offered at its dispatch from a day on.
    SetCategoryLimit {
        category: Category,
        minutes: u32,
        effective_on: NaiveDate,
        reason: String,
    },
}

/// The fold of an office's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    pub company: String,
    pub name: String,
    pub demo: bool,
    pub utc_offset_minutes: i32,
    /// Every version in the order it was written.
    pub policies: Vec<Policy>,
    /// Who wrote each of them, when and why.
    pub version_notes: Vec<VersionNote>,
    pub departments: BTreeMap<DepartmentId, String>,
    pub directors: BTreeSet<PersonId>,
    /// Given and not ended; the days belong to each.
    pub delegations: Vec<Delegation>,
    pub guard: Guard,
    /// Every time the company opened a measure the law guards, with what it relied on.
    pub openings: Vec<Opening>,
    /// The last number of each year's notices.
    pub notice_numbers: BTreeMap<i32, u32>,
    /// In the order they were written.
    pub category_limits: Vec<CategoryLimit>,
}

/// Who wrote a version of the procedure, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionNote {
    pub version: PolicyVersion,
    pub by: PersonId,
    pub at: Instant,
    pub reason: String,
    /// The whole procedure was adopted, not one figure replaced.
    pub adopted: bool,
    /// Written in somebody's name (代).
    pub stand_ins: Vec<StandIn>,
}

/// A guarded measure opened at this office, by whom and on what opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub measure: Measure,
    pub opinion: LegalOpinion,
    pub by: PersonId,
    pub at: Instant,
    pub closed: Option<Closing>,
}

/// Why and when a measure was closed again; opened anew on another opinion, there is no reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    pub by: PersonId,
    pub at: Instant,
    pub reason: String,
}

/// How long an item of a category takes at most, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CategoryLimit {
    pub category: Category,
    pub minutes: u32,
    pub effective_on: NaiveDate,
}

impl Office {
    pub(crate) fn founded(fact: &OfficeFact) -> Option<Self> {
        let OfficeFact::Founded {
            company,
            name,
            director,
            utc_offset_minutes,
            demo,
        } = fact
        else {
            return None;
        };
        Some(Office {
            company: company.clone(),
            name: name.clone(),
            demo: *demo,
            utc_offset_minutes: *utc_offset_minutes,
            policies: Vec::new(),
            version_notes: Vec::new(),
            departments: BTreeMap::new(),
            directors: BTreeSet::from([*director]),
            delegations: Vec::new(),
            guard: Guard::default(),
            openings: Vec::new(),
            notice_numbers: BTreeMap::new(),
            category_limits: Vec::new(),
        })
    }

    pub(crate) fn apply(&mut self, event: &Event, fact: &OfficeFact) {
        match fact {
            OfficeFact::Founded { .. } => {}
            OfficeFact::ProfileAdopted { policy, reason } => {
                self.write_version(event, policy, reason, true);
            }
            OfficeFact::FigureOverridden { policy, reason } => {
                self.write_version(event, policy, reason, false);
            }
            OfficeFact::DepartmentDefined { department, name } => {
                self.departments.insert(*department, name.clone());
            }
            OfficeFact::DirectorNamed { person } => {
                self.directors.insert(*person);
            }
            OfficeFact::DirectorLeft { person, .. } => {
                self.directors.remove(person);
            }
            OfficeFact::DelegationGiven(delegation) => self.delegations.push(delegation.clone()),
            OfficeFact::DelegationEnded { delegation, on } => {
                crate::mandate::end(&mut self.delegations, *delegation, *on);
            }
            OfficeFact::MeasureEnabled { measure, opinion } => {
                self.close_opening(event, *measure, "");
                self.guard.enable(*measure);
                self.openings.push(Opening {
                    measure: *measure,
                    opinion: opinion.clone(),
                    by: event.recorded_by,
                    at: event.moment.happened_at,
                    closed: None,
                });
            }
            OfficeFact::MeasureDisabled { measure, reason } => {
                self.guard.disable(*measure);
                self.close_opening(event, *measure, reason);
            }
            OfficeFact::NoticeNumbered { year, number } => {
                let last = self.notice_numbers.entry(*year).or_insert(0);
                *last = (*last).max(*number);
            }
            OfficeFact::CategoryLimitSet {
                category,
                minutes,
                effective_on,
                ..
            } => self.category_limits.push(CategoryLimit {
                category: *category,
                minutes: *minutes,
                effective_on: *effective_on,
            }),
        }
    }

    fn write_version(&mut self, event: &Event, policy: &Policy, reason: &str, adopted: bool) {
        self.policies.push(policy.clone());
        self.version_notes.push(VersionNote {
            version: policy.version,
            by: event.recorded_by,
            at: event.moment.happened_at,
            reason: reason.to_owned(),
            adopted,
            stand_ins: event.stand_ins.clone(),
        });
    }

    fn close_opening(&mut self, event: &Event, measure: Measure, reason: &str) {
        let open = self
            .openings
            .iter_mut()
            .filter(|opening| opening.measure == measure && opening.closed.is_none());
        for opening in open {
            opening.closed = Some(Closing {
                by: event.recorded_by,
                at: event.moment.happened_at,
                reason: reason.to_owned(),
            });
        }
    }

    /// What the company relies on while a guarded measure is open.
    #[must_use]
    pub fn opening(&self, measure: Measure) -> Option<&Opening> {
        self.openings
            .iter()
            .rfind(|opening| opening.measure == measure && opening.closed.is_none())
    }

    /// The same at a moment, for what was signed then.
    #[must_use]
    pub fn opening_at(&self, measure: Measure, at: Instant) -> Option<&Opening> {
        self.openings.iter().rfind(|opening| {
            let open = opening.closed.as_ref().is_none_or(|closed| at < closed.at);
            opening.measure == measure && opening.at <= at && open
        })
    }

    /// Who wrote a version, when and why.
    #[must_use]
    pub fn version_note(&self, version: PolicyVersion) -> Option<&VersionNote> {
        self.version_notes
            .iter()
            .rfind(|note| note.version == version)
    }

    /// The version in force on a day: the latest written of those already effective. Before the first one took
    /// effect the first one stands, so that an office is never without rules.
    #[must_use]
    pub fn policy_on(&self, on: NaiveDate) -> Option<&Policy> {
        in_force_on(&self.policies, on)
    }

    /// The minutes in force for a category on a day; `None` where nobody has set them: then the form asks.
    #[must_use]
    pub fn limit_minutes(&self, category: Category, on: NaiveDate) -> Option<u32> {
        self.category_limits
            .iter()
            .rfind(|limit| limit.category == category && limit.effective_on <= on)
            .map(|limit| limit.minutes)
    }

    /// The limit offered when an item is dispatched at `at`.
    #[must_use]
    pub fn default_limit(&self, category: Category, at: Instant) -> Option<Instant> {
        let on = day(at, self.utc_offset_minutes);
        let minutes = self.limit_minutes(category, on)?;
        Some(Instant(at.0.saturating_add(i64::from(minutes) * 60_000)))
    }

    #[must_use]
    pub fn department(&self, id: DepartmentId) -> Option<&str> {
        self.departments.get(&id).map(String::as_str)
    }
}
