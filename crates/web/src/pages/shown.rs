//! What several pages show in the same way: a person's name and age, a grade, a duty in words.

use app::App;
use domain::projection::{DutyRow, EpisodeRow, PersonRow, Standing};
use domain::protocol::pack::DutyRule;
use domain::risk::Grade;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::acts;
use crate::catalogue::t;
use crate::components::{RiskLook, RiskTag};
use crate::forms::address;

/// A name in whatever script, kept from turning the words around it.
pub(crate) fn name(name: &str) -> Markup {
    html! { @if name.trim().is_empty() { (t!("name-not-known")) } @else { bdi { (name) } } }
}

/// The same where only text can stand.
pub(crate) fn name_text(name: &str) -> String {
    if name.trim().is_empty() { t!("name-not-known") } else { name.to_owned() }
}

/// How old somebody is, as far as it is known: "15", "14 to 16", "age not known".
pub(crate) fn age(born_earliest: Option<Date>, born_latest: Option<Date>, now: Timestamp) -> String {
    let today = now.to_zoned(domain::time::london()).date();
    let between = |earliest, latest| domain::person::age_between(earliest, latest, today);
    match (born_earliest, born_latest) {
        (Some(earliest), Some(latest)) => match between(earliest, latest) {
            (youngest, oldest) if youngest == oldest => t!("age-exact", "age" => youngest),
            (youngest, oldest) => t!("age-range", "from" => youngest, "to" => oldest),
        },
        (None, Some(latest)) => t!("age-from", "from" => between(latest, latest).0),
        (_, None) => t!("age-not-known"),
    }
}

/// Age of the person of an episode.
pub(crate) fn age_in(episode: &EpisodeRow, now: Timestamp) -> String {
    age(episode.born_earliest, episode.born_latest, now)
}

/// Whether the person of an episode is a child beyond doubt, and not only treated as one.
pub(crate) fn is_child(episode: &EpisodeRow, now: Timestamp) -> bool {
    let today = now.to_zoned(domain::time::london()).date();
    episode
        .born_earliest
        .and_then(|born| born.checked_add(jiff::ToSpan::years(18)).ok())
        .is_some_and(|eighteenth| today < eighteenth)
}

/// Age of a person in a list.
pub(crate) fn age_of(person: &PersonRow, now: Timestamp) -> String {
    age(person.born_earliest, person.born_latest, now)
}

/// The grade, or that nobody has graded yet.
pub(crate) fn risk(grade: Option<Grade>) -> RiskTag {
    let look = match grade {
        Some(Grade::High) => RiskLook::High,
        Some(Grade::Medium) => RiskLook::Medium,
        Some(Grade::Low) => RiskLook::Low,
        Some(Grade::NoApparentRisk) => RiskLook::NoApparentRisk,
        None => RiskLook::NotGraded,
    };
    let words =
        grade.map_or_else(|| t!("grade-none-yet"), |grade| acts::words::choice("grade", grade.word()));
    RiskTag::new(look, words)
}

/// Where an episode stands, in a few words.
pub(crate) fn standing(standing: Standing) -> String {
    match standing {
        Standing::Missing => t!("standing-missing"),
        Standing::ReturnReported => t!("standing-return-reported"),
        Standing::Ended => t!("standing-ended"),
        Standing::Closed => t!("standing-closed"),
    }
}

/// A duty as people speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DutyWords {
    /// What is to be done.
    pub(crate) title: String,
    /// The paragraph that asks for it.
    pub(crate) source: String,
    /// Whether the source says "at once".
    pub(crate) at_once: bool,
    /// The act that does it, where one does.
    pub(crate) act: Option<&'static str>,
}

/// The words of a duty, from its pack; its id where the pack is not there any more.
pub(crate) fn duty_words(app: &App, duty: &DutyRow) -> DutyWords {
    if duty.is_task() {
        let act = acts::find("task_result").map(|form| form.word);
        return DutyWords { title: duty.title.clone(), source: String::new(), at_once: false, act };
    }
    let packs = app.packs().versions(&duty.pack);
    let of = Some(duty.of.as_str()).filter(|of| !of.is_empty());
    let found = packs.iter().rev().find_map(|loaded| {
        let of_this_id = |rule: &&DutyRule| rule.id.0 == duty.duty;
        let mut rules = loaded.pack.duties.iter().filter(of_this_id);
        rules.clone().find(|rule| rule.of.as_deref() == of).or_else(|| rules.next())
    });
    match found {
        Some(rule) => DutyWords {
            title: rule.title.clone(),
            source: rule.source.clone(),
            at_once: rule.reads_as_now(),
            act: rule
                .met_by
                .iter()
                .find_map(|meets| acts::find(meets.matcher.kind.name()).map(|form| form.word)),
        },
        None => {
            DutyWords { title: duty.duty.replace('_', " "), source: String::new(), at_once: false, act: None }
        }
    }
}

/// The address of an episode.
pub(crate) fn episode_address(episode: &EpisodeRow) -> String {
    format!("/episodes/{}", episode.episode)
}

/// The address of the form of an act on an episode.
pub(crate) fn act_address(episode: &EpisodeRow, act: &str) -> String {
    format!("/episodes/{}/acts/{act}", episode.episode)
}

/// The address of the form of an act that does a duty, which says of what it is owed.
pub(crate) fn duty_act_address(episode: &EpisodeRow, duty: &DutyRow, act: &str) -> String {
    address(&act_address(episode, act), &[("of", &duty.of)])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_estimated_age_is_the_same_in_lists_and_on_the_page_of_the_person() {
        let estimated_on = date(2026, 11, 21);
        let birth = domain::person::BirthDate::AgeRange { from: 14, to: 15, estimated_on };
        for now in ["2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z", "2028-03-01T12:00:00Z"] {
            let now = now.parse().unwrap();
            let in_lists = age(birth.earliest(), birth.latest(), now);
            assert_eq!(crate::views::person::age(&birth, now), in_lists);
        }
    }

    #[test]
    fn an_age_says_no_more_than_is_known() {
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        for (earliest, latest, shown) in [
            (Some(date(2011, 11, 22)), Some(date(2011, 11, 22)), "14"),
            (Some(date(2011, 1, 1)), Some(date(2011, 12, 31)), "14 to 15"),
            (None, Some(date(2000, 1, 1)), "26 or older"),
            (None, None, "age not known"),
        ] {
            assert_eq!(age(earliest, latest, now), shown);
        }
    }
}
