//! Judges the ranking of missing people for unidentified people, bodies and remains on made-up truth, beside what a desk
//! does by hand: `cargo run --release -p linkage --example unidentified -- [--seed N]… [--missing N] [--found N]
//! [--without-ablation]`. Everything is made up; see docs/matching-evaluation.md for what that leaves out.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod desk;
mod made_up;
mod report;

use std::process::ExitCode;

/// The seed that is run when none is named: one of those by which the numbers of the comparison were looked at.
const SEED: u64 = 1;

fn main() -> ExitCode {
    let Some(request) = request() else {
        eprintln!("usage: unidentified [--seed N]... [--missing N] [--found N] [--without-ablation]");
        return ExitCode::from(2);
    };
    for seed in &request.seeds {
        report::run(*seed, &request);
    }
    ExitCode::SUCCESS
}

/// What is asked for on the command line.
struct Request {
    seeds: Vec<u64>,
    missing: usize,
    found: usize,
    ablation: Ablation,
}

/// Whether each feature is left out in turn.
#[derive(PartialEq, Eq)]
enum Ablation {
    Run,
    LeaveOut,
}

fn request() -> Option<Request> {
    let mut request = Request { seeds: Vec::new(), missing: 10_000, found: 1_000, ablation: Ablation::Run };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seed" => request.seeds.push(arguments.next()?.parse().ok()?),
            "--missing" => request.missing = arguments.next()?.parse().ok()?,
            "--found" => request.found = arguments.next()?.parse().ok()?,
            "--without-ablation" => request.ablation = Ablation::LeaveOut,
            _ => return None,
        }
    }
    if request.seeds.is_empty() {
        request.seeds.push(SEED);
    }
    Some(request)
}
