//! Papers for programs.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::service::{Service, fresh_key, on_each_engine};

#[tokio::test]
async fn a_program_reads_a_briefing_and_takes_papers_out() {
    on_each_engine(async |service: Service| {
        let submitted = service.running.report(testkit::sample::missing([testkit::sample::child()])).await;
        let episode = submitted.episodes[0];
        let sergeant = service.program("police_supervisor").await;
        let briefing = sergeant.read(&format!("/api/v1/episodes/{episode}/briefing")).await;
        assert_eq!(briefing["marking"], "OFFICIAL-SENSITIVE");
        let before = service.entries().await;
        for paper in ["briefing.pdf", "national-referral.pdf"] {
            let path = format!("/api/v1/episodes/{episode}/{paper}");
            let key = fresh_key();
            let answer = sergeant.change(&path, "\"0\"", &key, &json!({})).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            let retried = sergeant.change(&path, "\"0\"", &key, &json!({})).await;
            assert_eq!(retried.body, answer.body, "under one key there is one paper");
            assert_eq!(answer.kind, "application/pdf");
            let without_key = sergeant.send(Method::POST, &path, |ask| ask).await;
            assert_eq!(without_key.status, StatusCode::BAD_REQUEST, "{}", without_key.body);
        }
        assert_eq!(service.entries().await, before + 2);
        for paper in ["live-cases.pdf", "report-form.pdf"] {
            assert_eq!(sergeant.get(&format!("/api/v1/paper/{paper}")).await.kind, "application/pdf");
        }
    })
    .await;
}
