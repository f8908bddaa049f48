//! `safewell link` alone, from the same source, without the rest of the program: built in a minute where that takes half
//! an hour. It is what `just bench-linkage` measures.

#![expect(clippy::print_stderr, reason = "what went wrong belongs on standard error")]

#[path = "../../server/src/link/mod.rs"]
mod link;

use std::process::ExitCode;

use clap::Parser as _;

#[derive(Debug, clap::Parser)]
struct Cli {
    #[command(flatten)]
    command: link::LinkCommand,
}

fn main() -> ExitCode {
    match Cli::parse().command.run(std::io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("safewell: {error:#}");
            ExitCode::FAILURE
        }
    }
}
