//! 导入: choose a file, see what each line would do, then let it be done.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::import_run::{End, Import, Stage};
use super::preview::Preview;
use crate::actions::Actions;
use crate::components::{
    BackLink, Button, ButtonKind, FileDrop, LinkButton, Notice, Page, PrimaryBar, ProgressBar,
    Skeleton, Tone,
};
use crate::import::reader::{ReadError, read};
use crate::import::{PlanError, SheetError, plan, template};
use crate::language::{Language, use_language};
use crate::pages::frame::Frame;
use crate::state::AppState;
use crate::text::Text;
use crate::text::column::ColumnName;

pub const ACCEPT: &str =
    ".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[component]
pub fn ImportPage() -> impl IntoView {
    let language = use_language();
    let import = Import::new();
    let back = Signal::derive(move || {
        Some(BackLink::new(
            Signal::stored("/occupants".to_owned()),
            language.words(|text| text.import.to_directory),
        ))
    });
    view! {
        <Frame title=language.words(|text| text.import.title) back>
            <Page wide=true>
                <ChooseFile import/>
                <Outcome import/>
                <Preview import/>
                <Foot import/>
            </Page>
        </Frame>
    }
}

#[component]
fn ChooseFile(import: Import) -> impl IntoView {
    let language = use_language();
    let state = expect_context::<AppState>();
    let on_files = Callback::new(move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else {
            return;
        };
        let Some(office) = state.session.get_untracked().map(|session| session.office) else {
            return;
        };
        import.plan.set(None);
        import.stage.set(Stage::Reading);
        leptos::task::spawn_local(async move {
            let rows = read(file).await;
            let stage = match rows {
                Err(error) => Stage::Unread(error),
                Ok(rows) => {
                    let kind = untrack(|| super::kind(state));
                    let heads = state.heads.get_untracked();
                    match plan(&rows, &heads.units, office, kind) {
                        Err(error) => Stage::Unplanned(error),
                        Ok(plan) => {
                            import.plan.try_set(Some(Arc::new(plan)));
                            Stage::Planned
                        }
                    }
                }
            };
            import.stage.try_set(stage);
        });
    });
    let label = Signal::derive(move || {
        let text = language.text();
        let first = import.plan.with(Option::is_none);
        if first {
            text.import.choose
        } else {
            text.import.choose_other
        }
        .to_owned()
    });
    let busy =
        Memo::new(move |_| matches!(import.stage.get(), Stage::Reading | Stage::Running { .. }));
    let hand_out_template = move |()| {
        let (lang, text) = (language.get_untracked(), language.text());
        let headings = ColumnName::ALL
            .iter()
            .map(|column| lang.column(*column).to_owned());
        let file = template::csv(&[headings.collect()]);
        template::download(text.import.template_name, "text/csv", &file);
    };
    view! {
        <div class="stack" hidden=busy>
            <p class="second">{move || language.text().import.lead}</p>
            <FileDrop label accept=ACCEPT on_files/>
            <div class="row">
                <Button kind=ButtonKind::Quiet on_click=hand_out_template>
                    {move || language.text().import.template}
                </Button>
            </div>
        </div>
    }
}

/// What went wrong with the file, how far the import is, how it ended.
#[component]
fn Outcome(import: Import) -> impl IntoView {
    let language = use_language();
    let running = Memo::new(move |_| matches!(import.stage.get(), Stage::Running { .. }));
    let progress = Memo::new(move |_| match import.stage.get() {
        Stage::Running { done, of } => (done, of),
        _ => (0, 0),
    });
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let bar = move || {
        running.get().then(|| {
            view! {
                <div class="stack-tight">
                    <ProgressBar
                        done=Signal::derive(move || count(progress.get().0))
                        of=Signal::derive(move || count(progress.get().1))
                        label=language.say(move |lang| {
                            let (done, of) = progress.get();
                            lang.imported_of(done, of)
                        })
                    />
                    <p class="second">{move || language.text().import.can_leave}</p>
                </div>
            }
        })
    };
    let notice = move || match import.stage.get() {
        Stage::Choose | Stage::Planned | Stage::Running { .. } => None,
        Stage::Reading => {
            Some(view! { <Skeleton label=language.words(|text| text.import.reading)/> }.into_any())
        }
        Stage::Unread(error) => Some(failed(language, move |text| unread(text, error))),
        Stage::Unplanned(error) => Some(failed(language, move |text| unplanned(text, error))),
        Stage::Ended { done, why } => Some(ended(language, import, done, why)),
    };
    view! { {bar} {notice} }
}

fn failed(
    language: Language,
    why: impl Fn(&'static Text) -> &'static str + Send + 'static,
) -> AnyView {
    view! { <Notice tone=Tone::Late><p>{move || why(language.text())}</p></Notice> }.into_any()
}

fn ended(language: Language, import: Import, done: usize, why: End) -> AnyView {
    let of = import
        .plan
        .with_untracked(|plan| plan.as_ref().map_or(0, |plan| plan.records().count()));
    let refused = import
        .plan
        .with_untracked(|plan| plan.as_ref().map_or(0, |plan| plan.counts().refused));
    let tone = match why {
        End::Finished => Tone::Done,
        End::Stopped => Tone::Today,
        End::Refused { .. } => Tone::Late,
    };
    let sentence = move || match &why {
        End::Finished => language.text().import.done.to_owned(),
        End::Stopped => language.text().import.stopped.to_owned(),
        End::Refused { line, error } => {
            let lang = language.get();
            let said = lang.submit_error(error);
            let parts = [
                Some(lang.line_number(*line)),
                Some(said.what),
                said.who_may,
                said.clause,
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    };
    let kept =
        move || (refused > 0).then(|| view! { <p>{language.text().import.refused_kept}</p> });
    view! {
        <Notice tone>
            <p><strong>{sentence}</strong>" "{move || language.get().imported_of(done, of)}</p>
            {kept}
        </Notice>
    }
    .into_any()
}

/// Why a file was not read.
#[must_use]
pub fn unread(text: &Text, error: ReadError) -> &'static str {
    match error {
        ReadError::NoReader => text.import.no_reader,
        ReadError::NoFile => text.import.file_gone,
        ReadError::Sheet(error) => match error {
            SheetError::TooLarge | SheetError::TooManyRows | SheetError::TooManyColumns => {
                text.import.file_too_large
            }
            SheetError::Empty => text.import.file_empty,
            SheetError::Unreadable => text.import.unreadable_file,
            SheetError::UnknownEncoding => text.import.unreadable_encoding,
        },
    }
}

fn unplanned(text: &Text, error: PlanError) -> &'static str {
    match error {
        PlanError::NoUnitColumn => text.import.no_unit_column,
        PlanError::NoNameColumn => text.import.no_name_column,
    }
}

/// The one thing to do next.
#[component]
fn Foot(import: Import) -> impl IntoView {
    let language = use_language();
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let records = Memo::new(move |_| {
        import
            .plan
            .with(|plan| plan.as_ref().map_or(0, |plan| plan.records().count()))
    });
    let start = Callback::new(move |()| {
        let session = state.session.get_untracked();
        if let (Some(plan), Some(session)) = (import.plan.get_untracked(), session) {
            let actions = actions.clone();
            leptos::task::spawn_local(import.run(plan, session.office, actions));
        }
    });
    let directory = Signal::stored("/occupants".to_owned());
    let next = move || {
        match import.stage.get() {
        Stage::Planned if records.get() > 0 => view! {
            <Button kind=ButtonKind::Primary on_click=start>
                {move || language.get().import_lines(records.get())}
            </Button>
        }
        .into_any(),
        Stage::Planned => view! {
            <p role="status">{move || language.text().import.nothing_to_do}</p>
            <LinkButton kind=ButtonKind::Primary href=directory>
                {move || language.text().import.to_directory}
            </LinkButton>
        }
        .into_any(),
        Stage::Running { .. } => view! {
            <Button on_click=move |()| import.stop.set(true)>{move || language.text().import.stop}</Button>
        }
        .into_any(),
        Stage::Ended { .. } => view! {
            <LinkButton kind=ButtonKind::Primary href=directory>
                {move || language.text().import.to_directory}
            </LinkButton>
        }
        .into_any(),
        Stage::Choose | Stage::Reading | Stage::Unread(_) | Stage::Unplanned(_) => ().into_any(),
    }
    };
    // Counting up does not make the buttons anew.
    let phase = Memo::new(move |_| std::mem::discriminant(&import.stage.get()));
    let waiting = Memo::new(move |_| {
        matches!(
            import.stage.get(),
            Stage::Planned | Stage::Running { .. } | Stage::Ended { .. }
        )
    });
    let next = move || {
        phase.with(|_| ());
        untrack(next)
    };
    move || {
        waiting
            .get()
            .then(|| view! { <PrimaryBar>{next}</PrimaryBar> })
    }
}
