//! Moments that need a past of their own: the third time within ninety days, those who came back in the last days
//! and are owed a talk, a long case that reached a birthday, a case closed with the person still missing, and two
//! children reported in one call.

use domain::{
    episode::{EpisodeEvent, Step},
    ids::IncidentId,
    incident::IncidentEvent,
    ledger::Event,
    person::Form,
    risk::{Assessor, Grade},
};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{
    chronicle::Chronicle,
    history::{PersonHistory, Standing},
    homecoming::{Known, Talk},
    persona::{Beginnings, Care, Persona},
    report::Graded,
    scenario::{Scenario, somebody},
    search::Referred,
    situation::Situation,
    studio::{Studio, to_minute},
    telling::{Course, End, Fate, Finder, Harm, Telling},
};

/// Those who came back lately, or whose case has a history.
pub(super) fn recent(studio: &mut Studio) -> Vec<PersonHistory> {
    let mut people = vec![
        interview_owed_at_hour_70(studio),
        interview_declined(studio),
        asks_that_nobody_be_told(studio),
        birthday_while_missing(studio),
        closed_with_the_person_missing(studio),
    ];
    people.extend(two_in_one_call(studio));
    people.push(late_tonight(studio));
    people
}

pub(super) fn hours_ago(studio: &Studio, hours: i64) -> Timestamp {
    to_minute(studio.now - SignedDuration::from_hours(hours))
}

/// A time missing that began and ended so many hours ago.
pub(super) fn between(
    studio: &Studio,
    began: i64,
    ended: i64,
    (grade, ordinal): (Grade, usize),
    fate: Fate,
) -> Course {
    let since = hours_ago(studio, began);
    Course {
        since: Some(since),
        reported: since + SignedDuration::from_mins(70),
        end: Some(End { at: hours_ago(studio, ended), fate }),
        grade,
        ordinal,
    }
}

/// Two times missing this summer, and gone again since an hour and a half.
pub(super) fn third_in_ninety_days(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Foster,
        care: Care::Ours,
        months: Some(176),
        missing: 95,
        reported: 38,
        grade: Grade::Medium,
        voice: "third_time",
    };
    let persona = somebody(studio, &scenario, hours_ago(studio, 60 * 24));
    let mut chronicle = Chronicle::of(persona.id);
    let registered = hours_ago(studio, 150 * 24);
    let Beginnings { form, .. } = persona.before(studio, &mut chronicle, registered);
    let mut standing = Standing { form, plan: Known::No, expected: Known::No };
    let mut starts = Vec::new();
    let back = Fate::Back(Finder::OwnReturn, Harm::Safe);
    let earlier = [
        between(studio, 52 * 24, 52 * 24 - 7, (Grade::Medium, 1), back),
        between(studio, 17 * 24, 17 * 24 - 20, (Grade::Medium, 2), back),
    ];
    for course in earlier {
        let mut telling = Telling::begin(studio, &mut chronicle, &persona, course);
        telling.whole(&mut standing, &mut starts, Talk::Held);
    }
    let reported = to_minute(studio.now - SignedDuration::from_mins(scenario.reported));
    let course = Course {
        since: Some(to_minute(studio.now - SignedDuration::from_mins(scenario.missing))),
        reported,
        end: None,
        grade: scenario.grade,
        ordinal: 3,
    };
    let mut telling = Telling::begin(studio, &mut chronicle, &persona, course);
    telling.voice = Some(scenario.voice);
    telling.report();
    let at = telling.after(13);
    telling.assess(at, Assessor::Officer, Grade::Medium);
    let at = telling.after(21);
    telling.step(at, "police_mpu", Step::SocialCareNotified);
    finished(studio, chronicle)
}

pub(super) fn finished(studio: &Studio, chronicle: Chronicle) -> PersonHistory {
    PersonHistory { person: chronicle.person(), entries: chronicle.settle(studio.now) }
}

/// Casts somebody whose one time missing ended lately.
fn came_back(
    studio: &mut Studio,
    scenario: Scenario,
    course: Course,
    tell: impl FnOnce(&mut Telling<'_>),
) -> PersonHistory {
    let persona = somebody(studio, &scenario, course.reported);
    let mut chronicle = Chronicle::of(persona.id);
    let known = if scenario.care == Care::None { 12 } else { 70 * 24 * 60 };
    persona.before(studio, &mut chronicle, course.reported - SignedDuration::from_mins(known));
    let mut telling = Telling::begin(studio, &mut chronicle, &persona, course);
    telling.voice = Some(scenario.voice);
    tell(&mut telling);
    finished(studio, chronicle)
}

impl Telling<'_> {
    /// Everything up to the confirmed return. Gives the gradings and when the return was entered.
    pub(super) fn until_back(&mut self) -> (Graded, Timestamp) {
        let told = self.report();
        self.tell_at_once(&told);
        let graded = self.risk();
        self.deploy(&graded);
        self.mash();
        self.briefings();
        let reported = self.course.reported;
        for form in [Form::IncidentForm, Form::LocationForm] {
            self.complete_form(reported + SignedDuration::from_hours(6), form);
        }
        let entered = self.homecoming().unwrap_or(reported);
        (graded, entered)
    }
}

fn interview_owed_at_hour_70(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Residential,
        care: Care::Ours,
        months: Some(188),
        missing: 0,
        reported: 0,
        grade: Grade::Medium,
        voice: "hour_70",
    };
    let back = Fate::Back(Finder::Police, Harm::Safe);
    let course = between(studio, 82, 70, (Grade::Medium, 1), back);
    came_back(studio, scenario, course, |telling| {
        let (graded, entered) = telling.until_back();
        telling.prevention_interview(entered, &graded);
        telling.return_interview(entered, Talk::StillOwed);
        telling.look_back(entered, Known::No, Known::No);
    })
}

/// Back from a time missing in the spring, and late home tonight: the home has not answered since it was asked.
fn late_tonight(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Residential,
        care: Care::Ours,
        months: Some(179),
        missing: 0,
        reported: 0,
        grade: Grade::Medium,
        voice: "late_tonight",
    };
    let back = Fate::Back(Finder::OwnReturn, Harm::Safe);
    let course = between(studio, 76 * 24, 76 * 24 - 6, (Grade::Medium, 1), back);
    let mut standing = Standing { form: Known::Yes, plan: Known::No, expected: Known::No };
    came_back(studio, scenario, course, |telling| {
        telling.whole(&mut standing, &mut Vec::new(), Talk::Held);
        telling.is_handed_out();
        telling.is_late_since(62);
    })
}

fn interview_declined(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::HomeConflict,
        care: Care::None,
        months: Some(191),
        missing: 0,
        reported: 0,
        grade: Grade::Medium,
        voice: "declined_now",
    };
    let back = Fate::Back(Finder::Family, Harm::Safe);
    let course = between(studio, 47, 41, (Grade::Medium, 1), back);
    came_back(studio, scenario, course, |telling| {
        let (graded, entered) = telling.until_back();
        telling.prevention_interview(entered, &graded);
        let by = telling.say_of(&["interview"], "offered_by");
        let at = entered + SignedDuration::from_hours(4);
        let role = "mct_family_support";
        let offer = telling.note(at, role, EpisodeEvent::ReturnInterviewOffered { by });
        let at = telling.ago(19 * 60);
        telling.decline(at, offer, role);
    })
}

/// Found well, and does not want the family to know where: an adult's right.
fn asks_that_nobody_be_told(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Leaving,
        care: Care::None,
        months: Some(36 * 12),
        missing: 0,
        reported: 0,
        grade: Grade::Medium,
        voice: "do_not_tell",
    };
    let back = Fate::Back(Finder::Police, Harm::Safe);
    let course = between(studio, 64, 26, (Grade::Medium, 1), back);
    came_back(studio, scenario, course, |telling| {
        let told = telling.report();
        telling.tell_at_once(&told);
        let graded = telling.risk();
        telling.deploy(&graded);
        telling.enquiries();
        let entered = telling.homecoming().unwrap_or(told.entered.recorded_at);
        telling.prevention_interview(entered, &graded);
    })
}

/// Missing for three months and a half, through the eighteenth birthday, sixteen months ago.
fn birthday_while_missing(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Foster,
        care: Care::Ours,
        months: Some(214),
        missing: 0,
        reported: 0,
        grade: Grade::Medium,
        voice: "birthday",
    };
    let back = Fate::Back(Finder::Friends, Harm::Safe);
    let course = between(studio, 448 * 24, 343 * 24, (Grade::Medium, 1), back);
    came_back(studio, scenario, course, |telling| {
        let (graded, entered) = telling.until_back();
        telling.meetings(&graded);
        let at = telling.after(62 * 60);
        telling.refer(at);
        let birthday = telling.persona.details.birth.latest().and_then(|born| {
            let eighteenth = born.checked_add(18.years()).ok()?;
            Some(super::search::local_at(eighteenth, 11, 0))
        });
        if let Some(birthday) = birthday {
            let at = birthday + SignedDuration::from_hours(3 * 24);
            telling.step(at, "sqas_service_manager", Step::BirthdayMeetingHeld);
        }
        for day in [2, 8, 19, 33, 60, 90, 99] {
            let at = telling.after(day * 24 * 60 + 200);
            telling.hear(at);
        }
        telling.tell_of_end(entered, Referred::Yes);
        telling.prevention_interview(entered, &graded);
        telling.return_interview(entered, Talk::Held);
        telling.close(entered);
    })
}

/// Nearly four months missing; police and social care close the case together (NP 7.24), and it can be opened again.
fn closed_with_the_person_missing(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Asylum,
        care: Care::Ours,
        months: Some(206),
        missing: 0,
        reported: 0,
        grade: Grade::Medium,
        voice: "joint",
    };
    let course = between(studio, 116 * 24, 4 * 24, (Grade::Medium, 1), Fate::ClosedJointly);
    came_back(studio, scenario, course, |telling| {
        let (graded, _) = telling.until_back();
        telling.meetings(&graded);
        let at = telling.after(40 * 60);
        telling.refer(at);
        for day in [1, 5, 12, 30, 61, 99] {
            let at = telling.after(day * 24 * 60 + 130);
            telling.hear(at);
        }
    })
}

/// A brother and a sister of whom one call was made.
fn two_in_one_call(studio: &mut Studio) -> Vec<PersonHistory> {
    let back = Fate::Back(Finder::Family, Harm::Safe);
    let course = between(studio, 31, 26, (Grade::High, 1), back);
    let scenario = Scenario {
        situation: Situation::YoungChild,
        care: Care::None,
        months: Some(131),
        missing: 0,
        reported: 0,
        grade: Grade::High,
        voice: "siblings",
    };
    let older = somebody(studio, &scenario, course.reported);
    let mut younger = somebody(studio, &Scenario { months: Some(102), ..scenario }, course.reported);
    same_household(&older, &mut younger);
    let mut incident = None;
    let mut people = Vec::new();
    for (persona, other) in [(&older, &younger), (&younger, &older)] {
        let mut chronicle = Chronicle::of(persona.id);
        let registered = course.reported - SignedDuration::from_mins(11);
        persona.before(studio, &mut chronicle, registered);
        let mut telling = Telling::begin(studio, &mut chronicle, persona, course);
        telling.voice = Some(scenario.voice);
        telling.scene.set("sibling", other.first.clone());
        telling.one_call(&mut incident);
        people.push(finished(studio, chronicle));
    }
    people
}

pub(super) fn same_household(older: &Persona, younger: &mut Persona) {
    let family = older.details.name.split_once(' ').map_or("", |(_, family)| family);
    younger.details.name = format!("{} {family}", younger.first).trim().to_owned();
    younger.details.home_address.clone_from(&older.details.home_address);
    younger.details.contacts.clone_from(&older.details.contacts);
    younger.details.ethnicity.clone_from(&older.details.ethnicity);
    younger.details.language.clone_from(&older.details.language);
    younger.carer = older.carer.clone();
    younger.second = older.second.clone();
    for blank in ["carer", "relation", "second", "second_relation", "town", "address", "home"] {
        younger.scene.set(blank, older.scene.get(blank).to_owned());
    }
}

impl Telling<'_> {
    /// One time missing of a call that is about several people: the first tells it, the others are named in it.
    fn one_call(&mut self, incident: &mut Option<IncidentId>) {
        let entered = if let Some(held) = *incident {
            self.named_in(held)
        } else {
            *incident = Some(self.incident);
            self.report().entered.recorded_at
        };
        let graded = self.risk();
        self.deploy(&graded);
        let at = self.after(31).max(entered);
        self.step(at, "police_mpu", Step::SocialCareNotified);
        self.mash();
        let Some(back) = self.homecoming() else { return };
        self.prevention_interview(back, &graded);
    }

    /// Opens an episode in a call that was taken for somebody else.
    fn named_in(&mut self, held: IncidentId) -> Timestamp {
        self.incident = held;
        let calls = self.studio.calls.len();
        let told = self.report();
        // The call was taken once: only the name and the episode are added to it.
        let mut added = self.studio.calls.split_off(calls);
        added.retain(|draft| {
            matches!(
                draft.event,
                Event::Incident(IncidentEvent::PersonNamed { .. } | IncidentEvent::EpisodeOpened { .. })
            )
        });
        for draft in &mut added {
            draft.recorded_at += SignedDuration::from_mins(9);
        }
        self.studio.calls.extend(added);
        told.entered.recorded_at
    }
}
