//! The moments at which cases run now: each can be found in the demonstration by what it is, not by its place.

use domain::{
    episode::{Ending, Episode, ReturnInterview, Status},
    file::PersonFile,
    ids::PersonId,
    incident::{Incident, IncidentEvent},
    ledger::{Content, Entry, Event, Stream},
    person::BirthDate,
    placement::PlacementPlace,
    risk::Grade,
};

use super::{DEMONSTRATION, hours, now};

pub(super) fn file(person: PersonId, drafts: &[domain::ledger::Draft]) -> PersonFile {
    let entries: Vec<Entry> = (1..)
        .zip(drafts)
        .map(|(place, draft)| Entry {
            sequence: place,
            id: draft.id,
            stream: draft.stream,
            version: place,
            name: draft.event.name().to_owned(),
            happened_at: draft.happened_at,
            recorded_at: draft.recorded_at,
            actor: draft.actor.clone(),
            content: Content::Event(draft.event.clone()),
            commitment: [0; 32],
            hash: [0; 32],
        })
        .collect();
    PersonFile::as_known_at(person, &entries, now())
}

/// Whether some episode, with the file that it stands in, is as described.
#[track_caller]
fn there_is(what: &str, as_described: impl Fn(&PersonFile, &Episode) -> bool) {
    let found = DEMONSTRATION.people.iter().any(|history| {
        let file = file(history.person, &history.entries);
        file.episodes.values().any(|episode| as_described(&file, episode))
    });
    assert!(found, "no episode is {what}");
}

fn missing(episode: &Episode) -> bool {
    episode.status == Status::Missing
}

fn hours_missing(episode: &Episode) -> f64 {
    hours(now().duration_since(episode.start()))
}

fn meetings(file: &PersonFile, episode: &Episode) -> usize {
    file.meetings.values().filter(|meeting| meeting.held.episode == episode.id).count()
}

#[test]
fn some_seventeen_people_are_missing_now() {
    let running = DEMONSTRATION
        .people
        .iter()
        .filter(|history| file(history.person, &history.entries).running_episode().is_some());
    assert!((14..=20).contains(&running.count()));
}

#[test]
fn cases_at_telling_moments() {
    there_is("high for most of an hour with nobody sent", |_, episode| {
        missing(episode)
            && episode.grade() == Some(Grade::High)
            && episode.deployments.is_empty()
            && (45.0..55.0).contains(&(60.0 * hours(now().duration_since(episode.reported_at))))
    });
    there_is("in hour 47 with no meeting", |file, episode| {
        missing(episode) && (46.0..48.0).contains(&hours_missing(episode)) && meetings(file, episode) == 0
    });
    there_is("back as somebody says, not verified", |_, episode| episode.unverified_return().is_some());
    there_is("disputed for over eight hours", |_, episode| {
        missing(episode)
            && episode.disagreements.iter().any(|raised| {
                let open = hours(now().duration_since(raised.at));
                raised.answered_at.is_none() && (8.0..12.0).contains(&open)
            })
    });
    there_is("an old person out for three hours", |file, episode| {
        missing(episode)
            && (2.9..3.1).contains(&hours_missing(episode))
            && file.person.holds(domain::person::MarkerKind::Dementia)
    });
    there_is("the third within ninety days", |file, episode| {
        missing(episode) && file.episodes.len() >= 3 && hours_missing(episode) < 3.0
    });
    there_is("reported days late", |_, episode| {
        missing(episode) && hours(episode.reported_at.duration_since(episode.start())) > 72.0
    });
    there_is("ten weeks long with a meeting for each slot", |file, episode| {
        missing(episode) && hours_missing(episode) > 70.0 * 24.0 && meetings(file, episode) >= 6
    });
    there_is("reported and not graded", |_, episode| missing(episode) && episode.gradings.is_empty());
    there_is("governed by another pack than it began under", |_, episode| {
        episode.governed_by != episode.opened.governed_by
    });
}

#[test]
fn what_is_owed_after_the_end() {
    there_is("a meeting without minutes", |file, _| {
        file.meetings
            .values()
            .any(|meeting| meeting.minutes.is_empty() && hours(now().duration_since(meeting.held_at)) < 24.0)
    });
    there_is("an interview owed at hour 70", |_, episode| {
        episode.return_interview == ReturnInterview::Owed
            && episode.ended_at().is_some_and(|at| (69.0..71.0).contains(&hours(now().duration_since(at))))
    });
    there_is("an interview declined and not decided on", |_, episode| {
        matches!(episode.return_interview, ReturnInterview::Declined { .. })
    });
    there_is("closed jointly", |_, episode| episode.ending() == Some(&Ending::ClosedJointly));
}

#[test]
fn people_of_every_footing_are_missing_now() {
    let placed = |file: &PersonFile, there: fn(&PlacementPlace) -> bool| {
        file.placement_at(now()).is_some_and(|placement| there(&placement.recorded.place))
    };
    there_is("placed here by another authority", |file, episode| {
        missing(episode) && placed(file, |place| matches!(place, PlacementPlace::PlacedHereByOther { .. }))
    });
    there_is("placed out of the area", |file, episode| {
        missing(episode) && placed(file, |place| matches!(place, PlacementPlace::OutOfArea { .. }))
    });
    there_is("of an age that somebody estimated", |file, episode| {
        missing(episode) && matches!(file.person.details.birth, BirthDate::AgeRange { .. })
    });
    there_is("of a name in a script that runs from right to left", |file, _| {
        file.person.details.other_names.iter().any(|name| name.contains('ذ'))
    });
}

#[test]
fn calls_are_unfinished_and_reports_begun() {
    let mut incidents: Vec<Incident> = Vec::new();
    for draft in &DEMONSTRATION.incidents {
        let (Event::Incident(event), Stream::Incident(id)) = (&draft.event, draft.stream) else {
            panic!("a call")
        };
        match (event, incidents.iter_mut().find(|incident| incident.id == id)) {
            (_, Some(incident)) => incident.apply(event),
            (IncidentEvent::Reported(call), None) => {
                incidents.push(Incident::new(id, draft.happened_at, call.clone()));
            }
            (_, None) => panic!("a call begins with its report"),
        }
    }
    assert_eq!(incidents.iter().filter(|incident| incident.is_unfinished()).count(), 2);
    assert!(incidents.iter().any(|incident| incident.people.len() == 2), "one call about two children");
    assert_eq!(DEMONSTRATION.drafts.len(), 2);
}
