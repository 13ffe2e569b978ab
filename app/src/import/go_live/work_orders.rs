//! A paper slip that is still open.

use domain::event::work_order::SlipStage;
use domain::id::{CaseId, WorkOrderId, normalise_old_number};
use domain::work_order::Phase;

use super::complaints::{differs, paper};
use super::sheet::{Fault, Line, Read};
use super::{Entry, GoLiveAct, Known, SlipEntry};
use crate::text::go_live::GoLiveFault;
use crate::text::go_live_column::GoLiveColumn as Column;

pub(super) fn read(line: &Line<'_>, known: &Known<'_>) -> Result<Read, Fault> {
    let number = line.needed(Column::SlipNumber)?;
    // Of the two one may be missing: a slip is made from its registration.
    let made_at = line.moment(Column::MadeAt, known)?;
    let registered_at = line
        .moment(Column::RegisteredAt, known)?
        .or(made_at)
        .ok_or((GoLiveFault::Missing, Some(Column::MadeAt)))?;
    let paper = paper(line, number, Column::Items, registered_at, known)?;
    line.needed(Column::Trade)?;
    let trade = line
        .word(Column::Trade, known)?
        .ok_or((GoLiveFault::Missing, Some(Column::Trade)))?;
    let stage = stage(line, known)?;
    let office = known.office;
    let order = WorkOrderId::carried_over(office, number);
    let case = CaseId::carried_request(office, number);
    let act = match known.heads.complaints.get(&case) {
        Some(head) => GoLiveAct::Standing {
            differs: differs(head, &paper, Column::Items),
        },
        None if known.heads.work_orders.contains_key(&order) => GoLiveAct::Standing {
            differs: Vec::new(),
        },
        None => GoLiveAct::New(Entry::WorkOrder(Box::new(SlipEntry {
            paper: paper.clone(),
            trade,
            made_at: made_at.unwrap_or(registered_at),
            stage,
        }))),
    };
    Ok(Read {
        key: normalise_old_number(number),
        who: paper.unit_code,
        act,
    })
}

/// With a name behind it, and nothing said about the stage, it was assigned.
fn stage(line: &Line<'_>, known: &Known<'_>) -> Result<SlipStage, Fault> {
    let technician = match line.said(Column::Technician) {
        "" => None,
        said => Some(
            known
                .person(said)
                .map_err(|fault| (fault, Some(Column::Technician)))?,
        ),
    };
    let phase = line
        .word(Column::SlipStage, known)?
        .unwrap_or(if technician.is_some() {
            Phase::Assigned
        } else {
            Phase::Made
        });
    match (phase, technician) {
        (Phase::Completed | Phase::Withdrawn, _) => {
            Err((GoLiveFault::NotOpen, Some(Column::SlipStage)))
        }
        (Phase::Assigned, Some(technician)) => Ok(SlipStage::Assigned { technician }),
        (Phase::Assigned, None) => Err((GoLiveFault::Missing, Some(Column::Technician))),
        (_, Some(_)) => Err((GoLiveFault::NotAssigned, Some(Column::SlipStage))),
        (Phase::Received, None) => Ok(SlipStage::Received),
        (_, None) => Ok(SlipStage::Made),
    }
}
