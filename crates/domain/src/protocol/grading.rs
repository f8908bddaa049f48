//! Which grades of risk a pack lets somebody be given.

use jiff::Timestamp;

use super::calendar::Calendar;
use super::case::Case;
use super::conditions::hold;
use super::engine::Evaluation;
use super::event::Grade;
use super::pack::Pack;

/// The grades that may be given to the person of a case: those of the first rule whose conditions hold, else all.
#[must_use]
pub fn permitted_grades(pack: &Pack, calendar: &Calendar, case: &Case, as_of: Timestamp) -> Vec<Grade> {
    let evaluation = Evaluation::new(pack, calendar, case, as_of);
    pack.risk
        .permitted
        .iter()
        .find(|rule| hold(&evaluation, &rule.when, None))
        .map_or_else(|| Grade::ALL.to_vec(), |rule| rule.grades.clone())
}
