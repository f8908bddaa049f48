//! Puts the steps of an explanation into the words of the catalogue.

use domain::protocol::calendar::{Calendar, Interval};
use domain::protocol::explain::{Argument, Step};
use domain::protocol::roles::Roles;
use fluent_bundle::FluentArgs;

/// One step as a sentence.
pub(super) fn sentence(step: &Step, calendar: &Calendar, roles: &Roles) -> String {
    let mut arguments = FluentArgs::new();
    for (name, argument) in &step.arguments {
        arguments.set(*name, words(argument, calendar, roles));
    }
    let sentence = web::catalogue::family("explain", step.code, Some(&arguments));
    sentence.unwrap_or_else(|| step.code.to_owned())
}

fn words(argument: &Argument, calendar: &Calendar, roles: &Roles) -> String {
    match argument {
        Argument::Instant(at) => calendar.local(*at).strftime("%A %-d %B %Y at %H:%M").to_string(),
        Argument::Interval(interval) => length(*interval),
        Argument::Number(number) => number.to_string(),
        Argument::Role(id) => roles.get(id).map_or_else(|| id.clone(), |role| role.name_en.clone()),
        Argument::Event(kind) => spaced(kind.name()),
        Argument::Grades(grades) => {
            grades.iter().map(|grade| spaced(grade.name())).collect::<Vec<_>>().join(" or ")
        }
        Argument::Rating(rating) => rating.name().to_owned(),
        Argument::Text(text) => text.clone(),
    }
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

fn length(interval: Interval) -> String {
    match interval {
        Interval::Elapsed(duration) => {
            let minutes = duration.as_mins();
            let parts = [counted(minutes / 60, "hour"), counted(minutes % 60, "minute")];
            let said: Vec<String> = parts.into_iter().flatten().collect();
            if said.is_empty() { "0 minutes".to_owned() } else { said.join(" ") }
        }
        Interval::Calendar { months, days } => {
            let parts = [counted(i64::from(months), "month"), counted(i64::from(days), "day")];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}

fn counted(count: i64, unit: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {unit}")),
        more => Some(format!("{more} {unit}s")),
    }
}
