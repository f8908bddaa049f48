//! What My work shows: duties in groups by how soon they are due, each with the act that does it.

use app::DraftSummary;
use app::lists::{Band, RETURN_INTERVIEW};
use domain::episode::DeclinedBy;
use domain::projection::{DutyRow as Duty, EpisodeRow};
use domain::unidentified::UnidentifiedRow;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use crate::acts;
use crate::catalogue::{instant, t};
use crate::components::{Button, Details, DutyRow, Pagination, Tag, TagColour, live_region};
use crate::forms::address;
use crate::layout::{Nav, Page, SignedIn};
use crate::pages::report::drafts_list;
use crate::pages::shown::{self, DutyWords};
use crate::pages::unidentified::owed;
use crate::views::missing::missing_for;

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct MyWorkPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// When offices open; nothing while they are.
    pub(crate) office_opens: Option<Timestamp>,
    /// What is owed, the most urgent first, cases that have ended last.
    pub(crate) owed: Vec<Owed>,
    /// People who cannot be named and are to be referred to the national unit.
    pub(crate) referrals: Vec<UnidentifiedRow>,
    /// Candidates who could be somebody unidentified, on whom the reader's agency has to decide.
    pub(crate) candidates: i64,
    /// Reports that the user has begun and not sent.
    pub(crate) drafts: Vec<DraftSummary>,
    /// Where this page of the list began; nothing on the first.
    pub(crate) after: Option<String>,
    /// Where the next one begins.
    pub(crate) next: Option<String>,
}

/// One duty with its episode.
#[derive(Clone, Debug)]
pub(crate) struct Owed {
    /// The duty.
    pub(crate) duty: Duty,
    /// Its words.
    pub(crate) words: DutyWords,
    /// Its episode.
    pub(crate) episode: EpisodeRow,
    /// Other times missing of the same person of which the same is owed: one talk can be for all of them.
    pub(crate) also: Vec<EpisodeRow>,
    /// By whom the talk was declined, and when.
    pub(crate) declined: Option<(DeclinedBy, Timestamp)>,
    /// How urgent it is.
    pub(crate) band: Band,
    /// Whose it is by day and who does it tonight, where offices are closed.
    pub(crate) whose: Option<String>,
    /// Whether it can wait for the office.
    pub(crate) at_night: AtNight,
}

/// For whom a duty is, where the reader covers for offices that are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtNight {
    /// Offices are open, or the reader covers for none.
    NoCover,
    /// It is due before they open: it is tonight's.
    BeforeTheOffice,
    /// It is due later, and the office will do it.
    ByTheOffice,
    /// It is due later, and the reader's own.
    Later,
}

/// What is owed, with one line for a talk that can be for several times missing of one person.
pub(crate) fn one_line_for_one_talk(owed: Vec<Owed>) -> Vec<Owed> {
    let mut lines: Vec<Owed> = Vec::with_capacity(owed.len());
    for one in owed {
        let talk = matches!(one.duty.duty.as_str(), RETURN_INTERVIEW | "prevention_interview");
        let same = |line: &&mut Owed| {
            line.duty.duty == one.duty.duty
                && line.duty.owner == one.duty.owner
                && line.episode.person == one.episode.person
        };
        match lines.iter_mut().find(same).filter(|_| talk) {
            Some(line) => line.also.push(one.episode),
            None => lines.push(one),
        }
    }
    lines
}

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    BeforeTheOffice,
    Overdue,
    WithinTheHour,
    Today,
    LongOverdue,
    OverdueOfEnded,
    Later,
    NotBegun,
    ByTheOffice,
}

impl Part {
    /// What is late for somebody still missing comes before everything; what has been late for days, or is late for
    /// somebody who is back, comes after what is due today.
    const ALL: [Self; 9] = [
        Self::BeforeTheOffice,
        Self::Overdue,
        Self::WithinTheHour,
        Self::Today,
        Self::LongOverdue,
        Self::OverdueOfEnded,
        Self::Later,
        Self::NotBegun,
        Self::ByTheOffice,
    ];

    fn of(owed: &Owed, now: Timestamp) -> Self {
        let is_begun = owed.duty.trigger_at <= now;
        match (owed.at_night, owed.band) {
            (AtNight::BeforeTheOffice, Band::Overdue | Band::WithinTheHour | Band::Before) => {
                Self::BeforeTheOffice
            }
            (AtNight::ByTheOffice, _) => Self::ByTheOffice,
            (_, Band::Ended) if owed.duty.due_at <= now => Self::OverdueOfEnded,
            (_, Band::LongOverdue) => Self::LongOverdue,
            (_, Band::Overdue) => Self::Overdue,
            _ if !is_begun => Self::NotBegun,
            (_, Band::WithinTheHour) => Self::WithinTheHour,
            (_, Band::Before) => Self::Today,
            (_, Band::Later) => Self::Later,
            (_, Band::Ended) => Self::of_ended(owed, now),
        }
    }

    /// What is not yet late for somebody who is back stands with the rest by its time.
    fn of_ended(owed: &Owed, now: Timestamp) -> Self {
        let day = |at: Timestamp| at.to_zoned(domain::time::london()).date();
        if owed.duty.due_at <= now + SignedDuration::from_hours(1) {
            Self::WithinTheHour
        } else if day(owed.duty.due_at) == day(now) {
            Self::Today
        } else {
            Self::Later
        }
    }

    fn heading(self, page: &MyWorkPage) -> String {
        match self {
            Self::BeforeTheOffice => match page.office_opens {
                Some(opens) => t!("work-before-the-office", "time" => instant(opens, page.now)),
                None => t!("work-tonight"),
            },
            Self::ByTheOffice => t!("work-by-the-office"),
            Self::Overdue => t!("work-overdue"),
            Self::LongOverdue => t!("work-long-overdue"),
            Self::OverdueOfEnded => t!("work-overdue-of-ended"),
            Self::WithinTheHour => t!("work-within-the-hour"),
            Self::Today => t!("work-today"),
            Self::Later => t!("work-later"),
            Self::NotBegun => t!("work-not-begun"),
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::BeforeTheOffice => "before-the-office",
            Self::ByTheOffice => "by-the-office",
            Self::Overdue => "overdue",
            Self::LongOverdue => "long-overdue",
            Self::OverdueOfEnded => "overdue-of-ended",
            Self::WithinTheHour => "within-the-hour",
            Self::Today => "today",
            Self::Later => "later",
            Self::NotBegun => "not-begun",
        }
    }
}

impl MyWorkPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        Page::new(t!("nav-my-work"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::MyWork)
            .marked()
            .render(&html! {
                h1.govuk-heading-l { (t!("nav-my-work")) }
                p.govuk-body { (t!("work-whose", "role" => self.signed_in.role.clone(), "agency" => self.signed_in.agency.clone())) }
                (drafts_list(&self.drafts, self.now, None))
                (owed::referrals(&self.referrals, self.now))
                (owed::candidates(self.candidates))
                (live_region("my-work", "/live/events?about=my-work", &self.list()))
                (self.pages())
            })
    }

    fn list(&self) -> Markup {
        if self.owed.is_empty() {
            return html! {
                p.govuk-body-l { (t!("work-none")) }
                p.govuk-body { a.govuk-link href="/missing" { (t!("work-none-next")) } }
            };
        }
        html! {
            @for part in Part::ALL {
                @let rows: Vec<DutyRow> = self
                    .owed
                    .iter()
                    .filter(|owed| Part::of(owed, self.now) == part)
                    .map(|owed| self.row(owed))
                    .collect();
                @if !rows.is_empty() { (self.part(part, &rows)) }
            }
        }
    }

    fn part(&self, part: Part, rows: &[DutyRow]) -> Markup {
        let heading = html! { (part.heading(self)) " (" (rows.len()) ")" };
        html! {
            section aria-labelledby=(part.id()) {
                h2.govuk-heading-m id=(part.id()) { (heading) }
                // What can wait is there, and out of the way.
                @if part == Part::ByTheOffice {
                    (Details::new(t!("work-show"), DutyRow::list(rows)))
                } @else { (DutyRow::list(rows)) }
            }
        }
    }

    fn row(&self, owed: &Owed) -> DutyRow {
        let episode = &owed.episode;
        let about = html! {
            (shown::risk(episode.grade)) " "
            strong { (shown::name(&episode.name)) }
            ", " (shown::age_in(episode, self.now)) ", "
            @match episode.ended_at {
                None => { (t!("work-missing-for")) " " (missing_for(episode, self.now)) }
                Some(_) => { (shown::standing(episode.standing)) }
            }
            " " span.sw-quiet.sw-reference { (episode.reference) }
            @for other in &owed.also {
                ", " a.govuk-link href=(shown::episode_address(other)) { (other.reference) }
            }
            @if !owed.also.is_empty() { br; (t!("edges-work-one-talk", "count" => owed.also.len() + 1)) }
            @if let Some((by, at)) = owed.declined {
                br; strong { (t!("edges-declined-short", "by" => by.word(), "time" => instant(at, self.now))) } " "
                (t!("edges-declined-then"))
            }
        };
        let row = DutyRow::new(owed.words.title.as_str())
            .href(shown::episode_address(episode))
            .id(owed.id())
            .about(about)
            .owner(owed.whose.clone())
            .detail(Some(owed.words.source.as_str()).filter(|source| !source.is_empty()))
            .actions(owed.words.act.map(|act| {
                html! { (Button::link(acts::words::act_title(act), &shown::duty_act_address(episode, &owed.duty, act)).secondary()) }
            }));
        if owed.words.at_once && owed.duty.due_at > self.now {
            row.immediate_by(owed.duty.due_at, self.now)
        } else if owed.duty.due_at <= self.now && owed.episode.ended_at.is_none() {
            row.due(owed.duty.due_at, self.now).tag(Tag::new(t!("work-overdue")).colour(TagColour::Red))
        } else {
            row.due(owed.duty.due_at, self.now)
        }
    }

    fn pages(&self) -> Markup {
        if self.after.is_none() && self.next.is_none() {
            return html! {};
        }
        let mut pagination = Pagination::default();
        if self.after.is_some() {
            pagination = pagination.previous("/", t!("list-from-the-beginning"), None::<String>);
        }
        if let Some(next) = &self.next {
            pagination = pagination.next(&address("/", &[("after", next)]), None::<String>, None::<String>);
        }
        html! { (pagination) }
    }
}

impl Owed {
    /// By which a live list recognises the row.
    fn id(&self) -> String {
        let part: String = [&self.duty.duty, &self.duty.of].map(|part| part.replace(' ', "-")).join("-");
        format!("duty-{}-{}-{part}-{}", self.episode.episode, self.duty.pack, self.duty.sequence)
    }
}
