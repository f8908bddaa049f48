//! Who was told of what in a case, who answered, and who is told next.

use app::messages::{CaseMessage, ReaderTold};
use domain::messages::MessageStanding;
use maud::{Markup, html};

use crate::{
    catalogue::{instant, t},
    components::{Details, Tag, TagColour},
    views::{
        message::{Answer, Told, send_on},
        scene::Scene,
    },
};

/// The messages of a case with what the forms need.
#[derive(Clone, Debug, Default)]
pub(crate) struct CaseMessages {
    /// In the order in which they were sent.
    pub(crate) all: Vec<CaseMessage>,
    /// The key of the forms.
    pub(crate) key: String,
    /// Whether some are on their way.
    pub(crate) are_being_sent: bool,
}

impl CaseMessages {
    /// The section: what waits first, what was answered folded away.
    pub(crate) fn list(&self, scene: &Scene, csrf: &str) -> Markup {
        let (last, folded): (Vec<&CaseMessage>, Vec<&CaseMessage>) =
            self.all.iter().partition(|message| self.waits(message));
        html! {
            @if self.all.is_empty() { p.govuk-body { (t!("case-messages-none")) } }
            @if !last.is_empty() {
                ul.sw-tasks { @for message in &last { (self.waiting(scene, csrf, message)) } }
            }
            @if !folded.is_empty() {
                @let rows = html! { ul.sw-tasks { @for message in folded.iter().rev() { (answered_row(scene, message)) } } };
                (Details::new(t!("case-messages-answered", "count" => folded.len()), rows))
            }
        }
    }

    /// How many wait for an answer, of them the reader's, and who is told next: at the head of the case.
    pub(super) fn in_brief(&self, scene: &Scene) -> Markup {
        let waiting: Vec<&CaseMessage> = self.all.iter().filter(|message| self.waits(message)).collect();
        let own = waiting.iter().filter(|message| message.told == ReaderTold::Yes).count();
        let next = waiting.iter().filter_map(|message| Some((message.row.next.as_ref()?.1, message)));
        let next = next.min_by_key(|(at, _)| *at).and_then(|(_, message)| told(scene, message).next());
        html! {
            @if waiting.is_empty() && self.are_being_sent { (t!("case-messages-being-sent")) }
            @else if waiting.is_empty() { (t!("case-messages-none-waiting")) } @else {
                a.govuk-link href="#messages" { strong { (t!("case-messages-waiting", "count" => waiting.len())) } }
                @if own > 0 { " · " (t!("case-messages-own", "count" => own)) }
                @if let Some(next) = next { div { (next) } }
            }
        }
    }

    /// Whether it waits for an answer. Of one matter the last message says it all; the earlier ones stand with those that
    /// were answered.
    fn waits(&self, message: &CaseMessage) -> bool {
        let of_matter = |other: &&CaseMessage| other.row.message.cause == message.row.message.cause;
        let last = self.all.iter().rev().find(of_matter);
        message.row.standing == MessageStanding::Unanswered
            && last.is_some_and(|last| last.row.entry == message.row.entry)
    }

    fn waiting(&self, scene: &Scene, csrf: &str, message: &CaseMessage) -> Markup {
        let told = told(scene, message);
        html! {
            li.sw-task id={ "message-" (message.row.entry) } {
                div.sw-told {
                    (told.sentences(message.row.sent_at))
                    @if let (Some(to), Some(episode)) = (&message.send_on, &scene.episode) {
                        (send_on(episode.id, message.row.entry, to, &told.says()))
                    }
                }
                @if message.told == ReaderTold::Yes && scene.past.is_none() {
                    @if let Some(episode) = &scene.episode {
                        (Answer { episode: episode.id, of: message.row.entry, about: &told.says(), back: &scene.home, csrf, key: &self.key, note: None }.form())
                    }
                }
            }
        }
    }
}

fn answered_row(scene: &Scene, message: &CaseMessage) -> Markup {
    let row = &message.row;
    html! {
        li.sw-task {
            (told(scene, message).sentences(row.sent_at))
            p.govuk-body-s {
                @match (&message.acknowledged_by, row.acknowledged) {
                    (Some(by), Some((_, at))) => {
                        (Tag::new(t!("message-acknowledged", "name" => by.name.clone(), "role" => scene.roles.of(&by.role), "time" => instant(at, scene.now))).colour(TagColour::Green))
                    }
                    (_, _) => {
                        @if row.standing == MessageStanding::Settled { (Tag::new(t!("message-settled")).colour(TagColour::Grey)) }
                    }
                }
            }
        }
    }
}

fn told<'a>(scene: &'a Scene, message: &'a CaseMessage) -> Told<'a> {
    Told {
        row: &message.row,
        title: &message.title,
        people: &message.people,
        sent_by: message.sent_by.as_ref().map(|by| by.name.as_str()),
        roles: &scene.roles,
        now: scene.now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::{samples, scene::RoleNames};

    #[test]
    fn while_messages_are_on_their_way_no_page_says_that_none_waits() {
        let scene = Scene::of_episode(&samples::typical("Robin Example"), RoleNames::default());
        let said = |are_being_sent| {
            let messages = CaseMessages { are_being_sent, ..CaseMessages::default() };
            messages.in_brief(&scene).into_string()
        };
        assert_eq!(said(true), "Messages are being sent.");
        assert_eq!(said(false), "No message waits for an answer.");
    }
}
