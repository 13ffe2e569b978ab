//! Pages and components are views: testable without a browser's database or a network.

use tidy::{assert_none, sources};

const VIEWS: [&str; 4] = [
    "app/src/pages",
    "app/src/components",
    "app/src/print",
    "app/src/charts",
];

fn places_of_all(words: &[&[&str]]) -> Vec<String> {
    VIEWS
        .iter()
        .flat_map(|place| sources(place))
        .flat_map(|source| {
            words
                .iter()
                .flat_map(|word| source.places_of(word))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn views_do_not_know_the_store() {
    let broken = places_of_all(&[
        &["crate", "::", "store"],
        &["indexed_db_futures"],
        &["IdbDatabase"],
        &["IdbFactory"],
    ]);
    assert_none(
        &broken,
        "Views speak to the engine by messages, so that it can move into a Web Worker without touching one:",
    );
}

#[test]
fn views_do_not_know_the_network() {
    let broken = places_of_all(&[
        &["gloo_net"],
        &["reqwest"],
        &["RequestInit"],
        &["WebSocket"],
        &["XmlHttpRequest"],
        &["fetch_with_str"],
        &["fetch_with_request"],
    ]);
    assert_none(
        &broken,
        "What a view shows comes from the store, with or without a network:",
    );
}

#[test]
fn views_do_not_handle_raw_values_of_the_browser() {
    let broken = places_of_all(&[&["JsValue"]]);
    assert_none(
        &broken,
        "A typed value has a name and a meaning; a JsValue belongs behind the store or a component's helper outside these folders:",
    );
}

#[test]
fn users_text_is_never_put_into_a_page_as_html() {
    let broken: Vec<String> = sources("app/src")
        .iter()
        .flat_map(|source| {
            [
                &["inner_html"][..],
                &["set_inner_html"],
                &["insert_adjacent_html"],
            ]
            .iter()
            .flat_map(|word| source.places_of(word))
            .collect::<Vec<_>>()
        })
        .collect();
    assert_none(&broken, "Text is put into a page as text, never as HTML:");
}
