//! Reading what was written as JSON. One reader for all, and one of our own: `serde_json`'s brings two forms of every
//! structure, two of every enum, and a sentence for every fault, once for each type of the log. That was a third of what a
//! tablet has to load. What it reads, and what it refuses, is what `serde_json` does, but for a structure written as a
//! list, which nobody writes.

mod fault;
mod name;
mod reader;
mod text;

use serde::de::{Deserialize, DeserializeOwned};

pub use fault::Fault;

/// Bytes that are not the JSON they should be, or a value that is none.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("not UTF-8: {0}")]
    Text(#[from] std::str::Utf8Error),
    #[error("{fault} (byte {at})")]
    Json { fault: Fault, at: usize },
    #[error(transparent)]
    Written(#[from] serde_json::Error),
}

/// Reads one value.
///
/// # Errors
/// When the bytes are no UTF-8, no JSON, or the JSON of something else.
pub fn read<'json, T: Deserialize<'json>>(bytes: &'json [u8]) -> Result<T, Unreadable> {
    read_text(std::str::from_utf8(bytes)?)
}

/// The same of a text.
///
/// # Errors
/// When it is no JSON, or the JSON of something else.
pub fn read_text<'json, T: Deserialize<'json>>(text: &'json str) -> Result<T, Unreadable> {
    read_up_to(text, true)
}

/// The first value of a text, whatever stands after it.
///
/// # Errors
/// When it begins with no JSON, or with the JSON of something else.
pub fn read_beginning<'json, T: Deserialize<'json>>(text: &'json str) -> Result<T, Unreadable> {
    read_up_to(text, false)
}

fn read_up_to<'json, T: Deserialize<'json>>(
    text: &'json str,
    whole: bool,
) -> Result<T, Unreadable> {
    let mut reader = reader::Reader(text::Text::new(text));
    let read = T::deserialize(&mut reader).and_then(|value| {
        if whole {
            reader.0.end()?;
        }
        Ok(value)
    });
    read.map_err(|fault| Unreadable::Json {
        fault,
        at: reader.0.at(),
    })
}

/// The word a name is written as in JSON, e.g. `due_today`; empty for what is not written as a word.
#[must_use]
pub fn word<T: serde::Serialize + ?Sized>(name: &T) -> String {
    serde_json::to_string(name)
        .ok()
        .and_then(|json| read_text::<String>(&json).ok())
        .unwrap_or_default()
}

/// The name a word stands for, if it does.
#[must_use]
pub fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    let json = serde_json::to_string(word).ok()?;
    read_text(&json).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};
    use serde_json::value::RawValue;
    use serde_json::{Value, json};

    use super::{read, read_text};

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Deed {
        Rest,
        Say(String),
        Go { to: u16, from: Option<i32> },
        Both(u8, bool),
    }

    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    struct Key(u64);

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    struct Moment {
        at: i64,
        offset: i64,
    }

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    struct Everything {
        deeds: Vec<Deed>,
        by_key: BTreeMap<Key, String>,
        #[serde(flatten)]
        moment: Moment,
        pair: (u8, String),
        #[serde(default)]
        missing: Vec<u8>,
        none: Option<Box<Moment>>,
        nothing: (),
    }

    fn everything() -> Everything {
        Everything {
            deeds: vec![
                Deed::Rest,
                Deed::Say("水管 \"漏\" \\ \u{1f6b0}\n".to_owned()),
                Deed::Go {
                    to: 65_535,
                    from: Some(-7),
                },
                Deed::Both(255, false),
            ],
            by_key: BTreeMap::from([(Key(7), "seven".to_owned()), (Key(8), String::new())]),
            moment: Moment {
                at: i64::MIN,
                offset: i64::MAX,
            },
            pair: (0, "two".to_owned()),
            missing: Vec::new(),
            none: None,
            nothing: (),
        }
    }

    #[test]
    fn what_was_written_is_read_back_the_same() {
        let written = serde_json::to_string(&everything()).unwrap();
        assert_eq!(read_text::<Everything>(&written).unwrap(), everything());
        let spaced = serde_json::to_string_pretty(&everything()).unwrap();
        assert_eq!(read_text::<Everything>(&spaced).unwrap(), everything());
    }

    #[test]
    fn fields_in_another_order_unknown_ones_and_missing_options_are_no_trouble() {
        let text = r#"{"unknown":[{"a":[1,"}"]}],"offset":2,"nothing":null,"pair":[1,"x"],"at":1,"deeds":["rest"],"by_key":{}}"#;
        let read = read_text::<Everything>(text).unwrap();
        assert_eq!(read.moment, Moment { at: 1, offset: 2 });
        assert_eq!(read.none, None);
    }

    #[test]
    fn every_form_of_a_variant_is_read_and_no_other() {
        for (text, deed) in [
            (r#""rest""#, Deed::Rest),
            (r#"{"rest":null}"#, Deed::Rest),
            (r#"{"say":"a"}"#, Deed::Say("a".to_owned())),
            (r#"{"go":{"to":1}}"#, Deed::Go { to: 1, from: None }),
            (r#"{"both":[1,true]}"#, Deed::Both(1, true)),
        ] {
            assert_eq!(read_text::<Deed>(text).unwrap(), deed, "{text}");
        }
        for text in [
            r#""say""#,
            r#""go""#,
            r#""sleep""#,
            r#"{"rest":1}"#,
            r#"{"say":"a","rest":null}"#,
            r#"{"say":"a",}"#,
            r#"{"go":[1,null]}"#,
            r#"{"go":{"to":65536}}"#,
            r#"{"go":{"to":-1}}"#,
            r#"{"go":{"to":1.0}}"#,
            r#"{"both":[1]}"#,
            r#"{"both":[1,true,2]}"#,
            "{}",
            "",
            "null",
        ] {
            assert!(read_text::<Deed>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_kept_as_it_stands_keeps_every_byte() {
        let text = r#" { "a" : [ 1.50 , "\u4e2d" ] } "#;
        let borrowed: &RawValue = read_text(text).unwrap();
        assert_eq!(borrowed.get(), text.trim());
        let owned: Vec<Box<RawValue>> = read_text(r#"[1, {"b":2} ,"c"]"#).unwrap();
        let kept: Vec<&str> = owned.iter().map(|raw| raw.get()).collect();
        assert_eq!(kept, ["1", r#"{"b":2}"#, r#""c""#]);
        assert!(read_text::<Box<RawValue>>(r#"{"a":}"#).is_err());
    }

    #[test]
    fn what_lies_too_deep_is_refused_and_ends_nothing() {
        for (opening, closing) in [("[", "]"), (r#"{"a":"#, "}")] {
            let nested =
                |depth: usize| format!("{}1{}", opening.repeat(depth), closing.repeat(depth));
            assert!(read_text::<Box<RawValue>>(&nested(100)).is_ok());
            assert!(read_text::<Value>(&nested(100)).is_ok());
            assert!(read_text::<Box<RawValue>>(&nested(100_000)).is_err());
            assert!(read_text::<Value>(&nested(100_000)).is_err());
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(read::<String>(b"\"\xff\"").is_err());
    }

    /// The same numbers for the same seed.
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, most: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap_or(0) % most
        }
    }

    /// Turned, cut, doubled bytes: both readers take the same of them, and take it for the same.
    #[test]
    fn of_any_bytes_it_takes_what_serde_json_takes() {
        let whole = json!({
            "text": "商户投诉 \"空调\" \\ / \u{8}\u{c}\n\r\t \u{1f6b0} \u{7f}",
            "numbers": [0, 7, -7, 18_446_744_073_709_551_615_u64, i64::MIN, 12.5, -0.25],
            "words": [true, false, null],
            "within": {"": {}, "a": [[], [{}]]},
        });
        let written = serde_json::to_string(&whole).unwrap();
        let escaped = written
            .replace('商', "\\u5546")
            .replace('户', "\\ud83d\\ude00");
        let spare: &[u8] = b"{}[]\",:\\u0129-+.eEtrufalsn \n\t\x00\x1fdD8";
        let mut draw = Draw(20_030_801);
        let mut taken = 0;
        for round in 0..200_000 {
            let mut bytes = if round % 2 == 0 { &written } else { &escaped }
                .clone()
                .into_bytes();
            for _ in 0..draw.below(3) {
                let at = draw.below(bytes.len());
                let byte = spare[draw.below(spare.len())];
                match draw.below(4) {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    2 => {
                        bytes.remove(at);
                    }
                    _ => bytes.truncate(at),
                }
                if bytes.is_empty() {
                    break;
                }
            }
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            let theirs = serde_json::from_str::<Value>(&text);
            match (read_text::<Value>(&text), theirs) {
                (Ok(ours), Ok(theirs)) => {
                    taken += 1;
                    // How a nought below nought, or a number beyond all bounds, is told is nobody's concern here.
                    if !text.contains("-0") && !text.contains(['e', 'E']) {
                        assert_eq!(ours, theirs, "{text}");
                    }
                }
                (Err(_), Err(_)) => {}
                (ours, theirs) => {
                    let beyond = theirs
                        .as_ref()
                        .is_err_and(|why| why.to_string().contains("number out of range"));
                    assert!(beyond, "{text}\nours {ours:?}\ntheirs {theirs:?}");
                }
            }
            // What is only passed over is judged likewise.
            let passed = read_text::<&RawValue>(&text).is_ok();
            let theirs = serde_json::from_str::<&RawValue>(&text).is_ok();
            assert_eq!(passed, theirs, "{text}");
        }
        assert!(taken > 10_000, "{taken}");
    }
}
