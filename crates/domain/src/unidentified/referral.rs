//! The referral to the national unit: somebody who is not identified 48 hours after they were found is referred to it, living
//! or dead. The force's missing persons unit does it; on lateness the supervisor is told, and on silence the manager.

use jiff::{SignedDuration, Timestamp};

use super::{
    event::{Notice, NoticeAbout},
    record::{CandidateStanding, Identity, Unidentified},
};
use crate::ids::PersonId;

/// Hours after which somebody who cannot be named is referred (the national unit's own rule; NCA, missing persons).
pub const REFER_AFTER_HOURS: i64 = 48;

/// What was found longer ago than this when it was recorded is an old case taken over.
const BACKLOG_AFTER_HOURS: i64 = 30 * 24;

/// The role that refers.
pub const OWNER: &str = "police_mpu";

/// The role of the national unit: what it records itself nobody has to refer to it.
const REFERRED_TO: &str = "national_unit";

/// Who is told that it is late, and how many hours later who is told on silence. The supervisor is there by night as by day.
const LADDER: [(&str, i64); 2] = [("police_supervisor", 0), ("police_senior_manager", 4)];

/// How the referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferralState {
    /// It is not asked for: they were identified in time, the record is closed, or the national unit made it itself.
    NotAsked,
    /// It is due then.
    Open {
        /// When.
        due: Timestamp,
    },
    /// It was due, and nobody has referred them.
    Overdue {
        /// When it was due.
        due: Timestamp,
    },
    /// They were referred in time.
    Met {
        /// When.
        at: Timestamp,
    },
    /// They were referred late.
    MetLate {
        /// When.
        at: Timestamp,
        /// When it was due.
        due: Timestamp,
    },
}

impl ReferralState {
    /// The word that duties have for the same.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAsked => "lapsed",
            Self::Open { .. } => "open",
            Self::Overdue { .. } => "overdue",
            Self::Met { .. } => "met",
            Self::MetLate { .. } => "met_late",
        }
    }
}

/// A notice that is to be sent, once its moment has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedNotice {
    /// What, to whom.
    pub notice: Notice,
    /// When.
    pub at: Timestamp,
}

/// When they have to be referred by: so long after they were found, also where that was recorded late, for lateness has to show.
/// Only what was found longer ago than a backlog begins counts from the recording: an old case that is taken over is no alarm.
#[must_use]
pub fn refer_by(record: &Unidentified) -> Timestamp {
    let found = record.details.counts_from();
    let known = record.recorded_at;
    let from = if known.duration_since(found) > hours(BACKLOG_AFTER_HOURS) { known } else { found };
    from + hours(REFER_AFTER_HOURS)
}

/// How the referral stands at a moment.
#[must_use]
pub fn referral(record: &Unidentified, now: Timestamp) -> ReferralState {
    let due = refer_by(record);
    match &record.referred {
        Some(referred) if referred.at <= due => ReferralState::Met { at: referred.at },
        Some(referred) => ReferralState::MetLate { at: referred.at, due },
        None if record.closed.is_some() || matches!(record.identity(), Identity::Confirmed(_)) => {
            ReferralState::NotAsked
        }
        None if record.recorded_by.role == REFERRED_TO => ReferralState::NotAsked,
        None if now > due => ReferralState::Overdue { due },
        None => ReferralState::Open { due },
    }
}

/// Every notice that is still to be sent, the earliest first: the referral that is late, and exclusions on which facts have
/// changed.
#[must_use]
pub fn to_send(record: &Unidentified, now: Timestamp) -> Vec<PlannedNotice> {
    let mut planned = of_referral(record, now);
    planned.extend(record.candidates.iter().filter_map(|(person, candidate)| match &candidate.standing {
        CandidateStanding::Reopened { excluded_by, at, .. } => {
            of_exclusion(record, *person, excluded_by, *at)
        }
        CandidateStanding::Proposed
        | CandidateStanding::Possible
        | CandidateStanding::UnderReview { .. }
        | CandidateStanding::Excluded { .. }
        | CandidateStanding::IdentityProposed
        | CandidateStanding::Identified => None,
    }));
    planned.sort_by_key(|planned| planned.at);
    planned
}

fn of_referral(record: &Unidentified, now: Timestamp) -> Vec<PlannedNotice> {
    let (ReferralState::Open { due } | ReferralState::Overdue { due }) = referral(record, now) else {
        return Vec::new();
    };
    let sent = |rung: u16| {
        let of_this = record.notices.iter().filter(|sent| sent.notice.about == NoticeAbout::ReferralOverdue);
        of_this.clone().any(|sent| sent.notice.rung == rung || sent.acknowledged.is_some())
    };
    // One tick after it was due: at its very moment it is not late.
    let late = due + SignedDuration::from_micros(1);
    (0..)
        .zip(LADDER)
        .filter(|(rung, _)| !sent(*rung))
        .map(|(rung, (to, after))| PlannedNotice {
            notice: Notice {
                about: NoticeAbout::ReferralOverdue,
                rung,
                to: to.to_owned(),
                account: None,
                agency: None,
            },
            at: late + hours(after),
        })
        .collect()
}

fn of_exclusion(
    record: &Unidentified,
    person: PersonId,
    excluded_by: &crate::ledger::Actor,
    at: Timestamp,
) -> Option<PlannedNotice> {
    let about = NoticeAbout::ExclusionReopened { person };
    let told = record.notices.iter().any(|sent| sent.notice.about == about && sent.at >= at);
    (!told).then(|| PlannedNotice {
        notice: Notice {
            about,
            rung: 0,
            to: excluded_by.role.clone(),
            account: Some(excluded_by.account),
            agency: None,
        },
        at,
    })
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}
