//! The demonstration: an invented county, its agencies and people, and two years of casework up to now.
//!
//! A pure function of a seed and a moment. Nobody in it exists; what they live through, how often and how it ends
//! follows the published figures (docs/guides/demo-data.md). Read in this order: `situation`, `persona` and `biography` say
//! who goes missing, `telling` is the hand that writes one time missing, with `report`, `search`, `shift`, `homecoming`
//! and `mistakes` as its chapters; `history` tells two years, `moments`, `scenario` and `repeated` what runs now, `calls` what became
//! no episode; `doubles` who has two records and who is a twin; `chronicle` lets the product decide on every entry. `prose` holds what is written.

mod answering;
mod asking;
mod biography;
mod calls;
mod chance;
mod chronicle;
mod county;
mod doubles;
mod found;
mod history;
mod homecoming;
mod load;
mod mistakes;
mod moments;
mod persona;
mod portrait;
mod prose;
mod repeated;
mod report;
mod rules;
mod scenario;
mod search;
mod shift;
mod situation;
mod studio;
mod tasking;
mod telling;

#[cfg(test)]
mod tests;

use domain::{
    agency::Agency,
    ledger::Draft,
    person::{PersonDetails, PersonEvent},
};
use jiff::Timestamp;

pub(crate) use calls::BegunReport;
pub(crate) use county::DemoAccount;
pub(crate) use history::PersonHistory;
pub(crate) use load::{SignIn, load};

/// What everybody in the demonstration signs in with; printed at the start.
pub(crate) const PASSWORD: &str = "brackenshire after dark";

/// Everything that a first start with demonstration data puts in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Demonstration {
    /// The agencies.
    pub(crate) agencies: Vec<Agency>,
    /// An account for each role.
    pub(crate) accounts: Vec<DemoAccount>,
    /// Each person's entries, in the order in which they were recorded.
    pub(crate) people: Vec<PersonHistory>,
    /// The entries of calls, in the order in which they were recorded.
    pub(crate) incidents: Vec<Draft>,
    /// Reports that somebody has begun.
    pub(crate) drafts: Vec<BegunReport>,
}

/// The demonstration of that seed, as it stands at that moment.
pub(crate) fn generate(seed: u64, now: Timestamp, rules: &rules::Rules) -> Demonstration {
    generate_and_tell(seed, now, rules).0
}

/// The demonstration, and the sentences that nobody said in it.
fn generate_and_tell(seed: u64, now: Timestamp, rules: &rules::Rules) -> (Demonstration, Vec<String>) {
    let mut studio = studio::Studio::open(seed, now, rules);
    let mut people = history::two_years(&mut studio);
    people.extend(moments::running(&mut studio));
    people.extend(repeated::recent(&mut studio));
    let mut drafts = Vec::new();
    if let Some((history, details)) = somebody_known(&people) {
        calls::others(&mut studio, history.person);
        drafts = calls::begun(&mut studio, history.person, &details);
    }
    // Last, so that the other stories stay as they are.
    people.extend(doubles::told(&mut studio));
    let mut incidents = studio.calls;
    incidents.retain(|draft| draft.recorded_at <= now);
    incidents.sort_by_key(|draft| draft.recorded_at);
    let demonstration = Demonstration {
        agencies: studio.cast.agencies,
        accounts: studio.cast.accounts,
        people,
        incidents,
        drafts,
    };
    (demonstration, studio.corpus.unsaid())
}

/// The first of the people, about whom somebody rings again, and what was first noted of them.
fn somebody_known(people: &[PersonHistory]) -> Option<(&PersonHistory, PersonDetails)> {
    let history = people.first()?;
    history.entries.iter().find_map(|draft| {
        let Some(PersonEvent::Registered { details }) = draft.event.person() else { return None };
        Some((history, details.clone()))
    })
}
