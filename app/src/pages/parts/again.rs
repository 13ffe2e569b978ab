//! A refused entry written anew: its form opens with what was typed, under a draft of its own, and once it is saved
//! the refused one is settled.

use domain::command::CommandBody;
use domain::id::CommandId;
use domain::sync::refusal::RefusalCommand;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::actions::{Actions, Sealer};
use crate::engine::message::Submission;

/// The refused entry that the form in the address is opened for.
#[must_use]
pub fn in_address() -> Option<CommandId> {
    use_query_map().with_untracked(|query| query.get("again").and_then(|id| id.parse().ok()))
}

/// The draft of the form: what is being written anew never mixes with a draft begun for itself.
#[must_use]
pub fn draft_key(plain: &str, again: Option<CommandId>) -> String {
    again.map_or_else(
        || plain.to_owned(),
        |refused| format!("{plain}/again/{refused}"),
    )
}

/// An address that keeps saying what is written anew, also after a reload.
#[must_use]
pub fn address(page: &str, again: Option<CommandId>) -> String {
    let Some(refused) = again else {
        return page.to_owned();
    };
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}again={refused}")
}

/// After the new entry is saved. Should this not be saved too, the refused one stays under 需处理 to be settled.
pub async fn settle(actions: &Actions, again: Option<CommandId>) {
    if let Some(refused) = again {
        let body = CommandBody::Refusal(RefusalCommand::ReIssue { refused });
        let _ = actions
            .submit(Submission::now(body, Sealer::default()))
            .await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Instant;

    #[test]
    fn what_is_written_anew_has_a_draft_and_an_address_of_its_own() {
        let refused = CommandId::mint(Instant(5), [1; 10]);
        assert_eq!(draft_key("register", None), "register");
        assert_ne!(draft_key("register", Some(refused)), "register");
        assert_eq!(address("/staff/new", None), "/staff/new");
        assert_eq!(
            address("/complaints/1?step=open", Some(refused)),
            format!("/complaints/1?step=open&again={refused}")
        );
    }
}
