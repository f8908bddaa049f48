//! What the page of a home shows: numbers to ring above all else, then each child with what can be done.

use app::home::{Home, LateStanding, MissingFromHome, Resident, Whereabouts};
use app::late::AskedOfLate;
use domain::ids::PersonId;
use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    forms::Asks,
    later::{PRESSED_AT, SentLater},
    next::{Upon, next_steps},
    unsent,
};
use crate::{
    catalogue::{clock_time, instant, t},
    components::{Content, Details, Form, NotificationKind, Tag, TagColour, live_region},
    layout::{Nav, Page, SignedIn},
    pages::{messages::Known, shown},
    state::WebState,
    views::{
        came_in::is_later,
        likeness::{Shown, picture},
        missing::said,
        scene::RoleNames,
    },
};

/// The page of a home.
#[derive(Clone, Debug)]
pub(crate) struct HomePage {
    /// Who lives there.
    pub(crate) home: Home,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// Whom of social care they ring.
    pub(crate) social_care: Option<SocialCare>,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// The key of the forms.
    pub(crate) key: String,
    /// The word of what they recorded just before; empty if nothing.
    pub(crate) recorded: String,
    /// Of whom.
    pub(crate) recorded_of: Option<PersonId>,
    /// That it came in later than it was pressed.
    pub(crate) sent_later: Option<SentLater>,
}

impl HomePage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let title = t!("home-title", "home" => self.signed_in.agency.as_str());
        Page::new(title.clone(), self.home.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Home)
            .marked()
            .above_all(html! {
                (numbers_with(self.social_care.as_ref()))
                (unsent::lines(&self.home, &self.signed_in.name, &self.recorded, self.recorded_of))
            })
            .banner(NotificationKind::Success, self.said())
            .render(&html! {
                h1.govuk-heading-l { (title) }
                p.govuk-body { (t!("home-as-of", "time" => clock_time(self.home.now))) }
                @if self.home.residents.is_empty() { p.govuk-body { (t!("home-nobody")) } }
                (live_region("home", "/live/events?about=home", &self.children()))
            })
    }

    /// Each child; a page that lies open turns by itself when police have seen somebody.
    fn children(&self) -> Markup {
        html! {
            @for resident in &self.home.residents { (self.child(resident)) }
        }
    }

    /// What was recorded just before, in words of this page. What came in later than it was pressed says so, and that police
    /// are to be rung where they did not know of it.
    fn said(&self) -> Option<Content> {
        let (words, for_police) = match self.recorded.as_str() {
            "late_noted" => (t!("home-said-late"), false),
            "gone_again" => (t!("home-said-gone"), true),
            "late_ended" => (t!("home-said-here"), false),
            "late_acknowledged" => (t!("home-said-known"), false),
            "return_reported" => (t!("home-said-back"), true),
            "log_number_recorded" => (t!("home-said-number"), false),
            "reported" => (t!("home-said-reported"), true),
            "reported_added" => (t!("home-said-reported-added"), true),
            "reported_before" => (t!("home-said-reported-before"), true),
            _ => return None,
        };
        let of = self.home.residents.iter().find(|resident| Some(resident.person) == self.recorded_of);
        let said = html! {
            p.govuk-notification-banner__heading {
                @if let Some(child) = of { (shown::name(&child.name)) ": " }
                (words)
            }
            @if let Some(later) = self.sent_later {
                p.govuk-body { (later.said(self.home.now)) }
                @if for_police {
                    p.govuk-body { a.govuk-notification-banner__link href="tel:101" { (t!("home-said-ring")) } }
                }
            }
        };
        Some(said.into())
    }
}

impl HomePage {
    fn child(&self, resident: &Resident) -> Markup {
        let now = self.home.now;
        let name = unsent::named(resident);
        let id = format!("child-{}", resident.person);
        html! {
            section.sw-child id=(id) aria-labelledby={ (id) "-name" } {
                div.sw-child__head {
                    @if let Some(likeness) = &resident.likeness {
                        (picture(resident.person, &name, likeness, now, Shown::InList))
                    }
                    div {
                        h2 class="govuk-heading-m" id={ (id) "-name" } { bdi { (name) } }
                        (state(&resident.whereabouts, now))
                    }
                }
                @if let Whereabouts::Late { asked: Some(asked), .. } = &resident.whereabouts {
                    (self.asked(resident, asked, &name))
                }
                (self.gone_again(resident, &name))
                (buttons(resident, &name))
                (more(resident, &name, now))
            }
        }
    }

    /// Said to be back and gone again before police came: one press, and the search has it.
    fn gone_again(&self, resident: &Resident, name: &str) -> Markup {
        let said_back = match &resident.whereabouts {
            Whereabouts::Missing(missing) => missing.said_back_in,
            Whereabouts::Here
            | Whereabouts::Late { .. }
            | Whereabouts::WithPolice
            | Whereabouts::Back { .. } => None,
        };
        let Some(of) = said_back else { return html! {} };
        let action = format!("/home/{}/gone-again", resident.person);
        let form = Form::post(&action, &self.signed_in.csrf_token)
            .idempotency_key(format!("{}.{}", self.key, of.0.simple()))
            .keep(unsent::gone_again_kept_as(resident.person, &self.signed_in.name))
            .body(html! {
                input type="hidden" name=(PRESSED_AT);
                button class="sw-child__button sw-child__button--urgent" type="submit" data-prevent-double-click="true" {
                    (t!("home-button-gone")) span.govuk-visually-hidden { ": " (name) }
                }
            });
        html! { div.sw-child__buttons { (form) } }
    }

    /// The hour has passed: what the home is asked, and who is told if nobody there answers.
    fn asked(&self, resident: &Resident, asked: &AskedOfLate, name: &str) -> Markup {
        let now = self.home.now;
        let known =
            Known { person: resident.person, of: asked.of, csrf: &self.signed_in.csrf_token, key: &self.key };
        html! {
            p class="govuk-body govuk-!-margin-bottom-1" {
                strong { (t!("home-asked", "time" => instant(asked.at, now))) }
                @if let Some((role, at)) = &asked.next {
                    br; (t!("home-asked-next", "time" => instant(*at, now), "role" => self.roles.of(role)))
                }
            }
            (known.form("/home", &t!("home-still-late"), name))
        }
    }
}

/// Whom of social care a home rings at this hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SocialCare {
    /// The duty team, while offices are staffed.
    DutyTeam(String),
    /// The emergency duty team.
    EmergencyDutyTeam(String),
}

impl SocialCare {
    /// The one of this hour; nothing where the installation has no number for it.
    pub(crate) fn now(state: &WebState) -> Option<Self> {
        let numbers = &state.settings.social_care_numbers;
        let (number, team): (_, fn(String) -> Self) = if state.app.offices_are_staffed() {
            (&numbers.office_hours, Self::DutyTeam)
        } else {
            (&numbers.out_of_hours, Self::EmergencyDutyTeam)
        };
        (!number.trim().is_empty()).then(|| team(number.trim().to_owned()))
    }

    fn number(&self) -> Markup {
        let (number, team) = match self {
            Self::DutyTeam(number) => (number, t!("home-number-duty-team")),
            Self::EmergencyDutyTeam(number) => (number, t!("home-number-emergency-duty-team")),
        };
        let dialled: String = number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
        html! { a.sw-numbers__team href={ "tel:" (dialled) } { strong { (number) } " " (team) } }
    }
}

/// The numbers to ring, of the police alone.
pub(crate) fn numbers() -> Markup {
    numbers_with(None)
}

/// The numbers to ring: before anything else, and without any script.
pub(super) fn numbers_with(social_care: Option<&SocialCare>) -> Markup {
    html! {
        nav.sw-numbers aria-label=(t!("home-numbers")) {
            a.sw-numbers__urgent href="tel:999" { strong { "999" } " " (t!("home-number-999")) }
            a href="tel:101" { strong { "101" } " " (t!("home-number-101")) }
            @if let Some(team) = social_care { (team.number()) }
        }
    }
}

/// Where somebody is, first in one word and then in a sentence.
fn state(whereabouts: &Whereabouts, now: Timestamp) -> Markup {
    let (colour, word) = match whereabouts {
        Whereabouts::Here => (TagColour::Green, t!("home-state-here")),
        Whereabouts::Late { standing: LateStanding::MayBeMissing, .. } => {
            (TagColour::Red, t!("home-state-may-be-missing"))
        }
        Whereabouts::Late { .. } => (TagColour::Orange, t!("home-state-late")),
        Whereabouts::Missing(missing) if missing.said_back.is_some() => {
            (TagColour::Orange, t!("home-state-said-back"))
        }
        Whereabouts::Missing(_) => (TagColour::Red, t!("home-state-missing")),
        Whereabouts::WithPolice => (TagColour::Grey, t!("home-state-with-police")),
        Whereabouts::Back { .. } => (TagColour::Green, t!("home-state-back")),
    };
    html! {
        p class="govuk-body govuk-!-margin-bottom-1" { (Tag::new(word).colour(colour)) }
        @match whereabouts {
            Whereabouts::Here => {},
            Whereabouts::Late { late, standing, .. } => {
                p class="govuk-body govuk-!-margin-bottom-1" {
                    @match late.expected_at {
                        Some(at) => { (t!("home-late-since", "time" => instant(at, now))) },
                        None => { (t!("home-late-noted", "time" => instant(late.noted_at, now))) },
                    }
                }
                @if *standing == LateStanding::MayBeMissing {
                    p class="govuk-body govuk-!-margin-bottom-1" { strong { (t!("home-report-missing")) } }
                }
            },
            Whereabouts::Missing(missing) => (missing_facts(missing, now)),
            Whereabouts::WithPolice => p class="govuk-body govuk-!-margin-bottom-1" { (t!("home-with-police")) },
            Whereabouts::Back { at, .. } => {
                p class="govuk-body govuk-!-margin-bottom-1" { (t!("home-back-since", "time" => instant(*at, now))) }
            },
        }
    }
}

fn missing_facts(missing: &MissingFromHome, now: Timestamp) -> Markup {
    html! {
        p class="govuk-body govuk-!-margin-bottom-1" {
            @match said(missing.since, missing.reported_at) {
                Some(since) => {
                    (t!("home-missing-since", "time" => instant(since, now)))
                    br; (t!("home-reported-at", "time" => instant(missing.reported_at, now)))
                },
                None => (t!("home-since-not-known", "time" => instant(missing.reported_at, now))),
            }
            @if is_later(missing.reported_at, missing.came_in) {
                br; (t!("home-came-in", "time" => instant(missing.came_in, now)))
            }
            br; a.govuk-link href={ "/episodes/" (missing.episode) } { (t!("home-case", "reference" => missing.reference.as_str())) }
            br; @if missing.log_number.is_empty() { (t!("home-no-number")) } @else {
                (t!("home-log-number", "number" => missing.log_number.as_str()))
            }
        }
        @if missing.said_back.is_some() {
            p class="govuk-body govuk-!-margin-bottom-1" { strong { (t!("home-still-missing")) } }
        }
    }
}

/// What can be pressed, large enough for a thumb.
fn buttons(resident: &Resident, name: &str) -> Markup {
    let offered = [
        (Asks::Late, "late", t!("home-button-late"), ""),
        (Asks::Missing, "missing", t!("home-button-missing"), " sw-child__button--urgent"),
        (Asks::Back, "back", t!("home-button-back"), ""),
        (Asks::LogNumber, "log-number", t!("home-button-number"), ""),
    ];
    let fitting = offered.into_iter().filter(|(asks, ..)| asks.fits(&resident.whereabouts));
    let numbered =
        matches!(&resident.whereabouts, Whereabouts::Missing(missing) if !missing.log_number.is_empty());
    html! {
        div.sw-child__buttons {
            @for (asks, word, words, class) in fitting {
                // Once it is known the number is not asked for again.
                @if !(asks == Asks::LogNumber && numbered) {
                    a class={ "sw-child__button" (class) } href={ "/home/" (resident.person) "/" (word) } {
                        (words) span.govuk-visually-hidden { ": " (name) }
                    }
                }
            }
        }
    }
}

fn more(resident: &Resident, name: &str, now: Timestamp) -> Markup {
    let steps = next_steps(&resident.whereabouts, Upon::Reading);
    let note = match &resident.whereabouts {
        Whereabouts::Late { late, .. } => Some((late.note.as_str(), late.noted_at)),
        Whereabouts::Here | Whereabouts::Missing(_) | Whereabouts::WithPolice | Whereabouts::Back { .. } => {
            None
        }
    };
    html! {
        @if !matches!(resident.whereabouts, Whereabouts::Here | Whereabouts::WithPolice) {
            (Details::new(t!("home-next"), html! {
                (steps)
                @if let Some((note, at)) = note {
                    p.govuk-body { (t!("home-noted", "time" => instant(at, now))) " " (note) }
                }
            }))
        }
        p class="govuk-body govuk-!-margin-bottom-0" {
            a.govuk-link href={ "/people/" (resident.person) } {
                (t!("home-record")) span.govuk-visually-hidden { ": " (name) }
            }
            " · "
            a.govuk-link href={ "/people/" (resident.person) "/photographs#add" } {
                (t!("home-photograph")) span.govuk-visually-hidden { ": " (name) }
            }
        }
    }
}
