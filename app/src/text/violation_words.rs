//! The violation procedure's words for the domain's names. Exhaustive: a new name does not compile without its words.

use domain::event::violation::ViolationOutcome;
use domain::policy::ProfileName;
use domain::violation::{Closed, Debt, Item, NoticeKind, Stage, TaskKind, ViolationKind};

use super::vocabulary::{Word, words};
use super::{Lang, idiom};

words! { @by pick
    ViolationKind {
        Renovation: "违章装修", "Renovation against the rules";
        FireSafety: "违反消防", "Against the fire rules";
        CivilityCode: "违反文明公约", "Against the civility code";
        NonPayment: "拒交租金、费用", "Rent or fees refused";
        HarmToOthers: "损害他人、影响安全", "Harm to others or to safety";
    }
    Item {
        StructureAltered: "对房屋内外承重墙、柱、梁、板进行违章凿、拆、搭建", "Bearing walls, columns, beams or slabs, inside or out, chiselled, torn down or built on";
        OpeningsAltered: "擅自更换原有门窗及安装防盗网", "Original doors or windows replaced, or grilles put up, without leave";
        LinesAltered: "擅自拆除、改造水电线路", "Water or power lines removed or altered without leave";
        WorksBeyondLimits: "超时、超噪音的施工", "Building work beyond the hours or the noise allowed";
        ElectricalOverload: "超负荷使用电器、乱拉乱接电线造成火灾隐患", "Overloaded appliances or wires pulled at will, with danger of fire";
        UnpermittedFlame: "未经许可，动用明火施工作业", "Work with open flame without a permit";
        ExtinguishersMissing: "不按要求在施工现场配备灭火器", "No extinguishers at the building site as required";
        FireLaneBlocked: "堵塞消防通道", "Fire lane blocked";
        FireEquipmentDamaged: "损坏消防设备和器材", "Fire equipment damaged";
        OtherFireSafety: "其他违反消防管理规定的行为", "Anything else against the fire rules";
        Littering: "随地吐痰，乱丢垃圾、果皮、纸屑、烟头等杂物", "Spitting; litter, peel, paper, cigarette ends and the like thrown about";
        SanitationDamaged: "破坏卫生设备设施", "Sanitary facilities damaged";
        PublicPlaceMisused: "公共场所私自堆放杂物，乱搭、乱建、乱贴、乱涂写等", "Public places piled up, built on, posted or painted on, and the like";
        ThrownFromHeight: "高空抛物，倒污水", "Things or slops thrown from a height";
        NoiseMade: "制造噪音", "Noise made";
        PetsLoose: "随意放养宠物", "Pets let loose";
        OtherCivilityCode: "其他违反文明公约的行为", "Anything else against the civility code";
        PaymentRefused: "无特殊原因拒交有关租金与物业管理服务费用的行为", "Rent or service fees refused without special reason";
        HarmfulAct: "采取可能损害其他商户利益影响商场安全的行为", "Acts that may harm other merchants’ interests and the mall’s safety";
    }
    NoticeKind {
        DemandNotice: "催缴通知书", "Demand for payment";
        RectificationOrder: "限期整改通知书", "Order to rectify";
        PublicNotice: "公告", "Public notice";
        PublicCriticism: "通报", "Public criticism";
    }
    Debt {
        Fee: "物业管理服务费", "Service fees";
        Rent: "租金", "Rent";
    }
    Stage {
        ToWeigh: "待二次确认", "To be weighed in writing";
        ToSign: "待物业总监签署", "For the director to sign";
        ToDecide: "待公司决定", "For the company to decide";
        InEffect: "已生效，待执行", "In effect, to be carried out";
        CarriedOut: "已执行", "Carried out";
        Declined: "未同意", "Declined";
        Withdrawn: "已撤回", "Withdrawn";
    }
    TaskKind {
        Handle: "处理违章", "Handle it";
        DecideSeverity: "定违章性质", "Decide the severity";
        Persuade: "到现场劝导、协调", "Persuade and mediate on the spot";
        JudgeSpecialReason: "判断特殊原因", "Judge the special reason";
        Weigh: "书面权衡（二次确认）", "Weigh in writing";
        Countersign: "签署处理意见", "Sign the disposition";
        DecideForCompany: "公司决定", "Decide for the company";
        CarryOut: "执行", "Carry out";
        Serve: "送达", "Serve the notice";
        Recheck: "复查整改", "Re-check the rectification";
        Reconcile: "主动沟通、缓和关系", "First step to mend relations";
        SettleStanding: "处理无效送达", "Settle a paper without standing";
    }
    Closed {
        ByLaw: "法律禁止", "Forbidden by law";
        ByDefault: "法律保护，未开放", "Guarded by law, not opened";
    }
    ViolationOutcome {
        Stopped: "已停止", "Stopped";
        Rectified: "已整改", "Rectified";
        Paid: "已缴清", "Paid";
        SpecialReason: "特殊原因成立，不属违章", "Special reason accepted, no violation";
        ByRenovationProcedure: "按装修管理规程处理", "By the renovation procedure";
        LeftToLaw: "转由司法、仲裁或合同解决", "Left to court, arbitration or contract";
        NoViolation: "不属违章", "No violation";
    }
}

impl Lang {
    /// ②d 堵塞消防通道: an item with its place in the catalogue.
    #[must_use]
    pub fn violation_item(self, item: Item) -> String {
        let letter = item.letter().map(String::from).unwrap_or_default();
        format!("{}{letter} {}", item.kind().place(), item.word(self))
    }

    /// ② 违反消防（专卖店）: a heading of the catalogue.
    #[must_use]
    pub fn violation_kind(self, kind: ViolationKind) -> String {
        let place = kind.place();
        let word = kind.word(self);
        // An estate has no flagship shops.
        if kind.chiefly_flagship() && idiom::spoken() == ProfileName::Mall {
            self.pick(
                format!("{place} {word}（专卖店）"),
                format!("{place} {word} (flagship shops)"),
            )
        } else {
            format!("{place} {word}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The row of the catalogue among the clauses: every place of it word for word.
    fn catalogue() -> Vec<String> {
        include_str!("../../../domain/CLAUSES.md")
            .lines()
            .find_map(|line| line.strip_prefix("| V4(2) | "))
            .and_then(|row| row.split(" | ").next())
            .map(|quote| {
                quote
                    .replace(',', "，")
                    .split(" … ")
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default()
    }

    #[test]
    fn v4_2_every_item_of_the_catalogue_reads_word_for_word_as_the_procedure_has_it() {
        let headings = [
            ViolationKind::Renovation,
            ViolationKind::FireSafety,
            ViolationKind::CivilityCode,
        ];
        let mut places = Vec::new();
        for kind in ViolationKind::ALL {
            if headings.contains(kind) {
                let flagship = if kind.chiefly_flagship() {
                    "(专卖店)"
                } else {
                    ""
                };
                places.push(format!("{}现象{flagship}", kind.word(Lang::Zh)));
            }
            let items = Item::ALL.iter().filter(|item| item.kind() == *kind);
            places.extend(items.map(|item| item.word(Lang::Zh).to_owned()));
        }
        assert_eq!(places, catalogue());
        assert_eq!(Item::ALL.len(), 4 + 6 + 7 + 1 + 1);
    }

    #[test]
    fn an_estates_violations_speak_of_its_own_people_and_seats() {
        idiom::speak(ProfileName::Estate);
        assert_eq!(Stage::ToSign.word(Lang::Zh), "待管理处负责人签署");
        assert_eq!(Stage::ToSign.word(Lang::En), "For the office head to sign");
        let harmful = Item::HarmfulAct.word(Lang::Zh);
        assert_eq!(harmful, "采取可能损害其他业户利益影响小区安全的行为");
        for (name, zh, en) in all_words() {
            let (zh, en) = (Lang::Zh.pick(zh, en), Lang::En.pick(zh, en));
            for foreign in ["商户", "商场", "物业总监", "现场经理", "现场队长"] {
                assert!(!zh.contains(foreign), "{name}: {zh}");
            }
            for foreign in ["merchant", "mall", "director", "site manager"] {
                assert!(!en.contains(foreign), "{name}: {en}");
            }
        }
        idiom::speak(ProfileName::Mall);
        assert_eq!(Stage::ToSign.word(Lang::Zh), "待物业总监签署");
    }

    #[test]
    fn an_item_stands_with_its_place_in_the_catalogue() {
        assert_eq!(
            Lang::Zh.violation_item(Item::FireLaneBlocked),
            "②d 堵塞消防通道"
        );
        assert_eq!(Lang::En.violation_item(Item::NoiseMade), "③e Noise made");
    }
}
