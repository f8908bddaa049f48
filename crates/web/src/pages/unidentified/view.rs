//! The queue of records, and the form of a new one.

use app::unidentified::{Closed, Queue, UnidentifiedFilter};
use domain::{
    episode::GradeRules,
    unidentified::{UnidentifiedRow, UnidentifiedStanding},
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{RECORDING, home};
use crate::{
    acts::{
        self, Values,
        fields::{Assessors, OnRecord, Shown, Use},
        words,
    },
    catalogue::{instant, t},
    components::{Button, Cell, Form, FormErrors, Table, Tag, TagColour, back_link, countdown_element},
    forms::address,
    layout::{Nav, Outcome, Page, SignedIn},
};

/// The queue.
#[derive(Clone, Debug)]
pub(crate) struct QueuePage {
    /// The records.
    pub(crate) queue: Queue,
    /// Which are shown.
    pub(crate) filter: UnidentifiedFilter,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl QueuePage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let queue = &self.queue;
        Page::new(t!("unidentified-title"), queue.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .wide()
            .render(&html! {
                h1.govuk-heading-l { (t!("unidentified-title")) }
                @if queue.may_record {
                    (Button::new(t!("unidentified-new")).href("/unidentified/new"))
                    p.govuk-body { a.govuk-link href="/unidentified/import" { (t!("import-link")) } }
                }
                @if queue.may_review {
                    p.govuk-body { a.govuk-link href="/unidentified/candidates" { (t!("desk-title")) } }
                }
                (self.filters())
                @if queue.rows.items.is_empty() { p.govuk-body { (t!("unidentified-none")) } } @else { (self.table()) }
                @if let Some(next) = &queue.rows.next {
                    p.govuk-body { a.govuk-link href=(self.link(Some(&next.to_string()))) { (t!("unidentified-next-page")) } }
                }
            })
    }

    fn filters(&self) -> Markup {
        let closed = self.filter.closed == Closed::Shown;
        let mine = self.filter.recorded_by.is_some();
        let link = |closed: bool, mine: bool| {
            let (closed, mine) = (if closed { "shown" } else { "" }, if mine { "only" } else { "" });
            address("/unidentified", &[("closed", closed), ("mine", mine)])
        };
        html! {
            p.govuk-body {
                a.govuk-link href=(link(closed, !mine)) {
                    @if mine { (t!("unidentified-all-forces")) } @else { (t!("unidentified-mine")) }
                }
                " · "
                a.govuk-link href=(link(!closed, mine)) {
                    @if closed { (t!("unidentified-leave-closed")) } @else { (t!("unidentified-show-closed")) }
                }
            }
        }
    }

    fn link(&self, after: Option<&str>) -> String {
        let closed = if self.filter.closed == Closed::Shown { "shown" } else { "" };
        let mine = if self.filter.recorded_by.is_some() { "only" } else { "" };
        address("/unidentified", &[("closed", closed), ("mine", mine), ("after", after.unwrap_or_default())])
    }

    fn table(&self) -> Markup {
        let mut head = vec![
            t!("unidentified-column-who"),
            t!("unidentified-column-found"),
            t!("unidentified-column-standing"),
            t!("unidentified-column-referral"),
            t!("unidentified-column-agency"),
        ];
        if self.queue.may_review {
            head.insert(3, t!("unidentified-column-candidates"));
        }
        let rows = self
            .queue
            .rows
            .items
            .iter()
            .map(|row| self.row(row).into_iter().map(Cell::new).collect::<Vec<_>>());
        html! { (Table::new(rows).head(head).caption(t!("unidentified-caption")).navigable().stacked()) }
    }

    fn row(&self, row: &UnidentifiedRow) -> Vec<Markup> {
        let now = self.queue.now;
        let agency = self.queue.agencies.get(&row.recorded_by).cloned().unwrap_or_default();
        let mut cells = vec![
            html! {
                a.govuk-link href=(home(row.unidentified)) { (row.reference) }
                br; (words::choice("unidentified-kind", row.kind.word()))
            },
            html! { bdi { (row.found_where) } br; (instant(row.found_at, now)) },
            standing(row.standing),
            match row.refer_by {
                Some(due) if due < now => {
                    html! { (Tag::new(t!("unidentified-overdue")).colour(TagColour::Red)) br; (countdown_element(due, now)) }
                }
                Some(due) => countdown_element(due, now),
                None => html! { (t!("unidentified-nothing-owed")) },
            },
            html! { (agency) },
        ];
        if self.queue.may_review {
            cells.insert(3, html! { (row.open_candidates) });
        }
        cells
    }
}

/// Where a record stands, as a tag.
pub(crate) fn standing(standing: UnidentifiedStanding) -> Markup {
    let colour = match standing {
        UnidentifiedStanding::Unknown => TagColour::Yellow,
        UnidentifiedStanding::IdentityProposed => TagColour::Purple,
        UnidentifiedStanding::Identified => TagColour::Green,
        UnidentifiedStanding::Closed => TagColour::Grey,
    };
    html! { (Tag::new(words::choice("unidentified-standing", standing.word())).colour(colour)) }
}

/// The form of a new record.
#[derive(Clone, Debug)]
pub(crate) struct NewPage {
    /// What stands in the fields.
    pub(crate) values: Values,
    /// What is wrong.
    pub(crate) errors: FormErrors,
    /// The key of the form.
    pub(crate) key: String,
    /// Now.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl NewPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(t!("unidentified-new"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .outcome(outcome)
            .before_content(back_link("/unidentified", t!("unidentified-title")))
            .render(&html! {
                div.govuk-grid-row { div.govuk-grid-column-two-thirds {
                    (self.errors.summary())
                    h1.govuk-heading-l { (t!("unidentified-new")) }
                    p.govuk-body { (t!("unidentified-new-hint")) }
                    (Form::post("/unidentified/new", &self.signed_in.csrf_token)
                        .idempotency_key(self.key.clone())
                        .keep("unidentified-new")
                        .body(html! { (self.fields()) (Button::new(t!("unidentified-new-save")).prevent_double_click()) }))
                } }
            })
    }

    fn fields(&self) -> Markup {
        let Some(form) = acts::find(RECORDING) else { return html! {} };
        let (on_record, grades) = (OnRecord::default(), GradeRules::default());
        let shown = Shown {
            form,
            purpose: Use::Record,
            values: &self.values,
            errors: &self.errors,
            on_record: &on_record,
            grades: &grades,
            assessors: Assessors::OfficerOnly,
            now: self.now,
        };
        html! { @for field in form.fields { (shown.one(field)) } }
    }
}
