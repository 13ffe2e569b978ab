//! 商户投诉处理联系单 on A4: what a department is asked to handle, by when, and what it answered (C1).

use domain::complaint::{Complaint, Entry, Referral};
use domain::event::ComplaintFact;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::register::{number_of, of_command};
use super::{PaperFrame, letterhead, one, place_to_sign, signed, signer, two};
use crate::actions::Actions;
use crate::components::Paper;
use crate::language::use_language;
use crate::pages::complaints::case::case_in_address;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, text};

#[component]
pub fn ReferralPaperPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let case = case_in_address();
    let params = use_params_map();
    let referral = Memo::new(move |_| {
        params.with(|params| {
            params
                .get("referral")
                .and_then(|number| number.parse().ok())
        })
    });
    Effect::new(move |_| {
        if let Some(case) = case.get() {
            actions.watch(case.stream());
        }
    });
    let paper = move || {
        let complaint = state.complaint(case.get()?)?;
        let number: u16 = referral.get()?;
        let referral = complaint
            .referrals
            .iter()
            .find(|referral| referral.number == number)?;
        Some(drawn(state, language.get(), &complaint, referral))
    };
    let back_to = Signal::derive(move || {
        case.get().map_or_else(
            || "/complaints".to_owned(),
            |case| format!("/complaints/{case}"),
        )
    });
    view! {
        <PaperFrame
            title=language.words(|text| text.paper.print_referral)
            back_to
            paper=Callback::new(move |()| paper())
        />
    }
}

fn drawn(state: AppState, lang: Lang, complaint: &Complaint, referral: &Referral) -> AnyView {
    let names = Directory::now(state, lang);
    let (words, notice) = (&text(lang).paper, &text(lang).notice_paper);
    let offset = names.utc_offset_minutes();
    let answers: Vec<String> = referral
        .answers
        .iter()
        .map(|answer| {
            format!(
                "{}\n{} · {}",
                answer.text,
                of_command(complaint, answer.command, answer.by, &names, lang),
                lang.full_moment(answer.at, offset)
            )
        })
        .collect();
    let rows = vec![
        two(
            (notice.unit, complaint.unit_code.clone()),
            (notice.occupant, complaint.occupant.clone()),
        ),
        one(words.complaint, complaint.content.clone(), true),
        two(
            (words.referred_to, names.department(referral.department)),
            (words.sent_on, lang.full_moment(referral.at, offset)),
        ),
        one(words.matter, referral.content.clone(), true),
        one(
            words.answer_by,
            lang.full_moment(referral.limit, offset),
            false,
        ),
        one(words.answer, answers.join("\n"), true),
    ];
    let issued = |entry: &Entry| matches!(entry.fact, ComplaintFact::Referred { referral: number, .. } if number == referral.number);
    let answered = |entry: &Entry| matches!(entry.fact, ComplaintFact::ReferralAnswered { referral: number, .. } if number == referral.number);
    let lines = &complaint.timeline;
    let signatures = vec![
        signed(words.filled_in_by, signer(lines, issued, &names, lang)),
        place_to_sign(words.manager_signs, String::new(), String::new()),
        signed(
            words.department_signs,
            signer(lines, answered, &names, lang),
        ),
    ];
    let number = format!("{}-{}", number_of(state, complaint, lang), referral.number);
    view! {
        <Paper
            title=words.referral
            left=letterhead(state)
            right=format!("{} {number}", words.number)
            rows
            signatures
        />
    }
    .into_any()
}
