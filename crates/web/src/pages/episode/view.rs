//! The page of one time missing. At once in view: who, how long, what risk since when, who holds it, what is overdue and
//! whose it is, what nobody has answered, what came in last; below it everything that is to be done beside what can be
//! recorded and what was reported. What is settled or due later is folded away.

use app::cases::{EpisodeView, Retelling};
use domain::{episode::Ending, ids::UnidentifiedId, unidentified::NamedElsewhere};
use maud::{Markup, html};

use super::{
    super::{
        comparable,
        report::MISSING_ALREADY,
        unidentified::owed::{candidates_for, identified},
    },
    death, disagreements, duties, edges, glance, high_risk,
    holding::CaseHolding,
    messages::CaseMessages,
    risk, summary, tasks,
};
use crate::{
    acts::words,
    catalogue::t,
    components::{Alert, AlertKind, Button, Form, NotificationKind, SubNavigation, live_region},
    layout::{Nav, NewReport, Page, SignedIn},
    views::{
        history::{Showing, history},
        identity, offers, past, person,
        scene::{RoleNames, Scene},
        sight,
    },
};

/// The word with which a report that opened a case leads to it.
const OPENED: &str = "opened";

/// The page of one time missing.
#[derive(Clone, Debug)]
pub(crate) struct EpisodePage {
    /// The case.
    pub(crate) view: EpisodeView,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The role in which they act.
    pub(crate) role: String,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// The word of what they recorded just before; empty if nothing.
    pub(crate) recorded: String,
    /// How much of the history is shown.
    pub(crate) showing: Showing,
    /// Who holds the case.
    pub(crate) holding: CaseHolding,
    /// Who was told of what.
    pub(crate) messages: CaseMessages,
    /// Words of this case that may bear on another of its call.
    pub(crate) retellings: Vec<Retelling>,
    /// The records of unidentified people who could be them; none for whoever does not decide about that.
    pub(crate) could_be: Vec<UnidentifiedId>,
    /// The records of unidentified people of whom two have said that they are them.
    pub(crate) identified_as: Vec<NamedElsewhere>,
}

impl EpisodePage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let scene = Scene::of_episode(&self.view, self.roles.clone());
        let title = t!("episode-title", "name" => person::name_text(&scene.file.person),
            "reference" => self.view.episode.id.reference());
        Page::new(title.clone(), self.view.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .wide()
            .current(Nav::Nowhere)
            .banner(NotificationKind::Success, self.news())
            .past(scene.past_banner(&scene.home))
            .before_content(past::panel(&scene, &scene.home))
            .render(&html! {
                h1.govuk-visually-hidden { (title) }
                @if scene.past.is_some() { div.sw-live #case { (self.body(&scene)) } } @else { (self.live(&scene)) }
            })
    }

    /// What was recorded just before; a case that was just opened says its reference. After a death nothing is said in
    /// green: the page itself shows what was done.
    fn news(&self) -> Option<crate::components::Content> {
        if self.view.episode.ending() == Some(&Ending::FoundDead) {
            return None;
        }
        if self.recorded == MISSING_ALREADY {
            let add = format!("/episodes/{}/acts/report_added", self.view.episode.id);
            let body = html! {
                (t!("edges-missing-already")) " " a.govuk-notification-banner__link href=(add) { (t!("edges-missing-now-add")) }
            };
            return Some(body.into());
        }
        if self.recorded == OPENED {
            let reference = self.view.episode.id.reference();
            return Some(t!("episode-opened", "reference" => reference).into());
        }
        recorded(&self.recorded)
    }

    /// All that changes when somebody records something, and with the clocks.
    fn live(&self, scene: &Scene) -> Markup {
        let events = format!("/live/events?about=episode:{}", self.view.episode.id);
        live_region("case", &events, &self.body(scene))
    }

    /// The case as it stands, or stood: of a past moment without what records something.
    fn body(&self, scene: &Scene) -> Markup {
        html! {
            (identity::bar_with(scene, self.holding.render(scene, &self.signed_in.csrf_token)))
            (sight::limits(scene))
            (edges::before_all(scene))
            (death::panel(scene))
            @if scene.past.is_none() { (identified(scene, &self.identified_as)) }
            (self.warnings(scene))
            (edges::notices(self, scene))
            @if scene.past.is_none() { (candidates_for(scene.person, &self.could_be)) }
            (contents(scene))
            div.govuk-grid-row {
                div class="govuk-grid-column-two-thirds" {
                    (high_risk::list(&self.view, scene))
                    (self.duties(scene))
                    (section("tasks", &t!("tasks-title"), &html! { (tasks::list(scene, summary::Extent::FirstNeed, &high_risk::tasks_in(&self.view))) (tasks::review_owed(scene)) (tasks::links(scene)) }))
                    (section("messages", &t!("case-messages"), &self.messages.list(scene, &self.signed_in.csrf_token)))
                    (section("history", &t!("episode-history"), &history(scene, self.showing)))
                }
                div class="govuk-grid-column-one-third" {
                    @if scene.past.is_none() { (section("record", &t!("episode-record"), &self.acts(scene))) }
                    (section("report", &t!("episode-report"), &html! { (summary::report(scene, summary::Extent::FirstNeed)) (comparable::way(scene)) }))
                    (section("risk", &t!("episode-risk"), &html! { (risk::history(scene, self.showing)) (disagreements::list(&self.view, scene)) }))
                }
            }
        }
    }

    fn duties(&self, scene: &Scene) -> Markup {
        let list = duties::list(&self.view, scene, &self.role);
        section("duties", &t!("episode-duties"), &list)
    }

    /// What must not be overlooked, before any list. A case that ended with a death says it once, above.
    fn warnings(&self, scene: &Scene) -> Markup {
        if death::is_dead(scene) {
            return html! {};
        }
        let episode = &self.view.episode;
        html! {
            @if let Some(reported) = episode.unverified_return() {
                @let confirm = format!("{}/acts/returned", scene.home);
                @let title = t!("episode-return-unverified", "time" => crate::catalogue::instant(reported.at, scene.now));
                @let body = html! {
                    (title) @if scene.may("returned") { " " a href=(confirm) { (words::act_title("returned")) } }
                };
                (Alert::new(AlertKind::Warning, title).body(body))
            }
            (glance::at_first_sight(&self.view, scene, &self.messages))
        }
    }

    /// The way to the questions that the report leaves open, one step after the other, for whoever takes reports.
    fn rest_of_the_report(&self) -> Markup {
        let takes_reports = self.signed_in.new_report == NewReport::Offered;
        html! {
            @if takes_reports && self.view.episode.ended_at().is_none() {
                (Form::post(&format!("/reports/of/{}", self.view.episode.id), &self.signed_in.csrf_token)
                    .body(html! { (Button::new(t!("report-go-on-begun")).secondary()) }))
            }
        }
    }

    /// What this role owes first, then everything else that it may record.
    fn acts(&self, scene: &Scene) -> Markup {
        let owed = duties::acts_owed(&self.view, scene, &self.role);
        let words: Vec<String> = owed.iter().map(|act| act.word.clone()).collect();
        html! {
            (duties::next_for(&owed))
            (offers::panel(scene, &words))
            (self.rest_of_the_report())
            @if scene.may("document_made") {
                p.govuk-body { a.govuk-link href={ (scene.home) "/briefing" } { (t!("paper-see-briefing")) } }
            }
        }
    }
}

/// What was recorded just before, where it is the word of something.
pub(crate) fn recorded(word: &str) -> Option<crate::components::Content> {
    let merged = matches!(word, "record_absorbed" | "record_separated");
    let known = word == "corrected" || merged || crate::acts::find(word).is_some();
    known.then(|| t!("act-recorded", "event" => words::event_title(word)).into())
}

/// A part of the page with its heading, which links lead to.
pub(crate) fn section(id: &str, title: &str, body: &Markup) -> Markup {
    html! {
        section.sw-section id=(id) aria-labelledby={ (id) "-title" } {
            h2.govuk-heading-m id={ (id) "-title" } { (title) }
            (body)
        }
    }
}

/// The ways to the parts of the page, each with a key of its own.
fn contents(scene: &Scene) -> Markup {
    let to_do = SubNavigation::new()
        .label(t!("episode-contents"))
        .classes("sw-contents")
        .key_link("d", t!("episode-duties"), "#duties")
        .key_link("t", t!("tasks-title"), "#tasks")
        .key_link("m", t!("case-messages"), "#messages")
        .key_link("h", t!("episode-history"), "#history");
    let acts = match scene.past {
        None => to_do.key_link("a", t!("episode-record"), "#record"),
        Some(_) => to_do,
    };
    let known =
        acts.key_link("w", t!("episode-report"), "#report").key_link("r", t!("episode-risk"), "#risk");
    match scene.past {
        None => html! { (known.key_link("p", t!("past-earlier"), &format!("{}/moments", scene.home))) },
        Some(_) => html! { (known) },
    }
}
