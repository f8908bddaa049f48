//! The real program, started as an operator starts it, and visitors that ask it for pages.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use store::Location;

/// The program, serving until it is dropped.
pub(crate) struct Served {
    child: Child,
    address: String,
    /// What it printed before it was ready: address and sign-ins.
    said: Vec<String>,
}

impl Served {
    /// Starts it on these data. Returns once it answers that it is ready, with how long that took.
    pub(crate) async fn start(location: &Location, folder: &Path, options: &[&str]) -> (Self, Duration) {
        let begun = Instant::now();
        let mut command = Command::new(program());
        command.arg("serve").args(["--listen", "127.0.0.1:0"]).args(options).env("RUST_LOG", "error");
        match location {
            Location::Sqlite(data) => command.arg("--data").arg(data),
            Location::Postgres(url) => command.arg("--data").arg(folder).args(["--database-url", url]),
        };
        let mut child =
            command.stdout(Stdio::piped()).spawn().expect("`cargo build --release` made the program");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let first = lines.next().expect("it says where it is").expect("it writes text");
        let address = first.rsplit(' ').next().expect("the address stands last").to_owned();
        let mut served = Self { child, address, said: Vec::new() };
        let client = reqwest::Client::new();
        while !served.answers_ready(&client).await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let took = begun.elapsed();
        if options.contains(&"--demo") {
            let until_blank = lines.map_while(Result::ok).skip_while(|line| !line.starts_with("  "));
            served.said = until_blank.take_while(|line| !line.trim().is_empty()).collect();
        }
        (served, took)
    }

    async fn answers_ready(&self, client: &reqwest::Client) -> bool {
        let answer = client.get(format!("{}/readyz", self.address)).send().await;
        answer.is_ok_and(|answer| answer.status().is_success())
    }

    /// User name and password of a demonstration account.
    pub(crate) fn sign_in_of(&self, username: &str) -> (String, String) {
        let line = self.said.iter().find(|line| line.split_whitespace().any(|word| word == username));
        let line = line.expect("the account is printed").trim();
        let password = line.rsplit("  ").next().expect("the password stands last").trim();
        (username.to_owned(), password.to_owned())
    }

    /// A browser's worth of cookies and connections, signed in.
    pub(crate) async fn visitor(&self, username: &str, password: &str) -> reqwest::Client {
        let client = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client can be made");
        let form = [("username", username), ("password", password)];
        let answer = client.post(format!("{}/sign-in", self.address)).form(&form).send().await;
        let answer = answer.expect("the server answers");
        assert!(answer.status().is_redirection(), "signing in was answered with {}", answer.status());
        client
    }

    /// One page, read to its end.
    pub(crate) async fn page(&self, client: &reqwest::Client, path: &str) -> String {
        let answer = client.get(format!("{}{path}", self.address)).send().await.expect("the server answers");
        assert!(answer.status().is_success(), "{path} was answered with {}", answer.status());
        answer.text().await.expect("the page is read to its end")
    }

    /// Whether the demonstration has such an account.
    pub(crate) fn knows(&self, username: &str) -> bool {
        self.said.iter().any(|line| line.split_whitespace().any(|word| word == username))
    }

    /// One page, or what went wrong with it.
    pub(crate) async fn ask(&self, client: &reqwest::Client, path: &str) -> Result<String, String> {
        let answer = client.get(format!("{}{path}", self.address)).send().await;
        let answer = answer.map_err(|error| format!("{path}: {error}"))?;
        if !answer.status().is_success() {
            return Err(format!("{path} was answered with {}", answer.status()));
        }
        answer.text().await.map_err(|error| format!("{path}: {error}"))
    }

    /// Sends a form, or says what went wrong with it.
    pub(crate) async fn send(
        &self,
        client: &reqwest::Client,
        path: &str,
        fields: &[(String, String)],
    ) -> Result<(), String> {
        let answer = client.post(format!("{}{path}", self.address)).form(fields).send().await;
        let answer = answer.map_err(|error| format!("sending {path}: {error}"))?;
        if answer.status().is_redirection() {
            Ok(())
        } else {
            Err(format!("sending {path} was answered with {}", answer.status()))
        }
    }

    /// A live connection, as a page holds one open.
    pub(crate) async fn listen(
        &self,
        client: &reqwest::Client,
        path: &str,
    ) -> futures::stream::BoxStream<'static, ()> {
        use futures::StreamExt as _;

        let answer = client.get(format!("{}{path}", self.address)).send().await;
        let answer = answer.expect("the server takes live connections");
        assert!(answer.status().is_success(), "{path} was answered with {}", answer.status());
        answer.bytes_stream().map(|_| ()).boxed()
    }

    /// The most memory that it has held.
    pub(crate) fn memory_mebibytes(&self) -> f64 {
        crate::peak_memory_mebibytes(&format!("/proc/{}/status", self.child.id()))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program beside this one.
fn program() -> PathBuf {
    let here = std::env::current_exe().expect("the program knows where it is");
    here.with_file_name("safewell")
}
