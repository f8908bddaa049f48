//! Reports of the room: begun by one and taken over by another, with what is on record, with the rest added to a case that is
//! open, typed in after paper.

use app::{DraftSave, Held, IdempotencyKey, ReportAnswers, Trouble};
use domain::{
    episode::{Check, CheckKind, CheckMade, EpisodeEvent, Report},
    ledger::Event,
    person::{Contact, Marker, MarkerKind, PersonDetails},
    refusal::Refusal,
};
use jiff::SignedDuration;
use testkit::sample;

use crate::engines::on_each_engine;

fn draft(answers: ReportAnswers) -> DraftSave {
    DraftSave { id: None, version: 0, answers }
}

#[tokio::test]
async fn a_colleague_takes_a_report_over_and_the_entries_say_who_typed_it() {
    on_each_engine(async |running| {
        let (first, second) =
            (running.someone("police_supervisor").await, running.someone("call_handler").await);
        let begun = running.app.save_draft(&first, draft(sample::missing([sample::child()]))).await.unwrap();
        running.pass(SignedDuration::from_mins(20));
        let listed = running.app.drafts(&second).await.unwrap();
        assert_eq!((listed[0].id, listed[0].held), (begun.id, Held::ByColleague));
        let elsewhere = running.someone("home_manager").await;
        assert!(
            running.app.drafts(&elsewhere).await.unwrap().is_empty(),
            "another agency sees nothing of it"
        );
        assert!(matches!(running.app.draft(&elsewhere, begun.id).await, Err(Trouble::NotFound)));
        let taken = running.app.take_over_draft(&elsewhere, begun.id).await;
        assert!(matches!(taken, Err(Trouble::NotFound)));

        // Nobody types over another: whoever has not taken it over is told.
        let save = |draft: &app::Draft| DraftSave {
            id: Some(draft.id),
            version: draft.version,
            answers: draft.answers.clone(),
        };
        assert!(matches!(running.app.save_draft(&second, save(&begun)).await, Err(Trouble::Clash(_))));
        let taken = running.app.take_over_draft(&second, begun.id).await.unwrap();
        assert_eq!(taken.held, Held::ByUser);
        assert!(matches!(running.app.save_draft(&first, save(&begun)).await, Err(Trouble::Clash(_))));
        assert!(matches!(
            running.app.submit_report(&first, begun.id, begun.version, &IdempotencyKey::fresh()).await,
            Err(Trouble::Clash(_))
        ));

        let key = IdempotencyKey::fresh();
        let sent = running.app.submit_report(&second, taken.id, taken.version, &key).await.unwrap();
        let view = running.seen(sent.episodes[0]).await;
        let typed_by = [&view.episode.opened.report.typed_by, &view.incidents[0].call.typed_by];
        for typists in typed_by {
            let names: Vec<_> = typists.iter().map(|typist| (typist.account, typist.since)).collect();
            assert_eq!(names.len(), 2);
            assert_eq!(names[0].0, first.account);
            assert_eq!(names[1].0, second.account);
            assert_eq!(names[1].1.duration_since(names[0].1), SignedDuration::from_mins(20));
        }
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_save_whose_answer_was_lost_does_not_clash_with_itself() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let answers = sample::missing([sample::child()]);
        let first = running.app.save_draft_from(&who, draft(answers.clone()), "page").await.unwrap();
        let again = |version| DraftSave { id: Some(first.id), version, answers: answers.clone() };
        let second = running.app.save_draft_from(&who, again(first.version), "page").await.unwrap();
        let retried = running.app.save_draft_from(&who, again(first.version), "page").await.unwrap();
        assert_eq!((second.version, retried.version), (2, 3));
        let alike = running.app.save_draft_from(&who, again(first.version), "another window").await;
        assert_eq!(alike.unwrap().version, 3, "the same said twice is no clash");
        let mut other = again(first.version);
        other.answers.report.circumstances = "Left by the front door".to_owned();
        for window in ["another window", ""] {
            let other = running.app.save_draft_from(&who, other.clone(), window).await;
            assert!(matches!(other, Err(Trouble::Clash(_))), "{window}");
        }
        assert_eq!(running.app.drafts(&who).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_on_record_comes_with_who_recorded_it_and_what_is_new_stays_for_the_next_time() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let mut told = sample::missing([sample::child()]);
        told.people[0].report.medication = "Insulin".to_owned();
        told.report.associates = "Plays football with Deon".to_owned();
        let first = running.report_by(&who, told).await.unwrap();
        let supervisor = running.someone("police_supervisor").await;
        running.record(&supervisor, first.episodes[0], sample::returned()).await.unwrap();
        running.pass(SignedDuration::from_hours(24));

        let known = running.app.reported_person(&supervisor, first.people[0]).await.unwrap();
        assert_eq!(known.details.medication, "Insulin", "what the caller said is on record now");
        assert_eq!(known.on_record.details, known.details);
        let source = &known.on_record.sources["medication"];
        assert_eq!(source.by, who.name);
        assert!(
            !known.on_record.sources.contains_key("home_address"),
            "of what is not known nobody is the source"
        );

        let again = ReportAnswers { people: vec![known], ..sample::missing([]) };
        let second = running.report_by(&supervisor, again).await.unwrap();
        let view = running.seen(second.episodes[0]).await;
        let changed =
            view.timeline.iter().filter(|item| item.event.name() == "person_details_changed").count();
        assert_eq!(changed, 0, "a record that is taken as it stands is not changed");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn in_an_emergency_the_case_comes_first_and_the_answers_follow() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let mut fear = ReportAnswers {
            class: Some(domain::incident::IncidentClass::Missing),
            report: Report { concern: "On the motorway bridge".to_owned(), ..Report::default() },
            people: vec![app::ReportedPerson::default()],
            ..ReportAnswers::default()
        };
        assert!(matches!(
            running.report_by(&who, fear.clone()).await,
            Err(Trouble::Refused(Refusal::AnswerMissing { field: "name" }))
        ));
        fear.people[0].details.description = "Boy of about eleven, red coat".to_owned();
        let sent = running.report_by(&who, fear).await.unwrap();
        let episode = sent.episodes[0];

        let rest = running.app.go_on_reporting(&who, episode).await.unwrap();
        assert_eq!(running.app.go_on_reporting(&who, episode).await.unwrap().id, rest.id, "begun once");
        let mut answers = rest.answers.clone();
        answers.report.reporter = Contact { name: "A lorry driver".to_owned(), ..Contact::default() };
        answers.report.checks =
            vec![Check { check: CheckKind::Friends, made: CheckMade::ToMake, note: String::new() }];
        answers.people[0].report.clothing = "Red coat".to_owned();
        answers.people[0].details.name = "Ali".to_owned();
        let earlier = running.app.clock().now() - SignedDuration::from_hours(1);
        answers.missing_since = Some(earlier);
        // Meanwhile a colleague writes the school on the record; it stays.
        let supervisor = running.someone("police_supervisor").await;
        let details = PersonDetails {
            school_or_work: "Oak School".to_owned(),
            ..rest.answers.people[0].details.clone()
        };
        let change =
            domain::person::PersonEvent::DetailsChanged { details, reason: "Known there".to_owned() };
        running.record(&supervisor, episode, app::Act::Person(change)).await.unwrap();

        let save = DraftSave { id: Some(rest.id), version: rest.version, answers };
        let saved = running.app.save_draft(&who, save).await.unwrap();
        running.app.add_to_case(&who, saved.id, saved.version).await.unwrap();
        assert!(matches!(running.app.draft(&who, rest.id).await, Err(Trouble::NotFound)));
        let view = running.seen(episode).await;
        let report = &view.episode.report;
        assert_eq!(
            (report.concern.as_str(), report.reporter.name.as_str(), report.clothing.as_str()),
            ("On the motorway bridge", "A lorry driver", "Red coat")
        );
        assert_eq!(report.checks_to_make().count(), 1);
        assert_eq!(view.episode.opened.missing_since, Some(earlier));
        let details = &view.file.person.details;
        assert_eq!((details.name.as_str(), details.school_or_work.as_str()), ("Ali", "Oak School"));
        let added = view.timeline.iter().find_map(|item| match &item.event {
            Event::Episode(EpisodeEvent::ReportAdded(added)) => Some(added.concern.as_str()),
            _ => None,
        });
        assert_eq!(added, Some(""), "what was said before is not said again");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_call_taken_on_paper_counts_from_the_call() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let now = running.app.clock().now();
        let called = now - SignedDuration::from_hours(2);
        let mut paper = ReportAnswers { reported_at: Some(called), ..sample::missing([sample::child()]) };
        paper.report.taken_by = "Bethan Example, on paper".to_owned();
        let sent = running.report_by(&who, paper).await.unwrap();
        let view = running.seen(sent.episodes[0]).await;
        assert_eq!(view.episode.reported_at, called);
        assert_eq!(view.incidents[0].call.taken_by, "Bethan Example, on paper");
        let opened = view.timeline.iter().find(|item| item.event.name() == "reported").unwrap();
        assert_eq!((opened.happened_at, opened.recorded_at), (called, now));
        let duties = view.duties.iter().flat_map(|pack| &pack.duties);
        let first = duties.clone().find(|duty| duty.duty == "initial_risk_assessment").unwrap();
        assert_eq!(first.trigger_at, called, "the clocks run from the call");
        running.app.verify().await.unwrap();
    })
    .await;
}

/// How many press at once.
const PRESSES: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_draft_becomes_one_case_whoever_presses_whatever_however_often_at_once() {
    on_each_engine(async |running| {
        let (first, second) =
            (running.someone("police_supervisor").await, running.someone("call_handler").await);
        let begun = running.app.save_draft(&first, draft(sample::missing([sample::child()]))).await.unwrap();
        let taken = running.app.take_over_draft(&second, begun.id).await.unwrap();
        // Each under a key of its own, as from another window or another program.
        let press = || {
            let (app, who) = (running.app.clone(), second.clone());
            tokio::spawn(async move {
                app.submit_report(&who, taken.id, taken.version, &IdempotencyKey::fresh()).await
            })
        };
        let mut sent = Vec::new();
        for pressed in (0..PRESSES).map(|_| press()).collect::<Vec<_>>() {
            sent.push(pressed.await.unwrap().unwrap());
        }
        assert!(sent.iter().all(|answer| *answer == sent[0]), "each press leads to the one case: {sent:?}");
        // Later, by whoever had it before, from a page that still shows it, and under the old version.
        let later =
            running.app.submit_report(&first, begun.id, begun.version, &IdempotencyKey::fresh()).await;
        assert_eq!(later.unwrap(), sent[0]);
        let save = DraftSave { id: Some(begun.id), version: 0, answers: sample::missing([sample::child()]) };
        let again = running.app.save_draft_from(&second, save, "window").await;
        assert!(matches!(again, Err(Trouble::NotFound)), "what was sent is no draft again: {again:?}");
        assert!(running.app.drafts(&second).await.unwrap().is_empty());
        let cases = running.app.live_cases(&second).await.unwrap();
        assert_eq!(cases.len(), 1, "one case");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_rest_of_an_emergency_is_one_draft_and_is_added_once() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let episode = running.report_by(&who, sample::missing([sample::child()])).await.unwrap().episodes[0];
        let go_on = || {
            let (app, who) = (running.app.clone(), who.clone());
            tokio::spawn(async move { app.rest_of_emergency(&who, episode).await })
        };
        let mut begun = Vec::new();
        for pressed in (0..PRESSES).map(|_| go_on()).collect::<Vec<_>>() {
            begun.push(pressed.await.unwrap().unwrap().unwrap().id);
        }
        assert!(begun.iter().all(|id| *id == begun[0]), "{begun:?}");
        assert_eq!(running.app.drafts(&who).await.unwrap().len(), 1);

        let rest = running.app.rest_of_emergency(&who, episode).await.unwrap().unwrap();
        let mut answers = rest.answers.clone();
        answers.report.clothing = "Red coat".to_owned();
        let kinds = [MarkerKind::SelfHarm, MarkerKind::EssentialMedication];
        answers.people[0].markers = kinds
            .map(|marker| Marker { marker, source: "Caller".to_owned(), since: None, note: String::new() })
            .to_vec();
        let save = DraftSave { id: Some(rest.id), version: rest.version, answers };
        let saved = running.app.save_draft(&who, save).await.unwrap();
        let add = || {
            let (app, who) = (running.app.clone(), who.clone());
            tokio::spawn(async move { app.add_to_case(&who, saved.id, saved.version).await })
        };
        for added in (0..PRESSES).map(|_| add()).collect::<Vec<_>>() {
            match added.await.unwrap() {
                Ok(to) => assert_eq!(to, episode),
                // The draft was gone by then; the page leads to the case.
                Err(trouble) => assert!(matches!(trouble, Trouble::NotFound), "{trouble:?}"),
            }
        }
        let view = running.seen(episode).await;
        let counted = |name: &str| view.timeline.iter().filter(|item| item.event.name() == name).count();
        assert_eq!((counted("report_added"), counted("marker_recorded")), (1, 2));
        let later = running.app.rest_of_emergency(&who, episode).await.unwrap();
        assert_eq!(later, None, "a press from the emergency page leads to the case now");
        assert!(running.app.drafts(&who).await.unwrap().is_empty());
        running.app.verify().await.unwrap();
    })
    .await;
}
