//! Finding people by a name as somebody remembers it: other spellings, ages, places; never whom the reader may not see.

use app::{
    App, How, IdempotencyKey, MatchWhy, PersonHit, Seen, SignedIn,
    cases::{Act, RecordingOnPerson},
};
use domain::person::{PersonDetails, PersonEvent};
use jiff::civil::date;
use testkit::sample;

use crate::engines::on_each_engine;

async fn found(app: &App, who: &SignedIn, typed: &str) -> Vec<String> {
    app.search_people(who, typed).await.unwrap().into_iter().map(|hit| hit.row.name).collect()
}

fn word(hit: &PersonHit, place: usize) -> (&str, &str, How) {
    let words = hit.why.iter().filter_map(|why| match why {
        MatchWhy::Word { typed, name, how, .. } => Some((typed.as_str(), name.as_str(), *how)),
        MatchWhy::NoFit { .. }
        | MatchWhy::OrderSwapped
        | MatchWhy::AgeFits
        | MatchWhy::AgeNearly
        | MatchWhy::PlaceFits { .. } => None,
    });
    words.into_iter().nth(place).expect("a word fits")
}

#[tokio::test]
async fn a_name_is_found_while_it_is_typed_and_in_other_spellings() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        running.report(sample::missing([sample::child(), sample::adult()])).await;
        let hits = async |typed: &str| running.app.search_people(&who, typed).await.unwrap();
        for (typed, first) in [
            ("teg", Some(("teg", "Tegan", How::Begins))),
            ("bell tegan", Some(("bell", "Ashworth-Bell", How::Same))),
            ("TEGAN smith", Some(("TEGAN", "Tegan", How::Same))),
            ("Desmund", Some(("Desmund", "Desmond", How::SpeltNearly { keystrokes: 1 }))),
            ("ashworth bell", Some(("ashworth", "Ashworth-Bell", How::Same))),
            ("Okaphor", Some(("Okaphor", "Okafor", How::OtherTransliteration))),
            ("x", None),
            ("zzyzx", None),
            ("", None),
        ] {
            let found = hits(typed).await;
            assert_eq!(found.first().map(|hit| word(hit, 0)), first, "{typed}");
        }
        let smith = &hits("TEGAN smith").await[0];
        assert!(smith.why.contains(&MatchWhy::NoFit { typed: "smith".to_owned() }), "{:?}", smith.why);
        assert!(hits("bell tegan").await[0].why.contains(&MatchWhy::OrderSwapped));

        let tegan = &hits("teg").await[0].known;
        assert_eq!((tegan.missing_since.is_some(), tegan.missing_before), (true, 0));
        // Another force finds the record, and learns nothing of a case that it has no part in.
        let other = running.someone_of("call_handler", 7).await;
        let seen = &running.app.search_people(&other, "teg").await.unwrap()[0].known;
        assert_eq!((seen.missing_since, seen.missing_before, seen.birth), (None, 0, tegan.birth));
    })
    .await;
}

#[tokio::test]
async fn what_is_remarked_on_a_name_finds_nobody_and_one_left_behind_is_told_to_nobody_who_did_not_type_it() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let rowan = PersonDetails {
            other_names: vec!["Rory (name at birth; not used)".to_owned()],
            ..sample::born("Rowan Ellis-Whyte", date(2008, 11, 2))
        };
        running.report(sample::missing([rowan])).await;
        for typed in ["not used", "birth", "name"] {
            assert_eq!(found(&running.app, &who, typed).await, [""; 0], "{typed}");
        }
        let why = async |typed| running.app.search_people(&who, typed).await.unwrap().remove(0).why;
        assert!(format!("{:?}", why("rory").await).contains("Rory (name at birth; not used)"));
        for typed in ["ro", "rori", "rowan", "whyte"] {
            let why = format!("{:?}", why(typed).await);
            assert!(!why.contains("Rory"), "{typed}: {why}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_age_and_a_place_typed_beside_the_name_tell_people_of_one_name_apart() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let of = |address: &str, year| PersonDetails {
            home_address: address.to_owned(),
            ..sample::born("Ellie Bowyer", date(year, 1, 30))
        };
        running.report(sample::missing([of("3 Mill Lane, Thornby", 1960)])).await;
        let child = running.report(sample::missing([of("14 Sallow Bank\nCorby", 2012)])).await.people[0];
        let hits = running.app.search_people(&who, "elie boyer 14 corby").await.unwrap();
        assert_eq!((hits.len(), hits[0].row.person), (2, child));
        assert!(hits[0].why.contains(&MatchWhy::AgeFits), "{:?}", hits[0].why);
        assert!(hits[0].why.contains(&MatchWhy::PlaceFits { place: "Corby".to_owned() }));
        assert_eq!(word(&hits[0], 1).1, "Bowyer");
        let by_year = running.app.search_people(&who, "Ellie 1960").await.unwrap();
        assert_ne!(by_year[0].row.person, child);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_renamed_is_found_by_the_new_name_by_every_server() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        let second = running.second_server().await;
        assert_eq!(found(&second, &who, "quentin").await, [""; 0], "it has read the names by now");
        let person =
            running.report(sample::missing([sample::born("Quentin Vale", date(2010, 5, 1))])).await.people[0];
        for app in [&running.app, &second] {
            assert_eq!(found(app, &who, "quentin").await, ["Quentin Vale"]);
        }
        let details = PersonDetails {
            other_names: vec!["Jaz".to_owned()],
            ..sample::born("Roberta Plume", date(2010, 5, 1))
        };
        let act =
            Act::Person(PersonEvent::DetailsChanged { details, reason: "As her school has it.".to_owned() });
        let officer = running.someone("police_officer").await;
        let recording = RecordingOnPerson {
            person,
            act,
            happened_at: None,
            seen: Seen::Everything,
            key: IdempotencyKey::fresh(),
        };
        second.record_on_person(&officer, recording).await.unwrap();
        for app in [&running.app, &second] {
            assert_eq!(found(app, &who, "quentin").await, [""; 0]);
            let hits = app.search_people(&who, "Jas").await.unwrap();
            assert_eq!(hits[0].row.name, "Roberta Plume");
            assert!(
                matches!(&hits[0].why[0], MatchWhy::Word { known_as: Some(other), .. } if other == "Jaz"),
                "{:?}",
                hits[0].why
            );
            assert_eq!(found(app, &who, "bobbie plum").await, ["Roberta Plume"], "by a short form");
        }
    })
    .await;
}

#[tokio::test]
async fn whom_the_reader_may_not_see_is_neither_found_nor_takes_a_place() {
    on_each_engine(async |running| {
        let police = running.someone("call_handler").await;
        let social_care = running.someone("allocated_worker").await;
        let charity = running.someone("return_interviewer").await;
        // More adults than a list holds, all nearer to what is typed than the one child.
        for _ in 0..3 {
            let adults = (0..8).map(|day| sample::born("Sam Example", date(1970, 1, day + 1)));
            running.report(sample::missing(adults)).await;
        }
        running.report(sample::missing([sample::born("Sam Exampel", date(2014, 2, 1))])).await;
        assert_eq!(found(&running.app, &police, "sam example").await.len(), 20);
        assert_eq!(found(&running.app, &social_care, "sam example").await, ["Sam Exampel"]);
        assert_eq!(found(&running.app, &charity, "sam example").await, [""; 0]);
        for who in [&police, &social_care] {
            for hit in running.app.search_people(who, "sam example").await.unwrap() {
                running
                    .app
                    .person(who, hit.row.person)
                    .await
                    .expect("a single decision permits what a list holds");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_an_agency_made_later_may_see_is_found_by_it() {
    on_each_engine(async |running| {
        let who = running.someone("call_handler").await;
        running.report(sample::missing([sample::child()])).await;
        assert_eq!(found(&running.app, &who, "tegan").await.len(), 1);
        let force = app::Agency {
            id: domain::ids::AgencyId(uuid::Uuid::from_u128(77)),
            name: "Another Police".to_owned(),
            kind: app::AgencyKind::Police,
        };
        running.app.create_agency(&force).await.unwrap();
        let other = running.someone_of("call_handler", 77).await;
        let mut changes = running.app.changes();
        while found(&running.app, &other, "tegan").await.is_empty() {
            changes.next().await;
        }
    })
    .await;
}
