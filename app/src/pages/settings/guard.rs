//! What the law guards: closed by default, opened at this office by the company executive with a legal opinion.

use domain::clause::Clause;
use domain::command::CommandBody;
use domain::mandate::{LegalOpinion, MandateCommand};
use domain::rejection::Field as Answer;
use domain::violation::{Guard, Measure};
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::names::Directory;
use super::super::parts::photos::{PhotoField, Photos};
use super::super::parts::refused::{Refused, said_at};
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, Card, Chip, ClauseChip, DateInput, Dialog, Field, TextArea, TextInput, Tone,
};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Word;

#[component]
pub fn GuardCard() -> impl IntoView {
    let language = use_language();
    let asked = RwSignal::new(None::<(Measure, bool)>);
    let open = RwSignal::new(false);
    let rows = Measure::ALL
        .iter()
        .copied()
        .filter(|measure| Guard::guards(*measure))
        .map(|measure| {
            view! { <Row measure on_ask=Callback::new(move |enable| {
                asked.set(Some((measure, enable)));
                open.set(true);
            })/> }
        })
        .collect_view();
    let title = language.say(move |lang| {
        asked
            .get()
            .map_or_else(String::new, |(measure, _)| measure.word(lang).to_owned())
    });
    let form = move || {
        asked.get().map(|(measure, enable)| {
            let done = Callback::new(move |()| open.set(false));
            if enable {
                view! { <Enable measure on_done=done/> }.into_any()
            } else {
                view! { <Disable measure on_done=done/> }.into_any()
            }
        })
    };
    view! {
        <Card title=language.words(|text| text.mandate.guard)>
            <p class="second">
                {move || language.text().mandate.guard_lead}
                " "
                <ClauseChip text=language.say(|lang| lang.clause(Clause::Ours))/>
            </p>
            <ul class="stack-tight">{rows}</ul>
        </Card>
        <Dialog
            open
            id="guard"
            title
            close_label=language.words(|text| text.common.close)
        >
            {form}
        </Dialog>
    }
}

#[component]
fn Row(measure: Measure, on_ask: Callback<bool>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let enabled = Memo::new(move |_| {
        state.office.with(|office| {
            office
                .as_ref()
                .is_some_and(|office| office.guard.enabled(measure))
        })
    });
    let tone = Signal::derive(move || {
        if enabled.get() {
            Tone::Late
        } else {
            Tone::Done
        }
    });
    let stands = Signal::derive(move || {
        let words = &language.text().mandate;
        if enabled.get() {
            words.enabled
        } else {
            words.guarded
        }
        .to_owned()
    });
    let ask = move || {
        let words = &language.text().mandate;
        let what = if enabled.get() {
            words.disable
        } else {
            words.enable
        };
        language.get().labelled(what, measure.word(language.get()))
    };
    // What the company relied on, also when it was closed again since.
    let relied_on = move || {
        let lang = language.get();
        let names = Directory::now(state, lang);
        let words = &language.text().mandate;
        let openings = state.office.with(|office| {
            office
                .as_ref()
                .map_or_else(Vec::new, |office| office.openings.clone())
        });
        openings
            .into_iter()
            .rev()
            .filter(|opening| opening.measure == measure)
            .map(|opening| {
                let label = match opening.closed {
                    None => words.opinion,
                    Some(_) => words.opened_earlier,
                };
                let said = lang.labelled(label, &lang.opinion(&opening, &names));
                let closed = opening
                    .closed
                    .as_ref()
                    .map(|closing| lang.closed_again(closing, &names));
                let document = opening.opinion.document.map(|digest| {
                    view! { <Photos digests=Signal::stored(vec![digest])/> }
                });
                view! {
                    <p class="second">{said}</p>
                    {closed.map(|closed| view! { <p class="second">{closed}</p> })}
                    {document}
                }
            })
            .collect_view()
    };
    view! {
        <li class="stack-tight">
            <div class="row-between">
                <span><strong>{move || measure.word(language.get())}</strong>" "<Chip tone text=stands/></span>
                <Button on_click=move |()| on_ask.run(!enabled.get_untracked())>{ask}</Button>
            </div>
            {relied_on}
        </li>
    }
}

#[component]
fn Enable(measure: Measure, on_done: Callback<()>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let (by, conclusion) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let document = RwSignal::new(Vec::new());
    let dated = RwSignal::new(state.today.get_untracked().to_string());
    let deed = Deed::default();
    let save = move |()| {
        let Ok(dated) = dated.get_untracked().parse() else {
            return;
        };
        let opinion = LegalOpinion {
            by: by.get_untracked().trim().to_owned(),
            dated,
            conclusion: conclusion.get_untracked().trim().to_owned(),
            document: document.get_untracked().first().copied(),
        };
        let body = CommandBody::Mandate(MandateCommand::EnableMeasure { measure, opinion });
        let mut submission = Submission::now(body, Sealer::default());
        submission.photos = document.get_untracked();
        deed.send(&actions, submission, move || on_done.run(()));
    };
    let missing = move || said_at(deed.error, Answer::LegalOpinion, language.get());
    view! {
        <Refused error=deed.error/>
        <Field
            id="opinion-by"
            label=language.words(|text| text.mandate.opinion_by)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::Ours))
            error=Signal::derive(missing)
        >
            <TextInput value=by max_length=80/>
        </Field>
        <Field id="opinion-dated" label=language.words(|text| text.mandate.opinion_dated)>
            <DateInput value=dated/>
        </Field>
        <Field
            id="opinion-conclusion"
            label=language.words(|text| text.mandate.opinion_conclusion)
            required=language.words(|text| text.common.required)
            error=Signal::derive(missing)
        >
            <TextArea value=conclusion max_length=2000/>
        </Field>
        <Field
            id="opinion-document"
            label=language.words(|text| text.mandate.opinion_document)
            group=true
        >
            <PhotoField value=document most=1/>
        </Field>
        <div class="dialog-foot">
            <Button kind=ButtonKind::Primary disabled=deed.working on_click=save>
                {move || language.text().mandate.enable}
            </Button>
        </div>
    }
}

#[component]
fn Disable(measure: Measure, on_done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let reason = RwSignal::new(String::new());
    let deed = Deed::default();
    let save = move |()| {
        let body = CommandBody::Mandate(MandateCommand::DisableMeasure {
            measure,
            reason: reason.get_untracked().trim().to_owned(),
        });
        let submission = Submission::now(body, Sealer::default());
        deed.send(&actions, submission, move || on_done.run(()));
    };
    view! {
        <Refused error=deed.error/>
        <Field
            id="disable-reason"
            label=language.words(|text| text.mandate.disable_reason)
            required=language.words(|text| text.common.required)
            error=Signal::derive(move || said_at(deed.error, Answer::Reason, language.get()))
        >
            <TextArea value=reason max_length=2000/>
        </Field>
        <div class="dialog-foot">
            <Button kind=ButtonKind::Primary disabled=deed.working on_click=save>
                {move || language.text().mandate.disable}
            </Button>
        </div>
    }
}
