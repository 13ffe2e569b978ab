//! Headings of the columns an occupants' file may have: what the template carries and what the import recognises.

use super::area::area;

area! {
    /// Headings of the template.
    Column {
        unit: "铺位号", "Unit";
        unit_resident: "房号", "House number";
        name: "商户名称", "Merchant";
        name_resident: "业户姓名", "Resident";
        contact: "联系人", "Contact";
        phone: "电话", "Phone";
        trade: "业态", "Trade";
        flagship: "专卖店", "Flagship shop";
        occupied_from: "入驻日期", "Moved in";
    }
}

/// One column of the file, whatever its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnName {
    Unit,
    Name,
    Contact,
    Phone,
    Trade,
    Flagship,
    OccupiedFrom,
}

impl ColumnName {
    pub const ALL: &'static [ColumnName] = &[
        ColumnName::Unit,
        ColumnName::Name,
        ColumnName::Contact,
        ColumnName::Phone,
        ColumnName::Trade,
        ColumnName::Flagship,
        ColumnName::OccupiedFrom,
    ];

    /// Headings people use for it, in either language; compared without spaces and in lower case.
    #[must_use]
    pub const fn headings(self) -> &'static [&'static str] {
        match self {
            ColumnName::Unit => &[
                "铺位号",
                "铺位",
                "铺号",
                "房号",
                "单元",
                "单元号",
                "铺位·房号",
                "铺位/房号",
                "unit",
                "unitnumber",
                "housenumber",
                "room",
                "shop",
            ],
            ColumnName::Name => &[
                "商户名称",
                "商户",
                "店名",
                "商铺名称",
                "业户姓名",
                "业户",
                "姓名",
                "名称",
                "merchant",
                "resident",
                "name",
                "occupant",
            ],
            ColumnName::Contact => &["联系人", "负责人", "店长", "contact", "contactperson"],
            ColumnName::Phone => &[
                "电话",
                "联系电话",
                "手机",
                "手机号",
                "手机号码",
                "电话号码",
                "phone",
                "telephone",
                "mobile",
            ],
            ColumnName::Trade => &["业态", "经营业态", "经营范围", "行业", "trade", "business"],
            ColumnName::Flagship => &["专卖店", "是否专卖店", "flagship", "flagshipshop"],
            ColumnName::OccupiedFrom => &[
                "入驻日期",
                "入驻时间",
                "入住日期",
                "进场日期",
                "movedin",
                "occupiedfrom",
                "since",
            ],
        }
    }

    /// The column a heading names, if any.
    #[must_use]
    pub fn of_heading(heading: &str) -> Option<Self> {
        let plain: String = heading
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊' | '_' | '\u{feff}'))
            .flat_map(char::to_lowercase)
            .collect();
        Self::ALL
            .iter()
            .copied()
            .find(|column| column.headings().contains(&plain.as_str()))
    }
}

/// Whether a cell of a yes-or-no column says yes; `None` when it says neither.
#[must_use]
pub fn says_yes(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "" | "否" | "不是" | "无" | "n" | "no" | "false" | "0" | "×" => Some(false),
        "是" | "有" | "专卖店" | "y" | "yes" | "true" | "1" | "√" | "✓" => Some(true),
        _ => None,
    }
}
