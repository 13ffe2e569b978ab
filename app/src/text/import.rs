//! Importing occupants: what each line will do, and why a line is refused.

use super::area::area;
use super::column::{Column, ColumnName};
use super::common::many;
use super::{Lang, idiom};

area! {
    /// Choosing the file, the preview, the outcome.
    Import {
        title: "导入铺位与商户", "Import units and occupants";
        lead: "Excel（.xlsx）或 CSV 文件，一行一个铺位。导入前可以逐行查看。", "An Excel (.xlsx) or CSV file, one unit a line. You see every line before anything is imported.";
        choose: "选择文件", "Choose a file";
        choose_other: "换一个文件", "Choose another file";
        template: "下载模板", "Download a template";
        template_name: "铺位与商户.csv", "units-and-occupants.csv";
        reading: "正在读取文件…", "Reading the file…";
        sheet: "工作表", "Sheet";
        columns: "识别到的列", "Columns found";
        columns_ignored: "未使用的列", "Columns not used";
        preview: "预览", "Preview";
        line: "行", "Line";
        new: "新增", "New";
        changed: "变更", "Changed";
        unchanged: "不变", "Unchanged";
        refused: "不能导入", "Refused";
        why: "原因", "Reason";
        was: "原为", "Was";
        act: "导入", "Import";
        nothing_to_do: "没有可导入的变化。", "Nothing would change.";
        importing: "正在导入…", "Importing…";
        stop: "停止", "Stop";
        can_leave: "可以离开本页，已导入的都已保存。", "You may leave this page; what is imported is saved.";
        done: "导入完成。", "The import is done.";
        to_directory: "查看名录", "Open the directory";
        refused_kept: "不能导入的行没有保存，请在文件中改正后再导入一次；重复导入不会产生重复。", "Refused lines were not saved. Correct them in the file and import it again: importing twice changes nothing.";
        download_refused: "下载不能导入的行", "Download the refused lines";

        unreadable_file: "这个文件打不开。请另存为 .xlsx 或 CSV 后再试。", "This file cannot be read. Save it as .xlsx or CSV and try again.";
        unreadable_encoding: "文字编码无法识别。请另存为 UTF-8 的 CSV 后再试。", "The encoding is not known. Save it as CSV in UTF-8 and try again.";
        no_reader: "读取表格的部分没有加载成功，请联网后再试一次。", "The part that reads spreadsheets did not load. Try again with a network.";
        file_gone: "这个文件取不到了，请重新选择。", "The file is gone; choose it again.";
        stopped: "已停止，已导入的都已保存。", "Stopped. What was imported is saved.";
        file_too_large: "文件太大，请分成几个文件。", "The file is too large; split it.";
        file_empty: "文件里没有内容。", "The file is empty.";
        no_unit_column: "没有找到“铺位号”或“房号”列。", "There is no column “Unit” or “House number”.";
        no_name_column: "没有找到“商户名称”或“业户姓名”列。", "There is no column “Merchant” or “Resident”.";
    }
}

/// Why a line cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    UnitMissing,
    NameMissing,
    /// The unit stands in an earlier line already.
    UnitTwice {
        line: usize,
    },
    DateUnreadable {
        value: String,
    },
    PhoneUnreadable {
        value: String,
    },
    FlagshipUnreadable {
        value: String,
    },
    TooLong {
        column: ColumnName,
    },
    /// More cells than the header has columns.
    TooManyCells,
}

impl Lang {
    /// The heading of a column in the template.
    #[must_use]
    pub fn column(self, column: ColumnName) -> &'static str {
        let heading = self.pick(&Column::ZH, &Column::EN);
        match column {
            ColumnName::Unit => heading.unit,
            ColumnName::Name => heading.name,
            ColumnName::Contact => heading.contact,
            ColumnName::Phone => heading.phone,
            ColumnName::Trade => heading.trade,
            ColumnName::Flagship => heading.flagship,
            ColumnName::OccupiedFrom => heading.occupied_from,
        }
    }

    /// Why this line is refused, and what to do about it.
    #[must_use]
    pub fn line_fault(self, fault: &LineFault) -> String {
        match fault {
            LineFault::UnitMissing => self.pick("没有铺位号。", "The unit is missing.").to_owned(),
            LineFault::NameMissing => self
                .pick(
                    "没有商户名称或业户姓名。",
                    "The occupant’s name is missing.",
                )
                .to_owned(),
            LineFault::UnitTwice { line } => self.pick(
                format!("{}与第 {line} 行重复。", idiom::said("铺位")),
                format!("The unit stands in line {line} already."),
            ),
            LineFault::DateUnreadable { value } => self.pick(
                format!("入驻日期“{value}”看不懂，请写成 2026-11-23。"),
                format!("“{value}” is no date; write 2026-11-23."),
            ),
            LineFault::PhoneUnreadable { value } => self.pick(
                format!("电话“{value}”不是电话号码。"),
                format!("“{value}” is no phone number."),
            ),
            LineFault::FlagshipUnreadable { value } => self.pick(
                format!("专卖店一列“{value}”看不懂，请写“是”或“否”。"),
                format!("“{value}” in the flagship column is neither yes nor no."),
            ),
            LineFault::TooLong { column } => {
                let column = self.column(*column);
                self.pick(
                    format!("“{column}”太长。"),
                    format!("“{column}” is too long."),
                )
            }
            LineFault::TooManyCells => self
                .pick(
                    "这一行的格数多于表头。",
                    "The line has more cells than the header.",
                )
                .to_owned(),
        }
    }

    /// The button that imports, with what it will do.
    #[must_use]
    pub fn import_lines(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("导入 {count} 行"),
            Lang::En => format!("Import {}", many(count, "line", "lines")),
        }
    }

    /// Progress with counts.
    #[must_use]
    pub fn imported_of(self, done: usize, count: usize) -> String {
        self.pick(
            format!("已导入 {done} / {count} 行"),
            format!("Imported {done} of {count}"),
        )
    }

    /// How the file falls apart into the four kinds of lines.
    #[must_use]
    pub fn import_counts(
        self,
        new: usize,
        changed: usize,
        unchanged: usize,
        refused: usize,
    ) -> String {
        self.pick(
            format!("新增 {new} · 变更 {changed} · 不变 {unchanged} · 不能导入 {refused}"),
            format!("{new} new · {changed} changed · {unchanged} unchanged · {refused} refused"),
        )
    }

    /// A line's place in the file.
    #[must_use]
    pub fn line_number(self, line: usize) -> String {
        self.pick(format!("第 {line} 行"), format!("Line {line}"))
    }
}
