//! One line of the list of live cases.

use app::App;
use app::documents::LiveCase;
use jiff::Timestamp;

use super::case::{both, due_in_words};
use crate::acts::words;
use crate::catalogue::t;
use crate::pages::shown::{age_in, duty_words};
use crate::views::{missing, scene::RoleNames};

/// The line in words.
pub(super) fn line(
    app: &App,
    roles: &RoleNames,
    case: &LiveCase,
    now: Timestamp,
) -> documents::live_cases::LiveCase {
    let row = &case.row;
    let next_duty = case.next_due.as_ref().map(|duty| {
        let (title, due) = (duty_words(app, duty).title, due_in_words(duty.due_at, now));
        t!("paper-next-duty-of", "title" => title, "owner" => roles.of(&duty.owner), "due" => due)
    });
    let said = missing::said(row.missing_since, row.reported_at);
    let (since, lasted) = missing::on_paper(said, row.reported_at, now);
    documents::live_cases::LiveCase {
        grade: row.grade.map_or_else(|| t!("grade-none-yet"), |grade| words::choice("grade", grade.word())),
        reference: row.reference.clone(),
        name: match row.name.trim() {
            "" => t!("name-not-known"),
            name => name.to_owned(),
        },
        age: age_in(row, now),
        missing_for: both(&since, &lasted),
        last_seen: row.last_seen.clone(),
        next_duty: next_duty.unwrap_or_default(),
        log_number: String::new(),
        investigating_officer: row.investigating_officer.clone(),
    }
}
