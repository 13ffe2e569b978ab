//! Occupants from a spreadsheet: what each of its lines would do, before anything is done.

pub mod cell;
pub mod go_live;
pub mod plan;
pub mod prices;
pub mod reader;
pub mod record;
pub mod template;

#[cfg(test)]
mod tests;

pub use plan::{Change, LineAct, LinePlan, Plan, PlanError, plan};
pub use spreadsheet::{Rows, SheetError};
