//! The rules seen from outside: the judge that answers questions about them, used by anybody's own
//! check and by this package's tables.

pub mod desk;
pub mod held;
pub mod holdings;
pub mod judge;
pub mod month;
pub mod one_of_each;
pub mod repair;
pub mod right_table;
pub mod watch;

use serde_json::Value;

/// Asks the judge exactly as a line on its standard input does.
#[must_use]
pub fn ask(question: &Value) -> Value {
    let answer = judge::answer(question.to_string().as_bytes());
    serde_json::from_str(&answer).unwrap_or(Value::String(answer))
}

/// One row of a table.
///
/// # Panics
/// When the judge answers anything else.
pub fn check(question: &Value, expected: &Value) {
    assert_eq!(&ask(question), expected, "asked {question}");
}
