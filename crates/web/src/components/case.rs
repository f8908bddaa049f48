//! Who a case is about and what has happened in it.

use super::content::{Content, classes, options};
use super::notices::heading;
use crate::catalogue::t;
use jiff::Timestamp;
use maud::{Markup, Render, html};

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct TimelineEntry {
    title: Content,
    at: Timestamp,
    shown: String,
    byline: Option<Content>,
    body: Option<Content>,
    id: Option<String>,
    classes: String,
}

options!(TimelineEntry {
    /// Says who did it; shown after "by".
    byline: content,
    /// Says more.
    body: content,
    /// Sets the id, so that the entry can be linked to and a live list recognises it.
    id: text,
    /// Adds class names.
    classes: class_names,
});

impl TimelineEntry {
    /// What happened, when, and how the time is shown (see [`crate::catalogue::instant`]).
    pub fn new(title: impl Into<Content>, at: Timestamp, shown: impl Into<String>) -> TimelineEntry {
        TimelineEntry {
            title: title.into(),
            at,
            shown: shown.into(),
            byline: None,
            body: None,
            id: None,
            classes: String::new(),
        }
    }
}

/// What happened, newest first or oldest first as given.
#[derive(Debug, Clone)]
pub struct Timeline {
    entries: Vec<TimelineEntry>,
    heading_level: u8,
    classes: String,
}

options!(Timeline {
    /// Adds class names.
    classes: class_names,
});

impl Timeline {
    /// The entries in their order.
    pub fn new(entries: Vec<TimelineEntry>) -> Timeline {
        Timeline { entries, heading_level: 2, classes: String::new() }
    }

    /// Sets the level of the entries' headings, 1 to 6.
    #[must_use]
    pub fn heading_level(self, heading_level: u8) -> Timeline {
        Timeline { heading_level, ..self }
    }

    fn entry(&self, entry: &TimelineEntry) -> Markup {
        html! {
            div class=(classes(&["moj-timeline__item", &entry.classes])) id=[&entry.id] {
                div.moj-timeline__header {
                    (heading(self.heading_level, "moj-timeline__title", None, &entry.title))
                    @if let Some(byline) = &entry.byline {
                        p.moj-timeline__byline { (t!("timeline-by")) " " (byline) }
                    }
                }
                p.moj-timeline__date { time datetime=(entry.at) { (entry.shown) } }
                div.moj-timeline__description { @if let Some(body) = &entry.body { (body) } }
            }
        }
    }
}

impl Render for Timeline {
    fn render(&self) -> Markup {
        html! {
            div class=(classes(&["moj-timeline", &self.classes])) {
                @for entry in &self.entries { (self.entry(entry)) }
            }
        }
    }
}

/// A word in a frame, for a warning beside a name.
pub fn badge(content: impl Into<Content>, extra_classes: &str) -> Markup {
    html! { span class=(classes(&["moj-badge", extra_classes])) { (content.into()) } }
}

/// Who the case is about, on every page of it.
#[derive(Debug, Clone)]
pub struct IdentityBar {
    title: Content,
    facts: Vec<(Content, Content)>,
    actions: Option<Content>,
    classes: String,
}

options!(IdentityBar {
    /// Puts buttons at the end of the bar.
    actions: content,
    /// Adds class names.
    classes: class_names,
});

impl IdentityBar {
    /// The name, with a risk tag if there is one.
    pub fn new(title: impl Into<Content>) -> IdentityBar {
        IdentityBar { title: title.into(), facts: Vec::new(), actions: None, classes: String::new() }
    }

    /// Adds a fact that must be in view on every page of the case: age, time missing, primacy.
    #[must_use]
    pub fn fact(mut self, name: impl Into<Content>, value: impl Into<Content>) -> IdentityBar {
        self.facts.push((name.into(), value.into()));
        self
    }
}

impl Render for IdentityBar {
    fn render(&self) -> Markup {
        html! {
            div class=(classes(&["moj-identity-bar", &self.classes])) {
                div.moj-identity-bar__container {
                    div.moj-identity-bar__details {
                        span.moj-identity-bar__title { (self.title) }
                        @if !self.facts.is_empty() {
                            dl.sw-identity-facts {
                                @for (name, value) in &self.facts {
                                    div.sw-identity-facts__fact { dt { (name) } dd { (value) } }
                                }
                            }
                        }
                    }
                    @if let Some(actions) = &self.actions { div.moj-identity-bar__actions { (actions) } }
                }
            }
        }
    }
}
