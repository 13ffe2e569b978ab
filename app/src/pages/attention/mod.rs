//! 需处理: what the server did not take, whole, with the reason and who may; and follow-ups somebody says I went on.

mod bundle;
mod conduct;
mod entered;
mod expected;
mod occupant;
mod re_issue;
mod refused;
mod unread;

use std::collections::BTreeMap;

use domain::head::RefusalHead;
use domain::id::{CommandId, Instant};
use domain::rejection::RejectionCode;
use domain::role::Role;
use leptos::prelude::*;

use super::frame::Frame;
use crate::components::{Empty, Icon, Page};
use crate::language::use_language;
use crate::state::AppState;
use bundle::Bundle;
use conduct::{Conducts, to_confirm};
use expected::{ExpectedEntries, expected};

#[component]
pub fn AttentionPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let mine = Memo::new(move |_| refusals(state, true));
    let others = Memo::new(move |_| {
        if settles_for_others(state) {
            refusals(state, false)
        } else {
            Vec::new()
        }
    });
    // Only whether there are any: a reason half typed stays while other entries come and go.
    let any_mine = Memo::new(move |_| !mine.with(Vec::is_empty));
    let any_others = Memo::new(move |_| !others.with(Vec::is_empty));
    let nothing = Memo::new(move |_| {
        mine.with(Vec::is_empty)
            && others.with(Vec::is_empty)
            && to_confirm(state).is_empty()
            && expected(state).is_empty()
    });
    let entries = move |bundles: Memo<Vec<Vec<CommandId>>>| {
        let firsts = move || bundles.with(|bundles| firsts(bundles));
        view! {
            <For each=firsts key=|first| *first let:first>
                <Bundle first bundles/>
            </For>
        }
    };
    view! {
        <Frame title=language.words(|text| text.attention.title)>
            <Page>
                {move || nothing.get().then(|| view! {
                    <Empty
                        what=language.words(|text| text.attention.empty)
                        do_first=language.words(|text| text.attention.empty_hint)
                        icon=Icon::Check
                    />
                })}
                {move || any_mine.get().then(|| view! {
                    <section class="stack">
                        <h2>{move || language.text().attention.refused}</h2>
                        <p class="second">{move || language.text().attention.lead}</p>
                        {entries(mine)}
                    </section>
                })}
                <ExpectedEntries/>
                <Conducts/>
                {move || any_others.get().then(|| view! {
                    <section class="stack">
                        <h2>{move || language.text().attention.others}</h2>
                        {entries(others)}
                    </section>
                })}
            </Page>
        </Frame>
    }
}

/// How many entries wait for me: the number on the rail.
#[must_use]
pub fn waiting(state: AppState) -> usize {
    let others = if settles_for_others(state) {
        count(&refusals(state, false))
    } else {
        0
    };
    count(&refusals(state, true))
        .saturating_add(others)
        .saturating_add(to_confirm(state).len())
        .saturating_add(expected(state).len())
}

/// My entries that were not, or will not be taken: what the status line counts.
#[must_use]
pub fn not_taken(state: AppState) -> usize {
    count(&refusals(state, true)).saturating_add(expected(state).len())
}

/// Entries, not bundles.
fn count(bundles: &[Vec<CommandId>]) -> usize {
    bundles.iter().map(Vec::len).sum()
}

fn firsts(bundles: &[Vec<CommandId>]) -> Vec<CommandId> {
    bundles
        .iter()
        .filter_map(|bundle| bundle.first().copied())
        .collect()
}

/// Entries nobody has settled, in bundles, the latest first.
fn refusals(state: AppState, mine: bool) -> Vec<Vec<CommandId>> {
    let me = state.session.get().map(|session| session.person);
    state.heads.with(|heads| {
        let found = heads
            .refusals
            .iter()
            .filter(|(_, head)| !head.settled && (Some(head.author) == me) == mine)
            .map(|(id, head)| Standing {
                id: *id,
                entered_at: head.entered_at,
                follows: follows(head),
            })
            .collect();
        in_bundles(found)
    })
}

/// A refused entry's place among the others.
#[derive(Clone, Copy, Debug)]
struct Standing {
    id: CommandId,
    entered_at: Instant,
    /// The refused entry it builds on.
    follows: Option<CommandId>,
}

fn follows(head: &RefusalHead) -> Option<CommandId> {
    match head.rejection.code {
        RejectionCode::FollowsRefused { of } => Some(of),
        _ => None,
    }
}

/// The latest bundle first; within one, the entry that was refused and then what builds on it, as they were made. What
/// built on one entry stays together when that one is settled.
fn in_bundles(found: Vec<Standing>) -> Vec<Vec<CommandId>> {
    let known: BTreeMap<CommandId, Standing> = found.iter().map(|one| (one.id, *one)).collect();
    let root = |one: &Standing| {
        let mut at = *one;
        // A chain is no longer than the list: what names itself ends here all the same.
        for _ in 0..known.len() {
            match at.follows.map(|before| (before, known.get(&before))) {
                Some((_, Some(before))) => at = *before,
                Some((settled, None)) => return settled,
                None => break,
            }
        }
        at.id
    };
    let mut bundles = BTreeMap::<CommandId, Vec<Standing>>::new();
    for one in found {
        bundles.entry(root(&one)).or_default().push(one);
    }
    let mut placed: Vec<_> = bundles
        .into_iter()
        .map(|(root, mut bundle)| {
            domain::gather::sort_by_key(&mut bundle, |one| {
                (one.id != root, one.entered_at, one.id)
            });
            let began = bundle.first().map(|one| one.entered_at);
            (std::cmp::Reverse((began, root)), bundle)
        })
        .collect();
    domain::gather::sort_by_key(&mut placed, |(place, _)| *place);
    placed
        .into_iter()
        .map(|(_, bundle)| bundle.into_iter().map(|one| one.id).collect())
        .collect()
}

/// The property manager and the director answer for what others wrote.
pub(super) fn settles_for_others(state: AppState) -> bool {
    let held = state.roles_in_hand();
    let policy = state.policy_on(state.today.get());
    [Role::PropertyManager, Role::Director].iter().any(|role| {
        held.contains(role)
            || policy
                .as_ref()
                .is_some_and(|policy| held.contains(&policy.holder(*role)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_builds_on_a_refused_entry_stands_after_it_and_the_latest_bundle_first() {
        let id = |n: i64| CommandId::mint(Instant(n), [7; 10]);
        let one = |n: i64, follows: Option<i64>| Standing {
            id: id(n),
            entered_at: Instant(n),
            follows: follows.map(id),
        };
        let found = vec![
            one(5, None),
            one(3, Some(2)),
            one(1, None),
            one(4, Some(3)),
            one(2, None),
            one(6, Some(9)),
            one(8, Some(10)),
            one(7, Some(10)),
        ];
        let order = in_bundles(found);
        let bundles = [vec![7, 8], vec![6], vec![5], vec![2, 3, 4], vec![1]];
        assert_eq!(
            order,
            bundles.map(|bundle| bundle.into_iter().map(id).collect::<Vec<_>>())
        );
    }
}
