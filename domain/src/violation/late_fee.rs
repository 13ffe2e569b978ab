//! 滞纳金: principal × ‰ per day × days, in whole fen. The rate stands in the contract; none is built in.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Digits after the point that a rate may have; contracts write two.
const MOST_DECIMALS: usize = 9;
/// Digits before it: more than any contract, few enough for exact arithmetic.
const MOST_WHOLE: usize = 9;
/// A rate is kept in billionths of one per mille.
const SCALE: u128 = 1_000_000_000;

/// A rate in ‰ per day, exact: "3.00", "0.5".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PerMille(u64);

/// A text that is no rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no rate in per mille: digits, a point and at most {MOST_DECIMALS} decimals")]
pub struct NoRate(pub String);

impl std::str::FromStr for PerMille {
    type Err = NoRate;

    /// Plain digits, optionally a point and more digits: no sign, no blank, no exponent.
    fn from_str(text: &str) -> Result<Self, NoRate> {
        let no_rate = || NoRate(text.to_owned());
        let (whole, decimals) = match text.split_once('.') {
            Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
            Some(_) => return Err(no_rate()),
            None => (text, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(decimals) {
            return Err(no_rate());
        }
        let whole = whole.trim_start_matches('0');
        let decimals = decimals.trim_end_matches('0');
        if whole.len() > MOST_WHOLE || decimals.len() > MOST_DECIMALS {
            return Err(no_rate());
        }
        format!("{whole}{decimals:0<MOST_DECIMALS$}")
            .parse()
            .map(PerMille)
            .map_err(|_| no_rate())
    }
}

impl fmt::Display for PerMille {
    /// With two decimals at least, as contracts write it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = u64::try_from(SCALE).unwrap_or(u64::MAX);
        let decimals = format!("{:0>MOST_DECIMALS$}", self.0 % scale);
        let decimals = decimals.trim_end_matches('0');
        write!(formatter, "{}.{decimals:0<2}", self.0 / scale)
    }
}

impl Serialize for PerMille {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PerMille {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A late fee as a merchant can follow it: so many days, so much, and whether it stops at the principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateFee {
    pub days: u32,
    pub fen: u64,
    /// The sum would have been higher than the principal.
    pub capped: bool,
}

/// The fee on a day: days from the day after the last day given, rounded half up once to the fen, never above the
/// principal. The guard against overflow is exact: a sum too large for the arithmetic is above every principal.
#[must_use]
pub fn late_fee(
    principal_fen: u64,
    per_mille: PerMille,
    last_day: NaiveDate,
    on: NaiveDate,
) -> LateFee {
    let days = u32::try_from(on.signed_duration_since(last_day).num_days()).unwrap_or(0);
    let unit = 1_000 * SCALE;
    let fen = u128::from(principal_fen)
        .checked_mul(u128::from(per_mille.0))
        .and_then(|product| product.checked_mul(u128::from(days)))
        .and_then(|product| product.checked_add(unit / 2))
        .and_then(|product| u64::try_from(product / unit).ok());
    match fen {
        Some(fen) if fen <= principal_fen => LateFee {
            days,
            fen,
            capped: false,
        },
        _ => LateFee {
            days,
            fen: principal_fen,
            capped: true,
        },
    }
}
