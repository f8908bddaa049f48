//! Records from another system: a sheet is chosen, shown as it was understood, and recorded once somebody has seen that.
//! The sheet travels with the form; nothing of it is kept before it is recorded.

#[cfg(test)]
pub(crate) mod samples;
mod view;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::Markup;

use crate::{
    components::FormErrors,
    forms::Posted,
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    sheet::{self, Import, SheetWrong, Step},
    state::WebState,
    upload::Upload,
};
pub(crate) use view::{ImportPage, UploadPage};

/// The routes of an import.
pub(super) fn routes() -> Vec<Route> {
    vec![
        page("/unidentified/import", choose),
        page("/unidentified/import/sample", sample),
        act("/unidentified/import", preview),
        act("/unidentified/import/record", record),
        act("/unidentified/import/left-over", left_over),
    ]
}

/// The field in which the sheet travels.
const SHEET: &str = "sheet";

async fn choose(State(state): State<WebState>, visitor: Visitor) -> Result<Markup, Problem> {
    state.app.may_record_unidentified(&visitor)?;
    Ok(UploadPage { errors: FormErrors::none(), now: state.now(), signed_in: visitor.shown() }.render())
}

async fn sample(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Problem> {
    state.app.may_record_unidentified(&visitor)?;
    Ok(csv("unidentified-sample.csv", &sheet::sample()))
}

async fn preview(
    State(state): State<WebState>,
    visitor: Visitor,
    upload: Upload,
) -> Result<Response, Problem> {
    state.app.may_record_unidentified(&visitor)?;
    let file = match upload {
        Upload::File(bytes) => Ok(bytes),
        Upload::Nothing => Err(SheetWrong::Nothing),
        Upload::TooLarge => Err(SheetWrong::TooLarge),
    };
    let import = match file {
        Ok(bytes) => understood(&state, &visitor, &bytes, Step::Compare).await?,
        Err(wrong) => Err(wrong),
    };
    Ok(shown(&state, &visitor, import, Step::Compare))
}

async fn record(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let import = understood(&state, &visitor, posted.get(SHEET).as_bytes(), Step::Record).await?;
    Ok(shown(&state, &visitor, import, Step::Record))
}

async fn left_over(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    match understood(&state, &visitor, posted.get(SHEET).as_bytes(), Step::Compare).await? {
        Ok(import) => Ok(csv("left-over.csv", &import.left_over())),
        Err(wrong) => Ok(shown(&state, &visitor, Err(wrong), Step::Compare)),
    }
}

async fn understood(
    state: &WebState,
    visitor: &Visitor,
    file: &[u8],
    step: Step,
) -> Result<Result<Import, SheetWrong>, Problem> {
    match sheet::read(file) {
        Ok(sheet) => Ok(Import::of(&state.app, visitor, sheet, step).await?),
        Err(wrong) => Ok(Err(wrong)),
    }
}

fn shown(state: &WebState, visitor: &Visitor, import: Result<Import, SheetWrong>, step: Step) -> Response {
    let (now, signed_in) = (state.now(), visitor.shown());
    match import {
        Ok(import) => ImportPage { import, step, now, signed_in }.render().into_response(),
        Err(wrong) => {
            let mut errors = FormErrors::none();
            errors.add(SHEET, wrong.says());
            let page = UploadPage { errors, now, signed_in };
            (StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response()
        }
    }
}

fn csv(name: &str, text: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    // The mark tells spreadsheets that it is UTF-8.
    (headers, format!("\u{feff}{text}")).into_response()
}
