//! The page of one form: the act or the correction, with what is wrong, what others recorded, what was not saved.

use app::cases::TimelineItem;
use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    closing::{self, CLOSING},
    namesakes::{self, Namesakes},
};
use crate::{
    acts::{
        ActForm, Values,
        fields::{Assessors, OnRecord, Shown, Use},
        words,
    },
    catalogue::{instant, t},
    components::{Button, Form, FormErrors, back_link, countdown_element, inset_text, warning_text},
    layout::{Nav, Outcome, Page, SignedIn},
    pages::episode::summary,
    views::{identity, scene::Scene, timeline},
};

/// The page of one form.
#[derive(Clone, Debug)]
pub(crate) struct ActPage {
    /// The act.
    pub(crate) form: &'static ActForm,
    /// Whether it is recorded or an entry of it corrected.
    pub(crate) purpose: Use,
    /// Where the form is sent.
    pub(crate) action: String,
    /// The page from which it was opened.
    pub(crate) home: String,
    /// What stands in the fields.
    pub(crate) values: Values,
    /// What is wrong.
    pub(crate) errors: FormErrors,
    /// What the user has to know before sending it.
    pub(crate) notice: Notice,
    /// The key by which a repeated sending counts once.
    pub(crate) key: String,
    /// The version that the user sees.
    pub(crate) version: i64,
    /// Now.
    pub(crate) now: Timestamp,
    /// The case; nothing while the database does not answer.
    pub(crate) scene: Option<Scene>,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

/// What the user has to know before sending a form.
#[derive(Clone, Debug)]
pub(crate) enum Notice {
    /// Nothing.
    None,
    /// Others recorded something on the same matter meanwhile.
    Clash {
        /// What they recorded.
        since: Vec<TimelineItem>,
        /// Where what stands now differs from what was typed: the field, what stands, what was typed.
        differences: Vec<(String, String, String)>,
    },
    /// Somebody on record is likely the person as they would be called.
    Likely(Namesakes),
    /// The user recorded exactly this a little while ago; it was not recorded again.
    Twice {
        /// When.
        at: Timestamp,
    },
    /// The database does not answer; nothing was saved.
    NotSaved,
}

/// The name of the field by which the user says that it happened again.
pub(super) const AGAIN: &str = "again";

impl ActPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let outcome = match (&self.notice, self.errors.is_empty()) {
            (Notice::None, true) => Outcome::Plain,
            (Notice::Clash { .. } | Notice::Likely(_) | Notice::Twice { .. } | Notice::NotSaved, _)
            | (Notice::None, false) => Outcome::Error,
        };
        let before = html! {
            (back_link(&self.home, self.back()))
            @if let Some(scene) = &self.scene { (identity::bar(scene)) }
        };
        Page::new(self.title(), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Nowhere)
            .marked()
            .outcome(outcome)
            .before_content(before)
            .render(&self.body())
    }

    fn title(&self) -> String {
        match self.purpose {
            Use::Record => words::title(self.form),
            Use::Correct => t!("act-correct", "event" => words::event_title(self.form.word)),
        }
    }

    fn back(&self) -> String {
        match self.scene.as_ref().map(|scene| scene.episode.is_some()) {
            Some(false) => t!("act-back-to-person"),
            Some(true) | None => t!("act-back-to-case"),
        }
    }

    fn body(&self) -> Markup {
        html! {
            div.govuk-grid-row {
                div class="govuk-grid-column-two-thirds" {
                    (self.errors.summary())
                    h1.govuk-heading-l { (self.title()) }
                    (self.notice())
                    @if self.purpose == Use::Correct { (inset_text(t!("act-correct-hint"))) }
                    @else if let Some(hint) = words::hint(self.form) { p.govuk-body { (hint) } }
                    (self.assess_by())
                    @if let (CLOSING, Some(scene)) = (self.form.word, &self.scene) { (closing::what_is_open(scene)) }
                    @if self.weighs_risk() && self.scene.is_some() { p.govuk-body { a.govuk-link href="#known" { (t!("act-see-what-is-known")) } } }
                    (self.form())
                }
                @if let (true, Some(scene)) = (self.weighs_risk(), &self.scene) {
                    aside class="govuk-grid-column-one-third" aria-labelledby="known" {
                        h2.govuk-heading-m #known { (t!("act-what-is-known")) }
                        (summary::report(scene, summary::Extent::Whole))
                    }
                }
            }
        }
    }

    /// By when the MASH would have to assess under each rating, in view before one is given: it counts from the notification.
    fn assess_by(&self) -> Markup {
        let by =
            self.scene.as_ref().filter(|_| self.form.word == "mash_rerated").map(|scene| &scene.assess_by);
        html! {
            @if let Some(by) = by.filter(|by| !by.is_empty()) {
                p class="govuk-body govuk-!-margin-bottom-1" { (t!("mash-assess-by")) }
                ul class="govuk-list govuk-list--bullet sw-assess-by" #assess-by {
                    @for (rating, due) in by {
                        li {
                            strong { (words::choice("mash-rating", rating.word())) } ": "
                            (instant(*due, self.now)) " (" (countdown_element(*due, self.now)) ")"
                        }
                    }
                }
            }
        }
    }

    /// Whether the user needs in view what is known of the person while filling the form in.
    fn weighs_risk(&self) -> bool {
        matches!(self.form.word, "risk_assessed" | "risk_reviewed" | "disagreement_raised")
    }

    fn form(&self) -> Markup {
        let nothing_on_record = OnRecord::default();
        let no_rules = domain::episode::GradeRules::default();
        let on_record = self.scene.as_ref().map(Scene::on_record);
        // Without the case at hand (the database does not answer) nothing typed may become impossible.
        let supervises = self.scene.as_ref().is_none_or(|scene| scene.may("risk_reviewed"));
        let assessors = match self.purpose {
            Use::Record if !supervises => Assessors::OfficerOnly,
            Use::Record | Use::Correct => Assessors::Chosen,
        };
        let fields = Shown {
            assessors,
            form: self.form,
            purpose: self.purpose,
            values: &self.values,
            errors: &self.errors,
            on_record: on_record.as_ref().unwrap_or(&nothing_on_record),
            grades: self.scene.as_ref().map_or(&no_rules, |scene| &scene.grades),
            now: self.now,
        };
        let button = Button::new(self.button()).prevent_double_click();
        let body = html! {
            @if let Notice::Twice { .. } = self.notice { input type="hidden" name=(AGAIN) value="yes"; }
            @match &self.notice {
                Notice::Likely(namesakes) => { (namesakes.asked(&self.values, &self.errors, self.now)) }
                Notice::None | Notice::Clash { .. } | Notice::Twice { .. } | Notice::NotSaved => { (namesakes::kept(&self.values)) }
            }
            (fields)
            div.govuk-button-group {
                @if is_grave(self.form.word) { (button.warning()) } @else { (button) }
                a.govuk-link href=(self.home) { (t!("act-cancel")) }
            }
        };
        html! {
            (Form::post(&self.action, &self.signed_in.csrf_token)
                .idempotency_key(&self.key)
                .version(self.version.to_string())
                // Not under the version: what others record meanwhile must not hide what was half typed.
                .keep(self.action.clone())
                .body(body))
        }
    }

    fn button(&self) -> String {
        match (&self.notice, self.purpose) {
            (Notice::Clash { .. }, _) => t!("act-record-mine-as-well"),
            (Notice::Twice { .. }, _) => t!("act-record-again"),
            (Notice::NotSaved, _) => t!("act-try-again"),
            (Notice::None | Notice::Likely(_), Use::Record) => t!("act-record"),
            (Notice::None | Notice::Likely(_), Use::Correct) => t!("act-correct-button"),
        }
    }

    fn notice(&self) -> Markup {
        match &self.notice {
            Notice::None => html! {},
            Notice::Likely(namesakes) => namesakes.notice(),
            Notice::NotSaved => html! {
                div role="alert" { (warning_text(t!("act-not-saved"))) }
                p.govuk-body { (t!("act-not-saved-advice")) }
            },
            Notice::Twice { at } => html! {
                div role="alert" { (warning_text(t!("act-twice", "time" => instant(*at, self.now)))) }
                p.govuk-body { (t!("act-twice-advice")) " " a.govuk-link href=(self.home) { (t!("act-twice-back")) } }
            },
            Notice::Clash { since, differences } => self.clash(since, differences),
        }
    }

    fn clash(&self, since: &[TimelineItem], differences: &[(String, String, String)]) -> Markup {
        html! {
            div role="alert" { (warning_text(t!("act-clash"))) }
            p.govuk-body { (t!("act-clash-advice")) }
            @if let Some(scene) = &self.scene {
                h2.govuk-heading-m { (t!("act-clash-since")) }
                (timeline::entries(scene, since, timeline::Length::Whole))
            }
            @if !differences.is_empty() {
                h2.govuk-heading-m { (t!("act-clash-differences")) }
                p.govuk-body { (t!("act-clash-differences-advice", "time" => instant(self.now, self.now))) }
                (timeline::differences(differences))
            }
            h2.govuk-heading-m { (t!("act-clash-yours")) }
        }
    }
}

/// What ends the search looks as grave as it is.
fn is_grave(word: &str) -> bool {
    matches!(word, "found_dead" | "closed_jointly" | "episode_closed")
}
