//! Papers as PDF: tagged, for whoever hears them read, to PDF/UA-1 as typst's own checker holds it.
//!
//! All text is handed over as data; nothing that somebody typed is ever read as markup, and nothing but the paper's own
//! words and pictures can be reached from it: no file, no network, no clock. The same sheet gives the same bytes.

mod data;
mod fonts;
mod legible;
mod world;

#[cfg(test)]
mod tests;

use documents::{NotTypeset, Pdf, Sheet};

use crate::{data::Pictures, legible::Script, world::World};

/// What is given up, one after the other, where a paper cannot be set as it is: better a paper without a photograph than
/// none, and better a name in Latin letters than none.
const ATTEMPTS: [(Pictures, Script); 3] = [
    (Pictures::Shown, Script::AsWritten),
    (Pictures::LeftOut, Script::AsWritten),
    (Pictures::LeftOut, Script::Latin),
];

/// The paper as PDF.
///
/// # Errors
/// Where it cannot be set even without its pictures and in Latin letters alone: a fault of ours.
pub fn pdf(sheet: &Sheet) -> Result<Pdf, NotTypeset> {
    let mut result = Err(NotTypeset::Layout { faults: 0 });
    for (pictures, script) in ATTEMPTS {
        result = World::of(sheet, pictures, script).pdf();
        // Otherwise what was set stays in the memory of the library, and with it the words of a case.
        typst::comemo::evict(0);
        if result.is_ok() {
            break;
        }
    }
    result
}
