//! Which agencies may see the record of somebody who cannot be named.

use std::collections::BTreeSet;

use super::record::Unidentified;
use crate::{
    agency::{Agency, AgencyKind},
    ids::AgencyId,
};

/// The agencies that may see the record, in the order of their ids: whoever made it; every police force of the deployment,
/// because the person may be missing from any of their areas; and the national unit once it was told.
#[must_use]
pub fn of_unidentified(record: &Unidentified, agencies: &[Agency]) -> Vec<AgencyId> {
    let mut granted: BTreeSet<AgencyId> = agencies
        .iter()
        .filter(|agency| match agency.kind {
            AgencyKind::Police => true,
            AgencyKind::NationalUnit => record.referred.is_some(),
            AgencyKind::ChildrensSocialCare
            | AgencyKind::OtherAuthority
            | AgencyKind::AdultSocialCare
            | AgencyKind::Health
            | AgencyKind::Education
            | AgencyKind::CareProvider
            | AgencyKind::Voluntary => false,
        })
        .map(|agency| agency.id)
        .collect();
    granted.insert(record.recorded_by.agency);
    granted.into_iter().collect()
}
