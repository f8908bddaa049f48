//! Filters of the board that somebody keeps under a name. They belong to the account: nobody else sees them, and they say
//! nothing of any case.

use store::{FilterId, Opens, SaveFilterError, SavedFilter};
use uuid::Uuid;

use crate::{App, identity::SignedIn, trouble::Trouble};

pub use store::Opens as BoardOpens;

/// A filter that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFilter {
    /// Its id.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What it asks for: the query of the board's address.
    pub asked: String,
    /// Whether the board opens with it.
    pub opens: Opens,
}

/// Why a filter was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepRefused {
    /// It has no name.
    #[error("a filter needs a name")]
    NoName,
    /// The name is longer than forty characters.
    #[error("the name is too long")]
    NameTooLong,
    /// Nine are kept already.
    #[error("as many filters are kept as may be")]
    TooMany,
    /// The database did not take it.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// A name stands in a line with eight others.
const NAME_CHARACTERS_AT_MOST: usize = 40;

impl App {
    /// The actor's filters, in the order in which they were kept.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn filters(&self, who: &SignedIn) -> Result<Vec<KeptFilter>, Trouble> {
        let kept = self.inner.store.filters(who.account).await?;
        Ok(kept
            .into_iter()
            .map(|filter| KeptFilter {
                id: filter.id.0,
                name: filter.name,
                asked: filter.asked,
                opens: filter.opens,
            })
            .collect())
    }

    /// Keeps a filter under a name; one of the same name is replaced.
    ///
    /// # Errors
    /// See [`KeepRefused`].
    pub async fn keep_filter(
        &self,
        who: &SignedIn,
        name: &str,
        asked: &str,
        opens: Opens,
    ) -> Result<Uuid, KeepRefused> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(KeepRefused::NoName);
        }
        if name.chars().count() > NAME_CHARACTERS_AT_MOST {
            return Err(KeepRefused::NameTooLong);
        }
        let id = Uuid::now_v7();
        let filter =
            SavedFilter { id: FilterId(id), account: who.account, name, asked: asked.to_owned(), opens };
        match self.inner.store.save_filter(&filter, self.clock().now()).await {
            Ok(()) => Ok(id),
            Err(SaveFilterError::TooMany) => Err(KeepRefused::TooMany),
            Err(SaveFilterError::Fault(fault)) => Err(KeepRefused::Trouble(fault.into())),
        }
    }

    /// Forgets one of the actor's filters.
    ///
    /// # Errors
    /// Not found where the actor has none of that id.
    pub async fn forget_filter(&self, who: &SignedIn, id: Uuid) -> Result<(), Trouble> {
        match self.inner.store.delete_filter(who.account, FilterId(id)).await? {
            true => Ok(()),
            false => Err(Trouble::NotFound),
        }
    }
}
