//! What a home is asked when somebody is late, missing or back: as few answers as there can be, each on a small screen.

use app::cases::IdempotencyKey;
use app::home::{Resident, Whereabouts};
use domain::time::london;
use jiff::{Timestamp, ToSpan, civil::Time};
use maud::{Markup, html};

use super::{
    later::PRESSED_AT,
    next::next_steps,
    unsent::kept_as,
    view::{SocialCare, numbers_with},
};
use crate::{
    acts::{
        limits::{LINE_AT_MOST, TEXT_AT_MOST},
        words,
    },
    catalogue::{clock_time, t},
    components::{Button, Checkboxes, Choice, Form, FormErrors, Input, Textarea, Width, back_link},
    forms::Posted,
    layout::{Nav, Outcome, Page, SignedIn},
};

/// What can be checked before police are rung, by its word in the catalogue.
const CHECKS: &[&str] = &["house", "telephone", "friends", "places"];

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Somebody is late.
    Late,
    /// Somebody is missing.
    Missing,
    /// Somebody is back.
    Back,
    /// The police log number.
    LogNumber,
}

/// One form of the home's page.
#[derive(Clone, Debug)]
pub(crate) struct FormPage {
    /// What is asked.
    pub(crate) asks: Asks,
    /// Of whom.
    pub(crate) resident: Resident,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What was typed.
    pub(crate) values: Posted,
    /// What is wrong with it.
    pub(crate) errors: FormErrors,
    /// The key of this attempt.
    pub(crate) key: String,
    /// Whom of social care they ring.
    pub(crate) social_care: Option<SocialCare>,
    /// The time.
    pub(crate) now: Timestamp,
}

impl Asks {
    /// Whether it can be asked of somebody who is there.
    pub(crate) fn fits(self, whereabouts: &Whereabouts) -> bool {
        match (self, whereabouts) {
            (Self::LogNumber, Whereabouts::Missing(_)) => true,
            (Self::Back, Whereabouts::Missing(missing)) => missing.said_back.is_none(),
            (Self::Back, Whereabouts::Late { .. }) => true,
            (Self::Late | Self::Missing, Whereabouts::Missing(_) | Whereabouts::WithPolice) => false,
            (Self::Late | Self::Missing, _) => true,
            (Self::Back | Self::LogNumber, _) => false,
        }
    }

    /// Its word in addresses.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Missing => "missing",
            Self::Back => "back",
            Self::LogNumber => "log-number",
        }
    }

    fn title(self, name: &str) -> String {
        match self {
            Self::Late => t!("home-late-title", "name" => name),
            Self::Missing => t!("home-missing-title", "name" => name),
            Self::Back => t!("home-back-title", "name" => name),
            Self::LogNumber => t!("home-number-title", "name" => name),
        }
    }
}

impl FormPage {
    /// The form as it is first shown.
    pub(crate) fn empty(asks: Asks, resident: Resident, signed_in: SignedIn, now: Timestamp) -> Self {
        Self {
            social_care: None,
            asks,
            resident,
            signed_in,
            values: Posted::default(),
            errors: FormErrors::none(),
            key: IdempotencyKey::fresh().as_str().to_owned(),
            now,
        }
    }

    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let title = self.asks.title(&self.resident.name);
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        let action = format!("/home/{}/{}", self.resident.person, self.asks.word());
        Page::new(title.clone(), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Home)
            .marked()
            .outcome(outcome)
            .above_all(numbers_with(self.social_care.as_ref()))
            .before_content(back_link("/home", t!("home-back-to")))
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (title) }
                (self.before())
                (Form::post(&action, &self.signed_in.csrf_token)
                    .idempotency_key(self.key.as_str())
                    .version(self.resident.version.to_string())
                    .keep(kept_as(self.asks, self.resident.person, &self.signed_in.name))
                    .body(html! {
                        input type="hidden" name=(PRESSED_AT);
                        (self.fields())
                    }))
            })
    }

    fn before(&self) -> Markup {
        match self.asks {
            Asks::Late => html! { p.govuk-body { (t!("home-late-advice")) } },
            Asks::Missing => html! { p.govuk-body { strong { (t!("home-missing-advice")) } } },
            Asks::Back => next_steps(&self.resident.whereabouts, super::next::Upon::Return),
            Asks::LogNumber => html! { p.govuk-body { (t!("home-number-advice")) } },
        }
    }

    fn fields(&self) -> Markup {
        match self.asks {
            Asks::Late => self.late(),
            Asks::Missing => self.missing(),
            Asks::Back => self.back(),
            Asks::LogNumber => html! {
                (Input::new("number", t!("home-number"))
                    .value(self.typed("number"))
                    .error(self.errors.of("number"))
                    .width(Width::Ten))
                (Button::new(t!("home-number-button")).prevent_double_click())
            },
        }
    }

    fn late(&self) -> Markup {
        let known = match &self.resident.whereabouts {
            Whereabouts::Late { late, .. } => late.expected_at.map(clock_time).unwrap_or_default(),
            Whereabouts::Here
            | Whereabouts::Missing(_)
            | Whereabouts::WithPolice
            | Whereabouts::Back { .. } => String::new(),
        };
        let expected = Some(self.typed("expected")).filter(|typed| !typed.is_empty()).unwrap_or(known);
        let checks =
            CHECKS.iter().map(|word| Choice::new(*word, words::choice("home-check", word))).collect();
        let checks =
            Checkboxes::new("checked", checks).legend(t!("home-checked")).values(self.values.all("checked"));
        html! {
            (Input::new("expected", t!("home-expected"))
                .hint(t!("home-expected-hint"))
                .value(expected)
                .error(self.errors.of("expected"))
                .width(Width::Five))
            (checks)
            (Textarea::new("note", t!("home-note"))
                .rows(2)
                .value(self.typed("note"))
                .error(self.errors.of("note")))
            (Button::new(t!("home-late-button")).prevent_double_click())
        }
    }

    fn missing(&self) -> Markup {
        html! {
            (Textarea::new("last_seen", t!("home-last-seen"))
                .hint(t!("home-last-seen-hint"))
                .rows(2)
                .value(self.typed("last_seen"))
                .error(self.errors.of("last_seen")))
            (Textarea::new("clothing", t!("home-clothing"))
                .rows(2)
                .value(self.typed("clothing"))
                .error(self.errors.of("clothing")))
            (Textarea::new("concern", t!("home-concern"))
                .hint(t!("home-concern-hint"))
                .rows(2)
                .value(self.typed("concern"))
                .error(self.errors.of("concern")))
            (Input::new("reach", t!("home-reach"))
                .kind("tel")
                .autocomplete("tel")
                .value(self.typed("reach"))
                .error(self.errors.of("reach"))
                .width(Width::Twenty))
            (Button::new(t!("home-missing-button")).prevent_double_click())
            p.govuk-body { (t!("home-missing-on-record")) }
        }
    }

    fn back(&self) -> Markup {
        let place = Some(self.typed("place")).filter(|typed| !typed.is_empty());
        let label = match &self.resident.whereabouts {
            Whereabouts::Missing(_) => t!("home-place"),
            Whereabouts::Here
            | Whereabouts::Late { .. }
            | Whereabouts::WithPolice
            | Whereabouts::Back { .. } => t!("home-place-late"),
        };
        html! {
            (Textarea::new("place", label)
                .rows(2)
                .value(place.unwrap_or_else(|| t!("home-place-usual")))
                .error(self.errors.of("place")))
            (Button::new(t!("home-back-button")).prevent_double_click())
        }
    }

    fn typed(&self, name: &str) -> String {
        self.values.get(name).to_owned()
    }
}

/// What is longer than its question takes: as long as in every other form. What was typed stays.
pub(super) fn too_long(asks: Asks, posted: &Posted) -> FormErrors {
    let texts = match asks {
        Asks::Late => vec![("note", t!("home-note"), TEXT_AT_MOST)],
        Asks::Missing => vec![
            ("last_seen", t!("home-last-seen"), TEXT_AT_MOST),
            ("clothing", t!("home-clothing"), TEXT_AT_MOST),
            ("concern", t!("home-concern"), TEXT_AT_MOST),
            ("reach", t!("home-reach"), LINE_AT_MOST),
        ],
        Asks::Back => vec![("place", t!("home-place"), TEXT_AT_MOST)],
        Asks::LogNumber => vec![("number", t!("home-number"), LINE_AT_MOST)],
    };
    let mut errors = FormErrors::none();
    for (name, question, limit) in texts {
        if posted.get(name).chars().count() > limit {
            errors.add(name, t!("answer-problem-too-long", "field" => question, "limit" => limit));
        }
    }
    errors
}

/// A time of day as the last moment at which it was that time, or will be within the next hours: a child expected at 23:00
/// is late at one in the morning, and one expected at 06:00 is not late yet.
pub(super) fn expected(typed: &str, now: Timestamp, errors: &mut FormErrors) -> Option<Timestamp> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let Some(time) = time_of_day(typed) else {
        errors.add("expected", t!("home-expected-unreadable"));
        return None;
    };
    let today = now.to_zoned(london()).date();
    [today.yesterday(), Ok(today), today.tomorrow()]
        .into_iter()
        .filter_map(Result::ok)
        .filter_map(|day| day.to_datetime(time).to_zoned(london()).ok())
        .map(|moment| moment.timestamp())
        .filter(|moment| *moment <= now + 8.hours())
        .max()
}

/// `23:00`, `2300`, `23.00` or `23`.
fn time_of_day(typed: &str) -> Option<Time> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let between = typed.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.' | ' '));
    if !between {
        return None;
    }
    let (hour, minute) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 => digits.split_at(1),
        4 => digits.split_at(2),
        _ => return None,
    };
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// What was typed, and after it what was ticked, in words.
pub(super) fn note_with_checks(posted: &Posted) -> String {
    let ticked: Vec<String> = CHECKS
        .iter()
        .filter(|word| posted.all("checked").any(|sent| sent == **word))
        .map(|word| words::choice("home-check", word))
        .collect();
    let checked = if ticked.is_empty() {
        String::new()
    } else {
        t!("home-checked-note", "checks" => ticked.join("; "))
    };
    [posted.get("note").trim(), &checked]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_the_nearest_that_can_be_meant() {
        let now: Timestamp = "2026-01-16T01:10:00Z".parse().unwrap();
        for (typed, meant) in [
            ("23:00", Some("2026-01-15T23:00:00Z")),
            ("2300", Some("2026-01-15T23:00:00Z")),
            ("0:30", Some("2026-01-16T00:30:00Z")),
            ("6", Some("2026-01-16T06:00:00Z")),
            ("22.15", Some("2026-01-15T22:15:00Z")),
            ("", None),
        ] {
            let mut errors = FormErrors::none();
            let at = expected(typed, now, &mut errors);
            assert!(errors.is_empty(), "{typed}");
            assert_eq!(at, meant.map(|meant| meant.parse().unwrap()), "{typed}");
        }
        for typed in ["25:00", "later", "1:2:3:4:5", "12:75"] {
            let mut errors = FormErrors::none();
            expected(typed, now, &mut errors);
            assert!(!errors.is_empty(), "{typed}");
        }
    }
}
