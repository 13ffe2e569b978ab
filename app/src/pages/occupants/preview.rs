//! The preview: every line of the file with what it would do, and why not.

use std::sync::Arc;

use domain::event::unit::OccupantKind;
use leptos::prelude::*;

use super::import_run::Import;
use crate::components::{
    Button, ButtonKind, Card, Chip, Choice, Column, Fact, Facts, Table, Tabs, Tone,
};
use crate::import::plan::Value;
use crate::import::{LineAct, LinePlan, Plan, template};
use crate::language::{Language, use_language};
use crate::state::AppState;
use crate::text::Lang;

/// Rows shown at first and with each wish for more: a table of thousands would be slow to lay out.
const SHOWN: usize = 200;

#[component]
pub fn Preview(import: Import) -> impl IntoView {
    move || import.plan.get().map(|plan| view! { <PlanView plan/> })
}

#[component]
fn PlanView(plan: Arc<Plan>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let plan = StoredValue::new(plan);
    let counts = plan.with_value(|plan| plan.counts());
    let which = RwSignal::new(String::from("all"));
    let shown = RwSignal::new(SHOWN);
    let tabs = Signal::derive(move || {
        let text = language.text();
        let all = counts.new + counts.changed + counts.unchanged + counts.refused;
        [
            ("all", text.common.all, all),
            ("new", text.import.new, counts.new),
            ("changed", text.import.changed, counts.changed),
            ("unchanged", text.import.unchanged, counts.unchanged),
            ("refused", text.import.refused, counts.refused),
        ]
        .into_iter()
        .map(|(value, label, count)| Choice::new(value, format!("{label} {count}")))
        .collect::<Vec<_>>()
    });
    let columns = Signal::derive(move || {
        let text = language.text();
        let (unit, name) = match super::kind(state) {
            OccupantKind::Merchant => (text.occupant.unit, text.occupant.name_merchant),
            OccupantKind::Resident => (text.occupant.unit_resident, text.occupant.name_resident),
        };
        vec![
            Column::numbers(text.import.line),
            Column::words(unit),
            Column::words(name),
            Column::words(text.import.act),
            Column::words(text.import.why),
        ]
    });
    let lines = move || {
        let which = which.get();
        plan.with_value(|plan| {
            plan.lines
                .iter()
                .filter(|line| which == "all" || which == kind(&line.act))
                .take(shown.get())
                .map(|line| row(language, line))
                .collect_view()
        })
    };
    let more = move || {
        let which = which.get();
        let count = plan.with_value(|plan| {
            plan.lines
                .iter()
                .filter(|line| which == "all" || which == kind(&line.act))
                .count()
        });
        (count > shown.get()).then(|| {
            view! {
                <Button on_click=move |()| shown.update(|shown| *shown += SHOWN)>
                    {move || language.text().common.more}
                </Button>
            }
        })
    };
    let refused = (counts.refused > 0).then(|| {
        view! {
            <Button kind=ButtonKind::Quiet on_click=move |()| plan.with_value(|plan| hand_out_refused(language, plan))>
                {move || language.text().import.download_refused}
            </Button>
        }
    });
    view! {
        <Card title=language.words(|text| text.import.preview)>
            <p role="status">
                {move || language.get().import_counts(counts.new, counts.changed, counts.unchanged, counts.refused)}
            </p>
            <Found plan/>
            <Tabs label=language.words(|text| text.import.preview) tabs value=which/>
            <Table caption=language.words(|text| text.import.preview) columns>{lines}</Table>
            <div class="row">{more}{refused}</div>
        </Card>
    }
}

/// Which columns were understood.
#[component]
fn Found(plan: StoredValue<Arc<Plan>>) -> impl IntoView {
    let language = use_language();
    let found = move || {
        let lang = language.get();
        let names = plan.with_value(|plan| {
            plan.columns
                .iter()
                .map(|(_, heading)| heading.clone())
                .collect::<Vec<_>>()
        });
        lang.list(&names)
    };
    let ignored = plan.with_value(|plan| plan.ignored.clone());
    view! {
        <Facts>
            <Fact label=language.words(|text| text.import.columns) value=Signal::derive(found)/>
            {(!ignored.is_empty()).then(|| view! {
                <Fact
                    label=language.words(|text| text.import.columns_ignored)
                    value=language.say(move |lang| lang.list(&ignored))
                />
            })}
        </Facts>
    }
}

const fn kind(act: &LineAct) -> &'static str {
    match act {
        LineAct::New(_) => "new",
        LineAct::Changed { .. } => "changed",
        LineAct::Unchanged => "unchanged",
        LineAct::Refused { .. } => "refused",
    }
}

fn row(language: Language, line: &LinePlan) -> impl IntoView + use<> {
    let tone = match line.act {
        LineAct::New(_) => Tone::Done,
        LineAct::Changed { .. } => Tone::Info,
        LineAct::Unchanged => Tone::Plain,
        LineAct::Refused { .. } => Tone::Late,
    };
    let word = match line.act {
        LineAct::New(_) => language.words(|text| text.import.new),
        LineAct::Changed { .. } => language.words(|text| text.import.changed),
        LineAct::Unchanged => language.words(|text| text.import.unchanged),
        LineAct::Refused { .. } => language.words(|text| text.import.refused),
    };
    let act = line.act.clone();
    let why = move || reason(language.get(), &act);
    view! {
        <tr>
            <th scope="row" class="number">{line.line}</th>
            <td>{line.unit.clone()}</td>
            <td>{line.name.clone()}</td>
            <td><Chip tone text=word/></td>
            <td>{why}</td>
        </tr>
    }
}

/// Why a line is refused, or what it would change.
fn reason(lang: Lang, act: &LineAct) -> String {
    match act {
        LineAct::New(_) | LineAct::Unchanged => String::new(),
        LineAct::Refused { fault, .. } => lang.line_fault(fault),
        LineAct::Changed { changes, .. } => {
            let said: Vec<String> = changes
                .iter()
                .map(|change| {
                    let becomes = shown(lang, change.becomes.as_ref());
                    let was = shown(lang, change.was.as_ref());
                    let label = lang.column(change.column);
                    format!("{} ← {was}", lang.labelled(label, &becomes))
                })
                .collect();
            said.join(" · ")
        }
    }
}

fn shown(lang: Lang, value: Option<&Value>) -> String {
    let words = &crate::text::text(lang).common;
    match value {
        None => "—".to_owned(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Flag(true)) => words.yes.to_owned(),
        Some(Value::Flag(false)) => words.no.to_owned(),
        Some(Value::Day(day)) => lang.date(*day),
    }
}

/// The refused lines as they stand in the file, with the reason behind them.
fn hand_out_refused(language: Language, plan: &Plan) {
    let lang = language.get_untracked();
    let text = crate::text::text(lang);
    let mut headings = plan.headings.clone();
    headings.push(text.import.why.to_owned());
    let width = headings.len();
    let refused = plan.lines.iter().filter_map(|line| match &line.act {
        LineAct::Refused { fault, .. } => {
            let mut cells = line.cells.clone();
            cells.resize(width.saturating_sub(1).max(cells.len()), String::new());
            cells.push(lang.line_fault(fault));
            Some(cells)
        }
        _ => None,
    });
    let rows: Vec<Vec<String>> = std::iter::once(headings).chain(refused).collect();
    template::download(text.import.template_name, "text/csv", &template::csv(&rows));
}
