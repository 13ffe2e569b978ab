//! Where the rows stand in a long answer of our own server, without reading it whole: its first fields are always written
//! in the same way. What looks otherwise is read with care instead.

use std::ops::Range;

use domain::id::Digest;

/// The bytes of `heads` in an answer that carries heads.
pub fn heads(body: &[u8]) -> Option<Range<usize>> {
    rows(body, after_part(body)?, br#","heads":"#)
}

/// The bytes of `events` in an answer that carries events, and what the server says their digest is.
pub fn events(body: &[u8]) -> Option<(Digest, Range<usize>)> {
    const NAME: &[u8] = br#","digest":""#;
    const HEX: usize = 64;
    let at = after_part(body)?;
    let digest = body.get(at..)?.strip_prefix(NAME)?.get(..HEX)?;
    let digest = Digest::parse(std::str::from_utf8(digest).ok()?)?;
    let from = at.checked_add(NAME.len())?.checked_add(HEX)?;
    Some((digest, rows(body, from, br#"","events":"#)?))
}

/// Behind `{"part":7`.
fn after_part(body: &[u8]) -> Option<usize> {
    const BEGINNING: &[u8] = br#"{"part":"#;
    let number = body.strip_prefix(BEGINNING)?;
    let digits = number.iter().take_while(|byte| byte.is_ascii_digit());
    BEGINNING.len().checked_add(digits.count())
}

/// What stands between a name and the end of the answer.
fn rows(body: &[u8], from: usize, name: &[u8]) -> Option<Range<usize>> {
    let rows = body.get(from..)?.strip_prefix(name)?.strip_suffix(b"}")?;
    let is_list = rows.starts_with(b"[") && rows.ends_with(b"]");
    let start = from.checked_add(name.len())?;
    is_list.then(|| start..start.saturating_add(rows.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = r#"[{"seq":1,"body":{"a":"}]"}}]"#;

    #[test]
    fn the_rows_are_found_where_the_server_writes_them() {
        let body = format!(r#"{{"part":12,"heads":{ROWS}}}"#);
        let found = heads(body.as_bytes()).unwrap();
        assert_eq!(body.get(found), Some(ROWS));
        let digest = Digest::of(&[ROWS.as_bytes()]);
        let body = format!(r#"{{"part":0,"digest":"{digest}","events":{ROWS}}}"#);
        let (said, found) = events(body.as_bytes()).unwrap();
        assert_eq!((said, body.get(found)), (digest, Some(ROWS)));
    }

    #[test]
    fn what_looks_otherwise_is_left_to_the_careful_reader() {
        let digest = Digest::ZERO;
        for other in [
            String::new(),
            "<html>".to_owned(),
            r#"{"code":"not_found"}"#.to_owned(),
            r#"{"part":0,"events":[]}"#.to_owned(),
            format!(r#"{{"digest":"{digest}","part":0,"events":[]}}"#),
            format!(r#"{{"part":0,"digest":"{digest}","events":["#),
            format!(r#"{{"part":0,"digest":"{digest}","events":{{}}}}"#),
            format!(r#"{{"part":0,"digest":"zz{digest}","events":[]}}"#),
        ] {
            assert_eq!(events(other.as_bytes()), None, "{other}");
            assert_eq!(heads(other.as_bytes()), None, "{other}");
        }
    }
}
