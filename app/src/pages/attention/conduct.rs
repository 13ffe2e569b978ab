//! What somebody entered with my name among those who went, or brought in as mine: I confirm it, or say that it was not
//! so.

use domain::command::CommandBody;
use domain::complaint::command::ComplaintCommand;
use domain::head::{FollowUpHead, ToConfirm as Asked};
use domain::id::{CaseId, CommandId, PersonId, StreamId, WorkOrderId};
use domain::violation::ViolationCommand;
use domain::work_order::command::WorkOrderCommand;
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::names::Directory;
use super::super::parts::refused::Refused;
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, Card, Dialog, Fact, Facts, Field, LinkButton, TextArea,
};
use crate::engine::message::{Heads, Submission};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word};

/// Whose timeline the entry stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Complaint(CaseId),
    WorkOrder(WorkOrderId),
    Violation(CaseId),
}

impl Place {
    fn address(self) -> String {
        match self {
            Place::Complaint(case) => format!("/complaints/{case}"),
            Place::WorkOrder(order) => format!("/work-orders/{order}"),
            Place::Violation(case) => format!("/violations/{case}"),
        }
    }

    fn stream(self) -> StreamId {
        match self {
            Place::Complaint(case) | Place::Violation(case) => case.stream(),
            Place::WorkOrder(order) => order.stream(),
        }
    }

    /// What the entry says, as its timeline has it, once its page is read.
    fn said(self, state: AppState, command: CommandId, lang: Lang) -> Option<String> {
        let names = Directory::now(state, lang);
        let line = match self {
            Place::Complaint(case) => {
                let complaint = state.complaint(case)?;
                let mut lines = complaint.timeline.iter();
                let entry = lines.find(|entry| entry.command == command)?;
                lang.timeline_line(&entry.fact, &names)
            }
            Place::WorkOrder(order) => {
                let order = state.work_order(order)?;
                let mut lines = order.timeline.iter();
                let entry = lines.find(|entry| entry.command == command)?;
                lang.work_order_line(&entry.fact, &names)
            }
            Place::Violation(case) => {
                let violation = state.violation(case)?;
                let mut lines = violation.timeline.iter();
                let entry = lines.find(|entry| entry.command == command)?;
                lang.violation_line(&entry.fact, &entry.words, &names)
            }
        };
        let parts = [Some(line.what), line.detail];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    }

    fn confirm(self, command: CommandId) -> CommandBody {
        match self {
            Place::Complaint(case) => ComplaintCommand::ConfirmConduct { case, command }.into(),
            Place::WorkOrder(work_order) => WorkOrderCommand::ConfirmConduct {
                work_order,
                command,
            }
            .into(),
            Place::Violation(case) => ViolationCommand::ConfirmConduct { case, command }.into(),
        }
    }

    fn deny(self, command: CommandId, reason: String) -> CommandBody {
        match self {
            Place::Complaint(case) => ComplaintCommand::DenyConduct {
                case,
                command,
                reason,
            }
            .into(),
            Place::WorkOrder(work_order) => WorkOrderCommand::DenyConduct {
                work_order,
                command,
                reason,
            }
            .into(),
            Place::Violation(case) => ViolationCommand::DenyConduct {
                case,
                command,
                reason,
            }
            .into(),
        }
    }
}

/// An entry with my name on it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToConfirm {
    place: Place,
    asked: Asked,
    title: String,
    content: String,
    /// Where it is a follow-up.
    follow_up: Option<FollowUpHead>,
}

/// What its card says of the case.
struct Words {
    title: String,
    content: String,
}

impl Words {
    fn of(unit: &str, occupant: &str, content: &str) -> Self {
        Words {
            title: format!("{unit} {occupant}"),
            content: content.to_owned(),
        }
    }
}

/// Those I have neither confirmed nor denied.
#[must_use]
pub fn to_confirm(state: AppState) -> Vec<ToConfirm> {
    let Some(me) = state.session.get().map(|session| session.person) else {
        return Vec::new();
    };
    state.heads.with(|heads| named(heads, me))
}

fn named(heads: &Heads, me: PersonId) -> Vec<ToConfirm> {
    let mut found = Vec::new();
    // Made only where there is an entry: this is asked at every change, and nearly no case has one.
    let mut take = |place, asked: &[Asked], made: &[FollowUpHead], words: &dyn Fn() -> Words| {
        for asked in asked.iter().filter(|asked| asked.people.contains(&me)) {
            let follow_up = made.iter().find(|made| made.command == asked.command);
            let Words { title, content } = words();
            found.push(ToConfirm {
                place,
                asked: asked.clone(),
                title,
                content,
                follow_up: follow_up.cloned(),
            });
        }
    };
    for (case, head) in &heads.complaints {
        take(
            Place::Complaint(*case),
            &head.to_confirm,
            &head.follow_ups,
            &|| Words::of(&head.unit_code, &head.occupant, &head.content),
        );
    }
    for (order, head) in &heads.work_orders {
        take(
            Place::WorkOrder(*order),
            &head.to_confirm,
            &head.follow_ups,
            &|| match heads.complaints.get(&head.case) {
                Some(case) => Words::of(&head.unit_code, &case.occupant, &case.content),
                None => Words::of(&head.unit_code, "", ""),
            },
        );
    }
    for (case, head) in &heads.violations {
        take(Place::Violation(*case), &head.to_confirm, &[], &|| {
            Words::of(&head.unit_code, &head.occupant, &head.seen)
        });
    }
    found
}

#[component]
pub fn Conducts() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let found = Memo::new(move |_| to_confirm(state));
    let any = Memo::new(move |_| !found.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                <section class="stack">
                    <h2>{move || language.text().today.to_confirm}</h2>
                    <For each=move || found.get() key=|one| one.asked.command let:one>
                        <Conduct one/>
                    </For>
                </section>
            }
        })
    }
}

#[component]
fn Conduct(one: ToConfirm) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let ToConfirm {
        place,
        asked,
        title,
        content,
        follow_up,
    } = one;
    let command = asked.command;
    let deed = Deed::default();
    let denying = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let send = Callback::new(move |body: CommandBody| {
        let submission = Submission::now(body, Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || {
                let _ = denying.try_set(false);
            });
        });
    });
    // Which of a case's entries it is, its head does not say.
    actions.with_value(|actions| actions.watch(place.stream()));
    let entry = Signal::derive(move || place.said(state, command, language.get()));
    let brought_in_by = asked.brought_in_by;
    let is_follow_up = follow_up.is_some();
    let lead = move || {
        let text = language.text();
        match brought_in_by {
            Some(_) => text.origin.was_brought_in,
            None if is_follow_up => text.today.confirm_conduct,
            None => text.origin.named,
        }
    };
    let happened = Signal::derive(move || {
        let at = language
            .get()
            .moment(asked.happened_at, state.utc_offset_minutes());
        Some(at)
    });
    let brought = Signal::derive(move || {
        brought_in_by.map(|by| Directory::now(state, language.get()).person(by))
    });
    let grade = follow_up.and_then(|made| made.grade);
    let grade = Signal::derive(move || grade.map(|grade| grade.word(language.get()).to_owned()));
    let deny = move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        send.run(place.deny(command, reason));
    };
    view! {
        <Card title=Signal::stored(Some(title))>
            <p>{lead}</p>
            <Facts>
                <Fact label=language.words(|text| text.origin.entry) value=entry/>
                <Fact label=language.words(|text| text.origin.happened) value=happened/>
                <Fact label=language.words(|text| text.complaint.content) value=Signal::stored(Some(content))/>
                <Fact label=language.words(|text| text.follow_up.satisfaction) value=grade/>
                <Fact label=language.words(|text| text.origin.brought_in) value=brought/>
            </Facts>
            {move || (!denying.get()).then(|| view! { <Refused error=deed.error/> })}
            <div class="row">
                <Button
                    disabled=deed.working
                    on_click=move |()| send.run(place.confirm(command))
                >
                    {move || language.text().origin.confirm}
                </Button>
                <Button kind=ButtonKind::Quiet on_click=move |()| denying.set(true)>
                    {move || language.text().origin.deny}
                </Button>
                <LinkButton kind=ButtonKind::Quiet href=Signal::stored(place.address())>
                    {move || language.text().origin.open}
                </LinkButton>
            </div>
            <Dialog
                open=denying
                id=format!("deny-{command}")
                title=language.words(|text| text.origin.deny)
                close_label=language.words(|text| text.common.close)
                foot=move || view! {
                    <Button kind=ButtonKind::Danger on_click=deny disabled=deed.working>
                        {move || language.text().origin.deny}
                    </Button>
                }
            >
                <Refused error=deed.error/>
                <Field
                    id=format!("deny-reason-{command}")
                    label=language.words(|text| text.origin.deny_reason)
                    required=language.words(|text| text.common.required)
                >
                    <TextArea value=reason max_length=500/>
                </Field>
            </Dialog>
        </Card>
    }
}
