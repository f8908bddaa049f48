//! Deadlines pass without anybody doing anything: at the moment at which a duty changes or a message is to be sent, it is
//! sent, and the episode's rows are worked out again. Nothing is scanned; the store knows the next moment.

use std::{collections::BTreeSet, future::Future, time::Duration};

use domain::projection::project;
use jiff::{SignedDuration, Timestamp};
use store::{DueClock, Lease};
use uuid::Uuid;

use crate::{App, sending::Sent, trouble::Trouble};

/// The name of the lease: of several servers over one database, one minds the clocks.
const LEASE: &str = "clocks";

/// A server that has died is replaced after so long.
const LEASE_SECONDS: i64 = 30;

/// The longest that a server sleeps: in time to renew its lease.
const AWAKE_EVERY: Duration = Duration::from_secs(10);

/// Episodes worked out before the lease is renewed.
const AT_ONCE: u32 = 200;

impl App {
    /// Minds the clocks until `stop` is done. A database that is away is asked again.
    pub async fn run_timers(&self, stop: impl Future<Output = ()>) {
        let holder = Uuid::now_v7().to_string();
        let mut changes = self.changes();
        tokio::pin!(stop);
        loop {
            let sleep = match self.mind_clocks_with_lease(&holder).await {
                Ok(sleep) => sleep,
                Err(trouble) => {
                    tracing::warn!(%trouble, "the clocks could not be minded; trying again");
                    AWAKE_EVERY
                }
            };
            tokio::select! {
                () = &mut stop => break,
                () = tokio::time::sleep(sleep) => {}
                // What was recorded may bring the next moment forward.
                _ = changes.next() => {}
            }
        }
        if let Err(fault) = self.inner.store.release(LEASE, &holder).await {
            tracing::warn!(%fault, "the lease of the clocks was not given up; it runs out by itself");
        }
    }

    async fn mind_clocks_with_lease(&self, holder: &str) -> Result<Duration, Trouble> {
        let now = self.clock().now();
        let until = now + SignedDuration::from_secs(LEASE_SECONDS);
        match self.inner.store.lease(LEASE, holder, now, until).await? {
            Lease::HeldByOther => Ok(AWAKE_EVERY),
            Lease::Held { .. } => {
                self.mind_clocks().await?;
                self.mind_jobs().await?;
                self.mind_unidentified().await?;
                let next = self.next_clock().await?;
                let wait = next.map(|next| next.duration_since(self.clock().now()));
                let wait = wait.and_then(|wait| Duration::try_from(wait).ok());
                Ok(wait.unwrap_or(AWAKE_EVERY).min(AWAKE_EVERY))
            }
        }
    }

    /// The next moment at which anything happens by time alone.
    ///
    /// # Errors
    /// When the database cannot say.
    pub async fn next_clock(&self) -> Result<Option<Timestamp>, Trouble> {
        let of_records = self.inner.store.next_unidentified_clock().await?;
        Ok([self.inner.store.next_clock().await?, of_records].into_iter().flatten().min())
    }

    /// Whether no clock that has run out waits to be looked at, but for those of the last seconds; and names are read, so that
    /// a search need not wait for them.
    ///
    /// # Errors
    /// When the database cannot say.
    pub async fn is_caught_up(&self) -> Result<bool, Trouble> {
        self.read_names().await?;
        let next = self.inner.store.next_clock().await?;
        let looked_at_by_now = self.clock().now() - SignedDuration::from_secs(LEASE_SECONDS);
        Ok(next.is_none_or(|next| next > looked_at_by_now))
    }

    /// Sends what is due by now and works out the rows of every episode that changes by it, and says how many there were.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn mind_clocks(&self) -> Result<usize, Trouble> {
        let mut minded = 0;
        loop {
            let due = self.inner.store.due_clocks(self.clock().now(), AT_ONCE).await?;
            if due.is_empty() {
                return Ok(minded);
            }
            let mut left = 0;
            for clock in &due {
                match self.mind(clock).await {
                    Ok(()) => minded += 1,
                    Err(trouble @ Trouble::Unavailable(_)) => return Err(trouble),
                    // One file that cannot be read does not stop the clocks of the others.
                    Err(trouble) => {
                        tracing::error!(episode = %clock.episode, %trouble, "an episode's clock is not minded");
                        left += 1;
                    }
                }
            }
            if left > 0 {
                return Ok(minded);
            }
        }
    }

    async fn mind(&self, clock: &DueClock) -> Result<(), Trouble> {
        let known = self.fetch_for_clock(clock.person).await?;
        let now = known.entered_at(self.clock().now());
        match self.send_due(&known, clock.episode, now).await? {
            Sent::Messages(_) | Sent::OvertakenByOther => return Ok(()),
            Sent::Nothing => {}
        }
        let around = self.inner.area.around();
        let projection = project(&known.file, &BTreeSet::from([clock.episode]), now, &around);
        // Whoever has changed the file meanwhile has written the rows as well.
        self.inner.store.reproject(known.claims(), &projection, &[]).await?;
        Ok(())
    }
}
