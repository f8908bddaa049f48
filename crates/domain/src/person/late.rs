//! That somebody is late, and not reported missing.

use jiff::Timestamp;

use crate::{
    episode::{Acknowledged, Sent},
    ids::EntryId,
};

/// Somebody is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The entry that noted it.
    pub entry: EntryId,
    /// Since when that is noted.
    pub noted_at: Timestamp,
    /// When they were expected.
    pub expected_at: Option<Timestamp>,
    /// What is known and what was tried.
    pub note: String,
    /// Who was asked, and told on silence.
    pub told: Vec<Sent>,
}

impl Late {
    /// One acknowledgement answers everything that was told of one asking.
    pub(super) fn acknowledge(&mut self, of: EntryId, known: &Acknowledged) {
        let Some(cause) =
            self.told.iter().find(|sent| sent.entry == of).map(|sent| sent.message.cause.clone())
        else {
            return;
        };
        let same = |sent: &&mut Sent| sent.message.cause == cause && sent.acknowledged.is_none();
        self.told.iter_mut().filter(same).for_each(|sent| sent.acknowledged = Some(known.clone()));
    }
}
