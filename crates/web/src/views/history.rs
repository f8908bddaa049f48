//! The history as a page shows it: the latest entries, or on asking all of them by day, of one kind or of every.

use std::collections::BTreeMap;

use app::cases::TimelineItem;
use domain::{episode::EpisodeEvent, ledger::Event, time::london};
use jiff::{Timestamp, civil::Date};
use maud::{Markup, html};

use super::{
    scene::Scene,
    timeline::{Length, entries},
};
use crate::{
    acts::{self, Group, words},
    catalogue::{date_long, t},
    components::Details,
};

/// Entries shown before anybody asks for more.
const SHOWN_AT_ONCE: usize = 3;
/// Days that stand open where all are shown.
const DAYS_OPEN: usize = 2;

/// How much of a history is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Showing {
    /// The latest entries.
    #[default]
    Latest,
    /// All of them, by day.
    All,
    /// All of one kind, by day.
    Kind(Group),
}

impl Showing {
    /// As an address asks for it.
    pub(crate) fn asked(history: &str, kind: &str) -> Self {
        match Group::ALL.into_iter().find(|group| group.word() == kind) {
            Some(group) => Self::Kind(group),
            None if history == "all" => Self::All,
            None => Self::Latest,
        }
    }

    /// The address that asks for it on the same page, of the same moment, at one of its sections.
    pub(crate) fn href(self, scene: &Scene, section: &str) -> String {
        let asked: &[(&str, &str)] = match self {
            Self::Latest => &[],
            Self::All => &[("history", "all")],
            Self::Kind(group) => &[("history", "all"), ("kind", group.word())],
        };
        format!("{}#{section}", scene.link_with(&scene.home, asked))
    }
}

/// The history, the latest first. Messages stand in a section of their own:
/// here they would bury what people did.
pub(crate) fn history(scene: &Scene, showing: Showing) -> Markup {
    let done: Vec<TimelineItem> = scene.timeline.iter().filter(|item| !is_message(item)).cloned().collect();
    of_people(scene, &done, showing)
}

fn is_message(item: &TimelineItem) -> bool {
    matches!(item.event, Event::Episode(EpisodeEvent::MessageSent(_)))
}

fn of_people(scene: &Scene, all: &[TimelineItem], showing: Showing) -> Markup {
    if all.len() <= SHOWN_AT_ONCE {
        return entries(scene, all, Length::Brief);
    }
    if scene.past.is_some() {
        // A link would lead to the case of today.
        let (latest, earlier) = all.split_at(SHOWN_AT_ONCE);
        let fold = Details::new(
            t!("history-show-all", "count" => all.len()),
            entries(scene, earlier, Length::Whole),
        );
        return html! { (entries(scene, latest, Length::Brief)) (fold) };
    }
    match showing {
        Showing::Latest => html! {
            (entries(scene, &latest(all), Length::Brief))
            p.govuk-body {
                a.govuk-link href=(Showing::All.href(scene, "history")) { (t!("history-show-all", "count" => all.len())) }
            }
        },
        Showing::All => html! {
            (kinds(scene, showing))
            (by_day(scene, all))
            (back(scene))
        },
        Showing::Kind(group) => {
            let of_kind: Vec<TimelineItem> =
                all.iter().filter(|item| kind_of(item) == Some(group)).cloned().collect();
            html! {
                (kinds(scene, showing))
                p.govuk-body { (t!("history-shown", "shown" => of_kind.len(), "count" => all.len())) }
                (by_day(scene, &of_kind))
                (back(scene))
            }
        }
    }
}

/// What happened last, and whatever was entered or corrected last: somebody may look for what they have just recorded of an
/// hour ago.
fn latest(all: &[TimelineItem]) -> Vec<TimelineItem> {
    let last = all.iter().max_by_key(|item| touched(item)).map(|item| item.entry);
    let shown = all.iter().enumerate();
    shown
        .filter(|(place, item)| *place < SHOWN_AT_ONCE || Some(item.entry) == last)
        .map(|(_, item)| item.clone())
        .collect()
}

/// When an entry was last entered or corrected.
fn touched(item: &TimelineItem) -> Timestamp {
    let corrected = item.corrections.iter().map(|correction| correction.recorded_at);
    corrected.fold(item.recorded_at, Timestamp::max)
}

fn back(scene: &Scene) -> Markup {
    html! {
        p.govuk-body { a.govuk-link href=(Showing::Latest.href(scene, "history")) { (t!("history-show-latest")) } }
    }
}

/// The kinds of which there is anything, each a link.
fn kinds(scene: &Scene, showing: Showing) -> Markup {
    let there_is = |group: &Group| scene.timeline.iter().any(|item| kind_of(item) == Some(*group));
    let offered =
        std::iter::once(Showing::All).chain(Group::ALL.into_iter().filter(there_is).map(Showing::Kind));
    let name = |showing| match showing {
        Showing::Kind(group) => words::group(group),
        Showing::All | Showing::Latest => t!("history-kind-all"),
    };
    html! {
        nav.sw-kinds aria-label=(t!("history-kinds")) {
            ul.govuk-list.sw-kinds__list {
                @for one in offered {
                    li {
                        @if one == showing { strong aria-current="true" { (name(one)) } }
                        @else { a.govuk-link href=(one.href(scene, "history")) { (name(one)) } }
                    }
                }
            }
        }
    }
}

/// What was recorded, a fold for each day; the latest days stand open.
fn by_day(scene: &Scene, items: &[TimelineItem]) -> Markup {
    folds_of_days(items, |item| item.happened_at, |of_day| entries(scene, of_day, Length::Whole))
}

/// A fold for each day, the latest first; the latest stand open. Within a day the order stays.
pub(crate) fn folds_of_days<T: Clone>(
    items: &[T],
    at: impl Fn(&T) -> Timestamp,
    shown: impl Fn(&[T]) -> Markup,
) -> Markup {
    let mut days: BTreeMap<Date, Vec<T>> = BTreeMap::new();
    for item in items {
        days.entry(at(item).to_zoned(london()).date()).or_default().push(item.clone());
    }
    html! {
        @for (place, (day, of_day)) in days.iter().rev().enumerate() {
            @let title = t!("history-of-day", "day" => date_long(*day), "count" => of_day.len());
            @let fold = Details::new(title, shown(of_day));
            @if place < DAYS_OPEN { (fold.open()) } @else { (fold) }
        }
    }
}

/// Under which heading what was recorded is offered as an act.
fn kind_of(item: &TimelineItem) -> Option<Group> {
    acts::find(item.event.name()).map(|form| form.group)
}
