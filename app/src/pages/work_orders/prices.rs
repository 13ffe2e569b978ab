//! The price list: its versions, and a new one from a spreadsheet, shown before it is imported (C10).

use domain::clause::Clause;
use domain::id::PriceListId;
use domain::price_list::PriceListCommand;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::actions::{Actions, Sealer};
use crate::components::{
    BackLink, Button, ButtonKind, Card, Column, DateInput, Empty, Fact, Facts, Field, FileDrop,
    Icon, Notice, Page, PrimaryBar, Table, Tone,
};
use crate::engine::message::Submission;
use crate::import::prices::{PriceFault, PricePlan, plan};
use crate::import::reader::read;
use crate::language::{Language, use_language};
use crate::pages::frame::Frame;
use crate::pages::parts::deed::Deed;
use crate::pages::parts::refused::Refused;
use crate::state::AppState;
use crate::text::Text;

const ACCEPT: &str =
    ".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the chosen file came to.
#[derive(Clone, Debug, PartialEq)]
enum Chosen {
    Nothing,
    Unread,
    NoColumns,
    Planned(PricePlan),
}

#[component]
pub fn PricesPage() -> impl IntoView {
    let language = use_language();
    let back = BackLink::new(
        Signal::stored("/work-orders".to_owned()),
        language.words(|text| text.common.back),
    );
    view! {
        <Frame title=language.words(|text| text.price_list.title) back=Signal::stored(Some(back))>
            <Page>
                <Versions/>
                <ImportPrices/>
            </Page>
        </Frame>
    }
}

/// From which day each version counts, and how many services it has.
#[component]
fn Versions() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let versions = Memo::new(move |_| {
        let session = state.session.get()?;
        let list = PriceListId::of(session.office);
        state.heads.with(|heads| {
            heads
                .price_lists
                .get(&list)
                .map(|list| list.versions.clone())
        })
    });
    let rows = move || {
        let lang = language.get();
        match versions.get().filter(|versions| !versions.is_empty()) {
            None => view! {
                <Empty what=language.words(|text| text.price_list.none_yet) icon=Icon::List/>
            }
            .into_any(),
            Some(versions) => {
                let rows = versions
                    .into_iter()
                    .map(|(on, count)| {
                        let count = usize::try_from(count).unwrap_or(usize::MAX);
                        view! {
                            <Fact label=Signal::stored(lang.date(on)) value=Some(lang.entries(count))/>
                        }
                    })
                    .collect_view();
                view! {
                    <Card title=language.words(|text| text.price_list.versions)>
                        <Facts>{rows}</Facts>
                    </Card>
                }
                .into_any()
            }
        }
    };
    view! { {rows} }
}

#[component]
fn ImportPrices() -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let chosen = RwSignal::new(Chosen::Nothing);
    let on = RwSignal::new(state.today.get_untracked().to_string());
    let deed = Deed::default();
    let on_files = Callback::new(move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else {
            return;
        };
        deed.saved.set(false);
        deed.error.set(None);
        spawn_local(async move {
            let now = match read(file).await {
                Err(_) => Chosen::Unread,
                Ok(rows) => plan(&rows).map_or(Chosen::NoColumns, Chosen::Planned),
            };
            let _ = chosen.try_set(now);
        });
    });
    let import = Callback::new(move |()| {
        let Ok(effective_on) = on.get_untracked().parse() else {
            return;
        };
        let Chosen::Planned(plan) = chosen.get_untracked() else {
            return;
        };
        let command = PriceListCommand::ImportPriceList {
            effective_on,
            items: plan.items,
        };
        let submission = Submission::now(command.into(), Sealer::default());
        deed.send(&actions, submission, move || chosen.set(Chosen::Nothing));
    });
    let outcome = move || {
        chosen.with(|chosen| match chosen {
            Chosen::Nothing => ().into_any(),
            Chosen::Unread => failed(language, |text| text.import.unreadable_file),
            Chosen::NoColumns => failed(language, |text| text.price_list.no_columns),
            Chosen::Planned(plan) => preview(plan, language),
        })
    };
    let ready = Memo::new(move |_| {
        chosen.with(|chosen| matches!(chosen, Chosen::Planned(plan) if !plan.items.is_empty()))
    });
    view! {
        <p class="second">{move || language.text().price_list.lead}</p>
        <Refused error=deed.error/>
        {move || deed.saved.get().then(|| view! {
            <Notice tone=Tone::Done><p>{language.text().price_list.imported}</p></Notice>
        })}
        <Field
            id="effective-on"
            label=language.words(|text| text.price_list.effective_on)
            hint=language.words(|text| text.price_list.effective_hint)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::C10))
        >
            <DateInput value=on/>
        </Field>
        <FileDrop label=language.words(|text| text.import.choose) accept=ACCEPT on_files/>
        {outcome}
        {move || ready.get().then(|| view! {
            <PrimaryBar>
                <Button kind=ButtonKind::Primary disabled=deed.working on_click=import>
                    {move || language.text().price_list.import}
                </Button>
            </PrimaryBar>
        })}
    }
}

fn failed(language: Language, why: fn(&'static Text) -> &'static str) -> AnyView {
    view! { <Notice tone=Tone::Late><p>{move || why(language.text())}</p></Notice> }.into_any()
}

/// Every service with its price, and every line that names none.
fn preview(plan: &PricePlan, language: Language) -> AnyView {
    let lang = language.get();
    let words = &language.text().price_list;
    let rows = plan
        .items
        .iter()
        .map(|item| {
            view! {
                <tr>
                    <th scope="row">{item.code.clone()}</th>
                    <td>{item.name.clone()}</td>
                    <td>{item.unit.clone()}</td>
                    <td class="number">{lang.yuan(item.unit_price_fen)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(words.code),
        Column::words(words.name),
        Column::words(words.unit),
        Column::numbers(words.price),
    ];
    let faults = plan
        .refused
        .iter()
        .map(|(line, fault)| {
            let said = match fault {
                PriceFault::Blank => words.blank,
                PriceFault::NoPrice => words.bad_price,
                PriceFault::Twice => words.twice,
            };
            view! { <p>{lang.line_number(*line)}" · "{said}</p> }
        })
        .collect_view();
    let refused = (!plan.refused.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Late>
                <p>{words.refused_lines}</p>
                {faults}
            </Notice>
        }
    });
    view! {
        {refused}
        <p class="second" role="status">{words.preview}" · "{lang.entries(plan.items.len())}</p>
        <Table caption=Signal::stored(words.preview.to_owned()) columns=Signal::stored(columns)>
            {rows}
        </Table>
    }
    .into_any()
}
