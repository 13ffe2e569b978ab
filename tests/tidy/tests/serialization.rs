//! Facts live for years on devices nobody can reach; what is derived from them stays free to change.

use tidy::{Leaf, assert_none, sources};

/// Where types may be serialized: a file or folder, the types there (`*` for all), and why.
const SERIALIZED: &[(&str, &[&str], &str)] = &[
    ("domain/src/event/", &["*"], "the facts themselves"),
    ("domain/src/id.rs", &["*"], "facts name each other by them"),
    (
        "domain/src/command.rs",
        &["*"],
        "commands wait in the outbox and travel up",
    ),
    (
        "domain/src/complaint/command.rs",
        &["*"],
        "commands about complaints",
    ),
    (
        "domain/src/work_order/command.rs",
        &["*"],
        "commands about work orders",
    ),
    (
        "domain/src/work_order/mod.rs",
        &["Phase"],
        "a word of heads and refusals",
    ),
    (
        "domain/src/price_list/mod.rs",
        &["PriceListCommand"],
        "commands about the price list",
    ),
    (
        "domain/src/office.rs",
        &["OfficeCommand"],
        "commands about the office",
    ),
    (
        "domain/src/person.rs",
        &["PersonCommand"],
        "commands about staff",
    ),
    (
        "domain/src/occupant/mod.rs",
        &["OccupantCommand"],
        "commands about units",
    ),
    (
        "domain/src/personal.rs",
        &["*"],
        "personal values ride beside the body of a fact",
    ),
    (
        "domain/src/policy/",
        &["*"],
        "adopting a procedure writes all its figures into the log",
    ),
    (
        "domain/src/sync/hold.rs",
        &["HoldRequest", "HoldReply", "Trouble"],
        "a message, and a word of the fact it leaves",
    ),
    (
        "domain/src/sync/hand_back.rs",
        &["*"],
        "what travels to a server that was set back, and what it keeps of it",
    ),
    (
        "domain/src/sync/photos.rs",
        &["Note", "Receipt"],
        "what the server says of a photo, and what a tablet keeps of it",
    ),
    (
        "domain/src/sync/journal.rs",
        &["Kept", "ReplayRequest"],
        "what left the outbox stays in the journal, and travels up again",
    ),
    (
        "domain/src/sync/window/message.rs",
        &["*"],
        "what travels about the window",
    ),
    (
        "domain/src/sync/window/mod.rs",
        &["Window"],
        "where a tablet stands, as it and the server say it",
    ),
    (
        "domain/src/sync/report.rs",
        &["TabletReport"],
        "travels up with every request",
    ),
    ("domain/src/role.rs", &["*"], "words of facts and commands"),
    (
        "domain/src/calendar.rs",
        &["Period"],
        "streams of periods are named after them",
    ),
    ("domain/src/clause.rs", &["*"], "a refusal names its clause"),
    ("domain/src/rejection.rs", &["*"], "a refusal is a fact"),
    (
        "domain/src/log/bring_in.rs",
        &["BroughtIn", "BringInFault"],
        "what travels: the answer to a file of unsent work",
    ),
    ("domain/src/sync/message.rs", &["*"], "what travels"),
    (
        "domain/src/sync/refusal.rs",
        &["*"],
        "what the server answers instead",
    ),
    (
        "domain/src/head.rs",
        &["*"],
        "tagged with its version and rebuilt when that differs",
    ),
    (
        "domain/src/complaint/mod.rs",
        &["Status", "OwedState", "SetAside"],
        "words of heads",
    ),
    (
        "domain/src/violation/command.rs",
        &["*"],
        "commands about violations",
    ),
    (
        "domain/src/mandate.rs",
        &["*"],
        "commands about authority, and what their facts hold",
    ),
    (
        "domain/src/day_book/mod.rs",
        &["BookName", "DayBookCommand"],
        "commands about a day's books",
    ),
    (
        "domain/src/summary/command.rs",
        &["*"],
        "commands about a month's summary",
    ),
    ("domain/src/summary/head.rs", &["*"], "heads of summaries"),
    (
        "domain/src/violation/catalogue.rs",
        &["*"],
        "words of facts and commands",
    ),
    (
        "domain/src/violation/hindrance.rs",
        &["*"],
        "a refusal is a fact",
    ),
    (
        "domain/src/violation/head.rs",
        &["*"],
        "heads of violations and pages",
    ),
    ("domain/src/violation/task.rs", &["*"], "words of heads"),
    ("domain/src/violation/mod.rs", &["Stage"], "a word of heads"),
    (
        "domain/src/violation/measure.rs",
        &["*"],
        "words of facts and commands",
    ),
    (
        "domain/src/violation/late_fee.rs",
        &["*"],
        "rate and fee stand in facts",
    ),
    (
        "domain/src/violation/guard.rs",
        &["Closed"],
        "a refusal says what the law closes",
    ),
    (
        "domain/src/violation/rung.rs",
        &["RungVerdict"],
        "the answer of `judge`, stored nowhere",
    ),
    (
        "domain/src/follow_up/vocabulary.rs",
        &["*"],
        "words of facts and commands",
    ),
    (
        "domain/src/follow_up/channel.rs",
        &["*"],
        "words of facts and commands",
    ),
    (
        "domain/src/follow_up/content.rs",
        &["*"],
        "what was said, part of the fact",
    ),
    (
        "domain/src/follow_up/window.rs",
        &["Window"],
        "stamped into the obligation's fact",
    ),
    (
        "domain/src/follow_up/right.rs",
        &["Right"],
        "the answer of `judge`, stored nowhere",
    ),
    (
        "domain/src/follow_up/standing.rs",
        &["*"],
        "the answer of `judge`, stored nowhere",
    ),
];

/// The types of a source that derive or implement `Serialize`, with their lines.
fn serialized(leaves: &[Leaf]) -> Vec<(String, usize)> {
    let mut types = Vec::new();
    let mut derives = false;
    let mut waiting = false;
    for (position, leaf) in leaves.iter().enumerate() {
        let next = |ahead: usize| leaves.get(position + ahead).map(|leaf| leaf.text.as_str());
        match leaf.text.as_str() {
            "derive" => derives = true,
            "]" => derives = false,
            "Serialize" if derives => waiting = true,
            "struct" | "enum" if waiting => {
                types.extend(next(1).map(|name| (name.to_owned(), leaf.line)));
                waiting = false;
            }
            "Serialize" if next(1) == Some("for") => {
                types.extend(next(2).map(|name| (name.to_owned(), leaf.line)));
            }
            _ => {}
        }
    }
    types
}

fn may_be_serialized(path: &str, name: &str) -> bool {
    SERIALIZED.iter().any(|(place, types, _)| {
        (path == *place || (place.ends_with('/') && path.starts_with(place)))
            && (types.contains(&"*") || types.contains(&name))
    })
}

#[test]
fn derived_state_is_never_serialized() {
    let broken: Vec<String> = sources("domain/src")
        .iter()
        .flat_map(|source| {
            serialized(&source.product_with_attributes())
                .into_iter()
                .filter(|(name, _)| !may_be_serialized(&source.path, name))
                .map(|(name, line)| format!("{}:{line} {name}", source.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(
        &broken,
        "Only facts, ids, messages and heads are serialized. If one of these is such, it belongs into the list in tests/tidy/tests/serialization.rs with its reason:",
    );
}

#[test]
fn the_list_of_what_is_serialized_names_only_what_is_there() {
    let all = sources("domain/src");
    let broken: Vec<String> = SERIALIZED
        .iter()
        .filter(|(place, types, _)| {
            !all.iter().any(|source| {
                (source.path == *place || source.path.starts_with(place))
                    && serialized(&source.product_with_attributes())
                        .iter()
                        .any(|(name, _)| types.contains(&"*") || types.contains(&name.as_str()))
            })
        })
        .map(|(place, types, _)| format!("{place} {}", types.join(", ")))
        .collect();
    assert_none(
        &broken,
        "Nothing is serialized there any more; take it off the list:",
    );
}
