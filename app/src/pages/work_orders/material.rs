//! Material on the slip, everything of a visit in one entry: the company's with quantity, price and amount (C7), the
//! occupant's each with its result (C8).

use domain::clause::Clause;
use domain::event::work_order::MaterialCheck;
use domain::json::word;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::answers::{MaterialDraft, MaterialLine};
use super::step_form::Asking;
use crate::components::{Button, Card, Choice, Choices, Field, TextArea, TextInput, TextKind};
use crate::language::use_language;
use crate::pages::parts::amount;
use crate::pages::parts::refused::said_at;
use crate::text::{Text, Word};

/// The company's material, a card for each.
#[component]
pub(super) fn CompanyLines(asking: Asking) -> impl IntoView {
    let language = use_language();
    let total = move || {
        let typed = asking.answers.typed_materials();
        let amounts = typed.iter().filter_map(fen_of);
        let sum = amounts.fold(0_u64, u64::saturating_add);
        let lang = language.get();
        lang.labelled(language.text().work_order.total, &lang.yuan(sum))
    };
    view! {
        <Lines asking draw=|asking, line, place| view! { <CompanyLine asking line place/> }.into_any()/>
        <p class="figures" role="status"><strong>{total}</strong></p>
    }
}

/// What the occupant brought, a card for each.
#[component]
pub(super) fn CheckedLines(asking: Asking) -> impl IntoView {
    view! { <Lines asking draw=|asking, line, place| view! { <CheckedLine asking line place/> }.into_any()/> }
}

/// What a line comes to; `None` while it is half typed.
fn fen_of(line: &MaterialDraft) -> Option<u64> {
    amount::thousandths(&line.quantity)?.times(amount::fen(&line.price)?)
}

#[component]
fn Lines(asking: Asking, draw: fn(Asking, MaterialLine, usize) -> AnyView) -> impl IntoView {
    let language = use_language();
    let lines = asking.answers.materials;
    // Drawn anew where a line comes or goes, not while one is typed into.
    let cards = move || {
        let lines_now = lines.get();
        let several = lines_now.len() > 1;
        lines_now
            .into_iter()
            .enumerate()
            .map(|(place, line)| {
                let remove = move |()| {
                    lines.update(|lines| {
                        if place < lines.len() {
                            lines.remove(place);
                        }
                    });
                };
                let remove = several.then(|| {
                    view! {
                        <div class="row">
                            <Button on_click=remove>{move || language.text().common.remove}</Button>
                        </div>
                    }
                });
                let title = language.say(move |lang| lang.nth_material(place.saturating_add(1)));
                let title = Signal::derive(move || several.then(|| title.get()));
                view! { <Card title>{draw(asking, line, place)}{remove}</Card> }
            })
            .collect_view()
    };
    let add = move |()| lines.update(|lines| lines.push(MaterialDraft::default().into()));
    view! {
        {cards}
        <div class="row">
            <Button on_click=add>{move || language.text().work_order_step.another_material}</Button>
        </div>
    }
}

/// A question of one line, with its clause.
#[component]
fn Question(
    asking: Asking,
    id: String,
    label: fn(&'static Text) -> &'static str,
    value: RwSignal<String>,
    asked: Answer,
    clause: Clause,
    #[prop(optional)] kind: TextKind,
) -> impl IntoView {
    let language = use_language();
    let error = asking.error;
    view! {
        <Field
            id
            label=language.words(label)
            required=language.words(|text| text.common.required)
            clause=language.say(move |lang| lang.clause_short(clause))
            error=Signal::derive(move || said_at(error, asked, language.get()))
        >
            <TextInput value kind max_length=80/>
        </Field>
    }
}

/// Name, quantity, unit and price, and the amount they come to before it is saved.
#[component]
fn CompanyLine(asking: Asking, line: MaterialLine, place: usize) -> impl IntoView {
    let language = use_language();
    let (name, quantity) = (line.name(), line.quantity());
    let (unit, price) = (line.unit(), line.price());
    let comes_to = move || {
        let fen = fen_of(&line.draft())?;
        let lang = language.get();
        Some(lang.labelled(language.text().work_order_step.amount, &lang.yuan(fen)))
    };
    let id = move |what: &str| format!("material-{what}-{place}");
    view! {
        <Question asking id=id("name") label=|text| text.work_order_step.material value=name asked=Answer::Material clause=Clause::C7/>
        <div class="columns">
            <Question asking id=id("quantity") label=|text| text.work_order_step.quantity value=quantity asked=Answer::Quantity clause=Clause::C7 kind=TextKind::Decimal/>
            <Question asking id=id("unit") label=|text| text.work_order_step.unit value=unit asked=Answer::Material clause=Clause::C7/>
        </div>
        <Question asking id=id("price") label=|text| text.work_order_step.unit_price value=price asked=Answer::Charge clause=Clause::C7 kind=TextKind::Decimal/>
        <p class="figures" role="status">{comes_to}</p>
    }
}

/// Name, result, and the remark that stands in the slip's remarks (C8).
#[component]
fn CheckedLine(asking: Asking, line: MaterialLine, place: usize) -> impl IntoView {
    let language = use_language();
    let (name, check, remark) = (line.name(), line.check(), line.remark());
    let choices = Signal::derive(move || {
        [MaterialCheck::Accepted, MaterialCheck::Rejected]
            .map(|check| Choice::new(word(&check), check.word(language.get())))
            .to_vec()
    });
    let error = asking.error;
    let choice = format!("material-check-{place}");
    view! {
        <Question asking id=format!("material-name-{place}") label=|text| text.work_order_step.material value=name asked=Answer::Material clause=Clause::C8/>
        <Field
            id=choice.clone()
            label=language.words(|text| text.work_order_step.check)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::C8))
            group=true
        >
            <Choices name=choice value=check choices/>
        </Field>
        <Field
            id=format!("material-remark-{place}")
            label=language.words(|text| text.work_order_step.remark)
            clause=language.say(|lang| lang.clause(Clause::C8))
            error=Signal::derive(move || said_at(error, Answer::Reason, language.get()))
        >
            <TextArea value=remark max_length=500/>
        </Field>
    }
}
