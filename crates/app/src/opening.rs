//! Starting and stopping: policies and packs are read and checked, then the database is opened.

use std::{path::PathBuf, sync::Arc};

use domain::protocol::packs::{Packs, SourceFile};
use store::{Location, Store};

use crate::{
    access::{Access, PolicyError},
    area::Area,
    cases::{Staff, reading::ActorNames},
    clock::Clock,
    comparable::ComparedBefore,
    documents::PaperKept,
    finding::Finding,
    identity::password::Passwords,
    reading::ReadLog,
    records::Records,
    trouble::Trouble,
    unidentified::Matching,
};

/// What an installation decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the data lives.
    pub location: Location,
    /// A folder for what is kept beside the database: readings that could not be logged.
    pub data: PathBuf,
    /// A folder of packs that add to or replace those built in.
    pub protocols: Option<PathBuf>,
    /// The ids of the packs under which new episodes begin.
    pub governing: Vec<String>,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Config {
    /// The settings of an installation that keeps everything in one folder and goes by the reference pack.
    #[must_use]
    pub fn in_folder(data: PathBuf) -> Self {
        Self {
            location: Location::Sqlite(data.clone()),
            data,
            protocols: None,
            governing: vec!["northamptonshire".to_owned()],
            clock: Clock::System,
        }
    }
}

/// Why the application did not start. The sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A policy is wrong.
    #[error(transparent)]
    Policies(#[from] PolicyError),
    /// Packs are wrong: every mistake on a line.
    #[error("the protocol packs have mistakes:\n{0}")]
    Packs(String),
    /// A folder or file cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The folder or file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A governing pack is not there.
    #[error("there is no pack {id}; known are {known}")]
    NoSuchPack {
        /// The id asked for.
        id: String,
        /// Those that are there.
        known: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] store::OpenError),
    /// The database was opened and then did not answer.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// The running application. Clones share everything.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) access: Access,
    pub(crate) area: Area,
    pub(crate) clock: Clock,
    pub(crate) records: Records,
    pub(crate) matching: Matching,
    pub(crate) compared: ComparedBefore,
    pub(crate) names: ActorNames,
    pub(crate) staff: Staff,
    pub(crate) passwords: Passwords,
    pub(crate) read_log: ReadLog,
    pub(crate) paper: PaperKept,
    pub(crate) finding: Finding,
}

impl App {
    /// Starts the application.
    ///
    /// # Errors
    /// What is wrong with the settings, the packs or the database.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let access = Access::load()?;
        let packs = read_packs(config.protocols.as_deref())?;
        for id in &config.governing {
            if packs.versions(id).is_empty() {
                let mut known: Vec<&str> = packs.all().map(|loaded| loaded.pack.id.0.as_str()).collect();
                known.dedup();
                return Err(OpenError::NoSuchPack { id: id.clone(), known: known.join(", ") });
            }
        }
        let store = Store::open(&config.location).await?;
        let app = Self {
            inner: Arc::new(Inner {
                read_log: ReadLog::start(store.clone(), config.data.join("readings-not-logged.jsonl")),
                store,
                access,
                area: Area::new(packs, config.governing),
                clock: config.clock,
                records: Records::default(),
                matching: Matching::default(),
                compared: ComparedBefore::default(),
                names: ActorNames::default(),
                staff: Staff::default(),
                passwords: Passwords::new(),
                paper: PaperKept::default(),
                finding: Finding::default(),
            }),
        };
        app.refresh_agencies().await?;
        Ok(app)
    }

    /// Writes what waits and closes the database.
    pub async fn close(&self) {
        self.flush_reads().await;
        self.inner.store.close().await;
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn ping(&self) -> Result<(), Trouble> {
        Ok(self.inner.store.ping().await?)
    }

    /// Where the time comes from.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The protocol packs, built in and added.
    #[must_use]
    pub fn packs(&self) -> &Packs {
        self.inner.area.packs()
    }

    /// Who may do what.
    #[must_use]
    pub fn access(&self) -> &Access {
        &self.inner.access
    }

    /// Writes readings that wait to the log.
    pub async fn flush_reads(&self) {
        self.inner.read_log.flush().await;
    }
}

fn read_packs(folder: Option<&std::path::Path>) -> Result<Packs, OpenError> {
    let mut files = Vec::new();
    if let Some(folder) = folder {
        let unreadable = |path: &std::path::Path| {
            let path = path.display().to_string();
            move |source| OpenError::Unreadable { path, source }
        };
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
            .map_err(unreadable(folder))?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
            files.push((path.display().to_string(), text));
        }
    }
    let sources: Vec<SourceFile<'_>> = files.iter().map(|(name, text)| SourceFile { name, text }).collect();
    Packs::built_in_and(&sources).map_err(|mistakes| {
        let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        OpenError::Packs(lines.join("\n"))
    })
}
