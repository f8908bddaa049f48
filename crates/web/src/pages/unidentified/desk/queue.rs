//! What waits at the desk: living people first, then whoever waits longest.

use app::{
    cases::ActorName,
    unidentified::{Desk, DeskAsked, DeskRow, Records, Showing, WaitsFor},
};
use domain::unidentified::UnidentifiedKind;
use maud::{Markup, html};

use super::{super::record::standing, pair_of, reasons::in_short};
use crate::{
    acts::words,
    catalogue::{elapsed_since, t},
    components::{Cell, Table, Tag, TagColour, back_link},
    forms::address,
    layout::{Nav, Page, SignedIn},
    pages::shown,
    views::likeness,
};

/// The page of what waits.
#[derive(Clone, Debug)]
pub(crate) struct DeskPage {
    /// What waits.
    pub(crate) desk: Desk,
    /// What was asked for.
    pub(crate) asked: DeskAsked,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl DeskPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let desk = &self.desk;
        Page::new(t!("desk-title"), desk.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .wide()
            .before_content(back_link("/unidentified", t!("unidentified-title")))
            .render(&html! {
                h1.govuk-heading-l { (t!("desk-title")) }
                p.govuk-body { (t!("desk-lead")) }
                p.govuk-body-s { (t!("desk-shown-so-far")) }
                (self.filters())
                @if desk.rows.is_empty() { p.govuk-body { (t!("desk-none")) } } @else { (self.table()) }
            })
    }

    fn filters(&self) -> Markup {
        let link = |showing: Showing, records: Records| {
            address(
                "/unidentified/candidates",
                &[("showing", showing.word()), ("records", records_word(records))],
            )
        };
        let count = |showing: Showing| self.desk.counts.get(showing.word()).copied().unwrap_or_default();
        let (other, words) = match self.asked.records {
            Records::Own => (Records::Every, t!("unidentified-all-forces")),
            Records::Every => (Records::Own, t!("unidentified-mine")),
        };
        html! {
            nav aria-label=(t!("desk-filters")) {
                ul class="govuk-list sw-desk-filters" {
                    @for (place, showing) in Showing::ALL.into_iter().enumerate() {
                        li {
                            a.govuk-link href=(link(showing, self.asked.records)) data-filter=(place + 1)
                                aria-current=[(showing == self.asked.showing).then_some("true")] {
                                (words::choice("desk-showing", showing.word())) " (" (count(showing)) ")"
                            }
                        }
                    }
                }
            }
            p.govuk-body { a.govuk-link href=(link(self.asked.showing, other)) { (words) } }
        }
    }

    fn table(&self) -> Markup {
        let heads = [
            t!("desk-found-side"),
            t!("desk-missing-side"),
            t!("unidentified-column-standing"),
            t!("desk-since"),
            t!("desk-strongest"),
            t!("unidentified-column-agency"),
        ];
        let rows =
            self.desk.rows.iter().map(|row| self.row(row).into_iter().map(Cell::new).collect::<Vec<_>>());
        let caption = words::choice("desk-showing", self.asked.showing.word());
        html! { (Table::new(rows).head(heads).caption(caption).navigable().stacked()) }
    }

    fn row(&self, row: &DeskRow) -> [Markup; 6] {
        let now = self.desk.now;
        let person = &row.person;
        // Two marks are one reason to look.
        let mut reasons: Vec<String> = Vec::new();
        for reason in row.candidate.proposed.iter().flat_map(|(_, proposed)| &proposed.reasons).map(in_short)
        {
            if reasons.len() < 2 && !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        [
            html! {
                a.govuk-link href=(pair_of(row.unidentified, person.person)) {
                    (row.unidentified.reference())
                    span.govuk-visually-hidden { ": " (t!("desk-open", "name" => person.name.clone())) }
                }
                @if row.details.kind == UnidentifiedKind::LivingPerson {
                    " " (Tag::new(t!("desk-living")).colour(TagColour::Red))
                }
                div { (words::choice("unidentified-kind", row.details.kind.word())) }
                div { bdi { (row.details.found_where) } }
            },
            html! {
                span.sw-who {
                    @if let Some(shown) = &person.likeness {
                        (likeness::in_list(person.person, &person.name, &shown.digest, shown.taken_on, now))
                    }
                    span { (shown::name(&person.name)) ", " span.sw-quiet { (shown::age_of(person, now)) } }
                }
            },
            html! {
                (standing(&row.candidate.standing))
                @if let Some(by) = row.holder() { div { (self.name(row, by.account)) } }
            },
            html! { (elapsed_since(row.since, now)) },
            html! {
                @for reason in &reasons { div { (reason) } }
                @if row.candidate.proposed.is_none() { (t!("desk-by-a-person")) }
            },
            html! { (self.desk.agencies.get(&row.recorded_by).cloned().unwrap_or_default()) },
        ]
    }

    /// Who has it; the reader is told that it is they who are waited for.
    fn name(&self, row: &DeskRow, account: domain::ids::AccountId) -> Markup {
        let name =
            self.desk.actors.get(&account).map(|actor: &ActorName| actor.name.clone()).unwrap_or_default();
        html! {
            bdi { (name) }
            @if row.waits_for == WaitsFor::Reader { div { strong { (t!("desk-waits-for-you")) } } }
        }
    }
}

/// The word of whose records are shown, in addresses.
pub(super) fn records_word(records: Records) -> &'static str {
    match records {
        Records::Own => "own",
        Records::Every => "every",
    }
}
