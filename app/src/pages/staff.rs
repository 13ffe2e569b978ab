use leptos::prelude::*;

#[component]
pub fn StaffPage() -> impl IntoView {}
