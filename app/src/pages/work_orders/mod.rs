//! Work orders: the list, the slip with its steps, the signature, the dispatcher's board.

pub mod anew;
pub mod answers;
mod card;
mod charge;
pub mod counted;
pub mod dispatch;
mod facts;
mod follow_up_questions;
pub mod list;
mod material;
pub mod mine;
pub mod page;
pub mod pane;
mod places;
pub mod prices;
mod questions;
pub mod sign;
pub mod step;
mod step_form;
mod step_saved;
mod timeline;
