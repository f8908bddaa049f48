//! Recording what happened: once, in order, and without anybody's work being lost.

use std::sync::Arc;

use app::{Act, Clash, IdempotencyKey, Recorded, Recording, RecordingOnPerson, Seen, SignedIn, Trouble};
use domain::{
    episode::{EpisodeEvent, HeldInterview, MashRating, Step},
    ids::{EpisodeId, MeetingId, PersonId},
    ledger::{Correction, Event, Stream},
    meeting::{MeetingHeld, Occasion},
    person::{Form, MarkerKind, PersonEvent},
    placement::{PlacementKind, PlacementPlace, PlacementRecorded},
    protocol::duty::State,
    refusal::Refusal,
    risk::Grade,
};
use jiff::SignedDuration;
use testkit::{
    running::{Running, agency, beginning},
    sample,
};
use uuid::Uuid;

use crate::engines::on_each_engine;

async fn missing_child(running: &Running) -> EpisodeId {
    running.report(sample::missing([sample::child()])).await.episodes[0]
}

fn seen(episode: EpisodeId, act: Act, version: i64) -> Recording {
    Recording { episode, act, happened_at: None, seen: Seen::UpTo(version), key: IdempotencyKey::fresh() }
}

fn duty<'a>(view: &'a app::EpisodeView, id: &str) -> &'a app::DutyView {
    view.duties[0].duties.iter().find(|duty| duty.duty == id).unwrap_or_else(|| panic!("{id} is not listed"))
}

#[tokio::test]
async fn an_episode_from_the_report_to_the_closed_case() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let view = running.seen(episode).await;
        assert_eq!(duty(&view, "notify_social_care").state, State::Open);
        assert_eq!(view.incidents.len(), 1);

        let handler = running.someone("call_handler").await;
        let officer = running.someone("police_officer").await;
        let supervisor = running.someone("police_supervisor").await;
        let mash = running.someone("mash_decision_maker").await;
        let worker = running.someone("mct_family_support").await;
        let minutes = |running: &Running, count| running.pass(SignedDuration::from_mins(count));

        running.record(&handler, episode, sample::step(Step::SocialCareNotified)).await.unwrap();
        let notified = EpisodeEvent::MashNotified { rating: None, reasons: String::new() };
        running.record(&handler, episode, Act::Episode(notified)).await.unwrap();
        let due = duty(&running.seen(episode).await, "mash_assessment").due_at;
        minutes(&running, 5);
        let view = running.app.episode(&mash, episode).await.unwrap();
        let hours = SignedDuration::from_hours;
        let by_rating = [
            (MashRating::Red, due),
            (MashRating::Amber, due + hours(20)),
            (MashRating::Green, due + hours(68)),
        ];
        assert_eq!(running.app.assess_by_rating(&view), by_rating, "counted from the notification");
        assert_eq!(running.app.assess_by_rating(&running.app.episode(&officer, episode).await.unwrap()), []);
        let rated = EpisodeEvent::MashRated { rating: MashRating::Amber, reasons: "Known to us.".to_owned() };
        running.record(&mash, episode, Act::Episode(rated)).await.unwrap();
        running.record(&officer, episode, sample::assessed(Grade::Medium)).await.unwrap();
        minutes(&running, 20);
        let reviewed = EpisodeEvent::RiskReviewed {
            grading: sample::grading(Grade::High),
            definition: domain::risk::DefinitionInForce::default(),
        };
        running.record(&supervisor, episode, Act::Episode(reviewed)).await.unwrap();
        let view = running.seen(episode).await;
        assert_eq!(view.episode.grade(), Some(Grade::High));
        assert!(!view.episode.gradings[1].definition.text.is_empty(), "the wording in force is kept");
        assert!(matches!(duty(&view, "supervisor_risk_review").state, State::Met { .. }));
        assert!(matches!(duty(&view, "notify_social_care").state, State::Met { .. }));
        assert_eq!(duty(&view, "officer_deployed").state, State::Open);

        minutes(&running, 60);
        let reported =
            EpisodeEvent::ReturnReported { by: "Mother, 01632 960114".to_owned(), place: "Home".to_owned() };
        running.record(&officer, episode, Act::Episode(reported)).await.unwrap();
        minutes(&running, 30);
        running.record(&supervisor, episode, sample::returned()).await.unwrap();
        let view = running.seen(episode).await;
        assert!(matches!(duty(&view, "verify_return").state, State::Met { .. }));
        assert_eq!(duty(&view, "independent_return_interview").state, State::Open);

        minutes(&running, 60 * 24);
        let interview = HeldInterview {
            interviewer: "Family support worker".to_owned(),
            setting: "At school".to_owned(),
            consent: "Asked and given".to_owned(),
            why: "A quarrel at home".to_owned(),
            where_and_whom: "With a friend in town".to_owned(),
            harm: "None told of".to_owned(),
            what_would_help: "Somebody to ring".to_owned(),
            also_for: Vec::new(),
        };
        let held = Act::Episode(EpisodeEvent::ReturnInterviewHeld(interview));
        running.record(&worker, episode, held).await.unwrap();
        let closed = EpisodeEvent::Closed { summary: "Home and safe; nothing left open.".to_owned() };
        running.record(&supervisor, episode, Act::Episode(closed)).await.unwrap();
        let view = running.seen(episode).await;
        assert_eq!(duty(&view, "independent_return_interview").outcome.as_deref(), Some("held"));
        assert_eq!(view.timeline.len(), 13, "{:#?}", view.timeline);
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn refused_is_what_the_rules_refuse() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        let refused = async |act| match running.record(&supervisor, episode, act).await {
            Err(Trouble::Refused(refusal)) => refusal,
            outcome => panic!("{outcome:?}"),
        };
        let closed = EpisodeEvent::Closed { summary: "Done.".to_owned() };
        assert_eq!(refused(Act::Episode(closed)).await, Refusal::ClosedWithoutReturn);
        assert!(matches!(
            refused(sample::assessed(Grade::Low)).await,
            Refusal::GradeNotPermitted { grade: Grade::Low, .. }
        ));
        let moved = EpisodeEvent::PackMoved { governed_by: Vec::new(), reason: "None.".to_owned() };
        assert_eq!(refused(Act::Episode(moved)).await, Refusal::NoSuchPack);
        let ahead = Recording {
            happened_at: Some(beginning() + SignedDuration::from_hours(1)),
            ..seen(episode, sample::assessed(Grade::High), running.seen(episode).await.version)
        };
        assert!(matches!(
            running.app.record(&supervisor, ahead).await,
            Err(Trouble::Refused(Refusal::TimeInFuture))
        ));
        assert_eq!(running.seen(episode).await.timeline.len(), 2, "nothing was recorded");
    })
    .await;
}

#[tokio::test]
async fn two_people_on_one_matter_see_each_other_and_on_two_matters_do_not() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let one = running.someone("police_officer").await;
        let other = running.someone("police_supervisor").await;
        let shown = running.seen(episode).await.version;
        let first = running.app.record(&one, seen(episode, sample::assessed(Grade::Medium), shown)).await;
        let first = first.unwrap();
        running
            .app
            .record(&other, seen(episode, sample::step(Step::FamilySignposted), shown))
            .await
            .expect("another matter");
        let clashing = seen(episode, sample::assessed(Grade::High), shown);
        let Err(Trouble::Clash(Clash { since, version, .. })) =
            running.app.record(&other, clashing.clone()).await
        else {
            panic!("no clash")
        };
        assert_eq!(since.iter().map(|item| item.entry).collect::<Vec<_>>(), [first.entry]);
        let decided = Recording { seen: Seen::UpTo(version), ..clashing };
        running.app.record(&other, decided).await.expect("having seen the other, theirs is recorded too");
        let view = running.seen(episode).await;
        assert_eq!(view.episode.gradings.len(), 2);
        assert_eq!(view.episode.grade(), Some(Grade::High));
    })
    .await;
}

#[tokio::test]
async fn no_version_that_is_named_passes_over_what_others_recorded() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let one = running.someone("police_officer").await;
        let other = running.someone("police_supervisor").await;
        running.record(&one, episode, sample::assessed(Grade::Medium)).await.unwrap();
        let reached = running.seen(episode).await.version;
        for ahead in [reached + 1, i64::MAX] {
            let outcome =
                running.app.record(&other, seen(episode, sample::assessed(Grade::High), ahead)).await;
            assert!(matches!(outcome, Err(Trouble::VersionAhead)), "{ahead}: {outcome:?}");
        }
        let unseen = running.app.record(&other, seen(episode, sample::assessed(Grade::High), 0)).await;
        assert!(matches!(unseen, Err(Trouble::Clash(_))), "{unseen:?}");
        assert_eq!(running.seen(episode).await.episode.gradings.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_request_sent_twice_is_recorded_once_and_answered_alike() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let officer = running.someone("police_officer").await;
        let shown = running.seen(episode).await.version;
        let recording = seen(episode, sample::assessed(Grade::Medium), shown);
        let first = running.app.record(&officer, recording.clone()).await.unwrap();
        let again = running.app.record(&officer, recording.clone()).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(running.seen(episode).await.episode.gradings.len(), 1);
        let another = Recording { act: sample::assessed(Grade::High), seen: Seen::Everything, ..recording };
        assert!(matches!(running.app.record(&officer, another).await, Err(Trouble::KeyUsedBefore)));
    })
    .await;
}

#[tokio::test]
async fn many_who_record_at_once_all_succeed() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let officer = running.someone("police_officer").await;
        let running = Arc::new(running);
        let steps = Step::ALL.iter().take(4).copied();
        let tasks: Vec<_> = steps
            .map(|_| {
                let (running, officer) = (Arc::clone(&running), officer.clone());
                tokio::spawn(async move {
                    let sent = EpisodeEvent::OfficerDeployed {
                        officer: "Reed".to_owned(),
                        place: "Mill Lane".to_owned(),
                    };
                    running.record(&officer, episode, Act::Episode(sent)).await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(running.seen(episode).await.episode.deployments.len(), 4);
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn two_servers_over_one_database_lose_nothing() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let officer = running.someone("police_officer").await;
        let config = app::Config {
            location: running.place.location.clone(),
            clock: running.app.clock().clone(),
            ..app::Config::in_folder(running.place.folder.path().join("second"))
        };
        let second = app::App::open(config).await.unwrap();
        // The first keeps a file; the second adds to it behind the first's back.
        running.record(&officer, episode, sample::step(Step::FamilySignposted)).await.unwrap();
        let version = running.seen(episode).await.version;
        second.record(&officer, seen(episode, sample::assessed(Grade::Medium), version)).await.unwrap();
        running.record(&officer, episode, sample::step(Step::MediaStrategySet)).await.unwrap();
        let shown = second.episode(&officer, episode).await.unwrap();
        assert_eq!(shown.timeline.len(), 5);
        second.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_correction_keeps_what_it_corrects() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let officer = running.someone("police_officer").await;
        let graded = running.record(&officer, episode, sample::assessed(Grade::Medium)).await.unwrap();
        running.pass(SignedDuration::from_mins(10));
        let Act::Episode(high) = sample::assessed(Grade::High) else { panic!("an assessment") };
        let correction = Correction {
            corrects: graded.entry,
            happened_at: None,
            event: Some(Box::new(Event::Episode(high))),
            reason: "Ticked the wrong grade.".to_owned(),
        };
        running.record(&officer, episode, Act::Correct(correction.clone())).await.unwrap();
        let view = running.seen(episode).await;
        assert_eq!(view.episode.grade(), Some(Grade::High));
        let item = view.timeline.iter().find(|item| item.entry == graded.entry).unwrap();
        let Some(original) = &item.original else { panic!("the original is kept") };
        assert!(matches!(
            &original.event,
            Event::Episode(EpisodeEvent::RiskAssessed { grading, .. }) if grading.grade == Grade::Medium
        ));
        assert_eq!(item.corrections[0].reason, "Ticked the wrong grade.");
        assert!(view.actors.contains_key(&item.corrections[0].actor.account));

        // The same correction again changes nothing; another entry's id names nothing here.
        assert!(matches!(
            running.record(&officer, episode, Act::Correct(correction.clone())).await,
            Err(Trouble::Refused(Refusal::NothingCorrected))
        ));
        let elsewhere = Correction { corrects: domain::ids::EntryId(Uuid::nil()), ..correction };
        assert!(matches!(
            running.record(&officer, episode, Act::Correct(elsewhere)).await,
            Err(Trouble::Refused(Refusal::NoSuchEntry))
        ));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_meeting_and_its_minutes() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let manager = running.someone("team_manager").await;
        running.pass(SignedDuration::from_hours(30));
        let held = MeetingHeld {
            episode,
            person: PersonId(Uuid::nil()),
            occasion: Occasion::Series,
            chair: "Team manager".to_owned(),
            attended: "Police, school, health".to_owned(),
            decisions: "Flat of the friend to be visited tonight.".to_owned(),
            next_on: None,
        };
        let recorded = running.record(&manager, episode, Act::HoldMeeting(held)).await.unwrap();
        let view = running.seen(episode).await;
        let Some(Stream::Meeting(meeting)) =
            view.timeline.iter().find(|item| item.entry == recorded.entry).map(|item| item.stream)
        else {
            panic!("the meeting is told of")
        };
        assert_eq!(duty(&view, "strategy_minutes").state, State::Open);
        let circulate = |meeting| Act::CirculateMinutes { meeting, to: "All who took part".to_owned() };
        running.record(&manager, episode, circulate(meeting)).await.unwrap();
        assert!(matches!(duty(&running.seen(episode).await, "strategy_minutes").state, State::Met { .. }));
        assert!(matches!(
            running.record(&manager, episode, circulate(MeetingId(Uuid::nil()))).await,
            Err(Trouble::Refused(Refusal::NoSuchEntry))
        ));
        running.app.verify().await.unwrap();
    })
    .await;
}

async fn on_person(
    running: &Running,
    who: &SignedIn,
    person: PersonId,
    act: Act,
) -> Result<Recorded, Trouble> {
    let recording = RecordingOnPerson {
        person,
        act,
        happened_at: None,
        seen: Seen::Everything,
        key: IdempotencyKey::fresh(),
    };
    running.app.record_on_person(who, recording).await
}

#[tokio::test]
async fn a_persons_record_from_an_episode_and_from_the_record_itself() {
    on_each_engine(async |running| {
        let submitted = running.report(sample::missing([sample::child()])).await;
        let (person, episode) = (submitted.people[0], submitted.episodes[0]);
        let worker = running.someone("allocated_worker").await;
        let allocated =
            PersonEvent::WorkerAllocated { worker: "M. Sesay".to_owned(), team: "East".to_owned() };
        running.record(&worker, episode, Act::Person(allocated)).await.unwrap();
        let marker = PersonEvent::MarkerRecorded(domain::person::Marker {
            marker: MarkerKind::CriminalExploitation,
            source: "School".to_owned(),
            since: None,
            note: "Two telephones".to_owned(),
        });
        let marked = on_person(&running, &worker, person, Act::Person(marker)).await.unwrap();
        let form =
            PersonEvent::FormCompleted { form: Form::IncidentForm, note: "With the mother".to_owned() };
        on_person(&running, &worker, person, Act::Person(form)).await.unwrap();
        let view = running.app.person(&worker, person).await.unwrap();
        assert_eq!(view.file.person.worker.as_ref().unwrap().name, "M. Sesay");
        assert!(view.file.person.holds(MarkerKind::CriminalExploitation));
        assert_eq!(view.episodes.len(), 1);
        let ended =
            PersonEvent::MarkerEnded { marker: marked.entry, reason: "Entered for another child".to_owned() };
        on_person(&running, &worker, person, Act::Person(ended)).await.unwrap();
        let view = running.app.person(&worker, person).await.unwrap();
        assert!(!view.file.person.holds(MarkerKind::CriminalExploitation));
        // What belongs to an episode is not recorded from here.
        let police = running.someone("police_officer").await;
        assert!(matches!(
            on_person(&running, &police, person, sample::assessed(Grade::High)).await,
            Err(Trouble::Refused(Refusal::NoSuchEntry))
        ));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_home_sees_the_children_placed_with_it() {
    on_each_engine(async |running| {
        let submitted = running.report(sample::missing([sample::child()])).await;
        let (person, episode) = (submitted.people[0], submitted.episodes[0]);
        let worker = running.someone("allocated_worker").await;
        let home = running.someone("home_manager").await;
        assert!(running.app.person(&home, person).await.is_err());
        let placement = PlacementRecorded {
            person,
            kind: PlacementKind::Unplanned,
            start: beginning() - SignedDuration::from_hours(48),
            place: PlacementPlace::InArea,
            provider: Some(agency(4)),
            address: "Larch House".to_owned(),
        };
        let placed = on_person(&running, &worker, person, Act::RecordPlacement(placement)).await.unwrap();
        let view = running.app.person(&home, person).await.unwrap();
        assert!(running.app.episode(&home, episode).await.is_ok());
        let placement = *view.file.placements.keys().next().unwrap();
        assert_eq!(
            view.timeline.iter().find(|item| item.entry == placed.entry).unwrap().stream,
            Stream::Placement(placement)
        );
        let iro = running.someone("iro").await;
        let checked = Act::CheckPlacementPlan { placement, note: "Forms complete".to_owned() };
        on_person(&running, &iro, person, checked).await.unwrap();
        running.app.verify().await.unwrap();
    })
    .await;
}
