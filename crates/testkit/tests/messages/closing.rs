//! Whoever must agree to a joint closing is told of it, and whoever holds the case of what came of it, and of another class.

use app::{Act, SignedIn};
use domain::{
    episode::{Cause, EpisodeEvent, HolderNews},
    ids::EpisodeId,
    incident::IncidentClass,
};
use jiff::SignedDuration;
use testkit::{running::Running, sample};

use crate::engines::on_each_engine;

async fn recorded(running: &Running, who: &SignedIn, episode: EpisodeId, event: EpisodeEvent) {
    running.pass(SignedDuration::from_mins(1));
    running.record(who, episode, Act::Episode(event)).await.unwrap();
    running.app.mind_clocks().await.unwrap();
}

/// What whoever is meant is told by name, as long as nobody has answered it.
async fn told_by_name(running: &Running, who: &SignedIn, episode: EpisodeId) -> Vec<HolderNews> {
    let view = running.seen(episode).await;
    let all = running.app.messages_of_case(who, &view).await.unwrap();
    let waits = all.iter().filter(|message| message.row.acknowledged.is_none());
    let news = waits.filter_map(|message| {
        let Cause::HolderTold { news, told, .. } = message.row.message.cause else { return None };
        if told != who.account {
            return None;
        }
        assert_eq!(message.row.message.people, [who.account]);
        Some(news)
    });
    news.collect()
}

async fn is_asked(running: &Running, who: &SignedIn) -> bool {
    let rows = running.app.messages(who, None).await.unwrap().rows.items;
    rows.iter().any(|row| matches!(row.waiting.message.message.cause, Cause::Closure { .. }))
}

#[tokio::test]
async fn whoever_must_agree_to_a_closing_is_told_and_the_holder_of_the_answer() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let supervisor = running.someone("police_supervisor").await;
        let senior = running.someone("police_senior_manager").await;
        let director = running.someone("assistant_director").await;
        recorded(&running, &supervisor, episode, EpisodeEvent::CaseTaken { reason: String::new() }).await;
        assert!(!is_asked(&running, &director).await);

        recorded(&running, &senior, episode, sample::closure_proposed()).await;
        assert!(is_asked(&running, &director).await, "the assistant director decides for a child");
        let open = |episode: &domain::episode::Episode| episode.open_closure().unwrap().entry;
        let of = open(&running.seen(episode).await.episode);
        let refusal = EpisodeEvent::JointClosureRefused { of, reason: "Ask the aunt".into() };
        recorded(&running, &director, episode, refusal).await;
        assert!(!is_asked(&running, &director).await, "what is answered waits no longer");
        for who in [&supervisor, &senior] {
            assert_eq!(
                told_by_name(&running, who, episode).await,
                [HolderNews::ClosureRefused],
                "{}",
                who.role
            );
        }

        recorded(&running, &senior, episode, sample::closure_proposed()).await;
        let of = open(&running.seen(episode).await.episode);
        let closed = EpisodeEvent::ClosedJointly {
            of: Some(of),
            seen: "Both".into(),
            police_officer: String::new(),
            social_care_lead: String::new(),
            reason: "Nothing is left to do".into(),
        };
        recorded(&running, &director, episode, closed).await;
        let told = told_by_name(&running, &supervisor, episode).await;
        assert!(told.contains(&HolderNews::ClosedJointly), "{told:?}");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_crime_in_action_is_told_to_the_sergeant_the_senior_manager_and_the_holder() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        let handler = running.someone("call_handler").await;
        recorded(&running, &officer, episode, EpisodeEvent::CaseTaken { reason: String::new() }).await;
        let class = |class| EpisodeEvent::ClassChanged { class, reason: "A man took her by the arm".into() };
        recorded(&running, &handler, episode, class(IncidentClass::Abduction)).await;
        let room = running.seen(episode).await.episode.room;
        let of_abduction =
            |cause: &Cause| matches!(cause, Cause::News { news, .. } if news.starts_with("class_abduction"));
        let told = room.messages.iter().filter(|sent| of_abduction(&sent.message.cause));
        let to: Vec<&str> = told.map(|sent| sent.message.to.as_str()).collect();
        assert_eq!(to, ["police_supervisor", "police_senior_manager"]);
        assert_eq!(told_by_name(&running, &officer, episode).await, [HolderNews::ClassChanged]);
        running.app.verify().await.unwrap();
    })
    .await;
}
