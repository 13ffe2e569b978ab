//! A line of the paper register that is still open.

use domain::complaint::Status;
use domain::event::complaint::Stage;
use domain::head::ComplaintHead;
use domain::id::{CaseId, Instant, normalise_old_number};

use super::sheet::{Fault, Line, Read};
use super::{Entry, GoLiveAct, Known, Paper};
use crate::text::go_live::GoLiveFault;
use crate::text::go_live_column::GoLiveColumn as Column;

pub(super) fn read(line: &Line<'_>, known: &Known<'_>) -> Result<Read, Fault> {
    let number = line.needed(Column::ComplaintNumber)?;
    let registered_at = line
        .moment(Column::RegisteredAt, known)?
        .ok_or((GoLiveFault::Missing, Some(Column::RegisteredAt)))?;
    let mut paper = paper(line, number, Column::Words, registered_at, known)?;
    paper.severity = line.word(Column::Severity, known)?;
    if let Some(category) = line.word(Column::Category, known)? {
        paper.category = category;
    }
    paper.department = match line.said(Column::DepartmentConcerned) {
        "" => None,
        said => Some(
            known
                .department(said)
                .map_err(|fault| (fault, Some(Column::DepartmentConcerned)))?,
        ),
    };
    let stage = stage(line, known)?;
    let case = CaseId::carried_over(known.office, number);
    let act = match known.heads.complaints.get(&case) {
        Some(head) => GoLiveAct::Standing {
            differs: differs(head, &paper, Column::Words),
        },
        None => GoLiveAct::New(Entry::Complaint {
            paper: paper.clone(),
            stage,
        }),
    };
    Ok(Read {
        key: normalise_old_number(number),
        who: paper.unit_code,
        act,
    })
}

/// A limit is set at dispatch: with one, and nothing said about the stage, it was dispatched.
fn stage(line: &Line<'_>, known: &Known<'_>) -> Result<Stage, Fault> {
    let limit = line.moment(Column::Limit, known)?;
    let assignee = match line.said(Column::Assignee) {
        "" => None,
        said => Some(
            known
                .person(said)
                .map_err(|fault| (fault, Some(Column::Assignee)))?,
        ),
    };
    let dispatched = limit.is_some() || assignee.is_some();
    let status = line.word(Column::Stage, known)?.unwrap_or(if dispatched {
        Status::Dispatched
    } else {
        Status::Registered
    });
    match status {
        Status::Handled | Status::ClosedOut => Err((GoLiveFault::NotOpen, Some(Column::Stage))),
        Status::Dispatched => Ok(Stage::Dispatched {
            assignee,
            limit: limit.ok_or((GoLiveFault::Missing, Some(Column::Limit)))?,
        }),
        // Otherwise limit and name would be lost without a word.
        _ if dispatched => Err((GoLiveFault::NotDispatched, Some(Column::Stage))),
        Status::Registered => Ok(Stage::Registered),
        Status::HandedUp => Ok(Stage::HandedUp),
        Status::Opened => Ok(Stage::Opened),
    }
}

/// What complaint and slip have in common. A blank name or phone is that of the directory.
pub(super) fn paper(
    line: &Line<'_>,
    number: &str,
    words: Column,
    registered_at: Instant,
    known: &Known<'_>,
) -> Result<Paper, Fault> {
    let code = line.needed(Column::Unit)?;
    let (unit, head) = known
        .unit(code)
        .map_err(|fault| (fault, Some(Column::Unit)))?;
    let or = |said: &str, stands: &str| if said.is_empty() { stands } else { said }.to_owned();
    Ok(Paper {
        number: number.to_owned(),
        unit,
        unit_code: head.code.clone(),
        occupant: or(line.said(Column::Occupant), &head.name),
        phone: or(line.phone()?, head.phone.as_deref().unwrap_or_default()),
        content: line.needed(words)?.to_owned(),
        registered_at,
        category: domain::follow_up::Category::Other,
        department: None,
        severity: None,
    })
}

/// What the file says otherwise than what was carried over: it stays as it is.
pub(super) fn differs(head: &ComplaintHead, paper: &Paper, words: Column) -> Vec<Column> {
    [
        (Column::Unit, head.unit != paper.unit),
        (Column::Occupant, head.occupant != paper.occupant),
        (
            Column::RegisteredAt,
            head.registered_at != paper.registered_at,
        ),
        (words, head.content != paper.content),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(column, _)| column)
    .collect()
}
