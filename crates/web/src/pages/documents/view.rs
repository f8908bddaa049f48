//! A paper as a page: the same sheet from which the PDF is made, to be read on the screen or printed from it.

use documents::Sheet;
use documents::sheet::{Block, Fact, Known, Part, Picture, Section, Tone};
use domain::episode::Episode;
use maud::{Markup, html};

use crate::acts::words;
use crate::catalogue::t;
use crate::components::{
    Button, Cell, ColumnHead, Form, SummaryList, SummaryRow, Table, back_link, inset_text, warning_text,
};
use crate::layout::{Nav, Page, SignedIn};
use crate::views::past;
use crate::views::scene::Scene;

/// The briefing of a case, with the papers that can be taken out of it.
#[derive(Clone, Debug)]
pub(super) struct BriefingPage {
    /// The briefing.
    pub(super) sheet: Sheet,
    /// The case, as it stands or as it was known at the moment of the paper.
    pub(super) scene: Scene,
    /// Whether the user may refer the case to the national unit.
    pub(super) may_refer: bool,
    /// By which a repeated sending counts once.
    pub(super) key: String,
    /// The same for the referral.
    pub(super) referral_key: String,
    /// Who is signed in.
    pub(super) signed_in: SignedIn,
}

impl BriefingPage {
    /// The whole page.
    pub(super) fn render(&self) -> Markup {
        let name = self.sheet.parts.first().map(|part| part.title.clone()).unwrap_or_default();
        let title = t!("paper-page-title", "paper" => self.sheet.title.clone(), "name" => name);
        let (scene, here) = (&self.scene, format!("{}/briefing", self.scene.home));
        Page::new(title, scene.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .current(Nav::Nowhere)
            .past(scene.past_banner(&here))
            .before_content(html! {
                (back_link(&scene.link(&scene.home), t!("paper-back-to-case")))
                (past::panel(scene, &here))
            })
            .render(&html! {
                @for part in &self.sheet.parts { (self.part(part)) }
                (self.take_out())
            })
    }

    fn part(&self, part: &Part) -> Markup {
        html! {
            article {
                p.govuk-caption-l { (self.sheet.title) ", " (part.running) }
                h1.govuk-heading-l { bdi { (part.title) } }
                @for section in &part.sections { (of_section(section)) }
            }
        }
    }

    /// What the referral lacks, with the way to say it.
    fn referral_lacks(&self) -> Markup {
        let scene = &self.scene;
        let lacks = scene.episode.as_ref().map(not_asked).unwrap_or_default();
        html! {
            @if let Some((first, _)) = lacks.first() {
                p.govuk-body { (t!("paper-referral-lacks")) }
                ul.govuk-list.govuk-list--bullet { @for (_, name) in &lacks { li { (name) } } }
                @if scene.may("report_added") {
                    p.govuk-body {
                        a.govuk-link href={ (scene.home) "/acts/report_added#" (first) } { (t!("paper-referral-ask")) }
                    }
                }
            }
        }
    }

    /// The papers, each behind a button, because taking one is recorded.
    fn take_out(&self) -> Markup {
        let button = |to: &str, key: &str, text: String| {
            let address = self.scene.link(&format!("{}/{to}", self.scene.home));
            Form::post(&address, &self.signed_in.csrf_token)
                .idempotency_key(key)
                .body(html! { (Button::new(text).secondary()) })
        };
        html! {
            section class="govuk-!-display-none-print" aria-labelledby="take-out-title" {
                h2 #take-out-title .govuk-heading-m { (t!("paper-take-out")) }
                p.govuk-body { (t!("paper-take-out-hint")) }
                @if self.scene.past.is_some() { p.govuk-body { (t!("paper-take-past")) } }
                (button("briefing.pdf", &self.key, t!("paper-take-briefing")))
                @if self.may_refer {
                    (self.referral_lacks())
                    (button("national-referral.pdf", &self.referral_key, t!("paper-take-referral")))
                    @if self.scene.may("ukmpu_referred") {
                        p.govuk-body {
                            (t!("paper-then-record")) " "
                            a.govuk-link href={ (self.scene.home) "/acts/ukmpu_referred" } {
                                (words::act_title("ukmpu_referred"))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the national unit asks for and nobody has asked about yet: the field where it is said, and its words.
fn not_asked(episode: &Episode) -> Vec<(&'static str, String)> {
    let report = &episode.report;
    let asked = [
        ("dental-held", report.dental.is_some()),
        ("dna-held", report.dna.is_some()),
        ("fingerprints-held", report.fingerprints.is_some()),
    ];
    let lacks = asked.into_iter().filter(|(_, asked)| !asked);
    lacks.map(|(field, _)| (field, words::named("report_added", field))).collect()
}

fn of_section(section: &Section) -> Markup {
    html! {
        @if !section.title.is_empty() { h2.govuk-heading-m { (section.title) } }
        @for block in &section.blocks { (of_block(block)) }
    }
}

fn of_block(block: &Block) -> Markup {
    match block {
        Block::Text { text } => html! { p.govuk-body { (lines(text)) } },
        Block::Notice { tone, text } => notice(*tone, text),
        Block::Facts { facts, beside } => html! {
            @if let Some(picture) = beside { (photograph(picture)) }
            (of_facts(facts))
        },
        Block::List { items } => html! {
            ul.govuk-list.govuk-list--bullet { @for item in items { li { (lines(item)) } } }
        },
        Block::Table { columns, rows } => {
            let heads = columns.iter().map(|column| ColumnHead::new(column.title.clone()));
            let rows =
                rows.iter().map(|row| row.iter().map(|cell| Cell::new(lines(cell))).collect::<Vec<_>>());
            html! { (Table::new(rows).head(heads).stacked()) }
        }
        // A form is filled in on paper; on the screen the report itself asks.
        Block::Question { label, hint, .. } => html! { p.govuk-body { strong { (label) } " " (hint) } },
    }
}

fn of_facts(facts: &[Fact]) -> Markup {
    let row = |fact: &Fact| {
        let value = match fact.known {
            Known::Answered => lines(&fact.value),
            Known::Blank => html! { span.govuk-hint { (fact.value) } },
        };
        SummaryRow::new(fact.label.clone(), value)
    };
    html! { (SummaryList::new(facts.iter().map(row).collect()).classes("sw-summary")) }
}

fn notice(tone: Tone, text: &str) -> Markup {
    match tone {
        Tone::Grave => html! { (warning_text(lines(text))) },
        Tone::Framed => html! { (inset_text(lines(text))) },
    }
}

fn photograph(picture: &Picture) -> Markup {
    html! {
        figure {
            img src=(picture.address) alt=(picture.alt) width="240";
            figcaption.govuk-hint { (lines(&picture.caption)) }
        }
    }
}

/// A text with the line breaks that somebody typed, whatever the direction of its script.
fn lines(text: &str) -> Markup {
    html! {
        @for (number, line) in text.lines().enumerate() {
            @if number > 0 { br; }
            span dir="auto" { (line) }
        }
    }
}
