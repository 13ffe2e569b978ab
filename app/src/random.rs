//! The browser's source of randomness: ids and salts.

use domain::id::Instant;

/// Random bytes from the browser.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// The moment an id is minted at; its order is a convenience, never a rule.
#[must_use]
pub fn minted_at() -> Instant {
    crate::clock::now()
}
