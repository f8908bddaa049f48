//! Pictures that no entry needs any more are removed: at the start, then every six hours. Of several servers each may do
//! it; there is nothing to do for the second.

use std::time::Duration;

use app::App;

/// What was disposed of is to be gone the same day, in copies of the database too.
const EVERY: Duration = Duration::from_secs(6 * 60 * 60);

/// Sweeps at once and then every six hours, until `stop` is done. What fails is logged and tried again the next time.
pub(crate) async fn keep(app: App, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut times = tokio::time::interval(EVERY);
    times.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = times.tick() => {}
        }
        match app.sweep_photographs().await {
            Ok(0) => {}
            Ok(pictures) => tracing::info!(pictures, "pictures that no entry needs were removed"),
            Err(trouble) => {
                tracing::warn!(%trouble, "pictures that no entry needs could not be removed; trying again later");
            }
        }
    }
}
