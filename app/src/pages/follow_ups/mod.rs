//! Follow-ups: the list by last day, the recording in four steps, and the page handed over.

pub mod face;
pub mod list;
pub mod mine;
pub mod record;
