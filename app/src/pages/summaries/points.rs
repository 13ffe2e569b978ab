//! What the remark wants done: by whom, until when, and what came of it.

use domain::act::Act;
use domain::calendar::Period;
use domain::command::CommandBody;
use domain::id::CommandId;
use domain::rejection::Field as Answer;
use domain::summary::{PointOfRemark, SummaryCommand};
use leptos::prelude::*;

use super::may;
use super::month::said_by;
use super::part::{Part, Saving};
use crate::actions::Sealer;
use crate::components::{Button, Card, Fact, Facts, Field, TextArea};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::pages::parts::draft;
use crate::pages::parts::names::Directory;
use crate::pages::parts::refused::{Refused, said_at};
use crate::state::AppState;
use crate::text::text;
use crate::text::timeline::Names as _;

#[component]
pub fn Points(
    month: Period,
    points: Vec<PointOfRemark>,
    anew: Option<(Part, CommandId)>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let lang = language.get_untracked();
    let names = Directory::now(state, lang);
    let me = state.session.get_untracked().map(|session| session.person);
    let (words, mine) = (
        &text(lang).summary,
        untrack(|| may(state, Act::FinishPoint)),
    );
    let card = |(point, place): (PointOfRemark, u16)| {
        let results = point.results.iter().map(|result| {
            let by = said_by(state, lang, &result.hand);
            view! { <p class="written">{result.words.clone()}</p><p class="second">{by}</p> }
        });
        let results = results.collect_view();
        let open = point.results.is_empty();
        let who = names.person(point.person);
        let again = anew.is_some_and(|(part, _)| part == Part::Point(place));
        let form = (again || open && (mine || me == Some(point.person)))
            .then(|| view! { <Finish month point=place anew/> });
        let stands = open.then_some(words.open);
        view! {
            <Card title=format!("{} {}", words.points, place + 1)>
                <p class="written">{point.measure}</p>
                <Facts>
                    <Fact label=words.person.to_owned() value=who/>
                    <Fact label=words.until.to_owned() value=lang.date(point.until)/>
                    <Fact label=words.result.to_owned()><span>{stands}</span>{results}</Fact>
                </Facts>
                {form}
            </Card>
        }
    };
    points.into_iter().zip(0u16..).map(card).collect_view()
}

#[component]
fn Finish(month: Period, point: u16, anew: Option<(Part, CommandId)>) -> impl IntoView {
    let language = use_language();
    let words = RwSignal::new(String::new());
    let saving = Saving::of(Part::Point(point), month, anew);
    let kept = draft::keep(
        saving.draft_key(),
        move || words.get(),
        move |draft: String| words.set(draft),
    );
    let deed = saving.deed;
    let send = saving.sender(kept, || {});
    let save = move |()| {
        let mut sealer = Sealer::default();
        let command = SummaryCommand::FinishPoint {
            month,
            point,
            result: sealer.seal(&words.get_untracked()),
        };
        send(Submission::now(CommandBody::Summary(command), sealer));
    };
    view! {
        <Refused error=deed.error/>
        <Field
            id=format!("point-result-{point}")
            label=language.words(|text| text.summary.result)
            required=language.words(|text| text.common.required)
            clause=language.say(move |lang| lang.clause(domain::clause::Clause::G3_5_5))
            error=Signal::derive(move || said_at(deed.error, Answer::Result, language.get()))
        >
            <TextArea value=words max_length=2000/>
        </Field>
        <div class="row">
            <Button disabled=deed.working on_click=save>{move || language.text().summary.finish}</Button>
            <span class="second" role="status">{kept.note(language)}</span>
        </div>
    }
}
