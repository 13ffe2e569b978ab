//! What a paid repair costs: by the price list in force that day, adjusted with a reason (C10).

use super::command::ChargeEntry;
use super::step::{Facts, stands, technician};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::WorkOrderFact;
use crate::event::work_order::ChargeLine;
use crate::price_list::PriceVersion;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, Thing};

pub(super) fn set(order: &WorkOrder, entries: &[ChargeEntry], scene: &Scene<'_>) -> Facts {
    technician(order, Act::SetCharge, scene)?;
    let from = [
        Phase::ItemsConfirmed,
        Phase::Working,
        Phase::Finished,
        Phase::FoundRight,
    ];
    stands(order, &from, Clause::C10)?;
    let on = scene.happened_on()?;
    let list = scene.price_list().and_then(|list| list.in_force_on(on));
    let lines = entries
        .iter()
        .map(|entry| line(entry, list))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(vec![WorkOrderFact::Charged { lines }])
}

fn line(entry: &ChargeEntry, list: Option<&PriceVersion>) -> Result<ChargeLine, Rejection> {
    let item = list
        .and_then(|list| list.items.get(&entry.code))
        .ok_or_else(|| Rejection {
            clause: Clause::C10,
            ..Rejection::unknown(Thing::Price)
        })?;
    if entry.quantity.0 == 0 {
        return Err(Rejection::missing(Field::Quantity, Clause::C10));
    }
    let listed_fen = entry
        .quantity
        .times(item.unit_price_fen)
        .ok_or_else(|| Rejection::invalid(Field::Quantity, Clause::C10))?;
    let because = match &entry.adjusted {
        Some(adjusted) if adjusted.reason.trim().is_empty() => {
            return Err(Rejection::missing(Field::Reason, Clause::C10));
        }
        Some(adjusted) => Some(adjusted.reason.clone()),
        None => None,
    };
    Ok(ChargeLine {
        code: item.code.clone(),
        name: item.name.clone(),
        unit: item.unit.clone(),
        quantity: entry.quantity,
        unit_price_fen: item.unit_price_fen,
        listed_fen,
        amount_fen: entry
            .adjusted
            .as_ref()
            .map_or(listed_fen, |adjusted| adjusted.amount_fen),
        adjusted_because: because,
    })
}
