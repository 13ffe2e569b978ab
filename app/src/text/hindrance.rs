//! Why a measure, or a step of its disposition, is not open now.

use domain::violation::{Closed, Hindrance};

use super::vocabulary::Word;
use super::{Lang, idiom};

impl Lang {
    /// What stands in the way, as a sentence.
    #[must_use]
    pub fn hindrance(self, by: &Hindrance) -> String {
        match by {
            Hindrance::UnknownMeasure { measure } => {
                let measure = measure.word(self);
                self.pick(
                    format!("对这类违章没有“{measure}”这一办法。"),
                    format!("“{measure}” is no measure against this violation."),
                )
            }
            Hindrance::RungSkipped { rungs } => {
                let rungs: Vec<&str> = rungs.iter().map(|rung| rung.word(self)).collect();
                let rungs = rungs.join(self.pick("、", ", "));
                self.pick(
                    format!(
                        "还没有经过：{rungs}。{}",
                        idiom::said("越级须由物业总监写明原因。")
                    ),
                    format!(
                        "Not taken yet: {rungs}. {}",
                        idiom::said("Only the director may skip it, with a written reason.")
                    ),
                )
            }
            Hindrance::LegalGuard { measure, closed } => {
                let measure = measure.word(self);
                match closed {
                    Closed::ByLaw => self.pick(
                        format!("民法典第九百四十四条：不得以{measure}催交物业费。"),
                        format!("Civil Code art. 944: {measure} may not be used to press for property fees."),
                    ),
                    Closed::ByDefault => self.pick(
                        format!("“{measure}”未启用：须由公司主管领导附法律意见启用。"),
                        format!("“{measure}” is closed here until the company executive enables it with a legal opinion."),
                    ),
                }
            }
            other => self.plain_hindrance(other).to_owned(),
        }
    }

    fn plain_hindrance(self, by: &Hindrance) -> &'static str {
        match by {
            Hindrance::CompanyDecisionMissing => self.pick(
                "还没有公司主管领导的决定。",
                "The company executive has not decided yet.",
            ),
            Hindrance::CompanyDeclined => {
                self.pick("公司决定不采取。", "The company decided against it.")
            }
            Hindrance::NotWeighed => self.pick(
                "须先书面写明慎重考虑的理由。",
                "It has to be weighed in writing first.",
            ),
            Hindrance::NotSigned => {
                self.pick("物业总监还没有签署。", "The director has not signed.")
            }
            Hindrance::Declined => self.pick("处理意见未获签署。", "The disposition was declined."),
            Hindrance::Withdrawn => self.pick(
                "处理意见已由拟定人撤回。",
                "The disposition was withdrawn by who proposed it.",
            ),
            Hindrance::NotProposer => self.pick(
                "只有拟定人可以撤回；物业总监可以不同意。",
                "Only who proposed it may withdraw it; the director may decline it.",
            ),
            Hindrance::DispositionStands => self.pick(
                "这件违章上还有有效的处理意见，先撤回、不同意，或保留这一件。",
                "A disposition stands on this violation: withdraw or decline it first, or keep this case.",
            ),
            Hindrance::SlipStands => self.pick(
                "这件报修的维修单还有效：先撤销维修单，或保留这一件。",
                "A slip of this repair stands: withdraw it first, or keep this case.",
            ),
            Hindrance::AlreadySigned => {
                self.pick("处理意见已经签署。", "The disposition is signed already.")
            }
            Hindrance::AlreadyCarriedOut => self.pick(
                "处理意见已经执行。",
                "The disposition is carried out already.",
            ),
            Hindrance::NotCarriedOut => self.pick(
                "处理意见还没有执行。",
                "The disposition is not carried out yet.",
            ),
            Hindrance::SpecialReasonOpen => self.pick(
                "商户提出的特殊原因还没有判定。",
                "A special reason was claimed and nobody has judged it.",
            ),
            Hindrance::SpecialReasonAccepted => self.pick(
                "特殊原因已认可，不按违章处理。",
                "The special reason was accepted: there is no violation.",
            ),
            Hindrance::RenovationProcedure => self.pick(
                "违章装修按装修管理规程办理。",
                "Renovation goes by its own procedure.",
            ),
            Hindrance::Closed => self.pick("这件违章已经结案。", "The violation is closed."),
            Hindrance::OwnSession => self.pick(
                "签署人须本人登录签署。",
                "Whoever signs does it in person, in a session of their own.",
            ),
            Hindrance::UnknownMeasure { .. }
            | Hindrance::RungSkipped { .. }
            | Hindrance::LegalGuard { .. } => self.pick("现在不能采取。", "It is not open now."),
        }
    }
}
