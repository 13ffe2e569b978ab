//! Attempts are counted before the password is looked at, so that many at once do not slip through.

use worker::Request;

use crate::directory::Directory;
use crate::reply::Fault;
use crate::{clock, limits};

/// An attempt that was let in. Ends with [`Attempt::succeeded`], or stays counted as a failure.
pub struct Attempt {
    account: String,
    address: String,
}

/// Counts an attempt at `account`, or refuses it until the wait is over.
pub async fn begin(
    directory: &Directory,
    request: &Request,
    account: &str,
) -> Result<Attempt, Fault> {
    let from = request
        .headers()
        .get("CF-Connecting-IP")?
        .unwrap_or_default();
    let attempt = Attempt {
        account: format!("account|{account}"),
        address: format!("address|{from}"),
    };
    let doors = [
        (&attempt.account, limits::ACCOUNT_FAILURES),
        (&attempt.address, limits::ADDRESS_FAILURES),
    ];
    let now = clock::real().0;
    for (door, free) in doors {
        let wait = directory
            .failures(door)
            .await?
            .map_or(0, |(failures, last_at)| {
                wait(failures, free)
                    .saturating_add(last_at)
                    .saturating_sub(now)
            });
        if wait > 0 {
            return Err(Fault::TooManyAttempts {
                retry_after_seconds: wait / 1_000 + 1,
            });
        }
    }
    for (door, _) in doors {
        directory.count_failure(door, now).await?;
    }
    Ok(attempt)
}

impl Attempt {
    /// It was no failure: the account begins anew, the address gets its one back.
    pub async fn succeeded(&self, directory: &Directory) -> Result<(), Fault> {
        directory.forget_failures(&self.account).await?;
        directory.take_back_failure(&self.address).await
    }
}

/// How long to wait after so many failures: nothing for the first ones, then doubling.
fn wait(failures: i64, free: i64) -> i64 {
    let beyond = failures.saturating_sub(free);
    if beyond < 0 {
        return 0;
    }
    let doubled = u32::try_from(beyond.min(10)).map_or(1, |times| 1_i64 << times);
    limits::FIRST_WAIT_MILLIS
        .saturating_mul(doubled)
        .min(limits::LONGEST_WAIT_MILLIS)
}
