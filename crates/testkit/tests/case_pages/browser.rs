//! A browser without scripts: it opens pages, fills in the form that it finds there, and sends it.

use std::collections::BTreeMap;

use app::SignedIn;
use domain::ids::{EpisodeId, PersonId};
use reqwest::{Client, StatusCode, header, redirect::Policy};
use scraper::{ElementRef, Html, Selector};
use testkit::{
    database::Engine,
    running::{PASSWORD, Running},
    sample,
};
use tokio::{net::TcpListener, sync::watch};
use web::{
    router::serve,
    state::{Closing, Settings, WebState},
};

/// Runs a test over each engine, each time with a service and a missing child of its own.
pub(crate) async fn on_each_engine(test: impl AsyncFn(Night)) {
    for engine in Engine::BOTH.into_iter().filter(|engine| engine.is_tested()) {
        // Shown when the test fails: which engine it was.
        eprintln!("{engine:?}");
        test(Night::new(engine).await).await;
    }
}

/// A service that answers, and a child who is missing.
pub(crate) struct Night {
    pub(crate) running: Running,
    pub(crate) episode: EpisodeId,
    pub(crate) person: PersonId,
    address: String,
    _close: watch::Sender<bool>,
}

impl Night {
    async fn new(engine: Engine) -> Self {
        let running = Running::new(engine).await;
        let submitted = running.report(sample::missing([sample::child()])).await;
        let episode = submitted.episodes[0];
        let person = running.seen(episode).await.person_id;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (close, closing) = Closing::new();
        let state =
            WebState::new(running.app.clone(), Settings::default(), closing.clone(), testkit::set_plainly);
        tokio::spawn(serve(listener, state, closing.closed()));
        Self { running, episode, person, address, _close: close }
    }

    /// The address of the page of the case.
    pub(crate) fn case(&self) -> String {
        format!("/episodes/{}", self.episode)
    }

    /// The address of the page of the person.
    pub(crate) fn record(&self) -> String {
        format!("/people/{}", self.person)
    }

    /// The browser of somebody in that role.
    pub(crate) async fn browser(&self, role: &str) -> Browser {
        self.browser_of(&self.running.someone(role).await).await
    }

    /// The browser of somebody.
    pub(crate) async fn browser_of(&self, who: &SignedIn) -> Browser {
        let token = self.running.app.sign_in(&who.username, PASSWORD, "192.0.2.2").await.unwrap();
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Browser { client, address: self.address.clone(), cookie: format!("safewell={}", token.as_str()) }
    }
}

/// Somebody's browser.
pub(crate) struct Browser {
    client: Client,
    address: String,
    cookie: String,
}

/// A page as it came.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    /// Where a change leads on to.
    pub(crate) location: String,
    headers: header::HeaderMap,
    text: String,
}

impl Browser {
    /// Opens a page.
    pub(crate) async fn open(&self, path: &str) -> Shown {
        self.shown(self.client.get(format!("{}{path}", self.address))).await
    }

    /// Opens a form, fills it in, and sends it.
    pub(crate) async fn fill_in(&self, path: &str, answers: &[(&str, &str)]) -> Shown {
        let form = self.open(path).await;
        assert_eq!(form.status, StatusCode::OK, "{path}");
        self.send_filled(&form, answers).await
    }

    /// Sends the form of a page as it stands there, with these answers changed.
    pub(crate) async fn send_filled(&self, page: &Shown, answers: &[(&str, &str)]) -> Shown {
        let (action, mut fields) = page.form();
        fields.extend(answers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        self.shown(self.client.post(format!("{}{action}", self.address)).form(&fields)).await
    }

    /// Sends the form of a page to another address.
    pub(crate) async fn send_to(&self, path: &str, page: &Shown) -> Shown {
        let (_, fields) = page.form();
        self.shown(self.client.post(format!("{}{path}", self.address)).form(&fields)).await
    }

    async fn shown(&self, request: reqwest::RequestBuilder) -> Shown {
        let response = request.header(header::COOKIE, &self.cookie).send().await.unwrap();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let (status, headers) = (response.status(), response.headers().clone());
        Shown { status, location, headers, text: response.text().await.unwrap() }
    }
}

impl Shown {
    /// What was sent, as it came.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// A header of the answer; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// What can be read on the page.
    pub(crate) fn words(&self) -> String {
        let page = Html::parse_document(&self.text);
        let words: Vec<&str> = page.select(&select("main")).flat_map(|main| main.text()).collect();
        words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What stands in elements.
    pub(crate) fn within(&self, query: &str) -> String {
        let page = Html::parse_document(&self.text);
        page.select(&select(query)).flat_map(|element| element.text()).collect()
    }

    /// The address of the first link whose words begin so.
    pub(crate) fn link(&self, words: &str) -> String {
        let page = Html::parse_document(&self.text);
        let link = page
            .select(&select("main a[href]"))
            .find(|link| link.text().collect::<String>().trim().starts_with(words));
        let link = link.unwrap_or_else(|| panic!("no link {words:?}"));
        link.value().attr("href").unwrap().to_owned()
    }

    /// The addresses of all links, in the order in which they stand.
    pub(crate) fn links(&self) -> Vec<String> {
        let page = Html::parse_document(&self.text);
        let links = select("a[href]");
        page.select(&links).filter_map(|link| link.value().attr("href")).map(str::to_owned).collect()
    }

    /// The form in the content of the page: where it is sent, and what it would send.
    fn form(&self) -> (String, BTreeMap<String, String>) {
        let page = Html::parse_document(&self.text);
        let form = page.select(&select("main form")).next().expect("the page has a form");
        let controls = select("input, textarea, select");
        let fields = form.select(&controls).filter_map(|control| {
            let name = control.value().attr("name")?;
            Some((name.to_owned(), sent(control)?))
        });
        (form.value().attr("action").unwrap().to_owned(), fields.collect())
    }
}

/// What a browser sends of a control: of radios the chosen one, of a list the chosen option.
fn sent(control: ElementRef<'_>) -> Option<String> {
    let attribute = |element: ElementRef<'_>, name: &str| element.value().attr(name).map(str::to_owned);
    match control.value().name() {
        "textarea" => Some(control.text().collect()),
        "select" => {
            let chosen = control.select(&select("option[selected]")).next();
            Some(chosen.and_then(|option| attribute(option, "value")).unwrap_or_default())
        }
        _ => {
            let unchosen = attribute(control, "type").as_deref() == Some("radio")
                && control.value().attr("checked").is_none();
            (!unchosen).then(|| attribute(control, "value").unwrap_or_default())
        }
    }
}

fn select(query: &str) -> Selector {
    Selector::parse(query).unwrap()
}
