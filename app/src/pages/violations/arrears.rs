//! What is owed, and the late fee as a sum a merchant can follow.

use domain::clause::Clause;
use domain::violation::{Violation, ViolationAct, ViolationKind, late_fee};
use leptos::prelude::*;

use super::act::Act;
use super::pane::act_button;
use super::right::{fills, seats};
use crate::components::{ButtonKind, Card, Fact, Facts};
use crate::language::{Language, use_language};
use crate::state::AppState;

#[component]
pub fn ArrearsCard(violation: Memo<Option<Violation>>, begin: Callback<Act>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    move || {
        let violation = violation.get()?;
        (violation.item.kind() == ViolationKind::NonPayment).then(|| {
            let may = fills(state, seats(&violation, ViolationAct::StateArrears, None))
                && violation.open();
            let state_it =
                may.then(|| act_button(Act::StateArrears, ButtonKind::Secondary, begin, language));
            view! {
                <Card title=language.words(|text| text.violation.arrears)>
                    {owed(state, language, &violation)}
                    <div class="row">{state_it}</div>
                </Card>
            }
        })
    }
}

fn owed(state: AppState, language: Language, violation: &Violation) -> AnyView {
    let (lang, words) = (language.get(), &language.text().violation);
    let Some(arrears) = &violation.arrears else {
        return view! { <p>{words.arrears_missing}</p> }.into_any();
    };
    let today = state.today.get();
    let fee = late_fee(
        arrears.principal_fen,
        arrears.per_mille,
        arrears.last_day,
        today,
    );
    let sum = lang.late_fee_sum(arrears, &fee);
    let clause = lang.clause(Clause::V4_3_2);
    let principal = lang.yuan(arrears.principal_fen);
    let rate = format!("{}‰", arrears.per_mille);
    let last_day = lang.date(arrears.last_day);
    let days = lang.late_fee_days(arrears.last_day, today);
    let contract = arrears.contract.clone();
    view! {
        <Facts>
            <Fact label=Signal::stored(words.principal.to_owned()) value=Some(principal)/>
            <Fact label=Signal::stored(words.rate.to_owned()) value=Some(rate)/>
            <Fact label=Signal::stored(words.due_last.to_owned()) value=Some(last_day)/>
            <Fact label=Signal::stored(words.contract.to_owned()) value=Some(contract)/>
            <Fact label=Signal::stored(words.late_fee_today.to_owned()) value=Some(sum) clause=Some(clause)/>
        </Facts>
        <p class="second">{days}</p>
    }
    .into_any()
}
