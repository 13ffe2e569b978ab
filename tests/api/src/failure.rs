//! What can go wrong on the way to a server and back.

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0} is not set: `cargo xtask test` starts a server and gives it")]
    NoServer(&'static str),
    #[error("the server was not reached: {0}")]
    Network(#[from] ureq::Error),
    #[error("not the JSON that was expected: {0}")]
    Json(#[from] serde_json::Error),
    #[error("{path} answered {status}: {body}")]
    Status {
        path: String,
        status: u16,
        body: String,
    },
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}
