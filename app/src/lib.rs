//! The client: pages over an engine that decides, keeps and syncs.

pub mod actions;
pub mod camera;
pub mod clock;
pub mod components;
pub mod engine;
pub mod import;
pub mod language;
pub mod pages;
pub mod parts;
pub mod people;
pub mod preference;
pub mod random;
pub mod root;
pub mod scheme;
pub mod state;
pub mod store;
pub mod sync;
pub mod text;
