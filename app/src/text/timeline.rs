//! The lines of a case's timeline: what happened, in the procedures' words.

use domain::clause::Clause;
use domain::event::ComplaintFact;
use domain::event::complaint::{FollowUp, Obligation};
use domain::id::{DepartmentId, PersonId};

use super::Lang;
use super::vocabulary::Word;

/// Who and what stand behind ids.
pub trait Names {
    fn person(&self, person: PersonId) -> String;
    fn department(&self, department: DepartmentId) -> String;
    fn utc_offset_minutes(&self) -> i32;
}

/// One line: what happened, what was said about it, by which clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub what: String,
    pub detail: Option<String>,
    pub clause: Option<Clause>,
}

impl Line {
    fn of(what: impl Into<String>) -> Self {
        Line {
            what: what.into(),
            detail: None,
            clause: None,
        }
    }

    fn with(mut self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        self.detail = (!detail.trim().is_empty()).then_some(detail);
        self
    }

    fn by(mut self, clause: Clause) -> Self {
        self.clause = Some(clause);
        self
    }
}

impl Lang {
    /// The line of a fact.
    #[must_use]
    pub fn timeline_line(self, fact: &ComplaintFact, names: &impl Names) -> Line {
        match fact {
            ComplaintFact::Registered(registration) => {
                let line = Line::of(self.pick("登记", "Registered"));
                if registration.photos.is_empty() {
                    line
                } else {
                    line.with(self.photos(registration.photos.len()))
                }
            }
            ComplaintFact::CarriedOver(carried) => {
                let at = self.full_moment(carried.registered_at, names.utc_offset_minutes());
                Line::of(self.pick(
                    format!("由纸质登记 {} 转入", carried.old_number),
                    format!("Carried over from paper, number {}", carried.old_number),
                ))
                .with(self.labelled(self.pick("原登记时间", "Taken down on paper"), &at))
                .by(Clause::Ours)
            }
            ComplaintFact::NumberGiven { number } => {
                Line::of(self.pick(format!("编号 {number}"), format!("Number {number}")))
            }
            ComplaintFact::HandedUp { reason } => {
                Line::of(self.pick("上报物业管理经理", "Handed up to the property manager"))
                    .with(reason)
                    .by(Clause::C0)
            }
            ComplaintFact::Opened => Line::of(self.pick("立项", "Opened")),
            ComplaintFact::Dispatched {
                department,
                assignee,
                limit,
            } => {
                let department = names.department(*department);
                let limit = self.moment(*limit, names.utc_offset_minutes());
                let line = Line::of(self.pick(
                    format!("调度至{department}，限 {limit} 前"),
                    format!("Dispatched to {department}, by {limit}"),
                ));
                match assignee {
                    Some(assignee) => {
                        let who = names.person(*assignee);
                        line.with(self.labelled(self.pick("处理人", "Handled by"), &who))
                    }
                    None => line,
                }
            }
            ComplaintFact::SeverityDecided { severity } => {
                let word = severity.word(self);
                Line::of(self.pick(
                    format!("定为{word}投诉"),
                    format!("Severity decided: {word}"),
                ))
                .by(Clause::M3)
            }
            ComplaintFact::DepartmentNamed { department } => {
                let name = names.department(*department);
                Line::of(self.labelled(self.pick("被投诉部门", "Department concerned"), &name))
                    .by(Clause::M4_4b)
            }
            ComplaintFact::Handled { photos, .. } => {
                let line = Line::of(self.pick("处理完毕", "Handled"));
                if photos.is_empty() {
                    line
                } else {
                    line.with(self.photos(photos.len()))
                }
            }
            ComplaintFact::ClosedOut { .. } => Line::of(self.pick("销项", "Closed out")),
            ComplaintFact::FollowUpOwed(obligation) => self.owed_line(obligation),
            ComplaintFact::FollowUpScheduled { people, on, .. } => {
                let who: Vec<String> = people.iter().map(|person| names.person(*person)).collect();
                let (who, on) = (self.list(&who), self.day_month(*on));
                Line::of(self.pick(
                    format!("安排 {who} {on}回访"),
                    format!("Follow-up planned: {who}, {on}"),
                ))
            }
            ComplaintFact::TechnicianSent { technician, .. } => {
                let who = names.person(*technician);
                Line::of(self.pick(
                    format!("派维修员 {who} 现场回访"),
                    format!("Technician sent: {who}"),
                ))
                .by(Clause::G3_5_3)
            }
            ComplaintFact::FollowUpRecorded(made) => self.made_line(made),
            ComplaintFact::FollowUpAttempted {
                channel, failure, ..
            } => Line::of(self.pick("联系不上", "Attempt in vain")).with(format!(
                "{} · {}",
                channel.word(self),
                failure.word(self)
            )),
            ComplaintFact::EndedUnreachable { reason, .. } => Line::of(self.pick(
                "以联系不上结束：应回访，未回访",
                "Ended as unreachable: owed, not done",
            ))
            .with(reason)
            .by(Clause::Ours),
            ComplaintFact::Completed { .. } => {
                Line::of(self.pick("记录完结", "Complete")).by(Clause::G3_5_4)
            }
            ComplaintFact::WentOn { why, .. } => {
                let why = why.word(self);
                Line::of(self.pick(format!("继续处理：{why}"), format!("Goes on: {why}")))
                    .by(Clause::G3_5_4)
            }
            ComplaintFact::Referred {
                department, limit, ..
            } => {
                let department = names.department(*department);
                let limit = self.moment(*limit, names.utc_offset_minutes());
                Line::of(self.pick(
                    format!("发出投诉处理联系单至{department}，限 {limit} 前"),
                    format!("Referred to {department}, by {limit}"),
                ))
                .by(Clause::C1)
            }
            ComplaintFact::ReferralAnswered { .. } => {
                Line::of(self.pick("责任部门已答复", "The department responsible answered"))
                    .by(Clause::C1)
            }
            ComplaintFact::WorkOrderMade { .. } => {
                Line::of(self.pick("已开维修单", "Work order made")).by(Clause::C4)
            }
            ComplaintFact::WorkOrderWithdrawn { .. } => {
                Line::of(self.pick("维修单已撤回", "Work order withdrawn"))
            }
            ComplaintFact::RepairReopened { .. } => Line::of(self.pick(
                "维修签名作废，重新维修",
                "The repair’s signature was voided; it goes on",
            ))
            .by(Clause::C11),
            ComplaintFact::Repaired { .. } => {
                Line::of(self.pick("维修完成", "Repaired")).by(Clause::C11)
            }
            ComplaintFact::DuplicateOf { .. } => Line::of(self.pick(
                "重复登记，并入另一件",
                "Taken down twice; joined to another",
            )),
            ComplaintFact::DuplicateJoined { .. } => Line::of(self.pick(
                "另一件重复登记已并入",
                "Another entry of the same matter joined",
            )),
            ComplaintFact::DuplicateParted => {
                Line::of(self.pick("不是重复，已分开", "Two matters after all; parted"))
            }
            ComplaintFact::DuplicateReleased { .. } => {
                Line::of(self.pick("并入的一件已分开", "The joined entry was parted"))
            }
            ComplaintFact::SteppedBack { to, reason, .. } => {
                let to = to.word(self);
                Line::of(self.pick(format!("退回到“{to}”"), format!("Stepped back to “{to}”")))
                    .with(reason)
            }
            ComplaintFact::EntryVoided { reason, .. } => {
                Line::of(self.pick("一条记录已作废", "An entry was voided")).with(reason)
            }
            ComplaintFact::ConductConfirmed { .. } => {
                Line::of(self.pick("确认参加了回访", "Confirmed taking part"))
            }
            ComplaintFact::ConductDenied { reason, .. } => {
                Line::of(self.pick("否认参加了回访", "Denied taking part")).with(reason)
            }
        }
    }

    fn owed_line(self, obligation: &Obligation) -> Line {
        let days = self.window(&obligation.window);
        let line =
            Line::of(self.pick(format!("应回访：{days}"), format!("Follow-up owed: {days}")))
                .by(obligation.window.clause);
        if obligation.round > 1 {
            line.with(self.round(obligation.round))
        } else {
            line
        }
    }

    fn made_line(self, made: &FollowUp) -> Line {
        let grade = made.contents.satisfaction.map_or_else(
            || self.pick("未表示满意程度", "no grade given"),
            |grade| grade.word(self),
        );
        let what = self.pick(
            format!("回访 · {} · {grade}", made.channel.word(self)),
            format!("Follow-up · {} · {grade}", made.channel.word(self)),
        );
        let mut details = Vec::new();
        if !made.photos.is_empty() {
            details.push(self.photos(made.photos.len()));
        }
        if made.signature.is_some() {
            details.push(self.pick("已签名", "signed").to_owned());
        }
        let reasons = [
            (self.pick("未签名", "Not signed"), &made.unsigned_reason),
            (self.pick("逾期回访", "Late"), &made.late_reason),
            (self.pick("提前回访", "Too early"), &made.early_reason),
            (self.pick("方式", "Channel"), &made.channel_reason),
        ];
        for (label, reason) in reasons {
            if let Some(reason) = reason.as_deref().filter(|reason| !reason.trim().is_empty()) {
                details.push(self.labelled(label, reason));
            }
        }
        if let Some(paper) = &made.paper {
            details.push(self.labelled(self.pick("纸上补录", "From paper"), &paper.reason));
        }
        Line::of(what)
            .with(details.join(self.pick("；", "; ")))
            .by(made.right)
    }
}
