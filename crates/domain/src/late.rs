//! Somebody is late home and not reported missing: when the home is asked again, and who is told on silence (P9). Pure.
//!
//! One asking is one chain of messages. Whoever is asked first says that they know, and is asked again after the same
//! time, for as long as the person is late; once somebody who was told on silence knows, nobody is asked any more.

use jiff::Timestamp;

use crate::{
    episode::{Cause, Sent},
    file::PersonFile,
    ids::EntryId,
    ledger::Actor,
    messages::{Chain, Climbs, Planned, is_told_of, told, unsent},
    person::Late,
    protocol::{
        calendar::{Calendar, later},
        ladder::climb,
        pack::Pack,
        telling::{Climbing, LateRule},
    },
};

/// The pack by whose rule is asked, with its name and calendar.
pub type Asking<'a> = (&'a str, &'a Pack, &'a Calendar);

/// That somebody is late, unless they were reported missing since: then it is no longer a question of being late.
#[must_use]
pub fn still_late(file: &PersonFile) -> Option<&Late> {
    let reported = file.episodes.values().map(|episode| episode.reported_at).max();
    file.person.late.as_ref().filter(|late| reported.is_none_or(|reported| reported < late.noted_at))
}

/// Who is asked and told next, sent or not; nothing where nobody is late, or somebody who was told on silence knows.
#[must_use]
pub fn chain(file: &PersonFile, (id, pack, calendar): Asking<'_>) -> Option<Chain> {
    let (late, rule) = (still_late(file)?, pack.late.as_ref()?);
    let (asking, from) = counted_from(file, late, rule)?;
    let at = later(from, rule.ask_after);
    let cause = Cause::Late { pack: id.to_owned(), note: late.entry, asking };
    let grade = pack.silence.as_ref().map(|silence| silence.ungraded_as);
    let climbed = climb(pack, calendar, rule.ladder, at, Climbing::from_the_first(grade));
    let rungs = std::iter::once(told(&cause, 0, &rule.ask, at))
        .chain(climbed.into_iter().map(|climbed| told(&cause, climbed.rung, climbed.tell, climbed.at)))
        .collect();
    Some(Chain { cause, rungs, climbs: Climbs::OnSilence })
}

/// What is still to be sent, in order of time, what is due by now included.
#[must_use]
pub fn planned(file: &PersonFile, asking: Asking<'_>) -> Vec<Planned> {
    let (Some(late), Some(chain)) = (still_late(file), chain(file, asking)) else { return Vec::new() };
    let mut planned: Vec<Planned> = unsent(&late.told, &chain).cloned().collect();
    planned.sort_by_key(|planned| planned.at);
    planned
}

/// The last message that nobody has answered yet, while somebody is late.
#[must_use]
pub fn unanswered(file: &PersonFile) -> Option<&Sent> {
    still_late(file)?.told.last().filter(|sent| sent.acknowledged.is_none())
}

/// Whether somebody was told, so that they may say that they know.
#[must_use]
pub fn is_addressed(file: &PersonFile, of: EntryId, actor: &Actor, works_for: &[String]) -> bool {
    file.person.late.as_ref().is_some_and(|late| is_told_of(&late.told, of, actor, works_for))
}

/// The number of the asking, and the moment from which its time counts: the hour at which they were expected, or the note
/// where that came later; after an answer, the answer.
fn counted_from(file: &PersonFile, late: &Late, rule: &LateRule) -> Option<(i64, Timestamp)> {
    let answered: Vec<&Sent> =
        late.told.iter().filter(|sent| sent.message.rung == 0 && sent.acknowledged.is_some()).collect();
    match answered.last().and_then(|sent| sent.acknowledged.as_ref()) {
        Some(known) if known.by.role == rule.ask.0 => {
            Some((i64::try_from(answered.len()).unwrap_or(i64::MAX), known.at))
        }
        Some(_) => None,
        None => {
            let noted = file.find(late.entry).map_or(late.noted_at, |noted| noted.recorded_at);
            Some((0, late.expected_at.unwrap_or(late.noted_at).max(noted)))
        }
    }
}
