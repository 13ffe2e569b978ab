//! The month that is over is summed up, remarked on and followed through.

use domain::calendar::{Period, plus_days};
use domain::command::{CommandBody, day};
use domain::event::summary::Point;
use domain::head::{HeadData, SummaryHead};
use domain::id::{Instant, PersonId, StreamId};
use domain::role::Role;
use domain::summary::SummaryCommand;
use fastrand::Rng;

use crate::office::{UTC_OFFSET_MINUTES, sealed};

/// What is next about the last month that is over, and whose it is.
pub fn next(
    rng: &mut Rng,
    heads: &[(StreamId, HeadData)],
    anybody: PersonId,
    now: Instant,
) -> (Role, CommandBody) {
    let today = day(now, UTC_OFFSET_MINUTES);
    let month = Period::month_of(today).previous();
    let known = heads.iter().find_map(|(_, head)| match head {
        HeadData::Summary(head) if head.month == month => Some(&**head),
        _ => None,
    });
    let words = sealed(if rng.bool() { "words" } else { "none" }).digest;
    let (role, body) = match known {
        Some(head) if rng.u8(..3) > 0 => {
            let next = SummaryCommand::RemarkOnSummary {
                month,
                of: head.submitted,
                remark: words,
                points: vec![Point {
                    measure: sealed("words").digest,
                    person: anybody,
                    until: plus_days(today, 7),
                }],
            };
            (Role::PropertyManager, finished(head, words).unwrap_or(next))
        }
        _ => {
            let submit = SummaryCommand::SubmitSummary {
                month,
                was: known.map(|head| head.submitted),
                analysis: words,
            };
            (Role::PropertyAssistant, submit)
        }
    };
    (role, CommandBody::Summary(body))
}

fn finished(head: &SummaryHead, result: domain::personal::Personal) -> Option<SummaryCommand> {
    let point = head.open_points.first()?.point;
    Some(SummaryCommand::FinishPoint {
        month: head.month,
        point,
        result,
    })
}
