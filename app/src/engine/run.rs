//! The engine's loops: requests from pages, and the sync that never stops trying.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use futures::channel::mpsc;
use futures::future::{Either, select};
use futures::lock::Mutex;
use futures::{FutureExt, StreamExt};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;

use super::Engine;
use super::message::{Heads, Request, SyncPhase, SyncStatus, Update};
use super::photos::Nudge;
use crate::sync::http::NetFault;
use crate::sync::live;
use crate::sync::schedule::{Backoff, QUIET_MILLIS, draw};

/// Starts the engine; pages send requests into the returned channel, updates come through the callback.
pub fn start(updates: impl Fn(Update) + 'static) -> mpsc::UnboundedSender<Request> {
    let (requests, mut inbox) = mpsc::unbounded();
    let (kicks, kicked) = mpsc::unbounded();
    let (nudges, nudged) = mpsc::unbounded();
    let (emptied, was_emptied) = mpsc::unbounded();
    let engine = Rc::new(Engine {
        updates: Box::new(updates),
        device_store: RefCell::new(None),
        session: RefCell::new(None),
        open: RefCell::new(None),
        gate: Mutex::new(()),
        heads: RefCell::new(Arc::new(Heads::default())),
        status: RefCell::new(SyncStatus::default()),
        watched: RefCell::new(BTreeSet::new()),
        kicks: kicks.clone(),
        nudges: nudges.clone(),
        emptied,
        clock_offset: Cell::new(0),
        quickest: Cell::new(u64::MAX),
        storage: Cell::default(),
        storage_asked: Cell::default(),
        shown: RefCell::new(BTreeSet::new()),
        patience: RefCell::default(),
    });
    signs_of_life(&kicks, &nudges);
    super::update::watch(&engine);
    spawn_local(async move {
        super::tab::live(&engine).await;
        engine.boot().await;
        spawn_local(sync_forever(engine.clone(), kicked));
        spawn_local(super::photos::send_forever(engine.clone(), nudged));
        spawn_local(super::rescue::rescue_forever(engine.clone(), was_emptied));
        spawn_local(listen_forever(engine.clone()));
        spawn_local(turn_days(engine.clone()));
        while let Some(request) = inbox.next().await {
            spawn_local(serve(engine.clone(), request));
        }
    });
    requests
}

async fn serve(engine: Rc<Engine>, request: Request) {
    match request {
        Request::SignIn {
            sign_in_name,
            password,
            office,
            reply,
        } => {
            let _ = reply.send(engine.sign_in(&sign_in_name, &password, office).await);
        }
        Request::SignInByCode {
            sign_in_name,
            code,
            password,
            reply,
        } => {
            let _ = reply.send(
                engine
                    .sign_in_by_code(&sign_in_name, &code, &password)
                    .await,
            );
        }
        Request::SignOut { reply } => {
            engine.sign_out().await;
            let _ = reply.send(());
        }
        Request::SetUp { set_up, reply } => {
            let _ = reply.send(engine.set_up(&set_up).await);
        }
        Request::DemoNames { reply } => {
            let _ = reply.send(engine.demo_names().await);
        }
        Request::IssueCode { person, reply } => {
            let _ = reply.send(engine.issue_code(person).await);
        }
        Request::Devices { reply } => {
            let _ = reply.send(engine.devices().await);
        }
        Request::RevokeDevice { device, reply } => {
            let _ = reply.send(engine.revoke_device(device).await);
        }
        Request::Losses { reply } => {
            let _ = reply.send(engine.losses().await);
        }
        Request::Held { command, reply } => {
            let _ = reply.send(engine.held(command).await);
        }
        Request::Webhook { wish, reply } => {
            let _ = reply.send(engine.webhook(wish).await);
        }
        Request::SetBack { end, reply } => {
            let _ = reply.send(engine.told_set_back(end).await);
        }
        Request::MoveDemoClock { to, reply } => {
            let _ = reply.send(engine.move_demo_clock(to).await);
        }
        Request::Try { submission, reply } => {
            let _ = reply.send(engine.try_out(*submission).await);
        }
        Request::Submit { submission, reply } => {
            let _ = reply.send(engine.submit(*submission).await);
        }
        Request::Watch { stream } => engine.watch(stream).await,
        Request::MakeReady { about } => engine.make_ready(about).await,
        Request::Read { streams, reply } => {
            let _ = reply.send(engine.read(streams).await);
        }
        Request::SaveDraft { key, json, reply } => {
            let _ = reply.send(engine.save_draft(key, json).await);
        }
        Request::LoadDraft { key, reply } => {
            let _ = reply.send(engine.load_draft(&key).await);
        }
        Request::DropDraft { key, reply } => {
            engine.drop_draft(key).await;
            let _ = reply.send(());
        }
        Request::KeepPhoto {
            bytes,
            media,
            reply,
        } => {
            let _ = reply.send(engine.keep_photo(&bytes, &media).await);
        }
        Request::PhotoRoom { reply } => {
            let _ = reply.send(engine.photo_room().await);
        }
        Request::ClearPhotos { reply } => {
            let _ = reply.send(engine.clear_photos().await);
        }
        Request::LossRead => engine.loss_read(),
        Request::Photo { digest, reply } => {
            let _ = reply.send(engine.photo(digest).await);
        }
        Request::ExportUnsent { reply } => {
            let _ = reply.send(engine.export_unsent().await);
        }
        Request::PreviewUnsent { text, reply } => {
            let _ = reply.send(engine.preview_unsent(&text));
        }
        Request::BringInUnsent { text, reply } => {
            let _ = reply.send(engine.bring_in_unsent(&text).await);
        }
        Request::Older { finding, reply } => {
            let _ = reply.send(engine.older(&finding).await);
        }
        Request::Figures { month, reply } => {
            let _ = reply.send(engine.figures(month).await);
        }
        Request::SyncNow => engine.kick(),
        Request::UseHere => super::tab::take_over(&engine).await,
        Request::StorageReport { reply } => {
            let _ = reply.send(super::tab::storage_report().await);
        }
        Request::Update => super::tab::update(),
    }
}

/// Push, pull, photos; then wait for a kick, a moment of quiet, or the end of the back-off.
async fn sync_forever(engine: Rc<Engine>, mut kicked: mpsc::UnboundedReceiver<()>) {
    let mut backoff = Backoff::default();
    loop {
        let wait = match engine.sync_once().await {
            Ok(()) => {
                if let Some(open) = engine.opened() {
                    engine.merge_pages(&open).await;
                    engine.bring_what_is_looked_at(&open).await;
                    engine.move_window(&open).await;
                }
                backoff.reset();
                QUIET_MILLIS
            }
            Err(fault) => {
                engine.set_status(|status| {
                    status.phase = match fault {
                        NetFault::NoNetwork => SyncPhase::NoNetwork,
                        NetFault::NotOurs => SyncPhase::ServerTrouble,
                        NetFault::NoRoom => SyncPhase::NoRoom,
                        NetFault::Broken => SyncPhase::Broken,
                        NetFault::SetBack => SyncPhase::SetBack,
                    };
                });
                backoff.failed(draw())
            }
        };
        match select(kicked.next(), TimeoutFuture::new(wait)).await {
            Either::Left((None, _)) => return,
            Either::Left((Some(()), _)) => {
                // Several reasons to sync at once are one.
                while let Some(Some(())) = kicked.next().now_or_never() {}
                backoff.reset();
            }
            Either::Right(_) => {}
        }
    }
}

async fn listen_forever(engine: Rc<Engine>) {
    let mut backoff = Backoff::default();
    loop {
        if engine.opened().is_some() {
            let (heard, mut messages) = mpsc::unbounded();
            let hearer = engine.clone();
            // In their order: each page leads on from the one before it.
            spawn_local(async move {
                while let Some(message) = messages.next().await {
                    hearer.hear(message).await;
                }
            });
            let began = crate::clock::ticks();
            live::listen(heard).await;
            if crate::clock::ticks().saturating_sub(began) > 10_000 {
                backoff.reset();
            }
        }
        TimeoutFuture::new(backoff.failed(draw())).await;
    }
}

/// "Today" turns at the office's midnight without anything happening.
async fn turn_days(engine: Rc<Engine>) {
    loop {
        engine.tell_today();
        TimeoutFuture::new(30_000).await;
    }
}

/// The browser's hints that trying again may help: online, visible again.
fn signs_of_life(kicks: &mpsc::UnboundedSender<()>, nudges: &mpsc::UnboundedSender<Nudge>) {
    let Some(window) = web_sys::window() else {
        return;
    };
    for name in ["online", "focus", "pageshow"] {
        let (kicks, nudges) = (kicks.clone(), nudges.clone());
        let kick = Closure::<dyn Fn()>::new(move || {
            let _ = kicks.unbounded_send(());
            let _ = nudges.unbounded_send(Nudge::Life);
        });
        let _ = window.add_event_listener_with_callback(name, kick.as_ref().unchecked_ref());
        // Lives as long as the page.
        kick.forget();
    }
}
