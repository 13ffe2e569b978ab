//! What several pages are made with: drafts, photos, refusals, names and office time.

pub mod about;
pub mod again;
pub mod amount;
pub mod deed;
pub mod draft;
pub mod entry;
pub mod erased;
pub mod minute;
pub mod month_picker;
pub mod names;
pub mod occupant_contest;
pub mod older;
pub mod origin;
pub mod photos;
pub mod refused;
pub mod switches;
pub mod unit_search;
pub mod voiding;
