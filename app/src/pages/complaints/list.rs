use leptos::prelude::*;

#[component]
pub fn ComplaintsPage() -> impl IntoView {}
