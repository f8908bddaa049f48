//! Pairs that somebody has judged.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use linkage::Verdict;

use super::ids::Ids;

/// Reads judgements: CSV with the columns `rec_id_l`, `rec_id_r` and `same`, the last `yes` or `no`. Pairs on which the
/// reviewer left it open, an empty cell, say nothing.
///
/// # Errors
/// A row that names no records, or judges neither yes nor no: judgements are few and dear, so none is passed over.
pub(crate) fn read(path: &Path, ids: &Ids<'_>) -> anyhow::Result<Vec<(u32, u32, Verdict)>> {
    let place = || format!("cannot read the judgements in {}", path.display());
    let mut reader = csv::Reader::from_path(path).with_context(place)?;
    let heading = reader.headers().with_context(place)?.clone();
    let column = |wanted: &str| {
        heading.iter().position(|name| name.trim() == wanted).ok_or_else(|| {
            anyhow!(
                "{}: there is no column {wanted}; the columns are rec_id_l, rec_id_r and same",
                path.display()
            )
        })
    };
    let [left, right, same] = [column("rec_id_l")?, column("rec_id_r")?, column("same")?];
    let mut verdicts = Vec::new();
    for row in reader.records() {
        let row = row.with_context(place)?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |place: usize| row.get(place).unwrap_or_default().trim();
        let verdict = match cell(same).to_lowercase().as_str() {
            "" => continue,
            "yes" | "y" | "1" | "true" | "same" => Verdict::Same,
            "no" | "n" | "0" | "false" | "different" => Verdict::Different,
            _ => bail!("{}, line {line}: {:?} is no judgement; write yes or no", path.display(), cell(same)),
        };
        let (a, b) =
            ids.pair(cell(left), cell(right)).with_context(|| format!("{}, line {line}", path.display()))?;
        verdicts.push((a, b, verdict));
    }
    if verdicts.is_empty() {
        bail!("{} judges no pair: write yes or no into the column same", path.display());
    }
    Ok(verdicts)
}
