//! The files of a result. Each is written under another name first, so that a run that fails leaves those of the run before.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use linkage::{Clusters, Linked, ScoredPair, Unread};

use super::ids::Ids;
use super::input::Inputs;
use super::model_file;

/// Every file that a run may write.
const NAMES: [&str; 8] = [
    "pairs.csv",
    "clusters.csv",
    "kept_apart.csv",
    "weak_bridges.csv",
    "skipped_rows.csv",
    "unread_values.csv",
    "report.txt",
    model_file::NAME,
];

/// A folder that is being filled.
pub(crate) struct Output {
    folder: PathBuf,
    written: Vec<&'static str>,
}

impl Output {
    /// Makes the folder, and sees that it can be written to and that no input would be written over.
    ///
    /// # Errors
    /// When it cannot.
    pub(crate) fn prepare(folder: &Path, inputs: &[PathBuf]) -> anyhow::Result<Self> {
        let advice = || format!("cannot write to {}: name another folder with --out", folder.display());
        fs::create_dir_all(folder).with_context(advice)?;
        let whole = |path: &Path| path.canonicalize().ok();
        for name in NAMES {
            let path = folder.join(name);
            ensure!(
                inputs.iter().all(|input| whole(input).is_none() || whole(input) != whole(&path)),
                "{} would be written over by its own result: name another folder with --out",
                path.display()
            );
        }
        File::create(unfinished(folder, NAMES[0])).with_context(advice)?;
        Ok(Self { folder: folder.to_owned(), written: Vec::new() })
    }

    /// The pairs, the most certain first. Where each record may have one counterpart only, those that were joined.
    ///
    /// # Errors
    /// When the folder cannot be written to. So it is with all that follow.
    pub(crate) fn pairs(
        &mut self,
        linked: &Linked,
        ids: &Ids<'_>,
        joined: Option<&Clusters>,
    ) -> anyhow::Result<usize> {
        let is_joined = |clusters: &Clusters, pair: &ScoredPair| {
            clusters.of_row[pair.left as usize] == clusters.of_row[pair.right as usize]
        };
        let mut count = 0;
        self.file("pairs.csv", |out| {
            out.write_all(b"rec_id_l,rec_id_r,match_weight,match_probability\n")?;
            for pair in linked.pairs.iter().filter(|pair| joined.is_none_or(|joined| is_joined(joined, pair)))
            {
                write_pair(out, ids, pair)?;
                out.write_all(b"\n")?;
                count += 1;
            }
            Ok(())
        })?;
        Ok(count)
    }

    /// For each record its cluster: the identifier of the record of that cluster which stands first in the file.
    pub(crate) fn clusters(&mut self, clusters: &Clusters, ids: &Ids<'_>) -> anyhow::Result<()> {
        self.file("clusters.csv", |out| {
            out.write_all(b"rec_id,cluster\n")?;
            for (row, &lowest) in clusters.of_row.iter().enumerate() {
                write_cell(out, ids.of(row as u32))?;
                out.write_all(b",")?;
                write_cell(out, ids.of(lowest))?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }

    /// Pairs that were probable enough and were not joined, with what spoke against it.
    pub(crate) fn kept_apart(&mut self, clusters: &Clusters, ids: &Ids<'_>) -> anyhow::Result<()> {
        self.file("kept_apart.csv", |out| {
            out.write_all(b"rec_id_l,rec_id_r,match_weight,match_probability,because,against_l,against_r\n")?;
            for kept in &clusters.kept_apart {
                write_pair(out, ids, &kept.pair)?;
                write!(out, ",{},", kept.because)?;
                write_cell(out, ids.of(kept.records.0))?;
                out.write_all(b",")?;
                write_cell(out, ids.of(kept.records.1))?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }

    /// Pairs that alone hold a cluster together and are themselves not certain.
    pub(crate) fn weak_bridges(&mut self, clusters: &Clusters, ids: &Ids<'_>) -> anyhow::Result<()> {
        self.file("weak_bridges.csv", |out| {
            out.write_all(b"rec_id_l,rec_id_r,match_weight,match_probability,cluster\n")?;
            for bridge in &clusters.weak_bridges {
                write_pair(out, ids, bridge)?;
                out.write_all(b",")?;
                write_cell(out, ids.of(clusters.of_row[bridge.left as usize]))?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }

    /// Every row that could not be used, where it stands and why.
    pub(crate) fn skipped_rows(&mut self, inputs: &Inputs) -> anyhow::Result<()> {
        self.file("skipped_rows.csv", |out| {
            out.write_all(b"file,line,why\n")?;
            for (source, records) in inputs.sources.iter().zip(&inputs.records) {
                for row in &records.skipped {
                    write_cell(out, source.path.display().to_string().as_bytes())?;
                    write!(out, ",{},", row.line)?;
                    write_cell(out, row.why.to_string().as_bytes())?;
                    out.write_all(b"\n")?;
                }
            }
            Ok(())
        })
    }

    /// Every value that counts as missing because it cannot be read, and where it stands.
    pub(crate) fn unread_values(&mut self, inputs: &Inputs, unread: &[Unread]) -> anyhow::Result<()> {
        self.file("unread_values.csv", |out| {
            out.write_all(b"file,line,column,value\n")?;
            for Unread { file, column, rows } in unread {
                let (source, records) = (&inputs.sources[*file], &inputs.records[*file]);
                let column = &records.table.columns[*column];
                for &row in rows {
                    write_cell(out, source.path.display().to_string().as_bytes())?;
                    write!(out, ",{},", records.lines[row as usize])?;
                    write_cell(out, column.name.as_bytes())?;
                    out.write_all(b",")?;
                    write_cell(out, column.values.value(column.codes[row as usize]))?;
                    out.write_all(b"\n")?;
                }
            }
            Ok(())
        })
    }

    /// A file of text.
    pub(crate) fn text(&mut self, name: &'static str, text: &str) -> anyhow::Result<()> {
        self.file(name, |out| out.write_all(text.as_bytes()))
    }

    /// Gives every file its name, removes what an earlier run left that this one does not write, and answers the folder.
    pub(crate) fn keep(self) -> anyhow::Result<PathBuf> {
        for name in NAMES {
            let path = self.folder.join(name);
            let kept = if self.written.contains(&name) {
                fs::rename(unfinished(&self.folder, name), &path)
            } else {
                remove(&path)
            };
            kept.with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(self.folder.clone())
    }

    fn file(
        &mut self,
        name: &'static str,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let path = unfinished(&self.folder, name);
        let filled = File::create(&path).and_then(|file| {
            let mut out = BufWriter::with_capacity(1 << 18, file);
            fill(&mut out)?;
            out.flush()
        });
        filled.with_context(|| format!("cannot write {}", path.display()))?;
        self.written.push(name);
        Ok(())
    }
}

impl Drop for Output {
    /// Leaves nothing behind of a run that failed; what was kept has its name already.
    fn drop(&mut self) {
        for name in NAMES {
            // Why the run failed is said already, and there is nobody left to tell more.
            let _ = remove(&unfinished(&self.folder, name));
        }
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn unfinished(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.unfinished"))
}

fn write_pair(out: &mut impl Write, ids: &Ids<'_>, pair: &ScoredPair) -> io::Result<()> {
    write_cell(out, ids.of(pair.left))?;
    out.write_all(b",")?;
    write_cell(out, ids.of(pair.right))?;
    write_decimal(out, f64::from(pair.weight), 4)?;
    write_decimal(out, pair.probability(), 8)
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
