//! Roles in somebody else's hands during leave: given by their holder or by the company executive, ended by either.

use domain::clause::Clause;
use domain::command::CommandBody;
use domain::id::{CommandId, PersonId};
use domain::mandate::MandateCommand;
use domain::rejection::Field as Answer;
use domain::role::Roles;
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::names::{Directory, staff};
use super::super::parts::refused::{Refused, said_at};
use crate::actions::{Actions, Sealer};
use crate::components::{Button, Card, Choice, Choices, DateInput, Field, Select};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::people;
use crate::state::AppState;
use crate::text::Word;
use crate::text::timeline::Names as _;

#[component]
pub fn Delegations() -> impl IntoView {
    let language = use_language();
    let ended = Deed::default();
    view! {
        <Card title=language.words(|text| text.mandate.delegations)>
            <p class="second">{move || language.text().mandate.delegations_lead}</p>
            <Refused error=ended.error/>
            <Given ended/>
            <Give/>
        </Card>
    }
}

/// Those that hold today or later.
#[component]
fn Given(ended: Deed) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    move || {
        let (lang, today) = (language.get(), state.today.get());
        let names = Directory::now(state, lang);
        let known = state.office.with(|office| {
            office.as_ref().map_or_else(Vec::new, |office| {
                office
                    .delegations
                    .iter()
                    .filter(|one| one.until >= today)
                    .cloned()
                    .collect::<Vec<_>>()
            })
        });
        if known.is_empty() {
            return view! { <p>{language.text().mandate.delegations_none}</p> }.into_any();
        }
        let rows = known
            .into_iter()
            .map(|one| {
                let roles: Vec<String> = one
                    .roles
                    .iter()
                    .map(|role| role.word(lang).to_owned())
                    .collect();
                let line = format!(
                    "{} → {} · {} · {} – {}",
                    names.person(one.from),
                    names.person(one.to),
                    lang.list(&roles),
                    lang.date(one.starts),
                    lang.date(one.until)
                );
                let (actions, id) = (actions.clone(), one.id);
                let end = move |()| end(&actions, ended, id, state);
                view! {
                    <li class="row-between">
                        <span>{line}</span>
                        <Button disabled=ended.working on_click=end>{move || language.text().mandate.end}</Button>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="stack-tight">{rows}</ul> }.into_any()
    }
}

/// Today is the first day without it.
fn end(actions: &Actions, deed: Deed, delegation: CommandId, state: AppState) {
    let body = CommandBody::Mandate(MandateCommand::EndDelegation {
        delegation,
        on: state.today.get_untracked(),
    });
    deed.send(actions, Submission::now(body, Sealer::default()), || ());
}

#[component]
fn Give() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let today = state.today.get_untracked().to_string();
    let me = state
        .session
        .get_untracked()
        .map_or_else(String::new, |session| session.person.to_string());
    let (from, to) = (RwSignal::new(me), RwSignal::new(String::new()));
    let role = RwSignal::new(String::new());
    let (starts, until) = (RwSignal::new(today.clone()), RwSignal::new(today));
    let deed = Deed::default();
    let people = Signal::derive(move || {
        let (lang, today) = (language.get(), state.today.get());
        state.heads.with(|heads| {
            staff(heads, today, None)
                .into_iter()
                .map(|person| Choice::new(person.person.to_string(), person.label(lang)))
                .collect::<Vec<_>>()
        })
    });
    // Only what somebody holds can be put into other hands.
    let roles = Signal::derive(move || {
        let (lang, today) = (language.get(), state.today.get());
        let Ok(holder) = from.get().parse::<PersonId>() else {
            return Vec::new();
        };
        state.heads.with(|heads| {
            // One's own; what is only in one's hands is not passed on.
            let held: Roles = heads.people.get(&holder).map_or_else(Roles::new, |person| {
                people::held_on(person, today)
                    .map(|grant| grant.role)
                    .collect()
            });
            held.into_iter()
                .map(|role| Choice::new(domain::json::word(&role), role.word(lang)))
                .collect::<Vec<_>>()
        })
    });
    let give = move || {
        let (Ok(from), Ok(to), Ok(starts), Ok(until)) = (
            from.get_untracked().parse(),
            to.get_untracked().parse(),
            starts.get_untracked().parse(),
            until.get_untracked().parse(),
        ) else {
            return;
        };
        let roles: Roles = domain::json::named(&role.get_untracked())
            .into_iter()
            .collect();
        let body = CommandBody::Mandate(MandateCommand::Delegate {
            from,
            to,
            roles,
            starts,
            until,
        });
        deed.send(&actions, Submission::now(body, Sealer::default()), || ());
    };
    let said =
        move |answer: Answer| Signal::derive(move || said_at(deed.error, answer, language.get()));
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); give(); }>
            <Refused error=deed.error/>
            <Field id="delegation-from" label=language.words(|text| text.mandate.from)>
                <Select value=from choices=people/>
            </Field>
            <Field
                id="delegation-role"
                label=language.words(|text| text.mandate.roles)
                clause=language.say(|lang| lang.clause(Clause::Ours))
                error=said(Answer::Role)
                group=true
            >
                <Choices name="delegation-role" value=role choices=roles/>
            </Field>
            <Field
                id="delegation-to"
                label=language.words(|text| text.mandate.to)
                required=language.words(|text| text.common.required)
            >
                <Select value=to choices=people placeholder=language.words(|text| text.common.choose)/>
            </Field>
            <div class="columns">
                <Field id="delegation-starts" label=language.words(|text| text.mandate.starts) error=said(Answer::From)>
                    <DateInput value=starts/>
                </Field>
                <Field id="delegation-until" label=language.words(|text| text.mandate.until) error=said(Answer::Until)>
                    <DateInput value=until/>
                </Field>
            </div>
            <div class="row">
                <Button submit=true disabled=deed.working>{move || language.text().mandate.delegate}</Button>
                <span role="status" class="second">
                    {move || deed.saved.get().then(|| language.text().mandate.saved)}
                </span>
            </div>
        </form>
    }
}
