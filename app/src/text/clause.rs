//! Clauses as people find them in the binder: the procedure's short name and the place in it.

use domain::clause::Clause;

use super::{Lang, idiom};

/// Which of the five texts a clause stands in.
#[derive(Clone, Copy)]
enum Procedure {
    FollowUp,
    Violation,
    EstateFollowUp,
    EstateGuide,
    Complaint,
    Ours,
}

fn procedure(clause: Clause) -> (Procedure, &'static str) {
    let id = clause.id();
    let place = id.get(1..).unwrap_or_default();
    match (clause, id.chars().next()) {
        (Clause::Ours, _) => (Procedure::Ours, ""),
        (_, Some('M')) => (Procedure::FollowUp, place),
        (_, Some('V')) => (Procedure::Violation, place),
        (_, Some('S')) => (Procedure::EstateFollowUp, place),
        (_, Some('G')) => (Procedure::EstateGuide, place),
        (_, _) => (Procedure::Complaint, place),
    }
}

/// The paragraphs of the complaint procedure have Chinese numbers; what stands before the first has none.
const fn paragraph(clause: Clause) -> Option<(&'static str, &'static str)> {
    Some(match clause {
        Clause::C0 => ("引言", "introduction"),
        Clause::C1 => ("一", "1"),
        Clause::C2 => ("二", "2"),
        Clause::C3 => ("三", "3"),
        Clause::C4 => ("四", "4"),
        Clause::C5 => ("五", "5"),
        Clause::C6 => ("六", "6"),
        Clause::C7 => ("七", "7"),
        Clause::C8 => ("八", "8"),
        Clause::C9 => ("九", "9"),
        Clause::C10 => ("十", "10"),
        Clause::C11 => ("十一", "11"),
        _ => return None,
    })
}

impl Lang {
    /// 依据 商户回访规程 4(2)a: whole, as it stands beside a deadline or a refusal.
    #[must_use]
    pub fn clause(self, clause: Clause) -> String {
        let (text, place) = procedure(clause);
        let name = match text {
            Procedure::Ours => {
                return self
                    .plain("本系统规定", "This system’s own rule")
                    .to_owned();
            }
            Procedure::FollowUp => self.plain("商户回访规程", "merchant follow-up procedure"),
            Procedure::Violation => self.plain("商户违章规程", "merchant violation procedure"),
            Procedure::EstateFollowUp => self.plain("服务回访规程", "service follow-up procedure"),
            Procedure::EstateGuide => self.plain("回访记录指引", "follow-up record guide"),
            Procedure::Complaint => self.plain("商户投诉规程", "merchant complaint procedure"),
        };
        let place = paragraph(clause).map_or(place, |(zh, en)| self.plain(zh, en));
        let label = self.plain(format!("依据 {name} {place}"), format!("By {name} {place}"));
        self.borrowed(clause, label)
    }

    /// 依据 4(2)a: short, where the procedure is clear from the page.
    #[must_use]
    pub fn clause_short(self, clause: Clause) -> String {
        let (text, place) = procedure(clause);
        if matches!(text, Procedure::Ours) {
            return self.plain("本系统规定", "Own rule").to_owned();
        }
        let place = paragraph(clause).map_or(place, |(zh, en)| self.plain(zh, en));
        let label = self.plain(format!("依据 {place}"), format!("By {place}"));
        self.borrowed(clause, label)
    }

    /// A clause the office's own texts do not have is marked as borrowed.
    fn borrowed(self, clause: Clause, label: String) -> String {
        if idiom::borrows(clause) {
            self.plain(format!("{label}（借用）"), format!("{label} (borrowed)"))
        } else {
            label
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_named_as_it_stands_in_the_binder() {
        let table = [
            (Clause::M4_2a, "依据 商户回访规程 4(2)a", "依据 4(2)a"),
            (Clause::V4_4_6, "依据 商户违章规程 4(4)⑥", "依据 4(4)⑥"),
            (
                Clause::S3_1_3c,
                "依据 服务回访规程 3.1.3c（借用）",
                "依据 3.1.3c（借用）",
            ),
            (
                Clause::G3_5_3,
                "依据 回访记录指引 3.5.3（借用）",
                "依据 3.5.3（借用）",
            ),
            (Clause::C3, "依据 商户投诉规程 三", "依据 三"),
            (Clause::C11, "依据 商户投诉规程 十一", "依据 十一"),
            (Clause::Ours, "本系统规定", "本系统规定"),
        ];
        for (clause, whole, short) in table {
            assert_eq!(Lang::Zh.clause(clause), whole);
            assert_eq!(Lang::Zh.clause_short(clause), short);
        }
        assert_eq!(
            Lang::En.clause(Clause::M4_2a),
            "By merchant follow-up procedure 4(2)a"
        );
    }

    #[test]
    fn every_complaint_paragraph_has_its_number() {
        for clause in Clause::ALL {
            let numbered = paragraph(*clause).is_some();
            assert_eq!(numbered, clause.id().starts_with('C'), "{clause}");
        }
    }

    #[test]
    fn no_two_clauses_share_a_label() {
        for lang in Lang::ALL {
            let labels: std::collections::BTreeSet<String> = Clause::ALL
                .iter()
                .map(|clause| lang.clause(*clause))
                .collect();
            assert_eq!(labels.len(), Clause::ALL.len());
        }
    }
}
