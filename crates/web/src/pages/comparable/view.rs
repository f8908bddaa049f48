//! The page of comparable episodes. First what they are and are not, then the figures, then how they were chosen, this
//! person's own, what the record says of exploitation, and once more what none of it can tell.

use app::comparable::{Comparable, Reach};
use domain::{
    comparable::{Criterion, Ending, FEWEST, Figure, Indicator, IndicatorKind, OF_ONE_AT_MOST, PastEpisode},
    episode,
    ids::EpisodeId,
    ledger::Stream,
};
use maud::{Markup, html};

use super::{
    chart::chart,
    tables::{self, named},
};
use crate::{
    catalogue::{duration, family, instant, t},
    components::{Cell, Table, back_link, inset_text, time_element},
    layout::{Page, SignedIn},
    pages::episode::section,
    views::{past, person, scene::Scene},
};

/// The page.
#[derive(Clone, Debug)]
pub(super) struct ComparablePage {
    /// The case, as known at the moment.
    pub(super) scene: Scene,
    pub(super) compared: Comparable,
    pub(super) signed_in: SignedIn,
}

impl ComparablePage {
    /// The whole page.
    pub(super) fn render(&self) -> Markup {
        let (scene, compared) = (&self.scene, &self.compared);
        let here = format!("{}/comparable", scene.home);
        let name = person::name_text(&scene.file.person);
        let reference = compared.this.episode.reference();
        let before = html! {
            (past::panel(scene, &here))
            (back_link(&scene.link(&scene.home), t!("act-back-to-case")))
        };
        Page::new(t!("comparable-title", "name" => name.clone(), "reference" => reference.clone()), scene.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .past(scene.past_banner(&here))
            .before_content(before)
            .render(&html! {
                div.govuk-grid-row { div class="govuk-grid-column-two-thirds" {
                    span.govuk-caption-l { (person::name(&scene.file.person)) ", " (reference) }
                    h1.govuk-heading-l { (t!("comparable-heading")) }
                    (inset_text(t!("comparable-cannot-first", "name" => name.clone())))
                    (self.lead())
                    (section("lasted", &t!("comparable-lasted"), &self.lasted()))
                    @if !compared.ladder.chosen.is_empty() {
                        (section("ended", &t!("comparable-ended"), &self.ended()))
                    }
                    (section("chosen", &t!("comparable-chosen"), &self.chosen(&name)))
                    (section("own", &t!("comparable-own", "name" => name.clone()), &self.own()))
                    (section("indicators", &t!("comparable-indicators"), &self.indicators(&name)))
                    (section("cannot", &t!("comparable-cannot"), &cannot(&name)))
                } }
            })
    }

    fn lead(&self) -> Markup {
        let compared = &self.compared;
        html! {
            p.govuk-body {
                (t!("comparable-lead", "count" => compared.ladder.chosen.len(),
                    "time" => instant(self.scene.now, self.scene.now)))
                @match compared.reach {
                    Reach::Everything => {}
                    Reach::TheLatest(count) => { " " (t!("comparable-only-latest", "count" => count)) }
                    Reach::StillReading(count) => { " " strong { (t!("comparable-still-reading", "count" => count)) } }
                }
            }
            @if !compared.ladder.chosen.is_empty() { (self.alike()) }
        }
    }

    /// By what they are alike, and by what not: whoever reads only the curve reads this first.
    fn alike(&self) -> Markup {
        let ladder = &self.compared.ladder;
        let dropped: Vec<Criterion> = ladder.rungs.iter().filter_map(|rung| rung.dropped).collect();
        html! {
            p.govuk-body {
                (t!("comparable-alike-by", "criteria" => names(&ladder.alike)))
                @if !dropped.is_empty() { " " (t!("comparable-dropped", "criteria" => names(&dropped))) }
            }
        }
    }

    fn lasted(&self) -> Markup {
        let compared = &self.compared;
        let (people, most) = compared.ladder.people();
        let dead = compared.behind(Figure::Ending(FOUND_DEAD)).count();
        html! {
            p.govuk-body { (t!("comparable-lasted-lead")) }
            @match &compared.curve {
                None => {
                    p.govuk-body {
                        (t!("comparable-too-few", "count" => compared.ladder.chosen.len(), "fewest" => FEWEST))
                    }
                }
                Some(curve) => {
                    p.govuk-body {
                        (half(curve)) " " (t!("comparable-people", "people" => people, "most" => most))
                        @if dead > 0 { " " (t!("comparable-found-dead", "count" => dead)) }
                    }
                    (chart("lasted-curve", curve, Some(compared.lasted())))
                    (tables::readings(curve, Some((&self.scene, compared.lasted()))))
                    p.govuk-hint { (t!("comparable-range-note")) }
                    (self.curve_from_here())
                }
            }
        }
    }

    /// Nothing once this time missing has ended.
    fn curve_from_here(&self) -> Markup {
        let compared = &self.compared;
        if compared.view.episode.ended_at().is_some() {
            return html! {};
        }
        let name = person::name_text(&self.scene.file.person);
        let lasted = compared.lasted();
        let (longer, all) = (compared.behind(Figure::Longer(lasted)).count(), compared.ladder.chosen.len());
        html! {
            h3.govuk-heading-s { (t!("comparable-from-here")) }
            @match &compared.from_here {
                Some(curve) => {
                    p.govuk-body { (t!("comparable-from-here-lead", "name" => name, "lasted" => duration(lasted), "count" => longer, "all" => all)) }
                    (tables::from_here(curve))
                }
                None => {
                    p.govuk-body { (t!("comparable-from-here-few", "name" => name, "lasted" => duration(lasted), "count" => longer, "all" => all)) }
                }
            }
        }
    }

    fn ended(&self) -> Markup {
        let (scene, compared) = (&self.scene, &self.compared);
        let returned = compared.behind(Figure::Ending(RETURNED)).count();
        html! {
            (tables::endings(compared, scene))
            @if returned > 0 {
                p.govuk-body { (t!("comparable-found-lead", "count" => returned)) }
                (tables::found_by(compared, scene, returned))
                (tables::found_at(compared, scene, returned))
            }
        }
    }

    fn chosen(&self, name: &str) -> Markup {
        let ladder = &self.compared.ladder;
        let alike = ladder.alike.iter().filter_map(|criterion| {
            let value = self.compared.this.traits.get(*criterion)?;
            let value = family("comparable-value", value, None)
                .or_else(|| family("incident-class", value, None))
                .unwrap_or_default();
            Some(t!("comparable-alike-item", "criterion" => named("comparable-criterion", criterion.word()), "value" => value))
        });
        html! {
            p.govuk-body { (t!("comparable-alike")) ":" }
            ul class="govuk-list govuk-list--bullet" { @for item in alike { li { (item) } } }
            @if !ladder.not_known.is_empty() {
                p.govuk-body { (t!("comparable-not-known", "name" => name, "criteria" => names(&ladder.not_known))) }
            }
            p.govuk-body { (t!("comparable-chosen-lead", "count" => self.compared.others, "fewest" => FEWEST,
                "most" => OF_ONE_AT_MOST, "left_out" => ladder.left_out)) }
            (tables::rungs(&self.compared, &self.scene))
        }
    }

    fn own(&self) -> Markup {
        let (compared, own) = (&self.compared, &self.compared.own);
        if own.is_empty() {
            return html! { p.govuk-body { (t!("comparable-own-none")) } };
        }
        let parts = ["morning", "afternoon", "evening", "night"].into_iter().filter_map(|part| {
            let count = own.iter().filter(|one| one.part_of_day() == part).count();
            (count > 0).then(
                || t!("comparable-own-began", "part" => named("comparable-part", part), "count" => count),
            )
        });
        html! {
            ul class="govuk-list govuk-list--bullet" { @for part in parts { li { (part) } } }
            (self.own_table())
            @match &compared.own_curve {
                Some(curve) => {
                    p.govuk-body { (half(curve)) " " (t!("comparable-own-range-note")) }
                    (chart("own-curve", curve, None))
                    (tables::readings(curve, None))
                }
                None => { p.govuk-hint { (t!("comparable-own-few", "fewest" => FEWEST)) } }
            }
        }
    }

    fn own_table(&self) -> Markup {
        let rows = self.compared.own.iter().rev().map(|one| -> Vec<Cell> {
            let (by, at) = self.told(one);
            vec![
                html! { a.govuk-link href=(self.case(one.episode)) { (time_element(one.started, self.scene.now)) } }.into(),
                lasted(one, &self.compared).into(),
                named("comparable-ending", one.ending.word()).into(),
                by.into(),
                at.into(),
            ]
        });
        let head = [
            t!("comparable-head-began"),
            t!("comparable-head-lasted"),
            t!("comparable-head-how"),
            t!("comparable-head-by"),
            t!("comparable-head-at"),
        ];
        html! { (Table::new(rows.collect::<Vec<_>>()).head(head).stacked()) }
    }

    /// What was written of this person's own return: how, and where.
    fn told(&self, one: &PastEpisode) -> (String, String) {
        let of_file = self.scene.file.episodes.get(&one.episode);
        match of_file.and_then(|episode| episode.ending()) {
            Some(episode::Ending::Returned(said)) => (said.how.clone(), said.place.clone()),
            Some(
                episode::Ending::FoundDead
                | episode::Ending::ClosedJointly
                | episode::Ending::CarriedOn { .. },
            )
            | None => (String::new(), String::new()),
        }
    }

    fn indicators(&self, name: &str) -> Markup {
        let found = &self.compared.indicators;
        if found.is_empty() {
            return html! { p.govuk-body { (t!("comparable-indicators-none")) } };
        }
        html! {
            p.govuk-body { (t!("comparable-indicators-lead", "name" => name)) }
            @for kind in IndicatorKind::ALL {
                @let of_kind: Vec<&Indicator> = found.iter().filter(|one| one.kind == *kind).collect();
                @if !of_kind.is_empty() {
                    h3.govuk-heading-s { (named("comparable-indicator", kind.word())) }
                    ul class="govuk-list govuk-list--bullet" { @for one in of_kind { li { (self.indicator(one)) } } }
                }
            }
        }
    }

    fn indicator(&self, one: &Indicator) -> Markup {
        let said = match one.kind {
            IndicatorKind::Marker => named("marker", &one.said),
            IndicatorKind::CrimeTold
            | IndicatorKind::Goods
            | IndicatorKind::Injury
            | IndicatorKind::OlderPeople
            | IndicatorKind::OutOfArea
            | IndicatorKind::PhoneOff
            | IndicatorKind::HotelsAndCars
            | IndicatorKind::Debt => one.said.clone(),
        };
        let file = match one.stream {
            Stream::Episode(episode) => format!("/episodes/{episode}"),
            Stream::Person(_)
            | Stream::Incident(_)
            | Stream::Placement(_)
            | Stream::Meeting(_)
            | Stream::Agency(_)
            | Stream::Unidentified(_) => format!("/people/{}", self.scene.person),
        };
        let entry = crate::forms::address(&file, &[("entry", &one.entry.to_string())]);
        html! {
            q { bdi { (said) } } " ("
            a.govuk-link href=(entry) { (t!("comparable-indicator-entry", "time" => instant(one.at, self.scene.now))) } ")"
        }
    }

    fn case(&self, episode: EpisodeId) -> String {
        self.scene.link(&format!("/episodes/{episode}"))
    }
}

/// The word of a return among the endings.
const RETURNED: &str = Ending::WORDS[0];

/// The word of a death among them.
const FOUND_DEAD: &str = Ending::WORDS[1];

fn names(criteria: &[Criterion]) -> String {
    let names: Vec<String> =
        criteria.iter().map(|criterion| named("comparable-criterion", criterion.word())).collect();
    names.join(", ")
}

/// By when half had ended.
fn half(curve: &domain::comparable::Curve) -> String {
    let [from, at, to] = curve.median();
    match (from, at, to) {
        (_, None, _) => t!("comparable-half-not"),
        (Some(from), Some(at), Some(to)) => {
            t!("comparable-half-range", "half" => duration(at), "from" => duration(from), "to" => duration(to))
        }
        (Some(from), Some(at), None) => {
            t!("comparable-half-open", "half" => duration(at), "from" => duration(from))
        }
        (None, Some(at), _) => t!("comparable-half", "half" => duration(at)),
    }
}

/// How long one lasted, as far as it was followed.
pub(super) fn lasted(one: &PastEpisode, compared: &Comparable) -> String {
    let lasted = duration(one.length(compared.now()).lasted);
    match one.ending {
        Ending::Running => t!("comparable-own-so-far", "lasted" => lasted),
        Ending::ClosedMissing { .. } => t!("comparable-own-until-closed", "lasted" => lasted),
        Ending::Returned { .. } | Ending::FoundDead { .. } => lasted,
    }
}

fn cannot(name: &str) -> Markup {
    let cannot = [
        t!("comparable-cannot-person", "name" => name),
        t!("comparable-cannot-ended"),
        t!("comparable-cannot-harm"),
        t!("comparable-cannot-unreported"),
        t!("comparable-cannot-alike"),
        t!("comparable-cannot-independent"),
        t!("comparable-cannot-words"),
        t!("comparable-cannot-used"),
    ];
    html! { ul class="govuk-list govuk-list--bullet" { @for line in cannot { li { (line) } } } }
}
