//! What pages and engine say to each other. Plain values only, so that the engine can move into a worker thread.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::apply::State;
use domain::calendar::Period;
use domain::command::{Command, CommandBody};
use domain::head::{
    ComplaintHead, DayBookHead, HeadRow, OfficeHead, PersonHead, PriceListHead, RefusalHead,
    SummaryHead, UnitHead, ViolationHead, WorkOrderHead,
};
use domain::id::{
    CaseId, CommandId, Cursor, DayBookId, DeviceId, Digest, Instant, OfficeId, PersonId,
    PriceListId, StreamId, SummaryId, UnitId, WorkOrderId,
};
use domain::office::Office;
use domain::personal::PersonalValue;
use domain::policy::ProfileName;
use domain::rejection::Rejection;
use domain::sync::report::TabletReport;
use domain::sync::window::message::FiguresReply;
use domain::sync::window::{Finding, Window};
use futures::channel::oneshot;
use serde::{Deserialize, Serialize};

pub use super::kept::{
    BringInError, BringInLine, BringInOutcome, BringInPreview, Loss, MissingTablet, PhotoError,
    PhotoProgress, PhotoRoom, SetBackProgress, SetBackTold, TabletLoss,
};

/// Who is signed in on this tablet now, at which office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub person: PersonId,
    pub device: DeviceId,
    pub office: OfficeId,
    pub offices: Vec<OfficeChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeChoice {
    pub id: OfficeId,
    pub name: String,
    pub demo: bool,
}

/// What a right name and password lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedIn {
    /// Into the office.
    Entered,
    /// They belong to several: one is to be named.
    Choose(Vec<OfficeChoice>),
}

/// Everything the lists show, as one snapshot: confirmed heads with the unsent work on top.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heads {
    pub office: Option<OfficeHead>,
    pub complaints: BTreeMap<CaseId, Arc<ComplaintHead>>,
    pub units: BTreeMap<UnitId, Arc<UnitHead>>,
    pub people: BTreeMap<PersonId, Arc<PersonHead>>,
    pub refusals: BTreeMap<CommandId, Arc<RefusalHead>>,
    pub work_orders: BTreeMap<WorkOrderId, Arc<WorkOrderHead>>,
    pub violations: BTreeMap<CaseId, Arc<ViolationHead>>,
    pub day_books: BTreeMap<DayBookId, Arc<DayBookHead>>,
    pub price_lists: BTreeMap<PriceListId, Arc<PriceListHead>>,
    pub summaries: BTreeMap<SummaryId, Arc<SummaryHead>>,
    /// How far this tablet has the log.
    pub at: Cursor,
    /// Streams with something on them that the server does not have yet.
    pub unsent: std::collections::BTreeSet<StreamId>,
    /// Where this tablet's holdings begin; `None` where everything is here.
    pub window: Option<Window>,
    /// Saved here, but the rules say no by now; in the order they are sent in.
    pub expected: Vec<Arc<ExpectedRefusal>>,
}

/// A saved command that will not be taken: by this tablet's own verdict, or by the server's that has not come down.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedRefusal {
    pub command: Command,
    /// The stream the command is about.
    pub about: StreamId,
    pub rejection: Rejection,
    /// The server has said so already.
    pub by_server: bool,
}

/// What was found among what is not here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Older {
    pub rows: Arc<[HeadRow]>,
    /// There are more than one answer has room for.
    pub more: bool,
}

/// The status line: it never lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncStatus {
    /// Commands saved here that the server has not answered, of everybody on this tablet.
    pub unsent: usize,
    /// Of those, other people's: their number is shown, their content is not.
    pub unsent_of_others: usize,
    /// Of those, what the server does not take just now because of whoever wrote it; the others' work goes on.
    pub held_up: usize,
    /// Photos the server does not have yet.
    pub photos_waiting: usize,
    pub photos: PhotoProgress,
    /// Cases whose own chain does not hold here, and whose copy at the server could not be had or is no better.
    pub broken: Vec<StreamId>,
    /// Something here was written by a newer version of the app.
    pub needs_newer_app: bool,
    /// What this tablet lost when the browser threw its storage away, until somebody has read it.
    pub loss: Option<Loss>,
    pub phase: SyncPhase,
    /// When server and tablet last agreed.
    pub synced_at: Option<Instant>,
    /// The server no longer knows this session: work goes on, sending waits for a sign-in.
    pub signed_out_by_server: bool,
    /// How far a server that was set back is, while it is.
    pub set_back: Option<SetBackProgress>,
    /// A first sync in progress: parts durable, parts in all.
    pub first: Option<(u64, u64)>,
    /// Another tab has taken over; this one shows 在此使用.
    pub fenced: bool,
    /// A new version of the app waits for the user's word.
    pub update_waiting: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SyncPhase {
    #[default]
    Idle,
    Syncing,
    NoNetwork,
    /// The server answered with an error, or with something that is not ours.
    ServerTrouble,
    /// What came down did not match its checksum: it is asked for again.
    Broken,
    /// This tablet's storage takes no more: nothing new comes in until there is room.
    NoRoom,
    /// The server was set back: it is given back what it lost, and takes entries afterwards.
    SetBack,
}

/// One thing a person did, ready to be decided and saved.
#[derive(Clone, Debug)]
pub struct Submission {
    pub body: CommandBody,
    /// Who went. Empty means the one signed in.
    pub conducted_by: Vec<PersonId>,
    /// When it happened; `None` means now.
    pub happened_at: Option<Instant>,
    pub personal: Vec<PersonalValue>,
    pub photos: Vec<Digest>,
    /// The draft this came from: it goes in the same transaction.
    pub draft: Option<String>,
    /// Sent to the server although this tablet refuses it (the "keep and ask" path of 需处理).
    pub even_if_refused: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// The rules say no, with clause and who may. What was typed stays in the draft.
    #[error("{0}")]
    Refused(Rejection),
    /// Nothing was saved; the form keeps everything.
    #[error("the storage did not take it")]
    Storage,
    /// Nothing was saved, for there is no room; the form keeps everything.
    #[error("there is no room")]
    NoRoom,
    /// A newer version wrote on it: here it can be read, not written on.
    #[error("needs a newer app")]
    NeedsNewerApp,
    #[error("nobody is signed in")]
    SignedOut,
    /// Streams it needs are not on this tablet and the server cannot be reached.
    #[error("what it needs is not on this tablet")]
    NotHere,
    /// Another tab took over.
    #[error("another tab is in use")]
    Fenced,
}

/// What the server said to an account call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    #[error("no network")]
    NoNetwork,
    #[error("name or password is wrong")]
    Wrong,
    #[error("too many attempts")]
    TooMany { retry_after_seconds: u32 },
    /// The server refused, with its code.
    #[error("{0}")]
    Refused(String),
    #[error("the server has trouble")]
    ServerTrouble,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetUp {
    pub token: String,
    pub company: String,
    pub office: String,
    pub procedure: ProfileName,
    pub director: NewDirector,
    pub utc_offset_minutes: i32,
    pub demo: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewDirector {
    pub name: String,
    pub sign_in_name: String,
    pub password: String,
}

/// What the sign-in page may show while the office is a demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoNames {
    pub password: String,
    pub people: Vec<DemoPerson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPerson {
    pub name: String,
    pub sign_in_name: String,
    pub roles: Vec<domain::role::Role>,
}

/// A tablet of the office, as the server knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRow {
    pub id: DeviceId,
    #[serde(default)]
    pub label: Option<String>,
    pub enrolled_at: Instant,
    pub last_seen: Instant,
    #[serde(default)]
    pub revoked_at: Option<Instant>,
    /// 1 号, 2 号: given by the server in the order they came.
    #[serde(default)]
    pub number: u64,
    /// What it said of itself last, and when.
    #[serde(default)]
    pub reported_at: Option<Instant>,
    #[serde(default)]
    pub report: Option<TabletReport>,
}

/// How the office tells a group that a case moved, as the server knows it. The address itself is never told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    pub host: Option<String>,
    #[serde(default)]
    pub on: bool,
    #[serde(default)]
    pub failures: u64,
    #[serde(default)]
    pub delivered_at: Option<Instant>,
    #[serde(default)]
    pub failed_at: Option<Instant>,
    #[serde(default)]
    pub status: Option<u16>,
    #[serde(default)]
    pub answer: String,
}

/// What is asked about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebhookWish {
    Look,
    SendTo { url: String },
    Forget,
    Switch { on: bool },
    Try,
}

/// What the browser says about its storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StorageReport {
    pub persisted: bool,
    pub used_bytes: u64,
    pub quota_bytes: u64,
}

type Reply<T> = oneshot::Sender<T>;

/// Pages to engine.
pub enum Request {
    SignIn {
        sign_in_name: String,
        password: String,
        /// Which of their offices, where they named one.
        office: Option<OfficeId>,
        reply: Reply<Result<SignedIn, AccountError>>,
    },
    SignInByCode {
        sign_in_name: String,
        code: String,
        password: String,
        reply: Reply<Result<SignedIn, AccountError>>,
    },
    SignOut {
        reply: Reply<()>,
    },
    SetUp {
        set_up: Box<SetUp>,
        reply: Reply<Result<(), AccountError>>,
    },
    DemoNames {
        reply: Reply<Option<DemoNames>>,
    },
    IssueCode {
        person: PersonId,
        reply: Reply<Result<String, AccountError>>,
    },
    Devices {
        reply: Reply<Result<Vec<DeviceRow>, AccountError>>,
    },
    RevokeDevice {
        device: DeviceId,
        reply: Reply<Result<(), AccountError>>,
    },
    Webhook {
        wish: WebhookWish,
        reply: Reply<Result<Webhook, AccountError>>,
    },
    /// What tablets of this office lost.
    Losses {
        reply: Reply<Result<Vec<TabletLoss>, AccountError>>,
    },
    /// The bytes of an entry nobody could take up; nothing without a network.
    Held {
        command: CommandId,
        reply: Reply<Option<String>>,
    },
    /// What there is to know about a server that was set back; with a reason the waiting for the rest ends.
    SetBack {
        end: Option<String>,
        reply: Reply<Result<SetBackTold, AccountError>>,
    },
    MoveDemoClock {
        to: Instant,
        reply: Reply<Result<(), AccountError>>,
    },
    /// Try only: what would the rules say?
    Try {
        submission: Box<Submission>,
        reply: Reply<Result<(), SubmitError>>,
    },
    /// Decide, save durably, send when there is a network.
    Submit {
        submission: Box<Submission>,
        reply: Reply<Result<CommandId, SubmitError>>,
    },
    /// Follow one stream: its state comes now and whenever it changes.
    Watch {
        stream: StreamId,
    },
    /// Something will be saved about this soon.
    MakeReady {
        about: StreamId,
    },
    /// The states of streams as they stand now.
    Read {
        streams: Vec<StreamId>,
        reply: Reply<Vec<State>>,
    },
    SaveDraft {
        key: String,
        json: String,
        reply: Reply<bool>,
    },
    LoadDraft {
        key: String,
        reply: Reply<Option<String>>,
    },
    /// Drops a draft after the command it became was saved, or by the user's word.
    DropDraft {
        key: String,
        reply: Reply<()>,
    },
    /// Keeps bytes on this tablet under their SHA-256, durably; they are sent once a command names them.
    KeepPhoto {
        bytes: Vec<u8>,
        media: String,
        reply: Reply<Result<Digest, PhotoError>>,
    },
    /// What photos take up, and how much of it may go.
    PhotoRoom {
        reply: Reply<Option<PhotoRoom>>,
    },
    /// Clears the photos the server has confirmed.
    ClearPhotos {
        reply: Reply<Option<PhotoRoom>>,
    },
    /// The loss was read.
    LossRead,
    /// Bytes of a photo, from this tablet or the server.
    Photo {
        digest: Digest,
        reply: Reply<Option<(Vec<u8>, String)>>,
    },
    /// Everything unsent, as the text of one file.
    ExportUnsent {
        reply: Reply<Option<String>>,
    },
    /// What is in the file of another tablet's unsent work.
    PreviewUnsent {
        text: String,
        reply: Reply<Result<BringInPreview, BringInError>>,
    },
    /// Hands such a file to the server.
    BringInUnsent {
        text: String,
        reply: Reply<Result<BringInOutcome, BringInError>>,
    },
    /// Older cases that are not here, by unit, number or month.
    Older {
        finding: Finding,
        reply: Reply<Result<Older, AccountError>>,
    },
    /// A month that is not here whole.
    Figures {
        month: Period,
        reply: Reply<Result<FiguresReply, AccountError>>,
    },
    SyncNow,
    /// Take the live tab back from another one.
    UseHere,
    StorageReport {
        reply: Reply<StorageReport>,
    },
    /// The user agrees to the waiting version.
    Update,
}

/// Engine to pages.
pub enum Update {
    Session(Option<Session>),
    Office(Option<Arc<Office>>),
    Heads(Arc<Heads>),
    Sync(SyncStatus),
    Stream(StreamId, Option<Arc<State>>),
    Today(NaiveDate),
    /// The office's clock against this device's, and the minute it shows.
    Clock {
        offset_millis: i64,
        minute: Instant,
    },
    /// The storage has been read: what is shown from here on is what is there.
    Ready,
}
