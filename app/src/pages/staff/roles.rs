//! The roles of a person by time: held now, to come, held before.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::event::person::Grant;
use domain::head::PersonHead;
use domain::id::PersonId;
use domain::person::PersonCommand;
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::names::Directory;
use super::super::parts::refused::Refused;
use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Card, DateInput, Dialog, Field};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Text, Word};

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Now,
    Later,
    Before,
}

fn when(grant: &Grant, today: NaiveDate) -> When {
    if today < grant.from {
        When::Later
    } else if grant.until.is_some_and(|until| until < today) {
        When::Before
    } else {
        When::Now
    }
}

#[component]
pub fn RoleList(person: PersonId, head: Signal<Option<Arc<PersonHead>>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let ending = RwSignal::new(None::<Grant>);
    let group = move |wanted: When, title: fn(&'static Text) -> &'static str| {
        move || {
            let today = state.today.get();
            let grants: Vec<Grant> = head
                .get()
                .map(|head| {
                    head.grants
                        .iter()
                        .filter(|grant| when(grant, today) == wanted)
                        .cloned()
                        .collect()
                })
                .unwrap_or_default();
            let empty = grants.is_empty();
            (!empty || wanted == When::Now).then(|| {
                let rows = grants
                    .into_iter()
                    .map(|grant| view! { <li>{row(state, grant, wanted, ending)}</li> })
                    .collect_view();
                view! {
                    <Card title=language.words(title)>
                        <ul class="stack-tight">{rows}</ul>
                        {empty.then(|| view! { <p class="second">{language.text().staff.no_role}</p> })}
                    </Card>
                }
            })
        }
    };
    view! {
        {group(When::Now, |text| text.staff.current_roles)}
        {group(When::Later, |text| text.staff.future_roles)}
        {group(When::Before, |text| text.staff.past_roles)}
        <EndRole person ending/>
    }
}

fn row(
    state: AppState,
    grant: Grant,
    wanted: When,
    ending: RwSignal<Option<Grant>>,
) -> impl IntoView {
    let language = use_language();
    let lang = language.get();
    let department = grant
        .department
        .map(|department| Directory::now(state, lang).department(department));
    let name = lang.role_at(grant.role.word(lang), department.as_deref());
    let days = lang.role_days(grant.from, grant.until);
    let end = (wanted != When::Before).then(|| {
        let label = format!("{} · {name}", language.text().staff.end_role);
        view! {
            <Button
                kind=ButtonKind::Quiet
                label=Signal::stored(Some(label))
                on_click=move |()| ending.set(Some(grant.clone()))
            >
                {move || language.text().staff.end_role}
            </Button>
        }
    });
    view! {
        <div class="row-between">
            <span><strong>{name}</strong>" "<span class="second figures">{days}</span></span>
            {end}
        </div>
    }
}

#[component]
fn EndRole(person: PersonId, ending: RwSignal<Option<Grant>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let open = RwSignal::new(false);
    let deed = Deed::default();
    let on = RwSignal::new(state.today.get_untracked().to_string());
    Effect::new(move |_| {
        if ending.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() && ending.with_untracked(Option::is_some) {
            ending.set(None);
        }
    });
    let end = move |()| {
        let (Some(grant), Ok(on)) = (ending.get_untracked(), on.get_untracked().parse()) else {
            return;
        };
        let body = CommandBody::Person(PersonCommand::EndRole {
            person,
            role: grant.role,
            department: grant.department,
            on,
        });
        let submission = Submission::now(body, Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || open.set(false));
        });
    };
    view! {
        <Dialog
            open
            id="end-role"
            title=language.words(|text| text.staff.end_role)
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button kind=ButtonKind::Danger on_click=end disabled=deed.working>
                    {move || language.text().staff.end_role}
                </Button>
            }
        >
            <p>{move || ending.get().map(|grant| grant.role.word(language.get()))}</p>
            <Refused error=deed.error/>
            <Field id="end-role-on" label=language.words(|text| text.staff.end_role_on)>
                <DateInput value=on/>
            </Field>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::{When, when};
    use domain::event::person::Grant;
    use domain::role::Role;

    #[test]
    fn first_and_last_day_both_belong_to_a_role() {
        let day = |text: &str| text.parse().unwrap_or_default();
        let grant = Grant {
            role: Role::Technician,
            department: None,
            from: day("2026-11-10"),
            until: Some(day("2026-11-20")),
        };
        let table = [
            ("2026-11-09", When::Later),
            ("2026-11-10", When::Now),
            ("2026-11-20", When::Now),
            ("2026-11-21", When::Before),
        ];
        for (on, expected) in table {
            assert!(when(&grant, day(on)) == expected, "{on}");
        }
    }
}
