//! The places of the app, a file each. They read `AppState`, call `Actions`, and compose components.

pub mod attention;
pub mod board;
pub mod complaints;
pub mod day_books;
pub mod dispatch_log;
pub mod door;
pub mod follow_ups;
pub mod frame;
pub mod go_live;
pub mod occupants;
pub mod older;
pub mod papers;
pub mod parts;
pub mod set_up;
pub mod settings;
pub mod sign_in;
pub mod staff;
pub mod summaries;
pub mod today;
pub mod violations;
pub mod work_orders;
