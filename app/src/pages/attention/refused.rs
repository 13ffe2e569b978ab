//! The parts of a refused entry: what was tried, why not and who may, everything that was typed, and the ways to settle it.

use domain::apply::State;
use domain::command::{Command, CommandBody};
use domain::id::{CaseId, CommandId, PersonId, StreamId, UnitId, WorkOrderId};
use domain::occupant::OccupantCommand;
use domain::rejection::{Rejection, RejectionCode, Value};
use domain::sync::refusal::RefusalCommand;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::super::parts::again;
use super::super::parts::deed::Deed;
use super::super::parts::names::Directory;
use super::super::parts::occupant_contest::OccupantContest;
use super::super::parts::refused::{Contest, Refused};
use super::bundle::head_of;
use super::unread::Unread;
use super::{entered, occupant, re_issue, settles_for_others};
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, ClauseChip, Dialog, Fact, Facts, Field, LinkButton, Notice, Skeleton,
    TextArea, Tone,
};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;
use crate::text::refusal::RefusedBy;
use crate::text::timeline::Names as _;

/// Why it is not taken, by which clause, and who may.
#[component]
pub fn Why(rejection: Rejection, by: RefusedBy) -> impl IntoView {
    let language = use_language();
    move || {
        let words = &language.text().attention;
        let said = language.get().refusal(&rejection, by);
        let who = said
            .who_may
            .map(|who| view! { <p>{language.get().labelled(words.who_may, &who)}</p> });
        let clause = said
            .clause
            .map(|clause| view! { <p><ClauseChip text=Signal::stored(clause)/></p> });
        let contest = match rejection.code {
            RejectionCode::Contested { base, mine, theirs } if mine != Value::Text => {
                Some(view! { <Contest base mine theirs/> })
            }
            _ => None,
        };
        view! {
            <Notice tone=Tone::Today>
                <p><strong>{said.what}</strong></p>
                {contest}
                {who}
                {clause}
                <p>{said.kept}</p>
            </Notice>
        }
    }
}

/// What was typed, from the entry itself; with its place where it is one of several.
#[component]
pub fn Entered(refused: CommandId, #[prop(into)] place: Signal<Option<usize>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    expect_context::<Actions>().watch(refused.stream());
    let head = Memo::new(move |_| head_of(state, refused));
    let author = Signal::derive(move || {
        let by = head.with(|head| head.as_ref().map(|head| head.author))?;
        Some(Directory::now(state, language.get()).person(by))
    });
    let when = Signal::derive(move || {
        let at = head.with(|head| head.as_ref().map(|head| head.entered_at))?;
        Some(language.get().full_moment(at, state.utc_offset_minutes()))
    });
    let lines = move || {
        match state.stream(refused.stream()) {
        None => view! { <Skeleton label=language.words(|text| text.common.loading) lines=1/> }
            .into_any(),
        Some(known) => match known.as_deref() {
            Some(State::Refusal(known)) => {
                let lang = language.get();
                entered::facts(&known.command, &Directory::now(state, lang), lang)
            }
            Some(State::Held(_)) => view! { <Unread refused/> }.into_any(),
            _ => view! { <Fact label=language.words(|text| text.attention.what_was_entered) value=language.words(|text| text.common.not_here)/> }
                .into_any(),
        },
    }
    };
    let title = move || match place.get() {
        None => language.text().attention.what_was_entered.to_owned(),
        Some(place) => {
            let act = head.with(|head| head.as_ref().map(|head| language.get().act(&head.act)));
            format!("{place} {}", act.unwrap_or_default())
        }
    };
    view! {
        <h3>{title}</h3>
        <Facts>
            // Of what was entered together it is said once.
            {move || place.get().is_none_or(|place| place == 1).then(|| view! {
                <Fact label=language.words(|text| text.attention.entered_by) value=author/>
                <Fact label=language.words(|text| text.attention.entered_at) value=when/>
            })}
            {lines}
        </Facts>
    }
}

/// The way to what it was about, where that has a page.
#[component]
pub fn CaseLink(refused: CommandId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let link =
        Memo::new(move |_| head_of(state, refused).and_then(|head| where_to(state, head.about)));
    move || {
        link.get().map(|href| {
            view! {
                <div class="row">
                    <LinkButton kind=ButtonKind::Secondary href=Signal::stored(href)>
                        {move || language.text().attention.open_case}
                    </LinkButton>
                </div>
            }
        })
    }
}

/// The page of what the entry was about, where there is one.
pub(super) fn where_to(state: AppState, about: StreamId) -> Option<String> {
    state.heads.with_untracked(|heads| {
        if heads.complaints.contains_key(&CaseId(about.0)) {
            Some(format!("/complaints/{about}"))
        } else if heads.violations.contains_key(&CaseId(about.0)) {
            Some(format!("/violations/{about}"))
        } else if heads.work_orders.contains_key(&WorkOrderId(about.0)) {
            Some(format!("/work-orders/{about}"))
        } else if heads.units.contains_key(&UnitId(about.0)) {
            Some(format!("/occupants/{about}"))
        } else if heads.people.contains_key(&PersonId(about.0)) {
            Some(format!("/staff/{about}"))
        } else {
            None
        }
    })
}

/// The ways to settle it.
#[component]
pub fn Settle(refused: CommandId) -> impl IntoView {
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let deed = Deed::default();
    let state = expect_context::<AppState>();
    let navigate = StoredValue::new_local(use_navigate());
    let opening = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let command = Memo::new(move |_| match state.stream(refused.stream())?.as_deref() {
        Some(State::Refusal(known)) => Some(known.command.clone()),
        _ => None,
    });
    let has_form = Memo::new(move |_| {
        command.with(|command| command.as_ref().is_some_and(re_issue::has_form))
    });
    let contested = Memo::new(move |_| {
        state
            .heads
            .with(|heads| match heads.refusals.get(&refused)?.rejection.code {
                RejectionCode::Contested { theirs, .. } => Some(theirs),
                _ => None,
            })
    });
    // Of an occupant, what two people said, answer by answer.
    let sides = Memo::new(move |_| {
        command
            .with(|command| occupant::rows(state, command.as_ref()?))
            .filter(|_| contested.get().is_some())
    });
    let write_anew = Callback::new(move |()| {
        let Some(command) = command.get_untracked().filter(|_| !opening.get_untracked()) else {
            return;
        };
        opening.set(true);
        failed.set(false);
        let actions = actions.get_value();
        spawn_local(async move {
            let page = re_issue::open(&actions, state, refused, &command).await;
            // The page may be gone by now; the draft is kept.
            if opening.try_set(false).is_some() {
                return;
            }
            match page {
                Some(page) => navigate.with_value(|navigate| navigate(&page, Default::default())),
                None => failed.set(true),
            }
        });
    });
    // What was held is taken as it was written, by whoever answers for the office.
    let held = Memo::new(move |_| {
        state.heads.with(|heads| {
            heads
                .refusals
                .get(&refused)
                .is_some_and(|head| head.rejection.code == RejectionCode::Held)
        })
    });
    let may_take = Memo::new(move |_| held.get() && settles_for_others(state));
    // One button leads: what was held is first of all there to be taken.
    let anew_kind = move || {
        if may_take.get() {
            ButtonKind::Secondary
        } else {
            ButtonKind::Primary
        }
    };
    let write_anew = move || {
        has_form.get().then(|| {
            // One primary action: where mine is one tap, the form is the other way.
            let kind = if sides.with(Option::is_some) {
                ButtonKind::Secondary
            } else {
                anew_kind()
            };
            view! {
                <Button kind=kind disabled=opening on_click=write_anew>
                    {move || {
                        let words = &language.text().attention;
                        let only_there = contested.get().is_some() && sides.with(Option::is_none);
                        if only_there { words.use_mine } else { words.re_issue }
                    }}
                </Button>
            }
        })
    };
    let dropping = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let settle = Callback::new(move |command: RefusalCommand| {
        let submission = Submission::now(CommandBody::Refusal(command), Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || {
                let _ = dropping.try_set(false);
            });
        });
    });
    let take = Callback::new(move |()| {
        let Some(command) = command.get_untracked() else {
            return;
        };
        actions.with_value(|actions| deed.send(actions, taking(command), move || ()));
    });
    let take_it = move || {
        (may_take.get() && command.with(Option::is_some)).then(|| {
            view! {
                <Button kind=ButtonKind::Primary disabled=deed.working on_click=take>
                    {move || language.text().attention.take}
                </Button>
            }
        })
    };
    let held_lead = move || {
        let words = &language.text().attention;
        held.get().then(|| {
            let lead = if may_take.get() {
                words.take_lead
            } else {
                words.held_for_manager
            };
            view! { <p class="second">{lead}</p> }
        })
    };
    // Theirs stays; what nobody else touched goes in all the same.
    let keep_theirs = Callback::new(move |()| {
        let keep = RefusalCommand::KeepTheirs { refused };
        let untouched = command
            .get_untracked()
            .and_then(|command| occupant::untouched(state, &command));
        let Some(submission) = untouched else {
            settle.run(keep);
            return;
        };
        actions.with_value(|actions| {
            deed.send(actions, submission, move || settle.run(keep.clone()));
        });
    });
    // A figure has no form to be written anew in: mine is sent again, over theirs.
    let use_mine = Callback::new(move |()| {
        let (Some(command), Some(theirs)) = (command.get_untracked(), contested.get_untracked())
        else {
            return;
        };
        let body = re_issue::over_theirs(&command.body, theirs);
        let over = body.map(|body| Submission::now(body, Sealer::default()));
        let Some(submission) = over.or_else(|| occupant::mine(state, &command)) else {
            // It stands as I want it by now.
            settle.run(RefusalCommand::ReIssue { refused });
            return;
        };
        actions.with_value(|actions| {
            let after = actions.clone();
            deed.send(actions, submission, move || {
                spawn_local(async move { again::settle(&after, Some(refused)).await });
            });
        });
    });
    let choose = move || {
        contested.get().map(|theirs| {
            let direct = command.with(|command| {
                let body = command.as_ref().map(|command| &command.body);
                // Whoever left is not moved out a second time: there is no value of mine to put over theirs.
                let left = matches!(
                    body,
                    Some(CommandBody::Occupant(OccupantCommand::Leave { .. }))
                );
                body.is_some_and(|body| re_issue::over_theirs(body, theirs).is_some())
                    || (sides.with(Option::is_some) && !left)
            });
            let mine = direct.then(|| {
                view! {
                    <Button kind=ButtonKind::Primary disabled=deed.working on_click=use_mine>
                        {move || language.text().attention.use_mine}
                    </Button>
                }
            });
            view! {
                {mine}
                <Button
                    disabled=deed.working
                    on_click=keep_theirs
                >
                    {move || language.text().attention.keep_theirs}
                </Button>
            }
        })
    };
    let drop_it = move |()| {
        settle.run(RefusalCommand::Drop {
            refused,
            reason: reason.get_untracked().trim().to_owned(),
        });
    };
    view! {
        {move || (!dropping.get()).then(|| view! { <Refused error=deed.error/> })}
        {move || failed.get().then(|| view! {
            <Notice tone=Tone::Late><p>{language.text().common.draft_failed}</p></Notice>
        })}
        <p class="second">{move || has_form.get().then(|| language.text().attention.re_issue_lead)}</p>
        {move || contested.get().is_some().then(|| view! {
            <OccupantContest rows=Signal::derive(move || sides.get().unwrap_or_default())/>
        })}
        {held_lead}
        <div class="row">
            {take_it}
            {write_anew}
            {choose}
            <Button
                disabled=deed.working
                on_click=move |()| settle.run(RefusalCommand::ReIssue { refused })
            >
                {move || language.text().attention.re_issued}
            </Button>
            <Button
                disabled=deed.working
                on_click=move |()| settle.run(RefusalCommand::KeepAsObservation { refused })
            >
                {move || language.text().attention.keep_as_observation}
            </Button>
            <Button kind=ButtonKind::Quiet disabled=deed.working on_click=move |()| dropping.set(true)>
                {move || language.text().attention.drop}
            </Button>
        </div>
        <p class="second">{move || language.text().attention.keep_as_observation_lead}</p>
        <Dialog
            open=dropping
            id=format!("drop-{refused}")
            title=language.words(|text| text.attention.drop)
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button kind=ButtonKind::Danger on_click=drop_it disabled=deed.working>
                    {move || language.text().attention.drop}
                </Button>
            }
        >
            <p>{move || language.text().attention.drop_lead}</p>
            <Refused error=deed.error/>
            <Field
                id=format!("drop-reason-{refused}")
                label=language.words(|text| text.attention.drop_reason)
                required=language.words(|text| text.common.required)
            >
                <TextArea value=reason max_length=500/>
            </Field>
        </Dialog>
    }
}

/// The command with which a manager takes what was held: whoever went and when stay as they were written.
fn taking(held: Command) -> Submission {
    let Command {
        conducted_by,
        moment,
        personal,
        ..
    } = held.clone();
    let mut written = held;
    written.personal.clear();
    Submission {
        body: CommandBody::Refusal(RefusalCommand::Take {
            refused: written.id,
            command: Box::new(written),
        }),
        conducted_by,
        happened_at: Some(moment.happened_at),
        personal,
        // They are on their way from the tablet they were taken on.
        photos: Vec::new(),
        draft: None,
        even_if_refused: false,
    }
}
