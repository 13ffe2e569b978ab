//! The lines of a violation's timeline and of the duty log.

use domain::clause::Clause;
use domain::event::ViolationFact;
use domain::event::violation::{ProofOfService, Proposal, Service};
use domain::violation::Measure;

use super::Lang;
use super::timeline::{Line, Names};
use super::vocabulary::Word;

fn line(what: impl Into<String>, detail: impl Into<String>, clause: Option<Clause>) -> Line {
    let detail = detail.into();
    Line {
        what: what.into(),
        detail: (!detail.trim().is_empty()).then_some(detail),
        clause,
    }
}

impl Lang {
    /// The line of a fact; `words` are the personal words in it, read.
    #[must_use]
    pub fn violation_line(self, fact: &ViolationFact, words: &str, names: &impl Names) -> Line {
        match fact {
            ViolationFact::Noticed(observation) => line(
                self.labelled(
                    self.pick("发现违章", "Violation seen"),
                    &self.violation_item(observation.item),
                ),
                words,
                Some(Clause::V4_4_2),
            ),
            ViolationFact::Persuaded { stopped, .. } => line(
                if *stopped {
                    self.pick("劝导，已停止", "Persuaded; they stopped")
                } else {
                    self.pick("劝导、沟通", "Persuaded")
                },
                words,
                Some(Clause::V4_4_1),
            ),
            ViolationFact::Reported { to } => line(
                self.labelled(self.pick("报", "Reported to"), to.word(self)),
                "",
                Some(Clause::V4_4_2),
            ),
            ViolationFact::SeverityDecided { severity } => line(
                self.labelled(self.pick("性质", "Severity decided"), severity.word(self)),
                "",
                Some(Clause::V4_4_2),
            ),
            ViolationFact::TeamLeaderSent { person } => line(
                self.labelled(
                    self.pick("派现场队长", "Team leader sent"),
                    &names.person(*person),
                ),
                "",
                Some(Clause::V4_4_2),
            ),
            ViolationFact::RenovationReferred { reference } => line(
                self.pick("按装修管理规程处理", "Handled by the renovation procedure"),
                reference,
                Some(Clause::V4_3_1),
            ),
            ViolationFact::ArrearsStated(arrears) => line(
                self.labelled(
                    self.pick("欠缴", "Arrears"),
                    &format!(
                        "{} · {}‰ · {}",
                        self.yuan(arrears.principal_fen),
                        arrears.per_mille,
                        self.date(arrears.last_day)
                    ),
                ),
                &arrears.contract,
                Some(Clause::V4_3_2),
            ),
            ViolationFact::SpecialReasonClaimed { .. } => line(
                self.pick("提出特殊原因", "A special reason was claimed"),
                words,
                Some(Clause::V4_2),
            ),
            ViolationFact::SpecialReasonJudged { accepted, reason } => line(
                if *accepted {
                    self.pick("特殊原因成立", "Special reason accepted")
                } else {
                    self.pick("特殊原因不成立", "Special reason not accepted")
                },
                reason,
                Some(Clause::V4_2),
            ),
            ViolationFact::DispositionProposed(proposal) => self.proposed(proposal),
            ViolationFact::DispositionWeighed { weighing, .. } => line(
                self.pick("书面权衡", "Weighed in writing"),
                weighing,
                Some(Clause::V4_4_5),
            ),
            ViolationFact::DispositionCountersigned {
                skipped,
                skip_reason,
                on_behalf_of,
                ..
            } => {
                let what = self.pick("物业总监签署，生效", "Signed by the director; in effect");
                let what = match on_behalf_of {
                    Some(person) => {
                        let name = names.person(*person);
                        self.pick(
                            format!("{what}（代 {name}）"),
                            format!("{what} (for {name})"),
                        )
                    }
                    None => what.to_owned(),
                };
                line(
                    what,
                    self.left_out(skipped, skip_reason.as_deref()),
                    Some(Clause::V4_4_6),
                )
            }
            ViolationFact::DispositionDeclined { reason, .. } => line(
                self.pick("物业总监未同意", "Declined by the director"),
                reason,
                Some(Clause::V4_4_6),
            ),
            ViolationFact::CompanyDecided {
                approved, decision, ..
            } => line(
                if *approved {
                    self.pick("公司决定同意", "Approved by the company")
                } else {
                    self.pick("公司决定不同意", "Not approved by the company")
                },
                decision,
                // Which clause asks for the company depends on the measure: the disposition's card names it.
                None,
            ),
            ViolationFact::MarkedNotApplicable { measure, reason } => line(
                self.labelled(self.pick("不适用", "Not applicable"), measure.word(self)),
                reason,
                Some(Clause::V4_3_3),
            ),
            ViolationFact::MeasureTaken { measure, fee, .. } => line(
                self.labelled(self.pick("已执行", "Carried out"), measure.word(self)),
                fee.map_or_else(String::new, |fee| self.yuan(fee.fen)),
                Some(Clause::V4_4_6),
            ),
            other => self.afterwards(other, words),
        }
    }

    fn afterwards(self, fact: &ViolationFact, words: &str) -> Line {
        match fact {
            ViolationFact::NoticeIssued { kind, .. } => line(
                self.labelled(self.pick("发出", "Issued"), kind.word(self)),
                "",
                None,
            ),
            ViolationFact::NoticeNumbered { number, .. } => line(
                self.pick(format!("编号 {number}"), format!("Number {number}")),
                "",
                None,
            ),
            ViolationFact::NoticeServed { service, .. } => {
                line(self.served(service), words, Some(Clause::V4_4_6))
            }
            ViolationFact::ServedWithoutStanding { service, .. } => line(
                self.pick(
                    format!("{}，但文书没有效力", self.served(service)),
                    format!("{}, but the paper has no standing", self.served(service)),
                ),
                words,
                Some(Clause::V4_4_7),
            ),
            ViolationFact::StandingSettled { decision, .. } => line(
                self.pick("无效送达已处理", "The paper without standing is settled"),
                decision,
                Some(Clause::V4_4_6),
            ),
            ViolationFact::ComplianceRecorded { complied, note, .. } => line(
                if *complied {
                    self.pick("对方配合", "They complied")
                } else {
                    self.pick("对方不配合", "They did not comply")
                },
                note,
                Some(Clause::V4_4_3),
            ),
            ViolationFact::RecheckOwed { due, .. } => line(
                self.labelled(self.pick("待复查", "Re-check due"), &self.date(*due)),
                "",
                Some(Clause::V4_3_3),
            ),
            ViolationFact::Rechecked {
                rectified, note, ..
            } => line(
                if *rectified {
                    self.pick("复查：已整改", "Re-checked: rectified")
                } else {
                    self.pick("复查：未整改", "Re-checked: not rectified")
                },
                note,
                Some(Clause::V4_3_3),
            ),
            ViolationFact::ReconciliationOwed { due, by, .. } => line(
                self.pick(
                    format!("{}主动沟通，{}前", by.word(self), self.day_month(*due)),
                    format!(
                        "{} to make the first step by {}",
                        by.word(self),
                        self.day_month(*due)
                    ),
                ),
                "",
                Some(Clause::V4_4_5),
            ),
            ViolationFact::Reconciled { .. } => line(
                self.pick("主动沟通，缓和关系", "First step to mend relations"),
                words,
                Some(Clause::V4_4_5),
            ),
            ViolationFact::Closed { outcome, note } => line(
                self.labelled(self.pick("了结", "Closed"), outcome.word(self)),
                note,
                Some(Clause::V3),
            ),
            other => self.taken_back(other, words),
        }
    }

    /// What undoes, joins and parts.
    fn taken_back(self, fact: &ViolationFact, words: &str) -> Line {
        match fact {
            ViolationFact::DispositionWithdrawn { reason, .. } => line(
                self.pick("拟定人撤回处理意见", "Withdrawn by who proposed it"),
                reason,
                Some(Clause::V3),
            ),
            ViolationFact::Reopened { from, reason } => line(
                self.labelled(
                    self.pick("重新处理，原了结结果", "Reopened; it had been closed as"),
                    from.word(self),
                ),
                reason,
                Some(Clause::V3),
            ),
            ViolationFact::EntryVoided { reason, .. } => line(
                self.pick("作废一条记录", "An entry was voided"),
                reason,
                Some(Clause::Ours),
            ),
            ViolationFact::ConductConfirmed { .. } => line(
                self.pick("本人确认属实", "Confirmed by the one named"),
                "",
                Some(Clause::Ours),
            ),
            ViolationFact::ConductDenied { reason, .. } => line(
                self.pick("本人否认", "Denied by the one named"),
                reason,
                Some(Clause::Ours),
            ),
            ViolationFact::DuplicateOf { .. } => line(
                self.pick(
                    "重复登记，并入另一件违章",
                    "A double: joined to another violation",
                ),
                "",
                Some(Clause::Ours),
            ),
            ViolationFact::DuplicateJoined { .. } => line(
                self.pick(
                    "另一件重复登记的违章并入",
                    "A double was joined to this one",
                ),
                "",
                Some(Clause::Ours),
            ),
            ViolationFact::DuplicateParted => line(
                self.pick("不是重复登记，分开处理", "No double: parted again"),
                "",
                Some(Clause::Ours),
            ),
            ViolationFact::DuplicateReleased { .. } => line(
                self.pick("并入的一件已分开", "The one joined was parted again"),
                "",
                Some(Clause::Ours),
            ),
            _ => line("", words, None),
        }
    }

    fn proposed(self, proposal: &Proposal) -> Line {
        let mut detail = vec![proposal.opinion.clone()];
        if let Some(day) = proposal.last_day {
            detail.push(self.labelled(self.pick("期限", "Last day"), &self.date(day)));
        }
        if let Some(fen) = proposal.amount_fen {
            detail.push(self.yuan(fen));
        }
        line(
            self.labelled(
                self.pick("拟处理意见", "Proposed"),
                proposal.measure.word(self),
            ),
            detail.join(" · "),
            Some(Clause::V3),
        )
    }

    /// Rungs left out, with the Director's reason.
    #[must_use]
    pub fn left_out(self, skipped: &[Measure], reason: Option<&str>) -> String {
        if skipped.is_empty() {
            return String::new();
        }
        let words = self.measures(skipped);
        let reason = reason.unwrap_or_default();
        self.pick(
            format!("跳过 {words}：{reason}"),
            format!("Left out {words}: {reason}"),
        )
    }

    fn served(self, service: &Service) -> String {
        let how = match service.proof {
            ProofOfService::SignedFor { .. } => self.pick("已签收", "signed for"),
            ProofOfService::Refused { .. } => self.pick("拒收", "refused"),
        };
        let paper = &service.paper;
        self.pick(
            format!("送达 {paper}，{how}"),
            format!("Served {paper}, {how}"),
        )
    }
}
