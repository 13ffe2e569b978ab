//! Whatever a file holds, the reader answers.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use rust_xlsxwriter::Workbook;
use spreadsheet::rows;

/// SplitMix64: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}

fn seed() -> u64 {
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| u64::from(std::process::id()));
    println!("seed {seed}: run again with SEED={seed}");
    seed
}

/// A workbook whose parts are stored as they are, so that a changed byte reaches the reader of the sheet instead of
/// stopping at the checksum of a packed part.
fn workbook() -> Vec<u8> {
    use std::io::{Read as _, Write as _};
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..20 {
        sheet.write_string(row, 0, format!("A-{row}")).unwrap();
        sheet.write_string(row, 1, "晨光文具").unwrap();
        sheet.write_number(row, 2, f64::from(row) * 1000.5).unwrap();
    }
    let packed = workbook.save_to_buffer().unwrap();
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap();
    let mut into = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for place in 0..from.len() {
        let mut part = from.by_index(place).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        into.start_file(part.name().unwrap().into_owned(), stored)
            .unwrap();
        into.write_all(&content).unwrap();
    }
    into.finish().unwrap().into_inner()
}

/// The parts of a workbook with some bytes of one of them changed, packed anew with the right checksums.
fn changed(workbook: &[u8], random: &mut Random) -> Vec<u8> {
    use std::io::{Read as _, Write as _};
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut into = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let chosen = random.below(from.len());
    for place in 0..from.len() {
        let mut part = from.by_index(place).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if place == chosen {
            for _ in 0..=random.below(4) {
                let at = random.below(content.len());
                let text = b"0123456789<>\"/ AZaz&;=";
                content[at] = text[random.below(text.len())];
            }
        }
        into.start_file(part.name().unwrap().into_owned(), stored)
            .unwrap();
        into.write_all(&content).unwrap();
    }
    into.finish().unwrap().into_inner()
}

#[test]
fn random_bytes_are_answered() {
    let mut random = Random(seed());
    for _ in 0..2_000 {
        let count = random.below(600);
        let mut bytes = random.bytes(count);
        if random.below(3) == 0 {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        for name in ["a.csv", "a.xlsx"] {
            let _ = rows(name, &bytes);
        }
    }
}

#[test]
fn random_text_is_answered() {
    let mut random = Random(seed());
    let pieces = [
        "铺位号",
        ",",
        ";",
        "\t",
        "\"",
        "\r\n",
        "\n",
        "\r",
        "A-1",
        " ",
        "\u{feff}",
        "\u{3000}",
    ];
    for _ in 0..5_000 {
        let text: String = (0..random.below(40))
            .map(|_| pieces[random.below(pieces.len())])
            .collect();
        let _ = rows("a.csv", text.as_bytes());
        let _ = rows("a.csv", &encoding_rs::GB18030.encode(&text).0);
    }
}

#[test]
fn a_damaged_workbook_is_answered() {
    let mut random = Random(seed());
    let whole = workbook();
    assert_eq!(rows("a.xlsx", &whole).map(|rows| rows.len()), Ok(20));
    for _ in 0..600 {
        let _ = rows("a.xlsx", &changed(&whole, &mut random));
        let mut bytes = whole.clone();
        for _ in 0..=random.below(8) {
            let at = random.below(bytes.len());
            bytes[at] = random.next().to_le_bytes()[0];
        }
        bytes.truncate(bytes.len() - random.below(2) * random.below(bytes.len()));
        let _ = rows("a.xlsx", &bytes);
    }
}
