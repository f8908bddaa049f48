//! The clauses of a duty: what starts it, when it is due, whose it is; and the series of meetings.

use std::sync::Arc;

use super::document::{Node, Table, all};
use super::parts::{act, condition_names, matchers, role};
use crate::protocol::calendar::Interval;
use crate::protocol::event::{Act, EventKind, FormId, Grade, Rating};
use crate::protocol::pack::{
    ChairFits, Chairs, Condition, ConditionIndex, Due, Matcher, MeetingSeries, Only, Owner, RoleId,
    ToldApartBy, Trigger,
};
use crate::protocol::roles::Roles;

/// What the clauses of a duty may refer to.
pub(super) struct Names<'n> {
    pub(super) roles: &'n Roles,
    pub(super) forms: Vec<FormId>,
    pub(super) conditions: Vec<Condition>,
    /// By name; nothing for one that could not be read.
    pub(super) series: Vec<(String, Option<Arc<MeetingSeries>>)>,
    /// By name; nothing for one that could not be read.
    pub(super) owners: Vec<(String, Option<Owner>)>,
}

/// Triggers that are one word.
const TRIGGER_WORDS: &[&str] = &["report", "return", "placement_recorded", "placement_start"];

pub(super) fn trigger(node: Node<'_>, names: &Names<'_>) -> Option<Trigger> {
    let Some(table) = node.table_or_none() else {
        return match node.word("trigger", TRIGGER_WORDS, |word| word)? {
            "report" => Some(Trigger::Report),
            "return" => Some(Trigger::First(returned())),
            "placement_recorded" => Some(Trigger::PlacementRecorded),
            _ => Some(Trigger::PlacementStart),
        };
    };
    let told_apart_by = table.get("told_apart_by").map(told_apart_by);
    let read = [
        table.get("after_start").map(|node| node.interval().map(Trigger::AfterStart)),
        table.get("birthday").map(|node| {
            let age = i16::try_from(node.whole_number(1, 120)?).ok()?;
            Some(Trigger::Birthday(age))
        }),
        table.get("first_grade").map(|node| grades(node).map(Trigger::FirstGrade)),
        table.get("first").map(|node| {
            let matchers = matchers(node, &names.forms)?;
            let [matcher] = matchers.as_slice() else {
                return node.expected("one event");
            };
            Some(Trigger::First(matcher.clone()))
        }),
        table.get("each").map(|node| {
            let any = matchers(node, &names.forms);
            let told_apart_by = match told_apart_by {
                Some(told_apart_by) => told_apart_by,
                None => node.expected("a key \"told_apart_by\" beside \"each\""),
            };
            Some(Trigger::Each { any: any?, told_apart_by: told_apart_by? })
        }),
        table.get("end").map(|node| {
            let ends = [Act::Returned, Act::FoundDead, Act::ClosedJointly];
            node.words("end of an episode", &ends, Act::name).map(Trigger::End)
        }),
        table.get("slots").map(|node| series_named(node, names).map(Trigger::Slots)),
    ];
    let only = exactly_one(node, read, "one trigger");
    table.finish();
    only
}

fn told_apart_by(node: Node<'_>) -> Option<ToldApartBy> {
    node.word("way of telling apart", &[ToldApartBy::Number, ToldApartBy::Id], |by| match by {
        ToldApartBy::Number => "number",
        ToldApartBy::Id => "id",
    })
}

fn series_named(node: Node<'_>, names: &Names<'_>) -> Option<Arc<MeetingSeries>> {
    let name = node.text()?;
    let series = names.series.iter().find(|(known, _)| known == name);
    if series.is_none() {
        node.mistakes.unknown(
            &node.span(),
            "series",
            name,
            names.series.iter().map(|(known, _)| known.as_str()),
        );
    }
    series.and_then(|(_, series)| series.clone())
}

/// The one alternative that was given.
fn exactly_one<T>(
    node: Node<'_>,
    given: impl IntoIterator<Item = Option<Option<T>>>,
    what: &str,
) -> Option<T> {
    let mut given: Vec<Option<T>> = given.into_iter().flatten().collect();
    if given.len() == 1 { given.pop().flatten() } else { node.expected(what) }
}

/// The due time of a duty; a slot's stands in its series.
pub(super) fn due(node: Node<'_>, names: &Names<'_>) -> Option<Due> {
    let Some(table) = node.table_or_none() else {
        if node.text_or_none() == Some("immediate") {
            return Some(Due::Immediate);
        }
        return node.interval().map(Due::After);
    };
    let read = [
        table.get("after_start").map(|node| node.interval().map(Due::AfterStart)),
        table.get("end_of_working_day").map(|node| {
            let count = u16::try_from(node.whole_number(1, 260)?).ok()?;
            Some(Due::EndOfWorkingDay(count))
        }),
        table.get("by_rating").map(|node| by_rating(node, &table)),
        table.get("by_grade").map(|node| by_grade(node, &table, names)),
        table.get("after").map(|node| {
            let grades = table.need("immediate_once_graded").and_then(grades);
            Some(Due::SoonerOnceGraded { after: node.interval()?, grades: grades? })
        }),
        table.get("placement_start_or_days").map(|node| {
            let unplanned_days = i32::try_from(node.whole_number(0, 365)?).ok()?;
            Some(Due::Placement { unplanned_days })
        }),
    ];
    let only = exactly_one(node, read, "one way of being due");
    table.finish();
    only
}

fn by_rating(node: Node<'_>, beside: &Table<'_>) -> Option<Due> {
    let table = node.table()?;
    let allows = Rating::ALL.iter().map(|rating| table.need(rating.name()).and_then(Node::interval));
    let allows = all(allows);
    table.finish();
    let unrated = beside.need("unrated").and_then(|node| node.word("rating", Rating::ALL, Rating::name));
    let until = beside.need("until").and_then(act);
    Some(Due::ByRating { allows: allows?.try_into().ok()?, unrated: unrated?, until: until? })
}

fn by_grade(node: Node<'_>, beside: &Table<'_>, names: &Names<'_>) -> Option<Due> {
    let table = node.table()?;
    let allows = all(Grade::ALL.iter().map(|grade| table.need(grade.name()).and_then(Node::interval)));
    table.finish();
    let forward_by = match beside.get("forward_by") {
        Some(node) => matchers(node, &names.forms),
        None => Some(Vec::new()),
    };
    let forward_to = match beside.get("forward_to") {
        Some(node) => node.interval(),
        None if forward_by.as_ref().is_some_and(Vec::is_empty) => {
            Some(Interval::Calendar { months: 0, days: 0 })
        }
        None => node.expected("a key \"forward_to\" beside \"forward_by\""),
    };
    Some(Due::ByGrade { allows: allows?.try_into().ok()?, forward_by: forward_by?, forward_to: forward_to? })
}

pub(super) fn grades(node: Node<'_>) -> Option<Vec<Grade>> {
    node.words("grade", Grade::ALL, Grade::name)
}

/// A role, a list of roles with conditions, levels that are climbed, or whoever chaired.
pub(super) fn owner(node: Node<'_>, names: &Names<'_>) -> Option<Owner> {
    let Some(table) = node.table_or_none() else {
        return first_of(node, names);
    };
    let read = [
        table.get("as").map(|node| {
            let name = node.text()?;
            let owner = names.owners.iter().find(|(known, _)| known == name);
            if owner.is_none() {
                node.mistakes.unknown(
                    &node.span(),
                    "owner",
                    name,
                    names.owners.iter().map(|(known, _)| known.as_str()),
                );
            }
            owner.and_then(|(_, owner)| owner.clone())
        }),
        table.get("levels").map(|node| levels(node, names)),
        table.get("chair_of").map(|node| series_named(node, names).map(Owner::ChairOf)),
    ];
    let only = exactly_one(node, read, "a role, a list of roles, or one of as, levels, chair_of");
    table.finish();
    only
}

/// Roles in order, each but the last with the conditions under which it owes the duty.
fn first_of(node: Node<'_>, names: &Names<'_>) -> Option<Owner> {
    let read: Option<Vec<(Vec<ConditionIndex>, RoleId)>> = all(node.one_or_more().into_iter().map(|node| {
        let Some(table) = node.table_or_none() else {
            return Some((Vec::new(), role(node, names.roles)?));
        };
        let when = table.need("when").and_then(|node| condition_names(node, &names.conditions));
        let role = table.need("role").and_then(|node| role(node, names.roles));
        table.finish();
        Some((when?, role?))
    }));
    let mut exceptions = read?;
    match exceptions.pop() {
        Some((when, otherwise)) if when.is_empty() && exceptions.iter().all(|(when, _)| !when.is_empty()) => {
            Some(Owner::FirstOf { exceptions, otherwise })
        }
        Some(_) | None => node.expected("roles with conditions, and as the last one without"),
    }
}

fn levels(node: Node<'_>, names: &Names<'_>) -> Option<Owner> {
    let read = all(node.list()?.into_iter().map(|node| {
        let table = node.table()?;
        let role = table.need("role").and_then(|node| role(node, names.roles));
        let until = table.get("until").map(Node::interval);
        table.finish();
        Some((until, role?))
    }));
    let mut levels: Vec<(Interval, RoleId)> = Vec::new();
    let mut then = None;
    for (until, role) in read? {
        match until {
            Some(until) if then.is_none() => levels.push((until?, role)),
            None if then.is_none() => then = Some(role),
            Some(_) | None => return node.expected("levels in order, and only the last without \"until\""),
        }
    }
    match then {
        Some(then) => Some(Owner::Levels { levels, then }),
        None => node.expected("a last level without \"until\""),
    }
}

/// Reads `[series.NAME]`.
pub(super) fn series(table: &Table<'_>, roles: &Roles) -> Option<MeetingSeries> {
    let first_opens = table.need("first_opens_after_start").and_then(Node::interval);
    let first_due = table.need("first_due_after_start").and_then(Node::interval);
    let sooner_grades = table.need("sooner_once_graded").and_then(grades);
    let sooner_due = table.need("sooner_due_after_start").and_then(Node::interval);
    let days = table.need("then_due_at_end_of_days").and_then(rising_days);
    let months = table.need("then_every_months").and_then(|node| node.whole_number(1, 120));
    let chairs = table.need("chairs").and_then(|node| chairs(node, roles));
    table.finish();
    let (chairs, chairs_then) = chairs?;
    Some(MeetingSeries {
        first_opens: first_opens?,
        first_due: first_due?,
        sooner_grades: sooner_grades?,
        sooner_due: sooner_due?,
        days: days?,
        then_every_months: i32::try_from(months?).ok()?,
        chairs,
        chairs_then,
    })
}

/// Days after the start on which slots fall: a series that does not rise could never be held.
fn rising_days(node: Node<'_>) -> Option<Vec<i32>> {
    let days = all(node.list()?.into_iter().map(|node| i32::try_from(node.whole_number(1, 3650)?).ok()))?;
    if days.is_empty() || !days.is_sorted_by(|earlier, later| earlier < later) {
        return node.expected("at least one day, each later than the one before: this series is impossible");
    }
    Some(days)
}

fn chairs(node: Node<'_>, roles: &Roles) -> Option<(Vec<(ChairFits, Chairs)>, Chairs)> {
    let read = all(node.list()?.into_iter().map(|node| chair_row(node, roles)));
    let mut rows: Vec<(ChairFits, Chairs)> = Vec::new();
    let mut then = None;
    for (fits, chairs) in read? {
        match fits {
            Some(fits) if then.is_none() => rows.push((fits, chairs)),
            None if then.is_none() => then = Some(chairs),
            Some(_) | None => return node.expected("rows in order, and only the last without a limit"),
        }
    }
    match then {
        Some(then) => Some((rows, then)),
        None => node.expected("a last row without a limit: somebody must chair however long it lasts"),
    }
}

fn chair_row(node: Node<'_>, roles: &Roles) -> Option<(Option<ChairFits>, Chairs)> {
    let table = node.table()?;
    let under = table.get("missing_under").map(Node::interval);
    let once_graded = table.get("once_graded_under").map(Node::interval);
    let through_day = table.get("through_day").map(|node| node.whole_number(0, 3650));
    let allocated = table.need("allocated").and_then(|node| role(node, roles));
    let unallocated = table.need("unallocated").and_then(|node| role(node, roles));
    table.finish();
    let fits = match (under, once_graded, through_day) {
        (Some(under), once_graded, None) => Some(ChairFits::Under(under?, once_graded.unwrap_or(under)?)),
        (None, None, Some(day)) => Some(ChairFits::ThroughDay(i32::try_from(day?).ok()?)),
        (None, None, None) => None,
        (_, _, _) => {
            return node.expected("one limit: missing_under (with once_graded_under) or through_day");
        }
    };
    Some((fits, Chairs { allocated: allocated?, unallocated: unallocated? }))
}

fn returned() -> Matcher {
    Matcher { kind: EventKind::Act(Act::Returned), only: Only::Any }
}

/// Whether a duty that a grade times is started by an event that gives one.
pub(super) fn fits_trigger(due: &Due, trigger: &Trigger) -> Result<(), &'static str> {
    let graded =
        |matcher: &Matcher| matches!(matcher.kind, EventKind::RiskAssessed | EventKind::RiskReviewed);
    match (due, trigger) {
        (Due::ByGrade { .. }, Trigger::Each { any, .. }) if any.iter().all(graded) => Ok(()),
        (Due::ByGrade { .. }, _) => {
            Err("\"by_grade\" needs the trigger { each = … } of events that grade risk")
        }
        (Due::Placement { .. }, Trigger::PlacementRecorded | Trigger::PlacementStart) => Ok(()),
        (Due::Placement { .. }, _) => Err("\"placement_start_or_days\" needs a trigger of the placement"),
        (Due::AfterStart(_), Trigger::PlacementRecorded | Trigger::PlacementStart) => {
            Err("a placement has no start of an episode to count from")
        }
        (_, _) => Ok(()),
    }
}

/// Whether a kind is one of those whose entries bear an id, so that another can name them.
pub(super) fn series_event(kind: EventKind) -> bool {
    kind == EventKind::StrategyMeetingHeld
}

/// The event kinds of an `each` trigger, if it is one.
pub(super) fn each_of(trigger: &Trigger) -> &[Matcher] {
    if let Trigger::Each { any, .. } = trigger { any } else { &[] }
}
