//! What surrounds every case: the agencies that take part, and the packs that govern.

use std::sync::{Arc, PoisonError, RwLock};

use domain::{
    episode::{Cause, GoverningPack},
    ids::AgencyId,
    projection::Surroundings,
    protocol::{
        calendar::Calendar,
        office::{is_staffed, opens_after},
        pack::Pack,
        packs::{LoadedPack, Packs},
        roles::Roles,
    },
    time::london,
};
use jiff::Timestamp;

use crate::{
    App,
    identity::{Agency, AgencyKind},
    trouble::Trouble,
};

/// Agencies and packs. The agencies change seldom; whoever works with them takes what they are at that moment.
pub(crate) struct Area {
    packs: Packs,
    /// The ids of the packs under which new episodes begin.
    governing: Vec<String>,
    agencies: RwLock<Arc<[Agency]>>,
}

/// The surroundings as they are at one moment.
#[derive(Clone)]
pub(crate) struct Around<'a> {
    packs: &'a Packs,
    agencies: Arc<[Agency]>,
}

impl Surroundings for Around<'_> {
    fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    fn pack(&self, governing: &GoverningPack) -> Option<(&Pack, &Calendar)> {
        self.loaded(governing).map(|loaded| (&loaded.pack, &loaded.calendar))
    }

    fn roles(&self) -> &Roles {
        self.packs.roles()
    }
}

impl<'a> Around<'a> {
    /// What the packs call the duty or the news that a message is about; nothing for what stands in no pack.
    pub(crate) fn title_of(&self, cause: &Cause) -> String {
        let in_pack = |pack: &str, find: &dyn Fn(&Pack) -> Option<String>| {
            self.packs.versions(pack).iter().rev().find_map(|loaded| find(&loaded.pack))
        };
        let title = match cause {
            Cause::Duty { pack, duty, of, .. } => in_pack(pack, &|pack| {
                let rules = pack.duties.iter().filter(|rule| rule.id.0 == *duty);
                let exact = rules.clone().find(|rule| rule.of.as_ref() == Some(of));
                exact.or_else(|| rules.clone().next()).map(|rule| rule.title.clone())
            }),
            Cause::News { pack, news, .. } => in_pack(pack, &|pack| {
                pack.tells.iter().find(|rule| rule.id.0 == *news).map(|rule| rule.title.clone())
            }),
            Cause::Handover { .. }
            | Cause::TakenOver { .. }
            | Cause::SaidBack { .. }
            | Cause::Closure { .. }
            | Cause::HolderTold { .. }
            | Cause::Task { .. }
            | Cause::Late { .. } => None,
        };
        title.unwrap_or_default()
    }

    /// Every version of every pack.
    pub(crate) fn all_packs(&self) -> impl Iterator<Item = &'a Arc<LoadedPack>> {
        self.packs.all()
    }

    /// The pack under which an episode stands.
    pub(crate) fn loaded(&self, governing: &GoverningPack) -> Option<&'a Arc<LoadedPack>> {
        self.packs.version(&governing.pack, &governing.version)
    }
}

impl Area {
    pub(crate) fn new(packs: Packs, governing: Vec<String>) -> Self {
        Self { packs, governing, agencies: RwLock::new(Arc::new([])) }
    }

    pub(crate) fn packs(&self) -> &Packs {
        &self.packs
    }

    pub(crate) fn around(&self) -> Around<'_> {
        Around {
            packs: &self.packs,
            agencies: Arc::clone(&self.agencies.read().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    pub(crate) fn agencies(&self) -> Vec<Agency> {
        self.around().agencies.to_vec()
    }

    pub(crate) fn agency(&self, id: AgencyId) -> Option<Agency> {
        self.around().agencies.iter().find(|agency| agency.id == id).cloned()
    }

    /// The force that leads a case reported by this agency: its own, or for another kind of agency the area's force, which is
    /// the one that was made first (ids are in the order of making).
    pub(crate) fn lead_force(&self, reported_by: &Agency) -> Option<AgencyId> {
        if reported_by.kind.leads_searches() {
            return Some(reported_by.id);
        }
        let around = self.around();
        let forces = around.agencies.iter().filter(|agency| agency.kind.leads_searches());
        forces.map(|agency| agency.id).min()
    }

    /// The packs that govern an episode that begins at that moment.
    pub(crate) fn governing_at(&self, start: Timestamp, agency: AgencyId) -> Vec<GoverningPack> {
        let day = start.to_zoned(london()).date();
        self.governing
            .iter()
            .filter_map(|id| self.packs.in_force(id, day).or_else(|| self.packs.versions(id).first()))
            .map(|loaded| GoverningPack {
                pack: loaded.pack.id.0.clone(),
                version: loaded.pack.version.clone(),
                agency,
            })
            .collect()
    }

    /// Whether offices are staffed, as any of the governing packs has it.
    pub(crate) fn offices_are_staffed(&self, at: Timestamp) -> bool {
        let day = at.to_zoned(london()).date();
        self.governing
            .iter()
            .filter_map(|id| self.packs.in_force(id, day))
            .any(|loaded| is_staffed(&loaded.pack, &loaded.calendar, at))
    }

    /// The pack by whose rule a home is asked about somebody who is late: the first in force that has one.
    pub(crate) fn asking_at(&self, at: Timestamp) -> Option<(&str, &Pack, &Calendar)> {
        let day = at.to_zoned(london()).date();
        let in_force = self.governing.iter().filter_map(|id| self.packs.in_force(id, day));
        let mut asking = in_force.filter(|loaded| loaded.pack.late.is_some());
        asking.next().map(|loaded| (loaded.pack.id.0.as_str(), &loaded.pack, &loaded.calendar))
    }

    /// When the first of the offices that are closed opens, as the governing packs have it.
    pub(crate) fn offices_open_after(&self, at: Timestamp) -> Option<Timestamp> {
        let day = at.to_zoned(london()).date();
        self.governing
            .iter()
            .filter_map(|id| self.packs.in_force(id, day))
            .filter_map(|loaded| opens_after(&loaded.pack, &loaded.calendar, at))
            .min()
    }

    fn set_agencies(&self, agencies: Vec<Agency>) {
        *self.agencies.write().unwrap_or_else(PoisonError::into_inner) = agencies.into();
    }
}

impl App {
    /// Reads the agencies again, because one was made.
    pub(crate) async fn refresh_agencies(&self) -> Result<(), Trouble> {
        let stored = self.inner.store.agencies().await?;
        let known = stored.into_iter().filter_map(|agency| {
            let Some(kind) = AgencyKind::from_word(&agency.kind) else {
                tracing::error!(agency = %agency.id, kind = agency.kind, "an agency of an unknown kind is left out");
                return None;
            };
            Some(Agency {
                id: agency.id,
                name: agency.name,
                kind,
            })
        });
        self.inner.area.set_agencies(known.collect());
        Ok(())
    }
}
