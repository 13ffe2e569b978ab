//! Amounts and quantities as people type them, read without a detour over fractions.

use domain::event::work_order::Thousandths;

/// A number with at most `places` digits behind its point, in units of the last of them.
fn read(text: &str, places: u32) -> Option<u64> {
    let text = text
        .trim()
        .trim_start_matches(['¥', '\u{ffe5}'])
        .replace(',', "");
    let (whole, rest) = text.split_once(['.', '\u{3002}']).unwrap_or((&text, ""));
    // Spreadsheets write noughts that say nothing.
    let rest = rest.trim_end_matches('0');
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && !text.contains(|c: char| c.is_ascii_digit())
        || !digits(whole)
        || !digits(rest)
    {
        return None;
    }
    let used = u32::try_from(rest.len()).ok()?;
    let missing = places.checked_sub(used)?;
    let number: u64 = format!("{whole}{rest}").parse().ok()?;
    number.checked_mul(10_u64.checked_pow(missing)?)
}

/// 12.5 (¥) as fen.
#[must_use]
pub fn fen(text: &str) -> Option<u64> {
    read(text, 2)
}

/// 1.5 as thousandths.
#[must_use]
pub fn thousandths(text: &str) -> Option<Thousandths> {
    read(text, 3).map(Thousandths)
}

/// How a field shows an amount already said.
#[must_use]
pub fn written(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_to_the_fen_and_nothing_finer() {
        let table = [
            ("12", Some(1_200)),
            ("12.5", Some(1_250)),
            ("¥1,234.05", Some(123_405)),
            (".5", Some(50)),
            ("80.000", Some(8_000)),
            ("12.505", None),
            ("", None),
            (".", None),
            ("-3", None),
            ("3 yuan", None),
            ("99999999999999999999", None),
        ];
        for (typed, read) in table {
            assert_eq!(fen(typed), read, "{typed}");
        }
        assert_eq!(thousandths("1.5"), Some(Thousandths(1_500)));
        assert_eq!(fen(&written(1_250)), Some(1_250));
    }
}
