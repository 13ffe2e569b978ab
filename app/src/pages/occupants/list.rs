use leptos::prelude::*;

#[component]
pub fn OccupantsPage() -> impl IntoView {}
