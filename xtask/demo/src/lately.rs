//! The last hours: repairs and violations at every stage, so that each page has something to show.

use chrono::{Days, NaiveDate};
use domain::command::CommandBody;
use domain::event::complaint::{Registration, RequestKind};
use domain::event::price_list::PriceItem;
use domain::event::violation::{Arrears, Observation, Proposal};
use domain::event::work_order::{Handover, Thousandths, Trade, TrialWay};
use domain::follow_up::{Category, Severity};
use domain::id::{CaseId, CommandId, Digest, Instant, PersonId, WorkOrderId};
use domain::person::PersonCommand;
use domain::price_list::PriceListCommand;
use domain::violation::{Debt, Item, Measure, PerMille, ViolationCommand};
use domain::work_order::command::{
    ChargeEntry, Consent, MaterialEntry, TrialOutcome, WorkOrderCommand,
};
use fastrand::Rng;

use crate::failure::Failure;
use crate::merchants::Merchant;
use crate::office::Office;
use crate::signature;
use crate::staff::ENGINEERING;

/// Between two steps of one matter.
const STEP_MILLIS: i64 = 3 * 60_000;

/// A repair, and how many of its steps are done.
struct Repair {
    content: &'static str,
    trade: Trade,
    technician: &'static str,
    item: &'static str,
    steps: usize,
}

const fn repair(
    content: &'static str,
    trade: Trade,
    technician: &'static str,
    item: &'static str,
    steps: usize,
) -> Repair {
    Repair {
        content,
        trade,
        technician,
        item,
        steps,
    }
}

const REPAIRS: [Repair; 7] = [
    repair(
        "后厨洗菜池下水慢，昨晚漫出来过",
        Trade::Plumbing,
        "plumber",
        "疏通下水管",
        0,
    ),
    repair(
        "收银台上方射灯不亮，换过灯泡还是不亮",
        Trade::Electrical,
        "electrician",
        "检修射灯线路",
        1,
    ),
    repair(
        "卫生间水龙头关不紧，一直滴水",
        Trade::Plumbing,
        "plumber",
        "更换水龙头阀芯",
        2,
    ),
    repair(
        "试衣间插座没有电",
        Trade::Electrical,
        "electrician",
        "更换插座",
        3,
    ),
    repair(
        "操作台旁边漏电开关总跳闸",
        Trade::Electrical,
        "electrician",
        "更换漏电开关",
        7,
    ),
    repair(
        "热水器进水管渗水",
        Trade::Plumbing,
        "plumber",
        "更换进水软管",
        11,
    ),
    repair(
        "门头灯箱一半不亮",
        Trade::Electrical,
        "electrician",
        "更换灯箱电源",
        12,
    ),
];

/// A violation, and how many of its steps are done.
struct Watched {
    item: Item,
    seen: &'static str,
    steps: usize,
}

const WATCHED: [Watched; 5] = [
    Watched {
        item: Item::FireLaneBlocked,
        seen: "货架堆到消防通道，只剩半米宽",
        steps: 1,
    },
    Watched {
        item: Item::Littering,
        seen: "打烊后把厨余垃圾堆在公共走道",
        steps: 4,
    },
    Watched {
        item: Item::NoiseMade,
        seen: "门口音箱放到最大，隔壁商户来投诉",
        steps: 0,
    },
    Watched {
        item: Item::PaymentRefused,
        seen: "第三季度物业费到期未交，电话里说下月再说",
        steps: 5,
    },
    Watched {
        item: Item::PaymentRefused,
        seen: "十月租金到期未交，店长说账上没钱",
        steps: 3,
    },
];

/// Plays them into the hours before `now`.
///
/// # Errors
/// When the server refuses.
pub fn play(
    office: &mut Office,
    merchants: &[Merchant],
    first_day: NaiveDate,
    today: NaiveDate,
    now: Instant,
    random: &mut Rng,
) -> Result<(), Failure> {
    prepare(office, first_day + Days::new(1))?;
    for (number, repair) in REPAIRS.iter().enumerate() {
        let merchant = merchants.get(number * 7 + 3).ok_or(Failure::NotMade)?;
        let began = now.0 - 14 * STEP_MILLIS - (number as i64) * STEP_MILLIS;
        play_repair(office, merchant, repair, began, random)?;
    }
    for (number, watched) in WATCHED.iter().enumerate() {
        let merchant = merchants.get(number * 9 + 5).ok_or(Failure::NotMade)?;
        let began = now.0 - 14 * STEP_MILLIS - (number as i64) * STEP_MILLIS;
        play_violation(office, merchant, watched, began, today)?;
    }
    Ok(())
}

fn prepare(office: &mut Office, effective_on: NaiveDate) -> Result<(), Failure> {
    for (name, trade) in [
        ("electrician", Trade::Electrical),
        ("plumber", Trade::Plumbing),
    ] {
        let person = office.person(name)?;
        let trades = [trade].into();
        office
            .tablet
            .write(CommandBody::Person(PersonCommand::SetTrades {
                person,
                trades,
            }))?;
    }
    let price = |code: &str, name: &str, trade, unit: &str, fen| PriceItem {
        code: code.to_owned(),
        name: name.to_owned(),
        trade: Some(trade),
        unit: unit.to_owned(),
        unit_price_fen: fen,
    };
    let items = vec![
        price("S01", "疏通下水管", Trade::Plumbing, "次", 8_000),
        price("S02", "更换水龙头或阀芯", Trade::Plumbing, "个", 3_000),
        price("S03", "更换软管", Trade::Plumbing, "根", 2_000),
        price("D01", "检修照明线路", Trade::Electrical, "处", 5_000),
        price("D02", "更换开关、插座", Trade::Electrical, "个", 2_500),
        price("D03", "更换灯箱电源", Trade::Electrical, "个", 6_000),
    ];
    let import = PriceListCommand::ImportPriceList {
        effective_on,
        items,
    };
    office.tablet.write(import.into())?;
    office.push()
}

/// One person's step of a matter, at its time.
fn step(
    office: &mut Office,
    who: PersonId,
    at: i64,
    body: CommandBody,
) -> Result<CommandId, Failure> {
    office.tablet.time = Instant(at);
    let written = office.tablet.write_for(who, vec![who], body)?;
    office.push()?;
    Ok(written.command.id)
}

fn play_repair(
    office: &mut Office,
    merchant: &Merchant,
    repair: &Repair,
    began: i64,
    random: &mut Rng,
) -> Result<(), Failure> {
    let [assistant, desk, technician] = [
        office.person("assistant")?,
        office.person("engineering-desk")?,
        office.person(repair.technician)?,
    ];
    let case = office.tablet.mint(CaseId::mint)?;
    let work_order = office.tablet.mint(WorkOrderId::mint)?;
    let registration = Registration {
        request: RequestKind::Repair,
        unit: office.unit(&merchant.code),
        unit_code: merchant.code.clone(),
        occupant: office.tablet.seal(&merchant.name)?,
        content: office.tablet.seal(repair.content)?,
        phone: Some(office.tablet.seal(&merchant.phone)?),
        appointment: None,
        category: Category::Equipment,
        department: Some(office.department(ENGINEERING)),
        severity_proposed: None,
        photos: Vec::new(),
    };
    let register = domain::complaint::command::ComplaintCommand::Register { case, registration };
    step(office, assistant, began, CommandBody::Complaint(register))?;
    for number in 0..repair.steps {
        let body = match number {
            0 => WorkOrderCommand::MakeWorkOrder {
                work_order,
                case,
                ordinal: 1,
                trade: repair.trade,
                handover: Handover::Delivered,
            },
            1 => WorkOrderCommand::ReceiveWorkOrder {
                work_order,
                late_reason: None,
            },
            2 => WorkOrderCommand::AssignTechnician {
                work_order,
                was: None,
                technician,
                reason: None,
            },
            3 => WorkOrderCommand::Arrive {
                work_order,
                purpose: format!("您好，我是工程部的，来{}", repair.item),
            },
            4 => WorkOrderCommand::AskConsent {
                work_order,
                consent: Consent::Given,
            },
            5 => WorkOrderCommand::ConfirmItems {
                work_order,
                items: vec![repair.item.to_owned()],
            },
            6 => WorkOrderCommand::BeginWork { work_order },
            7 => WorkOrderCommand::AddCompanyMaterial {
                work_order,
                lines: vec![MaterialEntry {
                    name: "生料带".to_owned(),
                    quantity: Thousandths(1_500),
                    unit: "卷".to_owned(),
                    unit_price_fen: 200,
                }],
            },
            8 => WorkOrderCommand::SetCharge {
                work_order,
                lines: vec![ChargeEntry {
                    code: if repair.trade == Trade::Plumbing {
                        "S03"
                    } else {
                        "D03"
                    }
                    .to_owned(),
                    quantity: Thousandths(1_000),
                    adjusted: None,
                }],
            },
            9 => WorkOrderCommand::FinishWork {
                work_order,
                result: office.tablet.seal("已更换，试用正常")?,
            },
            10 => WorkOrderCommand::RecordTrial {
                work_order,
                way: TrialWay::TriedOut,
                outcome: TrialOutcome::Right,
            },
            _ => {
                let bytes = serde_json::to_vec(&signature::strokes(random))?;
                let name = Digest::of(&[&bytes]);
                let path = format!("/api/photos/{name}");
                office
                    .tablet
                    .client
                    .send("PUT", &path, &[], Some(&bytes))?
                    .ok()?;
                office.tablet.with_photo(name);
                let price = if repair.trade == Trade::Plumbing {
                    2_000
                } else {
                    6_000
                };
                WorkOrderCommand::SignOff {
                    work_order,
                    signature: name,
                    amount_fen: price + 300,
                }
            }
        };
        let who = match number {
            0 => assistant,
            1 | 2 => desk,
            _ => technician,
        };
        let at = began + (number as i64 + 1) * STEP_MILLIS;
        step(office, who, at, body.into())?;
    }
    Ok(())
}

fn play_violation(
    office: &mut Office,
    merchant: &Merchant,
    watched: &Watched,
    began: i64,
    today: NaiveDate,
) -> Result<(), Failure> {
    let [officer, site_manager, leader, director] = [
        office.person("officer")?,
        office.person("site-manager")?,
        office.person("team-leader")?,
        office.person("director")?,
    ];
    let case = office.tablet.mint(CaseId::mint)?;
    let unpaid = watched.item == Item::PaymentRefused;
    let debt = unpaid.then_some(if watched.seen.contains("租金") {
        Debt::Rent
    } else {
        Debt::Fee
    });
    let notice = ViolationCommand::NoticeViolation {
        case,
        observation: Observation {
            unit: office.unit(&merchant.code),
            unit_code: merchant.code.clone(),
            occupant: office.tablet.seal(&merchant.name)?,
            item: watched.item,
            seen: office.tablet.seal(watched.seen)?,
            debt,
            severity_proposed: None,
            photos: Vec::new(),
        },
        persuasion: Some(office.tablet.seal("当面说明规定，请对方尽快改正")?),
        stopped: false,
    };
    step(office, officer, began, CommandBody::Violation(notice))?;
    let measure = if unpaid {
        Measure::DemandNotice
    } else {
        Measure::RectificationOrder
    };
    let mut disposition = None;
    for number in 0..watched.steps {
        let at = began + (number as i64 + 1) * STEP_MILLIS;
        let (who, body) = match number {
            0 => (
                site_manager,
                ViolationCommand::DecideViolationSeverity {
                    case,
                    was: None,
                    severity: Severity::General,
                },
            ),
            1 if unpaid => (
                site_manager,
                ViolationCommand::StateArrears {
                    case,
                    was: None,
                    arrears: Arrears {
                        principal_fen: 1_286_400,
                        per_mille: "3.00".parse::<PerMille>().map_err(|_| Failure::NotMade)?,
                        last_day: today - Days::new(20),
                        contract: "租赁合同第七条".to_owned(),
                    },
                },
            ),
            1 => (
                leader,
                ViolationCommand::Persuade {
                    case,
                    words: office.tablet.seal("再次上门劝导，答应今晚清理")?,
                    stopped: false,
                },
            ),
            2 => (
                site_manager,
                ViolationCommand::ProposeDisposition {
                    case,
                    proposal: Proposal {
                        measure,
                        opinion: "多次劝导未改，建议书面通知".to_owned(),
                        executors: vec![leader],
                        last_day: Some(today + Days::new(5)),
                        amount_fen: None,
                    },
                },
            ),
            3 => (
                director,
                ViolationCommand::CountersignDisposition {
                    case,
                    disposition: disposition.ok_or(Failure::NotMade)?,
                    skip_reason: Some("已多次当面沟通".to_owned()),
                },
            ),
            _ => (
                leader,
                ViolationCommand::CarryOutDisposition {
                    case,
                    disposition: disposition.ok_or(Failure::NotMade)?,
                },
            ),
        };
        let id = step(office, who, at, CommandBody::Violation(body))?;
        if number == 2 {
            disposition = Some(id);
        }
    }
    Ok(())
}
