//! The main job by programs alone: a report comes in, the clocks run, the person comes home. After each step stands
//! what is owed.

use std::fmt::Write as _;

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::service::{Service, fresh_key, on_each_engine, report_of, without_ids};

#[tokio::test]
async fn the_main_job_is_done_by_programs_alone() {
    on_each_engine(async |service| {
        let story = Story::begin(&service).await.told().await;
        insta::assert_snapshot!("main_job", story);
    })
    .await;
}

/// What happened so far, with the duties after each step.
struct Story<'a> {
    service: &'a Service,
    episode: String,
    text: String,
}

impl<'a> Story<'a> {
    async fn begin(service: &'a Service) -> Self {
        let answer =
            service.program("call_handler").await.report(&fresh_key(), &report_of("Zoë Example")).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let episode = answer.body["episodes"][0].as_str().unwrap().to_owned();
        assert_eq!(answer.location, format!("/api/v1/episodes/{episode}"));
        let mut story = Self { service, episode, text: String::new() };
        story.note("reported").await;
        story
    }

    /// Time passes, somebody records something, and what is owed then is noted.
    async fn step(&mut self, minutes: i64, role: &str, word: &str, body: Value) -> Value {
        self.service.running.pass(SignedDuration::from_mins(minutes));
        let program = self.service.program(role).await;
        let recorded = program.record(&self.episode, word, body).await;
        assert_eq!(program.get(&recorded.location).await.body["word"], word);
        self.note(&format!("{word}, by {role}")).await;
        recorded.body
    }

    /// What is owed in the case.
    async fn note(&mut self, what: &str) {
        let path = format!("/api/v1/episodes/{}", self.episode);
        let reader = self.service.program("police_mpu").await;
        let case = reader.read(&path).await;
        let duties = without_ids(&reader.read(&format!("{path}/duties")).await);
        let grade = case["grade"].as_str().unwrap_or("not graded");
        writeln!(self.text, "{what}\n  {}, {grade}", case["standing"].as_str().unwrap()).unwrap();
        for duty in duties["packs"][0]["duties"].as_array().unwrap() {
            let part = |name: &str| duty[name].as_str().unwrap_or_default();
            let which = [part("of").to_owned(), duty["sequence"].to_string().replace("null", "")].join(" ");
            let line = format!("{} {}", part("duty"), which.trim());
            writeln!(self.text, "  {:<10} {} {}", part("state"), part("due_at"), line.trim()).unwrap();
        }
    }

    async fn told(mut self) -> String {
        self.search().await;
        self.home().await;
        self.text
    }

    async fn search(&mut self) {
        self.step(
            5,
            "police_officer",
            "officer_deployed",
            json!({"officer": "PC Example", "place": "The park"}),
        )
        .await;
        let notified = json!({"rating": "amber", "reasons": "Known to be exploited."});
        self.step(1, "police_officer", "mash_notified", notified).await;
        let assessment = json!({
            "by": "officer",
            "grade": "high",
            "reasons": "Takes insulin and went with an adult nobody knows.",
            "considerations": [{
                "consideration": "health_and_medication",
                "what": "Next dose at 22:00.",
                "source": "Key worker",
                "obtained_at": "2026-03-02T09:00:00Z",
            }],
        });
        self.step(9, "police_officer", "risk_assessed", assessment).await;
        self.step(10, "mash_decision_maker", "mash_rerated", json!({"rating": "red", "reasons": "Insulin."}))
            .await;
        self.step(30, "mash_decision_maker", "mash_assessed", json!({"outcome": "Strategy meeting today."}))
            .await;
        let review = json!({"grade": "high", "reasons": "I agree: the medication decides it."});
        self.step(20, "police_supervisor", "risk_reviewed", review).await;
        self.step(5, "police_supervisor", "io_appointed", json!({"officer": "DS Example"})).await;
        self.step(60, "police_officer", "ukmpu_referred", json!({"reference": "NU-1"})).await;
        let meeting = json!({
            "occasion": "series",
            "chair": "Team manager",
            "attended": "Police, social care, the home",
            "decisions": "Police visit the aunt today.",
        });
        self.step(120, "team_manager", "strategy_meeting_held", meeting).await;
        let reader = self.service.program("police_mpu").await;
        let case = reader.read(&format!("/api/v1/episodes/{}/timeline", self.episode)).await;
        let meeting = case["items"][0]["about_id"].clone();
        assert_eq!(case["items"][0]["about"], "meeting");
        self.step(
            45,
            "team_manager",
            "minutes_circulated",
            json!({"meeting": meeting, "to": "All who attended"}),
        )
        .await;
    }

    async fn home(&mut self) {
        let information =
            json!({"what": "Seen at her aunt's.", "source": "Aunt", "significance": "significant"});
        self.step(15, "police_officer", "information_received", information).await;
        self.step(10, "police_officer", "return_reported", json!({"by": "Aunt, by telephone"})).await;
        let returned = json!({
            "place": "Her aunt's",
            "located_by": "PC Example saw her there.",
            "wellbeing_confirmed_by": "PC Example; paramedics checked her blood sugar.",
            "condition": "Tired.",
        });
        self.step(30, "police_supervisor", "returned", returned).await;
        let interview = json!({
            "interviewer": "PC Example",
            "why": "Quarrelled at the home.",
            "harm": "None told of.",
        });
        self.step(60, "police_officer", "prevention_interview_completed", interview.clone()).await;
        self.step(60, "missing_coordinator", "iri_offered", json!({"by": "Missing coordinator"})).await;
        self.step(1200, "missing_coordinator", "iri_completed", interview).await;
        let shared = json!({"of": "independent_return_interview", "with": "Police and the home"});
        self.step(60, "team_manager", "findings_shared", shared).await;
        self.step(60, "police_supervisor", "ukmpu_told_found", json!({"who": "National unit, duty desk"}))
            .await;
        self.step(
            60,
            "police_supervisor",
            "episode_closed",
            json!({"summary": "Home, safe, interviews held."}),
        )
        .await;
    }
}
