//! The three months, played in the order of their time through the real API.

use std::{collections::BTreeMap, sync::mpsc, thread};

use api::Client;
use chrono::{NaiveDateTime, TimeDelta};
use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::event::complaint::{Contents, Registration, RequestKind};
use domain::follow_up::Severity;
use domain::id::{CaseId, CommandId, Digest, Instant};
use fastrand::Rng;

use crate::act::{Act, Case, Step, Visit};
use crate::failure::Failure;
use crate::merchants::Merchant;
use crate::months::Months;
use crate::office::{Office, UTC_OFFSET_MINUTES};
use crate::signature;

/// What was done within this time is handed in together, as from a tablet that was without a network.
const TOGETHER: TimeDelta = TimeDelta::minutes(90);
/// So long before the next work of the day a month is seen to: later than all that went before.
const BEFORE: TimeDelta = TimeDelta::minutes(60);

/// Plays every act at its time, moving the office's clock along.
///
/// # Errors
/// When the server refuses.
pub fn play(
    office: &mut Office,
    merchants: &[Merchant],
    cases: &[Case],
    months: Option<&mut Months>,
    random: &mut Rng,
) -> Result<(), Failure> {
    let mut acts: Vec<(usize, &Act)> = cases
        .iter()
        .enumerate()
        .flat_map(|(index, case)| case.acts.iter().map(move |act| (index, act)))
        .collect();
    acts.sort_by_key(|(_, act)| act.at);
    let client = office.tablet.client.clone();
    let (signatures, written) = mpsc::channel();
    let player = Player {
        office,
        merchants,
        cases,
        random,
        ids: BTreeMap::new(),
        made: BTreeMap::new(),
        signatures,
    };
    // Pictures go up beside the commands, as from a tablet.
    thread::scope(|scope| {
        let uploads = scope.spawn(|| upload(client, written));
        player.play(&acts, months)?;
        uploads.join().map_err(|_| Failure::Uploads)?
    })
}

/// Hands in signatures until no more come.
fn upload(mut client: Client, written: mpsc::Receiver<(Digest, Vec<u8>)>) -> Result<(), Failure> {
    for (name, bytes) in written {
        let path = format!("/api/photos/{name}");
        client.send("PUT", &path, &[], Some(&bytes))?.ok()?;
    }
    Ok(())
}
struct Player<'a> {
    office: &'a mut Office,
    merchants: &'a [Merchant],
    cases: &'a [Case],
    random: &'a mut Rng,
    ids: BTreeMap<usize, CaseId>,
    /// The command of each follow-up, by case and round.
    made: BTreeMap<(usize, u16), CommandId>,
    signatures: mpsc::Sender<(Digest, Vec<u8>)>,
}

impl Player<'_> {
    /// By value: at its end no more signatures come.
    fn play(
        mut self,
        acts: &[(usize, &Act)],
        mut months: Option<&mut Months>,
    ) -> Result<(), Failure> {
        for together in acts.chunk_by(|first, second| second.1.at - first.1.at < TOGETHER) {
            let (Some((_, first)), Some((_, last))) = (together.first(), together.last()) else {
                continue;
            };
            let quiet = first.at - BEFORE;
            if let Some(months) = months.as_mut().filter(|it| it.wait(quiet.date())) {
                self.office.tablet.move_clock(instant(quiet))?;
                months.go_on(self.office, quiet.date())?;
            }
            self.office.tablet.move_clock(instant(last.at))?;
            for (case, act) in together {
                self.act(*case, act)?;
            }
            self.office.tablet.time = instant(last.at);
            self.office.push()?;
        }
        Ok(())
    }

    fn act(&mut self, index: usize, act: &Act) -> Result<(), Failure> {
        self.office.tablet.time = instant(act.at);
        let case = match self.ids.get(&index) {
            Some(case) => *case,
            None => {
                let case = self.office.tablet.mint(CaseId::mint)?;
                self.ids.insert(index, case);
                case
            }
        };
        let body = self.body(index, case, act)?;
        let who = act
            .who
            .iter()
            .map(|name| self.office.person(name))
            .collect::<Result<Vec<_>, _>>()?;
        let recorded_by = who.first().copied().ok_or(Failure::NoSuchPerson(""))?;
        let body = CommandBody::Complaint(body);
        let written = self.office.tablet.write_for(recorded_by, who, body)?;
        if let Step::FollowUp { round, .. } | Step::Attempt { round, .. } = act.step {
            self.made.insert((index, round), written.command.id);
        }
        Ok(())
    }

    fn body(&mut self, index: usize, case: CaseId, act: &Act) -> Result<ComplaintCommand, Failure> {
        Ok(match &act.step {
            Step::Register => ComplaintCommand::Register {
                case,
                registration: self.registration(index)?,
            },
            Step::HandUp { reason } => ComplaintCommand::HandUp {
                case,
                was: Status::Registered,
                reason: (*reason).to_owned(),
            },
            Step::DecideSeverity(severity) => ComplaintCommand::DecideSeverity {
                case,
                was: None,
                severity: *severity,
            },
            Step::Open { was } => ComplaintCommand::Open { case, was: *was },
            Step::Dispatch { assignee, limit } => ComplaintCommand::Dispatch {
                case,
                was: Status::Opened,
                department: self.office.department(self.department(index)),
                assignee: Some(self.office.person(assignee)?),
                limit: instant(*limit),
            },
            Step::Handle { was, result } => ComplaintCommand::Handle {
                case,
                was: *was,
                result: self.office.tablet.seal(result)?,
                photos: Vec::new(),
            },
            Step::CloseOut => ComplaintCommand::CloseOut {
                case,
                was: Status::Handled,
            },
            Step::Schedule { round, people, on } => ComplaintCommand::ScheduleFollowUp {
                case,
                round: *round,
                people: people
                    .iter()
                    .map(|name| self.office.person(name))
                    .collect::<Result<_, _>>()?,
                on: *on,
            },
            Step::FollowUp { round, visit } => {
                ComplaintCommand::RecordFollowUp(Box::new(self.follow_up(case, *round, visit)?))
            }
            Step::Confirm { round } => ComplaintCommand::ConfirmConduct {
                case,
                command: *self.made.get(&(index, *round)).ok_or(Failure::NotMade)?,
            },
            Step::Attempt {
                round,
                channel,
                failure,
            } => ComplaintCommand::RecordAttempt {
                case,
                round: *round,
                channel: *channel,
                failure: *failure,
            },
            Step::EndUnreachable { round, reason } => ComplaintCommand::EndUnreachable {
                case,
                round: *round,
                reason: (*reason).to_owned(),
            },
        })
    }

    fn department(&self, index: usize) -> &'static str {
        self.cases
            .get(index)
            .map_or("", |case| case.topic.department)
    }

    fn registration(&mut self, index: usize) -> Result<Registration, Failure> {
        let (case, merchant) = self
            .cases
            .get(index)
            .and_then(|case| Some((case, self.merchants.get(case.merchant)?)))
            .ok_or(Failure::NoSuchPerson("merchant"))?;
        let topic = case.topic;
        Ok(Registration {
            request: RequestKind::Complaint,
            unit: self.office.unit(&merchant.code),
            unit_code: merchant.code.clone(),
            occupant: self.office.tablet.seal(&merchant.name)?,
            content: self.office.tablet.seal(topic.content)?,
            phone: Some(self.office.tablet.seal(&merchant.phone)?),
            appointment: None,
            category: topic.category,
            department: Some(self.office.department(topic.department)),
            severity_proposed: Some(if topic.major {
                Severity::Major
            } else {
                Severity::General
            }),
            photos: Vec::new(),
        })
    }

    fn follow_up(
        &mut self,
        case: CaseId,
        round: u16,
        visit: &Visit,
    ) -> Result<FollowUpEntry, Failure> {
        // On the phone nobody can sign.
        let signs = visit.channel_reason.is_none() && visit.unsigned_reason.is_none();
        let signature = if signs { Some(self.sign()?) } else { None };
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(FollowUpEntry {
            case,
            round,
            channel: visit.channel,
            channel_reason: owned(visit.channel_reason),
            contents: Contents {
                quality: Some(visit.quality),
                effect: Some(visit.effect),
                satisfaction: Some(visit.satisfaction),
                shortcomings: Some(self.office.tablet.seal(visit.shortcomings)?),
                suggestions: Some(self.office.tablet.seal(visit.suggestions)?),
                area: None,
                finding: None,
            },
            problem_left: false,
            photos: Vec::new(),
            signature,
            unsigned_reason: owned(visit.unsigned_reason),
            late_reason: owned(visit.late_reason),
            early_reason: None,
            paper: None,
        })
    }

    /// A signature, handed in like any photo.
    fn sign(&mut self) -> Result<Digest, Failure> {
        let bytes = serde_json::to_vec(&signature::strokes(self.random))?;
        let name = Digest::of(&[&bytes]);
        self.office.tablet.with_photo(name);
        self.signatures
            .send((name, bytes))
            .map_err(|_| Failure::Uploads)?;
        Ok(name)
    }
}

/// The instant of a time on the office's wall clock.
#[must_use]
pub fn instant(local: NaiveDateTime) -> Instant {
    let offset = TimeDelta::minutes(i64::from(UTC_OFFSET_MINUTES));
    Instant((local - offset).and_utc().timestamp_millis())
}
