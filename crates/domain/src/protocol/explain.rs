//! Why a duty stands as it does: what started it, how its due time was worked out, how it stands, whose it is and where
//! that is written. As steps of a code and arguments; the words are in the catalogue under `explain-…`.

use jiff::{SignedDuration, Timestamp};

use super::calendar::{Calendar, Interval};
use super::case::Case;
use super::due::{forward, rating_in_force};
use super::duty::{Duty, Of, State};
use super::engine::Evaluation;
use super::event::{Act, EventKind, Grade, Rating};
use super::pack::{Basis, Due, Endurance, MeetingSeries, Owner, Pack, Trigger};
use super::triggers::starts;

/// One step of an explanation: a message of the catalogue and what it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The message `explain-<code>`.
    pub code: &'static str,
    /// Its arguments by name.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// What a step speaks of. Whoever shows it puts it into words: instants in local time, roles and events by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A moment.
    Instant(Timestamp),
    /// A length of time.
    Interval(Interval),
    /// A count.
    Number(i64),
    /// A role by id.
    Role(String),
    /// A kind of event.
    Event(EventKind),
    /// Grades of risk.
    Grades(Vec<Grade>),
    /// A rating of the front door.
    Rating(Rating),
    /// A text of the pack: a paragraph, a reading, the name of a condition.
    Text(String),
}

/// Why one duty of [`evaluate`](super::engine::evaluate) stands as it does.
#[must_use]
pub fn explain(
    pack: &Pack,
    calendar: &Calendar,
    case: &Case,
    as_of: Timestamp,
    duty: &Duty<'_>,
) -> Vec<Step> {
    let evaluation = Evaluation::new(pack, calendar, case, as_of);
    let mut explanation = Explanation { evaluation: &evaluation, duty, steps: Vec::new() };
    explanation.trigger();
    explanation.due();
    explanation.state();
    explanation.owner();
    explanation.source();
    explanation.steps
}

struct Explanation<'e, 'a> {
    evaluation: &'e Evaluation<'a, 'e>,
    duty: &'e Duty<'a>,
    steps: Vec<Step>,
}

impl Explanation<'_, '_> {
    fn say(&mut self, code: &'static str, arguments: impl IntoIterator<Item = (&'static str, Argument)>) {
        self.steps.push(Step { code, arguments: arguments.into_iter().collect() });
    }

    fn trigger(&mut self) {
        let at = ("at", Argument::Instant(self.duty.trigger));
        match &self.duty.rule.trigger {
            Trigger::Report => self.say("trigger-report", [at]),
            Trigger::AfterStart(interval) => {
                let after = ("interval", Argument::Interval(*interval));
                self.say("trigger-after-start", [("start", self.start()), after, at]);
                self.not_before_report();
            }
            Trigger::Birthday(age) => {
                self.say("trigger-birthday", [("age", Argument::Number(i64::from(*age))), at]);
                self.not_before_report();
            }
            Trigger::FirstGrade(grades) => {
                self.say("trigger-first-grade", [("grades", Argument::Grades(grades.clone())), at]);
            }
            Trigger::First(matcher) => {
                self.say("trigger-event", [("event", Argument::Event(matcher.kind)), at])
            }
            Trigger::Each { any, .. } => {
                let kind = self.entry_kind().or_else(|| any.first().map(|matcher| matcher.kind));
                self.say(
                    "trigger-event",
                    kind.map(|kind| ("event", Argument::Event(kind))).into_iter().chain([at]),
                );
            }
            Trigger::End(_) => self.say("trigger-end", [at]),
            Trigger::PlacementRecorded => self.say("trigger-placement-recorded", [at]),
            Trigger::PlacementStart => self.say("trigger-placement-start", [at]),
            Trigger::Slots(series) => self.slot_trigger(series, at),
        }
    }

    fn slot_trigger(&mut self, series: &MeetingSeries, at: (&'static str, Argument)) {
        if self.duty.seq == Some(1) {
            let opens = ("interval", Argument::Interval(series.first_opens));
            self.say("trigger-after-start", [("start", self.start()), opens, at]);
            self.not_before_report();
        } else {
            self.say("trigger-slot", [at]);
        }
    }

    /// A trigger that would lie before the report is the report.
    fn not_before_report(&mut self) {
        let reported = self.evaluation.view.episode.map(|episode| episode.reported);
        if reported == Some(self.duty.trigger) {
            self.say("trigger-not-before-report", []);
        }
    }

    fn due(&mut self) {
        let duty = self.duty;
        let due = ("due", Argument::Instant(duty.due));
        let at_once = ("interval", Argument::Interval(Interval::Elapsed(self.evaluation.pack.immediate)));
        match &duty.rule.due {
            Due::Immediate => self.say("due-immediate", [at_once, due]),
            Due::After(interval) => self.say("due-after", [("interval", Argument::Interval(*interval)), due]),
            Due::AfterStart(interval) => {
                let after = ("interval", Argument::Interval(*interval));
                self.say("due-after-start", [("start", self.start()), after, due]);
                self.never_before_at_once();
            }
            Due::EndOfWorkingDay(count) => {
                self.say("due-working-day", [("count", Argument::Number(i64::from(*count))), due]);
            }
            Due::ByRating { allows, unrated, until } => self.due_by_rating(allows, *unrated, *until),
            Due::ByGrade { allows, .. } => self.due_by_grade(allows),
            Due::SoonerOnceGraded { after, grades } => {
                let after = ("interval", Argument::Interval(*after));
                self.say("due-sooner", [after, ("grades", Argument::Grades(grades.clone())), due]);
            }
            Due::Placement { unplanned_days } => {
                self.say("due-placement", [("days", Argument::Number(i64::from(*unplanned_days))), due]);
                self.never_before_at_once();
            }
            Due::Slots => self.due_of_slot(),
        }
    }

    fn due_by_rating(&mut self, allows: &[Interval; 3], unrated: Rating, until: Act) {
        let given = rating_in_force(self.evaluation, until);
        let rating = given.unwrap_or(unrated);
        let code = if given.is_some() { "due-by-rating" } else { "due-unrated" };
        let allowed = ("interval", Argument::Interval(allows[rating as usize]));
        self.say(
            code,
            [("rating", Argument::Rating(rating)), allowed, ("due", Argument::Instant(self.duty.due))],
        );
    }

    fn due_by_grade(&mut self, allows: &[Interval; 4]) {
        let start = self.entry();
        let due = Argument::Instant(self.duty.due);
        let Some(grade) = start.and_then(|place| self.evaluation.view.facts[place].what.grade()) else {
            return;
        };
        let allowed = ("interval", Argument::Interval(allows[grade as usize]));
        self.say("due-by-grade", [("grades", Argument::Grades(vec![grade])), allowed, ("due", due)]);
        let forward = start.and_then(|place| forward(self.evaluation, self.duty.rule, place));
        if let Some((information, brought_to)) = forward.filter(|(_, to)| *to == self.duty.due) {
            let at = ("at", Argument::Instant(information));
            self.say("due-brought-forward", [at, ("due", Argument::Instant(brought_to))]);
        }
    }

    fn due_of_slot(&mut self) {
        let due = ("due", Argument::Instant(self.duty.due));
        let Trigger::Slots(series) = &self.duty.rule.trigger else { return };
        if self.duty.seq == Some(1) {
            let (usual, sooner) =
                (Argument::Interval(series.first_due), Argument::Interval(series.sooner_due));
            let grades = ("grades", Argument::Grades(series.sooner_grades.clone()));
            self.say(
                "due-first-slot",
                [("start", self.start()), ("usual", usual), ("sooner", sooner), grades, due],
            );
        } else {
            let number = i64::from(self.duty.seq.unwrap_or_default());
            self.say("due-slot", [("number", Argument::Number(number)), ("start", self.start()), due]);
        }
        self.never_before_at_once();
    }

    /// What would be due sooner than at once after its trigger is due then.
    fn never_before_at_once(&mut self) {
        if self.duty.due == self.evaluation.at_once(self.duty.trigger) {
            let at_once = Interval::Elapsed(self.evaluation.pack.immediate);
            self.say("due-never-before", [("interval", Argument::Interval(at_once))]);
        }
    }

    fn state(&mut self) {
        let view = &self.evaluation.view;
        let as_of = ("asof", Argument::Instant(view.as_of));
        let end = view.end().map(|end| ("end", Argument::Instant(end.at)));
        match self.duty.state {
            State::Pending => self.say("state-pending", [as_of]),
            State::Open => self.say("state-open", [as_of]),
            State::Overdue => {
                let late = view.as_of.duration_since(self.duty.due);
                self.say("state-overdue", [as_of, ("late", whole_minutes(late))]);
            }
            State::Met { at } => self.say("state-met", [("at", Argument::Instant(at))]),
            State::MetLate { at } => {
                let late = whole_minutes(at.duration_since(self.duty.due));
                self.say("state-met-late", [("at", Argument::Instant(at)), ("late", late)]);
            }
            State::Lapsed => self.say("state-lapsed", end),
            State::Missed => self.say("state-missed", end),
        }
        match self.duty.rule.endurance {
            Endurance::EndsWithEpisode => self.say("kind-ends", []),
            Endurance::OutlivesEpisode => self.say("kind-outlives", []),
        }
    }

    fn owner(&mut self) {
        let owner = ("role", Argument::Role(self.duty.owner.0.clone()));
        match &self.duty.rule.owner {
            Owner::FirstOf { exceptions, .. } => {
                let when = exceptions.iter().find(|(_, role)| role == self.duty.owner).map(|(when, _)| when);
                let names = |when: &Vec<super::pack::ConditionIndex>| {
                    let name =
                        |place: &super::pack::ConditionIndex| &*self.evaluation.pack.conditions[place.0].name;
                    when.iter().map(name).collect::<Vec<_>>().join(", ")
                };
                match when.map(names) {
                    Some(names) => self.say("owner-because", [owner, ("conditions", Argument::Text(names))]),
                    None => self.say("owner", [owner]),
                }
            }
            Owner::Levels { .. } => self.say("owner-level", [owner]),
            Owner::ChairOf(_) => self.say("owner-chair", [owner]),
        }
        if let Some(chair) = self.duty.chair {
            self.say("chair", [("role", Argument::Role(chair.0.clone()))]);
        }
    }

    fn source(&mut self) {
        let rule = self.duty.rule;
        self.say("source", [("source", Argument::Text(rule.source.clone()))]);
        if rule.basis == Basis::LocalDefault {
            self.say("basis-local-default", []);
        }
        if let Some(reading) = &rule.reading {
            self.say("reading", [("reading", Argument::Text(reading.clone()))]);
        }
    }

    fn start(&self) -> Argument {
        Argument::Instant(self.evaluation.view.episode.map_or(self.duty.trigger, |episode| episode.start))
    }

    /// The place among the visible entries of the one that started this duty.
    fn entry(&self) -> Option<usize> {
        let same = |start: &super::triggers::Start<'_>| {
            start.at == self.duty.trigger
                && start.number == self.duty.seq
                && match self.duty.of {
                    Some(Of::Fact(id)) => start.id == Some(id),
                    Some(Of::Label(_)) | None => true,
                }
        };
        starts(self.evaluation, &self.duty.rule.trigger).find(same)?.place
    }

    fn entry_kind(&self) -> Option<EventKind> {
        self.entry().map(|place| self.evaluation.view.facts[place].what.kind())
    }
}

/// How late something is, without the seconds.
fn whole_minutes(late: SignedDuration) -> Argument {
    Argument::Interval(Interval::Elapsed(SignedDuration::from_mins(late.as_mins())))
}
