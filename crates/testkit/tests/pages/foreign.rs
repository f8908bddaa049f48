//! What somebody may not see answers as what is not there: every address of the service, page or API, is asked for things of
//! others and for things that nobody has.

use app::{DraftSave, SignedIn};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{
    running::PASSWORD,
    sample::{child, missing, undecided_call},
};
use uuid::Uuid;
use web::router::{Reach, Route, routes};

use crate::visitor::{Answer, Browser, Service};

/// Somebody who asks at every address, in a browser and by a program.
struct Asker {
    who: &'static str,
    browser: Browser,
    csrf: String,
    token: String,
}

impl Asker {
    async fn new(service: &Service, who: &'static str, person: &SignedIn) -> Self {
        let browser = service.stranger();
        browser.post("/sign-in", &[("username", &person.username), ("password", PASSWORD)]).await;
        let csrf = browser.get("/account").await.field("csrf");
        let credentials = json!({"username": person.username, "password": PASSWORD});
        let answer = browser.ask(Method::POST, "/api/v1/sessions", |ask| ask.json(&credentials)).await;
        let session: Value = serde_json::from_str(&answer.body).unwrap();
        let token = session["token"].as_str().unwrap().to_owned();
        Self { who, browser, csrf, token }
    }

    async fn ask(&self, route: &Route, id: Uuid) -> Answer {
        let path = address(route, id);
        let (method, id) = (route.method.clone(), id.to_string());
        self.browser
            .ask(method.clone(), &path, |ask| match (route.reach, method) {
                (Reach::Program, Method::GET) => ask.bearer_auth(&self.token),
                (Reach::Program, _) => ask
                    .bearer_auth(&self.token)
                    .header("if-match", "\"1\"")
                    .header("idempotency-key", Uuid::now_v7().to_string())
                    .json(&json!({"officer": "PC Example"})),
                (_, Method::GET) => ask,
                (_, _) => ask.form(&[
                    ("csrf", self.csrf.as_str()),
                    ("case", &id),
                    ("to", "police_officer"),
                    ("offer", &format!("{id} {id}")),
                    ("reason", "Off since two"),
                ]),
            })
            .await
    }
}

/// The route's address with that id in place of each, and something that there is in place of each word.
fn address(route: &Route, id: Uuid) -> String {
    let on_person = route.path.contains("/people/");
    let part = |part: &str| match part {
        "{word}" if on_person => "marker_recorded".to_owned(),
        "{word}" => "officer_deployed".to_owned(),
        "{pack}" => "northamptonshire".to_owned(),
        "{duty}" => "initial_risk_assessment".to_owned(),
        _ if part.starts_with('{') => id.to_string(),
        _ => part.to_owned(),
    };
    let path = route.path.split('/').map(part).collect::<Vec<_>>().join("/");
    match route.path {
        "/live/events" => format!("{path}?about=episode:{id}"),
        _ if path.ends_with("/compare") => {
            format!("{path}?from=2026-03-02T08:00:00Z&to=2026-03-02T09:00:00Z")
        }
        _ if path.ends_with("/behind") => format!("{path}?figure=all"),
        _ => path,
    }
}

/// What an answer says: of a page its heading, of the API all of it.
fn said(answer: &Answer) -> String {
    let heading = answer.body.split_once("<h1").and_then(|(_, after)| after.split_once("</h1>"));
    heading.map_or_else(|| answer.body.clone(), |(heading, _)| heading.to_owned())
}

#[tokio::test]
async fn what_somebody_may_not_see_answers_as_what_is_not_there() {
    let service = Service::new().await;
    let running = &service.running;
    let report = running.report(missing([child()])).await;
    let handler = running.someone("call_handler").await;
    let draft = DraftSave { id: None, version: 0, answers: missing([child()]) };
    let draft = running.app.save_draft(&handler, draft).await.unwrap().id;
    let call = undecided_call(&running.app, &handler).await;
    let (episode, person) = (report.episodes[0].0, report.people[0].0);

    let force =
        Asker::new(&service, "another force", &running.someone_of("police_supervisor", 7).await).await;
    let charity = Asker::new(&service, "a charity", &running.someone("return_interviewer").await).await;
    let keeper = running.someone_of("agency_administrator", 7).await;
    let keeper = Asker::new(&service, "a keeper of accounts", &keeper).await;
    let (call, draft, account) = (call.0, draft.0, handler.account.0);
    let asked: [(&Asker, &[(&str, Uuid)]); 3] = [
        // Every force may look anybody up, to know whom it meets.
        (&force, &[("case", episode), ("draft", draft)]),
        (&charity, &[("case", episode), ("person", person), ("draft", draft), ("call", call)]),
        (&keeper, &[("case", episode), ("person", person), ("account", account)]),
    ];
    let nobody = Uuid::now_v7();
    let named = |route: &Route| {
        route.path.contains('{') || route.path.starts_with("/handover/") || route.path == "/live/events"
    };
    let (mut wrong, mut hidden) = (Vec::new(), 0);
    for route in routes().iter().filter(|route| named(route) && route.reach != Reach::Anyone) {
        for (asker, things) in &asked {
            let none = asker.ask(route, nobody).await;
            for (what, id) in *things {
                let foreign = asker.ask(route, *id).await;
                hidden += usize::from(foreign.status == StatusCode::NOT_FOUND);
                let alike = foreign.status == none.status && said(&foreign) == said(&none);
                let of_case = route.path.contains("/episodes/{id}") && *what == "case";
                if !alike || foreign.status.is_success() || of_case && foreign.status != StatusCode::NOT_FOUND
                {
                    let (who, path) = (asker.who, route.path);
                    let method = &route.method;
                    wrong.push(format!(
                        "{method} {path}: {} for the {what} of {who}, {} for none",
                        foreign.status, none.status
                    ));
                }
            }
        }
    }
    assert!(hidden > 100, "{hidden} times it was looked for");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
