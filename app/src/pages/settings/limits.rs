//! How long an item of each category takes at most: what the dispatch form offers, and 及时 is judged by.

use domain::act::{Act, seats};
use domain::clause::Clause;
use domain::command::CommandBody;
use domain::event::work_order::Thousandths;
use domain::follow_up::Category;
use domain::office::OfficeCommand;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::super::parts::about::open_about;
use super::super::parts::amount;
use super::super::parts::deed::Deed;
use super::super::parts::refused::{Refused, said_at};
use super::dated::{Dated, DatedQuestions, tomorrow};
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, Card, ClauseChip, Column, Dialog, Field, Table, TextInput, TextKind,
};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Word;

/// Hours as typed, in whole minutes; none where it is no time at all.
#[must_use]
pub fn minutes(hours: &str) -> Option<u32> {
    let Thousandths(thousandths) = amount::thousandths(hours)?;
    let minutes = thousandths.checked_mul(60)?.checked_add(500)? / 1_000;
    u32::try_from(minutes).ok().filter(|minutes| *minutes > 0)
}

/// Minutes as a field of hours shows them.
#[must_use]
pub fn hours(minutes: u32) -> String {
    let thousandths = (u64::from(minutes) * 1_000 + 30) / 60;
    crate::text::Lang::Zh.quantity(thousandths)
}

/// The card: each category with its limit, and a way to change it for those who may.
#[component]
pub fn CategoryLimits() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let changing = RwSignal::new(None::<Category>);
    let may = Memo::new(move |_| {
        state.policy_on(state.today.get()).is_some_and(|policy| {
            seats(Act::SetCategoryLimit, &policy).held_by(&[state.my_roles()], &policy)
        })
    });
    let who = move || {
        let lang = language.get();
        let policy = state.policy_on(state.today.get())?;
        let needs = seats(Act::SetCategoryLimit, &policy).needs(&policy);
        let words = language.text().common.who_may;
        (!may.get())
            .then(|| view! { <p class="second">{lang.labelled(words, &lang.needs(&needs))}</p> })
    };
    let rows = move || {
        let lang = language.get();
        let words = language.text();
        let today = state.today.get();
        let office = state.office.get();
        Category::ALL
            .iter()
            .map(|category| {
                let category = *category;
                let limit = office.as_ref().and_then(|office| office.limit_minutes(category, today));
                let shown = limit.map_or_else(
                    || words.settings.limit_unset.to_owned(),
                    |minutes| lang.hours(&hours(minutes)),
                );
                let change = may.get().then(|| {
                    view! {
                        <Button kind=ButtonKind::Quiet on_click=move |()| changing.set(Some(category))>
                            {words.settings.change}
                            <span class="visually-hidden">{category.word(lang)}</span>
                        </Button>
                    }
                });
                view! {
                    <tr>
                        <th scope="row">{category.word(lang)}</th>
                        <td class="number">{shown}</td>
                        {change.map(|change| view! { <td>{change}</td> })}
                    </tr>
                }
            })
            .collect_view()
    };
    let columns = Signal::derive(move || {
        let words = language.text();
        let mut columns = vec![
            Column::words(words.complaint.category),
            Column::numbers(words.settings.limit),
        ];
        columns.extend(may.get().then(|| Column::words(words.settings.change)));
        columns
    });
    view! {
        <Card title=language.words(|text| text.settings.limits)>
            <p class="second">{move || language.text().settings.limits_lead}</p>
            <p><ClauseChip text=language.say(|lang| lang.clause(Clause::Ours))/></p>
            <Table caption=language.words(|text| text.settings.limits) columns>{rows}</Table>
            {who}
        </Card>
        <ChangeLimit changing/>
    }
}

#[component]
fn ChangeLimit(changing: RwSignal<Option<Category>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let typed = RwSignal::new(String::new());
    let dated = Dated::default();
    let tried = RwSignal::new(false);
    let deed = Deed::default();
    let open = open_about(changing, move |category| {
        let today = state.today.get_untracked();
        let office = state.office.get_untracked();
        let now = office.and_then(|office| office.limit_minutes(category, today));
        typed.set(now.map_or_else(String::new, hours));
        // A first limit may hold from today; another one from tomorrow, so that none is changed behind its items.
        dated.begin(if now.is_none() {
            today
        } else {
            tomorrow(today)
        });
        tried.set(false);
        deed.error.set(None);
    });
    let save = move |()| {
        tried.set(true);
        let (Some(category), Some(minutes), Some(effective_on)) = (
            changing.get_untracked(),
            minutes(&typed.get_untracked()),
            dated.effective_on(),
        ) else {
            return;
        };
        let body = CommandBody::Office(OfficeCommand::SetCategoryLimit {
            category,
            minutes,
            effective_on,
            reason: dated.reason(),
        });
        let submission = Submission::now(body, Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || {
                let _ = open.try_set(false);
            });
        });
    };
    let title = Signal::derive(move || {
        let words = &language.text().settings;
        changing.get().map_or_else(
            || words.limits.to_owned(),
            |category| format!("{} · {}", words.limit, category.word(language.get())),
        )
    });
    let limit_error = Signal::derive(move || {
        let wrong = tried.get() && minutes(&typed.get()).is_none();
        wrong
            .then(|| language.get().missing(Answer::Limit).to_owned())
            .or_else(|| said_at(deed.error, Answer::Limit, language.get()))
    });
    view! {
        <Dialog
            open
            id="category-limit"
            title
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button kind=ButtonKind::Primary disabled=deed.working on_click=save>
                    {move || language.text().common.save}
                </Button>
            }
        >
            <Refused error=deed.error/>
            <Field
                id="category-limit-hours"
                label=language.words(|text| text.complaint.limit_hours)
                required=language.words(|text| text.common.required)
                error=limit_error
            >
                <TextInput value=typed kind=TextKind::Decimal max_length=6/>
            </Field>
            <DatedQuestions id="category-limit" dated deed/>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_typed_in_hours_and_kept_in_whole_minutes() {
        let table = [
            ("4", Some(240)),
            ("1.5", Some(90)),
            ("0.333", Some(20)),
            ("0", None),
            ("", None),
            ("soon", None),
        ];
        for (typed, kept) in table {
            assert_eq!(minutes(typed), kept, "{typed}");
        }
        for kept in [1, 20, 90, 240, 4_320] {
            assert_eq!(minutes(&hours(kept)), Some(kept));
        }
    }
}
