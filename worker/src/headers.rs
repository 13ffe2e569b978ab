//! The headers every answer carries.

use worker::{Headers, Response};

/// Nothing from another origin, no inline script or style; WebAssembly is compiled from our own files only.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
     img-src 'self' blob:; style-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

const EVERYWHERE: [(&str, &str); 7] = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// A copy of the answer with the security headers; `secure` is whether it travels over TLS.
///
/// # Errors
/// When the runtime refuses a header.
pub fn secured(response: Response, secure: bool) -> worker::Result<Response> {
    // 101 Switching Protocols carries a socket, no page.
    if response.status_code() == 101 {
        return Ok(response);
    }
    let headers = Headers::new();
    for (name, value) in response.headers().entries() {
        headers.append(&name, &value)?;
    }
    for (name, value) in EVERYWHERE {
        headers.set(name, value)?;
    }
    if secure {
        headers.set("Strict-Transport-Security", "max-age=63072000")?;
    }
    Ok(response.with_headers(headers))
}
