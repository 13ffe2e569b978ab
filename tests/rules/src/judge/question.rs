//! Reading a question: strictly, so that a misspelt field is an error and not a silent default.

use chrono::{Datelike, NaiveDate};
use domain::follow_up::{Category, FollowUpKind, Severity};
use domain::policy::{Percent, ProfileName};
use domain::role::Role;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day, written `YYYY-MM-DD` and in no other way.
#[derive(Debug, Clone, Copy)]
pub struct Day(pub NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let plain = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(position, byte)| match position {
                    4 | 7 => byte == b'-',
                    _ => byte.is_ascii_digit(),
                });
        NaiveDate::parse_from_str(&text, "%Y-%m-%d")
            .ok()
            .filter(|day| plain && day.year() >= 1)
            .map(Day)
            .ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no day (YYYY-MM-DD)")))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Written `YYYY-MM-DD` up to the year 9999, and no later day is answered.
        serializer.collect_str(&self.0)
    }
}

/// A question. Flat on purpose: unknown fields are only refused where nothing is flattened.
#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case", deny_unknown_fields)]
pub enum Question {
    Window {
        profile: ProfileName,
        kind: FollowUpKind,
        category: Option<Category>,
        anchor: Day,
    },
    Standing {
        profile: ProfileName,
        kind: FollowUpKind,
        category: Option<Category>,
        anchor: Day,
        on: Option<Day>,
        done: Option<Day>,
    },
    Quota {
        profile: ProfileName,
        kind: FollowUpKind,
        base: u64,
        done: u64,
        rate_percent: Option<Percent>,
    },
    Rate {
        favourable: u64,
        base: u64,
        threshold_percent: Option<Percent>,
    },
    May {
        profile: ProfileName,
        /// The name of any command.
        act: String,
        kind: Option<FollowUpKind>,
        severity: Option<Severity>,
        roles: Vec<Role>,
        sent_by: Option<Vec<Role>>,
    },
}

/// Reads one line.
///
/// # Errors
/// What is wrong with it, for the person who wrote it.
pub fn read(line: &[u8]) -> Result<Question, String> {
    let text = std::str::from_utf8(line).map_err(|error| format!("not UTF-8: {error}"))?;
    // An array would be read as the fields in order, which nobody means.
    if !text.trim_start().starts_with('{') {
        return Err("not a JSON object".to_owned());
    }
    serde_json::from_str(text).map_err(|error| error.to_string())
}
