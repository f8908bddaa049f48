//! The rows of records of people who cannot be named, worked out from the record alone.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    details::UnidentifiedKind,
    grants::of_unidentified,
    record::{Identity, Unidentified},
    referral::{ReferralState, refer_by, referral, to_send},
};
use crate::{
    agency::Agency,
    closed_sets::words,
    ids::{AgencyId, EpisodeId, PersonId, UnidentifiedId},
    person::Sex,
};

words! {
    /// Where a record stands, as lists show it.
    UnidentifiedStanding {
        /// Nobody knows who it is.
        Unknown = "unknown",
        /// One reviewer says who it is; another has to look.
        IdentityProposed = "identity_proposed",
        /// Two reviewers say who it is; the family is told, and the record closed.
        Identified = "identified",
        /// The record is closed.
        Closed = "closed",
    }
}

/// One record in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnidentifiedRow {
    /// Which.
    pub unidentified: UnidentifiedId,
    /// The short reference.
    pub reference: String,
    /// Somebody living, a body, or remains.
    pub kind: UnidentifiedKind,
    /// Sex, as determined.
    pub sex: Sex,
    /// When found.
    pub found_at: Timestamp,
    /// Where found.
    pub found_where: String,
    /// The reference of the hospital or coroner.
    pub external_reference: String,
    /// Where it stands.
    pub standing: UnidentifiedStanding,
    /// When it has to be referred by, while nobody has and it is asked for.
    pub refer_by: Option<Timestamp>,
    /// Candidates on whom somebody has to decide.
    pub open_candidates: i64,
    /// Notices that nobody has answered.
    pub unanswered_notices: i64,
    /// How many entries it has.
    pub entries: i64,
    /// Who recorded it.
    pub recorded_by: AgencyId,
    /// Agencies that may see it.
    pub granted_to: Vec<AgencyId>,
    /// The next moment at which a notice is to be sent, if nothing more is recorded.
    pub next_change_at: Option<Timestamp>,
    /// Those who it could be.
    pub candidates: Vec<CandidateRow>,
}

/// Somebody missing who it could be, in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateRow {
    /// Who.
    pub person: PersonId,
    /// In which time missing the matcher proposed them; nothing where a reviewer thought of them.
    pub episode: Option<EpisodeId>,
    /// The word of where it stands.
    pub standing: String,
    /// What the matcher said last, in hundredths of a bit.
    pub weight_hundredths: Option<i32>,
    /// The facts of the missing person on which that was judged which stands: the exclusion's, else the matcher's.
    pub missing_facts: String,
    /// The same of whoever was found.
    pub found_facts: String,
}

impl CandidateRow {
    /// Whether a reviewer still has to decide, as [`CandidateStanding::is_open`](super::CandidateStanding::is_open) says it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.standing.as_str(), "proposed" | "possible" | "under_review" | "reopened")
    }
}

/// The row of a record with so many entries. It follows from them alone, whenever it is worked out.
#[must_use]
pub fn project(record: &Unidentified, entries: i64, agencies: &[Agency]) -> UnidentifiedRow {
    let as_of = record.last_recorded_at();
    UnidentifiedRow {
        unidentified: record.id,
        reference: record.id.reference(),
        kind: record.details.kind,
        sex: record.details.sex,
        found_at: record.details.found_at,
        found_where: record.details.found_where.clone(),
        external_reference: record.details.reference.trim().to_owned(),
        standing: standing(record),
        refer_by: match referral(record, as_of) {
            ReferralState::Open { .. } | ReferralState::Overdue { .. } => Some(refer_by(record)),
            ReferralState::NotAsked | ReferralState::Met { .. } | ReferralState::MetLate { .. } => None,
        },
        open_candidates: record
            .candidates
            .values()
            .filter(|candidate| candidate.standing.is_open())
            .fold(0, |count, _| count + 1),
        unanswered_notices: record
            .notices
            .iter()
            .filter(|sent| sent.acknowledged.is_none())
            .fold(0, |count, _| count + 1),
        entries,
        recorded_by: record.recorded_by.agency,
        granted_to: of_unidentified(record, agencies),
        next_change_at: to_send(record, as_of).first().map(|planned| planned.at),
        candidates: candidates(record),
    }
}

/// Where a record stands, as lists show it.
#[must_use]
pub fn standing(record: &Unidentified) -> UnidentifiedStanding {
    if record.closed.is_some() {
        return UnidentifiedStanding::Closed;
    }
    match record.identity() {
        Identity::Unknown => UnidentifiedStanding::Unknown,
        Identity::Proposed(_) => UnidentifiedStanding::IdentityProposed,
        Identity::Confirmed(_) => UnidentifiedStanding::Identified,
    }
}

fn candidates(record: &Unidentified) -> Vec<CandidateRow> {
    let row = |(person, candidate): (&PersonId, &super::record::Candidate)| {
        let proposed = candidate.proposed.as_ref().map(|(_, proposed)| proposed);
        let facts = match &candidate.standing {
            super::record::CandidateStanding::Excluded { facts, .. } => Some(facts),
            super::record::CandidateStanding::Proposed
            | super::record::CandidateStanding::Possible
            | super::record::CandidateStanding::UnderReview { .. }
            | super::record::CandidateStanding::Reopened { .. }
            | super::record::CandidateStanding::IdentityProposed
            | super::record::CandidateStanding::Identified => proposed.map(|proposed| &proposed.facts),
        };
        CandidateRow {
            person: *person,
            episode: proposed.map(|proposed| proposed.episode),
            standing: candidate.standing.word().to_owned(),
            weight_hundredths: proposed.map(|proposed| proposed.weight_hundredths),
            missing_facts: facts.map(|facts| facts.missing.clone()).unwrap_or_default(),
            found_facts: facts.map(|facts| facts.found.clone()).unwrap_or_default(),
        }
    };
    record.candidates.iter().map(row).collect()
}
