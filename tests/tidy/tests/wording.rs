//! One place to correct a sentence: the app's text.

use tidy::{assert_none, has_chinese, sources};

fn chinese_literals(place: &str) -> Vec<String> {
    // A file of tests is no more shown to anybody than a module of them.
    sources(place)
        .iter()
        .filter(|source| !source.path.ends_with("/tests.rs"))
        .flat_map(|source| {
            source
                .product()
                .into_iter()
                .filter(|leaf| leaf.literal && has_chinese(&leaf.text))
                .map(|leaf| format!("{}:{} {}", source.path, leaf.line, leaf.text))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn rules_and_server_hold_no_wording() {
    let broken = [
        chinese_literals("domain/src"),
        chinese_literals("worker/src"),
    ]
    .concat();
    assert_none(
        &broken,
        "Refusals are codes with a clause, put into words by app/src/text alone; not here:",
    );
}

#[test]
fn pages_and_components_take_their_wording_from_the_text_module() {
    let broken: Vec<String> = ["app/src/pages", "app/src/components"]
        .iter()
        .flat_map(|place| chinese_literals(place))
        .collect();
    assert_none(
        &broken,
        "A sentence written into a page exists in one language only; it belongs into app/src/text:",
    );
}
