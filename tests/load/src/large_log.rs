//! An office of many years: its log is made large by restoring it, and a first push to it still reads few rows.

use std::time::Instant;

use api::{Client, Failure, Reply, Server, Tablet};
use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::Envelope;
use domain::event::complaint::{Registration, RequestKind};
use domain::follow_up::Category;
use domain::id::{CaseId, CommandId, Cursor, Digest, OfficeId, StreamId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::office::{Office, PASSWORD, drawn_id, unit};

/// Events of a page that is brought in: some two megabytes.
const PAGE_EVENTS: usize = 2_000;
/// The rows two first pushes may differ by: whether a page of an index was split has nothing to do with the log's size.
const TOLERANCE: u64 = 3;

/// Says what it saw; whether the large log cost a first push no more rows than the small one.
///
/// # Errors
/// When the server refuses.
pub fn play(server: &Server, name: &str, events: u64) -> Result<bool, Failure> {
    let office = Office::found(server, name)?;
    let mut assistant = assistant(server, &office)?;
    let case = one_case(&mut assistant, office.id)?;
    let (small, small_millis) = first_push(server, &mut assistant, office.id)?;

    let began = Instant::now();
    let (pages, Some(end)) = exported(server, office.id)? else {
        return Ok(false);
    };
    let (pages, end) = grown((pages, end), case, events)?;
    let made = began.elapsed().as_secs();
    trial(server, office.id, "lose")?;
    let began = Instant::now();
    restore(
        server,
        office.id,
        &json!({ "begin": { "office": office.id } }),
    )?;
    for page in &pages {
        restore(server, office.id, page)?;
    }
    let taken = began.elapsed().as_secs();
    while restore(server, office.id, &end)?["waiting"].as_u64() > Some(0) {}
    let bytes: usize = pages.iter().map(|page| page.to_string().len()).sum();
    println!(
        "{} events in {} pages of {} MB together: made in {made} s, taken in {taken} s, folded after {} s",
        end["end"]["end"]["at"],
        pages.len(),
        bytes / 1_000_000,
        began.elapsed().as_secs()
    );

    end_waiting(server, &office)?;
    let mut assistant = self::assistant(server, &office)?;
    let (large, large_millis) = first_push(server, &mut assistant, office.id)?;
    println!(
        "a first push after eviction: {small} rows read in {small_millis} ms while the log was small, {large} rows in {large_millis} ms now"
    );
    Ok(small > 0 && large <= small + TOLERANCE)
}

fn assistant(server: &Server, office: &Office) -> Result<Tablet, Failure> {
    let name = office.names.first().map_or("", String::as_str);
    server.sign_in(name, PASSWORD)
}

/// A restored office waits for the tablets it had; the director knows that none of them holds anything.
fn end_waiting(server: &Server, office: &Office) -> Result<(), Failure> {
    let mut director = server.sign_in(&office.director, PASSWORD)?;
    let reason = json!({ "reason": "nothing was written since the export" });
    director.client.post("/api/set_back/end", &reason)?.ok()?;
    Ok(())
}

fn register(tablet: &mut Tablet, office: OfficeId) -> Result<(CaseId, Box<RawValue>), Failure> {
    let (unit, unit_code) = unit(office, 0);
    let case = tablet.mint(CaseId::mint)?;
    let registration = Registration {
        request: RequestKind::Complaint,
        unit,
        unit_code,
        occupant: tablet.seal("云裳女装")?,
        content: tablet.seal("天花板漏水，滴在货架上，两箱货受潮，请尽快派人来看。")?,
        phone: Some(tablet.seal("13800010001")?),
        appointment: None,
        category: Category::Equipment,
        department: None,
        severity_proposed: None,
        photos: Vec::new(),
    };
    let written = tablet.write(CommandBody::Complaint(ComplaintCommand::Register {
        case,
        registration,
    }))?;
    Ok((case, written.raw))
}

/// What the others are copies of.
fn one_case(tablet: &mut Tablet, office: OfficeId) -> Result<CaseId, Failure> {
    let (case, _) = register(tablet, office)?;
    tablet.write(CommandBody::Complaint(ComplaintCommand::Open {
        case,
        was: Status::Registered,
    }))?;
    tablet.push()?;
    Ok(case)
}

/// Rows and milliseconds of a push to an object that has nothing in memory; the tablet has been there before.
fn first_push(
    server: &Server,
    tablet: &mut Tablet,
    office: OfficeId,
) -> Result<(u64, u128), Failure> {
    register(tablet, office)?;
    tablet.push()?;
    trial(server, office, "evict")?;
    let (_, raw) = register(tablet, office)?;
    tablet.empty_outbox();
    let began = Instant::now();
    let reply = tablet.push_raw(vec![raw])?.ok()?;
    let rows = reply
        .header("X-Rows-Read")
        .and_then(|rows| rows.parse().ok());
    Ok((rows.unwrap_or(0), began.elapsed().as_millis()))
}

fn post(server: &Server, path: &str, office: OfficeId, mut form: Value) -> Result<Reply, Failure> {
    form["token"] = json!(server.setup_token);
    form["office"] = json!(office);
    Client::new(&server.base_url).post(path, &form)?.ok()
}

fn trial(server: &Server, office: OfficeId, what: &str) -> Result<(), Failure> {
    post(server, "/api/trial", office, json!({ "trial": what })).map(|_| ())
}

fn restore(server: &Server, office: OfficeId, step: &Value) -> Result<Value, Failure> {
    let form = json!({ "password": PASSWORD, "step": step });
    post(server, "/api/restore", office, form)?.json()
}

/// A step of an export.
#[derive(Deserialize)]
struct Step {
    #[serde(default)]
    page: Option<Value>,
    #[serde(default)]
    end: Option<LastStep>,
}

#[derive(Deserialize)]
struct LastStep {
    end: End,
}

/// What stands after the last page; its sum is that of these fields in this order.
#[derive(Serialize, Deserialize)]
struct End {
    format: u32,
    office: OfficeId,
    epoch: u64,
    demo: bool,
    clock_moved_by: i64,
    at: Cursor,
    hash: Digest,
    numbers: Box<RawValue>,
    months: Box<RawValue>,
    held: Box<RawValue>,
    devices: Box<RawValue>,
    device_people: Box<RawValue>,
}

fn exported(server: &Server, office: OfficeId) -> Result<(Vec<Value>, Option<End>), Failure> {
    let mut after = json!(0);
    let mut pages = Vec::new();
    loop {
        let asked = json!({ "after": after });
        let step: Step = post(server, "/api/export", office, asked)?.json()?;
        let Some(page) = step.page else {
            return Ok((pages, step.end.map(|last| last.end)));
        };
        after = page["last"].clone();
        pages.push(json!({ "page": page }));
    }
}

/// The pages of the office with so many events, and its end: copies of the case follow what was there.
fn grown(
    (mut pages, mut end): (Vec<Value>, End),
    case: CaseId,
    events: u64,
) -> Result<(Vec<Value>, Value), Failure> {
    let mut template: Vec<Envelope> = Vec::new();
    for page in &pages {
        for line in page["page"]["text"].as_str().unwrap_or_default().lines() {
            let line: Value = serde_json::from_str(line)?;
            if line["event"]["stream"] == json!(case) {
                template.push(serde_json::from_value(line["event"].clone())?);
            }
        }
    }
    let (mut at, mut hash) = (end.at, end.hash);
    let mut rng = fastrand::Rng::with_seed(events);
    let mut text = String::new();
    let (mut first, mut held) = (at.0 + 1, 0);
    while at.0 < events && !template.is_empty() {
        let copy = CaseId(drawn_id(&mut rng));
        let mut commands: Vec<(CommandId, CommandId)> = Vec::new();
        for original in &template {
            let known = commands.iter().find(|(was, _)| *was == original.command);
            let command = known.map_or_else(|| CommandId(drawn_id(&mut rng)), |(_, is)| *is);
            commands.push((original.command, command));
            let body = original
                .body
                .get()
                .replace(&case.to_string(), &copy.to_string());
            at = Cursor(at.0 + 1);
            let envelope = Envelope {
                seq: at,
                stream: StreamId(copy.0),
                command,
                index: original.index,
                body: RawValue::from_string(body)?,
                personal: original.personal.clone(),
            };
            hash = envelope.head_hash(hash);
            text.push_str("{\"event\":");
            text.push_str(&serde_json::to_string(&envelope)?);
            text.push_str("}\n");
            held += 1;
        }
        if held >= PAGE_EVENTS || at.0 >= events {
            let sum = Digest::of(&[text.as_bytes()]);
            let text = std::mem::take(&mut text);
            pages.push(json!({ "page": { "first": first, "last": at, "sum": sum, "text": text } }));
            (first, held) = (at.0 + 1, 0);
        }
    }
    (end.at, end.hash) = (at, hash);
    let sum = Digest::of(&[serde_json::to_string(&end)?.as_bytes()]);
    Ok((pages, json!({ "end": { "end": end, "sum": sum } })))
}
