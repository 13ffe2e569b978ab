//! The server is set back to an earlier copy of itself, and nobody tells it; people who do not wait for the rest.

use domain::id::{Cursor, DeviceId};
use domain::log::set_back::{begin, is_taking_back};
use domain::log::{EventLog as _, SetBackLog as _};
use domain::role::Role;

use crate::check;
use crate::office::first;
use crate::violation::Held;

use super::World;

/// Copies that are kept, of which one may come back.
const MOST_COPIES: usize = 3;

impl World {
    /// One step in so many copies the server, sets it back, or ends a waiting.
    pub(super) fn server_fares(&mut self) -> Held {
        // What is drawn to fail is meant for a request.
        let fails_in = self.server.log.fails_in.take();
        let fared = self.fares();
        self.server.log.fails_in.set(fails_in);
        fared
    }

    fn fares(&mut self) -> Held {
        match self.rng.u16(..400) {
            0..=15 => self.copy_the_server()?,
            16..=21 => self.set_the_server_back()?,
            22..=25 => {
                let impatient = self.rng.u8(..4) == 0;
                self.end_waiting(impatient)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn copy_the_server(&mut self) -> Held {
        if self.copies.len() >= MOST_COPIES {
            let oldest = self.rng.usize(..self.copies.len());
            self.copies.swap_remove(oldest);
        }
        self.copies.push(self.server.log.copied()?);
        self.trace.step(|| "the server is copied".to_owned());
        Ok(())
    }

    fn set_the_server_back(&mut self) -> Held {
        // What left the tablets cannot be handed back: a copy is never as old as that.
        let begins = self.server.holds_since(self.now)?;
        let mut recent = Vec::new();
        for copy in self.copies.drain(..) {
            if copy.head()?.cursor >= begins {
                recent.push(copy);
            }
        }
        self.copies = recent;
        if self.copies.is_empty() {
            return Ok(());
        }
        let which = self.rng.usize(..self.copies.len());
        let copy = self.copies[which].copied()?;
        let before = self.server.log.head()?.cursor;
        let epoch = self.server.log.epoch()?;
        self.server.set_back(copy);
        let head = self.server.log.head()?.cursor;
        self.only_answers_went |= before == head;
        let same_epoch = self.server.log.epoch()? == epoch;
        let taking_back = is_taking_back(&self.server.log)?;
        if self.rng.bool() {
            // By the verb that restores an office: it knows what it does.
            let devices = self.server.devices();
            begin(&mut self.server.log, 0, self.now, devices)?;
            self.unnoticed = None;
        } else {
            self.unnoticed = Some((self.server.log.epoch()?, head));
            self.taking_back_came_again |= same_epoch && taking_back;
        }
        self.report.set_backs += 1;
        self.trace
            .step(|| format!("the server is set back from {} to {}", before.0, head.0));
        check::note_gone(self)
    }

    /// Whether work was taken by a server that did not know it had been set back.
    pub(super) fn note_unnoticed(&mut self) -> Held {
        if let Some((epoch, head)) = self.unnoticed {
            self.numbers_may_double |= self.server.log.head()?.cursor > head;
            if self.server.log.epoch()? != epoch {
                self.unnoticed = None;
            }
        }
        Ok(())
    }

    /// Somebody ends the waiting; impatient ones do not care who is missing.
    pub(super) fn end_waiting(&mut self, impatient: bool) -> Held {
        let Some(taking) = self
            .server
            .log
            .taking_back()?
            .filter(|it| it.ended.is_none())
        else {
            return Ok(());
        };
        let living = |device: &DeviceId| self.tablets.iter().any(|it| it.disk.device == *device);
        let missing = taking
            .waiting
            .iter()
            .filter(|device| living(device))
            .count();
        if missing == 0 || impatient {
            self.numbers_may_double |= missing > 0;
            self.server.end_waiting(first(Role::Director), self.now)?;
            self.trace
                .step(|| format!("nobody waits for {missing} tablets any more"));
        }
        Ok(())
    }

    /// Everybody is in the server's epoch, and it takes work.
    pub(super) fn is_one_epoch(&self) -> Held<bool> {
        let epoch = self.server.log.epoch()?;
        let taking = domain::log::set_back::is_taking_back(&self.server.log)?;
        Ok(!taking
            && self.tablets.iter().all(|tablet| {
                tablet.disk.owed.is_empty()
                    && tablet.tab.back.is_none()
                    && tablet.disk.standing.is_none_or(|it| it.epoch == epoch)
            }))
    }

    /// Where the log ends.
    pub(super) fn head(&self) -> Held<Cursor> {
        Ok(self.server.log.head()?.cursor)
    }
}
