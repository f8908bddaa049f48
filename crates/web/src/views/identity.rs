//! Who the page is about, on every page of a case: name, age, risk, time missing, where it stands, who leads.

use domain::{
    episode::{Ending, Episode, Status},
    incident::IncidentClass,
    person::BirthDate,
    projection::Standing,
    risk::Grade,
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{likeness, missing, person, scene::Scene};
use crate::{
    acts::words,
    catalogue::t,
    components::{IdentityBar, RiskLook, RiskTag, Tag, TagColour, badge, elapsed_element, time_element},
};

/// The bar of the page.
pub(crate) fn bar(scene: &Scene) -> Markup {
    html! { (drawn(scene)) }
}

/// The same with something at its end.
pub(crate) fn bar_with(scene: &Scene, end: Markup) -> Markup {
    html! { (drawn(scene).actions(end)) }
}

fn drawn(scene: &Scene) -> IdentityBar {
    let who = &scene.file.person;
    let title = html! {
        @if let Some(likeness) = who.likeness() {
            a href={ "/people/" (scene.person) "/photographs" } {
                (likeness::picture(scene.person, &person::name_text(who), likeness, scene.now, likeness::Shown::AtHead))
            }
            " "
        }
        @if scene.episode.is_some() {
            a.govuk-link.sw-identity-name href=(scene.link(&format!("/people/{}", scene.person))) { (person::name(who)) }
        } @else { span.sw-identity-name { (person::name(who)) } }
        @if let Some(episode) = &scene.episode { @if !is_dead(episode) { " " (risk(episode.grade())) } }
        @if let Some(child) = person::childhood(who, started(scene)) { " " (badge(child, "moj-badge--purple")) }
    };
    let ended =
        scene.episode.as_ref().filter(|episode| !is_closed_jointly(episode)).and_then(Episode::ended_at);
    let age = match who.details.birth {
        BirthDate::Unknown => person::born_or_said(&who.details),
        BirthDate::Exact { .. } | BirthDate::Year { .. } | BirthDate::AgeRange { .. } => {
            person::age(&who.details.birth, ended.unwrap_or(scene.now))
        }
    };
    let bar = IdentityBar::new(title).fact(t!("identity-age"), age);
    match &scene.episode {
        Some(episode) => of_episode(bar, scene, episode),
        None => of_record(bar, scene),
    }
}

/// The day that decides whether somebody counts as a child: the start of the episode, or today.
fn started(scene: &Scene) -> jiff::Timestamp {
    scene.episode.as_ref().map_or(scene.now, Episode::start)
}

fn of_episode(bar: IdentityBar, scene: &Scene, episode: &Episode) -> IdentityBar {
    let lead = scene.agencies.get(&episode.opened.lead_force).cloned().unwrap_or_default();
    let since = episode.start();
    let back = episode.ended_at().filter(|_| !is_closed_jointly(episode));
    let missing = match back {
        None => html! {
            @match episode.opened.missing_since {
                Some(since) => {
                    strong { (elapsed_element(since, scene.now)) }
                    span.sw-quiet { ", " (t!("identity-since")) " " (time_element(since, scene.now)) }
                },
                None => (missing::at_least(episode.reported_at, scene.now)),
            }
            @if is_closed_jointly(episode) { span.sw-quiet { ", " (t!("identity-still-missing")) } }
        },
        Some(ended) => html! { (crate::catalogue::elapsed_since(since, ended)) },
    };
    let name = match back {
        None => t!("identity-missing-for"),
        Some(_) => t!("identity-was-missing-for"),
    };
    let bar = match graded_since(episode) {
        Some((grade, since)) => bar.fact(name, missing).fact(
            t!("identity-risk-since", "grade" => words::choice("grade", grade.word())),
            time_element(since, scene.now),
        ),
        None => bar.fact(name, missing),
    };
    let bar = bar
        .fact(t!("identity-standing"), standing_tag(episode))
        .fact(t!("identity-reference"), episode.id.reference())
        .fact(t!("identity-lead"), lead);
    match class(scene, episode) {
        Some(class) => bar.fact(t!("edges-class"), class),
        None => bar,
    }
}

/// What kind of matter it is, where somebody changed that, and what it was taken for before or in between.
fn class(scene: &Scene, episode: &Episode) -> Option<Markup> {
    let name = |class: IncidentClass| words::choice("class", class.word());
    let now = episode.class()?;
    let all = scene.class_of_call.into_iter().chain(episode.classes.iter().map(|(_, class)| *class));
    let course: Vec<IncidentClass> = all.collect();
    let (earlier, back) = taken_for(now, &course);
    let earlier: Vec<String> = earlier.into_iter().map(name).collect();
    let earlier = earlier.join(", ");
    Some(html! {
        (name(now))
        @if !earlier.is_empty() {
            " " span.sw-quiet {
                "("
                @if back { (t!("edges-class-between", "classes" => earlier)) }
                @else { (t!("edges-class-was", "classes" => earlier)) }
                ")"
            }
        }
    })
}

/// What it was taken for besides what it is now, each once; and whether that was in between, because it was first taken for
/// what it is now.
fn taken_for(now: IncidentClass, course: &[IncidentClass]) -> (Vec<IncidentClass>, bool) {
    let mut others: Vec<IncidentClass> = Vec::new();
    for class in course {
        if *class != now && !others.contains(class) {
            others.push(*class);
        }
    }
    (others, course.first() == Some(&now))
}

fn of_record(bar: IdentityBar, scene: &Scene) -> IdentityBar {
    if let Some((episode, at)) = scene.file.found_dead() {
        let link = html! {
            a.govuk-link href={ "/episodes/" (episode.id) } { (t!("edges-died")) } ", "
            (t!("edges-died-found", "time" => crate::catalogue::instant(at, scene.now)))
        };
        return bar.fact(t!("identity-standing"), link);
    }
    match scene.file.running_episode() {
        None => bar.fact(t!("identity-standing"), t!("identity-not-missing")),
        Some(episode) => {
            let link = html! {
                a.govuk-link href=(scene.link(&format!("/episodes/{}", episode.id))) { (words::choice("standing", Standing::Missing.word())) }
                ", "
                @match episode.opened.missing_since {
                    Some(since) => { (t!("identity-since")) " " (time_element(since, scene.now)) },
                    None => (missing::since_not_known(episode.reported_at, scene.now)),
                }
            };
            bar.fact(t!("identity-standing"), link)
        }
    }
}

/// The grade in force as a tag; that nobody has graded it is itself a warning.
pub(crate) fn risk(grade: Option<Grade>) -> Markup {
    let (look, text) = match grade {
        None => (RiskLook::NotGraded, t!("risk-not-graded")),
        Some(grade) => (look(grade), t!("risk-tag", "grade" => words::choice("grade", grade.word()))),
    };
    html! { (RiskTag::new(look, text)) }
}

fn look(grade: Grade) -> RiskLook {
    match grade {
        Grade::High => RiskLook::High,
        Grade::Medium => RiskLook::Medium,
        Grade::Low => RiskLook::Low,
        Grade::NoApparentRisk => RiskLook::NoApparentRisk,
    }
}

/// The grade in force while somebody is missing, and since when it has been that without a break.
fn graded_since(episode: &Episode) -> Option<(Grade, Timestamp)> {
    let grade = episode.grade().filter(|_| episode.ended_at().is_none())?;
    let same = episode.gradings.iter().rev().take_while(|graded| graded.grading.grade == grade);
    same.last().map(|first| (grade, first.at))
}

/// Whether it ended with a death: then no risk is live.
fn is_dead(episode: &Episode) -> bool {
    episode.ending() == Some(&Ending::FoundDead)
}

/// Whether two agencies closed it while the person is missing: they still are.
fn is_closed_jointly(episode: &Episode) -> bool {
    episode.ending() == Some(&Ending::ClosedJointly)
}

/// Where the episode stands.
pub(crate) fn standing(episode: &Episode) -> Standing {
    match (&episode.status, episode.unverified_return()) {
        (Status::Missing, Some(_)) => Standing::ReturnReported,
        (Status::Missing, None) => Standing::Missing,
        (Status::Ended { .. }, _) => Standing::Ended,
        (Status::Closed { .. }, _) => Standing::Closed,
    }
}

/// Where the episode stands, as a tag; how it ended where it has.
pub(crate) fn standing_tag(episode: &Episode) -> Markup {
    let standing = standing(episode);
    let colour = match standing {
        Standing::Missing => TagColour::Red,
        Standing::ReturnReported => TagColour::Orange,
        Standing::Ended if matches!(episode.ending(), Some(Ending::Returned(_))) => TagColour::Green,
        Standing::Ended => TagColour::Grey,
        Standing::Closed => TagColour::Grey,
    };
    let text = match episode.ending() {
        None => words::choice("standing", standing.word()),
        Some(Ending::Returned(_)) if standing == Standing::Closed => t!("standing-closed"),
        Some(Ending::Returned(_)) => t!("standing-returned"),
        Some(Ending::FoundDead) => t!("standing-found-dead"),
        Some(Ending::ClosedJointly) => t!("standing-closed-jointly"),
        Some(Ending::CarriedOn { .. }) => t!("standing-carried-on"),
    };
    html! { (Tag::new(text).colour(colour)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_was_taken_for_is_not_what_it_is() {
        use IncidentClass::{Abduction, Missing};
        assert_eq!(taken_for(Abduction, &[Missing, Abduction]), (vec![Missing], false));
        assert_eq!(taken_for(Missing, &[Missing, Abduction, Missing]), (vec![Abduction], true));
    }
}
