//! What browsers threw away before it was sent: on which tablet, how much, told by whom and when.

use domain::id::DeviceId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::Actions;
use crate::components::{Card, Fact, Facts};
use crate::engine::message::{DeviceRow, TabletLoss};
use crate::language::use_language;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;

/// The section; nothing where nothing was lost.
#[component]
pub fn Losses(rows: RwSignal<Option<Vec<DeviceRow>>>) -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let losses = RwSignal::new(Vec::<TabletLoss>::new());
    spawn_local(async move {
        // The list of tablets beside it says what is wrong where the server cannot be asked.
        if let Ok(mut found) = actions.losses().await {
            found.sort_by_key(|loss| std::cmp::Reverse(loss.told_at));
            let _ = losses.try_set(found);
        }
    });
    move || {
        let losses = losses.get();
        (!losses.is_empty()).then(|| {
            let cards = losses
                .into_iter()
                .map(|loss| view! { <Lost loss rows/> })
                .collect_view();
            view! {
                <section class="stack">
                    <h2>{move || language.text().staff.losses}</h2>
                    <p class="second">{move || language.text().staff.losses_lead}</p>
                    {cards}
                </section>
            }
        })
    }
}

#[component]
fn Lost(loss: TabletLoss, rows: RwSignal<Option<Vec<DeviceRow>>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let title = Signal::derive(move || {
        let number = rows.with(|rows| number_of(rows.as_deref(), loss.device));
        Some(number.map_or_else(
            || language.text().staff.device_unnamed.to_owned(),
            |number| language.get().tablet_number(number),
        ))
    });
    let what = Signal::derive(move || Some(language.get().lost_there(loss.unsent, loss.photos)));
    let by = Signal::derive(move || Some(Directory::now(state, language.get()).person(loss.by)));
    let at = Signal::derive(move || {
        Some(
            language
                .get()
                .full_moment(loss.told_at, state.utc_offset_minutes()),
        )
    });
    view! {
        <Card title>
            <Facts>
                <Fact label=language.words(|text| text.staff.loss_what) value=what/>
                <Fact label=language.words(|text| text.staff.loss_by) value=by/>
                <Fact label=language.words(|text| text.staff.loss_at) value=at/>
            </Facts>
        </Card>
    }
}

fn number_of(rows: Option<&[DeviceRow]>, device: DeviceId) -> Option<u64> {
    rows?
        .iter()
        .find(|row| row.id == device)
        .map(|row| row.number)
}
