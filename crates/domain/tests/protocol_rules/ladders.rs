//! Who is told next, by grade and time of day.

use domain::protocol::evaluate;
use domain::protocol::event::Grade;
use domain::protocol::ladder::{climb, ladder};
use domain::protocol::packs::Packs;
use domain::protocol::scenario::Scenario;
use domain::protocol::telling::Climbing;
use jiff::Timestamp;

fn told(duty: &str, reported: &str, grade: Option<Grade>) -> Vec<String> {
    let text = format!(
        r#"{{"pack": "northamptonshire", "as_of": "{reported}", "person": {{"born": "2012-05-14", "uasc": true}}, "events": [{{"at": "{reported}", "type": "reported"}}]}}"#
    );
    let packs = Packs::built_in();
    let scenario = Scenario::read(&text).unwrap();
    let loaded = packs.governing(&scenario.pack, scenario.began()).unwrap();
    let duties = evaluate(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of);
    let duty = duties.iter().find(|found| found.rule.id.0 == duty).unwrap();
    let rungs = ladder(&loaded.pack, &loaded.calendar, duty, grade);
    rungs.into_iter().map(|(at, role)| format!("{at} {}", role.0)).collect()
}

#[test]
fn a_duty_at_once_climbs_from_its_trigger_and_faster_when_the_risk_is_high() {
    assert_eq!(
        told("notify_social_care", "2026-09-08T14:00:00+01:00", Some(Grade::High)),
        [
            "2026-09-08T13:15:00Z police_supervisor",
            "2026-09-08T13:45:00Z police_senior_manager",
            "2026-09-08T14:15:00Z police_supervisor"
        ]
    );
    assert_eq!(
        told("notify_social_care", "2026-09-08T14:00:00+01:00", Some(Grade::Medium)),
        ["2026-09-08T13:30:00Z police_supervisor", "2026-09-08T15:00:00Z police_senior_manager"]
    );
}

#[test]
fn out_of_hours_the_emergency_duty_team_is_told() {
    assert_eq!(
        told("home_office_informed", "2026-09-12T14:00:00+01:00", None),
        ["2026-09-12T13:30:00Z emergency_duty_team"]
    );
}

#[test]
fn a_duty_with_time_climbs_from_its_due_time_and_one_without_a_ladder_not_at_all() {
    assert_eq!(
        told("need_to_know_briefing", "2026-09-08T14:00:00+01:00", None),
        ["2026-09-09T13:30:00Z team_manager", "2026-09-09T15:00:00Z service_manager"]
    );
    assert!(told("family_signposted", "2026-09-08T14:00:00+01:00", Some(Grade::High)).is_empty());
}

#[test]
fn the_last_rung_for_high_risk_is_reached_again_and_again_and_never_several_times_at_once() {
    let packs = Packs::built_in();
    let from: Timestamp = "2026-09-08T00:00:00Z".parse().unwrap();
    let loaded = packs.governing("northamptonshire", from).unwrap();
    let police = loaded.pack.ladders.iter().position(|ladder| ladder.name == "police");
    let reached = |grade: Grade, since: &str, as_of: &str| {
        let (since, as_of) = (since.parse().unwrap(), as_of.parse().unwrap());
        let climbing = Climbing { grade: Some(grade), since, as_of };
        let climbed = climb(&loaded.pack, &loaded.calendar, police, from, climbing);
        let high = climbed.into_iter().filter(|climbed| climbed.rung >= 5);
        high.map(|climbed| format!("{} {} {}", climbed.rung, climbed.at, climbed.tell.0)).collect::<Vec<_>>()
    };
    let first = "5 2026-09-08T01:15:00Z police_supervisor";
    assert_eq!(reached(Grade::High, "2026-09-08T00:00:00Z", "2026-09-08T00:50:00Z"), [first]);
    let (fourth, fifth) =
        ("8 2026-09-08T02:45:00Z police_supervisor", "9 2026-09-08T03:15:00Z police_supervisor");
    assert_eq!(reached(Grade::High, "2026-09-08T00:00:00Z", "2026-09-08T02:50:00Z"), [fourth, fifth]);
    // Graded high late, the turns that went by before are nobody's.
    assert_eq!(reached(Grade::High, "2026-09-08T02:47:00Z", "2026-09-08T02:50:00Z"), [fifth]);
    assert!(reached(Grade::Medium, "2026-09-08T00:00:00Z", "2026-09-08T02:50:00Z").is_empty());
}
