//! One step: somebody acts, something is sent, something arrives, or something breaks.

use domain::id::Cursor;
use domain::log::EventLog as _;
use domain::sync::message::PullReply;

use crate::check;
use crate::message::Reply;
use crate::network::Wire;
use crate::tablet::{Draws, Fate};
use crate::violation::Held;

use super::{BEGINNING, World};

const YEAR: i64 = 365 * 86_400_000;

impl World {
    pub(super) fn step(&mut self) -> Held {
        if self.faults.set_backs {
            self.server_fares()?;
        }
        let tablet = self.rng.usize(..self.tablets.len());
        if self.faults.months && self.rng.u8(..4) == 0 {
            self.a_good_hour(tablet)?;
            return check::while_running(self, tablet);
        }
        match self.rng.u8(..100) {
            0..=29 => self.act(tablet),
            30..=49 => self.send(tablet)?,
            50..=87 => self.arrive()?,
            _ => self.misfortune(tablet)?,
        }
        for tablet in 0..self.tablets.len() {
            self.begin_anew_where_due(tablet);
        }
        check::while_running(self, tablet)
    }

    /// An hour without trouble: what waits goes up, and what there is comes down. Over months most are like that.
    fn a_good_hour(&mut self, tablet: usize) -> Held {
        if self.tablets[tablet].alone || self.tablets[tablet].full {
            return Ok(());
        }
        let fails_in = self.server.log.fails_in.take();
        self.tablets[tablet].tab.request = None;
        self.exchange(tablet, false)?;
        self.begin_anew_where_due(tablet);
        self.exchange(tablet, true)?;
        self.server.log.fails_in.set(fails_in);
        Ok(())
    }

    fn act(&mut self, tablet: usize) {
        self.now.0 += self.rng.i64(1_000..7_200_000);
        if self.faults.months {
            // Hours more: with days, most work would be held for having been decided long ago.
            self.now.0 += self.rng.i64(0..18_000_000);
            if self.rng.u8(..4) == 0 {
                self.look_for_something_older(tablet);
            }
        }
        let fate = self.fate(tablet);
        if self.faults.photos && self.rng.u8(..12) == 0 {
            let cleared = self.tablets[tablet].clear_photos(fate);
            self.trace
                .step(|| format!("tablet {tablet} clears {cleared} photos ({fate:?})"));
            return;
        }
        let wakes = self.faults.second_tabs && self.rng.u8(..4) == 0;
        let mut draws = Draws {
            rng: &mut self.rng,
            now: self.now,
            since: BEGINNING,
            fate,
            removals: self.faults.removals,
            matter: self.matter,
            months: self.faults.months,
            repeated_ids: self.faults.repeated_ids,
            photos: self.faults.photos,
        };
        let saving = self.tablets[tablet].act(&mut draws, wakes);
        self.trace
            .step(|| format!("tablet {tablet} acts: {saving:?}"));
    }

    /// What the disk of a tablet does with the next transaction.
    fn fate(&mut self, tablet: usize) -> Fate {
        if self.tablets[tablet].full {
            return Fate::Refused;
        }
        if !self.faults.kills {
            return Fate::Committed;
        }
        match self.rng.u8(..24) {
            0 => Fate::Lost,
            1 => Fate::AppliedUnheard,
            _ => Fate::Committed,
        }
    }

    /// A tablet sends its next request; whatever it waited for is given up.
    fn send(&mut self, tablet: usize) -> Held {
        self.now.0 += self.rng.i64(1..20_000);
        let [commands, events] = [self.rng.usize(1..12), self.rng.usize(1..16)];
        let pull_first = self.rng.bool();
        let sender = &mut self.tablets[tablet];
        let mut request = sender.request(commands, events, pull_first);
        if self.faults.months
            && self.rng.u8(..3) == 0
            && let Some(about) = sender.request_for_window()
        {
            request = about;
        }
        if self.faults.photos
            && self.rng.bool()
            && let Some(photo) = sender.photo_request()
        {
            // Mostly the text goes first; where somebody is held up, it does not.
            request = photo;
        }
        let text = request.text();
        self.trace
            .step(|| format!("tablet {tablet} sends {}", text.get(..24).unwrap_or(&text)));
        sender.sends(&request);
        if !sender.alone {
            sender.tab.request = Some(self.network.send(tablet, text));
        }
        Ok(())
    }

    fn arrive(&mut self) -> Held {
        if self.network.is_quiet() {
            return Ok(());
        }
        self.now.0 += self.rng.i64(1..400);
        let Some(wire) = self.network.next(&mut self.rng, &self.faults) else {
            self.trace.step(|| "something is lost".to_owned());
            return Ok(());
        };
        if self.tablets[wire.tablet()].alone {
            return Ok(());
        }
        match wire {
            Wire::Up(tablet, request, text) => {
                let before = self.server.log.head()?.cursor;
                let reply = self.server.answer(&text, self.now)?;
                self.note_unnoticed()?;
                self.trace
                    .step(|| format!("the server hears tablet {tablet}: {}", named(&reply)));
                self.tell_everybody(before)?;
                let text = serde_json::to_string(&reply).unwrap_or_default();
                self.network.reply(tablet, request, text);
                Ok(())
            }
            Wire::Down(tablet, request, text) => {
                let fate = self.fate(tablet);
                let hearer = &mut self.tablets[tablet];
                let read = serde_json::from_str::<Reply>(&text);
                // An answer to a request that was given up reaches nobody.
                let (Ok(reply), true) = (read, hearer.tab.request == Some(request)) else {
                    return Ok(());
                };
                hearer.tab.request = None;
                self.trace
                    .step(|| format!("tablet {tablet} hears {} ({fate:?})", named(&reply)));
                hearer.answered(reply, self.now, BEGINNING, fate)?;
                check::while_running(self, tablet)
            }
            Wire::Unasked(tablet, text) => self.hear(tablet, &text),
        }
    }

    fn hear(&mut self, tablet: usize, text: &str) -> Held {
        // What is no page is only a sign that there is something to pull.
        let Ok(page) = serde_json::from_str::<PullReply>(text) else {
            return Ok(());
        };
        let fate = self.fate(tablet);
        let to = page.cursor.0;
        let taken = self.tablets[tablet].told(page, fate);
        self.trace
            .step(|| format!("tablet {tablet} is told to {to}: {taken} ({fate:?})"));
        check::while_running(self, tablet)
    }

    /// Whoever has a live wire is brought what was appended.
    fn tell_everybody(&mut self, before: Cursor) -> Held {
        let Some(news) = self.server.news(before, self.now)? else {
            return Ok(());
        };
        let text = serde_json::to_string(&news).unwrap_or_default();
        for tablet in 0..self.tablets.len() {
            if self.tablets[tablet].alone {
                continue;
            }
            match self.rng.u8(..4) {
                // A wire may be down while requests pass.
                0 => {}
                1 => self.network.tell(tablet, text.clone()),
                // Most are quicker than anything else.
                _ => self.hear(tablet, &text)?,
            }
        }
        Ok(())
    }

    fn misfortune(&mut self, tablet: usize) -> Held {
        let faults = self.faults;
        let draw = self.rng.u8(..11);
        let what = match draw {
            0 if faults.kills => {
                self.tablets[tablet].restart();
                "is killed"
            }
            1 if faults.eviction => {
                self.server.evict();
                "sees the server evicted"
            }
            2 if faults.partitions => {
                self.tablets[tablet].alone ^= true;
                "loses or finds the network"
            }
            3 if faults.full_disks => {
                self.tablets[tablet].full ^= true;
                "runs out of room or finds some"
            }
            4 if faults.wiped_disks && self.rng.u8(..3) == 0 => {
                let device = self.device();
                let team = self.tablets[tablet].team.clone();
                self.enrol(device, &team);
                check::note_settled(self, tablet);
                self.report.wiped += self.tablets[tablet].wipe(device);
                check::note_gone(self)?;
                "loses its disk"
            }
            5 if faults.clones && !self.tablets[tablet].has_copy && self.rng.bool() => {
                let number = self.tablets.len();
                let copy = self.tablets[tablet].copied(number);
                self.tablets.push(copy);
                self.report.copied += 1;
                "is copied"
            }
            6 if faults.second_tabs => {
                self.tablets[tablet].second_tab();
                "opens a second tab"
            }
            7 if faults.clocks => {
                let clock = &mut self.tablets[tablet].clock;
                clock.ahead += match self.rng.u8(..4) {
                    0 => YEAR,
                    1 => -YEAR,
                    2 => self.rng.i64(-86_400_000..=86_400_000),
                    _ => -clock.ahead,
                };
                "has its clock set"
            }
            8 if faults.failing_storage => {
                let left = self.rng.u32(..30);
                self.server.log.fails_in.set(Some(left));
                self.server.bucket_fails = left.is_multiple_of(2);
                "goes on while the server's storage will fail"
            }
            9 if faults.revocations => {
                self.revoke(tablet);
                "has somebody signed out"
            }
            10 if faults.months => {
                self.now.0 += self.rng.i64(2 * 86_400_000..9 * 86_400_000);
                "sees a week pass"
            }
            _ => {
                self.now.0 += self.rng.i64(0..86_400_000);
                "sees a night pass"
            }
        };
        self.trace.step(|| format!("tablet {tablet} {what}"));
        Ok(())
    }

    /// By a number on paper, say.
    fn look_for_something_older(&mut self, tablet: usize) {
        let Ok(rows) = self.server.log.heads() else {
            return;
        };
        let stream = rows[self.rng.usize(..rows.len())].stream;
        if self.tablets[tablet].look_for(stream) {
            self.trace
                .step(|| format!("tablet {tablet} looks for {stream}"));
        }
    }

    fn revoke(&mut self, tablet: usize) {
        let team = &self.tablets[tablet].team;
        let person = team[self.rng.usize(..team.len())].1;
        let device = self.tablets[tablet].disk.device;
        self.server.enrolled.remove(&(device, person));
    }
}

pub(super) fn named(reply: &Reply) -> String {
    match reply {
        Reply::Pushed(pushed) => format!("{} answers, {:?}", pushed.answers.len(), pushed.fault),
        Reply::Pulled(reply) => format!("events to {}", reply.cursor.0),
        Reply::First(first) => format!("everything to {}", first.at.0),
        Reply::Streams(answer) => format!("{} streams", answer.streams.len()),
        Reply::Held(held) => format!("held, {:?}", held.fault),
        Reply::Photo(status, _) => format!("{status} of a photo"),
        Reply::Window(reply) => format!("a window of {} steps", reply.starts.len()),
        Reply::HandedBack(reply) => format!("{:?}, {:?} waited for", reply.next, reply.waiting),
        Reply::Replayed(pushed) => format!("{} again, {:?}", pushed.answers.len(), pushed.fault),
        Reply::SetBack(epoch) => format!("set back, now {epoch}"),
        Reply::Later(_) => "later".to_owned(),
        Reply::Failed => "failed".to_owned(),
        Reply::Unreadable => "unreadable".to_owned(),
    }
}
