//! What the page of messages shows: case by case, high risk first, each message in a plain sentence with who is told next.

use app::late::LateMessage;
use app::messages::{Inbox, WaitingFor};
use app::unidentified::NoticeView;
use domain::projection::EpisodeRow;
use jiff::Timestamp;
use maud::{Markup, html};

use super::late;
use crate::{
    catalogue::t,
    components::{Button, Form, FormErrors, NotificationKind, Pagination, live_region},
    forms::address,
    layout::{Nav, Outcome, Page, SignedIn},
    pages::{shown, unidentified::owed},
    views::{
        message::{Answer, Told, note_field, send_on},
        missing::missing_for,
        scene::RoleNames,
    },
};

/// The name of the field that says what is acknowledged.
pub(crate) const ACKNOWLEDGED: &str = "of";

/// The id of the note of the form about a message, or about all messages of a case.
pub(super) fn note_of(what: impl std::fmt::Display) -> String {
    format!("note-{what}")
}

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct MessagesPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What waits.
    pub(crate) inbox: Inbox,
    /// Who is late home, and nobody has said what became of it.
    pub(crate) late: Vec<LateMessage>,
    /// What the user was told of records of people who cannot be named.
    pub(crate) unidentified: Vec<NoticeView>,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// Where this page of the list began; nothing on the first.
    pub(crate) after: Option<String>,
    /// How many were acknowledged just before; nothing where none was sent.
    pub(crate) done: Option<usize>,
    /// What was not acknowledged.
    pub(crate) errors: FormErrors,
    /// The note as it was typed, where it came back.
    pub(crate) note: String,
    /// The key of the forms.
    pub(crate) key: String,
}

impl MessagesPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let done = self.done.map(|count| t!("messages-done", "count" => count));
        let page = Page::new(t!("messages-title"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Messages)
            .marked()
            .banner(NotificationKind::Success, done.map(crate::components::Content::from));
        let page = if self.errors.is_empty() { page } else { page.outcome(Outcome::Error) };
        page.render(&html! {
            (self.errors.summary())
            h1.govuk-heading-l { (t!("messages-title")) }
            p.govuk-body {
                (t!("messages-whose", "role" => self.signed_in.role.clone(), "agency" => self.signed_in.agency.clone()))
                " " a.govuk-link href="/rota" { (t!("rota-link")) }
            }
            (live_region("messages", "/live/events?about=messages", &self.list()))
            (self.pages())
        })
    }

    fn list(&self) -> Markup {
        let items = &self.inbox.rows.items;
        let late = late::section(&self.late, &self.roles, &self.signed_in.csrf_token, &self.key, self.now);
        let notices = owed::notices(&self.unidentified, self.now);
        if items.is_empty() && self.late.is_empty() && self.unidentified.is_empty() {
            return html! {
                p.govuk-body-l #of { (t!("messages-none")) }
                p.govuk-body { a.govuk-link href="/" { (t!("messages-none-next")) } }
            };
        }
        // The list comes case by case.
        let cases = items.chunk_by(|one, other| one.waiting.episode.episode == other.waiting.episode.episode);
        html! {
            (late)
            (notices)
            p.govuk-body #of { strong { (t!("messages-count", "count" => self.inbox.count)) } }
            ul.sw-cases data-rows { @for case in cases { (self.case(case)) } }
        }
    }

    fn case(&self, messages: &[WaitingFor]) -> Markup {
        let Some(row) = messages.first().map(|first| &first.waiting.episode) else { return html! {} };
        html! {
            li.sw-case id={ "messages-" (row.episode) } {
                (self.head(row))
                ul.sw-tasks { @for message in messages { (self.message(message)) } }
                @if messages.len() > 1 { (self.all(row, messages)) }
            }
        }
    }

    fn head(&self, row: &EpisodeRow) -> Markup {
        html! {
            p.sw-case__head {
                (shown::risk(row.grade)) " "
                a.govuk-link href=(shown::episode_address(row)) { (shown::name(&row.name)) }
                ", " (shown::age_in(row, self.now)) ", "
                @match row.ended_at {
                    None => { (t!("work-missing-for")) " " (missing_for(row, self.now)) }
                    Some(_) => { (shown::standing(row.standing)) }
                }
                " " span.sw-quiet.sw-reference { (row.reference) }
            }
        }
    }

    fn message(&self, waiting: &WaitingFor) -> Markup {
        let row = &waiting.waiting.message;
        let told = Told {
            row,
            title: &waiting.title,
            people: &[],
            sent_by: None,
            roles: &self.roles,
            now: self.now,
        };
        html! {
            li.sw-task id={ "message-" (row.entry) } {
                (told.sentences(waiting.waiting.since))
                (Answer { episode: waiting.waiting.episode.episode, of: row.entry, about: &told.says(), back: "", csrf: &self.signed_in.csrf_token, key: &self.key, note: self.came_back(&note_of(row.entry)) }.form())
                @if let Some(to) = &waiting.send_on { (send_on(waiting.waiting.episode.episode, row.entry, to, &told.says())) }
            }
        }
    }

    /// The note of this form as it was typed, with what is wrong with it.
    fn came_back(&self, id: &str) -> Option<(&str, &str)> {
        self.errors.of(id).map(|wrong| (self.note.as_str(), wrong))
    }

    fn all(&self, row: &EpisodeRow, messages: &[WaitingFor]) -> Markup {
        let body = html! {
            @for message in messages {
                input type="hidden" name=(ACKNOWLEDGED) value={ (row.episode) "." (message.waiting.message.entry) };
            }
            @let id = note_of(row.episode);
            (note_field(&id, self.came_back(&id)))
            (Button::new(html! {
                (t!("message-acknowledge-all", "count" => messages.len()))
                span.govuk-visually-hidden { ": " (shown::name(&row.name)) }
            }).prevent_double_click())
        };
        let form = Form::post("/messages/acknowledge", &self.signed_in.csrf_token)
            .idempotency_key(self.key.clone())
            .body(body);
        html! { (form) }
    }

    fn pages(&self) -> Markup {
        let next = self.inbox.rows.next.as_ref().map(ToString::to_string);
        if self.after.is_none() && next.is_none() {
            return html! {};
        }
        let mut pagination = Pagination::default();
        if self.after.is_some() {
            pagination = pagination.previous("/messages", t!("list-from-the-beginning"), None::<String>);
        }
        if let Some(next) = &next {
            pagination =
                pagination.next(&address("/messages", &[("after", next)]), None::<String>, None::<String>);
        }
        html! { (pagination) }
    }
}
