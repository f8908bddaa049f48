//! Who does the work of closed offices: the role that covers, and the people of it who are on duty now.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{AccountId, AgencyId},
    protocol::roles::Role,
};
use jiff::Timestamp;

use crate::{App, identity::AgencyKind, trouble::Trouble};

/// The cover of closed offices at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NightCover {
    /// When offices open; nothing where no pack says.
    pub until: Option<Timestamp>,
    /// Who covers, by the role whose office is closed.
    covers: BTreeMap<String, String>,
    /// Who is on duty in a role that covers, by that role.
    on_duty: BTreeMap<String, Vec<OnDuty>>,
}

/// Somebody on duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDuty {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their agency.
    pub agency: AgencyId,
    kind: AgencyKind,
}

impl NightCover {
    /// A cover that somebody made up: for the samples of pages.
    #[must_use]
    pub fn sample(until: Timestamp, role: &str, cover: &str, on_duty: Vec<(AccountId, String)>) -> Self {
        let agency = AgencyId(uuid::Uuid::nil());
        let kind = AgencyKind::ChildrensSocialCare;
        let named = |(account, name)| OnDuty { account, name, agency, kind };
        Self {
            until: Some(until),
            covers: BTreeMap::from([(role.to_owned(), cover.to_owned())]),
            on_duty: BTreeMap::from([(cover.to_owned(), on_duty.into_iter().map(named).collect())]),
        }
    }

    /// The role that covers for this one now; nothing while its office is open.
    #[must_use]
    pub fn of(&self, role: &str) -> Option<&str> {
        self.covers.get(role).map(String::as_str)
    }

    /// Whether people in this role cover for others.
    #[must_use]
    pub fn is_done_by(&self, role: &str) -> bool {
        self.covers.values().any(|cover| cover == role)
    }

    /// Who is on duty in a role that covers, in a case that this force leads: people of another force are not meant.
    pub fn people<'a>(&'a self, cover: &str, lead_force: AgencyId) -> impl Iterator<Item = &'a OnDuty> {
        let on_duty = self.on_duty.get(cover).map_or(&[][..], Vec::as_slice);
        on_duty.iter().filter(move |one| one.kind != AgencyKind::Police || one.agency == lead_force)
    }
}

impl App {
    /// Who covers for closed offices now; nothing while offices are staffed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn night_cover(&self) -> Result<Option<NightCover>, Trouble> {
        let now = self.clock().now();
        if self.inner.area.offices_are_staffed(now) {
            return Ok(None);
        }
        let covered =
            |role: &Role| Some((role.id.0.clone(), role.covered_by.as_ref().map(|cover| cover.0.clone())?));
        let covers: BTreeMap<String, String> = self.packs().roles().0.iter().filter_map(covered).collect();
        let mut on_duty: BTreeMap<String, Vec<OnDuty>> = BTreeMap::new();
        let covering: BTreeSet<&String> = covers.values().collect();
        for agency in self.inner.area.agencies() {
            let of_agency =
                |role: &&&String| self.packs().roles().get(role).is_some_and(|role| role.is_of(agency.kind));
            let roles: Vec<&&String> = covering.iter().filter(of_agency).collect();
            if roles.is_empty() {
                continue;
            }
            let rota = self.rota_of(agency.id).await?.rota;
            for role in roles {
                for account in rota.on_duty(role, now) {
                    if let Some(name) = self.actor_name(account).await? {
                        let one = OnDuty { account, name: name.name, agency: agency.id, kind: agency.kind };
                        on_duty.entry((*role).clone()).or_default().push(one);
                    }
                }
            }
        }
        Ok(Some(NightCover { until: self.inner.area.offices_open_after(now), covers, on_duty }))
    }
}
