//! The directory by unit, and its import from a spreadsheet.

mod erase;
pub mod form;
pub mod import;
mod import_run;
pub(super) mod initials;
pub mod list;
mod preview;
pub(super) mod search;
mod unit;

use domain::event::unit::OccupantKind;
use domain::policy::ProfileName;

use leptos::prelude::Get as _;

use crate::state::AppState;

/// Whom the office looks after.
pub(super) fn kind(state: AppState) -> OccupantKind {
    let profile = state
        .policy_on(state.today.get())
        .map_or(ProfileName::Mall, |policy| policy.profile);
    match profile {
        ProfileName::Mall => OccupantKind::Merchant,
        ProfileName::Estate => OccupantKind::Resident,
    }
}
