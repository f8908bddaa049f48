//! What a case asks for, before anything is scrolled: what is overdue and whose it is, what comes next, which messages
//! nobody has answered, what came in last.

use app::cases::EpisodeView;
use domain::{
    episode::{CameIn, came_in, last_sighting},
    protocol::duty::State,
};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use super::{duties, high_risk, messages::CaseMessages, tasks};
use crate::{
    catalogue::{Countdown, instant, t},
    components::{Tag, TagColour, countdown_element},
    pages::enquiries::look_again,
    views::{
        came_in::{doubt, last_seen},
        scene::Scene,
        timeline::lines,
    },
};

/// What is due within this time stands open in a list.
const SOON: SignedDuration = SignedDuration::from_hours(1);

/// So many stand open, however late they are due.
const AT_LEAST: usize = 3;

/// So much is named of what is overdue, and of what comes next.
const NAMED: usize = 2;

/// How many of a list by due time stand open: all that is overdue or due soon, and a few whenever they are due.
pub(super) fn standing_open(due: impl ExactSizeIterator<Item = Timestamp>, now: Timestamp) -> usize {
    let all = due.len();
    let pressing = due.take_while(|due| *due < now + SOON).count();
    pressing.max(AT_LEAST).min(all)
}

/// A duty or a task that is owed.
struct Owed {
    title: String,
    owner: String,
    due: Timestamp,
    state: State,
    at_once: bool,
    /// The part of the page that has it in full.
    section: &'static str,
}

/// The whole of it.
pub(super) fn at_first_sight(view: &EpisodeView, scene: &Scene, messages: &CaseMessages) -> Markup {
    let owed = owed(view, scene);
    let (overdue, next): (Vec<&Owed>, Vec<&Owed>) =
        owed.iter().partition(|owed| owed.state == State::Overdue);
    let came = came_in(&scene.file, &view.episode);
    html! {
        section aria-labelledby="glance-title" {
            h2.govuk-visually-hidden id="glance-title" { (t!("glance-title")) }
            dl.sw-glance {
                @if !overdue.is_empty() {
                    (fact("sw-glance__overdue", &t!("glance-overdue", "count" => overdue.len()), &named(&overdue, scene)))
                }
                (fact("", &t!("glance-next"), &if next.is_empty() { html! { (t!("duties-nothing-owed")) } } else { named(&next, scene) }))
                (fact("", &t!("case-messages"), &messages.in_brief(scene)))
                @if let Some(sighting) = last_sighting(&scene.file, &view.episode) {
                    (fact("", &t!("glance-last-seen"), &html! { bdi { (last_seen(&sighting, scene.now)) } }))
                }
                @if let Some(last) = came.iter().max_by_key(|item| (item.was_at(), item.recorded.sequence)) { (fact("", &t!("glance-latest"), &latest(view, scene, last, &came))) }
            }
        }
    }
}

fn fact(class: &str, name: &str, said: &Markup) -> Markup {
    html! { div class={ "sw-glance__fact " (class) } { dt { (name) } dd { (said) } } }
}

/// Every duty and task that is owed, what is to be done at once first, then by due time.
fn owed(view: &EpisodeView, scene: &Scene) -> Vec<Owed> {
    let section = |high_risk: bool, otherwise| if high_risk { "high-risk" } else { otherwise };
    let duties = view.duties.iter().flat_map(|pack| &pack.duties).filter(|duty| duty.is_owed());
    let duties = duties.map(|duty| Owed {
        title: duties::title(duty),
        owner: duties::owner(duty, scene),
        due: duty.due_at,
        state: duty.state,
        at_once: duty.reads_as_now && duty.state == State::Open,
        section: section(high_risk::holds(view, duty), "duties"),
    });
    let (episode, above) = (&view.episode, high_risk::tasks_in(view));
    let tasks = episode.room.tasks.iter().filter(|set| tasks::is_open(set, scene));
    let tasks = tasks.map(|set| Owed {
        title: set.task.title.clone(),
        owner: scene.owner(&set.task.owner),
        due: set.due_at(episode.grade(), &scene.task_times),
        state: set.state(episode, scene.now, &scene.task_times),
        at_once: false,
        section: section(above.contains(&set.entry), "tasks"),
    });
    let mut owed: Vec<Owed> = duties.chain(tasks).collect();
    owed.sort_by_key(|owed| (!owed.at_once, owed.due));
    owed
}

/// The first of them, each with its clock and whose it is; how many there are besides.
fn named(owed: &[&Owed], scene: &Scene) -> Markup {
    html! {
        ul.govuk-list {
            @for one in owed.iter().take(NAMED) {
                li {
                    a.govuk-link href={ "#" (one.section) } { (one.title) } " "
                    @if one.at_once { span class="sw-countdown sw-countdown--now" { (Countdown::immediate().text()) } }
                    @else { (countdown_element(one.due, scene.now)) }
                    " · " bdi { (one.owner) }
                }
            }
            @if owed.len() > NAMED { li.sw-quiet { (t!("glance-more", "count" => owed.len() - NAMED)) } }
        }
    }
}

/// What came in last; and whether anything significant came in at which nobody has looked since.
fn latest(view: &EpisodeView, scene: &Scene, last: &CameIn<'_>, came: &[CameIn<'_>]) -> Markup {
    let information = scene.link(&format!("{}/information", scene.home));
    let waiting: Vec<_> = came.iter().filter(|item| item.waits_for_a_look(&view.episode)).collect();
    let said = last.place.into_iter().chain([last.information.what.as_str()]).collect::<Vec<_>>().join(": ");
    html! {
        a.govuk-link href=(information) { (instant(last.was_at(), scene.now)) }
        @if last.information.is_doubted() { " " (Tag::new(doubt(last.information)).colour(TagColour::Orange)) }
        div.sw-glance__words { (lines(&said)) }
        @if let Some(first) = waiting.first() {
            div.sw-glance__look {
                strong { (t!("information-since-graded", "count" => waiting.len())) }
                (look_again(scene, first.recorded.entry))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_overdue_or_due_within_the_hour_stands_open_and_never_fewer_than_three() {
        let now = Timestamp::UNIX_EPOCH;
        let open = |minutes: &[i64]| {
            standing_open(minutes.iter().map(|due| now + SignedDuration::from_mins(*due)), now)
        };
        assert_eq!(open(&[-900, -90, -5, -1, 0, 59, 60, 300]), 6);
        assert_eq!(open(&[-5, 300, 400, 500, 600]), 3);
        assert_eq!(open(&[300]), 1);
        assert_eq!(open(&[]), 0);
    }
}
