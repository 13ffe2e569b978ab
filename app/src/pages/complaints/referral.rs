//! What stands beside a case's own steps: referrals with their answers, and what it is a double of.

use domain::clause::Clause;
use domain::complaint::{Complaint, SetAside};
use domain::event::ComplaintFact;
use leptos::prelude::*;

use crate::components::Fact;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names;
use crate::text::{Lang, text};

fn line(label: &'static str, value: String, clause: Clause, lang: Lang) -> AnyView {
    view! {
        <Fact
            label=Signal::stored(label.to_owned())
            value=Some(value)
            clause=Some(lang.clause_short(clause))
        />
    }
    .into_any()
}

/// The reason that was given for voiding the registration.
fn why_voided(complaint: &Complaint) -> String {
    let mut reasons = complaint
        .timeline
        .iter()
        .filter_map(|line| match &line.fact {
            ComplaintFact::EntryVoided { reason, .. } => Some(reason.clone()),
            _ => None,
        });
    reasons.next_back().unwrap_or_default()
}

/// Each referral with its limit and what the department said (C1).
pub(super) fn referrals(
    state: AppState,
    complaint: &Complaint,
    names: &Directory,
    lang: Lang,
) -> Vec<AnyView> {
    let words = &text(lang).register_step;
    let offset = names.utc_offset_minutes();
    let mut rows: Vec<AnyView> = complaint
        .referrals
        .iter()
        .map(|referral| {
            let asked = format!(
                "{} · {} · {}",
                names.department(referral.department),
                lang.moment(referral.limit, offset),
                referral.content
            );
            let answers: Vec<String> = referral
                .answers
                .iter()
                .map(|answer| lang.labelled(&names.person(answer.by), &answer.text))
                .collect();
            let said = if answers.is_empty() {
                words.unanswered.to_owned()
            } else {
                answers.join("\n")
            };
            line(words.referral, format!("{asked}\n{said}"), Clause::C1, lang)
        })
        .collect();
    match complaint.set_aside {
        Some(SetAside::DuplicateOf { case }) => {
            let href = format!("/complaints/{case}");
            let number = state
                .heads
                .with(|heads| heads.complaints.get(&case)?.number.clone());
            let number = lang.complaint_number(number.as_deref());
            rows.push(
                view! {
                    <Fact label=Signal::stored(words.is_double_of.to_owned())>
                        <a href=href>{number}</a>
                    </Fact>
                }
                .into_any(),
            );
        }
        Some(SetAside::Voided) => {
            rows.push(line(
                words.voided,
                why_voided(complaint),
                Clause::Ours,
                lang,
            ));
        }
        None => {}
    }
    rows
}
