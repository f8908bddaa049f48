//! Taking calls: drafts, reports of one or several people, other matters.

use app::cases::Act;
use app::{Change, DraftSave, Held, IdempotencyKey, ReportAnswers, ReportedPerson, Trouble};
use domain::{
    episode::{Check, CheckKind, CheckMade, ENTERED_LATE_AT_MOST, EpisodeEvent, Report},
    incident::{IncidentClass, IncidentStatus},
    person::PersonDetails,
    refusal::Refusal,
};
use jiff::{SignedDuration, civil::date};
use testkit::{
    running::agency,
    sample::{self, undecided_call},
};

use crate::engines::on_each_engine;

fn draft(answers: ReportAnswers) -> DraftSave {
    DraftSave { id: None, version: 0, answers }
}

#[tokio::test]
async fn a_draft_is_kept_resumed_and_gone_once_sent() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let half = ReportAnswers { people: vec![ReportedPerson::default()], ..ReportAnswers::default() };
        let first = running.app.save_draft(&who, draft(half)).await.unwrap();
        let answers = sample::missing([sample::child()]);
        let save = DraftSave { id: Some(first.id), version: first.version, answers: answers.clone() };
        let second = running.app.save_draft(&who, save.clone()).await.unwrap();
        let mut old = save;
        old.answers.report.circumstances = "Said in another window".to_owned();
        assert!(matches!(
            running.app.save_draft(&who, old).await,
            Err(Trouble::Clash(clash)) if clash.version == second.version
        ));
        // As after a crash: another process, the same draft.
        let running = running.restarted().await;
        let drafts = running.app.drafts(&who).await.unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].names, ["Tegan Ashworth-Bell"]);
        let resumed = running.app.draft(&who, first.id).await.unwrap();
        assert_eq!(resumed.answers, answers);
        let key = IdempotencyKey::fresh();
        let sent = running.app.submit_report(&who, first.id, resumed.version, &key).await.unwrap();
        assert!(running.app.drafts(&who).await.unwrap().is_empty());
        let again = running.app.submit_report(&who, first.id, resumed.version, &key).await.unwrap();
        assert_eq!(sent, again);
        assert!(matches!(running.app.draft(&who, first.id).await, Err(Trouble::NotFound)));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_thrown_away() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let saved = running.app.save_draft(&who, draft(ReportAnswers::default())).await.unwrap();
        running.app.discard_draft(&who, saved.id).await.unwrap();
        assert!(running.app.drafts(&who).await.unwrap().is_empty());
        let other = running.someone("mash_manager").await;
        assert!(matches!(running.app.drafts(&other).await, Err(Trouble::Denied(_))));
    })
    .await;
}

#[tokio::test]
async fn checks_that_are_left_become_one_task_and_hold_nothing_up() {
    on_each_engine(async |running| {
        let left = |check, note: &str| Check { check, made: CheckMade::ToMake, note: note.into() };
        let mut answers = sample::missing([sample::child()]);
        answers.report.checks = vec![
            Check { check: CheckKind::Room, made: CheckMade::Made, note: String::new() },
            left(CheckKind::Buildings, "garden, garage"),
            left(CheckKind::Friends, ""),
        ];
        let case = running.report(answers).await.episodes[0];
        let tasks = async || running.seen(case).await.episode.room.tasks;
        let set = tasks().await;
        assert_eq!(set.len(), 1, "{set:?}");
        assert_eq!(set[0].task.title, "Make the checks that are left");
        assert_eq!(set[0].task.detail, "Search house, outbuildings and garden: garden, garage\nAsk friends");
        assert_eq!(set[0].task.owner.role, "police_officer");
        // In an emergency the checks are asked for once the case is open: what is new becomes a task, what is known none.
        let officer = running.someone("police_officer").await;
        let more = |checks| {
            Act::Episode(EpisodeEvent::ReportAdded(Box::new(Report { checks, ..Report::default() })))
        };
        let known = more(vec![left(CheckKind::Friends, ""), left(CheckKind::Relatives, "her aunt")]);
        running.record(&officer, case, known).await.unwrap();
        let set = tasks().await;
        assert_eq!(set.len(), 2, "{set:?}");
        assert_eq!(set[1].task.detail, "Ask relatives: her aunt");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn one_call_about_two_people_opens_an_episode_for_each() {
    on_each_engine(async |running| {
        let mut changes = running.app.changes();
        let brother = sample::born("Rhys Ashworth-Bell", date(2013, 1, 30));
        let sent = running.report(sample::missing([sample::child(), brother])).await;
        assert_eq!(sent.episodes.len(), 2);
        let Some(Change::Touched(touched)) = changes.next().await else { panic!("a change is told of") };
        assert_eq!(touched.episodes.len(), 2);
        for (episode, person) in sent.episodes.iter().zip(&sent.people) {
            let view = running.seen(*episode).await;
            assert_eq!(view.person_id, *person);
            assert_eq!(view.incidents[0].id, sent.incident);
            assert_eq!(view.incidents[0].people.len(), 2);
            assert!(matches!(view.incidents[0].status, IncidentStatus::Missing { .. }));
            assert_eq!(view.episode.opened.lead_force, agency(1));
        }
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn another_matter_opens_no_episode_and_needs_a_reason() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let late =
            ReportAnswers { class: Some(IncidentClass::LateHome), ..sample::missing([sample::child()]) };
        assert!(matches!(
            running.report_by(&who, late.clone()).await,
            Err(Trouble::Refused(Refusal::AnswerMissing { field: "class_reason" }))
        ));
        let reasoned = ReportAnswers { class_reason: "Rang from the bus.".to_owned(), ..late };
        let sent = running.report_by(&who, reasoned).await.unwrap();
        assert!(sent.episodes.is_empty());
        assert!(running.app.unfinished_calls(&who).await.unwrap().is_empty());
        let person = running.app.person(&who, sent.people[0]).await.unwrap();
        assert!(person.episodes.is_empty());
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_report_waits_for_the_answers_that_it_needs() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let whole = || sample::missing([sample::child()]);
        let unnamed = PersonDetails::default();
        let mut unsaid = whole();
        unsaid.report.circumstances = " \u{200b}".to_owned();
        unsaid.report.last_seen.clear();
        let later = Some(running.app.clock().now() + SignedDuration::from_mins(1));
        let long_ago = Some("1990-11-22T11:40:00Z".parse().unwrap());
        let named = |name: &str| PersonDetails { name: name.to_owned(), ..sample::child() };
        for (answers, refusal) in [
            (ReportAnswers { class: None, ..whole() }, Refusal::AnswerMissing { field: "class" }),
            (sample::missing([]), Refusal::AnswerMissing { field: "people" }),
            (sample::missing([unnamed]), Refusal::AnswerMissing { field: "name" }),
            (unsaid, Refusal::AnswerMissing { field: "circumstances" }),
            (ReportAnswers { reported_at: later, ..whole() }, Refusal::TimeInFuture),
            (ReportAnswers { missing_since: later, ..whole() }, Refusal::MissingAfterReport),
            (
                ReportAnswers { reported_at: long_ago, ..sample::missing([sample::adult()]) },
                Refusal::ReportedTooLongAgo { earliest: running.app.clock().now() - ENTERED_LATE_AT_MOST },
            ),
            (
                ReportAnswers { missing_since: long_ago, ..whole() },
                Refusal::BeforeBirth { field: "missing_since" },
            ),
            (sample::missing([named("Ann\nExample")]), Refusal::NotOneLine { field: "name" }),
            (sample::missing([named("Ann \u{202e}Example")]), Refusal::NotOneLine { field: "name" }),
        ] {
            match running.report_by(&who, answers).await {
                Err(Trouble::Refused(found)) => assert_eq!(found, refusal),
                outcome => panic!("{outcome:?}"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_known_is_reported_again_with_what_is_new() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let first = running.report(sample::missing([sample::child()])).await;
        let again = |details: PersonDetails, seen_version| ReportAnswers {
            people: vec![ReportedPerson {
                existing: Some(first.people[0]),
                seen_version,
                details,
                ..ReportedPerson::default()
            }],
            ..sample::missing([])
        };
        assert!(matches!(
            running.report_by(&who, again(sample::child(), 0)).await,
            Err(Trouble::Refused(Refusal::AlreadyMissing))
        ));
        let supervisor = running.someone("police_supervisor").await;
        running.record(&supervisor, first.episodes[0], sample::returned()).await.unwrap();
        running.pass(SignedDuration::from_hours(24 * 9));

        let seen_before = running.app.person(&who, first.people[0]).await.unwrap().version;
        let changed = PersonDetails { home_address: "12 New Row".to_owned(), ..sample::child() };
        let second = running.report_by(&who, again(changed, seen_before)).await.unwrap();
        assert_eq!(second.people, first.people);
        let view = running.app.person(&who, first.people[0]).await.unwrap();
        assert_eq!(view.file.person.details.home_address, "12 New Row");
        assert_eq!(view.episodes.len(), 2);

        // Whoever filled in the form before that change is shown it first.
        running.record(&supervisor, second.episodes[0], sample::returned()).await.unwrap();
        // A version that the record has not reached hides nothing from them.
        let ahead = PersonDetails { home_address: "Elsewhere".to_owned(), ..sample::child() };
        let refused = running.report_by(&who, again(ahead, i64::MAX)).await.unwrap_err();
        assert!(matches!(refused, Trouble::VersionAhead), "{refused:?}");
        let stale = PersonDetails { home_address: "Nowhere".to_owned(), ..sample::child() };
        assert!(matches!(
            running.report_by(&who, again(stale, seen_before)).await,
            Err(Trouble::Clash(clash)) if clash.since.len() == 1
        ));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_home_reports_a_child_and_the_areas_force_leads() {
    on_each_engine(async |running| {
        let home = running.someone("home_manager").await;
        let sent = running.report_by(&home, sample::missing([sample::child()])).await.unwrap();
        let view = running.seen(sent.episodes[0]).await;
        assert_eq!(view.episode.opened.lead_force, agency(1), "the force that was made first");
    })
    .await;
}

#[tokio::test]
async fn a_call_nobody_decided_ends_without_a_case_for_a_reason() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let call = undecided_call(&running.app, &who).await;
        let key = IdempotencyKey::fresh();
        let decide = async |who, class, reason| running.app.decide_call(who, call, class, reason, &key).await;
        assert_eq!(running.app.calls_to_decide(&who).await.unwrap()[0].id, call);
        for (class, reason, refusal) in [
            (IncidentClass::Missing, "Gone.", Refusal::ClassOpensCase),
            (IncidentClass::LateHome, " ", Refusal::AnswerMissing { field: "class_reason" }),
        ] {
            let refused = decide(&who, class, reason).await;
            assert!(matches!(refused, Err(Trouble::Refused(found)) if found == refusal));
        }
        let manager = running.someone("mash_manager").await;
        let denied = decide(&manager, IncidentClass::LateHome, "Rang.").await;
        assert!(matches!(denied, Err(Trouble::Denied(_))));
        let home = running.someone("home_manager").await;
        let elsewhere = decide(&home, IncidentClass::LateHome, "Rang.").await;
        assert!(matches!(elsewhere, Err(Trouble::NotFound)), "another agency took the call");

        for _ in 0..2 {
            decide(&who, IncidentClass::LateHome, "Rang from the bus.").await.unwrap();
        }
        assert!(running.app.calls_to_decide(&who).await.unwrap().is_empty());
        let other = IdempotencyKey::fresh();
        let late = running.app.decide_call(&who, call, IncidentClass::LateHome, "Again.", &other).await;
        assert!(matches!(late, Err(Trouble::Refused(Refusal::CallDecided))));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_call_nobody_decided_is_reported_with_what_was_told_and_ends_in_its_case() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let call = undecided_call(&running.app, &who).await;
        let draft = running.app.report_of_call(&who, call).await.unwrap();
        assert_eq!(draft.answers.report.log_number, "Log 12");
        assert_eq!(draft.answers.report.circumstances, "Not back from school.");
        let again = running.app.report_of_call(&who, call).await.unwrap();
        assert_eq!(again.id, draft.id, "it goes on with what was begun");
        let about = |draft: app::Draft| DraftSave {
            id: Some(draft.id),
            version: draft.version,
            answers: ReportAnswers {
                people: vec![ReportedPerson { details: sample::child(), ..ReportedPerson::default() }],
                ..draft.answers
            },
        };
        let saved = running.app.save_draft(&who, about(draft)).await.unwrap();
        let colleague = running.someone("police_supervisor").await;
        let begun = running.app.report_of_call(&colleague, call).await.unwrap();
        assert_eq!((begun.id, begun.held), (saved.id, Held::ByColleague), "the room begins it once");
        let second = DraftSave { id: None, version: 0, answers: begun.answers };
        let second = running.app.save_draft(&colleague, second).await.unwrap();

        let send = async |who, draft: &app::Draft| {
            running.app.submit_report(who, draft.id, draft.version, &IdempotencyKey::fresh()).await
        };
        let sent = send(&who, &saved).await.unwrap();
        assert_eq!(sent.incident, call);
        assert!(running.app.unfinished_calls(&who).await.unwrap().is_empty());
        let view = running.seen(sent.episodes[0]).await;
        assert_eq!(view.incidents[0].people, [(sent.people[0], Some(sent.episodes[0]))]);
        let late = send(&colleague, &second).await;
        assert!(matches!(late, Err(Trouble::Refused(Refusal::CallDecided))), "{late:?}");
        running.app.verify().await.unwrap();
    })
    .await;
}
