//! 导入未送出记录: the file is shown before anything is done, then handed to the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Card, Column, Fact, Facts, FileDrop, Notice, Table, Tone,
};
use crate::engine::message::{BringInError, BringInOutcome, BringInPreview};
use crate::language::use_language;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;

/// Lines of the preview; the rest is a number.
const LINES: usize = 50;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Choose,
    Reading,
    Shown(BringInPreview),
    Working,
    Done(BringInOutcome),
    Failed(BringInError),
}

#[component]
pub fn BringIn() -> impl IntoView {
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let step = RwSignal::new(Step::Choose);
    let text = StoredValue::new(String::new());
    let choose = move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else {
            return;
        };
        step.set(Step::Reading);
        let actions = actions.get_value();
        spawn_local(async move {
            let read = content(&file).await;
            let shown = match read {
                Some(content) => {
                    let shown = actions.preview_unsent(content.clone()).await;
                    // The page may be gone by now.
                    if text.try_set_value(content).is_some() {
                        return;
                    }
                    shown
                }
                None => Err(BringInError::NotAFile),
            };
            let _ = step.try_set(shown.map_or_else(Step::Failed, Step::Shown));
        });
    };
    let bring_in = move |()| {
        step.set(Step::Working);
        let actions = actions.get_value();
        let content = text.get_value();
        spawn_local(async move {
            let outcome = actions.bring_in_unsent(content).await;
            let _ = step.try_set(outcome.map_or_else(Step::Failed, Step::Done));
        });
    };
    let chooser = move || {
        view! {
            <FileDrop
                label=language.words(|text| text.bring_in.choose)
                accept="application/json,.json"
                on_files=choose
            />
        }
    };
    view! {
        <Card title=language.words(|text| text.bring_in.title)>
            <p class="second">{move || language.text().bring_in.lead}</p>
            {move || {
                let words = &language.text().bring_in;
                match step.get() {
                    Step::Choose => chooser().into_any(),
                    Step::Reading => view! { <p role="status">{words.reading}</p> }.into_any(),
                    Step::Working => view! { <p role="status">{words.working}</p> }.into_any(),
                    Step::Shown(preview) => view! {
                        <Preview preview/>
                        <div class="row">
                            <Button on_click=move |()| step.set(Step::Choose)>{words.cancel}</Button>
                            <Button kind=ButtonKind::Primary on_click=bring_in>{words.confirm}</Button>
                        </div>
                    }
                    .into_any(),
                    Step::Done(outcome) => view! {
                        <Notice tone=Tone::Done><p>{language.get().brought_in(outcome)}</p></Notice>
                        {chooser()}
                    }
                    .into_any(),
                    Step::Failed(error) => view! {
                        <Notice tone=Tone::Late><p>{language.get().not_brought_in(&error)}</p></Notice>
                        {chooser()}
                    }
                    .into_any(),
                }
            }}
        </Card>
    }
}

#[component]
fn Preview(preview: BringInPreview) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let offset = state.utc_offset_minutes();
    let lang = language.get_untracked();
    let directory = Directory::now(state, lang);
    let words = &language.text().bring_in;
    let more = preview.lines.len().saturating_sub(LINES);
    let lines: Vec<_> = preview
        .lines
        .iter()
        .take(LINES)
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{directory.person(line.person)}</th>
                    <td>{lang.full_moment(line.entered_at, offset)}</td>
                    <td>{lang.act(&line.act)}</td>
                </tr>
            }
        })
        .collect();
    let columns = Signal::derive(move || {
        let words = &language.text().bring_in;
        vec![
            Column::words(words.who),
            Column::words(words.when),
            Column::words(words.what),
        ]
    });
    let elsewhere = (preview.photos_elsewhere > 0).then(|| {
        let count = lang.photos(preview.photos_elsewhere);
        view! { <Fact label=Signal::stored(words.photos_elsewhere.to_owned()) value=Signal::stored(Some(count))/> }
    });
    view! {
        <Facts>
            <Fact
                label=language.words(|text| text.bring_in.exported_at)
                value=Signal::stored(Some(lang.full_moment(preview.exported_at, offset)))
            />
            <Fact
                label=language.words(|text| text.bring_in.entries)
                value=Signal::stored(Some(lang.entries(preview.lines.len())))
            />
            <Fact
                label=language.words(|text| text.bring_in.photos)
                value=Signal::stored(Some(lang.photos(preview.photos)))
            />
            {elsewhere}
        </Facts>
        <Table caption=language.words(|text| text.bring_in.entries) columns=columns>
            {lines}
        </Table>
        {(more > 0).then(|| view! { <p class="second">{format!("+ {more}")}</p> })}
    }
}

async fn content(file: &File) -> Option<String> {
    let text = JsFuture::from(file.text()).await.ok()?;
    text.as_string()
}
