//! Who is told what at which minute, worked out once more and straight from the pack file, by somebody who has read it and
//! not the planner: only for nights like those of these tests, in which nobody answers.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, civil::Date};
use toml::{Table, Value};

/// A message as it is expected: when, about what, whose turn, to whom, and who covers.
pub(crate) type Told = (Timestamp, String, u16, String, Option<String>);

/// What is recorded of a case, as far as anybody is told because of it.
#[derive(Clone, Debug)]
pub(crate) enum Did {
    Graded(&'static str),
    MashNotified(Option<&'static str>),
    SightedSignificantly,
    ReturnReported,
    Disagreed,
    TaskSet { owner: &'static str, due_at: Timestamp },
    Offered { by: &'static str, to: &'static str },
    Taken(&'static str),
    ClassChanged(&'static str),
    ClosureProposed,
}

/// A case as it was lived.
#[derive(Clone, Debug)]
pub(crate) struct Lived {
    pub(crate) born: Date,
    pub(crate) reported: Timestamp,
    pub(crate) did: Vec<(Timestamp, Did)>,
}

/// A pack file with the roles.
pub(crate) struct Files {
    pub(crate) pack: Table,
    pub(crate) roles: Table,
}

pub(crate) fn files(pack: &str) -> Files {
    let read = |text: &str| text.parse::<Table>().expect("the file is TOML");
    let pack = match pack {
        "northamptonshire" => include_str!("../../../../protocols/northamptonshire.toml"),
        _ => include_str!("../../../../protocols/app-baseline.toml"),
    };
    Files { pack: read(pack), roles: read(include_str!("../../../../protocols/roles.toml")) }
}

/// Everything that is told of a case before `until`, while nobody answers.
pub(crate) fn told(files: &Files, case: &Lived, until: Timestamp) -> BTreeSet<Told> {
    let mut all = Vec::new();
    for duty in list(&files.pack, "duty") {
        if applies(case, duty) {
            all.extend(of_duty(files, case, duty));
        }
    }
    for tell in list(&files.pack, "tell") {
        if applies(case, tell) {
            all.extend(of_news(files, case, tell));
        }
    }
    all.extend(by_name(files, case));
    for (at, did) in &case.did {
        match did {
            Did::Offered { by, to } => all.extend(offered(files, case, *at, (to, by), "handover")),
            Did::TaskSet { owner, due_at } => {
                all.extend(offered(files, case, *due_at, (owner, owner), "task"))
            }
            // Whoever decides answers to nobody: on silence those hear of it who may propose, the sergeant's seniors.
            Did::ClosureProposed => {
                let decides =
                    if holds(case, "child") { "assistant_director" } else { "police_senior_manager" };
                all.extend(offered(files, case, *at, (decides, "police_supervisor"), "closure"));
            }
            Did::Graded(_)
            | Did::MashNotified(_)
            | Did::SightedSignificantly
            | Did::ReturnReported
            | Did::ClassChanged(_)
            | Did::Taken(_)
            | Did::Disagreed => {}
        }
    }
    all.into_iter().filter(|(at, ..)| *at < until).collect()
}

/// Whoever lost the case is told, and whoever has it of each return that somebody reports, before or after, while they have it.
fn by_name(files: &Files, case: &Lived) -> Vec<Told> {
    let did = |what: fn(&Did) -> Option<&'static str>| {
        case.did.iter().filter_map(move |(at, did)| Some((*at, what(did)?)))
    };
    let taken: Vec<_> = did(|did| if let Did::Taken(by) = did { Some(by) } else { None }).collect();
    let mut all = Vec::new();
    for (place, (since, by)) in taken.iter().enumerate() {
        let until = taken.get(place + 1).map(|(until, _)| *until);
        all.extend(until.into_iter().flat_map(|at| offered(files, case, at, (by, by), "taken over")));
        for (at, _) in did(|did| if let Did::ClassChanged(class) = did { Some(class) } else { None }) {
            let told = offered(files, case, at, (by, by), "class_changed");
            let told = told.into_iter().filter(|(told, ..)| until.is_none_or(|until| *told < until));
            all.extend(told.filter(|_| *since <= at));
        }
        for (at, _) in did(|did| matches!(did, Did::ReturnReported).then_some("")) {
            let told = offered(files, case, at.max(*since), (by, by), "said back");
            all.extend(told.into_iter().filter(|(at, ..)| until.is_none_or(|until| *at < until)));
        }
    }
    all
}

fn of_duty(files: &Files, case: &Lived, duty: &Table) -> Vec<Told> {
    let mut all = Vec::new();
    for (started, named) in starts(case, &duty["trigger"]) {
        let about = format!("duty {} {named}", text(duty, "id"));
        if let Some(levels) = duty["owner"].get("levels") {
            let mut from = started;
            for (rung, level) in (0..).zip(levels.as_array().unwrap()) {
                all.push(message(files, from, &about, rung, text(level.as_table().unwrap(), "role")));
                let until = level.get("until").map(|until| duration(until.as_str().unwrap()));
                from = started + until.unwrap_or_default();
            }
            continue;
        }
        let (Some(ladder), Some(from)) = (duty.get("ladder"), climbs_from(files, case, duty, started)) else {
            continue;
        };
        let met = met_at(case, duty, started);
        let owner = owner(files, case, &duty["owner"]);
        let mut told = vec![message(files, from, &about, 0, &owner)];
        told.extend(climbed(files, case, ladder.as_str().unwrap(), from, &about));
        all.extend(told.into_iter().filter(|(at, ..)| met.is_none_or(|met| *at < met)));
    }
    all
}

fn of_news(files: &Files, case: &Lived, tell: &Table) -> Vec<Told> {
    let on = &tell["on"];
    let begins: Vec<Timestamp> = match on.get("first_grade") {
        Some(_) => starts(case, on).into_iter().map(|(at, _)| at).collect(),
        None => one_or_more(on).flat_map(|event| happened(case, event)).collect(),
    };
    let about = format!("news {}", text(tell, "id"));
    let to = owner(files, case, &tell["to"]);
    let mut all = Vec::new();
    for from in begins {
        all.push(message(files, from, &about, 0, &to));
        all.extend(climbed(files, case, text(tell, "ladder"), from, &about));
    }
    all
}

fn offered(files: &Files, case: &Lived, from: Timestamp, (to, of): (&str, &str), about: &str) -> Vec<Told> {
    let supervisor = role(files, of).get("supervised_by").map(|role| role.as_str().unwrap());
    let first = message(files, from, about, 0, to);
    let reached = phases(files, case).into_iter().find_map(|(since, until, grade)| {
        let after = files.pack["messages"]["supervisor_after"][grade.as_str()].as_str().unwrap();
        let at = (from + duration(after)).max(since);
        (at < until).then_some(at)
    });
    let second = supervisor.zip(reached).map(|(supervisor, at)| message(files, at, about, 1, supervisor));
    std::iter::once(first).chain(second).collect()
}

/// The rungs of a ladder: each as soon as its time has come while a grade is in force for which it is meant.
fn climbed(files: &Files, case: &Lived, ladder: &str, from: Timestamp, about: &str) -> Vec<Told> {
    let rungs = files.pack["ladders"][ladder].as_array().unwrap();
    let mut all = Vec::new();
    for (place, rung) in (1..).zip(rungs) {
        let rung = rung.as_table().unwrap();
        let at = from + duration(text(rung, "after"));
        if let Some(every) = rung.get("then_every") {
            all.extend(
                repeated(files, case, rung, (at, duration(every.as_str().unwrap())))
                    .into_iter()
                    .map(|(turn, at)| message(files, at, about, place + turn, text(rung, "tell"))),
            );
            continue;
        }
        let reached = match rung.get("grades") {
            None => Some(at),
            Some(meant) => {
                let meant: Vec<&str> =
                    meant.as_array().unwrap().iter().map(|grade| grade.as_str().unwrap()).collect();
                phases(files, case).into_iter().find_map(|(since, until, grade)| {
                    let at = at.max(since);
                    (meant.contains(&grade.as_str()) && at < until).then_some(at)
                })
            }
        };
        let Some(at) = reached else { continue };
        let meant = match rung.get("time_of_day").map(|time| time.as_str().unwrap()) {
            Some("office_hours") => is_staffed(files, at),
            Some("out_of_hours") => !is_staffed(files, at),
            _ => true,
        };
        if meant {
            all.push(message(files, at, about, place, text(rung, "tell")));
        }
    }
    all
}

/// Every time within two days at which a rung that repeats falls while a grade is in force for which it is meant.
fn repeated(
    files: &Files,
    case: &Lived,
    rung: &Table,
    (first, every): (Timestamp, SignedDuration),
) -> Vec<(u16, Timestamp)> {
    let meant: Vec<&str> = one_or_more(&rung["grades"]).map(|grade| grade.as_str().unwrap()).collect();
    let is_meant = |at: Timestamp| {
        let mut phases = phases(files, case).into_iter();
        phases.any(|(since, until, grade)| since <= at && at < until && meant.contains(&grade.as_str()))
    };
    let turns = (0..96_u16).map(|turn| (turn, first + every * i32::from(turn)));
    turns.filter(|(_, at)| is_meant(*at)).collect()
}

/// By which grade silence climbs, from when until when.
fn phases(files: &Files, case: &Lived) -> Vec<(Timestamp, Timestamp, String)> {
    // Children and adults alike: what the packs let an ungraded child count as is what an ungraded adult climbs as.
    let mut phases =
        vec![(Timestamp::MIN, text(files.pack["messages"].as_table().unwrap(), "ungraded_as").to_owned())];
    phases.extend(grades(case));
    let ends: Vec<Timestamp> = phases.iter().skip(1).map(|(at, _)| *at).chain([Timestamp::MAX]).collect();
    phases.into_iter().zip(ends).map(|((since, grade), until)| (since, until, grade)).collect()
}

fn grades(case: &Lived) -> Vec<(Timestamp, String)> {
    let graded = case.did.iter().filter_map(|(at, did)| match did {
        Did::Graded(grade) => Some((*at, (*grade).to_owned())),
        _ => None,
    });
    graded.collect()
}

fn message(files: &Files, at: Timestamp, about: &str, rung: u16, to: &str) -> Told {
    let cover = role(files, to).get("covered_by").map(|cover| cover.as_str().unwrap().to_owned());
    let cover = if is_staffed(files, at) { None } else { cover };
    (at, about.to_owned(), rung, to.to_owned(), cover)
}

/// Working days are told apart from the weekend alone: no test of this kind falls on a bank holiday.
fn is_staffed(files: &Files, at: Timestamp) -> bool {
    let Some(hours) = files.pack.get("office_hours") else { return false };
    let local = at.in_tz("Europe/London").unwrap();
    let clock = local.strftime("%H:%M").to_string();
    let weekend = matches!(local.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
    !weekend
        && hours["from"].as_str().unwrap() <= clock.as_str()
        && clock.as_str() < hours["to"].as_str().unwrap()
}

fn climbs_from(files: &Files, case: &Lived, duty: &Table, started: Timestamp) -> Option<Timestamp> {
    let due = duty.get("due")?;
    if due.as_str() == Some("immediate") {
        return Some(started);
    }
    if let Some(after) = due.as_str() {
        return Some(started + duration(after));
    }
    if let Some(after) = due.get("after_start") {
        return Some(case.reported + duration(after.as_str()?));
    }
    if let Some(by) = due.get("by_rating") {
        let rated = case.did.iter().find_map(|(_, did)| match did {
            Did::MashNotified(rating) => Some(*rating),
            _ => None,
        });
        let rating = rated.flatten().unwrap_or(due["unrated"].as_str()?);
        return Some(started + duration(by[rating].as_str()?));
    }
    if let Some(by) = due.get("by_grade") {
        let (_, grade) = grades(case).into_iter().find(|(at, _)| *at == started)?;
        let due_at = started + duration(by[grade.as_str()].as_str()?);
        let forward = one_or_more(due.get("forward_by")?)
            .flat_map(|event| happened(case, event))
            .filter(|at| *at > started)
            .map(|at| at + duration(due["forward_to"].as_str().unwrap()))
            .min();
        return Some(forward.map_or(due_at, |forward| due_at.min(forward)));
    }
    let after = started + duration(due.get("after")?.as_str()?);
    let graded =
        grades(case).into_iter().find(|(_, grade)| due["immediate_once_graded"].as_str() == Some(grade));
    let immediate = duration(text(&files.pack, "immediate"));
    Some(graded.map_or(after, |(at, _)| after.min(at + immediate)))
}

/// When and under which name a duty starts that can start in such a night.
fn starts(case: &Lived, trigger: &Value) -> Vec<(Timestamp, String)> {
    if trigger.as_str() == Some("report") {
        return vec![(case.reported, "0".to_owned())];
    }
    if let Some(first) = trigger.get("first_grade") {
        let meant: Vec<&str> = one_or_more(first).map(|grade| grade.as_str().unwrap()).collect();
        let graded = grades(case).into_iter().find(|(_, grade)| meant.contains(&grade.as_str()));
        return graded.map(|(at, _)| (at, "0".to_owned())).into_iter().collect();
    }
    if let Some(first) = trigger.get("first") {
        return happened(case, first).into_iter().take(1).map(|at| (at, "0".to_owned())).collect();
    }
    if let Some(each) = trigger.get("each") {
        let mut at: Vec<Timestamp> = one_or_more(each).flat_map(|event| happened(case, event)).collect();
        at.sort_unstable();
        let by_number = trigger["told_apart_by"].as_str() == Some("number");
        return (1..)
            .zip(at)
            .map(|(number, at)| (at, if by_number { number } else { 0 }.to_string()))
            .collect();
    }
    Vec::new()
}

fn met_at(case: &Lived, duty: &Table, started: Timestamp) -> Option<Timestamp> {
    let meets = one_or_more(&duty["met_by"]).flat_map(|meets| {
        let after = meets.get("when").and_then(Value::as_str) == Some("after_trigger");
        happened(case, meets).into_iter().filter(move |at| !after || *at > started)
    });
    meets.min()
}

/// When an event happened that a pack names, with or without what else must be so of it.
fn happened(case: &Lived, event: &Value) -> Vec<Timestamp> {
    let name = event.as_str().or_else(|| event.get("event").and_then(Value::as_str)).unwrap();
    if name == "reported" {
        return vec![case.reported];
    }
    let is_named = |did: &Did| match did {
        Did::Graded(_) => name == "risk_assessed",
        Did::MashNotified(_) => name == "mash_notified",
        Did::SightedSignificantly => name == "sighting",
        Did::ReturnReported => name == "return_reported",
        Did::Disagreed => name == "disagreement_raised",
        Did::ClassChanged(class) => name == format!("class_changed_to_{class}"),
        Did::TaskSet { .. } | Did::Offered { .. } | Did::Taken(_) | Did::ClosureProposed => false,
    };
    case.did.iter().filter(|(_, did)| is_named(did)).map(|(at, _)| *at).collect()
}

/// Conditions that can hold of somebody of whom nothing but the day of birth and the grades is known.
fn applies(case: &Lived, rule: &Table) -> bool {
    rule.get("applies").into_iter().flat_map(one_or_more).all(|name| holds(case, name.as_str().unwrap()))
}

fn holds(case: &Lived, condition: &str) -> bool {
    let eighteen = case.born.saturating_add(jiff::Span::new().years(18));
    match condition {
        "child" | "own_child" => case.reported.in_tz("Europe/London").unwrap().date() < eighteen,
        "ever_high" => grades(case).iter().any(|(_, grade)| grade == "high"),
        "first_episode" | "no_incident_form" | "no_location_form" => true,
        _ => false,
    }
}

fn owner(files: &Files, case: &Lived, owner: &Value) -> String {
    if let Some(name) = owner.get("as") {
        return self::owner(files, case, &files.pack["owners"][name.as_str().unwrap()]);
    }
    let found = one_or_more(owner).find_map(|one| match one.as_table() {
        None => one.as_str(),
        Some(some) => one_or_more(&some["when"])
            .all(|name| holds(case, name.as_str().unwrap()))
            .then(|| text(some, "role")),
    });
    found.expect("the last owner has no condition").to_owned()
}

fn role<'f>(files: &'f Files, id: &str) -> &'f Table {
    list(&files.roles, "role").find(|role| text(role, "id") == id).expect("the role is listed")
}

fn list<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    table[key].as_array().unwrap().iter().map(|value| value.as_table().unwrap())
}

fn one_or_more(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value.as_array() {
        Some(several) => Box::new(several.iter()),
        None => Box::new(std::iter::once(value)),
    }
}

fn text<'t>(table: &'t Table, key: &str) -> &'t str {
    table[key].as_str().unwrap()
}

/// `PT1H30M`, or `P7D` as so many times a day: no due time of these nights lies a change of clocks away.
fn duration(text: &str) -> SignedDuration {
    text.parse::<jiff::Span>().unwrap().to_duration(jiff::SpanRelativeTo::days_are_24_hours()).unwrap()
}
