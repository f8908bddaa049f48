//! Nobody gets a second record unseen, whatever way they are reported.

use app::{
    Act, DraftSave, IdempotencyKey, OfOthers, RecordingOnPerson, ReportAnswers, Seen, SignedIn, Submitted,
    Trouble,
    reports::{Attempt, Others, Reason, Strength},
};
use domain::{
    ids::PersonId,
    incident::IncidentClass,
    ledger::{Correction, Event},
    person::{BirthDate, PersonDetails, PersonEvent},
    refusal::Refusal,
    unidentified::{UnidentifiedDetails, UnidentifiedKind},
};
use futures::future::join_all;
use jiff::{SignedDuration, civil::date};
use testkit::{
    running::Running,
    sample::{self, undecided_call},
};

use crate::{engines::on_each_engine, said_the_same::said_the_same};

fn ellie() -> PersonDetails {
    sample::born("Ellie Bowyer", date(2011, 5, 17))
}

/// As a shouting caller's words are typed.
fn misheard() -> PersonDetails {
    let birth = BirthDate::AgeRange { from: 14, to: 14, estimated_on: date(2026, 3, 2) };
    PersonDetails { name: "Elie Boyer".into(), birth, ..PersonDetails::default() }
}

/// Each way in which a report comes.
const WAYS: [&str; 7] =
    ["sent", "sent at once", "of a noted call", "another matter", "resumed later", "taken over", "by a home"];

async fn reported(running: &Running, way: &str, answers: ReportAnswers) -> Result<Submitted, Trouble> {
    let who = running.someone("call_handler").await;
    let submit = async |who: &SignedIn, draft: app::Draft| {
        running.app.submit_report(who, draft.id, draft.version, &IdempotencyKey::fresh()).await
    };
    let save = |id, version, answers| running.app.save_draft(&who, DraftSave { id, version, answers });
    match way {
        "sent" => running.report_by(&who, answers).await,
        "sent at once" => {
            let key = IdempotencyKey::fresh();
            running.app.report_at_once(&who, Attempt { key: &key, sent: &answers }, &answers).await
        }
        "of a noted call" => {
            let call = undecided_call(&running.app, &who).await;
            let begun = running.app.report_of_call(&who, call).await.unwrap();
            let answers = ReportAnswers { call: Some(call), ..answers };
            let saved = save(Some(begun.id), begun.version, answers).await.unwrap();
            submit(&who, saved).await
        }
        "another matter" => {
            let answers = ReportAnswers {
                class: Some(IncidentClass::ConcernForWelfare),
                class_reason: "Known to the hospital".into(),
                ..answers
            };
            running.report_by(&who, answers).await
        }
        "resumed later" => {
            let saved = save(None, 0, answers).await.unwrap();
            running.pass(SignedDuration::from_hours(2));
            submit(&who, saved).await
        }
        "taken over" => {
            let saved = save(None, 0, answers).await.unwrap();
            let colleague = running.someone("police_supervisor").await;
            let taken = running.app.take_over_draft(&colleague, saved.id).await.unwrap();
            submit(&colleague, taken).await
        }
        "by a home" => running.report_by(&running.someone("home_manager").await, answers).await,
        way => panic!("{way}"),
    }
}

fn asked(refused: &Result<Submitted, Trouble>) -> &[PersonId] {
    match refused {
        Err(Trouble::Refused(Refusal::LikelyKnown { place: 0, people, .. })) => people,
        other => panic!("{other:?}"),
    }
}

async fn entries(running: &Running) -> i64 {
    running.place.raw().await.number("SELECT COUNT(*) FROM entry").await
}

#[tokio::test]
async fn a_second_record_of_somebody_is_never_made_unseen() {
    on_each_engine(async |running| {
        let home = running.someone("home_manager").await;
        let known = running.report_by(&home, sample::missing([ellie()])).await.unwrap().people[0];
        for way in WAYS {
            let before = entries(&running).await;
            let refused = reported(&running, way, sample::missing([misheard()])).await;
            assert_eq!(asked(&refused), [known], "{way}");
            let noted = i64::from(way == "of a noted call");
            assert!(entries(&running).await - before <= 2 * noted, "{way}: nothing of it is recorded");
        }
    })
    .await;
}

/// Everything else that could bring a name or a person into the ledger: none of it makes a record of a person, and what makes
/// two records alike stands in the list of pairs at once.
const OTHER_WAYS: [&str; 4] =
    ["registered as an act", "named by an act", "added to a case", "an unidentified person"];

async fn other(running: &Running, way: &str, nobody: &Submitted, same: &[PersonId]) -> Result<(), Trouble> {
    let of_others = OfOthers { same: same.to_vec(), ..OfOthers::default() };
    let unit = running.someone("police_mpu").await;
    let named = |event| RecordingOnPerson {
        person: nobody.people[0],
        act: Act::Person(event),
        happened_at: None,
        seen: Seen::Everything,
        key: IdempotencyKey::fresh(),
    };
    match way {
        "registered as an act" => {
            let registered = named(PersonEvent::Registered { details: misheard() });
            running.app.record_on_person(&unit, registered).await.map(|_| ())
        }
        "named by an act" => {
            let reason = "The caller, on the line".to_owned();
            let changed = named(PersonEvent::DetailsChanged { details: misheard(), reason });
            running.app.record_on_person_having_asked(&unit, changed, of_others).await.map(|_| ())
        }
        "added to a case" => {
            let who = running.someone("call_handler").await;
            let mut draft = running.app.go_on_reporting(&who, nobody.episodes[0]).await.unwrap();
            draft.answers.people[0].details.name = "Elly Bowyer".into();
            draft.answers.people[0].the_same_as = same.to_vec();
            let save = DraftSave { id: Some(draft.id), version: draft.version, answers: draft.answers };
            let saved = running.app.save_draft(&who, save).await.unwrap();
            running.app.add_to_case(&who, saved.id, saved.version).await.map(|_| ())
        }
        "an unidentified person" => {
            let at = running.app.clock().now() - SignedDuration::from_hours(1);
            let kind = UnidentifiedKind::LivingPerson;
            let found = UnidentifiedDetails::new(kind, at, "Says that she is Elie Boyer".to_owned());
            let recorded = running.app.record_unidentified(&unit, found, &IdempotencyKey::fresh()).await;
            recorded.map(|_| ())
        }
        way => panic!("{way}"),
    }
}

#[tokio::test]
async fn nothing_but_a_report_makes_a_record_and_what_makes_two_alike_is_listed_at_once() {
    on_each_engine(async |running| {
        let known = running.report(sample::missing([ellie()])).await.people[0];
        let described =
            PersonDetails { description: "Girl in a red coat".into(), ..PersonDetails::default() };
        let coordinator = running.someone("police_mpu").await;
        for way in OTHER_WAYS {
            let nobody = running.report(sample::missing([described.clone()])).await;
            let records = "SELECT COUNT(*) FROM person_row";
            let before = running.place.raw().await.number(records).await;
            let named_by = ["named by an act", "added to a case"].contains(&way);
            let mut same = Vec::new();
            if named_by {
                let entered = entries(&running).await;
                let refused = other(&running, way, &nobody, &[]).await;
                let Err(Trouble::Refused(Refusal::LikelyKnown { people, .. })) = refused else {
                    panic!("{way}: {refused:?}")
                };
                assert!(people.contains(&known), "{way}");
                assert_eq!(entries(&running).await, entered, "{way}: nothing of it is recorded");
                same = people;
            }
            let done = other(&running, way, &nobody, &same).await;
            assert_eq!(done.is_err(), way == "registered as an act", "{way}: {done:?}");
            assert_eq!(running.place.raw().await.number(records).await, before, "{way}");
            let listed = running.app.possible_duplicates(&coordinator).await.unwrap().pairs;
            let pairs: Vec<_> =
                listed.iter().map(|pair| pair.records.each_ref().map(|(row, _)| row.person)).collect();
            assert_eq!(pairs.contains(&[known, nobody.people[0]]), named_by, "{way}: {pairs:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_else_gets_a_record_that_says_who_was_looked_at_and_who_said_so() {
    on_each_engine(async |running| {
        let known = running.report(sample::missing([ellie()])).await.people[0];
        let mut answers = sample::missing([misheard()]);
        answers.people[0].not_the_same_as = vec![known, PersonId(uuid::Uuid::nil())];
        let who = running.someone("call_handler").await;
        let sent = running.report_by(&who, answers).await.unwrap();
        let reader = running.someone("police_supervisor").await;
        let view = running.app.person(&reader, sent.people[0]).await.unwrap();
        let told = view.timeline.iter().find_map(|item| match &item.event {
            Event::Person(PersonEvent::ToldApart { from, reason }) => {
                Some((from, reason, item.actor.account))
            }
            _ => None,
        });
        let (from, reason, by) = told.expect("it stands on the new record");
        assert_eq!(*from, [known], "only who was likely was asked about");
        assert_eq!((reason.as_str(), by), ("Ruth Ashworth, mother, 214", who.account));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_colleagues_answer_is_asked_again_and_so_is_somebody_registered_meanwhile() {
    on_each_engine(async |running| {
        let first = running.report(sample::missing([ellie()])).await.people[0];
        let who = running.someone("call_handler").await;
        let colleague = running.someone("police_supervisor").await;
        let mut answers = sample::missing([misheard()]);
        answers.people[0].not_the_same_as = vec![first];
        let save = DraftSave { id: None, version: 0, answers: answers.clone() };
        let draft = running.app.save_draft(&who, save).await.unwrap();
        let taken = running.app.take_over_draft(&colleague, draft.id).await.unwrap();
        assert!(taken.answers.people[0].not_the_same_as.is_empty());

        let mut meanwhile = sample::missing([misheard()]);
        meanwhile.people[0].not_the_same_as = vec![first];
        let second = running.report_by(&who, meanwhile).await.unwrap().people[0];
        let save = DraftSave { id: Some(taken.id), version: taken.version, answers };
        let resumed = running.app.save_draft(&colleague, save).await.unwrap();
        let key = IdempotencyKey::fresh();
        let refused = running.app.submit_report(&colleague, resumed.id, resumed.version, &key).await;
        assert_eq!(asked(&refused), [second], "of the first it was said, of the second nobody was asked");
    })
    .await;
}

#[tokio::test]
async fn of_any_number_of_calls_about_one_girl_at_once_one_makes_a_record() {
    on_each_engine(async |running| {
        let mut drafts = Vec::new();
        for number in 0..8 {
            let role = ["call_handler", "police_supervisor", "police_officer", "police_mpu"][number % 4];
            let who = running.someone(role).await;
            let answers = sample::missing([if number % 2 == 0 { ellie() } else { misheard() }]);
            let save = DraftSave { id: None, version: 0, answers };
            let draft = running.app.save_draft(&who, save).await.unwrap();
            drafts.push((who, draft));
        }
        let sent = join_all(drafts.iter().map(async |(who, draft)| {
            running.app.submit_report(who, draft.id, draft.version, &IdempotencyKey::fresh()).await
        }))
        .await;
        let (taken, refused): (Vec<_>, Vec<_>) = sent.iter().partition(|sent| sent.is_ok());
        assert_eq!(taken.len(), 1, "{sent:?}");
        let made = taken[0].as_ref().unwrap().people[0];
        for refused in refused {
            assert_eq!(asked(refused), [made]);
        }
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn somebody_named_twice_in_one_report_is_asked_about_and_sisters_are_not() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let sisters = sample::missing([ellie(), sample::born("Grace Bowyer", date(2011, 5, 17))]);
        running.report_by(&who, sisters).await.unwrap();
        let desmond = PersonDetails { name: "Desmund Okafor".into(), ..PersonDetails::default() };
        let mut twice = sample::missing([sample::adult(), desmond]);
        let refused = running.report_by(&who, twice.clone()).await;
        let expected = Refusal::LikelyKnown { place: 1, people: Vec::new(), reported_as: vec![0] };
        assert!(matches!(&refused, Err(Trouble::Refused(refusal)) if *refusal == expected), "{refused:?}");
        twice.people[1].not_reported_as = vec![0];
        running.report_by(&who, twice).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_question_says_who_and_why() {
    on_each_engine(async |running| {
        let known = running.report(sample::missing([ellie()])).await;
        let who = running.someone("call_handler").await;
        let questions = running.app.likely_questions(&who, &sample::missing([misheard()])).await.unwrap();
        let likely = &questions[0].people[0];
        assert_eq!((likely.row.person, likely.row.missing_in), (known.people[0], Some(known.episodes[0])));
        assert_eq!(likely.strength, Strength::VeryLikely);
        let nearly = Reason::NameNearly { typed: "Elie Boyer".into(), recorded: "Ellie Bowyer".into() };
        assert_eq!(likely.reasons, [nearly, Reason::AgeFits, Reason::MissingNow]);
    })
    .await;
}

#[tokio::test]
async fn whoever_does_not_see_a_record_is_not_asked_about_it_and_the_force_is_afterwards() {
    on_each_engine(async |running| {
        let first = running.report(sample::missing([ellie()])).await.people[0];
        let home = running.someone("home_manager").await;
        let answers = sample::missing([misheard()]);
        assert!(running.app.likely_questions(&home, &answers).await.unwrap().is_empty());
        let second = running.report_by(&home, answers).await.unwrap();

        let denied = running.app.possible_duplicates(&running.someone("call_handler").await).await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
        let coordinator = running.someone("police_mpu").await;
        let pairs = running.app.possible_duplicates(&coordinator).await.unwrap().pairs;
        assert_eq!(pairs.len(), 1, "{pairs:?}");
        assert_eq!(pairs[0].records.each_ref().map(|(row, _)| row.person), [first, second.people[0]]);

        let apart = |reason: &str| {
            let (from, key) = (vec![first], IdempotencyKey::fresh());
            running.app.tell_apart(&coordinator, second.people[0], from, reason.to_owned(), key)
        };
        let refused = apart(" ").await;
        assert!(matches!(refused, Err(Trouble::Refused(Refusal::AnswerMissing { field: "reason" }))));
        apart("Two girls of one school").await.unwrap();
        for _ in 0..2 {
            assert!(running.app.possible_duplicates(&coordinator).await.unwrap().pairs.is_empty());
        }
        // The home reads its child's record, and nothing of another.
        let person = running.app.person(&home, second.people[0]).await.unwrap();
        let told = person.timeline.iter().any(|item| item.event.name() == "told_apart");
        assert!(!told && person.file.person.told_apart.is_empty());
    })
    .await;
}

#[tokio::test]
async fn of_everybody_of_a_common_name_nobody_is_left_out_of_the_question() {
    on_each_engine(async |running| {
        let khan = PersonDetails { name: "Mohammed Khan".into(), ..PersonDetails::default() };
        let mut known = Vec::new();
        for _ in 0..15 {
            known.push(running.report(sample::missing([khan.clone()])).await.people[0]);
        }
        let who = running.someone("call_handler").await;
        let mut answers = sample::missing([PersonDetails { name: "Muhamad Khan".into(), ..khan }]);
        let questions = running.app.likely_questions(&who, &answers).await.unwrap();
        assert_eq!((questions[0].people.len(), questions[0].others), (15, Others::Nobody));
        answers.people[0].not_the_same_as = known[..14].to_vec();
        let refused = running.report_by(&who, answers.clone()).await;
        assert_eq!(asked(&refused).len(), 1, "of one nothing was said");
        answers.people[0].not_the_same_as = known;
        running.report_by(&who, answers).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn pairs_are_worked_out_ahead_and_kept_as_records_change() {
    on_each_engine(async |running| {
        let first = running.report(sample::missing([ellie()])).await.people[0];
        running.app.work_ahead().await.unwrap();
        let second = running.report(sample::missing([misheard()])).await;
        let coordinator = running.someone("police_mpu").await;
        let listed = async || {
            let found = running.app.possible_duplicates(&coordinator).await.unwrap();
            assert_eq!((found.more, found.not_compared), (0, 0));
            found
                .pairs
                .iter()
                .map(|pair| pair.records.each_ref().map(|(row, _)| row.person))
                .collect::<Vec<_>>()
        };
        assert_eq!(listed().await, [] as [[PersonId; 2]; 0], "who took the call said that they are two");
        running.pass(SignedDuration::from_hours(1));
        let address = |details| PersonDetails { home_address: "12 Sallow Bank".into(), ..details };
        for (person, details) in [(first, ellie()), (second.people[0], misheard())] {
            let changed = Act::Person(PersonEvent::DetailsChanged {
                details: address(details),
                reason: "Her mother".into(),
            });
            let key = IdempotencyKey::fresh();
            let recording =
                RecordingOnPerson { person, act: changed, happened_at: None, seen: Seen::Everything, key };
            running.app.record_on_person(&coordinator, recording).await.unwrap();
        }
        assert_eq!(listed().await, [[first, second.people[0]]], "more speaks against it than then");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_called_like_somebody_else_on_record_unseen() {
    on_each_engine(async |running| {
        let known = running.report(sample::missing([ellie()])).await.people[0];
        let described =
            PersonDetails { description: "Girl in a red coat".into(), ..PersonDetails::default() };
        let nobody = running.report(sample::missing([described])).await.people[0];
        let who = running.someone("police_officer").await;
        let renamed = |details: PersonDetails| RecordingOnPerson {
            person: nobody,
            act: Act::Person(PersonEvent::DetailsChanged { details, reason: "Her mother".into() }),
            happened_at: None,
            seen: Seen::Everything,
            key: IdempotencyKey::fresh(),
        };
        let question = running
            .app
            .likely_once_recorded_on_person(&who, &renamed(misheard()), OfOthers::default())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(question.people.iter().map(|likely| likely.row.person).collect::<Vec<_>>(), [known]);
        let before = entries(&running).await;
        let refused = running.app.record_on_person(&who, renamed(misheard())).await;
        assert!(
            matches!(&refused, Err(Trouble::Refused(Refusal::LikelyKnown { people, .. })) if *people == [known]),
            "{refused:?}"
        );
        let apart = |reason: &str| OfOthers { apart: vec![known], reason: reason.into(), ..OfOthers::default() };
        let unsaid =
            running.app.record_on_person_having_asked(&who, renamed(misheard()), apart(" ")).await;
        let field = "not_the_same_reason";
        assert!(
            matches!(&unsaid, Err(Trouble::Refused(Refusal::AnswerMissing { field: named })) if *named == field),
            "{unsaid:?}"
        );
        assert_eq!(entries(&running).await, before, "nothing is recorded");
        let said = apart("Two girls of one school");
        running.app.record_on_person_having_asked(&who, renamed(misheard()), said).await.unwrap();
        let view = running.app.person(&who, nobody).await.unwrap();
        assert_eq!(view.file.person.details.name, misheard().name);
        assert_eq!(view.file.person.told_apart.iter().map(|(from, _)| *from).collect::<Vec<_>>(), [known]);

        let school = PersonDetails { school_or_work: "Oak Lane".into(), ..misheard() };
        running.app.record_on_person(&who, renamed(school)).await.expect("it says nothing new of who she is");
        let home = running.someone("home_manager").await;
        let own = running.report_by(&home, sample::missing([sample::adult()])).await.unwrap().people[0];
        let alike = RecordingOnPerson { person: own, ..renamed(ellie()) };
        let asked = running.app.likely_once_recorded_on_person(&home, &alike, OfOthers::default()).await;
        assert!(!matches!(asked, Ok(Some(_))), "whoever does not see the other is not asked: {asked:?}");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_correction_of_a_name_and_a_report_about_somebody_known_ask_as_well() {
    on_each_engine(async |running| {
        let known = running.report(sample::missing([ellie()])).await.people[0];
        let other = sample::born("Kayleigh Marsh", date(2011, 5, 17));
        let opened = running.report(sample::missing([other.clone()])).await;
        let unit = running.someone("police_mpu").await;
        let details = PersonDetails { school_or_work: "Oak Lane".into(), ..other };
        let changed = PersonEvent::DetailsChanged { details, reason: "Her mother".into() };
        let changed = running.record(&unit, opened.episodes[0], Act::Person(changed)).await.unwrap().entry;
        let corrected = Act::Correct(Correction {
            corrects: changed,
            happened_at: None,
            event: Some(Box::new(Event::Person(PersonEvent::DetailsChanged {
                details: ellie(),
                reason: "Her mother".into(),
            }))),
            reason: "Misheard".into(),
        });
        let refused = running.record(&unit, opened.episodes[0], corrected).await;
        assert!(matches!(&refused, Err(Trouble::Refused(Refusal::LikelyKnown { .. }))), "{refused:?}");

        let concern = ReportAnswers {
            class: Some(IncidentClass::ConcernForWelfare),
            class_reason: "Known to the hospital".into(),
            ..sample::missing([sample::adult()])
        };
        let adult = running.report(concern).await;
        let who = running.someone("call_handler").await;
        let mut again = sample::missing([ellie()]);
        again.people[0].existing = Some(adult.people[0]);
        again.people[0].seen_version = running.app.person(&who, adult.people[0]).await.unwrap().version;
        let refused = running.report_by(&who, again.clone()).await;
        assert!(asked(&refused).contains(&known), "{refused:?}");
        again.people[0].the_same_as = asked(&refused).to_vec();
        running.report_by(&who, again).await.unwrap();
        let said = said_the_same(&running.app.person(&who, adult.people[0]).await.unwrap());
        let [(with, reason, role)] = said.as_slice() else { panic!("{said:?}") };
        assert!(with.contains(&known) && !reason.is_empty(), "{said:?}");
        assert_eq!(role, "call_handler");
    })
    .await;
}
