//! What every page stands in: rail, head, status line with its explanation, and the banners over everything.

use domain::policy::ProfileName;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use super::attention::not_taken;
use crate::actions::Actions;
use crate::clock::is_off;
use crate::components::{
    BackLink, Banner, Button, ButtonKind, Dialog, Empty, Fact, Facts, Icon, LinkButton, NavItem,
    Shell, Skeleton, StatusPill, Tone,
};
use crate::language::{Language, use_language};
use crate::state::AppState;
use crate::text::status;

/// A page for somebody who is signed in; whoever is not is led to the sign-in.
#[component]
pub fn Frame(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] subtitle: MaybeProp<String>,
    /// With it the page stands alone, without a rail.
    #[prop(optional, into)]
    back: Signal<Option<BackLink>>,
    children: ChildrenFn,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let path = use_location().pathname;
    // Until the first sync has brought the heads a page would call the office empty.
    let here = Memo::new(move |_| {
        state.ready.get()
            && state.session.with(Option::is_some)
            && state.heads.with(|heads| heads.office.is_some())
    });
    let navigate = use_navigate();
    let fenced = Memo::new(move |_| state.sync.with(|sync| sync.fenced));
    Effect::new(move |_| {
        // A tab that is not the live one has read nothing yet: nobody is signed out.
        if state.ready.get() && state.session.with(Option::is_none) && !fenced.get() {
            navigate("/sign-in", leptos_router::NavigateOptions::default());
        }
    });
    let explained = RwSignal::new(false);
    let content = move || {
        if here.get() {
            children()
        } else if fenced.get() {
            view! {
                <Empty
                    what=language.words(|text| text.banner.other_tab)
                    do_first=language.words(|text| text.banner.other_tab_lead)
                    icon=Icon::Lock
                />
            }
            .into_any()
        } else {
            view! { <Skeleton label=language.words(|text| text.common.loading)/> }.into_any()
        }
    };
    view! {
        <Shell
            title
            subtitle
            nav=places(state, language)
            path=path
            nav_label=language.words(|text| text.navigation.label)
            skip_label=language.words(|text| text.common.skip_to_content)
            back
            status=move || view! { <Status explained/> }
            who=my_name(state)
        >
            <Banners/>
            {content}
        </Shell>
        <SyncDialog open=explained/>
    }
}

fn my_name(state: AppState) -> Signal<String> {
    Signal::derive(move || {
        let me = state.session.get().map(|session| session.person);
        state.heads.with(|heads| {
            me.and_then(|me| heads.people.get(&me))
                .map_or_else(String::new, |person| person.name.clone())
        })
    })
}

fn profile(state: AppState) -> ProfileName {
    state
        .policy_on(state.today.get())
        .map_or(ProfileName::Mall, |policy| policy.profile)
}

fn places(state: AppState, language: Language) -> Vec<NavItem> {
    let due = Memo::new(move |_| {
        let due = super::follow_ups::mine::due_now(state);
        let told = due
            .saturating_add(super::today::handed_up(state))
            .saturating_add(super::summaries::mine::waiting(state));
        u32::try_from(told).unwrap_or(u32::MAX)
    });
    let repairs = Memo::new(move |_| {
        u32::try_from(super::work_orders::mine::waiting(state)).unwrap_or(u32::MAX)
    });
    let count = move || usize::try_from(due.get()).unwrap_or(usize::MAX);
    let settle =
        Memo::new(move |_| u32::try_from(super::attention::waiting(state)).unwrap_or(u32::MAX));
    let to_settle = move || usize::try_from(settle.get()).unwrap_or(usize::MAX);
    let broken = Memo::new(move |_| {
        u32::try_from(super::violations::mine::waiting(state)).unwrap_or(u32::MAX)
    });
    vec![
        NavItem::new(
            Icon::Today,
            language.words(|text| text.navigation.today),
            "/",
        )
        .with_badge(due, language.say(move |lang| lang.waiting(count()))),
        NavItem::new(
            Icon::FollowUp,
            language.words(|text| text.navigation.follow_ups),
            "/follow-ups",
        ),
        NavItem::new(
            Icon::Complaint,
            language.words(|text| text.navigation.complaints),
            "/complaints",
        ),
        NavItem::new(
            Icon::Repair,
            language.words(|text| text.navigation.repairs),
            "/work-orders",
        )
        .with_badge(
            repairs,
            language.say(move |lang| {
                lang.waiting(usize::try_from(repairs.get()).unwrap_or(usize::MAX))
            }),
        ),
        NavItem::new(
            Icon::Violation,
            language.words(|text| text.navigation.violations),
            "/violations",
        )
        .with_badge(
            broken,
            language
                .say(move |lang| lang.waiting(usize::try_from(broken.get()).unwrap_or(usize::MAX))),
        ),
        NavItem::new(
            Icon::Occupant,
            language.say(move |lang| lang.occupants_of(profile(state)).to_owned()),
            "/occupants",
        ),
        NavItem::new(
            Icon::Board,
            language.words(|text| text.navigation.board),
            "/board",
        ),
        NavItem::new(
            Icon::Staff,
            language.words(|text| text.navigation.staff),
            "/staff",
        ),
        NavItem::new(
            Icon::Attention,
            language.words(|text| text.navigation.attention),
            "/attention",
        )
        .with_badge(settle, language.say(move |lang| lang.waiting(to_settle()))),
        NavItem::new(
            Icon::Settings,
            language.words(|text| text.navigation.settings),
            "/settings",
        ),
    ]
}

#[component]
fn Status(explained: RwSignal<bool>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let pill = Memo::new(move |_| {
        let waiting = not_taken(state);
        language.get().pill(
            &state.sync.get(),
            waiting,
            state.utc_offset_minutes(),
            state.today.get(),
        )
    });
    let tone = Signal::derive(move || match pill.get().tone {
        status::Tone::Attention => Tone::Late,
        status::Tone::Unsent => Tone::Today,
        status::Tone::Working => Tone::Info,
        status::Tone::Synced => Tone::Done,
    });
    let icon = Signal::derive(move || match pill.get().tone {
        status::Tone::Attention => Icon::Attention,
        status::Tone::Unsent | status::Tone::Working => Icon::Sync,
        status::Tone::Synced => Icon::Check,
    });
    view! {
        <StatusPill
            tone
            icon
            text=Signal::derive(move || pill.get().words)
            on_click=move |()| explained.set(true)
        />
    }
}

#[component]
fn SyncDialog(open: RwSignal<bool>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let sync = state.sync;
    let count = move |count: usize| language.get().entries(count);
    let synced_at = move || match sync.get().synced_at {
        Some(at) => language.get().full_moment(at, state.utc_offset_minutes()),
        None => language.text().status.never.to_owned(),
    };
    let lead = move || {
        let words = &language.text().status;
        let now = sync.get();
        if now.signed_out_by_server {
            words.signed_out
        } else {
            match now.phase {
                crate::engine::message::SyncPhase::NoNetwork => words.no_network,
                crate::engine::message::SyncPhase::ServerTrouble => words.server_trouble,
                crate::engine::message::SyncPhase::Broken => words.broken,
                crate::engine::message::SyncPhase::NoRoom => words.no_room,
                crate::engine::message::SyncPhase::SetBack => language.text().set_back.lead,
                crate::engine::message::SyncPhase::Syncing => words.syncing,
                crate::engine::message::SyncPhase::Idle if now.held_up > 0 => words.held_up_why,
                crate::engine::message::SyncPhase::Idle
                    if now.unsent == 0 && now.photos_waiting == 0 =>
                {
                    words.all_synced
                }
                crate::engine::message::SyncPhase::Idle => words.saved_here,
            }
        }
    };
    let foot = {
        let actions = actions.clone();
        move || {
            let actions = actions.clone();
            let settle = (not_taken(state) > 0).then(|| {
                view! {
                    <LinkButton href=Signal::stored("/attention".to_owned())>
                        {move || language.text().status.to_attention}
                    </LinkButton>
                }
            });
            view! {
                {settle}
                <Button kind=ButtonKind::Primary on_click=move |()| actions.sync_now()>
                    {move || language.text().status.sync_now}
                </Button>
            }
        }
    };
    view! {
        <Dialog
            open
            id="sync"
            title=language.words(|text| text.status.title)
            close_label=language.words(|text| text.common.close)
            foot=foot
        >
            <p>{lead}</p>
            <Facts>
                <Fact
                    label=language.words(|text| text.status.unsent)
                    value=Signal::derive(move || count(sync.get().unsent))
                />
                {move || {
                    let others = sync.get().unsent_of_others;
                    (others > 0).then(|| view! {
                        <Fact
                            label=language.words(|text| text.status.of_others)
                            value=Signal::derive(move || count(others))
                        />
                    })
                }}
                {move || {
                    let held_up = sync.get().held_up;
                    (held_up > 0).then(|| view! {
                        <Fact
                            label=language.words(|text| text.status.held_up)
                            value=Signal::derive(move || count(held_up))
                        />
                    })
                }}
                <Fact
                    label=language.words(|text| text.status.photos)
                    value=Signal::derive(move || language.get().photos_left(&sync.get()))
                />
                <Fact label=language.words(|text| text.status.synced_at) value=Signal::derive(synced_at)/>
            </Facts>
        </Dialog>
    }
}

#[component]
pub(super) fn Banners() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let later = RwSignal::new(false);
    let fenced = Memo::new(move |_| state.sync.with(|sync| sync.fenced));
    let expired = Memo::new(move |_| state.sync.with(|sync| sync.signed_out_by_server));
    let update = Memo::new(move |_| state.sync.with(|sync| sync.update_waiting) && !later.get());
    let lost = Memo::new(move |_| {
        state
            .sync
            .with(|sync| sync.loss.filter(|loss| !loss.read && loss.any()))
    });
    let broken = Memo::new(move |_| state.sync.with(|sync| sync.broken.len()));
    let newer = Memo::new(move |_| state.sync.with(|sync| sync.needs_newer_app));
    let read = StoredValue::new(actions.clone());
    let demo = Memo::new(move |_| {
        state
            .office
            .with(|office| office.as_ref().is_some_and(|office| office.demo))
    });
    // Its clock ticks quietly: a line read out anew each minute would talk over the work.
    let demo_clock = move || {
        let at = state.minute.get();
        language.get().demo_clock(at, state.utc_offset_minutes())
    };
    // A demo's clock is meant to be another one.
    let clock = Memo::new(move |_| {
        let off = state.clock_offset_millis.get();
        // By the minute: not every answer says it anew.
        let minutes = (off + off.signum() * 30_000) / 60_000;
        (!demo.get() && is_off(off)).then_some(minutes * 60_000)
    });
    let first = Memo::new(move |_| state.sync.with(|sync| sync.first));
    let use_here =
        {
            let actions = actions.clone();
            move || {
                let actions = actions.clone();
                fenced.get().then(|| view! {
                <Banner tone=Tone::Late text=language.words(|text| text.banner.other_tab)>
                    <Button kind=ButtonKind::Secondary on_click=move |()| actions.use_here()>
                        {move || language.text().banner.use_here}
                    </Button>
                </Banner>
            })
            }
        };
    let update_now = move || {
        let actions = actions.clone();
        update.get().then(|| view! {
            <Banner tone=Tone::Info text=language.words(|text| text.banner.update)>
                <Button on_click=move |()| later.set(true)>{move || language.text().banner.update_later}</Button>
                <Button kind=ButtonKind::Secondary on_click=move |()| actions.update()>
                    {move || language.text().banner.update_now}
                </Button>
            </Banner>
        })
    };
    view! {
        {use_here}
        {move || lost.get().map(|loss| view! {
            <Banner tone=Tone::Late text=language.say(move |lang| lang.lost(loss.unsent, loss.photos))>
                <Button on_click=move |()| read.get_value().loss_read()>{move || language.text().banner.lost_read}</Button>
            </Banner>
        })}
        {move || (broken.get() > 0).then(|| view! {
            <Banner tone=Tone::Late text=language.say(move |lang| lang.broken_chains(broken.get()))/>
        })}
        {move || clock.get().map(|off| view! {
            <Banner tone=Tone::Today text=language.say(move |lang| lang.clock_told(off))/>
        })}
        {move || newer.get().then(|| view! {
            <Banner tone=Tone::Today text=language.words(|text| text.banner.needs_newer_app)/>
        })}
        {move || expired.get().then(|| view! {
            <Banner tone=Tone::Today text=language.words(|text| text.banner.signed_out)>
                <LinkButton href=Signal::stored("/sign-in".to_owned())>
                    {move || language.text().banner.sign_in_again}
                </LinkButton>
            </Banner>
        })}
        {update_now}
        {move || first.get().map(|_| view! {
            <Banner tone=Tone::Info text=language.words(|text| text.status.first_lead)/>
        })}
        {move || demo.get().then(|| view! {
            <Banner tone=Tone::Info text=language.words(|text| text.banner.demo)>
                <span aria-live="off">{demo_clock}</span>
            </Banner>
        })}
    }
}
