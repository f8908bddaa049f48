//! `safewell link` from its arguments to the files that it writes, from the very source of the command: here it is built in
//! seconds, beside the server in minutes.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not find ends it")]

#[path = "../../../server/src/link/mod.rs"]
mod link;
#[path = "../linking/register.rs"]
#[expect(dead_code, reason = "other tests read the register without a file")]
mod register;

mod formats;
mod mistakes;
mod results;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use tempfile::TempDir;

#[derive(Debug, clap::Parser)]
struct Cli {
    #[command(flatten)]
    command: link::LinkCommand,
}

/// A folder with files in it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Puts a file there.
    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), content).unwrap();
        self
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the command; words that name a file of the desk, or begin with `out`, are places on it.
    fn link(&self, words: &str) -> Result<String, String> {
        let place = |word: &str| -> PathBuf {
            let path = self.path(word);
            if path.exists() || word.starts_with("out") { path } else { Path::new(word).to_owned() }
        };
        let arguments = std::iter::once("link".into()).chain(words.split(' ').map(place));
        let cli =
            Cli::try_parse_from(arguments.map(PathBuf::into_os_string)).map_err(|error| error.to_string())?;
        let mut said = Vec::new();
        cli.command.run(&mut said).map_err(|error| format!("{error:#}"))?;
        Ok(String::from_utf8(said).unwrap())
    }
}
