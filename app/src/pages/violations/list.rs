//! All violations: found by unit, name or what was seen, narrowed by where they stand.

use std::sync::Arc;

use domain::complaint::SetAside;
use domain::follow_up::{Severity, Standing};
use domain::head::ViolationHead;
use domain::id::CaseId;
use leptos::prelude::*;

use super::right::Hands;
use crate::components::{
    Button, ButtonKind, ChipView, Choice, Empty, Icon, LinkButton, ListCard, SearchBox, Tabs, Tone,
};
use crate::language::use_language;
use crate::pages::complaints::list::short;
use crate::pages::occupants::initials::{Initials, Typed};
use crate::pages::parts::older::OlderLink;
use crate::state::AppState;
use crate::text::{Lang, Word, text};

/// Rows drawn at once; more come when asked for.
const ROWS: usize = 100;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    case: CaseId,
    head: Arc<ViolationHead>,
    unsent: bool,
}

/// The list itself, beside a case or alone.
#[component]
pub fn ViolationList(chosen: Memo<Option<CaseId>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let search = RwSignal::new(String::new());
    let filter = RwSignal::new("open".to_owned());
    let shown = RwSignal::new(ROWS);
    let rows = Memo::new(move |_| {
        let (search, filter) = (search.get().trim().to_lowercase(), filter.get());
        let hands = Hands::now(state);
        let passes = |head: &ViolationHead| match filter.as_str() {
            "open" => head.outcome.is_none() && head.set_aside.is_none(),
            "mine" => head.tasks.iter().any(|task| hands.hold(task)),
            "closed" => head.outcome.is_some() && head.set_aside.is_none(),
            _ => true,
        };
        state.heads.with(|heads| {
            let mut rows: Vec<Row> = heads
                .violations
                .iter()
                .filter(|(_, head)| passes(head) || !search.is_empty())
                .filter(|(_, head)| matches_search(head, &search))
                .map(|(case, head)| Row {
                    case: *case,
                    head: head.clone(),
                    unsent: heads.unsent.contains(&case.stream()),
                })
                .collect();
            domain::gather::sort_by_key(&mut rows, |row| {
                std::cmp::Reverse((row.head.noticed_at, row.case))
            });
            rows
        })
    });
    let tabs = Signal::derive(move || {
        let words = &language.text().violation;
        vec![
            Choice::new("open", words.filter_open),
            Choice::new("mine", words.filter_mine),
            Choice::new("closed", words.filter_closed),
            Choice::new("all", words.filter_all),
        ]
    });
    let cards = move || {
        let lang = language.get();
        let hands = Hands::now(state);
        rows.with(|rows| {
            rows.iter()
                .take(shown.get())
                .map(|row| card(row, state, &hands, lang, chosen))
                .collect_view()
        })
    };
    let more = move || {
        let left = rows.with(Vec::len).saturating_sub(shown.get());
        (left > 0).then(|| {
            view! {
                <Button kind=ButtonKind::Secondary on_click=move |()| shown.update(|shown| *shown += ROWS)>
                    {move || format!("{} · {}", language.text().common.more, language.get().cases(left))}
                </Button>
            }
        })
    };
    let alone = Memo::new(move |_| chosen.with(Option::is_none));
    let notice = move || {
        let kind = if alone.get() {
            ButtonKind::Primary
        } else {
            ButtonKind::Secondary
        };
        view! {
            <LinkButton kind href=Signal::stored("/violations/new".to_owned())>
                {move || language.text().violation.notice}
            </LinkButton>
        }
    };
    let any = Memo::new(move |_| state.heads.with(|heads| !heads.violations.is_empty()));
    let nothing = move || {
        rows.with(Vec::is_empty).then(|| {
            if any.get() {
                view! { <Empty what=language.words(|text| text.common.nothing_found) icon=Icon::Search/> }.into_any()
            } else {
                view! {
                    <Empty
                        what=language.words(|text| text.violation.empty)
                        do_first=language.words(|text| text.violation.empty_hint)
                        icon=Icon::Violation
                    />
                }
                .into_any()
            }
        })
    };
    view! {
        {notice}
        <div class="row">
            <LinkButton href=Signal::stored("/duty-log".to_owned())>
                {move || language.text().day_book.duty_log}
            </LinkButton>
            <LinkButton href=Signal::stored("/work-journal".to_owned())>
                {move || language.text().day_book.work_journal}
            </LinkButton>
        </div>
        <SearchBox
            value=search
            label=language.words(|text| text.common.search)
            placeholder=language.words(|text| text.common.search_hint)
        />
        <Tabs label=language.words(|text| text.violation.title) tabs value=filter/>
        <p class="second figures" role="status">{move || language.get().cases(rows.with(Vec::len))}</p>
        <div class="group"><ul>{cards}</ul></div>
        {more}
        {nothing}
        <OlderLink/>
    }
}

fn matches_search(head: &ViolationHead, search: &str) -> bool {
    search.split_whitespace().all(|word| {
        let holds = |value: &str| value.to_lowercase().contains(word);
        holds(&head.unit_code)
            || holds(&head.occupant)
            || Initials::of(&head.occupant).hold(&Typed::of(word))
            || holds(&head.seen)
            || head
                .dispositions
                .iter()
                .any(|one| one.number.as_deref().is_some_and(holds))
    })
}

fn card(
    row: &Row,
    state: AppState,
    hands: &Hands,
    lang: Lang,
    chosen: Memo<Option<CaseId>>,
) -> AnyView {
    let head = &row.head;
    let case = row.case;
    let words = text(lang);
    let today = state.today.get();
    let late = head
        .tasks
        .iter()
        .any(|task| task.due.is_some_and(|due| due < today));
    let (tone, stands) = match (head.outcome, head.tasks.first()) {
        _ if head.set_aside == Some(SetAside::Voided) => {
            (Tone::Plain, words.violation.voided.to_owned())
        }
        _ if head.set_aside.is_some() => (Tone::Plain, words.violation.double_of.to_owned()),
        (Some(outcome), None) => (Tone::Done, outcome.word(lang).to_owned()),
        (_, Some(_)) if late => (Tone::Late, Standing::Late.word(lang).to_owned()),
        (_, Some(task)) if hands.hold(task) => (Tone::Today, task.kind.word(lang).to_owned()),
        (_, Some(task)) => (Tone::Plain, task.kind.word(lang).to_owned()),
        (None, None) => (Tone::Plain, words.violation.filter_open.to_owned()),
    };
    let mut chips = Vec::new();
    if head.severity == Severity::Major {
        chips.push(ChipView::new(Tone::Late, head.severity.word(lang)));
    }
    if !head.persuaded {
        chips.push(ChipView::new(Tone::Today, words.violation.not_persuaded));
    }
    if row.unsent {
        chips.push(ChipView::new(Tone::Today, words.common.unsent));
    }
    let detail = format!("{} · {}", lang.violation_item(head.item), short(&head.seen));
    view! {
        <li>
            <ListCard
                href=format!("/violations/{case}")
                edge=tone
                title=format!("{} {}", head.unit_code, head.occupant)
                due=Some(ChipView::new(tone, stands))
                detail=detail
                chips=chips
                selected=Signal::derive(move || chosen.get() == Some(case))
            />
        </li>
    }
    .into_any()
}
