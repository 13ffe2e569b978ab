use leptos::prelude::*;

#[component]
pub fn FollowUpsPage() -> impl IntoView {}
