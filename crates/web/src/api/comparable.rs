//! Comparable episodes: what similar times missing were like, with every episode that was counted. No grade.

use std::collections::BTreeMap;

use app::comparable::{Comparable, Reach};
use axum::Json;
use axum::extract::{Path, State};
use domain::comparable::{
    Criterion, Curve, Ending, FEWEST, Followed, Indicator, Interval, OF_ONE_AT_MOST, PastEpisode, Reading,
};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::Asked;
use super::caller::Caller;
use super::episodes::episode;
use super::past::MomentAsked;
use super::problem::ApiProblem;
use crate::catalogue::t;
use crate::state::WebState;

/// What similar times missing of other people were like: figures about others, and no assessment of this person.
#[derive(Serialize, ToSchema)]
pub(crate) struct ComparableEpisodes {
    /// What the figures do not say; show it wherever you show them.
    cannot_tell: String,
    /// The moment as of which they hold.
    as_of: Timestamp,
    /// The time missing that is compared.
    this: CountedItem,
    /// How many times missing of other people were looked through: those that you may see.
    looked_through: usize,
    /// Whether there were more than were looked through: then these are the latest.
    only_the_latest: bool,
    /// Whether that is because the server was started a moment ago and is still reading the others.
    still_reading: bool,
    /// By what those counted are alike, from the last that would be dropped.
    alike: Vec<AlikeItem>,
    /// By what nothing was compared, because it is not known of this one.
    not_known: Vec<&'static str>,
    /// How the criteria were dropped, one after the other.
    steps: Vec<RungItem>,
    /// So many of each person are counted: those most alike, and of them the latest.
    of_one_at_most: usize,
    /// How many more are as much alike, and were left out for that.
    left_out: usize,
    /// Of fewer than so many no curve is given.
    fewest: usize,
    /// How long they lasted; null where they are too few.
    curve: Option<CurveBody>,
    /// How much longer those lasted that were missing for longer than this one so far; null where they are too few or it
    /// has ended.
    from_here: Option<CurveBody>,
    /// The episodes counted, the latest begun first: each figure can be worked out from them.
    episodes: Vec<CountedItem>,
    /// This person's other times missing that you may see, the earliest first.
    own: Vec<CountedItem>,
    /// How long those lasted; null where they are too few.
    own_curve: Option<CurveBody>,
    /// What this person's record says of exploitation, each with its entry.
    indicators: Vec<IndicatorItem>,
}

/// One criterion.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlikeItem {
    /// Its word.
    criterion: &'static str,
    /// What is known by it.
    value: &'static str,
}

/// One step of how they were chosen.
#[derive(Serialize, ToSchema)]
pub(crate) struct RungItem {
    /// The criterion that was dropped; null on the first.
    dropped: Option<&'static str>,
    /// How many times missing were alike then.
    episodes: usize,
    /// Of how many people.
    people: usize,
}

/// Kaplan and Meier's estimate of the share no longer missing, however it ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct CurveBody {
    /// Of how many it is.
    count: usize,
    /// By when half had ended, in seconds; null where the curve does not reach it.
    half_seconds: Option<i64>,
    /// The lower and upper end of its 95 % interval.
    half_between_seconds: [Option<i64>; 2],
    /// What it says at stated lengths.
    readings: Vec<ReadingItem>,
}

/// What a curve says at a length.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadingItem {
    /// The length.
    within_seconds: i64,
    /// How many had ended by then.
    ended: usize,
    /// How many were missing for longer, and followed for longer.
    longer: usize,
    /// The share no longer missing; null beyond the longest that anybody was followed.
    share: Option<f64>,
    /// The lower and upper end of its 95 % interval (log-log, Greenwood).
    between: Option<[f64; 2]>,
}

/// One time missing.
#[derive(Serialize, ToSchema)]
pub(crate) struct CountedItem {
    /// Which.
    episode: Uuid,
    /// Its reference.
    reference: String,
    /// The step on which it came in, from 0; null for this person's own.
    step: Option<usize>,
    /// Since when missing.
    started: Timestamp,
    /// How long it lasted, or was followed.
    lasted_seconds: i64,
    /// Whether it was followed to its end.
    to_its_end: bool,
    /// `returned`, `found_dead`, `closed_missing` or `running`.
    ending: &'static str,
    /// Who found the person, by the words of the confirmation; of a return alone.
    found_by: Option<&'static str>,
    /// Where, by the words of the confirmation; of a return alone.
    found_at: Option<&'static str>,
    /// The entry that ended it.
    entry: Option<Uuid>,
    /// What is known by each criterion.
    #[schema(value_type = Object)]
    traits: BTreeMap<&'static str, &'static str>,
}

/// One thing that the record says.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorItem {
    /// What.
    kind: &'static str,
    /// The entry.
    entry: Uuid,
    /// What the entry is about.
    about: &'static str,
    /// Which.
    about_id: Uuid,
    /// When that happened.
    at: Timestamp,
    /// The sentence as written; of a marker its word.
    said: String,
}

/// Comparable episodes
///
/// How long similar times missing of other people lasted and how they ended, of those that you may see, with each that was
/// counted; this person's own beside it. The figures are no assessment of risk. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/comparable", operation_id = "comparable", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode."), MomentAsked),
    responses((status = 200, description = "What they were like.", body = ComparableEpisodes)),
)]
pub(crate) async fn comparable(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
) -> Result<Json<ComparableEpisodes>, ApiProblem> {
    let compared = state.app.comparable(&caller, episode(&id)?, asked.moment()?).await?;
    Ok(Json(body(&compared)))
}

fn body(compared: &Comparable) -> ComparableEpisodes {
    let (ladder, now) = (&compared.ladder, compared.now());
    let name = compared.view.file.person.details.name.clone();
    let alike = |criterion: &Criterion| {
        let value = compared.this.traits.get(*criterion)?;
        Some(AlikeItem { criterion: criterion.word(), value })
    };
    ComparableEpisodes {
        cannot_tell: t!("comparable-cannot-first", "name" => name),
        as_of: now,
        this: counted(&compared.this, None, now),
        looked_through: compared.others,
        only_the_latest: matches!(compared.reach, Reach::TheLatest(_) | Reach::StillReading(_)),
        still_reading: matches!(compared.reach, Reach::StillReading(_)),
        alike: ladder.alike.iter().filter_map(alike).collect(),
        not_known: ladder.not_known.iter().map(|criterion| criterion.word()).collect(),
        steps: ladder
            .rungs
            .iter()
            .map(|rung| RungItem {
                dropped: rung.dropped.map(Criterion::word),
                episodes: rung.episodes,
                people: rung.people,
            })
            .collect(),
        of_one_at_most: OF_ONE_AT_MOST,
        left_out: ladder.left_out,
        fewest: FEWEST,
        curve: compared.curve.as_ref().map(curve),
        from_here: compared.from_here.as_ref().map(curve),
        episodes: ladder.chosen.iter().map(|(step, one)| counted(one, Some(*step), now)).collect(),
        own: compared.own.iter().map(|one| counted(one, None, now)).collect(),
        own_curve: compared.own_curve.as_ref().map(curve),
        indicators: compared.indicators.iter().map(indicator).collect(),
    }
}

fn curve(curve: &Curve) -> CurveBody {
    let [from, half, to] = curve.median().map(|at| at.as_ref().map(SignedDuration::as_secs));
    CurveBody {
        count: curve.count(),
        half_seconds: half,
        half_between_seconds: [from, to],
        readings: curve.readings().map(reading).collect(),
    }
}

fn reading(reading: Reading) -> ReadingItem {
    ReadingItem {
        within_seconds: reading.at.as_secs(),
        ended: reading.ended,
        longer: reading.longer,
        share: reading.share.map(|(share, _)| share),
        between: reading.share.map(|(_, Interval { low, high })| [low, high]),
    }
}

fn counted(one: &PastEpisode, step: Option<usize>, now: Timestamp) -> CountedItem {
    let length = one.length(now);
    let (found_by, found_at) = match one.ending {
        Ending::Returned { by, place, .. } => (Some(by.word()), Some(place.word())),
        Ending::Running | Ending::FoundDead { .. } | Ending::ClosedMissing { .. } => (None, None),
    };
    let known = |criterion: &Criterion| Some((criterion.word(), one.traits.get(*criterion)?));
    CountedItem {
        episode: one.episode.0,
        reference: one.episode.reference(),
        step,
        started: one.started,
        lasted_seconds: length.lasted.as_secs(),
        to_its_end: length.followed == Followed::ToItsEnd,
        ending: one.ending.word(),
        found_by,
        found_at,
        entry: one.ended_by.map(|entry| entry.0),
        traits: Criterion::ALL.iter().filter_map(known).collect(),
    }
}

fn indicator(one: &Indicator) -> IndicatorItem {
    IndicatorItem {
        kind: one.kind.word(),
        entry: one.entry.0,
        about: one.stream.kind(),
        about_id: one.stream.id(),
        at: one.at,
        said: one.said.clone(),
    }
}
