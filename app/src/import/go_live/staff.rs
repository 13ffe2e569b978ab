//! A line of the staff: somebody new, or what somebody who is there is given on top.

use std::collections::BTreeSet;

use domain::event::person::Grant;
use domain::event::work_order::Trade;
use domain::head::PersonHead;
use domain::id::PersonId;
use domain::role::Role;

use super::sheet::{Fault, Line, Read};
use super::{Addition, Entry, GoLiveAct, Known, NewPerson, PersonEntry};
use crate::text::Word as _;
use crate::text::go_live::GoLiveFault;
use crate::text::go_live_column::GoLiveColumn as Column;

pub(super) fn read(line: &Line<'_>, known: &Known<'_>) -> Result<Read, Fault> {
    let name = line.needed(Column::Name)?;
    let sign_in_name = line.needed(Column::SignInName)?;
    let phone = line.phone()?;
    line.needed(Column::Roles)?;
    let roles: Vec<Role> = line.words(Column::Roles, known)?;
    let trades: BTreeSet<Trade> = line.words(Column::Trades, known)?.into_iter().collect();
    let department = match line.said(Column::Department) {
        "" => None,
        said => Some(
            known
                .department(said)
                .map_err(|fault| (fault, Some(Column::Department)))?,
        ),
    };
    if department.is_none() && roles.contains(&Role::HeadOfDepartment) {
        return Err((GoLiveFault::Missing, Some(Column::Department)));
    }
    let from = line.date(Column::Since)?.unwrap_or(known.today);
    let grants: Vec<Grant> = roles
        .iter()
        .map(|role| Grant {
            role: *role,
            department: department.filter(|_| in_a_department(*role)),
            from,
            until: None,
        })
        .collect();
    let act = match known.signs_in_as(sign_in_name) {
        Some((_, head)) if !known.here(head) => {
            return Err((GoLiveFault::Left, Some(Column::SignInName)));
        }
        Some((person, head)) => against(person, head, (name, phone), grants, &trades, known),
        None => {
            if let Some(other) = same_person(name, phone, known) {
                let sign_in_name = other.sign_in_name.clone();
                return Err((
                    GoLiveFault::SamePerson { sign_in_name },
                    Some(Column::SignInName),
                ));
            }
            GoLiveAct::New(Entry::Person(PersonEntry {
                person: PersonId::of(known.office, sign_in_name),
                new: Some(NewPerson {
                    name: name.to_owned(),
                    sign_in_name: sign_in_name.to_owned(),
                    phone: phone.to_owned(),
                }),
                grants,
                trades: (!trades.is_empty()).then_some(trades),
            }))
        }
    };
    let words: Vec<String> = roles
        .iter()
        .map(|role| role.word(known.lang).to_owned())
        .collect();
    Ok(Read {
        key: domain::id::normalise_sign_in_name(sign_in_name),
        who: known.lang.list(&words),
        act,
    })
}

/// Which department a head, supervisor, technician or officer belongs to; of the others it means nothing.
const fn in_a_department(role: Role) -> bool {
    matches!(
        role,
        Role::HeadOfDepartment | Role::FunctionSupervisor | Role::Technician
    )
}

/// Two people may share a name, or a phone; who shares both is one.
fn same_person<'a>(name: &str, phone: &str, known: &'a Known<'_>) -> Option<&'a PersonHead> {
    known
        .heads
        .people
        .values()
        .find(|head| {
            known.here(head)
                && head.name == name
                && !phone.is_empty()
                && head.phone.as_deref() == Some(phone)
        })
        .map(|head| &**head)
}

/// A list takes no role or trade away: it may be an older one.
fn against(
    person: PersonId,
    head: &PersonHead,
    (name, phone): (&str, &str),
    grants: Vec<Grant>,
    trades: &BTreeSet<Trade>,
    known: &Known<'_>,
) -> GoLiveAct {
    let held = |grant: &Grant| {
        head.grants.iter().any(|had| {
            had.role == grant.role
                && had.department == grant.department
                && had.until.is_none_or(|until| known.today <= until)
        })
    };
    let grants: Vec<Grant> = grants.into_iter().filter(|grant| !held(grant)).collect();
    let learnt: BTreeSet<Trade> = trades.difference(&head.trades).copied().collect();
    if grants.is_empty() && learnt.is_empty() {
        let mut differs = Vec::new();
        if head.name != name {
            differs.push(Column::Name);
        }
        if !phone.is_empty() && head.phone.as_deref() != Some(phone) {
            differs.push(Column::Phone);
        }
        return GoLiveAct::Standing { differs };
    }
    let adds = grants
        .iter()
        .cloned()
        .map(Addition::Role)
        .chain(learnt.iter().copied().map(Addition::Trade))
        .collect();
    let all = head.trades.union(&learnt).copied().collect();
    GoLiveAct::Changed {
        entry: Entry::Person(PersonEntry {
            person,
            new: None,
            grants,
            trades: (!learnt.is_empty()).then_some(all),
        }),
        adds,
    }
}
