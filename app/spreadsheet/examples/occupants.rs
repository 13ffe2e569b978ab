//! Writes the occupants' files that the flows import: `--example occupants -- xlsx` and `… -- csv`, to standard output.
//! The workbook: 132 units of a mall and three faulty lines. The CSV, in GB18030: the first 20 of them, two with
//! another phone, and two new units.

#![allow(clippy::unwrap_used)] // a generator run by hand: where it cannot write, stopping is the answer

use std::io::Write as _;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

const HEADINGS: [&str; 7] = [
    "铺位号",
    "商户名称",
    "联系人",
    "电话",
    "业态",
    "专卖店",
    "入驻日期",
];
const UNITS: u32 = 132;
const UNITS_A_FLOOR: u32 = 22;
const FLOORS: [&str; 6] = ["B1", "1F", "2F", "3F", "4F", "5F"];
const FIRST: [&str; 12] = [
    "晨光", "德胜", "锦华", "老街", "南山", "云裳", "百味", "青禾", "宏远", "松鹤", "星河", "福临",
];
const SECOND: [(&str, &str); 11] = [
    ("文具", "零售"),
    ("茶庄", "食品"),
    ("小吃", "餐饮"),
    ("服饰", "服装"),
    ("眼镜", "零售"),
    ("电器", "家电"),
    ("书店", "文化"),
    ("鞋业", "服装"),
    ("面馆", "餐饮"),
    ("珠宝", "珠宝"),
    ("家纺", "家居"),
];
const SURNAMES: [&str; 11] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐",
];
const GIVEN: [&str; 13] = [
    "建国", "秀英", "志强", "丽华", "海燕", "晓东", "玉兰", "文斌", "雪梅", "俊杰", "桂芳", "国庆",
    "思远",
];

struct Occupant {
    unit: String,
    name: String,
    contact: String,
    phone: u32,
    trade: &'static str,
    flagship: bool,
    moved_in: (u16, u8, u8),
}

fn pick<T: Copy>(from: &[T], place: u32) -> T {
    let place = usize::try_from(place).unwrap();
    *from.get(place % from.len()).unwrap()
}

fn occupant(place: u32) -> Occupant {
    let (second, trade) = pick(&SECOND, place);
    Occupant {
        unit: format!(
            "{}-{:02}",
            pick(&FLOORS, place / UNITS_A_FLOOR),
            place % UNITS_A_FLOOR + 1
        ),
        // Twelve and eleven have no common divisor: no name comes twice.
        name: format!("{}{second}", pick(&FIRST, place)),
        contact: format!("{}{}", pick(&SURNAMES, place / 3), pick(&GIVEN, place)),
        phone: 10_000 + place,
        trade,
        flagship: place % 8 == 3,
        moved_in: (
            u16::try_from(2018 + place % 8).unwrap(),
            u8::try_from(place % 12 + 1).unwrap(),
            u8::try_from(place * 7 % 28 + 1).unwrap(),
        ),
    }
}

/// A number nobody has: its last five digits count the units.
fn phone(last_five: u32) -> u64 {
    13_800_000_000 + u64::from(last_five)
}

fn write_line(sheet: &mut Worksheet, row: u32, occupant: &Occupant, date: &Format) {
    let (year, month, day) = occupant.moved_in;
    let moved_in = ExcelDateTime::from_ymd(year, month, day).unwrap();
    let flagship = if occupant.flagship { "是" } else { "否" };
    sheet.write_string(row, 0, &occupant.unit).unwrap();
    sheet.write_string(row, 1, &occupant.name).unwrap();
    sheet.write_string(row, 2, &occupant.contact).unwrap();
    // As a number, as most files have it. Eleven digits are exact.
    #[allow(clippy::cast_precision_loss)]
    sheet
        .write_number(row, 3, phone(occupant.phone) as f64)
        .unwrap();
    sheet.write_string(row, 4, occupant.trade).unwrap();
    sheet.write_string(row, 5, flagship).unwrap();
    sheet
        .write_datetime_with_format(row, 6, &moved_in, date)
        .unwrap();
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    // The same file on every run.
    let written = ExcelDateTime::from_ymd(2026, 9, 1).unwrap();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&written));
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = workbook.add_worksheet();
    sheet.set_name("商户名录").unwrap();
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).unwrap();
    }
    let mut row = 1;
    for place in 0..UNITS {
        write_line(sheet, row, &occupant(place), &date);
        row += 1;
    }
    // No name; a unit that stands in line 2 already; a date that is none.
    sheet.write_string(row, 0, "5F-91").unwrap();
    write_line(sheet, row + 1, &occupant(0), &date);
    sheet.write_string(row + 2, 0, "5F-92").unwrap();
    sheet.write_string(row + 2, 1, "日期不明商行").unwrap();
    sheet.write_string(row + 2, 6, "去年春天").unwrap();
    workbook.save_to_buffer().unwrap()
}

fn separated() -> Vec<u8> {
    let mut text = HEADINGS.join(",") + "\r\n";
    let mut line = |occupant: &Occupant| {
        let (year, month, day) = occupant.moved_in;
        let flagship = if occupant.flagship { "是" } else { "否" };
        text.push_str(&format!(
            "{},{},{},{},{},{flagship},{year}/{month}/{day}\r\n",
            occupant.unit,
            occupant.name,
            occupant.contact,
            phone(occupant.phone),
            occupant.trade,
        ));
    };
    for place in 0..20 {
        let known = occupant(place);
        let moved = matches!(place, 4 | 11);
        line(&Occupant {
            phone: known.phone + if moved { 50_000 } else { 0 },
            ..known
        });
    }
    for (place, name) in [(500, "喆喆烘焙"), (501, "鑫淼数码")] {
        line(&Occupant {
            unit: format!("6F-{:02}", place - 499),
            name: name.to_owned(),
            ..occupant(place)
        });
    }
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

fn main() {
    let bytes = match std::env::args().nth(1).as_deref() {
        Some("csv") => separated(),
        _ => workbook(),
    };
    std::io::stdout().write_all(&bytes).unwrap();
}
