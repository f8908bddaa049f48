//! What a merge or a separation will change, worked out by projecting the files before and after it, as the rows will be.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{AgencyId, EpisodeId, PersonId},
    projection::{DutyRow, EpisodeProjection, EpisodeRow, PersonProjection},
};

/// What will be otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequences {
    /// Each case of which anything changes.
    pub cases: Vec<CaseChange>,
    /// Each agency that will see of a record what it did not, or no longer what it did.
    pub shares: Vec<ShareChange>,
}

/// What changes of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseChange {
    /// The case as it is now.
    pub before: EpisodeRow,
    /// As it will be.
    pub after: EpisodeRow,
    /// Duties and tasks that are there now and will not be, will be and are not, or stand otherwise.
    pub duties: Vec<DutyChange>,
    /// Agencies that will see the case and do not now.
    pub seen_by: Vec<AgencyId>,
    /// Agencies that see it now and will not.
    pub lost_by: Vec<AgencyId>,
}

/// What becomes of a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a merge changes a few duties, and the list is shown and gone")]
pub enum DutyChange {
    /// It will be owed.
    Begins(DutyRow),
    /// It will not be owed any more.
    Ends(DutyRow),
    /// It will stand otherwise: owed by somebody else, by another time, or met.
    Stands {
        /// As it is.
        before: DutyRow,
        /// As it will be.
        after: DutyRow,
    },
}

/// What becomes of an agency's sight of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShareChange {
    /// Whose record, as it is held now.
    pub record: PersonId,
    /// Which agency.
    pub agency: AgencyId,
    /// Whether it begins or ends.
    pub sight: Sight,
}

/// Whether an agency's sight begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// It will see what is in the record.
    Begins,
    /// It will not see it any more.
    Ends,
}

/// What is otherwise after than before. Each of `records` counts in one projection of either side.
pub(super) fn between(
    records: &[PersonId],
    before: &[PersonProjection],
    after: &[PersonProjection],
) -> Consequences {
    let cases = cases_of(after);
    let changed = cases_of(before)
        .into_iter()
        .filter_map(|(id, before)| Some(case_change(before, cases.get(&id)?)))
        .filter(CaseChange::is_any);
    let shares = records.iter().flat_map(|record| {
        let (was, is) = (seen_by(before, *record), seen_by(after, *record));
        let change = |sight| move |agency: &AgencyId| ShareChange { record: *record, agency: *agency, sight };
        let begins: Vec<_> = is.difference(&was).map(change(Sight::Begins)).collect();
        let ends: Vec<_> = was.difference(&is).map(change(Sight::Ends)).collect();
        begins.into_iter().chain(ends)
    });
    Consequences { cases: changed.collect(), shares: shares.collect() }
}

fn cases_of(projections: &[PersonProjection]) -> BTreeMap<EpisodeId, &EpisodeProjection> {
    projections
        .iter()
        .flat_map(|projection| &projection.episodes)
        .map(|episode| (episode.row.episode, episode))
        .collect()
}

fn seen_by(projections: &[PersonProjection], record: PersonId) -> BTreeSet<AgencyId> {
    let of = projections
        .iter()
        .find(|projection| projection.row.person == record || projection.absorbed.contains(&record));
    of.map(|projection| projection.row.granted_to.iter().copied().collect()).unwrap_or_default()
}

fn case_change(before: &EpisodeProjection, after: &EpisodeProjection) -> CaseChange {
    let (was, is) = (&before.row.granted_to, &after.row.granted_to);
    let gone = |from: &[AgencyId], to: &[AgencyId]| {
        from.iter().filter(|agency| !to.contains(agency)).copied().collect()
    };
    CaseChange {
        before: before.row.clone(),
        after: after.row.clone(),
        duties: duty_changes(&before.duties, &after.duties),
        seen_by: gone(is, was),
        lost_by: gone(was, is),
    }
}

fn duty_changes(before: &[DutyRow], after: &[DutyRow]) -> Vec<DutyChange> {
    let same = |one: &DutyRow, other: &DutyRow| {
        (&one.pack, &one.duty, &one.of, one.sequence) == (&other.pack, &other.duty, &other.of, other.sequence)
    };
    let ends_or_stands =
        before.iter().filter_map(|duty| match after.iter().find(|other| same(duty, other)) {
            None => Some(DutyChange::Ends(duty.clone())),
            Some(other) if other == duty => None,
            Some(other) => Some(DutyChange::Stands { before: duty.clone(), after: other.clone() }),
        });
    let begins = after.iter().filter(|duty| !before.iter().any(|other| same(duty, other)));
    ends_or_stands.chain(begins.map(|duty| DutyChange::Begins(duty.clone()))).collect()
}

impl CaseChange {
    fn is_any(&self) -> bool {
        !self.duties.is_empty()
            || !self.seen_by.is_empty()
            || !self.lost_by.is_empty()
            || self.before.standing != self.after.standing
            || self.before.child != self.after.child
    }
}
