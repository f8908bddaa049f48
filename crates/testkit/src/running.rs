//! A running application over a database of its own, with a clock that stands still, agencies, and people to sign in.

use std::collections::BTreeMap;

use app::{
    Act, App, Clock, Config, DraftSave, EpisodeView, IdempotencyKey, Recorded, Recording, ReportAnswers,
    SignedIn, Submitted, Trouble,
    identity::{Agency, AgencyKind, NewAccount},
};
use domain::ids::{AgencyId, EpisodeId};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::database::{Engine, Place};

/// The password of every account made here.
pub const PASSWORD: &str = "correct horse battery";

/// The agencies that take part in every test.
pub const AGENCIES: [(u128, &str, AgencyKind); 9] = [
    (1, "Fernshire Police", AgencyKind::Police),
    (2, "Fernshire Children's Services", AgencyKind::ChildrensSocialCare),
    (3, "Fernshire Adult Social Care", AgencyKind::AdultSocialCare),
    (4, "Larch House", AgencyKind::CareProvider),
    (5, "Someone to Talk To", AgencyKind::Voluntary),
    (6, "National Unit", AgencyKind::NationalUnit),
    (7, "Borrowdale Police", AgencyKind::Police),
    (8, "Fernshire Hospitals", AgencyKind::Health),
    (9, "Westmarch City Council", AgencyKind::OtherAuthority),
];

/// The agency of that number in [`AGENCIES`].
#[must_use]
pub const fn agency(number: u128) -> AgencyId {
    AgencyId(Uuid::from_u128(number))
}

/// When every test begins: a Monday morning in winter.
///
/// # Panics
/// Never: it is a time.
#[must_use]
pub fn beginning() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().expect("it is a time")
}

/// The application, running.
pub struct Running {
    /// The application.
    pub app: App,
    /// Where its data is; dropped after the application.
    pub place: Place,
    signed_in: Mutex<BTreeMap<(String, AgencyId), SignedIn>>,
}

impl Running {
    /// A new application with [`AGENCIES`] and nobody missing.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn new(engine: Engine) -> Self {
        Self::with(engine, config).await
    }

    /// The same where another pack governs.
    pub async fn governed_by(engine: Engine, pack: &str) -> Self {
        Self::with(engine, |place| Config { governing: vec![pack.to_owned()], ..config(place) }).await
    }

    async fn with(engine: Engine, config: impl Fn(&Place) -> Config) -> Self {
        let place = Place::new(engine).await;
        let app = App::open(config(&place)).await.expect("an empty place opens");
        for (number, name, kind) in AGENCIES {
            let agency = Agency { id: agency(number), name: name.to_owned(), kind };
            app.create_agency(&agency).await.expect("the agency is made");
        }
        Self { app, place, signed_in: Mutex::default() }
    }

    /// A second server over the same data, with the same time.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn second_server(&self) -> App {
        let app = App::open(config(&self.place)).await.expect("it opens beside the first");
        app.clock().set(self.app.clock().now());
        app
    }

    /// The same data under a new process.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn restarted(self) -> Self {
        let now = self.app.clock().now();
        self.app.close().await;
        let app = App::open(config(&self.place)).await.expect("it opens again");
        app.clock().set(now);
        Self { app, place: self.place, signed_in: self.signed_in }
    }

    /// Somebody in that role, of the agency of [`AGENCIES`] that has it.
    pub async fn someone(&self, role: &str) -> SignedIn {
        let kind = self.app.packs().roles().get(role).expect("the role is known").agency.name();
        let (number, ..) =
            AGENCIES.iter().find(|(.., of)| of.word() == kind).expect("such an agency takes part");
        self.someone_of(role, *number).await
    }

    /// The same; a role that any kind of agency has is held in the first.
    pub async fn someone_or_operator(&self, role: &str) -> SignedIn {
        let kind = self.app.packs().roles().get(role).expect("the role is known").agency.name();
        if kind == "any" { self.someone_of(role, AGENCIES[0].0).await } else { self.someone(role).await }
    }

    /// Somebody in that role, of that agency.
    ///
    /// # Panics
    /// When they cannot sign in.
    pub async fn someone_of(&self, role: &str, of: u128) -> SignedIn {
        let mut known = self.signed_in.lock().await;
        let key = (role.to_owned(), agency(of));
        if let Some(who) = known.get(&key) {
            return who.clone();
        }
        let account = NewAccount {
            username: format!("{role}.{of}"),
            name: format!("Somebody in the role {role}"),
            password: PASSWORD.to_owned(),
            role: role.to_owned(),
            agency: agency(of),
        };
        let username = account.username.clone();
        self.app.create_account(account).await.expect("the account is made");
        let token = self.app.sign_in(&username, PASSWORD, "192.0.2.1").await.expect("they sign in");
        let who = self.app.session(token.as_str()).await.expect("the database answers");
        let who = who.expect("the session holds");
        known.insert(key, who.clone());
        who
    }

    /// Lets time pass.
    pub fn pass(&self, time: SignedDuration) {
        self.app.clock().set(self.app.clock().now() + time);
    }

    /// A report, taken by a call handler. Whoever is likely known is said to be somebody else.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn report(&self, mut answers: ReportAnswers) -> Submitted {
        let who = self.someone("call_handler").await;
        for asked in self.app.likely_questions(&who, &answers).await.expect("everybody is looked through") {
            let reported = &mut answers.people[asked.place];
            reported.not_the_same_as = asked.people.iter().map(|likely| likely.row.person).collect();
            reported.not_reported_as = asked.reported_as;
        }
        self.report_by(&who, answers).await.expect("the report is taken")
    }

    /// A report, taken by somebody.
    ///
    /// # Errors
    /// As [`App::submit_report`].
    pub async fn report_by(&self, who: &SignedIn, answers: ReportAnswers) -> Result<Submitted, Trouble> {
        let draft = self.app.save_draft(who, DraftSave { id: None, version: 0, answers }).await?;
        self.app.submit_report(who, draft.id, draft.version, &IdempotencyKey::fresh()).await
    }

    /// Records something, seen as it is now.
    ///
    /// # Errors
    /// As [`App::record`].
    pub async fn record(&self, who: &SignedIn, episode: EpisodeId, act: Act) -> Result<Recorded, Trouble> {
        let recording = Recording {
            episode,
            act,
            happened_at: None,
            seen: app::Seen::Everything,
            key: IdempotencyKey::fresh(),
        };
        self.app.record(who, recording).await
    }

    /// The episode as a police supervisor sees it.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn seen(&self, episode: EpisodeId) -> EpisodeView {
        let who = self.someone("police_supervisor").await;
        self.app.episode(&who, episode).await.expect("a police supervisor sees it")
    }
}

fn config(place: &Place) -> Config {
    Config {
        location: place.location.clone(),
        clock: Clock::fixed(beginning()),
        ..Config::in_folder(place.folder.path().to_owned())
    }
}
