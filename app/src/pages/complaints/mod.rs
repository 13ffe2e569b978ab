//! Complaints: the list, the register form, and the page of a case with its steps.

pub mod case;
mod duplicate;
pub mod list;
mod pane;
mod referral;
pub mod register;
pub mod registration;
pub mod slip;
pub mod step;
mod step_form;
pub mod step_saved;
pub mod timeline;
mod unit_choice;

pub use pane::CasePane;
pub(in crate::pages) use pane::tone_of;
