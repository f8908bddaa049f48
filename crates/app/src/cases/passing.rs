//! Who may pass a case on, before it is decided whether that can be recorded. The rule is `domain`'s; here it is asked.

use domain::{
    episode::{EpisodeEvent, Peers, may_pass},
    file::PersonFile,
    ids::EpisodeId,
    ledger::Actor,
    refusal::Refusal,
};

use super::{Act, decide::Place};

/// Refused to whoever may not offer, answer for or take the case as the act would.
pub(super) fn may_be_passed(
    file: &PersonFile,
    place: Place,
    act: &Act,
    who: &Actor,
    peers: Peers<'_>,
) -> Result<(), Refusal> {
    match (the_passing(act), room_of(file, place)) {
        (Some(event), Some(id)) => may_pass(&file.episodes[&id].room, event, who, peers),
        (Some(_), None) | (None, _) => Ok(()),
    }
}

/// What the act says of who holds the case. A correction makes an offer to somebody else, so it is asked about as well.
fn the_passing(act: &Act) -> Option<&EpisodeEvent> {
    let corrects = matches!(act, Act::Correct(_));
    act.episode_event().filter(|event| !corrects || matches!(event, EpisodeEvent::HandoverOffered(_)))
}

fn room_of(file: &PersonFile, place: Place) -> Option<EpisodeId> {
    match place {
        Place::Episode(id) => file.episodes.contains_key(&id).then_some(id),
        Place::Person => None,
    }
}
