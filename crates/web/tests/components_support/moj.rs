//! Patterns of the Ministry of Justice. Their package ships no fixtures: these were made with its own templates.

use super::*;
use maud::Render;
use web::components::{
    Alert, AlertKind, Filter, IdentityBar, SideNavigation, SubNavigation, Timeline, TimelineEntry, badge,
};

pub(crate) const ADAPTERS: &[(&str, Adapter)] = &[
    ("moj-alert", alert),
    ("moj-badge", |o| {
        let names = take_classes(o);
        badge(take_content(o).unwrap(), &names)
    }),
    ("moj-filter", filter),
    ("moj-identity-bar", |o| {
        IdentityBar::new(take_content_of(o, "title").unwrap()).classes(&take_classes(o)).render()
    }),
    ("moj-side-navigation", side_navigation),
    ("moj-sub-navigation", sub_navigation),
    ("moj-timeline", timeline),
];

fn alert(o: &mut Value) -> Markup {
    let kind = match take_text(o, "variant").as_deref() {
        Some("success") => AlertKind::Success,
        Some("warning") => AlertKind::Warning,
        Some("error") => AlertKind::Error,
        _ => AlertKind::Information,
    };
    let mut alert = Alert::new(kind, take_text(o, "title").unwrap())
        .body(take_content(o))
        .role(take_text(o, "role"))
        .classes(&take_classes(o));
    if take_flag(o, "showTitleAsHeading") {
        alert = alert.title_as_heading();
    }
    if take_flag(o, "dismissible") {
        alert = alert.dismissible();
    }
    alert.render()
}

fn filter(o: &mut Value) -> Markup {
    let fields = PreEscaped(take_text(o, "optionsHtml").unwrap());
    let mut selected = take(o, "selectedFilters").unwrap_or_default();
    take_content_of(&mut selected, "heading");
    let mut clear = take(&mut selected, "clearLink").unwrap_or_default();
    take_text(&mut clear, "text");
    let href = take_text(&mut clear, "href").unwrap_or_default();
    let filter = Filter::new(take_content_of(o, "heading").unwrap(), fields, &href);
    take_list(&mut selected, "categories")
        .into_iter()
        .fold(filter, |filter, mut category| {
            let items = take_list(&mut category, "items")
                .into_iter()
                .map(|mut item| {
                    (take_text(&mut item, "text").unwrap(), take_text(&mut item, "href").unwrap())
                })
                .collect();
            filter.selected(take_content_of(&mut category, "heading").unwrap(), items)
        })
        .render()
}

fn side_navigation(o: &mut Value) -> Markup {
    let links = |mut navigation: SideNavigation, part: &mut Value| {
        for mut item in take_list(part, "items") {
            let (content, href) = (take_content(&mut item).unwrap(), take_text(&mut item, "href").unwrap());
            navigation = if take_flag(&mut item, "active") {
                navigation.here(content, &href)
            } else {
                navigation.link(content, &href)
            };
        }
        navigation
    };
    let navigation = SideNavigation::new(take_text(o, "label").unwrap()).classes(&take_classes(o));
    let navigation = links(navigation, o);
    take_list(o, "sections")
        .into_iter()
        .fold(navigation, |navigation, mut section| {
            let heading = take_content_of(&mut section, "heading").unwrap();
            links(navigation.section(heading), &mut section)
        })
        .render()
}

fn sub_navigation(o: &mut Value) -> Markup {
    let navigation = SubNavigation::new().label(take_text(o, "label")).classes(&take_classes(o));
    take_list(o, "items")
        .into_iter()
        .fold(navigation, |navigation, mut item| {
            let (content, href) = (take_content(&mut item).unwrap(), take_text(&mut item, "href").unwrap());
            if take_flag(&mut item, "active") {
                navigation.here(content, &href)
            } else {
                navigation.link(content, &href)
            }
        })
        .render()
}

fn timeline(o: &mut Value) -> Markup {
    let level = take_number(o, "headingLevel").unwrap_or(2);
    let entries = take_list(o, "items")
        .into_iter()
        .map(|mut item| {
            let mut when = take(&mut item, "datetime").unwrap();
            let at = take_text(&mut when, "timestamp").unwrap();
            TimelineEntry::new(
                take_content_of(&mut item, "label").unwrap(),
                at.parse().unwrap(),
                format!("shown {at}"),
            )
            .byline(take_content_of(&mut item, "byline"))
            .body(take_content(&mut item))
            .classes(&take_classes(&mut item))
        })
        .collect();
    Timeline::new(entries).heading_level(u8::try_from(level).unwrap()).classes(&take_classes(o)).render()
}
