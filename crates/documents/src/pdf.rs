//! A paper that was set: what whoever holds a setter gets, without knowing which it is.

use thiserror::Error;

use crate::Sheet;

/// A paper as PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: u32,
}

/// Makes a PDF of a paper. It takes its time: not for a thread that answers others meanwhile.
pub type Typeset = fn(&Sheet) -> Result<Pdf, NotTypeset>;

/// A paper could not be set. It says nothing of what stood on it: it is written to logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotTypeset {
    /// Its layout failed.
    #[error("the layout of the paper failed, with {faults} faults")]
    Layout {
        /// How many faults were named.
        faults: usize,
    },
    /// It was laid out and cannot be written to the standard.
    #[error("the paper cannot be written to its standard, for {faults} reasons")]
    Standard {
        /// How many reasons were named.
        faults: usize,
    },
}
