//! Every page refuses who it should, and nothing that was typed is lost on the way.

use reqwest::{Method, StatusCode};
use testkit::running::PASSWORD;
use testkit::sample::{child, missing};
use web::router::{Reach, Route, routes};

use crate::visitor::Service;

const TYPED: &str = "She left without a coat";

fn of_people() -> Vec<Route> {
    routes().into_iter().filter(|route| route.reach == Reach::SignedIn).collect()
}

/// The route's address with something in place of each parameter.
fn address(route: &Route) -> String {
    let sample = "01920000-0000-7000-8000-000000000001";
    route
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { sample } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn whoever_has_not_signed_in_is_asked_to_and_keeps_what_was_typed() {
    let service = Service::new().await;
    let stranger = service.stranger();
    let routes = of_people();
    assert!(routes.len() > 15, "{}", routes.len());
    for route in routes {
        let path = address(&route);
        if route.method == Method::GET {
            let answer = stranger.get(&path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            assert!(answer.location.starts_with("/sign-in?to=%2F"), "{path}: {}", answer.location);
        } else {
            let answer =
                stranger.post(&path, &[("reasons", TYPED), ("csrf", "of a session that ended")]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(answer.field("kept.reasons"), TYPED, "{path}");
            assert_eq!(answer.field("send-on-to"), path);
            assert!(!answer.body.contains("of a session that ended"), "{path}");
        }
    }
}

#[tokio::test]
async fn whoever_signs_in_again_has_their_form_sent_for_them() {
    let service = Service::new().await;
    let who = service.running.someone("call_handler").await;
    let browser = service.stranger();
    let fields = [
        ("username", who.username.as_str()),
        ("password", PASSWORD),
        ("send-on-to", "/reports"),
        ("kept.class", "missing"),
        ("kept.name", "Noor"),
        ("kept.circumstances", TYPED),
        ("kept.do", "next"),
    ];
    let answer = browser.post("/sign-in", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(answer.location.starts_with("/reports/"), "{}", answer.location);
    let step = browser.get(&answer.location.replace("/call", "/check")).await;
    assert!(step.body.contains(TYPED), "the session holds, and the draft has what was typed");
}

#[tokio::test]
async fn a_form_of_another_session_or_site_changes_nothing() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let fields = [("class", "missing"), ("name", "Noor"), ("circumstances", TYPED)];
    let old = browser.post("/reports", &[&fields[..], &[("csrf", "old")]].concat()).await;
    assert_eq!(old.status, StatusCode::CONFLICT);
    assert_eq!(old.field("name"), "Noor");
    let token = old.field("csrf");
    let sent: Vec<(&str, &str)> = [&fields[..], &[("csrf", token.as_str())]].concat();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let foreign = browser.ask(Method::POST, "/reports", |ask| ask.form(&sent).header(name, value)).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{name}");
    }
    let who = service.running.someone("call_handler").await;
    assert_eq!(service.running.app.drafts(&who).await.unwrap(), []);
    assert_eq!(browser.post("/reports", &sent).await.status, StatusCode::SEE_OTHER);
    assert_eq!(service.running.app.drafts(&who).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_wrong_role_is_told_which_rule_and_whom_to_ask() {
    let service = Service::new().await;
    let browser = service.browser("mash_decision_maker").await;
    let answer = browser.get("/calls").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
    for words in ["You cannot do this", "Rule", "Whom to ask", "Fernshire Children&#39;s Services"] {
        let plain = words.replace("&#39;", "'");
        assert!(answer.body.contains(words) || answer.body.contains(&plain), "{words}");
    }
}

#[tokio::test]
async fn what_another_force_has_is_not_even_known_to_exist() {
    let service = Service::new().await;
    let episode = service.running.report(missing([child()])).await.episodes[0];
    let browser = service.stranger();
    let who = service.running.someone_of("police_supervisor", 7).await;
    browser.post("/sign-in", &[("username", &who.username), ("password", PASSWORD)]).await;
    let answer = browser.get(&format!("/episodes/{episode}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.body.contains("Tegan"), "{}", answer.body);
    let board = browser.get("/missing").await;
    assert!(!board.body.contains("Tegan"), "{}", board.body);
}

#[tokio::test]
async fn signing_in_leads_nowhere_else_and_signing_out_ends_the_session() {
    let service = Service::new().await;
    let who = service.running.someone("police_supervisor").await;
    let browser = service.stranger();
    let wrong = browser.post("/sign-in", &[("username", &who.username), ("password", "no")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("<title>Error: "), "{}", wrong.body);
    let fields = [("username", who.username.as_str()), ("password", PASSWORD), ("to", "//evil.example")];
    let answer = browser.post("/sign-in", &fields).await;
    assert_eq!(answer.location, "/");
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    assert_eq!(browser.send("/sign-out", &[]).await.location, "/sign-in");
    assert_eq!(browser.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_answer_says_what_a_page_may_load_and_that_it_is_not_to_be_kept() {
    let service = Service::new().await;
    let browser = service.browser("police_supervisor").await;
    for path in ["/", "/missing", "/people", "/sign-in", "/nothing", "/healthz", "/readyz", "/episodes/none"]
    {
        let answer = browser.get(path).await;
        assert!(
            answer.policy.starts_with("default-src 'none'; script-src 'self'"),
            "{path}: {}",
            answer.policy
        );
        assert_eq!(answer.kept, "no-store", "{path}");
    }
    assert_eq!(browser.get("/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/sign-out").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn when_the_database_is_away_the_page_says_that_nothing_was_saved_and_shows_what_was_typed() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let token = browser.get("/people").await.field("csrf");
    service.running.app.close().await;
    let answer = browser.post("/reports", &[("csrf", &token), ("circumstances", TYPED)]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(answer.body.contains("Nothing was saved") && answer.body.contains(TYPED), "{}", answer.body);
    assert_eq!(browser.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
}
