//! Writing commands as a tablet does: numbered per writer, personal values sealed, built on what was seen.

use std::collections::BTreeMap;

use domain::command::{Command, CommandBody, Moment, SCHEMA, Seen};
use domain::id::{CommandId, Cursor, DeviceId, Digest, Instant, PersonId, Writer, WriterNumber};
use domain::personal::{Personal, PersonalValue};
use domain::sync::hand_back::{HandBack, HandBackReply, Stand, hand_back};
use domain::sync::message::{
    BATCH_BYTES, BATCH_COMMANDS, CommandAnswer, PullReply, PushFault, PushReply, PushRequest,
};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::client::{Client, Reply};
use crate::failure::Failure;
use crate::server::Session;

/// Beyond every head there is, and still exact as a JavaScript number.
const EVERYTHING: Cursor = Cursor(u64::MAX >> 12);

/// A browser profile with somebody signed in, and an outbox.
#[derive(Clone)]
pub struct Tablet {
    pub client: Client,
    /// Who signed in last.
    pub session: Session,
    /// What the next commands are decided on: everything the server has, unless a test says less.
    pub seen: Cursor,
    /// The office's time as the server told it last; the next commands carry it.
    pub time: Instant,
    outbox: Vec<Box<RawValue>>,
    numbers: BTreeMap<PersonId, u64>,
    sealed: Vec<PersonalValue>,
    photos: Vec<Digest>,
}

/// A command as it stands in the outbox.
#[derive(Clone, Debug)]
pub struct Written {
    pub command: Command,
    pub raw: Box<RawValue>,
}

/// A push that stopped before its end.
#[derive(Clone, Debug, Deserialize)]
pub struct Stopped {
    pub fault: PushFault,
    pub answers: Vec<CommandAnswer>,
    pub head: Cursor,
}

impl Tablet {
    #[must_use]
    pub fn new(client: Client, session: Session) -> Self {
        Tablet {
            client,
            time: session.server_time,
            session,
            seen: EVERYTHING,
            outbox: Vec::new(),
            numbers: BTreeMap::new(),
            sealed: Vec::new(),
            photos: Vec::new(),
        }
    }

    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.session.device
    }

    /// Somebody else signs in on the same tablet.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn sign_in(&mut self, sign_in_name: &str, password: &str) -> Result<PersonId, Failure> {
        let form = serde_json::json!({
            "sign_in_name": sign_in_name, "password": password, "device": self.session.device,
        });
        self.session = self.client.post("/api/session", &form)?.ok()?.json()?;
        Ok(self.session.person)
    }

    /// A one-time code for somebody whom the log knows.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn code_for(&mut self, person: PersonId) -> Result<String, Failure> {
        #[derive(Deserialize)]
        struct Code {
            code: String,
        }
        let path = format!("/api/people/{person}/code");
        let code: Code = self.client.post(&path, &())?.ok()?.json()?;
        Ok(code.code)
    }

    /// A person's first sign-in on this tablet.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn sign_in_by_code(
        &mut self,
        sign_in_name: &str,
        code: &str,
        password: &str,
    ) -> Result<PersonId, Failure> {
        let form = serde_json::json!({
            "sign_in_name": sign_in_name, "code": code, "password": password,
            "device": self.session.device,
        });
        self.session = self.client.post("/api/session/code", &form)?.ok()?.json()?;
        Ok(self.session.person)
    }

    /// This browser is a copy: it becomes a device of its own, and what waits is written anew under its id.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn begin_anew(&mut self) -> Result<(), Failure> {
        self.session = self.client.post("/api/session/anew", &())?.ok()?.json()?;
        self.numbers.clear();
        for raw in std::mem::take(&mut self.outbox) {
            let mut command: Command = serde_json::from_str(raw.get())?;
            let number = self.numbers.entry(command.recorded_by).or_insert(0);
            *number += 1;
            command.number = WriterNumber(*number);
            command.writer.device = self.session.device;
            self.outbox.push(to_raw_value(&command)?);
        }
        Ok(())
    }

    /// Seals a personal value for the next command.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn seal(&mut self, value: &str) -> Result<Personal, Failure> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)?;
        let sealed = PersonalValue::seal(salt, value);
        let digest = sealed.digest;
        self.sealed.push(sealed);
        Ok(digest)
    }

    /// A personal value that was sealed before rides with the next command.
    pub fn carry(&mut self, value: PersonalValue) {
        self.sealed.push(value);
    }

    /// Names a photo of the next command.
    pub fn with_photo(&mut self, photo: Digest) {
        self.photos.push(photo);
    }

    /// An id of the tablet's time.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn mint<T>(&self, of: fn(Instant, [u8; 10]) -> T) -> Result<T, Failure> {
        let mut random = [0; 10];
        getrandom::fill(&mut random)?;
        Ok(of(self.time, random))
    }

    /// Puts a command of the person signed in into the outbox.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn write(&mut self, body: CommandBody) -> Result<Written, Failure> {
        let person = self.session.person;
        self.write_for(person, vec![person], body)
    }

    /// Puts a command into the outbox: who typed it, and who went.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn write_for(
        &mut self,
        recorded_by: PersonId,
        conducted_by: Vec<PersonId>,
        body: CommandBody,
    ) -> Result<Written, Failure> {
        let number = self.numbers.entry(recorded_by).or_insert(0);
        *number += 1;
        let command = Command {
            number: WriterNumber(*number),
            id: self.mint(CommandId::mint)?,
            writer: Writer {
                person: recorded_by,
                device: self.session.device,
            },
            after: Vec::new(),
            streams: vec![Seen {
                id: self.session.office.stream(),
                seen: self.seen,
            }],
            recorded_by,
            conducted_by,
            moment: Moment {
                happened_at: self.time,
                entered_at: self.time,
                clock_offset: 0,
            },
            body,
            personal: std::mem::take(&mut self.sealed),
            photos: std::mem::take(&mut self.photos),
            schema: SCHEMA,
            app: "api".to_owned(),
            signature: None,
        };
        let raw = to_raw_value(&command)?;
        self.outbox.push(raw.clone());
        Ok(Written { command, raw })
    }

    /// Pushes the outbox in batches, and empties it.
    ///
    /// # Errors
    /// When the server refuses a batch.
    pub fn push(&mut self) -> Result<Vec<CommandAnswer>, Failure> {
        let mut answers = Vec::new();
        while !self.outbox.is_empty() {
            let mut bytes = 0;
            let batch: Vec<Box<RawValue>> = self
                .outbox
                .iter()
                .take(BATCH_COMMANDS)
                .take_while(|raw| {
                    bytes += raw.get().len() + 1;
                    bytes <= BATCH_BYTES
                })
                .cloned()
                .collect();
            let pushed = batch.len();
            let reply: PushReply = self.push_raw(batch)?.ok()?.json()?;
            self.outbox.drain(..pushed);
            self.time = reply.server_time;
            answers.extend(reply.answers);
        }
        Ok(answers)
    }

    /// Pushes these bytes and no others; the outbox stays.
    ///
    /// # Errors
    /// When the server was not reached.
    pub fn push_raw(&mut self, commands: Vec<Box<RawValue>>) -> Result<Reply, Failure> {
        let request = PushRequest {
            epoch: self.session.epoch,
            at: None,
            commands,
        };
        self.client.post("/api/push", &request)
    }

    /// Pushes the outbox once, whatever the answer; it stays.
    ///
    /// # Errors
    /// When the server was not reached.
    pub fn push_outbox(&mut self) -> Result<Reply, Failure> {
        self.push_raw(self.outbox.clone())
    }

    /// Forgets what was not pushed.
    pub fn empty_outbox(&mut self) {
        self.outbox.clear();
    }

    /// The log after a cursor, page by page until its end.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn pull_all(&mut self) -> Result<Vec<PullReply>, Failure> {
        let mut pages = Vec::new();
        let (mut after, mut hash) = (Cursor(0), Digest::ZERO);
        loop {
            let path = format!("/api/log?after={}&hash={hash}", after.0);
            let page: PullReply = self.client.get(&path)?.ok()?.json()?;
            (after, hash) = (page.cursor, page.hash);
            let at_end = page.cursor == page.head || page.events.is_empty();
            self.time = page.server_time;
            pages.push(page);
            if at_end {
                return Ok(pages);
            }
        }
    }

    /// Hands back to a server that was set back: one request, whatever the answer.
    ///
    /// # Errors
    /// When the server was not reached.
    pub fn hand_back(&mut self, request: &HandBack) -> Result<Reply, Failure> {
        self.client.post("/api/hand_back", request)
    }

    /// Says that this tablet holds nothing the server lacks.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn hand_back_nothing(&mut self) -> Result<HandBackReply, Failure> {
        let stand = Stand {
            epoch: self.session.epoch,
            at: Cursor(0),
            hash: Digest::ZERO,
        };
        let request = hand_back(stand, (None, true), None, []);
        self.hand_back(&request)?.ok()?.json()
    }

    /// Moves a demo office's clock.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn move_clock(&mut self, to: Instant) -> Result<(), Failure> {
        #[derive(Serialize)]
        struct To {
            to: Instant,
        }
        #[derive(Deserialize)]
        struct Moved {
            server_time: Instant,
        }
        let reply = self.client.post("/api/demo/clock", &To { to })?.ok()?;
        self.time = reply.json::<Moved>()?.server_time;
        Ok(())
    }
}
