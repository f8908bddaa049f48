//! Measures the search of names on a made-up register: `names LISTS [--register people|names] [--count N] [--queries N]
//! [--seed N] [--write DIR] [--misses N]`.
//!
//! LISTS is a folder with lists of names by frequency (see [`made::Maker::new`]); `ci/name-lists.sh` gets them. Found means
//! that somebody of that recorded given name and surname stands among the first ten; with hints, that very person. In a
//! register of names nobody shares a name, and both are one. Times are wall and processor: on a machine that does other
//! things beside only the latter says something. `--write` leaves the register, what was asked and these
//! figures as files, for measuring others on the same.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::cast_precision_loss)]

mod made;

use std::{
    fs,
    hint::black_box,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use linkage::search::{Born, Entry, Hints, NameIndex, Readable};
use made::{Kind, Maker, Person, Register};

/// The year in which ages are told.
const THIS_YEAR: i16 = 2026;
const FIRST: usize = 10;

struct Asked {
    lists: PathBuf,
    register: Register,
    count: usize,
    queries: usize,
    seed: u64,
    write: Option<PathBuf>,
    show_misses: usize,
}

fn main() -> ExitCode {
    let Some(asked) = asked() else {
        eprintln!(
            "usage: names LISTS [--register people|names] [--count N] [--queries N] [--seed N] [--write DIR] [--misses N]"
        );
        return ExitCode::from(2);
    };
    match measure(&asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn asked() -> Option<Asked> {
    let mut arguments = std::env::args().skip(1);
    let lists = arguments.next()?.into();
    let mut asked = Asked {
        lists,
        register: Register::People,
        count: 1_000_000,
        queries: 2_000,
        seed: 20_261_122,
        write: None,
        show_misses: 0,
    };
    while let Some(argument) = arguments.next() {
        let value = arguments.next()?;
        match argument.as_str() {
            "--register" if value == "people" => asked.register = Register::People,
            "--register" if value == "names" => asked.register = Register::Names,
            "--count" => asked.count = value.parse().ok()?,
            "--queries" => asked.queries = value.parse().ok()?,
            "--seed" => asked.seed = value.parse().ok()?,
            "--write" => asked.write = Some(value.into()),
            "--misses" => asked.show_misses = value.parse().ok()?,
            _ => return None,
        }
    }
    Some(asked)
}

fn measure(asked: &Asked) -> io::Result<()> {
    let mut maker = Maker::new(&asked.lists, asked.seed)?;
    let people: Vec<Person> = maker.people(asked.count, asked.register);
    let entries: Vec<(String, &str, i16)> = people
        .iter()
        .map(|person| (person.name(), maker.towns[person.town].as_str(), person.year_of_birth))
        .collect();
    let started = Instant::now();
    let mut index = NameIndex::new();
    for (id, (name, town, year)) in entries.iter().enumerate() {
        insert(&mut index, id as u128, name, town, *year);
    }
    println!(
        "build: {} people in {:.2} s; {} distinct words; {:.0} MB in the index",
        index.len(),
        started.elapsed().as_secs_f64(),
        index.distinct_words(),
        index.bytes() as f64 / 1e6,
    );
    println!("distinct given names and surnames: {}", made::distinct_words(&people));
    renew(&mut index, &entries);
    println!(
        "{:<26} {:>7} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "kind", "queries", "recall@10", "p50 ms", "p99 ms", "CPU p50", "CPU p99", "hinted"
    );
    let mut written = asked.write.as_ref().map(|folder| Written::open(folder, &people)).transpose()?;
    for kind in Kind::ALL {
        let mut row = Row::default();
        for _ in 0..asked.queries {
            let (id, typed) = loop {
                let id = made::Chance::new(row.tried ^ asked.seed << 20).below(people.len());
                row.tried += 1;
                if let Some(typed) = maker.typed(&people[id], kind) {
                    break (id, typed);
                }
            };
            if let Some(files) = &mut written {
                writeln!(files.asked, "{}\t{typed}\t{}", kind.words(), people[id].short_name())?;
            }
            row.ask(&index, &people, &maker.towns, id, &typed, asked.show_misses);
        }
        let told = row.told(kind);
        println!("{told}");
        if let Some(files) = &mut written {
            writeln!(files.ours, "{told}")?;
        }
    }
    Ok(())
}

/// How long one name takes to replace.
fn renew(index: &mut NameIndex, entries: &[(String, &str, i16)]) {
    let ids: Vec<usize> = (0..entries.len()).step_by((entries.len() / 2_000).max(1)).collect();
    let mut took: Vec<Duration> = ids
        .into_iter()
        .map(|id| {
            let started = Instant::now();
            insert(index, id as u128, &entries[id].0, entries[id].1, entries[id].2);
            started.elapsed()
        })
        .collect();
    took.sort();
    println!("one name replaced: p50 {:?}, p99 {:?}", took[took.len() / 2], took[took.len() * 99 / 100]);
}

fn insert(index: &mut NameIndex, id: u128, name: &str, town: &str, year: i16) {
    let born = Some(year_days(year));
    index.insert(
        id,
        &Entry { names: vec![name], places: vec![town], born, groups: vec![id % 6], precedence: 0 },
    );
}

fn year_days(year: i16) -> Born {
    Born { earliest: i32::from(year) * 365, latest: i32::from(year) * 365 + 364 }
}

/// Files from which others are asked the same.
struct Written {
    /// Kind, what is typed, the name that is meant.
    asked: fs::File,
    /// Our own rows, as printed.
    ours: fs::File,
}

impl Written {
    fn open(folder: &PathBuf, people: &[Person]) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut register = io::BufWriter::new(fs::File::create(folder.join("register.tsv"))?);
        for person in people {
            writeln!(register, "{}\t{}", person.name(), person.short_name())?;
        }
        register.flush()?;
        Ok(Self {
            asked: fs::File::create(folder.join("asked.tsv"))?,
            ours: fs::File::create(folder.join("ours.txt"))?,
        })
    }
}

#[derive(Default)]
struct Row {
    tried: u64,
    found: usize,
    found_by_hints: usize,
    took: Vec<Duration>,
    worked: Vec<Duration>,
    missed: usize,
}

impl Row {
    fn ask(
        &mut self,
        index: &NameIndex,
        people: &[Person],
        towns: &[String],
        id: usize,
        typed: &str,
        show: usize,
    ) {
        let days = |from: u16, to: u16| Born {
            earliest: year_days(THIS_YEAR - to as i16 - 1).earliest,
            latest: year_days(THIS_YEAR - from as i16).latest,
        };
        let hints = Hints { born_at_ages: &days, days_of_year: &year_days, area: "" };
        let (started, worked) = (Instant::now(), processor_time());
        let hits = black_box(index.search(typed, &hints, &Readable::Everybody, FIRST));
        self.took.push(started.elapsed());
        self.worked.push(processor_time().saturating_sub(worked));
        let person = &people[id];
        let same = |hit: &linkage::search::Hit| {
            let hit = &people[hit.id as usize];
            hit.given == person.given && hit.surname == person.surname
        };
        let found = hits.iter().any(same);
        self.found += usize::from(found);
        if !found && self.missed < show {
            self.missed += 1;
            let names: Vec<String> = hits
                .iter()
                .take(4)
                .map(|hit| format!("{} {:.2}", people[hit.id as usize].name(), hit.score))
                .collect();
            println!("  missed {} for {typed:?}: {}", person.name(), names.join(", "));
        }
        let hinted =
            format!("{typed} {} {}", THIS_YEAR - person.year_of_birth, towns[person.town].to_lowercase());
        let hits = index.search(&hinted, &hints, &Readable::Everybody, FIRST);
        self.found_by_hints += usize::from(hits.iter().any(|hit| hit.id as usize == id));
    }

    fn told(&mut self, kind: Kind) -> String {
        self.took.sort();
        self.worked.sort();
        let count = self.took.len();
        let ms = |took: &[Duration], place: usize| took[place.min(count - 1)].as_secs_f64() * 1e3;
        let share = |found: usize| found as f64 / count as f64;
        format!(
            "{:<26} {count:>7} {:>9.4} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>8.4}",
            kind.words(),
            share(self.found),
            ms(&self.took, count / 2),
            ms(&self.took, count * 99 / 100),
            ms(&self.worked, count / 2),
            ms(&self.worked, count * 99 / 100),
            share(self.found_by_hints),
        )
    }
}

/// What this thread has worked so far.
fn processor_time() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(spent.tv_sec.unsigned_abs(), spent.tv_nsec.unsigned_abs() as u32)
}
