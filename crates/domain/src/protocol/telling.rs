//! News that somebody must hear of and acknowledge: which entries of a case a pack tells whom, and by which grade silence
//! climbs.

use jiff::{SignedDuration, Timestamp};

use super::calendar::Calendar;
use super::case::{Case, FactId};
use super::conditions::{grade_in_force, hold};
use super::engine::Evaluation;
use super::event::Grade;
use super::owners::owner;
use super::pack::{ConditionIndex, Endurance, Matcher, Owner, Pack, RoleId};
use super::triggers::Start;
use super::view::Seen;

/// Names a piece of news within a pack.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NewsId(pub String);

/// Something that a role is told once it is recorded.
#[derive(Debug, Clone)]
pub struct TellRule {
    /// Its name.
    pub id: NewsId,
    /// What the message says.
    pub title: String,
    /// Which entries are meant.
    pub on: News,
    /// In which cases: all must hold.
    pub applies: Vec<ConditionIndex>,
    /// Who is told.
    pub to: Owner,
    /// Whether it has to be known even after the episode.
    pub endurance: Endurance,
    /// The ladder up which silence climbs, a place in [`Pack::ladders`].
    pub ladder: Option<usize>,
    /// The paragraph it comes from.
    pub source: String,
}

/// Which entries are news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Each that matches one of these.
    Each(Vec<Matcher>),
    /// The first by which one of these grades was given.
    FirstGrade(Vec<Grade>),
}

/// What a pack says of silence besides its ladders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// As which grade somebody never graded climbs: unknown risk is not none.
    pub ungraded_as: Grade,
    /// How long an offer of a case or a task that is due may stay unanswered until a supervisor is told, in the order
    /// of [`Grade::ALL`].
    pub supervisor_after: [SignedDuration; 4],
}

/// What a pack says of somebody whom their home notes as late, while nobody has reported them missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateRule {
    /// Who is asked whether they are back or missing.
    pub ask: RoleId,
    /// How long after the hour at which they were expected, or after the note where that came later; and again so long
    /// after whoever was asked has said that they know.
    pub ask_after: SignedDuration,
    /// The ladder up which silence climbs, a place in [`Pack::ladders`].
    pub ladder: Option<usize>,
    /// The paragraph that it serves.
    pub source: String,
}

/// By which grade silence climbs, and since when that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Climbing {
    /// The grade; nothing where somebody was never graded and the pack does not say as what that counts.
    pub grade: Option<Grade>,
    /// When it was recorded; the beginning of time for what was never graded.
    pub since: Timestamp,
    /// As of when: a rung that repeats is reached again and again until then, and once more.
    pub as_of: Timestamp,
}

impl Climbing {
    /// By a grade that was always in force, before any time has passed.
    #[must_use]
    pub const fn from_the_first(grade: Option<Grade>) -> Self {
        Self { grade, since: Timestamp::MIN, as_of: Timestamp::MIN }
    }
}

/// A piece of news that stands in a case.
#[derive(Debug, Clone)]
pub struct Arrived<'a> {
    /// The rule that makes it news.
    pub rule: &'a TellRule,
    /// The entry.
    pub entry: &'a FactId,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who is to be told.
    pub to: &'a RoleId,
}

impl Silence {
    /// How long an offer or a task may stay unanswered at this grade.
    #[must_use]
    pub fn supervisor_after(&self, grade: Grade) -> SignedDuration {
        let place = Grade::ALL.iter().position(|other| *other == grade);
        self.supervisor_after[place.expect("the list of all grades holds each")]
    }
}

/// By which grade silence climbs in a case, as known at a moment.
#[must_use]
pub fn climbing(pack: &Pack, calendar: &Calendar, case: &Case, as_of: Timestamp) -> Climbing {
    let evaluation = Evaluation::new(pack, calendar, case, as_of);
    let since = evaluation.view.facts.iter().rev().find(|seen| seen.what.grade().is_some());
    let ungraded = || pack.silence.as_ref().map(|silence| silence.ungraded_as);
    Climbing {
        grade: grade_in_force(&evaluation).or_else(ungraded),
        since: since.map_or(Timestamp::MIN, |seen| seen.recorded_at),
        as_of,
    }
}

/// The news of a case, as known at a moment; what mattered only while somebody was missing is none once they are not.
#[must_use]
pub fn news<'a>(pack: &'a Pack, calendar: &Calendar, case: &'a Case, as_of: Timestamp) -> Vec<Arrived<'a>> {
    let evaluation = Evaluation::new(pack, calendar, case, as_of);
    let over = !evaluation.view.is_running();
    pack.tells
        .iter()
        .filter(|rule| !over || rule.endurance == Endurance::OutlivesEpisode)
        .flat_map(|rule| arrived(&evaluation, rule))
        .collect()
}

fn arrived<'a>(evaluation: &Evaluation<'a, '_>, rule: &'a TellRule) -> Vec<Arrived<'a>> {
    let seen = evaluation.view.facts.iter().enumerate();
    let meant: Vec<(usize, &Seen<'a>)> = match &rule.on {
        News::Each(any) => seen.filter(|(_, seen)| any.iter().any(|matcher| seen.matches(matcher))).collect(),
        News::FirstGrade(grades) => {
            let mut graded =
                seen.filter(|(_, seen)| seen.what.grade().is_some_and(|grade| grades.contains(&grade)));
            graded.next().into_iter().collect()
        }
    };
    let told = |(place, seen): (usize, &Seen<'a>)| {
        let entry = seen.id?;
        let start = Start { place: Some(place), id: Some(entry), ..Start::at(seen.at) };
        let to = owner(evaluation, &rule.to, &start, None);
        hold(evaluation, &rule.applies, Some(seen.at)).then_some(Arrived {
            rule,
            entry,
            at: seen.recorded_at,
            to,
        })
    };
    meant.into_iter().filter_map(told).collect()
}
