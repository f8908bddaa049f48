//! Times missing that run now, each at a moment that a screen has to make plain.

use domain::{
    episode::{EpisodeEvent, MashRating, Significance, Step},
    incident::IncidentClass,
    meeting::Occasion,
    person::{BirthDate, MarkerKind, PersonEvent},
    risk::{Assessor, Grade},
};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{
    history::PersonHistory,
    homecoming::Known,
    persona::Care,
    scenario::{Scenario, scene},
    situation::Situation,
    studio::{Studio, local},
    telling::Telling,
};

/// Those who are missing now.
pub(super) fn running(studio: &mut Studio) -> Vec<PersonHistory> {
    vec![
        high_and_nobody_sent(studio),
        hour_47_and_no_meeting(studio),
        return_not_verified(studio),
        disagreement_at_level_three(studio),
        dementia_in_the_cold(studio),
        super::repeated::third_in_ninety_days(studio),
        reported_days_late(studio),
        minutes_owed(studio),
        ten_weeks(studio),
        placed_by_another_authority(studio),
        not_graded_yet(studio),
        nobody_appointed(studio),
        name_not_sure(studio),
        desperate_message(studio),
        away_from_the_ward(studio),
        young_care_leaver(studio),
        overnight_from_the_arcade(studio),
    ]
}

fn high_and_nobody_sent(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::LowMood,
        care: Care::None,
        months: Some(187),
        missing: 130,
        reported: 50,
        grade: Grade::High,
        voice: "nobody_sent",
    };
    scene(studio, scenario, |telling| {
        telling.report();
        let at = telling.after(14);
        telling.assess(at, Assessor::Officer, Grade::High);
        telling.social_care_told(MashRating::Red);
        let at = telling.after(37);
        telling.told_of(at, Significance::Significant);
        telling.high_risk_list_begins(14);
        telling.uses_list("despondent", 18, 1);
    })
}

fn hour_47_and_no_meeting(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Residential,
        care: Care::Ours,
        months: Some(183),
        missing: 47 * 60,
        reported: 45 * 60 + 20,
        grade: Grade::High,
        voice: "hour_47",
    };
    scene(studio, scenario, |telling| {
        telling.taken_and_graded();
        telling.send(28);
        telling.social_care_told(MashRating::Red);
        telling.mash_decides(150);
        telling.whole_high_list(20);
        telling.both_forms(400);
        let at = telling.after(290);
        telling.step(at, "police_supervisor", Step::FamilySignposted);
        let at = telling.after(900);
        telling.step(at, telling.persona.form_role(), Step::NeedToKnowIssued);
        let at = telling.after(920);
        telling.step(at, "allocated_worker", Step::ServiceManagerInformed);
        let at = telling.after(24 * 60 - 40);
        telling.step(at, "head_of_safeguarding", Step::AssistantDirectorNotified);
        for hours in [5, 21, 30] {
            let at = telling.after(hours * 60 + 11);
            telling.hear(at);
        }
        telling.high_risk_list_begins(16);
        telling.uses_list("child_from_care", 25, 5);
        telling.sets_for_one(
            600,
            "police_io",
            "Go through her tablet with the home",
            SignedDuration::from_hours(8),
        );
        telling.is_handed_over(38 * 60);
    })
}

fn return_not_verified(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::HomeConflict,
        care: Care::None,
        months: Some(178),
        missing: 11 * 60,
        reported: 9 * 60,
        grade: Grade::Medium,
        voice: "not_verified",
    };
    scene(studio, scenario, |telling| {
        telling.taken_and_graded();
        telling.send(35);
        telling.social_care_told(MashRating::Amber);
        let at = telling.after(240);
        telling.hear(at);
        let (by, reach) = telling.source("carer");
        let place = telling.say("said_to_be");
        let event = EpisodeEvent::ReturnReported { by: format!("{by}, {reach}"), place };
        let at = telling.ago(36);
        telling.note(at, "call_handler", event);
        telling.uses_list("child_from_home", 30, 4);
    })
}

fn disagreement_at_level_three(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::CriminalExploitation,
        care: Care::None,
        months: Some(189),
        missing: 15 * 60,
        reported: 12 * 60 + 30,
        grade: Grade::Medium,
        voice: "disagreement_three",
    };
    scene(studio, scenario, |telling| {
        telling.taken_and_graded();
        telling.send(40);
        telling.social_care_told(MashRating::Red);
        telling.mash_decides(170);
        let reason = telling.say("raised");
        let at = telling.ago(9 * 60 + 12);
        telling.note(at, "team_manager", EpisodeEvent::DisagreementRaised { reason, grade: None });
        let at = telling.ago(6 * 60);
        telling.told_of(at, Significance::Routine);
        let at = telling.ago(100);
        telling.told_of(at, Significance::Routine);
        telling.uses_list("exploitation", 45, 2);
    })
}

fn dementia_in_the_cold(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Dementia,
        care: Care::None,
        months: Some(83 * 12 + 4),
        missing: 180,
        reported: 140,
        grade: Grade::High,
        voice: "cold",
    };
    let weather = weather(studio.now);
    scene(studio, scenario, |telling| {
        telling.scene.set("weather", weather);
        telling.taken_and_graded();
        telling.send(19);
        telling.whole_high_list(17);
        let at = telling.after(55);
        telling.told_of(at, Significance::Significant);
        let at = telling.after(84);
        telling.review(at, Grade::High);
        let at = telling.after(96);
        telling.told_of(at, Significance::Routine);
        telling.high_risk_list_begins(16);
        let left = telling.uses_list("dementia", 20, 2);
        telling.leads_are_named(24);
        telling.learns_more(48);
        telling.is_looked_at(61, left);
    })
}

/// What it is like outside in that month.
fn weather(now: Timestamp) -> &'static str {
    match local(now).month() {
        11 | 12 | 1..=3 => "minus three with a hard frost on the fields",
        4 | 5 | 10 => "four degrees and falling, with a ground frost forecast",
        _ => "eleven degrees and soaking rain",
    }
}

fn reported_days_late(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::HomeConflict,
        care: Care::None,
        months: Some(206),
        missing: 6 * 24 * 60 + 340,
        reported: 3 * 60 + 10,
        grade: Grade::Medium,
        voice: "days_late",
    };
    scene(studio, scenario, |telling| {
        telling.taken_and_graded();
        telling.send(52);
        telling.social_care_told(MashRating::Amber);
        let at = telling.after(110);
        telling.told_of(at, Significance::Routine);
    })
}

fn minutes_owed(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::SexualExploitation,
        care: Care::OursElsewhere,
        months: Some(185),
        missing: 4 * 24 * 60 + 95,
        reported: 4 * 24 * 60 - 10,
        grade: Grade::High,
        voice: "minutes_owed",
    };
    scene(studio, scenario, |telling| {
        telling.taken_and_graded();
        telling.send(30);
        telling.social_care_told(MashRating::Red);
        telling.mash_decides(200);
        telling.whole_high_list(18);
        telling.both_forms(500);
        let at = telling.after(22 * 60);
        telling.step(at, telling.persona.form_role(), Step::NeedToKnowIssued);
        let at = telling.after(24 * 60 - 50);
        telling.step(at, "head_of_safeguarding", Step::AssistantDirectorNotified);
        let at = telling.after(26 * 60);
        telling.meet(at, Occasion::Series);
        for hours in [9, 31, 50, 77] {
            let at = telling.after(hours * 60 + 22);
            telling.hear(at);
        }
        let at = telling.ago(22 * 60 + 48);
        telling.meet_without_minutes(at, Occasion::Called);
    })
}

fn ten_weeks(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::HomeConflict,
        care: Care::None,
        months: Some(203),
        missing: 71 * 24 * 60 + 300,
        reported: 71 * 24 * 60 + 190,
        grade: Grade::Medium,
        voice: "ten_weeks",
    };
    scene(studio, scenario, |telling| {
        let (_, graded) = telling.taken_and_graded();
        telling.send(44);
        telling.social_care_told(MashRating::Amber);
        telling.mash_decides(600);
        telling.both_forms(700);
        let at = telling.after(22 * 60);
        telling.step(at, telling.persona.form_role(), Step::NeedToKnowIssued);
        telling.meetings(&graded);
        let at = telling.after(66 * 60);
        telling.refer(at);
        for day in [1, 3, 6, 9, 15, 26, 33, 47, 58, 66] {
            let at = telling.after(day * 24 * 60 + 75);
            telling.told_of(at, Significance::Routine);
        }
        telling.stays_open(61);
        let (by, reach) = telling.source("friend");
        let place = telling.say("said_to_be");
        let event = EpisodeEvent::ReturnReported { by: format!("{by}, {reach}"), place };
        let at = telling.after(20 * 24 * 60);
        let said = telling.note(at, "police_officer", event);
        let reason = telling.say("refuted");
        let event = EpisodeEvent::ReturnRefuted { of: said.entry, reason };
        telling.note(said.recorded_at + 48.minutes(), "police_supervisor", event);
    })
}

fn placed_by_another_authority(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Residential,
        care: Care::Theirs,
        months: Some(181),
        missing: 6 * 60 + 20,
        reported: 5 * 60,
        grade: Grade::Medium,
        voice: "placed_here",
    };
    scene(studio, scenario, |telling| {
        let persona = telling.persona;
        let at = telling.course.reported - SignedDuration::from_hours(30 * 24);
        persona.mark(telling.studio, telling.chronicle, at, MarkerKind::SeriousConcerns);
        telling.was_late_the_evening_before();
        telling.taken_and_graded();
        telling.send(38);
        telling.social_care_told(MashRating::Amber);
        let at = telling.after(46);
        telling.step(at, "missing_coordinator", Step::PlacingAuthorityToldMissing);
        let at = telling.after(61);
        telling.involve(at, "placing");
        let at = telling.after(175);
        telling.hear(at);
    })
}

fn not_graded_yet(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::YoungChild,
        care: Care::None,
        months: Some(114),
        missing: 70,
        reported: 24,
        grade: Grade::High,
        voice: "not_graded",
    };
    scene(studio, scenario, |telling| {
        telling.report();
    })
}

fn nobody_appointed(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Leaving,
        care: Care::None,
        months: None,
        missing: 20 * 60,
        reported: 3 * 60 + 5,
        grade: Grade::Low,
        voice: "nobody_appointed",
    };
    scene(studio, scenario, |telling| {
        telling.report();
        let at = telling.after(47);
        telling.assess(at, Assessor::Officer, Grade::Low);
    })
}

/// A young person whose name and age are what somebody thinks they are.
fn name_not_sure(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Asylum,
        care: Care::Ours,
        months: None,
        missing: 17 * 60,
        reported: 16 * 60,
        grade: Grade::High,
        voice: "age_disputed",
    };
    scene(studio, scenario, |telling| {
        let persona = telling.persona;
        let mut details = persona.details.clone();
        let yesterday = local(telling.course.reported).date().saturating_sub(1.day());
        details.birth = BirthDate::AgeRange { from: 15, to: 19, estimated_on: yesterday };
        let reason = telling.say("details_changed");
        let at = telling.course.reported - SignedDuration::from_hours(22);
        let event = PersonEvent::DetailsChanged { details, reason };
        persona.record(telling.studio, telling.chronicle, at, "missing_coordinator", event);
        telling.taken_and_graded();
        telling.send(33);
        telling.social_care_told(MashRating::Red);
        telling.mash_decides(190);
        telling.whole_high_list(21);
        let at = telling.after(50);
        telling.step(at, "missing_coordinator", Step::HomeOfficeInformed);
        let at = telling.after(330);
        telling.hear(at);
    })
}

fn desperate_message(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Veteran,
        care: Care::None,
        months: Some(41 * 12),
        missing: 95,
        reported: 72,
        grade: Grade::High,
        voice: "desperate",
    };
    scene(studio, scenario, |telling| {
        telling.taken_and_graded();
        telling.send(8);
        telling.whole_high_list(14);
        let at = telling.after(31);
        telling.told_of(at, Significance::Significant);
        let at = telling.after(58);
        telling.review(at, Grade::High);
    })
}

/// Opened under the pack of any force, then moved to the county's.
fn away_from_the_ward(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::Ward,
        care: Care::None,
        months: Some(34 * 12 + 2),
        missing: 27 * 60,
        reported: 26 * 60,
        grade: Grade::Medium,
        voice: "ward_leave",
    };
    scene(studio, scenario, |telling| {
        let local_packs = telling.studio.governed_by();
        let baseline = telling.studio.rules.baseline.clone();
        telling.governed_by = vec![telling.studio.governing(&baseline)];
        telling.taken_and_graded();
        telling.send(70);
        let reason = telling.say("pack_moved");
        let event = EpisodeEvent::PackMoved { governed_by: local_packs, reason };
        let at = telling.after(95);
        telling.note(at, "police_mpu", event);
        telling.turns_into(102, IncidentClass::AbsentWithoutLeave);
        let at = telling.after(110);
        telling.involve(at, "hospital");
        for hours in [3, 14] {
            let at = telling.after(hours * 60);
            telling.hear(at);
        }
    })
}

fn young_care_leaver(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::CareLeaver,
        care: Care::None,
        months: Some(231),
        missing: 5 * 24 * 60,
        reported: 2 * 24 * 60 + 200,
        grade: Grade::Low,
        voice: "care_leaver_now",
    };
    scene(studio, scenario, |telling| {
        telling.taken_and_graded();
        telling.send(160);
        for hours in [6, 25, 41] {
            let at = telling.after(hours * 60 + 9);
            telling.hear(at);
        }
        let at = telling.after(30 * 60);
        telling.step(at, "police_supervisor", Step::FamilySignposted);
    })
}

fn overnight_from_the_arcade(studio: &mut Studio) -> PersonHistory {
    let scenario = Scenario {
        situation: Situation::CriminalExploitation,
        care: Care::Ours,
        months: Some(180),
        missing: 22 * 60,
        reported: 19 * 60,
        grade: Grade::Medium,
        voice: "overnight",
    };
    scene(studio, scenario, |telling| {
        telling.both_forms(-40 * 24 * 60);
        telling.taken_and_graded();
        telling.use_forms(Known::Yes);
        telling.send(33);
        telling.social_care_told(MashRating::Red);
        telling.mash_decides(160);
        let at = telling.after(610);
        telling.crime_marker(at);
        for hours in [2, 8, 15] {
            let at = telling.after(hours * 60);
            telling.hear(at);
        }
    })
}

impl Telling<'_> {
    /// A marker turns out not to hold, and another takes its place.
    fn crime_marker(&mut self, at: Timestamp) {
        let persona = self.persona;
        let before = self.course.reported - SignedDuration::from_hours(60 * 24);
        let held = persona.mark(self.studio, self.chronicle, before, MarkerKind::Radicalisation);
        let reason = self.say("marker_ended");
        let event = PersonEvent::MarkerEnded { marker: held.entry, reason };
        persona.record(self.studio, self.chronicle, at, "police_mpu", event);
        persona.mark(self.studio, self.chronicle, at + 9.minutes(), MarkerKind::SubstanceMisuse);
    }
}
