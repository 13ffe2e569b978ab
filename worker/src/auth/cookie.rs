//! The two cookies: who is signed in, and which device this is. Neither can be read by the page.

use domain::id::{DeviceId, OfficeId};
use worker::{Headers, Request, Response};

use crate::limits;
use crate::reply::Fault;

const SESSION: &str = "__Host-session";
/// One for each office: a tablet of somebody who belongs to several is a device of each, and what waits on it for one
/// office must still be that device's after a day at the other.
const DEVICE: &str = "__Host-device";
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";
/// Browsers keep no cookie longer than 400 days.
const DEVICE_SECONDS: i64 = 400 * 24 * 3_600;

/// The office whose object is to be asked, and the token only it can judge.
pub struct SessionCookie {
    pub office: OfficeId,
    pub token: String,
}

pub struct DeviceCookie {
    pub device: DeviceId,
    pub secret: String,
}

pub fn session(request: &Request) -> Option<SessionCookie> {
    let (office, token) = pair(request, SESSION)?;
    Some(SessionCookie {
        office: office.parse().ok()?,
        token,
    })
}

pub fn device(request: &Request, office: OfficeId) -> Option<DeviceCookie> {
    // The plain name is what tablets enrolled earlier still hold.
    let (device, secret) = pair(request, &device_name(office)).or_else(|| pair(request, DEVICE))?;
    Some(DeviceCookie {
        device: device.parse().ok()?,
        secret,
    })
}

fn device_name(office: OfficeId) -> String {
    format!("{DEVICE}-{office}")
}

fn pair(request: &Request, name: &str) -> Option<(String, String)> {
    let cookies = request.headers().get("Cookie").ok()??;
    let value = cookies
        .split(';')
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(key, _)| *key == name)?
        .1;
    let (id, secret) = value.split_once('.')?;
    Some((id.to_owned(), secret.to_owned()))
}

pub fn set_session(response: &mut Response, office: OfficeId, token: &str) -> Result<(), Fault> {
    let seconds = limits::SESSION_MILLIS / 1_000;
    set(
        response.headers_mut(),
        SESSION,
        &format!("{office}.{token}"),
        seconds,
    )
}

pub fn clear_session(response: &mut Response) -> Result<(), Fault> {
    set(response.headers_mut(), SESSION, "", 0)
}

pub fn set_device(
    response: &mut Response,
    office: OfficeId,
    device: DeviceId,
    secret: &str,
) -> Result<(), Fault> {
    let value = format!("{device}.{secret}");
    let name = device_name(office);
    set(response.headers_mut(), &name, &value, DEVICE_SECONDS)
}

fn set(headers: &mut Headers, name: &str, value: &str, seconds: i64) -> Result<(), Fault> {
    let cookie = format!("{name}={value}; Max-Age={seconds}; {ATTRIBUTES}");
    Ok(headers.append("Set-Cookie", &cookie)?)
}
