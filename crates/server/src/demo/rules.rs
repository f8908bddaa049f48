//! What the packs say, as far as the demonstration needs it: which pack governs, and which grades may be given to whom.

use domain::{
    episode::GradeRules,
    protocol::{
        Packs,
        case::{Birth, Case, Circumstances, Fact, Subject},
        event::What,
        grading::permitted_grades,
        packs::LoadedPack,
        task_lists::TaskLists,
    },
    risk::{DefinitionInForce, Grade},
};
use jiff::{Timestamp, ToSpan};

use super::{situation::Age, studio::local};

/// The pack of the county's force, and the pack of any force: the reference pack and the baseline, both built in.
pub(super) const LOCAL: &str = "northamptonshire";
const BASELINE: &str = "app-baseline";

/// What the packs say.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// The pack that governs the county's cases.
    pub(super) local: PackName,
    /// The pack of any force.
    pub(super) baseline: PackName,
    /// What is usually to be done.
    pub(super) lists: TaskLists,
    child: GradeRules,
    adult: GradeRules,
}

/// A pack in one version.
#[derive(Clone, Debug)]
pub(super) struct PackName {
    pub(super) pack: String,
    pub(super) version: String,
}

impl Rules {
    /// The rules in force at that moment, or what is not there.
    pub(crate) fn in_force(packs: &Packs, now: Timestamp) -> anyhow::Result<Self> {
        let local = packs.governing(LOCAL, now)?;
        let baseline = packs.governing(BASELINE, now)?;
        Ok(Self {
            local: name_of(local),
            baseline: name_of(baseline),
            lists: packs.task_lists().clone(),
            child: grades(local, now, 15),
            adult: grades(local, now, 40),
        })
    }

    /// Grades that may be given to somebody of that age, with their wording.
    pub(super) fn of(&self, age: Age) -> &GradeRules {
        match age {
            Age::Child => &self.child,
            Age::Adult => &self.adult,
        }
    }
}

fn name_of(loaded: &LoadedPack) -> PackName {
    PackName { pack: loaded.pack.id.0.clone(), version: loaded.pack.version.clone() }
}

/// What the pack permits for somebody of that many years who was reported at that moment.
fn grades(loaded: &LoadedPack, now: Timestamp, years: i64) -> GradeRules {
    let born = local(now).date().saturating_sub(years.years());
    let case = Case {
        person: Subject {
            born: Birth::Exact(born),
            circumstances: Circumstances::default(),
            placement: None,
            forms: Vec::new(),
        },
        earlier_episodes: Vec::new(),
        earlier_reviews: Vec::new(),
        facts: vec![Fact {
            id: None,
            at: now,
            recorded_at: now,
            what: What::Reported { missing_since: None },
        }],
    };
    let permitted = permitted_grades(&loaded.pack, &loaded.calendar, &case, now);
    GradeRules {
        permitted: Grade::ALL
            .into_iter()
            .filter(|grade| permitted.iter().any(|permitted| permitted.name() == grade.word()))
            .collect(),
        definitions: Grade::ALL
            .into_iter()
            .filter_map(|grade| {
                let mut wordings = loaded.pack.risk.definitions.iter();
                let wording = wordings.find(|wording| wording.grade.name() == grade.word())?;
                let definition = DefinitionInForce {
                    pack: loaded.pack.id.0.clone(),
                    pack_version: loaded.pack.version.clone(),
                    text: wording.meaning.clone(),
                };
                Some((grade, definition))
            })
            .collect(),
    }
}
