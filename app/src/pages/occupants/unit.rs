//! The pane of one unit: who occupies it, its complaints, and what may be done.

use std::sync::Arc;

use domain::command::CommandBody;
use domain::event::unit::OccupantKind;
use domain::head::{ComplaintHead, UnitHead};
use domain::id::{CaseId, UnitId};
use domain::occupant::OccupantCommand;
use leptos::prelude::*;

use super::erase::Erase;

use super::form::UnitForm;
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, Card, Chip, ChipView, DateInput, Dialog, Fact, Facts, Field, LinkButton,
    ListCard, Notice, PaneHead, PrimaryBar, Tone,
};
use crate::engine::message::{Submission, SubmitError};
use crate::language::use_language;
use crate::pages::complaints::list::state_word;
use crate::pages::parts::again;
use crate::pages::parts::older::OlderLink;
use crate::pages::parts::refused::Refused;
use crate::state::AppState;

#[component]
pub fn UnitPane(unit: UnitId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let head = Memo::new(move |_| state.heads.with(|heads| heads.units.get(&unit).cloned()));
    let editing = RwSignal::new(false);
    open_kept_draft(unit, editing);
    let here = Memo::new(move |_| head.with(Option::is_some));
    move || {
        if !here.get() {
            return view! { <Notice><p>{move || language.text().common.not_here}</p></Notice> }
                .into_any();
        }
        let head = Signal::derive(move || head.get().unwrap_or_else(nobody));
        view! {
            <Head unit head/>
            {move || {
                if editing.get() {
                    view! {
                        <UnitForm
                            unit=Some(unit)
                            on_saved=Callback::new(move |_| editing.set(false))
                            on_cancel=Callback::new(move |()| editing.set(false))
                        />
                    }
                        .into_any()
                } else {
                    view! { <Known unit head editing/> }.into_any()
                }
            }}
        }
        .into_any()
    }
}

/// A form left half-written opens again as it was.
fn open_kept_draft(unit: UnitId, editing: RwSignal<bool>) {
    let actions = expect_context::<Actions>();
    let again = again::in_address();
    leptos::task::spawn_local(async move {
        let key = super::form::draft_key(Some(unit), again);
        if actions.load_draft(key).await.is_some() {
            editing.try_set(true);
        }
    });
}

/// Stands in for the moment between a unit's going and its pane's.
fn nobody() -> Arc<UnitHead> {
    Arc::new(UnitHead {
        code: String::new(),
        kind: OccupantKind::Merchant,
        name: String::new(),
        contact: None,
        phone: None,
        trade: None,
        flagship: false,
        occupied_from: None,
        left_on: None,
    })
}

#[component]
fn Head(unit: UnitId, head: Signal<Arc<UnitHead>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let title = Signal::derive(move || head.with(|head| format!("{} {}", head.code, head.name)));
    let detail = Signal::derive(move || {
        let lang = language.get();
        head.with(|head| match (head.left_on, head.occupied_from) {
            (Some(on), _) => Some(lang.left(on)),
            (None, Some(on)) => Some(lang.since(on)),
            (None, None) => None,
        })
    });
    let flagship = move || {
        head.with(|head| head.flagship).then(|| {
            view! { <Chip tone=Tone::Info text=language.words(|text| text.occupant.flagship)/> }
        })
    };
    let unsent = move || {
        state
            .heads
            .with(|heads| heads.unsent.contains(&unit.stream()))
            .then(|| view! { <Chip tone=Tone::Today text=language.words(|text| text.common.unsent)/> })
    };
    view! { <PaneHead title detail>{flagship}{unsent}</PaneHead> }
}

#[component]
fn Known(unit: UnitId, head: Signal<Arc<UnitHead>>, editing: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let leaving = RwSignal::new(false);
    let text = move |place: fn(&UnitHead) -> Option<String>| {
        Signal::derive(move || {
            head.with(|head| place(head))
                .unwrap_or_else(|| language.text().common.not_set.to_owned())
        })
    };
    let merchant = Memo::new(move |_| head.with(|head| head.kind == OccupantKind::Merchant));
    let left = Memo::new(move |_| head.with(|head| head.left_on.is_some()));
    let trade = move || {
        merchant.get().then(|| {
            view! {
                <Fact label=language.words(|text| text.occupant.trade) value=text(|head| head.trade.clone())/>
                <Fact
                    label=language.words(|text| text.occupant.flagship)
                    value=Signal::derive(move || {
                        let words = &language.text().common;
                        if head.with(|head| head.flagship) { words.yes } else { words.no }.to_owned()
                    })
                />
            }
        })
    };
    let phone = move || {
        head.with(|head| head.phone.clone()).map_or_else(
            || view! { <span>{language.text().common.not_set}</span> }.into_any(),
            |phone| view! { <a href=format!("tel:{phone}")>{phone.clone()}</a> }.into_any(),
        )
    };
    let day = move |place: fn(&UnitHead) -> Option<chrono::NaiveDate>| {
        Signal::derive(move || {
            let lang = language.get();
            head.with(|head| place(head)).map_or_else(
                || language.text().common.not_set.to_owned(),
                |on| lang.date(on),
            )
        })
    };
    let moved_out = move || {
        left.get().then(|| {
            view! { <Fact label=language.words(|text| text.occupant.left_on) value=day(|head| head.left_on)/> }
        })
    };
    let register = Signal::derive(move || format!("/complaints/new?unit={unit}"));
    view! {
        <Card>
            <Facts>
                <Fact label=language.words(|text| text.occupant.contact) value=text(|head| head.contact.clone())/>
                <Fact label=language.words(|text| text.occupant.phone)>{phone}</Fact>
                {trade}
                <Fact
                    label=language.words(|text| text.occupant.occupied_from)
                    value=day(|head| head.occupied_from)
                />
                {moved_out}
            </Facts>
            <div class="row">
                <Button on_click=move |()| editing.set(true)>{move || language.text().occupant.edit}</Button>
                {move || (!left.get()).then(|| view! {
                    <Button on_click=move |()| leaving.set(true)>
                        {move || language.text().occupant.record_leave}
                    </Button>
                })}
                <Erase unit left/>
            </div>
        </Card>
        <History unit/>
        <Leave unit open=leaving/>
        <PrimaryBar>
            <LinkButton kind=ButtonKind::Primary href=register>
                {move || language.text().occupant.register_complaint}
            </LinkButton>
        </PrimaryBar>
    }
}

/// The unit's complaints, the latest first.
#[component]
fn History(unit: UnitId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let cases = Memo::new(move |_| {
        let mut cases: Vec<(CaseId, Arc<ComplaintHead>)> = state.heads.with(|heads| {
            heads
                .complaints
                .iter()
                .filter(|(_, complaint)| complaint.unit == unit)
                .map(|(case, complaint)| (*case, Arc::clone(complaint)))
                .collect()
        });
        domain::gather::sort_by_key(&mut cases, |(_, complaint)| {
            std::cmp::Reverse(complaint.registered_at)
        });
        cases
    });
    let cards = move || {
        let lang = language.get();
        cases
            .get()
            .into_iter()
            .map(|(case, complaint)| {
                let on = domain::command::day(complaint.registered_at, state.utc_offset_minutes());
                let (tone, word) = state_word(&complaint, lang);
                view! {
                    <li>
                        <ListCard
                            href=format!("/complaints/{case}")
                            title=lang.complaint_number(complaint.number.as_deref())
                            due=Some(ChipView::new(Tone::Plain, lang.date(on)))
                            detail=complaint.content.clone()
                            chips=vec![ChipView::new(tone, word)]
                        />
                    </li>
                }
            })
            .collect_view()
    };
    let of_unit = Signal::derive(move || {
        let code = state
            .heads
            .with(|heads| heads.units.get(&unit).map(|head| head.code.clone()));
        code.map(|code| format!("by=unit&what={code}"))
    });
    let none = move || {
        cases
            .with(Vec::is_empty)
            .then(|| view! { <p class="second">{language.text().occupant.no_history}</p> })
    };
    view! {
        <Card title=language.words(|text| text.occupant.history)>
            <ul class="stack-tight">{cards}</ul>
            {none}
            <OlderLink what=of_unit/>
        </Card>
    }
}

/// When the occupant moved out.
#[component]
fn Leave(unit: UnitId, open: RwSignal<bool>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let on = RwSignal::new(state.today.get_untracked().to_string());
    let error = RwSignal::new(None::<SubmitError>);
    let save = Callback::new(move |()| {
        let Ok(day) = on.get_untracked().parse() else {
            return;
        };
        let Some(name) = state
            .heads
            .with_untracked(|heads| heads.units.get(&unit).map(|head| head.name.clone()))
        else {
            return;
        };
        let mut sealer = Sealer::default();
        let command = OccupantCommand::Leave {
            unit,
            occupant: sealer.seal(&name),
            on: day,
        };
        let submission = Submission::now(CommandBody::Occupant(command), sealer);
        let actions = actions.clone();
        leptos::task::spawn_local(async move {
            match actions.submit(submission).await {
                Ok(_) => {
                    open.try_set(false);
                }
                Err(refused) => {
                    error.try_set(Some(refused));
                }
            }
        });
    });
    view! {
        <Dialog
            open
            id="leave"
            title=language.words(|text| text.occupant.record_leave)
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button kind=ButtonKind::Primary on_click=save>{move || language.text().common.save}</Button>
            }
        >
            <Refused error/>
            <Field id="left-on" label=language.words(|text| text.occupant.left_on)>
                <DateInput value=on/>
            </Field>
        </Dialog>
    }
}
