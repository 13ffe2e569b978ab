//! The drawn signs. Each stands beside its word, so none is read aloud.

use leptos::prelude::*;

/// A sign of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Today,
    FollowUp,
    Complaint,
    Repair,
    Violation,
    Occupant,
    Board,
    Staff,
    Settings,
    Attention,
    Back,
    Forward,
    Check,
    Sync,
    Offline,
    Clock,
    Plus,
    Camera,
    Photos,
    Search,
    Close,
    Print,
    Upload,
    Download,
    Lock,
    Phone,
    Pen,
    Remove,
    Notice,
    Below,
    List,
}

impl Icon {
    /// The one path of the sign, in a square of 24.
    const fn path(self) -> &'static str {
        match self {
            Icon::Today => "M4 7h16v13H4zM4 11h16M8 4v3M16 4v3",
            Icon::FollowUp => "M4 5h16v12H9l-5 4zM8 9h8M8 13h5",
            Icon::Complaint => "M12 4l9 16H3zM12 10v4.5M12 17.2v.1",
            Icon::Repair => "M14.5 4.2a5 5 0 0 1 5.3 6.8L9.5 20.3a2.5 2.5 0 0 1-3.6-3.6L15.5 8.5z",
            Icon::Violation => "M7 4h10v17l-5-4-5 4z",
            Icon::Occupant => "M5 4h14l2 6H3zM5 10v10h14V10M10 20v-5h4v5",
            Icon::Board => "M4 4v16h17M9 16v-5M14 16V7M19 16v-3",
            Icon::Staff => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.3M18 14.5c2.2.8 3.5 2.6 3.5 5.5"
            }
            Icon::Settings => {
                "M4 7h9M19 7h1M4 17h1M11 17h9M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
            }
            Icon::Attention => "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4",
            Icon::Back => "M15 5l-7 7 7 7",
            Icon::Forward => "M9 5l7 7-7 7",
            Icon::Check => "M5 12.5l4.5 4.5L19 7",
            Icon::Sync => "M8 19V5M8 5L4.5 8.5M8 5l3.5 3.5M16 5v14M16 19l-3.5-3.5M16 19l3.5-3.5",
            Icon::Offline => {
                "M4 4l16 16M5 11.5a10 10 0 0 1 4-2.4M8.5 15a5 5 0 0 1 5.5-1M13 8.6a10 10 0 0 1 6 2.9M12 19v.1"
            }
            Icon::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
            Icon::Plus => "M12 5v14M5 12h14",
            Icon::Camera => {
                "M4 8h4l1.5-3h5L16 8h4v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z"
            }
            Icon::Photos => "M4 5h16v14H4zM4 16l4.5-4.5L13 16l3-3 4 4M15.5 9.5v.1",
            Icon::Search => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
            Icon::Close => "M6 6l12 12M18 6L6 18",
            Icon::Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Icon::Upload => "M12 16V5M7.5 9L12 4.5 16.5 9M4 16v4h16v-4",
            Icon::Download => "M12 4v11.5M7.5 11l4.5 4.5 4.5-4.5M4 16v4h16v-4",
            Icon::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Icon::Phone => {
                "M6 4h3.5l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2 4.5 1.5V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z"
            }
            Icon::Pen => "M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3",
            Icon::Remove => "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
            Icon::Notice => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.1",
            Icon::Below => "M4 7h16l-8 11z",
            Icon::List => "M9 6h11M9 12h11M9 18h11M4 6h.1M4 12h.1M4 18h.1",
        }
    }
}

/// Draws a sign; the words beside it carry the meaning for those who do not see it.
#[component]
pub fn Glyph(
    /// What to draw; it may change with the state it stands for.
    #[prop(into)]
    icon: Signal<Icon>,
    /// In the measure of a line of text.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let class = if small { "icon icon-small" } else { "icon" };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=move || icon.get().path()></path>
        </svg>
    }
}
