//! List rows as they stand in columns.

use domain::{
    episode::Holding,
    ids::{AccountId, AgencyId, EpisodeId, IncidentId, PersonId},
    projection::{
        Childhood, DutyRow, EpisodeProjection, EpisodeRow, IncidentRow, Likeness, PersonRow, Standing,
        Unfinished,
    },
    risk::Grade,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    Fault,
    messages::messages_digest,
    sql::{Row, Value},
};

macro_rules! person_columns {
    () => {
        "person_id, name, sort_key, born_latest, born_earliest, missing_in, granted_to, likeness, likeness_taken_on, sought_in"
    };
}

/// The columns of a person's row, in the order of [`person_values`].
pub(crate) const PERSON_COLUMNS: &str = person_columns!();

/// The same when a row is written, and an empty text for `search_keys`: a column of releases that searched the database by
/// words and sounds. Nothing reads it, nor the table `person_key`, until a later release drops both.
pub(crate) const PERSON_COLUMNS_WRITTEN: &str = concat!(person_columns!(), ", search_keys");

pub(crate) fn person_values(row: &PersonRow) -> Vec<Value> {
    vec![
        row.person.0.into(),
        row.name.as_str().into(),
        row.sort_key.as_str().into(),
        day(row.born_latest),
        day(row.born_earliest),
        row.missing_in.map(|episode| episode.0).into(),
        agencies(&row.granted_to),
        row.likeness.as_ref().map_or("", |likeness| &likeness.digest).into(),
        day(row.likeness.as_ref().and_then(|likeness| likeness.taken_on)),
        row.sought_in.map(|episode| episode.0).into(),
    ]
}

pub(crate) fn person_row(row: &Row) -> Result<PersonRow, Fault> {
    Ok(PersonRow {
        person: PersonId(row.uuid("person_id")?),
        name: row.text("name")?,
        sort_key: row.text("sort_key")?,
        born_latest: read_day(row, "born_latest")?,
        born_earliest: read_day(row, "born_earliest")?,
        missing_in: row.uuid_or_none("missing_in")?.map(EpisodeId),
        sought_in: row.uuid_or_none("sought_in")?.map(EpisodeId),
        granted_to: read_agencies(row, "granted_to")?,
        likeness: match row.text("likeness")? {
            digest if digest.is_empty() => None,
            digest => Some(Likeness { digest, taken_on: read_day(row, "likeness_taken_on")? }),
        },
    })
}

/// The columns of an episode's row, in the order of [`episode_values`].
pub(crate) const EPISODE_COLUMNS: &str = "episode_id, person_id, reference, name, sort_key, born_latest, \
     born_earliest, standing, grade, missing_since, reported_at, ended_at, last_seen, investigating_officer, \
     officer_deployed, holdings, childhood, lead_force, granted_to, evaluated_at, next_change_at, running, risk_rank, \
     duties_digest, messages_digest";

pub(crate) fn episode_values(projection: &EpisodeProjection) -> Vec<Value> {
    let row = &projection.row;
    vec![
        row.episode.0.into(),
        row.person.0.into(),
        row.reference.as_str().into(),
        row.name.as_str().into(),
        row.sort_key.as_str().into(),
        day(row.born_latest),
        day(row.born_earliest),
        row.standing.word().into(),
        row.grade.map_or("", Grade::word).into(),
        row.missing_since.into(),
        row.reported_at.into(),
        row.ended_at.into(),
        row.last_seen.as_str().into(),
        row.investigating_officer.as_str().into(),
        row.officer_deployed.as_str().into(),
        holdings_text(&row.holdings).into(),
        childhood_word(row.child).into(),
        row.lead_force.0.into(),
        agencies(&row.granted_to),
        projection.evaluated_at.into(),
        projection.next_change_at.into(),
        running(row.standing).into(),
        risk_rank(row.grade).into(),
        duties_digest(projection).into(),
        messages_digest(projection).into(),
    ]
}

pub(crate) fn episode_row(row: &Row) -> Result<EpisodeRow, Fault> {
    Ok(EpisodeRow {
        episode: EpisodeId(row.uuid("episode_id")?),
        person: PersonId(row.uuid("person_id")?),
        reference: row.text("reference")?,
        name: row.text("name")?,
        sort_key: row.text("sort_key")?,
        born_latest: read_day(row, "born_latest")?,
        born_earliest: read_day(row, "born_earliest")?,
        standing: named(&row.text("standing")?, &Standing::ALL, |standing| standing.word())?,
        grade: match row.text("grade")?.as_str() {
            "" => None,
            word => Some(named(word, &Grade::ALL, |grade| grade.word())?),
        },
        missing_since: row.instant("missing_since")?,
        reported_at: row.instant("reported_at")?,
        ended_at: row.instant_or_none("ended_at")?,
        last_seen: row.text("last_seen")?,
        investigating_officer: row.text("investigating_officer")?,
        officer_deployed: row.text("officer_deployed")?,
        holdings: read_holdings(row)?,
        child: named(&row.text("childhood")?, &[Childhood::Child, Childhood::Adult], |child| {
            childhood_word(*child)
        })?,
        lead_force: AgencyId(row.uuid("lead_force")?),
        granted_to: read_agencies(row, "granted_to")?,
    })
}

/// Who holds and offers, as text. Lists ask the table of holdings; this copy is shown, and what a row is compared by.
pub(crate) fn holdings_text(holdings: &[Holding]) -> String {
    serde_json::to_string(holdings).expect("holdings serialise")
}

fn read_holdings(row: &Row) -> Result<Vec<Holding>, Fault> {
    serde_json::from_str(&row.text("holdings")?)
        .map_err(|error| Fault::broken(format!("column holdings: {error}")))
}

/// The columns of the table of holdings, in the order of [`holding_values`].
pub(crate) const HOLDING_COLUMNS: &str = "episode_id, agency_id, holder_account, offer_role, offer_account";

pub(crate) fn holding_values(episode: EpisodeId, holding: &Holding) -> [Value; 5] {
    let offered_to = holding.offer.as_ref().map(|offer| &offer.to);
    [
        episode.0.into(),
        holding.agency.0.into(),
        holding.holder.as_ref().map(|holder| holder.account.0).into(),
        offered_to.map_or("", |to| to.role.as_str()).into(),
        offered_to.and_then(|to| to.account).map(|account| account.0).into(),
    ]
}

/// 1 while somebody is missing, reported returns among them; 0 once the episode has ended.
fn running(standing: Standing) -> i64 {
    match standing {
        Standing::Missing | Standing::ReturnReported => 1,
        Standing::Ended | Standing::Closed => 0,
    }
}

/// The place of a grade on a board sorted by risk. A case that nobody has graded may be a high one.
fn risk_rank(grade: Option<Grade>) -> i64 {
    match grade {
        Some(Grade::High) => 0,
        None => 1,
        Some(Grade::Medium) => 2,
        Some(Grade::Low) => 3,
        Some(Grade::NoApparentRisk) => 4,
    }
}

pub(crate) fn childhood_word(child: Childhood) -> &'static str {
    match child {
        Childhood::Child => "child",
        Childhood::Adult => "adult",
    }
}

/// The columns of a duty's row, in the order of [`duty_values`].
pub(crate) const DUTY_COLUMNS: &str = "episode_id, place, pack, duty, of_what, series_place, state, \
     trigger_at, due_at, owner, met_at, owed, ended, title, account_id";
pub(crate) const DUTY_COLUMN_COUNT: usize = 15;

pub(crate) fn duty_values(episode: &EpisodeRow, place: i64, duty: &DutyRow) -> [Value; DUTY_COLUMN_COUNT] {
    [
        episode.episode.0.into(),
        place.into(),
        duty.pack.as_str().into(),
        duty.duty.as_str().into(),
        duty.of.as_str().into(),
        duty.sequence.into(),
        duty.state.as_str().into(),
        duty.trigger_at.into(),
        duty.due_at.into(),
        duty.owner.as_str().into(),
        duty.met_at.into(),
        owed(&duty.state).into(),
        // Repeated from the episode, so that the index of duties sorts by it.
        (1 - running(episode.standing)).into(),
        duty.title.as_str().into(),
        duty.account.map(|account| account.0).into(),
    ]
}

pub(crate) fn duty_row(row: &Row) -> Result<DutyRow, Fault> {
    Ok(DutyRow {
        pack: row.text("pack")?,
        duty: row.text("duty")?,
        of: row.text("of_what")?,
        sequence: row.number("series_place")?,
        state: row.text("state")?,
        trigger_at: row.instant("trigger_at")?,
        due_at: row.instant("due_at")?,
        owner: row.text("owner")?,
        met_at: row.instant_or_none("met_at")?,
        title: row.text("title")?,
        account: row.uuid_or_none("account_id")?.map(AccountId),
    })
}

/// 1 while somebody still has to do it.
fn owed(state: &str) -> i64 {
    i64::from(matches!(state, "pending" | "open" | "overdue"))
}

/// Tells whether the rows of an episode's duties are the ones stored, without reading them.
pub(crate) fn duties_digest(projection: &EpisodeProjection) -> [u8; 32] {
    let written = (running(projection.row.standing), &projection.duties);
    Sha256::digest(serde_json::to_vec(&written).expect("duties serialise")).into()
}

/// The columns of a call's row, in the order of [`incident_values`].
pub(crate) const INCIDENT_COLUMNS: &str = "incident_id, reported_at, log_number, unfinished, force";

pub(crate) fn incident_values(row: &IncidentRow) -> Vec<Value> {
    vec![
        row.incident.0.into(),
        row.reported_at.into(),
        row.log_number.as_str().into(),
        match row.unfinished {
            Unfinished::Unfinished => 1,
            Unfinished::Finished => 0,
        }
        .into(),
        row.force.0.into(),
    ]
}

pub(crate) fn incident_row(row: &Row) -> Result<IncidentRow, Fault> {
    Ok(IncidentRow {
        incident: IncidentId(row.uuid("incident_id")?),
        reported_at: row.instant("reported_at")?,
        log_number: row.text("log_number")?,
        unfinished: match row.number("unfinished")? {
            0 => Unfinished::Finished,
            _ => Unfinished::Unfinished,
        },
        force: AgencyId(row.uuid("force")?),
    })
}

fn day(date: Option<Date>) -> Value {
    Value::Text(date.map(|date| date.to_string()))
}

fn read_day(row: &Row, column: &str) -> Result<Option<Date>, Fault> {
    row.text_or_none(column)?
        .map(|text| text.parse().map_err(|error| Fault::broken(format!("column {column}: {error}"))))
        .transpose()
}

/// Ids one after the other. Lists ask the grants tables; this copy is what a row is compared by.
pub(crate) fn agencies(ids: &[AgencyId]) -> Value {
    let mut bytes = Vec::with_capacity(ids.len() * 16);
    for id in ids {
        bytes.extend_from_slice(id.0.as_bytes());
    }
    bytes.into()
}

pub(crate) fn read_agencies(row: &Row, column: &str) -> Result<Vec<AgencyId>, Fault> {
    row.bytes(column)?
        .chunks(16)
        .map(|bytes| {
            Uuid::from_slice(bytes)
                .map(AgencyId)
                .map_err(|error| Fault::broken(format!("column {column}: {error}")))
        })
        .collect()
}

fn named<T: Copy>(word: &str, all: &[T], word_of: impl Fn(&T) -> &'static str) -> Result<T, Fault> {
    all.iter()
        .find(|value| word_of(value) == word)
        .copied()
        .ok_or_else(|| Fault::broken(format!("{word:?} is no word that this program writes")))
}
