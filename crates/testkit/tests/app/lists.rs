//! My work and everyone missing.

use app::{
    Act, AgencyKind, Filter, IdempotencyKey, SignedIn, Sort,
    board::{GradeFilter, Need},
    photographs::{NewPhotograph, PhotographOf},
};
use domain::{
    episode::EpisodeEvent,
    incident::IncidentClass,
    person::TakenTo,
    projection::DutyRow,
    risk::Grade,
    rota::{AgencyEvent, Shift},
};
use jiff::{SignedDuration, civil::date};
use testkit::sample;

use crate::engines::on_each_engine;

#[tokio::test]
async fn my_work_holds_what_my_role_owes_the_most_urgent_first() {
    on_each_engine(async |running| {
        running.report(sample::missing([sample::child()])).await;
        running.pass(SignedDuration::from_hours(3));
        running.app.mind_clocks().await.unwrap();
        running.report(sample::missing([sample::adult()])).await;
        let mpu = running.someone("police_mpu").await;
        let work = running.app.my_work(&mpu, None).await.unwrap();
        let due: Vec<_> = work.items.iter().map(|item| item.duty.due_at).collect();
        assert!(due.is_sorted(), "{due:?}");
        assert!(work.items.iter().all(|item| item.duty.owner == "police_mpu"));
        let first = &work.items[0].duty;
        assert_eq!((first.duty.as_str(), first.state.as_str()), ("notify_social_care", "overdue"));
        let other_force = running.someone_of("police_mpu", 7).await;
        assert!(running.app.my_work(&other_force, None).await.unwrap().items.is_empty());
    })
    .await;
}

#[tokio::test]
async fn my_work_shows_who_is_still_missing_before_what_is_overdue_of_ended_cases() {
    on_each_engine(async |running| {
        let back = running.report(sample::missing([sample::child()])).await.episodes[0];
        running.pass(SignedDuration::from_hours(3));
        let supervisor = running.someone("police_supervisor").await;
        running.record(&supervisor, back, sample::returned()).await.unwrap();
        running.pass(SignedDuration::from_hours(200));
        running.app.mind_clocks().await.unwrap();
        let missing = running.report(sample::missing([sample::child()])).await.episodes[0];
        let mpu = running.someone("police_mpu").await;
        let work = running.app.my_work(&mpu, None).await.unwrap().items;
        let first_of_ended = work.iter().position(|item| item.episode.episode == back).unwrap();
        assert!(first_of_ended > 0, "{work:?}");
        assert!(work[..first_of_ended].iter().all(|item| item.episode.episode == missing));
        assert!(work[first_of_ended..].iter().all(|item| item.episode.episode == back));
        assert!(work[first_of_ended].duty.due_at < work[0].duty.due_at);
    })
    .await;
}

#[tokio::test]
async fn out_of_hours_a_role_works_for_those_whom_it_covers() {
    on_each_engine(async |running| {
        running.report(sample::missing([sample::child()])).await;
        let owners = async |role| {
            let who = running.someone(role).await;
            let work = running.app.my_work(&who, None).await.unwrap();
            work.items.iter().map(|item| item.duty.owner.clone()).collect::<std::collections::BTreeSet<_>>()
        };
        assert!(!owners("emergency_duty_team").await.contains("missing_coordinator"));
        running.pass(SignedDuration::from_hours(10));
        assert!(owners("emergency_duty_team").await.contains("missing_coordinator"));
    })
    .await;
}

#[tokio::test]
async fn the_board_says_what_is_due_to_each_side_what_kind_of_matter_it_is_and_who_covers_tonight() {
    on_each_engine(async |running| {
        let report = running.report(sample::missing([sample::child()])).await;
        let (episode, person) = (report.episodes[0], report.people[0]);
        let police = running.someone("police_supervisor").await;
        let board = async |who: &SignedIn| {
            running.app.missing_now(who, &Filter::default(), Sort::Risk, None).await.unwrap()
        };
        let by_day = board(&police).await;
        assert_eq!(by_day.classes[&episode], IncidentClass::Missing);
        assert_eq!(by_day.tonight, None);
        assert!(by_day.likenesses.is_empty());
        let changed = EpisodeEvent::ClassChanged {
            class: IncidentClass::Absconded,
            reason: "A court has said so".to_owned(),
        };
        running.record(&police, episode, Act::Episode(changed)).await.unwrap();
        let photograph = NewPhotograph {
            of: PhotographOf::Person(person),
            file: include_bytes!("portrait-with-gps.jpg").to_vec(),
            taken_on: None,
            taken_to: TakenTo::Day,
            source: "Her mother".to_owned(),
            differs: String::new(),
            key: IdempotencyKey::fresh(),
        };
        running.app.add_photograph(&police, photograph).await.unwrap();
        // A working day at noon became ten at night.
        running.pass(SignedDuration::from_hours(10));
        running.app.mind_clocks().await.unwrap();

        let care = running.someone("emergency_duty_team").await;
        let (theirs, ours) = (board(&care).await, board(&police).await);
        assert_eq!(ours.classes[&episode], IncidentClass::Absconded);
        assert!(ours.likenesses.contains_key(&person) && theirs.likenesses.contains_key(&person));
        let cover = ours.tonight.unwrap();
        assert_eq!(cover.of("missing_coordinator"), Some("emergency_duty_team"));
        assert!(cover.until.unwrap() > running.app.clock().now());

        let (ours, theirs) = (&ours.next_due[&episode], &theirs.next_due[&episode]);
        let is_of = |duty: &Option<DutyRow>, kind| {
            let role = running.app.packs().roles().get(&duty.as_ref().unwrap().owner).unwrap();
            role.is_of(kind)
        };
        assert!(is_of(&ours.own, AgencyKind::Police) && is_of(&theirs.others, AgencyKind::Police));
        assert!(is_of(&theirs.own, AgencyKind::ChildrensSocialCare));
        assert_eq!(ours.first(), theirs.first());
    })
    .await;
}

#[tokio::test]
async fn missing_now_shows_what_is_asked_for_and_counts_everyone() {
    on_each_engine(async |running| {
        let child = running.report(sample::missing([sample::child()])).await.episodes[0];
        let adult = running.report(sample::missing([sample::adult()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        running.record(&officer, child, sample::assessed(Grade::High)).await.unwrap();
        let sent =
            EpisodeEvent::OfficerDeployed { officer: "Reed".to_owned(), place: "Mill Lane".to_owned() };
        running.record(&officer, child, Act::Episode(sent)).await.unwrap();
        let board = async |filter: Filter| {
            let board = running.app.missing_now(&officer, &filter, Sort::Risk, None).await.unwrap();
            (board.rows.items.iter().map(|row| row.episode).collect::<Vec<_>>(), board)
        };
        let (rows, whole) = board(Filter::default()).await;
        assert_eq!(rows, [child, adult]);
        assert_eq!((whole.counts.missing, whole.counts.high, whole.counts.undeployed), (2, 1, 1));
        assert!(whole.next_due.contains_key(&child));
        let high = Filter { grade: GradeFilter::Is(Grade::High), ..Filter::default() };
        assert_eq!(board(high).await.0, [child]);
        let undeployed = Filter { needs: vec![Need::Officer], ..Filter::default() };
        assert_eq!(board(undeployed).await.0, [adult]);
        let supervisor = running.someone("police_supervisor").await;
        running.record(&supervisor, child, sample::returned()).await.unwrap();
        assert_eq!(board(Filter::default()).await.0, [adult]);
    })
    .await;
}

#[tokio::test]
async fn cases_of_one_call_name_each_other_on_the_board() {
    on_each_engine(async |running| {
        let both = [
            sample::born("Kayleigh Example", date(2010, 5, 1)),
            sample::born("Joel Example", date(2014, 5, 1)),
        ];
        let together = running.report(sample::missing(both)).await.episodes;
        let alone = running.report(sample::missing([sample::adult()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        let board = running.app.missing_now(&officer, &Filter::default(), Sort::Risk, None).await.unwrap();
        for episode in &together {
            let names: Vec<&str> = board.same_call[episode].iter().map(|other| other.name.as_str()).collect();
            assert_eq!(names, ["Joel Example", "Kayleigh Example"], "in one order on both rows");
        }
        assert_eq!(board.same_call.get(&alone), None);
        // A page that holds but one of them names the other all the same.
        let high = Filter { grade: GradeFilter::Is(Grade::High), ..Filter::default() };
        running.record(&officer, together[0], sample::assessed(Grade::High)).await.unwrap();
        let page = running.app.missing_now(&officer, &high, Sort::Risk, None).await.unwrap();
        assert_eq!((page.rows.items.len(), page.same_call[&together[0]].len()), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn the_board_says_since_when_a_holder_is_off_duty() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let holder = running.someone("police_supervisor").await;
        let taken = Act::Episode(EpisodeEvent::CaseTaken { reason: String::new() });
        running.record(&holder, episode, taken).await.unwrap();
        let from = running.app.clock().now();
        let until = from + SignedDuration::from_hours(2);
        let shift = Shift { account: holder.account, role: holder.role.clone(), from, until };
        let planned = AgencyEvent::ShiftPlanned(shift);
        running.app.change_rota(&holder, planned, &IdempotencyKey::fresh()).await.unwrap();
        let officer = running.someone("police_officer").await;
        for (hours, off) in [(1, None), (2, Some(until))] {
            running.pass(SignedDuration::from_hours(hours));
            let board =
                running.app.missing_now(&officer, &Filter::default(), Sort::Risk, None).await.unwrap();
            assert_eq!(board.off_since.get(&holder.account).copied(), off, "{hours}");
        }
    })
    .await;
}
