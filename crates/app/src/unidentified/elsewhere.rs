//! Of which other records somebody missing is said to be, looked up across all of them.

use domain::{
    file::PersonFile,
    ids::{PersonId, UnidentifiedId},
    unidentified::{NamedElsewhere, Saying, UnidentifiedEvent, named_elsewhere},
};
use store::{LedgerEnd, LookUp, LookedUp, Scope};

use crate::{App, access::Action, cases::EpisodeView, identity::SignedIn, trouble::Trouble};

impl App {
    /// The records of which two have said that they are the person of a case, so far as the reader may see such records: the
    /// search goes on until somebody records that they were found.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn identified_as(
        &self,
        who: &SignedIn,
        view: &EpisodeView,
    ) -> Result<Vec<NamedElsewhere>, Trouble> {
        let Ok(scope) = self.inner.access.scope(&who.actor(), Action::ListUnidentified) else {
            return Ok(Vec::new());
        };
        let mut named = self.named_elsewhere(scope.resource(), None, &view.file).await?;
        named.retain(|record| record.saying == Saying::Two);
        if !named.is_empty() {
            self.note_list(who, "identified_as", named.iter().map(|it| it.record.0)).await;
        }
        Ok(named)
    }

    /// Of which records in a scope it is said that they are this person, beside the one that is looked at.
    pub(super) async fn named_elsewhere(
        &self,
        scope: &Scope,
        beside: Option<UnidentifiedId>,
        file: &PersonFile,
    ) -> Result<Vec<NamedElsewhere>, Trouble> {
        let absorbed = file.absorbed.iter().map(|record| record.id);
        let people: Vec<PersonId> = std::iter::once(file.id).chain(absorbed).collect();
        let mut named = Vec::new();
        for record in self.inner.store.said_to_be(scope, &people).await? {
            if Some(record) != beside {
                named.extend(named_elsewhere(&self.fetch_unidentified(record).await?.record, file));
            }
        }
        Ok(named)
    }

    /// The same for deciding on what says who somebody is, and how far it was looked up: of two who say it of two records at
    /// once the second sees the first. Nothing for whatever says of nobody who they are.
    pub(super) async fn looked_up_elsewhere(
        &self,
        record: UnidentifiedId,
        said: &UnidentifiedEvent,
        file: Option<&PersonFile>,
    ) -> Result<(Vec<NamedElsewhere>, Option<LookedUp>), Trouble> {
        let says_who = matches!(
            said,
            UnidentifiedEvent::IdentityProposed { .. } | UnidentifiedEvent::IdentityConfirmed { .. }
        );
        let Some(file) = file.filter(|_| says_who) else { return Ok((Vec::new(), None)) };
        // Before the rows are read: what is appended while they are is noticed when this is.
        let at = LedgerEnd(self.inner.store.last_sequence().await?);
        let named = self.named_elsewhere(&Scope::Everything, Some(record), file).await?;
        Ok((named, Some(LookedUp { what: LookUp::Identities, at })))
    }
}
