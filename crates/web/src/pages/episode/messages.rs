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
}

impl CaseMessages {
    /// The section: what waits first, what was answered folded away.
    pub(crate) fn list(&self, scene: &Scene, csrf: &str) -> Markup {
        let (waiting, answered): (Vec<&CaseMessage>, Vec<&CaseMessage>) =
            self.all.iter().partition(|message| message.row.standing == MessageStanding::Unanswered);
        // Of one matter the last message says it all; the earlier ones stand with those that were answered.
        let is_last = |message: &&CaseMessage| {
            let of_matter = |other: &&CaseMessage| other.row.message.cause == message.row.message.cause;
            self.all.iter().rev().find(of_matter).is_some_and(|last| last.row.entry == message.row.entry)
        };
        let (last, earlier): (Vec<&CaseMessage>, Vec<&CaseMessage>) = waiting.into_iter().partition(is_last);
        let folded: Vec<&CaseMessage> = answered.into_iter().chain(earlier).collect();
        html! {
            @if self.all.is_empty() { p.govuk-body { (t!("case-messages-none")) } }
            @if !last.is_empty() {
                p.govuk-body { strong { (t!("case-messages-waiting", "count" => last.len())) } }
                ul.sw-tasks { @for message in &last { (self.waiting(scene, csrf, message)) } }
            }
            @if !folded.is_empty() {
                @let rows = html! { ul.sw-tasks { @for message in folded.iter().rev() { (answered_row(scene, message)) } } };
                (Details::new(t!("case-messages-answered", "count" => folded.len()), rows))
            }
        }
    }

    fn waiting(&self, scene: &Scene, csrf: &str, message: &CaseMessage) -> Markup {
        let told = told(scene, message);
        html! {
            li.sw-task id={ "message-" (message.row.entry) } {
                (told.sentences(message.row.sent_at))
                @if message.told == ReaderTold::Yes && scene.past.is_none() {
                    @if let Some(episode) = &scene.episode {
                        (Answer { episode: episode.id, of: message.row.entry, about: &told.says(), back: &scene.home, csrf, key: &self.key }.form())
                    }
                }
                @if let (Some(to), Some(episode)) = (&message.send_on, &scene.episode) {
                    (send_on(episode.id, message.row.entry, to, &told.says()))
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
