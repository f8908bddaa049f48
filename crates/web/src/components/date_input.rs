//! A date in three fields, and a date with a time of day.

use super::content::{Content, classes};
use super::field::{Field, Fieldset, Label, Legend, field_options};
use super::input::{Input, Width};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatePart {
    /// The day of the month.
    Day,
    /// The month.
    Month,
    /// The year.
    Year,
}

impl DatePart {
    const ALL: [DatePart; 3] = [DatePart::Day, DatePart::Month, DatePart::Year];

    fn name(self) -> &'static str {
        match self {
            DatePart::Day => "day",
            DatePart::Month => "month",
            DatePart::Year => "year",
        }
    }

    fn label(self) -> String {
        match self {
            DatePart::Day => t!("date-day"),
            DatePart::Month => t!("date-month"),
            DatePart::Year => t!("date-year"),
        }
    }

    fn width(self) -> Width {
        match self {
            DatePart::Day | DatePart::Month => Width::Two,
            DatePart::Year => Width::Four,
        }
    }
}

/// A date in three fields, named `<prefix>-day`, `<prefix>-month` and `<prefix>-year`.
#[derive(Debug, Clone)]
pub struct DateInput {
    field: Field,
    name_prefix: Option<String>,
    legend: Option<Legend>,
    values: [Option<String>; 3],
    /// The parts marked as wrong; `None` marks all of them when there is an error.
    wrong: Option<Vec<DatePart>>,
    parts: Vec<DatePart>,
    birthday: bool,
    classes: String,
    after: Option<Markup>,
}

field_options!(DateInput);

super::content::options!(DateInput {
    /// Sets what the names begin with; without it they are `day`, `month` and `year`.
    name_prefix: text,
    /// Lets the browser fill in the user's own date of birth.
    birthday: flag,
    /// Adds class names to the row of fields.
    classes: class_names,
});

impl DateInput {
    /// A date whose ids begin with `id`.
    pub fn new(id: &str) -> DateInput {
        DateInput {
            field: Field::new(id),
            name_prefix: None,
            legend: None,
            values: [None, None, None],
            wrong: None,
            parts: DatePart::ALL.to_vec(),
            birthday: false,
            classes: String::new(),
            after: None,
        }
    }

    /// Names the date.
    #[must_use]
    pub fn legend(mut self, legend: impl Into<Legend>) -> DateInput {
        self.legend = Some(legend.into());
        self
    }

    /// Fills in one part as it was typed.
    #[must_use]
    pub fn value(mut self, part: DatePart, value: impl super::Given<String>) -> DateInput {
        self.values[part as usize] = value.given();
        self
    }

    /// Marks one part as wrong. Without any, an error marks all three.
    #[must_use]
    pub fn wrong(mut self, part: DatePart) -> DateInput {
        self.wrong.get_or_insert_default().push(part);
        self
    }

    /// Asks for these parts only.
    #[must_use]
    pub fn parts(mut self, parts: &[DatePart]) -> DateInput {
        self.parts = parts.to_vec();
        self
    }

    fn part(&self, part: DatePart) -> Markup {
        let wrong = match &self.wrong {
            None => self.field.error.is_some(),
            Some(parts) => parts.contains(&part),
        };
        let name = match &self.name_prefix {
            Some(prefix) => format!("{prefix}-{}", part.name()),
            None => part.name().to_owned(),
        };
        let autocomplete = self.birthday.then(|| format!("bday-{}", part.name()));
        let input = Input::new(&name, Label::new(part.label()).classes("govuk-date-input__label"))
            .id(&format!("{}-{}", self.field.id, part.name()))
            .value(self.values[part as usize].as_deref())
            .classes("govuk-date-input__input")
            .classes(if wrong { "govuk-input--error" } else { "" })
            .width(part.width())
            .inputmode("numeric")
            .autocomplete(autocomplete);
        html! { div.govuk-date-input__item { (input) } }
    }
}

impl Render for DateInput {
    fn render(&self) -> Markup {
        let body = html! {
            (self.field.hint_and_error())
            div class=(classes(&["govuk-date-input", &self.classes])) id=(self.field.id) {
                @for part in &self.parts { (self.part(*part)) }
                @if let Some(after) = &self.after { (after) }
            }
        };
        let described_by = self.field.described_by();
        self.field.group(&match &self.legend {
            None => body,
            Some(legend) => Fieldset {
                legend: Some(legend),
                role: Some("group"),
                described_by: described_by.as_deref(),
                classes: "",
            }
            .around(&body),
        })
    }
}

/// A date with a time of day, in one group: the fourth field is named `<prefix>-time` and takes "14:05".
///
/// `time` is what was typed; `time_wrong` carries the error class for it alone, as [`DateInput::wrong`] does
/// for the parts of the date.
pub fn date_and_time(date: DateInput, time: Option<&str>, time_error: Option<Content>) -> Markup {
    let prefix = date.name_prefix.clone().unwrap_or_else(|| date.field.id.clone());
    let wrong = time_error.is_some();
    let input = Input::new(
        &format!("{prefix}-time"),
        Label::new(t!("time-hour-and-minute")).classes("govuk-date-input__label"),
    )
    .id(&format!("{}-time", date.field.id))
    .value(time)
    .classes("govuk-date-input__input")
    .classes(if wrong { "govuk-input--error" } else { "" })
    .width(Width::Five);
    let after = html! { div.govuk-date-input__item { (input) } };
    let only_the_time_is_wrong = date.field.error.is_none() && wrong;
    let marked = if only_the_time_is_wrong { Some(Vec::new()) } else { date.wrong.clone() };
    let error = date.field.error.clone().or(time_error);
    DateInput { after: Some(after), wrong: marked, ..date.name_prefix(prefix).error(error) }.render()
}
