//! One tab of the app: the product's own replica over a disk, started as the app starts it.

use std::collections::BTreeSet;

use domain::command::Command;
use domain::id::{Cursor, Digest, StreamId, Writer};
use domain::sync::journal::Replay;
use domain::sync::patience::Patience;
use domain::sync::photos::PhotoBook;
use domain::sync::replica::{OutboxKey, Replica};
use serde_json::value::RawValue;

use super::disk::Disk;
use crate::office::OFFICE;

pub struct Tab {
    pub generation: u64,
    pub replica: Replica,
    /// The request that is waited for; answers to earlier ones were given up.
    pub request: Option<u64>,
    /// It is a pull, whose answer leads on from the cursor it was sent at.
    pub pulling: bool,
    /// Writers the server does not take from now: signed out here, or a copy.
    pub apart: BTreeSet<Writer>,
    /// Writers that another copy of this profile is, too.
    pub copied: BTreeSet<Writer>,
    /// The server was set back: what it asked for last of what is held here.
    pub back: Option<Back>,
    /// What is being sent again since.
    pub replay: Replay,
    /// Streams to be asked for before anything else is taken in.
    pub wanted: BTreeSet<StreamId>,
    /// Streams the server was asked for and had not.
    pub in_vain: BTreeSet<StreamId>,
    /// How many commands go at once, and which one the server has failed on too often.
    pub patience: Patience,
    pub to_hold: Option<OutboxKey>,
    /// The batch that is waited for: what it begins with, and how many they are.
    pub batch: Option<(OutboxKey, usize)>,
    pub photos: PhotoBook,
    /// The photo that is waited for, and its size.
    pub photo: Option<(Digest, u64)>,
}

/// One hand-back under way.
#[derive(Clone, Copy, Debug, Default)]
pub struct Back {
    pub asked: Option<(Cursor, Cursor)>,
}

impl Tab {
    /// Takes over, and reads everything: heads and standing, the outbox on top.
    pub fn start(disk: &mut Disk) -> Self {
        disk.generation += 1;
        let mut replica = Replica::new(OFFICE, disk.device);
        if let Some(first) = &disk.first {
            replica.take_heads(first.heads.iter().cloned());
        }
        replica.take_heads(disk.guests.values().map(|(row, _)| row.clone()));
        for page in &disk.tail {
            replica.take_heads(page.reply.heads.iter().cloned());
        }
        if let Some(window) = disk.window {
            replica.look_through(window);
        }
        for (person, number) in &disk.numbers {
            replica.used(*person, *number);
        }
        for text in disk.outbox.values() {
            let raw = RawValue::from_string(text.clone());
            if let (Ok(raw), Ok(command)) = (raw, serde_json::from_str::<Command>(text)) {
                replica.saved(command, raw);
            }
        }
        if let Some(standing) = disk.standing {
            replica.stand_at(standing.epoch, standing.cursor, standing.hash);
        }
        let mut tab = Tab {
            generation: disk.generation,
            replica,
            request: None,
            pulling: false,
            apart: BTreeSet::new(),
            copied: BTreeSet::new(),
            back: None,
            replay: Replay::default(),
            wanted: BTreeSet::new(),
            in_vain: BTreeSet::new(),
            patience: Patience::default(),
            to_hold: None,
            batch: None,
            photos: PhotoBook::kept(
                disk.notes.iter().map(|(name, note)| (*name, *note)),
                disk.photos_waiting.iter().copied(),
            ),
            photo: None,
        };
        let missing: Vec<StreamId> = tab
            .replica
            .outbox()
            .iter()
            .flat_map(|pending| tab.replica.missing(&pending.command))
            .collect();
        for stream in missing {
            tab.hold(stream, disk);
        }
        tab.replica.resume();
        tab.replay = Replay::of(disk.journal.clone(), &disk.owed, &tab.replica);
        tab.ask_for_what_is_pending();
        tab
    }

    /// What unsent work builds on and may have left is asked for.
    fn ask_for_what_is_pending(&mut self) {
        let replica = &self.replica;
        let missing = replica
            .outbox()
            .iter()
            .flat_map(|pending| replica.missing(&pending.command));
        let asked: Vec<StreamId> = missing
            .filter(|stream| !replica.knows(*stream) && !self.in_vain.contains(stream))
            .collect();
        self.wanted.extend(asked);
    }

    /// Brings a stream into the replica, where it is known and not there yet.
    pub fn hold(&mut self, stream: StreamId, disk: &Disk) {
        if self.replica.knows(stream) && !self.replica.holds(stream) {
            let events = disk.events(stream, self.replica.cursor);
            self.replica.hold(stream, &events);
        }
    }
}
