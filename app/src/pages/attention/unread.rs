//! What the server could not take up: its bytes are asked for, and what can be read of them is said in words.

use domain::command::Command;
use domain::id::CommandId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::super::parts::names::Directory;
use super::entered;
use crate::actions::Actions;
use crate::components::{Fact, Skeleton};
use crate::language::use_language;
use crate::state::AppState;

/// More of it is nobody's to read on a card; the whole stays at the server.
const LONGEST: usize = 2_000;

#[component]
pub fn Unread(refused: CommandId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let bytes = RwSignal::new(None::<Option<String>>);
    spawn_local(async move {
        let found = actions.held(refused).await;
        let _ = bytes.try_set(Some(found));
    });
    move || {
        let label = language.words(|text| text.attention.raw_entry);
        match bytes.get() {
            None => view! { <Skeleton label=language.words(|text| text.common.loading) lines=1/> }
                .into_any(),
            Some(None) => view! {
                <Fact label value=language.words(|text| text.attention.raw_needs_network)/>
            }
            .into_any(),
            Some(Some(bytes)) => match Command::read(&bytes) {
                Ok(command) => {
                    let lang = language.get();
                    entered::facts(&command, &Directory::now(state, lang), lang)
                }
                Err(_) => {
                    view! { <Fact label value=Signal::stored(Some(words_of(&bytes)))/> }.into_any()
                }
            },
        }
    }
}

/// What somebody typed among bytes nobody can read: the texts of a broken entry, else the bytes themselves.
fn words_of(bytes: &str) -> String {
    let mut words = Vec::new();
    if let Ok(value) = domain::json::read_text::<Value>(bytes) {
        gather(&value, &mut words);
    }
    let said = if words.is_empty() {
        bytes.to_owned()
    } else {
        words.join(" · ")
    };
    said.chars().take(LONGEST).collect()
}

/// Texts with a word in them that no program writes: ids, digests, names of fields and days are left out.
fn gather(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let typed = !text.is_ascii() || text.contains(' ');
            if typed && !text.trim().is_empty() {
                into.push(text.trim().to_owned());
            }
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, into)),
        Value::Object(fields) => fields.values().for_each(|value| gather(value, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_entry_nobody_can_read_what_was_typed_is_said_and_no_codes() {
        let bytes = r#"{"id":"0192f3c4-0000-7000-8000-000000000000","body":{"telepathy":{"reason":"商户不在"}},
            "personal":[{"digest":"ab12","salt":"00","value":"空调不制冷"},{"value":"A 101 shop"}],"schema":99}"#;
        assert_eq!(words_of(bytes), "商户不在 · 空调不制冷 · A 101 shop");
    }

    #[test]
    fn bytes_that_are_no_entry_at_all_are_shown_as_they_came_and_not_without_end() {
        assert_eq!(words_of("{\"half"), "{\"half");
        assert_eq!(words_of(&"字".repeat(9_000)).chars().count(), LONGEST);
    }
}
