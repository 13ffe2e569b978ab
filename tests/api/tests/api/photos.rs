use api::{Reply, Tablet};
use domain::id::Digest;

use crate::office::{founded, server};

/// The least that calls itself a PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

fn put(tablet: &mut Tablet, named: Digest, bytes: &[u8]) -> Reply {
    let path = format!("/api/photos/{named}");
    tablet.client.send("PUT", &path, &[], Some(bytes)).unwrap()
}

#[test]
fn a_photo_comes_back_as_it_went() {
    let mut director = founded();
    let hash = Digest::of(&[PNG]);
    for _ in 0..2 {
        assert_eq!(put(&mut director, hash, PNG).status, 200);
    }
    let path = format!("/api/photos/{hash}");
    let photo = director.client.get(&path).unwrap();
    assert_eq!(photo.status, 200);
    assert_eq!(photo.body, PNG);
    assert_eq!(photo.header("Content-Type"), Some("image/png"));
    assert_eq!(photo.header("X-Content-Type-Options"), Some("nosniff"));
    assert!(
        photo
            .header("Content-Disposition")
            .unwrap()
            .starts_with("attachment")
    );
    let known = director.client.send("HEAD", &path, &[], None).unwrap();
    assert_eq!(known.status, 200);
    assert_eq!(
        known.header("X-Photo-Size"),
        Some(PNG.len().to_string().as_str())
    );
}

#[test]
fn a_photo_that_is_not_the_one_named_is_refused() {
    let mut director = founded();
    let hash = Digest::of(&[b"another"]);
    let reply = put(&mut director, hash, PNG);
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (422, "photo_mismatch")
    );
    let known = director
        .client
        .send("HEAD", &format!("/api/photos/{hash}"), &[], None)
        .unwrap();
    assert_eq!(known.status, 404);
}

#[test]
fn a_photo_cut_on_the_way_is_refused_and_taken_when_it_comes_whole() {
    let mut director = founded();
    let hash = Digest::of(&[PNG]);
    let mut turned = PNG.to_vec();
    turned[PNG.len() - 1] ^= 1;
    for bytes in [&PNG[..PNG.len() - 1], &turned, b""] {
        let reply = put(&mut director, hash, bytes);
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (422, "photo_mismatch")
        );
    }
    let receipt: serde_json::Value = put(&mut director, hash, PNG).json().unwrap();
    assert_eq!(receipt["hash"], hash.to_string());
    assert_eq!(receipt["size"], PNG.len());
}

#[test]
fn only_photos_and_strokes_are_kept() {
    let mut director = founded();
    let strokes: &[u8] = br#"{"strokes":[[[0,0],[10,10]]]}"#;
    assert_eq!(
        put(&mut director, Digest::of(&[strokes]), strokes).status,
        200
    );
    for other in [&b"<svg onload=alert(1)>"[..], b"GIF89a", b"{broken", b""] {
        let reply = put(&mut director, Digest::of(&[other]), other);
        assert_eq!((reply.status, reply.code().as_str()), (415, "photo_kind"));
    }
}

#[test]
fn a_photo_larger_than_its_limit_is_refused() {
    let mut director = founded();
    let mut large = PNG.to_vec();
    large.resize(2 * 1024 * 1024 + 1, 0);
    let reply = put(&mut director, Digest::of(&[&large]), &large);
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));
}

#[test]
fn another_offices_photo_is_not_there() {
    let mut director = founded();
    let hash = Digest::of(&[PNG]);
    put(&mut director, hash, PNG);
    let mut other = founded();
    let path = format!("/api/photos/{hash}");
    assert_eq!(other.client.get(&path).unwrap().status, 404);
    assert_eq!(server().client().get(&path).unwrap().status, 401);
}
