//! Why something was not taken, who may do it, and what became of what was typed. Never a code on screen.

use domain::clause::Clause;
use domain::rejection::{Rejection, RejectionCode, Thing};
use domain::role::{Role, Roles};

use super::Lang;
use super::vocabulary::Word;

/// Who said no: the tablet before saving, the tablet about what it saved earlier, or the server after sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedBy {
    Tablet,
    Expected,
    Server,
}

/// A refusal in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What happened.
    pub what: String,
    /// Who may do it, where that is the matter.
    pub who_may: Option<String>,
    /// What was kept and what to do.
    pub kept: String,
    /// The clause in words; none where no rule is involved.
    pub clause: Option<String>,
}

impl Lang {
    /// A rejection in words.
    #[must_use]
    pub fn refusal(self, rejection: &Rejection, by: RefusedBy) -> Refusal {
        let who_may = (!rejection.needs.is_empty()).then(|| self.needs(&rejection.needs));
        Refusal {
            what: self.what_was_refused(rejection),
            who_may,
            kept: self.what_was_kept(&rejection.code, by).to_owned(),
            clause: Some(self.clause(rejection.clause)),
        }
    }

    /// The whole refusal as one paragraph, for announcements and lists.
    #[must_use]
    pub fn refusal_sentence(self, rejection: &Rejection, by: RefusedBy) -> String {
        let said = self.refusal(rejection, by);
        let mut parts = vec![said.what];
        if let Some(who) = said.who_may {
            parts.push(self.pick(format!("可以由：{who}。"), format!("Who may: {who}.")));
        }
        if let Some(clause) = said.clause {
            parts.push(self.pick(format!("{clause}。"), format!("{clause}.")));
        }
        parts.push(said.kept);
        parts.join(self.pick("", " "))
    }

    /// The sets of roles of which one suffices: 物业管理经理，或 物业总监.
    #[must_use]
    pub fn needs(self, needs: &[Roles]) -> String {
        let sets: Vec<String> = needs.iter().map(|roles| self.together(roles)).collect();
        sets.join(self.pick("，或 ", ", or "))
    }

    /// Roles that go together: 被投诉部门负责人 与 管理员（两人同行）.
    fn together(self, roles: &Roles) -> String {
        // The clause names the head of the department first (M4(4)b).
        let (heads, others): (Vec<Role>, Vec<Role>) = roles
            .iter()
            .partition(|role| **role == Role::HeadOfDepartment);
        let names: Vec<&str> = heads
            .into_iter()
            .chain(others)
            .map(|role| self.role_asked_for(role))
            .collect();
        match names.as_slice() {
            [] => self.pick("被指派的人", "those named for it").to_owned(),
            [one] => (*one).to_owned(),
            several => {
                let joined = several.join(self.pick(" 与 ", " with "));
                match (self, several.len()) {
                    (Lang::Zh, 2) => format!("{joined}（两人同行）"),
                    (Lang::Zh, count) => format!("{joined}（{count} 人同行）"),
                    (Lang::En, 2) => format!("{joined} (two people together)"),
                    (Lang::En, count) => format!("{joined} ({count} people together)"),
                }
            }
        }
    }

    fn what_was_refused(self, rejection: &Rejection) -> String {
        match &rejection.code {
            RejectionCode::BeyondAuthority => self.beyond_authority(rejection).to_owned(),
            RejectionCode::NotOnStaff => self
                .pick(
                    "有人当天不在本管理处任职。",
                    "Somebody is not on this office’s staff on that day.",
                )
                .to_owned(),
            RejectionCode::Unknown { what } => {
                let what = self.thing(*what);
                self.pick(
                    format!("没有找到{what}。"),
                    format!("There is no such {what}."),
                )
            }
            RejectionCode::WrongStatus { is } => {
                let is = is.word(self);
                self.pick(
                    format!("这件投诉现在是“{is}”，不能做这一步。"),
                    format!("The case stands at “{is}”; this step cannot be taken from there."),
                )
            }
            RejectionCode::Contested { .. } => self
                .pick(
                    "别人也改了这一项，请选用哪一个。",
                    "Somebody else changed this as well; choose which one stands.",
                )
                .to_owned(),
            RejectionCode::Missing { field } => self.missing(*field).to_owned(),
            RejectionCode::Invalid { field } => {
                let field = self.field(*field);
                self.pick(
                    format!("“{field}”填写不对，请检查。"),
                    format!("“{field}” cannot be right; check it."),
                )
            }
            RejectionCode::FollowsRefused { .. } => self
                .pick(
                    "它接在一条未被采纳的记录后面，所以也没有采纳。",
                    "It builds on an entry that was not taken, so it was not taken either.",
                )
                .to_owned(),
            RejectionCode::LastDirector => self
                .pick(
                    "管理处至少要有一位物业总监。请先指定另一位。",
                    "An office keeps at least one director. Name another one first.",
                )
                .to_owned(),
            RejectionCode::MonthNotOver { last } => {
                let last = self.date(*last);
                self.pick(
                    format!("这个月还没有结束，{last}以后才能总结。"),
                    format!("The month is not over; it is summed up after {last}."),
                )
            }
            RejectionCode::Sealed => self
                .pick(
                    "这份月总结已有评语并归档，不再更改。",
                    "This summary has its remark and is archived; nothing is changed on it any more.",
                )
                .to_owned(),
            RejectionCode::StartsTooEarly => self
                .pick(
                    "修改最早从次日起生效。",
                    "A change takes effect the next day at the earliest.",
                )
                .to_owned(),
            RejectionCode::NothingOwed => self
                .pick(
                    "这件投诉现在没有应做的回访。",
                    "No follow-up is owed on this case now.",
                )
                .to_owned(),
            RejectionCode::TooFewAttempts {
                made,
                days,
                channels,
            } => {
                let tried = self.attempts(*made, *days, *channels);
                self.pick(
                    format!("联系的次数还不够（{tried}），不能以联系不上结束。"),
                    format!("Too few attempts ({tried}) to end it as unreachable."),
                )
            }
            RejectionCode::AlreadyExists => self
                .pick("已经有这一条了。", "This exists already.")
                .to_owned(),
            RejectionCode::OutOfOrder { is } => {
                let is = is.word(self);
                self.pick(
                    format!("这张维修单现在是“{is}”，还不能做这一步。"),
                    format!("The work order stands at “{is}”; this step does not come next."),
                )
            }
            RejectionCode::MaterialRejected => self
                .pick(
                    "这项材料验证不合格，不得使用。",
                    "This material was found not fit; it may not be built in.",
                )
                .to_owned(),
            RejectionCode::SetAside => self
                .pick(
                    "这件已并入另一件或已作废，不再办理。",
                    "The case is joined to another or voided; nothing more is done on it.",
                )
                .to_owned(),
            RejectionCode::Hindered { by } => self.hindrance(by),
            RejectionCode::NotTakenUp { bytes } => {
                let size = self.bytes(*bytes);
                self.pick(
                    format!("服务器没能处理这条记录（{size}），已原样存放。其他记录照常发送。"),
                    format!(
                        "The server could not take this entry up ({size}); it is kept as it came. Other entries go on."
                    ),
                )
            }
            RejectionCode::Held => self
                .pick(
                    "这条记录写下后情况已有变化，由经理决定是否采纳。",
                    "Things changed since this was written; a manager takes it or leaves it.",
                )
                .to_owned(),
        }
    }

    /// Where people went together the number may be what is wrong; otherwise it is the role.
    fn beyond_authority(self, rejection: &Rejection) -> &'static str {
        if rejection.needs.iter().any(|roles| roles.len() > 1) {
            self.pick(
                "所选人员不齐，或没有相应的职务。",
                "The people chosen are not complete, or do not hold the roles.",
            )
        } else if rejection.clause == Clause::M4_4a {
            self.pick(
                "重大投诉的回访不在所选人员的职权内。",
                "The follow-up of a major complaint is beyond the authority of those chosen.",
            )
        } else {
            self.pick(
                "这一步不在当前人员的职权内。",
                "This step is beyond their authority.",
            )
        }
    }

    fn what_was_kept(self, code: &RejectionCode, by: RefusedBy) -> &'static str {
        match (by, code) {
            (RefusedBy::Tablet, RejectionCode::Contested { .. }) => self.pick(
                "您填写的内容已保留；看过对方的修改后再决定。",
                "What you typed is kept; look at the other change, then decide.",
            ),
            (RefusedBy::Tablet, RejectionCode::Missing { .. } | RejectionCode::Invalid { .. }) => {
                self.pick(
                    "没有保存。已填写的内容还在，补好后再保存。",
                    "Not saved. What you typed is still here; complete it and save.",
                )
            }
            (RefusedBy::Tablet, _) => self.pick(
                "没有保存。您填写的内容已保留在草稿中。",
                "Not saved. What you typed is kept in the draft.",
            ),
            (RefusedBy::Expected, _) => self.pick(
                "记录完整保存在本机，仍会发送；服务器未采纳时再在这里处理。",
                "It is saved whole on this tablet and is still sent; should the server not take it, you settle it here.",
            ),
            (_, RejectionCode::NotTakenUp { .. }) => self.pick(
                "请重新填写一次，再在这里了结；原文存放在服务器上，维护人员可以导出。",
                "Enter it once more, then settle it here; its bytes are kept at the server, and whoever looks after the system can export them.",
            ),
            (RefusedBy::Server, RejectionCode::Held) => self.pick(
                "原文已完整保留，等待经理处理。",
                "It is kept whole and waits for a manager.",
            ),
            (RefusedBy::Server, _) => self.pick(
                "服务器未采纳。原文已完整保留在“需处理”中。",
                "The server did not take it. It is kept whole under “To settle”.",
            ),
        }
    }

    fn thing(self, thing: Thing) -> &'static str {
        match thing {
            Thing::Office => self.pick("这个管理处", "office"),
            Thing::Person => self.pick("这位员工", "person"),
            Thing::Unit => self.pick("这个铺位", "unit"),
            Thing::Case => self.pick("这件投诉", "case"),
            Thing::Department => self.pick("这个部门", "department"),
            Thing::Command => self.pick("这条记录", "entry"),
            Thing::Violation => self.pick("这件违章", "violation"),
            Thing::Disposition => self.pick("这份处理意见", "disposition"),
            Thing::Delegation => self.pick("这份授权", "delegation"),
            Thing::WorkOrder => self.pick("这张维修单", "work order"),
            Thing::Material => self.pick("这项材料", "material"),
            Thing::Price => self.pick("这项收费", "price"),
            Thing::Referral => self.pick("这份联系单", "referral"),
            Thing::Summary => self.pick("这个月的总结", "month’s summary"),
            Thing::Point => self.pick("这项跟进事项", "point of the remark"),
        }
    }

    /// Who must carry a step out, as the case page says it: 等待 物业管理经理.
    #[must_use]
    pub fn roles_or(self, roles: &[Role]) -> String {
        let sets: Vec<Roles> = roles.iter().map(|role| Roles::from([*role])).collect();
        self.needs(&sets)
    }
}
