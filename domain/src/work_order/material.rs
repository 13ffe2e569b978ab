//! Material: the company's with name and amount on the slip (C7), the occupant's checked before it is built in (C8).

use super::step::{Facts, stands, technician};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::WorkOrderFact;
use crate::event::work_order::{MaterialCheck, MaterialLine, Thousandths};
use crate::id::CommandId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};

/// Material follows from the items, so those are confirmed first.
const ON_THE_SPOT: &[Phase] = &[Phase::ItemsConfirmed, Phase::Working];

pub(super) fn add(
    order: &WorkOrder,
    name: &str,
    quantity: Thousandths,
    unit: &str,
    unit_price_fen: u64,
    scene: &Scene<'_>,
) -> Facts {
    technician(order, Act::AddCompanyMaterial, scene)?;
    stands(order, ON_THE_SPOT, Clause::C7)?;
    if name.trim().is_empty() || unit.trim().is_empty() {
        return Err(Rejection::missing(Field::Material, Clause::C7));
    }
    if quantity.0 == 0 {
        return Err(Rejection::missing(Field::Quantity, Clause::C7));
    }
    let amount_fen = quantity
        .times(unit_price_fen)
        .ok_or_else(|| Rejection::invalid(Field::Quantity, Clause::C7))?;
    Ok(vec![WorkOrderFact::CompanyMaterialAdded(MaterialLine {
        name: name.to_owned(),
        quantity,
        unit: unit.to_owned(),
        unit_price_fen,
        amount_fen,
    })])
}

/// The result stands in the slip's remarks; what is not fit says why.
pub(super) fn check(
    order: &WorkOrder,
    name: &str,
    check: MaterialCheck,
    remark: &str,
    scene: &Scene<'_>,
) -> Facts {
    technician(order, Act::CheckOccupantMaterial, scene)?;
    stands(order, ON_THE_SPOT, Clause::C8)?;
    if name.trim().is_empty() {
        return Err(Rejection::missing(Field::Material, Clause::C8));
    }
    if check == MaterialCheck::Rejected && remark.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::C8));
    }
    Ok(vec![WorkOrderFact::OccupantMaterialChecked {
        name: name.to_owned(),
        check,
        remark: remark.to_owned(),
    }])
}

/// What was found not fit is not built in (this system's own reading of C8).
pub(super) fn build_in(order: &WorkOrder, material: CommandId, scene: &Scene<'_>) -> Facts {
    technician(order, Act::BuildInMaterial, scene)?;
    stands(order, ON_THE_SPOT, Clause::C8)?;
    let known = order
        .occupant_material
        .iter()
        .find(|known| known.command == material)
        .ok_or_else(|| Rejection::unknown(Thing::Material))?;
    if known.check == MaterialCheck::Rejected {
        return Err(Rejection::new(RejectionCode::MaterialRejected, Clause::C8));
    }
    if known.built_in {
        return Ok(Vec::new());
    }
    Ok(vec![WorkOrderFact::MaterialBuiltIn { material }])
}
