//! The words of the procedure an office works by. A mall speaks of 商户 and 铺位 and has a 物业总监; an estate speaks of 业户 and
//! 房号, and its seats are others. What is written down once in the mall's words is said in the estate's.
//!
//! Only fixed wording is reworded, never what people typed. Names of the domain (roles, kinds of occupant) and of the
//! procedures themselves stay as they are.

use std::cell::Cell;
use std::collections::BTreeMap;

use domain::clause::Clause;
use domain::policy::ProfileName;

thread_local! {
    static SPOKEN: Cell<ProfileName> = const { Cell::new(ProfileName::Mall) };
    /// What was reworded already: each wording is kept for good, so each is made once.
    static ESTATE: Cell<BTreeMap<&'static str, &'static str>> = const { Cell::new(BTreeMap::new()) };
}

/// From now on the words of this procedure.
pub fn speak(profile: ProfileName) {
    SPOKEN.set(profile);
}

/// The procedure whose words are spoken.
#[must_use]
pub fn spoken() -> ProfileName {
    SPOKEN.get()
}

/// Whether a clause stands in the other procedure's text, which the screen says beside it.
#[must_use]
pub(super) fn borrows(clause: Clause) -> bool {
    spoken().borrows(clause)
}

/// Fixed wording in the words spoken now.
#[must_use]
pub(super) fn said(words: &'static str) -> &'static str {
    match spoken() {
        ProfileName::Mall => words,
        ProfileName::Estate => of_estate(words),
    }
}

/// The same at a place of an area; places that name both kinds of office keep their words.
#[must_use]
pub(super) fn said_at(place: &str, words: &'static str) -> &'static str {
    if place.contains("merchant") || place == "mall" || place == "flagship" {
        words
    } else {
        of_estate(words)
    }
}

fn of_estate(words: &'static str) -> &'static str {
    ESTATE.with(|estate| {
        let mut known = estate.take();
        let said = *known.entry(words).or_insert_with(|| match reworded(words) {
            Some(said) => Box::leak(said.into_boxed_str()),
            None => words,
        });
        estate.set(known);
        said
    })
}

/// Longer ones first: the first that fits is taken.
const TERMS: &[(&str, &str)] = &[
    ("物业总监、管理处负责人", "管理处负责人"),
    ("物业管理经理或物业总监", "管理处负责人"),
    ("物业经理或总监", "管理处负责人"),
    ("物业管理经理", "管理处负责人"),
    ("物业总监", "管理处负责人"),
    ("现场经理", "职能主管"),
    ("现场队长", "职能主管"),
    ("物业助理", "调度人员"),
    ("商户名称或业户姓名", "业户姓名"),
    ("“商户名称”或“业户姓名”", "“业户姓名”"),
    ("“铺位号”或“房号”", "“房号”"),
    ("历任商户、业户", "历任业户"),
    ("商户名称", "业户姓名"),
    ("铺位·房号", "房号"),
    ("铺位号", "房号"),
    ("同一铺位", "同一户"),
    ("同铺位", "同户"),
    ("该铺位", "该户"),
    ("铺位", "房号"),
    ("商户", "业户"),
    ("商场安全", "小区安全"),
    ("a director, an office head", "an office head"),
    ("property manager or the director", "office head"),
    ("property manager or director", "office head"),
    ("property manager", "office head"),
    ("Property manager", "Office head"),
    ("the site manager", "the function supervisor"),
    ("a site team leader", "a function supervisor"),
    ("Site team leader", "Function supervisor"),
    ("a team leader", "a function supervisor"),
    ("Team leader", "Function supervisor"),
    ("director", "office head"),
    ("the mall’s safety", "the estate’s safety"),
    ("Merchants", "Residents"),
    ("Merchant", "Resident"),
    ("merchants", "residents"),
    ("merchant", "resident"),
];

fn reworded(words: &str) -> Option<String> {
    let mut said = String::new();
    let mut rest = words;
    let mut changed = false;
    while let Some(next) = rest.chars().next() {
        let term = TERMS.iter().find_map(|(term, by)| {
            let after = rest.strip_prefix(term)?;
            // Half a word is another word: a directory has no director in it.
            let whole = !term.is_ascii() || !after.starts_with(|c: char| c.is_ascii_alphabetic());
            whole.then_some((after, by))
        });
        match term {
            Some((after, by)) => {
                said.push_str(by);
                rest = after;
                changed = true;
            }
            None => {
                said.push(next);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
    }
    changed.then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};

    #[test]
    fn an_estate_speaks_of_residents_and_house_numbers() {
        speak(ProfileName::Estate);
        let zh = text(Lang::Zh);
        assert_eq!(zh.register.unit, "房号");
        assert_eq!(zh.register.occupant, "业户姓名");
        assert_eq!(zh.paper.register, "业户投诉意见登记表");
        assert_eq!(zh.violation.signed, "管理处负责人签署");
        assert_eq!(zh.board.rate_unset, "未设定回访率，请职能主管设定");
        assert_eq!(text(Lang::En).register.occupant, "Resident");
        assert_eq!(text(Lang::En).import.to_directory, "Open the directory");
        speak(ProfileName::Mall);
        assert_eq!(text(Lang::Zh).register.occupant, "商户名称");
    }

    #[test]
    fn no_place_of_an_estate_speaks_of_merchants_or_seats_it_lacks() {
        for (place, zh, en) in crate::text::all_places() {
            let field = place.rsplit('.').next().unwrap_or_default();
            if field.contains("merchant") || field == "mall" || field == "flagship" {
                continue;
            }
            let (zh, en) = (said_at(field, zh), said_at(field, en));
            for foreign in [
                "商户",
                "铺位",
                "物业总监",
                "物业管理经理",
                "现场经理",
                "现场队长",
                "物业助理",
            ] {
                assert!(!zh.contains(foreign), "{place}: {zh}");
            }
            for foreign in ["merchant", "Merchant", "property manager", "site manager"] {
                assert!(!en.contains(foreign), "{place}: {en}");
            }
        }
    }

    #[test]
    fn a_borrowed_clause_says_so_and_keeps_the_name_of_its_procedure() {
        let table = [
            (ProfileName::Mall, Clause::V4_4_6, "依据 商户违章规程 4(4)⑥"),
            (
                ProfileName::Estate,
                Clause::V4_4_6,
                "依据 商户违章规程 4(4)⑥（借用）",
            ),
            (
                ProfileName::Estate,
                Clause::G3_5_3,
                "依据 回访记录指引 3.5.3",
            ),
            (
                ProfileName::Mall,
                Clause::G3_5_4,
                "依据 回访记录指引 3.5.4（借用）",
            ),
            (ProfileName::Estate, Clause::Ours, "本系统规定"),
        ];
        for (profile, clause, label) in table {
            speak(profile);
            assert_eq!(Lang::Zh.clause(clause), label);
        }
        speak(ProfileName::Estate);
        assert_eq!(Lang::En.clause_short(Clause::V4_4_6), "By 4(4)⑥ (borrowed)");
    }
}
