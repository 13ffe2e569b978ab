//! Violations: the list, the form of a notice, the page of a case with its ladder.

use chrono::NaiveDate;
use domain::event::violation::Arrears;
use domain::violation::{Closed, LateFee, Measure};

use super::Lang;
use super::area::area;
use super::vocabulary::Word;

area! {
    /// The list and the page of a case.
    Violation {
        title: "违章", "Violations";
        notice: "登记违章", "Record a violation";
        empty: "没有违章记录。", "No violations on record.";
        empty_hint: "发现违章先劝导，再点“登记违章”。", "When you see one, persuade first, then tap “Record a violation”.";
        filter_open: "处理中", "Open";
        filter_mine: "待我处理", "Mine";
        filter_closed: "已了结", "Closed";
        filter_all: "全部", "All";
        facts: "违章情况", "The violation";
        timeline: "经过", "Timeline";
        seen: "看到的情况", "What was seen";
        item: "违章项目", "Item";
        kind: "违章类别", "Kind";
        debt: "拒交的款项", "What is not paid";
        severity: "违章性质", "Severity";
        severity_undecided: "未定，暂按一般处理", "Undecided, handled as general";
        responsible: "负责处理", "Handled by";
        team_leader: "派到现场的队长", "Team leader sent";
        persuaded: "已劝导", "Persuaded";
        not_persuaded: "还没有劝导", "Not persuaded yet";
        stopped: "已停止违章", "They stopped";
        not_stopped: "没有停止", "They did not stop";
        renovation: "装修管理规程文号", "Renovation procedure reference";
        special_reason: "不交的特殊原因", "Special reason for not paying";
        reason_open: "待判断", "To be judged";
        reason_accepted: "成立", "Accepted";
        reason_rejected: "不成立", "Not accepted";
        outcome: "结果", "Outcome";
        photos: "照片", "Photos";
        tasks: "要做的事", "To do";
        saved: "已保存。", "Saved.";
        noticed_saved: "已登记，并已写入值班表。", "Recorded, and entered in the duty log.";

        ladder: "处理办法", "Measures";
        ladder_lead: "按顺序，从轻到重。", "In order, from mild to harsh.";
        next_rung: "下一步", "Next";
        rung_taken: "已执行", "Taken";
        rung_skipped: "已跳过", "Left out";
        rung_not_applicable: "不适用", "Not applicable";
        rung_closed: "不可用", "Closed";
        rung_later: "未到", "Later";
        by_company: "须由公司决定", "The company must decide";
        special_care: "须书面权衡后再签署", "To be weighed in writing before signing";
        waits_below: "前面的办法还没有执行；跳过须物业总监写明理由。", "What comes before has not been taken; leaving it out takes the director’s reason.";
        law_fee: "《民法典》第九百四十四条：物业服务人不得以停水停电等方式催交物业费。谁签字都不行。", "Civil Code article 944: fees may not be pressed for by cutting water or power. Nobody’s signature opens it.";
        law_default: "法律风险：公司主管领导凭书面法律意见为本管理处开放后才能采用。", "Legal risk: open only once the company executive enables it for this office on a written legal opinion.";
        no_ladder: "违章装修按装修管理规程处理，写明文号。", "Renovation goes by its own procedure; record its reference.";
        other_measures: "公司决定的办法", "Measures of the company";
        principles: "处理原则", "Principles";
        principles_all: "以劝导、教育为主；就事论事；合情、合理、合法；尽量不伤和气，事后主动缓和关系；慎用处罚。", "Persuade and educate first; keep to the matter; be humane, reasonable and lawful; keep the peace and mend relations afterwards; punish sparingly.";

        dispositions: "处理意见", "Dispositions";
        proposed_by: "拟定", "Proposed by";
        opinion: "处理意见", "Disposition";
        executors: "执行人", "Carried out by";
        last_day: "期限", "Last day";
        amount: "金额（元）", "Sum (yuan)";
        weighing: "书面权衡", "Weighing";
        signed: "物业总监签署", "Signed by the director";
        own_proposal: "本人拟定", "Own proposal";
        skipped: "跳过", "Left out";
        company: "公司决定", "Company’s decision";
        approved: "同意", "Approved";
        rejected: "不同意", "Not approved";
        carried_out: "执行日期", "Carried out on";
        paper: "文书", "Paper";
        number_pending: "待编号", "No number yet";
        served: "送达", "Served";
        not_served: "未送达", "Not served";
        signed_for: "已签收", "Signed for";
        refused_service: "拒收，有见证", "Refused, witnessed";
        complied: "配合情况", "Complied with";
        complied_yes: "已配合", "Complied";
        complied_no: "不配合", "Not complied";
        recheck: "复查", "Re-check";
        rectified_yes: "已整改", "Rectified";
        rectified_no: "未整改", "Not rectified";
        reconciliation: "缓和关系", "Mending relations";
        declined: "未同意的理由", "Why it was declined";
        withdrawn: "撤回的理由", "Why it was withdrawn";
        double_of: "重复登记，已并入", "A double, joined to";
        doubles: "并入这一件的", "Doubles joined to it";
        voided: "登记已作废", "Its registration was voided";
        others_here: "同铺位的其他违章", "Other violations of this unit";
        others_lead: "再次发生的违章另行登记：就事论事，先劝导。", "What happens again is taken down anew: keep to the matter, persuade first.";
        unstanding: "送达了没有效力的文书", "A paper without standing was handed over";
        settled: "处理", "Settled";
        print: "打印文书", "Print the paper";

        arrears: "欠缴情况", "Arrears";
        arrears_missing: "还没有写明欠缴金额和合同费率。", "Principal and contract rate are not stated yet.";
        principal: "欠缴本金", "Principal";
        principal_yuan: "欠缴本金（元）", "Principal (yuan)";
        rate: "滞纳金费率（‰/日）", "Late fee rate (‰ per day)";
        due_last: "应缴最后一天", "Last day to pay";
        contract: "合同条款", "Contract clause";
        late_fee: "滞纳金", "Late fee";
        late_fee_today: "到今天的滞纳金", "Late fee as of today";
        capped: "不超过本金", "No more than the principal";
    }
}

area! {
    /// The buttons and questions of each step.
    ViolationStep {
        persuade: "劝导、沟通", "Persuade";
        persuade_words: "说了什么、对方怎样回应", "What was said, and the answer";
        stopped: "对方当场停止了", "They stopped at once";
        decide_severity: "定性质", "Decide the severity";
        send_team_leader: "派队长", "Send a team leader";
        team_leader: "现场队长", "Site team leader";
        refer_renovation: "转装修管理规程", "To the renovation procedure";
        reference: "文号", "Reference";
        state_arrears: "写明欠缴", "State the arrears";
        claim_reason: "记录特殊原因", "Record a special reason";
        reason: "对方的说法", "What they say";
        judge_reason: "判断特殊原因", "Judge the reason";
        accepted: "原因成立，不属违章", "Accepted: no violation";
        rejected: "原因不成立", "Not accepted";
        propose: "拟处理意见", "Propose";
        executors_hint: "涉及收费的由现场队长落实。", "Where money is asked for, a site team leader sees to it.";
        weigh: "书面权衡", "Weigh in writing";
        weigh_lead: "此项措施一定要特别慎重：写明为什么必须采用、有没有更轻的办法。", "This measure takes special care: say why it must be, and whether something milder would do.";
        countersign: "签署", "Sign";
        countersign_lead: "由物业总监本人签署后生效。", "It takes effect by the director’s own signature.";
        skip_reason: "跳过的理由", "Why measures are left out";
        decline: "不同意", "Decline";
        decline_reason: "不同意的理由", "Why not";
        decide: "公司决定", "Company’s decision";
        decision: "决定内容", "The decision";
        not_applicable: "标为不适用", "Mark as not applicable";
        carry_out: "执行", "Carry out";
        carry_out_lead: "只有意见上写明的执行人可以执行。", "Only those named in the disposition carry it out.";
        serve: "记录送达", "Record the service";
        serve_on: "送达日期", "Served on";
        paper: "纸上的编号", "The number on the paper";
        proof: "送达情况", "How it was received";
        signed_for: "签收", "Signed for";
        refused: "拒收", "Refused";
        receiver: "签收人", "Received by";
        witness: "见证人", "Witness";
        witness_photo: "拒收现场照片", "Photo of the refusal";
        comply: "记录配合情况", "Record compliance";
        complied: "配合了", "Complied";
        not_complied: "不配合", "Not complied";
        recheck: "记录复查", "Record the re-check";
        rectified: "已整改", "Rectified";
        not_rectified: "没有整改", "Not rectified";
        reconcile: "记录沟通", "Record the contact";
        reconcile_words: "怎样沟通、对方怎样回应", "What was said, and the answer";
        settle: "处理无效送达", "Settle the paper";
        close: "了结", "Close";
        close_note: "说明", "Note";
        withdraw: "撤回", "Withdraw";
        withdraw_lead: "签署以前可以撤回自己拟定的处理意见；写明理由。", "A proposal of your own may be withdrawn before it is signed; say why.";
        reopen: "重新处理", "Reopen";
        reopen_lead: "用于了结有误的情况，从原来的进度继续。再次发生的违章请另行登记。", "For a case closed wrongly: it goes on where it stood. What happened again is taken down anew.";
        join: "并入另一件", "Join another violation";
        join_lead: "同一铺位的同一件违章登记了两次；两边的经过都保留。", "The same violation was taken down twice; both timelines stay.";
        join_which: "并入哪一件", "Which one it doubles";
        part: "分开", "Part them";
        part_lead: "不是重复登记，各自处理。", "They are two violations; each goes on by itself.";
        void: "作废这一条", "Void this entry";
        void_lead: "作废的记录仍能看到，写明原因。", "A voided entry stays to be read, with the reason.";
        carried_out_by: "谁执行的", "Carried out by";
        served_by: "谁送达的", "Served by";
        rechecked_by: "谁复查的", "Re-checked by";
        note: "说明", "Note";
        photos: "照片", "Photos";
        signature_of: "签收人签名", "Receiver’s signature";
        clear: "重签", "Sign again";
    }
}

area! {
    /// The form of a notice.
    NoticeForm {
        title: "登记违章", "Record a violation";
        unit: "铺位", "Unit";
        unit_hint: "输入铺位号、名称、首字母或电话", "Type a unit, name or phone";
        unit_unknown: "名录里没有这个铺位。", "The directory has no such unit.";
        kind: "违章类别", "Kind";
        item: "违章项目", "Item";
        seen: "看到的情况", "What you saw";
        seen_hint: "时间、地点、谁、在做什么", "When, where, who, doing what";
        debt: "拒交的款项", "What is not paid";
        severity: "建议的性质", "Proposed severity";
        persuaded: "当场劝导了", "I persuaded them at once";
        persuaded_hint: "发现违章，马上规劝、沟通。", "Whoever sees a violation persuades at once.";
        words: "说了什么、对方怎样回应", "What was said, and the answer";
        stopped: "对方当场停止了", "They stopped at once";
        photos: "照片", "Photos";
        happened: "发现时间", "When it was seen";
        submit: "登记违章", "Record the violation";
    }
}

area! {
    /// The paper of a disposition.
    NoticePaper {
        unit: "铺位", "Unit";
        occupant: "商户", "Merchant";
        number: "编号", "No.";
        basis: "规程", "Procedure";
        remark: "备注", "Remark";
        demand_remark: "如有特殊原因，请在期限内向管理处说明。", "If there is a special reason, tell the office within the time given.";
        receiver: "签收", "Received by";
    }
}

impl Lang {
    /// ¥12000.00 × 3.00‰ × 20 天 = ¥720.00: a sum a merchant can follow; where it stops at the principal, that is said.
    #[must_use]
    pub fn late_fee_sum(self, arrears: &Arrears, fee: &LateFee) -> String {
        let principal = self.yuan(arrears.principal_fen);
        let (rate, days, sum) = (arrears.per_mille, fee.days, self.yuan(fee.fen));
        let capped = self.pick(&Violation::ZH, &Violation::EN).capped;
        let product = match self {
            Lang::Zh => format!("{principal} × {rate}‰ × {days} 天"),
            Lang::En => {
                let word = if days == 1 { "day" } else { "days" };
                format!("{principal} × {rate}‰ × {days} {word}")
            }
        };
        match (self, fee.capped) {
            (_, false) => format!("{product} = {sum}"),
            (Lang::Zh, true) => format!("{product}，{capped}：{sum}"),
            (Lang::En, true) => format!("{product}, {}: {sum}", capped.to_lowercase()),
        }
    }

    /// The days a late fee counts.
    #[must_use]
    pub fn late_fee_days(self, last_day: NaiveDate, on: NaiveDate) -> String {
        let (last, on) = (self.date(last_day), self.date(on));
        self.pick(
            format!("自{last}次日起，至{on}"),
            format!("From the day after {last} to {on}"),
        )
    }

    /// Measures side by side: 停水停电、停止提供服务.
    #[must_use]
    pub fn measures(self, measures: &[Measure]) -> String {
        let words: Vec<String> = measures
            .iter()
            .map(|measure| measure.word(self).to_owned())
            .collect();
        self.list(&words)
    }

    /// Why the legal guard stands before a measure, with its article.
    #[must_use]
    pub fn guarded_because(self, why: Closed) -> &'static str {
        let words = self.pick(&Violation::ZH, &Violation::EN);
        match why {
            Closed::ByLaw => words.law_fee,
            Closed::ByDefault => words.law_default,
        }
    }

    /// What stands on a paper until the server numbered it: 待编号 3F2A91-BC04D7 (device and command).
    #[must_use]
    pub fn paper_pending(self, device: &str, command: &str) -> String {
        let words = self.pick(&Violation::ZH, &Violation::EN).number_pending;
        format!("{words} {device}-{command}")
    }

    /// 李梅（代 王强）: signed by delegation.
    #[must_use]
    pub fn signed_for_another(self, who: &str, holder: &str) -> String {
        self.pick(
            format!("{who}（代 {holder}）"),
            format!("{who} (for {holder})"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_fee_is_written_as_a_sum_that_can_be_followed() {
        let per_mille = "3.00".parse().unwrap();
        let arrears = Arrears {
            principal_fen: 1_200_000,
            per_mille,
            last_day: NaiveDate::default(),
            contract: String::new(),
        };
        let fee = LateFee {
            days: 20,
            fen: 72_000,
            capped: false,
        };
        assert_eq!(
            Lang::Zh.late_fee_sum(&arrears, &fee),
            "¥12000.00 × 3.00‰ × 20 天 = ¥720.00"
        );
        let capped = LateFee {
            days: 400,
            fen: 1_200_000,
            capped: true,
        };
        assert_eq!(
            Lang::Zh.late_fee_sum(&arrears, &capped),
            "¥12000.00 × 3.00‰ × 400 天，不超过本金：¥12000.00"
        );
        assert_eq!(
            Lang::En.late_fee_sum(&arrears, &capped),
            "¥12000.00 × 3.00‰ × 400 days, no more than the principal: ¥12000.00"
        );
    }
}
