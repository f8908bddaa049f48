//! A home: who lives there, and where they are.

use app::{
    Act, IdempotencyKey, RecordingOnPerson, SignedIn, Trouble,
    home::{LateStanding, Whereabouts},
    reports::Reason,
};
use domain::{
    episode::EpisodeEvent,
    ids::PersonId,
    person::{PersonDetails, PersonEvent},
    placement::{PlacementKind, PlacementPlace, PlacementRecorded},
    refusal::Refusal,
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
        seen: app::Seen::Everything,
        key: IdempotencyKey::fresh(),
    };
    running.app.record_on_person(who, recording).await.map(|_| ())
}

/// Somebody who was missing once, came back, and lives in the home since.
async fn resident(running: &Running) -> PersonId {
    resident_with(running, sample::child()).await
}

async fn resident_with(running: &Running, details: PersonDetails) -> PersonId {
    let report = running.report(sample::missing([details])).await;
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
async fn a_home_learns_no_telephone_by_reporting_with_one_after_the_other() {
    on_each_engine(async |running| {
        let details = PersonDetails { phones_and_accounts: "07700 900573".to_owned(), ..sample::child() };
        resident_with(&running, details.clone()).await;
        let answers = sample::missing([details]);
        for (role, learns) in [("home_manager", false), ("call_handler", true)] {
            let who = running.someone(role).await;
            let (likely, _) = running.app.likely_people(&who, &answers, 0).await.unwrap();
            assert_eq!(likely.len(), 1, "{role}");
            assert_eq!(likely[0].reasons.contains(&Reason::SameTelephone), learns, "{role}");
        }
    })
    .await;
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
async fn a_home_is_asked_again_at_its_hour_and_its_silence_reaches_the_sergeant() {
    on_each_engine(async |running| {
        let person = resident(&running).await;
        let home = running.someone("home_manager").await;
        let sergeant = running.someone("police_supervisor").await;
        let other_force = running.someone_of("police_supervisor", 7).await;
        let expected = running.app.clock().now() + SignedDuration::from_mins(10);
        let event = PersonEvent::LateNoted { expected_at: Some(expected), note: "Rang him".to_owned() };
        on_person(&running, &home, person, Act::Person(event)).await.unwrap();
        // What the pack says, minute by minute: asked 30 minutes after the hour, the sergeant 15 later, the senior manager 60.
        let told = async |minutes: i64| {
            for _ in 0..minutes {
                running.pass(SignedDuration::from_mins(1));
                running.app.mind_jobs().await.unwrap();
            }
            let view = running.app.person(&home, person).await.unwrap();
            let told = view.file.person.late.iter().flat_map(|late| &late.told);
            told.map(|sent| (sent.message.to.clone(), sent.acknowledged.is_some())).collect::<Vec<_>>()
        };
        let row = |to: &str, known| (to.to_owned(), known);
        assert_eq!(told(39).await, []);
        assert_eq!(told(1).await, [row("home_manager", false)]);
        assert_eq!(running.app.late_messages(&home).await.unwrap().len(), 1);
        assert!(running.app.late_messages(&sergeant).await.unwrap().is_empty(), "it is the home's to answer");

        // The home says that it knows: nobody is told, and after the same time it is asked again.
        let asked = running.app.late_messages(&home).await.unwrap().remove(0).asked;
        assert_eq!(asked.next.as_ref().map(|(role, _)| role.as_str()), Some("police_supervisor"));
        let known = |of| Act::Person(PersonEvent::LateAcknowledged { of, note: String::new() });
        let refused = on_person(&running, &sergeant, person, known(asked.of)).await;
        assert!(matches!(refused, Err(Trouble::Refused(Refusal::NotAddressed))), "{refused:?}");
        on_person(&running, &home, person, known(asked.of)).await.unwrap();
        assert_eq!(told(29).await, [row("home_manager", true)]);
        assert_eq!(told(1).await, [row("home_manager", true), row("home_manager", false)]);

        // Nobody answers: the sergeant of the home's own force is told, by whose word it ends.
        assert_eq!(told(14).await.len(), 2);
        assert_eq!(told(1).await.last(), Some(&row("police_supervisor", false)));
        assert_eq!(running.app.messages_waiting(&sergeant).await.unwrap(), 1);
        assert!(running.app.late_messages(&other_force).await.unwrap().is_empty());
        let waiting = running.app.late_messages(&sergeant).await.unwrap().remove(0);
        assert_eq!((waiting.person, waiting.note.as_str()), (person, "Rang him"));
        on_person(&running, &sergeant, person, known(waiting.asked.of)).await.unwrap();
        assert_eq!(told(200).await.len(), 3);
        assert!(running.app.late_messages(&sergeant).await.unwrap().is_empty());
        running.app.flush_reads().await;
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_of_a_child_who_is_back_or_reported_missing() {
    on_each_engine(async |running| {
        let person = resident(&running).await;
        let home = running.someone("home_manager").await;
        let late = || PersonEvent::LateNoted { expected_at: None, note: "Rang him".to_owned() };
        on_person(&running, &home, person, Act::Person(late())).await.unwrap();
        running.pass(SignedDuration::from_mins(20));
        let event = PersonEvent::LateEnded { note: "In the garden".to_owned() };
        on_person(&running, &home, person, Act::Person(event)).await.unwrap();
        running.pass(SignedDuration::from_hours(3));
        assert_eq!(running.app.mind_jobs().await.unwrap(), 0);

        on_person(&running, &home, person, Act::Person(late())).await.unwrap();
        running.pass(SignedDuration::from_mins(1));
        let mut answers = sample::missing([]);
        let existing = Some(person);
        answers.people = vec![app::ReportedPerson { existing, ..app::ReportedPerson::default() }];
        running.report_by(&home, answers).await.unwrap();
        running.pass(SignedDuration::from_hours(3));
        assert_eq!(running.app.mind_jobs().await.unwrap(), 0);
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
        answers.people =
            vec![app::ReportedPerson { existing: Some(person), ..app::ReportedPerson::default() }];
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

        // Gone again before police came: he is missing as before, and the risk is to be looked at within the hour.
        running.pass(SignedDuration::from_mins(5));
        for _ in 0..2 {
            let gone = app::home::GoneAgain {
                what: "Gone again".to_owned(),
                source: "The home".to_owned(),
                happened_at: None,
                key: IdempotencyKey::parse("gone").unwrap(),
            };
            running.app.gone_again(&home, person, gone).await.unwrap();
        }
        let Whereabouts::Missing(gone) = whereabouts(&running, &home).await else { panic!("missing") };
        assert_eq!((gone.episode, gone.said_back), (missing.episode, None));
        let view = running.app.episode(&home, gone.episode).await.unwrap();
        let names: Vec<&str> = view.timeline.iter().take(2).map(|item| item.event.name()).collect();
        assert_eq!(names, ["return_refuted", "information_received"], "each once, the latest first");

        let police = running.someone("police_supervisor").await;
        running.pass(SignedDuration::from_mins(5));
        running.record(&police, missing.episode, sample::returned()).await.unwrap();
        // That he was late before he was reported is no longer said.
        let Whereabouts::Back { talks, .. } = whereabouts(&running, &home).await else { panic!("back") };
        assert_eq!(talks.len(), 2);
    })
    .await;
}
