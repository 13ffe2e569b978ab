use leptos::prelude::*;

#[component]
pub fn FaceToFacePage() -> impl IntoView {}
