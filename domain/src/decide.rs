//! Commands in, facts out. The same function on the tablet, before anything is sent, and on the server.

use chrono::NaiveDate;

use crate::act::{Act, figure_seats, seats};
use crate::apply::State;
use crate::clause::Clause;
use crate::command::{Command, CommandBody};
use crate::complaint;
use crate::event::person::Grant;
use crate::event::{Fact, NewFact, OfficeFact, PersonFact, RefusalFact};
use crate::follow_up::Category;
use crate::id::DepartmentId;
use crate::office::OfficeCommand;
use crate::person::PersonCommand;
use crate::policy::{Policy, PolicyVersion};
use crate::price_list;
use crate::reads::{Reads, Scene};
use crate::rejection::{Field, Rejection, RejectionCode, Thing, Value};
use crate::role::Role;
use crate::sync::refusal::RefusalCommand;
use crate::sync::taken;
use crate::work_order;

/// Facts, possibly on several streams (none where it is already so), or why not.
pub type Ruling = Result<Vec<NewFact>, Rejection>;

/// Decides a command on what it may see.
///
/// # Errors
/// The rejection with its code, its clause and the roles that would have sufficed.
pub fn decide(command: &Command, reads: &Reads) -> Ruling {
    let facts = ruled(command, reads)?;
    // An id names one thing for ever: what is begun under it as something else would be read by nobody.
    let is_another = |new: &NewFact| {
        let known = reads.streams.get(&new.stream);
        known.is_some_and(|state| !state.takes(&new.fact))
    };
    if facts.iter().any(is_another) {
        return Err(of_another_kind());
    }
    Ok(facts)
}

/// An id that names something else already.
pub(crate) fn of_another_kind() -> Rejection {
    Rejection::new(RejectionCode::AlreadyExists, Clause::Ours)
}

fn ruled(command: &Command, reads: &Reads) -> Ruling {
    if !command.personal.iter().all(|value| value.holds()) {
        return Err(Rejection::invalid(Field::Personal, Clause::Ours));
    }
    let scene = Scene::new(command, reads)?;
    if let CommandBody::Refusal(RefusalCommand::Take { refused, command }) = &command.body {
        return taken::take(*refused, command, &scene);
    }
    scene.staff(command.recorded_by)?;
    match &command.body {
        CommandBody::Office(body) => office(body, &scene),
        CommandBody::Person(body) => person(body, &scene),
        CommandBody::Occupant(body) => crate::occupant::decide(body, &scene),
        CommandBody::Complaint(body) => complaint::decide(body, &scene),
        CommandBody::WorkOrder(body) => work_order::decide(body, &scene),
        CommandBody::PriceList(body) => price_list::decide(body, &scene),
        CommandBody::Refusal(body) => refusal(body, &scene),
        CommandBody::Violation(body) => crate::violation::decide(body, &scene),
        CommandBody::Mandate(body) => crate::mandate::decide(body, &scene),
        CommandBody::DayBook(body) => crate::day_book::decide(body, &scene),
        CommandBody::Summary(body) => crate::summary::decide(body, &scene),
    }
}

fn office(body: &OfficeCommand, scene: &Scene<'_>) -> Ruling {
    let stream = scene.reads.office.stream();
    let fact = match body {
        OfficeCommand::AdoptProfile {
            profile,
            effective_on,
            reason,
        } => {
            scene.authorise(Act::AdoptProfile, None)?;
            if *effective_on <= scene.entered_on() {
                return Err(Rejection::new(RejectionCode::StartsTooEarly, Clause::Ours));
            }
            if reason.trim().is_empty() {
                return Err(Rejection::missing(Field::Reason, Clause::Ours));
            }
            let mut policy = Policy::built_in(*profile, *effective_on);
            policy.version = next_version(scene);
            OfficeFact::ProfileAdopted {
                policy: Box::new(policy),
                reason: reason.trim().to_owned(),
            }
        }
        OfficeCommand::OverrideFigure {
            was,
            figure,
            effective_on,
            reason,
        } => {
            let of = figure_seats(figure.name(), scene.policy);
            let clause = of.clause;
            scene.require(&of.seats, None, clause)?;
            if *effective_on <= scene.entered_on() {
                return Err(Rejection::new(RejectionCode::StartsTooEarly, clause));
            }
            if reason.trim().is_empty() {
                return Err(Rejection::missing(Field::Reason, clause));
            }
            let before = scene.policy_on(*effective_on);
            let is = before.figures.get(figure.name());
            if let Some(was) = was.filter(|was| *was != is && is != *figure) {
                return Err(Rejection::new(
                    RejectionCode::Contested {
                        base: Value::Figure(was),
                        mine: Value::Figure(*figure),
                        theirs: Value::Figure(is),
                    },
                    clause,
                ));
            }
            let mut policy = before
                .with(*figure, *effective_on)
                .map_err(|_| Rejection::invalid(Field::Figure, clause))?;
            policy.version = next_version(scene);
            OfficeFact::FigureOverridden {
                policy: Box::new(policy),
                reason: reason.clone(),
            }
        }
        OfficeCommand::SetCategoryLimit {
            category,
            minutes,
            effective_on,
            reason,
        } => match category_limit(*category, *minutes, *effective_on, reason, scene)? {
            Some(fact) => fact,
            None => return Ok(Vec::new()),
        },
        OfficeCommand::DefineDepartment { name } => {
            scene.authorise(Act::DefineDepartment, None)?;
            if name.trim().is_empty() {
                return Err(Rejection::missing(Field::Name, Clause::Ours));
            }
            let department = DepartmentId::of(scene.reads.office, name);
            if scene.office.department(department).is_some() {
                return Ok(Vec::new());
            }
            OfficeFact::DepartmentDefined {
                department,
                name: name.trim().to_owned(),
            }
        }
    };
    Ok(vec![NewFact {
        stream,
        fact: Fact::Office(fact),
    }])
}

/// 及时 or late is judged by the limit set at dispatch; what the form offers there is the office's own figure.
fn category_limit(
    category: Category,
    minutes: u32,
    effective_on: NaiveDate,
    reason: &str,
    scene: &Scene<'_>,
) -> Result<Option<OfficeFact>, Rejection> {
    scene.authorise(Act::SetCategoryLimit, None)?;
    let today = scene.entered_on();
    let known = scene.office.limit_minutes(category, effective_on);
    if known == Some(minutes) {
        return Ok(None);
    }
    if effective_on < today || (known.is_some() && effective_on == today) {
        return Err(Rejection::new(RejectionCode::StartsTooEarly, Clause::Ours));
    }
    if minutes == 0 {
        return Err(Rejection::invalid(Field::Limit, Clause::Ours));
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    Ok(Some(OfficeFact::CategoryLimitSet {
        category,
        minutes,
        effective_on,
        reason: reason.to_owned(),
    }))
}

fn next_version(scene: &Scene<'_>) -> PolicyVersion {
    let last = scene.office.policies.iter().map(|policy| policy.version.0);
    PolicyVersion(last.max().unwrap_or(0).saturating_add(1))
}

fn person(body: &PersonCommand, scene: &Scene<'_>) -> Ruling {
    let act = match body {
        PersonCommand::Add { .. } => Act::Add,
        PersonCommand::GrantRole { .. } => Act::GrantRole,
        PersonCommand::EndRole { .. } => Act::EndRole,
        PersonCommand::Remove { .. } => Act::Remove,
        PersonCommand::SetTrades { .. } => Act::SetTrades,
    };
    let of = seats(act, scene.policy);
    scene.require_in_person(&of.seats, of.clause)?;
    let person = body.person();
    let stream = person.stream();
    let known = scene.person(person);
    let mut facts = Vec::new();
    match body {
        PersonCommand::Add {
            name,
            sign_in_name,
            phone,
            roles,
            ..
        } => {
            if let Some(known) = known {
                // The same list read by two tablets adds nobody twice.
                let same =
                    known.name == scene.text(*name) && known.sign_in_name == sign_in_name.trim();
                return if same
                    && person == crate::id::PersonId::of(scene.reads.office, sign_in_name)
                {
                    Ok(Vec::new())
                } else {
                    Err(Rejection::new(RejectionCode::AlreadyExists, Clause::Ours))
                };
            }
            if scene.text(*name).trim().is_empty() || sign_in_name.trim().is_empty() {
                return Err(Rejection::missing(Field::Name, Clause::Ours));
            }
            facts.push(PersonFact::Added {
                name: *name,
                sign_in_name: sign_in_name.trim().to_owned(),
                phone: *phone,
            });
            for grant in roles {
                checked(grant, scene)?;
                facts.push(PersonFact::RoleGranted(grant.clone()));
            }
        }
        PersonCommand::GrantRole { grant, .. } => {
            known.ok_or_else(|| Rejection::unknown(Thing::Person))?;
            checked(grant, scene)?;
            facts.push(PersonFact::RoleGranted(grant.clone()));
        }
        PersonCommand::EndRole {
            role,
            department,
            on,
            ..
        } => {
            known.ok_or_else(|| Rejection::unknown(Thing::Person))?;
            facts.push(PersonFact::RoleEnded {
                role: *role,
                department: *department,
                on: *on,
            });
        }
        PersonCommand::Remove { on, .. } => {
            known.ok_or_else(|| Rejection::unknown(Thing::Person))?;
            facts.push(PersonFact::Removed { on: *on });
        }
        PersonCommand::SetTrades { trades, .. } => {
            let known = known.ok_or_else(|| Rejection::unknown(Thing::Person))?;
            if known.trades != *trades {
                facts.push(PersonFact::TradesSet {
                    trades: trades.clone(),
                });
            }
        }
    }
    let directing = directors(person, &facts, scene)?;
    let ended: Vec<NewFact> = facts
        .iter()
        .flat_map(|fact| crate::mandate::ended_with(person, fact, scene))
        .collect();
    Ok(facts
        .into_iter()
        .map(|fact| NewFact {
            stream,
            fact: Fact::Person(fact),
        })
        .chain(directing)
        .chain(ended)
        .collect())
}

/// Only a Director or the company names a Director; and the last one cannot leave.
fn directors(
    person: crate::id::PersonId,
    facts: &[PersonFact],
    scene: &Scene<'_>,
) -> Result<Vec<NewFact>, Rejection> {
    let directors = &scene.office.directors;
    let mut changes = Vec::new();
    for fact in facts {
        match fact {
            PersonFact::RoleGranted(grant) if grant.role == Role::Director => {
                scene.require_in_person(&[Role::Director, Role::CompanyExecutive], Clause::Ours)?;
                changes.push(OfficeFact::DirectorNamed { person });
            }
            PersonFact::RoleEnded {
                role: Role::Director,
                on,
                ..
            }
            | PersonFact::Removed { on }
                if directors.contains(&person) =>
            {
                if directors.len() == 1 {
                    return Err(Rejection::new(RejectionCode::LastDirector, Clause::Ours));
                }
                changes.push(OfficeFact::DirectorLeft { person, on: *on });
            }
            _ => {}
        }
    }
    Ok(changes
        .into_iter()
        .map(|fact| NewFact {
            stream: scene.reads.office.stream(),
            fact: Fact::Office(fact),
        })
        .collect())
}

fn checked(grant: &Grant, scene: &Scene<'_>) -> Result<(), Rejection> {
    if grant.until.is_some_and(|until| until < grant.from) {
        return Err(Rejection::invalid(Field::From, Clause::Ours));
    }
    match grant.department {
        Some(department) => scene.department(department).map(|_| ()),
        None if grant.role == Role::HeadOfDepartment => {
            Err(Rejection::missing(Field::Department, Clause::M4_4b))
        }
        None => Ok(()),
    }
}

/// The author settles what was refused to them; so may those who answer for the office.
fn refusal(body: &RefusalCommand, scene: &Scene<'_>) -> Ruling {
    let refused = body.refused();
    let state = scene.reads.streams.get(&refused.stream());
    let (author, settled) = match state {
        Some(State::Refusal(known)) => (known.command.recorded_by, known.settled.is_some()),
        Some(State::Held(known)) => (known.author, known.settled.is_some()),
        _ => return Err(Rejection::unknown(Thing::Command)),
    };
    // Only of two values there is one to choose.
    let contested = matches!(
        state,
        Some(State::Refusal(known))
            if matches!(known.rejection.code, RejectionCode::Contested { .. })
    );
    if author != scene.command.recorded_by {
        let act = match body {
            RefusalCommand::KeepAsObservation { .. } => Act::KeepAsObservation,
            RefusalCommand::Drop { .. } => Act::Drop,
            RefusalCommand::ReIssue { .. } => Act::ReIssue,
            RefusalCommand::KeepTheirs { .. } => Act::KeepTheirs,
            RefusalCommand::Take { .. } => Act::Take,
        };
        scene.authorise(act, None)?;
    }
    if settled {
        return Ok(Vec::new());
    }
    let fact = match body {
        RefusalCommand::KeepAsObservation { .. } => RefusalFact::KeptAsObservation,
        RefusalCommand::Drop { reason, .. } if reason.trim().is_empty() => {
            return Err(Rejection::missing(Field::Reason, Clause::Ours));
        }
        RefusalCommand::Drop { reason, .. } => RefusalFact::Dropped {
            reason: reason.clone(),
        },
        RefusalCommand::ReIssue { .. } => RefusalFact::ReIssued,
        RefusalCommand::KeepTheirs { .. } if !contested => {
            return Err(Rejection::new(RejectionCode::NothingOwed, Clause::Ours));
        }
        RefusalCommand::KeepTheirs { .. } => RefusalFact::TheirsKept,
        // Decided before anything else, with facts of its own.
        RefusalCommand::Take { .. } => RefusalFact::Taken,
    };
    Ok(vec![NewFact {
        stream: refused.stream(),
        fact: Fact::Refusal(fact),
    }])
}
