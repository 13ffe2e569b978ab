//! Who may follow up, and who may schedule it (M3, M4(1), M4(4), G3.3.1, G3.5.2–3).

use serde::{Deserialize, Serialize};

use super::{FollowUpKind, Severity};
use crate::clause::Clause;
use crate::policy::{FollowUpAct, Policy, ProfileName, RightRow};
use crate::role::{Role, Roles};

/// A verdict on who may: whether these people may, and the sets of roles of which one suffices.
/// Roles of one set are held by as many different people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    pub allowed: bool,
    pub needs: Vec<Roles>,
    pub clause: Clause,
}

/// Whether `people`, going together, may make the follow-up. Whoever goes along beyond those named
/// by the clause does no harm. `sent_by` are the roles of the person who sent them, if anybody did.
#[must_use]
pub fn may_follow_up(
    policy: &Policy,
    kind: FollowUpKind,
    severity: Option<Severity>,
    people: &[Roles],
    sent_by: &Roles,
) -> Right {
    let going = if people.is_empty() {
        None
    } else {
        Some(people)
    };
    judge(
        policy,
        FollowUpAct::FollowUp,
        kind,
        severity,
        going,
        sent_by,
    )
}

/// Whether a person with these roles may schedule the follow-up.
#[must_use]
pub fn may_schedule(
    policy: &Policy,
    kind: FollowUpKind,
    severity: Option<Severity>,
    roles: &Roles,
) -> Right {
    let person = std::slice::from_ref(roles);
    judge(
        policy,
        FollowUpAct::Schedule,
        kind,
        severity,
        Some(person),
        &Roles::new(),
    )
}

/// Whether one of these people could have been one of those who go: then they may say that nobody was there.
#[must_use]
pub fn may_attempt(
    policy: &Policy,
    kind: FollowUpKind,
    severity: Option<Severity>,
    people: &[Roles],
    sent_by: &Roles,
) -> Right {
    let mut right = may_follow_up(policy, kind, severity, people, sent_by);
    right.allowed |= people.iter().any(|roles| {
        right
            .needs
            .iter()
            .any(|needs| needs.intersection(roles).next().is_some())
    });
    right
}

/// Whether the procedure lets a technician make the follow-up at all, when sent (G3.5.3).
#[must_use]
pub fn may_send_technician(policy: &Policy, kind: FollowUpKind) -> Right {
    let allowed = policy.rights.iter().any(|row| {
        row.act == FollowUpAct::FollowUp
            && row.kind == kind
            && row.sent_by == Some(Role::Dispatcher)
            && row.seats.contains(&Role::Technician)
    });
    Right {
        allowed,
        needs: Vec::new(),
        clause: Clause::G3_5_3,
    }
}

fn judge(
    policy: &Policy,
    act: FollowUpAct,
    kind: FollowUpKind,
    severity: Option<Severity>,
    people: Option<&[Roles]>,
    sent_by: &Roles,
) -> Right {
    let open: Vec<&RightRow> = policy
        .rights
        .iter()
        .filter(|row| row.act == act && row.kind == kind)
        .filter(|row| row.severity.is_none() || row.severity == severity)
        .filter(|row| {
            row.sent_by
                .is_none_or(|sender| sent_by.contains(&policy.holder(sender)))
        })
        .collect();
    let met = open.iter().find(|row| {
        people.is_some_and(|people| {
            let seats: Vec<Role> = row.seats.iter().map(|seat| policy.holder(*seat)).collect();
            filled(&seats, people)
        })
    });
    let clause = met
        .or(open.first())
        .map_or_else(|| undecided_clause(policy.profile), |row| row.clause);
    let mut needs: Vec<Roles> = Vec::new();
    for row in &open {
        let roles = policy.holders(&row.seats);
        if !needs.contains(&roles) {
            needs.push(roles);
        }
    }
    Right {
        allowed: met.is_some(),
        needs,
        clause,
    }
}

/// Only a complaint whose severity nobody has decided finds no row: then nobody may yet.
const fn undecided_clause(profile: ProfileName) -> Clause {
    match profile {
        ProfileName::Mall => Clause::M4_4a,
        ProfileName::Estate => Clause::G3_5_2,
    }
}

/// Whether every seat can be filled by a different person. Few seats and few people, so trying
/// each is enough.
fn filled(seats: &[Role], people: &[Roles]) -> bool {
    fn rest_filled(seats: &[Role], people: &[Roles], taken: &mut Vec<usize>) -> bool {
        let Some((seat, rest)) = seats.split_first() else {
            return true;
        };
        for (index, roles) in people.iter().enumerate() {
            if roles.contains(seat) && !taken.contains(&index) {
                taken.push(index);
                if rest_filled(rest, people, taken) {
                    return true;
                }
                taken.pop();
            }
        }
        false
    }
    rest_filled(seats, people, &mut Vec::new())
}
