//! Starts the app in the page's body.

/// boot.js shows the notice: after a panic nothing of the app can be relied on.
const CRASHED: &str = "huifang-crashed";

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        if let Some(window) = web_sys::window()
            && let Ok(event) = web_sys::Event::new(CRASHED)
        {
            let _ = window.dispatch_event(&event);
        }
    }));
    leptos::mount::mount_to_body(app::root::Root);
}
