//! Every reading is logged, and where it cannot be, a case can still be read.

use testkit::{database::Raw, sample};

use crate::engines::on_each_engine;

async fn logged(raw: &mut Raw) -> i64 {
    raw.number("SELECT COUNT(*) FROM read_log").await
}

#[tokio::test]
async fn reading_an_episode_a_person_and_a_list_is_logged() {
    on_each_engine(async |running| {
        let sent = running.report(sample::missing([sample::child()])).await;
        let who = running.someone("police_officer").await;
        running.app.flush_reads().await;
        let mut raw = running.place.raw().await;
        let before = logged(&mut raw).await;
        running.app.episode(&who, sent.episodes[0]).await.unwrap();
        running.app.person(&who, sent.people[0]).await.unwrap();
        running.app.search_people(&who, "tegan").await.unwrap();
        running.app.my_work(&who, None).await.unwrap();
        running.app.flush_reads().await;
        assert_eq!(logged(&mut raw).await - before, 4);
        // What was refused was not read.
        let stranger = running.someone("home_manager").await;
        assert!(running.app.episode(&stranger, sent.episodes[0]).await.is_err());
        running.app.flush_reads().await;
        assert_eq!(logged(&mut raw).await - before, 4);
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn readings_that_cannot_be_logged_are_kept_beside_the_data_and_logged_later() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let who = running.someone("police_officer").await;
        running.app.flush_reads().await;
        let mut raw = running.place.raw().await;
        let before = logged(&mut raw).await;
        raw.run("ALTER TABLE read_log RENAME TO read_log_away").await.unwrap();
        running.app.episode(&who, episode).await.expect("a live case can still be read");
        running.app.flush_reads().await;
        assert!(running.app.read_log_trouble());
        raw.run("ALTER TABLE read_log_away RENAME TO read_log").await.unwrap();
        running.app.episode(&who, episode).await.unwrap();
        running.app.flush_reads().await;
        assert!(!running.app.read_log_trouble());
        assert_eq!(logged(&mut raw).await - before, 2);
    })
    .await;
}
