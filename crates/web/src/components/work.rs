//! Safewell's own: the grade of risk, a duty with its clock, what is still unanswered.

use super::content::{Content, classes, options};
use super::live::countdown_element;
use super::tag::Tag;
use crate::catalogue::Countdown;
use jiff::Timestamp;
use maud::{Markup, Render, html};

/// How a grade of risk looks: its own shape besides its colour, so that neither print nor colour blindness hides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskLook {
    /// The highest grade.
    High,
    /// The middle grade.
    Medium,
    /// The lower grade.
    Low,
    /// No apparent risk.
    NoApparentRisk,
    /// Nobody has graded it yet, which is itself a danger.
    NotGraded,
}

impl RiskLook {
    fn class(self) -> &'static str {
        match self {
            RiskLook::High => "sw-risk--high",
            RiskLook::Medium => "sw-risk--medium",
            RiskLook::Low => "sw-risk--low",
            RiskLook::NoApparentRisk => "sw-risk--none",
            RiskLook::NotGraded => "sw-risk--ungraded",
        }
    }

    fn shape(self) -> &'static str {
        match self {
            RiskLook::High => "M8 1 15 14H1Z",
            RiskLook::Medium => "M8 1 15 8 8 15 1 8Z",
            RiskLook::Low => "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2Z",
            RiskLook::NoApparentRisk => "M2 6h12v4H2Z",
            RiskLook::NotGraded => "M2 2h12v12H2ZM4.5 4.5v7h7v-7Z",
        }
    }
}

/// The grade of risk: word, shape and colour.
#[derive(Debug, Clone)]
pub struct RiskTag {
    look: RiskLook,
    text: String,
}

impl RiskTag {
    /// A grade with its word from the catalogue.
    pub fn new(look: RiskLook, text: impl Into<String>) -> RiskTag {
        RiskTag { look, text: text.into() }
    }
}

impl Render for RiskTag {
    fn render(&self) -> Markup {
        html! {
            strong class={ "sw-risk " (self.look.class()) } {
                svg.sw-risk__shape viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false" {
                    path d=(self.look.shape()) fill="currentColor" fill-rule="evenodd" {}
                }
                (self.text)
            }
        }
    }
}

/// One duty: what is to be done, for whom, by when.
#[derive(Debug, Clone)]
pub struct DutyRow {
    title: Content,
    href: Option<String>,
    id: Option<String>,
    about: Option<Content>,
    detail: Option<Content>,
    owner: Option<Content>,
    due: Due,
    tag: Option<Tag>,
    actions: Option<Content>,
    level: Option<&'static str>,
}

#[derive(Debug, Clone)]
enum Due {
    Unsaid,
    At { due: Timestamp, now: Timestamp },
    AtOnce { by: Option<String> },
    Words(Content),
}

options!(DutyRow {
    /// Links the duty to where it is done.
    href: text,
    /// Sets the id by which a live list recognises the row.
    id: text,
    /// Says whom it is about: name, age, risk.
    about: content,
    /// Says more: paragraph, why it has this state.
    detail: content,
    /// Says who is to do it.
    owner: content,
    /// Puts buttons at the end of the row.
    actions: content,
});

impl DutyRow {
    /// What is to be done.
    pub fn new(title: impl Into<Content>) -> DutyRow {
        DutyRow {
            title: title.into(),
            href: None,
            id: None,
            about: None,
            detail: None,
            owner: None,
            due: Due::Unsaid,
            tag: None,
            actions: None,
            level: None,
        }
    }

    /// It is due at an instant.
    #[must_use]
    pub fn due(self, due: Timestamp, now: Timestamp) -> DutyRow {
        let overdue = matches!(crate::catalogue::countdown(due, now), Countdown::Overdue(_));
        DutyRow { due: Due::At { due, now }, level: overdue.then_some("sw-duty--overdue"), ..self }
    }

    /// It is to be done at once.
    #[must_use]
    pub fn immediate(self) -> DutyRow {
        DutyRow { due: Due::AtOnce { by: None }, level: Some("sw-duty--now"), ..self }
    }

    /// The same with the time by which it is late.
    #[must_use]
    pub fn immediate_by(self, due: Timestamp, now: Timestamp) -> DutyRow {
        DutyRow { due: Due::AtOnce { by: Some(crate::catalogue::instant(due, now)) }, ..self.immediate() }
    }

    /// It has no clock that runs: done, waiting, not applicable, in words.
    #[must_use]
    pub fn settled(self, words: impl Into<Content>) -> DutyRow {
        DutyRow { due: Due::Words(words.into()), level: Some("sw-duty--settled"), ..self }
    }

    /// Shows its state as a tag.
    #[must_use]
    pub fn tag(self, tag: Tag) -> DutyRow {
        DutyRow { tag: Some(tag), ..self }
    }

    fn when(&self) -> Markup {
        html! {
            @match &self.due {
                Due::Unsaid => {}
                Due::At { due, now } => {
                    (countdown_element(*due, *now))
                    span.sw-duty__at { (crate::catalogue::instant(*due, *now)) }
                }
                Due::AtOnce { by } => {
                    span class="sw-countdown sw-countdown--now" { (Countdown::immediate().text()) }
                    @if let Some(by) = by { span.sw-duty__at { (by) } }
                }
                Due::Words(words) => { span.sw-countdown { (words) } }
            }
        }
    }
}

impl Render for DutyRow {
    fn render(&self) -> Markup {
        html! {
            li class=(classes(&["sw-duty", self.level.unwrap_or_default()])) id=[&self.id] {
                div.sw-duty__when { (self.when()) }
                div.sw-duty__what {
                    p.sw-duty__title {
                        @if let Some(href) = &self.href { a.govuk-link href=(href) { (self.title) } } @else { (self.title) }
                        @if let Some(tag) = &self.tag { " " (tag) }
                    }
                    @if let Some(about) = &self.about { p.sw-duty__about { (about) } }
                    @if let Some(detail) = &self.detail { div.sw-duty__detail { (detail) } }
                }
                @if let Some(owner) = &self.owner { div.sw-duty__owner { (owner) } }
                @if let Some(actions) = &self.actions { div.sw-duty__actions { (actions) } }
            }
        }
    }
}

impl DutyRow {
    /// The list around the rows, walked with the keys j, k and Enter.
    pub fn list(rows: &[DutyRow]) -> Markup {
        html! { ul.sw-duties data-rows { @for row in rows { (row) } } }
    }
}

/// What of a report is still unanswered; it stays in view while the report is filled in.
#[derive(Debug, Clone)]
pub struct Unanswered {
    title: Content,
    items: Vec<(Content, String)>,
    complete: Content,
}

impl Unanswered {
    /// The words above the list, and those that stand there when nothing is missing.
    pub fn new(title: impl Into<Content>, complete: impl Into<Content>) -> Unanswered {
        Unanswered { title: title.into(), items: Vec::new(), complete: complete.into() }
    }

    /// Adds a question with the address where it is asked.
    #[must_use]
    pub fn question(mut self, content: impl Into<Content>, href: &str) -> Unanswered {
        self.items.push((content.into(), href.to_owned()));
        self
    }
}

impl Render for Unanswered {
    fn render(&self) -> Markup {
        html! {
            aside.sw-unanswered aria-labelledby="sw-unanswered-title" {
                @if self.items.is_empty() {
                    p.sw-unanswered__title #sw-unanswered-title { (self.complete) }
                } @else {
                    details.sw-unanswered__fold open {
                        summary.sw-unanswered__title #sw-unanswered-title { (self.title) }
                        ul.sw-unanswered__list {
                            @for (content, href) in &self.items { li { a.govuk-link href=(href) { (content) } } }
                        }
                    }
                }
            }
        }
    }
}
