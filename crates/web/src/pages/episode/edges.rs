//! What stands at the edges of an episode and belongs to no duty: another time missing of the same person, an
//! interview that was declined, what the episode means for the child, closing jointly, opening again.

use app::cases::Retelling;
use domain::{
    episode::{
        ClosesWith, ClosureStanding, DeclinedBy, Ending, Episode, EpisodeEvent, EpisodeSignificance,
        JointClosure, Mash, ReturnInterview, Status,
    },
    file::PersonFile,
    grants::childhood,
    ids::EntryId,
    ledger::{Actor, Event, Stream},
    projection::Childhood,
    risk::Grade,
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::EpisodePage;
use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Alert, AlertKind, Button, Form},
    forms::address,
    layout::NewReport,
    views::{
        missing::time_missing,
        scene::{Scene, return_interview_owed},
    },
};

/// One notice: what is so, and what can be done about it.
struct Notice {
    kind: AlertKind,
    text: String,
    acts: Vec<(String, String)>,
}

impl Notice {
    fn new(kind: AlertKind, text: String) -> Self {
        Self { kind, text, acts: Vec::new() }
    }

    /// A link to an act, for whoever may record it.
    fn act(mut self, scene: &Scene, word: &str, given: &[(&str, &str)]) -> Self {
        if scene.may(word) {
            let href = address(&format!("{}/acts/{word}", scene.home), given);
            self.acts.push((words::act_title(word), href));
        }
        self
    }

    fn link(mut self, name: String, href: String) -> Self {
        self.acts.push((name, href));
        self
    }

    fn render(self) -> Markup {
        let body = html! {
            (self.text)
            @for (name, href) in &self.acts { " " a href=(href) { (name) } "." }
        };
        html! { (Alert::new(self.kind, self.text).body(body)) }
    }
}

/// What must be seen before anything else on the page: the person was found dead, or is missing in another case.
pub(super) fn before_all(scene: &Scene) -> Markup {
    let Some(this) = &scene.episode else { return html! {} };
    let dead = scene.file.found_dead().filter(|(episode, _)| episode.id != this.id);
    let running = scene.file.running_episode().filter(|running| running.id != this.id);
    if let Some(Ending::CarriedOn { in_case }) = this.ending() {
        let (open, case) = (format!("/episodes/{in_case}"), in_case.reference());
        return Notice::new(AlertKind::Information, t!("edges-carried-on"))
            .link(t!("edges-carried-on-open", "case" => case), open)
            .render();
    }
    html! {
        @if let Some((episode, _)) = dead {
            (Notice::new(AlertKind::Information, t!("edges-dead-elsewhere"))
                .link(t!("edges-dead-case"), format!("/episodes/{}", episode.id)).render())
        }
        @if let Some(running) = running {
            @let home = format!("/episodes/{}", running.id);
            (Notice::new(AlertKind::Warning, t!("edges-missing-now"))
                .link(t!("edges-missing-now-open"), home.clone())
                .link(t!("edges-missing-now-add"), format!("{home}/acts/report_added")).render())
        }
    }
}

/// Everything else at the edges, each as one notice; nothing for somebody who was found dead.
pub(super) fn notices(page: &EpisodePage, scene: &Scene) -> Markup {
    let Some(this) = &scene.episode else { return html! {} };
    if scene.file.found_dead().is_some() {
        return html! {};
    }
    let found = [
        closure(page, scene, this),
        seen_since(scene, this),
        declined(scene, this),
        significance(scene, this),
    ];
    let interviews = interviews(scene, this);
    html! {
        @for notice in retellings(page, scene) { (notice.render()) }
        @for notice in interviews.into_iter().chain(found.into_iter().flatten()) { (notice.render()) }
        (missing_again(page, scene, this))
    }
}

/// A crime told of here, for each child of the same call who is still missing: the same words are one press away (NP 5.7).
fn retellings(page: &EpisodePage, scene: &Scene) -> Vec<Notice> {
    if !scene.may("information_received") {
        return Vec::new();
    }
    let (told, from) = (|told: EntryId| told.to_string(), page.view.episode.id.to_string());
    let notice = |retelling: &Retelling| {
        let name =
            if retelling.name.trim().is_empty() { t!("person-unnamed") } else { retelling.name.clone() };
        let text = t!("edges-retelling", "name" => name.as_str());
        let form = format!("/episodes/{}/acts/information_received", retelling.episode);
        let given = [("told", told(retelling.told)), ("from", from.clone())];
        let given: Vec<(&str, &str)> = given.iter().map(|(name, id)| (*name, id.as_str())).collect();
        Notice::new(AlertKind::Warning, text)
            .link(t!("edges-retelling-record", "name" => name.as_str()), address(&form, &given))
    };
    page.retellings.iter().map(notice).collect()
}

/// Interviews of other times missing that are still owed, where one talk can be for this one too.
fn interviews(scene: &Scene, this: &Episode) -> Vec<Notice> {
    let when = |others: Vec<&Episode>| {
        let when: Vec<String> = others.iter().map(|other| time_missing(other, scene.now)).collect();
        when.join("; ")
    };
    let back = matches!(this.ending(), Some(Ending::Returned(_)));
    let missing = this.status == Status::Missing;
    let others = |owed: fn(&PersonFile, &Episode) -> bool| -> Vec<&Episode> {
        let file = &scene.file;
        let relevant = missing || (back && owed(file, this));
        let all = file.episodes.values().filter(|other| relevant && other.id != this.id && owed(file, other));
        all.collect()
    };
    let given = |others: &[&Episode]| others.first().map(|other| other.id.to_string()).unwrap_or_default();
    let mut notices = Vec::new();
    for (owed, text, word) in [
        (return_owed as fn(&PersonFile, &Episode) -> bool, "edges-interview-both", "iri_completed"),
        (prevention_owed, "edges-prevention-both", "prevention_interview_completed"),
    ] {
        let others = others(owed);
        if others.is_empty() {
            continue;
        }
        let first = given(&others);
        let text = match text {
            "edges-interview-both" => t!("edges-interview-both", "when" => when(others)),
            _ => t!("edges-prevention-both", "when" => when(others)),
        };
        let notice = Notice::new(AlertKind::Information, text);
        notices.push(if back { notice.act(scene, word, &[("also_for", &first)]) } else { notice });
    }
    notices
}

/// Whether the return interview of a child who came back is still owed.
fn return_owed(file: &PersonFile, episode: &Episode) -> bool {
    matches!(episode.ending(), Some(Ending::Returned(_)))
        && childhood(file, episode) == Childhood::Child
        && return_interview_owed(episode)
}

/// Whether the prevention interview is: of a child always, of an adult after a grade of high or medium (NP 5.12).
fn prevention_owed(file: &PersonFile, episode: &Episode) -> bool {
    let asked = match episode.grade() {
        Some(Grade::High | Grade::Medium) => true,
        Some(Grade::Low | Grade::NoApparentRisk) => false,
        None => childhood(file, episode) == Childhood::Child,
    };
    asked && matches!(episode.ending(), Some(Ending::Returned(_))) && episode.prevention_interview.is_none()
}

fn declined(scene: &Scene, this: &Episode) -> Option<Notice> {
    let ReturnInterview::Declined { by, at } = this.return_interview else { return None };
    let time = instant(at, scene.now);
    let text = match by {
        DeclinedBy::Child => t!("edges-declined-child", "time" => time),
        DeclinedBy::Parent => t!("edges-declined-parent", "time" => time),
        DeclinedBy::NotReached => t!("edges-declined-not-reached", "time" => time),
    };
    let notice = Notice::new(AlertKind::Warning, text);
    Some(notice.act(scene, "iri_held_by_other", &[]).act(scene, "iri_offered", &[]).act(
        scene,
        "iri_decline_reviewed",
        &[],
    ))
}

/// What the episode means for a child who is back: owed until it is decided, then what follows from it (NP 7.7).
fn significance(scene: &Scene, this: &Episode) -> Option<Notice> {
    let back = matches!(this.ending(), Some(Ending::Returned(_)));
    if !back || childhood(&scene.file, this) == Childhood::Adult {
        return None;
    }
    let Some(significance) = this.significance else {
        let notice = Notice::new(AlertKind::Information, t!("edges-significance-owed"));
        return Some(notice.act(scene, "significance_decided", &[]));
    };
    let stands = t!("edges-significance-is",
        "significance" => words::choice("episode-significance", significance.word()));
    match significance {
        EpisodeSignificance::MashAssessment if this.mash == Mash::NotNotified => {
            let text = format!("{stands}. {}", t!("edges-significance-mash"));
            Some(Notice::new(AlertKind::Warning, text).act(scene, "mash_notified", &[]))
        }
        EpisodeSignificance::TargetedSupport if !task_set_since(scene, this) => {
            let text = format!("{stands}. {}", t!("edges-significance-support"));
            let given = [("for", "targeted_support"), ("owner", "missing_coordinator")];
            Some(Notice::new(AlertKind::Warning, text).act(scene, "task_set", &given))
        }
        EpisodeSignificance::NotSignificant
        | EpisodeSignificance::TargetedSupport
        | EpisodeSignificance::MashAssessment => None,
    }
}

/// Whether a task was set since it was decided what the episode means.
fn task_set_since(scene: &Scene, this: &Episode) -> bool {
    let decided = scene.file.recorded.iter().rev().find(|recorded| {
        recorded.stream == Stream::Episode(this.id)
            && matches!(recorded.event, Event::Episode(EpisodeEvent::SignificanceDecided { .. }))
    });
    decided.is_some_and(|decided| this.room.tasks.iter().any(|set| set.at >= decided.happened_at))
}

/// A proposal to close jointly that waits, or the last one as it was refused.
fn closure(page: &EpisodePage, scene: &Scene, this: &Episode) -> Option<Notice> {
    if this.status != Status::Missing {
        return None;
    }
    let JointClosure { at, by, standing, .. } = this.joint_closures.last()?;
    let plain = |by: &Actor| {
        scene.actors.get(&by.account).map_or_else(|| t!("history-somebody"), |actor| actor.name.clone())
    };
    match standing {
        ClosureStanding::Open => {
            let whom = match page.view.closes_with {
                ClosesWith::AssistantDirector => "assistant_director",
                ClosesWith::AdultCareLead => "adult_care_lead",
                ClosesWith::SecondOfficer => "second_officer",
            };
            let text = t!("edges-closure-open",
                "name" => plain(by), "time" => instant(*at, scene.now), "whom" => whom);
            Some(Notice::new(AlertKind::Warning, text).act(scene, "closed_jointly", &[]).act(
                scene,
                "joint_closure_refused",
                &[],
            ))
        }
        ClosureStanding::Refused { at, by, reason } => {
            let text = t!("edges-closure-refused",
                "name" => plain(by), "time" => instant(*at, scene.now), "reason" => reason.clone());
            Some(Notice::new(AlertKind::Information, text))
        }
        ClosureStanding::Agreed { .. } => None,
    }
}

/// Word of somebody whose case was closed jointly: it opens the case again.
fn seen_since(scene: &Scene, this: &Episode) -> Option<Notice> {
    let closed_at: Timestamp = this.ended_at().filter(|_| this.ending() == Some(&Ending::ClosedJointly))?;
    let seen = scene.file.recorded.iter().any(|recorded| {
        recorded.stream == Stream::Episode(this.id)
            && recorded.recorded_at > closed_at
            && matches!(
                recorded.event,
                Event::Episode(EpisodeEvent::Sighted { .. } | EpisodeEvent::InformationReceived(_))
            )
    });
    seen.then(|| Notice::new(AlertKind::Warning, t!("edges-seen-since-closure")).act(scene, "reopened", &[]))
}

/// The way from an ended case to a new report about the same person.
fn missing_again(page: &EpisodePage, scene: &Scene, this: &Episode) -> Markup {
    let back = matches!(this.ending(), Some(Ending::Returned(_)));
    let offered = page.signed_in.new_report == NewReport::Offered;
    if scene.past.is_some() || !back || !offered || scene.file.running_episode().is_some() {
        return html! {};
    }
    let body = html! {
        input type="hidden" name="class" value="missing";
        input type="hidden" name="pick" value=(scene.person);
        (Button::new(t!("edges-missing-again")).secondary())
        span.govuk-hint.sw-quiet { " " (t!("edges-missing-again-hint")) }
    };
    html! {
        (Form::post("/reports", &page.signed_in.csrf_token).classes("sw-missing-again").body(body))
    }
}
