//! What the first pages of a report show, and the drafts of the room.

use app::{Draft, DraftId, DraftSummary, Held};
use domain::incident::Typist;
use jiff::Timestamp;
use maud::{Markup, html};

use super::Step;
use super::begin::{DRAFT, FROM};
use super::view::{Elsewhere, OpenedCase, ReportPage, default_button, saving, sent_before};
use crate::acts::Values;
use crate::catalogue::{clock_time, t};
use crate::components::{
    Alert, AlertKind, Button, Details, Form, FormErrors, SummaryList, SummaryRow, time_element,
};
use crate::layout::{Nav, Outcome, Page, SignedIn};
use crate::pages::shown;
use crate::session::Visitor;
use crate::state::WebState;

/// Which of the first pages it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// The ordinary one.
    NewReport,
    /// The one that asks only what opens a case.
    Emergency,
}

impl First {
    /// The page of that word; the ordinary one for any other.
    pub(super) fn of(word: &str) -> Self {
        if word == Self::Emergency.word() { Self::Emergency } else { Self::NewReport }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::NewReport => "new",
            Self::Emergency => "emergency",
        }
    }

    /// Where the page stands.
    pub(super) fn address(self) -> &'static str {
        match self {
            Self::NewReport => "/reports/new",
            Self::Emergency => "/report/emergency",
        }
    }
}

/// Whether whoever begins a report may look among earlier calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EarlierCalls {
    /// They may.
    Offered,
    /// They see no calls.
    NotOffered,
}

impl EarlierCalls {
    /// As access decides.
    pub(super) fn of(state: &WebState, visitor: &Visitor) -> Self {
        if state.app.sees_calls(visitor) { Self::Offered } else { Self::NotOffered }
    }
}

/// The page on which a report begins.
#[derive(Clone, Debug)]
pub(crate) struct FirstPage {
    /// Which of the two.
    pub(crate) first: First,
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// Reports of the room that were begun and not sent.
    pub(crate) drafts: Vec<DraftSummary>,
    /// The draft that the page begins once something is typed.
    pub(crate) draft: DraftId,
    /// Its version; 0 before it is saved.
    pub(crate) version: i64,
    /// What was saved in another window meanwhile.
    pub(crate) elsewhere: Option<Elsewhere>,
    /// The cases that the page opened before with other words; nothing where it was not sent.
    pub(crate) sent_before: Option<Vec<OpenedCase>>,
    /// Whether the way to earlier calls is shown.
    pub(crate) earlier_calls: EarlierCalls,
    /// What stands in the fields.
    pub(crate) values: Values,
    /// What is wrong with it.
    pub(crate) errors: FormErrors,
    /// By which a repeated sending counts once.
    pub(crate) key: String,
}

impl FirstPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        let title = match self.first {
            First::NewReport => t!("nav-new-report"),
            First::Emergency => t!("report-emergency"),
        };
        Page::new(title.clone(), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::NewReport)
            .marked()
            .outcome(outcome)
            .render(&html! {
                div.govuk-grid-row { div.govuk-grid-column-two-thirds {
                    (self.errors.summary())
                    @if let Some(elsewhere) = &self.elsewhere { (elsewhere.render()) }
                    @if let Some(cases) = &self.sent_before { (sent_before(cases)) }
                    h1.govuk-heading-l { (title) }
                    @match self.first {
                        First::NewReport => {
                            (to_emergency())
                            (drafts_list(&self.drafts, self.now, Some(&self.signed_in.csrf_token)))
                            @if self.earlier_calls == EarlierCalls::Offered {
                                p.govuk-body { a.govuk-link href="/calls" { (t!("report-earlier-calls")) } }
                            }
                            p.govuk-body { (t!("report-never-wait")) }
                        }
                        First::Emergency => { (danger()) }
                    }
                    (self.form())
                    (another_call())
                } }
            })
    }

    fn form(&self) -> Markup {
        let form = Form::post("/reports", &self.signed_in.csrf_token)
            .idempotency_key(self.key.as_str())
            .version(self.version.to_string())
            // The draft is of this page alone: what was kept on this computer is offered only where it was typed.
            .keep(format!("report-{}-{}", self.first.word(), self.signed_in.name))
            .body(html! {
                @match self.first {
                    First::Emergency if self.sent_before.is_some() => { (default_button("next")) (super::fields::emergency(&self.values, &self.errors, self.now)) }
                    First::NewReport => { (default_button("next")) (super::fields::begin(&self.values, &self.errors, self.now)) }
                    First::Emergency => { (default_button("send")) (super::fields::emergency(&self.values, &self.errors, self.now)) }
                }
                input type="hidden" name=(DRAFT) value=(self.draft.0);
                input type="hidden" name=(FROM) value=(self.first.word());
                @if self.first == First::Emergency {
                    input type="hidden" name="class" value=(domain::incident::IncidentClass::Missing.word());
                }
                (saving("/reports/autosave", None))
                div.govuk-button-group {
                    @match self.first {
                        First::NewReport | First::Emergency if self.sent_before.is_some() => {
                            (Button::new(t!("report-begin-with-these")).name("do").value("next").prevent_double_click())
                        }
                        First::NewReport => {
                            (Button::new(t!("report-go-on")).name("do").value("next").prevent_double_click())
                            (Button::new(t!("report-open-now")).name("do").value("send").prevent_double_click())
                        }
                        First::Emergency => {
                            (Button::new(t!("report-open-now")).name("do").value("send").prevent_double_click())
                        }
                    }
                }
            });
        html! { (form) }
    }
}

/// The way to the page for an emergency: before anything else, and by its key.
fn to_emergency() -> Markup {
    html! {
        p {
            a.govuk-button.govuk-button--warning href="/report/emergency" role="button" draggable="false" data-key="e" {
                (t!("report-emergency-button"))
            }
            " " span.govuk-hint.sw-key-hint { (t!("report-emergency-key")) }
        }
    }
}

/// The way from a report half typed to an empty one. Its key is the browser's own, so that it works while somebody types.
pub(super) fn another_call() -> Markup {
    html! {
        p.govuk-body-s {
            a.govuk-link href="/reports/new" accesskey="n" { (t!("report-another-call")) }
            " " span.govuk-hint.sw-key-hint { (t!("report-another-call-key")) }
        }
    }
}

/// What to say to the caller before anything is typed.
fn danger() -> Markup {
    html! {
        div.govuk-inset-text {
            p.govuk-body { strong { (t!("report-danger-say")) } }
            p.govuk-body { "“" (t!("report-danger-words")) "”" }
        }
        p.govuk-body { (t!("report-emergency-enough")) }
    }
}

/// Drafts in sight on a page on which a report begins; the others stand behind one line.
pub(crate) const NEWEST_AT_MOST: usize = 10;

/// Reports of the room that were begun and not sent, the latest first: one's own to be gone on with, a colleague's to be taken over where
/// the page can ask for it. Nothing where there are none.
pub(crate) fn drafts_list(drafts: &[DraftSummary], now: Timestamp, csrf_token: Option<&str>) -> Markup {
    html! {
        @if !drafts.is_empty() {
            section.govuk-inset-text.sw-drafts aria-labelledby="drafts" {
                h2.govuk-heading-s #drafts { (t!("report-drafts", "count" => drafts.len())) }
                @let (newest, older) = drafts.split_at(drafts.len().min(NEWEST_AT_MOST));
                (rows(newest, now, csrf_token))
                @if !older.is_empty() {
                    (Details::new(t!("report-drafts-older", "count" => older.len()), rows(older, now, csrf_token)))
                }
            }
        }
    }
}

/// The same on a page on which something else comes first: more than two stand behind one line.
pub(crate) fn drafts_in_one_line(
    drafts: &[DraftSummary],
    now: Timestamp,
    csrf_token: Option<&str>,
) -> Markup {
    const IN_SIGHT_AT_MOST: usize = 2;
    if drafts.len() <= IN_SIGHT_AT_MOST {
        return drafts_list(drafts, now, csrf_token);
    }
    let title = t!("report-drafts", "count" => drafts.len());
    html! { (Details::new(title, rows(drafts, now, csrf_token)).classes("sw-drafts sw-drafts--folded")) }
}

fn rows(drafts: &[DraftSummary], now: Timestamp, csrf_token: Option<&str>) -> Markup {
    html! {
        ul.govuk-list {
            @for draft in drafts { li { (draft_row(draft, now, csrf_token)) } }
        }
    }
}

/// The way to a report that was begun, with when it was last saved.
pub(super) fn draft_link(draft: &DraftSummary, now: Timestamp) -> Markup {
    html! {
        a.govuk-link href={ "/reports/" (draft.id.0) "/check" } {
            @for (place, name) in draft.names.iter().enumerate() {
                @if place > 0 { ", " } (shown::name(name))
            }
            @if draft.names.is_empty() { (t!("report-nobody-named")) }
        }
        @if draft.adds_to.is_some() { ", " (t!("report-adds-to-case")) }
        ", " (t!("report-draft-saved")) " " (time_element(draft.saved_at, now))
    }
}

fn draft_row(draft: &DraftSummary, now: Timestamp, csrf_token: Option<&str>) -> Markup {
    html! {
        (draft_link(draft, now))
        br;
        (typed_by(&draft.typists, draft.held))
        @if let (Held::ByColleague, Some(token)) = (draft.held, csrf_token) {
            (Form::post(&format!("/reports/{}/take", draft.id.0), token).body(html! {
                button.govuk-button.govuk-button--secondary.sw-small-button type="submit" {
                    (t!("report-take-over"))
                    span.govuk-visually-hidden { ": " (draft.names.join(", ")) }
                }
            }))
        }
    }
}

/// Who began it and who types it now, each since when.
pub(super) fn typed_by(typists: &[Typist], held: Held) -> Markup {
    let said = |typist: &Typist, position: usize| {
        let (name, time) = (typist.name.clone(), clock_time(typist.since));
        if position == 0 {
            t!("report-begun-by", "name" => name, "time" => time)
        } else {
            t!("report-taken-by", "name" => name, "time" => time)
        }
    };
    html! {
        span.sw-quiet {
            @for (position, typist) in typists.iter().enumerate() {
                @if position > 0 { ", " } (said(typist, position))
            }
            @if held == Held::ByUser { " " (t!("report-held-by-you")) }
        }
    }
}

/// A draft that is with a colleague, whole, to be read and taken over.
#[derive(Clone, Debug)]
pub(crate) struct HeldPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The draft.
    pub(crate) draft: Draft,
    /// What the user had typed that stands nowhere else: the question, and their words.
    pub(crate) left: Vec<(String, String)>,
}

impl HeldPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let draft = &self.draft;
        let name = draft.holder().map(|holder| holder.name.clone()).unwrap_or_default();
        let title = t!("report-held-by", "name" => name);
        let take = Form::post(&format!("/reports/{}/take", draft.id.0), &self.signed_in.csrf_token)
            .body(html! { (Button::new(t!("report-take-over")).prevent_double_click()) });
        Page::new(title.clone(), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::NewReport)
            .marked()
            .nothing_saved()
            .render(&html! {
                h1.govuk-heading-l { (title) }
                p.govuk-body { (typed_by(&draft.typists, draft.held)) ", " (t!("report-draft-saved")) " " (time_element(draft.saved_at, self.now)) }
                (self.left())
                (take)
                (self.whole().summary())
            })
    }

    /// What was typed here and not saved there.
    fn left(&self) -> Markup {
        let rows = self
            .left
            .iter()
            .map(|(question, answer)| SummaryRow::new(question.as_str(), html! { bdi { (answer) } }));
        let words = super::room::clash_words(&self.draft);
        html! {
            @if !self.left.is_empty() {
                (Alert::new(AlertKind::Warning, words.clone())
                    .body(html! { p { (words) } (SummaryList::new(rows.collect())) })
                    .role("alert"))
            }
        }
    }

    fn whole(&self) -> ReportPage {
        ReportPage {
            now: self.now,
            signed_in: self.signed_in.clone(),
            draft: self.draft.id,
            version: self.draft.version,
            saved_at: self.draft.saved_at,
            typists: self.draft.typists.clone(),
            step: Step::Check,
            answers: self.draft.answers.clone(),
            values: Values::default(),
            errors: FormErrors::none(),
            person: 0,
            hits: None,
            elsewhere: None,
            sent_before: None,
            just_opened: false,
            others: Vec::new(),
            key: String::new(),
        }
    }
}
