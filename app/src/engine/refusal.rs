//! What the server says instead of an answer to something that was sent.

use domain::sync::message::{CommandAnswer, PushFault};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What was answered before a fault stands; the fault is read apart, for a newer server may know more of them.
#[derive(Debug, Deserialize)]
pub(super) struct Refusal {
    pub code: String,
    #[serde(default)]
    fault: Option<Box<RawValue>>,
    #[serde(default)]
    pub answers: Vec<CommandAnswer>,
}

impl Refusal {
    pub fn fault(&self) -> Option<PushFault> {
        let fault = self.fault.as_ref()?;
        domain::json::read_text(fault.get()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_words_are_read_also_where_the_fault_is_a_new_one() {
        let known = r#"{"code":"push_stopped","fault":{"unreadable":{"index":0}},"answers":[],"epoch":1,"head":4,"server_time":9}"#;
        let strange = r#"{"code":"push_stopped","fault":{"weather":{}},"answers":[]}"#;
        for (text, is_known) in [(known, true), (strange, false)] {
            let refusal: Refusal = domain::json::read_text(text).unwrap();
            assert_eq!(refusal.code, "push_stopped");
            assert_eq!(refusal.fault().is_some(), is_known);
        }
        let large: Refusal =
            domain::json::read_text(r#"{"code":"too_large","limit":65536}"#).unwrap();
        assert_eq!((large.code.as_str(), large.answers.len()), ("too_large", 0));
    }
}
