//! The words cells of the go-live sheets are written in: the screen's own, and what else paper calls the same.

use domain::complaint::Status;
use domain::event::work_order::Trade;
use domain::follow_up::{Category, Severity};
use domain::role::Role;
use domain::work_order::Phase;

use super::Lang;
use super::vocabulary::Word;

/// A name of the domain a cell may say.
pub trait Written: Word + PartialEq + 'static {
    /// All that may be written.
    const ALL: &'static [Self];
    /// What else it is called on paper.
    const OTHERS: &'static [(&'static str, Self)];

    /// The name a cell says, in either language; spaces, case and a leading 已 make no difference.
    #[must_use]
    fn written(cell: &str) -> Option<Self> {
        let said = plain(cell);
        let own = Self::ALL
            .iter()
            .find(|name| Lang::ALL.iter().any(|lang| plain(name.word(*lang)) == said));
        let other = Self::OTHERS
            .iter()
            .find(|(word, _)| plain(word) == said)
            .map(|(_, name)| name);
        own.or(other).copied()
    }

    /// What may be written, in one language.
    #[must_use]
    fn known(lang: Lang) -> Vec<&'static str> {
        Self::ALL.iter().map(|name| name.word(lang)).collect()
    }
}

fn plain(word: &str) -> String {
    let word: String = domain::id::normalise_unit_code(word);
    word.strip_prefix('已').map_or(word.clone(), str::to_owned)
}

impl Written for Role {
    const ALL: &'static [Self] = Role::ALL;
    const OTHERS: &'static [(&'static str, Self)] = &[
        ("总监", Role::Director),
        ("物管部经理", Role::PropertyManager),
        ("物业主任", Role::PropertyManager),
        ("物业现场经理", Role::SiteManager),
        ("管理处主任", Role::OfficeHead),
        ("调度", Role::Dispatcher),
        ("调度员", Role::Dispatcher),
        ("被投诉部门负责人", Role::HeadOfDepartment),
        ("部门经理", Role::HeadOfDepartment),
        ("物业文员", Role::PropertyAssistant),
        ("文员", Role::PropertyAssistant),
        ("公司分管领导", Role::CompanyExecutive),
        ("工程部负责人", Role::EngineeringDept),
        ("维修工", Role::Technician),
        ("维修人员", Role::Technician),
        ("维修班实施责任人", Role::Technician),
    ];
}

impl Written for Trade {
    const ALL: &'static [Self] = Trade::ALL;
    const OTHERS: &'static [(&'static str, Self)] = &[
        ("电工", Trade::Electrical),
        ("水工", Trade::Plumbing),
        ("水暖", Trade::Plumbing),
        ("管道", Trade::Plumbing),
        ("暖通", Trade::AirConditioning),
        ("泥工", Trade::Masonry),
        ("瓦工", Trade::Masonry),
        ("油漆工", Trade::Painting),
        ("锁匠", Trade::Locks),
    ];
}

impl Written for Severity {
    const ALL: &'static [Self] = &[Severity::Major, Severity::General];
    const OTHERS: &'static [(&'static str, Self)] = &[
        ("严重", Severity::Major),
        ("重大投诉", Severity::Major),
        ("一般投诉", Severity::General),
        ("普通", Severity::General),
    ];
}

impl Written for Category {
    const ALL: &'static [Self] = Category::ALL;
    const OTHERS: &'static [(&'static str, Self)] = &[
        ("卫生", Category::Cleaning),
        ("保洁", Category::Cleaning),
        ("保安", Category::Security),
        ("治安", Category::Security),
        ("维修", Category::BuildingRepair),
        ("绿化", Category::Greening),
        ("停车", Category::Parking),
        ("费用", Category::Fees),
    ];
}

impl Written for Status {
    const ALL: &'static [Self] = &[
        Status::Registered,
        Status::HandedUp,
        Status::Opened,
        Status::Dispatched,
    ];
    const OTHERS: &'static [(&'static str, Self)] = &[
        ("待处理", Status::Registered),
        ("未处理", Status::Registered),
        ("处理中", Status::Dispatched),
        ("已派", Status::Dispatched),
        ("处理完毕", Status::Handled),
        ("办结", Status::Handled),
        ("handled", Status::Handled),
        ("销项", Status::ClosedOut),
        ("closedout", Status::ClosedOut),
    ];
}

impl Written for Phase {
    const ALL: &'static [Self] = &[Phase::Made, Phase::Received, Phase::Assigned];
    const OTHERS: &'static [(&'static str, Self)] = &[
        ("未接单", Phase::Made),
        ("接单", Phase::Received),
        ("待派工", Phase::Received),
        ("维修中", Phase::Assigned),
        ("未完工", Phase::Assigned),
        ("完成", Phase::Completed),
        ("完工", Phase::Completed),
        ("签名完成", Phase::Completed),
        ("completed", Phase::Completed),
        ("撤回", Phase::Withdrawn),
        ("取消", Phase::Withdrawn),
    ];
}
