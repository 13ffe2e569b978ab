//! Why something was not taken, who may do it, and what became of what was typed. Never a code on screen.

use domain::clause::Clause;
use domain::rejection::{Field, Rejection, RejectionCode, Thing};
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
                    "您修改时，别人也改了这一项，请选用哪一个。",
                    "Somebody else changed this while you did; choose which one stands.",
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
        }
    }

    /// What to fill in, as a sentence.
    #[must_use]
    pub fn missing(self, field: Field) -> &'static str {
        match field {
            Field::Name => self.pick("请填写名称。", "Fill in the name."),
            Field::UnitCode => self.pick("请填写铺位号。", "Fill in the unit."),
            Field::Occupant => {
                self.pick("请填写商户名称或业户姓名。", "Fill in the occupant’s name.")
            }
            Field::Content => self.pick("请填写投诉内容。", "Fill in what the complaint is about."),
            Field::PhoneOrAppointment => self.pick(
                "联系电话和预约时间至少填一项。",
                "Fill in a phone number or an appointed time.",
            ),
            Field::Phone => self.pick("请填写联系电话。", "Fill in the phone number."),
            Field::Department => self.pick(
                "请指明被投诉部门，处理完毕前必须指明。",
                "Name the department concerned; it is needed before the case is handled.",
            ),
            Field::Severity => self.pick("请定投诉性质。", "Decide the severity."),
            Field::Limit => self.pick("请填写处理时限。", "Fill in the limit."),
            Field::Result => self.pick("请填写处理结果。", "Fill in the result."),
            Field::Reason => self.pick("请写明原因。", "Give the reason."),
            Field::ChannelReason => self.pick(
                "不采用当面回访的，请写明原因。",
                "Not in person: give the reason.",
            ),
            Field::LateReason => self.pick(
                "已过最后一天，请写明逾期的原因。",
                "The last day has passed: give the reason why it is late.",
            ),
            Field::EarlyReason => self.pick(
                "还没到回访时间，请写明提前的原因。",
                "The window is not open yet: give the reason why it is early.",
            ),
            Field::PaperReason => self.pick("请写明补录的原因。", "Say why it is entered later."),
            Field::PaperPhoto => self.pick(
                "回访不是今天做的，请附纸质记录的照片。",
                "The follow-up was not today: add a photo of the paper.",
            ),
            Field::Quality => self.pick("请选择质量评价。", "Choose a grade for quality."),
            Field::Effect => self.pick(
                "请选择服务效果评价。",
                "Choose a grade for the effect of the service.",
            ),
            Field::Satisfaction => {
                self.pick("请选择满意程度。", "Choose a grade for satisfaction.")
            }
            Field::Shortcomings => self.pick(
                "请填写缺点与不足；没有的，请填“无”。",
                "Fill in the shortcomings; if there are none, say “None”.",
            ),
            Field::Suggestions => self.pick(
                "请填写建议；没有的，请填“无”。",
                "Fill in the suggestions; if there are none, say “None”.",
            ),
            Field::Finding => self.pick(
                "请填写具体意见；没有的，请填“无”。",
                "Fill in the finding; if there is none, say “None”.",
            ),
            Field::ServiceArea => self.pick("请选择服务方面。", "Choose the service area."),
            Field::Conductors => self.pick("请选择回访人。", "Choose who went."),
            Field::HappenedAt => self.pick("请填写时间。", "Fill in the time."),
            Field::Role => self.pick("请选择职务。", "Choose a role."),
            Field::From => self.pick("请填写开始日期。", "Fill in the first day."),
            Field::Figure => self.pick("请填写数值。", "Fill in the value."),
            Field::Personal => self.pick(
                "有内容没有保存完整，请再填一次。",
                "Something did not arrive whole; fill it in again.",
            ),
            Field::Technician => self.pick("请选择维修员。", "Choose the technician."),
            Field::Round => self.pick("请选择是哪一次回访。", "Choose which follow-up."),
        }
    }

    /// The label of an answer, so that the form and the refusal call it the same.
    #[must_use]
    pub fn field(self, field: Field) -> &'static str {
        match field {
            Field::Name => self.pick("名称", "Name"),
            Field::UnitCode => self.pick("铺位号", "Unit"),
            Field::Occupant => self.pick("商户名称", "Occupant"),
            Field::Content => self.pick("投诉内容", "Complaint"),
            Field::PhoneOrAppointment => self.pick("联系电话或预约时间", "Phone or appointed time"),
            Field::Phone => self.pick("联系电话", "Phone"),
            Field::Department => self.pick("被投诉部门", "Department concerned"),
            Field::Severity => self.pick("投诉性质", "Severity"),
            Field::Limit => self.pick("处理时限", "Limit"),
            Field::Result => self.pick("处理结果", "Result"),
            Field::Reason => self.pick("原因", "Reason"),
            Field::ChannelReason => self.pick("不采用当面回访的原因", "Why not in person"),
            Field::LateReason => self.pick("逾期回访的原因", "Why it is late"),
            Field::EarlyReason => self.pick("提前回访的原因", "Why it is early"),
            Field::PaperReason => self.pick("补录的原因", "Why it is entered later"),
            Field::PaperPhoto => self.pick("纸质记录的照片", "Photo of the paper"),
            Field::Quality => self.pick("质量评价", "Quality"),
            Field::Effect => self.pick("服务效果", "Effect of the service"),
            Field::Satisfaction => self.pick("满意程度", "Satisfaction"),
            Field::Shortcomings => self.pick("缺点与不足", "Shortcomings"),
            Field::Suggestions => self.pick("建议", "Suggestions"),
            Field::Finding => self.pick("具体意见", "Finding"),
            Field::ServiceArea => self.pick("服务方面", "Service area"),
            Field::Conductors => self.pick("回访人", "Who went"),
            Field::HappenedAt => self.pick("时间", "Time"),
            Field::Role => self.pick("职务", "Role"),
            Field::From => self.pick("日期", "Dates"),
            Field::Figure => self.pick("数值", "Value"),
            Field::Personal => self.pick("填写内容", "What was typed"),
            Field::Technician => self.pick("维修员", "Technician"),
            Field::Round => self.pick("第几次回访", "Which follow-up"),
        }
    }

    /// Who must carry a step out, as the case page says it: 等待 物业管理经理.
    #[must_use]
    pub fn roles_or(self, roles: &[Role]) -> String {
        let sets: Vec<Roles> = roles.iter().map(|role| Roles::from([*role])).collect();
        self.needs(&sets)
    }
}
