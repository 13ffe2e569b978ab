//! Going live: staff, open complaints and open work orders from paper or a spreadsheet.

use super::area::area;
use super::common::many;
use super::go_live_column::{GoLiveColumn, GoLiveSheet};
use super::{Lang, idiom};

area! {
    /// The page, its steps, the preview and the outcome.
    GoLive {
        title: "上线导入", "Go-live import";
        lead: "管理处第一天使用本系统时，按顺序导入：先员工，再铺位与商户、收费标准，最后是还没办结的投诉和维修单。导入前逐行查看；同一份文件再导入一次，什么也不会改变。", "For the day an office begins with this system, in this order: staff, then units and price list, then the complaints and work orders that are still open. You see every line first; importing a file twice changes nothing.";
        steps: "导入步骤", "Steps of the import";
        staff: "员工", "Staff";
        occupants: "铺位与商户", "Units and occupants";
        prices: "收费标准", "Price list";
        complaints: "未办结投诉", "Open complaints";
        work_orders: "未完工维修单", "Open work orders";
        staff_lead: "一行一个人，登录名不能重复；几个职务用“、”隔开。导入后在“员工”里发一次性登录码。", "One person a line, each with a sign-in name of their own; several roles are separated by commas. One-time codes are given out under Staff afterwards.";
        occupants_lead: "铺位和商户的名录有自己的导入页；投诉和维修单按铺位号找商户，所以先导入名录。", "The directory has an import page of its own. Complaints and work orders find their occupant by the unit, so it comes first.";
        prices_lead: "有偿服务的收费标准有自己的导入页，要写明从哪天起执行。", "The price list of paid services has an import page of its own, with the day from which it counts.";
        complaints_lead: "只导入还没有处理完毕的投诉。编号和登记时间照纸上的写：时限和及时与否按纸上的时间算；已处理完毕的，请在纸上回访完。", "Only complaints that are not yet handled. Number and time are those on paper: limits and timeliness count from there. What was handled on paper is followed up on paper.";
        work_orders_lead: "只导入还没有签名完成的维修单，连同报修登记一起导入。上线前的送达时间没有计时，不计迟到。", "Only work orders that are not yet signed for, each with its request. Minutes before the go-live were not counted, so none of them is late.";
        to_occupants: "去导入铺位与商户", "Import units and occupants";
        to_prices: "去导入收费标准", "Import the price list";
        to_staff: "查看员工", "Open the staff";
        to_complaints: "查看投诉", "Open the complaints";
        to_work_orders: "查看维修单", "Open the work orders";
        template: "下载模板（.xlsx）", "Download a template (.xlsx)";
        may_not: "这一步不在您的职权内。", "This step is beyond your authority.";
        words_known: "可以填写的值", "What may be written";
        what: "编号或姓名", "Number or name";
        who: "铺位或职务", "Unit or roles";
        standing: "已在册", "Already there";
        standing_differs: "已在册，以在册的为准；文件中不同的列：", "Already there and left as it is; columns that differ:";
        added: "增加：", "Adds:";
        clause: "依据", "Clause";
        column: "列", "Column";
        no_columns: "没有找到这张表必须有的列：", "This sheet lacks the columns:";
        checking: "正在按规则逐行核对…", "Checking every line by the rules…";
        nothing_new: "没有新的内容：每一行都已在册，或不能导入。", "Nothing new: every line is already there or refused.";
        done: "导入完成。", "The import is done.";
        done_with_refusals: "导入完成，有的行没有保存，原因见下表。", "The import is done; some lines were not saved, see below why.";
        trouble: "没有导入完，请再导入一次这份文件：已保存的不会重复。", "The import did not end. Import the file again: what is saved is not repeated.";
        refused_name: "不能导入的行.csv", "refused-lines.csv";
        settings_lead: "员工、名录、收费标准，以及上线时还没办结的投诉和维修单。", "Staff, directory, price list, and what is still open on the day the office goes live.";
    }
}

/// Why a line cannot be imported, before the rules are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoLiveFault {
    Missing,
    /// The number or sign-in name stands in an earlier line already.
    Twice {
        line: usize,
    },
    DateUnreadable {
        value: String,
    },
    PhoneUnreadable {
        value: String,
    },
    /// Not one of the words this column knows.
    UnknownWord {
        value: String,
        known: Vec<&'static str>,
    },
    /// A department the office does not have.
    UnknownDepartment {
        value: String,
        known: Vec<String>,
    },
    /// No such unit in the directory.
    UnknownUnit {
        value: String,
    },
    UnknownPerson {
        value: String,
    },
    SeveralPeople {
        value: String,
    },
    /// Name and phone of somebody who signs in under another name.
    SamePerson {
        sign_in_name: String,
    },
    /// They left; a list does not bring them back.
    Left,
    /// The paper says it was handled, or signed for.
    NotOpen,
    /// A limit or a name that only a dispatched case has.
    NotDispatched,
    /// A technician that only an assigned slip has.
    NotAssigned,
    TooLong,
    /// More cells than the header has columns.
    TooManyCells,
}

impl Lang {
    /// Why this line is refused, and what to do about it.
    #[must_use]
    pub fn go_live_fault(self, fault: &GoLiveFault, column: Option<GoLiveColumn>) -> String {
        let name = column.map_or("", |column| self.go_live_column(column));
        match fault {
            GoLiveFault::Missing => self.pick(
                format!("“{name}”没有填写；合并过的单元格只有第一行有值，请每行都写上。"),
                format!("“{name}” is missing. Of merged cells only the first line has the value: write it in each."),
            ),
            GoLiveFault::Twice { line } => self.pick(
                format!("“{name}”与第 {line} 行重复。"),
                format!("“{name}” stands in line {line} already."),
            ),
            GoLiveFault::DateUnreadable { value } => self.pick(
                format!("“{name}”一列“{value}”看不懂，请写成 2026-11-23 14:30。"),
                format!("“{value}” in “{name}” is no date; write 2026-11-23 14:30."),
            ),
            GoLiveFault::PhoneUnreadable { value } => self.pick(
                format!("“{value}”不是电话号码。"),
                format!("“{value}” is no phone number."),
            ),
            GoLiveFault::UnknownWord { value, known } => {
                let known = known.join(self.pick("、", ", "));
                self.pick(
                    format!("“{name}”一列没有“{value}”，可以写：{known}。"),
                    format!("“{name}” has no “{value}”; it may be: {known}."),
                )
            }
            GoLiveFault::UnknownDepartment { value, known } => {
                let known = known.join(self.pick("、", ", "));
                self.pick(
                    format!("本管理处没有“{value}”这个部门；已有：{known}。部门在“设置”里添加。"),
                    format!("The office has no department “{value}”; it has: {known}. Departments are added under Settings."),
                )
            }
            GoLiveFault::UnknownUnit { value } => self.pick(
                format!(
                    "{}“{value}”{}",
                    idiom::said("名录里没有铺位"),
                    idiom::said("，请先导入铺位与商户。")
                ),
                format!("There is no unit “{value}” in the directory; import units and occupants first."),
            ),
            GoLiveFault::UnknownPerson { value } => self.pick(
                format!("员工里没有“{value}”，请先导入员工。"),
                format!("There is no “{value}” on the staff; import the staff first."),
            ),
            GoLiveFault::SeveralPeople { value } => self.pick(
                format!("叫“{value}”的员工不止一个，请写登录名。"),
                format!("Several people are called “{value}”: write the sign-in name."),
            ),
            GoLiveFault::SamePerson { sign_in_name } => self.pick(
                format!("姓名和电话与在册的“{sign_in_name}”相同；是同一个人的，请写这个登录名。"),
                format!("Name and phone are those of “{sign_in_name}”; if it is them, write that sign-in name."),
            ),
            GoLiveFault::Left => self
                .pick("这个人已移出员工名单。", "This person has left the staff.")
                .to_owned(),
            GoLiveFault::NotOpen => self
                .pick(
                    "纸上已经办结，不转入；还没有办结的，请改正这一列。",
                    "On paper it is done, so it is not carried over; if it is not, correct this column.",
                )
                .to_owned(),
            GoLiveFault::NotDispatched => self
                .pick(
                    "时限和处理人是调度时定的：处理阶段请写“已调度”，或者不写时限和处理人。",
                    "Limit and person are set at dispatch: write the stage “Dispatched”, or leave them out.",
                )
                .to_owned(),
            GoLiveFault::NotAssigned => self
                .pick(
                    "有维修员的，状态请写“已派工”。",
                    "With a technician the stage is “Assigned”.",
                )
                .to_owned(),
            GoLiveFault::TooLong => self.pick(
                format!("“{name}”太长。"),
                format!("“{name}” is too long."),
            ),
            GoLiveFault::TooManyCells => self
                .pick("这一行的格数多于表头。", "The line has more cells than the header.")
                .to_owned(),
        }
    }

    /// How the file falls apart.
    #[must_use]
    pub fn go_live_counts(
        self,
        new: usize,
        changed: usize,
        standing: usize,
        refused: usize,
    ) -> String {
        self.pick(
            format!("新增 {new} · 变更 {changed} · 已在册 {standing} · 不能导入 {refused}"),
            format!("{new} new · {changed} changed · {standing} already there · {refused} refused"),
        )
    }

    /// The button that imports, with what it will do.
    #[must_use]
    pub fn go_live_import(self, sheet: GoLiveSheet, count: usize) -> String {
        match (self, sheet) {
            (Lang::Zh, GoLiveSheet::Staff) => format!("导入 {count} 名员工"),
            (Lang::Zh, GoLiveSheet::Complaints) => format!("转入 {count} 件投诉"),
            (Lang::Zh, GoLiveSheet::WorkOrders) => format!("转入 {count} 张维修单"),
            (Lang::En, GoLiveSheet::Staff) => {
                format!("Import {}", many(count, "person", "people"))
            }
            (Lang::En, GoLiveSheet::Complaints) => {
                format!("Carry over {}", many(count, "complaint", "complaints"))
            }
            (Lang::En, GoLiveSheet::WorkOrders) => {
                format!("Carry over {}", many(count, "work order", "work orders"))
            }
        }
    }

    /// Under which name the template is saved.
    #[must_use]
    pub fn go_live_template(self, sheet: GoLiveSheet) -> &'static str {
        match sheet {
            GoLiveSheet::Staff => self.pick("员工.xlsx", "staff.xlsx"),
            GoLiveSheet::Complaints => self.pick("未办结投诉.xlsx", "open-complaints.xlsx"),
            GoLiveSheet::WorkOrders => self.pick("未完工维修单.xlsx", "open-work-orders.xlsx"),
        }
    }

    /// Where the template is.
    #[must_use]
    pub fn go_live_template_path(self, sheet: GoLiveSheet) -> &'static str {
        match sheet {
            GoLiveSheet::Staff => self.pick("/templates/staff-zh.xlsx", "/templates/staff-en.xlsx"),
            GoLiveSheet::Complaints => self.pick(
                "/templates/complaints-zh.xlsx",
                "/templates/complaints-en.xlsx",
            ),
            GoLiveSheet::WorkOrders => self.pick(
                "/templates/work-orders-zh.xlsx",
                "/templates/work-orders-en.xlsx",
            ),
        }
    }
}
