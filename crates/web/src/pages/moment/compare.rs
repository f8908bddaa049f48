//! Two moments of a case side by side: what changed, and what was recorded in between.

use app::cases::{
    Change, Comparison, Heard, Landmark, LandmarkKind, MessagesStand, RecordedStep, TaskStands, Was,
};
use domain::{
    episode::{EpisodeEvent, Opened, Report},
    ledger::{Actor, Event},
    risk::Grade,
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::form::moment_fields;
use crate::{
    acts::{Values, words},
    catalogue::{instant, instant_among, t},
    components::{Button, Cell, Details, FormErrors, Select, SelectOption, Table, back_link},
    forms::address,
    layout::{Outcome, Page, SignedIn},
    views::{
        identity,
        past::{step_words, time_link},
        person,
        said::{changed, said},
        scene::Scene,
        timeline::{actor, lines},
    },
};

/// The page of two moments.
#[derive(Clone, Debug)]
pub(super) struct ComparePage {
    /// The case as it stands.
    pub(super) scene: Scene,
    /// What differs; nothing until two moments are named.
    pub(super) comparison: Option<Comparison>,
    pub(super) form: CompareForm,
    pub(super) signed_in: SignedIn,
}

/// The form that names two moments.
#[derive(Clone, Debug)]
pub(super) struct CompareForm {
    pub(super) landmarks: Vec<Landmark>,
    pub(super) values: Values,
    pub(super) errors: FormErrors,
}

impl ComparePage {
    /// The whole page.
    pub(super) fn render(&self) -> Markup {
        let scene = &self.scene;
        let reference = scene.episode.as_ref().map(|episode| episode.id.reference()).unwrap_or_default();
        let title =
            t!("compare-title", "name" => person::name_text(&scene.file.person), "reference" => reference);
        let outcome = if self.form.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(title, scene.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .wide()
            .outcome(outcome)
            .before_content(html! { (back_link(&scene.home, t!("act-back-to-case"))) (identity::bar(scene)) })
            .render(&html! {
                (self.form.errors.summary())
                h1.govuk-heading-l { (t!("compare-heading")) }
                @if let Some(comparison) = &self.comparison {
                    (self.changes(comparison))
                    (self.between(comparison))
                }
                (self.form.draw(scene))
            })
    }

    fn changes(&self, comparison: &Comparison) -> Markup {
        let (was, is) = (comparison.earlier.now, comparison.later.now);
        let at = |at: Timestamp| t!("compare-at", "time" => instant_among(at, &[was, is], self.scene.now));
        let rows: Vec<Vec<Cell>> =
            comparison.changes.iter().flat_map(|change| self.rows(change, comparison)).collect();
        let see = |at: Timestamp| {
            let href = address(&self.scene.home, &[("at", &at.to_string())]);
            html! { a.govuk-link href=(href) { (t!("compare-see")) } }
        };
        html! {
            h2.govuk-heading-m { (t!("compare-changes")) }
            @if rows.is_empty() { p.govuk-body { (t!("compare-nothing-changed")) } } @else {
                (Table::new(rows).head([t!("compare-matter"), at(was), at(is)]).stacked())
            }
            p.govuk-body { (at(was)) ": " (see(was)) br; (at(is)) ": " (see(is)) }
        }
    }

    fn between(&self, comparison: &Comparison) -> Markup {
        let row = |step: &RecordedStep| -> Vec<Cell> {
            vec![
                time_link(&self.scene.home, step, &comparison.between, self.scene.now).into(),
                step_words(step).into(),
                actor(&self.scene, &step.actor).into(),
            ]
        };
        let told = comparison.messages_between;
        let rows: Vec<Vec<Cell>> = comparison.between.iter().map(row).collect();
        html! {
            h2.govuk-heading-m { (t!("compare-between")) }
            @if rows.is_empty() { p.govuk-body { (t!("compare-between-none")) } } @else {
                (Table::new(rows)
                    .head([t!("moments-entries-head-entered"), t!("moments-entries-head-what"), t!("moments-entries-head-who")])
                    .stacked())
            }
            @if told > 0 { p.govuk-body { (t!("compare-between-messages", "count" => told)) } }
        }
    }

    /// The rows of a change: one, but for the report, where each answer has its own.
    fn rows(&self, change: &Change, comparison: &Comparison) -> Vec<Vec<Cell>> {
        let row = |name: String, was: Markup, is: Markup| vec![vec![name.into(), was.into(), is.into()]];
        match change {
            Change::Grade(grade) => row(t!("compare-grade"), risk(grade.was), risk(grade.is)),
            Change::Standing(standing) => {
                let word = |word| html! { (words::choice("standing", word)) };
                row(t!("compare-standing"), word(standing.was.word()), word(standing.is.word()))
            }
            Change::Holder { agency, who } => {
                let agency = self.scene.agencies.get(agency).cloned().unwrap_or_default();
                row(t!("compare-holder", "agency" => agency), self.who(&who.was), self.who(&who.is))
            }
            Change::LastSeen(place) => row(t!("compare-last-seen"), or_none(&place.was), or_none(&place.is)),
            Change::Report(report) => self.report(report, comparison),
            Change::Duty { duty, state, .. } => {
                let tag = |state: Option<domain::protocol::duty::State>| match state {
                    None => html! { (t!("compare-not-there")) },
                    Some(state) => html! { (words::choice("duty-state", state.name())) },
                };
                row(t!("compare-duty", "title" => duty.title.clone()), tag(state.was), tag(state.is))
            }
            Change::Task { title, stands, .. } => row(
                t!("compare-task", "title" => title.clone()),
                self.task(stands.was.as_ref()),
                self.task(stands.is.as_ref()),
            ),
            Change::Messages(stand) => {
                row(t!("compare-messages"), self.messages(&stand.was), self.messages(&stand.is))
            }
            Change::Information { entry, said } => {
                let link = html! {
                    a.govuk-link href={ (self.scene.home) "/information#information-" (entry) } { (t!("compare-information")) }
                };
                vec![vec![link.into(), heard(&said.was).into(), heard(&said.is).into()]]
            }
            Change::Marker { held, .. } => {
                let Some(marker) = held.is.as_ref().or(held.was.as_ref()) else { return Vec::new() };
                let name = t!("compare-marker", "marker" => words::choice("marker", marker.marker.word()));
                row(name, marker_held(held, &held.was), marker_held(held, &held.is))
            }
        }
    }

    /// What differs in the report, answer by answer.
    fn report(&self, report: &Was<Report>, comparison: &Comparison) -> Vec<Vec<Cell>> {
        let said_of = |report: &Report| {
            let opened = Opened { report: report.clone(), ..comparison.later.episode.opened.clone() };
            let event = Event::Episode(EpisodeEvent::Opened(Box::new(opened)));
            said(&event, &self.scene.names(), self.scene.now)
        };
        changed(&said_of(&report.was), &said_of(&report.is))
            .into_iter()
            .map(|(field, was, is)| -> Vec<Cell> {
                vec![t!("compare-report", "field" => field).into(), or_none(&was).into(), or_none(&is).into()]
            })
            .collect()
    }

    fn who(&self, who: &Option<Actor>) -> Markup {
        match who {
            None => html! { (t!("compare-none")) },
            Some(who) => actor(&self.scene, who),
        }
    }

    fn task(&self, stands: Option<&TaskStands>) -> Markup {
        match stands {
            None => html! { (t!("compare-not-there")) },
            Some(TaskStands { role, outcome: None }) => {
                html! { (t!("compare-task-open", "role" => self.scene.roles.of(role))) }
            }
            Some(TaskStands { outcome: Some(outcome), .. }) => {
                html! { (words::choice("task-outcome", outcome.word())) }
            }
        }
    }

    /// How many messages were sent by then, and who had not acknowledged theirs.
    fn messages(&self, stand: &MessagesStand) -> Markup {
        let roles: Vec<String> = stand.waiting_for.iter().map(|role| self.scene.roles.of(role)).collect();
        html! {
            (t!("compare-messages-sent", "count" => stand.sent))
            @if stand.waiting > 0 {
                br;
                (t!("compare-messages-waiting", "count" => stand.waiting)) ": " (roles.join(", "))
            }
        }
    }
}

impl CompareForm {
    fn draw(&self, scene: &Scene) -> Markup {
        html! {
            form.sw-compare method="get" action={ (scene.home) "/compare" } novalidate {
                (self.side("from", &t!("compare-from"), scene))
                (self.side("to", &t!("compare-to"), scene))
                (Button::new(t!("compare-button")))
            }
        }
    }

    /// Moments worth looking at, the chosen one among them, or a date and time.
    fn side(&self, name: &str, label: &str, scene: &Scene) -> Markup {
        let chosen = match self.values.get(name) {
            "" if name == "to" => "now",
            chosen => chosen,
        };
        let mut moments: Vec<Timestamp> = self.landmarks.iter().map(|landmark| landmark.at).collect();
        moments.extend(chosen.parse::<Timestamp>());
        let mut options: Vec<SelectOption> = self
            .landmarks
            .iter()
            .map(|landmark| {
                SelectOption::new(landmark.at.to_string(), landmark_words(landmark, &moments, scene.now))
            })
            .collect();
        let known = self.landmarks.iter().any(|landmark| landmark.at.to_string() == chosen);
        if let Ok(at) = chosen.parse::<Timestamp>()
            && !known
        {
            options.insert(0, SelectOption::new(chosen.to_owned(), instant_among(at, &moments, scene.now)));
        }
        options.push(SelectOption::new(
            "now".to_owned(),
            t!("compare-now", "time" => instant(scene.now, scene.now)),
        ));
        let typed = format!("{name}_typed");
        let fields = moment_fields(&typed, t!("moments-form-legend"), None, &self.values, &self.errors);
        let open = self.errors.iter().any(|error| error.field.starts_with(&typed));
        html! {
            div.sw-compare__side {
                (Select::new(name, label.to_owned(), options).value(chosen.to_owned()))
                @let details = Details::new(
                    html! { (t!("compare-typed")) span.govuk-visually-hidden { ": " (label) } }, fields);
                @if open { (details.open()) } @else { (details) }
            }
        }
    }
}

fn landmark_words(landmark: &Landmark, moments: &[Timestamp], now: Timestamp) -> String {
    let what = match &landmark.kind {
        LandmarkKind::Recorded { word } => words::event_title(word),
        LandmarkKind::ShiftBegan => t!("compare-shift-began"),
        LandmarkKind::ShiftEnded => t!("compare-shift-ended"),
    };
    t!("compare-landmark", "time" => instant_among(landmark.at, moments, now), "what" => what)
}

fn risk(grade: Option<Grade>) -> Markup {
    identity::risk(grade)
}

/// What was said, by whom, and how it is graded.
fn heard(heard: &Option<Box<Heard>>) -> Markup {
    let Some(heard) = heard else { return html! { (t!("compare-not-there")) } };
    let said = &heard.information;
    let grades = [
        said.reliability.map(|word| words::choice("reliability", word.word())),
        said.credibility.map(|word| words::choice("credibility", word.word())),
    ];
    html! {
        @if let Some(place) = &heard.place { strong { bdi { (place) } } ": " }
        (lines(&said.what)) br;
        (t!("information-source")) " " bdi { (said.source) }
        @for grade in grades.into_iter().flatten() { " · " (grade) }
    }
}

fn or_none(text: &str) -> Markup {
    if text.trim().is_empty() {
        html! { (t!("compare-none")) }
    } else {
        lines(text)
    }
}

/// Whether a marker is held on one side: a side that comes after it was held says that it is gone.
fn marker_held<T>(held: &Was<Option<T>>, side: &Option<T>) -> Markup {
    let word = match (side, &held.was) {
        (Some(_), _) => t!("compare-marker-held"),
        (None, Some(_)) => t!("compare-gone"),
        (None, None) => t!("compare-not-there"),
    };
    html! { (word) }
}
