//! A paper as a file: set away from the threads that answer, recorded in its case, and sent under a name that says nothing
//! of anybody.

use app::cases::{Act, Recording, Seen};
use app::{IdempotencyKey, Moment, SignedIn};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::{Pdf, Sheet};
use domain::episode::{DocumentKind, DocumentMade, EpisodeEvent};
use domain::ids::EpisodeId;
use sha2::{Digest, Sha256};

use crate::papers::{self, Maker};
use crate::problem::Problem;
use crate::state::WebState;

/// A paper to be sent.
pub(crate) struct File {
    /// Its name.
    pub(crate) name: &'static str,
    /// What is in it.
    pub(crate) pdf: Pdf,
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, "application/pdf".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.name)),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        (headers, self.pdf.bytes).into_response()
    }
}

/// Makes a paper of a case, as known at a moment, and records that it was made, with what tells the file from any other.
///
/// # Errors
/// As reading the case and recording in it; a fault where the paper cannot be set. Without the record there is no paper.
pub(crate) async fn take_out(
    state: &WebState,
    who: &SignedIn,
    episode: EpisodeId,
    (document, moment): (DocumentKind, Moment),
    key: &IdempotencyKey,
) -> Result<File, Problem> {
    let case = state.app.case_for_paper(who, episode, document, moment).await?;
    let by = Maker::Somebody(who);
    let (name, sheet) = match document {
        DocumentKind::Briefing => ("briefing.pdf", papers::briefing(&state.app, &case, by)),
        DocumentKind::NationalReferral => {
            ("national-referral.pdf", papers::national_referral(&state.app, &case, by))
        }
    };
    let pdf = set(state, sheet).await?;
    let as_known_at = case.view.past.as_ref().map(|past| past.at);
    let digest = Sha256::digest(&pdf.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let made = DocumentMade { document, digest, pages: pdf.pages, as_known_at };
    let recording = Recording {
        episode,
        act: Act::Episode(EpisodeEvent::DocumentMade(made)),
        happened_at: None,
        seen: Seen::UpTo(case.version),
        key: key.clone(),
    };
    state.app.record(who, recording).await?;
    Ok(File { name, pdf })
}

/// Sets a paper.
///
/// # Errors
/// A fault of ours, where it cannot be set.
pub(crate) async fn set(state: &WebState, sheet: Sheet) -> Result<Pdf, Problem> {
    let typeset = state.typeset;
    let set = tokio::task::spawn_blocking(move || typeset(&sheet)).await;
    match set {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(fault)) => Err(Problem::fault(&fault)),
        Err(fault) => Err(Problem::fault(&fault)),
    }
}
