//! A pack in its version as it is ticked in a form and sent by programs: `northamptonshire:2026.1:<agency>`.

use std::str::FromStr;

use domain::{
    episode::{EpisodeEvent, GoverningPack},
    ledger::Event,
};

use super::Values;

/// A pack as one word.
#[must_use]
pub fn pack_word(governing: &GoverningPack) -> String {
    format!("{}:{}:{}", governing.pack, governing.version, governing.agency)
}

/// A pack that was read from its word.
pub(super) struct Ticked(pub(super) GoverningPack);

impl FromStr for Ticked {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let mut parts = word.splitn(3, ':');
        let (Some(pack), Some(version), Some(agency)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(());
        };
        let agency = agency.parse().map_err(|_| ())?;
        Ok(Self(GoverningPack { pack: pack.to_owned(), version: version.to_owned(), agency }))
    }
}

/// The packs that an event names, as they would be ticked.
pub(super) fn tick(values: &mut Values, name: &str, event: &Event) {
    if let Event::Episode(EpisodeEvent::PackMoved { governed_by, .. }) = event {
        for (row, governing) in governed_by.iter().enumerate() {
            values.set(format!("{name}-{row}"), pack_word(governing));
        }
    }
}
