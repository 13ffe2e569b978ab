//! 违章: noticed, persuaded, and only by a signed disposition anything harsher.

pub mod act;
pub mod anew;
pub mod answers;
mod arrears;
mod ask;
pub mod case;
mod command;
mod disposition;
mod executors;
mod facts;
mod form;
mod ladder;
mod list;
pub mod mine;
pub mod notice;
pub mod noticing;
mod others;
mod pane;
pub mod paper;
mod questions;
pub mod right;
mod service;
mod tasks;
mod timeline;
mod unit;
