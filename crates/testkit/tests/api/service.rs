//! The service behind a socket of its own, and programs that ask it.

use std::net::SocketAddr;

use app::SignedIn;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use testkit::database::Engine;
use testkit::running::{PASSWORD, Running};
use tokio::net::TcpListener;
use tokio::sync::watch;
use uuid::Uuid;
use web::router::serve;
use web::state::{Closing, Settings, WebState};

/// Runs a test over each engine, each time with a service of its own.
pub(crate) async fn on_each_engine(test: impl AsyncFn(Service)) {
    for engine in Engine::BOTH.into_iter().filter(|engine| engine.is_tested()) {
        // Shown when the test fails: which engine it was.
        eprintln!("{engine:?}");
        test(Service::new(engine).await).await;
    }
}

/// A service that answers.
pub(crate) struct Service {
    pub(crate) running: Running,
    address: SocketAddr,
    _close: watch::Sender<bool>,
}

impl Service {
    async fn new(engine: Engine) -> Self {
        let running = Running::new(engine).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (close, closing) = Closing::new();
        let state =
            WebState::new(running.app.clone(), Settings::default(), closing.clone(), testkit::set_plainly);
        tokio::spawn(serve(listener, state, closing.closed()));
        Self { running, address, _close: close }
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A program that acts for somebody in that role, of the agency that has it.
    pub(crate) async fn program(&self, role: &str) -> Program<'_> {
        let who = self.running.someone(role).await;
        self.program_of(&who).await
    }

    /// A program that acts for somebody.
    pub(crate) async fn program_of(&self, who: &SignedIn) -> Program<'_> {
        let credentials = json!({"username": who.username, "password": PASSWORD});
        let nobody = self.stranger();
        let begun = nobody.send(Method::POST, "/api/v1/sessions", |ask| ask.json(&credentials)).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.body);
        Program { token: begun.body["token"].as_str().unwrap().to_owned(), ..nobody }
    }

    /// A program that has not signed in.
    pub(crate) fn stranger(&self) -> Program<'_> {
        Program { service: self, client: Client::new(), token: String::new() }
    }

    /// How many entries the ledger holds.
    pub(crate) async fn entries(&self) -> i64 {
        self.running.place.raw().await.number("SELECT COUNT(*) FROM entry").await
    }

    /// How many drafts of reports wait.
    pub(crate) async fn drafts(&self) -> i64 {
        self.running.place.raw().await.number("SELECT COUNT(*) FROM draft").await
    }
}

/// A program with the token of a session.
pub(crate) struct Program<'a> {
    service: &'a Service,
    client: Client,
    pub(crate) token: String,
}

impl Program<'_> {
    /// The same with another token.
    pub(crate) fn with_token(self, token: String) -> Self {
        Self { token, ..self }
    }

    /// Sends a request, with the token where there is one.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        with: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Answer {
        let mut request = self.client.request(method, self.service.url(path));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        let response = with(request).send().await.unwrap();
        let header = |name: &str| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (etag, location, kind) = (header("etag"), header("location"), header("content-type"));
        let authenticate = header("www-authenticate");
        let status = response.status();
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Answer { status, etag, location, kind, authenticate, body }
    }

    /// Reads.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, |ask| ask).await
    }

    /// Reads what has to be there.
    pub(crate) async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    /// Sends a change under a key, seen at a version.
    pub(crate) async fn change(&self, path: &str, seen: &str, key: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, |ask| {
            ask.header("if-match", seen).header("idempotency-key", key).json(body)
        })
        .await
    }

    /// Records an act on an episode as it is now.
    pub(crate) async fn act(&self, episode: &str, word: &str, body: &Value) -> Answer {
        let seen = self.get(&format!("/api/v1/episodes/{episode}")).await.etag;
        self.change(&format!("/api/v1/episodes/{episode}/acts/{word}"), &seen, &fresh_key(), body).await
    }

    /// Records an act that has to be recorded.
    pub(crate) async fn record(&self, episode: &str, word: &str, body: Value) -> Answer {
        let answer = self.act(episode, word, &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{word}: {}", answer.body);
        answer
    }

    /// Takes a report.
    pub(crate) async fn report(&self, key: &str, body: &Value) -> Answer {
        self.send(Method::POST, "/api/v1/reports", |ask| ask.header("idempotency-key", key).json(body)).await
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) etag: String,
    pub(crate) location: String,
    pub(crate) kind: String,
    pub(crate) authenticate: String,
    pub(crate) body: Value,
}

impl Answer {
    /// The code of a problem.
    pub(crate) fn problem(&self) -> &str {
        assert_eq!(self.kind, "application/problem+json", "{}", self.body);
        assert_eq!(self.body["status"], self.status.as_u16());
        self.body["type"].as_str().unwrap().strip_prefix("urn:safewell:problem:").unwrap()
    }
}

/// A key that was not used.
pub(crate) fn fresh_key() -> String {
    Uuid::now_v7().to_string()
}

/// A report of a child in care, as a home sends it.
pub(crate) fn report_of(name: &str) -> Value {
    json!({
        "class": "missing",
        "report": {
            "circumstances": "Left after a telephone call and did not come back by nine.",
            "last_seen": "At the bus stop by the park.",
            "reporter": {"name": "B. Example", "relation": "Key worker", "reach": "01632 960102"},
        },
        "people": [{
            "details": {"name": name, "birth": {"known": "exact", "date": "2011-05-17"}},
            "care": {"basis": "care_order"},
        }],
    })
}

/// Ids change from run to run; what is compared names them all alike.
pub(crate) fn without_ids(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text_without_ids(text)),
        Value::Array(items) => items.iter().map(without_ids).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), without_ids(value))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn text_without_ids(text: &str) -> String {
    const LENGTH: usize = 36;
    let mut out = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let id = rest.get(..LENGTH).filter(|part| part.matches('-').count() == 4);
        if id.is_some_and(|id| Uuid::parse_str(id).is_ok()) {
            out.push_str("<id>");
            rest = &rest[LENGTH..];
        } else {
            out.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    out
}
