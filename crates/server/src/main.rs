//! The binary: configuration, wiring and the commands.

mod protocol_command;

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
    /// Work with protocol packs and scenarios.
    Protocol(protocol_command::ProtocolCommand),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Protocol(command) => command.run(),
    }
}
