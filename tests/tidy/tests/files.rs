//! What is true of every file.

use tidy::{assert_none, files, sources, text};

const WRITTEN_BY_US: [&str; 10] = [
    ".rs", ".ts", ".js", ".css", ".html", ".toml", ".md", ".sql", ".yml", "run",
];
const LONGEST: usize = 500;

#[test]
fn no_file_has_a_second_subject() {
    let broken: Vec<String> = files("", &[".rs", ".ts", ".js", ".css"])
        .iter()
        .map(|path| (path, text(path).lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert_none(
        &broken,
        "Past 500 lines a file has a second subject; give it a file of its own:",
    );
}

#[test]
fn nothing_names_a_machine_a_registry_host_or_a_person_at_work() {
    // Put together here, so that this file does not name them either.
    let words = [
        ["/ro", "ot/"].concat(),
        ["/wo", "rk/"].concat(),
        ["/ho", "me/"].concat(),
        ["registry.npm", "js.org"].concat(),
        ["index.crates", ".io"].concat(),
        ["static.crates", ".io"].concat(),
    ];
    let broken: Vec<String> = files("", &WRITTEN_BY_US)
        .iter()
        .filter(|path| !path.starts_with("LICENSE"))
        .flat_map(|path| {
            text(path)
                .lines()
                .enumerate()
                .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                .map(|(number, line)| format!("{path}:{} {}", number + 1, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(&broken, "The project works on any machine and names none:");
}

#[test]
fn no_test_is_switched_off_or_runs_alone() {
    let ignored: Vec<String> = ["domain", "app", "worker", "xtask", "tests"]
        .iter()
        .flat_map(|place| sources(place))
        .flat_map(|source| {
            source
                .everything()
                .windows(2)
                .filter(|pair| {
                    matches!(pair, [open, word] if open.text == "[" && word.text == "ignore")
                })
                .filter_map(|pair| pair.first())
                .map(|leaf| format!("{}:{}", source.path, leaf.line))
                .collect::<Vec<_>>()
        })
        .collect();
    let flows = lines_with("tests", &[".only(", ".skip(", ".fixme("]);
    assert_none(
        &[ignored, flows].concat(),
        "A test that does not run tells nothing; mend it or take it out:",
    );
}

#[test]
fn no_test_waits_for_time_to_pass() {
    let sleeping: Vec<String> = sources("tests")
        .iter()
        .flat_map(|source| {
            source
                .everything()
                .windows(3)
                .filter(|words| {
                    matches!(words, [first, _, last]
                        if !first.literal && first.text == "thread" && last.text == "sleep")
                })
                .filter_map(|words| words.first())
                .map(|leaf| format!("{}:{}", source.path, leaf.line))
                .collect::<Vec<_>>()
        })
        .collect();
    let flows = lines_with("tests", &["waitForTimeout(", "setTimeout("]);
    assert_none(
        &[sleeping, flows].concat(),
        "A test waits for a condition; a pause is too short on a slow machine and too long on a fast one:",
    );
}

#[test]
fn names_of_tests_are_sentences() {
    let broken: Vec<String> = ["domain", "app", "worker", "xtask", "tests"]
        .iter()
        .flat_map(|place| sources(place))
        .flat_map(|source| {
            source
                .tests()
                .into_iter()
                .filter(|name| name.starts_with("test_") || name.split('_').count() < 3)
                .map(|name| format!("{}: {name}", source.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(
        &broken,
        "A test is named after what it says, so that its failure reads as a sentence:",
    );
}

/// Lines of the flows that have one of `words`.
fn lines_with(place: &str, words: &[&str]) -> Vec<String> {
    files(place, &[".ts"])
        .iter()
        .flat_map(|path| {
            text(path)
                .lines()
                .enumerate()
                .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                .map(|(number, line)| format!("{path}:{} {}", number + 1, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect()
}
