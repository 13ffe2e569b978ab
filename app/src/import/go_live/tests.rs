//! What each kind of line does, without a browser.

use std::sync::Arc;

use domain::complaint::Status;
use domain::event::complaint::RequestKind;
use domain::event::person::Grant;
use domain::event::unit::OccupantKind;
use domain::head::{ComplaintHead, PersonHead, UnitHead};
use domain::id::{CaseId, DepartmentId, Instant, OfficeId, PersonId, UnitId};
use domain::role::Role;
use uuid::Uuid;

use super::*;
use crate::engine::message::Heads;
use crate::text::Lang;
use crate::text::go_live_column::{GoLiveColumn as C, GoLiveSheet};

const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
const TODAY: chrono::NaiveDate = match chrono::NaiveDate::from_ymd_opt(2026, 11, 23) {
    Some(day) => day,
    None => chrono::NaiveDate::MIN,
};

fn unit(heads: &mut Heads, code: &str, name: &str, phone: Option<&str>) {
    let head = UnitHead {
        code: code.to_owned(),
        kind: OccupantKind::Merchant,
        name: name.to_owned(),
        contact: None,
        phone: phone.map(str::to_owned),
        trade: None,
        flagship: false,
        occupied_from: None,
        left_on: None,
    };
    heads.units.insert(UnitId::of(OFFICE, code), Arc::new(head));
}

fn person(heads: &mut Heads, name: &str, sign_in_name: &str, role: Role) -> PersonId {
    let id = PersonId::of(OFFICE, sign_in_name);
    let head = PersonHead {
        name: name.to_owned(),
        sign_in_name: sign_in_name.to_owned(),
        phone: Some("13800000009".to_owned()),
        grants: vec![Grant {
            role,
            department: None,
            from: TODAY,
            until: None,
        }],
        removed_on: None,
        trades: [Trade::Plumbing].into(),
    };
    heads.people.insert(id, Arc::new(head));
    id
}

fn office() -> Heads {
    let mut heads = Heads::default();
    unit(&mut heads, "A-101", "云裳女装", Some("13800010001"));
    unit(&mut heads, "A-102", "锦华小吃", None);
    person(&mut heads, "郭强", "guo", Role::Technician);
    heads
}

fn read(sheet: GoLiveSheet, rows: &[&str], heads: &Heads) -> Result<GoLivePlan, Vec<GoLiveColumn>> {
    let department = DepartmentId::of(OFFICE, "工程部");
    let departments = [(department, "工程部".to_owned())].into();
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.split(',').map(str::to_owned).collect())
        .collect();
    let known = Known {
        office: OFFICE,
        heads,
        departments: &departments,
        today: TODAY,
        utc_offset_minutes: 480,
        lang: Lang::Zh,
    };
    plan(sheet, &rows, &known)
}

/// Each refused line with its number and the column the fault is in.
fn faults(plan: &GoLivePlan) -> Vec<(usize, Option<GoLiveColumn>)> {
    plan.lines
        .iter()
        .filter_map(|line| match &line.act {
            GoLiveAct::Refused(Reason::Fault { column, .. }) => Some((line.line, *column)),
            _ => None,
        })
        .collect()
}

fn entries(plan: &GoLivePlan) -> Vec<Entry> {
    plan.entries().map(|(_, entry)| entry.clone()).collect()
}

#[test]
fn complaints_are_read_below_a_title_and_each_fault_has_its_line_and_column() {
    let rows = [
        "未办结投诉登记",
        "投诉编号,铺位,登记时间,投诉内容,部门,类别,处理阶段,处理时限",
        "118,A-101,2026-11-02 09:20,空调滴水,工程部,设备,已调度,2026-11-06",
        "",
        "119,a-102,2026/11/20,杂物,,保洁,,",
        ",A-101,2026-11-20,合并单元格的下一行,,,,",
        "120,Z-9,2026-11-20,灯坏了,,,,",
        "121,A-101,上个星期,积水,,,,",
        "122,A-101,2026-11-20,漏电,后勤部,,,",
        "１１８,A-101,2026-11-20,又一次,,,,",
        "123,A-101,2026-11-20,修好了,,,处理完毕,",
        "124,A-101,2026-11-20,太急,,,已立项,2026-11-24",
        "125,A-101,2026-11-20,没时限,工程部,,调度,",
        "126,A-101,2026-13-01 25:00,时间不对,,,,",
        "127,A-101,2026-11-20,别的类别,,没有这类,,",
    ];
    let plan = read(GoLiveSheet::Complaints, &rows, &office()).unwrap();
    assert_eq!(
        faults(&plan),
        [
            (6, Some(C::ComplaintNumber)),
            (7, Some(C::Unit)),
            (8, Some(C::RegisteredAt)),
            (9, Some(C::DepartmentConcerned)),
            (10, Some(C::ComplaintNumber)),
            (11, Some(C::Stage)),
            (12, Some(C::Stage)),
            (13, Some(C::Limit)),
            (14, Some(C::RegisteredAt)),
            (15, Some(C::Category)),
        ]
    );
    let counts = plan.counts();
    assert_eq!((counts.new, counts.refused), (2, 10));
    // 2026-11-02 09:20 at the office, and the end of the last day.
    let nine_twenty = Instant(1_793_582_400_000);
    let last_minute = Instant(1_793_980_740_000);
    let [
        Entry::Complaint { paper, stage },
        Entry::Complaint { paper: second, .. },
    ] = &entries(&plan)[..]
    else {
        panic!("{:?}", plan.lines);
    };
    assert_eq!(paper.registered_at, nine_twenty);
    assert_eq!(
        *stage,
        Stage::Dispatched {
            assignee: None,
            limit: last_minute
        }
    );
    // What the line leaves out is the directory's.
    assert_eq!(
        (&*paper.occupant, &*paper.phone),
        ("云裳女装", "13800010001")
    );
    assert_eq!(
        (&*second.unit_code, second.category),
        ("A-102", Category::Cleaning)
    );
}

#[test]
fn a_sheet_without_its_columns_says_which() {
    let rows = ["编号,铺位,内容", "1,A-101,x"];
    assert_eq!(
        read(GoLiveSheet::Complaints, &rows, &office()),
        Err(vec![GoLiveColumn::RegisteredAt])
    );
}

#[test]
fn what_was_carried_over_is_there_already_and_says_what_the_file_has_otherwise() {
    let mut heads = office();
    let head = ComplaintHead {
        number: Some("118".to_owned()),
        request: RequestKind::Complaint,
        unit: UnitId::of(OFFICE, "A-101"),
        unit_code: "A-101".to_owned(),
        occupant: "云裳女装".to_owned(),
        content: "空调滴水".to_owned(),
        phone: None,
        category: Category::Other,
        department: None,
        severity: Severity::General,
        severity_decided: false,
        status: Status::ClosedOut,
        registered_at: Instant(1_793_582_400_000),
        assignee: None,
        limit: None,
        handled_at: None,
        handled_on: None,
        closed_out_on: None,
        complete: false,
        goes_on: false,
        rounds: Vec::new(),
        to_confirm: Vec::new(),
        follow_ups: Vec::new(),
        set_aside: None,
        unanswered: Vec::new(),
        work_orders: Vec::new(),
    };
    heads
        .complaints
        .insert(CaseId::carried_over(OFFICE, "118"), Arc::new(head));
    let rows = [
        "投诉编号,铺位,登记时间,投诉内容",
        " 118 ,A-101,2026-11-02 09:20,空调滴水",
    ];
    let again = read(GoLiveSheet::Complaints, &rows, &heads).unwrap();
    assert_eq!(entries(&again), []);
    let differs = Vec::new();
    assert_eq!(again.lines[0].act, GoLiveAct::Standing { differs });
    let other = [rows[0], "118,A-101,2026-11-02 09:20,别的话"];
    let other = read(GoLiveSheet::Complaints, &other, &heads).unwrap();
    let differs = vec![GoLiveColumn::Words];
    assert_eq!(other.lines[0].act, GoLiveAct::Standing { differs });
}

#[test]
fn staff_are_new_given_a_role_there_already_or_refused() {
    let rows = [
        "姓名,登录名,电话,职务,部门,工种",
        "孙丽,sun,13800020001,物业助理、文员,,",
        "郭强, GUO ,,维修员/部门负责人,工程部,水工;强电",
        "白云,bai,,店长,,",
        "黄河,SUN,,管理员,,",
        "马良,ma,,部门负责人,,",
        "郭强,guoqiang,13800000009,维修员,,",
        "周舟,zhou,一三八,管理员,,",
    ];
    let heads = office();
    let plan = read(GoLiveSheet::Staff, &rows, &heads).unwrap();
    assert_eq!(
        faults(&plan),
        [
            (4, Some(C::Roles)),
            (5, Some(C::SignInName)),
            (6, Some(C::Department)),
            (7, Some(C::SignInName)),
            (8, Some(C::Phone)),
        ]
    );
    let counts = plan.counts();
    assert_eq!((counts.new, counts.changed), (1, 1));
    let GoLiveAct::Changed { adds, .. } = &plan.lines[1].act else {
        panic!("{:?}", plan.lines[1]);
    };
    assert!(adds.contains(&Addition::Trade(Trade::Electrical)));
    assert!(!adds.contains(&Addition::Trade(Trade::Plumbing)));

    let mut after = heads;
    person(&mut after, "孙丽", "sun", Role::PropertyAssistant);
    let again = read(GoLiveSheet::Staff, &rows[..2], &after).unwrap();
    let differs = vec![C::Phone];
    assert_eq!(again.lines[0].act, GoLiveAct::Standing { differs });
}

#[test]
fn a_slip_names_its_technician_and_is_made_after_it_was_registered() {
    let rows = [
        "维修单编号,铺位,登记时间,开单时间,工种,维修项目,状态,维修员",
        "31,A-101,2026-11-18 10:00,2026-11-18 10:30,水工,水龙头,,郭强",
        "32,A-102,,2026年11月19日 15时,强电,灯管,,",
        "33,A-101,,2026-11-19,水工,下水,,查无此人",
        "34,A-101,,2026-11-19,水工,下水,已派工,",
        "35,A-101,,,水工,下水,,",
        "36,A-101,,2026-11-19,,下水,,",
        "37,A-101,,2026-11-19,水工,下水,已签名完成,",
        "38,A-101,,2026-11-19,水工,下水,已开单,郭强",
    ];
    let plan = read(GoLiveSheet::WorkOrders, &rows, &office()).unwrap();
    assert_eq!(
        faults(&plan),
        [
            (4, Some(C::Technician)),
            (5, Some(C::Technician)),
            (6, Some(C::MadeAt)),
            (7, Some(C::Trade)),
            (8, Some(C::SlipStage)),
            (9, Some(C::SlipStage)),
        ]
    );
    let [Entry::WorkOrder(first), Entry::WorkOrder(second)] = &entries(&plan)[..] else {
        panic!("{:?}", plan.lines);
    };
    let technician = PersonId::of(OFFICE, "guo");
    assert_eq!(first.stage, SlipStage::Assigned { technician });
    assert_eq!(first.made_at.0 - first.paper.registered_at.0, 30 * 60_000);
    assert_eq!(second.paper.registered_at, second.made_at);
}

#[test]
fn the_templates_have_every_column_of_their_sheet() {
    for (sheet, name) in [
        (GoLiveSheet::Staff, "staff"),
        (GoLiveSheet::Complaints, "complaints"),
        (GoLiveSheet::WorkOrders, "work-orders"),
    ] {
        for lang in ["zh", "en"] {
            let path = format!(
                "{}/templates/{name}-{lang}.xlsx",
                env!("CARGO_MANIFEST_DIR")
            );
            let bytes = std::fs::read(&path).unwrap();
            let rows = spreadsheet::rows(&path, &bytes).unwrap();
            let found: Vec<Option<GoLiveColumn>> = rows
                .first()
                .unwrap()
                .iter()
                .map(|heading| sheet.of_heading(heading))
                .collect();
            let columns: Vec<_> = sheet.columns().iter().copied().map(Some).collect();
            assert_eq!(found, columns, "{path}");
        }
    }
}
