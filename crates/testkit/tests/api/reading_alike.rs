//! Pages and API show the same: who is late home, and what changed between two moments of a case.

use app::SignedIn;
use jiff::{SignedDuration, civil::date};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use testkit::running::{PASSWORD, agency, beginning};
use testkit::sample::{born, child, missing, returned};

use crate::service::{Program, Service, fresh_key, on_each_engine};

#[tokio::test]
async fn whoever_was_told_of_somebody_late_finds_them_on_the_page_and_through_the_api() {
    on_each_engine(async |service| {
        let running = &service.running;
        let report = running.report(missing([child()])).await;
        let person = report.people[0].to_string();
        let police = running.someone("police_supervisor").await;
        running.record(&police, report.episodes[0], returned()).await.unwrap();
        let placement = json!({
            "kind": "planned", "start": beginning(), "where": "in_area", "provider": agency(4), "address": "Larch House",
        });
        on_person(&service.program("allocated_worker").await, &person, "placement_recorded", &placement).await;
        running.pass(SignedDuration::from_hours(100));

        let manager = running.someone("home_manager").await;
        let home = service.program_of(&manager).await;
        let expected = running.app.clock().now() + SignedDuration::from_mins(10);
        let noted = json!({"expected_at": expected, "note": "Rang him <twice>"});
        on_person(&home, &person, "late_noted", &noted).await;
        assert_eq!(late(&service, &home, &manager).await, Vec::<Value>::new());
        running.pass(SignedDuration::from_mins(41));
        running.app.mind_jobs().await.unwrap();
        let told = late(&service, &home, &manager).await;
        assert_eq!(told.len(), 1);
        assert_eq!((&told[0]["person"], &told[0]["next_role"]), (&json!(person), &json!("police_supervisor")));
        assert_eq!(late(&service, &service.program_of(&police).await, &police).await, Vec::<Value>::new());

        on_person(&home, &person, "late_acknowledged", &json!({"of": told[0]["entry"]})).await;
        assert_eq!(late(&service, &home, &manager).await, Vec::<Value>::new());
    })
    .await;
}

/// Who is late, as the API lists them and as the page does.
async fn late(service: &Service, program: &Program<'_>, who: &SignedIn) -> Vec<Value> {
    let items = program.read("/api/v1/messages/late").await["items"].as_array().unwrap().clone();
    let page = page(service, who, "/messages").await;
    assert_eq!(page.matches("<li class=\"sw-case\" id=\"late-").count(), items.len());
    for item in &items {
        for said in ["person", "entry", "name", "home"] {
            assert!(page.contains(item[said].as_str().unwrap()), "{said} of {item}: {page}");
        }
        let note = item["note"].as_str().unwrap().replace('<', "&lt;").replace('>', "&gt;");
        assert!(page.contains(&note), "{note}: {page}");
    }
    items
}

#[tokio::test]
async fn two_moments_are_compared_alike_on_the_page_and_through_the_api() {
    on_each_engine(async |service| {
        let running = &service.running;
        let episode = running.report(missing([child()])).await.episodes[0];
        let sergeant = running.someone("police_supervisor").await;
        let program = service.program_of(&sergeant).await;
        let from = running.app.clock().now();
        running.pass(SignedDuration::from_mins(5));
        let graded = json!({"by": "supervisor", "grade": "medium", "reasons": "Never late before."});
        program.record(&episode.to_string(), "risk_assessed", graded).await;
        running.pass(SignedDuration::from_mins(50));
        running.app.mind_clocks().await.unwrap();

        let query = format!("from={from}&to=now");
        let api = program.read(&format!("/api/v1/episodes/{episode}/compare?{query}")).await;
        let page = page(&service, &sergeant, &format!("/episodes/{episode}/compare?{query}")).await;
        let (changes, between) = page.split_once("Recorded in between").unwrap();
        let rows = |part: &str| part.matches("<tr class=\"govuk-table__row\">").count().saturating_sub(1);
        let listed = |name: &str| api[name].as_array().unwrap();
        assert_eq!(rows(changes), listed("changes").len(), "{api:#}");
        assert_eq!(rows(between), listed("recorded").len(), "{api:#}");

        let stand = &listed("changes").iter().find(|change| change["matter"] == "messages").unwrap()["is"];
        assert!(stand["sent"].as_u64() > Some(1), "{stand}");
        for said in [
            format!("{} sent", stand["sent"]),
            format!("{} not acknowledged", stand["waiting"]),
            format!("{} entries about messages are not listed here", api["messages_recorded"]),
        ] {
            assert!(page.contains(&said), "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn lists_of_tasks_are_denied_to_a_home_on_the_page_and_through_the_api() {
    on_each_engine(async |service| {
        let home = service.running.someone("home_manager").await;
        let episode = service.running.report_by(&home, missing([child()])).await.unwrap().episodes[0];
        let path = format!("/episodes/{episode}/task-lists");
        let denied = opened(&service, &home, &path).await.status();
        assert_eq!(denied, StatusCode::FORBIDDEN);
        assert_eq!(service.program_of(&home).await.get(&format!("/api/v1{path}")).await.status, denied);
        let police = service.program("police_supervisor").await;
        assert_eq!(police.get(&format!("/api/v1{path}")).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn comparable_episodes_are_counted_alike_on_the_page_and_through_the_api_and_denied_to_a_home() {
    on_each_engine(async |service| {
        let home = service.running.someone("home_manager").await;
        let episode = service.running.report_by(&home, missing([child()])).await.unwrap().episodes[0];
        for day in 1..=11 {
            let other = born(&format!("Child {day}"), date(2011, 8, day));
            let other = service.running.report(missing([other])).await.episodes[0];
            let police = service.running.someone("police_supervisor").await;
            service.running.pass(SignedDuration::from_hours(1));
            service.running.record(&police, other, returned()).await.unwrap();
        }
        let path = format!("/episodes/{episode}/comparable");
        let police = service.running.someone("police_supervisor").await;
        let api = service.program_of(&police).await.read(&format!("/api/v1{path}")).await;
        let shown = page(&service, &police, &path).await;
        let listed = api["episodes"].as_array().unwrap().len();
        assert_eq!((listed, &api["curve"]["count"]), (11, &json!(11)), "{api:#}");
        assert!(shown.contains("11 past and running times missing of other people"));
        let behind = page(&service, &police, &format!("{path}/behind?figure=ending-returned")).await;
        assert_eq!(behind.matches("<tr class=\"govuk-table__row\">").count(), 11 + 1);
        assert!(shown.contains("11 of 11"));

        let denied = opened(&service, &home, &path).await.status();
        assert_eq!(denied, StatusCode::FORBIDDEN);
        assert_eq!(service.program_of(&home).await.get(&format!("/api/v1{path}")).await.status, denied);
    })
    .await;
}

async fn on_person(program: &Program<'_>, person: &str, word: &str, body: &Value) {
    let address = format!("/api/v1/people/{person}");
    let seen = program.get(&address).await.etag;
    let answer = program.change(&format!("{address}/acts/{word}"), &seen, &fresh_key(), body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{word}: {}", answer.body);
}

async fn page(service: &Service, who: &SignedIn, path: &str) -> String {
    let answer = opened(service, who, path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

async fn opened(service: &Service, who: &SignedIn, path: &str) -> Response {
    let browser = Client::builder().cookie_store(true).build().unwrap();
    let credentials = [("username", who.username.as_str()), ("password", PASSWORD)];
    browser.post(service.url("/sign-in")).form(&credentials).send().await.unwrap();
    browser.get(service.url(path)).send().await.unwrap()
}
