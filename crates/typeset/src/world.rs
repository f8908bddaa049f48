//! What typst may reach: the layout, the data, its pictures and the fonts. Nothing else exists for it.

use std::sync::LazyLock;

use documents::{NotTypeset, Pdf, Sheet};
use typst::{
    Feature, Library, LibraryExt,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{
    data::{Data, Pictures},
    fonts::FONTS,
    legible::Script,
};

/// The layout of every paper.
const LAYOUT: &str = include_str!("paper.typ");

/// Row headings in a PDF are behind this feature of typst.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// One paper with all that belongs to it.
pub(crate) struct World {
    layout: Source,
    words: (FileId, Bytes),
    pictures: Vec<(FileId, Bytes)>,
}

impl World {
    pub(crate) fn of(sheet: &Sheet, pictures: Pictures, script: Script) -> Self {
        let data = Data::of(sheet, pictures, script);
        Self {
            layout: Source::new(file("main.typ"), LAYOUT.to_owned()),
            words: (file("data.json"), Bytes::new(data.words)),
            pictures: data
                .pictures
                .into_iter()
                .map(|(name, bytes)| (file(&name), Bytes::new(bytes.to_vec())))
                .collect(),
        }
    }

    /// The paper, tagged, as PDF/UA-1 asks.
    pub(crate) fn pdf(&self) -> Result<Pdf, NotTypeset> {
        let document = typst::compile::<PagedDocument>(self)
            .output
            .map_err(|faults| NotTypeset::Layout { faults: faults.len() })?;
        let standards =
            PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard does not contradict itself");
        let options = PdfOptions {
            standards,
            creator: Smart::Custom(Some("Safewell".into())),
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options)
            .map_err(|faults| NotTypeset::Standard { faults: faults.len() })?;
        Ok(Pdf { bytes, pages: u32::try_from(document.pages().len()).unwrap_or(u32::MAX) })
    }
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names of our own files are paths");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() { Ok(self.layout.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        std::iter::once(&self.words)
            .chain(&self.pictures)
            .find(|(of, _)| *of == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
