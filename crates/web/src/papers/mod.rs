//! The papers in words: what `app` gathered becomes what `documents` lays out. Pages, the API and the paper that Safewell
//! writes by itself are made here alike.

mod case;
mod form;
mod live;

use app::cases::{Briefing, EpisodeView};
use app::documents::{CaseForPaper, EverybodyMissing, LiveCase};
use app::{App, SignedIn};
use documents::{BriefingSheet, Label, LiveCases, NationalReferral, Sheet, sheet::Made};
use domain::agency::AgencyKind;
use domain::time::london;
use jiff::Timestamp;

use crate::catalogue::{family, t, weekday_and_day};
use crate::views::scene::{RoleNames, Scene};

/// Entries of the history on a briefing; the page has them all.
const ENTRIES_ON_A_BRIEFING: usize = 40;

/// Entries of the history on each briefing where many cases are bound in one.
const ENTRIES_ON_A_BOUND_BRIEFING: usize = 12;

/// Who makes a paper.
#[derive(Clone, Copy, Debug)]
pub enum Maker<'a> {
    /// Somebody who is signed in.
    Somebody(&'a SignedIn),
    /// Safewell itself, on the schedule that the operator set.
    Itself,
}

impl Maker<'_> {
    /// The kind of agency that reads the paper: Safewell writes its own for the control room.
    fn reads_as(self) -> AgencyKind {
        match self {
            Maker::Somebody(who) => who.agency.kind,
            Maker::Itself => AgencyKind::Police,
        }
    }
}

/// The briefing sheet of a case.
#[must_use]
pub fn briefing(app: &App, case: &CaseForPaper, by: Maker<'_>) -> Sheet {
    let made = made_of(app, by, &case.view);
    briefing_of(app, case, by, ENTRIES_ON_A_BRIEFING).sheet(&made, &words)
}

/// The briefing sheets of everyone missing, bound in one.
#[must_use]
pub fn briefings(app: &App, everybody: &EverybodyMissing, by: Maker<'_>) -> Sheet {
    let briefing = |case| briefing_of(app, case, by, ENTRIES_ON_A_BOUND_BRIEFING);
    let briefings: Vec<BriefingSheet> = everybody.cases.iter().map(briefing).collect();
    BriefingSheet::bound(&briefings, &made(app, by, app.clock().now()), &words)
}

/// What was picked from the record for whoever takes the case over, as their page of handovers has it, in words.
fn briefing_of(app: &App, case: &CaseForPaper, by: Maker<'_>, entries_at_most: usize) -> BriefingSheet {
    let roles = &app.packs().roles().0;
    let ours = |id: &str| roles.iter().any(|role| role.id.0 == id && role.is_of(by.reads_as()));
    let picked = Briefing::of(&case.view, &ours);
    let scene = Scene::of_episode(&case.view, RoleNames::of_app(app));
    BriefingSheet {
        case: case::in_words(case, &scene, &picked, entries_at_most),
        next_shift: picked.next_shift.to_owned(),
        first: case::first(&scene, &picked),
        family: case::entries(&scene, &picked.family),
    }
}

/// The referral of a case to the national unit.
#[must_use]
pub fn national_referral(app: &App, case: &CaseForPaper, by: Maker<'_>) -> Sheet {
    let scene = Scene::of_episode(&case.view, RoleNames::of_app(app));
    let picked = Briefing::of(&case.view, &|_| true);
    let referral = NationalReferral {
        case: case::in_words(case, &scene, &picked, usize::MAX),
        identification: case::identification(&case.view.episode.report),
    };
    referral.sheet(&made_of(app, by, &case.view), &words)
}

/// The list of live cases.
#[must_use]
pub fn live_cases(app: &App, cases: &[LiveCase], by: Maker<'_>) -> Sheet {
    let now = app.clock().now();
    let roles = RoleNames::of_app(app);
    let cases = cases.iter().map(|case| live::line(app, &roles, case, now)).collect();
    LiveCases { cases }.sheet(&made(app, by, now), &words)
}

/// The blank form for a report.
#[must_use]
pub fn report_form(app: &App, by: Maker<'_>) -> Sheet {
    form::blank().sheet(&made(app, by, app.clock().now()), &words)
}

/// What a folder of paper says of itself: when it was written and what lies in it, as a page that a browser opens from
/// the disk.
#[must_use]
pub fn index(written_at: Timestamp, files: &[(&str, Label)]) -> String {
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (t!("paper-index-title")) }
            }
            body {
                p { strong { (words(Label::Marking)) } }
                h1 { (t!("paper-index-title")) }
                p { (t!("paper-index-written", "time" => moment(written_at))) }
                p { (t!("paper-index-advice")) }
                ul { @for (file, label) in files { li { a href=(file) { (words(*label)) } } } }
            }
        }
    };
    page.into_string()
}

/// The text of a label.
fn words(label: Label) -> String {
    family("paper", label.word(), None).unwrap_or_else(|| label.word().replace('_', " "))
}

/// Who makes a paper of a case, as it stands or as it was known at a past moment.
fn made_of(app: &App, by: Maker<'_>, view: &EpisodeView) -> Made {
    let past = view.past.as_ref().map(|past| t!("paper-past", "time" => moment(past.at)));
    Made { past, ..made(app, by, view.now) }
}

fn made(app: &App, by: Maker<'_>, as_known_at: Timestamp) -> Made {
    let now = app.clock().now();
    let by = match by {
        Maker::Somebody(who) => t!("paper-made-by-somebody", "name" => who.name.clone(),
            "role" => RoleNames::of_app(app).of(&who.role), "agency" => who.agency.name.clone()),
        Maker::Itself => t!("paper-made-by-itself"),
    };
    Made { at: now, when: moment(now), by, as_known_at: moment(as_known_at), past: None }
}

/// An instant as a paper says it, which may be read in another year and another season: with year and zone.
fn moment(at: Timestamp) -> String {
    let local = at.to_zoned(london());
    t!("paper-moment", "day" => weekday_and_day(local.date()), "year" => local.year().to_string(),
        "time" => local.strftime("%H:%M").to_string(), "zone" => local.strftime("%Z").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_a_text_for_every_label() {
        for label in Label::ALL {
            assert!(family("paper", label.word(), None).is_some(), "paper-{}", label.word());
        }
    }

    #[test]
    fn a_paper_names_year_and_zone() {
        assert_eq!(moment("2026-07-01T23:30:00Z".parse().unwrap()), "Thu 2 Jul 2026, 00:30 BST");
        assert_eq!(moment("2026-11-22T03:05:00Z".parse().unwrap()), "Sun 22 Nov 2026, 03:05 GMT");
    }

    #[test]
    fn a_folder_says_when_it_was_written() {
        let index =
            index("2026-11-22T03:05:00Z".parse().unwrap(), &[("live-cases.pdf", Label::LiveCasesTitle)]);
        assert!(index.contains("Sun 22 Nov 2026, 03:05 GMT"), "{index}");
        assert!(index.contains("href=\"live-cases.pdf\""), "{index}");
    }
}
