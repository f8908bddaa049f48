//! Two people after all: what a separation will do, and the decision.

use app::merging::{DetailsSince, Separation};
use maud::{Markup, Render as _, html};

use super::{
    consequences::{self, Told},
    deciding::Deciding,
    view::named,
};
use crate::{
    catalogue::{instant, t},
    components::{Button, Cell, Table, inset_text, warning_text},
    views::person,
};

/// The page on which two records are separated again.
#[derive(Clone, Debug)]
pub(crate) struct SeparationPage {
    /// The records, and what separating them would mean.
    pub(crate) separation: Separation,
    /// The words that go with that.
    pub(crate) told: Told,
    /// The decision.
    pub(crate) deciding: Deciding,
}

impl SeparationPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let Separation { file, apart: [here, there], now, .. } = &self.separation;
        let title = t!("separate-title", "one" => named(here), "other" => named(there));
        let home = format!("/people/{}", file.id);
        self.deciding.page(title, *now, &home).render(&html! {
            (self.deciding.said_first())
            h1.govuk-heading-l { (t!("separate-heading")) }
            (self.was_merged())
            (self.as_they_will_be())
            (self.stays())
            (self.form(&home))
        })
    }

    fn was_merged(&self) -> Markup {
        let merged =
            self.separation.file.absorbed.iter().find(|absorbed| absorbed.id == self.separation.other);
        html! {
            @if let Some(merged) = merged {
                (inset_text(html! {
                    (t!("separate-was-merged", "time" => instant(merged.at, self.separation.now)))
                    " " bdi { (merged.reason) }
                }))
            }
        }
    }

    fn as_they_will_be(&self) -> Markup {
        let [here, there] = &self.separation.apart;
        let row = |matter: String, of: &dyn Fn(&domain::file::PersonFile) -> String| -> Vec<Cell> {
            vec![matter.into(), of(here).into(), of(there).into()]
        };
        let rows = vec![
            row(t!("separate-name"), &named),
            row(t!("separate-born"), &|file| person::born_or_said(&file.person.details)),
            row(t!("person-episodes"), &|file| {
                file.episodes.keys().map(|id| id.reference()).collect::<Vec<_>>().join(", ")
            }),
            row(t!("person-markers"), &|file| file.person.markers.len().to_string()),
        ];
        html! {
            (Table::new(rows)
                .caption(t!("separate-as-they-will-be"))
                .head([t!("merge-matter"), t!("merge-this-record"), t!("merge-other-record")])
                .stacked())
        }
    }

    /// What was recorded meanwhile stays where it was recorded; whoever separates is told to look at it.
    fn stays(&self) -> Markup {
        html! {
            @if self.separation.recorded_since > 0 {
                (inset_text(t!("separate-stays", "count" => self.separation.recorded_since,
                    "name" => named(&self.separation.apart[0]))))
            }
            @if self.separation.details == DetailsSince::Changed { (warning_text(t!("separate-details-changed"))) }
        }
    }

    fn form(&self, home: &str) -> Markup {
        let separation = &self.separation;
        let [here, there] = &separation.apart;
        let name = |id| named(if id == here.id { here } else { there });
        let address = format!("{home}/separate/{}", separation.other);
        self.deciding
            .form(&address, separation.version)
            .body(html! {
                h2.govuk-heading-m { (t!("merge-will")) }
                (consequences::list(&self.told, &separation.consequences, name, separation.now))
                (self.deciding.reason(t!("separate-reason")))
                (Button::new(t!("separate-button")).prevent_double_click())
            })
            .render()
    }
}
