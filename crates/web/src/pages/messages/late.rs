//! Somebody is late home and nobody has said what became of it: what whoever was told reads, and the form that answers.

use app::late::LateMessage;
use app::{Act, IdempotencyKey, RecordingOnPerson, Seen, Trouble};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::{EntryId, PersonId},
    person::PersonEvent,
    refusal::Refusal,
};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    catalogue::{instant, t},
    components::{Button, Form},
    forms::{Posted, address},
    pages::shown,
    problem::Problem,
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};

/// The form by which somebody says that they know.
pub(crate) struct Known<'a> {
    /// Who is late.
    pub(crate) person: PersonId,
    /// What is answered.
    pub(crate) of: EntryId,
    /// Of the session.
    pub(crate) csrf: &'a str,
    /// Of the form.
    pub(crate) key: &'a str,
}

impl Known<'_> {
    /// The form, which leads back to one of the two pages on which it stands.
    pub(crate) fn form(&self, back: &str, words: &str, name: &str) -> Markup {
        let form = Form::post(&format!("/people/{}/late-known", self.person), self.csrf)
            .idempotency_key(format!("{}.{}", self.key, self.of.0.simple()))
            .body(html! {
                input type="hidden" name="of" value=(self.of);
                input type="hidden" name="back" value=(back);
                (Button::new(html! { (words) span.govuk-visually-hidden { ": " (shown::name(name)) } })
                    .secondary()
                    .prevent_double_click())
            });
        html! { (form) }
    }
}

/// Records that the reader knows. Where somebody else was first, or they are back, there is nothing left to say.
pub(super) async fn known(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let person: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
    let of: EntryId = posted.get("of").parse().map_err(|_| Problem::NotFound)?;
    let recording = RecordingOnPerson {
        person,
        act: Act::Person(PersonEvent::LateAcknowledged { of, note: String::new() }),
        happened_at: None,
        // Whoever says that they know disagrees with nobody who has recorded something meanwhile.
        seen: Seen::Everything,
        key: IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh),
    };
    match state.app.record_on_person(&visitor, recording).await {
        Ok(_) | Err(Trouble::Refused(Refusal::AlreadyAcknowledged | Refusal::NoSuchEntry)) => {}
        Err(trouble) => return Err(trouble.into()),
    }
    let to = if posted.get("back") == "/home" {
        address("/home", &[("recorded", "late_acknowledged")])
    } else {
        address("/messages", &[("done", "1")])
    };
    Ok(Redirect::to(&to).into_response())
}

/// Everybody late of whom the reader was told, before what waits about cases: nobody looks for them yet.
pub(super) fn section(
    late: &[LateMessage],
    roles: &RoleNames,
    csrf: &str,
    key: &str,
    now: Timestamp,
) -> Markup {
    html! {
        @if !late.is_empty() {
            section aria-labelledby="late-title" {
                h2.govuk-heading-m #late-title { (t!("late-title", "count" => late.len())) }
                ul.sw-cases data-rows { @for message in late { (row(message, roles, csrf, key, now)) } }
            }
        }
    }
}

fn row(message: &LateMessage, roles: &RoleNames, csrf: &str, key: &str, now: Timestamp) -> Markup {
    let at = |moment: Timestamp| instant(moment, now);
    let known = Known { person: message.person, of: message.asked.of, csrf, key };
    html! {
        li.sw-case id={ "late-" (message.person) } {
            p.sw-case__head {
                a.govuk-link href={ "/people/" (message.person) } { (shown::name(&message.name)) }
                ", " bdi { (message.home) } ", "
                @match message.expected_at {
                    Some(expected) => { (t!("late-expected", "time" => at(expected))) }
                    None => { (t!("late-noted-at", "time" => at(message.noted_at))) }
                }
            }
            p.govuk-body { bdi { (message.note) } }
            p.govuk-body-s {
                (t!("late-told-at", "time" => at(message.asked.at))) " "
                @match &message.asked.next {
                    Some((role, next)) => { (t!("late-next", "time" => at(*next), "role" => roles.of(role))) }
                    None => { (t!("late-last")) }
                }
                " " (t!("late-what-to-do"))
            }
            (known.form("/messages", &t!("late-known"), &message.name))
        }
    }
}
