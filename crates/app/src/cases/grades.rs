//! What the packs of an episode say of grades for this person.

use domain::{
    case_of::{case_of, grade_of},
    episode::GradeRules,
    file::PersonFile,
    protocol::{grading::permitted_grades, packs::LoadedPack},
    risk::{DefinitionInForce, Grade},
};
use jiff::Timestamp;

use super::decide::Place;
use crate::area::Around;

/// The grades that every pack of the episode permits, each with the wording of the first pack that words it.
pub(super) fn rules(file: &PersonFile, place: Place, around: &Around<'_>, now: Timestamp) -> GradeRules {
    let Place::Episode(id) = place else {
        return GradeRules::default();
    };
    let (Some(episode), Some(case)) = (file.episodes.get(&id), case_of(file, id)) else {
        return GradeRules::default();
    };
    let packs: Vec<_> = episode.governed_by.iter().filter_map(|governing| around.loaded(governing)).collect();
    let permits = |loaded: &LoadedPack, grade| {
        permitted_grades(&loaded.pack, &loaded.calendar, &case, now).contains(&grade_of(grade))
    };
    GradeRules {
        permitted: Grade::ALL
            .into_iter()
            .filter(|grade| packs.iter().all(|loaded| permits(loaded, *grade)))
            .collect(),
        definitions: Grade::ALL
            .into_iter()
            .filter_map(|grade| Some((grade, packs.iter().find_map(|loaded| wording(loaded, grade))?)))
            .collect(),
    }
}

fn wording(loaded: &LoadedPack, grade: Grade) -> Option<DefinitionInForce> {
    let risk = &loaded.pack.risk;
    let definition = risk.definitions.iter().find(|definition| definition.grade == grade_of(grade))?;
    Some(DefinitionInForce {
        pack: loaded.pack.id.0.clone(),
        pack_version: loaded.pack.version.clone(),
        text: definition.meaning.clone(),
    })
}
