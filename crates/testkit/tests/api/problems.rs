//! What goes wrong, as a program reads it: status, body, and the entries that were added, which are none.

use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::service::{Answer, Program, Service, fresh_key, on_each_engine, report_of, without_ids};

/// What came of a request.
async fn outcome(service: &Service, before: i64, answer: Answer) -> Value {
    json!({
        "status": answer.status.as_u16(),
        "type": answer.kind,
        "body": without_ids(&answer.body),
        "entries added": service.entries().await - before,
    })
}

#[tokio::test]
async fn problems_say_what_is_wrong_and_what_to_do() {
    on_each_engine(async |service| {
        let officer = service.program("police_officer").await;
        let taken = officer.report(&fresh_key(), &report_of("Zoë Example")).await;
        let episode = taken.body["episodes"][0].as_str().unwrap().to_owned();
        let before = service.entries().await;
        for (name, answer) in troubles(&officer, &episode).await {
            let outcome = outcome(&service, before, answer).await;
            insta::assert_json_snapshot!(name, outcome);
        }
    })
    .await;
}

async fn troubles(officer: &Program<'_>, episode: &str) -> Vec<(&'static str, Answer)> {
    let case = format!("/api/v1/episodes/{episode}");
    let seen = officer.get(&case).await.etag;
    let grade = format!("{case}/acts/risk_assessed");
    let good = json!({"by": "officer", "grade": "high", "reasons": "Went with a stranger."});
    let key = fresh_key();
    let post = Method::POST;
    vec![
        ("unknown_route", officer.get("/api/v1/nothing").await),
        ("unknown_episode", officer.get("/api/v1/episodes/01930000-0000-7000-8000-000000000001").await),
        ("unknown_act", officer.act(episode, "reported", &good).await),
        ("wrong_method", officer.send(Method::PUT, &case, |ask| ask).await),
        ("no_version", officer.send(post.clone(), &grade, |ask| ask.header("idempotency-key", &key).json(&good)).await),
        ("no_single_version", officer.change(&grade, "*", &key, &good).await),
        ("version_ahead", officer.change(&grade, "\"9223372036854775807\"", &key, &good).await),
        ("no_key", officer.send(post.clone(), &grade, |ask| ask.header("if-match", &seen).json(&good)).await),
        ("no_good_key", officer.change(&grade, &seen, "two words", &good).await),
        ("no_json", send_text(officer, &grade, &seen, "application/x-www-form-urlencoded", "grade=high").await),
        ("broken_json", send_text(officer, &grade, &seen, "application/json", "{\n  \"grade\": \"high\",\n}").await),
        ("too_large", send_text(officer, &grade, &seen, "application/json", &" ".repeat(2_000_000)).await),
        ("wrong_fields", officer.act(episode, "risk_assessed", &json!({
            "by": "nobody",
            "grade": "purple",
            "happened_at": "yesterday",
            "considerations": [{"consideration": "history", "what": "Twice this year."}],
        })).await),
        ("unknown_fields", officer.act(episode, "risk_assessed", &json!({"grad": "high", "reasons": 7})).await),
        ("refused_by_a_rule", officer.act(episode, "prevention_interview_completed", &json!({
            "interviewer": "PC Example", "why": "Quarrel.", "harm": "None.",
        })).await),
        ("time_ahead", officer.act(episode, "officer_deployed", &json!({
            "officer": "PC Example", "happened_at": "2030-01-01T00:00:00Z",
        })).await),
        ("denied", officer.act(episode, "mash_assessed", &json!({"outcome": "Meeting."})).await),
        ("wrong_part_of_a_report", officer.report(&fresh_key(), &json!({
            "class": "lost",
            "report": {"circumstances": "Left."},
            "people": [{"details": {"name": "A", "birth": {"known": "exact", "date": "2011-02-31"}}}],
        })).await),
        ("report_without_people", officer.report(&fresh_key(), &json!({
            "class": "missing", "report": {"circumstances": "Left."},
        })).await),
        ("another_site", officer.send(post, &grade, |ask| ask.header("origin", "https://evil.example").json(&good)).await),
    ]
}

async fn send_text(officer: &Program<'_>, path: &str, seen: &str, kind: &str, text: &str) -> Answer {
    officer
        .send(Method::POST, path, |ask| {
            let ask = ask.header("if-match", seen).header("idempotency-key", fresh_key());
            ask.header(header::CONTENT_TYPE, kind).body(text.to_owned())
        })
        .await
}
