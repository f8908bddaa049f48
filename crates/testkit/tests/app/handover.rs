//! Handing over: who holds what, who may pass it on, what the lists say of it; and the filters that people keep.

use app::{
    Act, Filter, IdempotencyKey, Sort, Trouble,
    board::Held,
    filters::{BoardOpens, KeepRefused},
    handover::Offering,
};
use domain::{
    episode::{Cause, EpisodeEvent, Handover, Owner, Task},
    ids::{EntryId, EpisodeId},
    refusal::Refusal,
};
use jiff::SignedDuration;
use testkit::sample;

use crate::engines::on_each_engine;

fn to(role: &str) -> Owner {
    Owner { role: role.to_owned(), account: None }
}

fn taken() -> Act {
    Act::Episode(EpisodeEvent::CaseTaken { reason: String::new() })
}

fn accepted(of: EntryId) -> Act {
    Act::Episode(EpisodeEvent::HandoverAccepted { of })
}

fn offering(episode: EpisodeId, version: i64) -> Offering {
    Offering {
        episode,
        briefing: "Her aunt rings at eight.".into(),
        seen: app::Seen::UpTo(version),
        key: IdempotencyKey::fresh(),
    }
}

#[tokio::test]
async fn a_case_is_with_the_giver_until_it_is_accepted_and_the_lists_say_so() {
    on_each_engine(async |running| {
        let case = running.report(sample::missing([sample::child()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        let sergeant = running.someone("police_supervisor").await;
        let board = async |held| {
            let filter = Filter { held, ..Filter::default() };
            let board = running.app.missing_now(&officer, &filter, Sort::Risk, None).await.unwrap();
            (board.rows.items.len(), board.unheld)
        };
        assert_eq!(board(Held::Nobodys).await, (1, 1));
        assert_eq!(running.app.handovers(&officer).await.unwrap().unheld.len(), 1);

        running.record(&officer, case, taken()).await.unwrap();
        assert_eq!(board(Held::Nobodys).await, (0, 0));
        assert_eq!(board(Held::Mine).await, (1, 0));

        let seen = running.seen(case).await.version;
        let results =
            running.app.offer_cases(&officer, &to("police_supervisor"), vec![offering(case, seen)]).await;
        let offer = *results[0].1.as_ref().unwrap();
        assert_eq!(board(Held::Mine).await, (1, 0), "until it is accepted the giver holds it");
        let theirs = running.app.handovers(&sergeant).await.unwrap();
        assert_eq!((theirs.offered.len(), theirs.held.len()), (1, 0));
        let waiting = theirs.offered[0].row.holdings[0].offer.as_ref().unwrap();
        assert_eq!((waiting.entry, waiting.by), (offer, officer.account));
        assert!(theirs.names.contains_key(&officer.account), "names are looked up when they are shown");

        let refused = running.record(&officer, case, accepted(offer)).await.unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::NotAddressed)), "{refused:?}");
        running.record(&sergeant, case, accepted(offer)).await.unwrap();
        assert_eq!(board(Held::Mine).await, (0, 0));
        let theirs = running.app.handovers(&sergeant).await.unwrap();
        assert_eq!((theirs.offered.len(), theirs.held.len()), (0, 1));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn one_case_that_cannot_be_offered_hinders_no_other() {
    on_each_engine(async |running| {
        let mine = running.report(sample::missing([sample::child()])).await.episodes[0];
        let another = running.report(sample::missing([sample::adult()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        let colleague = running.someone("police_io").await;
        running.record(&officer, mine, taken()).await.unwrap();
        running.record(&colleague, another, taken()).await.unwrap();
        let version = async |case| running.seen(case).await.version;
        let offerings = vec![offering(another, version(another).await), offering(mine, version(mine).await)];
        let results = running.app.offer_cases(&officer, &to("police_supervisor"), offerings).await;
        let refused = results[0].1.as_ref().unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::HeldByAnother)), "{refused:?}");
        assert!(results[1].1.is_ok());
        let without = running.record(&officer, another, taken()).await.unwrap_err();
        assert!(
            matches!(without, Trouble::Refused(Refusal::AnswerMissing { field: "reason" })),
            "{without:?}"
        );
        let with = EpisodeEvent::CaseTaken { reason: "Off since two".into() };
        let taking = running.record(&officer, another, Act::Episode(with)).await.unwrap().entry;
        assert_eq!(running.app.handovers(&officer).await.unwrap().held.len(), 2);
        running.app.mind_clocks().await.unwrap();
        let messages = running.seen(another).await.episode.room.messages;
        let told = messages.iter().find(|sent| sent.message.cause == Cause::TakenOver { taking }).unwrap();
        assert_eq!((told.message.rung, &told.message.people), (0, &vec![colleague.account]), "by name");
    })
    .await;
}

#[tokio::test]
async fn each_agency_has_its_own_holder_and_a_role_elsewhere_is_not_meant() {
    on_each_engine(async |running| {
        let case = running.report(sample::missing([sample::child()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        let duty = running.someone("emergency_duty_team").await;
        running.record(&officer, case, taken()).await.unwrap();
        let of_duty = async || running.app.handovers(&duty).await.unwrap();
        assert_eq!(of_duty().await.unheld.len(), 1, "police hold it; social care does not yet");
        running.record(&duty, case, taken()).await.unwrap();
        assert_eq!((of_duty().await.unheld.len(), of_duty().await.held.len()), (0, 1));
        running.someone("police_supervisor").await;
        let row = &of_duty().await.held[0].row;
        assert_eq!(row.holdings.len(), 2);
        let event =
            EpisodeEvent::HandoverOffered(Handover { to: to("police_supervisor"), briefing: String::new() });
        running.record(&officer, case, Act::Episode(event)).await.unwrap();
        let other_force = running.someone_of("police_supervisor", 7).await;
        assert!(running.app.handovers(&other_force).await.unwrap().offered.is_empty());
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_briefing_is_picked_from_the_record() {
    on_each_engine(async |running| {
        let case = running.report(sample::missing([sample::child()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        running.record(&officer, case, taken()).await.unwrap();
        let view = running.seen(case).await;
        let briefing = app::cases::Briefing::of(&view, &|role| role.starts_with("police"));
        assert!(matches!(briefing.first, Some(app::cases::First::GradeTheRisk)), "{:?}", briefing.first);
        assert!(briefing.grade.is_none() && briefing.family.is_empty());
        assert!(!briefing.duties.is_empty() && briefing.duties.is_sorted_by_key(|duty| duty.due_at));
        assert!(briefing.done.iter().all(|item| item.event.name() != "case_taken"));

        let told = sample::step(domain::episode::Step::FamilySignposted);
        running.record(&officer, case, told).await.unwrap();
        running.record(&officer, case, sample::assessed(domain::risk::Grade::High)).await.unwrap();
        let view = running.seen(case).await;
        let briefing = app::cases::Briefing::of(&view, &|role| role.starts_with("police"));
        assert_eq!(briefing.grade.unwrap().grading.grade, domain::risk::Grade::High);
        assert_eq!(briefing.family.len(), 1);
        assert!(matches!(briefing.first, Some(app::cases::First::Duty(_))));
        running.pass(SignedDuration::from_hours(13));
        let later = running.seen(case).await;
        assert!(app::cases::Briefing::of(&later, &|_| true).done.is_empty(), "another shift did that");
    })
    .await;
}

#[tokio::test]
async fn after_a_death_the_briefing_asks_for_no_search_and_says_whom_to_tell_first() {
    on_each_engine(async |running| {
        let case = running.report(sample::missing([sample::child()])).await.episodes[0];
        let sergeant = running.someone("police_supervisor").await;
        let search =
            Task { title: "Search the home".to_owned(), owner: to("police_supervisor"), ..Task::default() };
        running.record(&sergeant, case, Act::Episode(EpisodeEvent::TaskSet(search))).await.unwrap();
        let view = running.seen(case).await;
        let briefing = app::cases::Briefing::of(&view, &|_| true);
        assert_eq!((briefing.tasks.len(), briefing.found_dead), (1, None));

        running.record(&sergeant, case, Act::Episode(sample::found_dead())).await.unwrap();
        let view = running.seen(case).await;
        let briefing = app::cases::Briefing::of(&view, &|_| true);
        assert_eq!((briefing.tasks.len(), briefing.found_dead), (0, Some(running.app.clock().now())));
        assert!(matches!(briefing.first, Some(app::cases::First::AfterDeath(_))), "{:?}", briefing.first);
    })
    .await;
}

#[tokio::test]
async fn filters_are_their_owners_and_one_opens_the_board() {
    on_each_engine(async |running| {
        let officer = running.someone("police_officer").await;
        let sergeant = running.someone("police_supervisor").await;
        let app = &running.app;
        app.keep_filter(&officer, " Night:  mine ", "held=mine", BoardOpens::WithThis).await.unwrap();
        let second = app.keep_filter(&officer, "High", "grade=high", BoardOpens::WithThis).await.unwrap();
        let kept = app.filters(&officer).await.unwrap();
        assert_eq!(kept.iter().map(|kept| kept.name.as_str()).collect::<Vec<_>>(), ["Night: mine", "High"]);
        assert_eq!(
            kept.iter().map(|kept| kept.opens).collect::<Vec<_>>(),
            [BoardOpens::Otherwise, BoardOpens::WithThis]
        );
        assert!(app.filters(&sergeant).await.unwrap().is_empty());
        app.keep_filter(&officer, "High", "grade=high&age=child", BoardOpens::Otherwise).await.unwrap();
        let kept = app.filters(&officer).await.unwrap();
        assert_eq!((kept.len(), kept[1].asked.as_str(), kept[1].id), (2, "grade=high&age=child", second));
        assert!(matches!(app.forget_filter(&sergeant, second).await, Err(Trouble::NotFound)));
        app.forget_filter(&officer, second).await.unwrap();
        let refused = app.keep_filter(&officer, "  ", "", BoardOpens::Otherwise).await.unwrap_err();
        assert!(matches!(refused, KeepRefused::NoName), "{refused:?}");
        for number in 0..8 {
            app.keep_filter(&officer, &format!("{number}"), "", BoardOpens::Otherwise).await.unwrap();
        }
        let refused = app.keep_filter(&officer, "one too many", "", BoardOpens::Otherwise).await.unwrap_err();
        assert!(matches!(refused, KeepRefused::TooMany), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_case_is_offered_to_nobody_who_sees_none() {
    on_each_engine(async |running| {
        let officer = running.someone("police_officer").await;
        let sergeant = running.someone("police_supervisor").await;
        running.someone_of("system_administrator", 1).await;
        running.someone_of("agency_administrator", 1).await;
        let colleagues = running.app.handovers(&officer).await.unwrap().colleagues;
        let accounts: Vec<_> = colleagues.iter().map(|one| one.account).collect();
        assert_eq!(accounts, [sergeant.account]);
    })
    .await;
}
