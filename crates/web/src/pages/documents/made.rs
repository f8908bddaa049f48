//! A paper as a file: set away from the threads that answer, recorded in its case, and sent under a name that says nothing
//! of anybody.

use app::cases::{Act, Recording, Seen};
use app::documents::CaseForPaper;
use app::{IdempotencyKey, Moment, SignedIn};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::{Pdf, Sheet};
use domain::episode::{DocumentKind, DocumentMade, EpisodeEvent};
use domain::ids::EpisodeId;
use sha2::{Digest, Sha256};

use super::kept::{Made, What};
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

/// Makes a paper of a case, as known at a moment, and records that it was made, with what tells the file from any other. Asked
/// for again under its key the same file is given, as long as nothing was recorded in the case since.
///
/// # Errors
/// As reading the case and recording in it; a fault where the paper cannot be set. Without the record there is no paper. The
/// key used before where it made another paper, or the case has gone on.
pub(crate) async fn take_out(
    state: &WebState,
    who: &SignedIn,
    episode: EpisodeId,
    (document, moment): (DocumentKind, Moment),
    key: &IdempotencyKey,
) -> Result<File, Problem> {
    // Whoever asks again is asked again whether they may.
    let case = state.app.case_for_paper(who, episode, document, moment).await?;
    let seen = case.version;
    let what = (episode, document, moment);
    let making = make(state, who, what, case, key);
    let paper = state.kept_papers.paper(who, key, (what, state.now()), making).await?;
    let made = paper.get().ok_or(Problem::KeyUsedBefore)?;
    if made.version < seen {
        return Err(Problem::KeyUsedBefore);
    }
    Ok(File { name: name(document), pdf: made.pdf.clone() })
}

async fn make(
    state: &WebState,
    who: &SignedIn,
    what: What,
    case: CaseForPaper,
    key: &IdempotencyKey,
) -> Result<Made, Problem> {
    let (episode, document, _) = what;
    let by = Maker::Somebody(who);
    let sheet = match document {
        DocumentKind::Briefing => papers::briefing(&state.app, &case, by),
        DocumentKind::NationalReferral => papers::national_referral(&state.app, &case, by),
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
    let recorded = state.app.record(who, recording).await?;
    Ok(Made { what, pdf, version: recorded.version })
}

fn name(document: DocumentKind) -> &'static str {
    match document {
        DocumentKind::Briefing => "briefing.pdf",
        DocumentKind::NationalReferral => "national-referral.pdf",
    }
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
