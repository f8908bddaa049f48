//! The house rules that no compiler checks: which room may reach which, what a source file may hold,
//! and that the documents say what is so. They read the repository as it stands and run nothing of it.

mod arrows;
mod documents;
mod sources;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("this crate lies two folders below the root")
        .to_path_buf()
}

/// A text file that belongs to the project, with its path from the root.
struct Document {
    path: String,
    text: String,
}

/// Every text file under version control, or new and not ignored, so that a rule broken a minute ago
/// is found before it is committed. Files that are not UTF-8 (fonts, pictures) are left out.
fn documents() -> Vec<Document> {
    let listing = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git is there wherever the project was cloned");
    assert!(listing.status.success(), "git cannot list the files of {}", root().display());
    String::from_utf8(listing.stdout)
        .expect("our file names are UTF-8")
        .lines()
        .filter_map(|path| {
            let text = std::fs::read_to_string(root().join(path)).ok()?;
            Some(Document { path: path.to_owned(), text })
        })
        .collect()
}

/// The Rust sources among [`documents`].
fn rust_sources() -> Vec<Document> {
    documents()
        .into_iter()
        .filter(|document| document.path.starts_with("crates/") && document.path.ends_with(".rs"))
        .collect()
}

/// Fails with every breach of one rule at once, each on a line that says where it is.
fn assert_none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}\n  {}\n", breaches.join("\n  "));
}
