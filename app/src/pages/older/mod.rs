//! 更早的记录: what was closed before this tablet's window, looked for at the server by unit, number or month.

mod row;

use domain::calendar::{Period, PeriodLength};
use domain::id::UnitId;
use domain::sync::window::Finding;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::Frame;
use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Choice, Empty, Field, Icon, Notice, Page, PrimaryBar, Skeleton, Tabs,
    TextInput, TextKind, Tone,
};
use crate::engine::message::{AccountError, Older};
use crate::language::use_language;
use crate::state::AppState;

/// How far the server's answer is.
#[derive(Clone, Debug, PartialEq)]
enum Asked {
    Nothing,
    Asking,
    Found(Older),
    Failed(AccountError),
}

/// `/older?by=unit&what=A-101`: asked at once; the fields are for the next question.
#[component]
pub fn OlderPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let query = use_query_map();
    let by = RwSignal::new("unit".to_owned());
    let what = RwSignal::new(String::new());
    let asked = RwSignal::new(Asked::Nothing);
    let unsaid = RwSignal::new(false);
    let actions = expect_context::<Actions>();
    let ask = Callback::new(move |()| {
        let office = state.session.get_untracked().map(|session| session.office);
        let typed = what.get_untracked();
        let finding = match (by.get_untracked().as_str(), office) {
            _ if typed.trim().is_empty() => None,
            ("unit", Some(office)) => Some(Finding::Unit(UnitId::of(office, &typed))),
            ("month", _) => Period::parse(typed.trim())
                .ok()
                .filter(|period| period.length() == PeriodLength::Month)
                .map(Finding::Month),
            ("number", _) => Some(Finding::number(&typed)),
            _ => None,
        };
        unsaid.set(finding.is_none());
        let Some(finding) = finding else { return };
        let actions = actions.clone();
        asked.set(Asked::Asking);
        leptos::task::spawn_local(async move {
            let answer = match actions.older(finding).await {
                Ok(older) => Asked::Found(older),
                Err(error) => Asked::Failed(error),
            };
            asked.try_set(answer);
        });
    });
    // Opened by its address, the page stands before it is known whose office it is.
    let known = Memo::new(move |_| state.session.with(Option::is_some));
    Effect::new(move |_| {
        let known = known.get();
        let wanted = query.with(|query| Some((query.get("by")?, query.get("what")?)));
        if let Some((way, wanted)) = wanted {
            by.set(way);
            what.set(wanted);
            if known {
                ask.run(());
            }
        }
    });
    let ways = Signal::derive(move || {
        let words = &language.text().older;
        vec![
            Choice::new("unit", words.by_unit),
            Choice::new("number", words.by_number),
            Choice::new("month", words.by_month),
        ]
    });
    let label = Signal::derive(move || {
        let words = &language.text().older;
        match by.get().as_str() {
            "number" => words.number,
            "month" => words.month,
            _ => words.unit,
        }
        .to_owned()
    });
    Effect::new(move |_| {
        by.track();
        unsaid.set(false);
    });
    let error = Signal::derive(move || {
        let words = &language.text().older;
        let missing = match by.get().as_str() {
            "number" => words.number_missing,
            "month" => words.month_missing,
            _ => words.unit_missing,
        };
        unsaid.get().then(|| missing.to_owned())
    });
    let lead = move || {
        let from = state.heads.with(|heads| heads.window)?.from;
        Some(language.get().holds_from(from))
    };
    let field = move || {
        let kind = match by.get().as_str() {
            "month" => TextKind::Month,
            _ => TextKind::Text,
        };
        view! {
            <Field id="older-what" label error><TextInput value=what kind on_enter=ask/></Field>
        }
    };
    let answer = move || asked.with(|asked| shown(asked, state));
    view! {
        <Frame title=language.words(|text| text.older.title)>
            <Page>
                <p class="second">{move || language.text().older.lead}" "{lead}</p>
                <Tabs label=language.words(|text| text.older.title) tabs=ways value=by/>
                {field}
                {answer}
                <PrimaryBar>
                    <Button kind=ButtonKind::Primary on_click=ask>
                        {move || language.text().older.find}
                    </Button>
                </PrimaryBar>
            </Page>
        </Frame>
    }
}

fn shown(asked: &Asked, state: AppState) -> AnyView {
    let language = use_language();
    match asked {
        Asked::Nothing => ().into_any(),
        Asked::Asking => {
            view! { <Skeleton label=language.words(|text| text.older.asking)/> }.into_any()
        }
        Asked::Failed(AccountError::NoNetwork) => view! {
            <Notice tone=Tone::Late><p>{move || language.text().older.offline}</p></Notice>
        }
        .into_any(),
        Asked::Failed(error) => {
            let error = error.clone();
            view! {
                <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice>
            }
            .into_any()
        }
        Asked::Found(older) => {
            let lang = language.get();
            let rows = row::cards(older, state, lang);
            if rows.is_empty() {
                return view! {
                    <Empty what=language.words(|text| text.older.none) icon=Icon::Search/>
                }
                .into_any();
            }
            let more = older.more.then(|| {
                view! { <Notice tone=Tone::Info><p>{move || language.text().older.more}</p></Notice> }
            });
            let count = rows.len();
            view! {
                {more}
                <p class="second figures" role="status">{move || language.get().cases(count)}</p>
                <p class="second">{move || language.text().older.kept}</p>
                <div class="group"><ul>{rows}</ul></div>
            }
            .into_any()
        }
    }
}
