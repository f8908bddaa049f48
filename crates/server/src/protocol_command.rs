//! `safewell protocol`: work out the duties of a scenario, check files that say what must come out, say what is wrong
//! with a pack, list the packs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};
use domain::protocol::duty::Duty;
use domain::protocol::engine::evaluate;
use domain::protocol::explain::explain;
use domain::protocol::packs::{LoadedPack, Packs, SourceFile};
use domain::protocol::scenario::{Scenario, answer, differences};
use web::explanation::sentence;

/// What to do with protocols.
#[derive(Debug, Args)]
pub(crate) struct ProtocolCommand {
    #[command(subcommand)]
    action: Action,
    /// Packs, roles and bank holidays of your own: each *.toml there is added, or takes the place of one built in.
    #[arg(long, value_name = "DIR", global = true)]
    protocols: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print the duties of a scenario as JSON.
    Run {
        /// The scenario.
        file: PathBuf,
    },
    /// Compare the duties of scenarios with what the files expect, and print each difference. Of task lists: say what is
    /// wrong with them.
    Check {
        /// The scenarios and task lists.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Say why a duty of a scenario stands as it does.
    Explain {
        /// The scenario.
        file: PathBuf,
        /// The duty: its id, with `#2` for a number of a series or `/m1` for what it is owed of.
        duty: String,
    },
    /// Say what is wrong with a pack or with task lists.
    Validate {
        /// The pack, or `task-lists.toml`.
        pack: PathBuf,
    },
    /// List the packs, each version with the day from which it is in force.
    List,
}

/// Everything was as it should be.
const AS_EXPECTED: u8 = 0;
/// Something differs from what was expected, or a pack has mistakes.
const DIFFERS: u8 = 1;
/// A file could not be read.
const UNREADABLE: u8 = 2;

impl ProtocolCommand {
    /// Does it. What cannot be read is said on standard error.
    pub(crate) fn run(self) -> ExitCode {
        let done = load(self.protocols.as_deref()).and_then(|packs| match self.action {
            Action::Run { file } => run(&packs, &file),
            Action::Check { files } => Ok(check(&packs, &files)),
            Action::Explain { file, duty } => explain_duty(&packs, &file, &duty),
            Action::Validate { pack } => validate(&packs, &pack),
            Action::List => Ok(list(&packs)),
        });
        ExitCode::from(done.unwrap_or_else(|unreadable| {
            complain(&unreadable.0);
            UNREADABLE
        }))
    }
}

/// A file could not be read, in words for whoever ran the command.
struct Unreadable(String);

fn load(directory: Option<&Path>) -> Result<Packs, Unreadable> {
    let Some(directory) = directory else {
        return Ok(Packs::built_in());
    };
    let mut texts = Vec::new();
    let listing = std::fs::read_dir(directory).map_err(|error| unreadable(directory, &error))?;
    for entry in listing {
        let path = entry.map_err(|error| unreadable(directory, &error))?.path();
        let is_data = path.extension().is_some_and(|extension| extension == "toml");
        let is_table = path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(".scenarios"));
        if is_data && !is_table {
            texts.push((path.display().to_string(), read(&path)?));
        }
    }
    texts.sort();
    let files: Vec<SourceFile<'_>> = texts.iter().map(|(name, text)| SourceFile { name, text }).collect();
    Packs::built_in_and(&files).map_err(|mistakes| Unreadable(lines(&mistakes)))
}

fn run(packs: &Packs, file: &Path) -> Result<u8, Unreadable> {
    let (scenario, loaded) = scenario(packs, file)?;
    let duties = evaluate(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of);
    say(&format!("{:#}", answer(&duties, &loaded.calendar)));
    Ok(AS_EXPECTED)
}

/// Looks at every file, whatever the ones before it were like; the worst decides.
fn check(packs: &Packs, files: &[PathBuf]) -> u8 {
    let results = files.iter().map(|file| match check_one(packs, file) {
        Ok(Checked::TaskLists(code)) => code,
        Ok(Checked::Scenario(differences)) => match differences.as_slice() {
            [] => AS_EXPECTED,
            differences => {
                differences.iter().for_each(|difference| say(&format!("{}: {difference}", file.display())));
                DIFFERS
            }
        },
        Err(unreadable) => {
            complain(&unreadable.0);
            UNREADABLE
        }
    });
    results.max().unwrap_or(AS_EXPECTED)
}

/// What a file held that was checked.
enum Checked {
    /// A scenario, with what differs from what it expects.
    Scenario(Vec<String>),
    /// Task lists, with how that went.
    TaskLists(u8),
}

fn check_one(packs: &Packs, file: &Path) -> Result<Checked, Unreadable> {
    if holds_task_lists(file) {
        return validate_task_lists(packs, file).map(Checked::TaskLists);
    }
    let (scenario, loaded) = scenario(packs, file)?;
    let Some(expected) = &scenario.expect else {
        return Err(Unreadable(format!("{}: carries no \"expect\" to check", file.display())));
    };
    let duties = evaluate(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of);
    Ok(Checked::Scenario(differences(expected, &duties, &loaded.calendar)))
}

/// Task lists are told by the name under which they are loaded.
fn holds_task_lists(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == "task-lists.toml")
}

fn validate_task_lists(packs: &Packs, file: &Path) -> Result<u8, Unreadable> {
    let text = read(file)?;
    let name = file.display().to_string();
    match packs.validate_task_lists(SourceFile { name: &name, text: &text }) {
        Ok(lists) => {
            let tasks: usize = lists.0.iter().map(|list| list.tasks.len()).sum();
            say(&format!("{name}: {} task lists, {tasks} tasks, without mistakes", lists.0.len()));
            Ok(AS_EXPECTED)
        }
        Err(mistakes) => {
            complain(&lines(&mistakes));
            Ok(DIFFERS)
        }
    }
}

fn explain_duty(packs: &Packs, file: &Path, name: &str) -> Result<u8, Unreadable> {
    let (scenario, loaded) = scenario(packs, file)?;
    let duties = evaluate(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of);
    let meant: Vec<&Duty<'_>> = duties.iter().filter(|duty| is_named(duty, name)).collect();
    if meant.is_empty() {
        let listed: Vec<&str> = duties.iter().map(|duty| duty.rule.id.0.as_str()).collect();
        let asked = name.split(['#', '/']).next().unwrap_or(name);
        let why = if listed.contains(&asked) {
            "no member of it is called that".to_owned()
        } else {
            unlisted(asked, &listed)
        };
        return Err(Unreadable(format!("{}: {name} is not listed: {why}", file.display())));
    }
    for duty in meant {
        say(&format!("{} ({})", duty.rule.title, duty.state.name()));
        for step in explain(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of, duty) {
            say(&format!("  {}", sentence(&step, scenario.as_of, |role| role_name(packs, role))));
        }
    }
    Ok(AS_EXPECTED)
}

/// What people call a role; its id where the roles do not know it.
fn role_name(packs: &Packs, role: &str) -> String {
    packs.roles().get(role).map_or_else(|| role.to_owned(), |known| known.name_en.clone())
}

fn unlisted(asked: &str, listed: &[&str]) -> String {
    if listed.is_empty() {
        return "this scenario has no duties".to_owned();
    }
    let mut listed = listed.to_vec();
    listed.sort_unstable();
    listed.dedup();
    format!("no duty {asked} arises, the duties are {}", listed.join(", "))
}

/// Whether a duty bears a name as given on the command line.
fn is_named(duty: &Duty<'_>, name: &str) -> bool {
    let (id, number) = name.split_once('#').map_or((name, None), |(id, number)| (id, Some(number)));
    let (id, of) = id.split_once('/').map_or((id, None), |(id, of)| (id, Some(of)));
    duty.rule.id.0 == id
        && number.is_none_or(|number| duty.seq == number.parse().ok())
        && of.is_none_or(|of| duty.of.is_some_and(|found| found.as_str() == of))
}

fn validate(packs: &Packs, file: &Path) -> Result<u8, Unreadable> {
    if holds_task_lists(file) {
        return validate_task_lists(packs, file);
    }
    let text = read(file)?;
    let name = file.display().to_string();
    match packs.validate(SourceFile { name: &name, text: &text }) {
        Ok(pack) => {
            say(&format!(
                "{name}: pack {} version {}, {} duties, without mistakes",
                pack.id.0,
                pack.version,
                pack.duties.len()
            ));
            Ok(AS_EXPECTED)
        }
        Err(mistakes) => {
            complain(&lines(&mistakes));
            Ok(DIFFERS)
        }
    }
}

fn list(packs: &Packs) -> u8 {
    for loaded in packs.all() {
        let pack = &loaded.pack;
        say(&format!(
            "{}\tversion {}\tfrom {}\t{} duties\t{}",
            pack.id.0,
            pack.version,
            pack.effective_from,
            pack.duties.len() + pack.recurring.len(),
            pack.title
        ));
    }
    for list in &packs.task_lists().0 {
        say(&format!("task list {}\t{} tasks\t{}", list.id, list.tasks.len(), list.title));
    }
    AS_EXPECTED
}

/// A scenario and the pack that governs it.
fn scenario(packs: &Packs, file: &Path) -> Result<(Scenario, Arc<LoadedPack>), Unreadable> {
    let in_file = |message: &dyn std::fmt::Display| Unreadable(format!("{}: {message}", file.display()));
    let scenario = Scenario::read(&read(file)?).map_err(|error| in_file(&error))?;
    let loaded = packs.governing(&scenario.pack, scenario.began()).map_err(|error| in_file(&error))?;
    Ok((scenario, Arc::clone(loaded)))
}

fn read(file: &Path) -> Result<String, Unreadable> {
    std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Unreadable {
    Unreadable(format!("{}: {error}", path.display()))
}

fn lines(mistakes: &[impl std::fmt::Display]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[expect(clippy::print_stdout, reason = "the answer of a command belongs on standard output")]
fn say(line: &str) {
    println!("{line}");
}

#[expect(clippy::print_stderr, reason = "what is wrong with a file belongs on standard error")]
fn complain(line: &str) {
    eprintln!("{line}");
}
