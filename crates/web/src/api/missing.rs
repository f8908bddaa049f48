//! Everyone missing, at a glance.

use app::board::{Age, GradeFilter, Held, Need};
use app::{Counts, Filter, Sort};
use axum::Json;
use axum::extract::State;
use domain::projection::{Childhood, Standing};
use domain::risk::Grade;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::body::Asked;
use super::caller::Caller;
use super::items::{DutyItem, EpisodeItem};
use super::lists::place;
use super::problem::ApiProblem;
use crate::state::WebState;

/// Which of the missing, and in which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Board {
    /// Everyone missing, or only those of whom somebody says that they are back.
    #[param(inline)]
    standing: Option<BoardStanding>,
    /// Only this grade, or those whom nobody has graded.
    #[param(inline)]
    grade: Option<BoardGrade>,
    /// Only children (whoever may be under 18) or only adults.
    #[param(inline)]
    age: Option<BoardAge>,
    /// `yes`: only those for whom nobody was sent.
    #[param(inline)]
    undeployed: Option<Yes>,
    /// `yes`: only those without an investigating officer.
    #[param(inline)]
    unassigned: Option<Yes>,
    /// Only those that the caller holds, that nobody holds, or either.
    #[param(inline)]
    held: Option<BoardHeld>,
    /// The highest risk first (as without it), the longest missing first, or by name.
    #[param(inline)]
    sort: Option<BoardSort>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// A standing of whoever is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoardStanding {
    /// Everyone missing.
    Missing,
    /// Only those of whom somebody says that they are back.
    ReturnReported,
}

/// A grade, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoardGrade {
    /// High.
    High,
    /// Medium.
    Medium,
    /// Low.
    Low,
    /// No apparent risk.
    NoApparentRisk,
    /// Not graded by anybody.
    Ungraded,
}

/// Children or adults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoardAge {
    /// Under 18, or may be.
    Child,
    /// Eighteen or older.
    Adult,
}

/// Whose cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoardHeld {
    /// The caller's.
    Mine,
    /// Nobody's.
    Nobody,
    /// Both.
    MineOrNobody,
}

/// Nothing else can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Yes {
    /// Yes.
    Yes,
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoardSort {
    /// The highest risk first; those whom nobody has graded stand after high.
    Risk,
    /// The longest missing first.
    Time,
    /// By name.
    Name,
}

impl Board {
    fn filter(&self) -> Filter {
        let needs = [(self.undeployed, Need::Officer), (self.unassigned, Need::InvestigatingOfficer)];
        Filter {
            standing: self.standing.and_then(|standing| match standing {
                BoardStanding::Missing => None,
                BoardStanding::ReturnReported => Some(Standing::ReturnReported),
            }),
            grade: self.grade.map_or(GradeFilter::Any, |grade| match grade {
                BoardGrade::High => GradeFilter::Is(Grade::High),
                BoardGrade::Medium => GradeFilter::Is(Grade::Medium),
                BoardGrade::Low => GradeFilter::Is(Grade::Low),
                BoardGrade::NoApparentRisk => GradeFilter::Is(Grade::NoApparentRisk),
                BoardGrade::Ungraded => GradeFilter::Ungraded,
            }),
            age: self.age.map_or(Age::Any, |age| match age {
                BoardAge::Child => Age::Is(Childhood::Child),
                BoardAge::Adult => Age::Is(Childhood::Adult),
            }),
            needs: needs.into_iter().filter_map(|(asked, need)| asked.map(|Yes::Yes| need)).collect(),
            held: self.held.map_or(Held::Any, |held| match held {
                BoardHeld::Mine => Held::Mine,
                BoardHeld::Nobody => Held::Nobodys,
                BoardHeld::MineOrNobody => Held::MineOrNobodys,
            }),
            ..Filter::default()
        }
    }

    fn sort(&self) -> Sort {
        match self.sort {
            None | Some(BoardSort::Risk) => Sort::Risk,
            Some(BoardSort::Time) => Sort::TimeMissing,
            Some(BoardSort::Name) => Sort::Name,
        }
    }
}

/// A page of those missing.
#[derive(Serialize, ToSchema)]
pub(crate) struct EpisodePage {
    /// The cases.
    items: Vec<MissingItem>,
    /// What to send as `after` for the next page; null on the last.
    next: Option<String>,
    /// Figures of everyone missing whom the caller may see, whatever the filter.
    counts: CountsItem,
}

/// One case with the most urgent of what is owed in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct MissingItem {
    /// The case.
    #[serde(flatten)]
    episode: EpisodeItem,
    /// What kind of matter it is: `missing`, `absconded`, …; null where nobody has said.
    class: Option<&'static str>,
    /// The other cases that the same call opened, of those that the caller may see.
    same_call: Vec<Uuid>,
    /// The most urgent duty; null where nothing is owed.
    next_due: Option<DutyItem>,
}

/// Figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct CountsItem {
    /// Missing, reported returns among them.
    missing: i64,
    /// Graded high.
    high: i64,
    /// Not graded.
    ungraded: i64,
    /// Children.
    children: i64,
    /// Nobody was sent.
    undeployed: i64,
    /// Without an investigating officer.
    unassigned: i64,
    /// Return reported and not verified.
    return_reported: i64,
    /// Held by nobody, for the caller's agency where it takes cases; for others none are counted.
    unheld: i64,
}

impl CountsItem {
    fn of(counts: Counts, unheld: i64) -> Self {
        Self {
            unheld,
            missing: counts.missing,
            high: counts.high,
            ungraded: counts.ungraded,
            children: counts.children,
            undeployed: counts.undeployed,
            unassigned: counts.unassigned,
            return_reported: counts.return_reported,
        }
    }
}

/// Missing now
///
/// Everyone missing whom the caller may see.
#[utoipa::path(
    get, path = "/api/v1/episodes", operation_id = "missing_now", tag = "episodes", params(Board),
    responses((status = 200, description = "A page of cases.", body = EpisodePage)),
)]
pub(crate) async fn missing(
    State(state): State<WebState>,
    caller: Caller,
    Asked(asked): Asked<Board>,
) -> Result<Json<EpisodePage>, ApiProblem> {
    let after = place(asked.after.as_deref())?;
    let board = state.app.missing_now(&caller, &asked.filter(), asked.sort(), after).await?;
    let mut next_due = board.next_due;
    let items = board.rows.items.into_iter().map(|row| MissingItem {
        next_due: next_due.remove(&row.episode).and_then(|duties| duties.first().cloned()).map(Into::into),
        class: board.classes.get(&row.episode).map(|class| class.word()),
        same_call: board
            .same_call
            .get(&row.episode)
            .into_iter()
            .flatten()
            .filter(|other| other.episode != row.episode)
            .map(|other| other.episode.0)
            .collect(),
        episode: row.into(),
    });
    Ok(Json(EpisodePage {
        items: items.collect(),
        next: board.rows.next.map(|next| next.to_string()),
        counts: CountsItem::of(board.counts, board.unheld),
    }))
}
