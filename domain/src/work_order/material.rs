//! Material: the company's with name and amount on the slip (C7), the occupant's checked before it is built in (C8).

use super::command::{CheckedMaterial, MaterialEntry};
use super::step::{Facts, stands, technician};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::WorkOrderFact;
use crate::event::work_order::{MaterialCheck, MaterialLine};
use crate::id::CommandId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};

/// Material follows from the items, so those are confirmed first.
const ON_THE_SPOT: &[Phase] = &[Phase::ItemsConfirmed, Phase::Working];

pub(super) fn add(order: &WorkOrder, entries: &[MaterialEntry], scene: &Scene<'_>) -> Facts {
    technician(order, Act::AddCompanyMaterial, scene)?;
    stands(order, ON_THE_SPOT, Clause::C7)?;
    if entries.is_empty() {
        return Err(Rejection::missing(Field::Material, Clause::C7));
    }
    entries.iter().map(line).collect()
}

fn line(entry: &MaterialEntry) -> Result<WorkOrderFact, Rejection> {
    if entry.name.trim().is_empty() || entry.unit.trim().is_empty() {
        return Err(Rejection::missing(Field::Material, Clause::C7));
    }
    if entry.quantity.0 == 0 {
        return Err(Rejection::missing(Field::Quantity, Clause::C7));
    }
    let amount_fen = entry
        .quantity
        .times(entry.unit_price_fen)
        .ok_or_else(|| Rejection::invalid(Field::Quantity, Clause::C7))?;
    Ok(WorkOrderFact::CompanyMaterialAdded(MaterialLine {
        name: entry.name.clone(),
        quantity: entry.quantity,
        unit: entry.unit.clone(),
        unit_price_fen: entry.unit_price_fen,
        amount_fen,
    }))
}

/// The result stands in the slip's remarks; what is not fit says why.
pub(super) fn check(order: &WorkOrder, checks: &[CheckedMaterial], scene: &Scene<'_>) -> Facts {
    technician(order, Act::CheckOccupantMaterial, scene)?;
    stands(order, ON_THE_SPOT, Clause::C8)?;
    if checks.is_empty() || checks.iter().any(|one| one.name.trim().is_empty()) {
        return Err(Rejection::missing(Field::Material, Clause::C8));
    }
    let unsaid = |one: &CheckedMaterial| {
        one.check == MaterialCheck::Rejected && one.remark.trim().is_empty()
    };
    if checks.iter().any(unsaid) {
        return Err(Rejection::missing(Field::Reason, Clause::C8));
    }
    Ok(checks
        .iter()
        .map(|one| WorkOrderFact::OccupantMaterialChecked {
            name: one.name.clone(),
            check: one.check,
            remark: one.remark.clone(),
        })
        .collect())
}

/// What was found not fit is not built in (this system's own reading of C8).
pub(super) fn build_in(
    order: &WorkOrder,
    material: CommandId,
    line: u16,
    scene: &Scene<'_>,
) -> Facts {
    technician(order, Act::BuildInMaterial, scene)?;
    stands(order, ON_THE_SPOT, Clause::C8)?;
    let known = order
        .occupant_material
        .iter()
        .find(|known| known.command == material && known.line == line)
        .ok_or_else(|| Rejection::unknown(Thing::Material))?;
    if known.check == MaterialCheck::Rejected {
        return Err(Rejection::new(RejectionCode::MaterialRejected, Clause::C8));
    }
    if known.built_in {
        return Ok(Vec::new());
    }
    Ok(vec![WorkOrderFact::MaterialBuiltIn { material, line }])
}
