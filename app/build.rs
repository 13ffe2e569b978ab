//! Writes the tables behind the search by initials: small enough to ride in the app, made anew from the readings of
//! the `pinyin` crate, so that nobody keeps a list by hand.

use std::path::Path;
use std::{env, fs, io};

use pinyin::{ToPinyin, ToPinyinMulti};

/// The characters of the table, in the order of their code points.
const CHARACTERS: std::ops::RangeInclusive<char> = '一'..='龥';

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    // The build takes the program apart by what the linker knows of who calls whom.
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
    let mut first = String::new();
    let mut further = String::new();
    for character in CHARACTERS {
        let initial = character
            .to_pinyin()
            .and_then(|reading| initial(reading.plain()));
        first.push(initial.unwrap_or('-'));
        let mut others: Vec<char> = character
            .to_pinyin_multi()
            .into_iter()
            .flatten()
            .filter_map(|reading| initial_other_than(reading.plain(), initial))
            .collect();
        others.sort_unstable();
        others.dedup();
        if !others.is_empty() && is_in_daily_use(character) {
            further.push(character);
            further.extend(others);
        }
    }
    let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join("first_initials"), first)?;
    fs::write(Path::new(&folder).join("further_initials"), further)
}

fn initial(reading: &str) -> Option<char> {
    reading.chars().next().filter(char::is_ascii_lowercase)
}

fn initial_other_than(reading: &str, known: Option<char>) -> Option<char> {
    initial(reading).filter(|other| Some(*other) != known)
}

/// Rare characters have rare readings nobody types: further readings are kept for those of GB 2312 only.
fn is_in_daily_use(character: char) -> bool {
    let mut text = [0; 4];
    let text: &str = character.encode_utf8(&mut text);
    let (bytes, _, unknown) = encoding_rs::GBK.encode(text);
    !unknown && matches!(*bytes, [0xb0..=0xf7, 0xa1..=0xfe])
}
