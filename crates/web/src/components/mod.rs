//! The design system in Rust: one typed function or struct per component, written with maud.
//!
//! Every component reproduces the fixtures that the npm package `govuk-frontend` ships; `tests/components_fixtures.rs`
//! compares them, and lists by name the few fixtures that a typed component refuses to express (raw attributes,
//! contradictory options). A component is made with `new`, refined with methods of which a misspelt one does not
//! compile, and put into `html! { (component) }`. Text is escaped; HTML comes only as [`Markup`].
//!
//! | for | component |
//! | --- | --- |
//! | one line of text, a password | [`Input`], [`PasswordInput`] |
//! | more text, with a limit | [`Textarea`], [`CharacterCount`] |
//! | one or several of a few | [`Radios`], [`Checkboxes`] with [`Choice`] |
//! | one of many | [`Select`] |
//! | a date, a date with a time | [`DateInput`], [`date_and_time`] |
//! | words of a field | [`Label`], [`Legend`], [`fieldset`], [`hint`], [`error_message`] |
//! | what is wrong with a form | [`ErrorSummary`] |
//! | something to press | [`Button`] |
//! | facts with their names | [`SummaryList`] with [`SummaryRow`] |
//! | rows and columns | [`Table`] with [`Row`], [`Cell`], [`ColumnHead`] |
//! | sections on one page | [`Tabs`] |
//! | a list of steps | [`TaskList`] with [`Task`] |
//! | a state in one word | [`Tag`], [`badge`] |
//! | telling the user | [`NotificationBanner`], [`Alert`], [`inset_text`], [`warning_text`], [`Panel`], [`Details`] |
//! | finding the way | [`back_link`], [`Breadcrumbs`], [`Pagination`], [`skip_link`], [`ServiceNavigation`], [`SubNavigation`], [`SideNavigation`] |
//! | case work (Ministry of Justice patterns) | [`Timeline`], [`IdentityBar`], [`Filter`] |
//! | Safewell's own | [`RiskTag`], [`DutyRow`], [`time_element`], [`countdown_element`], [`elapsed_element`], [`Unanswered`], [`live_region`], [`form`], [`Form`], [`FormErrors`] |

mod alert;
mod button;
mod case;
mod case_navigation;
mod choices;
mod content;
mod date_input;
mod field;
mod filter;
mod form;
mod input;
mod live;
mod navigation;
mod notices;
mod pagination;
mod select;
mod summary_list;
mod table;
mod tabs;
mod tag;
mod task_list;
mod textarea;
mod work;

pub use alert::{Alert, AlertKind};
pub use button::{Button, ButtonKind};
pub use case::{IdentityBar, Timeline, TimelineEntry, badge};
pub use case_navigation::{SideNavigation, SubNavigation};
pub use choices::{Checkboxes, Choice, Radios};
pub use content::{Content, Given, Size};
pub use date_input::{DateInput, DatePart, date_and_time};
pub use field::{Label, Legend, error_message, fieldset, hint};
pub use filter::Filter;
pub use form::{CSRF_FIELD, FieldError, Form, FormErrors, IDEMPOTENCY_FIELD, VERSION_FIELD, form};
pub use input::{Input, PasswordInput, Width};
pub use live::{countdown_element, elapsed_element, live_region, time_element};
pub use navigation::{Breadcrumbs, ServiceNavigation, ServiceNavigationItem, back_link, skip_link};
pub use notices::{
    Details, ErrorSummary, NotificationBanner, NotificationKind, Panel, inset_text, warning_text,
};
pub use pagination::{PageLink, Pagination};
pub use select::{Select, SelectOption};
pub use summary_list::{Action, SummaryCard, SummaryList, SummaryRow};
pub use table::{Cell, ColumnHead, Row, Sorted, Table};
pub use tabs::Tabs;
pub use tag::{Tag, TagColour};
pub use task_list::{Task, TaskList};
pub use textarea::{CharacterCount, Textarea};
pub use work::{DutyRow, RiskLook, RiskTag, Unanswered};

pub use maud::Markup;
