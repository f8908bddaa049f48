//! Who is one person and who is not: a girl with two records under two spellings, which nobody has merged yet, and twins of one
//! birthday, surname and address, whose records must stay apart.

use domain::person::{CareStatus, MarkerKind, PersonDetails, PersonEvent};
use jiff::{SignedDuration, Timestamp};

use super::{
    chronicle::Chronicle,
    history::PersonHistory,
    persona::{Care, Persona},
    repeated::{between, finished, hours_ago, same_household},
    scenario::{Scenario, somebody},
    situation::Situation,
    studio::Studio,
    telling::{Fate, Finder, Harm, Telling},
};
use domain::risk::Grade;

/// The girl with two records, and the twins.
pub(super) fn told(studio: &mut Studio) -> Vec<PersonHistory> {
    let [known, again] = under_two_spellings(studio);
    let [one, other] = twins(studio);
    vec![known, again, one, other]
}

fn part(care: Care, months: i64) -> Scenario {
    Scenario {
        situation: Situation::Foster,
        care,
        months: Some(months),
        missing: 0,
        reported: 0,
        grade: Grade::Medium,
        voice: "",
    }
}

/// Social care keeps her record with a marker and a plan; the call of the night before last made another.
fn under_two_spellings(studio: &mut Studio) -> [PersonHistory; 2] {
    let course = between(studio, 39, 33, (Grade::Medium, 1), Fate::Back(Finder::OwnReturn, Harm::Safe));
    let known = somebody(studio, &part(Care::Ours, 175), course.reported);
    let mut first = Chronicle::of(known.id);
    let registered = hours_ago(studio, 140 * 24);
    known.before(studio, &mut first, registered);
    known.mark(
        studio,
        &mut first,
        registered + SignedDuration::from_hours(30),
        MarkerKind::CriminalExploitation,
    );
    let plan = known.say(studio, "trigger_plan");
    let at = registered + SignedDuration::from_hours(31);
    known.record(studio, &mut first, at, "missing_coordinator", PersonEvent::TriggerPlanAgreed { plan });

    let mut again = somebody(studio, &part(Care::None, 175), course.reported);
    same_household(&known, &mut again);
    again.first = respelt(&known.first);
    again.details = PersonDetails {
        name: respelt(&known.details.name),
        birth: known.details.birth,
        sex: known.details.sex,
        description: known.details.description.clone(),
        home_address: known.details.home_address.clone(),
        contacts: known.details.contacts.clone(),
        ..PersonDetails::default()
    };
    again.scene = known.scene.clone();
    again.scene.set("first", again.first.clone());
    (again.markers, again.status, again.worker) = (Vec::new(), CareStatus::default(), None);
    let mut second = Chronicle::of(again.id);
    again.before(studio, &mut second, course.reported - SignedDuration::from_mins(12));
    let mut telling = Telling::begin(studio, &mut second, &again, course);
    telling.until_back();
    [finished(studio, first), finished(studio, second)]
}

/// Of each social care keeps a record; neither was ever missing.
fn twins(studio: &mut Studio) -> [PersonHistory; 2] {
    let registered: Timestamp = hours_ago(studio, 80 * 24);
    let one = somebody(studio, &part(Care::Ours, 168), registered);
    let mut other = somebody(studio, &part(Care::Ours, 168), registered);
    same_household(&one, &mut other);
    other.details.birth = one.details.birth;
    [one, other].map(|persona: Persona| {
        let mut chronicle = Chronicle::of(persona.id);
        persona.before(studio, &mut chronicle, registered);
        finished(studio, chronicle)
    })
}

/// The same name as another ear heard it.
fn respelt(name: &str) -> String {
    for (heard, written) in [("ph", "f"), ("ie", "y"), ("i", "y"), ("y", "i"), ("a", "ah"), ("e", "i")] {
        if name.contains(heard) {
            return name.replacen(heard, written, 1);
        }
    }
    format!("{name}e")
}
