pub mod list;
pub mod record;
pub mod face;
