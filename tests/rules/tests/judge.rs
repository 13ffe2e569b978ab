//! The judge as a program: a line in, a line out, whatever the line.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Feeds the bytes to the real program and returns its lines.
fn run(input: &[u8]) -> Vec<Value> {
    let mut judge = Command::new(env!("CARGO_BIN_EXE_judge"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    judge.stdin.take().unwrap().write_all(input).unwrap();
    let output = judge.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

const GOOD: &str = r#"{"ask":"rate","favourable":1,"base":2}"#;

#[test]
fn no_bad_line_stops_the_judge() {
    let bad: &[&[u8]] = &[
        b"",
        b"   ",
        b"null",
        b"[]",
        b"[\"rate\",1,2,null]",
        b"{",
        b"\xff\xfe",
        b"{\"ask\":\"rate\",\"favourable\":1,\"base\":2}\xff",
        br#"{"ask":"rate","favourable":1,"base":2} trailing"#,
        br#"{"ask":"weather"}"#,
        br#"{"favourable":1,"base":2}"#,
        br#"{"ask":"rate","favourable":1}"#,
        br#"{"ask":"rate","favourable":1,"base":2,"treshold_percent":95}"#,
        br#"{"ask":"rate","favourable":1,"base":2,"threshold_percent":101}"#,
        br#"{"ask":"rate","favourable":3,"base":2}"#,
        br#"{"ask":"rate","favourable":-1,"base":2}"#,
        br#"{"ask":"rate","favourable":1.5,"base":2}"#,
        br#"{"ask":"rate","favourable":"1","base":2}"#,
        br#"{"ask":"rate","favourable":1,"base":18446744073709551616}"#,
        br#"{"ask":"rate","favourable":1,"base":1e999}"#,
        br#"{"ask":"rate","favourable":1,"favourable":1,"base":2}"#,
        br#"{"ask":"quota","profile":"hotel","kind":"repair","base":1,"done":1}"#,
        br#"{"ask":"quota","profile":"mall","kind":"party","base":1,"done":1}"#,
        br#"{"ask":"window","profile":"mall","kind":"complaint","anchor":"2026-02-30"}"#,
        br#"{"ask":"window","profile":"mall","kind":"complaint","anchor":"2026-2-3"}"#,
        br#"{"ask":"window","profile":"mall","kind":"complaint","anchor":"+026-02-03"}"#,
        br#"{"ask":"window","profile":"mall","kind":"complaint","anchor":20260203}"#,
        br#"{"ask":"window","profile":"mall","kind":"complaint","anchor":"9999-12-30"}"#,
        br#"{"ask":"window","profile":"estate","kind":"complaint","category":"weather","anchor":"2026-02-03"}"#,
        br#"{"ask":"standing","profile":"mall","kind":"complaint","anchor":"2026-02-03"}"#,
        br#"{"ask":"may","profile":"mall","act":"follow_up","kind":"complaint","roles":["director"]}"#,
        br#"{"ask":"may","profile":"mall","act":"follow_up","kind":"complaint","severity":"grave","roles":["director"]}"#,
        br#"{"ask":"may","profile":"mall","act":"follow_up","kind":"complaint","severity":"major","roles":["boss"]}"#,
        br#"{"ask":"may","profile":"mall","act":"dance","kind":"complaint","severity":"major","roles":["director"]}"#,
    ];
    let deep = "[".repeat(100_000);
    let mut input = Vec::new();
    for line in bad.iter().copied().chain([deep.as_bytes()]) {
        input.extend_from_slice(line);
        input.push(b'\n');
        input.extend_from_slice(GOOD.as_bytes());
        input.extend_from_slice(b"\r\n");
    }
    let answers = run(&input);
    assert_eq!(answers.len(), 2 * (bad.len() + 1));
    for (number, pair) in answers.chunks(2).enumerate() {
        let asked = bad.get(number).map(|line| String::from_utf8_lossy(line));
        assert!(pair[0]["error"].is_string(), "{asked:?} → {}", pair[0]);
        assert_eq!(pair[1]["text"], "50.00%", "after {asked:?}");
    }
}

#[test]
fn a_last_line_without_an_end_is_answered_and_no_line_with_none() {
    assert_eq!(run(GOOD.as_bytes()).len(), 1);
    assert_eq!(run(b"").len(), 0);
}
