//! Two years of finished times missing: who goes missing how often, for how long, who finds them and how they fare,
//! dealt in the published proportions (docs/guides/demo-data.md gives the sources).

use domain::{
    ids::{PersonId, PlacementId},
    ledger::Draft,
    person::{Form, PersonEvent},
    placement::PlacementEvent,
    risk::Grade,
};
use jiff::{SignedDuration, Timestamp};

use super::{
    chronicle::Chronicle,
    homecoming::{Known, Talk},
    persona::{Beginnings, Care, Part, Persona},
    search::local_at,
    situation::{Age, Situation},
    studio::{Studio, local},
    telling::{Course, End, Fate, Finder, Harm, Telling},
};

/// Everything recorded of one person, in that order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PersonHistory {
    /// Whose.
    pub(crate) person: PersonId,
    /// Their entries: record, placements, episodes and meetings.
    pub(crate) entries: Vec<Draft>,
}

/// The casting list: a situation, whose child, and how often missing in two years. A few are missing again and again,
/// most once (practice: repeats concentrate).
const CASTING: &[(Situation, Care, usize)] = &[
    (Situation::Residential, Care::Ours, 12),
    (Situation::Residential, Care::Ours, 9),
    (Situation::Residential, Care::Theirs, 7),
    (Situation::Residential, Care::OursElsewhere, 5),
    (Situation::Residential, Care::Theirs, 4),
    (Situation::Residential, Care::Ours, 2),
    (Situation::Residential, Care::Ours, 1),
    (Situation::Foster, Care::Ours, 5),
    (Situation::Foster, Care::OursElsewhere, 3),
    (Situation::Foster, Care::Ours, 2),
    (Situation::Foster, Care::Ours, 1),
    (Situation::HomeConflict, Care::None, 4),
    (Situation::HomeConflict, Care::None, 3),
    (Situation::HomeConflict, Care::None, 2),
    (Situation::HomeConflict, Care::None, 1),
    (Situation::HomeConflict, Care::None, 1),
    (Situation::CriminalExploitation, Care::Ours, 9),
    (Situation::CriminalExploitation, Care::None, 6),
    (Situation::CriminalExploitation, Care::None, 3),
    (Situation::CriminalExploitation, Care::Theirs, 2),
    (Situation::SexualExploitation, Care::Ours, 6),
    (Situation::SexualExploitation, Care::None, 4),
    (Situation::Asylum, Care::Ours, 2),
    (Situation::Asylum, Care::Ours, 1),
    (Situation::YoungChild, Care::None, 2),
    (Situation::YoungChild, Care::None, 1),
    (Situation::YoungChild, Care::Ours, 1),
    (Situation::LowMood, Care::None, 4),
    (Situation::LowMood, Care::None, 2),
    (Situation::LowMood, Care::None, 1),
    (Situation::LowMood, Care::Ours, 1),
    (Situation::Dementia, Care::None, 4),
    (Situation::Dementia, Care::None, 3),
    (Situation::Dementia, Care::None, 2),
    (Situation::Dementia, Care::None, 1),
    (Situation::Dementia, Care::None, 1),
    (Situation::Despondent, Care::None, 4),
    (Situation::Despondent, Care::None, 2),
    (Situation::Despondent, Care::None, 2),
    (Situation::Despondent, Care::None, 1),
    (Situation::Despondent, Care::None, 1),
    (Situation::Ward, Care::None, 8),
    (Situation::Ward, Care::None, 5),
    (Situation::Ward, Care::None, 2),
    (Situation::Ward, Care::None, 1),
    (Situation::Veteran, Care::None, 3),
    (Situation::Veteran, Care::None, 1),
    (Situation::CareLeaver, Care::None, 5),
    (Situation::CareLeaver, Care::None, 3),
    (Situation::CareLeaver, Care::None, 1),
    (Situation::Leaving, Care::None, 2),
    (Situation::Leaving, Care::None, 1),
    (Situation::Leaving, Care::None, 1),
    (Situation::Leaving, Care::None, 1),
    (Situation::Alcohol, Care::None, 4),
    (Situation::Alcohol, Care::None, 2),
    (Situation::Alcohol, Care::None, 1),
    (Situation::SupportedLiving, Care::None, 5),
    (Situation::SupportedLiving, Care::None, 3),
    (Situation::SupportedLiving, Care::None, 1),
];

/// How long from report to return, in minutes: from, to. Within 8 hours 47 % of children and 45 % of adults, over a
/// week 3 % and 6 %.
const CHILD_LASTS: &[((i64, i64), u32)] = &[
    ((55, 239), 20),
    ((240, 470), 27),
    ((485, 959), 21),
    ((960, 1_439), 12),
    ((1_440, 2_879), 11),
    ((2_880, 10_000), 6),
    ((10_400, 38_000), 3),
];
const ADULT_LASTS: &[((i64, i64), u32)] = &[
    ((55, 239), 21),
    ((240, 470), 24),
    ((485, 1_439), 25),
    ((1_440, 2_879), 13),
    ((2_880, 10_000), 11),
    ((10_400, 36_000), 6),
];

const CHILD_FINDERS: &[(Finder, u32)] = &[
    (Finder::Police, 340),
    (Finder::OwnReturn, 250),
    (Finder::Family, 180),
    (Finder::Carer, 130),
    (Finder::Public, 75),
    (Finder::Friends, 25),
];
const ADULT_FINDERS: &[(Finder, u32)] = &[
    (Finder::Police, 530),
    (Finder::OwnReturn, 190),
    (Finder::Family, 120),
    (Finder::Public, 60),
    (Finder::Health, 70),
    (Finder::Friends, 30),
];

const HARMS: &[(Harm, u32)] = &[(Harm::Safe, 960), (Harm::Hurt, 34), (Harm::SexualOffence, 6)];

const TALKS: &[(Talk, u32)] =
    &[(Talk::Held, 74), (Talk::DeclinedThenReviewed, 12), (Talk::HeldByOther, 10), (Talk::StillOwed, 4)];

/// What is dealt to each time missing before any of them is told.
struct Hands {
    lasts: Vec<(i64, i64)>,
    finders: Vec<Finder>,
}

struct Dealt {
    child: Hands,
    adult: Hands,
    harms: Vec<Harm>,
    talks: Vec<Talk>,
}

impl Dealt {
    fn deal(studio: &mut Studio) -> Self {
        let times = |age| -> usize {
            let of_age = CASTING.iter().filter(|(situation, _, _)| situation.age() == age);
            of_age.map(|(_, _, times)| times).sum()
        };
        let (children, adults) = (times(Age::Child), times(Age::Adult));
        let chance = &mut studio.chance;
        Self {
            child: Hands {
                lasts: chance.deal(children, CHILD_LASTS),
                finders: chance.deal(children, CHILD_FINDERS),
            },
            adult: Hands {
                lasts: chance.deal(adults, ADULT_LASTS),
                finders: chance.deal(adults, ADULT_FINDERS),
            },
            harms: chance.deal(children + adults, HARMS),
            talks: chance.deal(children, TALKS),
        }
    }

    fn hands(&mut self, age: Age) -> &mut Hands {
        match age {
            Age::Child => &mut self.child,
            Age::Adult => &mut self.adult,
        }
    }
}

/// Two years of finished times missing.
pub(super) fn two_years(studio: &mut Studio) -> Vec<PersonHistory> {
    let mut dealt = Dealt::deal(studio);
    let mut people = Vec::with_capacity(CASTING.len());
    // One adult is found dead: the despondent man or woman missing once, in the second half of the two years.
    let fatal =
        CASTING.iter().rposition(|(situation, _, times)| *situation == Situation::Despondent && *times == 1);
    for (place, &(situation, care, times)) in CASTING.iter().enumerate() {
        let courses = courses(studio, &mut dealt, situation, times, Some(place) == fatal);
        people.push(one_person(studio, &mut dealt, (situation, care), &courses));
    }
    people
}

/// When somebody goes missing, for how long, and how they fare: so many times, none overlapping.
fn courses(
    studio: &mut Studio,
    dealt: &mut Dealt,
    situation: Situation,
    times: usize,
    fatal: bool,
) -> Vec<Course> {
    let minutes: Vec<i64> = (0..times)
        .map(|_| {
            let (from, to) = dealt.hands(situation.age()).lasts.pop().unwrap_or((60, 400));
            studio.chance.between(from, to)
        })
        .collect();
    let mut free =
        715 * 24 * 60 - minutes.iter().sum::<i64>() - 2 * 24 * 60 * i64::try_from(times).unwrap_or(1);
    // Those who go missing often do so in a stretch of months, not evenly over two years.
    free = free.min(studio.chance.between(40, 62) * 24 * 60 * i64::try_from(times).unwrap_or(1));
    let mut gaps: Vec<i64> = (0..times).map(|_| studio.chance.between(0, free)).collect();
    gaps.sort_unstable();
    let stretch: i64 = free + minutes.iter().sum::<i64>() + 2 * 24 * 60 * i64::try_from(times).unwrap_or(1);
    let latest = 715 * 24 * 60 - stretch;
    let begin =
        studio.now - SignedDuration::from_mins(stretch + studio.chance.between(0, latest.max(0)) + 8 * 60);
    let mut passed = 0;
    let mut courses = Vec::with_capacity(times);
    for (place, lasts) in minutes.into_iter().enumerate() {
        let from = begin + SignedDuration::from_mins(gaps[place] + passed);
        passed += lasts + 2 * 24 * 60;
        courses.push(course(studio, dealt, (situation, place + 1), (from, lasts), fatal));
    }
    courses
}

fn course(
    studio: &mut Studio,
    dealt: &mut Dealt,
    (situation, ordinal): (Situation, usize),
    (from, lasts): (Timestamp, i64),
    fatal: bool,
) -> Course {
    let since = at_a_likely_hour(studio, situation, from);
    let delay = match studio.chance.between(1, 100) {
        1..=58 => studio.chance.between(18, 95),
        59..=88 => studio.chance.between(96, 300),
        89..=97 => studio.chance.between(301, 900),
        _ => studio.chance.between(1_500, 5_200),
    };
    let delay = delay.min(30 * 60 + lasts / 4);
    let reported = since + SignedDuration::from_mins(delay);
    let at = reported + SignedDuration::from_mins(lasts);
    let finder = dealt.hands(situation.age()).finders.pop().unwrap_or(Finder::Police);
    let harm = dealt.harms.pop().unwrap_or(Harm::Safe);
    let grade = studio.chance.deal(20, situation.first_grades());
    let grade = *studio.chance.pick(&grade);
    Course {
        since: studio.chance.likely(90).then_some(since),
        reported,
        end: Some(End {
            at: at.min(studio.now - SignedDuration::from_mins(190)),
            fate: if fatal { Fate::Dead } else { Fate::Back(finder, harm) },
        }),
        grade: if fatal { Grade::High } else { grade },
        ordinal,
    }
}

/// Children are mostly missed in the late afternoon and evening, adults round the clock.
fn at_a_likely_hour(studio: &mut Studio, situation: Situation, from: Timestamp) -> Timestamp {
    let hour = match (situation, studio.chance.between(1, 100)) {
        (Situation::YoungChild, _) => studio.chance.between(11, 17),
        (Situation::Dementia, _) => studio.chance.between(5, 19),
        (_, 1..=70) if situation.age() == Age::Child => studio.chance.between(16, 22),
        (_, 71..=88) if situation.age() == Age::Child => studio.chance.between(8, 15),
        (_, 1..=12) => studio.chance.between(2, 5),
        _ => studio.chance.between(7, 22),
    };
    let minute = studio.chance.between(0, 11) * 5;
    let at = local_at(local(from).date(), hour, minute);
    // Late in the two years the hour could lie ahead of us: then it was the day before.
    if at > from + SignedDuration::from_hours(2) { at - SignedDuration::from_hours(24) } else { at }
}

/// Whether the forms of a child and a plan for the next time stand.
pub(super) struct Standing {
    pub(super) form: Known,
    pub(super) plan: Known,
    /// Whether a plan is going to be made.
    pub(super) expected: Known,
}

fn one_person(
    studio: &mut Studio,
    dealt: &mut Dealt,
    (situation, care): (Situation, Care),
    courses: &[Course],
) -> PersonHistory {
    let first = courses.first().map_or(studio.now, |course| course.reported);
    let last = courses.last().map_or(studio.now, |course| course.reported);
    let part = Part { situation, care, months: months_at_first(studio, situation, first, last) };
    let persona = Persona::cast(studio, part, first);
    let mut chronicle = Chronicle::of(persona.id);
    let known_before = match situation.age() {
        Age::Child if care == Care::None => studio.chance.minutes(9, 14),
        Age::Child => studio.chance.minutes(30 * 24 * 60, 190 * 24 * 60),
        Age::Adult => studio.chance.minutes(9, 14),
    };
    let registered = first - known_before;
    let Beginnings { placement, form } = persona.before(studio, &mut chronicle, registered);
    // A plan is made after the first time, for those of whom more is expected: every later time is read against it.
    let planned = courses.len() >= 2 && studio.chance.likely(65);
    let expected = if planned { Known::Yes } else { Known::No };
    let mut standing = Standing { form, plan: Known::No, expected };
    let mut starts: Vec<Timestamp> = Vec::new();
    for course in courses {
        let talk = dealt.talks.pop().unwrap_or(Talk::Held);
        let mut telling = Telling::begin(studio, &mut chronicle, &persona, *course);
        telling.whole(&mut standing, &mut starts, talk);
    }
    afterwards(studio, &mut chronicle, &persona, (last, placement));
    let now = studio.now;
    PersonHistory { person: chronicle.person(), entries: chronicle.settle(now) }
}

/// Old enough for the situation, and still a child (or a young care leaver) the last time.
fn months_at_first(
    studio: &mut Studio,
    situation: Situation,
    first: Timestamp,
    last: Timestamp,
) -> Option<i64> {
    let (youngest, oldest) = situation.age_in_months();
    let lasts = last.duration_since(first).as_hours() / (24 * 30) + 2;
    let before_birthday = match situation.age() {
        Age::Child if situation == Situation::YoungChild => 143,
        Age::Child => 215,
        Age::Adult => i64::MAX / 2,
    };
    let oldest = oldest.min(before_birthday - lasts);
    let youngest = youngest.min(oldest - 8);
    Some(studio.chance.between(youngest, oldest))
}

/// What changes in a record over the years.
fn afterwards(
    studio: &mut Studio,
    chronicle: &mut Chronicle,
    persona: &Persona,
    (last, placement): (Timestamp, Option<PlacementId>),
) {
    if let Some(placement) = placement
        && studio.chance.likely(25)
    {
        let at = last + studio.chance.minutes(12 * 24 * 60, 40 * 24 * 60);
        let reason = persona.say(studio, "placement_ended");
        let event = PlacementEvent::Ended { reason };
        persona.record_placement(studio, chronicle, (placement, at), "missing_coordinator", event);
        persona.place(studio, chronicle, at + SignedDuration::from_mins(35));
    }
    if studio.chance.likely(30) {
        let at = last + studio.chance.minutes(24 * 60, 6 * 24 * 60);
        let mut details = persona.details.clone();
        details.associates = persona.say(studio, "associates");
        let reason = persona.say(studio, "details_changed");
        if details != persona.details {
            let event = PersonEvent::DetailsChanged { details, reason };
            persona.record(studio, chronicle, at, "police_mpu", event);
        }
    }
    if persona.worker.is_some() && studio.chance.likely(20) {
        let at = last + studio.chance.minutes(20 * 24 * 60, 60 * 24 * 60);
        let reason = persona.say(studio, "deallocated");
        persona.record(studio, chronicle, at, "team_manager", PersonEvent::WorkerDeallocated { reason });
    }
}

impl Telling<'_> {
    /// A time missing from the report to the closed case.
    pub(super) fn whole(&mut self, standing: &mut Standing, starts: &mut Vec<Timestamp>, talk: Talk) {
        let told = self.report();
        self.tell_at_once(&told);
        let graded = self.risk();
        self.deploy(&graded);
        self.mash();
        self.use_forms(standing.form);
        self.high_list(&graded);
        self.briefings();
        self.meetings(&graded);
        let heard = self.enquiries();
        self.errors_found(&told, &heard);
        if self.studio.chance.likely(5) {
            self.disagreement(self.course.reported + SignedDuration::from_mins(130));
        }
        let referred = self.national_unit(&graded);
        starts.push(self.start());
        self.repeats(&told, starts);
        self.first_forms(&told, standing);
        let Some(entered) = self.homecoming() else { return };
        self.tell_of_end(entered, referred);
        let back = matches!(self.course.end.map(|end| end.fate), Some(Fate::Back(..)));
        if back {
            self.prevention_interview(entered, &graded);
            self.return_interview(entered, talk);
            if self.age == Age::Child && self.studio.chance.likely(8) {
                let at = entered + self.studio.chance.minutes(60, 40 * 60);
                self.crime(at);
            }
        }
        self.look_back(entered, standing.form, standing.plan);
        self.plan_next_time(entered, standing);
        // Whoever came back this week is still being seen to.
        self.close(entered);
    }

    /// The third time within ninety days is one too many (NP 7.18).
    fn repeats(&mut self, told: &super::report::Told, starts: &mut Vec<Timestamp>) {
        let since = self.start() - SignedDuration::from_hours(90 * 24);
        if self.age == Age::Adult || starts.iter().filter(|start| **start > since).count() < 3 {
            return;
        }
        let entered = told.entered.recorded_at;
        let hour = SignedDuration::from_hours(1);
        if self.persona.care == Care::Theirs {
            let at = entered + self.studio.chance.minutes(14, 48);
            self.step(at, "mash_manager", domain::episode::Step::MashStrategyDiscussionHeld);
            let at = entered + self.studio.chance.minutes(9 * 60, 70 * 60);
            let role = "exploitation_missing_service_manager";
            self.step(at, role, domain::episode::Step::PlacingAuthorityLetterSent);
        } else if let Some(at) = self.done_within(entered, hour) {
            let role = if self.persona.worker.is_some() { "service_manager" } else { "mash_service_manager" };
            self.step(at, role, domain::episode::Step::RepeatReviewHeld);
            starts.clear();
        }
    }

    fn first_forms(&mut self, told: &super::report::Told, standing: &mut Standing) {
        if self.age == Age::Adult || standing.form == Known::Yes {
            return;
        }
        for form in [Form::IncidentForm, Form::LocationForm] {
            if let Some(at) = self.done_within(self.course.reported, SignedDuration::from_hours(24)) {
                self.complete_form(at.max(told.entered.recorded_at), form);
                standing.form = Known::Yes;
            }
        }
    }

    fn plan_next_time(&mut self, entered: Timestamp, standing: &mut Standing) {
        let persona = self.persona;
        if standing.expected == Known::Yes && self.course.ordinal == 1 {
            let at = entered + self.studio.chance.minutes(8 * 60, 47 * 60);
            let plan = self.say("trigger_plan");
            let event = PersonEvent::TriggerPlanAgreed { plan };
            persona.record(self.studio, self.chronicle, at, "police_mpu", event);
            let read = at + self.studio.chance.minutes(9 * 60, 80 * 60);
            self.step(read, "police_mpu", domain::episode::Step::TriggerPlanReviewed);
            standing.plan = Known::Yes;
        } else if standing.plan == Known::Yes && self.studio.chance.likely(12) {
            let at = entered + self.studio.chance.minutes(46 * 60, 47 * 60);
            let reason = self.say("plan_withdrawn");
            let event = PersonEvent::TriggerPlanWithdrawn { reason };
            persona.record(self.studio, self.chronicle, at, "police_mpu", event);
            standing.plan = Known::No;
        }
    }
}
