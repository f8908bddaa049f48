//! Reads what the forms of handover send, and carries it out case by case.

use app::{Act, IdempotencyKey, Recording, Seen, Trouble, handover::Offering};
use domain::{
    episode::{EpisodeEvent, Owner},
    ids::{EntryId, EpisodeId},
    refusal::Refusal,
};

use crate::{
    acts::{self, words},
    catalogue::t,
    components::FormErrors,
    forms::Posted,
    problem::Problem,
    session::Visitor,
    state::WebState,
};

/// What became of one sending.
pub(crate) struct Sent {
    /// How many cases went well.
    pub(crate) recorded: usize,
    /// What went wrong, by the name of the case.
    pub(crate) errors: FormErrors,
}

impl Sent {
    fn refused(field: &str, message: String) -> Self {
        let mut errors = FormErrors::none();
        errors.add(field, message);
        Self { recorded: 0, errors }
    }
}

/// The name of the field that says to whom.
pub(super) const TO: &str = "to";
/// The name of the ticks.
pub(super) const CASE: &str = "case";
/// The name of what is said of all.
pub(super) const BRIEFING: &str = "briefing";

/// What belongs to one case, by the name of its field.
pub(super) fn of_case(field: &str, episode: EpisodeId) -> String {
    format!("{field}-{episode}")
}

/// Offers every case that was ticked.
pub(super) async fn offer(state: &WebState, visitor: &Visitor, posted: &Posted) -> Result<Sent, Problem> {
    let Some(to) = addressee(posted.get(TO)) else {
        return Ok(Sent::refused(TO, t!("handover-error-nobody")));
    };
    let cases: Vec<EpisodeId> = posted.all(CASE).filter_map(|case| case.parse().ok()).collect();
    if cases.is_empty() {
        return Ok(Sent::refused(CASE, t!("handover-error-no-case")));
    }
    if let Some(wrong) = acts::too_long("handover_offered", BRIEFING, posted.get(BRIEFING)) {
        return Ok(Sent::refused(BRIEFING, wrong));
    }
    for episode in &cases {
        let field = of_case(BRIEFING, *episode);
        let both = joined(posted.get(BRIEFING), posted.get(&field));
        if let Some(wrong) = acts::too_long("handover_offered", BRIEFING, &both) {
            return Ok(Sent::refused(&field, wrong));
        }
    }
    let offerings = cases.iter().map(|episode| Offering {
        episode: *episode,
        briefing: joined(posted.get(BRIEFING), posted.get(&of_case(BRIEFING, *episode))),
        seen: seen(posted, *episode),
        key: key_of(posted, *episode),
    });
    let results = state.app.offer_cases(visitor, &to, offerings.collect()).await;
    told(state, visitor, results).await
}

/// Accepts every offer that the form names.
pub(super) async fn accept(state: &WebState, visitor: &Visitor, posted: &Posted) -> Result<Sent, Problem> {
    let mut results = Vec::new();
    for (episode, of) in offers(posted) {
        let event = EpisodeEvent::HandoverAccepted { of };
        let seen = seen(posted, episode);
        results.push((episode, record(state, visitor, posted, (episode, seen), event).await));
    }
    told(state, visitor, results).await
}

/// Declines the offer that the form names.
pub(super) async fn decline(state: &WebState, visitor: &Visitor, posted: &Posted) -> Result<Sent, Problem> {
    let reason = posted.get("reason").trim();
    let mut results = Vec::new();
    for (episode, of) in offers(posted) {
        if reason.is_empty() {
            return Ok(Sent::refused(&of_case("reason", episode), t!("handover-error-reason")));
        }
        if let Some(wrong) = acts::too_long("handover_declined", "reason", reason) {
            return Ok(Sent::refused(&of_case("reason", episode), wrong));
        }
        let event = EpisodeEvent::HandoverDeclined { of, reason: reason.to_owned() };
        let seen = seen(posted, episode);
        results.push((episode, record(state, visitor, posted, (episode, seen), event).await));
    }
    told(state, visitor, results).await
}

/// Takes the case that the form names, which the page shows as one that nobody holds: where somebody has taken it meanwhile
/// the rules ask for a reason, whatever was seen.
pub(super) async fn take(state: &WebState, visitor: &Visitor, posted: &Posted) -> Result<Sent, Problem> {
    let mut results = Vec::new();
    let reason = posted.get("reason").trim();
    for episode in posted.all(CASE).filter_map(|case| case.parse().ok()) {
        if let Some(wrong) = acts::too_long("case_taken", "reason", reason) {
            return Ok(Sent::refused(&of_case(CASE, episode), wrong));
        }
        let event = EpisodeEvent::CaseTaken { reason: reason.to_owned() };
        results.push((episode, record(state, visitor, posted, (episode, Seen::Everything), event).await));
    }
    told(state, visitor, results).await
}

async fn record(
    state: &WebState,
    visitor: &Visitor,
    posted: &Posted,
    (episode, seen): (EpisodeId, Seen),
    event: EpisodeEvent,
) -> Result<EntryId, Trouble> {
    let recording = Recording {
        episode,
        act: Act::Episode(event),
        happened_at: None,
        seen,
        key: key_of(posted, episode),
    };
    state.app.record(visitor, recording).await.map(|recorded| recorded.entry)
}

/// What went well is counted; what did not is named. Nothing of the one hinders the other. Where nothing that was named is
/// there for the user, there is no such page.
async fn told(
    state: &WebState,
    visitor: &Visitor,
    results: Vec<(EpisodeId, Result<EntryId, Trouble>)>,
) -> Result<Sent, Problem> {
    if !results.is_empty() && results.iter().all(|(_, result)| matches!(result, Err(Trouble::NotFound))) {
        return Err(Problem::NotFound);
    }
    let mut sent = Sent { recorded: 0, errors: FormErrors::none() };
    for (episode, result) in results {
        match result {
            Ok(_) => sent.recorded += 1,
            Err(trouble) => {
                let message = t!("handover-failed", "name" => name(state, visitor, episode).await, "why" => why(&trouble));
                sent.errors.add(of_case(CASE, episode), message);
            }
        }
    }
    Ok(sent)
}

/// Who a case is about, where the user may know it; else its reference.
async fn name(state: &WebState, visitor: &Visitor, episode: EpisodeId) -> String {
    match state.app.episode(visitor, episode).await {
        Ok(view) => crate::views::person::name_text(&view.file.person),
        Err(_) => episode.reference(),
    }
}

fn why(trouble: &Trouble) -> String {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else there is, it is not there for the user"
    )]
    match trouble {
        Trouble::Refused(Refusal::AnswerMissing { field: "reason" }) => t!("handover-failed-taken"),
        Trouble::Refused(refusal) => words::refusal(None, refusal),
        Trouble::Clash(_) => t!("handover-failed-clash"),
        Trouble::Denied(_) => t!("handover-failed-denied"),
        Trouble::Unavailable(_) => t!("handover-failed-unavailable"),
        _ => t!("handover-failed-gone"),
    }
}

/// `role` or `role account`, as the choices write it.
fn addressee(text: &str) -> Option<Owner> {
    let mut parts = text.split_whitespace();
    let role = parts.next()?.to_owned();
    let account = parts.next().map(str::parse).transpose().ok()?;
    Some(Owner { role, account })
}

/// The choice for an addressee, as [`addressee`] reads it.
pub(super) fn choice(role: &str, account: Option<domain::ids::AccountId>) -> String {
    account.map_or_else(|| role.to_owned(), |account| format!("{role} {account}"))
}

/// The offers that a form names: `offer` is `episode entry`.
fn offers(posted: &Posted) -> Vec<(EpisodeId, EntryId)> {
    posted
        .all("offer")
        .filter_map(|pair| {
            let (episode, entry) = pair.split_once(' ')?;
            Some((episode.parse().ok()?, entry.parse().ok()?))
        })
        .collect()
}

fn joined(one: &str, other: &str) -> String {
    let parts = [one.trim(), other.trim()].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

/// The version of the case that the page showed.
fn seen(posted: &Posted, episode: EpisodeId) -> Seen {
    Seen::UpTo(posted.get(&of_case("version", episode)).parse().unwrap_or(0))
}

/// One form names many cases; each has a key of its own, so that sending it twice records each once.
fn key_of(posted: &Posted, episode: EpisodeId) -> IdempotencyKey {
    let key = format!("{}.{}", posted.idempotency_key(), episode.0.simple());
    IdempotencyKey::parse(&key).unwrap_or_else(IdempotencyKey::fresh)
}
