//! The answers of a notice, as signals, as a draft, and as the command they become.

use domain::command::{Command, CommandBody};
use domain::event::violation::Observation;
use domain::follow_up::Severity;
use domain::id::{CaseId, Digest, Instant, UnitId};
use domain::personal::PersonalBook;
use domain::rejection::{Field, Rejection};
use domain::violation::{Debt, Item, ViolationCommand, ViolationKind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::actions::Sealer;
use crate::engine::message::Submission;
use crate::pages::parts::minute;
use crate::state::AppState;

/// The form, a signal for each answer.
#[derive(Clone, Copy)]
pub struct Noticing {
    /// The case it was taken down as, while a refused registration is written anew.
    pub case: RwSignal<Option<CaseId>>,
    pub unit: RwSignal<Option<UnitId>>,
    pub kind: RwSignal<String>,
    pub item: RwSignal<String>,
    pub seen: RwSignal<String>,
    pub debt: RwSignal<String>,
    pub severity: RwSignal<String>,
    pub persuaded: RwSignal<bool>,
    pub words: RwSignal<String>,
    pub stopped: RwSignal<bool>,
    pub happened: RwSignal<String>,
    pub begun: RwSignal<Option<Instant>>,
    pub photos: RwSignal<Vec<Digest>>,
}

/// The same, as stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeDraft {
    case: Option<CaseId>,
    unit: Option<UnitId>,
    kind: String,
    item: String,
    seen: String,
    debt: String,
    severity: String,
    persuaded: bool,
    words: String,
    stopped: bool,
    happened: String,
    begun: Option<Instant>,
    photos: Vec<Digest>,
}

impl NoticeDraft {
    /// A registration that was refused, as it was taken down.
    #[must_use]
    pub fn of(command: &Command, utc_offset_minutes: i32) -> Option<Self> {
        let CommandBody::Violation(ViolationCommand::NoticeViolation {
            case,
            observation,
            persuasion,
            stopped,
        }) = &command.body
        else {
            return None;
        };
        let book = PersonalBook::of(&command.personal);
        let happened_at = command.moment.happened_at;
        let word = |severity: Option<Severity>| {
            severity.map_or_else(String::new, |severity| domain::json::word(&severity))
        };
        Some(NoticeDraft {
            case: Some(*case),
            unit: Some(observation.unit),
            kind: domain::json::word(&observation.item.kind()),
            item: domain::json::word(&observation.item),
            seen: book.text(observation.seen).to_owned(),
            debt: observation
                .debt
                .map_or_else(String::new, |debt| domain::json::word(&debt)),
            severity: word(observation.severity_proposed),
            persuaded: persuasion.is_some(),
            words: persuasion.map_or_else(String::new, |words| book.text(words).to_owned()),
            stopped: *stopped,
            happened: minute::written(happened_at, utc_offset_minutes),
            begun: Some(happened_at),
            photos: observation.photos.clone(),
        })
    }
}

impl Noticing {
    /// Persuading at once is what the procedure asks for, so the form begins with it.
    #[must_use]
    pub fn blank(unit: Option<UnitId>) -> Self {
        Noticing {
            case: RwSignal::default(),
            unit: RwSignal::new(unit),
            kind: RwSignal::default(),
            item: RwSignal::default(),
            seen: RwSignal::default(),
            debt: RwSignal::default(),
            severity: RwSignal::new(domain::json::word(&Severity::General)),
            persuaded: RwSignal::new(true),
            words: RwSignal::default(),
            stopped: RwSignal::new(false),
            happened: RwSignal::default(),
            begun: RwSignal::default(),
            photos: RwSignal::default(),
        }
    }

    #[must_use]
    pub fn draft(self) -> NoticeDraft {
        NoticeDraft {
            case: self.case.get(),
            unit: self.unit.get(),
            kind: self.kind.get(),
            item: self.item.get(),
            seen: self.seen.get(),
            debt: self.debt.get(),
            severity: self.severity.get(),
            persuaded: self.persuaded.get(),
            words: self.words.get(),
            stopped: self.stopped.get(),
            happened: self.happened.get(),
            begun: self.begun.get(),
            photos: self.photos.get(),
        }
    }

    pub fn fill(self, draft: NoticeDraft) {
        self.case.set(draft.case);
        if draft.unit.is_some() {
            self.unit.set(draft.unit);
        }
        self.kind.set(draft.kind);
        self.item.set(draft.item);
        self.seen.set(draft.seen);
        self.debt.set(draft.debt);
        self.severity.set(draft.severity);
        self.persuaded.set(draft.persuaded);
        self.words.set(draft.words);
        self.stopped.set(draft.stopped);
        self.happened.set(draft.happened);
        self.begun.set(draft.begun);
        self.photos.set(draft.photos);
    }

    #[must_use]
    pub fn kind_chosen(self) -> Option<ViolationKind> {
        domain::json::named(&self.kind.get())
    }

    /// The time it was seen is the time of the first answer, until somebody says otherwise.
    pub fn remember_beginning(self, state: AppState, loaded: RwSignal<bool>) {
        Effect::new(move |_| {
            let touched = !self.kind.with(String::is_empty)
                || !self.seen.with(String::is_empty)
                || !self.photos.with(Vec::is_empty);
            if !touched || !loaded.get() || self.begun.with_untracked(Option::is_some) {
                return;
            }
            let now = minute::office_now(state);
            self.begun.set(Some(now));
            if self.happened.with_untracked(String::is_empty) {
                self.happened
                    .set(minute::written(now, state.utc_offset_minutes()));
            }
        });
    }

    /// The command, once unit and item are chosen; the rules say what else is missing.
    ///
    /// # Errors
    /// Names the answer without which there is no command.
    pub fn submission(self, state: AppState, case: CaseId) -> Result<Submission, Rejection> {
        use domain::clause::Clause;
        let head = self
            .unit
            .get_untracked()
            .and_then(|unit| {
                let heads = state.heads.get_untracked();
                heads.units.get(&unit).map(|head| (unit, head.clone()))
            })
            .ok_or_else(|| Rejection::missing(Field::UnitCode, Clause::V4_4_2))?;
        let item: Item = domain::json::named(&self.item.get_untracked())
            .ok_or_else(|| Rejection::missing(Field::Item, Clause::V4_2))?;
        let offset = state.utc_offset_minutes();
        let happened = minute::happened(
            &self.happened.get_untracked(),
            self.begun.get_untracked(),
            offset,
        );
        let debt: Option<Debt> = match item.kind() {
            ViolationKind::NonPayment => domain::json::named(&self.debt.get_untracked()),
            _ => None,
        };
        let mut sealer = Sealer::default();
        let (unit, head) = head;
        let photos = self.photos.get_untracked();
        let persuaded = self.persuaded.get_untracked();
        let observation = Observation {
            unit,
            unit_code: head.code.clone(),
            occupant: sealer.seal(&head.name),
            item,
            seen: sealer.seal(&self.seen.get_untracked()),
            debt,
            severity_proposed: domain::json::named(&self.severity.get_untracked()),
            photos: photos.clone(),
        };
        let command = ViolationCommand::NoticeViolation {
            case,
            observation,
            persuasion: persuaded.then(|| sealer.seal(&self.words.get_untracked())),
            stopped: persuaded && self.stopped.get_untracked(),
        };
        let mut submission = Submission::now(CommandBody::Violation(command), sealer);
        submission.happened_at = happened;
        submission.photos = photos;
        Ok(submission)
    }
}
