use leptos::prelude::*;

#[component]
pub fn RegisterPage() -> impl IntoView {}
