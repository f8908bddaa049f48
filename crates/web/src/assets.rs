//! Stylesheet, scripts, font and icons, built into the binary and served under addresses that change with
//! their content, so that browsers may keep them for ever.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

const SVG: &str = "image/svg+xml";
const FONT: &str = "font/woff2";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Names a file of `assets/built` with its type and content.
macro_rules! built {
    ($name:literal, $kind:expr) => {
        ($name, $kind, include_bytes!(concat!("../../../assets/built/", $name)))
    };
}

/// The files as `assets/build` makes them. A file stands after those whose address it contains.
const BUILT: &[(&str, &str, &[u8])] = &[
    built!("icon.svg", SVG),
    built!("icon.png", "image/png"),
    built!("icon-close-cross-black.svg", SVG),
    built!("icon-document.svg", SVG),
    built!("icon-tag-remove-cross-white.svg", SVG),
    built!("icon-tag-remove-cross.svg", SVG),
    built!("icon-toggle-plus-minus.svg", SVG),
    built!("NOTICES.txt", "text/plain; charset=utf-8"),
    built!("font-regular-latin.woff2", FONT),
    built!("font-regular-latin-ext.woff2", FONT),
    built!("font-bold-latin.woff2", FONT),
    built!("font-bold-latin-ext.woff2", FONT),
    built!("govuk-frontend.js", SCRIPT),
    built!("enabled.js", SCRIPT),
    built!("words.js", SCRIPT),
    built!("clocks.js", SCRIPT),
    built!("live.js", SCRIPT),
    built!("left.js", SCRIPT),
    built!("keep.js", SCRIPT),
    built!("search.js", SCRIPT),
    built!("keys.js", SCRIPT),
    built!("autosave.js", SCRIPT),
    built!("later.js", SCRIPT),
    built!("safewell.js", SCRIPT),
    built!("safewell.css", "text/css; charset=utf-8"),
];

/// The mark in stylesheet and scripts that stands for the address of another file.
const MARK: &str = "asset:";

struct Asset {
    kind: &'static str,
    content: Vec<u8>,
    /// The same packed once and for all, where that saves anything: pictures and fonts are packed already.
    packed: Option<Vec<u8>>,
}

impl Asset {
    fn new(kind: &'static str, content: Vec<u8>) -> Self {
        let packed = gzip(&content).filter(|packed| packed.len() < content.len() / 10 * 9);
        Self { kind, content, packed }
    }
}

fn gzip(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}

struct Assets {
    urls: HashMap<&'static str, String>,
    by_file: HashMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut assets = Assets { urls: HashMap::new(), by_file: HashMap::new() };
    for (name, kind, content) in BUILT {
        assets.add(name, kind, content);
    }
    assets
});

impl Assets {
    fn add(&mut self, name: &'static str, kind: &'static str, content: &[u8]) {
        let content = self.with_addresses(content);
        let (stem, extension) = name.rsplit_once('.').expect("every built file has an extension");
        let file = format!("{stem}-{}.{extension}", short_hash(&content));
        self.urls.insert(name, format!("/assets/{file}"));
        self.by_file.insert(file, Asset::new(kind, content));
    }

    /// The content with the address of each file that it names; binary files name none.
    fn with_addresses(&self, content: &[u8]) -> Vec<u8> {
        match std::str::from_utf8(content) {
            Err(_) => content.to_vec(),
            Ok(text) => self
                .urls
                .iter()
                .fold(text.to_owned(), |text, (name, url)| text.replace(&format!("{MARK}{name}"), url))
                .into_bytes(),
        }
    }
}

fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The address of a built file, by its name in `assets/built`.
///
/// # Panics
/// When there is no such file, which is a slip in our own source that every page test shows.
pub fn url(name: &str) -> &'static str {
    ASSETS.urls.get(name).unwrap_or_else(|| panic!("assets/built has no file {name}"))
}

/// Serves the built files under `/assets/`, and the icon that browsers ask for unasked.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(
            "/assets/{file}",
            get(|Path(file): Path<String>, sent: HeaderMap| async move { serve(&file, takes_gzip(&sent)) }),
        )
        .route("/favicon.ico", get(|| async { axum::response::Redirect::permanent(url("icon.png")) }))
}

/// Whether the browser takes files packed with gzip.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Gzip,
    Plain,
}

fn takes_gzip(sent: &HeaderMap) -> Takes {
    let named = sent.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let gzip =
        named.split(',').map(str::trim).any(|coding| coding == "gzip" || coding.starts_with("gzip;q=1"));
    if gzip { Takes::Gzip } else { Takes::Plain }
}

fn serve(file: &str, takes: Takes) -> Response {
    let Some(asset) = ASSETS.by_file.get(file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    match &asset.packed {
        Some(packed) if takes == Takes::Gzip => {
            (headers, [(header::CONTENT_ENCODING, "gzip")], packed.as_slice()).into_response()
        }
        Some(_) | None => (headers, asset.content.as_slice()).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_changes_with_the_content() {
        assert_ne!(short_hash(b"a"), short_hash(b"b"));
        assert!(url("safewell.css").starts_with("/assets/safewell-"));
    }

    fn text_of(name: &str) -> String {
        let file = url(name).trim_start_matches("/assets/");
        String::from_utf8(ASSETS.by_file[file].content.clone()).unwrap()
    }

    #[test]
    fn files_name_each_other_by_address_and_nothing_outside() {
        assert!(text_of("safewell.css").contains(url("font-regular-latin.woff2")));
        assert!(text_of("safewell.js").contains(url("live.js")));
        for (name, kind, _) in BUILT.iter().filter(|(_, kind, _)| *kind == SCRIPT || kind.contains("css")) {
            let text = text_of(name);
            assert!(!text.contains(MARK), "{name} ({kind}) names a file that does not come before it");
            assert!(!text.contains("url(http") && !text.contains("GDS Transport"), "{name}");
        }
    }

    #[test]
    fn a_stylesheet_goes_out_packed_to_whoever_takes_it() {
        let file = url("safewell.css").trim_start_matches("/assets/");
        assert!(!serve(file, Takes::Plain).headers().contains_key(header::CONTENT_ENCODING));
        assert_eq!(serve(file, Takes::Gzip).headers()[header::CONTENT_ENCODING], "gzip");
        let packed = ASSETS.by_file[file].packed.as_ref().unwrap();
        assert!(packed.len() < 30_000, "one bar of signal carries about 6 kB a second; {}", packed.len());
        let font = url("font-regular-latin.woff2").trim_start_matches("/assets/");
        assert!(!serve(font, Takes::Gzip).headers().contains_key(header::CONTENT_ENCODING));
    }

    #[test]
    fn an_unknown_file_is_not_found() {
        assert_eq!(serve("safewell-000000000000.css", Takes::Plain).status(), StatusCode::NOT_FOUND);
        let found = serve(url("icon.svg").trim_start_matches("/assets/"), Takes::Plain);
        assert_eq!(found.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    }
}
