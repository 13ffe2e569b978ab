//! Nothing breaks any more: everything must come together within a bounded number of rounds.

use domain::sync::message::BATCH_COMMANDS;

use crate::message::Reply;
use crate::tablet::Fate;
use crate::violation::{Held, Violation};

use super::progress::Progress;
use super::{BEGINNING, World};

const PULL_EVENTS: usize = 500;

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
        let mut progress = Progress::of(self);
        let mut round = 0;
        loop {
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
            if let Some(stuck) = progress.round(round, self) {
                return Err(self.did_not_heal(&stuck));
            }
        }
    }

    fn did_not_heal(&self, stuck: &str) -> Violation {
        let full = self.tablets.iter().find(|it| !it.disk.outbox.is_empty());
        Violation::diverged(full.map_or_else(
            || format!("not everybody has all events: {stuck}"),
            |tablet| {
                format!(
                    "the outbox of tablet {} did not empty: {stuck}; {} on the disk, {} in the app, {} writers apart, {} taken by a copy",
                    tablet.number,
                    tablet.disk.outbox.len(),
                    tablet.tab.replica.outbox().len(),
                    tablet.tab.apart.len(),
                    tablet.tab.copied.len()
                )
            },
        ))
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
