//! `safewell serve`: opens the database, minds the clocks, answers over HTTP, and closes in good order.

use std::io::Write as _;

use anyhow::Context;
use app::App;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::state::{Closing, Settings, WebState};

use crate::demo::{self, SignIn};
use crate::settings::{Logged, Paper, Place, Reached, Rung};
use crate::{paper, sweep};

/// Serve.
#[derive(Debug, Args)]
pub(crate) struct ServeCommand {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    reached: Reached,
    #[command(flatten)]
    paper: Paper,
    #[command(flatten)]
    rung: Rung,
    #[command(flatten)]
    logged: Logged,
    /// Fill an empty database with an invented county on the first start, and print its sign-ins.
    #[arg(long)]
    demo: bool,
    /// Tell the demonstration so many times over, each time with other people: for measuring.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "demo")]
    demo_times: u64,
}

impl ServeCommand {
    /// Serves until it is told to stop.
    ///
    /// # Errors
    /// Why it did not start.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        self.logged.start()?;
        let base_url = self.reached.base_url()?;
        let _taken = self.place.take_folder()?;
        if let Some(open) = self.place.is_open_to_others() {
            tracing::warn!("{open}");
        }
        let app = App::open(self.place.config()).await?;
        let sign_ins = if self.demo { demo::load(&app, self.demo_times).await? } else { Vec::new() };
        let listener = TcpListener::bind(self.reached.listen)
            .await
            .with_context(|| format!("cannot listen at {}", self.reached.listen))?;
        let shown = base_url.clone().unwrap_or(format!("http://{}", listener.local_addr()?));
        announce(&shown, &sign_ins).context("cannot print where the service is")?;
        let (close, closing) = Closing::new();
        let ahead = tokio::spawn({
            let (app, closing) = (app.clone(), closing.clone());
            async move { app.keep_ahead(closing.closed()).await }
        });
        let clocks = tokio::spawn({
            let (app, closing) = (app.clone(), closing.clone());
            async move { app.run_timers(closing.closed()).await }
        });
        let papers = self.paper.schedule(&self.place).map(|(folder, every)| {
            tokio::spawn(paper::keep(app.clone(), folder, every, closing.clone().closed()))
        });
        let sweeping = tokio::spawn(sweep::keep(app.clone(), closing.clone().closed()));
        let social_care_numbers =
            if self.demo { self.rung.numbers_or_invented() } else { self.rung.numbers() };
        let settings = Settings { base_url, social_care_numbers, ..Settings::default() };
        let state = WebState::new(app.clone(), settings, closing, typeset::pdf);
        let stop = async move {
            told_to_stop().await;
            tracing::info!("closing: requests that run are answered, no new ones are taken");
            // Live updates end, or closing would wait for them for ever.
            let _ = close.send(true);
        };
        web::router::serve(listener, state, stop).await.context("serving has ended")?;
        clocks.await.context("the clocks have stopped")?;
        ahead.await.context("working ahead has stopped")?;
        sweeping.await.context("removing pictures has stopped")?;
        if let Some(papers) = papers {
            papers.await.context("writing paper has stopped")?;
        }
        app.close().await;
        Ok(())
    }
}

/// Says where the service is and, of a demonstration, who can sign in.
fn announce(address: &str, sign_ins: &[SignIn]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "Safewell is at {address}")?;
    if !sign_ins.is_empty() {
        writeln!(out, "\nSign in as anyone of the demonstration (role, user name, password):\n")?;
        let width =
            |column: fn(&SignIn) -> &String| sign_ins.iter().map(|row| column(row).len()).max().unwrap_or(0);
        let (roles, names) = (width(|row| &row.0), width(|row| &row.1));
        for (role, name, password) in sign_ins {
            writeln!(out, "  {role:roles$}  {name:names$}  {password}")?;
        }
        writeln!(out)?;
    }
    out.flush()
}

/// Returns when the process is told to stop: by the terminal or by whoever supervises it.
async fn told_to_stop() {
    let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    match signals {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        (Err(error), _) | (_, Err(error)) => {
            tracing::warn!(%error, "signals cannot be heard; end the process to stop it");
            std::future::pending::<()>().await;
        }
    }
}
