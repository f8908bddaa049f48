//! What an installation decides, from the command line or the environment. Every setting is listed for operators in
//! docs/operating/settings.md.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use app::{Clock, Config};
use clap::{Args, ValueEnum};
use store::Location;
use web::state::SocialCareNumbers;

/// Where the data lives and by which rules duties are worked out.
#[derive(Clone, Debug, Args)]
pub(crate) struct Place {
    /// The folder that holds the database and whatever else is kept; made where it is not there.
    #[arg(long, value_name = "DIR", env = "SAFEWELL_DATA")]
    data: PathBuf,
    /// A PostgreSQL database to use instead of the file in the data folder: postgres://user@host/name.
    #[arg(long, value_name = "URL", env = "SAFEWELL_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Packs, roles and bank holidays of your own: each *.toml there is added, or takes the place of one built in.
    #[arg(long, value_name = "DIR", env = "SAFEWELL_PROTOCOLS")]
    protocols: Option<PathBuf>,
    /// The packs under which new episodes begin, by their ids.
    #[arg(long, value_name = "ID,…", env = "SAFEWELL_PACKS", value_delimiter = ',')]
    packs: Vec<String>,
}

impl Place {
    /// The same for the application.
    pub(crate) fn config(&self) -> Config {
        let mut config = Config::in_folder(self.data.clone());
        config.location = self.location();
        config.protocols.clone_from(&self.protocols);
        config.clock = Clock::System;
        if !self.packs.is_empty() {
            config.governing.clone_from(&self.packs);
        }
        config
    }

    /// The database.
    pub(crate) fn location(&self) -> Location {
        match &self.database_url {
            Some(url) if !url.is_empty() => Location::Postgres(url.clone()),
            Some(_) | None => Location::Sqlite(self.data.clone()),
        }
    }

    /// Refuses a place without a database, so that a mistyped folder is not taken for an empty one.
    ///
    /// # Errors
    /// Where there is none.
    pub(crate) fn holds_a_database(&self) -> anyhow::Result<()> {
        match self.location() {
            Location::Sqlite(folder) if !folder.join("safewell.db").exists() => {
                anyhow::bail!(
                    "there is no database in {}: name the folder that `serve` uses with --data",
                    folder.display()
                )
            }
            Location::Sqlite(_) | Location::Postgres(_) => Ok(()),
        }
    }

    /// Makes the folder where it is not there, and takes it for this process alone until what is given back is dropped
    /// or the process ends, however it ends. Who only looks or copies does not need it.
    ///
    /// # Errors
    /// When it cannot be made, or another process serves from it.
    pub(crate) fn take_folder(&self) -> anyhow::Result<File> {
        let shown = self.data.display();
        // What is in it is for the service's user alone.
        let mut folder = DirBuilder::new();
        folder
            .recursive(true)
            .mode(0o700)
            .create(&self.data)
            .with_context(|| format!("cannot make the data folder {shown}"))?;
        let path = self.data.join("serving.lock");
        let mut options = OpenOptions::new();
        let lock = options
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => bail!(
                "another `safewell serve` is using the data folder {shown}: stop it first, or name another folder with --data"
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock {}", path.display()))
            }
        }
    }

    /// What to tell the operator where other users of the machine can open the folder.
    pub(crate) fn is_open_to_others(&self) -> Option<String> {
        let mode = std::fs::metadata(&self.data).ok()?.permissions().mode();
        let shown = self.data.display();
        (mode & 0o077 != 0).then(|| {
            format!("Other users of this machine can open the data folder {shown}: close it with `chmod 700 {shown}`")
        })
    }
}

/// Paper for when the system is down.
#[derive(Clone, Debug, Args)]
pub(crate) struct Paper {
    /// The folder to which the list of live cases, their briefings and the blank form are written; without it, `paper` in
    /// the data folder.
    #[arg(long = "paper", value_name = "DIR", env = "SAFEWELL_PAPER")]
    folder: Option<PathBuf>,
    /// How often they are written, in minutes; 0 writes none.
    #[arg(long = "paper-every", value_name = "MINUTES", env = "SAFEWELL_PAPER_EVERY", default_value_t = 10)]
    every_minutes: u16,
}

impl Paper {
    /// The folder and the interval; nothing where none is to be written.
    pub(crate) fn schedule(&self, place: &Place) -> Option<(PathBuf, Duration)> {
        let folder = self.folder.clone().unwrap_or_else(|| place.data.join("paper"));
        let every = Duration::from_secs(u64::from(self.every_minutes) * 60);
        (self.every_minutes > 0).then_some((folder, every))
    }
}

/// How the service is reached.
#[derive(Clone, Debug, Args)]
pub(crate) struct Reached {
    /// The address to listen at.
    #[arg(long, value_name = "ADDRESS:PORT", env = "SAFEWELL_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// What users type to get here, where a TLS proxy stands before it: https://safewell.example.
    #[arg(long, value_name = "URL", env = "SAFEWELL_BASE_URL")]
    base_url: Option<String>,
}

impl Reached {
    /// The base URL without a slash at its end.
    ///
    /// # Errors
    /// When it is no address of a whole site.
    pub(crate) fn base_url(&self) -> anyhow::Result<Option<String>> {
        let Some(url) = self.base_url.as_deref().filter(|url| !url.is_empty()) else {
            return Ok(None);
        };
        let url = url.trim_end_matches('/');
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        match host {
            Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@']) => {
                Ok(Some(url.to_owned()))
            }
            Some(_) | None => {
                bail!("the base URL {url} must look like https://safewell.example, without a path")
            }
        }
    }
}

/// Whom a home rings besides the police.
#[derive(Clone, Debug, Args)]
pub(crate) struct Rung {
    /// The telephone number of the social care duty team, shown to homes while offices are staffed.
    #[arg(long, value_name = "NUMBER", env = "SAFEWELL_SOCIAL_CARE_NUMBER", default_value = "")]
    social_care_number: String,
    /// The telephone number of the emergency duty team, shown to homes at all other times.
    #[arg(long, value_name = "NUMBER", env = "SAFEWELL_OUT_OF_HOURS_NUMBER", default_value = "")]
    out_of_hours_number: String,
}

impl Rung {
    /// The numbers as they were given.
    pub(crate) fn numbers(&self) -> SocialCareNumbers {
        SocialCareNumbers {
            office_hours: self.social_care_number.clone(),
            out_of_hours: self.out_of_hours_number.clone(),
        }
    }

    /// The numbers for a demonstration: where none are given, numbers that ring nowhere.
    pub(crate) fn numbers_or_invented(&self) -> SocialCareNumbers {
        let or = |given: &String, invented: &str| {
            if given.trim().is_empty() { invented.to_owned() } else { given.clone() }
        };
        SocialCareNumbers {
            office_hours: or(&self.social_care_number, "01632 960120"),
            out_of_hours: or(&self.out_of_hours_number, "01632 960121"),
        }
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// What the log holds.
#[derive(Clone, Debug, Args)]
pub(crate) struct Logged {
    /// How much is logged: error, warn, info, debug, or a filter such as `info,app=debug`.
    #[arg(long, value_name = "FILTER", env = "SAFEWELL_LOG", default_value = "info,sqlx=warn,hyper=warn")]
    log: String,
    /// How it is written.
    #[arg(long, value_name = "FORMAT", env = "SAFEWELL_LOG_FORMAT", default_value = "text")]
    log_format: LogFormat,
}

impl Logged {
    /// Starts the log, on standard error.
    ///
    /// # Errors
    /// When the filter cannot be read.
    pub(crate) fn start(&self) -> anyhow::Result<()> {
        let filter = tracing_subscriber::EnvFilter::try_new(&self.log)
            .with_context(|| format!("the log filter {:?} cannot be read", self.log))?;
        // Colours are for a terminal; in a file they are noise.
        let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let log =
            tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
        match self.log_format {
            LogFormat::Text => log.init(),
            LogFormat::Json => log.json().init(),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(base_url: &str) -> Reached {
        Reached { listen: ([127, 0, 0, 1], 8080).into(), base_url: Some(base_url.to_owned()) }
    }

    #[test]
    fn a_folder_is_served_by_one_and_told_of_when_it_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let place = Place { data: data.clone(), database_url: None, protocols: None, packs: Vec::new() };
        let taken = place.take_folder().unwrap();
        let refused = place.take_folder().unwrap_err().to_string();
        assert!(refused.contains("another `safewell serve`"), "{refused}");
        drop(taken);
        place.take_folder().unwrap();

        assert_eq!(place.is_open_to_others(), None);
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o750)).unwrap();
        let told = place.is_open_to_others().unwrap();
        assert!(told.ends_with(&format!("`chmod 700 {}`", data.display())), "{told}");
    }

    #[test]
    fn a_base_url_is_a_whole_site() {
        for (typed, read) in [
            ("https://safewell.example/", Some("https://safewell.example")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
        ] {
            assert_eq!(reached(typed).base_url().unwrap().as_deref(), read);
        }
        assert_eq!(reached("").base_url().unwrap(), None);
        for typed in
            ["safewell.example", "https://", "https://safewell.example/area", "https://me@safewell.example"]
        {
            assert!(reached(typed).base_url().is_err(), "{typed}");
        }
    }
}
