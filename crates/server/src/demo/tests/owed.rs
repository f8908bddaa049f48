//! What is owed: duty lists have to look like those of people who do their work, and now and then miss something.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    agency::Agency,
    episode::GoverningPack,
    projection::{Standing, Surroundings, project},
    protocol::{calendar::Calendar, pack::Pack, roles::Roles},
};

use super::{DEMONSTRATION, PACKS, moments::file, now};

struct County;

impl Surroundings for County {
    fn agencies(&self) -> &[Agency] {
        &DEMONSTRATION.agencies
    }

    fn pack(&self, governing: &GoverningPack) -> Option<(&Pack, &Calendar)> {
        let loaded = PACKS.version(&governing.pack, &governing.version)?;
        Some((&loaded.pack, &loaded.calendar))
    }

    fn roles(&self) -> &Roles {
        PACKS.roles()
    }
}

#[test]
fn nearly_everything_is_done_in_time_and_something_is_always_owed() {
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    let mut overdue_while_missing = 0;
    for history in &DEMONSTRATION.people {
        let file = file(history.person, &history.entries);
        let all: BTreeSet<_> = file.episodes.keys().copied().collect();
        for episode in project(&file, &all, now(), &County).episodes {
            for duty in &episode.duties {
                *states.entry(duty.state.clone()).or_default() += 1;
                let missing = matches!(episode.row.standing, Standing::Missing | Standing::ReturnReported);
                overdue_while_missing += usize::from(missing && duty.state == "overdue");
            }
        }
    }
    let of = |state: &str| states.get(state).copied().unwrap_or(0);
    let done = of("met") + of("met_late");
    assert!(of("met") * 100 > done * 90, "{states:?}");
    assert!((60..=160).contains(&of("open")), "{states:?}");
    assert!((25..=130).contains(&of("overdue")), "{states:?}");
    assert!((10..=90).contains(&of("missed")), "{states:?}");
    assert!((8..=60).contains(&overdue_while_missing), "{overdue_while_missing}");
}
