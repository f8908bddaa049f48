//! Choosing a moment: a date and time of the clock on the wall, or an entry.

use app::cases::RecordedStep;
use maud::{Markup, Render, html};

use crate::{
    acts::{Values, read::Problem as Unreadable},
    catalogue::{family, t},
    components::{
        Button, Cell, Choice, DateInput, DatePart, FormErrors, Legend, Radios, Size, Table, back_link,
        date_and_time,
    },
    layout::{Outcome, Page, SignedIn},
    views::{
        history::folds_of_days,
        identity,
        past::{step_words, time_link},
        person,
        scene::Scene,
        timeline::actor,
    },
};

/// The page on which a moment is chosen.
#[derive(Clone, Debug)]
pub(super) struct MomentsPage {
    pub(super) scene: Scene,
    pub(super) steps: Vec<RecordedStep>,
    pub(super) values: Values,
    pub(super) errors: FormErrors,
    pub(super) signed_in: SignedIn,
}

impl MomentsPage {
    /// The whole page.
    pub(super) fn render(&self) -> Markup {
        let scene = &self.scene;
        let name = person::name_text(&scene.file.person);
        let title = match &scene.episode {
            Some(episode) => t!("moments-title", "name" => name, "reference" => episode.id.reference()),
            None => t!("moments-person-title", "name" => name),
        };
        let back = if scene.episode.is_some() { t!("act-back-to-case") } else { t!("back") };
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(title, scene.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .outcome(outcome)
            .before_content(html! { (back_link(&scene.home, back)) (identity::bar(scene)) })
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (t!("moments-heading")) }
                (self.form())
                @if scene.episode.is_some() {
                    p.govuk-body { a.govuk-link href={ (scene.home) "/compare" } { (t!("moments-compare")) } }
                }
                @if !self.steps.is_empty() { (self.entries()) }
            })
    }

    fn form(&self) -> Markup {
        html! {
            h2.govuk-heading-m { (t!("moments-form")) }
            form method="get" action={ (self.scene.home) "/moments" } novalidate {
                (moment_fields("at", t!("moments-form-legend"), Some(t!("moments-form-hint")), &self.values, &self.errors))
                (Button::new(t!("moments-form-button")))
            }
        }
    }

    fn entries(&self) -> Markup {
        html! {
            h2.govuk-heading-m { (t!("moments-entries")) }
            p.govuk-hint { (t!("moments-entries-hint")) }
            (folds_of_days(&self.steps, |step| step.recorded_at, |of_day| self.of_day(of_day)))
        }
    }

    fn of_day(&self, steps: &[RecordedStep]) -> Markup {
        let rows = steps.iter().map(|step| -> Vec<Cell> {
            vec![
                time_link(&self.scene.home, step, steps, self.scene.now).into(),
                step_words(step).into(),
                actor(&self.scene, &step.actor).into(),
            ]
        });
        let head = [
            t!("moments-entries-head-entered"),
            t!("moments-entries-head-what"),
            t!("moments-entries-head-who"),
        ];
        Table::new(rows.collect::<Vec<Vec<Cell>>>()).head(head).stacked().render()
    }
}

/// A local date and time under a name; where the clocks repeat it, which of the two is meant.
pub(super) fn moment_fields(
    name: &str,
    legend: String,
    hint: Option<String>,
    values: &Values,
    errors: &FormErrors,
) -> Markup {
    let (time, occurrence) = (format!("{name}-time"), format!("{name}-occurrence"));
    let mut date = DateInput::new(name)
        .name_prefix(name)
        .legend(Legend::new(legend).size(Size::Small))
        .hint(hint.map(crate::components::Content::from));
    for (part, word) in [(DatePart::Day, "day"), (DatePart::Month, "month"), (DatePart::Year, "year")] {
        let control = format!("{name}-{word}");
        date = date.value(part, values.get(&control));
        if let Some(error) = errors.of(&control) {
            date = date.error(error).wrong(part);
        }
    }
    let asked = errors.of(&occurrence).is_some() || !values.get(&occurrence).is_empty();
    html! {
        (date_and_time(date, Some(values.get(&time)), errors.of(&time).map(Into::into)))
        @if asked {
            (Radios::new(&occurrence, vec![
                Choice::new("first", t!("occurrence-first")),
                Choice::new("second", t!("occurrence-second")),
            ])
            .legend(Legend::new(t!("occurrence-question")).size(Size::Small))
            .value(values.get(&occurrence))
            .error(errors.of(&occurrence))
            .small())
        }
    }
}

/// What is wrong with a date and time that was typed.
pub(super) fn problem_words(problem: Unreadable) -> String {
    let mut arguments = fluent_bundle::FluentArgs::new();
    arguments.set("field", t!("moments-form-field"));
    family("answer-problem", problem.code(), Some(&arguments))
        .unwrap_or_else(|| t!("problem-refused-otherwise"))
}
