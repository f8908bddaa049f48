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
        (hour, EpisodeEvent::Sighted { place: "Bus station".into(), seen_at: None, information })
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

/// A sighting at that hour, at a place, graded so.
fn seen(
    hour: i64,
    place: &str,
    (reliability, credibility): (Option<SourceReliability>, Option<Credibility>),
) -> (i64, EpisodeEvent) {
    let information = Information {
        what: "A child in a red coat.".into(),
        source: "Driver".into(),
        how_to_reach: String::new(),
        origin: None,
        significance: Significance::Routine,
        reliability,
        credibility,
        task: None,
    };
    (hour, EpisodeEvent::Sighted { place: place.into(), seen_at: None, information })
}

/// The same told at another hour than that at which they were seen.
fn told(hour: i64, seen_at: i64, place: &str) -> (i64, EpisodeEvent) {
    let (_, mut event) = seen(hour, place, (None, None));
    if let EpisodeEvent::Sighted { seen_at: at, .. } = &mut event {
        *at = Some(hours(seen_at));
    }
    (hour, event)
}

#[test]
fn last_seen_is_the_latest_sighting_by_when_they_were_seen_that_names_a_place_and_is_not_doubted() {
    const PLAIN: (Option<SourceReliability>, Option<Credibility>) = (None, None);
    const UNTESTED: (Option<SourceReliability>, Option<Credibility>) =
        (Some(SourceReliability::Untested), Some(Credibility::NotKnown));
    let not_reliable = (Some(SourceReliability::NotReliable), Some(Credibility::KnownDirectly));
    let false_of_reliable = (Some(SourceReliability::Reliable), Some(Credibility::SuspectedFalse));
    let rows = [
        ("the report where nobody was sighted", vec![], ""),
        ("the latest", vec![seen(1, "Market", PLAIN), seen(2, "Bus station", UNTESTED)], "Bus station"),
        (
            "an older one entered late",
            vec![seen(2, "Bus station", PLAIN), seen(1, "Market", PLAIN)],
            "Bus station",
        ),
        ("an older one told late", vec![told(3, 2, "Bus station"), told(4, 1, "Market")], "Bus station"),
        (
            "a source that is not reliable",
            vec![seen(1, "Market", PLAIN), seen(2, "Docks", not_reliable)],
            "Market",
        ),
        (
            "thought to be false",
            vec![seen(1, "Market", PLAIN), seen(2, "Docks", false_of_reliable)],
            "Market",
        ),
        (
            "no place",
            vec![seen(1, "Market", PLAIN), seen(2, "Not known.", PLAIN), seen(3, "?", PLAIN)],
            "Market",
        ),
        ("none to go by", vec![seen(1, "Docks", not_reliable)], ""),
    ];
    for (rule, events, expected) in rows {
        let (file, _) = after(&events);
        assert_eq!(crate::projection::last_seen(&file, &file.episodes[&EPISODE]), expected, "{rule}");
    }
}

#[test]
fn a_task_of_the_search_is_open_until_somebody_reports_on_it_or_the_search_is_over() {
    let open = |events: &[(i64, EpisodeEvent)]| {
        let (file, _) = after(events);
        let episode = &file.episodes[&EPISODE];
        episode.room.tasks[0].is_open(episode, hours(9), &TaskTimes::default())
    };
    let asked = (SET_AT, task(None, ""));
    assert!(open(std::slice::from_ref(&asked)));
    assert!(!open(&[asked, (5, found_dead())]));
}
