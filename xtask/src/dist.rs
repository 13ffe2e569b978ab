//! What is left to do after trunk: no inline script, a precache list.

use std::{fs, path::Path};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    failure::{During, Failure, Outcome},
    fingerprint::hex,
    paths,
};

/// What the service worker's source has in place of the list.
const PLACE_OF_THE_LIST: &str = "[/* precache */]";
const SERVICE_WORKER: &str = "sw.js";
const PAGE: &str = "index.html";

/// Finishes `dist/` in place.
pub fn finish() -> Outcome {
    let dist = paths::root().join("dist");
    move_loader_out(&dist)?;
    fill_precache_list(&dist)
}

/// Trunk starts the app from an inline script; the content security policy
/// allows only files of our own origin, so the script becomes such a file.
fn move_loader_out(dist: &Path) -> Outcome {
    let page = dist.join(PAGE);
    let text = fs::read_to_string(&page).during("read dist/index.html")?;
    let mut rest = text.as_str();
    let mut finished = String::new();
    while let Some(script) = next_script(rest) {
        finished.push_str(script.before);
        if script.opening.contains(" src=") || script.content.trim().is_empty() {
            finished.push_str(script.whole);
        } else {
            let name = format!("loader-{}.js", short_hash(script.content.as_bytes()));
            fs::write(dist.join(&name), script.content.trim())
                .during(format!("write dist/{name}"))?;
            let opening = script.opening.trim_end_matches('>');
            finished.push_str(&format!("{opening} src=\"/{name}\"></script>"));
        }
        rest = script.after;
    }
    finished.push_str(rest);
    fs::write(&page, finished).during("write dist/index.html")
}

struct Script<'a> {
    before: &'a str,
    whole: &'a str,
    opening: &'a str,
    content: &'a str,
    after: &'a str,
}

fn next_script(html: &str) -> Option<Script<'_>> {
    const CLOSING: &str = "</script>";
    let start = html.find("<script")?;
    let (before, from_start) = html.split_at_checked(start)?;
    let opening_end = from_start.find('>')? + 1;
    let end = from_start.find(CLOSING)? + CLOSING.len();
    let (whole, after) = from_start.split_at_checked(end)?;
    let (opening, content) = whole.split_at_checked(opening_end)?;
    Some(Script {
        before,
        whole,
        opening,
        content: content.strip_suffix(CLOSING)?,
        after,
    })
}

/// Names every file with its hash in the service worker, which so changes
/// exactly when the app does, and can tell a cut download from a whole one.
fn fill_precache_list(dist: &Path) -> Outcome {
    let service_worker = dist.join(SERVICE_WORKER);
    if !service_worker.is_file() {
        return Ok(());
    }
    let text = fs::read_to_string(&service_worker).during("read dist/sw.js")?;
    if !text.contains(PLACE_OF_THE_LIST) {
        return Err(Failure::new(format!(
            "app/sw.js has no `{PLACE_OF_THE_LIST}`: put it where the list of files to keep belongs."
        )));
    }
    let mut files = Vec::new();
    list(dist, "", &mut files)?;
    files.sort();
    let entries: Vec<Value> = files
        .into_iter()
        .map(|(path, hash)| json!({ "url": path, "sha256": hash }))
        .collect();
    let filled = text.replace(PLACE_OF_THE_LIST, &Value::from(entries).to_string());
    fs::write(&service_worker, filled).during("write dist/sw.js")
}

fn list(folder: &Path, prefix: &str, into: &mut Vec<(String, String)>) -> Outcome {
    let entries = fs::read_dir(folder).during(format!("read {}", folder.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}/{name}");
        if entry.path().is_dir() {
            list(&entry.path(), &path, into)?;
        } else if path == format!("/{PAGE}") {
            into.push(("/".to_owned(), hash_of(&entry.path())?));
        } else if path != format!("/{SERVICE_WORKER}") {
            into.push((path, hash_of(&entry.path())?));
        }
    }
    Ok(())
}

fn hash_of(file: &Path) -> Outcome<String> {
    let content = fs::read(file).during(format!("read {}", file.display()))?;
    Ok(hex(&Sha256::digest(content)))
}

fn short_hash(content: &[u8]) -> String {
    hex(&Sha256::digest(content)).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::next_script;

    #[test]
    fn an_inline_script_is_told_from_what_stands_around_it() {
        let script = next_script("<head><script type=\"module\">start()</script></head>").unwrap();
        assert_eq!(script.before, "<head>");
        assert_eq!(script.opening, "<script type=\"module\">");
        assert_eq!(script.content, "start()");
        assert_eq!(script.after, "</head>");
    }

    #[test]
    fn a_page_without_scripts_has_none() {
        assert!(next_script("<head></head>").is_none());
    }
}
