//! `safewell paper`: writes the paper for when the system is down, once.

use std::path::PathBuf;

use app::App;
use clap::Args;

use crate::paper;
use crate::settings::Place;

/// Write the list of live cases, their briefings and the blank form.
#[derive(Debug, Args)]
pub(crate) struct PaperCommand {
    #[command(flatten)]
    place: Place,
    /// The folder to write to; made where it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl PaperCommand {
    /// Writes it.
    ///
    /// # Errors
    /// Why it could not be written.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        self.place.holds_a_database()?;
        let app = App::open(self.place.config()).await?;
        let written = paper::write(&app, &self.out).await;
        app.close().await;
        let cases = written?;
        crate::upkeep::say(&format!("{cases} cases are on the paper in {}.", self.out.display()))
    }
}
