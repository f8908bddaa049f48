//! The binary, serving a place, to be killed without warning.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
    sync::mpsc::{Receiver, channel},
};

use store::Location;
use testkit::database::Place;

const BINARY: &str = env!("CARGO_BIN_EXE_safewell");

/// A server that runs until it is killed or dropped.
pub(crate) struct Served {
    /// Where it answers.
    pub(crate) address: String,
    child: Child,
    lines: Receiver<String>,
}

impl Served {
    /// Starts it on what lies at that place; on nothing it puts the demonstration there first.
    pub(crate) fn start(place: &Place) -> Self {
        let log = place.folder.path().join("server.log");
        let mut child = command("serve", place)
            .args(["--listen", "127.0.0.1:0", "--demo"])
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("the log can be written"))
            .spawn()
            .expect("the binary starts");
        let lines = lines(child.stdout.take().expect("its output is piped"));
        // It says where it is once it listens.
        let address =
            lines.iter().find_map(|line| line.split_once(" http://").map(|(_, rest)| rest.to_owned()));
        let Some(address) = address else {
            panic!("it ended: {}", std::fs::read_to_string(&log).unwrap_or_default());
        };
        Self { address: format!("http://{}", address.trim()), child, lines }
    }

    /// The password that it prints for this account.
    pub(crate) fn password_of(&self, username: &str) -> String {
        let line = self.lines.iter().find(|line| line.split_whitespace().any(|word| word == username));
        let line = line.unwrap_or_else(|| panic!("it printed no sign-in for {username}"));
        // Columns are set apart by two spaces or more; a password may hold one.
        line.trim().rsplit("  ").next().unwrap_or_default().trim().to_owned()
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it has ended");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What it prints, line by line, read by a thread so that it never waits for a reader.
fn lines(output: ChildStdout) -> Receiver<String> {
    let (said, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody may want to know any more.
            let _ = said.send(line);
        }
    });
    lines
}

/// `safewell verify`, which must find nothing changed.
pub(crate) fn verify(place: &Place) {
    let output = command("verify", place).output().expect("the binary starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "verify ended with {}: {error}", output.status);
}

fn command(name: &str, place: &Place) -> Command {
    let mut command = Command::new(BINARY);
    command.arg(name).arg("--data").arg(place.folder.path().join("data"));
    if let Location::Postgres(url) = &place.location {
        command.args(["--database-url", url]);
    }
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SAFEWELL_")) {
        command.env_remove(name);
    }
    command
}
