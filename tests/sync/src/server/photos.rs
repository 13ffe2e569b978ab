//! Photos: taken once, by the name of their bytes.

use domain::id::Digest;
use domain::sync::photos::Receipt;

use super::Server;
use crate::bug::Bug;
use crate::message::Reply;

impl Server {
    pub(super) fn photo(&mut self, name: Digest, bytes: String) -> Reply {
        if self.bucket_fails {
            return Reply::Photo(500, String::new());
        }
        if Digest::of(&[bytes.as_bytes()]) != name && !self.is(Bug::TakesCutPhoto) {
            return Reply::Photo(422, r#"{"code":"photo_mismatch"}"#.to_owned());
        }
        let size = bytes.len() as u64;
        self.bucket.entry(name).or_insert(bytes);
        let receipt = Receipt { hash: name, size };
        Reply::Photo(200, serde_json::to_string(&receipt).unwrap_or_default())
    }
}
