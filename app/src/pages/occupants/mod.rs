pub mod list;
pub mod import;
