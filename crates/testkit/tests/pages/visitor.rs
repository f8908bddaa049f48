//! The service behind a socket of its own, and a browser that asks it.

use std::net::SocketAddr;

use reqwest::{Client, Method, RequestBuilder, StatusCode, header, redirect};
use testkit::database::Engine;
use testkit::running::{PASSWORD, Running};
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::router::serve;
use web::state::{Closing, Settings, WebState};

/// A service that answers.
pub(crate) struct Service {
    pub(crate) running: Running,
    address: SocketAddr,
    _close: watch::Sender<bool>,
}

impl Service {
    pub(crate) async fn new() -> Self {
        let running = Running::new(Engine::Sqlite).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (close, closing) = Closing::new();
        let state =
            WebState::new(running.app.clone(), Settings::default(), closing.clone(), testkit::set_plainly);
        tokio::spawn(serve(listener, state, closing.closed()));
        Self { running, address, _close: close }
    }

    /// A browser in which nobody has signed in. It follows no redirect, so that a test sees each answer.
    pub(crate) fn stranger(&self) -> Browser {
        let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none()).build().unwrap();
        Browser { client, address: self.address }
    }

    /// A browser in which somebody in that role has signed in.
    pub(crate) async fn browser(&self, role: &str) -> Browser {
        let who = self.running.someone(role).await;
        let browser = self.stranger();
        let answer = browser.post("/sign-in", &[("username", &who.username), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

/// A browser.
pub(crate) struct Browser {
    client: Client,
    address: SocketAddr,
}

impl Browser {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, |request| request).await
    }

    /// Sends a form as it is given.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.ask(Method::POST, path, |request| request.form(fields)).await
    }

    /// Sends a form with the token of the session, which stands on every page.
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.get("/people").await.field("csrf");
        let mut all = vec![("csrf", token.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        with: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Answer {
        let request = self.client.request(method, format!("http://{}{path}", self.address));
        let response = with(request).send().await.unwrap();
        let header = |name: header::HeaderName| {
            response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        let (location, policy) = (header(header::LOCATION), header(header::CONTENT_SECURITY_POLICY));
        let kept = header(header::CACHE_CONTROL);
        let status = response.status();
        Answer { status, location, policy, kept, body: response.text().await.unwrap() }
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) policy: String,
    pub(crate) kept: String,
    pub(crate) body: String,
}

impl Answer {
    /// What a program reads.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// What stands in the field of that name, hidden or seen.
    pub(crate) fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\"");
        let after =
            self.body.split_once(&start).unwrap_or_else(|| panic!("no field {name}: {}", self.body)).1;
        let tag = after.split('>').next().unwrap();
        let value = tag.split_once("value=\"").unwrap_or_else(|| panic!("{name} holds nothing: {tag}")).1;
        value.split('"').next().unwrap().to_owned()
    }
}
