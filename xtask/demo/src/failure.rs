//! Why the demo could not be made.

use domain::rejection::Rejection;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Api(#[from] api::Failure),
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("`{who}` was refused at {at}: {rejection:?}")]
    Refused {
        who: String,
        at: String,
        rejection: Box<Rejection>,
    },
    #[error("nobody signs in as `{0}`")]
    NoSuchPerson(&'static str),
    #[error("a follow-up was confirmed before it was made")]
    NotMade,
    #[error("the signatures were not handed in")]
    Uploads,
    #[error("the night went by, and nothing lies ready for a first sync")]
    Night,
    #[error("the server's time cannot be a date")]
    Time,
    #[error("{0}")]
    Usage(&'static str),
}
