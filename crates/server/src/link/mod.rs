//! `safewell link`: which records of one file, or of two, are one person's. Files in, files out; what is compared and how
//! is for `linkage`, which touches no file.

mod ids;
mod input;
mod labels;
mod model_file;
mod output;
mod parquet;
mod parquet_form;
mod progress;
mod report;
mod waterfall;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use clap::Args;
use linkage::model::{Effort, Model};
use linkage::{Linked, Multiplicity, Options, cluster, infer, link_telling, unread};

use ids::Ids;
use input::{Inputs, Separator};
use output::Output;
use progress::Progress;
use report::Summary;

/// Find the records that are one person's: within one file, or between two.
///
/// Reads CSV (also tab- or semicolon-separated, gzipped, UTF-16 or Windows-1252) and Parquet. Writes pairs.csv, for one file
/// clusters.csv, the model it used, a report, and what was skipped, kept apart or held together by one weak pair. It
/// decides nothing: docs/guides/linking.md says how to use what it finds.
#[derive(Debug, Args)]
pub(crate) struct LinkCommand {
    /// One file to look for duplicates in, or two to link with each other.
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder for the results; made where it is not there.
    #[arg(long, value_name = "DIR", required_unless_present = "explain")]
    out: Option<PathBuf>,
    /// What the columns hold and how pairs are found. Without it this is inferred, and written to DIR/model.toml for editing.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The column of identifiers. Given twice, the second is the second file's. Without it a column called `rec_id`, `record_id`,
    /// `unique_id` or `id` is taken; failing that, rows are numbered.
    #[arg(long, value_name = "COLUMN")]
    id: Vec<String>,
    /// Write pairs at or above this probability, and join them where it is a half or more [default: write from 0.001, join
    /// from 0.95].
    #[arg(long, value_name = "P", value_parser = probability)]
    threshold: Option<f64>,
    /// Join records only from this probability on.
    #[arg(long, value_name = "P", value_parser = probability)]
    join: Option<f64>,
    /// Pairs that somebody has judged: CSV with `rec_id_l`, `rec_id_r` and `same` (yes or no). What agreement is worth is then
    /// learned with them.
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// Show why two records have the weight that they have.
    #[arg(long, num_args = 2, value_names = ["LEFT", "RIGHT"])]
    explain: Option<Vec<String>>,
    /// About twice as quick, and more pairs missed.
    #[arg(long, conflicts_with = "model")]
    fast: bool,
    /// Each of two files holds a person once: a record is written with its most certain counterpart only.
    #[arg(long)]
    one_to_one: bool,
    /// Go on though a quotation mark is not closed and takes in the rows behind it: they are left out.
    #[arg(long)]
    skip_unclosed: bool,
    /// What sets the cells of CSV apart, `tab` for a tab; found from the heading where it is not given.
    #[arg(long, value_name = "MARK")]
    separator: Option<Separator>,
}

/// From which probability on pairs are written, and from which records are joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Thresholds {
    write: f64,
    join: f64,
}

impl Thresholds {
    const WRITE: f64 = 0.001;
    const JOIN: f64 = 0.95;

    /// A threshold below a half asks for pairs to look at; nobody means to join what is less likely than not.
    fn new(threshold: Option<f64>, join: Option<f64>) -> anyhow::Result<Self> {
        let write = threshold.unwrap_or(Self::WRITE);
        let join = join.unwrap_or_else(|| threshold.filter(|least| *least >= 0.5).unwrap_or(Self::JOIN));
        ensure!(
            join >= write,
            "--join {join} is below --threshold {write}: only pairs that are written can be joined; lower --threshold"
        );
        Ok(Self { write, join })
    }
}

fn probability(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        Ok(_) | Err(_) => Err("a probability lies between 0 and 1: write 0.95, not 95".to_owned()),
    }
}

impl LinkCommand {
    /// Links the files, and writes what is to be said of it.
    ///
    /// # Errors
    /// Why it could not be done, and what to do about it.
    pub(crate) fn run(self, mut said: impl Write) -> anyhow::Result<()> {
        let thresholds = Thresholds::new(self.threshold, self.join)?;
        ensure!(self.id.len() <= self.files.len(), "--id is given once for all files, or once for each");
        ensure!(!self.one_to_one || self.files.len() == 2, "--one-to-one is for two files");
        // Before anything is read: whoever waits for a result must not lose it to a full or forbidden folder.
        let output = self.out.as_deref().map(|folder| Output::prepare(folder, &self.files)).transpose()?;
        let progress = Progress::start();
        let inputs = Inputs::read(&self.files, &self.id, self.separator, &progress)?;
        if !self.skip_unclosed {
            inputs.all_are_closed()?;
        }
        inputs.hold_records()?;
        let ids = Ids::new(&inputs);
        let asked = self.explain.as_deref().map(|asked| ids.pair(&asked[0], &asked[1])).transpose()?;
        let verdicts = self.labels.as_deref().map(|path| labels::read(path, &ids)).transpose()?;
        let model = self.model(&inputs, verdicts.is_some())?;
        let options = Options {
            probability_min: thresholds.write,
            verdicts: verdicts.unwrap_or_default(),
            ..Options::default()
        };
        let unused = report::unused(&inputs, &model);
        let linked = link_telling(&inputs.records, model, &options, &mut |step| progress.step(step))
            .map_err(|error| report::not_linked(&error, &inputs, &unused))?;
        let mut told = Vec::new();
        if let Some(output) = output {
            progress.say("joining records and writing");
            told.push(self.write(output, &linked, &ids, thresholds)?);
        }
        progress.finish();
        told.extend(asked.map(|(left, right)| waterfall::table(&linked, &ids, left, right)));
        match writeln!(said, "{}", told.join("\n\n")).and_then(|()| said.flush()) {
            // Whoever reads on has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            said => said.context("cannot print"),
        }
    }

    /// The model that was given, or one that is inferred. Labels are there to learn from, so what a model learned before
    /// does not count beside them.
    fn model(&self, inputs: &Inputs, learn_again: bool) -> anyhow::Result<Model> {
        let effort = if self.fast { Effort::Fast } else { Effort::Full };
        let mut model = match &self.model {
            Some(path) => model_file::read(path)?,
            None => infer(&inputs.records, effort),
        };
        if learn_again {
            model.trained = None;
        }
        Ok(model)
    }

    /// Writes everything, and answers what the report says.
    fn write(
        &self,
        mut output: Output,
        linked: &Linked,
        ids: &Ids<'_>,
        thresholds: Thresholds,
    ) -> anyhow::Result<String> {
        let multiplicity = if self.one_to_one { Multiplicity::OneToOne } else { Multiplicity::Many };
        let clusters = cluster(linked, thresholds.join, multiplicity);
        let taken = match multiplicity {
            Multiplicity::Many => None,
            Multiplicity::OneToOne => Some(&clusters),
        };
        let pairs = output.pairs(linked, ids, taken)?;
        if linked.second_file_from().is_none() {
            output.clusters(&clusters, ids)?;
        }
        output.kept_apart(&clusters, ids)?;
        output.weak_bridges(&clusters, ids)?;
        output.skipped_rows(ids.inputs())?;
        let unread = unread(&ids.inputs().records, &linked.model);
        output.unread_values(ids.inputs(), &unread)?;
        output.text(model_file::NAME, &model_file::commented(&linked.model)?)?;
        let summary = Summary {
            linked,
            clusters: &clusters,
            inputs: ids.inputs(),
            ids,
            unread: &unread,
            thresholds,
            pairs,
        };
        output.text("report.txt", &summary.full())?;
        let folder = output.keep()?;
        Ok(format!("{}The results are in {}.", summary.short(), folder.display()))
    }
}
