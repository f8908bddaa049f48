//! What is said of scenario files that are none, and the form of an answer.

use domain::protocol::evaluate;
use domain::protocol::packs::Packs;
use domain::protocol::scenario::{Scenario, answer, differences};

fn file(events: &str) -> String {
    format!(
        r#"{{"pack": "northamptonshire", "as_of": "2026-09-08T16:00:00+01:00", "person": {{"born": "2012-05-14"}}, "events": [{events}]}}"#
    )
}

fn said(events: &str) -> String {
    Scenario::read(&file(events)).unwrap_err().to_string()
}

const REPORTED: &str = r#"{"at": "2026-09-08T14:00:00+01:00", "type": "reported"}"#;

#[test]
fn an_unknown_field_of_the_file() {
    let text = file(REPORTED).replace("\"pack\"", "\"pac\"");
    insta::assert_snapshot!(Scenario::read(&text).unwrap_err(), @r#"line 1, column 6 (pac): unknown field `pac`, expected one of `name`, `pack`, `as_of`, `person`, `earlier_episodes`, `earlier_reviews`, `events`, `expect`"#);
}

#[test]
fn a_time_without_an_offset() {
    insta::assert_snapshot!(said(r#"{"at": "2026-09-08T14:00:00", "type": "reported"}"#), @r#"line 1, column 140 (events[0].at): failed to find offset component, which is required for parsing a timestamp"#);
}

#[test]
fn an_unknown_type_of_event() {
    insta::assert_snapshot!(said(r#"{"at": "2026-09-08T14:00:00Z", "type": "home_office_inform"}"#).split("; expected").next().unwrap(), @r#"events[0].type: unknown type of event "home_office_inform"; the nearest is "home_office_informed""#);
}

#[test]
fn a_field_that_the_type_does_not_have() {
    insta::assert_snapshot!(said(r#"{"at": "2026-09-08T14:00:00Z", "type": "returned", "grade": "high"}"#), @r#"events[0].grade: an event of type returned has no such field"#);
}

#[test]
fn a_field_that_the_type_needs() {
    insta::assert_snapshot!(said(r#"{"at": "2026-09-08T14:00:00Z", "type": "risk_assessed", "by": "officer"}"#), @r#"events[0]: an event of type risk_assessed needs the field "grade""#);
}

#[test]
fn a_word_that_is_none() {
    insta::assert_snapshot!(said(r#"{"at": "2026-09-08T14:00:00Z", "type": "risk_reviewed", "grade": "hihg"}"#), @r#"events[0].grade: unknown grade "hihg"; the nearest is "high"; expected one of high, low, medium, no_apparent_risk"#);
}

#[test]
fn entered_before_it_happened() {
    insta::assert_snapshot!(said(r#"{"at": "2026-09-08T14:00:00Z", "recorded_at": "2026-09-08T13:59:59Z", "type": "returned"}"#), @r#"events[0]: recorded_at is earlier than at"#);
}

#[test]
fn two_reports() {
    insta::assert_snapshot!(said(&format!("{REPORTED}, {REPORTED}")), @r#"events[1]: a second `reported`: there is at most one"#);
}

#[test]
fn an_id_given_twice() {
    let crime = r#"{"id": "c", "at": "2026-09-08T14:00:00Z", "type": "crime_disclosed"}"#;
    insta::assert_snapshot!(said(&format!("{crime}, {crime}")), @r#"events[1]: the id "c" is already borne by another event"#);
}

#[test]
fn a_meeting_without_an_id() {
    insta::assert_snapshot!(said(r#"{"at": "2026-09-08T14:00:00Z", "type": "strategy_meeting_held"}"#), @r#"events[0]: an event of type strategy_meeting_held needs an id"#);
}

#[test]
fn a_correction_of_nothing() {
    insta::assert_snapshot!(said(r#"{"at": "2026-09-08T14:00:00Z", "type": "correction", "corrects": "g", "with": {}}"#), @r#"events[0].corrects: names "g", and no event bears that id"#);
}

#[test]
fn a_correction_of_what_was_not_yet_entered() {
    let later = r#"{"id": "g", "at": "2026-09-08T14:00:00Z", "recorded_at": "2026-09-08T18:00:00Z", "type": "risk_reviewed", "grade": "low"}"#;
    let correction =
        r#"{"at": "2026-09-08T17:00:00Z", "type": "correction", "corrects": "g", "with": {"grade": "high"}}"#;
    insta::assert_snapshot!(said(&format!("{later}, {correction}")), @r#"events[1]: the correction names "g", and no event of that id was visible when it was recorded"#);
}

#[test]
fn a_correction_of_when_it_was_recorded() {
    let grade = r#"{"id": "g", "at": "2026-09-08T14:00:00Z", "type": "risk_reviewed", "grade": "low"}"#;
    let correction = r#"{"at": "2026-09-08T17:00:00Z", "type": "correction", "corrects": "g", "with": {"recorded_at": "2026-09-08T15:00:00Z"}}"#;
    insta::assert_snapshot!(said(&format!("{grade}, {correction}")), @r#"events[1].with.recorded_at: unknown field of risk_reviewed to correct "recorded_at"; expected one of at, grade"#);
}

#[test]
fn a_year_that_nobody_means() {
    insta::assert_snapshot!(said(r#"{"at": "0206-09-08T14:00:00Z", "type": "returned"}"#), @r#"events[0].at: expected a year from 1900 to 2199"#);
}

#[test]
fn something_after_the_scenario() {
    insta::assert_snapshot!(Scenario::read(&format!("{} {{}}", file(REPORTED))).unwrap_err(), @r#"line 1, column 171: nothing may follow the scenario"#);
}

#[test]
fn an_answer_is_in_the_form_of_what_is_expected() {
    let packs = Packs::built_in();
    let scenario = Scenario::read(&file(REPORTED)).unwrap();
    let loaded = packs.governing(&scenario.pack, scenario.began()).unwrap();
    let duties = evaluate(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of);
    let answer = answer(&duties, &loaded.calendar);
    let expecting = file(REPORTED).replacen('{', &format!("{{\"expect\": {},", answer["duties"]), 1);
    let expected = Scenario::read(&expecting).unwrap().expect.unwrap();
    assert_eq!(differences(&expected, &duties, &loaded.calendar), Vec::<String>::new());
    assert_eq!(differences(&expected[1..], &duties, &loaded.calendar).len(), 1);
    assert_eq!(differences(&expected, &duties[1..], &loaded.calendar).len(), 1);
    // Compared as values: in which order the members stand depends on what else is built.
    let first = serde_json::json!({
        "duty": "notify_social_care",
        "state": "overdue",
        "trigger": "2026-09-08T14:00:00+01:00",
        "due": "2026-09-08T15:00:00+01:00",
        "owner": "police_mpu",
        "source": "NP 3.16, 5.11, 7.2",
    });
    assert_eq!(answer["duties"][0], first);
}
