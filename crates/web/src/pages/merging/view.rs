//! Two records side by side: what speaks against one person, what both say, what a merge will do, and the decision.

use app::merging::Comparison;
use domain::{
    file::PersonFile,
    ids::EpisodeId,
    merging::Conflict,
    person::{PersonDetails, Sex},
};
use maud::{Markup, Render as _, html};

use super::{
    OTHER_VERSION,
    choice::{Several, TEXTS, differs},
    consequences::{self, Told},
    deciding::Deciding,
    unidentified,
    weighing::weighing,
};
use crate::{
    acts::words,
    catalogue::{elapsed_since, instant, t},
    components::{
        Button, Cell, Choice, Legend, Radios, Size, Table, Tag, TagColour, inset_text, warning_text,
    },
    views::{
        identity::standing_tag,
        likeness::{Shown, picture},
        person,
        timeline::lines,
    },
};

/// The page of two records.
#[derive(Clone, Debug)]
pub(crate) struct ComparisonPage {
    /// The records, and what a merge would mean.
    pub(crate) comparison: Comparison,
    /// The words that go with that.
    pub(crate) told: Told,
    /// The decision.
    pub(crate) deciding: Deciding,
}

impl ComparisonPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let Comparison { here, there, now, .. } = &self.comparison;
        let (one, other) = (named(here), named(there));
        let title = t!("merge-title", "one" => one.as_str(), "other" => other.as_str());
        let home = format!("/people/{}", here.id);
        self.deciding.page(title, *now, &home).wide().render(&html! {
            (self.deciding.said_first())
            h1.govuk-heading-l { (t!("merge-heading")) }
            (self.conflicts())
            (weighing(&self.comparison))
            (unidentified::named(&self.comparison))
            (self.side_by_side())
            p.govuk-body {
                a.govuk-link href={ "/people/" (there.id) "/merge/" (here.id) } {
                    (t!("merge-swap", "name" => other.as_str()))
                }
            }
            (self.form(&home))
        })
    }

    /// What cannot be true of one person stands before everything else.
    fn conflicts(&self) -> Markup {
        let conflicts = &self.comparison.conflicts;
        html! {
            @for conflict in conflicts { (warning_text(self.against(conflict))) }
            @if conflicts.is_empty() { (inset_text(t!("merge-no-conflict"))) }
        }
    }

    fn against(&self, conflict: &Conflict) -> String {
        let now = self.comparison.now;
        match conflict {
            Conflict::BornFarApart { years } => t!("merge-conflict-born-far-apart", "years" => *years),
            Conflict::Sex => t!("merge-conflict-sex"),
            Conflict::SeenAtOnce { here, there } => t!("merge-conflict-seen-at-once",
                "one" => here.1.clone(), "at" => instant(here.0, now),
                "other" => there.1.clone(), "then" => instant(there.0, now)),
            Conflict::MissingAtOnce { here, there } => t!("merge-conflict-missing-at-once",
                "one" => here.reference(), "other" => there.reference()),
            Conflict::BothDead => t!("merge-conflict-both-dead"),
            Conflict::AliveAfterDeath => t!("merge-conflict-alive-after-death"),
        }
    }

    /// What is not chosen, because all of it counts: held beside each other so that a wrong merge is seen.
    fn side_by_side(&self) -> Markup {
        let Comparison { here, there, now, .. } = &self.comparison;
        let row = |matter: String, of: &dyn Fn(&PersonFile) -> Markup| -> Vec<Cell> {
            vec![matter.into(), of(here).into(), of(there).into()]
        };
        let likeness = |file: &PersonFile| match file.person.likeness() {
            Some(photograph) => picture(file.id, &named(file), photograph, *now, Shown::AtHead),
            None => html! { (t!("photograph-none-short")) },
        };
        let rows = vec![
            row(
                t!("merge-record"),
                &|file| html! { a.govuk-link href={ "/people/" (file.id) } { bdi { (named(file)) } } },
            ),
            row(t!("photographs-link"), &likeness),
            row(t!("person-episodes"), &|file| episodes(file, *now)),
            row(t!("person-markers"), &markers),
            row(t!("person-trigger-plan"), &|file| text(file.person.trigger_plan.as_deref())),
            row(
                t!("person-care"),
                &|file| html! { (words::choice("care-basis", &word_of(&file.person.care.basis))) },
            ),
            row(t!("person-worker"), &|file| {
                text(file.person.worker.as_ref().map(|worker| worker.name.as_str()))
            }),
            row(t!("person-placement"), &|file| {
                text(file.placement_at(*now).map(|placement| placement.recorded.address.as_str()))
            }),
        ];
        let heads = [t!("merge-matter"), t!("merge-this-record"), t!("merge-other-record")];
        html! {
            h2.govuk-heading-m { (t!("merge-side-by-side")) }
            (Table::new(rows).head(heads).stacked())
        }
    }

    fn form(&self, home: &str) -> Markup {
        let comparison = &self.comparison;
        let name = |id| {
            let file = if id == comparison.here.id { &comparison.here } else { &comparison.there };
            named(file)
        };
        let address = format!("{home}/merge/{}", comparison.there.id);
        self.deciding
            .form(&address, comparison.seen.here)
            .body(html! {
                input type="hidden" name=(OTHER_VERSION) value=(comparison.seen.there);
                h2.govuk-heading-m { (t!("merge-choose")) }
                p.govuk-body { (t!("merge-choose-lead")) }
                (self.choices())
                (self.which_case())
                section.sw-section aria-labelledby="will" {
                    h2.govuk-heading-m id="will" { (t!("merge-will")) }
                    p.govuk-body { (t!("merge-will-lead", "name" => named(&comparison.here))) }
                    (consequences::list(&self.told, &comparison.consequences, name, comparison.now))
                }
                (self.deciding.reason(t!("merge-reason")).hint(t!("merge-reason-hint")))
                (Button::new(t!("merge-button")).prevent_double_click())
                p.govuk-body { (t!("merge-can-be-undone")) }
            })
            .render()
    }

    /// One group for each field of which the two records say different things, marked as such.
    fn choices(&self) -> Markup {
        let (here, there) = (&self.comparison.here.person.details, &self.comparison.there.person.details);
        let contacts = |details: &PersonDetails| {
            details.contacts.iter().map(person::contact).collect::<Vec<_>>().join("\n")
        };
        let mut groups: Vec<Markup> = Vec::new();
        let mut ask = |name: &str, one: &str, other: &str, several: Several, first: &str| {
            if differs(one, other) {
                groups.push(self.group(name, one, other, several, first));
            }
        };
        for text in &TEXTS {
            ask(text.name, (text.of)(here), (text.of)(there), text.several, "here");
            if text.name == "name" {
                if here.birth.earliest().is_some() && there.birth.earliest().is_some() {
                    ask(
                        "birth",
                        &person::born(&here.birth),
                        &person::born(&there.birth),
                        Several::One,
                        "here",
                    );
                }
                if here.sex != Sex::NotKnown && there.sex != Sex::NotKnown {
                    let sex = |details: &PersonDetails| words::choice("sex", &word_of(&details.sex));
                    ask("sex", &sex(here), &sex(there), Several::One, "here");
                }
            }
        }
        ask("contacts", &contacts(here), &contacts(there), Several::Both, "both");
        html! {
            @if groups.is_empty() { p.govuk-body { (t!("merge-nothing-differs")) } }
            @for group in &groups { (group) }
        }
    }

    fn group(&self, name: &str, one: &str, other: &str, several: Several, first: &str) -> Markup {
        let chosen =
            Some(self.deciding.posted.get(name)).filter(|chosen| !chosen.is_empty()).unwrap_or(first);
        let says = |record: String, said: &str| {
            html! { span.govuk-visually-hidden { (record) ": " } (lines(said)) }
        };
        let mut choices = vec![
            Choice::new("here", says(t!("merge-this-record"), one)),
            Choice::new("there", says(t!("merge-other-record"), other)),
        ];
        if several == Several::Both {
            choices.push(Choice::new("both", t!("merge-both")));
        }
        let legend = html! { (words::named("person_details_changed", name)) " " (Tag::new(t!("merge-differs")).colour(TagColour::Yellow)) };
        html! {
            div.sw-sides {
                (Radios::new(name, choices).legend(Legend::new(legend).size(Size::Small)).small().value(chosen.to_owned()))
            }
        }
    }

    /// Where both are missing at once: which of the two cases goes on.
    fn which_case(&self) -> Markup {
        let Some(both) = self.comparison.both_missing else { return html! {} };
        let choice = |id: &EpisodeId| {
            let files = [&self.comparison.here, &self.comparison.there];
            let episode = files.iter().find_map(|file| file.episodes.get(id));
            let reported =
                episode.map_or_else(String::new, |episode| instant(episode.reported_at, self.comparison.now));
            Choice::new(
                id.to_string(),
                t!("merge-goes-on-case", "reference" => id.reference(), "time" => reported),
            )
        };
        let chosen = match self.deciding.posted.get("goes_on_in") {
            "" => both[0].to_string(),
            chosen => chosen.to_owned(),
        };
        let radios = Radios::new("goes_on_in", both.iter().map(choice).collect())
            .legend(Legend::new(t!("merge-goes-on")).size(Size::Medium))
            .hint(t!("merge-goes-on-hint"))
            .error(self.deciding.errors.of("goes_on_in"))
            .value(chosen);
        html! { (radios) }
    }
}

pub(super) fn named(file: &PersonFile) -> String {
    person::name_text(&file.person)
}

fn text(text: Option<&str>) -> Markup {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => lines(text),
        None => html! { (t!("person-none")) },
    }
}

fn episodes(file: &PersonFile, now: jiff::Timestamp) -> Markup {
    let mut all: Vec<_> = file.episodes.values().collect();
    all.sort_by_key(|episode| std::cmp::Reverse(episode.start()));
    html! {
        @if all.is_empty() { (t!("person-none")) }
        @for episode in all {
            div {
                a.govuk-link href={ "/episodes/" (episode.id) } { (episode.id.reference()) } " "
                (instant(episode.start(), now)) ", "
                (elapsed_since(episode.start(), episode.ended_at().unwrap_or(now))) " "
                (standing_tag(episode))
            }
        }
    }
}

fn markers(file: &PersonFile) -> Markup {
    html! {
        @if file.person.markers.is_empty() { (t!("person-none")) }
        @for (_, marker) in &file.person.markers {
            div { strong { (words::choice("marker", marker.marker.word())) } @if !marker.source.is_empty() { ", " (lines(&marker.source)) } }
        }
    }
}

/// The word under which a value stands in the ledger and the catalogue.
pub(super) fn word_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
