//! Stylesheet, scripts, font and icons, built into the binary and served under addresses that change with
//! their content, so that browsers may keep them for ever.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
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
    built!("keep.js", SCRIPT),
    built!("search.js", SCRIPT),
    built!("keys.js", SCRIPT),
    built!("autosave.js", SCRIPT),
    built!("safewell.js", SCRIPT),
    built!("safewell.css", "text/css; charset=utf-8"),
];

/// The mark in stylesheet and scripts that stands for the address of another file.
const MARK: &str = "asset:";

struct Asset {
    kind: &'static str,
    content: Vec<u8>,
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
        self.by_file.insert(file, Asset { kind, content });
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
        .route("/assets/{file}", get(|Path(file): Path<String>| async move { serve(&file) }))
        .route("/favicon.ico", get(|| async { axum::response::Redirect::permanent(url("icon.png")) }))
}

fn serve(file: &str) -> Response {
    match ASSETS.by_file.get(file) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.content.as_slice(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
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
    fn an_unknown_file_is_not_found() {
        assert_eq!(serve("safewell-000000000000.css").status(), StatusCode::NOT_FOUND);
        let found = serve(url("icon.svg").trim_start_matches("/assets/"));
        assert_eq!(found.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    }
}
