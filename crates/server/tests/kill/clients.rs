//! Fifty clients that record information through the interface for programs as fast as they are answered.

use std::{collections::BTreeMap, sync::Arc};

use reqwest::{Client, Response, StatusCode, header};
use serde_json::{Value, json};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
};
use uuid::Uuid;

const CLIENTS: usize = 50;
/// Cases that are written to at the same time, several clients to each.
const CASES: usize = 10;
/// What every text begins with that is written here.
const MARK: &str = "Heard by client";

/// Something that a client wrote, under the key by which sending it again counts once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    /// The text.
    pub(crate) text: String,
    case: String,
    key: Uuid,
}

/// A session.
#[derive(Clone)]
pub(crate) struct SignedIn {
    address: String,
    token: String,
    http: Client,
}

impl SignedIn {
    /// Signs in.
    pub(crate) async fn begin(address: &str, username: &str, password: &str) -> Self {
        let http = Client::new();
        let credentials = json!({ "username": username, "password": password });
        let answer = http.post(format!("{address}/api/v1/sessions")).json(&credentials).send().await;
        let begun: Value = answer.expect("it answers").json().await.expect("it answers in JSON");
        let token = begun["token"].as_str().unwrap_or_else(|| panic!("nobody is signed in: {begun}"));
        Self { address: address.to_owned(), token: token.to_owned(), http }
    }

    /// The same session where the service is now, on new connections.
    pub(crate) fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), token: self.token.clone(), http: Client::new() }
    }

    /// Some of those who are missing.
    pub(crate) async fn cases(&self) -> Vec<String> {
        let missing = self.get("episodes").await;
        let cases: Vec<String> =
            items(&missing).iter().map(|item| text(&item["episode"])).take(CASES).collect();
        assert_eq!(cases.len(), CASES, "so many are missing in the demonstration");
        cases
    }

    /// Every text of the clients in these cases, by its entry.
    pub(crate) async fn notes(&self, cases: &[String]) -> BTreeMap<Uuid, String> {
        let mut notes = BTreeMap::new();
        for case in cases {
            let mut after = String::new();
            loop {
                let page = self.get(&format!("episodes/{case}/timeline?limit=200{after}")).await;
                let written = items(&page).iter().filter(|item| what(item).starts_with(MARK));
                notes.extend(written.map(|item| (id(&item["entry"]), what(item))));
                match page["next"].as_str() {
                    Some(next) => after = format!("&after={next}"),
                    None => break,
                }
            }
        }
        notes
    }

    /// Sends again what was never answered, each under its key.
    pub(crate) async fn send_again(&self, unanswered: &[Note], acknowledged: &mut BTreeMap<Uuid, Note>) {
        for note in unanswered {
            let entry = self.record(note).await.expect("it answers now");
            acknowledged.insert(entry, note.clone());
        }
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.http.get(format!("{}/api/v1/{path}", self.address)).bearer_auth(&self.token);
        let answer = request.send().await.expect("it answers");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.expect("it answers in JSON")
    }

    /// The entry under which it is recorded; nothing where no whole answer came. Told that nothing was saved because
    /// too many wait, it asks again.
    async fn record(&self, note: &Note) -> Option<Uuid> {
        loop {
            let answer = self.ask_to_record(note).await.ok()?;
            let status = answer.status();
            let recorded: Value = answer.json().await.ok()?;
            if status != StatusCode::SERVICE_UNAVAILABLE {
                assert_eq!(status, StatusCode::CREATED, "{recorded}");
                return Some(id(&recorded["entry"]));
            }
        }
    }

    async fn ask_to_record(&self, note: &Note) -> reqwest::Result<Response> {
        let body = json!({ "what": note.text, "source": "A witness", "significance": "routine" });
        let address = format!("{}/api/v1/episodes/{}/acts/information_received", self.address, note.case);
        self.http
            .post(address)
            .bearer_auth(&self.token)
            .header(header::IF_MATCH, "\"1\"")
            .header("idempotency-key", note.key.to_string())
            .json(&body)
            .send()
            .await
    }
}

/// What became of what the clients wrote.
#[derive(Default)]
pub(crate) struct Written {
    /// Acknowledged, each by its entry.
    pub(crate) acknowledged: BTreeMap<Uuid, Note>,
    /// Sent, and never answered.
    pub(crate) unanswered: Vec<Note>,
}

/// The clients at work.
pub(crate) struct Clients {
    working: JoinSet<Option<Note>>,
    acknowledgements: UnboundedReceiver<(Uuid, Note)>,
    written: Written,
}

impl Clients {
    /// Sets them to work on these cases.
    pub(crate) fn start(signed_in: &SignedIn, cases: &[String]) -> Self {
        let (acknowledge, acknowledgements) = unbounded_channel();
        let signed_in = Arc::new(signed_in.clone());
        let mut working = JoinSet::new();
        for number in 0..CLIENTS {
            let case = cases[number % cases.len()].clone();
            working.spawn(write(Arc::clone(&signed_in), case, number, acknowledge.clone()));
        }
        Self { working, acknowledgements, written: Written::default() }
    }

    /// Waits until so many were acknowledged.
    pub(crate) async fn acknowledged(&mut self, number: usize) {
        while self.written.acknowledged.len() < number {
            let (entry, note) = self.acknowledgements.recv().await.expect("some client works");
            self.written.acknowledged.insert(entry, note);
        }
    }

    /// Waits until each has found that nobody answers.
    pub(crate) async fn finish(mut self) -> Written {
        while let Some(last) = self.working.join_next().await {
            self.written.unanswered.extend(last.expect("a client does not fail"));
        }
        while let Some((entry, note)) = self.acknowledgements.recv().await {
            self.written.acknowledged.insert(entry, note);
        }
        self.written
    }
}

/// Writes until nobody answers; gives what was not answered.
async fn write(
    signed_in: Arc<SignedIn>,
    case: String,
    number: usize,
    acknowledge: UnboundedSender<(Uuid, Note)>,
) -> Option<Note> {
    loop {
        let key = Uuid::now_v7();
        let note = Note { text: format!("{MARK} {number}: {key}"), case: case.clone(), key };
        match signed_in.record(&note).await {
            Some(entry) => acknowledge.send((entry, note)).ok()?,
            None => return Some(note),
        }
    }
}

fn items(page: &Value) -> &[Value] {
    page["items"].as_array().expect("a page has items")
}

fn what(item: &Value) -> String {
    find(&item["event"], "what").unwrap_or_default()
}

/// The text under a name, however deep the entry holds it.
fn find(value: &Value, name: &str) -> Option<String> {
    let members = value.as_object()?;
    let here = members.get(name).and_then(Value::as_str).map(str::to_owned);
    here.or_else(|| members.values().find_map(|member| find(member, name)))
}

fn text(value: &Value) -> String {
    value.as_str().expect("it is a text").to_owned()
}

fn id(value: &Value) -> Uuid {
    text(value).parse().expect("it is an id")
}
