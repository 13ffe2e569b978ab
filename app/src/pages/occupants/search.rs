//! Finding a unit by its code, its occupant, a contact or a telephone number.

use domain::head::UnitHead;
use domain::id::normalise_unit_code;

/// Whether everything typed, word by word, stands somewhere in what is known of the unit.
#[must_use]
pub fn matches(unit: &UnitHead, typed: &str) -> bool {
    let known: Vec<String> = [
        Some(&unit.code),
        Some(&unit.name),
        unit.contact.as_ref(),
        unit.phone.as_ref(),
        unit.trade.as_ref(),
    ]
    .into_iter()
    .flatten()
    .map(|text| normalise_unit_code(text))
    .collect();
    let digits: String = unit
        .phone
        .iter()
        .flat_map(|phone| phone.chars())
        .filter(char::is_ascii_digit)
        .collect();
    typed.split_whitespace().all(|word| {
        let word = normalise_unit_code(word);
        known.iter().any(|text| text.contains(&word))
            || (word.bytes().all(|byte| byte.is_ascii_digit()) && digits.contains(&word))
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
    use domain::event::unit::OccupantKind;

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
            "",
        ] {
            assert!(matches(&unit(), typed), "{typed}");
        }
        for typed in ["B2", "百味 茶庄", "13800010007"] {
            assert!(!matches(&unit(), typed), "{typed}");
        }
    }

    #[test]
    fn units_stand_in_walking_order() {
        let mut codes = ["A-10", "A-2", "a-1", "B1-01", "A-2甲"];
        codes.sort_by_key(|code| walking_order(code));
        assert_eq!(codes, ["a-1", "A-2", "A-2甲", "A-10", "B1-01"]);
    }
}
