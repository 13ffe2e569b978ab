//! Who may follow up and who may schedule it.

use chrono::NaiveDate;
use domain::follow_up::{FollowUpKind, Severity, may_follow_up, may_schedule};
use domain::policy::{Policy, ProfileName};
use domain::role::{Role, Roles};
use rules::{ask, check};
use serde_json::{Value, json};

struct Act<'a> {
    profile: &'a str,
    act: &'a str,
    kind: &'a str,
    severity: Option<&'a str>,
    needs: Value,
    clause: &'a str,
}

/// Rows of (roles who go, whether they may).
fn may(act: &Act, rows: &[(&[&str], bool)]) {
    for (roles, allowed) in rows {
        check(
            &json!({
                "ask": "may", "profile": act.profile, "act": act.act, "kind": act.kind,
                "severity": act.severity, "roles": roles,
            }),
            &json!({"allowed": allowed, "needs": act.needs, "clause": act.clause}),
        );
    }
}

#[test]
fn m3_the_site_manager_arranges_general_follow_ups_and_the_team_leader_does_the_rest() {
    may(
        &Act {
            profile: "mall",
            act: "schedule_follow_up",
            kind: "complaint",
            severity: Some("general"),
            needs: json!([["site_manager"]]),
            clause: "M3",
        },
        &[
            (&["site_manager"], true),
            (&["site_manager", "technician"], true),
            (&["director"], false),
            (&["property_manager"], false),
            (&["site_team_leader"], false),
            (&[], false),
        ],
    );
    for kind in ["repair", "service"] {
        may(
            &Act {
                profile: "mall",
                act: "schedule_follow_up",
                kind,
                severity: None,
                needs: json!([["site_manager"]]),
                clause: "M3",
            },
            &[(&["site_manager"], true), (&["site_team_leader"], false)],
        );
    }
    may(
        &Act {
            profile: "mall",
            act: "follow_up",
            kind: "service",
            severity: None,
            needs: json!([["site_team_leader"]]),
            clause: "M3",
        },
        &[(&["site_team_leader"], true), (&["site_manager"], false)],
    );
    // Borrowed by the estate, which has no team leader: its function supervisor goes.
    may(
        &Act {
            profile: "estate",
            act: "follow_up",
            kind: "service",
            severity: None,
            needs: json!([["function_supervisor"]]),
            clause: "M3",
        },
        &[
            (&["function_supervisor"], true),
            (&["site_team_leader"], false),
        ],
    );
}

#[test]
fn m4_1_an_estates_office_head_or_dispatcher_schedules_whatever_the_severity() {
    for kind in ["complaint", "repair", "service"] {
        for severity in [None, Some("major"), Some("general")] {
            let needs = json!([["dispatcher"], ["office_head"]]);
            let act = |clause| Act {
                profile: "estate",
                act: "schedule_follow_up",
                kind,
                severity,
                needs: needs.clone(),
                clause,
            };
            may(&act("M4(1)"), &[(&["office_head"], true)]);
            may(
                &act("G3.5.2"),
                &[
                    (&["dispatcher"], true),
                    (&["function_supervisor"], false),
                    (&[], false),
                ],
            );
        }
    }
}

#[test]
fn m4_4a_a_major_complaint_is_organised_by_the_director_and_followed_up_by_manager_or_director() {
    may(
        &Act {
            profile: "mall",
            act: "follow_up",
            kind: "complaint",
            severity: Some("major"),
            needs: json!([["property_manager"], ["director"]]),
            clause: "M4(4)a",
        },
        &[
            (&["property_manager"], true),
            (&["director"], true),
            (&["director", "management_officer"], true),
            (&["head_of_department", "management_officer"], false),
            (&["site_manager"], false),
            (&["site_team_leader"], false),
            (&[], false),
        ],
    );
    may(
        &Act {
            profile: "mall",
            act: "schedule_follow_up",
            kind: "complaint",
            severity: Some("major"),
            needs: json!([["director"]]),
            clause: "M4(4)a",
        },
        &[
            (&["director"], true),
            (&["property_manager"], false),
            (&["site_manager"], false),
        ],
    );
}

#[test]
fn m4_4b_a_general_complaint_takes_the_head_of_the_department_and_a_management_officer() {
    may(
        &Act {
            profile: "mall",
            act: "follow_up",
            kind: "complaint",
            severity: Some("general"),
            needs: json!([["head_of_department", "management_officer"]]),
            clause: "M4(4)b",
        },
        &[
            (&["head_of_department", "management_officer"], true),
            (
                &["management_officer", "technician", "head_of_department"],
                true,
            ),
            (&["head_of_department"], false),
            (&["management_officer"], false),
            (&["management_officer", "management_officer"], false),
            (&["director"], false),
            (&["property_manager"], false),
        ],
    );
}

#[test]
fn m4_4b_one_person_in_both_seats_is_not_two_people() {
    let policy = policy(ProfileName::Mall);
    let both = Roles::from([Role::HeadOfDepartment, Role::ManagementOfficer]);
    let officer = Roles::from([Role::ManagementOfficer]);
    let right = |people: &[Roles]| {
        may_follow_up(
            &policy,
            FollowUpKind::Complaint,
            Some(Severity::General),
            people,
            &Roles::new(),
        )
        .allowed
    };
    assert!(!right(std::slice::from_ref(&both)));
    assert!(right(&[both.clone(), officer.clone()]));
    assert!(right(&[officer.clone(), both.clone()]));
    assert!(right(&[both.clone(), both]));
    assert!(!right(&[officer.clone(), officer]));
}

#[test]
fn m4_4c_a_repair_is_followed_up_by_the_site_team_leader() {
    may(
        &Act {
            profile: "mall",
            act: "follow_up",
            kind: "repair",
            severity: None,
            needs: json!([["site_team_leader"]]),
            clause: "M4(4)c",
        },
        &[
            (&["site_team_leader"], true),
            (&["site_manager"], false),
            (&["technician"], false),
        ],
    );
    may(
        &Act {
            profile: "estate",
            act: "follow_up",
            kind: "repair",
            severity: None,
            needs: json!([["function_supervisor"]]),
            clause: "M4(4)c",
        },
        &[(&["function_supervisor"], true), (&["dispatcher"], false)],
    );
}

#[test]
fn g3_5_2_an_estate_complaint_is_followed_up_by_the_dispatcher() {
    for severity in [None, Some("major"), Some("general")] {
        may(
            &Act {
                profile: "estate",
                act: "follow_up",
                kind: "complaint",
                severity,
                needs: json!([["dispatcher"]]),
                clause: "G3.5.2",
            },
            &[
                (&["dispatcher"], true),
                (&["technician", "dispatcher"], true),
                (&["technician"], false),
                (&["office_head"], false),
                (&["head_of_department", "management_officer"], false),
            ],
        );
    }
}

#[test]
fn g3_5_3_a_technician_follows_up_alone_only_when_sent_by_the_dispatcher() {
    let asked = |profile: &str, sent_by: &[&str]| {
        ask(&json!({
            "ask": "may", "profile": profile, "act": "follow_up", "kind": "complaint",
            "severity": "general", "roles": ["technician"], "sent_by": sent_by,
        }))
    };
    assert_eq!(
        asked("estate", &["dispatcher"]),
        json!({"allowed": true, "needs": [["dispatcher"], ["technician"]], "clause": "G3.5.3"})
    );
    for sent_by in [
        &[][..],
        &["office_head"],
        &["function_supervisor"],
        &["technician"],
    ] {
        assert_eq!(
            asked("estate", sent_by)["allowed"],
            json!(false),
            "{sent_by:?}"
        );
    }
    // The mall does not take this clause over.
    for sent_by in ["dispatcher", "property_assistant", "director"] {
        assert_eq!(
            asked("mall", &[sent_by])["allowed"],
            json!(false),
            "{sent_by}"
        );
    }
}

#[test]
fn g3_3_1_the_office_head_follows_up_an_incident_or_names_who_does() {
    let asked = |profile: &str, roles: &[&str], sent_by: &[&str]| {
        let answer = ask(&json!({
            "ask": "may", "profile": profile, "act": "follow_up", "kind": "incident",
            "roles": roles, "sent_by": sent_by,
        }));
        assert_eq!(answer["clause"], json!("G3.3.1"));
        answer["allowed"].clone()
    };
    assert_eq!(asked("estate", &["office_head"], &[]), json!(true));
    assert_eq!(
        asked("estate", &["technician"], &["office_head"]),
        json!(true)
    );
    assert_eq!(
        asked("estate", &["technician"], &["dispatcher"]),
        json!(false)
    );
    assert_eq!(asked("estate", &["dispatcher"], &[]), json!(false));
    assert_eq!(asked("estate", &[], &["office_head"]), json!(false));
    // The mall has no office head: its property manager fills the seat.
    assert_eq!(asked("mall", &["property_manager"], &[]), json!(true));
    assert_eq!(
        asked("mall", &["management_officer"], &["property_manager"]),
        json!(true)
    );
    assert_eq!(asked("mall", &["director"], &[]), json!(false));
    may(
        &Act {
            profile: "estate",
            act: "schedule_follow_up",
            kind: "incident",
            severity: None,
            needs: json!([["office_head"]]),
            clause: "G3.3.1",
        },
        &[(&["office_head"], true), (&["dispatcher"], false)],
    );
}

#[test]
fn each_set_a_refusal_names_suffices_and_nothing_less_does() {
    for profile in ProfileName::ALL {
        let policy = policy(*profile);
        for kind in FollowUpKind::ALL {
            for severity in [Severity::Major, Severity::General] {
                let refused = may_follow_up(&policy, *kind, Some(severity), &[], &Roles::new());
                assert!(!refused.allowed && !refused.needs.is_empty());
                for needed in refused.needs {
                    let people: Vec<Roles> =
                        needed.iter().map(|role| Roles::from([*role])).collect();
                    let right = |people: &[Roles]| {
                        may_follow_up(&policy, *kind, Some(severity), people, &Roles::new()).allowed
                    };
                    assert!(
                        right(&people),
                        "{profile:?} {kind:?} {severity:?} {needed:?}"
                    );
                    for left_out in 0..people.len() {
                        let mut fewer = people.clone();
                        fewer.remove(left_out);
                        assert!(
                            !right(&fewer),
                            "{profile:?} {kind:?} {severity:?} {fewer:?}"
                        );
                    }
                }
                let scheduling = may_schedule(&policy, *kind, Some(severity), &Roles::new());
                assert!(!scheduling.allowed && !scheduling.needs.is_empty());
                for needed in scheduling.needs {
                    assert!(may_schedule(&policy, *kind, Some(severity), &needed).allowed);
                }
            }
        }
    }
}

#[test]
fn a_mall_complaint_of_undecided_severity_is_nobodys_yet() {
    let policy = policy(ProfileName::Mall);
    let everything: Roles = Role::ALL.iter().copied().collect();
    let people = [everything.clone(), everything.clone()];
    let right = may_follow_up(&policy, FollowUpKind::Complaint, None, &people, &everything);
    assert!(!right.allowed && right.needs.is_empty());
    assert!(!may_schedule(&policy, FollowUpKind::Complaint, None, &everything).allowed);
}

fn policy(profile: ProfileName) -> Policy {
    Policy::built_in(profile, NaiveDate::MIN)
}
