//! What every handler is given: the application, the settings, and the sign that the server is closing.

use std::sync::Arc;
use std::time::Duration;

use app::App;
use documents::Typeset;
use tokio::sync::watch;

use crate::pages::documents::kept::KeptPapers;

/// How the service is reached and how long a request may take.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address that users type, without a path: `https://safewell.example`. Nothing where it is reached as it
    /// listens, on one machine.
    pub base_url: Option<String>,
    /// How long a request may take before the user is told to try again.
    pub answer_within: Duration,
    /// The numbers at which a home reaches social care.
    pub social_care_numbers: SocialCareNumbers,
}

/// The telephone numbers of social care, as an installation has them: empty where it has not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SocialCareNumbers {
    /// The duty team, while offices are staffed.
    pub office_hours: String,
    /// The emergency duty team, at all other times.
    pub out_of_hours: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: None,
            answer_within: Duration::from_secs(30),
            social_care_numbers: SocialCareNumbers::default(),
        }
    }
}

impl Settings {
    /// Whether users reach the service through TLS, which decides on the cookie.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// Ends what would otherwise go on for ever (live updates) when the server closes.
#[derive(Clone, Debug)]
pub struct Closing(watch::Receiver<bool>);

impl Closing {
    /// The sign, and the sender that gives it by sending `true` or by being dropped.
    #[must_use]
    pub fn new() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// Returns when the server closes.
    pub async fn closed(mut self) {
        // An error means that the sender is gone, and with it the server.
        let _ = self.0.wait_for(|closing| *closing).await;
    }
}

/// What every handler is given. Cheap to clone.
#[derive(Clone)]
pub struct WebState {
    /// The application: everything that reads or changes a case.
    pub app: App,
    /// How the service is reached.
    pub settings: Arc<Settings>,
    /// The sign that the server is closing.
    pub closing: Closing,
    /// What makes a PDF of a paper.
    pub typeset: Typeset,
    /// Papers made a moment ago, so that a second press gets the same one.
    pub(crate) kept_papers: Arc<KeptPapers>,
}

impl WebState {
    /// The state of a server.
    #[must_use]
    pub fn new(app: App, settings: Settings, closing: Closing, typeset: Typeset) -> Self {
        Self { app, settings: Arc::new(settings), closing, typeset, kept_papers: Arc::default() }
    }

    /// Now, by the application's clock.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        self.app.clock().now()
    }
}
