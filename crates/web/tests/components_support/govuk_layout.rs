//! Everything of govuk-frontend that is not a field.

use super::*;
use maud::Render;
use web::components::{
    Action, Breadcrumbs, Button, Cell, ColumnHead, Details, ErrorSummary, NotificationBanner,
    NotificationKind, PageLink, Pagination, Panel, ServiceNavigation, ServiceNavigationItem, SummaryCard,
    SummaryList, SummaryRow, Table, Tabs, Tag, Task, TaskList, back_link, inset_text, skip_link,
    warning_text,
};

pub(crate) const ADAPTERS: &[(&str, Adapter)] = &[
    ("govuk-back-link", |o| back_link(&take_text(o, "href").unwrap_or("#".into()), take_content(o))),
    ("govuk-breadcrumbs", breadcrumbs),
    ("govuk-button", button),
    ("govuk-details", details),
    ("govuk-error-summary", error_summary),
    ("govuk-inset-text", |o| inset_text(take_content(o).unwrap())),
    ("govuk-notification-banner", notification_banner),
    ("govuk-pagination", pagination),
    ("govuk-panel", panel),
    ("govuk-service-navigation", service_navigation),
    ("govuk-skip-link", |o| {
        skip_link(&take_text(o, "href").unwrap_or("#content".into()), take_content(o).unwrap())
    }),
    ("govuk-summary-list", summary_list),
    ("govuk-table", table),
    ("govuk-tabs", tabs),
    ("govuk-tag", |o| tag(o).render()),
    ("govuk-task-list", task_list),
    ("govuk-warning-text", warning),
];

/// The objects of a list; what a component does not read of them is put back. Items that are nothing are left
/// out here as in the package, unless ids depend on their place.
fn each<T>(o: &mut Value, key: &str, mut make: impl FnMut(&mut Value) -> T) -> Vec<T> {
    let mut left = Vec::new();
    let made = take_list(o, key)
        .into_iter()
        .filter(|item| item.as_object().is_some_and(|fields| !fields.is_empty()))
        .map(|mut item| {
            let made = make(&mut item);
            left.push(item);
            made
        })
        .collect();
    put_back(o, key, Value::Array(left));
    made
}

fn breadcrumbs(o: &mut Value) -> Markup {
    let items = each(o, "items", |item| (take_content(item).unwrap(), take_text(item, "href")));
    let mut crumbs = Breadcrumbs::new().label(take_text(o, "labelText")).classes(&take_classes(o));
    if take_flag(o, "collapseOnMobile") {
        crumbs = crumbs.collapse_on_mobile();
    }
    items
        .into_iter()
        .fold(crumbs, |crumbs, (content, href)| match href {
            Some(href) => crumbs.link(content, &href),
            None => crumbs.here(content),
        })
        .render()
}

fn button(o: &mut Value) -> Markup {
    let mut button = Button::new(take_content(o).unwrap())
        .kind(take_text(o, "type"))
        .href(take_text(o, "href"))
        .id(take_text(o, "id"))
        .name(take_text(o, "name"))
        .value(take_text(o, "value"))
        .classes(&take_classes(o));
    if take_flag(o, "disabled") {
        button = button.disabled();
    }
    if take_flag(o, "isStartButton") {
        button = button.start();
    }
    match take(o, "preventDoubleClick") {
        Some(Value::Bool(true)) => button.prevent_double_click().render(),
        Some(_) => button.allow_double_click().render(),
        None => button.render(),
    }
}

fn details(o: &mut Value) -> Markup {
    let summary = named_content(o, "summaryHtml", "summaryText").unwrap();
    let details =
        Details::new(summary, take_content(o).unwrap()).id(take_text(o, "id")).classes(&take_classes(o));
    if take_flag(o, "open") { details.open().render() } else { details.render() }
}

fn error_summary(o: &mut Value) -> Markup {
    let errors = each(o, "errorList", |item| (take_content(item).unwrap(), take_text(item, "href")));
    let summary = ErrorSummary::new()
        .title(named_content(o, "titleHtml", "titleText"))
        .description(named_content(o, "descriptionHtml", "descriptionText"))
        .classes(&take_classes(o));
    let summary = errors.into_iter().fold(summary, |summary, (content, href)| summary.error(content, href));
    match take(o, "disableAutoFocus") {
        Some(Value::Bool(true)) => summary.leave_focus().render(),
        Some(_) => summary.take_focus().render(),
        None => summary.render(),
    }
}

fn notification_banner(o: &mut Value) -> Markup {
    let kind = match o.get("type").and_then(Value::as_str) {
        Some("success") => NotificationKind::Success,
        _ => NotificationKind::Important,
    };
    if kind == NotificationKind::Success {
        take(o, "type");
    }
    let mut banner = NotificationBanner::new(kind, take_content(o).unwrap())
        .title(named_content(o, "titleHtml", "titleText"))
        .title_id(take_text(o, "titleId"))
        .role(take_text(o, "role"))
        .classes(&take_classes(o));
    if let Some(level) = take_number(o, "titleHeadingLevel") {
        banner = banner.heading_level(u8::try_from(level).unwrap());
    }
    match take(o, "disableAutoFocus") {
        Some(Value::Bool(true)) => banner.leave_focus().render(),
        Some(_) => banner.take_focus().render(),
        None => banner.render(),
    }
}

fn pagination(o: &mut Value) -> Markup {
    let pages = each(o, "items", |item| {
        if take_flag(item, "ellipsis") {
            return PageLink::gap();
        }
        let page = PageLink::new(take_text(item, "number").unwrap(), &take_text(item, "href").unwrap())
            .label(take_text(item, "visuallyHiddenText"));
        if take_flag(item, "current") { page.current() } else { page }
    });
    let mut pagination =
        Pagination::new(pages).label(take_text(o, "landmarkLabel")).classes(&take_classes(o));
    if let Some(mut part) = take(o, "previous") {
        let (text, label) = (take_text(&mut part, "text"), take_text(&mut part, "labelText"));
        pagination = pagination.previous(&take_text(&mut part, "href").unwrap(), text, label);
        put_back(o, "previous", part);
    }
    if let Some(mut part) = take(o, "next") {
        let (text, label) = (take_text(&mut part, "text"), take_text(&mut part, "labelText"));
        pagination = pagination.next(&take_text(&mut part, "href").unwrap(), text, label);
        put_back(o, "next", part);
    }
    pagination.render()
}

fn panel(o: &mut Value) -> Markup {
    let mut panel = Panel::new(named_content(o, "titleHtml", "titleText").unwrap())
        .body(take_content(o))
        .classes(&take_classes(o));
    if let Some(level) = take_number(o, "headingLevel") {
        panel = panel.heading_level(u8::try_from(level).unwrap());
    }
    panel.render()
}

fn service_navigation(o: &mut Value) -> Markup {
    let items = each(o, "navigation", |item| {
        let made = ServiceNavigationItem::new(take_content(item).unwrap(), take_text(item, "href"));
        match (take_flag(item, "current"), take_flag(item, "active")) {
            (true, _) => made.current(),
            (false, true) => made.active(),
            (false, false) => made,
        }
    });
    let mut slots = take(o, "slots").unwrap_or_default();
    let slot = |slots: &mut Value, key: &str| take_text(slots, key).map(|html| markup(&html));
    let mut navigation = ServiceNavigation::new(items)
        .name(take_text(o, "serviceName"))
        .url(take_text(o, "serviceUrl"))
        .label(take_text(o, "ariaLabel"))
        .navigation_label(take_text(o, "navigationLabel"))
        .navigation_id(take_text(o, "navigationId"))
        .menu_text(take_text(o, "menuButtonText"))
        .menu_label(take_text(o, "menuButtonLabel"))
        .navigation_classes(&take_text(o, "navigationClasses").unwrap_or_default())
        .classes(&take_classes(o))
        .start(slot(&mut slots, "start"))
        .end(slot(&mut slots, "end"))
        .navigation_start(slot(&mut slots, "navigationStart"))
        .navigation_end(slot(&mut slots, "navigationEnd"));
    if let Some(mut end) = take(&mut slots, "end") {
        navigation = navigation.end(slot(&mut end, "html"));
        if take_text(&mut end, "align").as_deref() == Some("inline") {
            navigation = navigation.end_in_line();
        }
    }
    put_back(o, "slots", slots);
    match take(o, "collapseNavigationOnMobile") {
        Some(Value::Bool(true)) => navigation.always_collapse().render(),
        Some(_) => navigation.never_collapse().render(),
        None => navigation.render(),
    }
}

fn actions(o: &mut Value) -> Vec<Action> {
    each(o, "items", |item| {
        Action::new(take_content(item).unwrap(), &take_text(item, "href").unwrap_or_default())
            .about(take_text(item, "visuallyHiddenText").filter(|words| !words.is_empty()))
            .classes(&take_classes(item))
    })
}

fn summary_list(o: &mut Value) -> Markup {
    let rows = each(o, "rows", |row| {
        let (mut key, mut value) = (take(row, "key").unwrap(), take(row, "value").unwrap());
        let mut todo = take(row, "actions").unwrap_or_default();
        let made =
            SummaryRow::new(take_content(&mut key).unwrap(), take_content(&mut value).unwrap_or("".into()))
                .classes(&take_classes(row))
                .key_classes(&take_classes(&mut key))
                .value_classes(&take_classes(&mut value))
                .actions_classes(&take_classes(&mut todo));
        let made = actions(&mut todo).into_iter().fold(made, SummaryRow::action);
        put_back(row, "key", key);
        put_back(row, "value", value);
        put_back(row, "actions", todo);
        made
    });
    let mut list = SummaryList::new(rows).classes(&take_classes(o));
    if let Some(mut part) = take(o, "card") {
        let mut title = take(&mut part, "title").unwrap_or_default();
        let mut card =
            SummaryCard::new(take_content(&mut title).unwrap_or("".into())).classes(&take_classes(&mut part));
        if let Some(level) = take_number(&mut title, "headingLevel") {
            card = card.heading_level(u8::try_from(level).unwrap());
        }
        let mut todo = take(&mut part, "actions").unwrap_or_default();
        card = actions(&mut todo).into_iter().fold(card, SummaryCard::action);
        put_back(&mut part, "actions", todo);
        put_back(o, "card", part);
        list = list.card(card);
    }
    list.render()
}

fn table(o: &mut Value) -> Markup {
    let head: Vec<ColumnHead> = each(o, "head", |item| {
        let mut head = ColumnHead::new(take_content(item).unwrap()).classes(&take_classes(item));
        if take_text(item, "format").as_deref() == Some("numeric") {
            head = head.numeric();
        }
        if let Some(columns) = take_number(item, "colspan") {
            head = head.colspan(columns);
        }
        if let Some(rows) = take_number(item, "rowspan") {
            head = head.rowspan(rows);
        }
        head
    });
    let mut left = Vec::new();
    let rows: Vec<Vec<Cell>> = take_list(o, "rows")
        .into_iter()
        .filter(Value::is_array)
        .map(|row| {
            let mut wrapped = serde_json::json!({ "cells": row });
            let cells = each(&mut wrapped, "cells", cell);
            left.push(wrapped);
            cells
        })
        .collect();
    put_back(o, "rows", Value::Array(left));
    let mut table = Table::new(rows)
        .head(head)
        .caption(take_text(o, "caption"))
        .caption_classes(&take_text(o, "captionClasses").unwrap_or_default())
        .classes(&take_classes(o));
    if take_flag(o, "firstCellIsHeader") {
        table = table.first_cell_is_header();
    }
    table.render()
}

fn cell(item: &mut Value) -> Cell {
    let mut cell = Cell::new(take_content(item).unwrap()).classes(&take_classes(item));
    if take_text(item, "format").as_deref() == Some("numeric") {
        cell = cell.numeric();
    }
    if let Some(columns) = take_number(item, "colspan") {
        cell = cell.colspan(columns);
    }
    if let Some(rows) = take_number(item, "rowspan") {
        cell = cell.rowspan(rows);
    }
    cell
}

fn tabs(o: &mut Value) -> Markup {
    let mut number = 0;
    let prefix = take_text(o, "idPrefix").unwrap_or_default();
    let items = each(o, "items", |item| {
        number += 1;
        let id = take_text(item, "id").unwrap_or_else(|| format!("{prefix}-{number}"));
        let mut panel = take(item, "panel").unwrap();
        let content = take_content(&mut panel).unwrap();
        put_back(item, "panel", panel);
        (id, take_text(item, "label").unwrap(), content)
    });
    let tabs = Tabs::new().id(take_text(o, "id")).title(take_text(o, "title")).classes(&take_classes(o));
    items.into_iter().fold(tabs, |tabs, (id, label, panel)| tabs.tab(&id, label, panel)).render()
}

fn tag(o: &mut Value) -> Tag {
    Tag::new(take_content(o).unwrap()).classes(&take_classes(o))
}

fn task_list(o: &mut Value) -> Markup {
    if take_list(&mut o.clone(), "items").iter().any(|item| !item.is_object()) {
        return PreEscaped(String::new());
    }
    let tasks = each(o, "items", |item| {
        let mut title = take(item, "title").unwrap();
        let mut status = take(item, "status").unwrap_or_default();
        let task = Task::new(take_content(&mut title).unwrap())
            .href(take_text(item, "href"))
            .hint(take_content_of(item, "hint"))
            .classes(&take_classes(item))
            .title_classes(&take_classes(&mut title))
            .status_classes(&take_classes(&mut status));
        let task = match take(&mut status, "tag") {
            Some(mut part) => {
                let made = tag(&mut part);
                put_back(&mut status, "tag", part);
                task.tag(made)
            }
            None => match take_content(&mut status) {
                Some(words) => task.status(words),
                None => task,
            },
        };
        put_back(item, "title", title);
        put_back(item, "status", status);
        task
    });
    TaskList::new(tasks).id_prefix(take_text(o, "idPrefix")).classes(&take_classes(o)).render()
}

fn warning(o: &mut Value) -> Markup {
    if o.get("iconFallbackText") == Some(&"Warning".into()) {
        take(o, "iconFallbackText");
    }
    warning_text(take_content(o).unwrap_or("".into()))
}
