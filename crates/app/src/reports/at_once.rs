//! A report that is sent whole, in one sending, by a program or from a page without steps. However often and at however many
//! times at once one attempt is sent, it is taken once and answered alike.

use serde::Serialize;
use store::DraftId;

use super::{
    DraftSave, ReportAnswers, Submitted,
    submit::{request_of, sent_before},
};
use crate::{
    App,
    cases::{IdempotencyKey, recording::digest_of},
    identity::SignedIn,
    trouble::Trouble,
};

/// How often a sending that others of the same attempt keep overtaking is tried.
const ATTEMPTS: usize = 8;

/// The version of a draft that was saved once.
const FIRST: i64 = 1;

/// One attempt to report: who sends what under which key.
#[derive(Debug)]
pub struct Attempt<'a, S: ?Sized> {
    /// Names it.
    pub key: &'a IdempotencyKey,
    /// What was sent, as it came: the same again is the same attempt, whatever became of the case meanwhile.
    pub sent: &'a S,
}

impl App {
    /// Takes a report at once.
    ///
    /// # Errors
    /// As [`App::submit_report`]; the key used before where something else was sent under it.
    pub async fn report_at_once<S: Serialize + ?Sized>(
        &self,
        who: &SignedIn,
        attempt: Attempt<'_, S>,
        answers: &ReportAnswers,
    ) -> Result<Submitted, Trouble> {
        let id = attempt.draft(who);
        for _ in 0..ATTEMPTS {
            match self.submit_report(who, id, FIRST, attempt.key).await {
                Err(Trouble::NotFound) => {}
                answered => return self.answered(who, attempt, answered).await,
            }
            let save = DraftSave { id: Some(id), version: 0, answers: answers.clone() };
            match self.save_draft(who, save).await {
                // A clash or a draft that is gone: the same attempt was faster in another sending.
                Ok(_) | Err(Trouble::Clash(_) | Trouble::NotFound) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Err(Trouble::Unavailable(store::Unavailable::Busy))
    }

    /// What the attempt was answered, where it was taken before.
    ///
    /// # Errors
    /// The key used before where something else was sent under it; when the database cannot be read.
    pub async fn reported_before<S: Serialize + ?Sized>(
        &self,
        who: &SignedIn,
        attempt: Attempt<'_, S>,
    ) -> Result<Option<Submitted>, Trouble> {
        let request = request_of(attempt.draft(who));
        match self.inner.store.replayed(who.account, attempt.key.as_str(), &request).await {
            Ok(()) => Ok(None),
            Err(error) => sent_before(error).map(Some),
        }
    }

    /// What a sending is answered. One that was refused because another sending of the attempt was faster is answered like that.
    /// Nobody goes on typing a draft that was sent at once: whatever became of it, none is left over.
    async fn answered<S: Serialize + ?Sized>(
        &self,
        who: &SignedIn,
        attempt: Attempt<'_, S>,
        answered: Result<Submitted, Trouble>,
    ) -> Result<Submitted, Trouble> {
        let answered = match answered {
            Err(trouble @ (Trouble::Refused(_) | Trouble::Clash(_))) => {
                self.reported_before(who, attempt).await?.ok_or(trouble)
            }
            answered => answered,
        };
        if matches!(answered, Ok(_) | Err(Trouble::Refused(_) | Trouble::Clash(_) | Trouble::Denied(_))) {
            self.discard_draft(who, attempt.draft(who)).await?;
        }
        answered
    }
}

impl<S: Serialize + ?Sized> Attempt<'_, S> {
    /// The key under which what is said goes to a case that runs already: the same sending again adds it once.
    #[must_use]
    pub fn key_to_add(&self, who: &SignedIn) -> IdempotencyKey {
        IdempotencyKey::parse(&format!("add/{}", self.draft(who).0)).unwrap_or_else(IdempotencyKey::fresh)
    }

    /// The draft's id follows from who sends what under which key: a retry finds what a sending before it left, and another
    /// report under the same key is another draft, and refused.
    fn draft(&self, who: &SignedIn) -> DraftId {
        let digest = digest_of(&(who.account.0, self.key.as_str(), self.sent));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        DraftId(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl<S: ?Sized> Clone for Attempt<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: ?Sized> Copy for Attempt<'_, S> {}
