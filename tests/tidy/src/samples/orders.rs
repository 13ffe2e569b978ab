//! Work orders and the price list.

use domain::{
    event::{
        FollowUpStep, PriceListFact, WorkOrderFact,
        price_list::PriceItem,
        work_order::{
            CarriedSlip, ChargeLine, Handover, MaterialCheck, MaterialLine, PhotoTime, Slip,
            SlipStage, Thousandths, Trade, TrialWay, Witness,
        },
    },
    id::{Cursor, Instant},
    policy::PolicyVersion,
};

use super::{MORNING, digest, id, personal, read};

pub(super) fn price_list() -> Vec<PriceListFact> {
    vec![PriceListFact::Imported {
        effective_on: read("2026-11-23"),
        items: vec![PriceItem {
            code: "SD-03".to_owned(),
            name: "更换水龙头".to_owned(),
            trade: Some(Trade::Plumbing),
            unit: "个".to_owned(),
            unit_price_fen: 3_000,
        }],
    }]
}

pub(super) fn work_order() -> Vec<WorkOrderFact> {
    let mut facts = handed_out();
    facts.extend(on_the_spot());
    facts.extend(ended());
    facts
}

fn handed_out() -> Vec<WorkOrderFact> {
    vec![
        WorkOrderFact::Made(Slip {
            case: id(40),
            ordinal: 1,
            unit: id(20),
            unit_code: "B1-032".to_owned(),
            trade: Trade::Plumbing,
            handover: Handover::Delivered,
            registered_at: MORNING,
            limit: Some(Instant(MORNING.0 + 1_200_000)),
            policy: PolicyVersion(1),
        }),
        WorkOrderFact::HandoverSwitched {
            handover: Handover::Delivered,
            limit: Some(Instant(MORNING.0 + 1_200_000)),
        },
        WorkOrderFact::CarriedOver(Box::new(CarriedSlip {
            old_number: "维2026-031".to_owned(),
            slip: Slip {
                case: id(40),
                ordinal: 1,
                unit: id(20),
                unit_code: "B1-032".to_owned(),
                trade: Trade::Plumbing,
                handover: Handover::OnPaper,
                registered_at: Instant(MORNING.0 - 86_400_000),
                limit: None,
                policy: PolicyVersion(1),
            },
            made_at: Instant(MORNING.0 - 86_000_000),
            stage: SlipStage::Assigned { technician: id(4) },
        })),
        WorkOrderFact::Received {
            late_reason: Some("电梯停运".to_owned()),
        },
        WorkOrderFact::Assigned {
            technician: id(4),
            reason: Some("原维修员请假".to_owned()),
        },
        WorkOrderFact::PassedOn {
            technician: id(5),
            reason: "需要两人搬运".to_owned(),
        },
        WorkOrderFact::GivenBack {
            reason: "不属于水工".to_owned(),
        },
        WorkOrderFact::Arrived {
            purpose: "更换漏水的水龙头".to_owned(),
        },
        WorkOrderFact::ConsentGiven,
        WorkOrderFact::ConsentRefused {
            words: personal("正在盘点,明天再来"),
            appointment: Some(Instant(MORNING.0 + 86_400_000)),
        },
        WorkOrderFact::Reappointed {
            appointment: Instant(MORNING.0 + 172_800_000),
        },
    ]
}

fn on_the_spot() -> Vec<WorkOrderFact> {
    vec![
        WorkOrderFact::ItemsConfirmed {
            items: vec!["水龙头".to_owned(), "角阀".to_owned()],
        },
        WorkOrderFact::CompanyMaterialAdded(MaterialLine {
            name: "生料带".to_owned(),
            quantity: Thousandths(1_500),
            unit: "米".to_owned(),
            unit_price_fen: 100,
            amount_fen: 150,
        }),
        WorkOrderFact::OccupantMaterialChecked {
            name: "水龙头".to_owned(),
            check: MaterialCheck::Rejected,
            remark: "无合格证".to_owned(),
        },
        WorkOrderFact::MaterialBuiltIn {
            material: id(52),
            line: 0,
        },
        WorkOrderFact::PhotosTaken {
            when: PhotoTime::Before,
            photos: vec![digest("photo of the tap")],
        },
        WorkOrderFact::WorkBegun,
        WorkOrderFact::WorkPaused {
            reason: "缺配件".to_owned(),
            continue_at: Some(Instant(MORNING.0 + 86_400_000)),
        },
        WorkOrderFact::WorkFinished {
            result: personal("已更换水龙头,试水正常"),
        },
        WorkOrderFact::Charged {
            lines: vec![ChargeLine {
                code: "SD-03".to_owned(),
                name: "更换水龙头".to_owned(),
                unit: "个".to_owned(),
                quantity: Thousandths(1_000),
                unit_price_fen: 3_000,
                listed_fen: 3_000,
                amount_fen: 2_000,
                adjusted_because: Some("旧件由商户拆除".to_owned()),
            }],
        },
    ]
}

fn ended() -> Vec<WorkOrderFact> {
    vec![
        WorkOrderFact::FoundRight {
            way: TrialWay::TriedOut,
        },
        WorkOrderFact::FoundNotRight {
            way: TrialWay::Inspected,
            words: personal("还在滴水"),
        },
        WorkOrderFact::SignedOff {
            on: read("2026-11-23"),
            signature: digest("strokes of a signature"),
            amount_fen: 2_150,
        },
        WorkOrderFact::SignatureRefused {
            on: read("2026-11-23"),
            witness: Witness::Staff(id(1)),
            reason: "对收费有异议".to_owned(),
            amount_fen: 2_150,
        },
        WorkOrderFact::SignOffVoided {
            entry: id(53),
            reason: "签在了别家的维修单上".to_owned(),
        },
        WorkOrderFact::Withdrawn {
            reason: "商户自行修好".to_owned(),
        },
        WorkOrderFact::FollowUp(FollowUpStep::Completed { round: 1 }),
        WorkOrderFact::Drawn {
            period: read("2026-11"),
            seed: digest("head of the office's log"),
            at: Cursor(120),
            population: 10,
        },
        WorkOrderFact::EntryVoided {
            entry: id(52),
            reason: "数量写错".to_owned(),
        },
    ]
}
