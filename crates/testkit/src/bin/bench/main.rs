//! What Safewell costs, measured on the machine at hand: `just bench`, or `just bench appends` for one part.
//!
//! Each part runs in a process of its own, so that its memory is its own. PostgreSQL is measured where
//! `SAFEWELL_TEST_POSTGRES_URL` names a server.

#![expect(clippy::print_stdout, reason = "figures belong on standard output")]
#![expect(clippy::cast_precision_loss, reason = "figures are read to three digits")]

mod appends;
mod duties;
mod pages;
mod report;
mod room;
mod served;
mod start;

use std::process::Command;

use report::Figure;
use testkit::database::{Engine, POSTGRES_URL};

/// The parts, in the order in which they run.
const PARTS: [&str; 10] = [
    "duties",
    "appends-sqlite",
    "appends-postgres",
    "pages-sqlite",
    "pages-postgres",
    "room-sqlite",
    "room-postgres",
    "start",
    "start-small",
    "start-middle",
];

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    match asked.split_first() {
        Some((word, [part])) if word == "part" => {
            for figure in measure(part) {
                println!("{}", figure.line());
            }
            println!(
                "{}",
                Figure::new(
                    "memory of the part itself at most",
                    peak_memory_mebibytes("/proc/self/status"),
                    "MiB"
                )
                .line()
            );
        }
        Some(_) | None => run_parts(&asked),
    }
}

/// Runs every part whose name begins with one of the words, or all.
fn run_parts(words: &[String]) {
    let program = std::env::current_exe().expect("the program knows where it is");
    let asked = |part: &str| words.is_empty() || words.iter().any(|word| part.starts_with(word.as_str()));
    for part in PARTS.into_iter().filter(|part| asked(part)) {
        if part.ends_with("postgres") && std::env::var_os(POSTGRES_URL).is_none() {
            println!("{part}: left out, {POSTGRES_URL} names no server");
            continue;
        }
        println!("{part}");
        let status = Command::new(&program).args(["part", part]).status().expect("a part can be started");
        assert!(status.success(), "{part} failed");
    }
}

fn measure(part: &str) -> Vec<Figure> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    match part {
        "duties" => duties::measure(),
        "appends-sqlite" => runtime.block_on(appends::measure(Engine::Sqlite)),
        "appends-postgres" => runtime.block_on(appends::measure(Engine::Postgres)),
        "pages-sqlite" => runtime.block_on(pages::measure(Engine::Sqlite)),
        "pages-postgres" => runtime.block_on(pages::measure(Engine::Postgres)),
        "room-sqlite" => runtime.block_on(room::measure(Engine::Sqlite)),
        "room-postgres" => runtime.block_on(room::measure(Engine::Postgres)),
        "start" => runtime.block_on(start::measure(100_000)),
        "start-middle" => runtime.block_on(start::measure(5_000)),
        "start-small" => runtime.block_on(start::measure(1_000)),
        other => panic!("there is no part {other}; there are {PARTS:?}"),
    }
}

/// The most memory that a process has held, as the kernel counts it.
fn peak_memory_mebibytes(status_file: &str) -> f64 {
    let status = std::fs::read_to_string(status_file).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
    kibibytes.unwrap_or_default() / 1024.0
}
