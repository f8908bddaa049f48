//! Reads a pack file: its header, its tables, its duties.

use std::sync::Arc;

use super::clauses::{Names, due, each_of, fits_trigger, owner, series, series_event, trigger};
use super::conditions::conditions;
use super::document::{Mistake, Node, Table, all, read_document};
use super::parts::{act, condition_names, meets, optional_conditions, role};
use super::telling::{late, silence, task_times, tells};
use crate::protocol::bank_holidays::Nation;
use crate::protocol::calendar::Interval;
use crate::protocol::event::{FormId, Grade};
use crate::protocol::office::OfficeHours;
use crate::protocol::pack::{
    Basis, Condition, Due, DutyId, DutyRule, Endurance, Every, Foreseen, GradeDefinition, GradeRule, Ladder,
    Owner, Pack, PackId, RecurringRule, RepeatRule, RiskRules, Rung, TimeOfDay, Trigger, WindowReported,
};
use crate::protocol::roles::Roles;

/// Reads a pack from a file's text; `file` is only named in what is wrong.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read_pack(file: &str, text: &str, roles: &Roles) -> Result<Pack, Vec<Mistake>> {
    read_document(file, text, |top| pack(top, roles))
}

fn pack(top: &Table<'_>, roles: &Roles) -> Option<Pack> {
    let header = header(top);
    let names = names(top, roles);
    let office_hours = optional(top.get("office_hours"), office_hours);
    let ladders = named(top.get("ladders"), |node| rungs(node, roles));
    let ladders = ladders
        .map(|named| named.into_iter().map(|(name, rungs)| Ladder { name, rungs }).collect::<Vec<_>>());
    let known = names.as_ref().unwrap_or_else(|partial| partial);
    let risk = top.need("risk").and_then(Node::table).and_then(|table| risk(&table, &known.conditions));
    let repeat = optional(top.get("repeat"), |node| repeat(&node.table()?));
    let warn_before = top.need("warn_before").and_then(Node::elapsed);
    let context = DutyContext { names: known, ladders: ladders.as_deref().unwrap_or(&[]), warn_before };
    let duties = top.need("duty").and_then(Node::list).and_then(|nodes| duties(&nodes, &context));
    let recurring = optional(top.get("recurring"), |node| {
        all(node.list()?.into_iter().map(|node| recurring(&node.table()?, roles)))
    });
    let silence = optional(top.get("messages"), |node| silence(&node.table()?));
    let tells = optional(top.get("tell"), |node| tells(&node.list()?, known, context.ladders));
    let late = optional(top.get("late"), |node| late(&node.table()?, roles, context.ladders));
    let task_times = optional(top.get("tasks"), |node| task_times(&node.table()?));
    let (header, names) = (header?, names.ok()?);
    Some(Pack {
        id: header.id,
        title: header.title,
        version: header.version,
        effective_from: header.effective_from,
        nation: header.nation,
        timezone: header.timezone,
        immediate: header.immediate,
        lookahead: header.lookahead,
        office_hours: office_hours?,
        forms: names.forms,
        risk: risk?,
        repeat: repeat?,
        conditions: names.conditions,
        duties: duties?,
        recurring: recurring?.unwrap_or_default(),
        tells: tells?.unwrap_or_default(),
        silence: silence?,
        late: late?,
        task_times: task_times?,
        ladders: ladders?,
    })
}

/// What stands at the top of a pack.
struct Header {
    id: PackId,
    title: String,
    version: String,
    effective_from: jiff::civil::Date,
    nation: Nation,
    timezone: String,
    immediate: jiff::SignedDuration,
    lookahead: Interval,
}

fn header(top: &Table<'_>) -> Option<Header> {
    let id = top.need("id").and_then(Node::text);
    let title = top.need("title").and_then(Node::text);
    let version = top.need("version").and_then(Node::text);
    let effective_from = top.need("effective_from").and_then(Node::date);
    let nation = top.need("nation").and_then(|node| node.word("nation", Nation::ALL, Nation::name));
    let timezone = top.need("timezone").and_then(zone);
    let immediate = top.need("immediate").and_then(Node::elapsed);
    let lookahead = top.need("lookahead").and_then(Node::interval);
    Some(Header {
        id: PackId(id?.to_owned()),
        title: title?.to_owned(),
        version: version?.to_owned(),
        effective_from: effective_from?,
        nation: nation?,
        timezone: timezone?,
        immediate: immediate?,
        lookahead: lookahead?,
    })
}

/// Everything that duties may name: what could be read of it, as an error if not all could.
fn names<'n>(top: &Table<'_>, roles: &'n Roles) -> Result<Names<'n>, Names<'n>> {
    let forms = optional(top.get("forms"), form_names);
    let mut names = Names {
        roles,
        forms: forms.clone().flatten().unwrap_or_default(),
        conditions: Vec::new(),
        series: Vec::new(),
        owners: Vec::new(),
    };
    let conditions = optional(top.get("conditions"), |node| conditions(&node.table()?, &names.forms));
    names.conditions = conditions.clone().flatten().unwrap_or_default();
    // What bears a name is known by it even where it could not be read: one mistake is reported once.
    let series = named(top.get("series"), |node| Some(series(&node.table()?, roles).map(Arc::new)));
    names.series = series.clone().unwrap_or_default();
    let owners = named(top.get("owners"), |node| Some(owner(node, &names)));
    names.owners = owners.clone().unwrap_or_default();
    let complete = forms.is_some() && conditions.is_some() && series.is_some() && owners.is_some();
    if complete { Ok(names) } else { Err(names) }
}

/// What may be left out: nothing at all, or what was read.
#[expect(
    clippy::option_option,
    reason = "the outer says whether it could be read, the inner whether it is there"
)]
fn optional<'t, T>(node: Option<Node<'t>>, read: impl FnOnce(Node<'t>) -> Option<T>) -> Option<Option<T>> {
    match node {
        Some(node) => read(node).map(Some),
        None => Some(None),
    }
}

/// A table whose keys are names: each with what was read under it.
fn named<'t, T>(node: Option<Node<'t>>, read: impl Fn(Node<'t>) -> Option<T>) -> Option<Vec<(String, T)>> {
    let Some(node) = node else { return Some(Vec::new()) };
    all(node.table()?.entries().map(|(name, _, node)| Some((name.to_owned(), read(node)?))))
}

fn zone(node: Node<'_>) -> Option<String> {
    let name = node.text()?;
    if jiff::tz::TimeZoneDatabase::bundled().get(name).is_err() {
        return node.expected("the IANA name of a time zone such as \"Europe/London\"");
    }
    Some(name.to_owned())
}

fn office_hours(node: Node<'_>) -> Option<OfficeHours> {
    let table = node.table()?;
    let from = table.need("from").and_then(Node::clock_time);
    let to = table.need("to").and_then(Node::clock_time);
    table.finish();
    let hours = OfficeHours { from: from?, to: to? };
    if hours.from >= hours.to {
        return node.expected("hours that end after they begin");
    }
    Some(hours)
}

fn form_names(node: Node<'_>) -> Option<Vec<FormId>> {
    all(node.list()?.into_iter().map(|node| node.text().map(|name| FormId(name.to_owned()))))
}

fn risk(table: &Table<'_>, conditions: &[Condition]) -> Option<RiskRules> {
    let definitions_version = table.need("definitions_version").and_then(Node::text);
    let definitions_note = table.need("definitions_note").and_then(Node::text);
    let definitions = table
        .need("definitions")
        .and_then(Node::list)
        .and_then(|nodes| all(nodes.into_iter().map(|node| grade_definition(&node.table()?))));
    let permitted = table.get("permitted").map_or_else(
        || Some(Vec::new()),
        |node| all(node.list()?.into_iter().map(|node| grade_rule(&node.table()?, conditions))),
    );
    let ungraded = table.get("ungraded").map_or_else(
        || Some(Vec::new()),
        |node| {
            all(node.list()?.into_iter().map(|node| {
                let table = node.table()?;
                let when = table.need("when").and_then(|node| condition_names(node, conditions));
                let grade = table.need("counts_as").and_then(grade);
                table.finish();
                Some((when?, grade?))
            }))
        },
    );
    table.finish();
    Some(RiskRules {
        definitions_version: definitions_version?.to_owned(),
        definitions_note: definitions_note?.to_owned(),
        definitions: definitions?,
        permitted: permitted?,
        ungraded: ungraded?,
    })
}

pub(super) fn grade(node: Node<'_>) -> Option<Grade> {
    node.word("grade", Grade::ALL, Grade::name)
}

fn grade_definition(table: &Table<'_>) -> Option<GradeDefinition> {
    let grade = table.need("grade").and_then(grade);
    let name = table.need("name").and_then(Node::text);
    let meaning = table.need("meaning").and_then(Node::text);
    table.finish();
    Some(GradeDefinition { grade: grade?, name: name?.to_owned(), meaning: meaning?.to_owned() })
}

fn grade_rule(table: &Table<'_>, conditions: &[Condition]) -> Option<GradeRule> {
    let when = table.need("when").and_then(|node| condition_names(node, conditions));
    let grades = table.need("grades").and_then(|node| node.words("grade", Grade::ALL, Grade::name));
    let source = table.need("source").and_then(Node::text);
    table.finish();
    Some(GradeRule { when: when?, grades: grades?, source: source?.to_owned() })
}

fn repeat(table: &Table<'_>) -> Option<RepeatRule> {
    let threshold = table.need("threshold").and_then(|node| node.whole_number(2, 100));
    let windows = table.need("windows_days").and_then(|node| {
        let days = all(node.list()?.into_iter().map(|node| i32::try_from(node.whole_number(1, 3650)?).ok()))?;
        if days.is_empty() || !days.is_sorted_by(|wider, narrower| wider > narrower) {
            return node.expected("windows in days, the widest first");
        }
        Some(days)
    });
    let restarted_by = table.need("restarted_by").and_then(act);
    table.finish();
    Some(RepeatRule {
        threshold: usize::try_from(threshold?).ok()?,
        windows_days: windows?,
        restarted_by: restarted_by?,
    })
}

fn rungs(node: Node<'_>, roles: &Roles) -> Option<Vec<Rung>> {
    let nodes = node.list()?;
    let rungs: Vec<Rung> = all(nodes.iter().map(|node| {
        let table = node.table()?;
        let grades = table
            .get("grades")
            .map_or_else(|| Some(Vec::new()), |node| node.words("grade", Grade::ALL, Grade::name));
        let time_of_day = table.get("time_of_day").map_or(Some(TimeOfDay::Any), time_of_day);
        let after = table.need("after").and_then(Node::elapsed);
        let tell = table.need("tell").and_then(|node| role(node, roles));
        let then_every = optional(table.get("then_every"), again);
        table.finish();
        Some(Rung {
            grades: grades?,
            time_of_day: time_of_day?,
            after: after?,
            tell: tell?,
            then_every: then_every?,
        })
    }))?;
    let too_early = nodes.iter().zip(&rungs).rev().skip(1).find(|(_, rung)| rung.then_every.is_some());
    match too_early {
        Some((node, _)) => node.expected("then_every on the last rung alone"),
        None => Some(rungs),
    }
}

fn again(node: Node<'_>) -> Option<jiff::SignedDuration> {
    let every = node.elapsed()?;
    if every < jiff::SignedDuration::from_mins(1) { node.expected("a minute or more") } else { Some(every) }
}

fn time_of_day(node: Node<'_>) -> Option<TimeOfDay> {
    node.word("time of day", &[TimeOfDay::Any, TimeOfDay::OfficeHours, TimeOfDay::OutOfHours], |time| {
        match time {
            TimeOfDay::Any => "any",
            TimeOfDay::OfficeHours => "office_hours",
            TimeOfDay::OutOfHours => "out_of_hours",
        }
    })
}

/// What every duty of a pack shares.
struct DutyContext<'n> {
    names: &'n Names<'n>,
    ladders: &'n [Ladder],
    warn_before: Option<jiff::SignedDuration>,
}

fn duties(nodes: &[Node<'_>], context: &DutyContext<'_>) -> Option<Vec<DutyRule>> {
    let duties = all(nodes.iter().map(|node| duty(&node.table()?, context)))?;
    for (place, (node, duty)) in nodes.iter().zip(&duties).enumerate() {
        if duties[..place].iter().any(|other| other.id == duty.id && other.of == duty.of) {
            node.mistakes.add(
                &node.span(),
                format!("the duty \"{}\" is given twice: expected another id, or another \"of\"", duty.id.0),
            );
        }
    }
    Some(duties)
}

fn duty(table: &Table<'_>, context: &DutyContext<'_>) -> Option<DutyRule> {
    let names = context.names;
    let id = table.need("id").and_then(Node::text);
    let title = table.need("title").and_then(Node::text);
    let of = table.get("of").map(|node| node.text().map(ToOwned::to_owned));
    let applies = optional_conditions(table, "applies", &names.conditions);
    let applies_until_done = optional_conditions(table, "applies_until_done", &names.conditions);
    let trigger = table.need("trigger").and_then(|node| trigger(node, names));
    let due = duty_due(table, trigger.as_ref(), names);
    let owner = duty_owner(table, trigger.as_ref(), names);
    let met_by = table.need("met_by").and_then(|node| meets(node, &names.forms));
    let endurance = table.need("kind").and_then(endurance);
    let foreseen = flag(table, "foreseen_always", Foreseen::Always, Foreseen::WhileMissing);
    let window = flag(table, "reports_window", WindowReported::Yes, WindowReported::No);
    let source = table.need("source").and_then(Node::text);
    let basis = table.need("basis").and_then(basis);
    let reading = table.get("reading").map(|node| node.text().map(ToOwned::to_owned));
    let warn_before = table.get("warn_before").map_or(context.warn_before, Node::elapsed);
    let ladder = table.get("ladder").map(|node| ladder(node, context.ladders));
    table.finish();
    Some(DutyRule {
        id: DutyId(id?.to_owned()),
        title: title?.to_owned(),
        of: of.flatten(),
        applies: applies?,
        applies_until_done: applies_until_done?,
        trigger: trigger?,
        due: due?,
        owner: owner?,
        met_by: met_by?,
        endurance: endurance?,
        foreseen: foreseen?,
        window: window?,
        source: source?.to_owned(),
        basis: basis?,
        reading: reading.flatten(),
        warn_before: warn_before?,
        ladder: ladder.flatten(),
    })
}

/// The due time; the slots of a series carry their own.
fn duty_due(table: &Table<'_>, trigger: Option<&Trigger>, names: &Names<'_>) -> Option<Due> {
    if let Some(Trigger::Slots(_)) = trigger {
        return match table.get("due") {
            Some(node) => node.expected("no due time here: the slots of the series have their own"),
            None => Some(Due::Slots),
        };
    }
    let node = match trigger {
        Some(_) => table.need("due")?,
        // What a duty is due by is not asked before its trigger can be read.
        None => table.get("due")?,
    };
    let due = due(node, names)?;
    if let Some(Err(expected)) = trigger.map(|trigger| fits_trigger(&due, trigger)) {
        return node.expected(expected);
    }
    Some(due)
}

fn duty_owner(table: &Table<'_>, trigger: Option<&Trigger>, names: &Names<'_>) -> Option<Owner> {
    let node = table.need("owner")?;
    let owner = owner(node, names)?;
    let by_meeting = trigger.is_some_and(|trigger| {
        let any = each_of(trigger);
        !any.is_empty() && any.iter().all(|matcher| series_event(matcher.kind))
    });
    if matches!(owner, Owner::ChairOf(_)) && !by_meeting {
        return node.expected("chair_of only where each meeting held is the trigger");
    }
    Some(owner)
}

pub(super) fn endurance(node: Node<'_>) -> Option<Endurance> {
    node.word("kind", &[Endurance::EndsWithEpisode, Endurance::OutlivesEpisode], |kind| match kind {
        Endurance::EndsWithEpisode => "ends with the episode",
        Endurance::OutlivesEpisode => "outlives the episode",
    })
}

fn basis(node: Node<'_>) -> Option<Basis> {
    node.word("basis", &[Basis::Source, Basis::LocalDefault], |basis| match basis {
        Basis::Source => "source",
        Basis::LocalDefault => "local default",
    })
}

fn flag<T>(table: &Table<'_>, key: &'static str, yes: T, no: T) -> Option<T> {
    match table.get(key) {
        Some(node) => node.yes_or_no().map(|given| if given { yes } else { no }),
        None => Some(no),
    }
}

pub(super) fn ladder(node: Node<'_>, ladders: &[Ladder]) -> Option<usize> {
    let name = node.text()?;
    let place = ladders.iter().position(|ladder| ladder.name == name);
    if place.is_none() {
        node.mistakes.unknown(
            &node.span(),
            "ladder",
            name,
            ladders.iter().map(|ladder| ladder.name.as_str()),
        );
    }
    place
}

fn recurring(table: &Table<'_>, roles: &Roles) -> Option<RecurringRule> {
    let id = table.need("id").and_then(Node::text);
    let title = table.need("title").and_then(Node::text);
    let every = table.need("every").and_then(every);
    let owner = table.need("owner").and_then(|node| role(node, roles));
    let source = table.need("source").and_then(Node::text);
    let basis = table.need("basis").and_then(basis);
    let reading = table.get("reading").map(|node| node.text().map(ToOwned::to_owned));
    table.finish();
    Some(RecurringRule {
        id: DutyId(id?.to_owned()),
        title: title?.to_owned(),
        every: every?,
        owner: owner?,
        source: source?.to_owned(),
        basis: basis?,
        reading: reading.flatten(),
    })
}

fn every(node: Node<'_>) -> Option<Every> {
    let Some(table) = node.table_or_none() else {
        return node
            .word("rhythm", &["last_working_day_of_month"], |word| word)
            .map(|_| Every::LastWorkingDayOfMonth);
    };
    let by = table.get("by").map(Node::clock_time);
    let every = if let Some(days) = table.get("weekdays") {
        days.words("day of the week", &WEEKDAYS, |(_, name)| name).and_then(|days| {
            Some(Every::Weekdays { days: days.into_iter().map(|(day, _)| day).collect(), by: by?? })
        })
    } else if let Some(flag) = table.get("working_day") {
        flag.yes_or_no().and_then(|_| Some(Every::WorkingDay { by: by?? }))
    } else {
        let count = table.need("working_day_after_quarter")?.whole_number(1, 60)?;
        u16::try_from(count).ok().map(Every::WorkingDayAfterQuarter)
    };
    table.finish();
    every
}

/// Days of the week as packs write them.
const WEEKDAYS: [(jiff::civil::Weekday, &str); 7] = [
    (jiff::civil::Weekday::Monday, "monday"),
    (jiff::civil::Weekday::Tuesday, "tuesday"),
    (jiff::civil::Weekday::Wednesday, "wednesday"),
    (jiff::civil::Weekday::Thursday, "thursday"),
    (jiff::civil::Weekday::Friday, "friday"),
    (jiff::civil::Weekday::Saturday, "saturday"),
    (jiff::civil::Weekday::Sunday, "sunday"),
];
