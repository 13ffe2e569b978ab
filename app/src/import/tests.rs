//! What each kind of line does, without a browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::event::unit::OccupantKind;
use domain::head::UnitHead;
use domain::id::{OfficeId, UnitId};

use super::plan::{Counts, Value};
use super::{Change, LineAct, Plan, PlanError, cell, plan, template};
use crate::text::column::ColumnName;
use crate::text::import::LineFault;

const OFFICE: OfficeId = OfficeId(uuid::Uuid::from_u128(7));

type Units = BTreeMap<UnitId, Arc<UnitHead>>;

fn rows(lines: &[&str]) -> Vec<Vec<String>> {
    lines
        .iter()
        .map(|line| line.split('|').map(str::to_owned).collect())
        .collect()
}

fn planned(lines: &[&str], units: &Units) -> Plan {
    plan(&rows(lines), units, OFFICE, OccupantKind::Merchant).unwrap()
}

/// The directory once the plan is carried out.
fn carried_out(plan: &Plan, mut units: Units) -> Units {
    for (_, _, unit) in plan.records() {
        units.insert(UnitId::of(OFFICE, &unit.code), Arc::new(unit.clone()));
    }
    units
}

fn counts(new: usize, changed: usize, unchanged: usize, refused: usize) -> Counts {
    Counts {
        new,
        changed,
        unchanged,
        refused,
    }
}

const HEADINGS: &str = "铺位号|商户名称|联系人|电话|业态|专卖店|入驻日期";
const FIRST: &str = "A-101|晨光文具|王建国|13800138000|零售|是|2024-03-01";
const SECOND: &str = "A-102|德胜茶庄|||||";

#[test]
fn headings_are_found_in_either_language_and_below_a_title() {
    let tables: &[&[&str]] = &[
        &["铺位|商户名称", "A-1|甲"],
        &["铺位号 |名称*", "A-1|甲"],
        &["房号|业户姓名", "A-1|甲"],
        &["单元|业户", "A-1|甲"],
        &["Unit|Name", "A-1|甲"],
        &["House number|Resident", "A-1|甲"],
        &["二〇二六年商户名录", "", "序号|铺位号|商户名称", "1|A-1|甲"],
    ];
    for lines in tables {
        let plan = planned(lines, &Units::new());
        assert_eq!(plan.counts(), counts(1, 0, 0, 0), "{lines:?}");
        assert_eq!(plan.lines[0].unit, "A-1");
        assert_eq!(plan.lines[0].line, lines.len());
    }
    let without = |lines: &[&str]| {
        plan(&rows(lines), &Units::new(), OFFICE, OccupantKind::Merchant).map(|plan| plan.counts())
    };
    assert_eq!(
        without(&["商户名称|电话", "甲|1"]),
        Err(PlanError::NoUnitColumn)
    );
    assert_eq!(
        without(&["铺位号|电话", "A-1|1"]),
        Err(PlanError::NoNameColumn)
    );
    assert_eq!(without(&[]), Err(PlanError::NoUnitColumn));
}

#[test]
fn all_columns_of_a_line_are_taken_over() {
    let plan = planned(&[HEADINGS, FIRST], &Units::new());
    let becomes = UnitHead {
        code: "A-101".to_owned(),
        kind: OccupantKind::Merchant,
        name: "晨光文具".to_owned(),
        contact: Some("王建国".to_owned()),
        phone: Some("13800138000".to_owned()),
        trade: Some("零售".to_owned()),
        flagship: true,
        occupied_from: chrono::NaiveDate::from_ymd_opt(2024, 3, 1),
        left_on: None,
    };
    assert_eq!(plan.lines[0].act, LineAct::New(becomes));
}

#[test]
fn a_file_imported_twice_changes_nothing() {
    let file = [
        HEADINGS,
        FIRST,
        SECOND,
        "",
        "A-103|老街小吃||010-6612 3456 转 8|餐饮|否|2020/5/9",
    ];
    let first = planned(&file, &Units::new());
    assert_eq!(first.counts(), counts(3, 0, 0, 0));
    let units = carried_out(&first, Units::new());
    let second = planned(&file, &units);
    assert_eq!(second.counts(), counts(0, 0, 3, 0));
    assert_eq!(second.records().count(), 0);
}

#[test]
fn a_changed_line_names_what_it_changes() {
    let units = carried_out(&planned(&[HEADINGS, FIRST], &Units::new()), Units::new());
    let lines = [HEADINGS, "Ａ-101|晨光文具|王建国|13900139000||否|"];
    let plan = planned(&lines, &units);
    let LineAct::Changed {
        was: Some(was),
        becomes,
        changes,
    } = &plan.lines[0].act
    else {
        panic!("{:?}", plan.lines[0].act);
    };
    assert_eq!(was.phone.as_deref(), Some("13800138000"));
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    assert_eq!(
        *changes,
        [
            Change {
                column: ColumnName::Phone,
                was: text("13800138000"),
                becomes: text("13900139000"),
            },
            Change {
                column: ColumnName::Flagship,
                was: Some(Value::Flag(true)),
                becomes: Some(Value::Flag(false)),
            },
        ]
    );
    // Blank cells say nothing, and the unit keeps its spelling.
    assert_eq!(becomes.trade.as_deref(), Some("零售"));
    assert_eq!(becomes.code, "A-101");
}

#[test]
fn of_another_occupant_nothing_of_the_one_before_is_kept() {
    let units = carried_out(&planned(&[HEADINGS, FIRST], &Units::new()), Units::new());
    let plan = planned(&["铺位号|商户名称", "A-101|青禾书店"], &units);
    let LineAct::Changed { becomes, .. } = &plan.lines[0].act else {
        panic!("{:?}", plan.lines[0].act);
    };
    assert_eq!(
        (&becomes.phone, &becomes.contact, becomes.flagship),
        (&None, &None, false)
    );
}

#[test]
fn an_older_list_does_not_bring_back_who_has_left() {
    let mut units = carried_out(&planned(&[HEADINGS, FIRST], &Units::new()), Units::new());
    for unit in units.values_mut() {
        Arc::make_mut(unit).left_on = chrono::NaiveDate::from_ymd_opt(2026, 1, 31);
    }
    assert_eq!(
        planned(&[HEADINGS, FIRST], &units).counts(),
        counts(0, 0, 1, 0)
    );
    let back = "A-101|晨光文具|王建国|13800138000|零售|是|2026-06-01";
    assert_eq!(
        planned(&[HEADINGS, back], &units).counts(),
        counts(0, 1, 0, 0)
    );
    let other = "A-101|青禾书店|||||";
    assert_eq!(
        planned(&[HEADINGS, other], &units).counts(),
        counts(0, 1, 0, 0)
    );
}

#[test]
fn a_line_that_cannot_be_imported_says_why_and_where() {
    let long = format!("A-101|{}|||||", "长".repeat(81));
    let value = |text: &str| text.to_owned();
    let table: [(&str, LineFault, Option<ColumnName>); 8] = [
        (
            "|晨光文具|||||",
            LineFault::UnitMissing,
            Some(ColumnName::Unit),
        ),
        (
            "A-101||王建国||||",
            LineFault::NameMissing,
            Some(ColumnName::Name),
        ),
        (
            "a－102|甲|||||",
            LineFault::UnitTwice { line: 2 },
            Some(ColumnName::Unit),
        ),
        (
            "A-101|甲|||||去年春天",
            LineFault::DateUnreadable {
                value: value("去年春天"),
            },
            Some(ColumnName::OccupiedFrom),
        ),
        (
            "A-101|甲||1.38E+10|||",
            LineFault::PhoneUnreadable {
                value: value("1.38E+10"),
            },
            Some(ColumnName::Phone),
        ),
        (
            "A-101|甲||||也许|",
            LineFault::FlagshipUnreadable {
                value: value("也许"),
            },
            Some(ColumnName::Flagship),
        ),
        (
            &long,
            LineFault::TooLong {
                column: ColumnName::Name,
            },
            Some(ColumnName::Name),
        ),
        ("A-101|甲||||||备注", LineFault::TooManyCells, None),
    ];
    for (line, fault, column) in table {
        let plan = planned(&[HEADINGS, SECOND, line], &Units::new());
        assert_eq!(plan.counts(), counts(1, 0, 0, 1), "{line}");
        assert_eq!(
            plan.lines[1].act,
            LineAct::Refused { fault, column },
            "{line}"
        );
    }
}

#[test]
fn a_refused_line_does_not_take_the_unit_from_the_right_one() {
    let plan = planned(&[HEADINGS, "A-101||||||", FIRST], &Units::new());
    assert_eq!(plan.counts(), counts(1, 0, 0, 1));
}

#[test]
fn columns_nothing_is_taken_from_are_named() {
    let plan = planned(&["序号|铺位号|商户名称|面积", "1|A-1|甲|20"], &Units::new());
    assert_eq!(plan.ignored, ["序号", "面积"]);
    assert_eq!(
        plan.columns,
        [
            (ColumnName::Unit, "铺位号".to_owned()),
            (ColumnName::Name, "商户名称".to_owned())
        ]
    );
}

#[test]
fn days_are_read_as_people_write_them() {
    for written in [
        "2024-03-01",
        "2024/3/1",
        "2024.3.1",
        "2024年3月1日",
        "20240301",
        "２０２４－３－１",
        "2024-03-01 00:00:00",
    ] {
        assert_eq!(
            cell::day(written),
            chrono::NaiveDate::from_ymd_opt(2024, 3, 1),
            "{written}"
        );
    }
    for written in [
        "3/1/2024",
        "2024-13-01",
        "2024年3月",
        "45352",
        "昨天",
        "2024-3-1-1",
        "-",
        "99999999999-1-1",
    ] {
        assert_eq!(cell::day(written), None, "{written}");
    }
}

#[test]
fn telephone_numbers_are_told_from_other_things() {
    for written in [
        "13800138000",
        "010-66123456",
        "+86 138 0013 8000",
        "（0755）8612345转8",
        "66123456/13800138000",
    ] {
        assert!(cell::is_phone(written), "{written}");
    }
    for written in [
        "1.38E+10",
        "无",
        "1234",
        "微信同号13800138000",
        "138001380001380013800138000",
    ] {
        assert!(!cell::is_phone(written), "{written}");
    }
}

#[test]
fn a_file_handed_out_is_read_by_excel_as_it_is() {
    let rows = [
        vec!["铺位号".to_owned(), "=1+1".to_owned()],
        vec!["A,1".to_owned(), "甲\"乙".to_owned()],
    ];
    assert_eq!(
        template::csv(&rows),
        "\u{feff}\"铺位号\",\"'=1+1\"\r\n\"A,1\",\"甲\"\"乙\"\r\n"
    );
}
