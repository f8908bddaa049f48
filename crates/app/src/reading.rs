//! Every reading of a record or a list is logged: who, in which role, what for, and what. Readings are gathered and written
//! together within a second. Where the log cannot be written, a case can still be read: readings go to a file
//! beside the data, the pages say so, and the file is written to the log as soon as that can be done.

use std::{
    fs::OpenOptions,
    io::Write as _,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use domain::{
    ids::{AccountId, AgencyId, EpisodeId, PersonId, UnidentifiedId},
    ledger::{Actor, Digest32},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Read, ReadSubject, Store};
use tokio::sync::{Mutex, mpsc, oneshot};
use uuid::Uuid;

use crate::{App, cases::Purpose, identity::SignedIn};

/// Readings that may wait to be written; whoever reads more waits for room.
const WAITING_AT_MOST: usize = 4_096;

/// A reading waits at most so long to be written.
const WRITTEN_WITHIN: Duration = Duration::from_millis(800);

/// Gathers readings.
pub(crate) struct ReadLog {
    sender: mpsc::Sender<Note>,
    trouble: Arc<AtomicBool>,
}

enum Note {
    Read(Read),
    /// Write what waits, then answer.
    Flush(oneshot::Sender<()>),
}

impl ReadLog {
    /// Starts the writer. It ends when the last `ReadLog` is gone.
    pub(crate) fn start(store: Store, spool: PathBuf) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING_AT_MOST);
        let trouble = Arc::new(AtomicBool::new(spool.exists()));
        let writer = Writer { store, spool: Spool(Mutex::new(spool)), trouble: Arc::clone(&trouble) };
        tokio::spawn(writer.run(receiver));
        Self { sender, trouble }
    }

    async fn note(&self, read: Read) {
        if self.sender.send(Note::Read(read)).await.is_err() {
            tracing::error!("the writer of the read log has ended; a reading was not logged");
            self.trouble.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) async fn flush(&self) {
        let (sender, done) = oneshot::channel();
        if self.sender.send(Note::Flush(sender)).await.is_ok() {
            // The writer answers, or has ended after writing what it had.
            let _ = done.await;
        }
    }
}

impl App {
    /// Whether readings cannot be logged at present and are kept in a file instead: the pages say so.
    #[must_use]
    pub fn read_log_trouble(&self) -> bool {
        self.inner.read_log.trouble.load(Ordering::Relaxed)
    }

    pub(crate) async fn note_read(&self, who: &SignedIn, purpose: Purpose, subject: ReadSubject) {
        let read =
            Read { at: self.clock().now(), actor: who.actor(), purpose: purpose.word().to_owned(), subject };
        self.inner.read_log.note(read).await;
    }

    /// A reading by Safewell itself, for an agency: nobody asked for it but whoever set up the service.
    pub(crate) async fn note_own_read(&self, agency: AgencyId, subject: ReadSubject) {
        let (at, actor) = (self.clock().now(), Actor::system(agency));
        let purpose = Purpose::Casework.word().to_owned();
        self.inner.read_log.note(Read { at, actor, purpose, subject }).await;
    }

    pub(crate) async fn note_list(&self, who: &SignedIn, name: &str, shown: impl Iterator<Item = Uuid>) {
        let mut hasher = Sha256::new();
        let mut rows = 0;
        for id in shown {
            hasher.update(id.as_bytes());
            rows += 1;
        }
        let list = ReadSubject::List { name: name.to_owned(), rows, ids: hasher.finalize().into() };
        self.note_read(who, Purpose::Casework, list).await;
    }
}

struct Writer {
    store: Store,
    spool: Spool,
    trouble: Arc<AtomicBool>,
}

impl Writer {
    async fn run(self, mut receiver: mpsc::Receiver<Note>) {
        while let Some(first) = receiver.recv().await {
            let mut reads = Vec::new();
            let mut asked = Vec::new();
            take(first, &mut reads, &mut asked);
            let until = tokio::time::Instant::now() + WRITTEN_WITHIN;
            while asked.is_empty() && reads.len() < WAITING_AT_MOST {
                match tokio::time::timeout_at(until, receiver.recv()).await {
                    Ok(Some(note)) => take(note, &mut reads, &mut asked),
                    Ok(None) | Err(_) => break,
                }
            }
            self.write(reads).await;
            for done in asked {
                // Whoever asked may have given up waiting.
                let _ = done.send(());
            }
        }
    }

    async fn write(&self, mut reads: Vec<Read>) {
        let in_trouble = self.trouble.load(Ordering::Relaxed);
        let mut all = if in_trouble { self.spool.read().await } else { Vec::new() };
        let from_spool = all.len();
        all.append(&mut reads);
        if all.is_empty() && !in_trouble {
            return;
        }
        match self.store.log_reads(&all).await {
            Ok(()) if in_trouble => self.trouble.store(!self.spool.clear().await, Ordering::Relaxed),
            Ok(()) => {}
            Err(fault) => {
                tracing::error!(%fault, "the read log cannot be written; readings go to a file");
                self.trouble.store(true, Ordering::Relaxed);
                self.spool.append(&all[from_spool..]).await;
            }
        }
    }
}

fn take(note: Note, reads: &mut Vec<Read>, asked: &mut Vec<oneshot::Sender<()>>) {
    match note {
        Note::Read(read) => reads.push(read),
        Note::Flush(done) => asked.push(done),
    }
}

/// The file that readings go to while the log cannot be written: one a line, ids only.
struct Spool(Mutex<PathBuf>);

#[derive(Serialize, Deserialize)]
struct Line {
    at: Timestamp,
    account: AccountId,
    role: String,
    agency: AgencyId,
    purpose: String,
    what: What,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Person(PersonId),
    Episode(EpisodeId),
    Unidentified(UnidentifiedId),
    PastPerson { person: PersonId, known_at: Timestamp },
    PastEpisode { episode: EpisodeId, known_at: Timestamp },
    List { name: String, rows: i64, ids: Digest32 },
}

impl Spool {
    async fn append(&self, reads: &[Read]) {
        let path = self.0.lock().await;
        let mut text = Vec::new();
        for read in reads {
            serde_json::to_writer(&mut text, &Line::of(read)).expect("a line serialises");
            text.push(b'\n');
        }
        let file = OpenOptions::new().create(true).append(true).open(&*path);
        if let Err(error) = file.and_then(|mut file| file.write_all(&text).and_then(|()| file.sync_data())) {
            tracing::error!(%error, readings = reads.len(), "readings can be neither logged nor kept in a file");
        }
    }

    async fn read(&self) -> Vec<Read> {
        let path = self.0.lock().await;
        let Ok(text) = std::fs::read_to_string(&*path) else {
            return Vec::new();
        };
        // A line that the machine stopped within is not whole.
        text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()).map(Line::into_read).collect()
    }

    async fn clear(&self) -> bool {
        let path = self.0.lock().await;
        match std::fs::remove_file(&*path) {
            Ok(()) => true,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
            Err(error) => {
                tracing::error!(%error, "readings that were logged cannot be removed from their file");
                false
            }
        }
    }
}

impl Line {
    fn of(read: &Read) -> Self {
        Self {
            at: read.at,
            account: read.actor.account,
            role: read.actor.role.clone(),
            agency: read.actor.agency,
            purpose: read.purpose.clone(),
            what: match &read.subject {
                ReadSubject::Person(person) => What::Person(*person),
                ReadSubject::Episode(episode) => What::Episode(*episode),
                ReadSubject::Unidentified(record) => What::Unidentified(*record),
                ReadSubject::PastPerson { person, known_at } => {
                    What::PastPerson { person: *person, known_at: *known_at }
                }
                ReadSubject::PastEpisode { episode, known_at } => {
                    What::PastEpisode { episode: *episode, known_at: *known_at }
                }
                ReadSubject::List { name, rows, ids } => {
                    What::List { name: name.clone(), rows: *rows, ids: *ids }
                }
            },
        }
    }

    fn into_read(self) -> Read {
        Read {
            at: self.at,
            actor: Actor { account: self.account, role: self.role, agency: self.agency },
            purpose: self.purpose,
            subject: match self.what {
                What::Person(person) => ReadSubject::Person(person),
                What::Episode(episode) => ReadSubject::Episode(episode),
                What::Unidentified(record) => ReadSubject::Unidentified(record),
                What::PastPerson { person, known_at } => ReadSubject::PastPerson { person, known_at },
                What::PastEpisode { episode, known_at } => ReadSubject::PastEpisode { episode, known_at },
                What::List { name, rows, ids } => ReadSubject::List { name, rows, ids },
            },
        }
    }
}
