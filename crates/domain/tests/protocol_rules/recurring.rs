//! Duties of an agency, by the calendar.

use domain::protocol::pack::DutyId;
use domain::protocol::packs::Packs;
use domain::protocol::recurring::{DoneFor, recurring};
use jiff::Timestamp;
use jiff::civil::{Date, date};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The occurrences of one duty as lines: day, due, state.
fn lines(id: &str, done: &[DoneFor], from: Date, as_of: &str) -> Vec<String> {
    let packs = Packs::built_in();
    let loaded = &packs.versions("northamptonshire")[0];
    recurring(&loaded.pack, &loaded.calendar, done, from, at(as_of))
        .into_iter()
        .filter(|occurrence| occurrence.rule.id.0 == id)
        .map(|occurrence| format!("{} due {} {}", occurrence.day, occurrence.due, occurrence.state.name()))
        .collect()
}

#[test]
fn the_weekday_list_is_due_every_working_day() {
    let done = [DoneFor {
        duty: DutyId("weekday_list".into()),
        day: date(2026, 12, 24),
        at: at("2026-12-24T15:00:00Z"),
    }];
    assert_eq!(
        lines("weekday_list", &done, date(2026, 12, 23), "2026-12-29T10:00:00Z"),
        [
            "2026-12-23 due 2026-12-23T17:00:00Z overdue",
            "2026-12-24 due 2026-12-24T17:00:00Z met",
            "2026-12-29 due 2026-12-29T17:00:00Z open",
            "2026-12-30 due 2026-12-30T17:00:00Z pending",
        ]
    );
}

#[test]
fn a_bulletin_on_a_holiday_is_due_the_working_day_after() {
    assert_eq!(
        lines("bulletin", &[], date(2026, 4, 1), "2026-04-08T09:00:00Z"),
        [
            "2026-04-01 due 2026-04-01T11:00:00Z overdue",
            // Good Friday and Easter Monday fall together on the Tuesday.
            "2026-04-07 due 2026-04-07T11:00:00Z overdue",
            "2026-04-08 due 2026-04-08T11:00:00Z open",
            "2026-04-10 due 2026-04-10T11:00:00Z pending",
        ]
    );
}

#[test]
fn the_forum_is_due_by_the_last_working_day_of_the_month() {
    assert_eq!(
        lines("exploitation_missing_forum", &[], date(2026, 5, 1), "2026-05-20T09:00:00Z"),
        ["2026-05-29 due 2026-05-29T23:00:00Z open", "2026-06-30 due 2026-06-30T23:00:00Z pending"]
    );
}

#[test]
fn the_report_is_due_twenty_working_days_after_the_quarter() {
    assert_eq!(
        lines("compliance_report", &[], date(2026, 1, 1), "2026-01-15T09:00:00Z"),
        ["2026-01-29 due 2026-01-30T00:00:00Z open", "2026-04-30 due 2026-04-30T23:00:00Z pending"]
    );
}

#[test]
fn what_was_done_later_than_now_does_not_count() {
    let done =
        [DoneFor { duty: DutyId("bulletin".into()), day: date(2026, 9, 7), at: at("2026-09-07T10:30:00Z") }];
    assert_eq!(
        lines("bulletin", &done, date(2026, 9, 7), "2026-09-07T10:00:00Z")[0],
        "2026-09-07 due 2026-09-07T11:00:00Z open"
    );
    assert_eq!(
        lines("bulletin", &done, date(2026, 9, 7), "2026-09-07T11:30:00Z")[0],
        "2026-09-07 due 2026-09-07T11:00:00Z met"
    );
}
