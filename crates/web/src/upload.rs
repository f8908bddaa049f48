//! A form with a file in it: a photograph, or a sheet. The text comes to the handler like that of any form; the file beside it.

use app::photographs::PHOTOGRAPH_BYTES_AT_MOST;
use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use futures::TryStreamExt;
use multer::Multipart;

use crate::forms::{FORM_BYTES_AT_MOST, Posted, typed};
use crate::problem::Problem;

/// The file is read to its end even where it is too large, so that the browser hears the answer; but no further than this.
const BYTES_READ_AT_MOST: usize = 8 * PHOTOGRAPH_BYTES_AT_MOST;

/// The routes whose forms send a file, or as much text as one.
const WITH_A_FILE: [&str; 5] = [
    "/people/{id}/photographs",
    "/unidentified/{id}/photographs",
    "/unidentified/import",
    "/unidentified/import/record",
    "/unidentified/import/left-over",
];

/// The file of a form.
#[derive(Clone, Debug, Default)]
pub(crate) enum Upload {
    /// None was chosen.
    #[default]
    Nothing,
    /// This one.
    File(Bytes),
    /// One larger than is taken.
    TooLarge,
}

/// What is done with the file of whoever sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileIs {
    /// It is kept for the handler.
    Kept,
    /// Nobody is signed in: it is read past, and never in memory.
    ReadPast,
}

impl<S: Sync> FromRequestParts<S> for Upload {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// Whether a request is one that sends a file where one is expected.
pub(crate) fn sends_a_file(method: &Method, route: Option<&str>, headers: &HeaderMap) -> bool {
    *method == Method::POST
        && route.is_some_and(|route| WITH_A_FILE.contains(&route))
        && boundary(headers).is_some()
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

/// Reads the fields and the file.
pub(crate) async fn read(
    headers: &HeaderMap,
    body: Body,
    file_is: FileIs,
) -> Result<(Posted, Upload), Problem> {
    let boundary = boundary(headers).ok_or(Problem::Unreadable)?;
    let mut form = Multipart::new(body.into_data_stream().map_err(std::io::Error::other), boundary);
    let mut fields = Vec::new();
    let mut upload = Upload::Nothing;
    let mut left = FORM_BYTES_AT_MOST;
    while let Some(mut field) = form.next_field().await.map_err(|_| Problem::Unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            upload = file(&mut field, file_is).await?;
            continue;
        }
        let mut text = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|_| Problem::Unreadable)? {
            left = left.checked_sub(piece.len()).ok_or(Problem::TooLarge)?;
            text.extend_from_slice(&piece);
        }
        fields.push((name, typed(&String::from_utf8_lossy(&text))));
    }
    Ok((Posted::from_pairs(fields), upload))
}

async fn file(field: &mut multer::Field<'_>, file_is: FileIs) -> Result<Upload, Problem> {
    let mut bytes = Vec::new();
    let mut read = 0;
    while let Some(piece) = field.chunk().await.map_err(|_| Problem::Unreadable)? {
        read += piece.len();
        if read > BYTES_READ_AT_MOST {
            return Err(Problem::TooLarge);
        }
        if file_is == FileIs::Kept && read <= PHOTOGRAPH_BYTES_AT_MOST {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(match file_is {
        // A browser sends an empty file where none was chosen.
        FileIs::ReadPast => Upload::Nothing,
        FileIs::Kept if read == 0 => Upload::Nothing,
        FileIs::Kept if read > PHOTOGRAPH_BYTES_AT_MOST => Upload::TooLarge,
        FileIs::Kept => Upload::File(bytes.into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEBIBYTE: usize = 1024 * 1024;

    #[test]
    fn the_proxy_of_the_guide_passes_on_whatever_is_read() {
        let guide = include_str!("../../../docs/operating/settings.md");
        let (_, after) = guide.split_once("client_max_body_size ").expect("the guide sets it");
        let (size, _) = after.split_once("m;").expect("in mebibytes");
        let passed: usize = size.parse().expect("a number");
        assert!(passed * MEBIBYTE >= BYTES_READ_AT_MOST + FORM_BYTES_AT_MOST);
        for limit in [BYTES_READ_AT_MOST, PHOTOGRAPH_BYTES_AT_MOST] {
            assert!(guide.contains(&format!("{} MB", limit / MEBIBYTE)), "{limit}");
        }
    }
}
