use leptos::prelude::*;

#[component]
pub fn CasePage() -> impl IntoView {}
