//! The figures as tables: what a curve says, how episodes ended, who found people and where, how they were chosen.

use app::comparable::Comparable;
use domain::comparable::{Curve, Ending, Figure, FoundAt, FoundBy, Interval, Reading};
use jiff::SignedDuration;
use maud::{Markup, html};

use crate::{
    catalogue::{duration, family, t},
    components::{Cell, ColumnHead, Table},
    views::scene::Scene,
};

/// What a curve says at each stated length; with a row for the length of this time missing, and a way to the episodes
/// behind each count, where that is asked for.
pub(super) fn readings(curve: &Curve, traced: Option<(&Scene, SignedDuration)>) -> Markup {
    let mut readings: Vec<(Reading, bool)> = curve.readings().map(|reading| (reading, false)).collect();
    if let Some((_, lasted)) = traced {
        // The list behind the figure is asked for in whole minutes.
        readings.push((curve.at(SignedDuration::from_mins(lasted.as_mins())), true));
        readings.sort_by_key(|(reading, _)| reading.at);
    }
    let scene = traced.map(|(scene, _)| scene);
    let rows = readings.iter().map(|(reading, is_now)| -> Vec<Cell> {
        let words = duration(reading.at);
        let within = if *is_now { t!("comparable-table-now", "lasted" => words) } else { words };
        vec![
            within.into(),
            Cell::new(count(scene, Figure::EndedWithin(reading.at), reading.ended)).numeric(),
            Cell::new(share(reading.share)).numeric(),
            Cell::new(range(reading.share)).numeric(),
            Cell::new(count(scene, Figure::Longer(reading.at), reading.longer)).numeric(),
        ]
    });
    let table = Table::new(rows.collect::<Vec<_>>())
        .caption(t!("comparable-table"))
        .head(heads(&t!("comparable-head-within")))
        .first_cell_is_header()
        .stacked();
    html! { (table) }
}

/// What a curve says that begins at the length of this time missing.
pub(super) fn from_here(curve: &Curve) -> Markup {
    let rows = curve.readings().map(|reading| -> Vec<Cell> {
        vec![
            duration(reading.at).into(),
            Cell::new(reading.ended.to_string()).numeric(),
            Cell::new(share(reading.share)).numeric(),
            Cell::new(range(reading.share)).numeric(),
            Cell::new(reading.longer.to_string()).numeric(),
        ]
    });
    let table = Table::new(rows.collect::<Vec<_>>())
        .head(heads(&t!("comparable-head-further")))
        .first_cell_is_header()
        .stacked();
    html! { (table) }
}

fn heads(first: &str) -> [ColumnHead; 5] {
    [
        ColumnHead::new(first.to_owned()),
        ColumnHead::new(t!("comparable-head-ended")).numeric(),
        ColumnHead::new(t!("comparable-head-share")).numeric(),
        ColumnHead::new(t!("comparable-head-range")).numeric(),
        ColumnHead::new(t!("comparable-head-longer")).numeric(),
    ]
}

/// How they ended, each way by itself.
pub(super) fn endings(compared: &Comparable, scene: &Scene) -> Markup {
    let rows = Ending::WORDS.map(|word| (Figure::Ending(word), named("comparable-ending", word)));
    counted(
        compared,
        scene,
        (&t!("comparable-endings"), &t!("comparable-head-ending")),
        &rows,
        compared.ladder.chosen.len(),
    )
}

/// Who found those who came back.
pub(super) fn found_by(compared: &Comparable, scene: &Scene, returned: usize) -> Markup {
    let rows: Vec<(Figure, String)> =
        FoundBy::ALL.iter().map(|by| (Figure::By(*by), named("comparable-by", by.word()))).collect();
    counted(compared, scene, (&t!("comparable-found-by"), &t!("comparable-head-by")), &rows, returned)
}

/// Where they were found.
pub(super) fn found_at(compared: &Comparable, scene: &Scene, returned: usize) -> Markup {
    let rows: Vec<(Figure, String)> =
        FoundAt::ALL.iter().map(|at| (Figure::At(*at), named("comparable-at", at.word()))).collect();
    counted(compared, scene, (&t!("comparable-found-at"), &t!("comparable-head-at")), &rows, returned)
}

fn counted(
    compared: &Comparable,
    scene: &Scene,
    (caption, head): (&str, &str),
    rows: &[(Figure, String)],
    all: usize,
) -> Markup {
    let rows = rows.iter().map(|(figure, words)| -> Vec<Cell> {
        let behind = compared.behind(*figure).count();
        let words_of = t!("comparable-of", "count" => behind, "all" => all);
        let counted = Interval::of_count(behind, all).map(|interval| (0.0, interval));
        vec![
            words.clone().into(),
            Cell::new(traced(Some(scene), *figure, behind, &words_of)).numeric(),
            Cell::new(range(counted)).numeric(),
        ]
    });
    let heads = [
        ColumnHead::new(head.to_owned()),
        ColumnHead::new(t!("comparable-head-count")).numeric(),
        ColumnHead::new(t!("comparable-head-range")).numeric(),
    ];
    let table = Table::new(rows.collect::<Vec<_>>())
        .caption(caption.to_owned())
        .head(heads)
        .first_cell_is_header()
        .stacked();
    html! { (table) }
}

/// How they were chosen, step by step.
pub(super) fn rungs(compared: &Comparable, scene: &Scene) -> Markup {
    let rows = compared.ladder.rungs.iter().enumerate().map(|(place, rung)| -> Vec<Cell> {
        let step = match rung.dropped {
            None => t!("comparable-step-all"),
            Some(criterion) => {
                t!("comparable-step-without", "criterion" => named("comparable-criterion", criterion.word()))
            }
        };
        vec![
            step.into(),
            Cell::new(count(Some(scene), Figure::Rung(place), rung.episodes)).numeric(),
            Cell::new(rung.people.to_string()).numeric(),
        ]
    });
    let heads = [
        ColumnHead::new(t!("comparable-head-step")),
        ColumnHead::new(t!("comparable-head-episodes")).numeric(),
        ColumnHead::new(t!("comparable-head-people")).numeric(),
    ];
    html! { (Table::new(rows.collect::<Vec<_>>()).head(heads).first_cell_is_header().stacked()) }
}

/// The words of a code.
pub(super) fn named(of: &str, word: &str) -> String {
    family(of, word, None).unwrap_or_else(|| word.replace('_', " "))
}

fn count(scene: Option<&Scene>, figure: Figure, count: usize) -> Markup {
    traced(scene, figure, count, &count.to_string())
}

/// A figure that opens the list of the episodes behind it.
fn traced(scene: Option<&Scene>, figure: Figure, count: usize, words: &str) -> Markup {
    html! {
        @match scene.filter(|_| count > 0) {
            Some(scene) => {
                @let list = format!("{}/comparable/behind", scene.home);
                a.govuk-link href=(scene.link_with(&list, &[("figure", &figure.to_string())])) { (words) }
            }
            None => { (words) }
        }
    }
}

fn share(share: Option<(f64, Interval)>) -> String {
    match share {
        Some((share, _)) => t!("comparable-share", "share" => percent(share)),
        None => t!("comparable-no-share"),
    }
}

fn range(share: Option<(f64, Interval)>) -> String {
    match share {
        Some((_, Interval { low, high })) => {
            // Never narrower than it is.
            let (from, to) = (whole(low * 100.0), 100 - whole((1.0 - high) * 100.0));
            t!("comparable-range", "from" => from, "to" => to)
        }
        None => t!("comparable-no-share"),
    }
}

/// Whole percents; what is not none is never 0, and what is not all never 100.
pub(super) fn percent(share: f64) -> i64 {
    match share {
        none if none <= 0.0 => 0,
        all if all >= 1.0 => 100,
        some => whole(some.mul_add(100.0, 0.5)).clamp(1, 99),
    }
}

/// The whole number below.
fn whole(percents: f64) -> i64 {
    (0..=100_u8).rev().find(|whole| f64::from(*whole) <= percents).unwrap_or(0).into()
}
