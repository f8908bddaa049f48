//! What a desk does by hand: filter by sex, age, height and dates, then sort by distance or by time.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use linkage::unidentified::{Birth, Condition, Missing, MissingId, Sex, Unidentified};

/// By what the desk sorts what its filter leaves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SortedBy {
    /// The nearest first.
    Distance,
    /// The latest last seen first.
    Time,
    /// The sum of both places: near and late first.
    Both,
}

/// The missing whom the desk's filter leaves, in its order. Who lacks a fact passes the filter for it.
pub(crate) fn ranked(found: &Unidentified, missing: &[Missing], sorted_by: SortedBy) -> Vec<MissingId> {
    let mut left: Vec<(&Missing, f64, f64)> = missing
        .iter()
        .filter(|person| passes(found, person))
        .map(|person| (person, km(found, person), days(found, person)))
        .collect();
    match sorted_by {
        SortedBy::Distance => left.sort_by(|one, other| one.1.total_cmp(&other.1)),
        SortedBy::Time => left.sort_by(|one, other| one.2.total_cmp(&other.2)),
        SortedBy::Both => {
            left.sort_by(|one, other| one.1.total_cmp(&other.1));
            let mut placed: Vec<(usize, (&Missing, f64, f64))> = left.into_iter().enumerate().collect();
            placed.sort_by(|one, other| one.1.2.total_cmp(&other.1.2));
            let mut summed: Vec<(usize, (&Missing, f64, f64))> =
                placed.into_iter().enumerate().map(|(late, (near, person))| (late + near, person)).collect();
            summed.sort_by_key(|(sum, _)| *sum);
            left = summed.into_iter().map(|(_, person)| person).collect();
        }
    }
    left.into_iter().map(|(person, ..)| person.id.clone()).collect()
}

/// The desk's filter: the same sex, an age within five years of the range, a height within 8 cm, last seen before found
/// and, where the time since death was estimated, before that death.
fn passes(found: &Unidentified, person: &Missing) -> bool {
    let sex = [found.sex, person.sex].contains(&Sex::NotKnown) || found.sex == person.sex;
    let age = found
        .age_years
        .zip(age(found, person))
        .is_none_or(|(range, age)| age >= f64::from(range.min) - 5.0 && age <= f64::from(range.max) + 5.0);
    let height = found
        .stature
        .zip(person.stature)
        .is_none_or(|(found, told)| told.cm.max >= found.cm.min - 8.0 && told.cm.min <= found.cm.max + 8.0);
    let days = days(found, person);
    let dead = match &found.condition {
        Condition::Living => 0.0,
        Condition::Body { dead_days, .. } | Condition::Remains { dead_days, .. } => {
            dead_days.map_or(0.0, |range| f64::from(range.min) * 0.5)
        }
    };
    sex && age && height && days >= dead - 3.0
}

fn day(moment: Timestamp) -> f64 {
    moment.as_second() as f64 / 86_400.0
}

fn days(found: &Unidentified, person: &Missing) -> f64 {
    let (Some(found), Some(seen)) = (found.found, person.last_seen) else { return 0.0 };
    day(found.latest) - day(seen.earliest)
}

/// Age when found, less the time since death.
fn age(found: &Unidentified, person: &Missing) -> Option<f64> {
    let dead = match &found.condition {
        Condition::Living => 0.0,
        Condition::Body { dead_days, .. } | Condition::Remains { dead_days, .. } => {
            dead_days.map_or(0.0, |range| f64::from(range.min))
        }
    };
    let at = |date: Date| date.to_zoned(TimeZone::UTC).ok().map(|start| day(start.timestamp()));
    let born = match person.birth {
        Birth::Day { date } => at(date)?,
        Birth::Year { year } => at(Date::new(year, 7, 1).ok()?)?,
        Birth::Age { from, to, on } => at(on)? - f64::midpoint(f64::from(from), f64::from(to)) * 365.25,
        Birth::Unknown => return None,
    };
    Some((day(found.found?.latest) - dead - born) / 365.25)
}

fn km(found: &Unidentified, person: &Missing) -> f64 {
    let (Some(found), Some(seen)) = (found.place.point, person.place.point) else { return 50.0 };
    let north = (found.latitude - seen.latitude) * 111.2;
    let east = (found.longitude - seen.longitude) * 111.2 * found.latitude.to_radians().cos();
    north.hypot(east)
}
