//! The shell around every page: header, parts of the service, marking, footer. Everything it loads is our own,
//! and nothing in it is a script, so the content security policy can forbid inline scripts.

pub(crate) mod keys;
mod script_words;
#[cfg(test)]
mod tests;

use crate::assets;
use crate::catalogue::{Language, instant, t};
use crate::components::{
    Content, Form, Given, Markup, NotificationBanner, NotificationKind, ServiceNavigation,
    ServiceNavigationItem, skip_link,
};
use jiff::Timestamp;
use maud::{DOCTYPE, html};

/// A part of the service, marked in the navigation as the one in which the page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    /// Duties of the user's role and agency.
    MyWork,
    /// Everyone missing now.
    MissingNow,
    /// What has to be acknowledged.
    Messages,
    /// Cases passed from one to the next.
    Handover,
    /// Taking a report.
    NewReport,
    /// People and their records.
    People,
    /// Who lives in the user's home.
    Home,
    /// The accounts that the user keeps.
    Accounts,
    /// None of them: sign-in, problems.
    Nowhere,
}

/// Who is signed in, as the header shows it.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The user's name.
    pub name: String,
    /// The name of the role in which the user acts.
    pub role: String,
    /// The name of the user's agency.
    pub agency: String,
    /// The session's token against requests from other sites; the button that signs out needs it.
    pub csrf_token: String,
    /// How many messages wait for the user.
    pub messages: i64,
    /// Whether what is read can be logged at present.
    pub read_log: ReadLog,
    /// Whether the way to a new report is shown.
    pub new_report: NewReport,
    /// Where the user begins.
    pub begins: Begins,
}

/// Where a user begins, which decides on the parts of the service that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// With the duties of the role.
    AtWork,
    /// With who lives in the home.
    AtHome,
    /// With the accounts: who keeps them sees no case.
    AtAccounts,
}

impl Begins {
    /// The page on which the user begins.
    #[must_use]
    pub fn address(self) -> &'static str {
        match self {
            Self::AtWork => "/",
            Self::AtHome => "/home",
            Self::AtAccounts => "/accounts",
        }
    }

    /// Whether a part of the service is led to: nobody is led to a refusal, and a telephone shows what is needed there.
    fn shows(self, part: Nav) -> bool {
        match self {
            Self::AtAccounts => part == Nav::Accounts,
            Self::AtHome => matches!(part, Nav::Home | Nav::MyWork | Nav::Messages | Nav::People),
            Self::AtWork => !matches!(part, Nav::Home | Nav::Accounts),
        }
    }
}

/// Whether the user may take reports; who may not is not led to a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewReport {
    /// They may.
    Offered,
    /// They may not.
    Withheld,
}

/// Whether what is read is logged where it belongs. A live case is shown either way, and the page says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadLog {
    /// It is.
    Kept,
    /// The database takes no writes: reads are kept in a file beside it until it does again.
    SetAside,
}

/// Whether the page shows a case, and so carries the protective marking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    /// The page shows nobody's record.
    Unmarked,
    /// The page shows somebody's record.
    OfficialSensitive,
}

/// Whether the page came back because something in its form is wrong; then its title says so first, which
/// is what a screen reader reads first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The page as it is.
    Plain,
    /// The page with an error summary.
    Error,
}

/// That the page shows a past moment, which nobody may mistake for the present.
#[derive(Debug, Clone)]
pub struct PastBanner {
    /// The moment.
    pub at: Timestamp,
    /// The present.
    pub now: Timestamp,
    /// The address of the same page as it stands now.
    pub back: String,
}

/// A page without its body.
#[derive(Debug, Clone)]
pub struct Page {
    past: Option<PastBanner>,
    title: String,
    now: Timestamp,
    language: Language,
    signed_in: Option<SignedIn>,
    current: Nav,
    marking: Marking,
    outcome: Outcome,
    banner: Option<(NotificationKind, Content)>,
    before_content: Option<Markup>,
    above_all: Option<Markup>,
    wide: bool,
    nothing_saved: bool,
}

impl Page {
    /// A page with this title, made at `now`, which the script takes for the server's clock.
    pub fn new(title: impl Into<String>, now: Timestamp) -> Page {
        Page {
            past: None,
            title: title.into(),
            now,
            language: Language::English,
            signed_in: None,
            current: Nav::Nowhere,
            marking: Marking::Unmarked,
            outcome: Outcome::Plain,
            banner: None,
            before_content: None,
            above_all: None,
            wide: false,
            nothing_saved: false,
        }
    }

    /// Shows who is signed in, and the parts of the service.
    #[must_use]
    pub fn signed_in(self, signed_in: impl Given<SignedIn>) -> Page {
        Page { signed_in: signed_in.given(), ..self }
    }

    /// Marks the part of the service in which the page stands.
    #[must_use]
    pub fn current(self, current: Nav) -> Page {
        Page { current, ..self }
    }

    /// Carries the protective marking OFFICIAL-SENSITIVE, as every page with somebody's record does.
    #[must_use]
    pub fn marked(self) -> Page {
        Page { marking: Marking::OfficialSensitive, ..self }
    }

    /// Marks the page as one of the past: above everything, in its frame, in its title and on paper.
    #[must_use]
    pub fn past(self, past: Option<PastBanner>) -> Page {
        Page { past, ..self }
    }

    /// Says whether something in the form of the page is wrong.
    #[must_use]
    pub fn outcome(self, outcome: Outcome) -> Page {
        Page { outcome, ..self }
    }

    /// Shows news above the content: "Return recorded".
    #[must_use]
    pub fn banner(self, kind: NotificationKind, content: impl Given<Content>) -> Page {
        Page { banner: content.given().map(|content| (kind, content)), ..self }
    }

    /// Puts something between header and content that the skip link passes: back link, identity bar.
    #[must_use]
    pub fn before_content(self, before: Markup) -> Page {
        Page { before_content: Some(before), ..self }
    }

    /// Puts something above the header: numbers to ring, which nothing may stand before.
    #[must_use]
    pub fn above_all(self, above: Markup) -> Page {
        Page { above_all: Some(above), ..self }
    }

    /// Uses the whole width of the screen, for boards.
    #[must_use]
    pub fn wide(self) -> Page {
        Page { wide: true, ..self }
    }

    /// Says to the script that what was sent was not saved, so that it keeps what was typed: for every problem
    /// page that answers a form. A page with nobody signed in says so by itself.
    #[must_use]
    pub fn nothing_saved(self) -> Page {
        Page { nothing_saved: true, ..self }
    }

    /// The whole page.
    pub fn render(&self, body: &Markup) -> Markup {
        let named = match &self.past {
            None => self.title.clone(),
            Some(past) => {
                t!("past-page-title", "time" => instant(past.at, past.now), "title" => self.title.clone())
            }
        };
        let title = match self.outcome {
            Outcome::Plain => t!("page-title", "title" => named),
            Outcome::Error => t!("page-title-error", "title" => named),
        };
        html! {
            (DOCTYPE)
            html.govuk-template lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    title { (title) }
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                    meta name="theme-color" content="#12233f";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="same-origin";
                    meta name="server-time" content=(self.now);
                    link rel="icon" type="image/svg+xml" href=(assets::url("icon.svg"));
                    link rel="preload" href=(assets::url("font-regular-latin.woff2")) as="font" type="font/woff2" crossorigin
                        media="(min-width: 40.0625em)"; // as the stylesheet asks for it
                    link rel="stylesheet" href=(assets::url("safewell.css"));
                    script type="module" src=(assets::url("safewell.js")) {}
                }
                body class={ "govuk-template__body" (self.width()) (self.frame()) } data-kept=[self.kept()]
                    data-past[self.past.is_some()] {
                    script src=(assets::url("enabled.js")) {}
                    @if let Some(past) = &self.past { (past.banner()) }
                    (skip_link("#main-content", t!("skip-to-content")))
                    @if let Some(above) = &self.above_all { (above) }
                    (self.header())
                    (self.container(body))
                    (footer())
                    @if let Some(signed_in) = &self.signed_in { (self.printed(signed_in)) }
                    (script_words::script_words())
                }
            }
        }
    }

    /// The foot of a sheet of paper: the marking, who printed it, and of when it is.
    fn printed(&self, by: &SignedIn) -> Markup {
        html! {
            p.sw-printed {
                @if self.marking == Marking::OfficialSensitive { (t!("marking-official-sensitive")) " – " }
                (t!("printed-by", "name" => by.name.clone(), "role" => by.role.clone(), "agency" => by.agency.clone(),
                    "time" => instant(self.printed_at(), self.printed_at())))
            }
        }
    }

    /// A page of the past is printed now.
    fn printed_at(&self) -> Timestamp {
        self.past.as_ref().map_or(self.now, |past| past.now)
    }

    fn header(&self) -> Markup {
        html! {
            header.govuk-template__header {
                div.sw-header {
                    div class="govuk-width-container sw-header__row" {
                        a.sw-header__name href="/" {
                            svg.sw-header__mark viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false" {
                                path fill="currentColor" d="M16 2a14 14 0 1 0 0 28 14 14 0 0 0 0-28Zm0 4a10 10 0 1 1 0 20 10 10 0 0 1 0-20Z" {}
                                path fill="#ffbf47" d="M16 11a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z" {}
                            }
                            (t!("product-name"))
                        }
                        @if let Some(signed_in) = &self.signed_in { (signed_in.strip()) }
                    }
                }
                @if self.signed_in.is_some() { (self.navigation()) }
                @if self.marking == Marking::OfficialSensitive { (marking()) }
                @if self.signed_in.as_ref().is_some_and(|signed_in| signed_in.read_log == ReadLog::SetAside) {
                    (read_log_set_aside())
                }
            }
        }
    }

    fn navigation(&self) -> Markup {
        let parts = [
            (Nav::Home, t!("nav-home"), "/home"),
            (Nav::Accounts, t!("nav-accounts"), "/accounts"),
            (Nav::MyWork, t!("nav-my-work"), self.work_address()),
            (Nav::MissingNow, t!("nav-missing-now"), "/missing"),
            (Nav::Messages, self.messages_words(), "/messages"),
            (Nav::Handover, t!("nav-handover"), "/handover"),
            (Nav::NewReport, t!("nav-new-report"), "/reports/new"),
            (Nav::People, t!("nav-people"), "/people"),
        ];
        let offered =
            self.signed_in.as_ref().is_some_and(|signed_in| signed_in.new_report == NewReport::Offered);
        let begins = self.signed_in.as_ref().map_or(Begins::AtWork, |signed_in| signed_in.begins);
        let shown = parts
            .into_iter()
            .filter(|(part, _, _)| begins.shows(*part))
            .filter(|(part, _, _)| offered || *part != Nav::NewReport);
        let items = shown.map(|(part, words, href)| {
            let item = ServiceNavigationItem::new(words, href);
            if part == self.current { item.active() } else { item }
        });
        let navigation = ServiceNavigation::new(items.collect()).classes("sw-navigation");
        html! { (navigation) }
    }

    /// The list of duties; where the user begins elsewhere, asked for by its name.
    fn work_address(&self) -> &'static str {
        match self.signed_in.as_ref().map(|signed_in| signed_in.begins) {
            Some(Begins::AtHome | Begins::AtAccounts) => "/?list=duties",
            Some(Begins::AtWork) | None => "/",
        }
    }

    /// How many messages wait stands where it is seen from every page.
    fn messages_words(&self) -> String {
        match self.signed_in.as_ref().map_or(0, |signed_in| signed_in.messages) {
            0 => t!("nav-messages"),
            count => t!("nav-messages-count", "count" => count),
        }
    }

    fn container(&self, body: &Markup) -> Markup {
        html! {
            div.govuk-width-container {
                @if let Some(before) = &self.before_content {
                    section aria-label=(t!("before-content")) { (before) }
                }
                main.govuk-main-wrapper #main-content {
                    @if let Some((kind, content)) = &self.banner { (NotificationBanner::new(*kind, content.clone())) }
                    (body)
                }
                div.sw-announcer.govuk-visually-hidden role="status" aria-live="polite" {}
            }
        }
    }

    /// What became of a form that was sent just before, where the page knows it.
    fn kept(&self) -> Option<&'static str> {
        match &self.banner {
            Some((NotificationKind::Success, _)) => Some("saved"),
            Some((NotificationKind::Important, _)) | None => {
                (self.nothing_saved || self.signed_in.is_none()).then_some("not-saved")
            }
        }
    }

    fn frame(&self) -> &'static str {
        if self.past.is_some() { " sw-past" } else { "" }
    }

    fn width(&self) -> &'static str {
        if self.wide { " sw-wide" } else { "" }
    }
}

impl PastBanner {
    /// The way back comes before everything else that can be reached with the keyboard.
    fn banner(&self) -> Markup {
        html! {
            aside.sw-past-banner aria-label=(t!("past-banner-label")) {
                div class="govuk-width-container sw-past-banner__row" {
                    a class="govuk-link sw-past-banner__back" href=(self.back) { (t!("past-back-to-now")) }
                    p.sw-past-banner__words {
                        strong { (t!("past-banner", "time" => instant(self.at, self.now))) } " "
                        span { (t!("past-banner-nothing")) }
                    }
                }
            }
        }
    }
}

impl Given<SignedIn> for SignedIn {
    fn given(self) -> Option<SignedIn> {
        Some(self)
    }
}

impl SignedIn {
    fn strip(&self) -> Markup {
        let who = t!("signed-in-as", "name" => self.name.clone(), "role" => self.role.clone(), "agency" => self.agency.clone());
        let button = html! { button.sw-header__sign-out type="submit" { (t!("sign-out")) } };
        html! {
            div.sw-header__user {
                a.sw-header__who href="/account" { (who) }
                (Form::post("/sign-out", &self.csrf_token).body(button))
            }
        }
    }
}

fn read_log_set_aside() -> Markup {
    html! {
        div.sw-set-aside role="status" {
            div.govuk-width-container { p.govuk-body { strong { (t!("read-log-set-aside")) } " " (t!("read-log-set-aside-advice")) } }
        }
    }
}

fn marking() -> Markup {
    html! {
        div.sw-marking {
            p class="govuk-width-container" {
                strong { (t!("marking-official-sensitive")) } " " span { (t!("marking-advice")) }
            }
        }
    }
}

fn footer() -> Markup {
    html! {
        footer.govuk-template__footer.sw-footer {
            div.govuk-width-container {
                p { (t!("footer-purpose")) " " strong { (t!("footer-emergency")) } }
                p.sw-footer__keys { a.govuk-link href="/keys" { (t!("footer-keyboard")) } }
            }
        }
    }
}
