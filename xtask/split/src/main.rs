//! Takes the app's wasm apart at its lazily loaded pages.
//!
//! `split INPUT FOLDER NAME`: writes FOLDER/NAME.wasm, the part that starts the app, a wasm file for each of the others,
//! and FOLDER/NAME-parts.js, which fetches them. NAME.js is what wasm-bindgen will make of the first part.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder, name] = arguments.as_slice() else {
        eprintln!("split INPUT FOLDER NAME");
        return ExitCode::FAILURE;
    };
    match split(Path::new(input), Path::new(folder), name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{input} cannot be taken apart: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn split(input: &Path, folder: &Path, name: &str) -> Result<(), String> {
    let wasm = std::fs::read(input).map_err(|error| error.to_string())?;
    let main = folder.join(format!("{name}.wasm"));
    let main_module = format!("./{name}.js");
    let link_name = format!("./{name}-parts.js");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = &main_module;
    options.link_name = &link_name;
    wasm_split_cli_support::transform(options)
        .map(|_| ())
        .map_err(|error| format!("{error:#}"))
}
