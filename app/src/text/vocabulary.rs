//! The procedures' words for the domain's names. Exhaustive: a new name does not compile without its words.

use domain::complaint::Status;
use domain::event::complaint::{AttemptFailure, GoesOn, RequestKind};
use domain::event::unit::OccupantKind;
use domain::event::work_order::Trade;
use domain::follow_up::{
    Category, Channel, DoneStanding, FollowUpKind, Grade, ServiceArea, Severity, Standing,
};
use domain::policy::ProfileName;
use domain::role::Role;
use domain::violation::Measure;
use domain::work_order::Phase;

use super::Lang;

/// What a name of the domain is called on screen.
pub trait Word: Copy {
    fn word(self, lang: Lang) -> &'static str;
}

/// Names that keep their words whatever procedure the office works by; with `@by pick` they are said in its words.
macro_rules! words {
    ($($name:ident { $($variant:ident: $zh:literal, $en:literal;)+ })+) => {
        words! { @by plain $($name { $($variant: $zh, $en;)+ })+ }
    };
    (@by $say:ident $($name:ident { $($variant:ident: $zh:literal, $en:literal;)+ })+) => {
        $(impl Word for $name {
            fn word(self, lang: Lang) -> &'static str {
                match self {
                    $($name::$variant => lang.$say($zh, $en),)+
                }
            }
        })+

        /// Every word in both languages: what the checks walk.
        #[cfg(test)]
        pub(super) fn all_words() -> Vec<(&'static str, &'static str, &'static str)> {
            vec![$($((stringify!($name::$variant), $zh, $en),)+)+]
        }
    };
}

pub(super) use words;

words! {
    Role {
        Director: "物业总监", "Director";
        PropertyManager: "物业管理经理", "Property manager";
        SiteManager: "现场经理", "Site manager";
        SiteTeamLeader: "现场队长", "Site team leader";
        ManagementOfficer: "管理员", "Management officer";
        OfficeHead: "管理处负责人", "Office head";
        Dispatcher: "调度人员", "Dispatcher";
        FunctionSupervisor: "职能主管", "Function supervisor";
        HeadOfDepartment: "部门负责人", "Head of department";
        PropertyAssistant: "物业助理", "Property assistant";
        CompanyExecutive: "公司主管领导", "Company executive";
        EngineeringDept: "工程部", "Engineering department";
        Technician: "维修员", "Technician";
    }
    Severity {
        Major: "重大", "Major";
        General: "一般", "General";
    }
    Channel {
        InPerson: "口头（上门）", "In person";
        Phone: "电话", "Phone";
        Written: "书面", "Written";
        Meeting: "会议", "Meeting";
    }
    Grade {
        Satisfied: "满意", "Satisfied";
        FairlySatisfied: "一般满意", "Fairly satisfied";
        Dissatisfied: "不满意", "Dissatisfied";
    }
    Category {
        Service: "服务", "Service";
        Equipment: "设备", "Equipment";
        BuildingRepair: "房屋维修", "Building repair";
        Security: "安全保卫", "Security";
        FireSafety: "消防", "Fire safety";
        Cleaning: "清洁", "Cleaning";
        Greening: "绿化环境", "Greening";
        Parking: "停车场", "Parking";
        Facilities: "经营娱乐设施", "Facilities";
        Noise: "噪音", "Noise";
        Fees: "收费", "Fees";
        StaffConduct: "员工态度", "Staff conduct";
        Other: "其他", "Other";
    }
    ServiceArea {
        ServiceAndComplaints: "服务、投诉处理", "Service and complaint handling";
        Equipment: "设备管理", "Equipment";
        BuildingRepair: "房屋维修保养", "Building repair and upkeep";
        Security: "安全保卫", "Security";
        FireSafety: "消防、防灾", "Fire safety and disaster prevention";
        Cleaning: "清洁卫生", "Cleaning";
        Greening: "绿化、环境保护", "Greening and environment";
        Parking: "停车场管理", "Car parks";
        Facilities: "会所及经营娱乐设施管理", "Clubhouse and leisure facilities";
        StaffEfficiency: "员工工作效率", "Staff efficiency";
        StaffAttitude: "员工服务态度", "Staff attitude";
        ManagerConduct: "管理人员的文明程度、应变能力", "Managers’ manners and readiness";
        Overall: "综合评议", "Overall";
        Other: "其他", "Other";
    }
    Status {
        Registered: "已登记", "Registered";
        HandedUp: "已上报", "Handed up";
        Opened: "已立项", "Opened";
        Dispatched: "已调度", "Dispatched";
        Handled: "处理完毕", "Handled";
        ClosedOut: "已销项", "Closed out";
    }
    Standing {
        TooEarly: "未到时间", "Too early";
        Open: "时效内", "Open";
        DueToday: "今天到期", "Due today";
        Late: "逾期", "Late";
    }
    DoneStanding {
        DoneTooEarly: "提前回访", "Done too early";
        Done: "按期回访", "Done on time";
        DoneLate: "逾期回访", "Done late";
    }
    RequestKind {
        Complaint: "投诉", "Complaint";
        Repair: "报修", "Repair request";
    }
    Trade {
        Electrical: "强电", "Electrical";
        LowVoltage: "弱电", "Low voltage";
        Plumbing: "给排水", "Plumbing";
        AirConditioning: "空调", "Air conditioning";
        Carpentry: "木工", "Carpentry";
        Masonry: "泥瓦", "Masonry";
        Painting: "油漆", "Painting";
        Locks: "门锁", "Locks";
        Lift: "电梯", "Lift";
        Other: "其他", "Other";
    }
    Phase {
        Made: "已开单", "Slip made";
        Received: "工程部已接单", "Received by Engineering";
        Assigned: "已派工", "Assigned";
        ConsentRefused: "未获准入户", "Not let in";
        Paused: "暂停，改日继续", "Paused";
        Arrived: "已到场", "Arrived";
        LetIn: "已获准入户", "Let in";
        ItemsConfirmed: "项目已确认", "Items confirmed";
        Working: "维修中", "At work";
        Finished: "维修完工", "Work finished";
        FoundRight: "试用或查验合格", "Tried and found right";
        Completed: "已签名完成", "Signed and completed";
        Withdrawn: "已撤回", "Withdrawn";
    }
    Measure {
        Talk: "沟通", "Talk";
        Persuasion: "劝导教育", "Persuasion";
        DemandNotice: "催缴通知书", "Demand notice";
        LateFee: "滞纳金", "Late fee";
        PublicNotice: "公告", "Public notice";
        UtilityCutOff: "停水停电", "Utility cut-off";
        ServiceStop: "停止服务", "Service stop";
        LiabilityClaim: "追究责任", "Liability claim";
        ContractTermination: "解除合同", "Contract termination";
        RectificationOrder: "限期整改", "Rectification order";
        Compensation: "赔偿", "Compensation";
        PublicCriticism: "通报批评", "Public criticism";
        Arbitration: "仲裁", "Arbitration";
        Litigation: "诉讼", "Litigation";
    }
    OccupantKind {
        Merchant: "商户", "Merchant";
        Resident: "业户", "Resident";
    }
    AttemptFailure {
        NobodyThere: "无人", "Nobody there";
        Refused: "拒绝回访", "They refused";
        MovedOut: "已迁走", "They moved out";
    }
    GoesOn {
        Dissatisfied: "不满意", "Dissatisfied";
        ProblemLeft: "有遗留问题", "A problem is left";
    }
    ProfileName {
        Mall: "商场（商户）", "Mall (merchants)";
        Estate: "小区（业户）", "Estate (residents)";
    }
    FollowUpKind {
        Complaint: "投诉", "Complaints";
        Repair: "维修", "Repairs";
        Service: "其他服务", "Other services";
        Incident: "特殊事件", "Special incidents";
    }
}

impl Lang {
    /// A role as a clause asks for it: the head of a department is that of the one complained about.
    #[must_use]
    pub fn role_asked_for(self, role: Role) -> &'static str {
        match role {
            Role::HeadOfDepartment => {
                self.pick("被投诉部门负责人", "Head of the department concerned")
            }
            other => other.word(self),
        }
    }

    /// A service area with its letter, as the survey form lists it.
    #[must_use]
    pub fn service_area(self, area: ServiceArea) -> String {
        format!("{}. {}", area.letter(), area.word(self))
    }

    /// Kind of follow-up and what it is about, as a list's second line begins.
    #[must_use]
    pub fn follow_up_kind(self, kind: FollowUpKind) -> &'static str {
        match kind {
            FollowUpKind::Complaint => self.pick("投诉回访", "Complaint follow-up"),
            FollowUpKind::Repair => self.pick("维修回访", "Repair follow-up"),
            FollowUpKind::Service => self.pick("其他服务回访", "Service follow-up"),
            FollowUpKind::Incident => self.pick("特殊事件回访", "Incident follow-up"),
        }
    }
}
