//! The columns of the sheets an office goes live with: what the templates carry and what the import recognises.

use super::Lang;

/// One column, whatever its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GoLiveColumn {
    Name,
    SignInName,
    Phone,
    Roles,
    Department,
    Trades,
    Since,
    ComplaintNumber,
    SlipNumber,
    Unit,
    Occupant,
    RegisteredAt,
    Severity,
    Category,
    DepartmentConcerned,
    Words,
    Items,
    Stage,
    Limit,
    Assignee,
    Trade,
    MadeAt,
    SlipStage,
    Technician,
}

/// Who and what an office brings along, a sheet each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GoLiveSheet {
    Staff,
    Complaints,
    WorkOrders,
}

impl GoLiveSheet {
    pub const ALL: &'static [GoLiveSheet] = &[
        GoLiveSheet::Staff,
        GoLiveSheet::Complaints,
        GoLiveSheet::WorkOrders,
    ];

    /// In the order of the template.
    #[must_use]
    pub const fn columns(self) -> &'static [GoLiveColumn] {
        use GoLiveColumn as C;
        match self {
            GoLiveSheet::Staff => &[
                C::Name,
                C::SignInName,
                C::Phone,
                C::Roles,
                C::Department,
                C::Trades,
                C::Since,
            ],
            GoLiveSheet::Complaints => &[
                C::ComplaintNumber,
                C::Unit,
                C::Occupant,
                C::Phone,
                C::RegisteredAt,
                C::Severity,
                C::DepartmentConcerned,
                C::Category,
                C::Words,
                C::Stage,
                C::Limit,
                C::Assignee,
            ],
            GoLiveSheet::WorkOrders => &[
                C::SlipNumber,
                C::Unit,
                C::Occupant,
                C::Phone,
                C::RegisteredAt,
                C::MadeAt,
                C::Trade,
                C::Items,
                C::SlipStage,
                C::Technician,
            ],
        }
    }

    /// Without these headings it is another sheet.
    #[must_use]
    pub const fn needed(self) -> &'static [GoLiveColumn] {
        use GoLiveColumn as C;
        match self {
            GoLiveSheet::Staff => &[C::Name, C::SignInName, C::Roles],
            GoLiveSheet::Complaints => &[C::ComplaintNumber, C::Unit, C::RegisteredAt, C::Words],
            GoLiveSheet::WorkOrders => &[C::SlipNumber, C::Unit, C::Trade, C::Items],
        }
    }

    /// The column a heading names on this sheet, if any.
    #[must_use]
    pub fn of_heading(self, heading: &str) -> Option<GoLiveColumn> {
        let plain: String = heading
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊' | '_' | '\u{feff}'))
            .flat_map(char::to_lowercase)
            .collect();
        self.columns().iter().copied().find(|column| {
            column.others().contains(&plain.as_str())
                || Lang::ALL.iter().any(|lang| {
                    let own = lang.go_live_column(*column).to_lowercase();
                    own.split_whitespace().collect::<String>() == plain
                })
        })
    }
}

impl GoLiveColumn {
    /// What else people call it; compared without spaces and in lower case.
    const fn others(self) -> &'static [&'static str] {
        match self {
            GoLiveColumn::Name => &["员工姓名", "fullname"],
            GoLiveColumn::SignInName => &["账号", "用户名", "signin", "username", "login"],
            GoLiveColumn::Phone => &[
                "联系电话",
                "手机",
                "手机号",
                "手机号码",
                "电话号码",
                "mobile",
                "telephone",
            ],
            GoLiveColumn::Roles => &["岗位", "职位", "role"],
            GoLiveColumn::Department => &["所属部门", "所在部门"],
            GoLiveColumn::Trades => &["专业", "trade"],
            GoLiveColumn::Since => &["任职时间", "入职日期", "from"],
            GoLiveColumn::ComplaintNumber => &["编号", "投诉号", "序号", "number"],
            GoLiveColumn::SlipNumber => &["编号", "单号", "维修单号", "number"],
            GoLiveColumn::Unit => &["铺位", "房号", "单元", "铺位·房号", "housenumber"],
            GoLiveColumn::Occupant => &["商户", "店名", "业户", "业户姓名", "投诉人", "报修人"],
            GoLiveColumn::RegisteredAt => &["登记日期", "投诉时间", "报修时间", "投诉日期"],
            GoLiveColumn::Severity => &["性质", "投诉类别性质"],
            GoLiveColumn::Category => &["投诉类别", "分类"],
            GoLiveColumn::DepartmentConcerned => &["责任部门", "处理部门", "部门", "department"],
            GoLiveColumn::Words => &["内容", "投诉事项", "content"],
            GoLiveColumn::Items => &["报修内容", "内容", "维修内容", "content"],
            GoLiveColumn::Stage => &["状态", "进度"],
            GoLiveColumn::Limit => &["限期", "时限", "完成期限"],
            GoLiveColumn::Assignee => &["责任人", "经办人"],
            GoLiveColumn::Trade => &["专业", "维修工种"],
            GoLiveColumn::MadeAt => &["开单日期", "派单时间"],
            GoLiveColumn::SlipStage => &["进度", "state"],
            GoLiveColumn::Technician => &["维修人员", "维修工"],
        }
    }

    /// How long a value may be: as much as its place on the paper forms holds, generously.
    #[must_use]
    pub const fn longest(self) -> usize {
        match self {
            GoLiveColumn::Words | GoLiveColumn::Items => 2000,
            GoLiveColumn::Roles | GoLiveColumn::Trades => 200,
            GoLiveColumn::Name
            | GoLiveColumn::Occupant
            | GoLiveColumn::Assignee
            | GoLiveColumn::Technician => 80,
            _ => 60,
        }
    }
}

impl Lang {
    /// The heading in the template.
    #[must_use]
    pub fn go_live_column(self, column: GoLiveColumn) -> &'static str {
        match column {
            GoLiveColumn::Name => self.pick("姓名", "Name"),
            GoLiveColumn::SignInName => self.pick("登录名", "Sign-in name"),
            GoLiveColumn::Phone => self.pick("电话", "Phone"),
            GoLiveColumn::Roles => self.pick("职务", "Roles"),
            GoLiveColumn::Department => self.pick("部门", "Department"),
            GoLiveColumn::Trades => self.pick("工种", "Trades"),
            GoLiveColumn::Since => self.pick("任职日期", "Since"),
            GoLiveColumn::ComplaintNumber => self.pick("投诉编号", "Complaint number"),
            GoLiveColumn::SlipNumber => self.pick("维修单编号", "Work order number"),
            GoLiveColumn::Unit => self.pick("铺位号", "Unit"),
            GoLiveColumn::Occupant => self.pick("商户名称", "Occupant"),
            GoLiveColumn::RegisteredAt => self.pick("登记时间", "Registered at"),
            GoLiveColumn::Severity => self.pick("投诉性质", "Severity"),
            GoLiveColumn::Category => self.pick("类别", "Category"),
            GoLiveColumn::DepartmentConcerned => self.pick("被投诉部门", "Department concerned"),
            GoLiveColumn::Words => self.pick("投诉内容", "Complaint"),
            GoLiveColumn::Items => self.pick("维修项目", "What is to be repaired"),
            GoLiveColumn::Stage => self.pick("处理阶段", "Stage"),
            GoLiveColumn::Limit => self.pick("处理时限", "Limit"),
            GoLiveColumn::Assignee => self.pick("处理人", "Handled by"),
            GoLiveColumn::Trade => self.pick("工种", "Trade"),
            GoLiveColumn::MadeAt => self.pick("开单时间", "Made at"),
            GoLiveColumn::SlipStage => self.pick("状态", "Stage"),
            GoLiveColumn::Technician => self.pick("维修员", "Technician"),
        }
    }
}
