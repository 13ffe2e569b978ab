//! A follow-up while it is taken down: every answer a signal, the whole a draft that survives anything.

use domain::command::{Command, CommandBody};
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::event::complaint::{Contents, PaperEntry};
use domain::follow_up::{Channel, Grade, ServiceArea};
use domain::id::{CaseId, CommandId, Digest, Instant, PersonId, WorkOrderId};
use domain::personal::{Personal, PersonalBook};
use domain::work_order::command::WorkOrderCommand;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::actions::{Actions, Sealer};
use crate::engine::message::Submission;
use crate::pages::parts::{again, minute};
use crate::state::AppState;

pub type Strokes = Vec<Vec<(i32, i32)>>;

/// What is stored on every change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordDraft {
    pub step: usize,
    /// Local date and time; empty until something was typed.
    pub when: String,
    /// When the first answer was typed: what a follow-up happened at unless another time is said.
    pub begun: Option<Instant>,
    pub people: Vec<PersonId>,
    pub channel: String,
    pub channel_reason: String,
    pub late_reason: String,
    pub early_reason: String,
    pub paper_reason: String,
    pub paper_photo: Vec<Digest>,
    pub quality: Option<Grade>,
    pub effect: Option<Grade>,
    pub satisfaction: Option<Grade>,
    pub shortcomings: String,
    pub suggestions: String,
    pub area: Option<ServiceArea>,
    pub finding: String,
    pub photos: Vec<Digest>,
    pub strokes: Strokes,
    pub unsigned_reason: String,
    pub problem_left: bool,
}

/// Under which a refused follow-up is stored while it is written anew, for whichever round is owed by now.
#[must_use]
pub fn draft_key_again(case: CaseId, refused: CommandId) -> String {
    again::draft_key(&format!("follow_up/{case}"), Some(refused))
}

/// What is followed up: a case, or one of its work orders.
#[must_use]
fn of(case: CaseId, order: Option<WorkOrderId>) -> String {
    order.map_or_else(|| case.to_string(), |order| order.to_string())
}

impl RecordDraft {
    /// A follow-up that was refused, as it was taken down. The signature is an attachment and comes apart.
    #[must_use]
    pub fn of(
        entry: &FollowUpEntry,
        command: &Command,
        strokes: Strokes,
        utc_offset_minutes: i32,
    ) -> Self {
        let book = PersonalBook::of(&command.personal);
        let typed = |value: Option<Personal>| {
            value.map_or_else(String::new, |value| book.text(value).to_owned())
        };
        let happened_at = command.moment.happened_at;
        let contents = &entry.contents;
        let paper = entry.paper.clone();
        RecordDraft {
            step: 0,
            when: minute::written(happened_at, utc_offset_minutes),
            begun: Some(happened_at),
            people: command.conducted_by.clone(),
            channel: channel_value(entry.channel).to_owned(),
            channel_reason: entry.channel_reason.clone().unwrap_or_default(),
            late_reason: entry.late_reason.clone().unwrap_or_default(),
            early_reason: entry.early_reason.clone().unwrap_or_default(),
            paper_photo: paper.iter().map(|paper| paper.photo).collect(),
            paper_reason: paper.map_or_else(String::new, |paper| paper.reason),
            quality: contents.quality,
            effect: contents.effect,
            satisfaction: contents.satisfaction,
            shortcomings: typed(contents.shortcomings),
            suggestions: typed(contents.suggestions),
            area: contents.area,
            finding: typed(contents.finding),
            photos: entry.photos.clone(),
            strokes,
            unsigned_reason: entry.unsigned_reason.clone().unwrap_or_default(),
            problem_left: entry.problem_left,
        }
    }
}

/// The same as signals, for the fields.
#[derive(Clone, Copy)]
pub struct Form {
    pub case: CaseId,
    /// The work order, where a repair is followed up.
    pub order: Option<WorkOrderId>,
    pub round: u16,
    /// The refused entry this is written anew for.
    pub again: Option<CommandId>,
    pub step: RwSignal<usize>,
    pub when: RwSignal<String>,
    pub begun: RwSignal<Option<Instant>>,
    pub people: RwSignal<Vec<PersonId>>,
    pub channel: RwSignal<String>,
    pub channel_reason: RwSignal<String>,
    pub late_reason: RwSignal<String>,
    pub early_reason: RwSignal<String>,
    pub paper_reason: RwSignal<String>,
    pub paper_photo: RwSignal<Vec<Digest>>,
    pub quality: RwSignal<Option<Grade>>,
    pub effect: RwSignal<Option<Grade>>,
    pub satisfaction: RwSignal<Option<Grade>>,
    pub shortcomings: RwSignal<String>,
    pub suggestions: RwSignal<String>,
    pub area: RwSignal<String>,
    pub finding: RwSignal<String>,
    pub photos: RwSignal<Vec<Digest>>,
    pub strokes: RwSignal<Strokes>,
    pub unsigned_reason: RwSignal<String>,
    pub problem_left: RwSignal<bool>,
}

impl Form {
    #[must_use]
    pub fn new(
        case: CaseId,
        order: Option<WorkOrderId>,
        round: u16,
        again: Option<CommandId>,
    ) -> Self {
        let text = || RwSignal::new(String::new());
        Form {
            case,
            order,
            round,
            again,
            step: RwSignal::new(0),
            when: text(),
            begun: RwSignal::new(None),
            people: RwSignal::new(Vec::new()),
            channel: RwSignal::new("in_person".to_owned()),
            channel_reason: text(),
            late_reason: text(),
            early_reason: text(),
            paper_reason: text(),
            paper_photo: RwSignal::new(Vec::new()),
            quality: RwSignal::new(None),
            effect: RwSignal::new(None),
            satisfaction: RwSignal::new(None),
            shortcomings: text(),
            suggestions: text(),
            area: text(),
            finding: text(),
            photos: RwSignal::new(Vec::new()),
            strokes: RwSignal::new(Vec::new()),
            unsigned_reason: text(),
            problem_left: RwSignal::new(false),
        }
    }

    /// Under which the draft is stored.
    #[must_use]
    pub fn key(self) -> String {
        self.again.map_or_else(
            || format!("follow_up/{}/{}", of(self.case, self.order), self.round),
            |refused| draft_key_again(self.case, refused),
        )
    }

    /// One of the two pages of the form.
    #[must_use]
    pub fn address(self, page: &str) -> String {
        let order = self
            .order
            .map_or_else(String::new, |order| format!("?order={order}"));
        let page = format!("/follow-ups/{}/{page}{order}", self.case);
        again::address(&page, self.again)
    }

    /// The page of what is followed up.
    #[must_use]
    pub fn subject_address(self) -> String {
        self.order.map_or_else(
            || format!("/complaints/{}", self.case),
            |order| format!("/work-orders/{order}"),
        )
    }

    #[must_use]
    pub fn snapshot(&self) -> RecordDraft {
        RecordDraft {
            step: self.step.get(),
            when: self.when.get(),
            begun: self.begun.get(),
            people: self.people.get(),
            channel: self.channel.get(),
            channel_reason: self.channel_reason.get(),
            late_reason: self.late_reason.get(),
            early_reason: self.early_reason.get(),
            paper_reason: self.paper_reason.get(),
            paper_photo: self.paper_photo.get(),
            quality: self.quality.get(),
            effect: self.effect.get(),
            satisfaction: self.satisfaction.get(),
            shortcomings: self.shortcomings.get(),
            suggestions: self.suggestions.get(),
            area: area_of(&self.area.get()),
            finding: self.finding.get(),
            photos: self.photos.get(),
            strokes: self.strokes.get(),
            unsigned_reason: self.unsigned_reason.get(),
            problem_left: self.problem_left.get(),
        }
    }

    pub fn fill(&self, draft: RecordDraft) {
        self.step.set(draft.step);
        self.when.set(draft.when);
        self.begun.set(draft.begun);
        self.people.set(draft.people);
        if !draft.channel.is_empty() {
            self.channel.set(draft.channel);
        }
        self.channel_reason.set(draft.channel_reason);
        self.late_reason.set(draft.late_reason);
        self.early_reason.set(draft.early_reason);
        self.paper_reason.set(draft.paper_reason);
        self.paper_photo.set(draft.paper_photo);
        self.quality.set(draft.quality);
        self.effect.set(draft.effect);
        self.satisfaction.set(draft.satisfaction);
        self.shortcomings.set(draft.shortcomings);
        self.suggestions.set(draft.suggestions);
        self.area
            .set(draft.area.map(area_value).unwrap_or_default());
        self.finding.set(draft.finding);
        self.photos.set(draft.photos);
        self.strokes.set(draft.strokes);
        self.unsigned_reason.set(draft.unsigned_reason);
        self.problem_left.set(draft.problem_left);
    }

    /// When it happened; `None` while nothing was typed.
    #[must_use]
    pub fn happened_at(&self, utc_offset_minutes: i32) -> Option<Instant> {
        minute::happened(&self.when.get(), self.begun.get(), utc_offset_minutes)
    }

    /// Fills in the time with the first answer, for the person to see and change: a form finished the next morning
    /// must not say that it happened then. Called once the people planned are in.
    pub fn remember_beginning(self, state: AppState, loaded: RwSignal<bool>) {
        let answers = move || RecordDraft {
            step: 0,
            when: String::new(),
            begun: None,
            ..self.snapshot()
        };
        let untouched = untrack(answers);
        Effect::new(move |_| {
            let touched = answers() != untouched;
            if !touched || !loaded.get() || self.begun.with_untracked(Option::is_some) {
                return;
            }
            let now = minute::office_now(state);
            self.begun.set(Some(now));
            if self.when.with_untracked(String::is_empty) {
                self.when
                    .set(minute::written(now, state.utc_offset_minutes()));
            }
        });
    }

    /// The command, with the signature kept as its own attachment.
    pub async fn submission(self, actions: &Actions, utc_offset_minutes: i32) -> Submission {
        let draft = untrack(|| self.snapshot());
        let round = self.round;
        let mut sealer = Sealer::default();
        let mut photos = draft.photos.clone();
        let signature = if draft.strokes.is_empty() {
            None
        } else {
            let strokes = serde_json::to_vec(&draft.strokes).unwrap_or_default();
            actions
                .keep_photo(strokes, "application/json".to_owned())
                .await
        };
        photos.extend(signature);
        photos.extend(&draft.paper_photo);
        let some = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let entry = FollowUpEntry {
            case: self.case,
            round,
            channel: channel_of(&draft.channel),
            channel_reason: some(&draft.channel_reason),
            contents: Contents {
                quality: draft.quality,
                effect: draft.effect,
                satisfaction: draft.satisfaction,
                shortcomings: sealer.seal_some(&draft.shortcomings),
                suggestions: sealer.seal_some(&draft.suggestions),
                area: draft.area,
                finding: sealer.seal_some(&draft.finding),
            },
            problem_left: draft.problem_left,
            photos: draft.photos,
            signature,
            unsigned_reason: some(&draft.unsigned_reason),
            late_reason: some(&draft.late_reason),
            early_reason: some(&draft.early_reason),
            paper: draft.paper_photo.first().map(|photo| PaperEntry {
                reason: draft.paper_reason.trim().to_owned(),
                photo: *photo,
            }),
        };
        let entry = Box::new(entry);
        let body: CommandBody = match self.order {
            Some(work_order) => WorkOrderCommand::RecordFollowUp { work_order, entry }.into(),
            None => ComplaintCommand::RecordFollowUp(entry).into(),
        };
        Submission {
            conducted_by: draft.people,
            happened_at: untrack(|| self.happened_at(utc_offset_minutes)),
            photos,
            draft: Some(self.key()),
            ..Submission::now(body, sealer)
        }
    }
}

#[must_use]
pub fn channel_of(value: &str) -> Channel {
    Channel::ALL
        .iter()
        .copied()
        .find(|channel| channel_value(*channel) == value)
        .unwrap_or(Channel::InPerson)
}

#[must_use]
pub fn channel_value(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => "in_person",
        Channel::Phone => "phone",
        Channel::Written => "written",
        Channel::Meeting => "meeting",
    }
}

/// The letter of the clause serves as the value of the choice.
#[must_use]
pub fn area_value(area: ServiceArea) -> String {
    area.letter().to_string()
}

fn area_of(value: &str) -> Option<ServiceArea> {
    ServiceArea::ALL
        .iter()
        .copied()
        .find(|area| area_value(*area) == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_an_older_app_is_read_with_what_it_has() {
        let draft: RecordDraft = serde_json::from_str(r#"{"shortcomings":"无"}"#).unwrap();
        assert_eq!(draft.shortcomings, "无");
        assert_eq!(draft.satisfaction, None);
    }

    #[test]
    fn every_channel_and_area_keeps_its_value() {
        for channel in Channel::ALL {
            assert_eq!(channel_of(channel_value(*channel)), *channel);
        }
        for area in ServiceArea::ALL {
            assert_eq!(area_of(&area_value(*area)), Some(*area));
        }
    }
}
