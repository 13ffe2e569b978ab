//! The next rung, against the rule written down a second time.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use rules::ask;
use serde_json::json;

/// The rule written down a second time, on words and without the domain's types.
fn second_opinion(
    ladder: &str,
    taken: &[&str],
    next: &str,
    roles: &[&str],
    reason: Option<&str>,
) -> &'static str {
    let has = |role: &str| roles.contains(&role);
    let closed = ["utility_cut_off", "service_stop"];
    if next == "talk" || next == "persuasion" {
        return "ok";
    }
    let order: Vec<&str> = if ladder == "arrears" {
        "talk demand_notice late_fee public_notice utility_cut_off/service_stop liability_claim/contract_termination"
    } else {
        "persuasion rectification_order compensation public_criticism utility_cut_off"
    }
    .split(' ')
    .collect();
    let court = next == "arbitration" || next == "litigation";
    let place = order
        .iter()
        .position(|rung| rung.split('/').any(|one| one == next));
    if !court && place.is_none() {
        return "unknown_measure";
    }
    if !has("director") {
        return "beyond_authority";
    }
    if next == "public_criticism" && !has("company_executive") {
        return "company_decision_missing";
    }
    if closed.contains(&next) {
        return "legal_guard";
    }
    let gap = order.iter().take(place.unwrap_or(0)).any(|rung| {
        let mut ones = rung.split('/');
        ones.clone().any(|one| !closed.contains(&one)) && !ones.any(|one| taken.contains(&one))
    });
    if gap && reason.is_none_or(|reason| reason.trim().is_empty()) {
        return "rung_skipped";
    }
    "ok"
}

#[test]
fn a_rung_is_judged_as_by_a_second_hand() {
    let measures = [
        "talk",
        "persuasion",
        "demand_notice",
        "late_fee",
        "public_notice",
        "utility_cut_off",
        "service_stop",
        "liability_claim",
        "contract_termination",
        "rectification_order",
        "compensation",
        "public_criticism",
        "arbitration",
        "litigation",
    ];
    let roles = [
        "director",
        "company_executive",
        "property_manager",
        "site_manager",
        "site_team_leader",
        "technician",
    ];
    let first_seed = 7_u64;
    println!("seed {first_seed}");
    let mut seed = first_seed;
    let mut random = move || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    let mut seen = std::collections::BTreeMap::new();
    for _ in 0..30_000 {
        let ladder = ["arrears", "other"][usize::try_from(random() % 2).unwrap()];
        let thorough = random() % 2;
        let taken: Vec<&str> = measures
            .into_iter()
            .filter(|_| random() % 4 > thorough)
            .collect();
        let held: Vec<&str> = roles.into_iter().filter(|_| random() % 3 > 0).collect();
        let next = match random() % 20 {
            0 => "fine",
            other => measures[usize::try_from(other + random()).unwrap() % measures.len()],
        };
        let reason = [None, Some(""), Some("\u{3000}"), Some("agreed by phone")]
            [usize::try_from(random() % 4).unwrap()];
        let mut question = json!({
            "ask": "rung", "ladder": ladder, "taken": taken, "next": next, "roles": held,
        });
        if let Some(reason) = reason {
            question["skip_reason"] = json!(reason);
        }
        match random() % 3 {
            0 => question["debt"] = json!("fee"),
            1 => question["debt"] = json!("rent"),
            _ => {}
        }
        let expected = second_opinion(ladder, &taken, next, &held, reason);
        let answer = ask(&question);
        assert_eq!(answer["why"], expected, "{question}");
        assert_eq!(answer["allowed"], expected == "ok", "{question}");
        *seen.entry(expected).or_insert(0_u32) += 1;
    }
    assert_eq!(seen.len(), 6, "{seen:?}");
    assert!(seen.values().all(|times| *times > 50), "{seen:?}");
}
