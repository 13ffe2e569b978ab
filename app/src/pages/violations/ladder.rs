//! The ladder: what was taken, the next rung large, what is closed and why.

use domain::clause::Clause;
use domain::violation::{Measure, RungStanding, RungState, Violation, ViolationAct};
use leptos::prelude::*;

use super::act::Act;
use super::right::{fills, needs, seats};
use crate::components::{Button, ButtonKind, Card, Chip, ClauseChip, Tone};
use crate::language::{Language, use_language};
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::{Text, Word};

#[component]
pub fn LadderCard(violation: Memo<Option<Violation>>, begin: Callback<Act>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let body = move || {
        let violation = violation.get()?;
        let drawn = Drawn {
            state,
            language,
            begin,
        };
        Some(drawn.ladder(&violation))
    };
    view! {
        <Card title=language.words(|text| text.violation.ladder)>
            <Principles/>
            {body}
        </Card>
    }
}

/// V4(1), shown where a measure is chosen.
#[component]
pub fn Principles() -> impl IntoView {
    let language = use_language();
    view! {
        <p class="second">
            {move || language.get().labelled(
                language.text().violation.principles,
                language.text().violation.principles_all,
            )}
            " "
            <ClauseChip text=language.say(|lang| lang.clause(Clause::V4_1))/>
        </p>
    }
}

/// What the rows of the ladder are drawn with.
#[derive(Clone, Copy)]
struct Drawn {
    state: AppState,
    language: Language,
    begin: Callback<Act>,
}

impl Drawn {
    fn ladder(self, violation: &Violation) -> AnyView {
        let (lang, words) = (self.language.get(), &self.language.text().violation);
        let Some(ladder) = violation.ladder() else {
            let clause = lang.clause(Clause::V4_3_1);
            return view! {
                <p>{words.no_ladder}" "<ClauseChip text=Signal::stored(clause)/></p>
                {self.off_ladder(violation)}
            }
            .into_any();
        };
        let rungs = self.state.office.with(|office| {
            office
                .as_ref()
                .map_or_else(Vec::new, |office| violation.rungs(&office.guard))
        });
        let clause = lang.clause(ladder.clause());
        let rows = rungs
            .iter()
            .map(|rung| self.rung(violation, rung))
            .collect_view();
        view! {
            <p>{words.ladder_lead}" "<ClauseChip text=Signal::stored(clause)/></p>
            <ol class="rungs">{rows}</ol>
            {self.off_ladder(violation)}
        }
        .into_any()
    }

    fn rung(self, violation: &Violation, rung: &RungState) -> AnyView {
        let (lang, text) = (self.language.get(), self.language.text());
        let words = &text.violation;
        let (tone, mark, why) = match &rung.standing {
            RungStanding::Taken { on } => {
                let on = on.map(|on| lang.date(on)).unwrap_or_default();
                (Tone::Done, words.rung_taken, on)
            }
            RungStanding::Skipped { reason } => (Tone::Info, words.rung_skipped, reason.clone()),
            RungStanding::NotApplicable { reason } => {
                (Tone::Info, words.rung_not_applicable, reason.clone())
            }
            RungStanding::Closed { .. } => (Tone::Late, words.rung_closed, String::new()),
            RungStanding::Next if violation.open() => (Tone::Act, words.next_rung, String::new()),
            // Where nothing goes on, nothing comes next.
            RungStanding::Next | RungStanding::Later => {
                (Tone::Plain, words.rung_later, String::new())
            }
        };
        let next = rung.standing == RungStanding::Next && violation.open();
        let closed = rung
            .closed
            .iter()
            .map(|(measure, why)| {
                let measure = measure.word(lang);
                view! { <p class="second">{lang.labelled(measure, lang.guarded_because(*why))}</p> }
            })
            .collect_view();
        // Open by the company's word only: what it relied on stands where the measure is chosen.
        let relied_on = rung
            .measures
            .iter()
            .filter_map(|measure| self.opinion(*measure))
            .collect_view();
        let offers = violation.open().then(|| {
            rung.left
                .iter()
                .map(|measure| self.offer(violation, *measure, &rung.standing))
                .collect_view()
        });
        let waits = (rung.standing == RungStanding::Later && violation.open())
            .then(|| view! { <p class="second">{words.waits_below}</p> });
        let title = lang.measures(rung.measures);
        let class = if next { "rung rung-next" } else { "rung" };
        view! {
            <li class=class aria-current=next.then_some("step")>
                <div class="row-between">
                    <strong class="rung-title">{title}</strong>
                    <Chip tone=Signal::stored(tone) text=Signal::stored(mark.to_owned())/>
                </div>
                {(!why.is_empty()).then(|| view! { <p class="second">{why}</p> })}
                {closed}
                {relied_on}
                {waits}
                {offers}
            </li>
        }
        .into_any()
    }

    fn opinion(self, measure: Measure) -> Option<AnyView> {
        let lang = self.language.get();
        let opening = self.state.office.with(|office| {
            office
                .as_ref()
                .and_then(|office| office.opening(measure).cloned())
        })?;
        let names = Directory::now(self.state, lang);
        let label = format!(
            "{} · {}",
            measure.word(lang),
            self.language.text().mandate.opinion
        );
        let said = lang.labelled(&label, &lang.opinion(&opening, &names));
        Some(view! { <p class="second">{said}</p> }.into_any())
    }

    /// What may be done about one measure of a rung, and who may.
    fn offer(self, violation: &Violation, measure: Measure, standing: &RungStanding) -> AnyView {
        let language = self.language;
        let begin = self.begin;
        let next = *standing == RungStanding::Next;
        // The other one of a double rung stays open when the first was taken.
        let beside = matches!(standing, RungStanding::Later | RungStanding::Taken { .. });
        let words = &language.text().violation;
        if measure.anybodys() {
            return next
                .then(|| self.button(Act::Persuade, |text| text.violation_step.persuade))
                .into_any();
        }
        if !next && !beside {
            return ().into_any();
        }
        let pending = violation
            .dispositions
            .iter()
            .any(|one| one.pending() && one.proposal.measure == measure);
        if pending {
            return ().into_any();
        }
        let seats = seats(violation, ViolationAct::ProposeDisposition, Some(measure));
        let mine = fills(self.state, seats);
        let who = (!mine && next).then(|| {
            let lang = language.get();
            let needed = lang.needs(&needs(self.state, seats));
            view! { <p class="second">{lang.labelled(language.text().common.who_may, &needed)}</p> }
        });
        let company = measure
            .company_clause()
            .map(|clause| (words.by_company, clause));
        let care = measure
            .takes_special_care()
            .then_some((words.special_care, Clause::V4_4_5));
        let notes = [company, care]
            .into_iter()
            .flatten()
            .map(|(note, clause)| {
                let clause = language.get().clause(clause);
                view! { <p class="second">{note}" "<ClauseChip text=Signal::stored(clause)/></p> }
            })
            .collect_view();
        let fits = measure == Measure::Compensation
            && fills(self.state, seats_of_not_applicable(violation));
        let not_applicable = fits.then(|| {
            self.button(Act::NotApplicable(measure), |text| {
                text.violation_step.not_applicable
            })
        });
        // Later rungs are offered to those who may propose; the reason for leaving rungs out is the Director's.
        let propose = (next || mine).then(|| {
            let kind = if next {
                ButtonKind::Secondary
            } else {
                ButtonKind::Quiet
            };
            view! {
                <Button kind on_click=move |()| begin.run(Act::Propose(measure))>
                    {move || language.get().labelled(
                        language.text().violation_step.propose,
                        measure.word(language.get()),
                    )}
                </Button>
            }
        });
        view! {
            {notes}
            {who}
            <div class="row">{propose}{not_applicable}</div>
        }
        .into_any()
    }

    /// Arbitration and suit stand on no ladder: the company decides on them when necessary.
    fn off_ladder(self, violation: &Violation) -> AnyView {
        let language = self.language;
        let seats = seats(
            violation,
            ViolationAct::ProposeDisposition,
            Some(Measure::Litigation),
        );
        if !violation.open() || !fills(self.state, seats) {
            return ().into_any();
        }
        let begin = self.begin;
        let criticism = violation.not_complied()
            && violation.ladder() == Some(domain::violation::Ladder::Arrears);
        let buttons = [
            Measure::PublicCriticism,
            Measure::Arbitration,
            Measure::Litigation,
        ]
        .into_iter()
        .filter(|measure| *measure != Measure::PublicCriticism || criticism)
        .map(|measure| {
            view! {
                <Button kind=ButtonKind::Quiet on_click=move |()| begin.run(Act::Propose(measure))>
                    {move || measure.word(language.get())}
                </Button>
            }
        })
        .collect_view();
        let clause = language.get().clause(Clause::V4_4_4);
        view! {
            <p class="second">
                {language.text().violation.other_measures}" "<ClauseChip text=Signal::stored(clause)/>
            </p>
            <div class="row">{buttons}</div>
        }
        .into_any()
    }

    fn button(self, act: Act, label: fn(&'static Text) -> &'static str) -> AnyView {
        let (language, begin) = (self.language, self.begin);
        view! {
            <Button kind=ButtonKind::Secondary on_click=move |()| begin.run(act)>{move || label(language.text())}</Button>
        }
        .into_any()
    }
}

fn seats_of_not_applicable(violation: &Violation) -> domain::authority::Seats {
    seats(violation, ViolationAct::MarkNotApplicable, None)
}
