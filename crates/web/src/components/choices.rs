//! One of a few (radios), several of a few (checkboxes).

use super::content::{Content, classes, options};
use super::field::{Field, Fieldset, Label, Legend, field_options, hint_with};
use maud::{Markup, Render, html};

/// One thing that can be chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    value: String,
    content: Content,
    id: Option<String>,
    name: Option<String>,
    hint: Option<Content>,
    label_classes: String,
    conditional: Option<Content>,
    part: Part,
    checked: bool,
    disabled: bool,
    exclusive: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Choosable,
    Divider,
}

options!(Choice {
    /// Sets the id, where it is not made from the name of the group.
    id: text,
    /// Sets the name, where it is not the name of the group (checkboxes only).
    name: text,
    /// Adds help for choosing.
    hint: content,
    /// Shows these fields when the thing is chosen; without scripts they are always shown.
    conditional: content,
    /// Adds class names to the label.
    label_classes: class_names,
    /// Chooses it.
    checked: flag,
    /// Shows it without letting it be chosen.
    disabled: flag,
    /// Unchooses all others when it is chosen ("none of these").
    exclusive: flag,
});

impl Choice {
    /// A choice that sends `value`.
    pub fn new(value: impl Into<String>, content: impl Into<Content>) -> Choice {
        Choice {
            value: value.into(),
            content: content.into(),
            id: None,
            name: None,
            hint: None,
            label_classes: String::new(),
            conditional: None,
            part: Part::Choosable,
            checked: false,
            disabled: false,
            exclusive: false,
        }
    }

    /// Words between two choices: "or".
    pub fn divider(text: impl Into<Content>) -> Choice {
        Choice { part: Part::Divider, ..Choice::new("", text) }
    }
}

/// One of a few.
#[derive(Debug, Clone)]
pub struct Radios {
    group: Group,
}

/// Several of a few.
#[derive(Debug, Clone)]
pub struct Checkboxes {
    group: Group,
}

#[derive(Debug, Clone)]
struct Group {
    kind: Kind,
    field: Field,
    name: String,
    legend: Option<Legend>,
    classes: String,
    values: Vec<String>,
    choices: Vec<Choice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Radio,
    Checkbox,
}

impl Kind {
    fn block(self) -> &'static str {
        match self {
            Kind::Radio => "govuk-radios",
            Kind::Checkbox => "govuk-checkboxes",
        }
    }

    fn input_type(self) -> &'static str {
        match self {
            Kind::Radio => "radio",
            Kind::Checkbox => "checkbox",
        }
    }
}

impl Radios {
    /// A group with this name; the id of its first choice is the name.
    pub fn new(name: &str, choices: Vec<Choice>) -> Radios {
        Radios { group: Group::new(Kind::Radio, name, choices) }
    }

    /// Chooses the one with this value.
    #[must_use]
    pub fn value(mut self, value: impl super::Given<String>) -> Radios {
        self.group.values = value.given().into_iter().collect();
        self
    }

    /// Sets the choices side by side.
    #[must_use]
    pub fn inline(self) -> Radios {
        self.classes("govuk-radios--inline")
    }

    /// Sets the choices small, for dense pages.
    #[must_use]
    pub fn small(self) -> Radios {
        self.classes("govuk-radios--small")
    }
}

impl Checkboxes {
    /// A group with this name; the id of its first choice is the name.
    pub fn new(name: &str, choices: Vec<Choice>) -> Checkboxes {
        Checkboxes { group: Group::new(Kind::Checkbox, name, choices) }
    }

    /// Chooses those with these values.
    #[must_use]
    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Checkboxes {
        self.group.values = values.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the choices small, for dense pages.
    #[must_use]
    pub fn small(self) -> Checkboxes {
        self.classes("govuk-checkboxes--small")
    }
}

/// Writes what both groups share.
macro_rules! group {
    ($($owner:ty),+) => {
        $(
            field_options!($owner, group.field);

            impl $owner {
                /// Names the group. Every group of more than one choice needs a legend.
                #[must_use]
                pub fn legend(mut self, legend: impl Into<Legend>) -> Self {
                    self.group.legend = Some(legend.into());
                    self
                }

                /// Adds class names to the list of choices.
                #[must_use]
                pub fn classes(mut self, names: &str) -> Self {
                    super::content::add_class(&mut self.group.classes, names);
                    self
                }
            }

            impl Render for $owner {
                fn render(&self) -> Markup {
                    self.group.render()
                }
            }
        )+
    };
}
group!(Radios, Checkboxes);

impl Group {
    fn new(kind: Kind, name: &str, choices: Vec<Choice>) -> Group {
        Group {
            kind,
            field: Field::new(name),
            name: name.to_owned(),
            legend: None,
            classes: String::new(),
            values: Vec::new(),
            choices,
        }
    }

    fn render(&self) -> Markup {
        let block = self.kind.block();
        let body = html! {
            (self.field.hint_and_error())
            div class=(classes(&[block, &self.classes])) data-module=(block) {
                @for (index, choice) in self.choices.iter().enumerate() {
                    @if choice.part == Part::Divider {
                        div class={ (block) "__divider" } { (choice.content) }
                    } @else {
                        (self.choice(index, choice))
                    }
                }
            }
        };
        let described_by = self.field.described_by();
        self.field.group(&match &self.legend {
            None => body,
            Some(legend) => Fieldset {
                legend: Some(legend),
                role: None,
                described_by: described_by.as_deref(),
                classes: "",
            }
            .around(&body),
        })
    }

    fn choice(&self, index: usize, choice: &Choice) -> Markup {
        let block = self.kind.block();
        let id = self.choice_id(index, choice);
        let hint_id = choice.hint.as_ref().map(|_| format!("{id}-item-hint"));
        let conditional_id = choice.conditional.as_ref().map(|_| format!("conditional-{id}"));
        let chosen = choice.checked || self.values.contains(&choice.value);
        let described_by = self.choice_described_by(hint_id.as_deref());
        let label = Label::new(choice.content.clone())
            .classes(&classes(&[&format!("{block}__label"), &choice.label_classes]));
        html! {
            div class={ (block) "__item" } {
                input class={ (block) "__input" } id=(id) name=(choice.name.as_ref().unwrap_or(&self.name))
                    type=(self.kind.input_type()) value=(choice.value) checked[chosen] disabled[choice.disabled]
                    data-aria-controls=[&conditional_id] data-behaviour=[choice.exclusive.then_some("exclusive")]
                    aria-describedby=[described_by];
                (label.render_for(Some(&id)))
                @if let Some(content) = &choice.hint {
                    (hint_with(hint_id.as_deref(), &format!("{block}__hint"), content))
                }
            }
            @if let Some(content) = &choice.conditional {
                @let hidden = if chosen { String::new() } else { format!("{block}__conditional--hidden") };
                div class=(classes(&[&format!("{block}__conditional"), &hidden])) id=[&conditional_id] { (content) }
            }
        }
    }

    /// The first id carries no number, so that the error summary can link to it.
    fn choice_id(&self, index: usize, choice: &Choice) -> String {
        match (&choice.id, index) {
            (Some(id), _) => id.clone(),
            (None, 0) => self.field.id.clone(),
            (None, index) => format!("{}-{}", self.field.id, index + 1),
        }
    }

    /// A lone checkbox without a legend carries the descriptions of the group itself.
    fn choice_described_by(&self, hint_id: Option<&str>) -> Option<String> {
        let of_group = match (self.kind, &self.legend) {
            (Kind::Checkbox, None) => self.field.described_by(),
            (Kind::Checkbox, Some(_)) | (Kind::Radio, _) => None,
        };
        match (of_group, hint_id) {
            (Some(group), Some(hint)) => Some(format!("{group} {hint}")),
            (group, hint) => group.or(hint.map(str::to_owned)),
        }
    }
}
