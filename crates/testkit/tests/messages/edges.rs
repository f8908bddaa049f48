//! Somebody answers; the office opens and closes; a server is down, or there are two; the clocks change.

use app::{Act, ReportAnswers, SignedIn, Trouble};
use domain::{
    episode::{Cause, EpisodeEvent, Owner, Sent},
    ids::{EntryId, EpisodeId},
    messages::MessageStanding,
    refusal::Refusal,
    risk::Grade,
};
use jiff::{SignedDuration, Timestamp, civil::date};
use testkit::{database::Engine, running::Running, sample};

use crate::{
    engines::on_each_engine,
    naive::{Did, Lived, files},
    night::{as_expected, live},
};

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

async fn messages(running: &Running, episode: EpisodeId) -> Vec<Sent> {
    running.seen(episode).await.episode.room.messages
}

fn of_duty<'s>(sent: &'s [Sent], id: &str) -> Vec<&'s Sent> {
    let about = |sent: &&Sent| matches!(&sent.message.cause, Cause::Duty { duty, .. } if duty == id);
    sent.iter().filter(about).collect()
}

async fn acknowledge(
    running: &Running,
    who: &SignedIn,
    episode: EpisodeId,
    of: EntryId,
) -> Result<app::Recorded, Trouble> {
    let note = "On my way to the desk.".to_owned();
    running.record(who, episode, Act::Episode(EpisodeEvent::MessageAcknowledged { of, note })).await
}

/// Lets time pass minute by minute, as the timers would.
async fn wait(running: &Running, time: SignedDuration) {
    let until = running.app.clock().now() + time;
    while let Some(next) = running.app.next_clock().await.unwrap().filter(|next| *next <= until) {
        running.app.clock().set(next.max(running.app.clock().now()));
        running.app.mind_clocks().await.unwrap();
    }
    running.app.clock().set(until);
}

#[tokio::test]
async fn one_acknowledgement_by_anybody_who_was_told_stops_the_ladder() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        running.record(&officer, episode, sample::assessed(Grade::High)).await.unwrap();
        wait(&running, minutes(16)).await;
        let all = messages(&running, episode).await;
        let told = of_duty(&all, "notify_social_care");
        let to: Vec<&str> = told.iter().map(|sent| sent.message.to.as_str()).collect();
        assert_eq!(to, ["police_mpu", "police_supervisor"]);

        let senior = running.someone("police_senior_manager").await;
        let refused = acknowledge(&running, &senior, episode, told[0].entry).await.unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::NotAddressed)), "not told yet: {refused:?}");
        // A higher rung answers for the lower, by whichever of the chain's messages.
        let supervisor = running.someone("police_supervisor").await;
        acknowledge(&running, &supervisor, episode, told[0].entry).await.unwrap();
        let again = acknowledge(&running, &supervisor, episode, told[1].entry).await.unwrap_err();
        assert!(matches!(again, Trouble::Refused(Refusal::AlreadyAcknowledged)), "{again:?}");

        wait(&running, minutes(120)).await;
        let all = messages(&running, episode).await;
        let told = of_duty(&all, "notify_social_care");
        assert_eq!(told.len(), 2, "it climbed no further");
        let knows = told[1].acknowledged.as_ref().unwrap();
        assert_eq!((knows.by.account, knows.note.as_str()), (supervisor.account, "On my way to the desk."));
        assert!(of_duty(&all, "senior_management_review").len() > 1, "what nobody answered goes on");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_message_sent_on_by_hand_waits_for_no_rung_and_stops_the_ladder_once_it_is_answered() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let supervisor = running.someone("police_supervisor").await;
        let senior = running.someone("police_senior_manager").await;
        let officer = running.someone("police_officer").await;
        running.record(&officer, episode, sample::assessed(Grade::High)).await.unwrap();
        wait(&running, minutes(16)).await;
        let all = messages(&running, episode).await;
        let (of, other) =
            (of_duty(&all, "senior_management_review")[0].entry, of_duty(&all, "io_appointed")[0]);
        let to = |who: &SignedIn| Owner { role: who.role.clone(), account: Some(who.account) };
        let send = |of: EntryId, reason: &str| {
            let reason = reason.to_owned();
            Act::Episode(EpisodeEvent::MessageSentOn { of, to: to(&senior), reason })
        };
        let refused = running.record(&officer, episode, send(of, "Engaged")).await.unwrap_err();
        assert!(matches!(refused, Trouble::Denied(_)), "{refused:?}");
        let refused = running.record(&supervisor, episode, send(of, " ")).await.unwrap_err();
        assert!(
            matches!(refused, Trouble::Refused(Refusal::AnswerMissing { field: "reason" })),
            "{refused:?}"
        );

        running.record(&supervisor, episode, send(of, "Her line is engaged")).await.unwrap();
        let sent_at = running.app.clock().now();
        wait(&running, minutes(1)).await;
        let again = running.record(&supervisor, episode, send(of, "Still engaged")).await.unwrap_err();
        let before = Refusal::SentOnBefore { to: senior.name.clone(), at: sent_at };
        assert!(matches!(&again, Trouble::Refused(refusal) if *refusal == before), "{again:?}");
        let view = running.app.episode(&supervisor, episode).await.unwrap();
        let told = running.app.messages_of_case(&supervisor, &view).await.unwrap();
        let by_hand = told.iter().rev().find(|message| message.row.message.by_hand.is_some()).unwrap();
        assert_eq!(by_hand.people, [senior.name.as_str()]);
        assert_eq!(by_hand.sent_by.as_ref().unwrap().name, supervisor.name);
        assert!(by_hand.row.next.is_some(), "the ladder goes on until somebody answers");
        acknowledge(&running, &senior, episode, by_hand.row.entry).await.unwrap();
        wait(&running, minutes(60)).await;
        let all = messages(&running, episode).await;
        let sent = of_duty(&all, "senior_management_review");
        assert!(sent.last().unwrap().message.by_hand.is_some(), "the rung does not send again: {sent:?}");
        let again = running.record(&supervisor, episode, send(of, "Once more")).await.unwrap_err();
        assert!(matches!(again, Trouble::Refused(Refusal::AlreadyAcknowledged)), "{again:?}");

        // Unanswered, the ladder takes its turns as if nobody had; settled, nobody is woken any more.
        running.record(&supervisor, episode, send(other.entry, "No answer")).await.unwrap();
        let before = of_duty(&messages(&running, episode).await, "io_appointed").len();
        wait(&running, minutes(60)).await;
        let after = of_duty(&messages(&running, episode).await, "io_appointed").len();
        assert!(after >= before, "{before} {after}");
        let appointed = EpisodeEvent::InvestigatingOfficerAppointed { officer: "DC Example".to_owned() };
        running.record(&supervisor, episode, Act::Episode(appointed)).await.unwrap();
        let over = running.record(&supervisor, episode, send(other.entry, "Late")).await.unwrap_err();
        assert!(matches!(over, Trouble::Refused(Refusal::NoSuchEntry)), "{over:?}");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_done_or_over_asks_for_no_answer() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        wait(&running, minutes(5)).await;
        let supervisor = running.someone("police_supervisor").await;
        assert!(running.app.messages(&supervisor, None).await.unwrap().count > 0);
        running.record(&supervisor, episode, sample::returned()).await.unwrap();
        let before = messages(&running, episode).await.len();
        wait(&running, minutes(50)).await;
        let since = messages(&running, episode).await.split_off(before);
        let outlives = |sent: &Sent| {
            matches!(&sent.message.cause, Cause::Duty { duty, .. } if ["notify_social_care", "prevention_interview"].contains(&duty.as_str()))
        };
        assert!(since.iter().all(outlives), "{since:?}");
        let waiting = running.app.messages(&supervisor, None).await.unwrap();
        for item in &waiting.rows.items {
            assert_eq!(item.waiting.message.standing, MessageStanding::Unanswered);
            assert_eq!(item.title, "Tell children's services");
        }
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn at_half_past_five_the_emergency_duty_team_takes_over_until_nine() {
    on_each_engine(async |running| {
        // A Monday in winter: the clock on the wall is the ledger's.
        let at = |time: &str| -> Timestamp { format!("2026-03-{time}Z").parse().unwrap() };
        let case = |reported: &str, notified: &str| Lived {
            born: date(2012, 5, 14),
            reported: at(reported),
            did: vec![(at(notified), Did::MashNotified(None))],
        };
        let cases = [
            case("02T16:40:10", "02T16:50:20"),
            case("02T16:45:00", "02T17:00:00"),
            case("02T17:10:00", "02T17:29:59"),
            case("02T17:11:00", "02T17:30:00"),
            case("03T08:20:00", "03T08:59:59"),
            case("03T08:21:00", "03T09:00:00"),
        ];
        let span = (at("02T16:30:00"), at("03T12:00:00"));
        let episodes = live(&running, &cases, span).await;
        as_expected(&running, (&files("northamptonshire"), span.1), &cases, &episodes).await;
        let cover = async |case: usize| {
            let all = messages(&running, episodes[case]).await;
            let first = all.iter().find(
                |sent| matches!(&sent.message.cause, Cause::News { news, .. } if news == "mash_notified"),
            );
            first.unwrap().message.covered_by.clone()
        };
        assert_eq!(cover(2).await, None, "a second before, the office is staffed");
        assert_eq!(cover(3).await.as_deref(), Some("emergency_duty_team"));
        assert_eq!(cover(4).await.as_deref(), Some("emergency_duty_team"));
        assert_eq!(cover(5).await, None, "at nine it opens");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn after_two_hours_without_a_server_what_was_missed_is_sent_at_once_and_says_so() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let reported = running.app.clock().now();
        let running = {
            let running = running.restarted().await;
            running.pass(minutes(125));
            running
        };
        running.app.mind_clocks().await.unwrap();
        let all = messages(&running, episode).await;
        let told = of_duty(&all, "notify_social_care");
        let planned: Vec<SignedDuration> =
            told.iter().map(|sent| sent.message.planned_for.duration_since(reported)).collect();
        assert_eq!(planned, [minutes(0), minutes(30), minutes(120)]);
        assert!(told.iter().all(|sent| sent.at == reported + minutes(125)), "all at once");
        assert!(told.iter().all(|sent| sent.message.planned_for < sent.at), "each with its own minute");
        assert_eq!(running.app.mind_clocks().await.unwrap(), 0, "and nothing is sent again");
        assert_eq!(messages(&running, episode).await.len(), all.len());
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn two_servers_that_mind_the_clocks_at_once_send_nothing_twice() {
    for engine in Engine::BOTH.into_iter().filter(|engine| engine.is_tested()) {
        let running = Running::new(engine).await;
        let mut episodes = Vec::new();
        for _ in 0..6 {
            episodes.extend(running.report(sample::missing([sample::child()])).await.episodes);
        }
        // SQLite is one server's alone: there the same server minds them twice at once, as after a lost lease.
        let second = match engine {
            Engine::Sqlite => running.app.clone(),
            Engine::Postgres => running.second_server().await,
        };
        for _ in 0..12 {
            running.pass(minutes(10));
            second.clock().set(running.app.clock().now());
            let (one, other) = tokio::join!(running.app.mind_clocks(), second.mind_clocks());
            one.unwrap();
            other.unwrap();
        }
        for episode in episodes {
            let all = messages(&running, episode).await;
            let mut told: Vec<_> = all.iter().map(|sent| (&sent.message.cause, sent.message.rung)).collect();
            let count = told.len();
            told.sort_unstable();
            told.dedup();
            assert_eq!(told.len(), count);
            assert_eq!(of_duty(&all, "notify_social_care").len(), 3);
        }
        running.app.verify().await.unwrap();
    }
}

#[tokio::test]
async fn on_the_nights_on_which_the_clocks_change_a_minute_is_a_minute() {
    for (begin, pack) in [
        ("2026-03-28T22:00:00Z", "northamptonshire"),
        ("2026-10-24T21:00:00Z", "northamptonshire"),
        ("2026-10-24T21:00:00Z", "app-baseline"),
    ] {
        let running = Running::governed_by(Engine::Sqlite, pack).await;
        let begin: Timestamp = begin.parse().unwrap();
        let end = begin + SignedDuration::from_hours(8);
        let case = |number: i64| Lived {
            born: date(2011, 5, 14),
            reported: begin + minutes(25 * number),
            did: vec![
                (begin + minutes(25 * number + 7), Did::MashNotified(Some("red"))),
                (
                    begin + minutes(25 * number + 11),
                    Did::Graded(if number % 2 == 0 { "high" } else { "medium" }),
                ),
            ],
        };
        let cases: Vec<Lived> = (0..8).map(case).collect();
        let episodes = live(&running, &cases, (begin, end)).await;
        as_expected(&running, (&files(pack), end), &cases, &episodes).await;
        running.app.verify().await.unwrap();
    }
}

#[tokio::test]
async fn a_report_entered_a_year_late_sends_no_flood() {
    on_each_engine(async |running| {
        let now = running.app.clock().now();
        let told = Some(now - SignedDuration::from_hours(365 * 24));
        let report = ReportAnswers { reported_at: told, ..sample::missing([sample::child()]) };
        let episode = running.report(report).await.episodes[0];
        running.app.mind_clocks().await.unwrap();
        let sent = messages(&running, episode).await;
        assert!(!sent.is_empty() && sent.len() <= 20, "{}: {sent:#?}", sent.len());
    })
    .await;
}
