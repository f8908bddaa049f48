//! Strategy meetings and their minutes (NP 7.16-7.26).

use app::cases::Act;
use domain::meeting::{MeetingHeld, Occasion};

use super::{
    form::{ActForm, Group, Kind, Referred, asked, fields, on_episode, optional},
    read::{Problem, Reader},
};

const OCCASIONS: Kind = Kind::Choice { family: "occasion", words: &["series", "slot", "called"] };

pub(super) fn forms() -> Vec<ActForm> {
    vec![
        on_episode(
            "strategy_meeting_held",
            Group::Meetings,
            fields![
                asked("occasion", OCCASIONS),
                optional("slot", Kind::Integer),
                asked("chair", Kind::Line),
                asked("attended", Kind::Paragraphs),
                asked("decisions", Kind::Paragraphs),
                optional("next_on", Kind::Date),
            ],
            |read| meeting(read).map(Act::HoldMeeting),
        ),
        on_episode(
            "minutes_circulated",
            Group::Meetings,
            fields![asked("meeting", Kind::Reference(Referred::Meeting)), asked("to", Kind::Paragraphs),],
            |read| {
                let (meeting, to) = (read.id("meeting"), read.text("to"));
                Some(Act::CirculateMinutes { meeting: meeting?, to })
            },
        ),
    ]
}

fn meeting(read: &mut Reader<'_>) -> Option<MeetingHeld> {
    let occasion = occasion(read);
    let (chair, attended) = (read.text("chair"), read.text("attended"));
    let (decisions, next_on) = (read.text("decisions"), read.date("next_on"));
    Some(MeetingHeld {
        episode: read.subject.episode?,
        person: read.subject.person?,
        occasion: occasion?,
        chair,
        attended,
        decisions,
        next_on,
    })
}

fn occasion(read: &mut Reader<'_>) -> Option<Occasion> {
    let (word, slot) = (read.word("occasion"), read.number("slot"));
    match (word?.as_str(), slot) {
        ("series", _) => Some(Occasion::Series),
        ("slot", Some(slot)) => Some(Occasion::Slot { slot }),
        ("slot", None) => {
            read.wrong("slot", "slot".to_owned(), Problem::Missing);
            None
        }
        _ => Some(Occasion::Called),
    }
}
