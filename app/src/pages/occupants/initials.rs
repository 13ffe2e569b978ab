//! Finding names by the initials of their pinyin: 张三 by zs. A character read in several ways is found by each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One letter for each character from 一 on, in the order of the code points; `-` where none is known.
static FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first_initials"));
/// Characters read in further ways, each followed by the letters those begin with.
static FURTHER: &str = include_str!(concat!(env!("OUT_DIR"), "/further_initials"));

static FURTHER_LETTERS: LazyLock<BTreeMap<char, u32>> = LazyLock::new(|| {
    let mut found = BTreeMap::new();
    let mut last = None;
    for character in FURTHER.chars() {
        match (bit(character), last) {
            (0, _) => last = Some(character),
            (letter, Some(of)) => *found.entry(of).or_default() |= letter,
            (_, None) => {}
        }
    }
    found
});

/// A name's initials: a set of letters for each of its characters, a bit a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Initials(Vec<u32>);

impl Initials {
    #[must_use]
    pub fn of(name: &str) -> Self {
        Initials(name.chars().map(letters).collect())
    }

    /// Whether the letters typed stand somewhere in it, one a character. A single letter finds too much to help.
    #[must_use]
    pub fn hold(&self, typed: &Typed) -> bool {
        let typed = &typed.0;
        typed.len() > 1
            && self.0.windows(typed.len()).any(|window| {
                window
                    .iter()
                    .zip(typed)
                    .all(|(letters, typed)| letters & typed != 0)
            })
    }
}

/// What was typed, where it may be initials at all: letters and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(Vec<u32>);

impl Typed {
    #[must_use]
    pub fn of(word: &str) -> Self {
        let letters: Vec<u32> = word.chars().map(bit).collect();
        if letters.contains(&0) {
            Typed::default()
        } else {
            Typed(letters)
        }
    }
}

/// The bit of a letter; 0 for anything else.
fn bit(character: char) -> u32 {
    let letter = character.to_ascii_lowercase();
    if letter.is_ascii_lowercase() {
        1 << (u32::from(letter) - u32::from('a'))
    } else {
        0
    }
}

/// Where the unified ideographs begin, and with them the table.
const FIRST_IDEOGRAPH: u32 = 0x4e00;

fn letters(character: char) -> u32 {
    let place = u32::from(character).checked_sub(FIRST_IDEOGRAPH);
    let first = place
        .and_then(|place| FIRST.get(usize::try_from(place).ok()?))
        .map_or(0, |letter| bit(char::from(*letter)));
    let further = FURTHER_LETTERS.get(&character).copied().unwrap_or(0);
    bit(character) | first | further
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_initials_in_any_reading() {
        for (name, typed) in [
            ("张三", "zs"),
            ("张玉兰", "zyl"),
            ("张玉兰", "yl"),
            ("百味书店", "BWSD"),
            ("单雪婷", "sxt"),
            ("曾国强", "zgq"),
            ("长江饭店", "cjfd"),
            ("重庆小面", "cqxm"),
            ("仇鑫", "qx"),
            ("珺玥", "jy"),
            ("K11 茶庄", "cz"),
            ("OK便利", "okbl"),
        ] {
            assert!(Initials::of(name).hold(&Typed::of(typed)), "{name} {typed}");
        }
        for (name, typed) in [
            ("张三", "z"),
            ("张三", "sz"),
            ("张三", "zss"),
            ("张三", "z3"),
            ("张三", ""),
            ("A-101", "aa"),
        ] {
            assert!(
                !Initials::of(name).hold(&Typed::of(typed)),
                "{name} {typed}"
            );
        }
    }

    #[test]
    fn the_table_begins_and_ends_where_it_should() {
        assert_eq!(letters('一'), bit('y'));
        assert_eq!(letters('龥'), bit('y'));
        assert_eq!(letters('。'), 0);
    }
}
