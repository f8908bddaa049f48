//! What was done, in words: what was read and what not, what was compared, what was found, and what to look at.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use linkage::model::{ColumnRole, Kind, Model};
use linkage::read::Records;
use linkage::{Clusters, LeftOut, LinkError, Linked, Unread};

use super::Thresholds;
use super::ids::Ids;
use super::input::Inputs;

/// Skipped rows that are told one by one; all stand in `skipped_rows.csv`.
const TOLD_MOST: usize = 5;

/// With fewer records there is little to learn from.
const RECORDS_TO_LEARN_FROM: usize = 200;

/// One pair compared for so many records is as good as none.
const PAIRS_TELLING: u64 = 1000;

/// Said when nothing could be found because nothing was looked at.
const NOTHING_COMPARED: &str = "\
  WARNING: hardly any two records were compared, so hardly anything could be found: this result does not say that nobody is there twice.
  Either no two records share what pairs are found by, or so many share it that every group was left out as too large.
  Add columns that tell people apart, or allow more in model.toml (block_records_max, rule_pairs_per_record) and give it back
  with --model. The rules, and the largest groups that were left out, stand in report.txt.";

/// Bins of probability, by their lower ends.
const BINS: [f64; 8] = [0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999];

/// Everything that is told.
pub(crate) struct Summary<'a> {
    pub(crate) linked: &'a Linked,
    pub(crate) clusters: &'a Clusters,
    pub(crate) inputs: &'a Inputs,
    pub(crate) ids: &'a Ids<'a>,
    pub(crate) unread: &'a [Unread],
    pub(crate) thresholds: Thresholds,
    /// How many pairs were written.
    pub(crate) pairs: usize,
}

impl Summary<'_> {
    /// For a terminal.
    pub(crate) fn short(&self) -> String {
        let mut text = String::new();
        self.read(&mut text);
        self.unread(&mut text);
        self.compared(&mut text);
        self.found(&mut text);
        text
    }

    /// For the file, with what an analyst checks.
    pub(crate) fn full(&self) -> String {
        let mut text = self.short();
        self.columns(&mut text);
        self.rules(&mut text);
        self.bins(&mut text);
        text
    }

    fn read(&self, text: &mut String) {
        for (source, records) in self.inputs.sources.iter().zip(&self.inputs.records) {
            let path = source.path.display();
            let by = match &records.id_column {
                Some(column) => format!("identified by {column}"),
                None => "without identifiers: rows are numbered from 1; name a column with --id".to_owned(),
            };
            line(text, &format!("{path}: {}, {by}", counted(records.table.rows, "record")));
            if records.table.columns.len() <= 1 {
                line(
                    text,
                    "  only one column was found beside the identifiers; is another mark between the cells? (--separator)",
                );
            }
            if records.skipped.is_empty() {
                continue;
            }
            let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
            for row in &records.skipped {
                *kinds.entry(row.why.kind()).or_default() += 1;
            }
            let kinds: Vec<String> =
                kinds.iter().map(|(kind, count)| format!("{} with {kind}", grouped(*count))).collect();
            line(text, &format!("  {} skipped: {}", counted(records.skipped.len(), "row"), kinds.join(", ")));
            for row in records.skipped.iter().take(TOLD_MOST) {
                line(text, &format!("    {} {}: {}", source.format.counted_in(), row.line, row.why));
            }
            if records.skipped.len() > TOLD_MOST {
                line(text, "    … all of them are in skipped_rows.csv");
            }
        }
        if self.linked.rows() < RECORDS_TO_LEARN_FROM {
            line(
                text,
                "  These are few records to learn from: the weights are mostly what was supposed beforehand. Look at every pair.",
            );
        }
    }

    fn unread(&self, text: &mut String) {
        for Unread { file, column, rows } in self.unread {
            let (source, records) = (&self.inputs.sources[*file], &self.inputs.records[*file]);
            let column = &records.table.columns[*column].name;
            let first: Vec<String> =
                rows.iter().take(TOLD_MOST).map(|row| records.lines[*row as usize].to_string()).collect();
            let more = if rows.len() > TOLD_MOST { ", …" } else { "" };
            let kind = name(self.linked.model.kind(column));
            let places = format!("{} {}{more}", source.format.counted_in(), first.join(", "));
            line(
                text,
                &format!(
                    "{}: {} in {column} cannot be read as {kind} and count as missing: {places} (unread_values.csv has all)",
                    source.path.display(),
                    counted(rows.len(), "value"),
                ),
            );
        }
    }

    fn compared(&self, text: &mut String) {
        for told in unused(self.inputs, &self.linked.model) {
            line(text, &told);
        }
        let no_room = "there is no room for so many fields; ignore another in the model";
        not_compared(&self.linked.left_over, no_room).iter().for_each(|told| line(text, told));
        let rules = &self.linked.rules;
        let left_out = rules.iter().filter(|rule| rule.rule_left_out).count();
        let (blocks, pairs) =
            rules.iter().filter(|rule| !rule.rule_left_out).fold((0, 0), |(blocks, pairs), rule| {
                (blocks + rule.blocks_left_out, pairs + rule.pairs_left_out)
            });
        line(
            text,
            &format!(
                "{} pairs compared, found by {} rules; rules left out as too wide for so many records: {left_out}",
                grouped(self.linked.candidates),
                rules.len() - left_out
            ),
        );
        let proposed: u64 = rules.iter().filter(|rule| !rule.rule_left_out).map(|rule| rule.pairs).sum();
        let different = self.linked.rows() - self.linked.copies().len();
        if proposed * PAIRS_TELLING < different as u64 && different > 1 {
            line(text, NOTHING_COMPARED);
        }
        self.copies(text);
        if blocks > 0 {
            line(
                text,
                &format!(
                    "  {} groups of records with one key were too large and left out by their rule, {} pairs in all; other \
                     rules propose some of them (report.txt says which rules)",
                    grouped(blocks),
                    grouped(pairs)
                ),
            );
        }
    }

    fn copies(&self, text: &mut String) {
        let copies = self.linked.copies();
        let firsts: BTreeSet<u32> = copies.iter().map(|(_, first)| *first).collect();
        if !copies.is_empty() {
            line(
                text,
                &format!(
                    "  {} in {} say the same as an earlier one in every column that is compared: each was paired with the \
                     first of its group alone, and nothing was learned from them",
                    counted(copies.len(), "record"),
                    counted(firsts.len(), "group")
                ),
            );
        }
    }

    fn found(&self, text: &mut String) {
        let Thresholds { write, join } = self.thresholds;
        let joined: Vec<f64> = self
            .linked
            .pairs
            .iter()
            .map(|pair| pair.probability())
            .take_while(|&chance| chance >= join)
            .collect();
        let doubt = joined.iter().fold(0.0, |doubt, chance| doubt + (1.0 - chance));
        line(text, &format!("{} written: probability {write} or more", counted(self.pairs, "pair")));
        line(
            text,
            &format!(
                "{} to join: probability {join} or more; about {doubt:.0} expected to be wrong",
                counted(joined.len(), "pair")
            ),
        );
        if self.linked.second_file_from().is_none() {
            let of_row = &self.clusters.of_row;
            let alone = of_row.iter().enumerate().filter(|(row, lowest)| *row as u32 == **lowest).count();
            let (records, people) = (counted(of_row.len(), "record"), grouped(alone as u64));
            line(text, &format!("{records} taken for the records of {people} people"));
        }
        let (apart, weak) = (self.clusters.kept_apart.len(), self.clusters.weak_bridges.len());
        if apart > 0 {
            line(
                text,
                &format!("  {} kept apart, though probable: see kept_apart.csv", counted(apart, "pair")),
            );
        }
        if weak > 0 {
            line(
                text,
                &format!(
                    "  {} alone holding a cluster together: see weak_bridges.csv",
                    counted(weak, "pair")
                ),
            );
        }
    }

    fn columns(&self, text: &mut String) {
        line(text, "\nColumns that were compared");
        for role in self.linked.model.columns.iter().filter(|role| role.kind != Kind::Ignored) {
            let kind = name(role.kind);
            let why = if role.because.is_empty() { String::new() } else { format!(" ({})", role.because) };
            line(text, &format!("  {}: {kind}{why}", role.column));
        }
    }

    fn rules(&self, text: &mut String) {
        line(text, "\nRules by which pairs were found");
        for rule in &self.linked.rules {
            let told = if rule.rule_left_out {
                format!("left out: {} pairs or more are too many", grouped(rule.pairs))
            } else if rule.blocks_left_out > 0 {
                format!(
                    "{} pairs; {} groups too large, {} pairs left out",
                    grouped(rule.pairs),
                    grouped(rule.blocks_left_out),
                    grouped(rule.pairs_left_out)
                )
            } else {
                format!("{} pairs", grouped(rule.pairs))
            };
            line(text, &format!("  {}: {told}", rule.rule));
            for LeftOut { records, example } in rule.largest_left_out.iter().filter(|_| !rule.rule_left_out) {
                let of = format!(
                    "left out: {} that share it with {}",
                    counted(*records, "record"),
                    self.ids.text(*example)
                );
                line(text, &format!("    {of}"));
            }
        }
    }

    /// To be held against judgements: of the pairs in a bin, as many should be right as are expected.
    fn bins(&self, text: &mut String) {
        line(text, "\nScored pairs by probability, and how many of them should prove right");
        for (place, &from) in BINS.iter().enumerate() {
            let to = BINS.get(place + 1).copied().unwrap_or(2.0);
            let chances = self.linked.pairs.iter().map(|pair| pair.probability());
            let (count, right) = chances
                .filter(|chance| (from..to).contains(chance))
                .fold((0u64, 0.0), |(count, right), chance| (count + 1, right + chance));
            if count > 0 {
                let share = 100.0 * right / count as f64;
                line(text, &format!("  from {from:<5}  {:>12} pairs  {share:>5.1} %", grouped(count)));
            }
        }
    }
}

/// Why records cannot be linked, with what can be done about it.
pub(crate) fn not_linked(error: &LinkError, inputs: &Inputs, unused: &[String]) -> anyhow::Error {
    let mut text = error.to_string();
    let one_column =
        |records: &Records| records.table.columns.len() + usize::from(records.id_column.is_some()) == 1;
    if inputs.records.iter().any(one_column) {
        text +=
            "\nonly one column was found; if another mark stands between the cells, name it with --separator";
    }
    for told in unused {
        text += "\n";
        text += told;
    }
    anyhow::Error::msg(text)
}

/// Columns that are not compared, each with why; and those a model names that are in no file.
pub(crate) fn unused(inputs: &Inputs, model: &Model) -> Vec<String> {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    let mut say = |column: &str, why: &str| {
        let place = told.iter().position(|(known, _)| known == why).unwrap_or_else(|| {
            told.push((why.to_owned(), Vec::new()));
            told.len() - 1
        });
        let columns = &mut told[place].1;
        if !columns.iter().any(|known| known == column) {
            columns.push(column.to_owned());
        }
    };
    for (source, records) in inputs.sources.iter().zip(&inputs.records) {
        source.unread.iter().for_each(|(column, why)| say(column, why));
        for column in &records.table.columns {
            match model.columns.iter().find(|role| role.column == column.name) {
                None => say(&column.name, "the model does not name it"),
                Some(role) if role.kind != Kind::Ignored => {
                    let lacks = |other: &&Records| !has_counterpart(other, model, role);
                    if let Some(place) = inputs.records.iter().position(|other| lacks(&other)) {
                        let path = inputs.sources[place].path.display();
                        say(&column.name, &format!("{path} has no column to hold against it"));
                    }
                }
                Some(role) if role.because.is_empty() => say(&column.name, "the model ignores it"),
                Some(role) => say(&column.name, &role.because),
            }
        }
    }
    let there = |column: &str| inputs.records.iter().any(|records| records.table.column(column).is_some());
    for role in model.columns.iter().filter(|role| role.kind != Kind::Ignored && !there(&role.column)) {
        say(&role.column, "the model names it, and no file has it");
    }
    told.iter().flat_map(|(why, columns)| not_compared(columns, why)).collect()
}

/// One line a column; of many for one reason one line for all.
fn not_compared(columns: &[String], why: &str) -> Vec<String> {
    const TOLD_APART_MOST: usize = 8;
    if columns.len() <= TOLD_APART_MOST {
        return columns.iter().map(|column| format!("not compared: {column}: {why}")).collect();
    }
    let first = columns[..3].join(", ");
    vec![format!(
        "not compared: {} ({first} and others; model.toml names all), each: {why}",
        counted(columns.len(), "column")
    )]
}

/// Whether a file has a column with which this one can be compared: of the same kind, or for the parts of a name, a birth
/// or an address another part. Of what a person has several, columns of one name are compared.
fn has_counterpart(records: &Records, model: &Model, role: &ColumnRole) -> bool {
    let several =
        [Kind::Region, Kind::AddressLine, Kind::Identifier, Kind::Category, Kind::Text].contains(&role.kind);
    records.table.columns.iter().any(|column| {
        let kind = model.kind(&column.name);
        if several { column.name == role.column } else { whole(kind) == whole(role.kind) }
    })
}

/// What a kind is a part of, under the name of one of its parts.
fn whole(kind: Kind) -> Kind {
    match kind {
        Kind::GivenName | Kind::MiddleName | Kind::Surname => Kind::FullName,
        Kind::BirthDay | Kind::BirthMonth | Kind::BirthYear | Kind::Age => Kind::BirthDate,
        Kind::StreetNumber => Kind::Street,
        kind @ (Kind::FullName
        | Kind::BirthDate
        | Kind::Sex
        | Kind::Category
        | Kind::Postcode
        | Kind::Town
        | Kind::Region
        | Kind::Street
        | Kind::AddressLine
        | Kind::Telephone
        | Kind::Email
        | Kind::Identifier
        | Kind::Text
        | Kind::Ignored) => kind,
    }
}

/// A kind as the model file writes it.
fn name(kind: Kind) -> String {
    toml::Value::try_from(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("text takes more text");
}

/// So many things.
fn counted(number: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(number as u64), if number == 1 { "" } else { "s" })
}

/// A number with its thousands set apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(",")
}
