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

/// The files as `assets/build` makes them: name, type, content.
const BUILT: &[(&str, &str, &[u8])] = &[
    (
        "safewell.css",
        "text/css; charset=utf-8",
        include_bytes!("../../../assets/built/safewell.css"),
    ),
    (
        "safewell.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../../../assets/built/safewell.js"),
    ),
    (
        "enabled.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../../../assets/built/enabled.js"),
    ),
    (
        "icon.svg",
        "image/svg+xml",
        include_bytes!("../../../assets/built/icon.svg"),
    ),
    (
        "icon.png",
        "image/png",
        include_bytes!("../../../assets/built/icon.png"),
    ),
    (
        "NOTICES.txt",
        "text/plain; charset=utf-8",
        include_bytes!("../../../assets/built/NOTICES.txt"),
    ),
    (
        "font-regular-latin.woff2",
        FONT,
        include_bytes!("../../../assets/built/font-regular-latin.woff2"),
    ),
    (
        "font-regular-latin-ext.woff2",
        FONT,
        include_bytes!("../../../assets/built/font-regular-latin-ext.woff2"),
    ),
    (
        "font-bold-latin.woff2",
        FONT,
        include_bytes!("../../../assets/built/font-bold-latin.woff2"),
    ),
    (
        "font-bold-latin-ext.woff2",
        FONT,
        include_bytes!("../../../assets/built/font-bold-latin-ext.woff2"),
    ),
];
const FONT: &str = "font/woff2";

/// The mark in the stylesheet that stands for the address of a font.
const FONT_MARK: &str = "asset:";

struct Asset {
    kind: &'static str,
    content: Vec<u8>,
}

struct Assets {
    urls: HashMap<&'static str, String>,
    by_file: HashMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut assets = Assets {
        urls: HashMap::new(),
        by_file: HashMap::new(),
    };
    // Fonts and scripts come before the stylesheet, which names the fonts by address.
    let (stylesheets, others): (Vec<_>, Vec<_>) =
        BUILT.iter().partition(|(name, _, _)| name.ends_with(".css"));
    for (name, kind, content) in others {
        assets.add(name, kind, content.to_vec());
    }
    for (name, kind, content) in stylesheets {
        let mut text = String::from_utf8_lossy(content).into_owned();
        for (font, _, _) in BUILT.iter().filter(|(_, kind, _)| *kind == FONT) {
            text = text.replace(&format!("{FONT_MARK}{font}"), &assets.urls[font]);
        }
        assets.add(name, kind, text.into_bytes());
    }
    assets
});

impl Assets {
    fn add(&mut self, name: &'static str, kind: &'static str, content: Vec<u8>) {
        let (stem, extension) = name.rsplit_once('.').expect("every built file has an extension");
        let file = format!("{stem}-{}.{extension}", short_hash(&content));
        self.urls.insert(name, format!("/assets/{file}"));
        self.by_file.insert(file, Asset { kind, content });
    }
}

fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The address of a built file, by its name in `assets/built`.
///
/// # Panics
/// When there is no such file, which is a slip in our own source that every page test shows.
pub fn url(name: &str) -> &'static str {
    ASSETS
        .urls
        .get(name)
        .unwrap_or_else(|| panic!("assets/built has no file {name}"))
}

/// Serves the built files under `/assets/`, and the icon that browsers ask for unasked.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(
            "/assets/{file}",
            get(|Path(file): Path<String>| async move { serve(&file) }),
        )
        .route(
            "/favicon.ico",
            get(|| async { axum::response::Redirect::permanent(url("icon.png")) }),
        )
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

    #[test]
    fn the_stylesheet_names_the_fonts_by_address_and_nothing_outside() {
        let file = url("safewell.css").trim_start_matches("/assets/");
        let text = String::from_utf8(ASSETS.by_file[file].content.clone()).unwrap();
        assert!(text.contains(url("font-regular-latin.woff2")));
        assert!(!text.contains(FONT_MARK));
        assert!(!text.contains("url(http") && !text.contains("GDS Transport"));
    }

    #[test]
    fn an_unknown_file_is_not_found() {
        assert_eq!(serve("safewell-000000000000.css").status(), StatusCode::NOT_FOUND);
        let found = serve(url("icon.svg").trim_start_matches("/assets/"));
        assert_eq!(
            found.headers()[header::CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
    }
}
