//! What to do next, from where somebody is: a few sentences that can be read with one eye (NP 3.2 to 3.8, 5.1 to 5.9).

use app::home::{LateStanding, MissingFromHome, Talk, Whereabouts};
use maud::{Markup, html};

use crate::catalogue::{clock_time, t};

/// When it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Upon {
    /// Any time.
    Reading,
    /// Somebody has come in at the door.
    Return,
}

/// The list for somebody who is there.
pub(super) fn next_steps(whereabouts: &Whereabouts, upon: Upon) -> Markup {
    let steps = steps(whereabouts, upon);
    html! {
        @if !steps.is_empty() {
            ol class="govuk-list govuk-list--number" { @for step in &steps { li { (step) } } }
        }
    }
}

/// The sentences.
pub(super) fn steps(whereabouts: &Whereabouts, upon: Upon) -> Vec<String> {
    match (whereabouts, upon) {
        (Whereabouts::Missing(missing), Upon::Reading) => while_missing(missing),
        (Whereabouts::Missing(_), Upon::Return) => {
            vec![
                t!("home-next-warm"),
                t!("home-next-ask"),
                t!("home-next-crime"),
                t!("home-next-seen-by-police"),
            ]
        }
        (Whereabouts::Late { .. }, Upon::Return) => vec![t!("home-next-warm"), t!("home-next-ask")],
        (Whereabouts::Late { standing, .. }, Upon::Reading) => match standing {
            LateStanding::InTime | LateStanding::Overdue => vec![t!("home-next-check"), t!("home-next-fear")],
            LateStanding::MayBeMissing => vec![t!("home-next-check"), t!("home-next-report")],
        },
        (Whereabouts::Back { talks, .. }, _) => talks.iter().map(talk).collect(),
        (Whereabouts::Here | Whereabouts::WithPolice, _) => Vec::new(),
    }
}

fn while_missing(missing: &MissingFromHome) -> Vec<String> {
    if missing.said_back.is_some() {
        return vec![
            t!("home-next-seen-by-police"),
            t!("home-next-warm"),
            t!("home-next-ask"),
            t!("home-next-crime"),
        ];
    }
    let mut steps = Vec::new();
    if missing.log_number.is_empty() {
        steps.push(t!("home-next-number"));
    }
    if missing.officer_sent.is_none() {
        steps.push(t!("home-next-officer"));
    }
    steps.extend([t!("home-next-form"), t!("home-next-room"), t!("home-next-keep-ringing")]);
    match &missing.acknowledged {
        Some((name, at)) => {
            steps.push(t!("home-next-acknowledged", "name" => name.as_str(), "time" => clock_time(*at)));
        }
        None => steps.push(t!("home-next-not-acknowledged")),
    }
    steps
}

fn talk(talk: &Talk) -> String {
    match talk {
        Talk::PreventionInterview => t!("home-next-prevention"),
        Talk::ReturnInterview => t!("home-next-return-interview"),
    }
}
