//! Writing a refused entry anew: the form it came from opens with everything that was typed into it.

use domain::apply::State;
use domain::command::{Command, CommandBody};
use domain::complaint::command::ComplaintCommand;
use domain::head::UnitHead;
use domain::id::CommandId;
use domain::occupant::OccupantCommand;
use domain::office::OfficeCommand;
use domain::rejection::Value;
use domain::violation::{Stage, ViolationCommand};
use domain::work_order::command::WorkOrderCommand;
use leptos::prelude::{GetUntracked, WithUntracked, untrack};
use serde::Serialize;

use crate::actions::Actions;
use crate::pages::complaints::registration::RegisterDraft;
use crate::pages::complaints::slip::SlipDraft;
use crate::pages::complaints::step::Step;
use crate::pages::complaints::step_saved::written_anew;
use crate::pages::follow_ups::form::{self, RecordDraft, Strokes};
use crate::pages::occupants::form::{Typed, draft_key as unit_draft_key};
use crate::pages::parts::again;
use crate::pages::staff::add::{PersonDraft, draft_key as person_draft_key};
use crate::pages::violations::noticing::NoticeDraft;
use crate::pages::{summaries, violations, work_orders};
use crate::state::AppState;

/// A form, and the draft it is to open with.
#[derive(Debug, PartialEq, Eq)]
struct Form {
    page: String,
    key: String,
    draft: String,
}

impl Form {
    fn of(page: String, key: String, draft: &impl Serialize) -> Option<Self> {
        Some(Form {
            page,
            key,
            draft: serde_json::to_string(draft).ok()?,
        })
    }
}

/// What a form needs to know that the command does not say.
struct Known<'a> {
    utc_offset_minutes: i32,
    /// Whether the directory has the unit of the entry.
    unit: bool,
    /// What it says of it by now.
    stands: Option<&'a UnitHead>,
    strokes: &'a Strokes,
    /// The disposition an entry is about by now.
    disposition: &'a dyn Fn(CommandId) -> CommandId,
}

/// Whether an entry has a form that keeps drafts; the others are a button or two on the page they are about.
#[must_use]
pub fn has_form(command: &Command) -> bool {
    let known = Known {
        utc_offset_minutes: 0,
        unit: true,
        stands: None,
        strokes: &Strokes::new(),
        disposition: &|id| id,
    };
    form_of(command.id, command, &known).is_some()
}

/// Stores the draft, unless it was begun already, and says where the form is.
pub async fn open(
    actions: &Actions,
    state: AppState,
    refused: CommandId,
    command: &Command,
) -> Option<String> {
    let strokes = strokes(actions, command).await;
    let unit = match &command.body {
        CommandBody::Complaint(ComplaintCommand::Register { registration, .. }) => {
            Some(registration.unit)
        }
        CommandBody::Occupant(body) => Some(body.unit()),
        _ => None,
    };
    state.session.get_untracked()?;
    let here = state
        .heads
        .with_untracked(|heads| heads.units.get(&unit?).cloned());
    let known = Known {
        utc_offset_minutes: untrack(|| state.utc_offset_minutes()),
        unit: here.is_some(),
        stands: here.as_deref(),
        strokes: &strokes,
        disposition: &|id| disposition_now(state, command, id),
    };
    let form = form_of(refused, command, &known)?;
    let begun = actions.load_draft(form.key.clone()).await.is_some();
    if !begun && !actions.save_draft(form.key, form.draft).await {
        return None;
    }
    Some(again::address(&form.page, Some(refused)))
}

/// What is said again over the other's value, where no form is needed for it.
#[must_use]
pub fn over_theirs(body: &CommandBody, theirs: Value) -> Option<CommandBody> {
    let (CommandBody::Office(OfficeCommand::OverrideFigure { .. }), Value::Figure(theirs)) =
        (body, theirs)
    else {
        return None;
    };
    let mut again = body.clone();
    if let CommandBody::Office(OfficeCommand::OverrideFigure { was, .. }) = &mut again {
        *was = Some(theirs);
    }
    Some(again)
}

/// A disposition whose proposal was refused, and then written anew, stands under the new entry's id.
fn disposition_now(state: AppState, command: &Command, id: CommandId) -> CommandId {
    let CommandBody::Violation(body) = &command.body else {
        return id;
    };
    let heads = state.heads.get_untracked();
    let Some(head) = heads.violations.get(&body.case()) else {
        return id;
    };
    if head.dispositions.iter().any(|known| known.id == id) {
        return id;
    }
    let measure = untrack(|| match state.stream(id.stream())?.as_deref() {
        Some(State::Refusal(refused)) => match &refused.command.body {
            CommandBody::Violation(ViolationCommand::ProposeDisposition { proposal, .. }) => {
                Some(proposal.measure)
            }
            _ => None,
        },
        _ => None,
    });
    let stands = |stage: Stage| !matches!(stage, Stage::Declined | Stage::Withdrawn);
    let mut known = head.dispositions.iter().rev();
    known
        .find(|known| Some(known.measure) == measure && stands(known.stage))
        .map_or(id, |known| known.id)
}

/// The signature an entry carries, as it was drawn.
async fn strokes(actions: &Actions, command: &Command) -> Strokes {
    let signature = match &command.body {
        CommandBody::Complaint(ComplaintCommand::RecordFollowUp(entry)) => entry.signature,
        CommandBody::WorkOrder(body) => work_orders::anew::signature(body),
        CommandBody::Violation(body) => violations::anew::signature(body),
        _ => None,
    };
    let Some(signature) = signature else {
        return Strokes::new();
    };
    let read = actions.photo(signature).await;
    read.and_then(|(bytes, _)| domain::json::read(&bytes).ok())
        .unwrap_or_default()
}

fn form_of(refused: CommandId, command: &Command, known: &Known<'_>) -> Option<Form> {
    match &command.body {
        CommandBody::Complaint(ComplaintCommand::Register { case, registration }) => Form::of(
            "/complaints/new".to_owned(),
            again::draft_key("register", Some(refused)),
            &RegisterDraft::of(
                *case,
                registration,
                command,
                known.unit,
                known.utc_offset_minutes,
            ),
        ),
        CommandBody::Complaint(ComplaintCommand::RecordFollowUp(entry)) => Form::of(
            format!("/follow-ups/{}/record", entry.case),
            form::draft_key_again(entry.case, refused),
            &RecordDraft::of(
                entry,
                command,
                known.strokes.clone(),
                known.utc_offset_minutes,
            ),
        ),
        CommandBody::Complaint(body) => {
            let (step, draft) = written_anew(command)?;
            let case = body.case();
            Form::of(
                format!("/complaints/{case}?step={}", step.written()),
                step.draft_key_again(case, refused),
                &draft,
            )
        }
        CommandBody::Occupant(OccupantCommand::Record { unit, record }) => {
            let known = known.unit.then_some(*unit);
            let page = known.map_or_else(|| "new".to_owned(), |unit| unit.to_string());
            Form::of(
                format!("/occupants/{page}"),
                unit_draft_key(known, Some(refused)),
                &Typed::written_anew(record, command),
            )
        }
        CommandBody::Occupant(body @ OccupantCommand::ChangeOccupant { unit, .. }) => Form::of(
            format!("/occupants/{unit}"),
            unit_draft_key(Some(*unit), Some(refused)),
            &known.stands.map_or_else(Typed::default, |stands| {
                Typed::changed_anew(body, command, stands)
            }),
        ),
        CommandBody::Person(_) => Form::of(
            "/staff/new".to_owned(),
            person_draft_key(Some(refused)),
            &PersonDraft::of(command)?,
        ),
        CommandBody::WorkOrder(body) => work_order(refused, command, body, known),
        CommandBody::Violation(body) => violation(refused, command, body, known),
        CommandBody::Summary(body) => {
            let (part, draft) = summaries::part::written_anew(command)?;
            let month = body.month();
            let key = part.draft_key(month, Some(refused));
            Form::of(part.page(month), key, &draft)
        }
        CommandBody::Occupant(
            OccupantCommand::Leave { .. } | OccupantCommand::ErasePersonalData { .. },
        )
        | CommandBody::Office(_)
        | CommandBody::PriceList(_)
        | CommandBody::Mandate(_)
        | CommandBody::DayBook(_)
        | CommandBody::Refusal(_) => None,
    }
}

/// A slip is made on the page of its case, signed and followed up on pages of their own; every other step on its own.
fn work_order(
    refused: CommandId,
    command: &Command,
    body: &WorkOrderCommand,
    known: &Known<'_>,
) -> Option<Form> {
    let order = body.work_order();
    match body {
        WorkOrderCommand::MakeWorkOrder {
            case,
            trade,
            handover,
            ..
        } => Form::of(
            format!("/complaints/{case}?step={}", Step::MakeSlip.written()),
            Step::MakeSlip.draft_key_again(*case, refused),
            &SlipDraft::of(order, *trade, *handover),
        ),
        WorkOrderCommand::SignOff { .. } => Form::of(
            format!("/work-orders/{order}/sign"),
            work_orders::sign::draft_key_again(order, refused),
            known.strokes,
        ),
        WorkOrderCommand::RecordFollowUp { entry, .. } => Form::of(
            format!("/follow-ups/{}/record?order={order}", entry.case),
            form::draft_key_again(entry.case, refused),
            &RecordDraft::of(
                entry,
                command,
                known.strokes.clone(),
                known.utc_offset_minutes,
            ),
        ),
        _ => {
            let (step, draft) = work_orders::anew::written_anew(command, known.utc_offset_minutes)?;
            Form::of(
                format!("/work-orders/{order}?step={}", step.written()),
                step.draft_key_again(order, refused),
                &draft,
            )
        }
    }
}

fn violation(
    refused: CommandId,
    command: &Command,
    body: &ViolationCommand,
    known: &Known<'_>,
) -> Option<Form> {
    if let Some(draft) = NoticeDraft::of(command, known.utc_offset_minutes) {
        return Form::of(
            "/violations/new".to_owned(),
            again::draft_key(violations::notice::DRAFT, Some(refused)),
            &draft,
        );
    }
    let (act, draft) = violations::anew::written_anew(command, known.strokes, known.disposition)?;
    let case = body.case();
    Form::of(
        format!("/violations/{case}?step={}", act.written()),
        act.draft_key(case, Some(refused)),
        &draft,
    )
}

#[cfg(test)]
mod tests;
