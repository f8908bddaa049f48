//! What a home is shown of a case: what it told, what it is asked and how the case stands; not who told police what and why;
//! and of a death not before somebody has told it in person.

use app::{Act, Filter, IdempotencyKey, Moment, Recording, RecordingOnPerson, SignedIn, Sort, Trouble};
use domain::{
    episode::{
        DocumentKind, EpisodeEvent, Information, Owner, Report, Significance, Step, Task, TaskOutcome,
    },
    file::PersonFile,
    ids::{EntryId, EpisodeId},
    person::{Contact, Form, Marker, MarkerKind, PersonDetails, PersonEvent},
    risk::Grade,
};
use jiff::SignedDuration;
use testkit::{running::Running, sample};

use crate::engines::on_each_engine;

/// Stands in every text that a home is not to read.
const POLICE_ONLY: &str = "not for the home";

/// A case that a home reported, and in which police wrote down whatever they can.
async fn worked_case(running: &Running) -> (EpisodeId, SignedIn) {
    let home = running.someone("home_manager").await;
    let id = running.report_by(&home, sample::missing([sample::child()])).await.unwrap().episodes[0];
    let police = running.someone("police_supervisor").await;
    let text = || POLICE_ONLY.to_owned();
    let said = Information {
        what: text(),
        source: text(),
        how_to_reach: text(),
        origin: None,
        significance: Significance::Significant,
        reliability: None,
        credibility: None,
        task: None,
    };
    let task = Task {
        title: text(),
        owner: Owner { role: "police_supervisor".to_owned(), account: None },
        ..Task::default()
    };
    let told = Report {
        circumstances: text(),
        last_seen: text(),
        concern: text(),
        known_risks: text(),
        found_with: text(),
        associates: text(),
        likely_places: text(),
        reporter: Contact { name: text(), relation: text(), reach: text() },
        clothing: "A green coat".to_owned(),
        ..Report::default()
    };
    let mut assessed = sample::grading(Grade::High);
    assessed.reasons = text();
    for event in [
        EpisodeEvent::InformationReceived(said.clone()),
        EpisodeEvent::Sighted { place: text(), seen_at: None, information: said },
        EpisodeEvent::ReportAdded(Box::new(told)),
        EpisodeEvent::RiskReviewed { grading: assessed, definition: Default::default() },
        EpisodeEvent::TaskSet(task),
        EpisodeEvent::StepTaken { step: Step::MediaStrategySet, who: text(), note: text() },
        EpisodeEvent::InvestigationReviewed { findings: text(), directions: text() },
        EpisodeEvent::CaseTaken { reason: text() },
    ] {
        running.pass(SignedDuration::from_mins(1));
        running.record(&police, id, Act::Episode(event)).await.unwrap();
    }
    tell_of_the_person(running, &police, id).await;
    let task = running.seen(id).await.episode.room.tasks.last().unwrap().entry;
    let result = EpisodeEvent::TaskResult { of: task, outcome: TaskOutcome::Done, result: text() };
    running.record(&police, id, Act::Episode(result)).await.unwrap();
    (id, home)
}

/// What police and a worker write on the record of the child of the case.
async fn tell_of_the_person(running: &Running, police: &SignedIn, id: EpisodeId) {
    let text = || POLICE_ONLY.to_owned();
    let view = running.seen(id).await;
    let details = PersonDetails {
        associates: text(),
        medication: "Insulin".to_owned(),
        ..view.file.person.details.clone()
    };
    for event in [
        PersonEvent::MarkerRecorded(Marker {
            marker: MarkerKind::SelfHarm,
            source: text(),
            since: None,
            note: text(),
        }),
        PersonEvent::DetailsChanged { details, reason: text() },
        PersonEvent::FormCompleted { form: Form::IncidentForm, note: text() },
    ] {
        let recording = RecordingOnPerson {
            person: view.person_id,
            act: Act::Person(event),
            happened_at: None,
            seen: app::Seen::Everything,
            key: IdempotencyKey::fresh(),
        };
        // A form is completed by those who work with the child.
        let by = if matches!(&recording.act, Act::Person(PersonEvent::FormCompleted { .. })) {
            running.someone("allocated_worker").await
        } else {
            police.clone()
        };
        running.app.record_on_person(&by, recording).await.unwrap();
    }
}

fn entry_of(file: &PersonFile, name: &str) -> Option<EntryId> {
    file.recorded.iter().find(|recorded| recorded.event.name() == name).map(|recorded| recorded.entry)
}

#[tokio::test]
async fn a_home_reads_how_the_case_stands_and_not_who_told_police_what() {
    on_each_engine(async |running| {
        let (id, home) = worked_case(&running).await;
        let app = &running.app;
        running.pass(SignedDuration::from_mins(1));
        let own = EpisodeEvent::ReturnReported { by: "Night worker".into(), place: "At the door".into() };
        running.record(&home, id, Act::Episode(own)).await.unwrap();

        let whole = running.seen(id).await;
        let view = app.episode(&home, id).await.unwrap();
        assert_eq!(view.episode.grade(), Some(Grade::High), "how the case stands is told");
        assert_eq!(view.version, whole.version, "what the home records follows all that is there");
        assert!(entry_of(&view.file, "return_reported").is_some(), "its own words stand");
        assert!(entry_of(&view.file, "information_received").is_none());
        let states = |view: &app::EpisodeView| -> Vec<_> {
            let duties = view.duties.iter().flat_map(|pack| &pack.duties);
            duties.map(|duty| (duty.duty.clone(), duty.sequence, duty.state)).collect()
        };
        assert_eq!(states(&view), states(&whole), "no duty reads as overdue for what is not shown");

        let kept = &view.file.person;
        assert!(kept.holds(MarkerKind::SelfHarm), "what is needed to look after the child is told");
        assert_eq!(kept.details.medication, "Insulin");
        assert_eq!(view.episode.report.clothing, "A green coat");

        let person = whole.person_id;
        let name = &kept.details.name;
        let late = Moment::At(whole.now);
        let reported = entry_of(&view.file, "reported").unwrap();
        let paper = app.case_for_paper(&home, id, DocumentKind::Briefing, Moment::Now).await.unwrap();
        let comparison = app.compare_episode(&home, id, (Moment::After(reported), late));
        let shown = [
            format!("{view:?}"),
            format!("{:?}", app.episode_at(&home, id, late).await.unwrap()),
            format!("{:?}", app.person(&home, person).await.unwrap()),
            format!("{paper:?}"),
            format!("{:?}", comparison.await.unwrap()),
            format!("{:?}", app.course_of_episode(&home, id).await.unwrap()),
            format!("{:?}", app.messages_of_case(&home, &view).await.unwrap()),
            format!("{:?}", app.handovers(&home).await.unwrap()),
            format!("{:?}", app.missing_now(&home, &Filter::default(), Sort::Risk, None).await.unwrap()),
            format!("{:?}", app.my_work(&home, None).await.unwrap()),
            format!("{:?}", app.live_cases(&home).await.unwrap()),
            format!("{:?}", app.search_people(&home, name).await.unwrap()),
            format!("{:?}", app.home(&home).await.unwrap()),
            format!("{:?}", app.late_messages(&home).await.unwrap()),
            format!("{:?}", app.drafts(&home).await.unwrap()),
        ];
        for (place, text) in shown.iter().enumerate() {
            assert!(!text.contains(POLICE_ONLY), "{place}: {text}");
        }
        assert!(format!("{whole:?}").contains(POLICE_ONLY), "police read it");
        let news = entry_of(&whole.file, "information_received").unwrap();
        let stepped = app.episode_at(&home, id, Moment::After(news)).await;
        assert!(matches!(stepped, Err(Trouble::NotFound)), "an entry that is not shown is no moment");
    })
    .await;
}

#[tokio::test]
async fn a_home_reads_of_a_death_once_somebody_has_told_it() {
    on_each_engine(async |running| {
        let (id, home) = worked_case(&running).await;
        let (app, police) = (&running.app, running.someone("police_supervisor").await);
        let before = running.seen(id).await;
        let found = EpisodeEvent::FoundDead {
            circumstances: POLICE_ONLY.into(),
            place: POLICE_ONLY.into(),
            found_by: POLICE_ONLY.into(),
            identity_confirmed_by: "Not yet".into(),
        };
        running.record(&police, id, Act::Episode(found.clone())).await.unwrap();

        let person = before.person_id;
        let record = Recording {
            episode: id,
            act: Act::Episode(EpisodeEvent::ReturnReported { by: "Sam".into(), place: "Here".into() }),
            happened_at: None,
            seen: app::Seen::UpTo(before.version),
            key: IdempotencyKey::fresh(),
        };
        let late = RecordingOnPerson {
            person,
            act: Act::Person(PersonEvent::LateNoted { expected_at: None, note: "Not back".into() }),
            happened_at: None,
            seen: app::Seen::UpTo(before.version),
            key: IdempotencyKey::fresh(),
        };
        let moment = Moment::At(before.now);
        let answers = [
            app.episode(&home, id).await.map(|_| ()),
            app.episode_at(&home, id, moment).await.map(|_| ()),
            app.person(&home, person).await.map(|_| ()),
            app.case_for_paper(&home, id, DocumentKind::Briefing, Moment::Now).await.map(|_| ()),
            app.compare_episode(&home, id, (moment, Moment::Now)).await.map(|_| ()),
            app.course_of_episode(&home, id).await.map(|_| ()),
            app.record(&home, record).await.map(|_| ()),
            app.record_on_person(&home, late).await.map(|_| ()),
        ];
        for (place, answer) in answers.into_iter().enumerate() {
            let Err(Trouble::WithPolice { log_number }) = answer else { panic!("{place}: {answer:?}") };
            assert_eq!(log_number, "214", "by which police find it when the home rings");
        }
        let mash = running.someone("mash_manager").await;
        assert!(app.episode(&mash, id).await.unwrap().file.found_dead().is_some());

        running.record(&police, id, sample::step(Step::CarersToldOfDeath)).await.unwrap();
        let view = app.episode(&home, id).await.unwrap();
        assert!(view.file.found_dead().is_some());
        assert!(!format!("{view:?}").contains(POLICE_ONLY));

        let of = entry_of(&view.file, "found_dead").unwrap();
        for event in [EpisodeEvent::DeathRefuted { of, reason: "Dental record".into() }, found] {
            running.record(&police, id, Act::Episode(event)).await.unwrap();
        }
        let answer = app.episode(&home, id).await;
        assert!(matches!(answer, Err(Trouble::WithPolice { .. })), "nobody has told them of this death");
    })
    .await;
}
