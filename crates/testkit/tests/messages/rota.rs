//! The rota: who plans it, whom a message names, and what happens where nobody is on it.

use app::{IdempotencyKey, SignedIn, Trouble, rota::MayPlan};
use domain::{
    episode::{Cause, Cover, Message},
    ids::EpisodeId,
    refusal::Refusal,
    rota::{AgencyEvent, Shift},
};
use jiff::SignedDuration;
use testkit::{running::Running, sample};

use crate::engines::on_each_engine;

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

async fn plan(
    running: &Running,
    by: &SignedIn,
    (who, role): (&SignedIn, &str),
    (from, until): (i64, i64),
) -> Result<domain::ids::EntryId, Trouble> {
    let now = running.app.clock().now();
    let shift = Shift {
        account: who.account,
        role: role.to_owned(),
        from: now + hours(from),
        until: now + hours(until),
    };
    running.app.change_rota(by, AgencyEvent::ShiftPlanned(shift), &IdempotencyKey::fresh()).await
}

/// Who is told that somebody was reported missing.
async fn of_report(running: &Running, episode: EpisodeId) -> Message {
    running.app.mind_clocks().await.unwrap();
    let messages = running.seen(episode).await.episode.room.messages;
    let news = |message: &Message| matches!(&message.cause, Cause::News { news, .. } if news == "reported");
    messages.into_iter().map(|sent| sent.message).find(news).unwrap()
}

#[tokio::test]
async fn whoever_is_on_the_rota_is_named_and_where_nobody_is_the_next_is_told_at_once() {
    on_each_engine(async |running| {
        let supervisor = running.someone("police_supervisor").await;
        let senior = running.someone("police_senior_manager").await;
        let first = running.report(sample::missing([sample::child()])).await.episodes[0];
        let told = of_report(&running, first).await;
        assert_eq!((told.people.len(), told.covered_by), (0, None), "without a rota the role is told");

        let shift = plan(&running, &senior, (&supervisor, "police_supervisor"), (0, 8)).await.unwrap();
        let second = running.report(sample::missing([sample::adult()])).await.episodes[0];
        let told = of_report(&running, second).await;
        assert_eq!((told.people, told.covered_by), (vec![supervisor.account], None));

        let reason = "Taken ill".to_owned();
        let cancelled = AgencyEvent::ShiftCancelled { shift, reason };
        running.app.change_rota(&senior, cancelled, &IdempotencyKey::fresh()).await.unwrap();
        plan(&running, &senior, (&supervisor, "police_supervisor"), (20, 28)).await.unwrap();
        let third = running.report(sample::missing([sample::adult()])).await.episodes[0];
        let told = of_report(&running, third).await;
        assert_eq!(
            told.covered_by.as_deref(),
            Some("police_senior_manager"),
            "nobody is on, so the next is told"
        );
        assert_eq!((told.covered_because, told.people.len()), (Some(Cover::NobodyOnDuty), 0));
        let waiting = running.app.messages(&senior, None).await.unwrap();
        assert!(waiting.rows.items.iter().any(|item| item.waiting.episode.episode == third));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_rota_is_planned_by_whoever_leads_and_seen_by_everybody_of_the_agency() {
    on_each_engine(async |running| {
        let handler = running.someone("call_handler").await;
        let supervisor = running.someone("police_supervisor").await;
        let refused = plan(&running, &handler, (&supervisor, "police_supervisor"), (0, 8)).await.unwrap_err();
        assert!(matches!(refused, Trouble::Denied(_)), "{refused:?}");
        let other = running.someone_of("police_supervisor", 7).await;
        let refused = plan(&running, &supervisor, (&other, "police_supervisor"), (0, 8)).await.unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::NoSuchEntry)), "{refused:?}");
        let refused = plan(&running, &supervisor, (&handler, "police_supervisor"), (0, 8)).await.unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::AnswerMissing { field: "role" })), "{refused:?}");
        let refused = plan(&running, &supervisor, (&handler, "call_handler"), (8, 8)).await.unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::NoSuchShift)), "{refused:?}");

        plan(&running, &supervisor, (&handler, "call_handler"), (0, 8)).await.unwrap();
        let seen = running.app.rota(&handler).await.unwrap();
        assert_eq!((seen.shifts.len(), seen.may_plan), (1, MayPlan::No));
        assert!(seen.shifts[0].runs_at(seen.now));
        assert_eq!(running.app.rota(&supervisor).await.unwrap().may_plan, MayPlan::Yes);
        assert!(running.app.rota(&other).await.unwrap().shifts.is_empty(), "each agency has its own");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_same_request_plans_one_shift() {
    on_each_engine(async |running| {
        let supervisor = running.someone("police_supervisor").await;
        let now = running.app.clock().now();
        let shift = Shift {
            account: supervisor.account,
            role: "police_supervisor".to_owned(),
            from: now,
            until: now + hours(8),
        };
        let key = IdempotencyKey::fresh();
        let planned = AgencyEvent::ShiftPlanned(shift);
        let one = running.app.change_rota(&supervisor, planned.clone(), &key).await.unwrap();
        let other = running.app.change_rota(&supervisor, planned, &key).await.unwrap();
        assert_eq!(one, other);
        assert_eq!(running.app.rota(&supervisor).await.unwrap().shifts.len(), 1);
    })
    .await;
}
