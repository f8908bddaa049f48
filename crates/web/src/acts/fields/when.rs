//! When something happened: now, or a local time that is asked about where the clocks make it unclear.

use maud::{Markup, Render, html};

use super::Shown;
use crate::{
    acts::time::HAPPENED_AT,
    catalogue::t,
    components::{Choice, Legend, Radios, Size, date_and_time},
};

impl Shown<'_> {
    /// Now, unless somebody says otherwise.
    pub(super) fn when_it_happened(&self) -> Markup {
        let control = format!("{HAPPENED_AT}-when");
        let chosen = match self.values.get(&control) {
            "" if self.values.get(&format!("{HAPPENED_AT}-time")).is_empty() => "now",
            "" => "then",
            chosen => chosen,
        };
        let then = self.date_and_time(
            HAPPENED_AT,
            Legend::new(t!("happened-then-legend")).classes("govuk-visually-hidden"),
            Some(t!("happened-then-hint")),
        );
        Radios::new(
            &control,
            vec![
                Choice::new("now", t!("happened-now")),
                Choice::new("then", t!("happened-then")).conditional(then),
            ],
        )
        .legend(Legend::new(t!("field-happened-at")).size(Size::Small))
        .value(chosen)
        .error(self.errors.of(&control))
        .small()
        .render()
    }

    /// The time of an entry, to be corrected or left.
    pub(super) fn when_it_really_happened(&self) -> Markup {
        html! {
            input type="hidden" name={ (HAPPENED_AT) "-when" } value="then";
            (self.date_and_time(
                HAPPENED_AT,
                Legend::new(t!("field-happened-at")).size(Size::Small),
                Some(t!("happened-correct-hint")),
            ))
        }
    }

    /// A local date and time under a name; where the clocks repeat it, which of the two is meant.
    pub(super) fn date_and_time(&self, name: &str, legend: Legend, hint: Option<String>) -> Markup {
        let (time, occurrence) = (format!("{name}-time"), format!("{name}-occurrence"));
        let date = self.date_input(name, legend, hint);
        let asked = self.errors.of(&occurrence).is_some() || !self.values.get(&occurrence).is_empty();
        html! {
            (date_and_time(date, Some(self.values.get(&time)), self.errors.of(&time).map(Into::into)))
            @if asked {
                (Radios::new(&occurrence, vec![
                    Choice::new("first", t!("occurrence-first")),
                    Choice::new("second", t!("occurrence-second")),
                ])
                .legend(Legend::new(t!("occurrence-question")).size(Size::Small))
                .value(self.values.get(&occurrence))
                .error(self.errors.of(&occurrence))
                .small())
            }
        }
    }
}
