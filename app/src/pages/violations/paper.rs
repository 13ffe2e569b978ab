//! The paper of a disposition, on A4: its number or the mark that stands for it, whom it is to, what it
//! asks and by when, who signed and decided it, and how it was received.

use chrono::Days;
use domain::event::violation::ProofOfService;
use domain::id::{CaseId, CommandId, Instant, PersonId};
use domain::violation::{Disposition, Ladder, Measure, Notice, NoticeKind, Violation};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::actions::Actions;
use crate::components::{Paper, PaperRow, PaperSignature, Strokes};
use crate::language::use_language;
use crate::pages::complaints::case::case_in_address;
use crate::pages::papers::{PaperFrame, letterhead, one, pending_mark, place_to_sign, two};
use crate::pages::parts::names::Directory;
use crate::pages::parts::photos::strokes_of;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word, text};

/// What stands where the number belongs: the number, or 待编号 with device and command until the server gave one.
#[must_use]
pub fn paper_mark(
    state: AppState,
    violation: &Violation,
    disposition: CommandId,
    lang: Lang,
) -> String {
    let number = violation
        .disposition(disposition)
        .and_then(|known| known.notice.as_ref())
        .and_then(|notice| notice.number.clone());
    number.unwrap_or_else(|| pending_mark(state, &disposition.to_string(), lang))
}

#[component]
pub fn PaperPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let case = case_in_address();
    let params = use_params_map();
    let disposition = Memo::new(move |_| {
        params.with(|params| {
            params
                .get("disposition")
                .and_then(|id| id.parse::<CommandId>().ok())
        })
    });
    Effect::new(move |_| {
        if let Some(case) = case.get() {
            actions.watch(case.stream());
        }
    });
    let back_to = Signal::derive(move || {
        case.get().map_or_else(
            || "/violations".to_owned(),
            |case: CaseId| format!("/violations/{case}"),
        )
    });
    // The signature of who took it last.
    let signature = Signal::derive(move || {
        let (case, id) = (case.get()?, disposition.get()?);
        let violation = state.violation(case)?;
        match violation.services(id).last()?.0.proof {
            ProofOfService::SignedFor { signature, .. } => Some(signature),
            ProofOfService::Refused { .. } => None,
        }
    });
    let strokes = strokes_of(signature);
    let paper = move || {
        let violation = state.violation(case.get()?)?;
        let id = disposition.get()?;
        let known = violation.disposition(id)?;
        let notice = known.notice.as_ref()?;
        let drawing = Drawing {
            state,
            lang: language.get(),
            names: Directory::now(state, language.get()),
            violation: &violation,
            known,
        };
        Some(drawing.paper(notice, strokes.get().unwrap_or_default()))
    };
    view! {
        <PaperFrame title=language.words(|text| text.violation.print) back_to paper=Callback::new(move |()| paper())/>
    }
}

/// What a paper is drawn from.
struct Drawing<'a> {
    state: AppState,
    lang: Lang,
    names: Directory,
    violation: &'a Violation,
    known: &'a Disposition,
}

impl Drawing<'_> {
    fn paper(&self, notice: &Notice, strokes: Strokes) -> AnyView {
        let (lang, words) = (self.lang, &text(self.lang).notice_paper);
        let number = paper_mark(self.state, self.violation, self.known.id, lang);
        let issued = self.known.carried_out_on;
        let issued = issued.map_or_else(String::new, |on| lang.date(on));
        let mut rows = self.what_was_seen();
        if matches!(
            notice.kind,
            NoticeKind::DemandNotice | NoticeKind::PublicNotice
        ) {
            rows.extend(self.arrears());
        }
        rows.extend(self.what_is_asked());
        view! {
            <Paper
                title=notice.kind.word(lang)
                left=letterhead(self.state)
                right=format!("{} {number}  {issued}", words.number)
                rows
                signatures=self.signatures(strokes)
            />
        }
        .into_any()
    }

    fn what_was_seen(&self) -> Vec<PaperRow> {
        let (violation, paper) = (self.violation, &text(self.lang).notice_paper);
        let words = &text(self.lang).violation;
        vec![
            two(
                (paper.unit, violation.unit_code.clone()),
                (paper.occupant, violation.occupant.clone()),
            ),
            one(words.item, self.lang.violation_item(violation.item), false),
            one(words.seen, violation.seen.clone(), true),
        ]
    }

    /// What is owed and by which contract, with the late fee as a sum that can be followed where one was charged.
    fn arrears(&self) -> Vec<PaperRow> {
        let (lang, words) = (self.lang, &text(self.lang).violation);
        let Some(arrears) = &self.violation.arrears else {
            return Vec::new();
        };
        let mut rows = vec![
            two(
                (words.principal, lang.yuan(arrears.principal_fen)),
                (words.due_last, lang.date(arrears.last_day)),
            ),
            two(
                (words.contract, arrears.contract.clone()),
                (words.rate, format!("{}‰", arrears.per_mille)),
            ),
        ];
        if let Some((counted_on, fee)) = self.violation.fee_charged() {
            let sum = lang.late_fee_sum(counted_on, fee);
            let last_day = counted_on.last_day;
            let charged = last_day.checked_add_days(Days::new(fee.days.into()));
            let days = lang.late_fee_days(last_day, charged.unwrap_or(last_day));
            rows.push(one(words.late_fee, format!("{sum}\n{days}"), false));
        }
        rows
    }

    /// The opinion with its day, what the company decided, who carries it out and by which clause.
    fn what_is_asked(&self) -> Vec<PaperRow> {
        let (lang, known) = (self.lang, self.known);
        let (words, paper) = (&text(lang).violation, &text(lang).notice_paper);
        let mut rows = vec![one(words.opinion, known.proposal.opinion.clone(), true)];
        if let Some(day) = known.proposal.last_day {
            rows.push(one(words.last_day, lang.date(day), false));
        }
        if let Some(company) = &known.company {
            let verdict = if company.approved {
                words.approved
            } else {
                words.rejected
            };
            let decision = format!("{verdict} · {}", company.decision);
            rows.push(one(words.company, decision, false));
        }
        let executors = known.proposal.executors.iter();
        let executors: Vec<String> = executors.map(|one| self.names.person(*one)).collect();
        rows.push(one(words.executors, lang.list(&executors), false));
        let ladder = self.violation.ladder().unwrap_or(Ladder::Other);
        let clause = known.proposal.measure.clause(ladder);
        rows.push(one(paper.basis, lang.clause(clause), false));
        if known.proposal.measure == Measure::DemandNotice {
            rows.push(one(paper.remark, paper.demand_remark.to_owned(), false));
        }
        rows
    }

    /// Who signed and who decided, by delegation marked as such; and who took the paper, or saw it refused.
    fn signatures(&self, strokes: Strokes) -> Vec<PaperSignature> {
        let (lang, known) = (self.lang, self.known);
        let words = &text(lang).violation;
        let signed = known.signature.as_ref().map(|signature| {
            let name = self.in_whose_name(signature.by, signature.on_behalf_of);
            place_to_sign(words.signed, name, self.day(signature.at))
        });
        let decided = known.company.as_ref().map(|company| {
            let name = self.in_whose_name(company.by, company.on_behalf_of);
            place_to_sign(words.company, name, self.day(company.at))
        });
        let received = self.received(strokes);
        signed
            .into_iter()
            .chain(decided)
            .chain([received])
            .collect()
    }

    fn received(&self, strokes: Strokes) -> PaperSignature {
        let (lang, step) = (self.lang, &text(self.lang).violation_step);
        let receiver = text(lang).notice_paper.receiver;
        let Some((service, name)) = self.violation.services(self.known.id).last() else {
            return place_to_sign(receiver, String::new(), String::new());
        };
        let day = lang.date(service.on);
        match service.proof {
            ProofOfService::SignedFor { .. } => PaperSignature {
                strokes,
                ..place_to_sign(receiver, name.to_owned(), day)
            },
            ProofOfService::Refused { .. } => {
                let refused = format!("{} · {}", step.refused, step.witness);
                place_to_sign(&refused, name.to_owned(), day)
            }
        }
    }

    fn in_whose_name(&self, by: PersonId, holder: Option<PersonId>) -> String {
        let name = self.names.person(by);
        match holder {
            Some(holder) => self
                .lang
                .signed_for_another(&name, &self.names.person(holder)),
            None => name,
        }
    }

    fn day(&self, at: Instant) -> String {
        let offset = self.names.utc_offset_minutes();
        self.lang.date(domain::command::day(at, offset))
    }
}
