//! The same said twice: whoever goes back to a form and sends it again has a new form with a new key, and would record it
//! twice. What they said is recognised, and they are asked.

use jiff::{SignedDuration, Timestamp};

use super::{IdempotencyKey, Recording, RecordingOnPerson, recording::request_of};
use crate::{App, identity::SignedIn, trouble::Trouble};

/// The same words after this time are news.
const WITHIN: SignedDuration = SignedDuration::from_hours(1);

impl App {
    /// When the actor recorded exactly this in this episode within the last hour by another form, if they did.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn recorded_alike(
        &self,
        who: &SignedIn,
        recording: &Recording,
    ) -> Result<Option<Timestamp>, Trouble> {
        let request = request_of("episode", recording.episode, &recording.act, recording.happened_at);
        self.alike(who, &recording.key, &request).await
    }

    /// The same of what is recorded on a person.
    ///
    /// # Errors
    /// As [`App::recorded_alike`].
    pub async fn recorded_alike_on_person(
        &self,
        who: &SignedIn,
        recording: &RecordingOnPerson,
    ) -> Result<Option<Timestamp>, Trouble> {
        let request = request_of("person", recording.person, &recording.act, recording.happened_at);
        self.alike(who, &recording.key, &request).await
    }

    async fn alike(
        &self,
        who: &SignedIn,
        key: &IdempotencyKey,
        request: &domain::ledger::Digest32,
    ) -> Result<Option<Timestamp>, Trouble> {
        let since = self.clock().now() - WITHIN;
        Ok(self.inner.store.sent_alike(who.account, key.as_str(), request, since).await?)
    }
}
