//! All complaints: found by unit, name, phone or number, narrowed by where they stand, or as the board counted them.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::complaint::{SetAside, Status};
use domain::follow_up::standing;
use domain::head::ComplaintHead;
use domain::id::{CaseId, Instant, StreamId};
use domain::report::{
    QualityFigures, TimelinessFigures, month_figures, owed_first, quality_figures,
    timeliness_figures,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use super::pane::tone_of;
use crate::components::{
    Button, ButtonKind, ChipView, Choice, Empty, Icon, LinkButton, ListCard, SearchBox, Tabs, Tone,
};
use crate::language::use_language;
use crate::pages::follow_ups::mine::{falls_to, window_of};
use crate::pages::occupants::initials::{Initials, Typed};
use crate::pages::parts::minute::office_now;
use crate::pages::parts::older::{NotWhole, OlderLink};
use crate::state::AppState;
use crate::text::{Lang, Word, text};

/// Rows drawn at once; more come when asked for.
const ROWS: usize = 50;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    case: CaseId,
    head: Arc<ComplaintHead>,
    unsent: bool,
}

/// A card as it stands: drawn anew only when something on it changes, not with every change of the list.
#[derive(Clone)]
struct Drawn {
    row: Row,
    lang: Lang,
    today: NaiveDate,
    suffix: String,
    /// Its limit has passed.
    over: bool,
    utc_offset_minutes: i32,
}

impl Drawn {
    fn of(row: Row, state: AppState, now: Instant, lang: Lang, suffix: &str) -> Self {
        Drawn {
            over: running(&row.head).is_some_and(|limit| limit < now),
            row,
            lang,
            today: state.today.get(),
            suffix: suffix.to_owned(),
            utc_offset_minutes: state.utc_offset_minutes(),
        }
    }
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        self.row.case == other.row.case
            && Arc::ptr_eq(&self.row.head, &other.row.head)
            && self.row.unsent == other.row.unsent
            && self.lang == other.lang
            && self.today == other.today
            && self.suffix == other.suffix
            && self.over == other.over
    }
}

impl Eq for Drawn {}

impl Hash for Drawn {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.row.case.hash(state);
    }
}

/// The list itself, beside a case or alone.
#[component]
pub fn ComplaintList(chosen: Memo<Option<CaseId>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let search = RwSignal::new(String::new());
    let filter = RwSignal::new("open".to_owned());
    let shown = RwSignal::new(ROWS);
    let counted = counted_by_board(state);
    Effect::new(move |_| {
        let _ = (search.get(), filter.get());
        shown.set(ROWS);
    });
    let rows = Memo::new(move |_| {
        let today = state.today.get();
        let me = state.session.get().map(|session| session.person);
        let policy = state.policy_on(today);
        let (search, filter) = (search.get().trim().to_lowercase(), filter.get());
        let counted = counted.get();
        // What is late turns late by itself.
        state.minute.track();
        let (now, offset) = (office_now(state), state.utc_offset_minutes());
        state.heads.with(|heads| {
            let passes = |head: &ComplaintHead| match filter.as_str() {
                "open" => head.is_open(),
                "follow_up" => head.owed_now().is_some(),
                "late" => head.due_by(offset).is_some_and(|due| due < now),
                "mine" => {
                    let assigned = me.is_some() && head.assignee == me && head.handled_at.is_none();
                    let to_visit = match (me, head.owed_now(), &policy) {
                        (Some(me), Some(round), Some(policy)) => {
                            falls_to(me, head, round, heads, policy, today)
                        }
                        _ => false,
                    };
                    assigned || to_visit
                }
                "goes_on" => head.goes_on,
                "complete" => !head.is_open(),
                _ => true,
            };
            let mut rows: Vec<Row> = heads
                .complaints
                .iter()
                .filter(|(case, head)| match &counted {
                    // What the board counted is shown whole, whatever it stands at.
                    Some((_, _, cases)) => cases.contains(&case.stream()),
                    None => passes(head) || !search.is_empty(),
                })
                .filter(|(_, head)| search.is_empty() || matches_search(head, &search))
                .map(|(case, head)| Row {
                    case: *case,
                    head: head.clone(),
                    unsent: heads.unsent.contains(&case.stream()),
                })
                .collect();
            // What is open stands in the order it is owed in; what is looked up, the latest first.
            let looked_up = counted.is_none() && (!search.is_empty() || filter == "all");
            if looked_up || filter == "complete" {
                domain::gather::sort_by_key(&mut rows, |row| {
                    std::cmp::Reverse((row.head.registered_at, row.case))
                });
            } else {
                domain::gather::sort_by_key(&mut rows, |row| {
                    let due = row.head.due_by(offset);
                    (owed_first(due, row.head.owed_since(), now), row.case)
                });
            }
            rows
        })
    });
    let tabs = Signal::derive(move || filters(language.get()));
    let search_part = use_location().search;
    let suffix = Memo::new(move |_| as_counted(&search_part.get()));
    let drawn = move || {
        state.minute.track();
        let (lang, suffix, now) = (language.get(), suffix.get(), office_now(state));
        let first = |row: &Row| Drawn::of(row.clone(), state, now, lang, &suffix);
        rows.with(|rows| rows.iter().take(shown.get()).map(first).collect::<Vec<_>>())
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
    // Beside a case, the case's next step is what the page is for.
    let alone = Memo::new(move |_| chosen.with(Option::is_none));
    let register = move || {
        let kind = if alone.get() {
            ButtonKind::Primary
        } else {
            ButtonKind::Secondary
        };
        view! {
            <LinkButton kind href=Signal::stored("/complaints/new".to_owned())>
                {move || language.text().complaint.register}
            </LinkButton>
        }
    };
    let any = Memo::new(move |_| state.heads.with(|heads| !heads.complaints.is_empty()));
    let nothing = move || {
        rows.with(Vec::is_empty).then(|| {
            if any.get() {
                view! { <Empty what=language.words(|text| text.common.nothing_found) icon=Icon::Search/> }.into_any()
            } else {
                view! {
                    <Empty
                        what=language.words(|text| text.complaint.empty)
                        do_first=language.words(|text| text.complaint.empty_hint)
                        icon=Icon::Complaint
                    />
                }
                .into_any()
            }
        })
    };
    view! {
        {register}
        <SearchBox
            value=search
            label=language.words(|text| text.common.search)
            placeholder=language.words(|text| text.common.search_hint)
        />
        {move || match counted.get() {
            Some((which, month, _)) => view! {
                <NotWhole month/>
                <p class="second">{which.heading(language.get())}</p>
                <LinkButton href=Signal::stored("/complaints".to_owned())>
                    {move || language.text().complaint.filter_all}
                </LinkButton>
            }
            .into_any(),
            None => view! { <Tabs label=language.words(|text| text.complaint.title) tabs value=filter/> }.into_any(),
        }}
        <p class="second figures" role="status">{move || language.get().cases(rows.with(Vec::len))}</p>
        <div class="group">
            <ul>
                <For
                    each=drawn
                    key=Drawn::clone
                    children=move |drawn| card(&drawn, chosen)
                />
            </ul>
        </div>
        {more}
        {nothing}
        <OlderLink/>
    }
}

fn filters(lang: Lang) -> Vec<Choice> {
    let words = &text(lang).complaint;
    [
        ("open", words.filter_open),
        ("mine", words.filter_mine),
        ("follow_up", words.filter_to_follow_up),
        ("late", words.filter_late),
        ("goes_on", words.filter_goes_on),
        ("complete", words.filter_complete),
        ("all", words.filter_all),
    ]
    .into_iter()
    .map(|(value, label)| Choice::new(value, label))
    .collect()
}

/// By unit, name, phone or number, in any order of words.
#[must_use]
pub fn matches_search(head: &ComplaintHead, search: &str) -> bool {
    search.split_whitespace().all(|word| {
        let holds = |value: &str| value.to_lowercase().contains(word);
        holds(&head.unit_code)
            || holds(&head.occupant)
            || Initials::of(&head.occupant).hold(&Typed::of(word))
            || head.phone.as_deref().is_some_and(holds)
            || head.number.as_deref().is_some_and(holds)
            || holds(&head.content)
    })
}

/// A case as one line of another list; none where it is not on this tablet.
pub(in crate::pages) fn complaint_card(
    case: CaseId,
    state: AppState,
    lang: Lang,
    chosen: Memo<Option<CaseId>>,
) -> Option<AnyView> {
    let row = state.heads.with(|heads| {
        Some(Row {
            case,
            head: heads.complaints.get(&case)?.clone(),
            unsent: heads.unsent.contains(&case.stream()),
        })
    })?;
    let drawn = Drawn::of(row, state, office_now(state), lang, "");
    Some(card(&drawn, chosen))
}

/// Where a case stands, in a word and its colour.
#[must_use]
pub fn state_word(head: &ComplaintHead, lang: Lang) -> (Tone, String) {
    let words = text(lang);
    let (tone, word) = match head.set_aside {
        Some(SetAside::Voided) => (Tone::Late, words.register_step.voided),
        Some(SetAside::DuplicateOf { .. }) => (Tone::Plain, words.register_step.joined),
        None if head.complete && !head.is_open() => (Tone::Done, words.complaint.complete),
        None => (Tone::Plain, head.status.word(lang)),
    };
    (tone, word.to_owned())
}

/// The limit it is to be handled by, while it is not.
fn running(head: &ComplaintHead) -> Option<Instant> {
    head.limit
        .filter(|_| head.status < Status::Handled && head.set_aside.is_none())
}

fn card(drawn: &Drawn, chosen: Memo<Option<CaseId>>) -> AnyView {
    let Drawn {
        row,
        lang,
        today,
        suffix,
        over,
        utc_offset_minutes,
    } = drawn;
    let (lang, today, over, utc_offset_minutes) = (*lang, *today, *over, *utc_offset_minutes);
    let head = &row.head;
    let case = row.case;
    let words = text(lang);
    let due = head.owed_now().map(|round| {
        let window = window_of(round);
        (tone_of(standing(&window, today)), lang.due(&window, today))
    });
    // Until it is handled, its limit is what is owed first.
    let limit = running(head);
    let due = limit.map_or(due, |limit| {
        let tone = if over { Tone::Late } else { Tone::Today };
        let until = lang.moment(limit, utc_offset_minutes);
        Some((tone, lang.labelled(words.complaint.limit, &until)))
    });
    let state_word = state_word(head, lang);
    let (edge, due) = match due {
        Some((tone, due)) => (tone, ChipView::new(tone, due)),
        None => (state_word.0, ChipView::new(state_word.0, state_word.1)),
    };
    let mut chips = Vec::new();
    if limit.is_some() {
        chips.push(ChipView::new(Tone::Plain, head.status.word(lang)));
    }
    if head.severity_decided && head.severity == domain::follow_up::Severity::Major {
        chips.push(ChipView::new(Tone::Info, head.severity.word(lang)));
    }
    if head.goes_on {
        chips.push(ChipView::new(Tone::Today, words.complaint.goes_on));
    }
    if row.unsent {
        chips.push(ChipView::new(Tone::Today, words.common.unsent));
    }
    let number = head
        .number
        .clone()
        .unwrap_or_else(|| words.complaint.number_pending.to_owned());
    let detail = format!("{number} · {}", short(&head.content));
    view! {
        <li>
            <ListCard
                href=format!("/complaints/{case}{suffix}")
                edge=edge
                title=format!("{} {}", head.unit_code, head.occupant)
                due=Some(due)
                detail=detail
                chips=chips
                selected=Signal::derive(move || chosen.get() == Some(case))
            />
        </li>
    }
    .into_any()
}

/// The first words of a complaint; a card shows as many as it has room for.
#[must_use]
pub fn short(content: &str) -> String {
    const ROOM: usize = 60;
    let mut words: String = content.chars().take(ROOM).collect();
    if content.chars().count() > ROOM {
        words.push('…');
    }
    words
}

/// The part of an address that says what the board counted, so that a case opened from there leads back.
#[must_use]
pub fn as_counted(search: &str) -> String {
    let search = search.trim_start_matches('?');
    if search.contains("show=") {
        format!("?{search}")
    } else {
        String::new()
    }
}

/// Which list of the board is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counted {
    Anchored,
    NotFollowedUp,
    Asked,
    Overdue,
    HandledLate,
    Failed,
    OpenProblems,
}

impl Counted {
    fn heading(self, lang: Lang) -> &'static str {
        let words = &text(lang).board;
        match self {
            Counted::Anchored => words.anchored_list,
            Counted::NotFollowedUp => words.not_followed_up_list,
            Counted::Asked => words.asked_list,
            Counted::Overdue => words.overdue_list,
            Counted::HandledLate => words.late_list,
            Counted::Failed => words.failed_list,
            Counted::OpenProblems => words.open_problems,
        }
    }
}

/// What was handled in time in a month, and what was not.
#[must_use]
pub fn timeliness(state: AppState, month: Period) -> TimelinessFigures {
    state.minute.track();
    let (now, offset) = (office_now(state), state.utc_offset_minutes());
    state.heads.with(|heads| {
        let cases = heads
            .complaints
            .iter()
            .map(|(case, head)| (case.stream(), head.as_ref()));
        timeliness_figures(cases, month, now, offset)
    })
}

/// What passed its follow-up in a month, and what has a problem left.
#[must_use]
pub fn quality(state: AppState, month: Period) -> QualityFigures {
    state.heads.with(|heads| {
        let cases = heads
            .complaints
            .iter()
            .map(|(case, head)| (case.stream(), head.as_ref()));
        quality_figures(cases, month)
    })
}

/// `?show=overdue&month=2026-11`: exactly the cases a figure of the board counts.
fn counted_by_board(state: AppState) -> Memo<Option<(Counted, Period, BTreeSet<StreamId>)>> {
    let query = use_query_map();
    Memo::new(move |_| {
        let (show, month) = query.with(|query| (query.get("show"), query.get("month")));
        let which = match show?.as_str() {
            "anchored" => Counted::Anchored,
            "not_followed_up" => Counted::NotFollowedUp,
            "asked" => Counted::Asked,
            "overdue" => Counted::Overdue,
            "handled_late" => Counted::HandledLate,
            "failed" => Counted::Failed,
            "open_problems" => Counted::OpenProblems,
            _ => return None,
        };
        let today = state.today.get();
        let month = month
            .and_then(|month| Period::parse(&month).ok())
            .unwrap_or_else(|| Period::month_of(today));
        if which == Counted::HandledLate {
            let late = timeliness(state, month).late;
            return Some((which, month, late.into_iter().collect()));
        }
        if matches!(which, Counted::Failed | Counted::OpenProblems) {
            let figures = quality(state, month);
            let cases = if which == Counted::Failed {
                figures.failed
            } else {
                figures.open_problems
            };
            return Some((which, month, cases.into_iter().collect()));
        }
        let policy = state.policy_on(month.first_day())?;
        let figures = state.heads.with(|heads| {
            let cases = heads
                .complaints
                .iter()
                .map(|(case, head)| (case.stream(), head.as_ref()));
            month_figures(cases, &policy, month, today)
        });
        let cases = match which {
            Counted::Anchored => figures.anchored,
            Counted::NotFollowedUp => figures.not_followed_up,
            Counted::Asked => figures.asked,
            Counted::Overdue => figures.overdue,
            Counted::HandledLate | Counted::Failed | Counted::OpenProblems => Vec::new(),
        };
        Some((which, month, cases.into_iter().collect()))
    })
}
