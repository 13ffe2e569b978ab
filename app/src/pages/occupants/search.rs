//! Finding a unit by its code, its occupant, a contact or a telephone number; names also by their initials.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::head::UnitHead;
use domain::id::{UnitId, normalise_unit_code};
use leptos::prelude::*;

use super::initials::{Initials, Typed};
use crate::state::AppState;

/// What is known of a unit, made ready for searching: made once, asked with every key.
#[derive(Debug, PartialEq, Eq)]
pub struct Searchable {
    pub head: Arc<UnitHead>,
    known: Vec<String>,
    digits: String,
    initials: Vec<Initials>,
}

impl Searchable {
    #[must_use]
    pub fn of(head: Arc<UnitHead>) -> Self {
        let known = [
            Some(&head.code),
            Some(&head.name),
            head.contact.as_ref(),
            head.phone.as_ref(),
            head.trade.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(|text| normalise_unit_code(text))
        .collect();
        let digits = head
            .phone
            .iter()
            .flat_map(|phone| phone.chars())
            .filter(char::is_ascii_digit)
            .collect();
        let initials = std::iter::once(&head.name)
            .chain(&head.contact)
            .map(|name| Initials::of(name))
            .collect();
        Searchable {
            known,
            digits,
            initials,
            head,
        }
    }

    fn holds(&self, word: &Word) -> bool {
        self.known.iter().any(|text| text.contains(&word.text))
            || (word.number && self.digits.contains(&word.text))
            || self
                .initials
                .iter()
                .any(|initials| initials.hold(&word.initials))
    }
}

struct Word {
    text: String,
    number: bool,
    initials: Typed,
}

/// What was typed, word by word.
pub struct Sought(Vec<Word>);

impl Sought {
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let words = typed.split_whitespace().map(|word| {
            let text = normalise_unit_code(word);
            Word {
                number: text.bytes().all(|byte| byte.is_ascii_digit()),
                initials: Typed::of(&text),
                text,
            }
        });
        Sought(words.collect())
    }

    /// Whether each word stands somewhere in what is known of the unit.
    #[must_use]
    pub fn is_in(&self, unit: &Searchable) -> bool {
        self.0.iter().all(|word| unit.holds(word))
    }
}

/// The directory ready for searching; of a unit that has not changed it is taken over.
pub type Directory = Arc<BTreeMap<UnitId, Arc<Searchable>>>;

/// Follows the heads.
#[must_use]
pub fn directory(state: AppState) -> Memo<Directory> {
    Memo::new(move |before: Option<&Directory>| {
        state.heads.with(|heads| {
            let made = heads.units.iter().map(|(unit, head)| {
                let same = before
                    .and_then(|before| before.get(unit))
                    .filter(|known| Arc::ptr_eq(&known.head, head));
                let searchable =
                    same.map_or_else(|| Arc::new(Searchable::of(head.clone())), Arc::clone);
                (*unit, searchable)
            });
            Arc::new(made.collect())
        })
    })
}

/// Puts units as people walk past them: A-2 before A-10.
#[must_use]
pub fn walking_order(code: &str) -> String {
    let mut order = String::new();
    let mut number = String::new();
    for character in normalise_unit_code(code).chars() {
        if character.is_ascii_digit() {
            number.push(character);
        } else {
            flush(&mut number, &mut order);
            order.push(character);
        }
    }
    flush(&mut number, &mut order);
    order
}

fn flush(number: &mut String, order: &mut String) {
    if !number.is_empty() {
        order.push_str(&format!("{number:0>12}"));
        number.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::message::{Heads, Update};
    use domain::event::unit::OccupantKind;

    fn matches(typed: &str) -> bool {
        Sought::of(typed).is_in(&Searchable::of(Arc::new(unit())))
    }

    fn unit() -> UnitHead {
        UnitHead {
            code: "B1-07".to_owned(),
            kind: OccupantKind::Merchant,
            name: "百味书店".to_owned(),
            contact: Some("张玉兰".to_owned()),
            phone: Some("138 0001 0006".to_owned()),
            trade: None,
            flagship: false,
            occupied_from: None,
            left_on: None,
        }
    }

    #[test]
    fn a_unit_is_found_by_any_part_of_what_is_known_of_it() {
        for typed in [
            "b1-07",
            "Ｂ1",
            "百味",
            "玉兰",
            "13800010006",
            "0006",
            "B1 书店",
            "bwsd",
            "zyl",
            "ｚｙｌ B1",
            "",
        ] {
            assert!(matches(typed), "{typed}");
        }
        for typed in ["B2", "百味 茶庄", "13800010007", "bwcz", "ylz"] {
            assert!(!matches(typed), "{typed}");
        }
    }

    #[test]
    fn units_stand_in_walking_order() {
        let mut codes = ["A-10", "A-2", "a-1", "B1-01", "A-2甲"];
        codes.sort_by_key(|code| walking_order(code));
        assert_eq!(codes, ["a-1", "A-2", "A-2甲", "A-10", "B1-01"]);
    }

    #[test]
    fn ten_thousand_units_are_made_ready_once_and_a_change_makes_one_anew() {
        let owner = Owner::new();
        owner.set();
        let day = chrono::NaiveDate::default();
        let (state, writer) = AppState::new(day);
        let office = domain::id::OfficeId::mint(domain::id::Instant(1), [1; 10]);
        let units: BTreeMap<UnitId, Arc<UnitHead>> = (0..10_000)
            .map(|number| {
                let code = format!("A-{number}");
                let head = UnitHead { code, ..unit() };
                (UnitId::of(office, &head.code), Arc::new(head))
            })
            .collect();
        let show = |units: &BTreeMap<UnitId, Arc<UnitHead>>| {
            writer.take(Update::Heads(Arc::new(Heads {
                units: units.clone(),
                ..Heads::default()
            })));
        };
        let index = directory(state);
        show(&units);
        let before = index.get_untracked();
        assert_eq!(before.len(), 10_000);
        let mut changed = units.clone();
        let one = UnitId::of(office, "A-7");
        let head = UnitHead {
            name: "茶庄".to_owned(),
            ..unit()
        };
        changed.insert(one, Arc::new(head));
        show(&changed);
        let after = index.get_untracked();
        let anew: Vec<UnitId> = after
            .iter()
            .filter(|(unit, searchable)| !Arc::ptr_eq(searchable, &before[*unit]))
            .map(|(unit, _)| *unit)
            .collect();
        assert_eq!(anew, [one]);
        let sought = Sought::of("cz");
        assert_eq!(after.values().filter(|unit| sought.is_in(unit)).count(), 1);
    }
}
