//! What is sent twice is recorded once; what was not seen is not overwritten.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::service::{Service, fresh_key, on_each_engine, report_of};

async fn reported(service: &Service) -> String {
    let answer = service.program("call_handler").await.report(&fresh_key(), &report_of("Zoë Example")).await;
    answer.body["episodes"][0].as_str().unwrap().to_owned()
}

fn assessment() -> Value {
    json!({
        "by": "officer",
        "grade": "high",
        "reasons": "Went with a stranger.",
        "considerations": [{"consideration": "vulnerability", "what": "Exploited before.", "source": "Key worker"}],
    })
}

#[tokio::test]
async fn an_act_sent_again_with_its_key_is_recorded_once_and_answered_alike() {
    on_each_engine(async |service| {
        let officer = service.program("police_officer").await;
        let episode = reported(&service).await;
        let seen = officer.get(&format!("/api/v1/episodes/{episode}")).await.etag;
        let path = format!("/api/v1/episodes/{episode}/acts/risk_assessed");
        let key = fresh_key();
        let before = service.entries().await;
        let first = officer.change(&path, &seen, &key, &assessment()).await;
        assert_eq!(first.status, 201, "{}", first.body);
        // The answer was lost; others record something, and time passes, before it is sent again.
        service.running.pass(SignedDuration::from_mins(2));
        officer.record(&episode, "officer_deployed", json!({"officer": "PC Example"})).await;
        let again = officer.change(&path, &seen, &key, &assessment()).await;
        assert_eq!(again, first);
        // The first high grade sets two tasks of the high-risk list with it.
        assert_eq!(service.entries().await, before + 4);
        let mut other = assessment();
        other["grade"] = json!("medium");
        let now = officer.get(&format!("/api/v1/episodes/{episode}")).await.etag;
        let refused = officer.change(&path, &now, &key, &other).await;
        assert_eq!((refused.status.as_u16(), refused.problem()), (422, "key-used-before"));
        // The first high grade sets two tasks of the high-risk list with it.
        assert_eq!(service.entries().await, before + 4);
    })
    .await;
}

#[tokio::test]
async fn a_report_sent_again_with_its_key_is_taken_once() {
    on_each_engine(async |service| {
        let handler = service.program("call_handler").await;
        let key = fresh_key();
        let first = handler.report(&key, &report_of("Zoë Example")).await;
        assert_eq!(first.status, 201, "{}", first.body);
        let entries = service.entries().await;
        service.running.pass(SignedDuration::from_mins(2));
        assert_eq!(handler.report(&key, &report_of("Zoë Example")).await, first);
        let other = handler.report(&key, &report_of("Ali Example")).await;
        assert_eq!((other.status.as_u16(), other.problem()), (422, "key-used-before"));
        let mut unclear = report_of("Ali Example");
        unclear["report"]["circumstances"] = json!(" ");
        unclear["report"]["last_seen"] = json!("");
        let refused = handler.report(&fresh_key(), &unclear).await;
        assert_eq!((refused.status.as_u16(), refused.problem()), (422, "answer-missing"));
        assert_eq!(service.entries().await, entries);
        assert_eq!(service.drafts().await, 0, "nothing is left to be typed on");
    })
    .await;
}

#[tokio::test]
async fn what_was_not_seen_is_shown_before_anything_is_recorded_over_it() {
    on_each_engine(async |service| {
        let episode = reported(&service).await;
        let officer = service.program("police_officer").await;
        let handler = service.program("call_handler").await;
        let path = format!("/api/v1/episodes/{episode}/acts/risk_assessed");
        let seen = officer.get(&format!("/api/v1/episodes/{episode}")).await.etag;
        // Another matter is in nobody's way.
        handler.record(&episode, "officer_deployed", json!({"officer": "PC Example"})).await;
        assert_eq!(officer.change(&path, &seen, &fresh_key(), &assessment()).await.status, 201);
        // The same matter is.
        let mut mine = assessment();
        mine["grade"] = json!("medium");
        let entries = service.entries().await;
        let clash = handler.change(&path, &seen, &fresh_key(), &mine).await;
        assert_eq!((clash.status.as_u16(), clash.problem()), (412, "clash"));
        assert_eq!(clash.body["since"][0]["word"], "risk_assessed");
        assert_eq!(clash.body["since"][0]["event"]["grading"]["grade"], "high");
        assert_eq!(service.entries().await, entries);
        // Whoever has seen it decides.
        assert_eq!(clash.etag, format!("\"{}\"", clash.body["version"]));
        assert_eq!(handler.change(&path, &clash.etag, &fresh_key(), &mine).await.status, 201);
    })
    .await;
}

#[tokio::test]
async fn a_correction_says_only_what_was_wrong() {
    on_each_engine(async |service| {
        let episode = reported(&service).await;
        let officer = service.program("police_officer").await;
        let recorded = officer.record(&episode, "risk_assessed", assessment()).await;
        service.running.pass(SignedDuration::from_mins(20));
        let before = officer.read(&recorded.location).await;
        let seen = officer.get(&format!("/api/v1/episodes/{episode}")).await.etag;
        let path = format!("{}/corrections", recorded.location);
        let body = json!({"reasons": "Went with an uncle.", "correction_reason": "Misheard."});
        let corrected = officer.change(&path, &seen, &fresh_key(), &body).await;
        assert_eq!(
            (corrected.status.as_u16(), &corrected.location),
            (201, &recorded.location),
            "{}",
            corrected.body
        );
        let after = officer.read(&recorded.location).await;
        let mut expected = before["event"].clone();
        expected["grading"]["reasons"] = json!("Went with an uncle.");
        assert_eq!(after["event"], expected);
        assert_eq!(after["original"]["event"], before["event"]);
        assert_eq!(after["happened_at"], before["happened_at"]);
        assert_eq!(after["corrections"][0]["reason"], "Misheard.");
        let unreasoned = officer.change(&path, &corrected.etag, &fresh_key(), &json!({"reasons": "x"})).await;
        assert_eq!((unreasoned.status.as_u16(), unreasoned.problem()), (422, "invalid"));
        assert_eq!(unreasoned.body["errors"][0]["field"], "correction_reason");
    })
    .await;
}

#[tokio::test]
async fn a_person_has_versions_and_keys_of_the_same_kind() {
    on_each_engine(async |service| {
        let taken =
            service.program("call_handler").await.report(&fresh_key(), &report_of("Zoë Example")).await;
        let person = format!("/api/v1/people/{}", taken.body["people"][0].as_str().unwrap());
        let officer = service.program("police_officer").await;
        let read = officer.get(&person).await;
        let path = format!("{person}/acts/marker_recorded");
        let marker = json!({"marker": "self_harm", "source": "Key worker"});
        let key = fresh_key();
        let first = officer.change(&path, &read.etag, &key, &marker).await;
        assert_eq!(first.status, 201, "{}", first.body);
        assert_eq!(officer.change(&path, &read.etag, &key, &marker).await, first);
        assert_eq!(officer.read(&first.location).await["event"]["marker"], "self_harm");
        let held = officer.read(&person).await;
        assert_eq!(held["markers"].as_array().unwrap().len(), 1);
        assert_eq!(held["details"]["name"], "Zoë Example");
        let found = officer
            .send(reqwest::Method::POST, "/api/v1/people/search", |ask| {
                ask.json(&json!({"name": "zoe exam"}))
            })
            .await;
        assert_eq!(found.body["items"][0]["person"], taken.body["people"][0]);
        // An act on an episode is not recorded on a person.
        let elsewhere = officer
            .change(&format!("{person}/acts/risk_assessed"), &read.etag, &fresh_key(), &assessment())
            .await;
        assert_eq!(elsewhere.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_report_that_names_a_record_that_is_not_there_says_which_and_leaves_no_draft() {
    on_each_engine(async |service| {
        let handler = service.program("call_handler").await;
        let entries = service.entries().await;
        let mut of_nobody = report_of("Zoë Example");
        of_nobody["people"][0] = json!({"existing": fresh_key()});
        let mut of_no_call = report_of("Zoë Example");
        of_no_call["call"] = json!(fresh_key());
        for (body, problem, field) in
            [(of_nobody, "no-such-person", "people[0].existing"), (of_no_call, "no-such-call", "call")]
        {
            let refused = handler.report(&fresh_key(), &body).await;
            assert_eq!((refused.status.as_u16(), refused.problem()), (422, problem), "{}", refused.body);
            assert_eq!(refused.body["errors"][0]["field"], field);
        }
        assert_eq!((service.entries().await, service.drafts().await), (entries, 0));
    })
    .await;
}

#[tokio::test]
async fn somebody_likely_known_is_asked_about_with_who_and_why_and_then_taken() {
    on_each_engine(async |service| {
        let handler = service.program("call_handler").await;
        let first = handler.report(&fresh_key(), &report_of("Ellie Bowyer")).await;
        let known = &first.body["people"][0];
        let entries = service.entries().await;
        let key = fresh_key();
        let mut again = report_of("Elie Boyer");
        let refused = handler.report(&key, &again).await;
        assert_eq!((refused.status.as_u16(), refused.problem()), (409, "likely-known"), "{}", refused.body);
        let likely = &refused.body["likely"][0];
        assert_eq!((&likely["place"], &likely["people"][0]["person"]), (&json!(0), known));
        assert_eq!(likely["people"][0]["strength"], "very_likely");
        assert_eq!(likely["people"][0]["reasons"][0]["reason"], "name-nearly");
        assert_eq!((service.entries().await, service.drafts().await), (entries, 0), "nothing is left of it");
        again["people"][0]["not_the_same_as"] = json!([known]);
        let taken = handler.report(&key, &again).await;
        assert_eq!(taken.status, 201, "the key was used for nothing yet: {}", taken.body);

        let unit = service.program("police_mpu").await;
        let pairs = unit.read("/api/v1/people/duplicates").await;
        assert_eq!(pairs["items"], json!([]), "somebody has said that they are two");
        assert_eq!(handler.get("/api/v1/people/duplicates").await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn whoever_gives_somebody_the_name_of_another_is_asked_as_a_report_is() {
    on_each_engine(async |service| {
        let handler = service.program("call_handler").await;
        let known = handler.report(&fresh_key(), &report_of("Ellie Bowyer")).await.body["people"][0].clone();
        let other = handler.report(&fresh_key(), &report_of("Kayleigh Marsh")).await.body;
        let (episode, record) = (&other["episodes"][0], &other["people"][0]);
        let (episode, record) = (episode.as_str().unwrap(), record.as_str().unwrap());
        let officer = service.program("police_officer").await;
        let mut body = officer.read(&format!("/api/v1/people/{record}")).await["details"].clone();
        body["name"] = json!("Elie Boyer");
        body["reason"] = json!("Her mother");
        let refused = officer.act(episode, "person_details_changed", &body).await;
        assert_eq!((refused.status.as_u16(), refused.problem()), (409, "likely-known"), "{}", refused.body);
        assert_eq!(refused.body["likely"][0]["people"][0]["person"], known);
        body["not_the_same_as"] = json!([known]);
        let unsaid = officer.act(episode, "person_details_changed", &body).await;
        assert_eq!(unsaid.status, 422, "{}", unsaid.body);
        body["not_the_same_reason"] = json!("Two girls of one school");
        body["the_same_as"] = json!([known]);
        let both = officer.act(episode, "person_details_changed", &body).await;
        assert_eq!(both.status, 422, "of each one thing: {}", both.body);
        body["the_same_as"] = json!([]);
        let recorded = officer.act(episode, "person_details_changed", &body).await;
        assert_eq!(recorded.status, 201, "{}", recorded.body);
    })
    .await;
}

#[tokio::test]
async fn what_is_said_of_two_records_has_an_end_as_on_pages() {
    on_each_engine(async |service| {
        let handler = service.program("call_handler").await;
        let one = handler.report(&fresh_key(), &report_of("Ellie Bowyer")).await.body["people"][0].clone();
        let other =
            handler.report(&fresh_key(), &report_of("Kayleigh Marsh")).await.body["people"][0].clone();
        let (one, other) = (one.as_str().unwrap(), other.as_str().unwrap());
        let unit = service.program("police_mpu").await;
        let long = "x".repeat(20_001);
        let many = vec![other; 201];
        let seen = unit.get(&format!("/api/v1/people/{one}")).await.etag;
        for (path, body, field, code) in [
            ("apart".to_owned(), json!({"from": many, "reason": "Two girls"}), "from", "too-many"),
            ("apart".to_owned(), json!({"from": [other], "reason": long}), "reason", "too-long"),
            (format!("merges/{other}"), json!({"other_version": 1, "reason": long}), "reason", "too-long"),
            (
                format!("merges/{other}"),
                json!({"other_version": 1, "reason": "One girl", "details": {"description": long}}),
                "details.description",
                "too-long",
            ),
            (format!("merges/{other}/separation"), json!({"reason": long}), "reason", "too-long"),
        ] {
            let address = format!("/api/v1/people/{one}/{path}");
            let refused = unit.change(&address, &seen, &fresh_key(), &body).await;
            assert_eq!(refused.status, 422, "{path}: {}", refused.body);
            let wrong = &refused.body["errors"][0];
            assert_eq!((&wrong["field"], &wrong["code"]), (&json!(field), &json!(code)), "{path}");
        }
    })
    .await;
}
