//! Complaints: the list, the register form, and the page of a case with its steps.

pub mod case;
pub mod list;
mod pane;
pub mod register;
pub mod registration;
pub mod step;
mod step_form;
pub mod step_saved;
mod timeline;
mod unit_choice;

pub use pane::CasePane;
