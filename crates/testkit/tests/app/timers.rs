//! Deadlines pass without anybody doing anything.

use std::time::Duration;

use app::Change;
use jiff::SignedDuration;
use testkit::{running::beginning, sample};

use crate::engines::on_each_engine;

#[tokio::test]
async fn a_duty_becomes_overdue_in_the_list_when_its_time_passes() {
    on_each_engine(async |running| {
        running.report(sample::missing([sample::child()])).await;
        let who = running.someone("police_mpu").await;
        let state = async || {
            let work = running.app.my_work(&who, None).await.unwrap();
            let duty = work.items.iter().find(|item| item.duty.duty == "notify_social_care").unwrap();
            duty.duty.state.clone()
        };
        assert_eq!(state().await, "open");
        assert_eq!(running.app.mind_clocks().await.unwrap(), 1, "somebody is told of the report at once");
        assert_eq!(running.app.mind_clocks().await.unwrap(), 0, "nothing else is due yet");

        let due = beginning() + SignedDuration::from_hours(1);
        running.app.clock().set(due);
        running.app.mind_clocks().await.unwrap();
        assert_eq!(state().await, "open", "at the very moment there is still time");
        running.pass(SignedDuration::from_micros(1));
        let mut changes = running.app.changes();
        assert_eq!(running.app.mind_clocks().await.unwrap(), 1);
        assert_eq!(state().await, "overdue");
        assert!(matches!(changes.next().await, Some(Change::Touched(_))), "open pages are told");
        assert_eq!(running.app.mind_clocks().await.unwrap(), 0, "and it is done");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_clocks_run_by_themselves_until_they_are_stopped() {
    on_each_engine(async |running| {
        running.report(sample::missing([sample::child()])).await;
        running.pass(SignedDuration::from_hours(2));
        let mut changes = running.app.changes();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let app = running.app.clone();
        let timers = tokio::spawn(async move {
            app.run_timers(async {
                let _ = stopped.await;
            })
            .await;
        });
        let told = tokio::time::timeout(Duration::from_secs(20), changes.next()).await;
        assert!(matches!(told, Ok(Some(Change::Touched(_)))));
        stop.send(()).unwrap();
        timers.await.unwrap();
        running.app.verify().await.unwrap();
    })
    .await;
}
