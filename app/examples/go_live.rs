//! Writes the go-live sheets: `--example go_live -- templates app/templates` what people download, and
//! `… -- fixtures tests/e2e/fixtures` what the flow imports. By hand, whenever a column changes.

#![allow(clippy::unwrap_used)] // a generator run by hand: where it cannot write, stopping is the answer

use std::path::Path;

use app::text::Lang;
use app::text::go_live_column::{GoLiveColumn, GoLiveSheet};
use app::text::go_live_words::Written as _;
use domain::complaint::Status;
use domain::event::work_order::Trade;
use domain::follow_up::{Category, Severity};
use domain::role::Role;
use domain::work_order::Phase;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet};

fn book() -> Workbook {
    let mut book = Workbook::new();
    // The same file on every run.
    let written = ExcelDateTime::from_ymd(2026, 9, 1).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&written));
    book
}

const fn file(sheet: GoLiveSheet) -> &'static str {
    match sheet {
        GoLiveSheet::Staff => "staff",
        GoLiveSheet::Complaints => "complaints",
        GoLiveSheet::WorkOrders => "work-orders",
    }
}

/// The words a column knows; none where anything may be written.
fn known(column: GoLiveColumn, lang: Lang) -> Vec<&'static str> {
    match column {
        GoLiveColumn::Roles => Role::known(lang),
        GoLiveColumn::Trade | GoLiveColumn::Trades => Trade::known(lang),
        GoLiveColumn::Severity => Severity::known(lang),
        GoLiveColumn::Category => Category::known(lang),
        GoLiveColumn::Stage => Status::known(lang),
        GoLiveColumn::SlipStage => Phase::known(lang),
        _ => Vec::new(),
    }
}

/// The headings to fill in below, and on a second sheet what may be written.
fn template(of: GoLiveSheet, lang: Lang) -> Workbook {
    let mut book = book();
    let bold = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin);
    let as_text = Format::new().set_num_format("@");
    let sheet = book.add_worksheet();
    for (place, column) in (0_u16..).zip(of.columns()) {
        let needed = if of.needed().contains(column) {
            "*"
        } else {
            ""
        };
        let heading = format!("{}{needed}", lang.go_live_column(*column));
        // Numbers and phones keep their zeros.
        sheet.set_column_format(place, &as_text).unwrap();
        sheet.set_column_width(place, 18).unwrap();
        sheet
            .write_string_with_format(0, place, heading, &bold)
            .unwrap();
    }
    let sheet = book.add_worksheet();
    let words = of
        .columns()
        .iter()
        .map(|column| (*column, known(*column, lang)))
        .filter(|(_, words)| !words.is_empty());
    for (place, (column, words)) in (0_u16..).zip(words) {
        sheet
            .write_string_with_format(0, place, lang.go_live_column(column), &bold)
            .unwrap();
        sheet.set_column_width(place, 18).unwrap();
        for (row, word) in (1_u32..).zip(words) {
            sheet.write_string(row, place, word).unwrap();
        }
    }
    book
}

fn lines(of: GoLiveSheet, lines: &[&[&str]]) -> Workbook {
    let mut book = book();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "上线资料（示例）").unwrap();
    for (place, column) in (0_u16..).zip(of.columns()) {
        sheet
            .write_string(1, place, Lang::Zh.go_live_column(*column))
            .unwrap();
    }
    for (row, line) in (2_u32..).zip(lines) {
        write(sheet, row, line);
    }
    book
}

fn write(sheet: &mut Worksheet, row: u32, line: &[&str]) {
    let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (place, cell) in (0_u16..).zip(line) {
        // A moment as most files have it: a number with a format.
        match cell.strip_prefix("at ").map(ExcelDateTime::parse_from_str) {
            Some(at) => sheet
                .write_datetime_with_format(row, place, at.unwrap(), &moment)
                .unwrap(),
            None => sheet.write_string(row, place, *cell).unwrap(),
        };
    }
}

const STAFF: &[&[&str]] = &[
    &["孙丽", "golive.sun", "13800020001", "物业助理", "", "", ""],
    &[
        "郭强",
        "golive.guo",
        "13800020002",
        "维修员",
        "工程部",
        "水工、强电",
        "",
    ],
    &[
        "何敏",
        "golive.he",
        "13800020003",
        "部门负责人、职能主管",
        "工程部",
        "",
        "2026-01-01",
    ],
    &["白云", "golive.bai", "13800020004", "店长", "", "", ""],
    &["黄河", "GOLIVE.SUN", "", "管理员", "", "", ""],
    &["马良", "golive.ma", "", "部门负责人", "后勤部", "", ""],
];

const COMPLAINTS: &[&[&str]] = &[
    &[
        "投-118",
        "A-101",
        "",
        "",
        "at 2026-11-02 09:20",
        "重大",
        "工程部",
        "设备",
        "空调滴水，货架受潮。",
        "已调度",
        "at 2026-11-06 18:00",
        "",
    ],
    &[
        "投-119",
        "a-102",
        "锦华小吃",
        "13800030001",
        "2026/11/20",
        "",
        "",
        "保洁",
        "通道堆放杂物。",
        "",
        "",
        "",
    ],
    &[
        "投-120",
        "Z-999",
        "",
        "",
        "2026-11-20",
        "",
        "",
        "",
        "灯坏了。",
        "",
        "",
        "",
    ],
    &[
        "投-121",
        "A-101",
        "",
        "",
        "上个星期",
        "",
        "",
        "",
        "门口积水。",
        "",
        "",
        "",
    ],
    &[
        "投-118",
        "A-101",
        "",
        "",
        "2026-11-02",
        "",
        "",
        "",
        "重复的一行。",
        "",
        "",
        "",
    ],
    &[
        "投-122",
        "A-101",
        "",
        "",
        "2026-11-20",
        "",
        "",
        "",
        "早已修好。",
        "处理完毕",
        "",
        "",
    ],
    &[
        "TS2026-0001",
        "A-101",
        "",
        "",
        "2026-11-20",
        "",
        "",
        "",
        "编号与系统相同。",
        "",
        "",
        "",
    ],
];

const SLIPS: &[&[&str]] = &[
    &[
        "维-31",
        "A-101",
        "",
        "",
        "at 2026-11-18 10:00",
        "at 2026-11-18 10:30",
        "水工",
        "更换水龙头",
        "已派工",
        "郭强",
    ],
    &[
        "维-32",
        "A-102",
        "",
        "13800030002",
        "",
        "2026-11-19 15:00",
        "强电",
        "更换灯管",
        "",
        "",
    ],
    &[
        "维-33",
        "A-101",
        "",
        "",
        "",
        "2026-11-19",
        "水工",
        "疏通下水",
        "",
        "查无此人",
    ],
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (what, folder) = (arguments.next(), arguments.next().unwrap());
    let folder = Path::new(&folder);
    let save = |mut book: Workbook, name: String| book.save(folder.join(name)).unwrap();
    if what.as_deref() == Some("templates") {
        for sheet in GoLiveSheet::ALL {
            for (lang, tag) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
                save(
                    template(*sheet, lang),
                    format!("{}-{tag}.xlsx", file(*sheet)),
                );
            }
        }
        return;
    }
    for (sheet, said) in [
        (GoLiveSheet::Staff, STAFF),
        (GoLiveSheet::Complaints, COMPLAINTS),
        (GoLiveSheet::WorkOrders, SLIPS),
    ] {
        save(lines(sheet, said), format!("go-live-{}.xlsx", file(sheet)));
    }
    let mut prices = book();
    let sheet = prices.add_worksheet();
    write(sheet, 0, &["编号", "项目", "单位", "单价（元）"]);
    write(sheet, 1, &["E1", "更换灯管", "支", "15"]);
    write(sheet, 2, &["P1", "疏通下水", "次", "80.50"]);
    write(sheet, 3, &["P2", "换水龙头", "个", "面议"]);
    save(prices, "prices.xlsx".to_owned());
}
