//! Fields of govuk-frontend.

use super::*;
use maud::Render;
use web::components::{
    CharacterCount, Checkboxes, Choice, DateInput, DatePart, Input, PasswordInput, Radios, Select,
    SelectOption, Textarea, error_message, fieldset, hint,
};

pub(crate) const ADAPTERS: &[(&str, Adapter)] = &[
    ("govuk-character-count", character_count),
    ("govuk-checkboxes", checkboxes),
    ("govuk-date-input", date_input),
    ("govuk-error-message", |o| error_message(take_text(o, "id").as_deref(), take_content(o).unwrap())),
    ("govuk-fieldset", |o| {
        let body = take_text(o, "html").unwrap_or_default();
        fieldset(legend_of(o).unwrap_or_else(|| "".into()), &PreEscaped(body))
    }),
    ("govuk-hint", |o| hint(take_text(o, "id").as_deref(), take_content(o).unwrap())),
    ("govuk-input", input),
    ("govuk-label", label),
    ("govuk-password-input", password_input),
    ("govuk-radios", radios),
    ("govuk-select", select),
    ("govuk-textarea", |o| textarea(o).render()),
];

fn label(o: &mut Value) -> Markup {
    let id = take_text(o, "for");
    let mut outer = serde_json::json!({ "label": std::mem::take(o) });
    let label = take_label(&mut outer);
    *o = outer;
    label.render_for(id.as_deref())
}

/// Sets on a field what all fields share.
macro_rules! shared {
    ($field:expr, $o:expr) => {{
        let mut field = $field;
        if let Some(id) = take_text($o, "id") {
            field = field.id(&id);
        }
        field
            .hint(take_content_of($o, "hint"))
            .error(take_content_of($o, "errorMessage"))
            .described_by(take_text($o, "describedBy"))
            .group_classes(&group_classes($o))
    }};
}

fn spelling(o: &mut Value) -> Option<String> {
    match take(o, "spellcheck")? {
        Value::Bool(on) => Some(on.to_string()),
        _ => None,
    }
}

fn input(o: &mut Value) -> Markup {
    let name = take_text(o, "name").unwrap();
    let mut input = shared!(Input::new(&name, take_label(o)), o)
        .kind(take_text(o, "type"))
        .value(take_text(o, "value"))
        .classes(&take_classes(o))
        .prefix(take_content_of(o, "prefix"))
        .suffix(take_content_of(o, "suffix"))
        .autocomplete(take_text(o, "autocomplete"))
        .autocapitalize(take_text(o, "autocapitalize"))
        .inputmode(take_text(o, "inputmode"))
        .pattern(take_text(o, "pattern"))
        .spellcheck(spelling(o));
    if take_flag(o, "disabled") {
        input = input.disabled();
    }
    input.render()
}

fn password_input(o: &mut Value) -> Markup {
    let name = take_text(o, "name").unwrap();
    let mut input = shared!(PasswordInput::new(&name, take_label(o)), o).classes(&take_classes(o));
    if o.get("autocomplete") == Some(&"new-password".into()) {
        take(o, "autocomplete");
        input = input.new_password();
    }
    input.render()
}

fn textarea(o: &mut Value) -> Textarea {
    let name = take_text(o, "name").unwrap();
    let mut area = shared!(Textarea::new(&name, take_label(o)), o)
        .value(take_text(o, "value"))
        .classes(&take_classes(o))
        .autocomplete(take_text(o, "autocomplete"))
        .spellcheck(spelling(o));
    if let Some(rows) = take_number(o, "rows") {
        area = area.rows(rows);
    }
    area
}

fn character_count(o: &mut Value) -> Markup {
    let (characters, words) = (take_number(o, "maxlength"), take_number(o, "maxwords"));
    let threshold = take_number(o, "threshold");
    let area = textarea(o);
    let count = match (characters, words) {
        (_, Some(limit)) => CharacterCount::words(limit, area),
        (limit, None) => CharacterCount::characters(limit.unwrap_or_default(), area),
    };
    match threshold {
        Some(percent) => count.threshold(percent).render(),
        None => count.render(),
    }
}

fn choices(o: &mut Value) -> Vec<Choice> {
    let items = take_list(o, "items");
    let (objects, nothing): (Vec<Value>, Vec<Value>) = items.into_iter().partition(Value::is_object);
    if !nothing.is_empty() {
        o["items"] = Value::from("items that are nothing");
    }
    let mut left = Vec::new();
    let made = objects.into_iter().map(|mut item| {
        let choice = choice(&mut item);
        left.push(item);
        choice
    });
    let made = made.collect();
    if !nothing.is_empty() {
        return made;
    }
    put_back(o, "items", Value::Array(left));
    made
}

fn choice(item: &mut Value) -> Choice {
    if let Some(words) = take_text(item, "divider") {
        return Choice::divider(words);
    }
    let value = take_text(item, "value").unwrap_or_default();
    let mut made = Choice::new(value, take_content(item).unwrap_or_else(|| "".into()))
        .id(take_text(item, "id"))
        .name(take_text(item, "name"))
        .hint(take_content_of(item, "hint"))
        .conditional(take_content_of(item, "conditional"));
    let mut label = take(item, "label").unwrap_or_default();
    made = made.label_classes(&take_classes(&mut label));
    put_back(item, "label", label);
    if take_flag(item, "checked") {
        made = made.checked();
    }
    if take_flag(item, "disabled") {
        made = made.disabled();
    }
    if item.get("behaviour") == Some(&"exclusive".into()) {
        take(item, "behaviour");
        made = made.exclusive();
    }
    made
}

/// Sets on a group what both kinds share.
macro_rules! group {
    ($group:expr, $o:expr) => {{
        let mut group = $group.classes(&take_classes($o));
        if let Some(prefix) = take_text($o, "idPrefix") {
            group = group.id(&prefix);
        }
        group = group
            .hint(take_content_of($o, "hint"))
            .error(take_content_of($o, "errorMessage"))
            .described_by(take_text($o, "describedBy"))
            .group_classes(&group_classes($o));
        if let Some(mut fieldset) = take($o, "fieldset") {
            if let Some(id) = take_text(&mut fieldset, "describedBy") {
                group = group.described_by(id);
            }
            match legend_of(&mut fieldset) {
                Some(legend) => group = group.legend(legend),
                None => $o["fieldset"] = Value::from("without a legend"),
            }
            put_back($o, "fieldset", fieldset);
        }
        group.render()
    }};
}

fn radios(o: &mut Value) -> Markup {
    let name = take_text(o, "name").unwrap();
    group!(Radios::new(&name, choices(o)).value(take_text(o, "value")), o)
}

fn checkboxes(o: &mut Value) -> Markup {
    let name = take_text(o, "name").unwrap();
    let values: Vec<String> =
        take_list(o, "values").iter().map(|value| value.as_str().unwrap().to_owned()).collect();
    group!(Checkboxes::new(&name, choices(o)).values(values), o)
}

fn select(o: &mut Value) -> Markup {
    let name = take_text(o, "name").unwrap();
    let label = take_label(o);
    let mut left = Vec::new();
    let options = take_list(o, "items")
        .into_iter()
        // An item that is nothing is left out by the package too, and moves no id here.
        .filter(Value::is_object)
        .map(|mut item| {
            let mut option = SelectOption::new(
                take_text(&mut item, "value"),
                take_text(&mut item, "text").unwrap_or_default(),
            );
            if take_flag(&mut item, "selected") {
                option = option.selected();
            }
            if take_flag(&mut item, "disabled") {
                option = option.disabled();
            }
            left.push(item);
            option
        })
        .collect();
    put_back(o, "items", Value::Array(left));
    shared!(Select::new(&name, label, options), o)
        .value(take_text(o, "value"))
        .classes(&take_classes(o))
        .render()
}

fn date_input(o: &mut Value) -> Markup {
    let failed = o.get("errorMessage").is_some();
    let mut date = DateInput::new(&take_text(o, "id").unwrap())
        .hint(take_content_of(o, "hint"))
        .error(take_content_of(o, "errorMessage"))
        .group_classes(&group_classes(o))
        .classes(&take_classes(o));
    let prefix = take_text(o, "namePrefix");
    let mut values = take(o, "values").unwrap_or_default();
    let mut parts = date_parts(o);
    let any_is_wrong = parts.iter().any(|part| part.wrong == Some(true));
    for part in &mut parts {
        let full = prefix.as_ref().map_or(part.name.to_owned(), |prefix| format!("{prefix}-{}", part.name));
        let value = take_text(&mut values, &full);
        let own = take_text(&mut part.options, "value").or(take_text(&mut part.options, "of_field"));
        date = date.value(part.part, own.or(value));
        // Where some are said to be right and none to be wrong, those of which nothing is said are wrong.
        if part.wrong.unwrap_or(!any_is_wrong && failed) {
            date = date.wrong(part.part);
        }
        if take_text(&mut part.options, "autocomplete").is_some_and(|words| words.starts_with("bday-")) {
            date = date.birthday();
        }
    }
    put_back(o, "values", values);
    date = date.parts(&parts.iter().map(|part| part.part).collect::<Vec<_>>()).name_prefix(prefix);
    put_back(o, "items", Value::Array(parts.into_iter().map(|part| part.options).collect()));
    if let Some(mut fieldset) = take(o, "fieldset") {
        date = date.described_by(take_text(&mut fieldset, "describedBy"));
        if let Some(legend) = legend_of(&mut fieldset) {
            date = date.legend(legend);
        } else {
            o["fieldset"] = Value::from("without a legend");
        }
        put_back(o, "fieldset", fieldset);
    }
    date.render()
}

/// One part of a date, from the option of its name or from the list of items.
struct Part {
    part: DatePart,
    name: &'static str,
    wrong: Option<bool>,
    options: Value,
}

fn date_parts(o: &mut Value) -> Vec<Part> {
    let known = [(DatePart::Day, "day"), (DatePart::Month, "month"), (DatePart::Year, "year")];
    let items = take_list(o, "items");
    let mut found = Vec::new();
    if items.is_empty() {
        for (part, name) in known {
            match take(o, name) {
                Some(Value::Bool(false)) => {}
                own => found.push((part, name, own.unwrap_or_else(|| serde_json::json!({})))),
            }
        }
    } else {
        for mut item in items {
            let named = take_text(&mut item, "name").unwrap();
            match known.iter().find(|(_, name)| *name == named) {
                Some((part, name)) => {
                    if let Some(mut field) = take(o, name) {
                        item["of_field"] = take(&mut field, "value").unwrap_or_default();
                    }
                    found.push((*part, *name, item));
                }
                None => o["items"] = Value::from("a part that no date has"),
            }
        }
    }
    found.into_iter().map(|(part, name, options)| date_part(part, name, options)).collect()
}

fn date_part(part: DatePart, name: &'static str, mut options: Value) -> Part {
    let usual = if part == DatePart::Year { "govuk-input--width-4" } else { "govuk-input--width-2" };
    let names = take_classes(&mut options);
    let mut wrong = match take(&mut options, "error") {
        Some(Value::Bool(wrong)) => Some(wrong),
        _ => None,
    };
    if names.contains("govuk-input--error") {
        wrong = Some(true);
    }
    let rest: Vec<&str> =
        names.split(' ').filter(|class| *class != usual && *class != "govuk-input--error").collect();
    if let Some(object) = options.as_object_mut().filter(|_| !rest.concat().is_empty()) {
        object.insert("classes".into(), rest.join(" ").into());
    }
    // The names and widths that every date has say nothing.
    if options.get("inputmode") == Some(&"numeric".into()) {
        take(&mut options, "inputmode");
    }
    Part { part, name, wrong, options }
}
