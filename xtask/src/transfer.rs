//! `cargo xtask export` and `cargo xtask restore`: one office as one file, out of a server and into another.
//!
//! The file is lines of JSON, gzipped: one per page of the log, and a last one with the small tables. What it must
//! come to stands in it, so a file cut short or changed is noticed before anything is sent.

use std::env;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use flate2::{Compression, bufread::MultiGzDecoder, write::GzEncoder};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::failure::{During, Failure, Outcome};
use crate::fingerprint::hex;

const TOKEN: &str = "HUIFANG_SETUP_TOKEN";
const PASSWORD: &str = "HUIFANG_DIRECTOR_PASSWORD";
const HERE: &str = "http://127.0.0.1:8787";

/// What stands after the verb.
pub struct Options {
    office: Option<String>,
    file: PathBuf,
    url: String,
    backup: bool,
}

impl Options {
    /// Reads it; `file` is the name of the option that names the file.
    pub fn parse(arguments: &[String], file: &str) -> Outcome<Self> {
        let (mut office, mut path, mut url, mut backup) = (None, None, HERE.to_owned(), false);
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .cloned()
                    .ok_or_else(|| Failure::new(format!("`{argument}` needs a value after it.")))
            };
            match argument.as_str() {
                "--office" => office = Some(value()?),
                "--url" => url = value()?,
                "--backup" => backup = true,
                other if other == file => path = Some(PathBuf::from(value()?)),
                other => {
                    return Err(Failure::new(format!(
                        "`{other}` is not understood here; it takes --office ID, {file} FILE, --url URL and --backup."
                    )));
                }
            }
        }
        let file = path.ok_or_else(|| Failure::new(format!("Say which file: {file} FILE")))?;
        Ok(Self {
            office,
            file,
            url,
            backup,
        })
    }
}

struct Server {
    agent: ureq::Agent,
    url: String,
    token: String,
}

impl Server {
    fn new(url: &str) -> Outcome<Self> {
        let token = env::var(TOKEN)
            .map_err(|_| Failure::new(format!("Put the server's set-up token into {TOKEN}.")))?;
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(120)))
            .http_status_as_error(false)
            .build();
        Ok(Self {
            agent: ureq::Agent::new_with_config(config),
            url: url.trim_end_matches('/').to_owned(),
            token,
        })
    }

    fn post(&self, path: &str, mut form: Value) -> Outcome<Value> {
        form["token"] = json!(self.token);
        let url = format!("{}{path}", self.url);
        let doing = || format!("ask {url}");
        let mut response = self
            .agent
            .post(&url)
            .header("Content-Type", "application/json")
            .send(form.to_string().as_bytes())
            .during(doing())?;
        let status = response.status().as_u16();
        let body = response
            .body_mut()
            .with_config()
            .limit(64 * 1024 * 1024)
            .read_to_string()
            .during(doing())?;
        if status != 200 {
            return Err(Failure::new(format!("{url} answered {status}: {body}")));
        }
        serde_json::from_str(&body).during(doing())
    }
}

/// Writes an office into a file.
pub fn export(options: &Options) -> Outcome {
    let Some(office) = &options.office else {
        return Err(Failure::new("Say which office: --office ID"));
    };
    let server = Server::new(&options.url)?;
    // Beside the file first: a file by its name is a whole one.
    let half = options.file.with_extension("part");
    let doing = || format!("write {}", half.display());
    let mut packer = GzEncoder::new(File::create(&half).during(doing())?, Compression::default());
    let (mut after, mut pages) = (json!(0), 0_u64);
    loop {
        let asked = json!({ "office": office, "after": after, "backup": options.backup });
        let step = server.post("/api/export", asked)?;
        writeln!(packer, "{step}").during(doing())?;
        match step.get("page") {
            Some(page) => {
                after = page["last"].clone();
                pages += 1;
            }
            None => break,
        }
    }
    let file = packer.finish().during(doing())?;
    file.sync_all().during(doing())?;
    std::fs::rename(&half, &options.file).during(doing())?;
    eprintln!(
        "{pages} pages up to event {after} stand in {}.",
        options.file.display()
    );
    Ok(())
}

/// Brings an office from a file into a server that does not have it.
pub fn restore(options: &Options) -> Outcome {
    let office = checked(&options.file)?;
    let password = env::var(PASSWORD).map_err(|_| {
        Failure::new(format!(
            "Put the password the Director signs in with, where the server does not know them yet, into {PASSWORD}."
        ))
    })?;
    let server = Server::new(&options.url)?;
    let send = |step: &Value| {
        let form = json!({ "office": office, "password": password, "step": step });
        server.post("/api/restore", form)
    };
    send(&json!({ "begin": { "office": office } }))?;
    for step in steps(&options.file)? {
        let step = step?;
        // The last step folds some streams at a time.
        while send(&step)?["waiting"].as_u64().unwrap_or(0) > 0 {}
    }
    eprintln!(
        "Office {office} is back. Everybody signs in anew. Before new entries are taken, the tablets it knew hand back what \
         this file lacks; 设置 says which are waited for, and the director can end the waiting."
    );
    Ok(())
}

fn steps(file: &Path) -> Outcome<impl Iterator<Item = Outcome<Value>> + use<>> {
    let doing = format!("read {}", file.display());
    let packed = BufReader::new(File::open(file).during(&doing)?);
    let lines = BufReader::new(MultiGzDecoder::new(packed)).lines();
    Ok(lines.map(move |line| serde_json::from_str(&line.during(&doing)?).during(&doing)))
}

/// The office a file holds, when all of it is there as it was written.
fn checked(file: &Path) -> Outcome<Value> {
    let wrong =
        |why: &str| Failure::new(format!("{} is not a whole office: {why}.", file.display()));
    let mut last = 0;
    let mut office = None;
    for step in steps(file)? {
        let step = step?;
        if office.is_some() {
            return Err(wrong("something stands behind its end"));
        }
        if let Some(page) = step.get("page") {
            let text = page["text"].as_str().unwrap_or_default();
            if page["sum"] != json!(hex(&Sha256::digest(text.as_bytes()))) {
                return Err(wrong("a page was changed"));
            }
            if page["first"].as_u64() != Some(last + 1) {
                return Err(wrong("a page is missing"));
            }
            last = page["last"].as_u64().unwrap_or(0);
        } else {
            let end = &step["end"]["end"];
            if end["at"].as_u64() != Some(last) {
                return Err(wrong("its last page is missing"));
            }
            office = Some(end["office"].clone());
        }
    }
    office.ok_or_else(|| wrong("its end is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(first: u64, last: u64, text: &str) -> Value {
        let sum = hex(&Sha256::digest(text.as_bytes()));
        json!({ "page": { "first": first, "last": last, "sum": sum, "text": text } })
    }

    #[test]
    fn a_file_is_sent_only_when_all_of_it_is_there_as_it_was_written() {
        let end = json!({ "end": { "end": { "office": "one", "at": 3 }, "sum": "" } });
        let mut changed = page(1, 2, "a");
        changed["page"]["text"] = json!("b");
        let table = [
            (
                "whole",
                vec![page(1, 2, "a"), page(3, 3, "b"), end.clone()],
                true,
            ),
            (
                "changed",
                vec![changed, page(3, 3, "b"), end.clone()],
                false,
            ),
            ("a page short", vec![page(1, 2, "a"), end.clone()], false),
            (
                "a page lost between",
                vec![page(3, 3, "b"), end.clone()],
                false,
            ),
            ("no end", vec![page(1, 2, "a"), page(3, 3, "b")], false),
            (
                "more behind the end",
                vec![page(1, 3, "a"), end, page(4, 4, "c")],
                false,
            ),
        ];
        for (name, steps, is_whole) in table {
            let file = env::temp_dir().join(format!("huifang-{}-{name}.gz", std::process::id()));
            let mut packer = GzEncoder::new(File::create(&file).unwrap(), Compression::fast());
            for step in steps {
                writeln!(packer, "{step}").unwrap();
            }
            packer.finish().unwrap();
            assert_eq!(checked(&file).is_ok(), is_whole, "{name}");
            std::fs::remove_file(&file).unwrap();
        }
    }
}
