//! The acts on offer: those that the user may record, those that fit where the case stands first.

use domain::episode::{Ending, Episode, Mash, ReturnInterview, Status, Step};
use domain::grants::childhood;
use domain::late::unanswered;
use domain::person::Person;
use domain::projection::Childhood;
use maud::{Markup, html};

use super::scene::Scene;
use crate::{
    acts::{self, About, ActForm, Group, Offered, words},
    catalogue::t,
    components::Details,
};

/// Whether an act fits where the case stands. What does not fit can still be recorded where the rules allow it, for
/// much is entered late; it is only not offered first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Now,
    Otherwise,
    /// After a death it can no longer be: nothing of it is offered.
    Never,
}

/// So many acts stand open; of more only those of the search do.
const AT_ONCE: usize = 10;

/// The links to every act that the user may record, by heading, but for those that stand above as owed by them; nothing
/// where there is none.
pub(crate) fn panel(scene: &Scene, owed: &[String]) -> Markup {
    let offered: Vec<&ActForm> = acts::all()
        .iter()
        .filter(|form| form.offered == Offered::OnItsOwn && scene.may(form.word))
        .filter(|form| owed.iter().all(|word| word != form.word))
        .filter(|form| scene.episode.is_some() || form.about == About::Person)
        .collect();
    let (fitting, other): (Vec<_>, Vec<_>) = offered
        .into_iter()
        .filter(|form| fit(form, scene) != Fit::Never)
        .partition(|form| fit(form, scene) == Fit::Now);
    html! {
        @if fitting.is_empty() && other.is_empty() { p.govuk-body { (t!("offers-none")) } }
        @if scene.episode.is_some() && fitting.len() > AT_ONCE { (folded(scene, &fitting)) } @else { (groups(scene, &fitting)) }
        @if !other.is_empty() { (Details::new(t!("offers-more"), groups(scene, &other))) }
    }
}

fn groups(scene: &Scene, forms: &[&ActForm]) -> Markup {
    html! {
        @for group in Group::ALL {
            @if forms.iter().any(|form| form.group == group) { (of_group(scene, forms, group)) }
        }
    }
}

fn of_group(scene: &Scene, forms: &[&ActForm], group: Group) -> Markup {
    html! {
        h3 class="govuk-heading-s govuk-!-margin-bottom-1" { (words::group(group)) }
        (links(scene, forms, group))
    }
}

fn links(scene: &Scene, forms: &[&ActForm], group: Group) -> Markup {
    html! {
        ul.govuk-list.sw-offers {
            @for form in forms.iter().filter(|form| form.group == group) {
                li { a.govuk-link href={ (scene.home) "/acts/" (form.word) } { (words::title(form)) } }
            }
        }
    }
}

/// What is recorded while people search stands open; every other heading is a fold.
fn folded(scene: &Scene, forms: &[&ActForm]) -> Markup {
    let there_is = |group: &Group| forms.iter().any(|form| form.group == *group);
    html! {
        @if there_is(&Group::Search) { (of_group(scene, forms, Group::Search)) }
        @for group in Group::ALL.into_iter().filter(|group| *group != Group::Search).filter(there_is) {
            (Details::new(words::group(group), links(scene, forms, group)))
        }
    }
}

fn fit(form: &ActForm, scene: &Scene) -> Fit {
    let dead = scene.episode.as_ref().is_some_and(|episode| episode.ending() == Some(&Ending::FoundDead));
    if dead && is_of_the_living(form.word) {
        return Fit::Never;
    }
    let fits = match &scene.episode {
        Some(episode) if form.about == About::Episode => fits_episode(form, episode, scene),
        Some(_) | None => fits_person(form.word, &scene.file.person, scene),
    };
    if fits { Fit::Now } else { Fit::Otherwise }
}

fn fits_episode(form: &ActForm, episode: &Episode, scene: &Scene) -> bool {
    let missing = episode.status == Status::Missing;
    let returned = matches!(episode.ending(), Some(Ending::Returned(_)));
    let dead = episode.ending() == Some(&Ending::FoundDead);
    let notified = episode.mash != Mash::NotNotified;
    let waits =
        |raised: &[domain::episode::Answerable]| raised.iter().any(|raised| raised.answered_at.is_none());
    match form.word {
        "mash_notified" => !notified && !dead,
        "mash_rerated" | "mash_assessed" => notified,
        "ukmpu_referred" => missing && episode.referred_to_national_unit.is_none(),
        "disagreement_raised" => missing && episode.grade().is_some(),
        "disagreement_resolved" => waits(&episode.disagreements),
        "crime_disclosed" => !dead,
        "crime_reported_to_police" => waits(&episode.crimes),
        "return_refuted" => missing && waits(&episode.reported_returns),
        "risk_reviewed" => missing && episode.grade().is_some(),
        "findings_shared" => episode.prevention_interview.is_some() || held(&episode.return_interview),
        "iri_decline_reviewed" | "iri_held_by_other" => {
            matches!(episode.return_interview, ReturnInterview::Declined { .. })
        }
        "prevention_interview_attempted" | "prevention_interview_completed" => {
            returned && episode.prevention_interview.is_none()
        }
        "iri_offered" | "iri_completed" | "iri_declined" => returned && !held(&episode.return_interview),
        "significance_decided" => {
            returned && childhood(&scene.file, episode) == Childhood::Child && episode.significance.is_none()
        }
        "closed_jointly" | "joint_closure_refused" => episode.open_closure().is_some(),
        "joint_closure_proposed" => missing && episode.open_closure().is_none(),
        "reopened" => {
            matches!(episode.status, Status::Closed { .. })
                || episode.ending() == Some(&Ending::ClosedJointly)
        }
        "death_refuted" => episode.ending() == Some(&Ending::FoundDead),
        "sighting" => missing || episode.ending() == Some(&Ending::ClosedJointly),
        "pack_moved" => false,
        "minutes_circulated" => !scene.meetings().is_empty(),
        "episode_closed" => matches!(episode.status, Status::Ended { .. }),
        // A plain step that is owed has its button beside the duty; the others would bury what matters.
        step if Step::from_word(step).is_some() => false,
        _ => missing,
    }
}

/// Acts on somebody who came back or is still missing, which are refused after a death whenever they are said to have been.
fn is_of_the_living(word: &str) -> bool {
    matches!(
        word,
        "returned"
            | "found_dead"
            | "closed_jointly"
            | "joint_closure_refused"
            | "reopened"
            | "prevention_interview_attempted"
            | "prevention_interview_completed"
            | "iri_offered"
            | "iri_completed"
            | "iri_declined"
            | "iri_decline_reviewed"
            | "iri_held_by_other"
            | "significance_decided"
    )
}

fn held(interview: &ReturnInterview) -> bool {
    match interview {
        ReturnInterview::Held { .. } | ReturnInterview::HeldByOther { .. } => true,
        ReturnInterview::Owed
        | ReturnInterview::Declined { .. }
        | ReturnInterview::DeclineReviewed { .. } => false,
    }
}

fn fits_person(word: &str, person: &Person, scene: &Scene) -> bool {
    match word {
        "marker_ended" => !person.markers.is_empty(),
        "worker_deallocated" => person.worker.is_some(),
        "trigger_plan_withdrawn" => person.trigger_plan.is_some(),
        "late_acknowledged" => unanswered(&scene.file).is_some(),
        "placement_plan_checked" | "placement_ended" => {
            scene.file.placements.values().any(|placement| placement.ended_at.is_none())
        }
        // On the page of one time missing the record stands back behind the search.
        _ => scene.episode.is_none(),
    }
}
