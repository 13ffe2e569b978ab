//! Addresses of pictures that are only on this device.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Url};

/// Shows bytes as a picture; the browser lets go of them when this is dropped.
#[derive(Debug)]
pub struct PictureUrl(String);

impl PictureUrl {
    #[must_use]
    pub fn of(bytes: &[u8], media: &str) -> Option<Self> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let kind = BlobPropertyBag::new();
        kind.set_type(media);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(PictureUrl)
    }

    #[must_use]
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for PictureUrl {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// The address of a picture that stays for as long as the app is open.
#[must_use]
pub fn picture(bytes: &[u8], media: &str) -> Option<String> {
    let url = PictureUrl::of(bytes, media)?;
    let address = url.address().to_owned();
    std::mem::forget(url);
    Some(address)
}
