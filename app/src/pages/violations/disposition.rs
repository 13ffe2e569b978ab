//! What was proposed, signed, decided and carried out, each with the step that comes next.

use domain::clause::Clause;
use domain::violation::{Disposition, Measure, Stage, Violation};
use leptos::prelude::*;

use super::act::Act;
use super::pane::act_button;
use super::right::me;
use crate::components::{ButtonKind, Card, Chip, Fact, Facts, LinkButton, Tone};
use crate::language::{Language, use_language};
use crate::pages::parts::names::Directory;
use crate::pages::parts::photos::Photos;
use crate::state::AppState;
use crate::text::Word;
use crate::text::timeline::Names as _;

#[component]
pub fn Dispositions(violation: Memo<Option<Violation>>, begin: Callback<Act>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    move || {
        let violation = violation.get()?;
        let cards = violation
            .dispositions
            .iter()
            .rev()
            .map(|one| card(state, language, &violation, one, begin))
            .collect_view();
        let unstanding = violation
            .unstanding
            .iter()
            .map(|open| {
                let words = &language.text().violation;
                let id = open.disposition;
                let settle = open
                    .settled
                    .is_none()
                    .then(|| act_button(Act::Settle(id), ButtonKind::Secondary, begin, language));
                let settled = open.settled.clone().map(|decision| {
                    view! { <p>{language.get().labelled(words.settled, &decision)}</p> }
                });
                let paper = format!(
                    "{} · {}",
                    open.service.paper,
                    language.get().date(open.service.on)
                );
                view! {
                    <Card title=Signal::stored(words.unstanding.to_owned())>
                        <p>{paper}</p>
                        {settled}
                        <div class="row">{settle}</div>
                    </Card>
                }
            })
            .collect_view();
        Some(view! { {unstanding}{cards} })
    }
}

const fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::ToWeigh | Stage::ToSign | Stage::ToDecide => Tone::Today,
        Stage::InEffect => Tone::Act,
        Stage::CarriedOut => Tone::Done,
        Stage::Declined | Stage::Withdrawn => Tone::Late,
    }
}

fn card(
    state: AppState,
    language: Language,
    violation: &Violation,
    one: &Disposition,
    begin: Callback<Act>,
) -> AnyView {
    let lang = language.get();
    let stage = one.stage();
    let measure = one.proposal.measure;
    let title = lang.labelled(language.text().violation.dispositions, measure.word(lang));
    let buttons = steps(state, violation, one)
        .into_iter()
        // What leads stands in the bar at the foot.
        .map(|act| act_button(act, ButtonKind::Secondary, begin, language))
        .collect_view();
    let print = one.notice.is_some().then(|| {
        let href = format!("/violations/{}/papers/{}", violation.case, one.id);
        view! {
            <LinkButton href=Signal::stored(href)>{move || language.text().violation.print}</LinkButton>
        }
    });
    let facts = rows(state, language, one);
    view! {
        <Card title=Signal::stored(title)>
            <div class="row"><Chip tone=Signal::stored(tone(stage)) text=Signal::stored(stage.word(lang).to_owned())/></div>
            {facts}
            <div class="row">{buttons}{print}</div>
        </Card>
    }
    .into_any()
}

/// What may come next for a disposition, whoever looks: the form says who may.
fn steps(state: AppState, violation: &Violation, one: &Disposition) -> Vec<Act> {
    let id = one.id;
    let mut steps = Vec::new();
    if violation.open() {
        match one.stage() {
            Stage::ToWeigh => steps.push(Act::Weigh(id)),
            Stage::ToSign => steps.extend([Act::Countersign(id), Act::Decline(id)]),
            Stage::ToDecide => steps.push(Act::Decide(id)),
            Stage::InEffect => steps.push(Act::CarryOut(id)),
            Stage::CarriedOut if one.complied.is_none() => steps.push(Act::Comply(id)),
            Stage::CarriedOut | Stage::Declined | Stage::Withdrawn => {}
        }
    }
    let unsigned = matches!(one.stage(), Stage::ToWeigh | Stage::ToSign);
    let own = me(state).is_some_and(|me| one.proposed_by.contains(&me));
    if violation.open() && unsigned && own {
        steps.push(Act::Withdraw(id));
    }
    if one.notice.is_some() {
        steps.push(Act::Serve(id));
    }
    if one.recheck_due.is_some() && one.rectified.is_none() {
        steps.push(Act::Recheck(id));
    }
    if one
        .reconciliation
        .as_ref()
        .is_some_and(|owed| owed.made_at.is_none())
    {
        steps.push(Act::Reconcile(id));
    }
    steps
}

/// What is known of a disposition: on its card, and before somebody signs or carries it out.
pub(super) fn rows(state: AppState, language: Language, one: &Disposition) -> AnyView {
    let (lang, words) = (language.get(), &language.text().violation);
    let names = Directory::now(state, lang);
    let offset = names.utc_offset_minutes();
    let people = |people: &[domain::id::PersonId]| {
        let all: Vec<String> = people.iter().map(|person| names.person(*person)).collect();
        lang.list(&all)
    };
    let mut rows = Vec::new();
    let mut fact = |label: &str, value: String, clause: Option<Clause>| {
        let clause = clause.map(|clause| lang.clause(clause));
        rows.push(
            view! { <Fact label=Signal::stored(label.to_owned()) value=Some(value) clause=clause/> }
                .into_any(),
        );
    };
    fact(words.opinion, one.proposal.opinion.clone(), None);
    fact(
        words.proposed_by,
        people(&one.proposed_by),
        Some(Clause::V3),
    );
    fact(
        words.executors,
        people(&one.proposal.executors),
        Some(Clause::V4_4_6),
    );
    if let Some(day) = one.proposal.last_day {
        fact(words.last_day, lang.date(day), None);
    }
    if let Some(fen) = one.proposal.amount_fen {
        fact(words.amount, lang.yuan(fen), None);
    }
    // What the company relied on when it was signed; before the signature, what it relies on now.
    let opening = state.office.with(|office| {
        let office = office.as_ref()?;
        let measure = one.proposal.measure;
        match &one.signature {
            Some(signature) => office.opening_at(measure, signature.at).cloned(),
            None => office.opening(measure).cloned(),
        }
    });
    if let Some(opening) = &opening {
        let said = lang.opinion(opening, &names);
        fact(language.text().mandate.opinion, said, Some(Clause::Ours));
    }
    if let Some(weighing) = &one.weighing {
        fact(words.weighing, weighing.clone(), Some(Clause::V4_4_5));
    }
    if let Some(signature) = &one.signature {
        let mut who = names.person(signature.by);
        if let Some(holder) = signature.on_behalf_of {
            who = lang.signed_for_another(&who, &names.person(holder));
        }
        if signature.own_proposal {
            who = format!("{who} · {}", words.own_proposal);
        }
        let when = lang.moment(signature.at, offset);
        fact(
            words.signed,
            format!("{who} · {when}"),
            Some(Clause::V4_4_6),
        );
        if !signature.skipped.is_empty() {
            let reason = signature.skip_reason.as_deref();
            fact(
                words.skipped,
                lang.left_out(&signature.skipped, reason),
                Some(Clause::Ours),
            );
        }
    }
    if let Some(reason) = &one.declined {
        fact(words.declined, reason.clone(), Some(Clause::V4_4_6));
    }
    if let Some(reason) = &one.withdrawn {
        fact(words.withdrawn, reason.clone(), Some(Clause::V3));
    }
    if let Some(company) = &one.company {
        let verdict = if company.approved {
            words.approved
        } else {
            words.rejected
        };
        let mut who = names.person(company.by);
        if let Some(holder) = company.on_behalf_of {
            who = lang.signed_for_another(&who, &names.person(holder));
        }
        let when = lang.moment(company.at, offset);
        fact(
            words.company,
            format!("{verdict} · {} · {who} · {when}", company.decision),
            one.proposal.measure.company_clause(),
        );
    }
    if let Some(on) = one.carried_out_on {
        fact(words.carried_out, lang.date(on), None);
    }
    if let (Some(fee), Some(arrears), Measure::LateFee) =
        (&one.fee, &one.fee_on, one.proposal.measure)
    {
        fact(
            words.late_fee,
            lang.late_fee_sum(arrears, fee),
            Some(Clause::V4_3_2),
        );
    }
    if let Some(notice) = &one.notice {
        let number = notice
            .number
            .clone()
            .unwrap_or_else(|| words.number_pending.to_owned());
        fact(
            words.paper,
            format!("{} {number}", notice.kind.word(lang)),
            None,
        );
        let served: Vec<String> = notice
            .services
            .iter()
            .map(|service| {
                let how = match service.proof {
                    domain::event::violation::ProofOfService::SignedFor { .. } => words.signed_for,
                    domain::event::violation::ProofOfService::Refused { .. } => {
                        words.refused_service
                    }
                };
                format!("{} · {how} · {}", lang.date(service.on), service.paper)
            })
            .collect();
        let served = if served.is_empty() {
            words.not_served.to_owned()
        } else {
            served.join("\n")
        };
        fact(words.served, served, Some(Clause::V4_4_6));
    }
    if let Some(complied) = one.complied {
        let said = if complied {
            words.complied_yes
        } else {
            words.complied_no
        };
        fact(words.complied, said.to_owned(), Some(Clause::V4_4_3));
    }
    if let Some(due) = one.recheck_due {
        let said = match one.rectified {
            Some(true) => words.rectified_yes.to_owned(),
            Some(false) => words.rectified_no.to_owned(),
            None => lang.date(due),
        };
        fact(words.recheck, said, Some(Clause::V4_3_3));
    }
    if let Some(owed) = &one.reconciliation {
        let said = match owed.made_at {
            Some(at) => lang.moment(at, offset),
            None => format!("{} · {}", owed.by.word(lang), lang.date(owed.due)),
        };
        fact(words.reconciliation, said, Some(Clause::V4_4_5));
    }
    let document = opening
        .and_then(|opening| opening.opinion.document)
        .map(|digest| view! { <Photos digests=Signal::stored(vec![digest])/> });
    view! { <Facts>{rows}</Facts>{document} }.into_any()
}
