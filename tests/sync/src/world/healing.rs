//! Nothing breaks any more: everything must come together within a bounded number of rounds.

use domain::sync::message::BATCH_COMMANDS;

use crate::message::Reply;
use crate::server::poisonous;
use crate::tablet::Fate;
use crate::violation::{Held, Violation};

use super::{BEGINNING, World};

/// In a round every tablet sends one push and one pull undisturbed. Two would do without copies; each pair of copies
/// may part for each of five people, and each of them holds the other up once.
const MOST_ROUNDS: usize = 24;
const PULL_EVENTS: usize = 500;
/// Eight sizes from 200 to one, three failures each, and the hold.
const ROUNDS_PER_POISON: usize = 25;
/// A server that was set back asks every tablet for several pages, and then for its journal.
const ROUNDS_AFTER_SET_BACK: usize = 60;

impl World {
    pub(super) fn heal(&mut self) -> Held {
        self.network.clear();
        self.server.log.fails_in.set(None);
        self.server.bucket_fails = false;
        for number in 0..self.tablets.len() {
            let tablet = &mut self.tablets[number];
            tablet.alone = false;
            tablet.full = false;
            tablet.frozen = None;
            tablet.tab.request = None;
            // Everybody signs in again.
            tablet.tab.apart = tablet.tab.copied.clone();
            let (device, team) = (tablet.disk.device, tablet.team.clone());
            self.enrol(device, &team);
        }
        let rounds = if self.report.set_backs > 0 {
            ROUNDS_AFTER_SET_BACK
        } else {
            MOST_ROUNDS
        };
        let rounds = rounds + self.rounds_for_photos();
        let mut most = rounds + self.rounds_for_what_fails();
        // Whatever the server says, each may be written anew under another id once.
        let mut may_rename: usize = self.tablets.iter().map(|it| it.disk.outbox.len()).sum();
        let mut renamed = self.renamed();
        let mut round = 0;
        while round < most {
            round += 1;
            self.now.0 += 60_000;
            self.end_waiting(false)?;
            for tablet in 0..self.tablets.len() {
                self.exchange(tablet, false)?;
                self.begin_anew_where_due(tablet);
                self.exchange(tablet, true)?;
            }
            if self.quiet()? {
                return Ok(());
            }
            let now = self.renamed();
            if now > renamed && self.server.poison && may_rename > 0 {
                // The app starts anew with it and knows no more what the server had failed on; it may fail on the new id.
                most = most.max(round + rounds + self.rounds_for_what_fails());
                may_rename = may_rename.saturating_sub(now - renamed);
                renamed = now;
            }
        }
        let rounds = most;
        let stuck = self.tablets.iter().find(|it| !it.disk.outbox.is_empty());
        Err(Violation::diverged(stuck.map_or_else(
            || format!("not everybody has all events after {rounds} undisturbed rounds"),
            |tablet| {
                format!(
                    "the outbox of tablet {} did not empty in {rounds} undisturbed rounds: {} on the disk, {} in the app, {} writers apart, {} taken by a copy",
                    tablet.number,
                    tablet.disk.outbox.len(),
                    tablet.tab.replica.outbox().len(),
                    tablet.tab.apart.len(),
                    tablet.tab.copied.len()
                )
            },
        )))
    }

    /// Before a command is held, its batch is halved until it is alone, three failures each time.
    fn rounds_for_what_fails(&self) -> usize {
        if !self.server.poison {
            return 0;
        }
        let outboxes = self.tablets.iter().map(|tablet| {
            let ids = tablet.tab.replica.outbox().iter();
            ids.filter(|it| poisonous(it.command.id)).count()
        });
        ROUNDS_PER_POISON * outboxes.max().unwrap_or(0)
    }

    fn renamed(&self) -> usize {
        self.tablets.iter().map(|it| it.renamed).sum()
    }

    /// One at a time.
    fn rounds_for_photos(&self) -> usize {
        let waiting = self.tablets.iter().map(|it| it.tab.photos.waiting().len());
        waiting.max().unwrap_or(0)
    }

    pub(super) fn exchange(&mut self, tablet: usize, pull: bool) -> Held {
        let request = self.tablets[tablet].request(BATCH_COMMANDS, PULL_EVENTS, pull);
        let text = request.text();
        self.tablets[tablet].sends(&request);
        let reply = self.server.answer(&text, self.now)?;
        self.note_unnoticed()?;
        let text = serde_json::to_string(&reply).unwrap_or_default();
        self.trace.step(|| {
            format!(
                "undisturbed: tablet {tablet} hears {}",
                super::chaos::named(&reply)
            )
        });
        let reply = serde_json::from_str::<Reply>(&text)
            .map_err(|error| Violation::diverged(format!("an answer cannot be read: {error}")))?;
        self.tablets[tablet].answered(reply, self.now, BEGINNING, Fate::Committed)
    }

    fn quiet(&self) -> Held<bool> {
        let head = self.head()?;
        Ok(self.is_one_epoch()?
            && self.tablets.iter().all(|tablet| {
                tablet.disk.outbox.is_empty()
                    && tablet.tab.replica.cursor == head
                    && tablet.tab.photos.waiting().is_empty()
            }))
    }
}
