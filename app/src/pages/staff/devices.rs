//! The tablets that signed in at this office; a lost one is revoked.

use domain::id::DeviceId;
use domain::sync::report::TabletReport;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::losses::Losses;
use crate::actions::Actions;
use crate::clock::is_off;
use crate::components::{
    Button, ButtonKind, Card, Chip, Dialog, Fact, Facts, Notice, PaneHead, Skeleton, Tone,
};
use crate::engine::message::{AccountError, DeviceRow};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Lang;

#[derive(Clone, Copy)]
struct Known {
    rows: RwSignal<Option<Vec<DeviceRow>>>,
    failed: RwSignal<Option<AccountError>>,
}

impl Known {
    async fn ask(self, actions: Actions) {
        match actions.devices().await {
            Ok(rows) => {
                let _ = self.rows.try_set(Some(rows));
            }
            Err(error) => {
                let _ = self.failed.try_set(Some(error));
            }
        }
    }
}

#[component]
pub fn Devices() -> impl IntoView {
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let known = Known {
        rows: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    spawn_local(known.ask(actions.get_value()));
    let revoking = RwSignal::new(None::<DeviceId>);
    let open = RwSignal::new(false);
    let revoke = move |()| {
        let Some(device) = revoking.get_untracked() else {
            return;
        };
        open.set(false);
        known.failed.set(None);
        let actions = actions.get_value();
        spawn_local(async move {
            if let Err(error) = actions.revoke_device(device).await {
                let _ = known.failed.try_set(Some(error));
            }
            known.ask(actions).await;
        });
    };
    let list = move || {
        if known.failed.with(Option::is_some) && known.rows.with(Option::is_none) {
            return None;
        }
        Some(match known.rows.get() {
            None => {
                view! { <Skeleton label=language.words(|text| text.common.loading)/> }.into_any()
            }
            Some(rows) => rows
                .into_iter()
                .map(|row| view! { <Device row revoking open/> })
                .collect_view()
                .into_any(),
        })
    };
    let which = Signal::derive(move || {
        let number = known.rows.with(|rows| {
            let row = |row: &&DeviceRow| Some(row.id) == revoking.get();
            rows.as_ref()?.iter().find(row).map(|row| row.number)
        });
        let lang = language.get();
        let what = language.text().staff.device_revoke;
        number.map_or_else(
            || what.to_owned(),
            |number| lang.labelled(what, &lang.tablet_number(number)),
        )
    });
    view! {
        <PaneHead title=language.words(|text| text.staff.devices)/>
        <p class="second">{move || language.text().staff.devices_lead}</p>
        {move || known.failed.get().map(|error| view! {
            <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice>
        })}
        {list}
        <Losses rows=known.rows/>
        <Dialog
            open
            id="revoke"
            title=which
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button on_click=move |()| open.set(false)>{move || language.text().common.cancel}</Button>
                <Button kind=ButtonKind::Danger on_click=revoke>{move || language.text().staff.device_revoke}</Button>
            }
        >
            <p>{move || language.text().staff.device_revoke_sure}</p>
        </Dialog>
    }
}

#[component]
fn Device(
    row: DeviceRow,
    revoking: RwSignal<Option<DeviceId>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let id = row.id;
    let here = Memo::new(move |_| {
        state
            .session
            .with(|session| session.as_ref().is_some_and(|session| session.device == id))
    });
    let revoked = row.revoked_at.is_some();
    let label = StoredValue::new(row.label.as_deref().and_then(browser_and_system));
    let number = row.number;
    let name = Signal::derive(move || {
        let label = label
            .get_value()
            .unwrap_or_else(|| language.text().staff.device_unnamed.to_owned());
        format!("{} · {label}", language.get().tablet_number(number))
    });
    let report = StoredValue::new(row.report.clone());
    let at = move |at| {
        Signal::derive(move || Some(language.get().full_moment(at, state.utc_offset_minutes())))
    };
    view! {
        <Card>
            <div class="row-between">
                <strong>{move || name.get()}</strong>
                {move || here.get().then(|| view! {
                    <Chip tone=Tone::Act text=language.words(|text| text.staff.device_this)/>
                })}
                {revoked.then(|| view! {
                    <Chip tone=Tone::Late text=language.words(|text| text.staff.device_revoked)/>
                })}
            </div>
            <Facts>
                <Fact label=language.words(|text| text.staff.device_enrolled) value=at(row.enrolled_at)/>
                <Fact label=language.words(|text| text.staff.device_seen) value=at(row.reported_at.unwrap_or(row.last_seen))/>
                {move || said(state, language.get(), report.get_value().as_ref())}
            </Facts>
            {(!revoked).then(|| view! {
                <div class="row">
                    <Button
                        kind=ButtonKind::Danger
                        label=Signal::derive(move || Some(format!("{} {}", language.text().staff.device_revoke, name.get())))
                        on_click=move |()| { revoking.set(Some(id)); open.set(true); }
                    >
                        {move || language.text().staff.device_revoke}
                    </Button>
                </div>
            })}
        </Card>
    }
}

/// What a tablet said of itself.
fn said(state: AppState, lang: Lang, report: Option<&TabletReport>) -> AnyView {
    let words = &crate::text::text(lang).staff;
    let fact = |label: &'static str, value: String| {
        view! { <Fact label=Signal::stored(label.to_owned()) value=Signal::stored(Some(value))/> }
    };
    let Some(report) = report else {
        return fact(words.device_unsent, words.device_silent.to_owned()).into_any();
    };
    let minutes = state.utc_offset_minutes();
    let unsent = lang.not_arrived(report.unsent, report.oldest, minutes);
    let photos = lang.not_arrived(report.photos, None, minutes);
    let kept = if report.persisted {
        words.device_persisted
    } else {
        words.device_not_persisted
    };
    let storage = format!("{} · {kept}", lang.storage_of(report.used, report.quota));
    let clock = if is_off(report.offset) {
        lang.clock_off(report.offset)
    } else {
        words.device_clock_right.to_owned()
    };
    view! {
        {fact(words.device_unsent, unsent)}
        {fact(words.device_photos, photos)}
        {fact(words.device_version, report.app.clone())}
        {fact(words.device_storage, storage)}
        {fact(words.device_clock, clock)}
    }
    .into_any()
}

/// Which browser on which system, from what the browser says of itself; a label somebody gave stays as it is.
fn browser_and_system(label: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 7] = [
        ("MicroMessenger/", "WeChat"),
        ("Edg", "Edge"),
        ("HuaweiBrowser/", "Huawei Browser"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Macintosh", "Mac"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let label = label.trim();
    if !label.starts_with("Mozilla/") {
        return (!label.is_empty()).then(|| label.to_owned());
    }
    let named = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(sign, _)| label.contains(sign))
            .map(|(_, name)| *name)
    };
    let known: Vec<&str> = [named(&BROWSERS), named(&SYSTEMS)]
        .into_iter()
        .flatten()
        .collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::browser_and_system;

    #[test]
    fn a_tablet_is_named_by_browser_and_system() {
        let table = [
            ("", None),
            ("前台平板", Some("前台平板")),
            (
                "Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
                Some("Chrome · Android"),
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/604.1",
                Some("Safari · iPad"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0",
                Some("Edge · Windows"),
            ),
        ];
        for (label, name) in table {
            assert_eq!(browser_and_system(label).as_deref(), name);
        }
    }
}
