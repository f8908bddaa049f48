//! Tasks: how each stands, by a row a rule; what a step does to them; what came in and what followed.

use super::*;
use crate::protocol::{duty::State, untimed::TaskTimes};

const SET_AT: i64 = 1;

/// As a pack may have it.
const TIMES: TaskTimes = TaskTimes {
    by_grade: [
        SignedDuration::from_hours(6),
        SignedDuration::from_hours(12),
        SignedDuration::from_hours(24),
        SignedDuration::from_hours(7 * 24),
    ],
    ungraded: SignedDuration::from_hours(6),
};

fn task(due_at: Option<Timestamp>, done_by: &str) -> EpisodeEvent {
    EpisodeEvent::TaskSet(Task {
        title: "Search the home".into(),
        owner: Owner { role: "police_officer".into(), account: None },
        due_at,
        done_by: done_by.into(),
        ..Task::default()
    })
}

fn result(outcome: TaskOutcome) -> EpisodeEvent {
    EpisodeEvent::TaskResult { of: entry_id(102), outcome, result: "Nothing found.".into() }
}

/// The episode after these, each so many hours after the report; the task has the id 102.
fn after(events: &[(i64, EpisodeEvent)]) -> (PersonFile, Timestamp) {
    let opened = Event::Episode(EpisodeEvent::Opened(Box::new(report())));
    let mut entries = vec![entry(1, Stream::Episode(EPISODE), reported(), opened)];
    for (number, (hour, event)) in (2..).zip(events) {
        entries.push(entry(number, Stream::Episode(EPISODE), hours(*hour), Event::Episode(event.clone())));
    }
    (PersonFile::as_known_at(PERSON, &entries, Timestamp::MAX), hours(SET_AT))
}

fn state(events: &[(i64, EpisodeEvent)], at: Timestamp) -> State {
    let (file, _) = after(events);
    let episode = &file.episodes[&EPISODE];
    episode.room.tasks[0].state(episode, at, &TIMES)
}

#[test]
fn how_a_task_stands() {
    let timed = (SET_AT, task(Some(hours(3)), ""));
    let untimed = (SET_AT, task(None, ""));
    let returned = |hour| (hour, EpisodeEvent::ReturnConfirmed(confirmation()));
    let closed = |hour| (hour, EpisodeEvent::Closed { summary: "Done.".into() });
    let micro = SignedDuration::from_micros(1);
    #[expect(clippy::type_complexity, reason = "the rows of a table, read as such")]
    let rows: Vec<(&str, Vec<(i64, EpisodeEvent)>, Timestamp, State)> = vec![
        ("open up to the instant at which it is due", vec![timed.clone()], hours(3), State::Open),
        ("overdue one step later", vec![timed.clone()], hours(3) + micro, State::Overdue),
        ("met", vec![timed.clone(), (2, result(TaskOutcome::Done))], hours(9), State::Met { at: hours(2) }),
        (
            "met late",
            vec![timed.clone(), (4, result(TaskOutcome::Done))],
            hours(9),
            State::MetLate { at: hours(4) },
        ),
        ("not possible", vec![timed.clone(), (2, result(TaskOutcome::NotPossible))], hours(9), State::Lapsed),
        ("without a time and a grade: six hours", vec![untimed.clone()], hours(SET_AT + 6), State::Open),
        ("and then overdue", vec![untimed.clone()], hours(SET_AT + 6) + micro, State::Overdue),
        (
            "without a time, by the grade",
            vec![untimed, (2, assessed(Grade::Medium, "Known to be with friends."))],
            hours(SET_AT + 12),
            State::Open,
        ),
        ("lapses with the return", vec![timed.clone(), returned(2)], hours(9), State::Lapsed),
        ("lapses with a death", vec![timed, (2, found_dead())], hours(9), State::Lapsed),
        (
            "set after the return it stays owed",
            vec![returned(0), (SET_AT, task(Some(hours(3)), ""))],
            hours(9),
            State::Overdue,
        ),
        (
            "until the case is closed",
            vec![returned(0), (SET_AT, task(Some(hours(3)), "")), closed(5)],
            hours(9),
            State::Lapsed,
        ),
    ];
    for (rule, events, at, expected) in rows {
        assert_eq!(state(&events, at), expected, "{rule}");
    }
}

#[test]
fn the_step_that_does_a_task_ends_it_whichever_was_recorded_first() {
    let step = |hour| {
        let (step, who) = (Step::SearchAdviserConsulted, "Insp. Vale".to_owned());
        (hour, EpisodeEvent::StepTaken { step, who, note: String::new() })
    };
    let asked = (SET_AT, task(Some(hours(3)), "search_adviser_consulted"));
    assert_eq!(state(&[asked.clone(), step(2)], hours(9)), State::Met { at: hours(2) });
    assert_eq!(state(&[asked, step(0)], hours(9)), State::Met { at: hours(SET_AT) });
    let other = (SET_AT, task(Some(hours(3)), "sio_appointed"));
    assert_eq!(state(&[other, step(2)], hours(9)), State::Overdue);
}

#[test]
fn significant_information_waits_until_somebody_looks_at_the_risk() {
    let heard = |hour, significance| {
        let information = Information {
            what: "Seen at the bus station.".into(),
            source: "Driver".into(),
            how_to_reach: String::new(),
            origin: Some(Origin::Public),
            significance,
            reliability: None,
            credibility: None,
            task: None,
        };
        (hour, EpisodeEvent::Sighted { place: "Bus station".into(), information })
    };
    let waiting = |events: &[(i64, EpisodeEvent)]| {
        let (file, _) = after(events);
        let episode = &file.episodes[&EPISODE];
        came_in(&file, episode).iter().map(|item| item.waits_for_a_look(episode)).collect::<Vec<_>>()
    };
    let graded = |hour| (hour, assessed(Grade::High, "Alone and cold."));
    assert_eq!(waiting(&[heard(2, Significance::Significant)]), [true]);
    assert_eq!(waiting(&[heard(2, Significance::Routine)]), [false]);
    assert_eq!(waiting(&[graded(1), heard(2, Significance::Significant)]), [true]);
    assert_eq!(waiting(&[heard(2, Significance::Significant), graded(3)]), [false]);
    let two = [heard(2, Significance::Significant), graded(3), heard(4, Significance::Significant)];
    assert_eq!(waiting(&two), [true, false], "the latest first");
}
