//! Reading the options of a fixture into typed components.

pub(crate) mod compare;
pub(crate) mod exceptions;
pub(crate) mod govuk_fields;
pub(crate) mod govuk_layout;
pub(crate) mod moj;

use maud::{Markup, PreEscaped};
use serde_json::Value;
use web::components::{Content, Label, Legend};

/// Makes a component out of the options of a fixture, taking away each option that it reads.
pub(crate) type Adapter = fn(&mut Value) -> Markup;

/// Takes away one option.
pub(crate) fn take(options: &mut Value, key: &str) -> Option<Value> {
    options.as_object_mut()?.remove(key).filter(|value| !value.is_null())
}

/// Takes away one option that is text or a number.
pub(crate) fn take_text(options: &mut Value, key: &str) -> Option<String> {
    match options.get(key)? {
        Value::String(_) | Value::Number(_) => {}
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    }
    take(options, key).map(|value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    })
}

pub(crate) fn take_number(options: &mut Value, key: &str) -> Option<u32> {
    take_text(options, key).map(|text| text.parse().unwrap())
}

/// Takes away an option that is on.
pub(crate) fn take_flag(options: &mut Value, key: &str) -> bool {
    let on = options.get(key) == Some(&Value::Bool(true));
    if on {
        take(options, key);
    }
    on
}

pub(crate) fn take_classes(options: &mut Value) -> String {
    take_text(options, "classes").unwrap_or_default()
}

pub(crate) fn take_list(options: &mut Value, key: &str) -> Vec<Value> {
    match take(options, key) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// What is to be shown, from the options `html` or `text`.
pub(crate) fn take_content(options: &mut Value) -> Option<Content> {
    named_content(options, "html", "text")
}

pub(crate) fn named_content(options: &mut Value, html: &str, text: &str) -> Option<Content> {
    if let Some(html) = take_text(options, html).filter(|html| !html.is_empty()) {
        take(options, text);
        return Some(markup(&html));
    }
    take_text(options, text).map(Content::Text)
}

pub(crate) fn markup(html: &str) -> Content {
    Content::Markup(PreEscaped(html.trim().to_owned()))
}

/// The content of an option that is an object; what else the object holds is put back.
pub(crate) fn take_content_of(options: &mut Value, key: &str) -> Option<Content> {
    let mut part = take(options, key)?;
    let content = take_content(&mut part);
    put_back(options, key, part);
    content
}

pub(crate) fn take_label(options: &mut Value) -> Label {
    let mut part = take(options, "label").unwrap_or_default();
    let mut label =
        Label::new(take_content(&mut part).unwrap_or_else(|| "".into())).classes(&take_classes(&mut part));
    if take_flag(&mut part, "isPageHeading") {
        label = label.page_heading();
    }
    put_back(options, "label", part);
    label
}

pub(crate) fn legend_of(fieldset: &mut Value) -> Option<Legend> {
    let mut part = take(fieldset, "legend")?;
    let mut legend = Legend::new(take_content(&mut part)?).classes(&take_classes(&mut part));
    if take_flag(&mut part, "isPageHeading") {
        legend = legend.page_heading();
    }
    put_back(fieldset, "legend", part);
    Some(legend)
}

/// The class names of the group around a field.
pub(crate) fn group_classes(options: &mut Value) -> String {
    let mut group = take(options, "formGroup").unwrap_or_default();
    let names = take_classes(&mut group);
    put_back(options, "formGroup", group);
    names
}

/// Keeps what a component did not read, so that it is found to be left over.
pub(crate) fn put_back(options: &mut Value, key: &str, rest: Value) {
    if !left_over(&rest).is_empty() {
        options[key] = rest;
    }
}

/// The names of the options that no component has read. What is off or empty says nothing.
pub(crate) fn left_over(options: &Value) -> Vec<String> {
    fn walk(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Null | Value::Bool(false) => {}
            Value::String(text) if text.is_empty() => {}
            Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| walk(value, &format!("{path}.{name}"), found));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, &format!("{path}[]"), found)),
            Value::Bool(true) | Value::Number(_) | Value::String(_) => found.push(path.to_owned()),
        }
    }
    let mut found = Vec::new();
    walk(options, "", &mut found);
    found
}
