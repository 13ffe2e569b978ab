//! Personal data of who left a unit: found wherever the log holds it, and blanked. The bodies keep their digests.

use std::collections::{BTreeMap, BTreeSet};

use super::{EventLog, Shelf};
use crate::apply::State;
use crate::clause::Clause;
use crate::complaint::Status;
use crate::event::envelope::NewFact;
use crate::event::{ErasureFact, Fact};
use crate::head::HeadData;
use crate::id::{Digest, StreamId, UnitId};
use crate::personal::Personal;
use crate::rejection::{Field, Rejection};
use crate::work_order::Phase;

/// One fact for the unit becomes one for each stream that holds values of it. A tablet leaves this to the server,
/// which has the whole log.
pub(super) fn spread<L: EventLog>(
    log: &L,
    shelf: &mut Shelf,
    facts: Vec<NewFact>,
) -> Result<Result<Vec<NewFact>, Rejection>, L::Error> {
    let asked = facts.iter().find_map(|new| match &new.fact {
        Fact::Erasure(ErasureFact::PersonalDataErased { unit, reason, .. }) => {
            Some((*unit, reason.clone()))
        }
        _ => None,
    });
    let Some((unit, reason)) = asked else {
        return Ok(Ok(facts));
    };
    let mut streams: BTreeSet<StreamId> = log.naming(unit)?.into_iter().collect();
    for row in log.refusals()? {
        if let HeadData::Refusal(refusal) = &row.data
            && streams.contains(&refusal.about)
        {
            streams.insert(row.stream);
        }
    }
    let mut found = Vec::new();
    for stream in streams {
        let state = shelf.state(stream, log)?;
        if state.as_ref().is_some_and(goes_on) {
            return Ok(Err(Rejection::invalid(Field::Occupant, Clause::Ours)));
        }
        let (values, photos) = named(log, stream, unit, state.as_ref())?;
        if !values.is_empty() || !photos.is_empty() {
            found.push(NewFact {
                stream,
                fact: Fact::Erasure(ErasureFact::PersonalDataErased {
                    unit,
                    values,
                    photos,
                    reason: reason.clone(),
                }),
            });
        }
    }
    Ok(Ok(found))
}

/// A case about the unit that somebody still works on: what its people said is needed.
fn goes_on(state: &State) -> bool {
    match state {
        State::Complaint(case) => {
            let ended = case.status == Status::ClosedOut && case.owed_now().is_none();
            case.set_aside.is_none() && !case.complete && !ended
        }
        State::WorkOrder(order) => {
            let ended = matches!(order.phase, Phase::Completed | Phase::Withdrawn);
            !ended || order.goes_on.is_some()
        }
        State::Violation(violation) => violation.open(),
        _ => false,
    }
}

/// All values and photos of a stream that is about the unit; elsewhere those of a body that names it. What an earlier
/// erasure took is not found again.
fn named<L: EventLog>(
    log: &L,
    stream: StreamId,
    unit: UnitId,
    state: Option<&State>,
) -> Result<(Vec<Personal>, Vec<Digest>), L::Error> {
    let whole = matches!(
        state,
        Some(
            State::Unit(_)
                | State::Complaint(_)
                | State::WorkOrder(_)
                | State::Violation(_)
                | State::Refusal(_)
        )
    );
    let name = unit.to_string();
    let mut values = BTreeSet::new();
    let mut photos = BTreeSet::new();
    let mut gone = BTreeSet::new();
    for envelope in log.stream(stream)? {
        if whole || envelope.body.get().contains(&name) {
            let there = envelope.personal.iter().filter(|it| it.value.is_some());
            values.extend(there.map(|it| it.digest));
            let body = envelope.body.get();
            if body.contains("\"personal_data_erased\"") {
                photos_of(body, &mut gone);
            } else {
                photos_of(body, &mut photos);
            }
        }
    }
    let photos = photos.difference(&gone).copied().collect();
    Ok((values.into_iter().collect(), photos))
}

/// The photos and signatures a body names, of whichever kind of event, also one this version does not know.
fn photos_of(body: &str, into: &mut BTreeSet<Digest>) {
    if let Ok(body) = serde_json::from_str::<serde_json::Value>(body) {
        gather(&body, false, into);
    }
}

fn gather(value: &serde_json::Value, is_photo: bool, into: &mut BTreeSet<Digest>) {
    use serde_json::Value;
    match value {
        Value::String(text) if is_photo => into.extend(Digest::parse(text)),
        Value::Array(values) => values
            .iter()
            .for_each(|value| gather(value, is_photo, into)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_photo = matches!(name.as_str(), "photos" | "photo" | "signature");
                gather(value, is_photo, into);
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Before the facts are appended: what they erase is blanked, and the streams are folded anew from what is left.
pub(super) fn blank<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    facts: &[NewFact],
) -> Result<(), L::Error> {
    let mut erased: BTreeMap<StreamId, Vec<Personal>> = BTreeMap::new();
    for new in facts {
        if let Fact::Erasure(ErasureFact::PersonalDataErased { values, .. }) = &new.fact {
            erased.entry(new.stream).or_default().extend(values);
        }
    }
    if erased.is_empty() {
        return Ok(());
    }
    let mut texts = BTreeSet::new();
    for (stream, values) in &erased {
        for envelope in log.stream(*stream)? {
            let gone = envelope
                .personal
                .into_iter()
                .filter(|it| values.contains(&it.digest));
            texts.extend(gone.filter_map(|it| it.value).filter(|it| !it.is_empty()));
        }
    }
    let values: Vec<Personal> = erased.values().flatten().copied().collect();
    // The longest first: a name may stand within a sentence that goes as well.
    let mut texts: Vec<String> = texts.into_iter().collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    log.blank(&values, &texts)?;
    for stream in erased.keys() {
        shelf.forget(*stream);
    }
    Ok(())
}
