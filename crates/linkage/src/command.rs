//! `link` as a command: files in, files out. The only part of this crate that touches a disk.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::cluster::{Clusters, KeptApart, Multiplicity, cluster};
use crate::infer::infer;
use crate::link::{LinkError, Linked, Options, link};
use crate::model::{Effort, Model};
use crate::read::{BadRow, ReadError, Records, read_csv};
use crate::train::Verdict;

/// What the command is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// One file to look for duplicates in, or two to link.
    pub inputs: Vec<PathBuf>,
    /// A model to use; without one it is inferred.
    pub model: Option<PathBuf>,
    /// The column of identifiers, in every input.
    pub id_column: Option<String>,
    /// Pairs below this probability are not written.
    pub probability_min: f64,
    /// Pairs below this probability join no records.
    pub cluster_probability_min: f64,
    /// Where the results go; made when it is not there.
    pub out: PathBuf,
    /// How much is looked at when the model is inferred.
    pub effort: Effort,
    /// Whether a person is at most once in each of two files.
    pub multiplicity: Multiplicity,
    /// Pairs that a person has judged: CSV with `rec_id_l`, `rec_id_r` and `same` (`yes` or `no`).
    pub labels: Option<PathBuf>,
    /// For drawing at random.
    pub seed: u64,
    /// Two records to explain.
    pub explain: Option<(String, String)>,
}

impl Request {
    /// Links these files with an inferred model and the usual thresholds.
    #[must_use]
    pub fn new(inputs: Vec<PathBuf>, out: PathBuf) -> Self {
        Self {
            inputs,
            model: None,
            id_column: None,
            probability_min: 0.001,
            cluster_probability_min: 0.95,
            out,
            effort: Effort::Full,
            multiplicity: Multiplicity::Many,
            labels: None,
            seed: 1,
            explain: None,
        }
    }
}

/// The command could not do what it was asked for.
#[derive(Debug, Error)]
pub enum CommandError {
    /// A file could not be opened, read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not what it should be.
    #[error("{path}: {source}")]
    Records {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ReadError,
    },
    /// The model cannot be read.
    #[error("{path}: {source}")]
    Model {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<toml::de::Error>,
    },
    /// The records cannot be linked.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// A judgement that is neither yes nor no.
    #[error("{path}, line {line}: {found:?} is no judgement; write yes or no")]
    Verdict {
        /// The file.
        path: PathBuf,
        /// The line in it.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// A record that was named is in none of the files.
    #[error("there is no record {0:?}")]
    NoSuchRecord(String),
}

/// What was done, for the person who asked.
pub struct Summary {
    /// The linked records.
    pub linked: Linked,
    /// For each input its path, its records and the rows that were skipped.
    pub inputs: Vec<(PathBuf, usize, Vec<BadRow>)>,
    /// The clusters of one file, or the pairs kept of two.
    pub clusters: Clusters,
    /// Pairs that were written.
    pub pairs: usize,
    /// The explanation that was asked for, ready to be shown.
    pub explanation: Option<String>,
}

/// Links the files of a request and writes `pairs.csv`, `model.toml`, for one file `clusters.csv`, and `kept_apart.csv`.
///
/// # Errors
/// When a file is missing or is no CSV, the model cannot be read, or nothing in the records can be compared.
pub fn run(request: &Request) -> Result<Summary, CommandError> {
    let files = request.inputs.iter().map(|path| read(path, request)).collect::<Result<Vec<_>, _>>()?;
    let model = match &request.model {
        None => infer(&files, request.effort),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(at(path))?;
            Model::from_toml(&text)
                .map_err(|source| CommandError::Model { path: path.clone(), source: Box::new(source) })?
        }
    };
    let ids = Ids::new(&files);
    let verdicts = match &request.labels {
        None => Vec::new(),
        Some(path) => read_verdicts(path, &ids)?,
    };
    let options = Options { probability_min: request.probability_min, seed: request.seed, verdicts };
    let linked = link(&files, model, &options)?;
    let clusters = cluster(&linked, request.cluster_probability_min, request.multiplicity);
    write_all(request, &linked, &clusters, &ids)?;
    let explanation =
        request.explain.as_ref().map(|(left, right)| ids.explain(&linked, left, right)).transpose()?;
    let inputs = request
        .inputs
        .iter()
        .zip(&files)
        .map(|(path, file)| (path.clone(), file.table.rows, file.skipped.clone()));
    Ok(Summary { pairs: linked.pairs.len(), inputs: inputs.collect(), clusters, explanation, linked })
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> CommandError + '_ {
    |source| CommandError::File { path: path.to_owned(), source }
}

fn read(path: &Path, request: &Request) -> Result<Records, CommandError> {
    let file = File::open(path).map_err(at(path))?;
    read_csv(file, request.id_column.as_deref())
        .map_err(|source| CommandError::Records { path: path.to_owned(), source })
}

/// The identifiers of all rows.
struct Ids<'a> {
    files: &'a [Records],
}

impl<'a> Ids<'a> {
    fn new(files: &'a [Records]) -> Self {
        Self { files }
    }

    fn of(&self, row: u32) -> &'a [u8] {
        let first = self.files[0].table.rows as u32;
        if row < first { self.files[0].ids.value(row + 1) } else { self.files[1].ids.value(row - first + 1) }
    }

    /// The row of an identifier; in two files that share it, the first file's.
    fn row(&self, id: &str) -> Result<u32, CommandError> {
        let rows = self.files.iter().map(|file| file.table.rows as u32).sum();
        (0..rows)
            .find(|&row| self.of(row) == id.as_bytes())
            .ok_or_else(|| CommandError::NoSuchRecord(id.to_owned()))
    }

    fn explain(&self, linked: &Linked, left: &str, right: &str) -> Result<String, CommandError> {
        let right_row = match linked.second_file_from() {
            None => self.row(right)?,
            Some(from) => {
                let second = &self.files[1];
                let row =
                    (1..=second.table.rows as u32).find(|&row| second.ids.value(row) == right.as_bytes());
                row.map(|row| row - 1 + from as u32)
                    .ok_or_else(|| CommandError::NoSuchRecord(right.to_owned()))?
            }
        };
        Ok(linked.explain(self.row(left)?, right_row).to_string())
    }
}

/// Pairs that a person has judged. A row whose identifiers or verdict are unknown is an error: labels are few and precious.
fn read_verdicts(path: &Path, ids: &Ids<'_>) -> Result<Vec<(u32, u32, Verdict)>, CommandError> {
    let wrong = |source: csv::Error| CommandError::Records { path: path.to_owned(), source: source.into() };
    let mut reader = csv::Reader::from_path(path).map_err(wrong)?;
    let mut verdicts = Vec::new();
    for row in reader.records() {
        let row = row.map_err(wrong)?;
        let cell = |place: usize| row.get(place).unwrap_or_default().trim().to_owned();
        let verdict = match cell(2).to_lowercase().as_str() {
            "yes" | "1" | "true" | "same" => Verdict::Same,
            "no" | "0" | "false" | "different" => Verdict::Different,
            _ => {
                let line = row.position().map_or(0, csv::Position::line);
                return Err(CommandError::Verdict { path: path.to_owned(), line, found: cell(2) });
            }
        };
        verdicts.push((ids.row(&cell(0))?, ids.row(&cell(1))?, verdict));
    }
    Ok(verdicts)
}

fn write_all(
    request: &Request,
    linked: &Linked,
    clusters: &Clusters,
    ids: &Ids<'_>,
) -> Result<(), CommandError> {
    fs::create_dir_all(&request.out).map_err(at(&request.out))?;
    let write = |name: &str, content: &dyn Fn(&mut BufWriter<File>) -> io::Result<()>| {
        let path = request.out.join(name);
        let file = File::create(&path).map_err(at(&path))?;
        let mut out = BufWriter::with_capacity(1 << 18, file);
        content(&mut out).and_then(|()| out.flush()).map_err(at(&path))
    };
    let toml = linked.model.to_toml().map_err(io::Error::other);
    write("model.toml", &|out| match &toml {
        Ok(toml) => out.write_all(toml.as_bytes()),
        Err(error) => Err(io::Error::other(error.to_string())),
    })?;
    write("kept_apart.csv", &|out| write_kept_apart(out, &clusters.kept_apart, ids))?;
    let (pairs, people) = rayon::join(
        || write("pairs.csv", &|out| write_pairs(out, linked, ids)),
        || match linked.second_file_from() {
            None => write("clusters.csv", &|out| write_clusters(out, clusters, ids)),
            Some(_) => Ok(()),
        },
    );
    pairs.and(people)
}

fn write_pairs(out: &mut impl Write, linked: &Linked, ids: &Ids<'_>) -> io::Result<()> {
    out.write_all(b"rec_id_l,rec_id_r,match_weight,match_probability\n")?;
    for pair in &linked.pairs {
        write_cell(out, ids.of(pair.left))?;
        out.write_all(b",")?;
        write_cell(out, ids.of(pair.right))?;
        write_decimal(out, f64::from(pair.weight), 4)?;
        write_decimal(out, pair.probability(), 8)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A comma and a number with so many decimals, at most nine. The formatting of the standard library finds the shortest
/// number that reads back exactly; for a million numbers that nobody needs so exactly this takes a fraction of the time.
fn write_decimal(out: &mut impl Write, number: f64, decimals: usize) -> io::Result<()> {
    let scale = 10u64.pow(decimals as u32);
    let mut rest = (number.abs() * scale as f64).round() as u64;
    let mut digits = [b'0'; 32];
    let mut from = digits.len();
    let mut written = 0;
    while rest > 0 || written <= decimals {
        if written == decimals {
            from -= 1;
            digits[from] = b'.';
        }
        from -= 1;
        digits[from] = b'0' + (rest % 10) as u8;
        (rest, written) = (rest / 10, written + 1);
    }
    out.write_all(if number < 0.0 { b",-" } else { b"," })?;
    out.write_all(&digits[from..])
}

fn write_clusters(out: &mut impl Write, clusters: &Clusters, ids: &Ids<'_>) -> io::Result<()> {
    out.write_all(b"rec_id,cluster\n")?;
    for (row, &lowest) in clusters.of_row.iter().enumerate() {
        write_cell(out, ids.of(row as u32))?;
        out.write_all(b",")?;
        write_cell(out, ids.of(lowest))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn write_kept_apart(out: &mut impl Write, kept_apart: &[KeptApart], ids: &Ids<'_>) -> io::Result<()> {
    out.write_all(b"rec_id_l,rec_id_r,match_weight,because,against_l,against_r\n")?;
    for kept in kept_apart {
        write_cell(out, ids.of(kept.pair.left))?;
        out.write_all(b",")?;
        write_cell(out, ids.of(kept.pair.right))?;
        write!(out, ",{},{},", kept.pair.weight, kept.because)?;
        write_cell(out, ids.of(kept.records.0))?;
        out.write_all(b",")?;
        write_cell(out, ids.of(kept.records.1))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A cell of CSV, in quotes where it needs them.
fn write_cell(out: &mut impl Write, cell: &[u8]) -> io::Result<()> {
    if !cell.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return out.write_all(cell);
    }
    out.write_all(b"\"")?;
    for part in cell.split_inclusive(|&byte| byte == b'"') {
        out.write_all(part)?;
        if part.ends_with(b"\"") {
            out.write_all(b"\"")?;
        }
    }
    out.write_all(b"\"")
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, records, skipped) in &self.inputs {
            writeln!(out, "{}: {records} records, {} rows skipped", path.display(), skipped.len())?;
            for row in skipped {
                writeln!(out, "  {row}")?;
            }
        }
        for field in &self.linked.left_over {
            writeln!(out, "not compared, for want of room: {field}")?;
        }
        for rule in &self.linked.rules {
            if rule.rule_left_out {
                writeln!(out, "left out: {} ({} pairs are too many)", rule.rule, rule.pairs)?;
            } else if rule.blocks_left_out > 0 {
                let (blocks, pairs) = (rule.blocks_left_out, rule.pairs_left_out);
                writeln!(out, "{}: {blocks} blocks of {pairs} pairs were too large and left out", rule.rule)?;
            }
        }
        writeln!(out, "{} pairs compared, {} written", self.linked.candidates, self.pairs)?;
        let clusters = &self.clusters;
        let (apart, weak) = (clusters.kept_apart.len(), clusters.weak_bridges.len());
        write!(out, "{apart} probable pairs kept apart, {weak} clusters held together by a weak bridge")?;
        self.explanation.iter().try_for_each(|explanation| write!(out, "\n\n{explanation}"))
    }
}
