//! `verify`, `backup`, `restore`, `migrate`: what an operator does to the data beside serving it.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context;
use app::App;
use clap::Args;
use store::{Heads, Store, Verified};

use crate::settings::Place;

/// Check the ledger and what is worked out from it.
#[derive(Debug, Args)]
pub(crate) struct VerifyCommand {
    #[command(flatten)]
    place: Place,
    /// The last line that an earlier check printed: what was written until then must still be in its place.
    #[arg(long, value_name = "LINE")]
    expect: Option<Heads>,
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
    /// Works out every hash and every list row again, and prints where the chains end.
    ///
    /// # Errors
    /// The first difference.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        self.place.holds_a_database()?;
        let app = App::open(self.place.config()).await?;
        let checked = async {
            // Compared first: what is then worked out again are the links between this end and the new one too.
            if let Some(kept) = &self.expect {
                app.goes_on_from(kept).await?;
            }
            app.verify().await
        };
        let verified = checked.await;
        app.close().await;
        say(&told(&verified?, self.expect.as_ref()))
    }
}

/// What was checked; the last line is the one to keep.
fn told(verified: &Verified, compared_with: Option<&Heads>) -> String {
    let mut lines = Vec::new();
    if verified.entries == 0 {
        lines.push("The ledger is empty: nothing was ever recorded in this database.".to_owned());
    }
    lines.push(format!(
        "No difference found in {} entries, {} payloads, {} photographs, {} readings, {} people, {} episodes, {} duties, \
         {} calls, {} triggers. Accounts are not part of the check.",
        verified.entries,
        verified.payloads,
        verified.photographs,
        verified.reads,
        verified.people,
        verified.episodes,
        verified.duties,
        verified.incidents,
        verified.triggers,
    ));
    lines.push(if compared_with.is_some() {
        "Everything up to the line given is still in its place. Keep the next line in its stead:".to_owned()
    } else {
        "Entries or readings cut off at the end are found only by comparing: keep the next line elsewhere, and give it to \
         `safewell verify --expect` next time."
            .to_owned()
    });
    lines.push(verified.heads().to_string());
    lines.join("\n")
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
        let rows: i64 = copied?.rows.iter().map(|(_, rows)| rows).sum();
        say(&format!("Wrote {rows} rows to {}.", self.file.display()))
    }
}

impl RestoreCommand {
    /// Fills the database.
    ///
    /// # Errors
    /// Why it is still empty.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let location = self.place.location();
        let copied = Store::restore(&self.file, &location).await?;
        let rows: i64 = copied.rows.iter().map(|(_, rows)| rows).sum();
        if let Some(open) = self.place.is_open_to_others() {
            eprintln!("{open}");
        }
        say(&format!("Restored {rows} rows into {location}. Run `safewell verify` before you serve it."))
    }
}

impl MigrateCommand {
    /// Migrates.
    ///
    /// # Errors
    /// Why the schema is as it was.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
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
