//! The server's own hand: drawing the sample of a month's repairs, as soon as there is something to draw.

use super::{EventLog, Shelf, append_as_server};
use crate::apply::State;
use crate::calendar::Period;
use crate::clause::Clause;
use crate::command::{Command, CommandBody, Moment, SCHEMA, day};
use crate::follow_up::FollowUpKind;
use crate::head::WorkOrderHead;
use crate::id::{CommandId, DeviceId, Digest, Instant, OfficeId, StreamId, Writer, WriterNumber};
use crate::office::OfficeCommand;
use crate::quota::coverage;
use crate::work_order::draw::RepairDraw;

/// What a draw needs beside the log: which month, and the office's head hash at that month's start.
#[derive(Clone, Copy, Debug)]
pub struct Drawing {
    pub office: OfficeId,
    pub period: Period,
    pub seed: Digest,
    pub now: Instant,
}

/// Draws what is missing up to the rate and appends it; nothing where enough is drawn. `orders` are the heads of all
/// work orders of the office. To be called whenever a repair was signed for, in a transaction of its own or the same.
///
/// # Errors
/// When the storage fails.
pub fn draw_repairs<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    drawing: Drawing,
    orders: &[(StreamId, WorkOrderHead)],
) -> Result<Vec<StreamId>, L::Error> {
    let Some(State::Office(office)) = shelf.state(drawing.office.stream(), log)? else {
        return Ok(Vec::new());
    };
    let first = drawing.period.first_day();
    let (Some(policy), Some(director)) = (office.policy_on(first), office.directors.first()) else {
        return Ok(Vec::new());
    };
    let (Some(rate), _) = coverage(policy, FollowUpKind::Repair) else {
        return Ok(Vec::new());
    };
    let at = log.head()?.cursor;
    let draw = RepairDraw {
        office: drawing.office,
        period: drawing.period,
        seed: drawing.seed,
        at,
        rate,
        on: day(drawing.now, office.utc_offset_minutes),
    };
    let heads = || orders.iter().map(|(stream, head)| (*stream, head));
    let drawn = draw.orders(heads());
    if drawn.is_empty() {
        return Ok(drawn);
    }
    let facts = draw.facts(&drawn, draw.size(heads()));
    let command = Command {
        id: CommandId::of_draw(drawing.office, drawing.period, at),
        writer: Writer {
            person: *director,
            device: DeviceId(drawing.office.0),
        },
        number: WriterNumber(0),
        after: Vec::new(),
        streams: Vec::new(),
        recorded_by: *director,
        conducted_by: vec![*director],
        moment: Moment {
            happened_at: drawing.now,
            entered_at: drawing.now,
            clock_offset: 0,
        },
        // Never decided and kept nowhere: what the server writes itself are its facts.
        body: CommandBody::Office(OfficeCommand::DefineDepartment {
            name: Clause::M4_3b.id().to_owned(),
        }),
        personal: Vec::new(),
        photos: Vec::new(),
        schema: SCHEMA,
        app: String::new(),
        signature: None,
    };
    append_as_server(log, shelf, drawing.now, &command, facts)?;
    Ok(drawn)
}
