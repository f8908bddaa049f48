//! The queue of jobs: what an act leaves to be done once it is saved. A server takes a job for a while; if it dies, another does it.

use jiff::{SignedDuration, Timestamp};
use store::Queued;

use crate::{
    App, late,
    trouble::Trouble,
    unidentified::{MATCH_PERSON, MATCH_RECORD},
};

/// A server that dies while it looks leaves the job to another after so long.
const TAKEN_FOR: SignedDuration = SignedDuration::from_secs(30);

/// Jobs taken at once.
const AT_ONCE: u32 = 200;

/// What doing a job came to.
struct Done {
    messages: usize,
    /// When it is to be done again; never where nothing is said.
    again: Option<Timestamp>,
}

impl App {
    /// Does the jobs that are due, and says how many messages went out: homes are asked about those who are late, and who
    /// somebody could be is judged again.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn mind_jobs(&self) -> Result<usize, Trouble> {
        let now = self.clock().now();
        let mut sent = 0;
        for job in self.inner.store.take_outbox(now, now + TAKEN_FOR, AT_ONCE).await? {
            match self.do_job(&job, now).await {
                Ok(Done { messages, again: Some(again) }) => {
                    sent += messages;
                    self.inner.store.outbox_later(job.id, again).await?;
                }
                Ok(Done { messages, again: None }) => {
                    sent += messages;
                    self.inner.store.outbox_done(job.id).await?;
                    self.announce_judged(&job).await?;
                }
                Err(trouble @ Trouble::Unavailable(_)) => return Err(trouble),
                // One file that cannot be read does not stop the others.
                Err(trouble) => {
                    tracing::error!(topic = job.topic, %trouble, "a job is not done");
                    self.inner.store.outbox_failed(job.id, now + TAKEN_FOR).await?;
                }
            }
        }
        Ok(sent)
    }

    async fn do_job(&self, job: &Queued, now: Timestamp) -> Result<Done, Trouble> {
        match job.topic.as_str() {
            late::TOPIC => {
                let (messages, again) = self.look_at_late(job, now).await?;
                Ok(Done { messages, again })
            }
            MATCH_RECORD | MATCH_PERSON => {
                self.match_job(job).await?;
                Ok(Done { messages: 0, again: None })
            }
            topic => {
                tracing::error!(topic, "nobody knows what to do with a job");
                Ok(Done { messages: 0, again: Some(now + TAKEN_FOR) })
            }
        }
    }
}
