//! The steps of an explanation of a duty, in the words of the catalogue: for the page that says why, for programs, and
//! for whoever asks on the command line.

use domain::protocol::calendar::Interval;
use domain::protocol::explain::{Argument, Step};
use fluent_bundle::FluentArgs;
use jiff::Timestamp;

use crate::acts::words;
use crate::catalogue::{duration, family, instant, t};

/// One step as a sentence, read at `now`; `role_name` says what people call a role.
pub fn sentence(step: &Step, now: Timestamp, role_name: impl Fn(&str) -> String) -> String {
    let mut arguments = FluentArgs::new();
    for (name, argument) in &step.arguments {
        arguments.set(*name, in_words(argument, now, &role_name));
    }
    family("explain", step.code, Some(&arguments)).unwrap_or_else(|| step.code.replace('-', " "))
}

fn in_words(argument: &Argument, now: Timestamp, role_name: impl Fn(&str) -> String) -> String {
    match argument {
        Argument::Instant(at) => instant(*at, now),
        Argument::Interval(interval) => interval_in_words(*interval),
        Argument::Number(number) => number.to_string(),
        Argument::Role(role) => role_name(role),
        Argument::Event(kind) => words::event_title(kind.name()),
        Argument::Grades(grades) => {
            let named: Vec<String> =
                grades.iter().map(|grade| words::choice("grade", grade.name())).collect();
            named.join(", ")
        }
        Argument::Rating(rating) => words::choice("mash-rating", rating.name()),
        Argument::Text(text) => text.clone(),
    }
}

/// Hours as "72 hours" and not as days, for that is how the source counts them; months and days on the calendar.
fn interval_in_words(interval: Interval) -> String {
    match interval {
        Interval::Elapsed(span) if span.as_mins() >= 60 && span.as_mins() % 60 == 0 => {
            t!("span-hours", "count" => span.as_hours())
        }
        Interval::Elapsed(span) => duration(span),
        Interval::Calendar { months, days } => {
            let months = (months != 0).then(|| t!("span-months", "count" => months));
            let days = (days != 0).then(|| t!("span-days", "count" => days));
            [months, days].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}
