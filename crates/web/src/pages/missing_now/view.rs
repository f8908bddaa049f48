//! What Missing now shows: figures that are links, calls that nobody has decided, and one dense row for each person.

use app::board::OfSameCall;
use app::filters::{BoardOpens, KeptFilter};
use app::{Counts, DraftSummary, Sort};
use domain::incident::IncidentClass;
use domain::projection::{Childhood, DutyRow, EpisodeRow, Likeness, Standing};
use domain::risk::Grade;
use jiff::Timestamp;
use maud::{Markup, html};

use super::asked::Asked;
use super::kept;
use crate::acts::words;
use crate::catalogue::t;
use crate::components::{
    Button, Cell, ColumnHead, Details, Filter, Pagination, Row, Select, SelectOption, Sorted, Table, Tag,
    TagColour, countdown_element, live_region,
};
use crate::layout::{Nav, NewReport, Page, SignedIn};
use crate::pages::report::drafts_in_one_line;
use crate::pages::shown::{self, DutyWords};
use crate::views::holding::HeldCase;
use crate::views::likeness::in_list;
use crate::views::missing::missing_for;

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct MissingNowPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What was asked for.
    pub(crate) asked: Asked,
    /// Who is missing.
    pub(crate) rows: Vec<BoardRow>,
    /// The figures at the head.
    pub(crate) counts: Counts,
    /// How many cases nobody holds.
    pub(crate) unheld: i64,
    /// The filters that the user keeps.
    pub(crate) kept: Vec<KeptFilter>,
    /// Why one was not kept just before.
    pub(crate) not_kept: Option<String>,
    /// Calls that nobody has decided.
    pub(crate) unfinished_calls: usize,
    /// Reports that this user has begun and not sent.
    pub(crate) drafts: Vec<DraftSummary>,
    /// Where the next page begins.
    pub(crate) next: Option<String>,
}

/// One person.
#[derive(Clone, Debug)]
pub(crate) struct BoardRow {
    /// Their episode.
    pub(crate) episode: EpisodeRow,
    /// Who holds it.
    pub(crate) held: HeldCase,
    /// What kind of matter it is, where that is known.
    pub(crate) class: Option<IncidentClass>,
    /// The cases that one call opened, this one among them; none where it opened no other.
    pub(crate) same_call: Vec<OfSameCall>,
    /// The best likeness, where the reader may see it.
    pub(crate) likeness: Option<Likeness>,
    /// What is due next: what the reader's agency owes first, then what another owes if that is due sooner.
    pub(crate) next_due: Vec<NextDue>,
}

/// What is due next.
#[derive(Clone, Debug)]
pub(crate) struct NextDue {
    /// The duty.
    pub(crate) duty: DutyRow,
    /// Its words.
    pub(crate) words: DutyWords,
    /// The agency that owes it, where it is another than the reader's.
    pub(crate) owed_by: Option<String>,
    /// Who does it tonight, where the office of its owner is closed.
    pub(crate) tonight: Option<String>,
}

impl MissingNowPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        Page::new(t!("nav-missing-now"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::MissingNow)
            .marked()
            .wide()
            .render(&html! {
                div.sw-board-head {
                    h1.govuk-heading-m { (t!("nav-missing-now")) }
                    (kept::links(&self.kept, &self.asked))
                    (self.filter())
                    (kept::panel(&self.kept, &self.asked, &self.signed_in.csrf_token, self.not_kept.as_deref()))
                    @if self.signed_in.new_report == NewReport::Offered { (Button::link(t!("nav-new-report"), "/reports/new")) }
                }
                (drafts_in_one_line(&self.drafts, self.now, Some(&self.signed_in.csrf_token)))
                (live_region("board", "/live/events?about=missing-now", &self.board()))
                (paper())
            })
    }

    fn board(&self) -> Markup {
        html! {
            (self.figures())
            @if self.rows.is_empty() { (self.nobody()) } @else { (self.table()) }
            (self.pages())
        }
    }

    /// A call cannot be lost: one without a decision stands before everything.
    fn calls(&self) -> Markup {
        html! {
            @if self.unfinished_calls > 0 {
                li { strong.sw-alarm {
                    span aria-hidden="true" { "▲ " }
                    a.govuk-link href="/calls" { (t!("board-unfinished-calls", "count" => self.unfinished_calls)) }
                } }
            }
        }
    }

    fn figures(&self) -> Markup {
        let all = Asked { sort: self.asked.sort.clone(), everyone: self.everyone(), ..Asked::default() };
        let counts = &self.counts;
        let quiet = [
            (t!("board-missing", "count" => counts.missing), all.clone()),
            (
                t!("board-high", "count" => counts.high),
                all.with(|asked| asked.grade = Grade::High.word().into()),
            ),
            (t!("board-children", "count" => counts.children), all.with(|asked| asked.age = "child".into())),
            (
                t!("board-return-reported", "count" => counts.return_reported),
                all.with(|asked| asked.standing = Standing::ReturnReported.word().into()),
            ),
        ];
        let alarms = [
            (
                self.unheld,
                t!("board-unheld", "count" => self.unheld),
                all.with(|asked| asked.held = "nobody".into()),
            ),
            (
                counts.undeployed,
                t!("board-undeployed", "count" => counts.undeployed),
                all.with(|asked| asked.undeployed = "yes".into()),
            ),
            (
                counts.unassigned,
                t!("board-unassigned", "count" => counts.unassigned),
                all.with(|asked| asked.unassigned = "yes".into()),
            ),
            (
                counts.ungraded,
                t!("board-ungraded", "count" => counts.ungraded),
                all.with(|asked| asked.grade = "ungraded".into()),
            ),
        ];
        html! {
            ul.sw-figures.govuk-list #board-figures data-in-place {
                (self.calls())
                @for (words, asked) in &quiet { li { (self.figure(words, asked)) } }
                @for (count, words, asked) in &alarms {
                    @if *count > 0 { li { span.sw-alarm { span aria-hidden="true" { "▲ " } (self.figure(words, asked)) } } }
                }
            }
        }
    }

    /// Says in addresses that everybody is meant, where the bare address would open with a kept filter.
    fn everyone(&self) -> String {
        let opens = self.kept.iter().any(|filter| filter.opens == BoardOpens::WithThis);
        if opens { "yes".to_owned() } else { String::new() }
    }

    fn figure(&self, words: &str, asked: &Asked) -> Markup {
        let here = asked.filter() == self.asked.filter();
        html! { a.govuk-link href=(asked.address()) aria-current=[here.then_some("true")] { (words) } }
    }

    fn nobody(&self) -> Markup {
        html! {
            @if self.asked.narrows() {
                p.govuk-body-l { (t!("board-none-of-these")) }
                p.govuk-body { a.govuk-link href="/missing?everyone=yes" { (t!("board-show-everyone")) } }
            } @else {
                p.govuk-body-l { (t!("board-nobody")) }
            }
        }
    }

    fn table(&self) -> Markup {
        let caption = html! { span.govuk-visually-hidden { (t!("board-caption")) } };
        let table = Table::new(self.rows.iter().map(|row| self.row(row)))
            .head(self.heads())
            .caption(caption)
            .classes("sw-board")
            .stacked()
            .navigable();
        html! { (table) }
    }

    fn heads(&self) -> Vec<ColumnHead> {
        let sorted_by = |words: String, sort: Sort, word: &str| {
            let standing = match (self.asked.sort() == sort, sort) {
                (false, _) => Sorted::Otherwise,
                (true, Sort::Name) => Sorted::Ascending,
                (true, Sort::Risk | Sort::TimeMissing) => Sorted::Descending,
            };
            let asked = self.asked.with(|asked| asked.sort = word.to_owned());
            ColumnHead::new(words).sort(&asked.address(), standing)
        };
        vec![
            sorted_by(t!("board-risk"), Sort::Risk, ""),
            sorted_by(t!("board-name-and-age"), Sort::Name, "name"),
            sorted_by(t!("board-time-missing"), Sort::TimeMissing, "time"),
            ColumnHead::new(t!("board-last-seen")),
            ColumnHead::new(t!("board-held-by")),
            ColumnHead::new(t!("board-who-leads")),
            ColumnHead::new(t!("board-next-due")),
        ]
    }

    fn row(&self, row: &BoardRow) -> Row {
        let episode = &row.episode;
        let cells = vec![
            Cell::new(html! { (shown::risk(episode.grade)) }),
            Cell::new(self.who(row)),
            Cell::new(missing_for(episode, self.now)),
            Cell::new(last_seen(&episode.last_seen)),
            Cell::new(row.held.render(self.now)),
            Cell::new(who_leads(episode)),
            Cell::new(html! { @for due in &row.next_due { (self.next_due(due)) } }),
        ];
        let alarm = row.held.holder.is_none()
            || episode.investigating_officer.is_empty()
            || episode.officer_deployed.is_empty();
        Row::from(cells).id(format!("episode-{}", episode.episode)).classes(if alarm {
            "sw-row-alarm"
        } else {
            ""
        })
    }

    fn who(&self, row: &BoardRow) -> Markup {
        let episode = &row.episode;
        html! {
            span.sw-who {
                @if let Some(likeness) = &row.likeness {
                    (in_list(episode.person, &episode.name, &likeness.digest, likeness.taken_on, self.now))
                }
                span {
                    a.govuk-link href=(shown::episode_address(episode)) { (shown::name(&episode.name)) }
                    ", " (shown::age_in(episode, self.now))
                    @if episode.child == Childhood::Child {
                        @let sure = shown::is_child(episode, self.now);
                        @let words = if sure { t!("board-child") } else { t!("board-may-be-child") };
                        " " (Tag::new(words).colour(TagColour::Purple))
                    }
                    @if episode.standing == Standing::ReturnReported {
                        " " (Tag::new(shown::standing(episode.standing)).colour(TagColour::Yellow))
                    }
                    " " span.sw-leads { (class(row.class)) " " span.sw-quiet.sw-reference { (episode.reference) } }
                    (same_call(row))
                }
            }
        }
    }

    fn next_due(&self, due: &NextDue) -> Markup {
        html! {
            span.sw-next-due.sw-next-due--others[due.owed_by.is_some()] {
                @if due.words.at_once && due.duty.due_at > self.now {
                    span class="sw-countdown sw-countdown--now" { (t!("moment-now")) }
                } @else { (countdown_element(due.duty.due_at, self.now)) }
                " "
                @if let Some(agency) = &due.owed_by { strong { (agency) ":" } " " }
                (due.words.title)
                @if let Some(tonight) = &due.tonight { " " span.sw-quiet.sw-tonight { (tonight) } }
            }
        }
    }

    fn filter(&self) -> Markup {
        let grades = Grade::ALL
            .into_iter()
            .map(|grade| SelectOption::new(grade.word(), words::choice("grade", grade.word())));
        let options = html! {
            (Select::new("grade", t!("board-risk"), any().chain(grades)
                .chain([SelectOption::new("ungraded", t!("grade-none-yet"))]).collect()).value(self.asked.grade.as_str()))
            (Select::new("age", t!("board-age"), any().chain([
                SelectOption::new("child", t!("board-only-children")),
                SelectOption::new("adult", t!("board-only-adults")),
            ]).collect()).value(self.asked.age.as_str()))
            (Select::new("undeployed", t!("board-officer-sent"), any().chain([
                SelectOption::new("yes", t!("board-nobody-sent")),
            ]).collect()).value(self.asked.undeployed.as_str()))
            (Select::new("unassigned", t!("board-investigating-officer"), any().chain([
                SelectOption::new("yes", t!("board-not-assigned")),
            ]).collect()).value(self.asked.unassigned.as_str()))
            (Select::new("held", t!("board-held-by"), any().chain([
                SelectOption::new("mine", t!("board-mine")),
                SelectOption::new("nobody", t!("board-nobodys")),
                SelectOption::new("mine_or_nobody", t!("board-mine-or-nobodys")),
            ]).collect()).value(self.asked.held.as_str()))
            (Select::new("sort", t!("board-order"), vec![
                SelectOption::new("", t!("board-by-risk")),
                SelectOption::new("time", t!("board-by-time")),
                SelectOption::new("name", t!("board-by-name")),
            ]).value(self.asked.sort.as_str()))
        };
        let filter = Filter::new(t!("board-filter"), options, "/missing?everyone=yes");
        let form = html! { form method="get" action="/missing" { input type="hidden" name="everyone" value="yes"; (filter) } };
        let details = Details::new(t!("board-filter"), form).classes("sw-board-filter");
        html! { @if self.asked.narrows() { (details.open()) } @else { (details) } }
    }

    fn pages(&self) -> Markup {
        if self.asked.after.is_empty() && self.next.is_none() {
            return html! {};
        }
        let mut pagination = Pagination::default();
        if !self.asked.after.is_empty() {
            let first = self.asked.with(|_| ()).address();
            pagination = pagination.previous(&first, t!("list-from-the-beginning"), None::<String>);
        }
        if let Some(next) = &self.next {
            let address = self.asked.with(|asked| asked.after.clone_from(next)).address();
            pagination = pagination.next(&address, None::<String>, None::<String>);
        }
        html! { (pagination) }
    }
}

/// Everybody of one call, on each of their rows in the same order, so that they are seen to belong together.
fn same_call(row: &BoardRow) -> Markup {
    html! {
        @if !row.same_call.is_empty() {
            span.sw-same-call {
                strong { (t!("board-same-call")) } " "
                @for (place, other) in row.same_call.iter().enumerate() {
                    @if place > 0 { ", " }
                    @if other.episode == row.episode.episode { (shown::name(&other.name)) } @else {
                        a.govuk-link href={ "/episodes/" (other.episode) } { (shown::name(&other.name)) }
                        @if other.standing != Standing::Missing { " (" (shown::standing(other.standing)) ")" }
                    }
                }
            }
        }
    }
}

/// What can be printed, for when the system is down or somebody goes out.
fn paper() -> Markup {
    html! {
        ul class="govuk-list sw-paper govuk-!-display-none-print" aria-label=(t!("board-paper")) {
            li { a.govuk-link href="/paper/live-cases.pdf" { (t!("board-paper-live-list")) } }
            li { a.govuk-link href="/paper/report-form.pdf" { (t!("board-paper-report-form")) } }
        }
    }
}

/// What kind of matter it is; another than missing stands out.
fn class(class: Option<IncidentClass>) -> Markup {
    html! {
        @match class {
            None => { span.sw-quiet { (t!("board-class-not-known")) } }
            Some(IncidentClass::Missing) => { span.sw-quiet { (words::choice("class", IncidentClass::Missing.word())) } }
            Some(other) => { strong { (words::choice("class", other.word())) } }
        }
    }
}

fn any() -> std::array::IntoIter<SelectOption, 1> {
    [SelectOption::new("", t!("board-any"))].into_iter()
}

/// The place: the screen shows as much of it as a row has room for, paper all.
fn last_seen(text: &str) -> Markup {
    html! { @if text.is_empty() { (t!("board-not-known")) } @else { span.sw-clamped { bdi { (text) } } } }
}

fn who_leads(episode: &EpisodeRow) -> Markup {
    html! {
        span.sw-leads {
            @if episode.investigating_officer.is_empty() {
                span.sw-alarm { span aria-hidden="true" { "▲ " } (t!("board-not-assigned")) }
            } @else { (episode.investigating_officer) }
        }
        " "
        span.sw-leads {
            @if episode.officer_deployed.is_empty() {
                span.sw-alarm { span aria-hidden="true" { "▲ " } (t!("board-nobody-sent")) }
            } @else { span.sw-quiet { (t!("board-sent", "officer" => episode.officer_deployed.clone())) } }
        }
    }
}
