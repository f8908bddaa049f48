//! The duties of a case: what is overdue and open first, what comes, what is done; each with whose it is, where it is
//! written, why it stands as it does, and the act that meets it.

use app::cases::{DutyView, EpisodeView, PackDuties};
use domain::protocol::{duty::State, event::EventKind, pack::Basis};
use jiff::SignedDuration;
use maud::{Markup, html};

use super::{glance::standing_open, high_risk};
use crate::{
    acts::{self, words},
    catalogue::{instant, t},
    components::{Button, Details, DutyRow, Tag, TagColour},
    forms::address,
    views::scene::Scene,
};

/// The reader's own stand open if they are due within this time.
const OWN_SHOWN: SignedDuration = SignedDuration::from_hours(24);

/// Every duty, by pack where there are several.
pub(super) fn list(view: &EpisodeView, scene: &Scene, role: &str) -> Markup {
    html! {
        @if view.duties.iter().all(|pack| pack.duties.is_empty()) { p.govuk-body { (t!("duties-none")) } }
        @for pack in &view.duties {
            @if view.duties.len() > 1 { h3.govuk-heading-s { (pack.title) } }
            (of_pack(view, pack, scene, role))
        }
    }
}

fn of_pack(view: &EpisodeView, pack: &PackDuties, scene: &Scene, role: &str) -> Markup {
    let owed = pack.duties.iter().filter(|duty| duty.is_owed());
    let (above, mut owed): (Vec<&DutyView>, Vec<&DutyView>) =
        owed.partition(|duty| high_risk::holds(view, duty));
    owed.sort_by_key(|duty| (duty.due_at, duty.owner != role));
    let mut ahead: Vec<&DutyView> = pack.duties.iter().filter(|duty| duty.state == State::Pending).collect();
    ahead.sort_by_key(|duty| duty.trigger_at);
    let mut settled: Vec<&DutyView> =
        pack.duties.iter().filter(|duty| !duty.is_owed() && duty.state != State::Pending).collect();
    settled.sort_by_key(|duty| std::cmp::Reverse(settled_at(duty)));
    let later = owed.split_off(standing_open(owed.iter().map(|duty| duty.due_at), scene.now));
    let is_own_today = |duty: &&DutyView| duty.owner == role && duty.due_at < scene.now + OWN_SHOWN;
    let (own, later): (Vec<&DutyView>, Vec<&DutyView>) = later.into_iter().partition(is_own_today);
    owed.extend(own);
    let rows = |duties: &[&DutyView]| {
        let rows: Vec<DutyRow> = duties.iter().map(|duty| row(pack, duty, scene, role)).collect();
        DutyRow::list(&rows)
    };
    html! {
        @if !owed.is_empty() { (rows(&owed)) }
        @else if above.is_empty() { p.govuk-body { (t!("duties-nothing-owed")) } }
        div.sw-folds {
            @if !above.is_empty() { (Details::new(t!("duties-above", "count" => above.len()), rows(&above))) }
            @if !later.is_empty() { (Details::new(t!("duties-later", "count" => later.len()), rows(&later))) }
            @if !ahead.is_empty() { (Details::new(t!("duties-ahead", "count" => ahead.len()), rows(&ahead))) }
            @if !settled.is_empty() { (Details::new(t!("duties-settled", "count" => settled.len()), rows(&settled))) }
            p class="govuk-hint govuk-!-font-size-16" {
                (t!("duties-pack", "pack" => pack.title.clone(), "version" => pack.version.clone()))
            }
        }
    }
}

fn settled_at(duty: &DutyView) -> jiff::Timestamp {
    match duty.state {
        State::Met { at } | State::MetLate { at } => at,
        State::Pending | State::Open | State::Overdue | State::Lapsed | State::Missed => duty.due_at,
    }
}

fn row(pack: &PackDuties, duty: &DutyView, scene: &Scene, role: &str) -> DutyRow {
    let act = act_for(duty, scene).filter(|_| duty.is_owed());
    let own = duty.owner == role;
    let owner = html! {
        @if own { strong { (t!("duty-yours")) } " " }
        (owner(duty, scene))
        @if let Some(chair) = &duty.chair { " · " (t!("duty-chair", "role" => scene.roles.of(chair))) }
        " · " (detail(pack, duty, scene))
    };
    let actions = act.as_ref().map(|act| {
        let button = record_button(&act.word, &duty.title, &act.href);
        html! { (if own { button } else { button.secondary() }) }
    });
    let row = DutyRow::new(title(duty))
        .id(row_id(pack, duty))
        .tag(row_tag(duty.state))
        .owner(owner)
        .actions(actions);
    match duty.state {
        State::Open if duty.reads_as_now => row.immediate(),
        State::Open | State::Overdue => row.due(duty.due_at, scene.now),
        State::Pending => row.settled(t!("duty-from", "time" => instant(duty.trigger_at, scene.now))),
        State::Met { at } | State::MetLate { at } => {
            row.settled(t!("duty-done-at", "time" => instant(at, scene.now)))
        }
        State::Lapsed | State::Missed => {
            row.settled(t!("duty-was-due", "time" => instant(duty.due_at, scene.now)))
        }
    }
}

/// The button of a row, which says what is to be done: short to the eye, in full for whoever hears it alone.
pub(super) fn record_button(word: &str, title: &str, href: &str) -> Button {
    Button::link(
        html! { (t!("duty-record")) span.govuk-visually-hidden { ": " (title) ". " (words::act_title(word)) } },
        href,
    )
}

/// Whose a duty is; while it is owed, with whoever covers for them now.
pub(super) fn owner(duty: &DutyView, scene: &Scene) -> String {
    let owed_now = duty.is_owed() && scene.past.is_none();
    if owed_now { scene.roles.at_work(&duty.owner) } else { scene.roles.of(&duty.owner) }
}

/// The duty, and its number where it is one of a series.
pub(crate) fn title(duty: &DutyView) -> String {
    match duty.sequence {
        Some(number) if number > 1 => {
            t!("duty-numbered", "title" => duty.title.clone(), "number" => number)
        }
        Some(_) | None => duty.title.clone(),
    }
}

/// Recognises the row when the list is drawn again.
fn row_id(pack: &PackDuties, duty: &DutyView) -> String {
    let of = duty.of.as_deref().unwrap_or_default();
    let number = duty.sequence.unwrap_or_default();
    format!("duty-{}-{}-{of}-{number}", pack.pack, duty.duty)
}

/// Its state as a tag.
pub(super) fn state_tag(duty: &DutyView) -> Tag {
    tag_of(duty.state)
}

/// A state as a tag in a list: that something in a list of what is to be done is to be done is said to whoever hears it.
pub(super) fn row_tag(state: State) -> Tag {
    let tag = tag_of(state);
    if state == State::Open { tag.classes("govuk-visually-hidden") } else { tag }
}

/// A state as a tag.
pub(super) fn tag_of(state: State) -> Tag {
    let colour = match state {
        State::Pending => TagColour::Grey,
        State::Open => TagColour::Blue,
        State::Overdue => TagColour::Red,
        State::Met { .. } => TagColour::Green,
        State::MetLate { .. } => TagColour::Orange,
        State::Lapsed => TagColour::Grey,
        State::Missed => TagColour::Red,
    };
    Tag::new(words::choice("duty-state", state.name())).colour(colour)
}

/// Where it is written, whose number the time is, and the way to why; how an unclear source was read stands there.
fn detail(pack: &PackDuties, duty: &DutyView, scene: &Scene) -> Markup {
    let why = scene.link_with(
        &format!("{}/duties/{}/{}", scene.home, pack.pack, duty.duty),
        &[
            ("of", duty.of.as_deref().unwrap_or_default()),
            ("seq", &duty.sequence.map(|number| number.to_string()).unwrap_or_default()),
        ],
    );
    html! {
        (duty.source)
        @if duty.basis == Basis::LocalDefault { " · " (t!("duty-local-default")) }
        @if let Some(days) = duty.window_days { " · " (t!("duty-window", "days" => days)) }
        " · " a.govuk-link href=(why) { (t!("duty-why")) span.govuk-visually-hidden { ": " (title(duty)) } }
    }
}

/// An act by which a duty is met: its word, and the address of its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meeting {
    pub(super) word: String,
    pub(super) href: String,
}

/// The first act that would meet the duty and that the user may record.
pub(super) fn act_for(duty: &DutyView, scene: &Scene) -> Option<Meeting> {
    duty.met_by
        .iter()
        .filter_map(|kind| word_for(*kind, scene))
        .find(|word| acts::find(word).is_some() && scene.may(word))
        .map(|word| {
            let of = duty.of.as_deref().unwrap_or_default();
            let form = if word == "form_completed" { duty.duty.as_str() } else { "" };
            Meeting {
                href: address(&format!("{}/acts/{word}", scene.home), &[("of", of), ("form", form)]),
                word: word.to_owned(),
            }
        })
}

/// The word of the act that puts an event of that kind into the ledger.
fn word_for(kind: EventKind, scene: &Scene) -> Option<&'static str> {
    let missing = scene.episode.as_ref().is_some_and(|episode| episode.ended_at().is_none());
    match kind {
        EventKind::PlacingAuthorityTold if missing => Some("placing_authority_told_missing"),
        EventKind::PlacingAuthorityTold => Some("placing_authority_told_return"),
        EventKind::Allocated => Some("worker_allocated"),
        EventKind::Reported | EventKind::Correction => None,
        EventKind::MashNotified
        | EventKind::MashRerated
        | EventKind::RiskAssessed
        | EventKind::RiskReviewed
        | EventKind::InformationReceived
        | EventKind::Sighting
        | EventKind::StrategyMeetingHeld
        | EventKind::ReturnRefuted
        | EventKind::CrimeReportedToPolice
        | EventKind::MinutesCirculated
        | EventKind::DisagreementResolved
        | EventKind::FormCompleted
        | EventKind::FindingsShared
        | EventKind::Act(_) => Some(kind.name()),
    }
}

/// The acts that meet what this role owes, the most urgent first.
pub(super) fn acts_owed(view: &EpisodeView, scene: &Scene, role: &str) -> Vec<Meeting> {
    let mut own: Vec<&DutyView> = view
        .duties
        .iter()
        .flat_map(|pack| &pack.duties)
        .filter(|duty| duty.is_owed() && duty.owner == role)
        .collect();
    own.sort_by_key(|duty| duty.due_at);
    let mut acts: Vec<Meeting> = Vec::new();
    for act in own.into_iter().filter_map(|duty| act_for(duty, scene)) {
        if !acts.iter().any(|listed| listed.word == act.word) {
            acts.push(act);
        }
    }
    acts
}

/// The links to those acts.
pub(super) fn next_for(acts: &[Meeting]) -> Markup {
    html! {
        @if !acts.is_empty() {
            h3 class="govuk-heading-s govuk-!-margin-bottom-1" { (t!("duties-yours-first")) }
            ul.govuk-list.sw-offers {
                @for act in acts {
                    li { a.govuk-link href=(act.href) { strong { (words::act_title(&act.word)) } } }
                }
            }
        }
    }
}
