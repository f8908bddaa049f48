//! How far a long command has come. Shown on a terminal; nothing otherwise.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use linkage::Step;

/// One line that says what is being done.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn start() -> Self {
        let bar = ProgressBar::no_length();
        // The bar hides itself where standard error is no terminal; then nothing needs to turn.
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Self { bar }
    }

    /// The same stream; what was read of it is shown as a share of its bytes.
    pub(crate) fn reading<R: Read>(&self, path: &Path, bytes: u64, stream: R) -> impl Read + use<R> {
        self.counting(format!("reading {}", path.display()), bytes);
        self.bar.wrap_read(stream)
    }

    /// Something of which so much has to be done.
    pub(crate) fn counting(&self, what: String, of: u64) {
        self.bar.set_style(style("{msg}  {wide_bar} {percent:>3} %"));
        self.bar.reset();
        self.bar.set_length(of);
        self.bar.set_message(what);
    }

    /// So much more was done.
    pub(crate) fn advance(&self, by: u64) {
        self.bar.inc(by);
    }

    /// Something of which nobody knows how long it takes.
    pub(crate) fn say(&self, what: impl Into<String>) {
        self.bar.set_style(style("{spinner} {msg}  {elapsed}"));
        self.bar.set_message(what.into());
    }

    /// What `linkage` does next.
    pub(crate) fn step(&self, step: Step) {
        self.say(match step {
            Step::Prepare => "1 of 5: tidying values".to_owned(),
            Step::FindCandidates => "2 of 5: finding candidates".to_owned(),
            Step::Compare => "3 of 5: comparing candidates".to_owned(),
            Step::Learn(pairs) => format!("4 of 5: learning from {} pairs", super::report::grouped(pairs)),
            Step::Score(pairs) => format!("5 of 5: scoring {} pairs", super::report::grouped(pairs)),
        });
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is one of the few written above")
}
