//! The teeth: deliberate bugs, each one a mistake somebody made elsewhere or could make here.
//!
//! They live in the simulation's own server, storage and driver; the product holds no switch for them.

/// One mistake. `None` of them is on unless a run asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bug {
    /// The cursor is written before the events it stands for.
    CursorBeforeData,
    /// "Saved" is said before the storage has committed.
    SavedBeforeCommit,
    /// The server answers before its transaction has committed.
    AnswerBeforeCommit,
    /// A command that comes again is decided again.
    NoDedupe,
    /// The cursor is a device's time instead of the log's sequence.
    OrderByWallClock,
    /// Events and the row that remembers the command are committed apart.
    SplitTransaction,
    /// A refusal is answered and not kept.
    DroppedRejection,
    /// The outbox lets go of a command when it is answered, before its events have come down.
    OutboxEmptiedOnAnswer,
    /// A command that comes again is answered otherwise than the first time.
    ReplayAnswersAnew,
    /// Personal values do not reach the log.
    LostPersonalValues,
    /// What the server keeps at hand outlives a rolled-back transaction.
    StaleShelf,
    /// A head is written once and never again.
    StaleHead,
    /// A page ends early and says it reached the head.
    CursorAtHead,
    /// The last number used is not stored.
    NumbersForgotten,
    /// A copied profile sends everything again under its new name, also what the first one sent.
    CopySendsAll,
    /// A copied profile starts clean.
    CopyDropsWork,
    /// A tab that was taken over writes on, over what stands there.
    NoFence,
    /// What the disk refused is believed all the same.
    BelievesRefusedWrite,
    /// One person who is signed out holds up everybody's work of that tablet.
    OneStopsAll,
    /// What comes over the live wire is taken, wherever this tablet stands.
    TakesAnyUnasked,
    /// Paper numbers are counted outside the transaction that uses them.
    NumberGivenTwice,
    /// After the server was set back the tablets do not send what they wrote again.
    JournalNotReplayed,
    /// What tablets hand back is appended as it comes.
    HandBackUnchecked,
    /// A server that was set back goes on as if nothing had been.
    EpochStays,
    /// Paper numbers that come back are not counted.
    NumbersBeginAgain,
    /// A month leaves with the case somebody's unsent work is about.
    UnsentWorkLeaves,
    /// An event of a stream that is not here is taken for all there is of it.
    PieceForWhole,
    /// Heads leave and their events stay, or the window is forgotten with a kill in between.
    MonthLeavesInHalves,
    /// What lies ready for a first sync is sent as if it stood where the log ends.
    ReadyCalledWhole,
    /// A batch the server fails on is sent again as it is, for ever.
    PoisonBlocks,
    /// So is what is sent again after a set-back.
    PoisonBlocksAgain,
    /// What is held is answered, and its bytes are kept nowhere.
    HeldBytesDropped,
    /// Photos are cleared as soon as their record is answered, whatever became of them.
    ClearsUnconfirmed,
    /// The server stores a photo as it came, whatever its name says.
    TakesCutPhoto,
    /// Which photos are still to be sent is known only while the app runs.
    PhotoQueueForgotten,
}

impl Bug {
    pub const ALL: [Bug; 35] = [
        Bug::CursorBeforeData,
        Bug::SavedBeforeCommit,
        Bug::AnswerBeforeCommit,
        Bug::NoDedupe,
        Bug::OrderByWallClock,
        Bug::SplitTransaction,
        Bug::DroppedRejection,
        Bug::OutboxEmptiedOnAnswer,
        Bug::ReplayAnswersAnew,
        Bug::LostPersonalValues,
        Bug::StaleShelf,
        Bug::StaleHead,
        Bug::CursorAtHead,
        Bug::NumbersForgotten,
        Bug::CopySendsAll,
        Bug::CopyDropsWork,
        Bug::NoFence,
        Bug::BelievesRefusedWrite,
        Bug::OneStopsAll,
        Bug::TakesAnyUnasked,
        Bug::NumberGivenTwice,
        Bug::JournalNotReplayed,
        Bug::HandBackUnchecked,
        Bug::EpochStays,
        Bug::NumbersBeginAgain,
        Bug::UnsentWorkLeaves,
        Bug::PieceForWhole,
        Bug::MonthLeavesInHalves,
        Bug::ReadyCalledWhole,
        Bug::PoisonBlocks,
        Bug::PoisonBlocksAgain,
        Bug::HeldBytesDropped,
        Bug::ClearsUnconfirmed,
        Bug::TakesCutPhoto,
        Bug::PhotoQueueForgotten,
    ];
}
