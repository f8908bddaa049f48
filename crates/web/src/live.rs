//! Live updates: a page that is open is told *that* something has changed, and asks again for what it may see. Nothing of
//! a case travels here, so nothing here has to be kept from anybody.

use std::convert::Infallible;
use std::time::Duration;

use app::live::{Change, Changes};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use domain::ids::{EpisodeId, PersonId, UnidentifiedId};
use futures::{FutureExt, Stream, StreamExt, stream};
use serde::Deserialize;

use crate::problem::Problem;
use crate::router::{Route, page};
use crate::session::{Visitor, visitor};
use crate::state::WebState;

/// A proxy or page that hears nothing for longer takes the connection for dead. It is an event, for a page hears no comment.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// So long after signing out at the latest the page of another window hears nothing any more.
const SESSION_CHECKED_EVERY: Duration = Duration::from_secs(60);

/// One entry often brings several changes with it; they are told as one.
const GATHERED_FOR: Duration = Duration::from_millis(150);

/// The route of live updates.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/live/events", events)]
}

#[derive(Debug, Deserialize)]
struct Asked {
    about: String,
}

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    /// A list of cases: any of them may move in or out of it.
    Lists,
    /// What waits for somebody: of any case, and of people who cannot be named.
    Work,
    /// One episode.
    Episode(EpisodeId),
    /// One person.
    Person(PersonId),
    /// The record of somebody who cannot be named.
    Unidentified(UnidentifiedId),
}

impl Topic {
    fn named(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None if matches!(text, "my-work" | "messages") => Some(Self::Work),
            None if matches!(text, "missing-now" | "handover" | "home") => Some(Self::Lists),
            Some(("episode", id)) => id.parse().ok().map(Self::Episode),
            Some(("person", id)) => id.parse().ok().map(Self::Person),
            Some(("unidentified", id)) => id.parse().ok().map(Self::Unidentified),
            _ => None,
        }
    }

    /// That something changes in a case tells that there is one.
    async fn may_be_heard_by(self, state: &WebState, visitor: &Visitor) -> Result<(), Problem> {
        match self {
            Self::Lists | Self::Work => {}
            Self::Episode(id) => state.app.may_hear_of_episode(visitor, id).await?,
            Self::Person(id) => state.app.may_hear_of_person(visitor, id).await?,
            Self::Unidentified(id) => state.app.may_hear_of_unidentified(visitor, id).await?,
        }
        Ok(())
    }

    fn is_touched_by(self, change: &Change) -> bool {
        match (self, change) {
            (_, Change::Anything) => true,
            (Self::Lists, Change::Touched(touched)) => {
                !touched.episodes.is_empty() || !touched.incidents.is_empty() || !touched.people.is_empty()
            }
            (Self::Work, Change::Touched(touched)) => {
                !touched.unidentified.is_empty() || Self::Lists.is_touched_by(change)
            }
            (Self::Episode(id), Change::Touched(touched)) => touched.episodes.contains(&id),
            (Self::Person(id), Change::Touched(touched)) => touched.people.contains(&id),
            (Self::Unidentified(id), Change::Touched(touched)) => touched.unidentified.contains(&id),
        }
    }
}

async fn events(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let topic = Topic::named(&asked.about).ok_or(Problem::Unreadable)?;
    topic.may_be_heard_by(&state, &visitor).await?;
    let changes = state.app.changes();
    let over = over(state, headers).boxed();
    let told = stream::unfold(changes, move |mut changes| async move {
        next_touching(topic, &mut changes).await.then_some((changed(), changes))
    });
    // What changed between the page being made and this connection is asked for once, by the page itself.
    let stream =
        stream::once(async { Ok(Event::default().comment("listening")) }).chain(told).take_until(over);
    let alive = Event::default().event("alive").data("alive");
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT).event(alive)))
}

fn changed() -> Result<Event, Infallible> {
    Ok(Event::default().event("changed").data("changed"))
}

/// Waits for a change that touches the topic, and for those that come with it; `false` once there are no more.
async fn next_touching(topic: Topic, changes: &mut Changes) -> bool {
    loop {
        match changes.next().await {
            None => return false,
            Some(change) if topic.is_touched_by(&change) => break,
            Some(_) => {}
        }
    }
    let gathered = tokio::time::sleep(GATHERED_FOR);
    tokio::pin!(gathered);
    loop {
        tokio::select! {
            () = &mut gathered => return true,
            more = changes.next() => if more.is_none() { return true },
        }
    }
}

/// Returns when the server closes or the session has ended.
async fn over(state: WebState, headers: HeaderMap) {
    let closing = state.closing.clone().closed();
    tokio::pin!(closing);
    loop {
        tokio::select! {
            () = &mut closing => return,
            () = tokio::time::sleep(SESSION_CHECKED_EVERY) => {
                if matches!(visitor(&state, &headers).await, Ok(None)) { return; }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use app::live::Touched;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_page_hears_of_what_it_shows_and_of_nothing_else() {
        let mine = EpisodeId(Uuid::from_u128(1));
        let other = EpisodeId(Uuid::from_u128(2));
        let touched = |episodes| Change::Touched(Touched { episodes, ..Touched::default() });
        let topic = Topic::named(&format!("episode:{mine}")).unwrap();
        assert!(topic.is_touched_by(&touched(vec![other, mine])));
        assert!(!topic.is_touched_by(&touched(vec![other])));
        assert!(topic.is_touched_by(&Change::Anything));
        assert!(Topic::Lists.is_touched_by(&touched(vec![other])));
        assert!(!Topic::Lists.is_touched_by(&touched(Vec::new())));
        let found = vec![UnidentifiedId(Uuid::from_u128(3))];
        let of_found = Change::Touched(Touched { unidentified: found, ..Touched::default() });
        for (topic, hears) in [("messages", true), ("my-work", true), ("missing-now", false)] {
            assert_eq!(Topic::named(topic).unwrap().is_touched_by(&of_found), hears, "{topic}");
        }
        assert_eq!(Topic::named("everything"), None);
        assert_eq!(Topic::named("episode:x"), None);
    }
}
