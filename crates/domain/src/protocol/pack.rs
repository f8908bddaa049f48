//! A protocol pack as the engine runs it: who owes what, from when, by when, and where that is written.
//! Everything a county can decide is here as data; `read` makes it from a pack file.

use std::sync::Arc;

use jiff::{SignedDuration, civil::Date};

use super::bank_holidays::Nation;
use super::calendar::Interval;
use super::case::{Circumstance, Place};
use super::event::{Act, Assessor, EventKind, FormId, Grade, Interview, Rating, Told};
use super::office::OfficeHours;
pub use super::rhythm::{Every, RecurringRule};
use super::telling::{LateRule, Silence, TellRule};
use super::untimed::TaskTimes;

/// Names a pack: `northamptonshire`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PackId(pub String);

/// Names a duty within a pack.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DutyId(pub String);

/// Names a role, as `protocols/roles.toml` lists them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoleId(pub String);

/// The rules of one area, in force from a date.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its name; several versions may bear it.
    pub id: PackId,
    /// What people call it.
    pub title: String,
    /// Which of the versions of this id it is.
    pub version: String,
    /// The day from which episodes that begin are governed by it.
    pub effective_from: Date,
    /// Whose bank holidays are no working days.
    pub nation: Nation,
    /// The IANA name of the zone in which days are counted.
    pub timezone: String,
    /// How long "at once" takes: the due time where a source says immediately.
    pub immediate: SignedDuration,
    /// How far ahead a duty is shown as pending.
    pub lookahead: Interval,
    /// When the offices that share forms are staffed, on working days.
    pub office_hours: Option<OfficeHours>,
    /// Forms that the pack knows.
    pub forms: Vec<FormId>,
    /// What the grades of risk mean and who may be given which.
    pub risk: RiskRules,
    /// When repeated episodes call for a review.
    pub repeat: Option<RepeatRule>,
    /// Named conditions, referred to by place.
    pub conditions: Vec<Condition>,
    /// The duties of an episode or a placement.
    pub duties: Vec<DutyRule>,
    /// The duties of an agency, anchored to the calendar.
    pub recurring: Vec<RecurringRule>,
    /// Who is told next when a duty is not done, by name of the ladder.
    pub ladders: Vec<Ladder>,
    /// What somebody must be told of and acknowledge.
    pub tells: Vec<TellRule>,
    /// What becomes of silence, where the pack says so.
    pub silence: Option<Silence>,
    /// What becomes of somebody who is late home, where the pack says so.
    pub late: Option<LateRule>,
    /// When a task without a time is due, where the pack says so.
    pub task_times: Option<TaskTimes>,
}

/// What a pack says about grading risk.
#[derive(Debug, Clone, Default)]
pub struct RiskRules {
    /// The version of the definitions, kept with every grade given under them.
    pub definitions_version: String,
    /// Where the wording comes from.
    pub definitions_note: String,
    /// What each grade means.
    pub definitions: Vec<GradeDefinition>,
    /// Which grades may be given to whom: the first whose condition holds decides; else all may.
    pub permitted: Vec<GradeRule>,
    /// As what somebody never graded counts: the first whose condition holds decides; else as nothing.
    pub ungraded: Vec<(Vec<ConditionIndex>, Grade)>,
}

/// What a grade means.
#[derive(Debug, Clone)]
pub struct GradeDefinition {
    /// The grade.
    pub grade: Grade,
    /// Its name on a screen.
    pub name: String,
    /// Its meaning.
    pub meaning: String,
}

/// Which grades may be given to people of whom a condition holds.
#[derive(Debug, Clone)]
pub struct GradeRule {
    /// All must hold.
    pub when: Vec<ConditionIndex>,
    /// The grades that may be given.
    pub grades: Vec<Grade>,
    /// Where that is written.
    pub source: String,
}

/// When an episode is one too many (NP 7.18-7.19).
#[derive(Debug, Clone)]
pub struct RepeatRule {
    /// How many episodes, this one included.
    pub threshold: usize,
    /// Trailing windows in days, the widest first; the narrowest that holds is reported.
    pub windows_days: Vec<i32>,
    /// The act after which counting starts again.
    pub restarted_by: Act,
}

/// The place of a condition in [`Pack::conditions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConditionIndex(pub(super) usize);

/// A named condition: all its tests must hold.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Its name within the pack.
    pub name: String,
    /// What must hold.
    pub tests: Vec<Test>,
}

/// One thing that can be asked about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Younger than this at the start of the episode; who may be, is.
    AgeUnder(i16),
    /// At least this old at the start of the episode.
    AgeFrom(i16),
    /// A circumstance holds, or does not.
    Is(Circumstance, Expected),
    /// A worker is allocated at the as-of time.
    Allocated,
    /// Placed in one of these.
    PlacedIn(Vec<Place>),
    /// Placed in none of these.
    NotPlacedIn(Vec<Place>),
    /// Graded so at any time of the episode, even if lowered since.
    EverGraded(Vec<Grade>),
    /// Graded so last; somebody never graded counts as the pack says.
    LastGraded(Vec<Grade>),
    /// This has been recorded.
    Recorded(EventKind),
    /// This happened before the end of the episode.
    BeforeEnd(EventKind),
    /// One of these forms was complete by the report, its very instant included.
    FormByReport(Vec<FormId>),
    /// One of these forms was complete before the return, its very instant excluded.
    FormBeforeReturn(Vec<FormId>),
    /// None of these forms was complete at the trigger.
    NoFormAtTrigger(Vec<FormId>),
    /// The report fell within office hours.
    ReportInOfficeHours,
    /// No other episode was reported before.
    FirstEpisode,
    /// The episode reaches the threshold of [`RepeatRule`].
    RepeatThreshold,
}

/// Whether a circumstance must hold or must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// It must hold.
    Holds,
    /// It must not.
    DoesNotHold,
}

/// One duty: the row of a protocol.
#[derive(Debug, Clone)]
pub struct DutyRule {
    /// Its name; rows that differ in `of` may share it.
    pub id: DutyId,
    /// What people call it.
    pub title: String,
    /// Of what it is owed, where rows share an id.
    pub of: Option<String>,
    /// Who it applies to: all must hold, whether it was done or not.
    pub applies: Vec<ConditionIndex>,
    /// What must hold too for as long as it is not done: once done it stays listed.
    pub applies_until_done: Vec<ConditionIndex>,
    /// What starts its clock.
    pub trigger: Trigger,
    /// When it is due.
    pub due: Due,
    /// Whose it is.
    pub owner: Owner,
    /// What meets it: the first of any of these.
    pub met_by: Vec<Meets>,
    /// Whether it outlives the episode.
    pub endurance: Endurance,
    /// When it is listed before its trigger.
    pub foreseen: Foreseen,
    /// Whether the window of [`RepeatRule`] is reported with it.
    pub window: WindowReported,
    /// The paragraph it comes from.
    pub source: String,
    /// Whether the time stands in the source.
    pub basis: Basis,
    /// How an unclear source was read, shown beside the clock.
    pub reading: Option<String>,
    /// How long before the due time it counts as due soon on a screen; for what is due at once, how long
    /// after the trigger the owner is reminded.
    pub warn_before: SignedDuration,
    /// The ladder up which it climbs, a place in [`Pack::ladders`].
    pub ladder: Option<usize>,
}

impl DutyRule {
    /// Whether the source says at once, so that a screen reads "now" rather than "in an hour".
    #[must_use]
    pub const fn reads_as_now(&self) -> bool {
        matches!(self.due, Due::Immediate)
    }
}

/// What starts the clock of a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// The report.
    Report,
    /// So long after the start, the person still being missing.
    AfterStart(Interval),
    /// The day the person reaches this age, still being missing.
    Birthday(i16),
    /// The first of these grades in the episode.
    FirstGrade(Vec<Grade>),
    /// The first event that matches.
    First(Matcher),
    /// Each event that matches, as a duty of its own.
    Each {
        /// Any of these.
        any: Vec<Matcher>,
        /// How the members are told apart.
        told_apart_by: ToldApartBy,
    },
    /// The end of the episode, if it was one of these.
    End(Vec<Act>),
    /// The moment a placement was recorded.
    PlacementRecorded,
    /// The moment a placement starts.
    PlacementStart,
    /// The slots of a series of meetings.
    Slots(Arc<MeetingSeries>),
}

/// How members of a repeated duty are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldApartBy {
    /// By number, from 1, in order of time.
    Number,
    /// By the id of the event that started each.
    Id,
}

/// When a duty is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// At once: the pack says how long that takes.
    Immediate,
    /// So long after the trigger.
    After(Interval),
    /// So long after the start of the episode, never earlier than at once after the trigger.
    AfterStart(Interval),
    /// At the end of the n-th working day after the trigger's date.
    EndOfWorkingDay(u16),
    /// By the rating of the front door, from the trigger.
    ByRating {
        /// How long each rating allows.
        allows: [Interval; 3],
        /// As what it runs without one.
        unrated: Rating,
        /// After this act a new rating changes nothing.
        until: Act,
    },
    /// By the grade given at the trigger.
    ByGrade {
        /// How long each grade allows, in the order of [`Grade::ALL`].
        allows: [Interval; 4],
        /// What brings it forward.
        forward_by: Vec<Matcher>,
        /// To how long after that.
        forward_to: Interval,
    },
    /// So long after the trigger, or at once after the first of these grades if that is earlier.
    SoonerOnceGraded {
        /// After the trigger.
        after: Interval,
        /// Grades that make it immediate.
        grades: Vec<Grade>,
    },
    /// A planned placement's start, or the end of so many days after the date on which an unplanned one
    /// starts; never earlier than at once after the trigger.
    Placement {
        /// Days for an unplanned one.
        unplanned_days: i32,
    },
    /// As the slots of the series say.
    Slots,
}

/// Whose a duty is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The first role whose conditions all hold, or else the last.
    FirstOf {
        /// Roles that owe it in some cases only.
        exceptions: Vec<(Vec<ConditionIndex>, RoleId)>,
        /// Whose it is in all others.
        otherwise: RoleId,
    },
    /// The level reached, by time since the trigger, at the as-of time, when it was met or at the end.
    Levels {
        /// Each lasts up to and including its interval after the trigger.
        levels: Vec<(Interval, RoleId)>,
        /// The level after that.
        then: RoleId,
    },
    /// Who chaired the meeting that started the duty.
    ChairOf(Arc<MeetingSeries>),
}

/// Picks events: a kind, and what else must be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matcher {
    /// The kind.
    pub kind: EventKind,
    /// What else must be so.
    pub only: Only,
}

/// What an event of the right kind must also say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only {
    /// Nothing.
    Any,
    /// The assessment was made by.
    By(Assessor),
    /// The authority was told of.
    Told(Told),
    /// The form completed was.
    Form(FormId),
    /// The findings were those of.
    Findings(Interview),
    /// The information bears on risk.
    Significant,
}

/// What meets a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meets {
    /// Which events.
    pub matcher: Matcher,
    /// How they must lie to the trigger.
    pub when: MeetsWhen,
    /// What is said of how it was met.
    pub outcome: Option<String>,
}

/// How the act that meets a duty must lie to its trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetsWhen {
    /// Anyhow: a duty can be done before its trigger.
    AnyTime,
    /// At the trigger's time or later.
    FromTrigger,
    /// After the event that is the trigger, in the order of entries.
    AfterTrigger,
    /// Naming the event that is the trigger.
    NamingTrigger,
}

/// Whether a duty outlives the episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endurance {
    /// It is for a missing person only.
    EndsWithEpisode,
    /// It stays owed.
    OutlivesEpisode,
}

/// When a duty is listed before its trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreseen {
    /// While the person is missing.
    WhileMissing,
    /// Always.
    Always,
}

/// Whether the trailing window that made an episode one too many is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowReported {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// Where the time of a duty comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// It stands in the source.
    Source,
    /// The source leaves it open; the number is local.
    LocalDefault,
}

/// A series of meetings, its slots and who chairs (NP 7.17-7.22).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingSeries {
    /// After the start, when the first slot opens.
    pub first_opens: Interval,
    /// After the start, when the first is due.
    pub first_due: Interval,
    /// Grades that make the first due sooner.
    pub sooner_grades: Vec<Grade>,
    /// After the start, when it is then due.
    pub sooner_due: Interval,
    /// Days after the start date at whose end the following slots are due.
    pub days: Vec<i32>,
    /// Months between the slots after those, counted from the last of `days`.
    pub then_every_months: i32,
    /// Who chairs: the first row that fits.
    pub chairs: Vec<(ChairFits, Chairs)>,
    /// Who chairs where none fits.
    pub chairs_then: Chairs,
}

/// Who chairs a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chairs {
    /// Where a worker is allocated.
    pub allocated: RoleId,
    /// Where none is.
    pub unallocated: RoleId,
}

/// How long somebody may have been missing for a row of the chairs' table to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChairFits {
    /// Less than so long, or less than the other once graded as the series says.
    Under(Interval, Interval),
    /// Up to that day, counted on the calendar from the start date.
    ThroughDay(i32),
}

/// Who is told next, and when, if a duty is not done.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// Its name within the pack.
    pub name: String,
    /// Its rungs.
    pub rungs: Vec<Rung>,
}

/// One rung: who is told, how long after the trigger, for which grade at which time of day.
#[derive(Debug, Clone)]
pub struct Rung {
    /// Only for these grades; all if empty.
    pub grades: Vec<Grade>,
    /// At which time of day.
    pub time_of_day: TimeOfDay,
    /// How long after the trigger (of what is due at once) or after the due time (of anything else).
    pub after: SignedDuration,
    /// Who is told.
    pub tell: RoleId,
    /// How long after that, and again and again, the same role is told once more; the last rung alone may repeat.
    pub then_every: Option<SignedDuration>,
}

/// Whether offices are staffed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeOfDay {
    /// Always.
    Any,
    /// Within office hours of a working day.
    OfficeHours,
    /// Outside them.
    OutOfHours,
}
