//! 维修单 on A4: what was asked for, every step, material and charge with their amounts, and who signed (C4–C11).

use domain::event::WorkOrderFact;
use domain::event::work_order::Witness;
use domain::head::ComplaintHead;
use domain::work_order::{Entry, Proof, WorkOrder};
use leptos::prelude::*;

use super::{PaperFrame, letterhead, one, pending_mark, signed, signer, two};
use crate::actions::Actions;
use crate::components::{Paper, PaperRow, PaperSignature, Strokes};
use crate::language::use_language;
use crate::pages::parts::names::Directory;
use crate::pages::parts::origin;
use crate::pages::parts::photos::strokes_of;
use crate::pages::work_orders::page::order_in_address;
use crate::pages::work_orders::pane::case_of;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word, text};

#[component]
pub fn WorkOrderPaperPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let id = order_in_address();
    Effect::new(move |_| {
        if let Some(id) = id.get() {
            actions.watch(id.stream());
        }
    });
    let order = Memo::new(move |_| state.work_order(id.get()?));
    let case = case_of(state, order);
    let signature = Signal::derive(move || {
        order.with(|order| match order.as_ref()?.completions.last()?.proof {
            Proof::Signed { signature } => Some(signature),
            Proof::Refused { .. } => None,
        })
    });
    let strokes = strokes_of(signature);
    let paper = move || {
        let order = order.get()?;
        let case = case.get();
        let strokes = strokes.get().unwrap_or_default();
        Some(drawn(
            state,
            language.get(),
            &order,
            case.as_deref(),
            strokes,
        ))
    };
    let back_to = Signal::derive(move || {
        id.get().map_or_else(
            || "/work-orders".to_owned(),
            |id| format!("/work-orders/{id}"),
        )
    });
    view! {
        <PaperFrame
            title=language.words(|text| text.paper.print_work_order)
            back_to
            paper=Callback::new(move |()| paper())
        />
    }
}

fn drawn(
    state: AppState,
    lang: Lang,
    order: &WorkOrder,
    case: Option<&ComplaintHead>,
    strokes: Strokes,
) -> AnyView {
    let names = Directory::now(state, lang);
    let words = &text(lang).paper;
    let mut rows = asked_for(order, case, &names, lang);
    rows.extend(done(order, &names, lang));
    let number = case.and_then(|case| case.number.clone()).map_or_else(
        || pending_mark(state, &order.id.to_string(), lang),
        |number| format!("{number}-{}", order.slip.ordinal),
    );
    let signatures = signatures(order, &names, lang, strokes);
    view! {
        <Paper
            title=words.work_order
            left=letterhead(state)
            right=format!("{} {number}", words.number)
            rows
            signatures
        />
    }
    .into_any()
}

/// Whose it is, what is wanted, and how it reached Engineering.
fn asked_for(
    order: &WorkOrder,
    case: Option<&ComplaintHead>,
    names: &Directory,
    lang: Lang,
) -> Vec<PaperRow> {
    let (words, slip) = (&text(lang).paper, &text(lang).work_order);
    let notice = &text(lang).notice_paper;
    let offset = names.utc_offset_minutes();
    let occupant = case.map_or_else(String::new, |case| case.occupant.clone());
    let phone = case.and_then(|case| case.phone.clone());
    let appointed = order
        .appointment
        .map_or_else(String::new, |at| lang.full_moment(at, offset));
    let received = order.received_at.map_or_else(String::new, |at| {
        let late = order
            .late_reason
            .as_ref()
            .map_or_else(String::new, |reason| format!(" · {reason}"));
        format!("{}{late}", lang.full_moment(at, offset))
    });
    let technician = order
        .technician
        .map_or_else(String::new, |person| names.person(person));
    vec![
        two(
            (notice.unit, order.slip.unit_code.clone()),
            (notice.occupant, occupant),
        ),
        two(
            (words.contact, phone.unwrap_or_default()),
            (words.appointment, appointed),
        ),
        one(
            words.wanted,
            case.map_or_else(String::new, |case| case.content.clone()),
            true,
        ),
        two(
            (
                words.registered_at,
                lang.full_moment(order.slip.registered_at, offset),
            ),
            (slip.handover, order.slip.handover.word(lang).to_owned()),
        ),
        two(
            (slip.received_at, received),
            (slip.trade, order.slip.trade.word(lang).to_owned()),
        ),
        one(slip.technician, technician, false),
    ]
}

/// What was agreed, used, done and charged, and every step with its time.
fn done(order: &WorkOrder, names: &Directory, lang: Lang) -> Vec<PaperRow> {
    let (words, slip) = (&text(lang).paper, &text(lang).work_order);
    let or_none = |lines: Vec<String>| {
        if lines.is_empty() {
            words.none.to_owned()
        } else {
            lines.join("\n")
        }
    };
    let sum = |name: &str, quantity: u64, unit: &str, price: u64, amount: u64| {
        let (quantity, price, amount) =
            (lang.quantity(quantity), lang.yuan(price), lang.yuan(amount));
        format!("{name}  {quantity} {unit} × {price} = {amount}")
    };
    let company = order.company_material.iter().map(|material| {
        let line = &material.line;
        sum(
            &line.name,
            line.quantity.0,
            &line.unit,
            line.unit_price_fen,
            line.amount_fen,
        )
    });
    let theirs = order.occupant_material.iter().map(|material| {
        let built_in = material.built_in.then_some(slip.built_in);
        let said = [
            Some(material.name.as_str()),
            Some(material.check.word(lang)),
            Some(material.remark.as_str()).filter(|remark| !remark.is_empty()),
            built_in,
        ];
        said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let charge = order.charge.as_ref().map(|lines| {
        let lines = lines.iter().map(|line| {
            let listed = sum(
                &line.name,
                line.quantity.0,
                &line.unit,
                line.unit_price_fen,
                line.listed_fen,
            );
            match &line.adjusted_because {
                Some(because) => {
                    let instead = lang.yuan(line.amount_fen);
                    let instead = lang.labelled(words.charged_instead, &instead);
                    format!("{listed} · {instead} · {because}")
                }
                None => listed,
            }
        });
        or_none(lines.collect())
    });
    let total = match &order.charge {
        None => slip.charge_open.to_owned(),
        Some(_) if order.total_fen() == 0 => slip.charge_free.to_owned(),
        Some(_) => lang.yuan(order.total_fen()),
    };
    vec![
        one(slip.items, or_none(order.items.clone()), true),
        one(slip.company_material, or_none(company.collect()), false),
        one(slip.occupant_material, or_none(theirs.collect()), false),
        one(slip.result, order.result.clone(), true),
        one(words.charge, charge.unwrap_or_default(), false),
        one(slip.total, total, false),
        one(words.handling, steps(order, names, lang), true),
    ]
}

/// Every step, when, what and who; what counts for nothing any more is not printed.
fn steps(order: &WorkOrder, names: &Directory, lang: Lang) -> String {
    let offset = names.utc_offset_minutes();
    let lines = order.timeline.iter().filter(|entry| {
        !entry.voided
            && !matches!(
                entry.fact,
                WorkOrderFact::FollowUp(_) | WorkOrderFact::Drawn { .. }
            )
    });
    let lines = lines.map(|entry| {
        let said = lang.work_order_line(&entry.fact, names);
        let mut line = vec![said.what, origin::who(entry, names, lang)];
        line.extend(said.detail);
        line.extend(Some(entry.words.clone()).filter(|words| !words.is_empty()));
        format!(
            "{}  {}",
            lang.moment(entry.happened_at, offset),
            line.join(" · ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn signatures(
    order: &WorkOrder,
    names: &Directory,
    lang: Lang,
    strokes: Strokes,
) -> Vec<PaperSignature> {
    let words = &text(lang).paper;
    let last = order.completions.last();
    let day = last.map_or_else(String::new, |last| lang.date(last.on));
    let refused = match last.map(|last| &last.proof) {
        Some(Proof::Refused { witness, reason }) => {
            let witness = match witness {
                Witness::Staff(person) => Some(names.person(*person)),
                // Their name stands in the steps above.
                Witness::Named(_) => None,
            };
            let said = [
                Some(words.refused.to_owned()),
                Some(reason.clone()),
                witness,
            ];
            said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        Some(Proof::Signed { .. }) | None => String::new(),
    };
    let by = |is: fn(&Entry) -> bool| signer(&order.timeline, is, names, lang);
    let received = by(|entry| matches!(entry.fact, WorkOrderFact::Received { .. }));
    // Whoever had it signed for answers for the work; before that, whoever has it.
    let technician = by(|entry| {
        matches!(
            entry.fact,
            WorkOrderFact::SignedOff { .. } | WorkOrderFact::SignatureRefused { .. }
        )
    })
    .or_else(|| Some((names.person(order.technician?), String::new())));
    vec![
        signed(words.received_by, received),
        signed(words.technician_signs, technician),
        PaperSignature {
            role: words.occupant_signs.to_owned(),
            name: refused,
            strokes,
            day,
        },
    ]
}
