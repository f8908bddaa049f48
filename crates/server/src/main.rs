//! The binary: configuration, wiring and the commands.

mod account_command;
mod demo;
mod link;
mod paper;
mod paper_command;
mod protocol_command;
mod serve;
mod settings;
mod sweep;
mod upkeep;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Safewell: find missing people fast.
#[derive(Debug, Parser)]
#[command(name = "safewell", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API.
    Serve(serve::ServeCommand),
    /// Check ledger, read log and photographs by their hashes, list rows by the ledger, and triggers by the schema.
    Verify(upkeep::VerifyCommand),
    /// Copy everything into one new file, while the service may go on serving.
    Backup(upkeep::BackupCommand),
    /// Fill an empty database, of either kind, from a backup.
    Restore(upkeep::RestoreCommand),
    /// Bring the database to the schema of this program.
    Migrate(upkeep::MigrateCommand),
    /// Write the paper for when the system is down, once.
    Paper(paper_command::PaperCommand),
    /// Make accounts.
    Account(account_command::AccountCommand),
    /// Print the description of the API, as `openapi.json` holds it.
    Openapi,
    Link(link::LinkCommand),
    /// Work with protocol packs and scenarios.
    Protocol(protocol_command::ProtocolCommand),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(command) => finish(command.run()),
        Command::Verify(command) => finish(command.run()),
        Command::Backup(command) => finish(command.run()),
        Command::Restore(command) => finish(command.run()),
        Command::Migrate(command) => finish(command.run()),
        Command::Paper(command) => finish(command.run()),
        Command::Account(command) => finish(command.run()),
        Command::Openapi => {
            finish(async { Ok(std::io::stdout().write_all(web::api::openapi::text().as_bytes())?) })
        }
        Command::Link(command) => finish(async { command.run(std::io::stdout()) }),
        Command::Protocol(command) => command.run(),
    }
}

/// Runs a command to its end. What went wrong is one sentence on standard error, its causes after colons.
fn finish(command: impl Future<Output = anyhow::Result<()>>) -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("safewell: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("safewell: {error:#}");
            ExitCode::FAILURE
        }
    }
}
