//! Who is at the door.

pub mod attempts;
pub mod code;
pub mod cookie;
pub mod origin;
pub mod password;
pub mod token;
