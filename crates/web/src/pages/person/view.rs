//! The page of one person: status first (missing or not, in care, placed where, what is held about them), then the
//! record, the times missing, and the history of the record itself.

use app::cases::PersonView;
use domain::{
    episode::Episode,
    merging::AbsorbedRecord,
    person::{Form, Marker, Person},
    placement::{Placement, PlacementPlace},
    projection::EpisodeRow,
    unidentified::missing_facts,
};
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::{date_long, elapsed_since, instant, t},
    components::{Action, NotificationKind, SummaryList, SummaryRow, Table, time_element},
    layout::{Nav, Page, SignedIn},
    pages::episode::{recorded, section},
    views::{
        history::{Showing, history},
        identity,
        likeness::taken,
        looks::how_read,
        offers, past, person,
        scene::{RoleNames, Scene},
        sight,
        timeline::{actor, lines},
    },
};

/// The page of one person.
#[derive(Clone, Debug)]
pub(crate) struct PersonPage {
    /// The person.
    pub(crate) view: PersonView,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// The word of what they recorded just before; empty if nothing.
    pub(crate) recorded: String,
    /// How much of the history is shown.
    pub(crate) showing: Showing,
}

impl PersonPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let scene = Scene::of_person(&self.view, self.roles.clone());
        let title = t!("person-title", "name" => person::name_text(&scene.file.person));
        Page::new(title.clone(), self.view.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .wide()
            .banner(NotificationKind::Success, recorded(&self.recorded))
            .past(scene.past_banner(&scene.home))
            .before_content(html! { (past::panel(&scene, &scene.home)) (identity::bar(&scene)) })
            .render(&html! {
                h1.govuk-visually-hidden { (title) }
                (sight::limits(&scene))
                div.govuk-grid-row {
                    div class="govuk-grid-column-two-thirds" {
                        (self.found_dead(&scene))
                        (merged(&scene))
                        (section("status", &t!("person-status"), &self.status(&scene)))
                        (section("episodes", &t!("person-episodes"), &self.episodes(&scene)))
                        (section("details", &t!("person-record"), &details(&scene)))
                    }
                    @if scene.past.is_none() {
                        div class="govuk-grid-column-one-third" {
                            (section("record", &t!("episode-record"), &html! {
                                (offers::panel(&scene, &[]))
                                @if scene.may("records_merged") {
                                    p.govuk-body { a.govuk-link href={ (scene.home) "/merge" } { (t!("merge-link")) } }
                                }
                            }))
                        }
                    }
                }
                (section("history", &t!("person-history"), &history(&scene, self.showing)))
                @if scene.past.is_none() {
                    p.govuk-body { a.govuk-link href={ (scene.home) "/moments" } { (t!("past-earlier")) } }
                }
            })
    }

    /// That somebody was found dead stands before everything else, for whoever may see the case: no report is taken of them.
    fn found_dead(&self, scene: &Scene) -> Markup {
        let seen = |episode: &Episode| self.view.episodes.iter().any(|row| row.episode == episode.id);
        let Some((episode, at)) = scene.file.found_dead().filter(|(episode, _)| seen(episode)) else {
            return html! {};
        };
        html! {
            section.sw-section.sw-death id="death" aria-labelledby="death-title" {
                h2.govuk-heading-m id="death-title" { (t!("edges-dead-heading", "time" => instant(at, scene.now))) }
                p.govuk-body {
                    (t!("person-dead")) " "
                    a.govuk-link href=(scene.link(&format!("/episodes/{}", episode.id))) { (t!("person-dead-case")) }
                }
            }
        }
    }

    fn status(&self, scene: &Scene) -> Markup {
        let who = &scene.file.person;
        let link = |row: SummaryRow, word: &str, about: String| {
            if scene.may(word) {
                row.action(Action::change(&format!("{}/acts/{word}", scene.home), about))
            } else {
                row
            }
        };
        let rows = vec![
            SummaryRow::new(t!("photographs-link"), photographs(scene)),
            link(SummaryRow::new(t!("person-care"), care(who)), "care_status_recorded", t!("person-care")),
            link(
                SummaryRow::new(t!("person-worker"), worker(who, scene)),
                "worker_allocated",
                t!("person-worker"),
            ),
            SummaryRow::new(t!("person-placement"), placement(scene)),
            SummaryRow::new(t!("person-markers"), markers(who)),
            SummaryRow::new(t!("person-forms"), forms(who, scene)),
            link(
                SummaryRow::new(t!("person-trigger-plan"), or_none(who.trigger_plan.as_deref())),
                "trigger_plan_agreed",
                t!("person-trigger-plan"),
            ),
        ];
        html! { (SummaryList::new(rows)) }
    }

    fn episodes(&self, scene: &Scene) -> Markup {
        if self.view.episodes.is_empty() {
            return html! { p.govuk-body { (t!("person-no-episodes")) } };
        }
        let rows = self.view.episodes.iter().map(|row| {
            vec![
                html! { a.govuk-link href=(scene.link(&format!("/episodes/{}", row.episode))) { (row.reference) } }.into(),
                time_element(row.missing_since, self.view.now).into(),
                self.lasted(row).into(),
                words::choice("standing", row.standing.word()).into(),
                identity::risk(row.grade).into(),
            ]
        });
        html! {
            (Table::new(rows.collect::<Vec<Vec<crate::components::Cell>>>())
                .caption(t!("person-episodes-caption", "count" => self.view.episodes.len()))
                .head([t!("person-episode-reference"), t!("person-episode-since"), t!("person-episode-lasted"),
                    t!("identity-standing"), t!("episode-risk")])
                .stacked())
        }
    }

    fn lasted(&self, row: &EpisodeRow) -> String {
        elapsed_since(row.missing_since, row.ended_at.unwrap_or(self.view.now))
    }
}

/// The records that count in this one: who merged them, when and why, and the way to undo it.
fn merged(scene: &Scene) -> Markup {
    let absorbed = &scene.file.absorbed;
    if absorbed.is_empty() {
        return html! {};
    }
    let line = |record: &AbsorbedRecord| {
        let name = if record.details.name.trim().is_empty() {
            t!("person-unnamed")
        } else {
            record.details.name.clone()
        };
        html! {
            li {
                (t!("merged-line", "name" => name, "time" => instant(record.at, scene.now))) " "
                (actor(scene, &record.by))
                @if !record.reason.is_empty() { br; bdi { (t!("merged-reason", "reason" => record.reason.as_str())) } }
                @if scene.past.is_none() && scene.may("records_separated") {
                    br; a.govuk-link href={ (scene.home) "/separate/" (record.id) } { (t!("merged-undo")) }
                }
            }
        }
    };
    section(
        "merged",
        &t!("merged-heading"),
        &html! {
            ul.govuk-list.govuk-list--bullet { @for record in absorbed { (line(record)) } }
        },
    )
}

fn or_none(text: Option<&str>) -> Markup {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => lines(text),
        None => html! { (t!("person-none")) },
    }
}

/// The best likeness in words, with the way to all of them; the picture stands at the head of the page.
fn photographs(scene: &Scene) -> Markup {
    let address = format!("{}/photographs", scene.home);
    html! {
        @match scene.file.person.likeness() {
            Some(likeness) => {
                a.govuk-link href=(address) { (taken(likeness, scene.now)) }
                @if !likeness.differs.is_empty() {
                    br; (t!("photograph-differs", "differs" => likeness.differs.as_str()))
                }
            }
            None => { (t!("photograph-none-short")) }
        }
        @if scene.may("photograph_added") {
            br; a.govuk-link href={ (address) "#add" } { (t!("photographs-add-link")) }
        }
    }
}

fn care(who: &Person) -> Markup {
    html! {
        (words::choice("care-basis", &word_of(&who.care.basis)))
        @if who.care.unaccompanied_asylum_seeker { br; (t!("person-uasc")) }
        @if !who.care.plans_and_orders.is_empty() { br; (lines(&who.care.plans_and_orders)) }
        @if !who.care.reviewing_officer.is_empty() {
            br; (t!("person-reviewing-officer")) ": " (lines(&who.care.reviewing_officer))
        }
    }
}

/// The word under which a value stands in the ledger and the catalogue.
fn word_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn worker(who: &Person, scene: &Scene) -> Markup {
    match &who.worker {
        None => html! { (t!("person-none")) },
        Some(worker) => html! {
            (lines(&worker.name)) @if !worker.team.is_empty() { ", " (lines(&worker.team)) }
            br; (t!("identity-since")) " " (time_element(worker.since, scene.now))
        },
    }
}

fn placement(scene: &Scene) -> Markup {
    match scene.file.placement_at(scene.now) {
        None => html! { (t!("person-none")) },
        Some(placement) => placed(placement, scene),
    }
}

fn placed(placement: &Placement, scene: &Scene) -> Markup {
    let recorded = &placement.recorded;
    let (place, authority) = match &recorded.place {
        PlacementPlace::InArea => ("in_area", ""),
        PlacementPlace::OutOfArea { host_authority } => ("out_of_area", host_authority.as_str()),
        PlacementPlace::PlacedHereByOther { placing_authority } => {
            ("placed_here_by_other", placing_authority.as_str())
        }
    };
    html! {
        (lines(&recorded.address))
        br; (words::choice("placement-where", place))
        @if !authority.is_empty() { ": " (lines(authority)) }
        br; (words::choice("placement-kind", &word_of(&recorded.kind))) ", "
        (t!("identity-since")) " " (time_element(recorded.start, scene.now))
    }
}

/// Each marker with who said so and since when.
fn markers(who: &Person) -> Markup {
    html! {
        @if who.markers.is_empty() { (t!("person-none")) } @else {
            ul.govuk-list { @for (_, marker) in &who.markers { li { (held(marker)) } } }
        }
    }
}

fn held(marker: &Marker) -> Markup {
    html! {
        strong { (words::choice("marker", marker.marker.word())) }
        @if let Some(since) = marker.since { ", " (t!("identity-since")) " " (date_long(since)) }
        @if !marker.source.is_empty() { br; (t!("person-marker-source")) ": " (lines(&marker.source)) }
        @if !marker.note.is_empty() { br; (lines(&marker.note)) }
    }
}

fn forms(who: &Person, scene: &Scene) -> Markup {
    html! {
        @for form in [Form::IncidentForm, Form::LocationForm] {
            @let last = who.forms.iter().rev().find(|(completed, _)| *completed == form);
            p class="govuk-body govuk-!-margin-bottom-1" {
                (words::choice("pre-incident-form", &word_of(&form))) ": "
                @match last {
                    Some((_, at)) => { (t!("person-form-completed")) " " (time_element(*at, scene.now)) }
                    None => { (t!("person-form-none")) }
                }
            }
        }
    }
}

/// The record, without what nobody has said.
fn details(scene: &Scene) -> Markup {
    let details = &scene.file.person.details;
    let named = |field: &str| words::named("person_details_changed", field);
    let mut texts = vec![
        (named("name"), details.name.clone()),
        (named("other_names"), details.other_names.join("\n")),
        (named("birth"), person::born_or_said(details)),
        (named("sex"), words::choice("sex", &word_of(&details.sex))),
    ];
    let plain = [
        ("ethnicity", &details.ethnicity),
        ("language", &details.language),
        ("description", &details.description),
        ("home_address", &details.home_address),
        ("phones_and_accounts", &details.phones_and_accounts),
        ("transport", &details.transport),
        ("places_frequented", &details.places_frequented),
        ("associates", &details.associates),
        ("medication", &details.medication),
        ("effect_of_missing_medication", &details.effect_of_missing_medication),
        ("health_and_disability", &details.health_and_disability),
        ("school_or_work", &details.school_or_work),
    ];
    texts.extend(plain.map(|(field, text)| (named(field), text.clone())));
    texts.push((
        named("contacts"),
        details.contacts.iter().map(person::contact).collect::<Vec<_>>().join("\n"),
    ));
    let rows = texts
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, text)| SummaryRow::new(name, lines(&text)))
        .collect();
    let change = format!("{}/acts/person_details_changed", scene.home);
    html! {
        (SummaryList::new(rows))
        @if scene.may("person_details_changed") {
            p.govuk-body { a.govuk-link href=(change) { (words::act_title("person_details_changed")) } }
        }
        @if scene.may("features_recorded") { (looks_read(scene)) }
    }
}

/// How the looks are read when people who were found are compared, for whoever can put them otherwise.
fn looks_read(scene: &Scene) -> Markup {
    let who = &scene.file.person;
    let described = match missing_facts(&scene.file) {
        Some(missing) => missing.description,
        None => vec![who.details.description.clone()],
    };
    how_read(&who.features, &described)
}
