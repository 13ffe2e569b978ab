//! Figures: a rate always with its n and its standard, each a door to the list it counts.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The whole of a bar: ten thousand parts.
pub const WHOLE: u32 = 10_000;

/// A rate as a bar, with its standard as a line. In ten-thousandths.
#[component]
pub fn Bar(
    #[prop(into)] value: Signal<u32>,
    #[prop(optional, into)] standard: MaybeProp<u32>,
    #[prop(optional, into)] below: Signal<bool>,
) -> impl IntoView {
    let line = move || {
        standard.get().map(|standard| {
            let x = standard.min(WHOLE).to_string();
            view! { <line class="bar-standard" x1=x.clone() x2=x y1="0" y2="100"></line> }
        })
    };
    view! {
        <svg class="bar" class:bar-below=below viewBox="0 0 10000 100" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-ground" width="10000" height="100"></rect>
            <rect class="bar-value" width=move || value.get().min(WHOLE).to_string() height="100"></rect>
            {line}
        </svg>
    }
}

/// A rate as a card.
#[component]
pub fn RateFigure(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    /// The n and the standard, in words.
    #[prop(into)]
    sub: Signal<String>,
    /// In ten-thousandths; none for a plain count.
    #[prop(optional, into)]
    rate: MaybeProp<u32>,
    #[prop(optional, into)] standard: MaybeProp<u32>,
    #[prop(optional, into)] below: Signal<bool>,
    /// The list it counts.
    #[prop(into)]
    href: Signal<String>,
) -> impl IntoView {
    let bar = move || {
        rate.get().map(|rate| {
            let standard = Signal::derive(move || standard.get());
            view! { <Bar value=rate standard below/> }
        })
    };
    view! {
        <a class="figure" class:figure-below=below href=move || href.get()>
            <span class="figure-label">{move || label.get()}</span>
            <span class="figure-value">{move || value.get()}</span>
            <span class="figure-sub">{move || sub.get()}</span>
            {bar}
        </a>
    }
}

/// Bars one under another.
#[component]
pub fn Bars(children: Children) -> impl IntoView {
    view! { <div class="bars">{children()}</div> }
}

/// One of several rates.
#[component]
pub fn BarRow(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] figure: Signal<String>,
    #[prop(into)] rate: Signal<u32>,
    #[prop(optional, into)] standard: MaybeProp<u32>,
    #[prop(optional, into)] below: Signal<bool>,
    /// What the mark of a rate below its standard says aloud.
    #[prop(into)]
    below_label: Signal<String>,
) -> impl IntoView {
    let standard = Signal::derive(move || standard.get());
    let mark = move || {
        below.get().then(|| {
            view! {
                <Glyph icon=Icon::Below small=true/>
                <span class="visually-hidden">{move || below_label.get()}</span>
            }
        })
    };
    view! {
        <div class="bar-row" class:bar-row-below=below>
            <span>{move || label.get()}</span>
            <Bar value=rate standard below/>
            <span class="bar-row-figure">{move || figure.get()}{mark}</span>
        </div>
    }
}
