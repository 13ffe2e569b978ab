//! What the server counts itself, so that a sealed figure is the log's and nobody's tablet's.

use super::EventLog;
use crate::calendar::Period;
use crate::command::CommandBody;
use crate::event::summary::SummaryFigures;
use crate::head::ComplaintHead;
use crate::id::{Instant, StreamId};
use crate::office::Office;
use crate::report::Counting;
use crate::sync::refusal::RefusalCommand;

/// The month a command wants counted, also where it was held and is taken now.
fn month(body: &CommandBody) -> Option<Period> {
    match body {
        CommandBody::Summary(command) => command.is_counted().then(|| command.month()),
        CommandBody::Refusal(RefusalCommand::Take { command, .. }) => month(&command.body),
        _ => None,
    }
}

/// The figures of that month, on everything the log holds now.
///
/// # Errors
/// When the storage fails.
pub(super) fn counted<L: EventLog>(
    log: &L,
    office: &Office,
    body: &CommandBody,
    now: Instant,
) -> Result<Option<Box<SummaryFigures>>, L::Error> {
    let Some(month) = month(body) else {
        return Ok(None);
    };
    let Some(policy) = office.policy_on(month.first_day()) else {
        return Ok(None);
    };
    let counting = Counting {
        month,
        policy,
        at: log.head()?.cursor,
        now,
        utc_offset_minutes: office.utc_offset_minutes,
    };
    let cases = log.complaints(month, &|head| counting.concerns(head))?;
    let cases: Vec<(StreamId, &ComplaintHead)> =
        cases.iter().map(|(stream, head)| (*stream, head)).collect();
    Ok(Some(Box::new(counting.count(&cases))))
}
