//! Finding the way: back, breadcrumbs, past the header, between the parts of the service.

use super::content::{Content, classes, options};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// A link to the page before this one in the same piece of work.
pub fn back_link(href: &str, content: impl super::Given<Content>) -> Markup {
    let content = content.given().unwrap_or_else(|| t!("back").into());
    html! { a href=(href) class="govuk-back-link" { (content) } }
}

/// A link past everything that is the same on every page.
pub fn skip_link(href: &str, content: impl Into<Content>) -> Markup {
    html! { a href=(href) class="govuk-skip-link" data-module="govuk-skip-link" { (content.into()) } }
}

/// Where the page stands in the service.
#[derive(Debug, Clone)]
pub struct Breadcrumbs {
    items: Vec<(Content, Option<String>)>,
    label: Option<String>,
    collapse_on_mobile: bool,
    classes: String,
}

options!(Breadcrumbs {
    /// Names the list for those who cannot see it.
    label: text,
    /// Shows only the first and the last on a narrow screen.
    collapse_on_mobile: flag,
    /// Adds class names.
    classes: class_names,
});

impl Default for Breadcrumbs {
    fn default() -> Breadcrumbs {
        Breadcrumbs::new()
    }
}

impl Breadcrumbs {
    /// An empty list.
    pub fn new() -> Breadcrumbs {
        Breadcrumbs { items: Vec::new(), label: None, collapse_on_mobile: false, classes: String::new() }
    }

    /// Adds a page above this one.
    #[must_use]
    pub fn link(mut self, content: impl Into<Content>, href: &str) -> Breadcrumbs {
        self.items.push((content.into(), Some(href.to_owned())));
        self
    }

    /// Adds this page.
    #[must_use]
    pub fn here(mut self, content: impl Into<Content>) -> Breadcrumbs {
        self.items.push((content.into(), None));
        self
    }
}

impl Render for Breadcrumbs {
    fn render(&self) -> Markup {
        let collapse = if self.collapse_on_mobile { "govuk-breadcrumbs--collapse-on-mobile" } else { "" };
        let label = self.label.clone().unwrap_or_else(|| t!("breadcrumb"));
        html! {
            nav class=(classes(&["govuk-breadcrumbs", &self.classes, collapse])) aria-label=(label) {
                ol.govuk-breadcrumbs__list {
                    @for (content, href) in &self.items {
                        @if let Some(href) = href {
                            li.govuk-breadcrumbs__list-item { a.govuk-breadcrumbs__link href=(href) { (content) } }
                        } @else {
                            li.govuk-breadcrumbs__list-item aria-current="page" { (content) }
                        }
                    }
                }
            }
        }
    }
}

/// One part of the service in its [`ServiceNavigation`].
#[derive(Debug, Clone)]
pub struct ServiceNavigationItem {
    content: Content,
    href: Option<String>,
    /// The value of `aria-current`: `page` on the page itself, `true` below it.
    standing: Option<&'static str>,
}

impl ServiceNavigationItem {
    /// A link to a part of the service.
    pub fn new(content: impl Into<Content>, href: impl super::Given<String>) -> ServiceNavigationItem {
        ServiceNavigationItem { content: content.into(), href: href.given(), standing: None }
    }

    /// The user is on this very page.
    #[must_use]
    pub fn current(self) -> ServiceNavigationItem {
        ServiceNavigationItem { standing: Some("page"), ..self }
    }

    /// The user is somewhere below this page.
    #[must_use]
    pub fn active(self) -> ServiceNavigationItem {
        ServiceNavigationItem { standing: Some("true"), ..self }
    }

    fn inside(&self) -> Markup {
        html! {
            @if self.standing.is_some() {
                strong.govuk-service-navigation__active-fallback { (self.content) }
            } @else {
                (self.content)
            }
        }
    }
}

/// The parts of the service, under the header.
#[derive(Debug, Clone)]
pub struct ServiceNavigation {
    name: Option<String>,
    url: Option<String>,
    label: Option<String>,
    navigation_label: Option<String>,
    navigation_id: Option<String>,
    menu_text: Option<String>,
    menu_label: Option<String>,
    navigation_classes: String,
    classes: String,
    items: Vec<ServiceNavigationItem>,
    start: Option<Content>,
    end: Option<Content>,
    end_in_line: bool,
    navigation_start: Option<Content>,
    navigation_end: Option<Content>,
    collapse: Option<Collapse>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Collapse {
    Always,
    Never,
}

options!(ServiceNavigation {
    /// Shows the name of the service before its parts.
    name: text,
    /// Links the name of the service.
    url: text,
    /// Names the whole region.
    label: text,
    /// Names the list of parts.
    navigation_label: text,
    /// Sets the id of the list, where there are two on a page.
    navigation_id: text,
    /// Sets the words of the button that opens the list on a narrow screen.
    menu_text: text,
    /// Names that button differently for those who cannot see it.
    menu_label: text,
    /// Adds class names to the list of parts.
    navigation_classes: class_names,
    /// Adds class names.
    classes: class_names,
    /// Puts something before everything.
    start: content,
    /// Puts something after everything.
    end: content,
    /// Puts what comes after everything on the same line.
    end_in_line: flag,
    /// Puts list items before the parts.
    navigation_start: content,
    /// Puts list items after the parts.
    navigation_end: content,
});

impl ServiceNavigation {
    /// The parts in their order.
    pub fn new(items: Vec<ServiceNavigationItem>) -> ServiceNavigation {
        ServiceNavigation {
            name: None,
            url: None,
            label: None,
            navigation_label: None,
            navigation_id: None,
            menu_text: None,
            menu_label: None,
            navigation_classes: String::new(),
            classes: String::new(),
            items,
            start: None,
            end: None,
            end_in_line: false,
            navigation_start: None,
            navigation_end: None,
            collapse: None,
        }
    }

    /// Folds the list behind a button on a narrow screen, however short it is.
    #[must_use]
    pub fn always_collapse(self) -> ServiceNavigation {
        ServiceNavigation { collapse: Some(Collapse::Always), ..self }
    }

    /// Shows the list on a narrow screen, however long it is.
    #[must_use]
    pub fn never_collapse(self) -> ServiceNavigation {
        ServiceNavigation { collapse: Some(Collapse::Never), ..self }
    }

    fn container(&self) -> Markup {
        let inlining = if self.end_in_line { "govuk-service-navigation__inlining-container" } else { "" };
        let listed =
            !self.items.is_empty() || self.navigation_start.is_some() || self.navigation_end.is_some();
        html! {
            div class=(classes(&["govuk-width-container", inlining])) {
                @if let Some(start) = &self.start { (start) }
                div.govuk-service-navigation__container {
                    (self.service_name())
                    @if listed { (self.list()) }
                }
                @if let Some(end) = &self.end { (end) }
            }
        }
    }

    fn service_name(&self) -> Markup {
        html! {
            @if let Some(name) = &self.name {
                span.govuk-service-navigation__service-name {
                    @if let Some(url) = &self.url {
                        a href=(url) class="govuk-service-navigation__link" { (name) }
                    } @else {
                        span.govuk-service-navigation__text { (name) }
                    }
                }
            }
        }
    }

    fn list(&self) -> Markup {
        let menu = self.menu_text.clone().unwrap_or_else(|| t!("menu"));
        let id = self.navigation_id.as_deref().unwrap_or("navigation");
        let collapse = match self.collapse {
            None => self.items.len() > 1,
            Some(Collapse::Always) => true,
            Some(Collapse::Never) => false,
        };
        let menu_label = self.menu_label.as_ref().filter(|label| **label != menu);
        html! {
            nav aria-label=(self.navigation_label.as_ref().unwrap_or(&menu))
                class=(classes(&["govuk-service-navigation__wrapper", &self.navigation_classes])) {
                @if collapse {
                    button type="button" aria-controls=(id) aria-label=[menu_label] hidden aria-hidden="true"
                        class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" { (menu) }
                }
                ul.govuk-service-navigation__list id=(id) {
                    @if let Some(start) = &self.navigation_start { (start) }
                    @for item in &self.items { (navigation_item(item)) }
                    @if let Some(end) = &self.navigation_end { (end) }
                }
            }
        }
    }
}

fn navigation_item(item: &ServiceNavigationItem) -> Markup {
    let active = if item.standing.is_some() { "govuk-service-navigation__item--active" } else { "" };
    html! {
        li class=(classes(&["govuk-service-navigation__item", active])) {
            @if let Some(href) = &item.href {
                a.govuk-service-navigation__link href=(href) aria-current=[item.standing] { (item.inside()) }
            } @else {
                span.govuk-service-navigation__text aria-current=[item.standing] { (item.inside()) }
            }
        }
    }
}

impl Render for ServiceNavigation {
    fn render(&self) -> Markup {
        let region = self.name.is_some() || self.start.is_some() || self.end.is_some();
        let names = classes(&["govuk-service-navigation", &self.classes]);
        html! {
            @if region {
                section aria-label=(self.label.clone().unwrap_or_else(|| t!("service-information"))) class=(names)
                    data-module="govuk-service-navigation" { (self.container()) }
            } @else {
                div class=(names) data-module="govuk-service-navigation" { (self.container()) }
            }
        }
    }
}
