//! What stands around every page: rail, head, main.

use leptos::{children::ViewFn, prelude::*};

use super::icon::{Glyph, Icon};

/// A place in the rail.
#[derive(Debug, Clone)]
pub struct NavItem {
    pub icon: Icon,
    pub label: Signal<String>,
    pub href: &'static str,
    /// How many things wait there; nothing is shown for none.
    pub badge: Signal<u32>,
    /// What the number counts, for those who hear it.
    pub badge_label: Signal<String>,
}

impl NavItem {
    /// A place without a number.
    #[must_use]
    pub fn new(icon: Icon, label: impl Into<Signal<String>>, href: &'static str) -> Self {
        NavItem {
            icon,
            label: label.into(),
            href,
            badge: Signal::stored(0),
            badge_label: Signal::stored(String::new()),
        }
    }

    /// The same place, with what waits there.
    #[must_use]
    pub fn with_badge(
        mut self,
        count: impl Into<Signal<u32>>,
        label: impl Into<Signal<String>>,
    ) -> Self {
        self.badge = count.into();
        self.badge_label = label.into();
        self
    }
}

/// The way out of a page that hides the rail.
#[derive(Debug, Clone)]
pub struct BackLink {
    pub href: Signal<String>,
    pub label: Signal<String>,
}

impl BackLink {
    #[must_use]
    pub fn new(href: impl Into<Signal<String>>, label: impl Into<Signal<String>>) -> Self {
        BackLink {
            href: href.into(),
            label: label.into(),
        }
    }
}

/// Whether a place in the rail holds the page at `path`.
fn holds(href: &str, path: &str) -> bool {
    match path.strip_prefix(href) {
        Some("") => true,
        Some(rest) => href != "/" && rest.starts_with('/'),
        None => false,
    }
}

/// Rail, head and main. The rail is a bar at the foot when the tablet stands upright.
#[component]
pub fn Shell(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] subtitle: MaybeProp<String>,
    #[prop(optional)] nav: Vec<NavItem>,
    /// The path shown, to mark its place in the rail.
    #[prop(into)]
    path: Signal<String>,
    /// What the rail is called.
    #[prop(into)]
    nav_label: Signal<String>,
    /// The words of the link that jumps over the rail.
    #[prop(into)]
    skip_label: Signal<String>,
    /// With it the page stands alone, without a rail.
    #[prop(optional, into)]
    back: Signal<Option<BackLink>>,
    #[prop(optional, into)] status: ViewFn,
    #[prop(optional, into)] who: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let bare = Memo::new(move |_| back.with(Option::is_some));
    let rail = move || {
        (!bare.get()).then(|| {
            let nav = nav.clone();
            view! { <Rail nav path label=nav_label/> }
        })
    };
    let way_back = move || {
        back.get().map(|back| {
            view! {
                <a class="top-back" href=move || back.href.get() aria-label=move || back.label.get()>
                    <Glyph icon=Icon::Back/>
                </a>
            }
        })
    };
    view! {
        <div class="shell" class:shell-bare=bare>
            <a class="skip-link" href="#main">{move || skip_label.get()}</a>
            {rail}
            <header class="top">
                {way_back}
                <div class="top-title">
                    <h1>{move || title.get()}</h1>
                    {move || subtitle.get().map(|text| view! { <span class="top-subtitle">{text}</span> })}
                </div>
                <div class="top-end">
                    <div class="top-status">{status.run()}</div>
                    {move || who.get().map(|who| view! { <span class="top-who">{who}</span> })}
                </div>
            </header>
            <main class="main" id="main" tabindex="-1">{children()}</main>
        </div>
    }
}

#[component]
fn Rail(nav: Vec<NavItem>, path: Signal<String>, label: Signal<String>) -> impl IntoView {
    let items = nav.into_iter().map(|item| {
        let href = item.href;
        let current = move || path.with(|path| holds(href, path)).then_some("page");
        let badge = move || {
            let count = item.badge.get();
            (count > 0).then(|| {
                view! {
                    <span class="rail-badge" aria-hidden="true">{count.to_string()}</span>
                    <span class="visually-hidden">{move || item.badge_label.get()}</span>
                }
            })
        };
        view! {
            <li>
                <a class="rail-item" href=href aria-current=current>
                    <Glyph icon=item.icon/>
                    <span>{move || item.label.get()}</span>
                    {badge}
                </a>
            </li>
        }
    });
    view! {
        <nav class="rail" aria-label=move || label.get()>
            <img class="rail-mark" src="/icons/mark.svg" alt="" width="44" height="44"/>
            <ul>{items.collect_view()}</ul>
        </nav>
    }
}

/// A page of one column with room for a foot.
#[component]
pub fn Page(
    /// Uses the width of the screen, for tables and figures.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let class = if wide { "page page-wide" } else { "page" };
    view! { <div class=class>{children()}</div> }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn a_place_holds_its_page_and_what_lies_below_it() {
        let cases = [
            ("/", "/", true),
            ("/", "/complaints", false),
            ("/complaints", "/complaints", true),
            ("/complaints", "/complaints/new", true),
            ("/complaints", "/complaints-archive", false),
        ];
        for (href, path, held) in cases {
            assert_eq!(holds(href, path), held, "{href} and {path}");
        }
    }
}
