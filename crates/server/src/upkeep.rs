//! `verify`, `backup`, `restore`, `migrate`: what an operator does to the data beside serving it.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use anyhow::Context;
use app::App;
use clap::Args;
use store::Store;

use crate::settings::Place;

/// Check that nothing was changed.
#[derive(Debug, Args)]
pub(crate) struct VerifyCommand {
    #[command(flatten)]
    place: Place,
}

/// Copy everything into one file.
#[derive(Debug, Args)]
pub(crate) struct BackupCommand {
    #[command(flatten)]
    place: Place,
    /// The file to write; it must not be there yet.
    file: PathBuf,
}

/// Fill an empty database from a backup.
#[derive(Debug, Args)]
pub(crate) struct RestoreCommand {
    #[command(flatten)]
    place: Place,
    /// The backup.
    file: PathBuf,
}

/// Bring the database to the schema of this program.
#[derive(Debug, Args)]
pub(crate) struct MigrateCommand {
    #[command(flatten)]
    place: Place,
}

impl VerifyCommand {
    /// Works out every hash and every list row again.
    ///
    /// # Errors
    /// The first difference.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        self.place.holds_a_database()?;
        let app = App::open(self.place.config()).await?;
        let verified = app.verify().await;
        app.close().await;
        let verified = verified?;
        say(&format!(
            "Nothing was changed: {} entries, {} payloads, {} photographs, {} readings, {} people, {} episodes, {} duties, {} calls; \
             {} disposals.",
            verified.entries,
            verified.payloads,
            verified.photographs,
            verified.reads,
            verified.people,
            verified.episodes,
            verified.duties,
            verified.incidents,
            verified.disposed
        ))
    }
}

impl BackupCommand {
    /// Writes the copy, while the service may go on serving.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        self.place.holds_a_database()?;
        let app = App::open(self.place.config()).await?;
        // What was disposed of is not to live on in copies.
        app.sweep_photographs().await?;
        let copied = app.backup(&self.file).await;
        app.close().await;
        let copied = copied?;
        // A backup holds what the database holds: it is for the operator alone.
        std::fs::set_permissions(&self.file, std::fs::Permissions::from_mode(0o600))
            .with_context(|| format!("cannot close {} to others", self.file.display()))?;
        let rows: i64 = copied.rows.iter().map(|(_, rows)| rows).sum();
        say(&format!("Wrote {rows} rows to {}.", self.file.display()))
    }
}

impl RestoreCommand {
    /// Fills the database.
    ///
    /// # Errors
    /// Why it is still empty.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        self.place.make_folder()?;
        let location = self.place.location();
        let copied = Store::restore(&self.file, &location).await?;
        let rows: i64 = copied.rows.iter().map(|(_, rows)| rows).sum();
        say(&format!("Restored {rows} rows into {location}. Run `safewell verify` before you serve it."))
    }
}

impl MigrateCommand {
    /// Migrates.
    ///
    /// # Errors
    /// Why the schema is as it was.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        self.place.make_folder()?;
        let migrated = Store::migrate(&self.place.location()).await?;
        if migrated.from == migrated.to {
            say(&format!("The schema is at version {} already.", migrated.to))
        } else {
            say(&format!("The schema went from version {} to {}.", migrated.from, migrated.to))
        }
    }
}

/// One line on standard output.
pub(crate) fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("cannot print")
}
