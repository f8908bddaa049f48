//! What comes about by itself: notices about records at their minute, and the jobs that judge again who somebody could be.

use domain::{
    ids::UnidentifiedId,
    time::to_microsecond,
    unidentified::{UnidentifiedEvent, to_send},
};
use jiff::Timestamp;
use store::AppendError;

use super::known::KnownUnidentified;
use crate::{
    App,
    trouble::{Fault, Trouble},
};

/// Records looked at before the lease is renewed.
const AT_ONCE: u32 = 200;

impl App {
    /// Sends the notices about records whose minute has come, and says how many.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn mind_unidentified(&self) -> Result<usize, Trouble> {
        let mut sent = 0;
        for id in self.inner.store.unidentified_due(self.clock().now(), AT_ONCE).await? {
            match self.notify(id).await {
                Ok(notices) => sent += notices,
                Err(trouble @ Trouble::Unavailable(_)) => return Err(trouble),
                // One record that cannot be read does not stop the others.
                Err(trouble) => {
                    tracing::error!(unidentified = %id, %trouble, "a record's notices are not sent")
                }
            }
        }
        Ok(sent)
    }

    async fn notify(&self, id: UnidentifiedId) -> Result<usize, Trouble> {
        let known = self.fetch_unidentified(id).await?;
        let Some(apart) = known.apart() else { return Ok(0) };
        let now = to_microsecond(known.entered_at(self.clock().now()));
        let due = to_send(&apart, now).into_iter().filter(|planned| planned.at <= now);
        let notices: Vec<UnidentifiedEvent> =
            due.map(|planned| UnidentifiedEvent::NoticeSent(planned.notice)).collect();
        self.append_of_itself(&known, notices, now).await
    }

    /// Appends what Safewell itself says of a record, for the agency that has it; nothing where somebody else was faster, for
    /// then it comes round again. Says how many entries that were.
    pub(super) async fn append_of_itself(
        &self,
        known: &KnownUnidentified,
        events: Vec<UnidentifiedEvent>,
        now: Timestamp,
    ) -> Result<usize, Trouble> {
        if events.is_empty() {
            return Ok(0);
        }
        let drafts: Vec<_> = events.into_iter().map(|event| known.of_itself(event, now)).collect();
        let count = drafts.len();
        match self.inner.store.append(known.batch(drafts, &self.inner.area.around())).await {
            Ok(_) => Ok(count),
            Err(
                AppendError::Conflict { .. }
                | AppendError::FileChanged { .. }
                | AppendError::DraftChanged
                | AppendError::SomebodyNew,
            ) => Ok(0),
            Err(AppendError::IdempotencyReplay(_) | AppendError::IdempotencyMismatch) => {
                Err(Fault::broken("what comes about by itself has no key").into())
            }
            Err(AppendError::Fault(fault)) => Err(fault.into()),
        }
    }
}
