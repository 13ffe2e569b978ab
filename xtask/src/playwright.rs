//! Browser flows against the served product.

use std::{fs, path::Path, process::ExitStatus};

use serde_json::Value;

use crate::{
    control,
    failure::{During, Failure, Outcome},
    paths,
    server::Server,
    setup::Ready,
    test::Tally,
};

/// Runs the flows of `project` whose titles match `only`, and counts them.
pub fn run(
    ready: &Ready,
    server: &mut Server<'_>,
    project: &str,
    only: Option<&str>,
) -> Outcome<Tally> {
    let results = paths::root().join("target/playwright-results.json");
    let _ = fs::remove_file(&results);
    let (base_url, token) = (server.base_url(), server.setup_token().to_owned());
    let status: ExitStatus = control::with_control(server, |control_url| {
        let mut playwright = ready
            .program("playwright")
            .args(["test", "--config", "tests/e2e/playwright.config.ts"])
            .args(["--reporter", "list,json", "--project", project])
            .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results)
            .env("HUIFANG_BASE_URL", &base_url)
            .env("HUIFANG_SETUP_TOKEN", &token)
            .env("HUIFANG_CONTROL_URL", control_url);
        if let Some(only) = only {
            playwright = playwright.args(["--grep", only]);
        }
        if let Some(chromium) = &ready.chromium {
            playwright = playwright.env("CHROMIUM_BIN", chromium);
        }
        playwright.status()
    })?;
    tally(&results, status)
}

/// What a run of Playwright came to.
pub fn tally(results: &Path, status: ExitStatus) -> Outcome<Tally> {
    let tally = count(&fs::read_to_string(results).during("read Playwright's results")?)?;
    // A flow that cannot even be loaded is counted nowhere, but the run fails.
    Ok(if !status.success() && tally.failed == 0 {
        Tally { failed: 1, ..tally }
    } else {
        tally
    })
}

fn count(results: &str) -> Outcome<Tally> {
    let results: Value = serde_json::from_str(results).during("understand Playwright's results")?;
    let number = |name: &str| -> Outcome<u64> {
        results
            .pointer(&format!("/stats/{name}"))
            .and_then(Value::as_u64)
            .ok_or_else(|| Failure::new(format!("Playwright's results do not say `{name}`.")))
    };
    Ok(Tally {
        passed: number("expected")?,
        failed: number("unexpected")? + number("flaky")?,
    })
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn a_flow_that_passed_only_on_a_second_try_failed() {
        let tally =
            count(r#"{"stats":{"expected":3,"unexpected":1,"flaky":1,"skipped":0}}"#).unwrap();
        assert_eq!((tally.passed, tally.failed), (3, 2));
    }
}
