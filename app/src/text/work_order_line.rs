//! The lines of a work order's timeline, and the words for what stands on a slip.

use domain::clause::Clause;
use domain::event::complaint::{FollowUp, Obligation};
use domain::event::work_order::{Handover, MaterialCheck, PhotoTime, TrialWay, Witness};
use domain::event::{FollowUpStep, WorkOrderFact};

use super::Lang;
use super::timeline::{Line, Names};
use super::vocabulary::Word;

impl Word for Handover {
    fn word(self, lang: Lang) -> &'static str {
        match self {
            Handover::Delivered => lang.pick("送达工程部", "Delivered to Engineering"),
            Handover::ToldToCollect => {
                lang.pick("通知工程部来取", "Engineering told to collect it")
            }
            Handover::OnPaper => lang.pick("上线前在纸上交接", "Handed over on paper"),
        }
    }
}

impl Word for MaterialCheck {
    fn word(self, lang: Lang) -> &'static str {
        match self {
            MaterialCheck::Accepted => lang.pick("合格", "Fit"),
            MaterialCheck::Rejected => lang.pick("不合格", "Not fit"),
        }
    }
}

impl Word for PhotoTime {
    fn word(self, lang: Lang) -> &'static str {
        match self {
            PhotoTime::Before => lang.pick("维修前", "Before the repair"),
            PhotoTime::After => lang.pick("维修后", "After the repair"),
        }
    }
}

impl Word for TrialWay {
    fn word(self, lang: Lang) -> &'static str {
        match self {
            TrialWay::TriedOut => lang.pick("试用", "Tried out"),
            TrialWay::Inspected => lang.pick("查验", "Looked over"),
        }
    }
}

fn line(what: impl Into<String>, detail: impl Into<String>, clause: Option<Clause>) -> Line {
    let detail = detail.into();
    Line {
        what: what.into(),
        detail: (!detail.trim().is_empty()).then_some(detail),
        clause,
    }
}

impl Lang {
    /// The line of a work order's fact.
    #[must_use]
    pub fn work_order_line(self, fact: &WorkOrderFact, names: &impl Names) -> Line {
        match fact {
            WorkOrderFact::Made(slip) => {
                let how = format!("{} · {}", slip.trade.word(self), slip.handover.word(self));
                line(
                    self.pick("开维修单", "Work order made"),
                    how,
                    Some(Clause::C4),
                )
            }
            WorkOrderFact::CarriedOver(carried) => {
                let made = self.full_moment(carried.made_at, names.utc_offset_minutes());
                line(
                    self.pick(
                        format!("由纸质维修单 {} 转入", carried.old_number),
                        format!("Carried over from paper slip {}", carried.old_number),
                    ),
                    self.labelled(self.pick("原开单时间", "Made on paper"), &made),
                    Some(Clause::Ours),
                )
            }
            WorkOrderFact::HandoverSwitched { handover, limit } => {
                let until = limit.map_or_else(String::new, |limit| {
                    let at = self.moment(limit, names.utc_offset_minutes());
                    self.labelled(self.pick("时限", "Limit"), &at)
                });
                let how = handover.word(self);
                let what = self.pick(format!("改为{how}"), format!("Switched: {how}"));
                line(what, until, Some(Clause::C4))
            }
            WorkOrderFact::SignOffVoided { reason, .. } => line(
                self.pick(
                    "签名作废，退回维修",
                    "The signature was voided; back to work",
                ),
                reason,
                Some(Clause::C11),
            ),
            WorkOrderFact::Received { late_reason } => {
                let late = late_reason.as_deref().map_or_else(String::new, |reason| {
                    self.labelled(self.pick("迟到的原因", "Why it is late"), reason)
                });
                let what = self.pick("工程部接单", "Received by Engineering");
                line(what, late, Some(Clause::C4))
            }
            WorkOrderFact::Assigned { technician, reason } => {
                let who = names.person(*technician);
                let what = self.pick(format!("派给 {who}"), format!("Assigned to {who}"));
                line(what, reason.clone().unwrap_or_default(), Some(Clause::C5))
            }
            WorkOrderFact::PassedOn { technician, reason } => {
                let who = names.person(*technician);
                let what = self.pick(format!("转派 {who}"), format!("Passed on to {who}"));
                line(what, reason, Some(Clause::C5))
            }
            WorkOrderFact::GivenBack { reason } => {
                line(self.pick("退单", "Given back"), reason, Some(Clause::C5))
            }
            WorkOrderFact::Withdrawn { reason } => {
                line(self.pick("撤回维修单", "Withdrawn"), reason, None)
            }
            WorkOrderFact::FollowUp(step) => self.repair_follow_up_line(step, names),
            WorkOrderFact::Drawn { .. } => {
                let what = self.pick("抽中回访", "Drawn for a follow-up");
                line(what, "", Some(Clause::M4_3b))
            }
            WorkOrderFact::EntryVoided { reason, .. } => line(
                self.pick("作废一条记录", "An entry was voided"),
                reason,
                None,
            ),
            WorkOrderFact::Arrived { .. }
            | WorkOrderFact::ConsentGiven
            | WorkOrderFact::ConsentRefused { .. }
            | WorkOrderFact::Reappointed { .. } => self.visit_line(fact, names),
            _ => self.work_line(fact, names),
        }
    }

    fn visit_line(self, fact: &WorkOrderFact, names: &impl Names) -> Line {
        let appointed = |at: &Option<domain::id::Instant>| {
            at.map_or_else(String::new, |at| {
                let at = self.moment(at, names.utc_offset_minutes());
                self.labelled(self.pick("另约", "New appointment"), &at)
            })
        };
        match fact {
            WorkOrderFact::Arrived { purpose } => line(
                self.pick("到场说明来意", "At the door, said why"),
                purpose,
                Some(Clause::C6),
            ),
            WorkOrderFact::ConsentRefused { appointment, .. } => line(
                self.pick("对方不同意进入", "Not let in"),
                appointed(appointment),
                Some(Clause::C6),
            ),
            WorkOrderFact::Reappointed { appointment } => line(
                self.pick("约定时间", "Appointed"),
                appointed(&Some(*appointment)),
                Some(Clause::C6),
            ),
            _ => line(self.pick("同意进入", "Let in"), "", Some(Clause::C6)),
        }
    }

    fn work_line(self, fact: &WorkOrderFact, names: &impl Names) -> Line {
        match fact {
            WorkOrderFact::ItemsConfirmed { items } => line(
                self.pick("确认维修项目", "Items confirmed"),
                self.list(items),
                Some(Clause::C7),
            ),
            WorkOrderFact::CompanyMaterialAdded(material) => line(
                self.pick("公司材料", "Company material"),
                format!(
                    "{} {}{} · {}",
                    material.name,
                    self.quantity(material.quantity.0),
                    material.unit,
                    self.yuan(material.amount_fen)
                ),
                Some(Clause::C7),
            ),
            WorkOrderFact::OccupantMaterialChecked {
                name,
                check,
                remark,
            } => {
                let what = self.pick("验证商户材料", "Occupant’s material checked");
                let said = format!("{name} · {} {remark}", check.word(self));
                line(what, said, Some(Clause::C8))
            }
            WorkOrderFact::MaterialBuiltIn { .. } => {
                let what = self.pick("使用商户材料", "Occupant’s material built in");
                line(what, "", Some(Clause::C8))
            }
            WorkOrderFact::PhotosTaken { when, photos } => {
                let what = format!("{} · {}", when.word(self), self.photos(photos.len()));
                line(what, "", Some(Clause::C9))
            }
            WorkOrderFact::WorkBegun => line(self.pick("开始维修", "Work begun"), "", None),
            WorkOrderFact::WorkPaused {
                reason,
                continue_at,
            } => {
                let at = continue_at.map_or_else(String::new, |at| {
                    format!(" · {}", self.moment(at, names.utc_offset_minutes()))
                });
                line(self.pick("暂停", "Paused"), format!("{reason}{at}"), None)
            }
            WorkOrderFact::WorkFinished { .. } => {
                line(self.pick("完工", "Work finished"), "", Some(Clause::C11))
            }
            WorkOrderFact::Charged { lines } => {
                let what = self.pick("填写收费", "Charge set");
                let fen = lines
                    .iter()
                    .fold(0_u64, |sum, line| sum.saturating_add(line.amount_fen));
                let said = if lines.is_empty() {
                    self.pick("免费", "Free of charge").to_owned()
                } else {
                    self.yuan(fen)
                };
                line(what, said, Some(Clause::C10))
            }
            WorkOrderFact::FoundRight { way } => line(
                format!("{} · {}", way.word(self), self.pick("修好了", "Right")),
                "",
                Some(Clause::C11),
            ),
            WorkOrderFact::FoundNotRight { way, .. } => line(
                format!(
                    "{} · {}",
                    way.word(self),
                    self.pick("没修好，继续修", "Not right, back to work")
                ),
                "",
                Some(Clause::C11),
            ),
            WorkOrderFact::SignedOff { amount_fen, .. } => line(
                self.pick("签名确认", "Signed"),
                self.yuan(*amount_fen),
                Some(Clause::C11),
            ),
            WorkOrderFact::SignatureRefused {
                witness,
                reason,
                amount_fen,
                ..
            } => {
                let who = match witness {
                    Witness::Staff(person) => names.person(*person),
                    Witness::Named(_) => String::new(),
                };
                let witness = self.labelled(self.pick("见证人", "Witness"), &who);
                line(
                    self.pick("拒绝签名", "Signature refused"),
                    format!("{reason} · {} · {witness}", self.yuan(*amount_fen)),
                    Some(Clause::C11),
                )
            }
            _ => line("", "", None),
        }
    }

    fn repair_follow_up_line(self, step: &FollowUpStep, names: &impl Names) -> Line {
        match step {
            FollowUpStep::Owed(obligation) => self.repair_window_line(obligation),
            FollowUpStep::Recorded(made) => self.repair_follow_up_made(made, names),
            other => self.timeline_line(&other.clone().into(), names),
        }
    }

    /// Whether a repair is followed up says the sample; the window is known from the signature on.
    fn repair_window_line(self, obligation: &Obligation) -> Line {
        let days = self.window(&obligation.window);
        let what = self.pick(
            format!("回访时效：{days}"),
            format!("Follow-up window: {days}"),
        );
        let round = if obligation.round > 1 {
            self.round(obligation.round)
        } else {
            String::new()
        };
        line(what, round, Some(obligation.window.clause))
    }

    fn repair_follow_up_made(self, made: &FollowUp, names: &impl Names) -> Line {
        let fact = FollowUpStep::Recorded(Box::new(made.clone())).into();
        self.timeline_line(&fact, names)
    }
}
