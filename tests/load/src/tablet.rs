//! A tablet without a screen: the product's own replica, with HTTP for a network and memory for a disk.

use api::Failure;
use api::{Client, Reply};
use api::{Server, Session};
use domain::command::Moment;
use domain::event::Envelope;
use domain::id::{CommandId, Instant};
use domain::role::Role;
use domain::sync::message::{
    BATCH_COMMANDS, EventsPart, FirstReply, HeadsPart, PullReply, PushReply,
};
use domain::sync::replica::{Draft, Replica};
use fastrand::Rng;
use serde_json::value::to_raw_value;

use crate::figures::Figures;
use crate::office::{PASSWORD, drawn_id};
use crate::work;

pub struct Tablet {
    client: Client,
    session: Session,
    role: Role,
    began: std::time::Instant,
    pub replica: Replica,
    rng: Rng,
}

impl Tablet {
    /// Signs in and takes everything the office has.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn begin(server: &Server, name: &str, role: Role, seed: u64) -> Result<Self, Failure> {
        let signed_in = server.sign_in(name, PASSWORD)?;
        let (mut client, session) = (signed_in.client, signed_in.session);
        let mut replica = Replica::new(session.office, session.device);
        let first: FirstReply = client.get("/api/first")?.ok()?.json()?;
        for part in 0..first.streams.div_ceil(first.part_streams.max(1)) {
            let heads: HeadsPart = client
                .get(&format!("/api/first/heads?part={part}"))?
                .ok()?
                .json()?;
            replica.take_heads(heads.heads);
            let path = format!("/api/first/events?part={part}&at={}", first.at.0);
            let events: EventsPart = client.get(&path)?.ok()?.json()?;
            hold(&mut replica, &events.events);
        }
        replica.stand_at(first.epoch, first.at, first.hash);
        Ok(Tablet {
            client,
            session,
            role,
            began: std::time::Instant::now(),
            replica,
            rng: Rng::with_seed(seed),
        })
    }

    fn now(&self) -> Instant {
        let since = i64::try_from(self.began.elapsed().as_millis()).unwrap_or(0);
        Instant(self.session.server_time.0 + since)
    }

    /// Somebody does something; from then on it is saved here.
    ///
    /// # Errors
    /// When the command cannot be written down.
    pub fn act(&mut self, figures: &Figures) -> Result<(), Failure> {
        let now = self.now();
        let body = work::next(&mut self.rng, &self.replica, self.role, now);
        let person = self.session.person;
        let command = self.replica.number(Draft {
            id: CommandId(drawn_id(&mut self.rng)),
            recorded_by: person,
            conducted_by: vec![person],
            moment: Moment {
                happened_at: now,
                entered_at: now,
                clock_offset: 0,
            },
            body,
            personal: work::texts(),
            photos: Vec::new(),
            app: "load".to_owned(),
        });
        let raw = to_raw_value(&command)?;
        figures.saved(command.id);
        self.replica.saved(command, raw);
        Ok(())
    }

    /// Commands up, events down, until both are through.
    ///
    /// # Errors
    /// When the server refuses; a busy server is not refusing.
    pub fn sync(&mut self, figures: &Figures) -> Result<(), Failure> {
        while let Some(request) = self.replica.batch(BATCH_COMMANDS) {
            let began = std::time::Instant::now();
            let reply = self.client.post("/api/push", &request)?;
            figures.pushed(request.commands.len(), began.elapsed());
            let reply: PushReply = figures.answer(reply)?.json()?;
            figures.answered(&reply.answers);
            self.replica.pushed(&reply);
        }
        loop {
            let (after, hash) = (self.replica.cursor.0, self.replica.hash);
            let began = std::time::Instant::now();
            let reply = self
                .client
                .get(&format!("/api/log?after={after}&hash={hash}"))?;
            figures.pulled(began.elapsed());
            let reply = figures.answer(reply)?;
            let page = PullReply::read(&reply.body).map_err(|_| unreadable(&reply))?;
            for event in &page.events {
                figures.seen(event.command);
            }
            let done = page.cursor == page.head || page.events.is_empty();
            self.replica.pulled(&page);
            self.hold_what_is_new()?;
            if done && self.replica.batch(1).is_some() {
                // It builds on what has only come down now.
                return self.sync(figures);
            }
            if done {
                return Ok(());
            }
        }
    }

    /// Streams that pending commands build on must be here whole.
    fn hold_what_is_new(&mut self) -> Result<(), Failure> {
        let missing: Vec<_> = self
            .replica
            .outbox()
            .iter()
            .flat_map(|pending| self.replica.missing(&pending.command))
            .collect();
        for stream in missing {
            let part: EventsPart = self
                .client
                .get(&format!("/api/streams/{stream}"))?
                .ok()?
                .json()?;
            hold(&mut self.replica, &part.events);
        }
        Ok(())
    }

    /// What everybody of the office must see alike.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        let mut heads: Vec<String> = self
            .replica
            .head_rows()
            .filter_map(|row| serde_json::to_string(row).ok())
            .collect();
        heads.sort();
        heads
    }
}

fn hold(replica: &mut Replica, events: &[Envelope]) {
    let mut streams: Vec<_> = events.iter().map(|event| event.stream).collect();
    streams.sort();
    streams.dedup();
    for stream in streams {
        replica.hold(stream, events);
    }
}

fn unreadable(reply: &Reply) -> Failure {
    Failure::Status {
        path: reply.path.clone(),
        status: reply.status,
        body: String::from_utf8_lossy(&reply.body)
            .chars()
            .take(200)
            .collect(),
    }
}
