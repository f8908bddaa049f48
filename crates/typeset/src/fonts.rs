//! The fonts of every paper, built into the binary: a paper looks the same wherever it is made.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The families, in the order in which a letter is looked for. The licences stand beside the files.
pub(crate) const FAMILIES: [&str; 2] = ["Source Sans 3", "Noto Sans Arabic"];

/// The files: Latin, Greek and Cyrillic in two weights, and Arabic.
const FILES: [&[u8]; 3] = [
    include_bytes!("../fonts/SourceSans3-Regular.ttf"),
    include_bytes!("../fonts/SourceSans3-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
];

/// The fonts as read.
pub(crate) struct Fonts {
    /// In the order of the book.
    pub(crate) all: Vec<Font>,
    /// What typst looks them up in.
    pub(crate) book: LazyHash<FontBook>,
}

/// The fonts, read once.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = FILES.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&all)), all }
});

/// Whether a font of one of these families draws the letter.
pub(crate) fn draw(families: &[&str], letter: char) -> bool {
    FONTS.all.iter().any(|font| {
        let info = font.info();
        families.contains(&info.family.as_str()) && info.coverage.contains(letter as u32)
    })
}
