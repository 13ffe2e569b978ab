//! Plain values about what this tablet keeps: photos, what it lost, and the file of what it could not send.

use domain::id::{DeviceId, Instant, PersonId, StreamId};
use domain::log::BringInFault;
use domain::sync::hand_back::TakingBack;
pub use domain::sync::photos::{PhotoProgress, PhotoRoom};
use serde::{Deserialize, Serialize};

/// What this tablet does for a server that was set back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetBackProgress {
    /// Events of this tablet that are still to be handed back.
    pub events: u64,
    /// Other tablets the server waits for.
    pub waiting: u32,
    /// Entries that are still to be sent again.
    pub again: usize,
}

/// What the server says of the last time it was set back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct SetBackTold {
    pub taking: Option<TakingBack>,
    #[serde(default)]
    pub missing: Vec<MissingTablet>,
}

/// A tablet that has not been heard since.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct MissingTablet {
    pub device: DeviceId,
    pub number: u64,
    #[serde(default)]
    pub label: String,
}

/// Why a photo was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// What is left is kept for text.
    #[error("no room for photos")]
    NoRoom,
    #[error("the storage did not take it")]
    Storage,
}

/// What a file of unsent work holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BringInPreview {
    pub device: DeviceId,
    pub exported_at: Instant,
    pub lines: Vec<BringInLine>,
    pub photos: usize,
    /// Named by its commands, but not in the file.
    pub photos_elsewhere: usize,
}

/// Who did what when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BringInLine {
    pub person: PersonId,
    pub entered_at: Instant,
    /// The command's name, as in its body.
    pub act: String,
    pub about: StreamId,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BringInOutcome {
    pub taken: usize,
    /// Had come in before: nothing was done twice.
    pub known: usize,
    /// Wait in 需处理 of their authors.
    pub refused: usize,
    pub photos: usize,
}

/// Why a file was not brought in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BringInError {
    #[error("not such a file")]
    NotAFile,
    #[error("the file is of a newer app")]
    NewerFile,
    #[error("the file was damaged or altered")]
    Damaged,
    #[error("the file is of another office")]
    OtherOffice,
    #[error("{0}")]
    Refused(BringInFault),
    #[error("no network")]
    NoNetwork,
    #[error("the server has trouble")]
    ServerTrouble,
    /// The texts are in; the photos did not all find room here.
    #[error("no room for the photos")]
    NoRoom,
    #[error("nobody is signed in")]
    SignedOut,
}

/// What the browser threw away before it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// Under which device id it was written.
    pub device: DeviceId,
    pub unsent: usize,
    pub photos: usize,
    pub read: bool,
    /// The server knows.
    pub told: bool,
}

/// What a tablet of the office lost, as it told the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct TabletLoss {
    /// Under which device id it was written.
    pub device: DeviceId,
    pub unsent: usize,
    pub photos: usize,
    /// Who was signed in when it was told.
    pub by: PersonId,
    pub told_at: Instant,
}

impl Loss {
    #[must_use]
    pub fn any(&self) -> bool {
        self.unsent > 0 || self.photos > 0
    }
}
