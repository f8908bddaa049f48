//! The edges of an episode, through `app`: what an act names is looked up, two close a case, one talk counts twice in
//! the lists, and a correction keeps the course whole.

use app::{Act, Recorded, SignedIn, Trouble};
use domain::{
    episode::{
        Cause, Ending, EpisodeEvent, GoverningPack, HeldInterview, Information, Significance, Status, Task,
    },
    ids::{AccountId, EntryId, EpisodeId},
    incident::IncidentClass,
    ledger::{Correction, Event},
    projection::DutyRow,
    protocol::duty::State,
    refusal::Refusal,
};
use jiff::{SignedDuration, Timestamp};
use testkit::{
    running::{Running, agency},
    sample,
};
use uuid::Uuid;

use crate::engines::on_each_engine;

async fn missing_child(running: &Running) -> EpisodeId {
    running.report(sample::missing([sample::child()])).await.episodes[0]
}

async fn recorded(running: &Running, who: &SignedIn, id: EpisodeId, event: EpisodeEvent) -> Recorded {
    running.record(who, id, Act::Episode(event)).await.unwrap()
}

async fn refused(running: &Running, who: &SignedIn, id: EpisodeId, act: Act) -> Refusal {
    match running.record(who, id, act).await {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn agreed(of: EntryId) -> EpisodeEvent {
    EpisodeEvent::ClosedJointly {
        of: Some(of),
        seen: "Both".into(),
        police_officer: String::new(),
        social_care_lead: String::new(),
        reason: "Agreed".into(),
    }
}

fn talk(also_for: Vec<EpisodeId>) -> HeldInterview {
    HeldInterview {
        interviewer: "Family support worker".into(),
        setting: String::new(),
        consent: String::new(),
        why: "A quarrel at home".into(),
        where_and_whom: String::new(),
        harm: "None told of".into(),
        what_would_help: String::new(),
        also_for,
    }
}

#[tokio::test]
async fn two_agencies_close_a_case_and_word_of_the_person_opens_it_again() {
    on_each_engine(async |running| {
        let id = missing_child(&running).await;
        running.pass(SignedDuration::from_hours(24 * 90));
        let officer = running.someone("police_senior_manager").await;
        let director = running.someone("assistant_director").await;
        let nobody = agreed(EntryId(Uuid::from_u128(5)));
        assert_eq!(
            refused(&running, &director, id, Act::Episode(nobody)).await,
            Refusal::NoSuchEntry,
            "nobody proposed it"
        );
        let proposal = recorded(&running, &officer, id, sample::closure_proposed()).await.entry;
        assert_eq!(running.seen(id).await.episode.status, Status::Missing, "a proposal ends nothing");
        let alone = running.record(&officer, id, Act::Episode(agreed(proposal))).await;
        assert!(matches!(alone, Err(Trouble::Denied(_))), "{alone:?}");
        running.pass(SignedDuration::from_mins(30));
        recorded(&running, &director, id, agreed(proposal)).await;
        let view = running.seen(id).await;
        assert_eq!(view.episode.ending(), Some(&Ending::ClosedJointly));
        let names = view.timeline.iter().find_map(|item| match &item.event {
            Event::Episode(EpisodeEvent::ClosedJointly { police_officer, social_care_lead, .. }) => {
                Some((police_officer.clone(), social_care_lead.clone()))
            }
            _ => None,
        });
        assert_eq!(names, Some((officer.name.clone(), director.name.clone())), "both stand in the entry");

        running.pass(SignedDuration::from_mins(30));
        let supervisor = running.someone("police_supervisor").await;
        let seen = EpisodeEvent::Sighted {
            place: "Market".into(),
            seen_at: None,
            information: Information {
                what: "With a man".into(),
                source: "Stallholder".into(),
                how_to_reach: String::new(),
                origin: None,
                significance: Significance::Significant,
                reliability: None,
                credibility: None,
                task: None,
            },
        };
        recorded(&running, &supervisor, id, seen).await;
        recorded(&running, &supervisor, id, EpisodeEvent::Reopened { reason: "Seen".into() }).await;
        let view = running.seen(id).await;
        assert_eq!(view.episode.status, Status::Missing);
        assert_eq!(view.episode.start(), view.episode.reported_at, "under its first times");
        let duties = &view.duties[0].duties;
        assert!(duties.iter().any(|duty| duty.state == State::Overdue), "what fell due meanwhile is late");
        for who in [&officer, &director] {
            let work = running.app.my_work(who, None).await.unwrap().items;
            let told = |item: &app::WorkItem| item.duty.is_task() && item.duty.account == Some(who.account);
            assert!(work.iter().any(told), "whoever closed it hears of it: {}", who.role);
        }
        let event = EpisodeEvent::ReturnReported { by: "His aunt".into(), place: "Her house".into() };
        recorded(&running, &supervisor, id, event).await;
        running.app.mind_clocks().await.unwrap();
        let view = running.seen(id).await;
        for who in [&officer, &director] {
            let said_back =
                |cause: &Cause| matches!(cause, Cause::SaidBack { told, .. } if *told == who.account);
            let told = view.episode.room.messages.iter().find(|sent| said_back(&sent.message.cause)).unwrap();
            assert_eq!(told.message.people, [who.account], "and that somebody says that the child is back");
            let knows = EpisodeEvent::MessageAcknowledged { of: told.entry, note: String::new() };
            recorded(&running, who, id, knows).await;
        }
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn one_talk_meets_the_duty_of_every_time_missing_that_it_names() {
    on_each_engine(async |running| {
        let answers = sample::missing([sample::child()]);
        let first = running.report(answers.clone()).await;
        let supervisor = running.someone("police_supervisor").await;
        running.pass(SignedDuration::from_hours(1));
        running.record(&supervisor, first.episodes[0], sample::returned()).await.unwrap();
        running.pass(SignedDuration::from_hours(10));
        let mut again = answers;
        again.people[0].existing = Some(first.people[0]);
        again.people[0].details = domain::person::PersonDetails::default();
        again.reported_at = None;
        again.missing_since = None;
        let (one, two) = (first.episodes[0], running.report(again).await.episodes[0]);
        let worker = running.someone("mct_family_support").await;
        let not_yet = Act::Episode(EpisodeEvent::ReturnInterviewHeld(talk(vec![two])));
        assert_eq!(refused(&running, &worker, one, not_yet).await, Refusal::NotOfThatTime);
        running.pass(SignedDuration::from_hours(1));
        running.record(&supervisor, two, sample::returned()).await.unwrap();
        running.pass(SignedDuration::from_hours(1));
        let owed = async || {
            let work = running.app.my_work(&worker, None).await.unwrap();
            let interviews =
                work.items.iter().filter(|item| item.duty.duty == "independent_return_interview");
            let mut owed: Vec<EpisodeId> = interviews.map(|item| item.episode.episode).collect();
            owed.sort_unstable();
            owed
        };
        let mut both = vec![one, two];
        both.sort_unstable();
        assert_eq!(owed().await, both);
        let elsewhere =
            Act::Episode(EpisodeEvent::ReturnInterviewHeld(talk(vec![EpisodeId(Uuid::from_u128(3))])));
        assert_eq!(refused(&running, &worker, two, elsewhere).await, Refusal::NotOfThatTime);
        let held = recorded(&running, &worker, two, EpisodeEvent::ReturnInterviewHeld(talk(vec![one]))).await;
        assert_eq!(owed().await, [], "both are done in the lists");
        for id in [one, two] {
            let view = running.seen(id).await;
            let duty = view.duties[0].duties.iter().find(|duty| duty.duty == "independent_return_interview");
            assert!(matches!(duty.unwrap().state, State::Met { .. }), "{id}");
            assert!(
                view.timeline.iter().any(|item| item.entry == held.entry),
                "the talk stands in each history"
            );
        }
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_an_act_or_a_correction_names_is_looked_up() {
    on_each_engine(async |running| {
        let id = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        let nowhere = EntryId(Uuid::from_u128(9));
        let information = Information {
            what: "A light in the shed".into(),
            source: "Neighbour".into(),
            how_to_reach: String::new(),
            origin: None,
            significance: Significance::Routine,
            reliability: None,
            credibility: None,
            task: Some(nowhere),
        };
        let act = Act::Episode(EpisodeEvent::InformationReceived(information.clone()));
        assert_eq!(refused(&running, &supervisor, id, act).await, Refusal::NoSuchEntry, "a task");
        let stranger = domain::episode::Owner {
            role: "police_officer".into(),
            account: Some(AccountId(Uuid::from_u128(8))),
        };
        let task = EpisodeEvent::TaskSet(Task {
            title: "Search the shed".into(),
            detail: String::new(),
            owner: stranger,
            due_at: None,
            template: String::new(),
            done_by: String::new(),
        });
        assert!(running.record(&supervisor, id, Act::Episode(task)).await.is_err(), "an account");
        let pack = |version: &str| {
            let (pack, version) = ("northamptonshire".to_owned(), version.to_owned());
            EpisodeEvent::PackMoved {
                governed_by: vec![GoverningPack { pack, version, agency: agency(1) }],
                reason: "Asked by the force".into(),
            }
        };
        assert_eq!(refused(&running, &supervisor, id, Act::Episode(pack("none"))).await, Refusal::NoSuchPack);
        let said = EpisodeEvent::InformationReceived(Information { task: None, ..information.clone() });
        let entry = recorded(&running, &supervisor, id, said).await.entry;
        let correction = Act::Correct(Correction {
            corrects: entry,
            happened_at: None,
            event: Some(Box::new(Event::Episode(EpisodeEvent::InformationReceived(information)))),
            reason: "It was for a task".into(),
        });
        assert_eq!(refused(&running, &supervisor, id, correction).await, Refusal::NoSuchEntry, "corrected");
    })
    .await;
}

#[tokio::test]
async fn a_time_that_would_break_the_course_is_not_corrected_to() {
    on_each_engine(async |running| {
        let id = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        running.pass(SignedDuration::from_hours(1));
        let back = running.record(&supervisor, id, sample::returned()).await.unwrap().entry;
        running.pass(SignedDuration::from_hours(1));
        let closed = EpisodeEvent::Closed { summary: "Home".into() };
        recorded(&running, &supervisor, id, closed).await;
        running.pass(SignedDuration::from_hours(2));
        let now: Timestamp = running.seen(id).await.now;
        let later = |minutes: i64| {
            Act::Correct(Correction {
                corrects: back,
                happened_at: Some(now - SignedDuration::from_mins(minutes)),
                event: None,
                reason: "The clock was wrong".into(),
            })
        };
        let refusal = refused(&running, &supervisor, id, later(60)).await;
        assert!(matches!(refusal, Refusal::BreaksTheCourse { event: "episode_closed", .. }), "{refusal:?}");
        running.record(&supervisor, id, later(200)).await.unwrap();
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn another_kind_of_matter_keeps_the_clocks_and_a_wrong_death_is_taken_back() {
    on_each_engine(async |running| {
        let id = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        running.pass(SignedDuration::from_mins(10));
        let before = running.seen(id).await;
        let due = |view: &app::EpisodeView| -> Vec<(String, Timestamp)> {
            view.duties[0].duties.iter().map(|duty| (duty.duty.clone(), duty.due_at)).collect()
        };
        let changed = EpisodeEvent::ClassChanged {
            class: IncidentClass::Abduction,
            reason: "Seen pulled into a van".into(),
        };
        recorded(&running, &supervisor, id, changed).await;
        let view = running.seen(id).await;
        assert_eq!(view.episode.class(), Some(IncidentClass::Abduction));
        assert_eq!(due(&view), due(&before), "duties keep their clocks from the first report");

        running.pass(SignedDuration::from_mins(10));
        let found = EpisodeEvent::FoundDead {
            circumstances: "By the river".into(),
            place: "Below the weir".into(),
            found_by: "A walker".into(),
            identity_confirmed_by: "Not yet".into(),
        };
        let death = recorded(&running, &supervisor, id, found).await.entry;
        let view = running.seen(id).await;
        assert_eq!(view.episode.ending(), Some(&Ending::FoundDead));
        let rows: Vec<DutyRow> = running
            .app
            .my_work(&supervisor, None)
            .await
            .unwrap()
            .items
            .into_iter()
            .map(|item| item.duty)
            .collect();
        assert!(rows.iter().all(|row| !row.duty.contains("interview")), "{rows:?}");
        running.pass(SignedDuration::from_mins(10));
        let wrong = EpisodeEvent::DeathRefuted { of: death, reason: "Dental record".into() };
        recorded(&running, &supervisor, id, wrong).await;
        let view = running.seen(id).await;
        assert_eq!(view.episode.status, Status::Missing);
        assert_eq!(due(&view), due(&before), "as if nobody had been found");
        running.app.verify().await.unwrap();
    })
    .await;
}
