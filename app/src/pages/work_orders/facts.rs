//! What stands on a slip: who and when, items, material and money as the occupant signs them.

use std::sync::Arc;

use domain::clause::Clause;
use domain::event::work_order::{MaterialCheck, PhotoTime};
use domain::head::ComplaintHead;
use domain::work_order::{Proof, WorkOrder};
use leptos::prelude::*;

use super::pane::step_button;
use super::step::{Step, needs_of};
use crate::components::{ButtonKind, Card, Column, Fact, Facts, Table};
use crate::language::use_language;
use crate::pages::parts::minute::office_now;
use crate::pages::parts::names::Directory;
use crate::pages::parts::photos::{Photos, Signed};
use crate::state::AppState;
use crate::text::timeline::Names;
use crate::text::{Lang, Word, text};

fn plain(label: &'static str, value: String, clause: Option<String>) -> AnyView {
    view! { <Fact label=Signal::stored(label.to_owned()) value=Some(value) clause=clause/> }
        .into_any()
}

/// Whose it is, what they said, how far it is.
#[component]
pub(super) fn SlipFacts(
    order: Memo<Option<WorkOrder>>,
    case: Memo<Option<Arc<ComplaintHead>>>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let rows = move || {
        state.minute.track();
        let order = order.get()?;
        let lang = language.get();
        let names = Directory::now(state, lang);
        let mut rows = registration(&order, case.get().as_deref(), lang);
        rows.extend(standing(state, &order, &names, lang));
        Some(view! { <Facts>{rows}</Facts> })
    };
    view! { <Card>{rows}</Card> }
}

fn registration(order: &WorkOrder, case: Option<&ComplaintHead>, lang: Lang) -> Vec<AnyView> {
    let words = text(lang);
    let mut rows = Vec::new();
    if let Some(case) = case {
        let href = format!("/complaints/{}", order.slip.case);
        let content = case.content.clone();
        rows.push(
            view! {
                <Fact label=Signal::stored(words.work_order.case.to_owned())>
                    <a href=href>{content}</a>
                </Fact>
            }
            .into_any(),
        );
        if let Some(phone) = case.phone.clone() {
            let href = format!("tel:{}", phone.replace(' ', ""));
            rows.push(
                view! {
                    <Fact label=Signal::stored(words.complaint.phone.to_owned())>
                        <a href=href>{phone}</a>
                    </Fact>
                }
                .into_any(),
            );
        }
    }
    rows
}

fn standing(state: AppState, order: &WorkOrder, names: &Directory, lang: Lang) -> Vec<AnyView> {
    let words = text(lang);
    let offset = names.utc_offset_minutes();
    let now = office_now(state);
    let mut delivery = format!(
        "{} · {}",
        order.slip.handover.word(lang),
        lang.delivery(order.delivery(now))
    );
    if let Some(reason) = &order.late_reason {
        delivery = format!("{delivery} · {reason}");
    }
    let mut rows = vec![plain(
        words.work_order.delivery,
        delivery,
        Some(lang.clause_short(Clause::C4)),
    )];
    if let Some(at) = order.received_at {
        let after = order
            .minutes_until_assigned(now)
            .map_or_else(String::new, |minutes| {
                let after = lang.labelled(words.work_order.assigned_after, &lang.minutes(minutes));
                format!(" · {after}")
            });
        let received = format!("{}{after}", lang.moment(at, offset));
        rows.push(plain(
            words.work_order.received_at,
            received,
            Some(lang.clause_short(Clause::C5)),
        ));
    }
    let technician = order.technician.map_or_else(
        || words.work_order.no_technician.to_owned(),
        |person| names.person(person),
    );
    let visits = (order.visits > 0).then(|| lang.visits(order.visits));
    let technician = [Some(technician), visits]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    rows.push(plain(
        words.work_order.technician,
        technician,
        Some(lang.clause_short(Clause::C5)),
    ));
    let waits = matches!(
        order.phase,
        domain::work_order::Phase::ConsentRefused | domain::work_order::Phase::Paused
    );
    if order.appointment.is_some() || waits {
        let at = order.appointment.map_or_else(
            || words.work_order.no_appointment.to_owned(),
            |at| lang.full_moment(at, offset),
        );
        rows.push(plain(
            words.work_order.appointment,
            at,
            Some(lang.clause_short(Clause::C6)),
        ));
    }
    rows.extend(follow_up(state, order, names, lang));
    rows
}

/// The window from the signature, and whether the sample asks for it (M4(2)b, M4(3)b, M4(4)c).
fn follow_up(state: AppState, order: &WorkOrder, names: &Directory, lang: Lang) -> Vec<AnyView> {
    let words = text(lang);
    let Some(last) = order.owed.last() else {
        return Vec::new();
    };
    let window = last.obligation.window;
    let mut rows = vec![plain(
        words.complaint.window,
        lang.window(&window),
        Some(lang.clause_short(window.clause)),
    )];
    let off_sample = last.obligation.off_sample;
    let sampled = if order.drawn || off_sample {
        words.work_order.sampled
    } else {
        words.work_order.not_sampled
    };
    rows.push(plain(
        words.follow_up.title,
        sampled.to_owned(),
        Some(lang.clause_short(Clause::M4_3b)),
    ));
    if let (Some(_), Some(policy)) = (order.owed_now(), state.policy_on(state.today.get())) {
        let right = needs_of(&policy);
        rows.push(plain(
            words.complaint.conductors,
            lang.needs(&right.needs),
            Some(lang.clause_short(right.clause)),
        ));
    }
    if let Some(planned) = &last.scheduled {
        let people: Vec<String> = planned
            .people
            .iter()
            .map(|person| names.person(*person))
            .collect();
        let value = format!("{} · {}", lang.day_month(planned.on), lang.list(&people));
        rows.push(plain(words.complaint.scheduled_for, value, None));
    }
    rows
}

/// Items, material, services and the sum: what is signed for.
#[component]
pub(super) fn SlipLines(order: Memo<Option<WorkOrder>>, begin: Callback<Step>) -> impl IntoView {
    let language = use_language();
    let any = Memo::new(move |_| {
        order.with(|order| order.as_ref().is_some_and(|order| !order.items.is_empty()))
    });
    let content = move || {
        let order = order.get()?;
        let lang = language.get();
        let words = text(lang);
        let mut rows = vec![plain(
            words.work_order.items,
            order.items.join("\n"),
            Some(lang.clause_short(Clause::C7)),
        )];
        rows.extend(occupant_material(&order, lang, begin));
        if !order.result.is_empty() {
            rows.push(plain(words.work_order.result, order.result.clone(), None));
        }
        if let Some(last) = order.completions.last() {
            let on = format!("{} · {}", lang.date(last.on), lang.yuan(last.amount_fen));
            rows.push(plain(
                words.work_order.sign_off_on,
                on,
                Some(lang.clause_short(Clause::C11)),
            ));
        }
        let signed = order.completions.last().and_then(|last| match &last.proof {
            Proof::Signed { signature } => Some(*signature),
            Proof::Refused { .. } => None,
        });
        Some(view! {
            <Facts>{rows}</Facts>
            {money(&order, lang)}
            {photos(&order, lang)}
            {signed.map(|digest| view! { <Signed digest/> })}
        })
    };
    move || {
        any.get().then(|| {
            view! { <Card title=language.words(|text| text.work_order.slip)>{content}</Card> }
        })
    }
}

/// What is not fit is not built in; what is, is built in from its line (C8).
fn occupant_material(order: &WorkOrder, lang: Lang, begin: Callback<Step>) -> Vec<AnyView> {
    let language = use_language();
    let words = text(lang);
    let at_work = matches!(
        order.phase,
        domain::work_order::Phase::ItemsConfirmed | domain::work_order::Phase::Working
    );
    order
        .occupant_material
        .iter()
        .map(|material| {
            let built_in = material.built_in.then_some(words.work_order.built_in);
            let said = [
                Some(material.name.as_str()),
                Some(material.check.word(lang)),
                Some(material.remark.as_str()).filter(|remark| !remark.is_empty()),
                built_in,
            ];
            let said: Vec<&str> = said.into_iter().flatten().collect();
            let usable = at_work && !material.built_in && material.check == MaterialCheck::Accepted;
            let (command, place) = (material.command, material.line);
            let button = usable.then(|| {
                step_button(
                    Step::BuildIn(command, place),
                    ButtonKind::Secondary,
                    begin,
                    language,
                )
            });
            view! {
                <Fact
                    label=Signal::stored(words.work_order.occupant_material.to_owned())
                    value=Some(said.join(" · "))
                    clause=Some(lang.clause_short(Clause::C8))
                >
                    {button}
                </Fact>
            }
            .into_any()
        })
        .collect()
}

/// Company material and services with their amounts, and what they come to.
pub(super) fn money(order: &WorkOrder, lang: Lang) -> AnyView {
    let words = text(lang);
    let row = |name: String, quantity: String, price: String, amount: String| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{quantity}</td>
                <td class="number">{price}</td>
                <td class="number">{amount}</td>
            </tr>
        }
    };
    let material = order.company_material.iter().map(|material| {
        let line = &material.line;
        row(
            line.name.clone(),
            format!("{} {}", lang.quantity(line.quantity.0), line.unit),
            lang.yuan(line.unit_price_fen),
            lang.yuan(line.amount_fen),
        )
    });
    let services = order.charge.iter().flatten().map(|line| {
        let name = line.adjusted_because.as_ref().map_or_else(
            || line.name.clone(),
            |because| format!("{} · {because}", line.name),
        );
        row(
            name,
            format!("{} {}", lang.quantity(line.quantity.0), line.unit),
            lang.yuan(line.unit_price_fen),
            lang.yuan(line.amount_fen),
        )
    });
    let rows = material.chain(services).collect_view();
    let total = if order.charge.is_none() {
        words.work_order.charge_open.to_owned()
    } else if order.total_fen() == 0 {
        words.work_order.charge_free.to_owned()
    } else {
        lang.yuan(order.total_fen())
    };
    let columns = vec![
        Column::words(words.work_order.services),
        Column::numbers(words.work_order_step.quantity),
        Column::numbers(words.work_order_step.unit_price),
        Column::numbers(words.work_order_step.amount),
    ];
    view! {
        <Table caption=Signal::stored(words.work_order.services.to_owned()) columns=Signal::stored(columns)>
            {rows}
            <tr>
                <th scope="row">{words.work_order.total}</th>
                <td></td>
                <td></td>
                <td class="number"><strong>{total}</strong></td>
            </tr>
        </Table>
    }
    .into_any()
}

fn photos(order: &WorkOrder, lang: Lang) -> AnyView {
    let words = text(lang);
    [
        (PhotoTime::Before, words.work_order.photos_before),
        (PhotoTime::After, words.work_order.photos_after),
    ]
    .into_iter()
    .filter_map(|(when, label)| {
        let digests: Vec<_> = order
            .photos
            .iter()
            .filter(|photos| photos.when == when)
            .flat_map(|photos| photos.photos.iter().copied())
            .collect();
        (!digests.is_empty()).then(|| {
            view! { <p class="second">{label}</p><Photos digests=Signal::stored(digests)/> }
        })
    })
    .collect_view()
    .into_any()
}
