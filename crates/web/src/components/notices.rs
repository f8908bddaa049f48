//! Telling the user: what is wrong, what has happened, what to take care of.

use super::content::{Content, classes, options};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// What is wrong with a form, each error linked to its field. It takes the focus when the page opens.
#[derive(Debug, Clone)]
pub struct ErrorSummary {
    title: Option<Content>,
    description: Option<Content>,
    errors: Vec<(Content, Option<String>)>,
    autofocus: Option<&'static str>,
    classes: String,
}

options!(ErrorSummary {
    /// Sets other words than "There is a problem".
    title: content,
    /// Adds words under the title.
    description: content,
    /// Adds class names.
    classes: class_names,
});

impl Default for ErrorSummary {
    fn default() -> ErrorSummary {
        ErrorSummary::new()
    }
}

impl ErrorSummary {
    /// A summary without errors.
    pub fn new() -> ErrorSummary {
        ErrorSummary {
            title: None,
            description: None,
            errors: Vec::new(),
            autofocus: None,
            classes: String::new(),
        }
    }

    /// Adds an error; `href` is `#` and the id of its field.
    #[must_use]
    pub fn error(mut self, content: impl Into<Content>, href: impl super::Given<String>) -> ErrorSummary {
        self.errors.push((content.into(), href.given()));
        self
    }

    /// Leaves the focus where it is.
    #[must_use]
    pub fn leave_focus(self) -> ErrorSummary {
        ErrorSummary { autofocus: Some("true"), ..self }
    }

    /// Says in the markup that the summary takes the focus.
    #[must_use]
    pub fn take_focus(self) -> ErrorSummary {
        ErrorSummary { autofocus: Some("false"), ..self }
    }
}

impl Render for ErrorSummary {
    fn render(&self) -> Markup {
        let title = self.title.clone().unwrap_or_else(|| t!("error-summary-title").into());
        html! {
            div class=(classes(&["govuk-error-summary", &self.classes])) data-disable-auto-focus=[self.autofocus]
                data-module="govuk-error-summary" {
                div role="alert" {
                    h2.govuk-error-summary__title { (title) }
                    div.govuk-error-summary__body {
                        @if let Some(description) = &self.description { p { (description) } }
                        @if !self.errors.is_empty() {
                            ul.govuk-list.govuk-error-summary__list {
                                @for (content, href) in &self.errors {
                                    li {
                                        @if let Some(href) = href { a href=(href) { (content) } } @else { (content) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What kind of news a [`NotificationBanner`] brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotificationKind {
    /// Something to know that is not about what the user has just done.
    Important,
    /// What the user has just done was saved.
    Success,
}

/// News at the top of a page.
#[derive(Debug, Clone)]
pub struct NotificationBanner {
    kind: NotificationKind,
    content: Content,
    title: Option<Content>,
    title_id: Option<String>,
    role: Option<String>,
    heading_level: u8,
    autofocus: Option<&'static str>,
    classes: String,
}

options!(NotificationBanner {
    /// Sets other words for the title.
    title: content,
    /// Sets the id of the title, where there are two on a page.
    title_id: text,
    /// Sets another role than the kind has.
    role: text,
    /// Adds class names.
    classes: class_names,
});

impl NotificationBanner {
    /// A banner with one line of text, or markup of its own.
    pub fn new(kind: NotificationKind, content: impl Into<Content>) -> NotificationBanner {
        NotificationBanner {
            kind,
            content: content.into(),
            title: None,
            title_id: None,
            role: None,
            heading_level: 2,
            autofocus: None,
            classes: String::new(),
        }
    }

    /// Sets the level of the heading, 1 to 6.
    #[must_use]
    pub fn heading_level(self, heading_level: u8) -> NotificationBanner {
        NotificationBanner { heading_level, ..self }
    }

    /// Leaves the focus where it is.
    #[must_use]
    pub fn leave_focus(self) -> NotificationBanner {
        NotificationBanner { autofocus: Some("true"), ..self }
    }

    /// Says in the markup that the banner takes the focus.
    #[must_use]
    pub fn take_focus(self) -> NotificationBanner {
        NotificationBanner { autofocus: Some("false"), ..self }
    }
}

impl Render for NotificationBanner {
    fn render(&self) -> Markup {
        let (class, role, title) = match self.kind {
            NotificationKind::Important => ("", "region", t!("important")),
            NotificationKind::Success => ("govuk-notification-banner--success", "alert", t!("success")),
        };
        let title = self.title.clone().unwrap_or_else(|| title.into());
        let id = self.title_id.as_deref().unwrap_or("govuk-notification-banner-title");
        html! {
            div class=(classes(&["govuk-notification-banner", class, &self.classes]))
                role=(self.role.as_deref().unwrap_or(role)) aria-labelledby=(id)
                data-module="govuk-notification-banner" data-disable-auto-focus=[self.autofocus] {
                div.govuk-notification-banner__header {
                    (heading(self.heading_level, "govuk-notification-banner__title", Some(id), &title))
                }
                div.govuk-notification-banner__content {
                    @match &self.content {
                        Content::Markup(markup) => { (markup) }
                        Content::Text(text) => { p.govuk-notification-banner__heading { (text.trim()) } }
                    }
                }
            }
        }
    }
}

/// A heading of a level that is known only when it is shown; 1 to 6, others are taken for 2.
pub(crate) fn heading(level: u8, class: &str, id: Option<&str>, content: &Content) -> Markup {
    html! {
        @match level {
            1 => { h1 class=(class) id=[id] { (content) } }
            3 => { h3 class=(class) id=[id] { (content) } }
            4 => { h4 class=(class) id=[id] { (content) } }
            5 => { h5 class=(class) id=[id] { (content) } }
            6 => { h6 class=(class) id=[id] { (content) } }
            _ => { h2 class=(class) id=[id] { (content) } }
        }
    }
}

/// Text set off from the rest by a bar.
pub fn inset_text(content: impl Into<Content>) -> Markup {
    html! { div.govuk-inset-text { (content.into()) } }
}

/// Something that must not be overlooked.
pub fn warning_text(content: impl Into<Content>) -> Markup {
    html! {
        div.govuk-warning-text {
            span.govuk-warning-text__icon aria-hidden="true" { "!" } " "
            strong.govuk-warning-text__text {
                span.govuk-visually-hidden { (t!("warning")) } " " (content.into())
            }
        }
    }
}

/// The end of a piece of work: what has been done.
#[derive(Debug, Clone)]
pub struct Panel {
    title: Content,
    body: Option<Content>,
    heading_level: u8,
    classes: String,
}

options!(Panel {
    /// Adds words under the title.
    body: content,
    /// Adds class names.
    classes: class_names,
});

impl Panel {
    /// A panel whose title is the heading of the page.
    pub fn new(title: impl Into<Content>) -> Panel {
        Panel { title: title.into(), body: None, heading_level: 1, classes: String::new() }
    }

    /// Sets the level of the heading, 1 to 6.
    #[must_use]
    pub fn heading_level(self, heading_level: u8) -> Panel {
        Panel { heading_level, ..self }
    }
}

impl Render for Panel {
    fn render(&self) -> Markup {
        html! {
            div class=(classes(&["govuk-panel", "govuk-panel--confirmation", &self.classes])) {
                (heading(self.heading_level, "govuk-panel__title", None, &self.title))
                @if let Some(body) = &self.body { div.govuk-panel__body { (body) } }
            }
        }
    }
}

/// More, for those who want it; works without scripts.
#[derive(Debug, Clone)]
pub struct Details {
    summary: Content,
    body: Content,
    id: Option<String>,
    open: bool,
    classes: String,
}

options!(Details {
    /// Sets the id.
    id: text,
    /// Opens it from the start.
    open: flag,
    /// Adds class names.
    classes: class_names,
});

impl Details {
    /// What is to be pressed, and what then appears.
    pub fn new(summary: impl Into<Content>, body: impl Into<Content>) -> Details {
        Details { summary: summary.into(), body: body.into(), id: None, open: false, classes: String::new() }
    }
}

impl Render for Details {
    fn render(&self) -> Markup {
        html! {
            details id=[&self.id] class=(classes(&["govuk-details", &self.classes])) open[self.open] {
                summary.govuk-details__summary { span.govuk-details__summary-text { (self.summary) } }
                div.govuk-details__text { (self.body) }
            }
        }
    }
}
