//! Whoever says that two records are of one person is named.

use app::{Act, IdempotencyKey, OfOthers, RecordingOnPerson, Seen};
use domain::{
    ids::PersonId,
    ledger::Event,
    person::{PersonDetails, PersonEvent},
};
use jiff::civil::date;
use testkit::sample;

use crate::engines::on_each_engine;

fn ellie() -> PersonDetails {
    sample::born("Ellie Bowyer", date(2011, 5, 17))
}

/// What a record says of who said that others are of the same person: of whom, why, and in which role.
pub(crate) fn said_the_same(view: &app::PersonView) -> Vec<(Vec<PersonId>, String, String)> {
    let said = view.timeline.iter().filter_map(|item| match &item.event {
        Event::Person(PersonEvent::SaidTheSame { with, reason }) => {
            Some((with.clone(), reason.clone(), item.actor.role.clone()))
        }
        _ => None,
    });
    said.collect()
}

#[tokio::test]
async fn who_says_that_two_are_one_is_recorded_with_why_and_told_to_whoever_merges() {
    on_each_engine(async |running| {
        let known = running.report(sample::missing([ellie()])).await.people[0];
        let described =
            PersonDetails { description: "Girl in a red coat".into(), ..PersonDetails::default() };
        let nobody = running.report(sample::missing([described])).await;
        let who = running.someone("call_handler").await;
        let details = ellie();
        let renamed = |details| RecordingOnPerson {
            person: nobody.people[0],
            act: Act::Person(PersonEvent::DetailsChanged { details, reason: "Her mother".into() }),
            happened_at: None,
            seen: Seen::Everything,
            key: IdempotencyKey::fresh(),
        };
        let same = OfOthers { same: vec![known], ..OfOthers::default() };
        running.app.record_on_person_having_asked(&who, renamed(details), same).await.unwrap();
        let reader = running.someone("police_supervisor").await;
        let view = running.app.person(&reader, nobody.people[0]).await.unwrap();
        let expected = (vec![known], "Her mother".to_owned(), "call_handler".to_owned());
        assert_eq!(said_the_same(&view), [expected]);
        for elsewhere in ["allocated_worker", "mash_manager", "home_manager"] {
            let other = running.someone(elsewhere).await;
            if let Ok(view) = running.app.person(&other, nobody.people[0]).await {
                assert!(said_the_same(&view).is_empty(), "{elsewhere} reads no other record's id");
            }
        }

        for (here, there) in [(known, nobody.people[0]), (nobody.people[0], known)] {
            let comparison = running.app.compare_records(&reader, here, there).await.unwrap();
            let said = comparison.said_the_same.expect("whoever merges reads who said so");
            assert_eq!(said.by, who.actor());
        }
        let alone = PersonEvent::SaidTheSame { with: vec![known], reason: "By hand".into() };
        let alone = RecordingOnPerson { act: Act::Person(alone), ..renamed(ellie()) };
        assert!(
            running.app.record_on_person(&reader, alone).await.is_err(),
            "it is said where somebody is asked"
        );
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_records_that_may_be_the_same_nobody_is_said_to_have_said_so() {
    on_each_engine(async |running| {
        let known = running.report(sample::missing([ellie()])).await.people[0];
        let described =
            PersonDetails { description: "Girl in a red coat".into(), ..PersonDetails::default() };
        let nobody = running.report(sample::missing([described])).await.people[0];
        let who = running.someone("police_mpu").await;
        let changed = PersonEvent::DetailsChanged { details: ellie(), reason: "Her mother".into() };
        let changed = RecordingOnPerson {
            person: nobody,
            act: Act::Person(changed),
            happened_at: None,
            seen: Seen::Everything,
            key: IdempotencyKey::fresh(),
        };
        let may_be = OfOthers { may_be: vec![known], ..OfOthers::default() };
        running.app.record_on_person_having_asked(&who, changed, may_be).await.unwrap();
        assert!(said_the_same(&running.app.person(&who, nobody).await.unwrap()).is_empty());
        let listed = running.app.possible_duplicates(&who).await.unwrap().pairs;
        assert_eq!(listed.iter().map(|pair| pair.said_the_same.clone()).collect::<Vec<_>>(), [None]);
    })
    .await;
}
