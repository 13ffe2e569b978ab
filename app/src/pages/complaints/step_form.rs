//! The form of one step: its questions, its draft, and what the rules answer.

use std::collections::BTreeSet;

use domain::clause::Clause;
use domain::command::CommandBody;
use domain::complaint::Complaint;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::AttemptFailure;
use domain::follow_up::{Category, Channel, FollowUpKind, Severity};
use domain::id::{CommandId, PersonId};
use domain::rejection::Field as Answer;
use domain::role::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::duplicate::OtherCase;
use super::step::Step;
use super::step_saved::{StepAnswers, name_of};
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, Choice, Choices, Field, Select, TextArea, TextInput, TextKind,
};
use crate::engine::message::{Submission, SubmitError};
use crate::language::use_language;
use crate::pages::follow_ups::going::{PlannedVisit, Visit};
use crate::pages::parts::minute::office_now;
use crate::pages::parts::names::{departments, staff};
use crate::pages::parts::photos::PhotoField;
use crate::pages::parts::refused::{Incomplete, Refused, is_contested, said_at};
use crate::pages::parts::{again, draft};
use crate::state::AppState;
use crate::text::{Lang, Text, Word};

/// Asks what a step needs and saves it.
#[component]
pub fn StepForm(
    step: Step,
    complaint: Complaint,
    /// The refused entry this is written anew for.
    again: Option<CommandId>,
    on_done: Callback<()>,
    /// Leaves things as they are.
    on_leave: Callback<()>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let today = state.today.get_untracked();
    let office = state.office.get_untracked();
    let answers = StepAnswers::begin(step, &complaint, today, office.as_deref());
    let key = step.draft_key(&complaint, again);
    let kept = draft::keep(
        key.clone(),
        move || answers.draft(),
        move |draft| answers.fill(draft),
    );
    let error = RwSignal::new(None::<SubmitError>);
    let incomplete = RwSignal::new(false);
    let saving = RwSignal::new(false);
    let questions = questions(step, answers, &complaint, error);
    let case = complaint.case;
    // The case as it was when the form was opened: what changed since is a contest, for a person to settle.
    let seen = StoredValue::new(complaint);
    let save = move |()| {
        if saving.get_untracked() {
            return;
        }
        error.set(None);
        let now = office_now(state);
        let complaint = seen.get_value();
        let Some(mut submission) = answers.submission(step, &complaint, now) else {
            incomplete.set(true);
            return;
        };
        incomplete.set(false);
        submission.draft = Some(key.clone());
        // The rules want the department named first; naming it is a step of its own.
        let named = names_department_first(step, answers, &complaint);
        let actions = actions.clone();
        saving.set(true);
        kept.over.set_value(true);
        spawn_local(async move {
            let mut result = Ok(());
            if let Some(named) = named {
                result = actions.submit(named).await.map(|_| ());
            }
            if result.is_ok() {
                result = actions.submit(submission).await.map(|_| ());
            }
            if result.is_ok() {
                again::settle(&actions, again).await;
            }
            let _ = saving.try_set(false);
            match result {
                Ok(()) => {
                    // The dialog may have been closed meanwhile; saved is saved.
                    let _ = on_done.try_run(());
                }
                Err(refused) => {
                    let _ = kept.over.try_set_value(false);
                    let _ = error.try_set(Some(refused));
                }
            }
        });
    };
    let save = Callback::new(save);
    let contested = Memo::new(move |_| error.with(is_contested));
    let use_mine = Callback::new(move |()| {
        if let Some(now) = state.complaint(case) {
            seen.set_value(now);
            save.run(());
        }
    });
    let settle = move || {
        contested.get().then(|| {
            view! {
                <Button on_click=on_leave>{move || language.text().attention.keep_theirs}</Button>
                <Button on_click=use_mine>{move || language.text().attention.use_mine}</Button>
            }
        })
    };
    view! {
        {move || step.lead(language.text()).map(|lead| view! { <p class="second">{lead}</p> })}
        <Refused error/>
        <Incomplete incomplete/>
        {questions}
        <div class="dialog-foot">
            <p class="primary-bar-note" role="status">{kept.note(language)}</p>
            {settle}
            <Button
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || saving.get() || contested.get())
                on_click=save
            >
                {move || step.label(language.text())}
            </Button>
        </div>
    }
}

fn names_department_first(
    step: Step,
    answers: StepAnswers,
    complaint: &Complaint,
) -> Option<Submission> {
    if step != Step::Handle || complaint.department.is_some() {
        return None;
    }
    let command = ComplaintCommand::NameDepartment {
        case: complaint.case,
        was: None,
        department: answers.department_chosen()?,
    };
    Some(Submission::now(
        CommandBody::Complaint(command),
        Sealer::default(),
    ))
}

fn questions(
    step: Step,
    answers: StepAnswers,
    complaint: &Complaint,
    error: RwSignal<Option<SubmitError>>,
) -> AnyView {
    match step {
        Step::StepBack | Step::Void(_) => {
            view! { <Words answers error clause=Clause::Ours asked=Answer::Reason/> }.into_any()
        }
        Step::Refer => view! {
            <Department answers error clause=Clause::C1 responsible=true/>
            <Words answers error clause=Clause::C1 asked=Answer::Content/>
            <Hours answers label=|text| text.register_step.answer_within/>
        }
        .into_any(),
        Step::AnswerReferral(_) => {
            view! { <Words answers error clause=Clause::C1 asked=Answer::Answer/> }.into_any()
        }
        Step::JoinDuplicate => {
            let (case, unit) = (complaint.case, complaint.unit);
            view! { <OtherCase answers error case unit/> }.into_any()
        }
        Step::HandUp | Step::EndUnreachable | Step::DenyConduct(_) => {
            let clause = if step == Step::HandUp {
                Clause::C0
            } else {
                Clause::Ours
            };
            view! { <Words answers error clause asked=Answer::Reason/> }.into_any()
        }
        Step::Dispatch | Step::DispatchAgain => view! {
            <Department answers error clause=Clause::M4_4b/>
            <Assignee answers technicians=None/>
            <Hours answers label=|text| text.complaint.limit_hours/>
            <LimitUnset category=complaint.category/>
        }
        .into_any(),
        Step::NameDepartment => {
            view! { <Department answers error clause=Clause::M4_4b/> }.into_any()
        }
        Step::DecideSeverity => view! { <SeverityQuestion answers/> }.into_any(),
        Step::Handle => {
            let department = complaint
                .department
                .is_none()
                .then(|| view! { <Department answers error clause=Clause::M4_4b/> });
            view! {
                {department}
                <Words answers error clause=Clause::C0 asked=Answer::Result/>
                <PhotoQuestion answers/>
            }
            .into_any()
        }
        Step::Schedule => planned(answers, complaint, error).into_any(),
        Step::SendTechnician => {
            view! { <Assignee answers technicians=Some(complaint.technicians.clone())/> }.into_any()
        }
        Step::Attempt => view! { <Tried answers/> }.into_any(),
        Step::Open
        | Step::CloseOut
        | Step::ConfirmConduct(_)
        | Step::StartFollowUp
        | Step::PartDuplicate
        | Step::MakeSlip => ().into_any(),
    }
}

/// A reason or a result, in words.
#[component]
fn Words(
    answers: StepAnswers,
    error: RwSignal<Option<SubmitError>>,
    clause: Clause,
    asked: Answer,
) -> impl IntoView {
    let language = use_language();
    let hint = move || {
        (asked == Answer::Result).then(|| language.text().complaint.handle_result_hint.to_owned())
    };
    view! {
        <Field
            id="step-words"
            label=language.say(move |lang| lang.field(asked).to_owned())
            required=language.words(|text| text.common.required)
            clause=language.say(move |lang| lang.clause(clause))
            error=Signal::derive(move || said_at(error, asked, language.get()))
        >
            <TextArea value=answers.words placeholder=Signal::derive(hint) max_length=2000/>
        </Field>
    }
}

#[component]
fn Department(
    answers: StepAnswers,
    error: RwSignal<Option<SubmitError>>,
    clause: Clause,
    /// The one a referral goes to, where it is not the one complained about (C1).
    #[prop(optional)]
    responsible: bool,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let label: fn(&'static Text) -> &'static str = if responsible {
        |text| text.register_step.responsible
    } else {
        |text| text.complaint.department
    };
    let said = Signal::derive(move || {
        let said = said_at(error, Answer::Department, language.get())?;
        let missing = language.text().register_step.responsible_missing;
        Some(if responsible {
            missing.to_owned()
        } else {
            said
        })
    });
    view! {
        <Field
            id="step-department"
            label=language.words(label)
            required=language.words(|text| text.common.required)
            clause=language.say(move |lang| lang.clause(clause))
            error=said
        >
            <Select
                value=answers.department
                choices=Signal::derive(move || departments(state))
                placeholder=language.words(|text| text.common.choose)
            />
        </Field>
    }
}

/// Who goes, and on which day; nothing where nothing is owed any more.
fn planned(
    answers: StepAnswers,
    complaint: &Complaint,
    error: RwSignal<Option<SubmitError>>,
) -> Option<AnyView> {
    let state = expect_context::<AppState>();
    let owed = complaint.owed_now()?;
    let severity = Some(complaint.severity_for_follow_up());
    let kind = FollowUpKind::Complaint;
    let visit = Visit::of(state, kind, severity, complaint.department, owed)?;
    let window = owed.obligation.window;
    Some(
        view! {
            <PlannedVisit
                visit
                people=answers.people
                on=answers.on
                window
                error
            />
        }
        .into_any(),
    )
}

/// Whoever handles it; or the technician to be sent, of those who did the work where that is known (G3.5.3).
#[component]
fn Assignee(answers: StepAnswers, technicians: Option<BTreeSet<PersonId>>) -> impl IntoView {
    let sent = technicians.is_some();
    let state = expect_context::<AppState>();
    let language = use_language();
    let choices = Signal::derive(move || {
        let lang = language.get();
        let department = answers.department.get().parse().ok();
        let all = state
            .heads
            .with(|heads| staff(heads, state.today.get(), department));
        all.into_iter()
            .filter(|person| {
                technicians.as_ref().is_none_or(|did| {
                    person.roles.contains(&Role::Technician)
                        && (did.is_empty() || did.contains(&person.person))
                })
            })
            .map(|person| Choice::new(person.person.to_string(), person.label(lang)))
            .collect::<Vec<_>>()
    });
    let label = language.say(move |lang| {
        let text = crate::text::text(lang);
        if sent {
            lang.field(Answer::Technician).to_owned()
        } else {
            text.complaint.assignee_optional.to_owned()
        }
    });
    let clause = move || sent.then(|| language.get().clause(Clause::G3_5_3));
    view! {
        <Field id="step-assignee" label clause=Signal::derive(clause)>
            <Select value=answers.assignee choices placeholder=language.words(|text| text.common.choose)/>
        </Field>
    }
}

#[component]
fn Hours(answers: StepAnswers, label: fn(&'static Text) -> &'static str) -> impl IntoView {
    let language = use_language();
    view! {
        <Field
            id="step-hours"
            label=language.words(label)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause_short(Clause::Ours))
        >
            <TextInput value=answers.hours kind=TextKind::Decimal max_length=6/>
        </Field>
    }
}

/// No limit is guessed where the office has set none for the category.
#[component]
fn LimitUnset(category: Category) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    move || {
        let office = state.office.get()?;
        let unset = office.limit_minutes(category, state.today.get()).is_none();
        unset.then(|| view! { <p class="second">{language.text().complaint.limit_unset}</p> })
    }
}

#[component]
fn SeverityQuestion(answers: StepAnswers) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || severities(language.get()));
    view! {
        <Field
            id="step-severity"
            label=language.words(|text| text.complaint.severity)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::M3))
            group=true
        >
            <Choices name="step-severity" value=answers.severity choices/>
        </Field>
    }
}

/// Major first, as the procedures name them.
pub(super) fn severities(lang: Lang) -> Vec<Choice> {
    [Severity::Major, Severity::General]
        .iter()
        .map(|severity| Choice::new(name_of(severity), severity.word(lang)))
        .collect()
}

#[component]
fn PhotoQuestion(answers: StepAnswers) -> impl IntoView {
    let language = use_language();
    view! {
        <Field id="step-photos" label=language.words(|text| text.common.photo) group=true>
            <PhotoField value=answers.photos/>
        </Field>
    }
}

#[component]
fn Tried(answers: StepAnswers) -> impl IntoView {
    let language = use_language();
    let channels = Signal::derive(move || {
        Channel::ALL
            .iter()
            .map(|channel| Choice::new(name_of(channel), channel.word(language.get())))
            .collect::<Vec<_>>()
    });
    let failures = Signal::derive(move || {
        [
            AttemptFailure::NobodyThere,
            AttemptFailure::Refused,
            AttemptFailure::MovedOut,
        ]
        .iter()
        .map(|failure| Choice::new(name_of(failure), failure.word(language.get())))
        .collect::<Vec<_>>()
    });
    view! {
        <Field id="step-channel" label=language.words(|text| text.follow_up.attempt_how) group=true>
            <Choices name="step-channel" value=answers.channel choices=channels/>
        </Field>
        <Field id="step-failure" label=language.words(|text| text.follow_up.attempt_what) group=true>
            <Choices name="step-failure" value=answers.failure choices=failures/>
        </Field>
    }
}
