//! Paper for when the system is down: the list of live cases, the briefing of each, and a blank form for a report, written
//! to a folder at the start and then on a schedule (I12).
//!
//! Each file is written beside its place and then takes it, so that whoever prints finds the old one or the new one whole.
//! Where a file cannot be written, the old one stays, with the time that stands on it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use app::App;
use documents::{Label, Sheet};
use web::papers::{self, Maker};

/// The files, with what each is.
const FILES: [(&str, Label); 3] = [
    ("live-cases.pdf", Label::LiveCasesTitle),
    ("briefings.pdf", Label::BriefingsTitle),
    ("report-form.pdf", Label::ReportFormTitle),
];

/// Whoever else wants a core has it first.
const LAST: i32 = 19;

/// Writes paper at once and then every so often, until `stop` is done. What fails is logged and tried again the next time.
pub(crate) async fn keep(app: App, folder: PathBuf, every: Duration, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut times = tokio::time::interval(every);
    // A machine that slept does not write once for every time that it missed.
    times.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = times.tick() => {}
        }
        let written = tokio::select! {
            () = &mut stop => return,
            written = write(&app, &folder) => written,
        };
        match written {
            Ok(cases) => {
                tracing::info!(cases, "paper is written");
                app.paper_is_written();
            }
            Err(error) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    "paper could not be written; the old one stays"
                );
                app.paper_has_failed();
            }
        }
    }
}

/// Writes the paper once and says how many cases stand on it.
///
/// # Errors
/// Why it could not be written. The files that were there are whole.
pub(crate) async fn write(app: &App, folder: &Path) -> anyhow::Result<usize> {
    let everybody = app.everybody_missing().await.context("the cases cannot be read")?;
    let cases = everybody.cases.len();
    let at = app.clock().now();
    let [list, briefings, form] = [
        papers::live_cases(app, &everybody.list, Maker::Itself),
        papers::briefings(app, &everybody, Maker::Itself),
        papers::report_form(app, Maker::Itself),
    ];
    let folder = folder.to_owned();
    let index = papers::index(at, &FILES);
    let writing = move || {
        make_folder(&folder)?;
        for ((name, _), sheet) in FILES.iter().zip([list, briefings, form]) {
            put(&folder, name, &set(&sheet)?)?;
        }
        // Last, because it says when the others were written.
        put(&folder, "index.html", index.as_bytes())
    };
    let behind = one_thread_behind_the_others()?;
    let written = tokio::task::spawn_blocking(move || behind.install(writing));
    written.await.context("writing was cut short")??;
    Ok(cases)
}

fn set(sheet: &Sheet) -> anyhow::Result<Vec<u8>> {
    Ok(typeset::pdf(sheet)?.bytes)
}

/// Where paper is set. A hundred briefings take every core for seconds; nobody waits for them, and somebody waits for a page.
fn one_thread_behind_the_others() -> anyhow::Result<rayon::ThreadPool> {
    let gives_way = |_| {
        // The thread that asks, as Linux reads it. Paper is written all the same where it may not.
        if let Err(error) = rustix::process::setpriority_process(None, LAST) {
            tracing::warn!(%error, "paper is written beside the pages and not behind them");
        }
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).start_handler(gives_way).build();
    pool.context("no thread to write paper with")
}

/// The folder, for the service's user alone.
fn make_folder(folder: &Path) -> anyhow::Result<()> {
    let shown = folder.display();
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("cannot make the folder {shown}"))?;
    let only_ours = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(folder, only_ours)
        .with_context(|| format!("cannot close the folder {shown} to others"))
}

/// Puts a file in its place, whole.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let (beside, place) = (folder.join(format!(".{name}.new")), folder.join(name));
    let write = || -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, &place)?;
        // That it took its place survives a loss of power too.
        File::open(folder)?.sync_all()
    };
    write().with_context(|| format!("cannot write {}", place.display()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use testkit::database::Engine;
    use testkit::{running::Running, sample};

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    }

    #[tokio::test]
    async fn the_paper_of_everyone_missing_is_written_for_the_service_alone() {
        let running = Running::new(Engine::Sqlite).await;
        running.report(sample::missing([sample::child()])).await;
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("paper");
        assert_eq!(write(&running.app, &folder).await.expect("it is written"), 1);
        assert_eq!(mode(&folder), 0o700);
        for (name, _) in FILES {
            let bytes = std::fs::read(folder.join(name)).expect("it is there");
            assert!(bytes.starts_with(b"%PDF-"), "{name}");
            assert_eq!(mode(&folder.join(name)), 0o600);
        }
        let index = std::fs::read_to_string(folder.join("index.html")).expect("it is there");
        assert!(index.contains("live-cases.pdf"), "{index}");
        assert_eq!(std::fs::read_dir(&folder).expect("it is there").count(), FILES.len() + 1);
    }

    #[test]
    fn whoever_waits_for_a_page_has_a_core_before_paper_has() {
        let behind = one_thread_behind_the_others().expect("a thread");
        assert_eq!(behind.current_num_threads(), 1);
        let here = rustix::process::getpriority_process(None).expect("a priority");
        let there = behind.install(|| rustix::process::getpriority_process(None).expect("a priority"));
        assert_eq!(there, LAST);
        assert!(here < there);
    }

    #[tokio::test]
    async fn what_cannot_be_written_leaves_the_old_paper() {
        let running = Running::new(Engine::Sqlite).await;
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("paper");
        write(&running.app, &folder).await.expect("it is written");
        let old = std::fs::read(folder.join("live-cases.pdf")).expect("it is there");
        // Something stands where the new file would be written.
        std::fs::create_dir(folder.join(".live-cases.pdf.new")).expect("a folder");
        running.report(sample::missing([sample::child()])).await;
        assert!(write(&running.app, &folder).await.is_err());
        assert_eq!(std::fs::read(folder.join("live-cases.pdf")).expect("it is there"), old);
    }
}
