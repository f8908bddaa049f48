//! The form that asks for a sheet, and the sheet as it was understood or recorded.

use app::unidentified::TakenOver;
use domain::{ids::UnidentifiedId, ledger::Event, unidentified::UnidentifiedEvent};
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::HashMap;

use super::SHEET;
use crate::{
    acts::words,
    catalogue::t,
    components::{
        Button, Cell, Details, Form, FormErrors, Table, back_link, error_message, hint, inset_text,
    },
    layout::{Nav, Outcome as PageOutcome, Page, SignedIn},
    pages::unidentified::home,
    sheet::{Import, ImportRow, Outcome, Step},
    views::{said::said, scene::Names, timeline::answers},
};

/// The form that asks for a sheet.
#[derive(Clone, Debug)]
pub(crate) struct UploadPage {
    /// Why nothing of the file can be taken over.
    pub(crate) errors: FormErrors,
    /// Now.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl UploadPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let outcome = if self.errors.is_empty() { PageOutcome::Plain } else { PageOutcome::Error };
        Page::new(t!("import-title"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .outcome(outcome)
            .before_content(back_link("/unidentified", t!("unidentified-title")))
            .render(&html! {
                div.govuk-grid-row { div.govuk-grid-column-two-thirds {
                    (self.errors.summary())
                    h1.govuk-heading-l { (t!("import-title")) }
                    p.govuk-body { (t!("import-hint")) }
                    (Form::post("/unidentified/import", &self.signed_in.csrf_token)
                        .with_a_file()
                        .body(html! { (self.file()) (Button::new(t!("import-look"))) }))
                    h2.govuk-heading-m { (t!("import-how")) }
                    ul class="govuk-list govuk-list--bullet" {
                        li { (t!("import-how-needed")) }
                        li { (t!("import-how-dates")) }
                        li { (t!("import-how-ranges")) }
                    }
                    p.govuk-body { a.govuk-link href="/unidentified/import/sample" download { (t!("import-sample")) } }
                } }
            })
    }

    fn file(&self) -> Markup {
        let error = self.errors.of(SHEET);
        let described = if error.is_some() { "sheet-hint sheet-error" } else { "sheet-hint" };
        html! {
            div class={ "govuk-form-group" (if error.is_some() { " govuk-form-group--error" } else { "" }) } {
                label.govuk-label for=(SHEET) { (t!("import-file")) }
                (hint(Some("sheet-hint"), t!("import-file-hint")))
                @if let Some(error) = error { (error_message(Some("sheet-error"), error)) }
                input class={ "sw-file" (if error.is_some() { " sw-file--error" } else { "" }) } type="file"
                    id=(SHEET) name=(SHEET) accept=".csv,.tsv,.txt,text/csv,text/plain" aria-describedby=(described);
            }
        }
    }
}

/// A sheet as it was understood, or as it was recorded.
#[derive(Clone, Debug)]
pub(crate) struct ImportPage {
    /// The sheet.
    pub(crate) import: Import,
    /// Whether anything was recorded.
    pub(crate) step: Step,
    /// Now.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl ImportPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let title = match self.step {
            Step::Compare => t!("import-preview-title"),
            Step::Record => t!("import-result-title"),
        };
        Page::new(title.clone(), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .before_content(back_link("/unidentified/import", t!("import-back")))
            .render(&html! {
                h1.govuk-heading-l { (title) }
                (self.columns())
                (self.wrong())
                (self.new_ones())
                (self.recorded())
                (self.there())
            })
    }

    fn rows(&self, of: impl Fn(&Outcome) -> bool) -> Vec<&ImportRow> {
        self.import.rows.iter().filter(|row| of(&row.outcome)).collect()
    }

    fn columns(&self) -> Markup {
        let left = self.import.columns.iter().filter(|column| column.answers.is_none()).count();
        let rows = self.import.columns.iter().map(|column| {
            let taken_for = column.answers.map_or_else(|| t!("import-column-not-taken"), |it| it.says());
            vec![Cell::new(html! { bdi { (column.heading) } }), Cell::new(taken_for)]
        });
        let table = Table::new(rows).head([t!("import-column-heading"), t!("import-column-taken-for")]);
        html! {
            @if left > 0 { (inset_text(t!("import-columns-left", "count" => left))) }
            (Details::new(t!("import-columns"), html! { (table) }))
        }
    }

    fn wrong(&self) -> Markup {
        let wrong = self.rows(|outcome| matches!(outcome, Outcome::Wrong(_)));
        let rows = wrong.iter().map(|row| {
            let Outcome::Wrong(problems) = &row.outcome else { return Vec::new() };
            vec![
                Cell::new(row.line.to_string()),
                Cell::new(html! { bdi { (row.reference) } }),
                Cell::new(html! { @for problem in problems { p.govuk-body { bdi { (problem.says) } } } }),
            ]
        });
        html! {
            @if !wrong.is_empty() {
                section aria-labelledby="wrong" {
                    h2.govuk-heading-m #wrong { (t!("import-wrong", "count" => wrong.len())) }
                    (Table::new(rows).head([t!("import-line"), t!("import-reference"), t!("import-problem")]).stacked())
                    p.govuk-body { (t!("import-left-over-hint")) }
                    (self.send("/unidentified/import/left-over", &Button::new(t!("import-left-over")).secondary()))
                }
            }
        }
    }

    fn new_ones(&self) -> Markup {
        if self.step == Step::Record {
            return html! {};
        }
        let new = self.rows(|outcome| matches!(outcome, Outcome::New(_)));
        let rows = new.iter().map(|row| {
            let Outcome::New(taken) = &row.outcome else { return Vec::new() };
            vec![
                Cell::new(row.line.to_string()),
                Cell::new(html! { bdi { (row.reference) } }),
                Cell::new(self.as_recorded(taken)),
            ]
        });
        html! {
            section aria-labelledby="new" {
                h2.govuk-heading-m #new { (t!("import-new", "count" => new.len())) }
                @if !new.is_empty() {
                    (self.send("/unidentified/import/record",
                        &Button::new(t!("import-confirm", "count" => new.len())).prevent_double_click()))
                    (Table::new(rows).head([t!("import-line"), t!("import-reference"), t!("import-record")]).stacked())
                }
            }
        }
    }

    fn as_recorded(&self, taken: &TakenOver) -> Markup {
        let details = &taken.details;
        let event = Event::Unidentified(UnidentifiedEvent::Recorded { details: Box::new(details.clone()) });
        let all = said(&event, &Names::of_words(HashMap::new(), self.now), self.now);
        html! {
            p.govuk-body {
                (words::choice("unidentified-kind", details.kind.word())) br;
                bdi { (details.found_where) }
            }
            (Details::new(
                html! { (t!("import-all-of-it")) span.govuk-visually-hidden { ": " (details.reference) } },
                html! {
                    (answers(&all))
                    @if let Some(national) = &taken.national_reference {
                        p.govuk-body { (t!("import-column-national-reference")) ": " bdi { (national) } }
                    }
                },
            ))
        }
    }

    fn recorded(&self) -> Markup {
        if self.step == Step::Compare {
            return html! {};
        }
        let made = self.rows(|outcome| matches!(outcome, Outcome::Made(_)));
        html! {
            section aria-labelledby="made" {
                h2.govuk-heading-m #made { (t!("import-made", "count" => made.len())) }
                @if !made.is_empty() { (links(&made)) }
            }
        }
    }

    fn there(&self) -> Markup {
        let there = self.rows(|outcome| matches!(outcome, Outcome::OnRecord(_)));
        html! {
            @if !there.is_empty() {
                section aria-labelledby="there" {
                    h2.govuk-heading-m #there { (t!("import-there", "count" => there.len())) }
                    (links(&there))
                }
            }
        }
    }

    /// A button that sends the sheet on. It is sent as a file is: encoded as text it could grow beyond what a form may be.
    fn send(&self, address: &str, button: &Button) -> Markup {
        html! {
            (Form::post(address, &self.signed_in.csrf_token).with_a_file().body(html! {
                input type="hidden" name=(SHEET) value=(self.import.sheet.to_csv());
                (button)
            }))
        }
    }
}

fn links(rows: &[&ImportRow]) -> Markup {
    let cells = rows.iter().filter_map(|row| {
        let id: UnidentifiedId = match row.outcome {
            Outcome::Made(id) | Outcome::OnRecord(id) => id,
            Outcome::New(_) | Outcome::Wrong(_) => return None,
        };
        Some(vec![
            Cell::new(row.line.to_string()),
            Cell::new(html! { bdi { (row.reference) } }),
            Cell::new(html! { a.govuk-link href=(home(id)) { (id.reference()) } }),
        ])
    });
    html! { (Table::new(cells).head([t!("import-line"), t!("import-reference"), t!("import-the-record")]).stacked()) }
}
