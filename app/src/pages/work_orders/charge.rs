//! What a paid repair costs: lines of the price list in force that day, each adjusted only with a reason (C10).

use domain::clause::Clause;
use domain::event::price_list::PriceItem;
use domain::id::PriceListId;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::answers::{ChargeDraft, ServiceLine};
use super::step_form::Asking;
use crate::actions::Actions;
use crate::components::{Button, Card, Choice, Field, Select, TextInput, TextKind};
use crate::language::use_language;
use crate::pages::parts::amount;
use crate::pages::parts::refused::said_at;
use crate::state::AppState;

/// The services of the list in force today.
fn prices(state: AppState) -> Memo<Vec<PriceItem>> {
    Memo::new(move |_| {
        let Some(session) = state.session.get() else {
            return Vec::new();
        };
        let today = state.today.get();
        state
            .price_list(PriceListId::of(session.office))
            .and_then(|list| {
                let version = list.in_force_on(today)?;
                Some(version.items.values().cloned().collect())
            })
            .unwrap_or_default()
    })
}

/// What a line comes to, as listed and as charged; `None` while it is half typed.
fn fen_of(line: &ChargeDraft, prices: &[PriceItem]) -> Option<(u64, u64)> {
    let item = prices.iter().find(|item| item.code == line.code)?;
    let listed = amount::thousandths(&line.quantity)?.times(item.unit_price_fen)?;
    if line.adjusted.trim().is_empty() {
        return Some((listed, listed));
    }
    Some((listed, amount::fen(&line.adjusted)?))
}

#[component]
pub(super) fn ChargeLines(asking: Asking) -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    Effect::new(move |_| {
        if let Some(session) = state.session.get() {
            actions.watch(PriceListId::of(session.office).stream());
        }
    });
    let prices = prices(state);
    let lines = asking.answers.lines;
    // Drawn anew where a line comes or goes, not while one is typed into.
    let cards = move || {
        lines
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, line)| view! { <Service asking line place prices/> })
            .collect_view()
    };
    let chosen = RwSignal::new(String::new());
    let choices = Signal::derive(move || {
        let lang = language.get();
        prices.with(|prices| {
            prices
                .iter()
                .map(|item| {
                    let price = lang.yuan(item.unit_price_fen);
                    let label = format!("{} · {price} / {}", item.name, item.unit);
                    Choice::new(item.code.clone(), label)
                })
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        let code = chosen.get();
        if !code.is_empty() {
            lines.update(|lines| {
                let line = ChargeDraft {
                    code,
                    quantity: "1".to_owned(),
                    ..ChargeDraft::default()
                };
                lines.push(line.into());
            });
            chosen.set(String::new());
        }
    });
    let add = move || {
        if prices.with(Vec::is_empty) {
            view! { <p class="second">{move || language.text().work_order_step.no_prices}</p> }
                .into_any()
        } else {
            view! {
                <Field
                    id="step-service"
                    label=language.words(|text| text.work_order_step.add_line)
                    clause=language.say(|lang| lang.clause(Clause::C10))
                >
                    <Select value=chosen choices placeholder=language.words(|text| text.common.choose)/>
                </Field>
            }
            .into_any()
        }
    };
    let total = move || {
        let services = prices.with(|prices| {
            asking
                .answers
                .typed_services()
                .iter()
                .filter_map(|line| fen_of(line, prices))
                .fold(0_u64, |sum, (_, charged)| sum.saturating_add(charged))
        });
        let material = asking.order.with_value(|order| {
            order.company_material.iter().fold(0_u64, |sum, material| {
                sum.saturating_add(material.line.amount_fen)
            })
        });
        let lang = language.get();
        let words = &language.text().work_order;
        let sum = lang.yuan(services.saturating_add(material));
        format!(
            "{} · {}",
            lang.labelled(words.company_material, &lang.yuan(material)),
            lang.labelled(words.total, &sum)
        )
    };
    view! {
        {cards}
        {add}
        <p class="figures" role="status"><strong>{total}</strong></p>
    }
}

/// One service: how much of it, and what is charged instead, where that is so.
#[component]
fn Service(
    asking: Asking,
    line: ServiceLine,
    place: usize,
    prices: Memo<Vec<PriceItem>>,
) -> impl IntoView {
    let language = use_language();
    let lines = asking.answers.lines;
    let (code, quantity) = (line.code(), line.quantity());
    let (adjusted, because) = (line.adjusted(), line.because());
    let title = move || {
        prices.with(|prices| {
            let item = prices.iter().find(|item| item.code == code.get())?;
            let lang = language.get();
            let price = lang.yuan(item.unit_price_fen);
            Some(format!("{} · {price} / {}", item.name, item.unit))
        })
    };
    let comes_to = move || {
        let (listed, charged) = prices.with(|prices| fen_of(&line.draft(), prices))?;
        let lang = language.get();
        let text = language.text();
        let charged = lang.labelled(text.work_order_step.amount, &lang.yuan(charged));
        let listed = lang.labelled(text.work_order.listed, &lang.yuan(listed));
        Some(format!("{listed} · {charged}"))
    };
    let asks_why = Memo::new(move |_| adjusted.with(|adjusted| !adjusted.trim().is_empty()));
    let error = asking.error;
    let remove = move |()| {
        lines.update(|lines| {
            if place < lines.len() {
                lines.remove(place);
            }
        });
    };
    view! {
        <Card title=Signal::derive(title)>
            <div class="columns">
                <Field
                    id=format!("charge-quantity-{place}")
                    label=language.words(|text| text.work_order_step.quantity)
                    error=Signal::derive(move || said_at(error, Answer::Quantity, language.get()))
                >
                    <TextInput value=quantity kind=TextKind::Decimal max_length=12/>
                </Field>
                <Field
                    id=format!("charge-adjusted-{place}")
                    label=language.words(|text| text.work_order_step.adjusted)
                >
                    <TextInput value=adjusted kind=TextKind::Decimal max_length=12/>
                </Field>
            </div>
            {move || asks_why.get().then(|| view! {
                <Field
                    id=format!("charge-because-{place}")
                    label=language.words(|text| text.work_order_step.adjusted_because)
                    required=language.words(|text| text.common.required)
                    clause=language.say(|lang| lang.clause(Clause::C10))
                    error=Signal::derive(move || said_at(error, Answer::Reason, language.get()))
                >
                    <TextInput value=because max_length=200/>
                </Field>
            })}
            <div class="row-between">
                <span class="figures" role="status">{comes_to}</span>
                <Button on_click=remove>{move || language.text().common.remove}</Button>
            </div>
        </Card>
    }
}
