//! As known at: content of then under the permissions of now, on either engine.

use app::{
    Act, EpisodeView, Moment, NotThen, Trouble,
    access::Action,
    cases::{Change, Comparison, RecordedStep, StepKind, Was},
};
use domain::{
    episode::{EpisodeEvent, Information, Significance},
    ids::EpisodeId,
    ledger::{Correction, Event},
    person::{Marker, MarkerKind, PersonEvent},
    risk::{Assessor, DefinitionInForce, Grade},
};
use jiff::{SignedDuration, Timestamp};
use testkit::{running::Running, sample};

use crate::engines::on_each_engine;

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

fn heard(what: &str) -> Act {
    Act::Episode(EpisodeEvent::InformationReceived(Information {
        what: what.to_owned(),
        source: "Friend".to_owned(),
        how_to_reach: String::new(),
        significance: Significance::Routine,
        origin: None,
        reliability: None,
        credibility: None,
        task: None,
    }))
}

/// A girl reported at nine, graded medium at ten, which was meant to be high and is corrected at noon; a marker at one.
async fn night(running: &Running) -> (EpisodeId, [Timestamp; 4]) {
    let sent = running.report(sample::missing([sample::child()])).await;
    let episode = sent.episodes[0];
    let sergeant = running.someone("police_supervisor").await;
    let reported = running.app.clock().now();
    running.pass(minutes(60));
    let graded = running.record(&sergeant, episode, sample::assessed(Grade::Medium)).await.unwrap();
    let graded_at = running.app.clock().now();
    running.pass(minutes(120));
    let correction = Correction {
        corrects: graded.entry,
        happened_at: None,
        event: Some(Box::new(Event::Episode(EpisodeEvent::RiskAssessed {
            by: Assessor::Officer,
            grading: sample::grading(Grade::High),
            definition: DefinitionInForce::default(),
        }))),
        reason: "The wrong line of the list was pressed.".to_owned(),
    };
    running.record(&sergeant, episode, Act::Correct(correction)).await.unwrap();
    let corrected_at = running.app.clock().now();
    running.pass(minutes(60));
    let marker = Marker {
        marker: MarkerKind::SexualExploitation,
        source: "Social worker".to_owned(),
        since: None,
        note: String::new(),
    };
    running.record(&sergeant, episode, Act::Person(PersonEvent::MarkerRecorded(marker))).await.unwrap();
    let marked_at = running.app.clock().now();
    running.pass(minutes(30));
    (episode, [reported, graded_at, corrected_at, marked_at])
}

async fn at(running: &Running, episode: EpisodeId, moment: Moment) -> EpisodeView {
    let who = running.someone("police_supervisor").await;
    running.app.episode_at(&who, episode, moment).await.unwrap()
}

#[tokio::test]
async fn the_grade_in_force_then_is_shown_and_what_protects_today_stays_in_view() {
    on_each_engine(async |running| {
        let (episode, [_, graded_at, corrected_at, marked_at]) = night(&running).await;
        let then = at(&running, episode, Moment::At(graded_at + minutes(20))).await;
        assert_eq!(then.episode.grade(), Some(Grade::Medium));
        assert!(then.file.person.markers.is_empty());
        assert!(then.timeline.iter().all(|item| item.corrections.is_empty()));
        let past = then.past.as_ref().unwrap();
        assert_eq!(past.markers_since[0].marker, MarkerKind::SexualExploitation);
        // A paper of the past is made now, and that it was made is recorded.
        let acts: Vec<_> = then.may.iter().filter(|action| !action.is_reading()).collect();
        assert_eq!(acts, [&Action::DocumentMade]);
        let after = at(&running, episode, Moment::At(corrected_at)).await;
        assert_eq!(after.episode.grade(), Some(Grade::High));
        let last = at(&running, episode, Moment::At(marked_at)).await;
        assert!(last.past.unwrap().markers_since.is_empty());
        let now = running.seen(episode).await;
        assert!(now.past.is_none());
        assert!(now.may.iter().any(|action| !action.is_reading()));
    })
    .await;
}

#[tokio::test]
async fn stepping_forward_through_what_was_recorded_ends_at_the_case_as_it_stands() {
    on_each_engine(async |running| {
        let (episode, _) = night(&running).await;
        let now = running.seen(episode).await;
        let first = now.timeline.iter().min_by_key(|item| item.sequence).unwrap().entry;
        let mut view = at(&running, episode, Moment::After(first)).await;
        let mut kinds: Vec<StepKind> = Vec::new();
        loop {
            let stepping = &view.past.as_ref().unwrap().stepping;
            kinds.extend(stepping.current.iter().flat_map(|step| &step.entries).map(|entry| entry.kind));
            let Some(next) = stepping.next.clone() else { break };
            assert!(view.past.as_ref().unwrap().at < next.recorded_at);
            view = at(&running, episode, Moment::After(next.entries[0].entry)).await;
        }
        assert_eq!(kinds.iter().filter(|kind| matches!(kind, StepKind::Corrects(_))).count(), 1);
        assert_eq!(view.file, now.file);
        assert_eq!(view.episode, now.episode);
        assert_eq!(view.version, now.version);
        assert_eq!(view.timeline.len(), now.timeline.len());
        // The clock is the one thing that went on.
        let last = running.app.clock().now();
        running.app.clock().set(view.now);
        assert_eq!(running.seen(episode).await.duties, view.duties);
        running.app.clock().set(last);
    })
    .await;
}

#[tokio::test]
async fn any_moment_between_two_recordings_shows_the_same_until_a_duty_changes() {
    on_each_engine(async |running| {
        let (episode, [_, graded_at, corrected_at, _]) = night(&running).await;
        let mut before = at(&running, episode, Moment::At(graded_at)).await;
        let states = |view: &EpisodeView| {
            let all = view.duties.iter().flat_map(|pack| &pack.duties);
            all.map(|duty| (duty.duty.clone(), duty.of.clone(), duty.sequence, duty.state))
                .collect::<Vec<_>>()
        };
        let mut same = 0;
        for minute in (0..120).step_by(7) {
            let moment = graded_at + minutes(minute) + SignedDuration::from_micros(minute);
            assert!(moment < corrected_at);
            let then = at(&running, episode, Moment::At(moment)).await;
            assert_eq!(then.file, before.file);
            assert_eq!(then.timeline, before.timeline);
            if states(&then) == states(&before) {
                assert_eq!(then.duties, before.duties);
                same += 1;
            }
            before = then;
        }
        assert!(same > 2, "{same}");
    })
    .await;
}

#[tokio::test]
async fn what_was_recorded_together_belongs_to_one_step() {
    on_each_engine(async |running| {
        let (episode, [reported, ..]) = night(&running).await;
        let first = at(&running, episode, Moment::At(reported)).await.past.unwrap().stepping;
        assert_eq!((first.known, first.previous), (1, None));
        let step: RecordedStep = first.current.unwrap();
        let words: Vec<&str> = step.entries.iter().map(|entry| entry.word.as_str()).collect();
        assert_eq!(words, ["person_registered", "reported"]);
        for entry in &step.entries {
            let view = at(&running, episode, Moment::After(entry.entry)).await;
            assert_eq!(view.now, reported);
        }
    })
    .await;
}

#[tokio::test]
async fn before_the_report_and_ahead_of_now_there_is_nothing_to_show() {
    on_each_engine(async |running| {
        let (episode, [reported, ..]) = night(&running).await;
        let who = running.someone("police_supervisor").await;
        let (before, now) = (reported - minutes(1), running.app.clock().now());
        let answer = running.app.episode_at(&who, episode, Moment::At(before)).await;
        let expected = NotThen::BeforeTheFirst { recorded_at: reported };
        assert!(matches!(answer, Err(Trouble::NotThen(why)) if why == expected));
        let answer = running.app.episode_at(&who, episode, Moment::At(now + minutes(1))).await;
        assert!(matches!(answer, Err(Trouble::NotThen(NotThen::Ahead { now: said })) if said == now));
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_see_the_case_today_sees_no_moment_of_it() {
    on_each_engine(async |running| {
        let (episode, [_, graded_at, ..]) = night(&running).await;
        for role in ["home_manager", "return_interviewer"] {
            let who = running.someone(role).await;
            let answer = running.app.episode_at(&who, episode, Moment::At(graded_at)).await;
            assert!(matches!(answer, Err(Trouble::NotFound)), "{role}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_moments_differ_in_what_was_recorded_between_them() {
    on_each_engine(async |running| {
        let (episode, [_, graded_at, corrected_at, _]) = night(&running).await;
        let who = running.someone("police_supervisor").await;
        let moments = (Moment::Now, Moment::At(graded_at));
        let compared = running.app.compare_episode(&who, episode, moments).await.unwrap();
        assert!(compared.earlier.now < compared.later.now);
        assert_eq!(compared.between.len(), 2);
        assert_eq!(compared.between[0].recorded_at, corrected_at);
        let grade = Change::Grade(Was { was: Some(Grade::Medium), is: Some(Grade::High) });
        assert!(compared.changes.contains(&grade), "{:#?}", compared.changes);
        assert!(compared.changes.iter().any(|change| matches!(change, Change::Marker { .. })));
        assert!(compared.changes.iter().any(|change| matches!(change, Change::Duty { .. })));
        let told = |compared: &Comparison| {
            compared.changes.iter().find_map(|change| {
                if let Change::Messages(stand) = change { Some(stand.is.clone()) } else { None }
            })
        };
        assert_eq!(told(&compared), None, "no timer ran");
        running.app.mind_clocks().await.unwrap();
        let later = running.app.compare_episode(&who, episode, moments).await.unwrap();
        let told = told(&later).expect("the timer told somebody");
        assert!(told.sent > 1 && told.waiting == told.sent && told.waiting_for.len() > 1, "{told:?}");
        assert_eq!(
            (later.between, later.messages_between),
            (compared.between, told.sent),
            "apart from the rest"
        );
        let before = running.app.clock().now();
        running.pass(minutes(5));
        running.record(&who, episode, heard("A red coat at the docks")).await.unwrap();
        let moments = (Moment::At(before), Moment::Now);
        let compared = running.app.compare_episode(&who, episode, moments).await.unwrap();
        let came_in = compared.changes.iter().find_map(|change| {
            if let Change::Information { said, .. } = change { said.is.as_ref() } else { None }
        });
        assert_eq!(came_in.expect("it came in").information.what, "A red coat at the docks");
        let same = (Moment::At(graded_at), Moment::At(graded_at));
        let compared = running.app.compare_episode(&who, episode, same).await.unwrap();
        assert!(compared.changes.is_empty() && compared.between.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_had_seen_the_case_by_a_moment_and_what_they_had_not_seen_is_told_to_those_who_answer_for_it() {
    on_each_engine(async |running| {
        let (episode, [_, graded_at, corrected_at, _]) = night(&running).await;
        let officer = running.someone("police_officer").await;
        let now = running.app.clock().now();
        running.app.clock().set(graded_at + minutes(10));
        running.app.episode(&officer, episode).await.unwrap();
        running.app.clock().set(now);
        let sergeant = running.someone("police_supervisor").await;
        let by = |moment| running.app.episode_seen_by(&sergeant, episode, moment);
        let seen = by(Moment::At(graded_at + minutes(20))).await.unwrap();
        assert_eq!(seen.readers.len(), 1);
        assert_eq!(seen.readers[0].reader.actor.account, officer.account);
        assert!(seen.readers[0].had_not_seen.is_empty());
        assert!(seen.actors.contains_key(&officer.account));
        let seen = by(Moment::At(corrected_at)).await.unwrap();
        let missed = &seen.readers[0].had_not_seen;
        assert_eq!(missed.len(), 1);
        assert!(matches!(missed[0].entries[0].kind, StepKind::Corrects(_)));
        // To look back is no proof that one knew at the time.
        let later = by(Moment::Now).await.unwrap();
        assert!(later.readers.iter().all(|of| of.reader.actor.account != sergeant.account));
        let refused = running.app.episode_seen_by(&officer, episode, Moment::Now).await;
        assert!(matches!(refused, Err(Trouble::Denied(denied)) if denied.action == "view_readings"));
    })
    .await;
}

#[tokio::test]
async fn a_reading_of_the_past_is_logged_with_its_moment() {
    on_each_engine(async |running| {
        let (episode, [_, graded_at, ..]) = night(&running).await;
        running.app.flush_reads().await;
        let mut raw = running.place.raw().await;
        let count = "SELECT COUNT(*) FROM read_log WHERE subject_kind = 'past_episode'";
        let before = raw.number(count).await;
        at(&running, episode, Moment::At(graded_at)).await;
        running.app.flush_reads().await;
        assert_eq!(raw.number(count).await - before, 1);
        let logged =
            raw.number("SELECT MAX(known_at) FROM read_log WHERE subject_kind = 'past_episode'").await;
        assert_eq!(logged, graded_at.as_microsecond());
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_record_is_shown_as_it_was_known_and_lists_only_what_the_reader_may_find_today() {
    on_each_engine(async |running| {
        let (episode, [reported, _, _, marked_at]) = night(&running).await;
        let who = running.someone("police_supervisor").await;
        let person = running.seen(episode).await.person_id;
        let then = running.app.person_at(&who, person, Moment::At(reported)).await.unwrap();
        assert_eq!(then.episodes.len(), 1);
        assert_eq!(then.episodes[0].grade, None);
        assert!(then.file.person.markers.is_empty());
        let now = running.app.person(&who, person).await.unwrap();
        assert_eq!(now.episodes[0].grade, Some(Grade::High));
        let last = running.app.person_at(&who, person, Moment::At(marked_at)).await.unwrap();
        assert_eq!((last.file, last.episodes), (now.file, now.episodes));
        running.record(&who, episode, heard("Said to be with a cousin.")).await.unwrap();
    })
    .await;
}
