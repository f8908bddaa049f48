//! What a pack says of an agency's recurring duties, anchored to the calendar.

use jiff::civil::Time;

use super::pack::{Basis, DutyId, RoleId};

/// A duty of an agency, anchored to the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecurringRule {
    /// Its name.
    pub id: DutyId,
    /// What people call it.
    pub title: String,
    /// When it is due.
    pub every: Every,
    /// Whose it is.
    pub owner: RoleId,
    /// The paragraph it comes from.
    pub source: String,
    /// Whether the time stands in the source.
    pub basis: Basis,
    /// How an unclear source was read.
    pub reading: Option<String>,
}

/// A rhythm of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Every {
    /// Every working day, by a time.
    WorkingDay {
        /// By when.
        by: Time,
    },
    /// On days of the week, by a time; the next working day where that is none.
    Weekdays {
        /// Which.
        days: Vec<jiff::civil::Weekday>,
        /// By when.
        by: Time,
    },
    /// By the end of the last working day of each month.
    LastWorkingDayOfMonth,
    /// By the end of the n-th working day after each quarter.
    WorkingDayAfterQuarter(u16),
}
