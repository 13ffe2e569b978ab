//! The two ladders of measures: who signed, what the law closes, and the order of the rungs.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use domain::clause::Clause;
use domain::violation::{Debt, Guard, Ladder, Measure, RungVerdict, Step};
use rules::{ask, check};
use serde_json::{Value, json};

const SIGNED: &[&str] = &["director"];
const COMPANY: &[&str] = &["director", "company_executive"];

fn rung(ladder: &str, taken: &[&str], next: &str, roles: &[&str]) -> Value {
    json!({"ask": "rung", "ladder": ladder, "taken": taken, "next": next, "roles": roles})
}

fn verdict(why: &str, clause: &str) -> Value {
    json!({"allowed": why == "ok", "why": why, "clause": clause})
}

#[test]
fn v4_3_2_arrears_go_from_talk_to_contract_termination_rung_by_rung() {
    let steps = [
        ("demand_notice", &["talk"][..]),
        ("late_fee", &["talk", "demand_notice"]),
        ("public_notice", &["talk", "demand_notice", "late_fee"]),
        // The guard closes water, electricity and service: the rung is passed without a reason.
        (
            "liability_claim",
            &["talk", "demand_notice", "late_fee", "public_notice"],
        ),
        (
            "contract_termination",
            &["talk", "demand_notice", "late_fee", "public_notice"],
        ),
        (
            "contract_termination",
            &[
                "talk",
                "demand_notice",
                "late_fee",
                "public_notice",
                "liability_claim",
            ],
        ),
        (
            "liability_claim",
            &[
                "talk",
                "demand_notice",
                "late_fee",
                "public_notice",
                "contract_termination",
            ],
        ),
    ];
    for (next, taken) in steps {
        check(
            &rung("arrears", taken, next, SIGNED),
            &verdict("ok", "V4(3)②"),
        );
        for left_out in 0..4.min(taken.len()) {
            let mut gap = taken.to_vec();
            gap.remove(left_out);
            check(
                &rung("arrears", &gap, next, SIGNED),
                &verdict("rung_skipped", "ours"),
            );
            let mut reasoned = rung("arrears", &gap, next, SIGNED);
            reasoned["skip_reason"] = json!("they moved out last night");
            check(&reasoned, &verdict("ok", "V4(3)②"));
            reasoned["skip_reason"] = json!(" ");
            check(&reasoned, &verdict("rung_skipped", "ours"));
        }
    }
}

#[test]
fn v4_3_3_other_violations_go_from_persuasion_to_public_criticism_rung_by_rung() {
    let steps = [
        ("rectification_order", &["persuasion"][..], "V4(3)③"),
        (
            "compensation",
            &["persuasion", "rectification_order"],
            "V4(3)③",
        ),
        (
            "public_criticism",
            &["persuasion", "rectification_order", "compensation"],
            "V4(3)③",
        ),
    ];
    for (next, taken, clause) in steps {
        check(&rung("other", taken, next, COMPANY), &verdict("ok", clause));
        for left_out in 0..taken.len() {
            let mut gap = taken.to_vec();
            gap.remove(left_out);
            check(
                &rung("other", &gap, next, COMPANY),
                &verdict("rung_skipped", "ours"),
            );
        }
    }
}

#[test]
fn v4_4_6_no_measure_takes_effect_without_the_directors_signature() {
    let all = [
        "site_manager",
        "property_manager",
        "site_team_leader",
        "company_executive",
    ];
    for (ladder, next) in [
        ("arrears", "demand_notice"),
        ("arrears", "late_fee"),
        ("arrears", "public_notice"),
        ("arrears", "utility_cut_off"),
        ("arrears", "service_stop"),
        ("arrears", "liability_claim"),
        ("arrears", "contract_termination"),
        ("arrears", "litigation"),
        ("other", "rectification_order"),
        ("other", "compensation"),
        ("other", "public_criticism"),
        ("other", "utility_cut_off"),
        ("other", "arbitration"),
    ] {
        for roles in [&[][..], &all] {
            let mut question = rung(ladder, &["talk", "persuasion"], next, roles);
            question["skip_reason"] = json!("a reason does not replace the signature");
            check(&question, &verdict("beyond_authority", "V4(4)⑦"));
        }
    }
}

#[test]
fn talk_and_persuasion_are_anybodys_whatever_was_taken() {
    for ladder in ["arrears", "other"] {
        for next in ["talk", "persuasion"] {
            for taken in [&[][..], &["litigation"], &["talk"], &["persuasion"]] {
                check(&rung(ladder, taken, next, &[]), &verdict("ok", "V4(4)⑦"));
            }
        }
    }
}

#[test]
fn v4_4_3_public_criticism_takes_the_company_too() {
    let taken = &["persuasion", "rectification_order", "compensation"];
    check(
        &rung("other", taken, "public_criticism", SIGNED),
        &verdict("company_decision_missing", "V4(4)③"),
    );
    check(
        &rung("other", taken, "public_criticism", &["company_executive"]),
        &verdict("beyond_authority", "V4(4)⑦"),
    );
    check(
        &rung("other", taken, "public_criticism", COMPANY),
        &verdict("ok", "V4(3)③"),
    );
}

#[test]
fn v4_4_3_who_does_not_comply_with_a_signed_disposition_may_be_criticised_in_public() {
    for (ladder, taken) in [
        (Ladder::Arrears, &[Measure::Talk, Measure::DemandNotice]),
        (
            Ladder::Other,
            &[Measure::Persuasion, Measure::RectificationOrder],
        ),
    ] {
        let step = Step {
            ladder,
            debt: None,
            taken,
            settled: &[],
            not_complied: true,
            next: Measure::PublicCriticism,
            director_signed: true,
            company_decided: true,
            skip_reason: None,
            guard: &Guard::default(),
        };
        assert_eq!(step.verdict().0, RungVerdict::Ok, "{ladder:?}");
        let alone = Step {
            company_decided: false,
            ..step
        };
        assert_eq!(alone.verdict().0, RungVerdict::CompanyDecisionMissing);
        let complied = Step {
            not_complied: false,
            ..step
        };
        let expected = match ladder {
            Ladder::Arrears => RungVerdict::UnknownMeasure,
            Ladder::Other => RungVerdict::RungSkipped,
        };
        assert_eq!(complied.verdict().0, expected);
    }
}

#[test]
fn v4_4_4_arbitration_and_suit_stand_off_the_ladder_and_take_the_company() {
    for ladder in [Ladder::Arrears, Ladder::Other] {
        for next in [Measure::Arbitration, Measure::Litigation] {
            let decided = Step {
                ladder,
                debt: None,
                taken: &[],
                settled: &[],
                not_complied: false,
                next,
                director_signed: true,
                company_decided: true,
                skip_reason: None,
                guard: &Guard::default(),
            };
            assert_eq!(decided.verdict(), (RungVerdict::Ok, Clause::V4_4_4));
            let undecided = Step {
                company_decided: false,
                ..decided
            };
            let missing = (RungVerdict::CompanyDecisionMissing, Clause::V4_4_4);
            assert_eq!(undecided.verdict(), missing);
            let unsigned = Step {
                director_signed: false,
                ..decided
            };
            let beyond = (RungVerdict::BeyondAuthority, Clause::V4_4_7);
            assert_eq!(unsigned.verdict(), beyond);
        }
    }
}

#[test]
fn asked_about_a_rung_only_public_criticism_takes_more_than_the_director() {
    let ladders = [
        (
            "arrears",
            &["talk", "demand_notice", "late_fee", "public_notice"][..],
            &[
                "demand_notice",
                "late_fee",
                "public_notice",
                "liability_claim",
                "contract_termination",
                "arbitration",
                "litigation",
            ][..],
        ),
        (
            "other",
            &["persuasion", "rectification_order", "compensation"],
            &[
                "rectification_order",
                "compensation",
                "arbitration",
                "litigation",
            ],
        ),
    ];
    for (ladder, taken, measures) in ladders {
        for next in measures {
            let answer = ask(&rung(ladder, taken, next, SIGNED));
            assert_eq!(answer["why"], "ok", "{ladder} {next}");
            let answer = ask(&rung(ladder, taken, next, &["company_executive"]));
            assert_eq!(answer["why"], "beyond_authority", "{ladder} {next}");
        }
    }
    let taken = &["persuasion", "rectification_order", "compensation"];
    let answer = ask(&rung("other", taken, "public_criticism", SIGNED));
    assert_eq!(answer["why"], "company_decision_missing");
}

#[test]
fn the_legal_guard_closes_utilities_and_service_at_its_default() {
    let arrears = &["talk", "demand_notice", "late_fee", "public_notice"][..];
    let other = &[
        "persuasion",
        "rectification_order",
        "compensation",
        "public_criticism",
    ][..];
    for (ladder, taken, next) in [
        ("arrears", arrears, "utility_cut_off"),
        ("arrears", arrears, "service_stop"),
        ("other", other, "utility_cut_off"),
        ("other", &[], "utility_cut_off"),
    ] {
        for debt in ["fee", "rent"] {
            let mut question = rung(ladder, taken, next, COMPANY);
            question["debt"] = json!(debt);
            question["skip_reason"] = json!("a reason does not change the law");
            check(&question, &verdict("legal_guard", "ours"));
        }
    }
}

#[test]
fn an_enabled_measure_opens_its_rung_for_rent_and_never_the_utilities_for_fees() {
    let mut guard = Guard::default();
    guard.enable(Measure::UtilityCutOff);
    let taken = [
        Measure::Talk,
        Measure::DemandNotice,
        Measure::LateFee,
        Measure::PublicNotice,
    ];
    let of = |debt, next| {
        Step {
            ladder: Ladder::Arrears,
            debt: Some(debt),
            taken: &taken,
            settled: &[],
            not_complied: false,
            next,
            director_signed: true,
            company_decided: false,
            skip_reason: None,
            guard: &guard,
        }
        .verdict()
        .0
    };
    assert_eq!(of(Debt::Rent, Measure::UtilityCutOff), RungVerdict::Ok);
    assert_eq!(
        of(Debt::Fee, Measure::UtilityCutOff),
        RungVerdict::LegalGuard
    );
    assert_eq!(
        of(Debt::Rent, Measure::ServiceStop),
        RungVerdict::LegalGuard
    );
    // An open rung is one to be taken; for fees it stays closed and is passed.
    assert_eq!(
        of(Debt::Rent, Measure::LiabilityClaim),
        RungVerdict::RungSkipped
    );
    assert_eq!(of(Debt::Fee, Measure::LiabilityClaim), RungVerdict::Ok);
}

#[test]
fn a_measure_that_is_not_on_the_ladder_is_unknown_to_whoever_signs() {
    for (ladder, clause, words) in [
        (
            "arrears",
            "V4(3)②",
            &[
                "rectification_order",
                "compensation",
                "public_criticism",
                "fine",
                "",
            ][..],
        ),
        (
            "other",
            "V4(3)③",
            &[
                "demand_notice",
                "late_fee",
                "public_notice",
                "service_stop",
                "liability_claim",
                "contract_termination",
                "detention",
                "Persuasion",
            ],
        ),
    ] {
        for next in words {
            for roles in [&[][..], COMPANY] {
                check(
                    &rung(ladder, &[], next, roles),
                    &verdict("unknown_measure", clause),
                );
            }
        }
    }
}

#[test]
fn a_question_about_a_rung_that_cannot_be_understood_is_an_error() {
    for question in [
        json!({"ask": "rung", "ladder": "roof", "taken": [], "next": "talk", "roles": []}),
        json!({"ask": "rung", "ladder": "other", "taken": ["fine"], "next": "talk", "roles": []}),
        json!({"ask": "rung", "ladder": "other", "taken": [], "next": 1, "roles": []}),
        json!({"ask": "rung", "ladder": "other", "taken": [], "next": "talk", "roles": ["boss"]}),
        json!({"ask": "rung", "ladder": "other", "taken": [], "next": "talk"}),
        json!({"ask": "rung", "ladder": "arrears", "debt": "loan", "taken": [], "next": "talk", "roles": []}),
        json!({"ask": "rung", "ladder": "other", "taken": [], "next": "talk", "roles": [], "skipreason": ""}),
    ] {
        let answer = ask(&question);
        assert!(answer["error"].is_string(), "{question} → {answer}");
    }
}
