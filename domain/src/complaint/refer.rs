//! 商户投诉处理联系单: what is beyond the own department goes to the one responsible, with a limit (C1).

use super::step::Facts;
use super::{Complaint, Status};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::ComplaintFact;
use crate::id::{DepartmentId, Instant};
use crate::personal::Personal;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing, Value};

/// `referral` is the number of this one, from 1: two people who refer at once do not refer twice unseen.
pub(super) fn refer(
    complaint: &Complaint,
    referral: u16,
    department: DepartmentId,
    content: Personal,
    limit: Instant,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::Refer, complaint.department)?;
    if complaint.status >= Status::Handled {
        let is = complaint.status;
        return Err(Rejection::new(
            RejectionCode::WrongStatus { is },
            Clause::C1,
        ));
    }
    let next = count(complaint.referrals.len()).saturating_add(1);
    if referral != next {
        let theirs = complaint.referrals.last().map(|last| last.department);
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Count(referral.saturating_sub(1)),
                mine: Value::Department(department),
                theirs: theirs.map_or(Value::None, Value::Department),
            },
            Clause::C1,
        ));
    }
    scene.department(department)?;
    if scene.text(content).trim().is_empty() {
        return Err(Rejection::missing(Field::Content, Clause::C1));
    }
    if limit <= scene.command.moment.happened_at {
        return Err(Rejection::invalid(Field::Limit, Clause::C1));
    }
    Ok(vec![ComplaintFact::Referred {
        referral,
        department,
        content,
        limit,
    }])
}

/// By the head of the department asked, or taken down by the PropertyManager who sees to it.
pub(super) fn answer(
    complaint: &Complaint,
    referral: u16,
    answer: Personal,
    scene: &Scene<'_>,
) -> Facts {
    let known = complaint
        .referrals
        .iter()
        .find(|known| known.number == referral);
    let asked = known.map(|known| known.department);
    scene.authorise(Act::AnswerReferral, asked)?;
    if known.is_none() {
        return Err(Rejection::unknown(Thing::Referral));
    }
    if scene.text(answer).trim().is_empty() {
        return Err(Rejection::missing(Field::Answer, Clause::C1));
    }
    Ok(vec![ComplaintFact::ReferralAnswered { referral, answer }])
}

fn count(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
