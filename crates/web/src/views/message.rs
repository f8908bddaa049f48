//! A message in plain sentences: what it says, to whom, since when, and who is told next; and the form that answers it.

use domain::{
    episode::{Cause, Cover, Owner},
    ids::{EntryId, EpisodeId},
    messages::{MessageRow, MessageStanding},
};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use super::scene::RoleNames;
use crate::{
    catalogue::{instant, t},
    components::{Button, Details, Form, elapsed_element},
    forms::address,
};

/// What was sent this much later than it was meant says so.
const LATE: SignedDuration = SignedDuration::from_mins(1);

/// A message with what it takes to say it.
pub(crate) struct Told<'a> {
    /// The message.
    pub(crate) row: &'a MessageRow,
    /// What the pack calls the duty or the news.
    pub(crate) title: &'a str,
    /// Who was on duty, by name.
    pub(crate) people: &'a [String],
    /// Who sent it on by hand, where that is told here.
    pub(crate) sent_by: Option<&'a str>,
    /// What people call the roles.
    pub(crate) roles: &'a RoleNames,
    /// The time.
    pub(crate) now: Timestamp,
}

impl Told<'_> {
    /// What it says.
    pub(crate) fn says(&self) -> String {
        let title = self.title.to_owned();
        let first = self.row.message.rung == 0 && self.row.message.by_hand.is_none();
        match (&self.row.message.cause, first) {
            (Cause::Duty { .. }, true) => t!("message-duty", "title" => title),
            (Cause::Duty { .. }, false) => t!("message-duty-climbed", "title" => title),
            (Cause::News { .. }, true) => title,
            (Cause::News { .. }, false) => t!("message-news-climbed", "title" => title),
            (Cause::Handover { .. }, true) => t!("message-handover"),
            (Cause::Handover { .. }, false) => t!("message-handover-climbed"),
            (Cause::TakenOver { .. }, true) => t!("message-taken-over"),
            (Cause::TakenOver { .. }, false) => t!("message-taken-over-climbed"),
            (Cause::SaidBack { .. }, true) => t!("message-said-back"),
            (Cause::SaidBack { .. }, false) => t!("message-said-back-climbed"),
            (Cause::Closure { .. }, true) => t!("message-closure"),
            (Cause::Closure { .. }, false) => t!("message-closure-climbed"),
            (Cause::HolderTold { news, .. }, true) => t!("message-holder-told", "news" => news.word()),
            (Cause::HolderTold { news, .. }, false) => {
                t!("message-holder-told-climbed", "news" => news.word())
            }
            (Cause::Late { .. }, true) => t!("message-late-home"),
            (Cause::Late { .. }, false) => t!("message-late-home-climbed"),
            (Cause::Task { .. }, true) => t!("message-task", "title" => self.row.subject.clone()),
            (Cause::Task { .. }, false) => t!("message-task-climbed", "title" => self.row.subject.clone()),
        }
    }

    /// What it says, to whom, since when, and what happens next.
    pub(crate) fn sentences(&self, since: Timestamp) -> Markup {
        html! {
            p.govuk-body { strong { (self.says()) } }
            p.govuk-body-s { (self.whom(since)) " (" (elapsed_element(since, self.now)) ")" (self.beside()) }
            @if let Some(next) = self.next() { p.govuk-body-s { (next) } }
        }
    }

    fn whom(&self, since: Timestamp) -> String {
        let role = self.roles.of(&self.row.message.to);
        t!("message-to", "role" => role, "time" => instant(since, self.now))
    }

    /// Who was told beside the role, by name or as cover, and whether that was late.
    fn beside(&self) -> Markup {
        let message = &self.row.message;
        let role = self.roles.of(&message.to);
        let cover = message.covered_by.as_ref().map(|cover| self.roles.of(cover));
        html! {
            @if let (Some(cover), Some(because)) = (cover, message.covered_because) {
                " "
                @match because {
                    Cover::OfficeClosed => { (t!("message-office-closed", "cover" => cover, "role" => role)) }
                    Cover::NobodyOnDuty => { (t!("message-nobody-on-duty", "cover" => cover, "role" => role)) }
                }
            }
            @if let (Some(name), Some(by_hand)) = (self.sent_by, &message.by_hand) {
                " " (t!("message-by-hand", "name" => name.to_owned(), "reason" => by_hand.reason.clone()))
            }
            @if !self.people.is_empty() {
                " "
                @if self.is_by_name() { (t!("message-by-name", "people" => self.people.join(", "))) }
                @else { (t!("message-people", "people" => self.people.join(", "))) }
            }
            @if self.row.sent_at.duration_since(message.planned_for) >= LATE {
                " " strong { (t!("message-late", "time" => instant(message.planned_for, self.now))) }
            }
        }
    }

    /// Whether people were meant by name, not because they were on duty.
    fn is_by_name(&self) -> bool {
        let message = &self.row.message;
        let of_cause = matches!(
            message.cause,
            Cause::TakenOver { .. } | Cause::SaidBack { .. } | Cause::HolderTold { .. }
        );
        message.by_hand.is_some() || (of_cause && message.rung == 0)
    }

    fn was_told(&self, role: &str) -> bool {
        self.row.message.to == role || self.row.message.covered_by.as_deref() == Some(role)
    }

    /// Who is told next and when, while nobody has answered.
    pub(crate) fn next(&self) -> Option<String> {
        if self.row.standing != MessageStanding::Unanswered {
            return None;
        }
        Some(match &self.row.next {
            None => t!("message-last", "role" => self.roles.of(&self.row.message.to)),
            Some((role, at)) if *at <= self.now => t!("message-next-now", "role" => self.roles.of(role)),
            Some((role, at)) if self.was_told(role) => {
                t!("message-next-again", "time" => instant(*at, self.now), "role" => self.roles.of(role))
            }
            Some((role, at)) => {
                t!("message-next", "time" => instant(*at, self.now), "role" => self.roles.of(role))
            }
        })
    }
}

/// The way to send a message on at once, to whoever would be told next.
pub(crate) fn send_on(episode: EpisodeId, of: EntryId, to: &Owner, about: &str) -> Markup {
    let to = match to.account {
        Some(account) => format!("{}:{account}", to.role),
        None => to.role.clone(),
    };
    let form = format!("/episodes/{episode}/acts/message_sent_on");
    html! {
        p.govuk-body-s {
            a.govuk-link href=(address(&form, &[("of", &of.to_string()), ("to", &to)])) {
                (t!("message-send-on")) span.govuk-visually-hidden { ": " (about) }
            }
        }
    }
}

/// The form that acknowledges a message.
pub(crate) struct Answer<'a> {
    /// The case.
    pub(crate) episode: EpisodeId,
    /// The message.
    pub(crate) of: EntryId,
    /// What it says, for whoever hears the button alone.
    pub(crate) about: &'a str,
    /// The page to go back to; empty for the list of messages.
    pub(crate) back: &'a str,
    /// The session's token.
    pub(crate) csrf: &'a str,
    /// The key of the forms of the page.
    pub(crate) key: &'a str,
    /// The note as it was typed, and what is wrong with it; nothing on a form that nobody has sent.
    pub(crate) note: Option<(&'a str, &'a str)>,
}

impl Answer<'_> {
    /// The form: one press, and a note for whoever has something to say.
    pub(crate) fn form(&self) -> Markup {
        let body = html! {
            input type="hidden" name="of" value={ (self.episode) "." (self.of) };
            @if !self.back.is_empty() { input type="hidden" name="back" value=(self.back); }
            (note_field(&format!("note-{}", self.of), self.note))
            (Button::new(html! {
                (t!("message-acknowledge")) span.govuk-visually-hidden { ": " (self.about) }
            }).secondary().prevent_double_click())
        };
        let form =
            Form::post("/messages/acknowledge", self.csrf).idempotency_key(self.key.to_owned()).body(body);
        html! { (form) }
    }
}

/// The note, folded away: most answers need none. As it was typed, with what is wrong with it, where it came back.
pub(crate) fn note_field(id: &str, came_back: Option<(&str, &str)>) -> Markup {
    let field = crate::components::Input::new("note", t!("message-note")).id(id);
    match came_back {
        None => html! { (Details::new(t!("message-note-fold"), html! { (field) })) },
        Some((typed, wrong)) => {
            let field = field.value(typed).error(Some(wrong));
            html! { (Details::new(t!("message-note-fold"), html! { (field) }).open()) }
        }
    }
}
