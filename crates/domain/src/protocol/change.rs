//! What a correction changes: one field of an earlier entry at a time.

use jiff::Timestamp;

use super::case::FactId;
use super::event::{
    Allocation, Assessor, Calling, EventKind, FormId, Grade, Interview, Rating, Told, Weight, What,
};

/// One field of an entry as it should have been. Everything but an entry's id, its kind and when it was
/// recorded can be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each change bears the name of the field that it replaces")]
pub enum Change {
    At(Timestamp),
    MissingSince(Option<Timestamp>),
    Rating(Option<Rating>),
    Grade(Grade),
    By(Assessor),
    Weight(Weight),
    Told(Told),
    Slot(Option<u32>),
    Calling(Calling),
    Names(FactId),
    Form(FormId),
    Findings(Interview),
    Worker(Allocation),
    Corrects(FactId),
    Changes(Vec<Change>),
}

impl Change {
    /// Whether two changes replace the same field, so that the one recorded later wins.
    pub(super) fn same_field(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Puts this change into an event.
    ///
    /// # Errors
    /// When the event has no such field, or may not be without it.
    pub fn apply(&self, what: &mut What) -> Result<(), NoSuchField> {
        match (self, what) {
            (Self::At(_), _) => {}
            (Self::MissingSince(new), What::Reported { missing_since }) => *missing_since = *new,
            (Self::Rating(new), What::MashNotified { rating }) => *rating = *new,
            (Self::Rating(Some(new)), What::MashRerated { rating }) => *rating = *new,
            (Self::Grade(new), What::RiskAssessed { grade, .. } | What::RiskReviewed { grade }) => {
                *grade = *new
            }
            (Self::By(new), What::RiskAssessed { by, .. }) => *by = *new,
            (Self::Weight(new), What::InformationReceived { weight } | What::Sighting { weight }) => {
                *weight = *new
            }
            (Self::Told(new), What::PlacingAuthorityTold { of }) => *of = *new,
            (Self::Slot(new), What::StrategyMeetingHeld { slot, .. }) => *slot = *new,
            (Self::Calling(new), What::StrategyMeetingHeld { calling, .. }) => *calling = *new,
            (
                Self::Names(new),
                What::ReturnRefuted { of }
                | What::CrimeReportedToPolice { of }
                | What::MinutesCirculated { of }
                | What::DisagreementResolved { of },
            ) => of.clone_from(new),
            (Self::Form(new), What::FormCompleted { form }) => form.clone_from(new),
            (Self::Findings(new), What::FindingsShared { of }) => *of = *new,
            (Self::Worker(new), What::Allocated { worker }) => *worker = *new,
            (Self::Corrects(new), What::Correction { corrects, .. }) => corrects.clone_from(new),
            (Self::Changes(new), What::Correction { changes, .. }) => changes.clone_from(new),
            (change, what) => {
                return Err(NoSuchField { change: change.clone(), kind: what.kind() });
            }
        }
        Ok(())
    }
}

/// A correction names a field that the corrected entry does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an event of type {} has no such field to correct", kind.name())]
pub struct NoSuchField {
    /// The change that does not fit.
    pub change: Change,
    /// The kind of the corrected entry.
    pub kind: EventKind,
}
