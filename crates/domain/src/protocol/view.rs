//! What was known at a moment: the visible entries with their corrections, in the order in which they count.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};

use super::calendar::Calendar;
use super::case::{Birth, Case, Circumstance, Fact, FactId, Place, Placement};
use super::event::{Act, Allocation, Change, EventKind, FormId, Grade, What};
use super::pack::{Matcher, Only};

/// A case as known at a moment.
pub(super) struct View<'a> {
    pub(super) case: &'a Case,
    pub(super) as_of: Timestamp,
    /// Everything visible, by when it happened, then by when it was recorded, then by place in the case.
    pub(super) facts: Vec<Seen<'a>>,
    /// The report, the start and the end of the episode, if there is one.
    pub(super) episode: Option<Episode>,
    /// The placement, once it has been recorded.
    pub(super) placement: Option<&'a Placement>,
    /// The date by which ages count, if anything gives one.
    pub(super) age_date: Option<Date>,
}

/// The time missing itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Episode {
    pub(super) reported: Timestamp,
    pub(super) start: Timestamp,
    pub(super) end: Option<End>,
}

/// How and when an episode ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) at: Timestamp,
    pub(super) by: Act,
}

/// An entry as it stood: its time may have been corrected, and its content too.
#[derive(Debug, Clone)]
pub(super) struct Seen<'a> {
    pub(super) at: Timestamp,
    pub(super) id: Option<&'a FactId>,
    pub(super) what: Cow<'a, What>,
    pub(super) recorded_at: Timestamp,
}

impl Seen<'_> {
    /// Whether a pack means this entry.
    pub(super) fn matches(&self, matcher: &Matcher) -> bool {
        if self.what.kind() != matcher.kind {
            return false;
        }
        match (&matcher.only, &*self.what) {
            (Only::Any, _) => true,
            (Only::By(wanted), What::RiskAssessed { by, .. }) => by == wanted,
            (Only::Told(wanted), What::PlacingAuthorityTold { of }) => of == wanted,
            (Only::Form(wanted), What::FormCompleted { form }) => form == wanted,
            (Only::Findings(wanted), What::FindingsShared { of }) => of == wanted,
            (Only::Significant, What::InformationReceived { weight } | What::Sighting { weight }) => {
                *weight == super::event::Weight::Significant
            }
            // The loader refuses a pack that asks an event for what it does not carry.
            (Only::By(_) | Only::Told(_) | Only::Form(_) | Only::Findings(_) | Only::Significant, _) => false,
        }
    }
}

impl<'a> View<'a> {
    /// What of a case was known at a moment.
    pub(super) fn at(case: &'a Case, calendar: &Calendar, as_of: Timestamp) -> Self {
        let mut facts = visible(&case.facts, as_of);
        facts.extend(case.person.forms.iter().filter(|(_, at)| *at <= as_of).map(|(form, at)| Seen {
            at: *at,
            recorded_at: *at,
            id: None,
            what: Cow::Owned(What::FormCompleted { form: form.clone() }),
        }));
        // The sort is stable: what happened and was recorded at one instant stays in the order of the case.
        facts.sort_by_key(|seen| (seen.at, seen.recorded_at));
        let episode = episode(&facts);
        let placement = case.person.placement.as_ref().filter(|placement| placement.recorded_at <= as_of);
        let age_at =
            episode.map(|episode| episode.start).or(placement.map(|placement| placement.recorded_at));
        let age_date = age_at.map(|at| calendar.date(at));
        Self { case, as_of, facts, episode, placement, age_date }
    }

    /// The end of the episode, if it has ended.
    pub(super) fn end(&self) -> Option<End> {
        self.episode.and_then(|episode| episode.end)
    }

    /// Whether somebody is missing.
    pub(super) fn is_running(&self) -> bool {
        self.episode.is_some_and(|episode| episode.end.is_none())
    }

    /// Where the child lives, as far as known.
    pub(super) fn place(&self) -> Place {
        self.placement.map_or(Place::Home, |placement| placement.place)
    }

    /// The first entry that a matcher means, with its place in `facts`.
    pub(super) fn first(&self, matcher: &Matcher) -> Option<(usize, &Seen<'a>)> {
        self.facts.iter().enumerate().find(|(_, seen)| seen.matches(matcher))
    }

    /// The first entry of a kind.
    pub(super) fn first_of(&self, kind: EventKind) -> Option<&Seen<'a>> {
        self.facts.iter().find(|seen| seen.what.kind() == kind)
    }

    /// The first time that one of these grades was given, among the first `count` entries.
    pub(super) fn first_graded(&self, grades: &[Grade], count: usize) -> Option<Timestamp> {
        self.facts[..count]
            .iter()
            .find(|seen| seen.what.grade().is_some_and(|grade| grades.contains(&grade)))
            .map(|seen| seen.at)
    }

    /// The last grade given.
    pub(super) fn last_grade(&self) -> Option<Grade> {
        self.facts.iter().rev().find_map(|seen| seen.what.grade())
    }

    /// Whether a worker was allocated once the first `count` entries had been made.
    pub(super) fn allocation(&self, count: usize) -> Allocation {
        let changed = self.facts[..count].iter().rev().find_map(|seen| seen.what.allocation());
        let at_first = if self.case.person.circumstances.contains(Circumstance::AllocatedWorker) {
            Allocation::Worker
        } else {
            Allocation::NoWorker
        };
        changed.unwrap_or(at_first)
    }

    /// When each of these forms was completed, in order.
    pub(super) fn form_completions(&self, forms: &[FormId]) -> impl Iterator<Item = Timestamp> {
        self.facts
            .iter()
            .filter(|seen| seen.what.form().is_some_and(|form| forms.contains(form)))
            .map(|seen| seen.at)
    }

    /// The day of birth, if it is known to the day.
    pub(super) fn exact_birth(&self) -> Option<Date> {
        match self.case.person.born {
            Birth::Exact(day) => Some(day),
            Birth::Between { earliest, latest } if earliest == latest => Some(latest),
            Birth::Between { .. } | Birth::Unknown => None,
        }
    }

    /// The latest day on which the person can have been born, if that is known: who may be a child is one.
    pub(super) fn latest_birth(&self) -> Option<Date> {
        match self.case.person.born {
            Birth::Exact(day) | Birth::Between { latest: day, .. } => Some(day),
            Birth::Unknown => None,
        }
    }
}

/// The entries visible at a moment, corrected as they had been by then.
fn visible(facts: &[Fact], as_of: Timestamp) -> Vec<Seen<'_>> {
    let recorded: Vec<&Fact> = facts.iter().filter(|fact| fact.recorded_at <= as_of).collect();
    let corrected = recorded.iter().any(|fact| fact.what.kind() == EventKind::Correction);
    let seen = |fact: &&'_ Fact| -> bool { fact.at <= as_of && fact.what.kind() != EventKind::Correction };
    if corrected {
        return apply_corrections(&recorded, as_of);
    }
    let mut facts: Vec<Seen<'_>> = Vec::with_capacity(recorded.len() + 2);
    facts.extend(recorded.into_iter().filter(seen).map(|fact| as_entered(fact)));
    facts
}

fn as_entered(fact: &Fact) -> Seen<'_> {
    Seen { at: fact.at, recorded_at: fact.recorded_at, id: fact.id.as_ref(), what: Cow::Borrowed(&fact.what) }
}

/// Applies corrections from the one recorded last to the first, so that each is itself corrected before it
/// counts, and a field that a later one has replaced is left alone.
fn apply_corrections<'a>(recorded: &[&'a Fact], as_of: Timestamp) -> Vec<Seen<'a>> {
    let mut seen: Vec<Seen<'a>> = recorded.iter().map(|fact| as_entered(fact)).collect();
    let mut replaced: Vec<Vec<Change>> = vec![Vec::new(); seen.len()];
    let mut latest_first: Vec<usize> =
        (0..seen.len()).filter(|place| seen[*place].what.kind() == EventKind::Correction).collect();
    latest_first.sort_by_key(|place| std::cmp::Reverse((seen[*place].recorded_at, *place)));
    for place in latest_first {
        let What::Correction { corrects, changes } = seen[place].what.clone().into_owned() else {
            continue;
        };
        let target = seen.iter().position(|other| other.id == Some(&corrects));
        let Some(target) = target.filter(|_| seen[place].at <= as_of) else {
            continue;
        };
        for change in changes {
            if replaced[target].iter().any(|later| later.same_field(&change)) {
                continue;
            }
            if let Change::At(at) = change {
                seen[target].at = at;
            }
            // A change that does not fit is refused when the case is read; here it changes nothing.
            if change.apply(seen[target].what.to_mut()).is_ok() {
                replaced[target].push(change);
            }
        }
    }
    seen.retain(|seen| seen.at <= as_of && seen.what.kind() != EventKind::Correction);
    seen
}

fn episode(facts: &[Seen<'_>]) -> Option<Episode> {
    let (reported, start) = facts.iter().find_map(|seen| Some((seen.at, seen.what.start(seen.at)?)))?;
    let end = facts.iter().find_map(|seen| Some(End { at: seen.at, by: seen.what.end()? }));
    Some(Episode { reported, start, end })
}
