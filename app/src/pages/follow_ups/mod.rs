//! Follow-ups: the list by last day, the recording in four steps, and the page handed over.

pub mod face;
pub mod form;
pub mod going;
pub mod list;
pub mod mine;
pub mod record;
mod step_contents;
mod step_facts;
mod step_fields;
mod step_result;
mod subject;
