//! Records from another system, as a sheet.

use axum::Json;
use axum::extract::{Request, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::body::{Asked, whole};
use crate::api::caller::Caller;
use crate::api::problem::{ApiProblem, Wrong};
use crate::sheet::{self, Import, ImportRow, Outcome, RowWrong, SHEET_BYTES_AT_MOST, SheetWrong, Step};
use crate::state::WebState;

/// How far to go.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportAsked {
    /// `compare`, as where nothing is said, records nothing; `record` records what can be.
    #[param(inline)]
    step: StepAsked,
}

/// How far to go.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StepAsked {
    /// Says what would become of each row.
    #[default]
    Compare,
    /// Records what can be.
    Record,
}

/// A sheet as it was understood.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportItem {
    /// Each column, in its order.
    columns: Vec<ColumnItem>,
    /// Each row, in its order.
    rows: Vec<RowItem>,
}

/// A column.
#[derive(Serialize, ToSchema)]
pub(crate) struct ColumnItem {
    /// Its heading.
    heading: String,
    /// What it was taken for, in words; null where it was not understood and is left out.
    taken_for: Option<String>,
}

/// A row.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowItem {
    /// Its line in the file; the heading is line 1.
    line: u64,
    /// The reference that it has.
    reference: String,
    /// `new`, `recorded`, `on_record` or `problem`.
    outcome: &'static str,
    /// The record that was made or is there.
    unidentified: Option<Uuid>,
    /// What is wrong with it.
    problems: Vec<RowProblem>,
}

/// What is wrong with a row.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowProblem {
    /// The heading of the column; null where it is about the whole row.
    column: Option<String>,
    /// Stable.
    code: &'static str,
    /// What it is and what to do.
    detail: String,
}

impl From<RowWrong> for RowProblem {
    fn from(wrong: RowWrong) -> Self {
        Self { column: wrong.column, code: wrong.code, detail: wrong.says }
    }
}

impl From<ImportRow> for RowItem {
    fn from(row: ImportRow) -> Self {
        let (outcome, unidentified, problems) = match row.outcome {
            Outcome::New(_) => ("new", None, Vec::new()),
            Outcome::Made(id) => ("recorded", Some(id.0), Vec::new()),
            Outcome::OnRecord(id) => ("on_record", Some(id.0), Vec::new()),
            Outcome::Wrong(wrong) => ("problem", None, wrong.into_iter().map(Into::into).collect()),
        };
        Self { line: row.line, reference: row.reference, outcome, unidentified, problems }
    }
}

/// Record people from a sheet
///
/// The body is CSV: at most 500 rows and 1 MB, its columns as the guide docs/guides/unidentified-import.md has them. Ask first with
/// `step=compare`, show what would become of each row to whoever decides, and send the same file with `step=record`. A record is known by
/// its reference: sent twice it is made once, and nothing is changed.
#[utoipa::path(
    post, path = "/api/v1/unidentified/imports", operation_id = "import_unidentified", tag = "unidentified", params(ImportAsked),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, description = "What becomes of each row.", body = ImportItem)),
)]
pub(crate) async fn import(
    State(state): State<WebState>,
    caller: Caller,
    Asked(asked): Asked<ImportAsked>,
    request: Request,
) -> Result<Json<ImportItem>, ApiProblem> {
    // Asked before the file is read.
    state.app.may_record_unidentified(&caller)?;
    let file = whole(request, SHEET_BYTES_AT_MOST).await?;
    let step = match asked.step {
        StepAsked::Compare => Step::Compare,
        StepAsked::Record => Step::Record,
    };
    let sheet = sheet::read(&file).map_err(|wrong| unusable(&wrong))?;
    let import = Import::of(&state.app, &caller, sheet, step).await?.map_err(|wrong| unusable(&wrong))?;
    let columns = import.columns.into_iter().map(|column| ColumnItem {
        heading: column.heading,
        taken_for: column.answers.map(sheet::Answers::says),
    });
    Ok(Json(ImportItem {
        columns: columns.collect(),
        rows: import.rows.into_iter().map(Into::into).collect(),
    }))
}

fn unusable(wrong: &SheetWrong) -> ApiProblem {
    ApiProblem::Invalid(vec![Wrong::new(String::new(), wrong.code(), wrong.says())])
}
