//! Follow-ups: what they are about, when their window stands open, who may make them, what they
//! must contain.

mod attempt;
mod channel;
mod content;
mod right;
mod standing;
mod vocabulary;
mod window;

pub use attempt::Attempts;
pub use channel::{Channel, expected_channel, needs_channel_reason};
pub use content::{ContentField, ContentMissing, FollowUpContent};
pub use right::{Right, may_attempt, may_follow_up, may_schedule, may_send_technician};
pub use standing::{DoneStanding, Standing, done_standing, standing};
pub use vocabulary::{Category, FollowUpKind, Grade, ServiceArea, Severity};
pub use window::{Window, window};
