//! Links between the pages of one case, and down the side of a long page.

use super::content::{Content, classes, options};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// Links between the pages of one case.
#[derive(Debug, Clone, Default)]
pub struct SubNavigation {
    items: Vec<(Content, String, Standing)>,
    label: Option<String>,
    classes: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Here,
    Elsewhere,
    /// Elsewhere, and this key leads there.
    Key(&'static str),
}

impl Standing {
    fn key(self) -> Option<&'static str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Here | Self::Elsewhere => None,
        }
    }
}

options!(SubNavigation {
    /// Names the links for those who cannot see them.
    label: text,
    /// Adds class names.
    classes: class_names,
});

impl SubNavigation {
    /// No links yet.
    pub fn new() -> SubNavigation {
        SubNavigation::default()
    }

    /// Adds a link to another page.
    #[must_use]
    pub fn link(mut self, content: impl Into<Content>, href: &str) -> SubNavigation {
        self.items.push((content.into(), href.to_owned(), Standing::Elsewhere));
        self
    }

    /// Adds a link that a key of its own follows too.
    #[must_use]
    pub fn key_link(mut self, key: &'static str, content: impl Into<Content>, href: &str) -> SubNavigation {
        self.items.push((content.into(), href.to_owned(), Standing::Key(key)));
        self
    }

    /// Adds the page that is shown.
    #[must_use]
    pub fn here(mut self, content: impl Into<Content>, href: &str) -> SubNavigation {
        self.items.push((content.into(), href.to_owned(), Standing::Here));
        self
    }
}

impl Render for SubNavigation {
    fn render(&self) -> Markup {
        html! {
            nav class=(classes(&["moj-sub-navigation", &self.classes]))
                aria-label=(self.label.clone().unwrap_or_else(|| t!("sub-navigation-label"))) {
                ul.moj-sub-navigation__list {
                    @for (content, href, standing) in &self.items {
                        li.moj-sub-navigation__item {
                            a.moj-sub-navigation__link aria-current=[(*standing == Standing::Here).then_some("page")]
                                data-key=[standing.key()] aria-keyshortcuts=[standing.key()]
                                href=(href) { (content) }
                        }
                    }
                }
            }
        }
    }
}

/// Links down the side of a page, in sections.
#[derive(Debug, Clone)]
pub struct SideNavigation {
    label: String,
    sections: Vec<(Content, Vec<SideLink>)>,
    classes: String,
}

type SideLink = (Content, String, Standing);

options!(SideNavigation {
    /// Adds class names.
    classes: class_names,
});

impl SideNavigation {
    /// No links yet; `label` names them for those who cannot see them.
    pub fn new(label: impl Into<String>) -> SideNavigation {
        SideNavigation { label: label.into(), sections: Vec::new(), classes: String::new() }
    }

    /// Begins a section.
    #[must_use]
    pub fn section(mut self, heading: impl Into<Content>) -> SideNavigation {
        self.sections.push((heading.into(), Vec::new()));
        self
    }

    /// Adds a link to another place to the last section.
    #[must_use]
    pub fn link(self, content: impl Into<Content>, href: &str) -> SideNavigation {
        self.add(content.into(), href, Standing::Elsewhere)
    }

    /// Adds the place that is shown to the last section.
    #[must_use]
    pub fn here(self, content: impl Into<Content>, href: &str) -> SideNavigation {
        self.add(content.into(), href, Standing::Here)
    }

    fn add(mut self, content: Content, href: &str, standing: Standing) -> SideNavigation {
        let link = (content, href.to_owned(), standing);
        match self.sections.last_mut() {
            Some((_, links)) => links.push(link),
            None => self.sections.push((Content::from(""), vec![link])),
        }
        self
    }
}

impl Render for SideNavigation {
    fn render(&self) -> Markup {
        html! {
            nav class=(classes(&["moj-side-navigation", &self.classes])) aria-label=(self.label) {
                @for (title, links) in &self.sections {
                    @if !matches!(title, Content::Text(text) if text.is_empty()) {
                        h4.moj-side-navigation__title { (title) }
                    }
                    ul.moj-side-navigation__list {
                        @for (content, href, standing) in links {
                            @let here = *standing == Standing::Here;
                            li.moj-side-navigation__item.moj-side-navigation__item--active[here] {
                                a href=(href) aria-current=[here.then_some("location")] { (content) }
                            }
                        }
                    }
                }
            }
        }
    }
}
