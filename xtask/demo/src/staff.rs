//! Who works at the demo office. A sign-in name says what its holder does.

use domain::role::Role;

pub const ENGINEERING: &str = "工程部";
pub const CLEANING: &str = "保洁部";
pub const SECURITY: &str = "安保部";
pub const CUSTOMER_SERVICE: &str = "客服部";
pub const DEPARTMENTS: [&str; 4] = [ENGINEERING, CLEANING, SECURITY, CUSTOMER_SERVICE];

/// Everybody's password: a demo hides nothing.
pub const PASSWORD: &str = "huifang-demo";

/// One of the staff.
pub struct Member {
    pub sign_in_name: &'static str,
    pub name: &'static str,
    pub phone: &'static str,
    pub role: Role,
    pub department: Option<&'static str>,
}

/// The one who founds the office.
pub const DIRECTOR: Member = member("director", "周建国", "13905710001", Role::Director, None);

/// Everybody the director adds.
pub const STAFF: [Member; 22] = [
    member(
        "manager",
        "林慧敏",
        "13905710002",
        Role::PropertyManager,
        None,
    ),
    member(
        "site-manager",
        "陈志远",
        "13905710003",
        Role::SiteManager,
        None,
    ),
    member(
        "team-leader",
        "赵大勇",
        "13905710004",
        Role::SiteTeamLeader,
        None,
    ),
    member(
        "team-leader-two",
        "孙立军",
        "13905710005",
        Role::SiteTeamLeader,
        None,
    ),
    member(
        "officer",
        "何晓燕",
        "13905710006",
        Role::ManagementOfficer,
        None,
    ),
    member(
        "officer-two",
        "吴文斌",
        "13905710007",
        Role::ManagementOfficer,
        None,
    ),
    member(
        "assistant",
        "李婷婷",
        "13905710008",
        Role::PropertyAssistant,
        None,
    ),
    member(
        "assistant-two",
        "徐佳",
        "13905710009",
        Role::PropertyAssistant,
        None,
    ),
    member(
        "executive",
        "沈国栋",
        "13905710010",
        Role::CompanyExecutive,
        None,
    ),
    of(
        "engineering-head",
        "王海涛",
        "13905710011",
        Role::HeadOfDepartment,
        ENGINEERING,
    ),
    of(
        "engineering-desk",
        "郑小芳",
        "13905710012",
        Role::EngineeringDept,
        ENGINEERING,
    ),
    of(
        "electrician",
        "刘强",
        "13905710013",
        Role::Technician,
        ENGINEERING,
    ),
    of(
        "plumber",
        "马俊",
        "13905710014",
        Role::Technician,
        ENGINEERING,
    ),
    of(
        "cleaning-head",
        "黄秀兰",
        "13905710015",
        Role::HeadOfDepartment,
        CLEANING,
    ),
    of(
        "cleaner",
        "罗桂英",
        "13905710016",
        Role::Technician,
        CLEANING,
    ),
    of(
        "cleaner-two",
        "唐美华",
        "13905710017",
        Role::Technician,
        CLEANING,
    ),
    of(
        "security-head",
        "高伟",
        "13905710018",
        Role::HeadOfDepartment,
        SECURITY,
    ),
    of("guard", "冯磊", "13905710019", Role::Technician, SECURITY),
    of(
        "guard-two",
        "曹军",
        "13905710020",
        Role::Technician,
        SECURITY,
    ),
    of(
        "service-head",
        "许雅琴",
        "13905710021",
        Role::HeadOfDepartment,
        CUSTOMER_SERVICE,
    ),
    of(
        "clerk",
        "宋洁",
        "13905710022",
        Role::Technician,
        CUSTOMER_SERVICE,
    ),
    of(
        "clerk-two",
        "丁悦",
        "13905710023",
        Role::Technician,
        CUSTOMER_SERVICE,
    ),
];

const fn member(
    sign_in_name: &'static str,
    name: &'static str,
    phone: &'static str,
    role: Role,
    department: Option<&'static str>,
) -> Member {
    Member {
        sign_in_name,
        name,
        phone,
        role,
        department,
    }
}

const fn of(
    sign_in_name: &'static str,
    name: &'static str,
    phone: &'static str,
    role: Role,
    department: &'static str,
) -> Member {
    member(sign_in_name, name, phone, role, Some(department))
}

/// Those of a department who hold a role.
pub fn of_department(department: &str, role: Role) -> impl Iterator<Item = &'static Member> {
    STAFF
        .iter()
        .filter(move |member| member.role == role && member.department == Some(department))
}
