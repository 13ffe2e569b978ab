//! Real files, written as people's programs write them.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use spreadsheet::{Rows, SheetError, limits, rows};

fn table(rows: &[&[&str]]) -> Rows {
    rows.iter()
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn a_workbook_is_read_as_it_is_seen() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("空表").unwrap();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("yyyy年m月d日");
    for (column, heading) in ["铺位号", "商户名称", "电话", "入驻日期"]
        .iter()
        .enumerate()
    {
        sheet
            .write_string(0, u16::try_from(column).unwrap(), *heading)
            .unwrap();
    }
    // Row 2 stays empty.
    sheet.write_string(2, 0, " A-101 ").unwrap();
    sheet.write_string(2, 1, "晨光文具").unwrap();
    sheet.write_number(2, 2, 13_800_138_000.0).unwrap();
    let moved_in = ExcelDateTime::from_ymd(2024, 3, 1).unwrap();
    sheet
        .write_datetime_with_format(2, 3, &moved_in, &date)
        .unwrap();
    sheet.write_number(3, 0, 101).unwrap();
    sheet
        .write_formula(
            3,
            1,
            Formula::new("=B3&\"二店\"").set_result("晨光文具二店"),
        )
        .unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(
        rows("名单.xlsx", &bytes),
        Ok(table(&[
            &["铺位号", "商户名称", "电话", "入驻日期"],
            &[],
            &["A-101", "晨光文具", "13800138000", "2024-03-01"],
            &["101", "晨光文具二店"],
        ]))
    );
}

#[test]
fn separated_text_is_read_in_the_encodings_and_separators_people_have() {
    let commas = "铺位号,商户名称,电话\r\nA-101,\"晨光,文具\",13800138000\r\n";
    let expected = Ok(table(&[
        &["铺位号", "商户名称", "电话"],
        &["A-101", "晨光,文具", "13800138000"],
    ]));
    let semicolons = "铺位号;商户名称;电话\nA-101;晨光,文具;13800138000\n";
    let tabs = "铺位号\t商户名称\t电话\nA-101\t晨光,文具\t13800138000";
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(tabs.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let files = [
        ("UTF-8", commas.as_bytes().to_vec()),
        (
            "UTF-8 with a mark",
            format!("\u{feff}{commas}").into_bytes(),
        ),
        ("GB18030", gb18030(commas)),
        ("semicolons", semicolons.as_bytes().to_vec()),
        ("semicolons in GB18030", gb18030(semicolons)),
        ("tabs", tabs.as_bytes().to_vec()),
        ("UTF-16", utf16),
    ];
    for (what, bytes) in files {
        assert_eq!(rows("名单.csv", &bytes), expected, "{what}");
    }
}

#[test]
fn a_row_keeps_the_number_it_has_in_the_file() {
    let text =
        "\r\n铺位号,商户名称\r\n\r\n\r\nA-101,\"两行的\r\n名称\"\r\nA-102,乙,,,\r\n,,\r\nA-103,丙";
    assert_eq!(
        rows("a.csv", text.as_bytes()),
        Ok(table(&[
            &[],
            &["铺位号", "商户名称"],
            &[],
            &[],
            &["A-101", "两行的\n名称"],
            &["A-102", "乙"],
            &[],
            &["A-103", "丙"],
        ]))
    );
}

#[test]
fn the_content_decides_what_kind_of_file_it_is() {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .write_string(0, 0, "铺位号")
        .unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(rows("名单.csv", &bytes), Ok(table(&[&["铺位号"]])));
    assert_eq!(
        rows("名单.xlsx", "铺位号".as_bytes()),
        Err(SheetError::Unreadable)
    );
}

#[test]
fn what_gives_no_rows_says_why() {
    let too_many_rows = "甲\n".repeat(limits::ROWS + 1);
    let too_many_blank_rows = format!("甲{}乙", "\n".repeat(limits::ROWS + 1));
    let too_many_columns = format!("甲{}乙", ",".repeat(limits::COLUMNS));
    let mut old_excel = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old_excel.extend([0; 512]);
    let table: [(&str, Vec<u8>, SheetError); 10] = [
        ("nothing.csv", Vec::new(), SheetError::Empty),
        ("blank.csv", b"\r\n,,\r\n".to_vec(), SheetError::Empty),
        (
            "large.csv",
            vec![b'a'; limits::FILE_BYTES + 1],
            SheetError::TooLarge,
        ),
        (
            "rows.csv",
            too_many_rows.into_bytes(),
            SheetError::TooManyRows,
        ),
        (
            "blanks.csv",
            too_many_blank_rows.into_bytes(),
            SheetError::TooManyRows,
        ),
        (
            "columns.csv",
            too_many_columns.into_bytes(),
            SheetError::TooManyColumns,
        ),
        (
            "encoding.csv",
            b"\xff\xff\xff".to_vec(),
            SheetError::UnknownEncoding,
        ),
        (
            "picture.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec(),
            SheetError::Unreadable,
        ),
        ("older.xlsx", old_excel, SheetError::Unreadable),
        (
            "cut.xlsx",
            b"PK\x03\x04cut".to_vec(),
            SheetError::Unreadable,
        ),
    ];
    for (name, bytes, error) in table {
        assert_eq!(rows(name, &bytes), Err(error), "{name}");
    }
}

#[test]
fn one_cell_far_out_does_not_become_a_grid() {
    for (row, column, error) in [
        (1_048_575, 0, SheetError::TooManyRows),
        (0, 16_383, SheetError::TooManyColumns),
    ] {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(row, column, "远").unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        assert_eq!(rows("far.xlsx", &bytes), Err(error));
    }
}

#[test]
fn a_workbook_that_unpacks_to_more_than_a_tablet_holds_is_refused() {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/sharedStrings.xml", options).unwrap();
    let megabyte = vec![b' '; 1024 * 1024];
    for _ in 0..=limits::UNPACKED_BYTES / 1024 / 1024 {
        archive.write_all(&megabyte).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < limits::FILE_BYTES);
    assert_eq!(rows("bomb.xlsx", &bytes), Err(SheetError::TooLarge));
}
