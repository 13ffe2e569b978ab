//! One sheet: choose the file, see what each line would do, let it be done.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::preview::Preview;
use super::run::{End, Import, Stage};
use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, FileDrop, LinkButton, Notice, PrimaryBar, ProgressBar, Skeleton, Tone,
};
use crate::import::go_live::{Known, plan};
use crate::import::reader::read;
use crate::language::{Language, use_language};
use crate::pages::occupants::import::{ACCEPT, unread};
use crate::state::AppState;
use crate::text::Text;
use crate::text::go_live_column::GoLiveSheet;

#[component]
pub fn SheetStep(sheet: GoLiveSheet) -> impl IntoView {
    let import = Import::new();
    view! {
        <ChooseFile sheet import/>
        <Outcome import/>
        <Preview import/>
        <Foot sheet import/>
    }
}

const fn lead(sheet: GoLiveSheet, text: &Text) -> &'static str {
    match sheet {
        GoLiveSheet::Staff => text.go_live.staff_lead,
        GoLiveSheet::Complaints => text.go_live.complaints_lead,
        GoLiveSheet::WorkOrders => text.go_live.work_orders_lead,
    }
}

#[component]
fn ChooseFile(sheet: GoLiveSheet, import: Import) -> impl IntoView {
    let language = use_language();
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let on_files = Callback::new(move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else {
            return;
        };
        let session = state.session.get_untracked();
        let (Some(session), Some(office)) = (session, state.office.get_untracked()) else {
            return;
        };
        import.plan.set(None);
        import.stage.set(Stage::Reading);
        let actions = actions.clone();
        spawn_local(async move {
            let stage = match read(file).await {
                Err(error) => Stage::Unread(error),
                Ok(rows) => {
                    let heads = state.heads.get_untracked();
                    let known = Known {
                        office: session.office,
                        heads: &heads,
                        departments: &office.departments,
                        today: state.today.get_untracked(),
                        utc_offset_minutes: office.utc_offset_minutes,
                        lang: language.get_untracked(),
                    };
                    match plan(sheet, &rows, &known) {
                        Err(lacking) => Stage::Unplanned(lacking),
                        Ok(plan) => {
                            let plan = Import::check(plan, session.office, &actions).await;
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
    view! {
        <div class="stack" hidden=busy>
            <p class="second">{move || lead(sheet, language.text())}</p>
            <FileDrop label accept=ACCEPT on_files/>
            <div class="row">
                <a
                    class="button button-quiet"
                    href=move || language.get().go_live_template_path(sheet)
                    download=move || language.get().go_live_template(sheet)
                    rel="external"
                >
                    {move || language.text().go_live.template}
                </a>
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
        Stage::Reading => Some(
            view! { <Skeleton label=language.words(|text| text.go_live.checking)/> }.into_any(),
        ),
        Stage::Unread(error) => {
            Some(failed(language.say(move |lang| {
                unread(crate::text::text(lang), error).to_owned()
            })))
        }
        Stage::Unplanned(lacking) => Some(failed(language.say(move |lang| {
            let columns: Vec<String> = lacking
                .iter()
                .map(|column| lang.go_live_column(*column).to_owned())
                .collect();
            let said = crate::text::text(lang).go_live.no_columns;
            format!("{said}{}", lang.list(&columns))
        }))),
        Stage::Ended { done, of, why } => Some(ended(language, done, of, why)),
    };
    view! { {bar} {notice} }
}

fn failed(why: Signal<String>) -> AnyView {
    view! { <Notice tone=Tone::Late><p>{move || why.get()}</p></Notice> }.into_any()
}

fn ended(language: Language, done: usize, of: usize, why: End) -> AnyView {
    let refused = done < of;
    let tone = match &why {
        End::Finished if !refused => Tone::Done,
        End::Finished | End::Stopped => Tone::Today,
        End::Trouble(_) => Tone::Late,
    };
    let sentence = move || {
        let text = language.text();
        match &why {
            End::Finished if refused => text.go_live.done_with_refusals.to_owned(),
            End::Finished => text.go_live.done.to_owned(),
            End::Stopped => text.import.stopped.to_owned(),
            End::Trouble(error) => {
                let said = language.get().submit_error(error);
                format!("{} {}", said.what, text.go_live.trouble)
            }
        }
    };
    view! {
        <Notice tone>
            <p><strong>{sentence}</strong>" "{move || language.get().imported_of(done, of)}</p>
        </Notice>
    }
    .into_any()
}

/// The one thing to do next.
#[component]
fn Foot(sheet: GoLiveSheet, import: Import) -> impl IntoView {
    let language = use_language();
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let entries = Memo::new(move |_| {
        import
            .plan
            .with(|plan| plan.as_ref().map_or(0, |plan| plan.entries().count()))
    });
    let start = Callback::new(move |()| {
        let session = state.session.get_untracked();
        if let (Some(plan), Some(session)) = (import.plan.get_untracked(), session) {
            spawn_local(import.run(plan, session.office, actions.clone()));
        }
    });
    let (href, to): (_, fn(&Text) -> &'static str) = match sheet {
        GoLiveSheet::Staff => ("/staff", |text| text.go_live.to_staff),
        GoLiveSheet::Complaints => ("/complaints", |text| text.go_live.to_complaints),
        GoLiveSheet::WorkOrders => ("/work-orders", |text| text.go_live.to_work_orders),
    };
    let there = move || {
        view! {
            <LinkButton kind=ButtonKind::Primary href=Signal::stored(href.to_owned())>
                {move || to(language.text())}
            </LinkButton>
        }
    };
    let next = move || {
        match import.stage.get() {
        Stage::Planned if entries.get() > 0 => view! {
            <Button kind=ButtonKind::Primary on_click=start>
                {move || language.get().go_live_import(sheet, entries.get())}
            </Button>
        }
        .into_any(),
        Stage::Planned => view! {
            <p role="status">{move || language.text().go_live.nothing_new}</p>
            {there}
        }
        .into_any(),
        Stage::Running { .. } => view! {
            <Button on_click=move |()| import.stop.set(true)>{move || language.text().import.stop}</Button>
        }
        .into_any(),
        Stage::Ended { .. } => there().into_any(),
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
