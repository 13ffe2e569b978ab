//! What is known of a violation.

use domain::clause::Clause;
use domain::violation::{Violation, ViolationKind};
use leptos::prelude::*;

use super::right::{needs, seats};
use crate::components::{Card, Fact, Facts};
use crate::language::{Language, use_language};
use crate::pages::parts::names::Directory;
use crate::pages::parts::photos::Photos;
use crate::state::AppState;
use crate::text::Word;
use crate::text::timeline::Names as _;

#[component]
pub fn FactsCard(violation: Memo<Option<Violation>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let rows = move || {
        violation
            .get()
            .map(|violation| rows(state, language, &violation))
    };
    let photos = Memo::new(move |_| {
        violation.with(|violation| {
            violation
                .as_ref()
                .map_or_else(Vec::new, |violation| violation.photos.clone())
        })
    });
    view! {
        <Card title=language.words(|text| text.violation.facts)>
            {rows}
            {move || photos.with(|photos| !photos.is_empty()).then(|| view! { <Photos digests=photos/> })}
        </Card>
    }
}

fn rows(state: AppState, language: Language, violation: &Violation) -> AnyView {
    let (lang, words) = (language.get(), &language.text().violation);
    let names = Directory::now(state, lang);
    let offset = names.utc_offset_minutes();
    let mut rows = Vec::new();
    let mut fact = |label: &str, value: String, clause: Option<Clause>| {
        let clause = clause.map(|clause| lang.clause(clause));
        rows.push(
            view! { <Fact label=Signal::stored(label.to_owned()) value=Some(value) clause=clause/> }
                .into_any(),
        );
    };
    fact(
        words.item,
        format!(
            "{} · {}",
            violation.item.kind().word(lang),
            lang.violation_item(violation.item)
        ),
        Some(Clause::V4_2),
    );
    fact(words.seen, violation.seen.clone(), None);
    fact(
        language.text().notice_form.happened,
        format!(
            "{} · {}",
            lang.full_moment(violation.noticed_at, offset),
            names.person(violation.noticed_by)
        ),
        None,
    );
    if let Some(debt) = violation.debt {
        fact(words.debt, debt.word(lang).to_owned(), Some(Clause::V4_2));
    }
    let severity = match violation.severity {
        Some(severity) => severity.word(lang).to_owned(),
        None => format!(
            "{} · {}",
            violation.severity_now().word(lang),
            words.severity_undecided
        ),
    };
    fact(words.severity, severity, Some(Clause::V4_4_2));
    if violation.item.kind() != ViolationKind::Renovation {
        let seats = seats(
            violation,
            domain::violation::ViolationAct::ProposeDisposition,
            Some(domain::violation::Measure::RectificationOrder),
        );
        fact(
            words.responsible,
            lang.needs(&needs(state, seats)),
            Some(Clause::V3),
        );
    }
    if let Some(person) = violation.team_leader {
        fact(
            words.team_leader,
            names.person(person),
            Some(Clause::V4_4_2),
        );
    }
    if let Some(reference) = &violation.renovation_reference {
        fact(words.renovation, reference.clone(), Some(Clause::V4_3_1));
    }
    if let Some(claim) = &violation.special_reason {
        let judged = match &claim.judged {
            None => words.reason_open.to_owned(),
            Some((true, why)) => format!("{} · {why}", words.reason_accepted),
            Some((false, why)) => format!("{} · {why}", words.reason_rejected),
        };
        fact(
            words.special_reason,
            format!("{} · {judged}", claim.claimed),
            Some(Clause::V4_2),
        );
    }
    if let Some(outcome) = violation.outcome {
        fact(
            words.outcome,
            outcome.word(lang).to_owned(),
            Some(Clause::V3),
        );
    }
    view! { <Facts>{rows}</Facts> }.into_any()
}
