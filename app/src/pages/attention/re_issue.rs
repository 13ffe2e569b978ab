//! Writing a refused entry anew: the form it came from opens with everything that was typed into it.

use domain::command::{Command, CommandBody};
use domain::complaint::command::ComplaintCommand;
use domain::id::CommandId;
use domain::occupant::OccupantCommand;
use serde::Serialize;

use crate::actions::Actions;
use crate::pages::complaints::registration::RegisterDraft;
use crate::pages::complaints::step_saved::written_anew;
use crate::pages::follow_ups::form::{self, RecordDraft, Strokes};
use crate::pages::occupants::form::{Typed, draft_key as unit_draft_key};
use crate::pages::parts::again;
use crate::pages::staff::add::{PersonDraft, draft_key as person_draft_key};
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
    strokes: &'a Strokes,
}

/// Whether an entry has a form that keeps drafts; the others are a button or two on the page they are about.
#[must_use]
pub fn has_form(command: &Command) -> bool {
    let known = Known {
        utc_offset_minutes: 0,
        unit: true,
        strokes: &Strokes::new(),
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
    use leptos::prelude::{GetUntracked, WithUntracked, untrack};
    let strokes = strokes(actions, command).await;
    let unit = match &command.body {
        CommandBody::Complaint(ComplaintCommand::Register { registration, .. }) => {
            Some(registration.unit)
        }
        CommandBody::Occupant(OccupantCommand::Record { unit, .. }) => Some(*unit),
        _ => None,
    };
    state.session.get_untracked()?;
    let known = Known {
        utc_offset_minutes: untrack(|| state.utc_offset_minutes()),
        unit: state
            .heads
            .with_untracked(|heads| unit.is_some_and(|unit| heads.units.contains_key(&unit))),
        strokes: &strokes,
    };
    let form = form_of(refused, command, &known)?;
    let begun = actions.load_draft(form.key.clone()).await.is_some();
    if !begun && !actions.save_draft(form.key, form.draft).await {
        return None;
    }
    Some(again::address(&form.page, Some(refused)))
}

/// The signature of a follow-up, as it was drawn.
async fn strokes(actions: &Actions, command: &Command) -> Strokes {
    let CommandBody::Complaint(ComplaintCommand::RecordFollowUp(entry)) = &command.body else {
        return Strokes::new();
    };
    let Some(signature) = entry.signature else {
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
        CommandBody::Person(_) => Form::of(
            "/staff/new".to_owned(),
            person_draft_key(Some(refused)),
            &PersonDraft::of(command)?,
        ),
        CommandBody::Occupant(OccupantCommand::Leave { .. })
        | CommandBody::Office(_)
        | CommandBody::WorkOrder(_)
        | CommandBody::PriceList(_)
        | CommandBody::Violation(_)
        | CommandBody::Mandate(_)
        | CommandBody::DayBook(_)
        | CommandBody::Refusal(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::command::Moment;
    use domain::complaint::Status;
    use domain::complaint::command::FollowUpEntry;
    use domain::event::complaint::{Contents, Registration};
    use domain::follow_up::{Category, Channel, Grade};
    use domain::id::{
        CaseId, DepartmentId, DeviceId, Digest, Instant, PersonId, UnitId, Writer, WriterNumber,
    };
    use domain::personal::{Personal, PersonalValue};

    const AT: Instant = Instant(1_795_459_320_000);

    fn command(body: impl FnOnce(&mut dyn FnMut(&str) -> Personal) -> CommandBody) -> Command {
        let person = PersonId::mint(AT, [1; 10]);
        let mut personal = Vec::new();
        let mut seal = |value: &str| {
            let sealed = PersonalValue::seal([personal.len().try_into().unwrap(); 16], value);
            let digest = sealed.digest;
            personal.push(sealed);
            digest
        };
        let body = body(&mut seal);
        Command {
            id: CommandId::mint(AT, [2; 10]),
            writer: Writer {
                person,
                device: DeviceId::mint(AT, [3; 10]),
            },
            number: WriterNumber(1),
            after: Vec::new(),
            streams: Vec::new(),
            recorded_by: person,
            conducted_by: vec![person],
            moment: Moment {
                happened_at: AT,
                entered_at: AT,
                clock_offset: 0,
            },
            body,
            personal,
            photos: Vec::new(),
            schema: 1,
            app: String::new(),
            signature: None,
        }
    }

    fn form(command: &Command, unit: bool) -> Form {
        let strokes = vec![vec![(1, 2), (3, 4)]];
        let known = Known {
            utc_offset_minutes: 480,
            unit,
            strokes: &strokes,
        };
        form_of(command.id, command, &known).unwrap()
    }

    fn holds(form: &Form, texts: &[&str]) {
        for text in texts {
            assert!(form.draft.contains(text), "{text} in {}", form.draft);
        }
    }

    fn case() -> CaseId {
        CaseId::mint(AT, [4; 10])
    }

    #[test]
    fn a_refused_follow_up_opens_with_its_grades_words_photos_and_signature() {
        let photo = Digest::of(&[b"photo"]);
        let refused = command(|seal| {
            CommandBody::Complaint(ComplaintCommand::RecordFollowUp(Box::new(FollowUpEntry {
                case: case(),
                round: 2,
                channel: Channel::Phone,
                channel_reason: Some("店主在外地".to_owned()),
                contents: Contents {
                    quality: Some(Grade::Satisfied),
                    effect: None,
                    satisfaction: Some(Grade::Dissatisfied),
                    shortcomings: Some(seal("来得太晚")),
                    suggestions: Some(seal("先打电话")),
                    area: None,
                    finding: None,
                },
                problem_left: true,
                photos: vec![photo],
                signature: Some(Digest::of(&[b"strokes"])),
                unsigned_reason: None,
                late_reason: Some("出差".to_owned()),
                early_reason: None,
                paper: None,
            })))
        });
        let form = form(&refused, true);
        assert_eq!(form.page, format!("/follow-ups/{}/record", case()));
        let draft: RecordDraft = serde_json::from_str(&form.draft).unwrap();
        assert_eq!(draft.when, "2026-11-24T02:42");
        assert_eq!(draft.begun, Some(AT));
        assert_eq!(draft.shortcomings, "来得太晚");
        assert_eq!(draft.suggestions, "先打电话");
        assert_eq!(draft.satisfaction, Some(Grade::Dissatisfied));
        assert_eq!(draft.channel, "phone");
        assert_eq!(draft.photos, [photo]);
        assert_eq!(draft.people, refused.conducted_by);
        assert_eq!(draft.strokes.len(), 1);
        assert!(draft.problem_left);
    }

    #[test]
    fn a_refused_registration_opens_whole_and_for_the_same_case() {
        let refused = command(|seal| {
            CommandBody::Complaint(ComplaintCommand::Register {
                case: case(),
                registration: Registration {
                    request: domain::event::complaint::RequestKind::Complaint,
                    unit: UnitId::mint(AT, [5; 10]),
                    unit_code: "A-101".to_owned(),
                    occupant: seal("云裳女装"),
                    content: seal("空调漏水"),
                    phone: Some(seal("13800010001")),
                    appointment: None,
                    category: Category::Cleaning,
                    department: None,
                    severity_proposed: None,
                    photos: Vec::new(),
                },
            })
        });
        for known in [true, false] {
            let form = form(&refused, known);
            assert_eq!(form.page, "/complaints/new");
            let id = case().to_string();
            holds(
                &form,
                &[
                    "A-101",
                    "云裳女装",
                    "空调漏水",
                    "13800010001",
                    "cleaning",
                    &id,
                ],
            );
            assert_eq!(form.draft.contains("\"new_unit\":true"), !known);
        }
    }

    #[test]
    fn a_refused_step_opens_its_own_form_with_its_answers() {
        let department = DepartmentId::mint(AT, [6; 10]);
        let dispatch = command(|_| {
            CommandBody::Complaint(ComplaintCommand::Dispatch {
                case: case(),
                was: Status::Dispatched,
                department,
                assignee: None,
                limit: Instant(AT.0 + 7_200_000),
            })
        });
        let again = form(&dispatch, true);
        assert!(
            again.page.ends_with("?step=dispatch_again"),
            "{}",
            again.page
        );
        holds(&again, &[&department.to_string(), "\"hours\":\"2\""]);
        let handle = command(|seal| {
            CommandBody::Complaint(ComplaintCommand::Handle {
                case: case(),
                was: Status::Dispatched,
                result: seal("换了阀门"),
                photos: Vec::new(),
            })
        });
        holds(&form(&handle, true), &["换了阀门"]);
        let other = CommandId::mint(AT, [7; 10]);
        let deny = command(|_| {
            CommandBody::Complaint(ComplaintCommand::DenyConduct {
                case: case(),
                command: other,
                reason: "我没有去".to_owned(),
            })
        });
        let form = form(&deny, true);
        assert!(form.page.ends_with(&format!("?step=deny_conduct.{other}")));
        holds(&form, &["我没有去"]);
    }

    #[test]
    fn what_is_written_anew_never_mixes_with_a_draft_begun_for_itself() {
        let open = command(|_| {
            CommandBody::Complaint(ComplaintCommand::Open {
                case: case(),
                was: Status::Registered,
            })
        });
        let form = form(&open, true);
        assert!(form.key.ends_with(&open.id.to_string()), "{}", form.key);
    }
}
