//! A stream of CSV of which no row takes more memory than it may: what is too much of a row is dropped while it is read.

use std::io::{self, Read};

/// The most bytes of one row that are handed on as they are.
const ROW_BYTES_MOST: u64 = 8 << 20;

/// Bytes read ahead.
const AHEAD: usize = 1 << 18;

/// Hands on a stream until a row grows too long; then of that row only quotation marks and ends of lines, a line at a time,
/// so that whoever parses it finds its end where it is.
pub(crate) struct Bounded<R> {
    stream: R,
    /// Read from the stream and not handed on.
    ahead: Vec<u8>,
    at: usize,
    handed_on: u64,
    row_from: u64,
    shortened: bool,
}

impl<R: Read> Bounded<R> {
    pub(crate) fn new(stream: R) -> Self {
        Self { stream, ahead: Vec::new(), at: 0, handed_on: 0, row_from: 0, shortened: false }
    }

    /// Says that the next row begins after so many of the bytes that were handed on.
    pub(crate) fn row_begins(&mut self, from: u64) {
        self.row_from = from;
        self.shortened = false;
    }

    /// Whether something of this row was dropped.
    pub(crate) fn has_shortened(&self) -> bool {
        self.shortened
    }

    /// What is left of the next stretch of a row that is too long: up to the end of its line. Empty at the end of the stream.
    fn shortened(&mut self) -> io::Result<Vec<u8>> {
        self.shortened = true;
        let mut kept = Vec::new();
        while !kept.ends_with(b"\n") && kept.len() < AHEAD / 2 {
            if self.at == self.ahead.len() {
                self.ahead.resize(AHEAD, 0);
                self.at = 0;
                let read = self.stream.read(&mut self.ahead)?;
                self.ahead.truncate(read);
                if read == 0 {
                    break;
                }
            }
            let rest = &self.ahead[self.at..];
            let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
            kept.extend(rest[..length].iter().filter(|byte| matches!(byte, b'"' | b'\r' | b'\n')));
            self.at += length;
        }
        Ok(kept)
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = if self.handed_on - self.row_from > ROW_BYTES_MOST && out.len() >= AHEAD {
            let kept = self.shortened()?;
            out[..kept.len()].copy_from_slice(&kept);
            kept.len()
        } else if self.at < self.ahead.len() {
            let length = out.len().min(self.ahead.len() - self.at);
            out[..length].copy_from_slice(&self.ahead[self.at..][..length]);
            self.at += length;
            length
        } else {
            self.stream.read(out)?
        };
        self.handed_on += read as u64;
        Ok(read)
    }
}
