//! Every route refuses who it should: whoever has not signed in, whoever's agency has no part in the case, and whoever's
//! role does not do that.

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use testkit::running::PASSWORD;
use web::acts::{self, About, Offered, sample};
use web::router::{Reach, Route, routes};

use crate::service::{Service, fresh_key, on_each_engine, report_of};

fn of_programs() -> impl Iterator<Item = Route> {
    routes().into_iter().filter(|route| route.reach == Reach::Program)
}

/// A route's address in a case.
fn address(route: &Route, case: &Case) -> String {
    let (id, word, entry) = if route.path.contains("/people/") {
        (&case.person, "marker_recorded", &case.entry)
    } else if route.path.contains("/unidentified/") {
        (&case.unidentified, "candidate_possible", &case.made_unidentified)
    } else {
        (&case.episode, "officer_deployed", &case.entry)
    };
    [
        ("id", id.as_str()),
        ("word", word),
        ("entry", entry),
        ("pack", "northamptonshire"),
        ("duty", "officer_deployed"),
    ]
    .into_iter()
    .fold(route.path.to_owned(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value))
        + asked_of(route)
}

/// What an address cannot do without.
fn asked_of(route: &Route) -> &'static str {
    if route.path.ends_with("/compare") { "?from=2026-03-02T20:00:00Z&to=2026-03-02T21:00:00Z" } else { "" }
}

struct Case {
    episode: String,
    person: String,
    entry: String,
    unidentified: String,
    made_unidentified: String,
}

impl Case {
    async fn new(service: &Service) -> Self {
        let program = service.program("call_handler").await;
        let taken = program.report(&fresh_key(), &report_of("Zoë Example")).await;
        let id = |list: &str| taken.body[list][0].as_str().unwrap().to_owned();
        let (episode, person) = (id("episodes"), id("people"));
        let timeline = program.read(&format!("/api/v1/episodes/{episode}/timeline")).await;
        let entry = timeline["items"][0]["entry"].as_str().unwrap().to_owned();
        let found =
            json!({"kind": "body", "found_at": "2026-03-01T08:00:00Z", "found_where": "Example Weir"});
        let made = program.change("/api/v1/unidentified", "\"1\"", &fresh_key(), &found).await;
        let unidentified = made.body["unidentified"].as_str().unwrap().to_owned();
        let timeline = program.read(&format!("/api/v1/unidentified/{unidentified}/timeline")).await;
        let made_unidentified = timeline["items"][0]["entry"].as_str().unwrap().to_owned();
        Self { episode, person, entry, unidentified, made_unidentified }
    }
}

#[tokio::test]
async fn whoever_has_not_signed_in_reaches_nothing() {
    on_each_engine(async |service| {
        let case = Case::new(&service).await;
        let ended = service.program("police_supervisor").await;
        assert_eq!(ended.send(Method::DELETE, "/api/v1/sessions/current", |ask| ask).await.status, 204);
        let forged = service.stranger().with_token("A".repeat(43));
        let nobody = service.stranger();
        let entries = service.entries().await;
        assert!(of_programs().count() > 15);
        for route in of_programs() {
            let path = address(&route, &case);
            for (who, program) in
                [("nobody", &nobody), ("a forged token", &forged), ("an ended session", &ended)]
            {
                let answer = program.send(route.method.clone(), &path, |ask| ask.json(&json!({}))).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{who} at {} {path}", route.method);
                assert_eq!(answer.problem(), "not-signed-in");
                assert_eq!(answer.authenticate, "Bearer realm=\"safewell\"");
            }
        }
        assert_eq!(service.entries().await, entries);
    })
    .await;
}

#[tokio::test]
async fn a_cookie_is_no_token() {
    on_each_engine(async |service| {
        let signed_in = service.program("police_supervisor").await;
        let cookie = format!("safewell={}", signed_in.token);
        let nobody = service.stranger();
        let case = Case::new(&service).await;
        for route in of_programs().filter(|route| route.method == Method::GET) {
            let path = address(&route, &case);
            let answer = nobody.send(Method::GET, &path, |ask| ask.header(header::COOKIE, &cookie)).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_has_no_part_in_a_case_is_refused_it_everywhere() {
    on_each_engine(async |service| {
        let case = Case::new(&service).await;
        let entries = service.entries().await;
        let stranger = service.running.someone_of("police_supervisor", 7).await;
        let other_force = service.program_of(&stranger).await;
        let charity = service.program("return_interviewer").await;
        // Every force may look anybody up, to know whom it meets; of a case it sees nothing.
        for (program, refused_at) in [(&other_force, "/episodes/{id}"), (&charity, "{id}")] {
            // Filters are one's own and accounts an administrator's: no case stands behind their ids.
            let of_a_case = |route: &Route| {
                route.path.contains(refused_at)
                    && !route.path.contains("/accounts/")
                    && !route.path.contains("/filters/")
                    // A picture is no JSON; who may not add one is refused in the tests of photographs.
                    && !route.path.contains("/photographs")
            };
            for route in of_programs().filter(of_a_case) {
                let path = address(&route, &case);
                let answer = if route.method == Method::GET {
                    program.get(&path).await
                } else {
                    program.change(&path, "\"1\"", &fresh_key(), &json!({"officer": "PC Example"})).await
                };
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} {path}: {}", route.method, answer.body);
                assert_eq!(answer.problem(), "not-found");
                assert!(!answer.body.to_string().contains("Example"), "a refusal tells nothing of the case");
            }
            let listed = program.read("/api/v1/episodes").await;
            assert_eq!((listed["items"].clone(), listed["counts"]["missing"].clone()), (json!([]), json!(0)));
            assert_eq!(program.read("/api/v1/work").await["items"], json!([]));
        }
        let sought = json!({"name": "Zoë"});
        let found = charity.send(Method::POST, "/api/v1/people/search", |ask| ask.json(&sought)).await;
        assert_eq!(found.body["items"], json!([]));
        let person = other_force.read(&format!("/api/v1/people/{}", case.person)).await;
        assert_eq!(person["episodes"], json!([]));
        assert_eq!(service.entries().await, entries);
    })
    .await;
}

#[tokio::test]
async fn a_role_records_what_its_policies_permit_and_nothing_else() {
    on_each_engine(async |service| {
        let case = Case::new(&service).await;
        for role in ["call_handler", "police_supervisor", "mash_decision_maker", "team_manager"] {
            let program = service.program(role).await;
            let read = program.get(&format!("/api/v1/episodes/{}", case.episode)).await;
            let may: Vec<&str> =
                read.body["may"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let mut refused = 0;
            for form in acts::all()
                .iter()
                .filter(|form| form.offered == Offered::OnItsOwn && form.about != About::Unidentified)
                .filter(|form| !may.contains(&form.word))
            {
                let answer = program.act(&case.episode, form.word, &sample::body(form)).await;
                assert_eq!(
                    (answer.status.as_u16(), answer.problem()),
                    (403, "denied"),
                    "{role}: {}",
                    form.word
                );
                assert_eq!(answer.body["action"], form.word);
                refused += 1;
            }
            assert!(refused > 5, "{role} is refused {refused} acts");
        }
        for (role, path) in [("mash_decision_maker", "/api/v1/incidents/unfinished")] {
            assert_eq!(service.program(role).await.get(path).await.problem(), "denied", "{role} at {path}");
        }
        let interviewer = service.program("return_interviewer").await;
        assert_eq!(interviewer.report(&fresh_key(), &report_of("A")).await.problem(), "denied");
        let administrator = service.running.someone_or_operator("system_administrator").await;
        let administrator = service.program_of(&administrator).await;
        for path in ["/api/v1/episodes", "/api/v1/work"] {
            assert_eq!(administrator.get(path).await.problem(), "denied", "an administrator at {path}");
        }
    })
    .await;
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    on_each_engine(async |service| {
        let who = service.running.someone("police_officer").await;
        let nobody = service.stranger();
        let attempt = async |password: &str| {
            let credentials = json!({"username": who.username, "password": password});
            nobody.send(Method::POST, "/api/v1/sessions", |ask| ask.json(&credentials)).await
        };
        for _ in 0..5 {
            let answer = attempt("not this one").await;
            assert_eq!((answer.status.as_u16(), answer.problem()), (401, "wrong-name-or-password"));
        }
        let slowed = attempt(PASSWORD).await;
        assert_eq!((slowed.status.as_u16(), slowed.problem()), (429, "throttled"));
        assert!(slowed.body["wait_seconds"].as_i64().unwrap() > 0);
    })
    .await;
}
