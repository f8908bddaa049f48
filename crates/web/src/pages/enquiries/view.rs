//! What these pages show.

use app::cases::{DutyView, PackDuties};
use domain::{
    episode::{CameIn, Graded, came_in},
    ids::EntryId,
    protocol::{
        event::EventKind,
        pack::Basis,
        task_lists::{ListedTask, TaskList, TaskLists},
    },
};
use maud::{Markup, html};

use crate::{
    acts::{
        ActForm, Values,
        fields::{Shown, Use},
        words,
    },
    catalogue::{duration, instant, t},
    components::{
        Button, Details, Form, FormErrors, Tag, TagColour, Textarea, back_link, countdown_element,
        time_element,
    },
    forms::address,
    layout::{Nav, Page, SignedIn},
    pages::episode::{summary::Extent, tasks},
    views::{
        identity, past,
        scene::Scene,
        sight,
        timeline::{actor, lines},
    },
};

/// Every task of a case.
#[derive(Clone, Debug)]
pub(crate) struct TasksPage {
    /// The case.
    pub(crate) scene: Scene,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl TasksPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let body = html! {
            (tasks::links(&self.scene))
            (tasks::list(&self.scene, Extent::Whole, &[]))
        };
        shell(&self.scene, &self.signed_in, "/tasks", &t!("tasks-title"), &body)
    }
}

/// The lists of tasks, those for somebody like this first.
#[derive(Clone, Debug)]
pub(crate) struct TaskListsPage {
    /// The case.
    pub(crate) scene: Scene,
    /// The lists.
    pub(crate) lists: TaskLists,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl TaskListsPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let Some(episode) = &self.scene.episode else { return html! {} };
        let suggested = self.lists.suggested(&self.scene.file, episode, self.scene.class);
        let is_suggested = |list: &&TaskList| suggested.iter().any(|other| other.id == list.id);
        let (first, other): (Vec<&TaskList>, Vec<&TaskList>) = self.lists.0.iter().partition(is_suggested);
        let body = html! {
            p.govuk-body { (t!("task-lists-lead")) }
            @if !first.is_empty() {
                h2.govuk-heading-m { (t!("task-lists-suggested")) }
                @for list in first { (self.list(list)) }
            }
            h2.govuk-heading-m { (t!("task-lists-other")) }
            @for list in other { (self.list(list)) }
        };
        shell(&self.scene, &self.signed_in, "/task-lists", &t!("task-lists-title"), &body)
    }

    fn list(&self, list: &TaskList) -> Markup {
        let href = address(&format!("{}/acts/task_list_used", self.scene.home), &[("list", &list.id)]);
        let tasks = html! {
            ul.govuk-list.govuk-list--bullet { @for task in &list.tasks { li { (self.task(list, task)) } } }
        };
        html! {
            section.sw-task-list {
                h3 class="govuk-heading-s govuk-!-margin-bottom-1" { (list.title) }
                p class="govuk-hint govuk-!-margin-bottom-1" { (list.source) }
                (Details::new(t!("task-lists-tasks", "count" => list.tasks.len()), tasks))
                (Button::link(html! { (t!("task-lists-choose")) span.govuk-visually-hidden { ": " (list.title) } }, &href).secondary())
            }
        }
    }

    fn task(&self, list: &TaskList, task: &ListedTask) -> Markup {
        let set = self.scene.episode.as_ref().is_some_and(|episode| task.is_set(list, episode));
        html! {
            strong { (task.title) } " · " (self.scene.roles.of(&task.owner.0)) " · "
            (t!("task-within", "within" => duration(task.due_after)))
            @if task.basis == Basis::LocalDefault { " · " (t!("duty-local-default")) }
            " · " (task.source)
            @if set { " " (Tag::new(t!("task-is-set")).colour(TagColour::Green)) }
            @if !task.detail.is_empty() { br; (task.detail) }
        }
    }
}

/// What came in, the latest first.
#[derive(Clone, Debug)]
pub(crate) struct InformationPage {
    /// The case.
    pub(crate) scene: Scene,
    /// Its duties, for when the risk is to be looked at again.
    pub(crate) duties: Vec<PackDuties>,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl InformationPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let scene = &self.scene;
        let Some(episode) = &scene.episode else { return html! {} };
        let came = came_in(&scene.file, episode);
        let body = html! {
            (sight::limits(scene))
            div.govuk-button-group {
                @for word in ["sighting", "information_received"] {
                    @if scene.may(word) {
                        (Button::link(words::act_title(word), &format!("{}/acts/{word}", scene.home)))
                    }
                }
            }
            @if came.is_empty() {
                p.govuk-body {
                    @if scene.past.is_some() { (t!("information-none-then")) } @else { (t!("information-none")) }
                }
            }
            ol.sw-information {
                @for item in &came { (self.item(item)) }
            }
        };
        shell(scene, &self.signed_in, "/information", &t!("information-title"), &body)
    }

    fn item(&self, item: &CameIn<'_>) -> Markup {
        let (scene, recorded, said) = (&self.scene, item.recorded, item.information);
        html! {
            li.sw-came-in id={ "information-" (recorded.entry) } {
                h2 class="govuk-heading-s govuk-!-margin-bottom-1" {
                    (time_element(recorded.happened_at, scene.now)) " · "
                    @if let Some(seen) = item.seen_at { (t!("information-seen-at")) " " (time_element(seen, scene.now)) " · " }
                    @match item.place {
                        Some(place) => { (words::event_title("sighting")) ": " (place) }
                        None => { (words::event_title("information_received")) }
                    }
                    " "
                    @if item.is_significant() { (Tag::new(t!("information-significant")).colour(TagColour::Red)) }
                }
                p.govuk-body { (lines(&said.what)) }
                (self.corrected(recorded.entry))
                (self.source(item))
                @if let Some(task) = said.task {
                    p.govuk-body-s { (t!("information-task")) " " a.govuk-link href={ (scene.link(&format!("{}/tasks", scene.home))) "#task-" (task) "-row" } { (scene.names().of(&task.to_string())) } }
                }
                (self.followed(item))
            }
        }
    }

    /// That the words were others before, when they were changed and by whom; the history has both.
    fn corrected(&self, entry: EntryId) -> Markup {
        let last = self.scene.item(entry).and_then(|item| item.corrections.last());
        html! {
            @if let Some(last) = last {
                p.govuk-body-s {
                    (Tag::new(t!("history-corrected")).colour(TagColour::Grey)) " "
                    (actor(&self.scene, &last.actor)) ", " (time_element(last.recorded_at, self.scene.now))
                    @if !last.reason.is_empty() { ": " (lines(&last.reason)) }
                }
            }
        }
    }

    /// From whom, how to reach them, and how far they can be relied on, all in words.
    fn source(&self, item: &CameIn<'_>) -> Markup {
        let said = item.information;
        html! {
            p.govuk-body-s {
                strong { (t!("information-source")) } " " bdi { (said.source) }
                @if let Some(origin) = said.origin { " (" (words::choice("origin", origin.word())) ")" }
                @if !said.how_to_reach.is_empty() { ", " bdi { (said.how_to_reach) } }
                " · " (t!("information-entered-by")) " " (actor(&self.scene, &item.recorded.actor))
            }
            p.govuk-body-s {
                strong { (t!("information-reliability")) } " "
                @match said.reliability {
                    Some(reliability) => { (words::choice("reliability", reliability.word())) }
                    None => { (t!("information-source-not-graded")) }
                }
                " · "
                @match said.credibility {
                    Some(credibility) => { (words::choice("credibility", credibility.word())) }
                    None => { (t!("information-content-not-graded")) }
                }
                @if item.is_ungraded() && self.may_grade(item.recorded.entry) {
                    " · " a.govuk-link href={ (self.scene.home) "/entries/" (item.recorded.entry) "/grade" } {
                        (t!("information-grade")) span.govuk-visually-hidden { ": " (said.what) }
                    }
                }
            }
        }
    }

    fn may_grade(&self, entry: EntryId) -> bool {
        self.scene.item(entry).is_some_and(|item| item.correctable == app::cases::Correctable::Yes)
    }

    /// The look at the risk that it led to, or that one is owed.
    fn followed(&self, item: &CameIn<'_>) -> Markup {
        let scene = &self.scene;
        let waits = scene.episode.as_ref().is_some_and(|episode| item.waits_for_a_look(episode));
        html! {
            @if let Some(graded) = item.looked_again { (self.looked_again(graded)) }
            @if waits {
                p.govuk-body {
                    strong {
                        @if scene.past.is_some() { (t!("information-nobody-had-looked")) }
                        @else { (t!("information-nobody-looked")) }
                    }
                    " "
                    @if let Some(due) = look_due(&self.duties, item.recorded.event.name()) {
                        @if scene.past.is_some() { (t!("information-look-was-due")) } @else { (t!("information-look-due")) }
                        " " (countdown_element(due, scene.now)) ", " (instant(due, scene.now))
                    }
                }
                (look_again(scene, item.recorded.entry))
            }
        }
    }

    fn looked_again(&self, graded: &Graded) -> Markup {
        html! {
            p.govuk-body-s {
                strong { (t!("information-followed")) } " " (identity::risk(Some(graded.grading.grade))) " "
                (actor(&self.scene, &graded.actor)) ", " (time_element(graded.at, self.scene.now))
            }
        }
    }
}

/// When the look at the risk is due that such information brings forward; other duties that a review of the risk meets have
/// times of their own.
fn look_due(duties: &[PackDuties], came: &str) -> Option<jiff::Timestamp> {
    let came = EventKind::named(came)?;
    let looks = |duty: &&DutyView| duty.is_owed() && duty.brought_forward_by.contains(&came);
    duties.iter().flat_map(|pack| &pack.duties).filter(looks).map(|duty| duty.due_at).min()
}

/// The button that opens the form of a new look at the risk, with what came in as what it is based on.
pub(crate) fn look_again(scene: &Scene, entry: EntryId) -> Markup {
    let word = ["risk_reviewed", "risk_assessed"].into_iter().find(|word| scene.may(word));
    html! {
        @if let Some(word) = word {
            @let information = entry.to_string();
            @let href = address(&format!("{}/acts/{word}", scene.home), &[("information", &information)]);
            (Button::link(t!("information-look-again"), &href))
        }
    }
}

/// How far one piece of information can be relied on: only what is asked of it, the rest stays as it stands.
#[derive(Clone, Debug)]
pub(crate) struct GradePage {
    /// The form of the entry.
    pub(crate) form: &'static ActForm,
    /// The entry.
    pub(crate) entry: EntryId,
    /// What stands in it.
    pub(crate) values: Values,
    /// The key by which a repeated sending counts once.
    pub(crate) key: String,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The case.
    pub(crate) scene: Scene,
}

/// What a supervisor says of a piece of information.
const GRADED: [&str; 3] = ["reliability", "credibility", "significance"];

impl GradePage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let scene = &self.scene;
        let on_record = scene.on_record();
        let errors = FormErrors::none();
        let shown = Shown {
            form: self.form,
            purpose: Use::Correct,
            values: &self.values,
            errors: &errors,
            on_record: &on_record,
            grades: &scene.grades,
            assessors: crate::acts::fields::Assessors::Chosen,
            now: scene.now,
        };
        let asked = self.form.fields.iter().filter(|field| GRADED.contains(&field.name));
        let fields = html! {
            @for (name, text) in self.values.iter().filter(|(name, _)| !GRADED.contains(name)) {
                input type="hidden" name=(name) value=(text);
            }
            @for field in asked { (shown.one(field)) }
            (Textarea::new(crate::acts::read::CORRECTION_REASON, t!("information-grade-reason"))
                .value(t!("information-grade-reason-usual").as_str()).rows(2))
            (Button::new(t!("information-grade-button")).prevent_double_click())
        };
        let body = html! {
            p.govuk-body { (lines(self.values.get("what"))) }
            p.govuk-body-s { strong { (t!("information-source")) } " " bdi { (self.values.get("source")) } }
            (Form::post(&format!("{}/entries/{}/correct", scene.home, self.entry), &self.signed_in.csrf_token)
                .idempotency_key(&self.key)
                .version(scene.version.to_string())
                .body(fields))
        };
        shell(scene, &self.signed_in, "/information", &t!("information-grade"), &body)
    }
}

/// A page beside a case, at this address under it: the way back, who it is about, the heading.
fn shell(scene: &Scene, signed_in: &SignedIn, path: &str, title: &str, body: &Markup) -> Markup {
    let here = format!("{}{path}", scene.home);
    let before = html! {
        (back_link(&scene.link(&scene.home), t!("act-back-to-case")))
        (past::panel(scene, &here))
        (identity::bar(scene))
    };
    Page::new(title, scene.now)
        .signed_in(signed_in.clone())
        .current(Nav::Nowhere)
        .marked()
        .past(scene.past_banner(&here))
        .before_content(before)
        .render(&html! {
            h1.govuk-heading-l { (title) }
            (body)
        })
}

#[cfg(test)]
mod tests {
    use domain::protocol::duty::State;

    use super::*;
    use crate::views::samples;

    #[test]
    fn a_look_is_due_by_the_first_duty_that_such_news_brings_forward_and_is_owed() {
        let pack = samples::typical("Robin Example").duties[0].clone();
        let now = samples::now();
        let duty = |state, hours: i64, brought_forward_by: &[EventKind]| DutyView {
            state,
            due_at: now + jiff::SignedDuration::from_hours(hours),
            brought_forward_by: brought_forward_by.to_vec(),
            ..pack.duties[0].clone()
        };
        let sighting = EventKind::named("sighting").expect("packs know the kind");
        let told = EventKind::named("information_received").expect("packs know the kind");
        let duties = [
            duty(State::Open, 1, &[]),
            duty(State::Pending, 2, &[sighting]),
            duty(State::Met { at: now }, 3, &[sighting]),
            duty(State::Open, 6, &[sighting, told]),
        ];
        let later = duty(State::Overdue, 4, &[sighting]);
        let packs = [
            PackDuties { duties: duties.to_vec(), ..pack.clone() },
            PackDuties { duties: vec![later], ..pack.clone() },
        ];
        let at = |hours| Some(now + jiff::SignedDuration::from_hours(hours));
        assert_eq!(look_due(&packs, "sighting"), at(4), "of several packs the first counts");
        assert_eq!(look_due(&packs, "information_received"), at(6));
        assert_eq!(look_due(&packs, "note_added"), None, "what brings nothing forward owes no look");
        assert_eq!(look_due(&[], "sighting"), None);
    }
}
