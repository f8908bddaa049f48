//! A home: who lives there, and where they are.

use app::{
    Act, IdempotencyKey, RecordingOnPerson, SignedIn, Trouble,
    home::{LateStanding, Whereabouts},
};
use domain::{
    episode::EpisodeEvent,
    ids::PersonId,
    person::PersonEvent,
    placement::{PlacementKind, PlacementPlace, PlacementRecorded},
};
use jiff::SignedDuration;
use testkit::{
    running::{Running, agency, beginning},
    sample,
};

use crate::engines::on_each_engine;

async fn on_person(running: &Running, who: &SignedIn, person: PersonId, act: Act) -> Result<(), Trouble> {
    let recording = RecordingOnPerson {
        person,
        act,
        happened_at: None,
        seen_version: i64::MAX,
        key: IdempotencyKey::fresh(),
    };
    running.app.record_on_person(who, recording).await.map(|_| ())
}

/// Somebody who was missing once, came back, and lives in the home since.
async fn resident(running: &Running) -> PersonId {
    let report = running.report(sample::missing([sample::child()])).await;
    let police = running.someone("police_supervisor").await;
    running.record(&police, report.episodes[0], sample::returned()).await.unwrap();
    let worker = running.someone("allocated_worker").await;
    let placement = PlacementRecorded {
        person: report.people[0],
        kind: PlacementKind::Planned,
        start: beginning(),
        place: PlacementPlace::InArea,
        provider: Some(agency(4)),
        address: "Larch House".to_owned(),
    };
    on_person(running, &worker, report.people[0], Act::RecordPlacement(placement)).await.unwrap();
    running.pass(SignedDuration::from_hours(100));
    report.people[0]
}

async fn whereabouts(running: &Running, who: &SignedIn) -> Whereabouts {
    let home = running.app.home(who).await.unwrap();
    assert_eq!(home.residents.len(), 1);
    home.residents[0].whereabouts.clone()
}

#[tokio::test]
async fn a_home_sees_those_who_live_there_and_nobody_else() {
    on_each_engine(async |running| {
        let person = resident(&running).await;
        running.report(sample::missing([sample::adult()])).await;
        let home = running.someone("home_manager").await;
        let seen = running.app.home(&home).await.unwrap();
        assert_eq!(seen.residents.iter().map(|resident| resident.person).collect::<Vec<_>>(), [person]);
        let police = running.someone("police_supervisor").await;
        assert!(matches!(running.app.home(&police).await, Err(Trouble::Denied(_))));
        let stranger =
            running.report(sample::missing([sample::born("Kit Ash", jiff::civil::date(2012, 1, 1))])).await;
        let refused = running.app.resident_of_home(&home, stranger.people[0]).await;
        assert!(matches!(refused, Err(Trouble::NotFound)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn late_grows_old_with_a_word_and_opens_no_case() {
    on_each_engine(async |running| {
        let person = resident(&running).await;
        let home = running.someone("home_manager").await;
        assert!(matches!(whereabouts(&running, &home).await, Whereabouts::Here));
        let expected = running.app.clock().now() + SignedDuration::from_mins(10);
        let event = PersonEvent::LateNoted { expected_at: Some(expected), note: "Rang him".to_owned() };
        on_person(&running, &home, person, Act::Person(event)).await.unwrap();
        for (minutes, standing) in
            [(0, LateStanding::InTime), (10, LateStanding::Overdue), (30, LateStanding::MayBeMissing)]
        {
            running.pass(SignedDuration::from_mins(minutes));
            let seen = whereabouts(&running, &home).await;
            assert!(
                matches!(&seen, Whereabouts::Late { standing: is, .. } if *is == standing),
                "{minutes}: {seen:?}"
            );
        }
        let event = PersonEvent::LateEnded { note: "In the garden".to_owned() };
        on_person(&running, &home, person, Act::Person(event)).await.unwrap();
        assert!(matches!(whereabouts(&running, &home).await, Whereabouts::Here));
    })
    .await;
}

#[tokio::test]
async fn back_is_not_the_end_until_police_have_seen_the_child() {
    on_each_engine(async |running| {
        let person = resident(&running).await;
        let home = running.someone("home_manager").await;
        let event = PersonEvent::LateNoted { expected_at: None, note: "Rang him".to_owned() };
        on_person(&running, &home, person, Act::Person(event)).await.unwrap();
        running.pass(SignedDuration::from_mins(5));
        let mut answers = sample::missing([]);
        answers.people = vec![app::ReportedPerson {
            existing: Some(person),
            seen_version: i64::MAX,
            ..app::ReportedPerson::default()
        }];
        answers.report.log_number = String::new();
        let report = running.report_by(&home, answers).await.unwrap();
        let Whereabouts::Missing(missing) = whereabouts(&running, &home).await else { panic!("missing") };
        assert_eq!((missing.episode, missing.log_number.as_str()), (report.episodes[0], ""));

        let number = EpisodeEvent::LogNumberRecorded { number: "0136".to_owned() };
        running.record(&home, missing.episode, Act::Episode(number)).await.unwrap();
        running.pass(SignedDuration::from_mins(5));
        let said = EpisodeEvent::ReturnReported { by: "The home".to_owned(), place: "At home".to_owned() };
        running.record(&home, missing.episode, Act::Episode(said)).await.unwrap();
        let Whereabouts::Missing(missing) = whereabouts(&running, &home).await else {
            panic!("still missing")
        };
        assert!(missing.said_back.is_some());
        assert_eq!(missing.log_number, "0136");

        let police = running.someone("police_supervisor").await;
        running.pass(SignedDuration::from_mins(5));
        running.record(&police, missing.episode, sample::returned()).await.unwrap();
        // That he was late before he was reported is no longer said.
        let Whereabouts::Back { talks, .. } = whereabouts(&running, &home).await else { panic!("back") };
        assert_eq!(talks.len(), 2);
    })
    .await;
}
