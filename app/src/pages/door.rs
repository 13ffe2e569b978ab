//! What stands around the pages before the office: sign-in and set-up have a head and one column, and no rail.

use leptos::prelude::*;

use super::frame::Banners;
use super::parts::switches::LanguageSwitch;
use crate::components::Page;
use crate::language::use_language;

/// A page for somebody who is not signed in yet.
#[component]
pub fn Door(#[prop(into)] title: Signal<String>, children: Children) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="shell shell-bare">
            <a class="skip-link" href="#main">{move || language.text().common.skip_to_content}</a>
            <header class="top">
                <img src="/icons/mark.svg" alt="" width="40" height="40"/>
                <div class="top-title">
                    <h1>{move || title.get()}</h1>
                    <span class="top-subtitle">{move || language.text().common.app_full_name}</span>
                </div>
                <div class="top-end"><LanguageSwitch/></div>
            </header>
            <main class="main" id="main" tabindex="-1">
                <Banners/>
                <Page>{children()}</Page>
            </main>
        </div>
    }
}
