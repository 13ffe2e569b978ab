//! Photos on this device: made small before they are kept, and shown from their bytes.

mod shrink;
mod url;

pub use shrink::{Photo, shrink};
pub use url::{PictureUrl, picture};
