//! Step 1: when, who went, by which channel; and the reasons the clauses ask for.

use domain::follow_up::{
    Channel, DoneStanding, done_standing, may_follow_up, needs_channel_reason,
};
use domain::rejection::Field as Answer;
use domain::role::Roles;
use leptos::prelude::*;

use super::form::{channel_of, channel_value};
use super::going::verdict;
use super::record::Recording;
use super::step_fields::AskedText;
use super::subject::Subject;
use crate::components::{Choice, Choices, DateTimeInput, Fact, Facts, Field, Notice, Toggle, Tone};
use crate::language::use_language;
use crate::pages::parts::names::staff;
use crate::pages::parts::photos::PhotoField;
use crate::pages::parts::refused::said_at;
use crate::people;
use crate::state::AppState;
use crate::text::Word;

#[component]
pub(super) fn FactsStep(recording: Recording) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let form = recording.form;
    let error = recording.error;
    let policy = recording.policy;
    let subject = recording.subject;
    let round = form.round;
    let kind = subject.with_value(|subject| subject.kind);
    let window = subject.with_value(|subject| {
        subject
            .owed
            .iter()
            .find(|owed| owed.obligation.round == round)
            .map(|owed| owed.obligation.window)
    });
    let happened_on = Memo::new(move |_| {
        form.happened_at(state.utc_offset_minutes()).map_or_else(
            || state.today.get(),
            |at| domain::command::day(at, state.utc_offset_minutes()),
        )
    });
    let standing =
        Memo::new(move |_| window.map(|window| done_standing(&window, happened_on.get())));
    let on_paper = Memo::new(move |_| happened_on.get() != state.today.get());
    let channel_clause = Memo::new(move |_| {
        policy.with_value(|policy| {
            needs_channel_reason(policy, kind, channel_of(&form.channel.get()))
        })
    });
    let channels = Signal::derive(move || {
        Channel::ALL
            .iter()
            .map(|channel| Choice::new(channel_value(*channel), channel.word(language.get())))
            .collect::<Vec<_>>()
    });
    let window_clause = move || window.map(|window| language.get().clause_short(window.clause));
    let said = move |answer: Answer| Signal::derive(move || said_at(error, answer, language.get()));
    let required = move || language.text().common.required.to_owned();
    let occupant = recording.occupant;
    view! {
        <Facts>
            <Fact
                label=Signal::derive(move || language.get().occupant_label(occupant).to_owned())
                value=Signal::stored(subject.with_value(|subject| {
                    format!("{} {}", subject.unit_code, subject.occupant)
                }))
            />
            <Fact
                label=language.words(|text| text.complaint.content)
                value=Signal::stored(subject.with_value(|subject| subject.content.clone()))
            />
            {window.map(|window| view! {
                <Fact
                    label=language.words(|text| text.complaint.window)
                    value=Signal::derive(move || language.get().window(&window))
                    clause=Signal::derive(move || language.get().clause(window.clause))
                />
            })}
        </Facts>
        <Field
            id="when"
            label=language.words(|text| text.follow_up.when)
            hint=language.words(|text| text.follow_up.when_begun)
            error=said(Answer::HappenedAt)
        >
            <DateTimeInput value=form.when/>
        </Field>
        <Who recording=recording.clone()/>
        <Field
            id="channel"
            label=language.words(|text| text.follow_up.channel)
            group=true
            required=Signal::derive(required)
        >
            <Choices name="channel" value=form.channel choices=channels/>
        </Field>
        {move || channel_clause.get().map(|clause| view! {
            <AskedText
                id="channel-reason"
                label=language.words(|text| text.follow_up.channel_reason)
                value=form.channel_reason
                answer=Answer::ChannelReason
                error
                clause=Signal::derive(move || language.get().clause_short(clause))
            />
        })}
        {move || (standing.get() == Some(DoneStanding::DoneLate)).then(|| view! {
            <AskedText
                id="late-reason"
                label=language.words(|text| text.follow_up.late_reason)
                value=form.late_reason
                answer=Answer::LateReason
                error
                clause=Signal::derive(move || window_clause().unwrap_or_default())
            />
        })}
        {move || (standing.get() == Some(DoneStanding::DoneTooEarly)).then(|| view! {
            <AskedText
                id="early-reason"
                label=language.words(|text| text.follow_up.early_reason)
                value=form.early_reason
                answer=Answer::EarlyReason
                error
                clause=Signal::derive(move || window_clause().unwrap_or_default())
            />
        })}
        {move || on_paper.get().then(|| view! {
            <Notice tone=Tone::Today><p>{move || language.text().follow_up.paper_needed}</p></Notice>
            <AskedText
                id="paper-reason"
                label=language.words(|text| text.follow_up.paper_reason)
                value=form.paper_reason
                answer=Answer::PaperReason
                error
            />
            <Field
                id="paper-photo"
                label=language.words(|text| text.follow_up.paper_photo)
                group=true
                required=Signal::derive(required)
                error=said(Answer::PaperPhoto)
            >
                <PhotoField value=form.paper_photo most=1/>
            </Field>
        })}
    }
}

/// Who went, and what the clause says about them.
#[component]
fn Who(recording: Recording) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let form = recording.form;
    let policy = recording.policy;
    let subject = recording.subject;
    let (kind, department, severity) =
        subject.with_value(|subject| (subject.kind, subject.department, subject.severity));
    let technician = subject.with_value(|subject| {
        subject
            .owed_now
            .as_ref()
            .and_then(|owed| owed.technician_sent)
    });
    let right = Memo::new(move |_| {
        let today = state.today.get();
        let people = form.people.get();
        let going: Vec<Roles> = state.heads.with(|heads| {
            people
                .iter()
                .map(|person| people::in_hands(heads, *person, today, department))
                .collect()
        });
        let sent = !people.is_empty() && people.iter().all(|person| Some(*person) == technician);
        let sent_by = Subject::sent_by(sent);
        policy.with_value(|policy| may_follow_up(policy, kind, severity, &going, &sent_by))
    });
    let toggles = move || {
        let asked: Roles = right.get().needs.into_iter().flatten().collect();
        let chosen = form.people.get_untracked();
        state
            .heads
            .with(|heads| staff(heads, state.today.get(), department))
            .into_iter()
            .filter(|member| {
                chosen.contains(&member.person)
                    || Some(member.person) == technician
                    || member.roles.iter().any(|role| asked.contains(role))
            })
            .map(|member| {
                let person = member.person;
                let value = RwSignal::new(chosen.contains(&person));
                Effect::new(move |before: Option<bool>| {
                    let now = value.get();
                    if before.is_some_and(|before| before != now) {
                        form.people.update(|people| {
                            people.retain(|known| *known != person);
                            if now {
                                people.push(person);
                            }
                        });
                    }
                    now
                });
                view! { <Toggle value label=Signal::derive(move || member.label(language.get()))/> }
            })
            .collect_view()
    };
    let verdict = move || verdict(&right.get(), language);
    view! {
        <Field
            id="who"
            label=language.words(|text| text.follow_up.who)
            hint=language.words(|text| text.follow_up.who_hint)
            group=true
            required=language.words(|text| text.common.required)
        >
            {toggles}
        </Field>
        {verdict}
    }
}
