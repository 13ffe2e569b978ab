//! Every line of the sheet with what it would do, and why not: column, reason and clause.

use std::sync::Arc;

use leptos::prelude::*;

use super::run::Import;
use crate::components::{
    Button, ButtonKind, Card, Chip, Choice, ClauseChip, Column, Fact, Facts, Table, Tabs, Tone,
};
use crate::engine::message::SubmitError;
use crate::import::go_live::{Addition, GoLiveAct, GoLiveLine, GoLivePlan, Reason};
use crate::import::template;
use crate::language::{Language, use_language};
use crate::text::{Lang, Word as _};

/// Rows shown at first and with each wish for more: a table of thousands would be slow to lay out.
const SHOWN: usize = 200;

#[component]
pub fn Preview(import: Import) -> impl IntoView {
    move || import.plan.get().map(|plan| view! { <PlanView plan/> })
}

#[component]
fn PlanView(plan: Arc<GoLivePlan>) -> impl IntoView {
    let language = use_language();
    let plan = StoredValue::new(plan);
    let counts = plan.with_value(|plan| plan.counts());
    let which = RwSignal::new(String::from("all"));
    let shown = RwSignal::new(SHOWN);
    let tabs = Signal::derive(move || {
        let text = language.text();
        let all = counts.new + counts.changed + counts.standing + counts.refused;
        [
            ("all", text.common.all, all),
            ("new", text.import.new, counts.new),
            ("changed", text.import.changed, counts.changed),
            ("standing", text.go_live.standing, counts.standing),
            ("refused", text.import.refused, counts.refused),
        ]
        .into_iter()
        .map(|(value, label, count)| Choice::new(value, format!("{label} {count}")))
        .collect::<Vec<_>>()
    });
    let columns = Signal::derive(move || {
        let text = language.text();
        vec![
            Column::numbers(text.import.line),
            Column::words(text.go_live.what),
            Column::words(text.go_live.who),
            Column::words(text.import.act),
            Column::words(text.go_live.column),
            Column::words(text.import.why),
        ]
    });
    let chosen =
        move |line: &&GoLiveLine| which.with(|which| which == "all" || *which == kind(&line.act));
    let lines = move || {
        plan.with_value(|plan| {
            plan.lines
                .iter()
                .filter(chosen)
                .take(shown.get())
                .map(|line| row(language, line))
                .collect_view()
        })
    };
    let more = move || {
        let count = plan.with_value(|plan| plan.lines.iter().filter(chosen).count());
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
    let found = plan.with_value(|plan| plan.found.clone());
    let ignored = plan.with_value(|plan| plan.ignored.clone());
    view! {
        <Card title=language.words(|text| text.import.preview)>
            <p role="status">
                {move || language.get().go_live_counts(counts.new, counts.changed, counts.standing, counts.refused)}
            </p>
            <Facts>
                <Fact
                    label=language.words(|text| text.import.columns)
                    value=language.say(move |lang| lang.list(&found))
                />
                {(!ignored.is_empty()).then(|| view! {
                    <Fact
                        label=language.words(|text| text.import.columns_ignored)
                        value=language.say(move |lang| lang.list(&ignored))
                    />
                })}
            </Facts>
            <Tabs label=language.words(|text| text.import.preview) tabs value=which/>
            <Table caption=language.words(|text| text.import.preview) columns>{lines}</Table>
            <div class="row">{more}{refused}</div>
        </Card>
    }
}

const fn kind(act: &GoLiveAct) -> &'static str {
    match act {
        GoLiveAct::New(_) => "new",
        GoLiveAct::Changed { .. } => "changed",
        GoLiveAct::Standing { .. } => "standing",
        GoLiveAct::Refused(_) => "refused",
    }
}

/// What stands in the last columns of a line.
#[derive(Default)]
struct Said {
    column: String,
    why: String,
    clause: Option<String>,
}

fn row(language: Language, line: &GoLiveLine) -> impl IntoView + use<> {
    let (tone, word) = match line.act {
        GoLiveAct::New(_) => (Tone::Done, language.words(|text| text.import.new)),
        GoLiveAct::Changed { .. } => (Tone::Info, language.words(|text| text.import.changed)),
        GoLiveAct::Standing { .. } => (Tone::Plain, language.words(|text| text.go_live.standing)),
        GoLiveAct::Refused(_) => (Tone::Late, language.words(|text| text.import.refused)),
    };
    let act = line.act.clone();
    let last = move || {
        let said = said(language.get(), &act);
        let clause = said
            .clause
            .map(|clause| view! { " " <ClauseChip text=Signal::stored(clause)/> });
        view! {
            <td class="whole-words">{said.column}</td>
            <td>{said.why}{clause}</td>
        }
    };
    view! {
        <tr>
            <th scope="row" class="number">{line.line}</th>
            <td>{line.what.clone()}</td>
            <td>{line.who.clone()}</td>
            <td><Chip tone text=word/></td>
            {last}
        </tr>
    }
}

/// Why a line is refused, what it adds, or what it says otherwise.
fn said(lang: Lang, act: &GoLiveAct) -> Said {
    let text = crate::text::text(lang);
    // The Chinese colon has its own room.
    let space = if lang == Lang::En { " " } else { "" };
    match act {
        GoLiveAct::New(_) => Said::default(),
        GoLiveAct::Changed { adds, .. } => {
            let adds: Vec<String> = adds
                .iter()
                .map(|add| match add {
                    Addition::Role(grant) => grant.role.word(lang).to_owned(),
                    Addition::Trade(trade) => trade.word(lang).to_owned(),
                })
                .collect();
            Said {
                why: format!("{}{space}{}", text.go_live.added, lang.list(&adds)),
                ..Said::default()
            }
        }
        GoLiveAct::Standing { differs } if differs.is_empty() => Said::default(),
        GoLiveAct::Standing { differs } => {
            let columns: Vec<String> = differs
                .iter()
                .map(|column| lang.go_live_column(*column).to_owned())
                .collect();
            let why = format!(
                "{}{space}{}",
                text.go_live.standing_differs,
                lang.list(&columns)
            );
            Said {
                why,
                ..Said::default()
            }
        }
        GoLiveAct::Refused(Reason::Fault { fault, column }) => Said {
            column: column
                .map_or_else(String::new, |column| lang.go_live_column(column).to_owned()),
            why: lang.go_live_fault(fault, *column),
            clause: None,
        },
        GoLiveAct::Refused(Reason::Rules(rejection)) => {
            let refusal = lang.submit_error(&SubmitError::Refused(rejection.clone()));
            let field = match &rejection.code {
                domain::rejection::RejectionCode::Missing { field }
                | domain::rejection::RejectionCode::Invalid { field } => {
                    lang.field(*field).to_owned()
                }
                _ => String::new(),
            };
            let who = refusal
                .who_may
                .map(|who| lang.labelled(text.common.who_may, &who));
            let parts = [Some(refusal.what), who];
            Said {
                column: field,
                why: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
                clause: refusal.clause,
            }
        }
    }
}

/// The refused lines as they stand in the file, with the reason behind them.
fn hand_out_refused(language: Language, plan: &GoLivePlan) {
    let lang = language.get_untracked();
    let text = crate::text::text(lang);
    let mut headings = plan.headings.clone();
    headings.extend([text.import.why.to_owned(), text.go_live.clause.to_owned()]);
    let width = plan.headings.len();
    let refused = plan
        .lines
        .iter()
        .filter(|line| matches!(line.act, GoLiveAct::Refused(_)))
        .map(|line| {
            let said = said(lang, &line.act);
            let mut cells = line.cells.clone();
            cells.resize(width.max(cells.len()), String::new());
            cells.extend([said.why, said.clause.unwrap_or_default()]);
            cells
        });
    let rows: Vec<Vec<String>> = std::iter::once(headings).chain(refused).collect();
    template::download(text.go_live.refused_name, "text/csv", &template::csv(&rows));
}
