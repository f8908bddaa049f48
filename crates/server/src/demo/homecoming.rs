//! The end, and what outlives it: the return, interviews, forms, the plan for the next time, the closed case.

use domain::{
    episode::{
        Confirmation, DeclinedBy, EndOfAttempt, EpisodeEvent, HeldInterview, InterviewKind, Referral, Step,
    },
    person::Form,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::{
    chronicle::Noted,
    persona::Care,
    report::Graded,
    search::Referred,
    situation::Age,
    telling::{Fate, Finder, Harm, Telling},
};
use domain::risk::Grade;

/// How an interview with a child went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Talk {
    Held,
    DeclinedThenReviewed,
    HeldByOther,
    StillOwed,
}

impl Telling<'_> {
    /// The end, as the course has it. Gives when it was entered.
    pub(super) fn homecoming(&mut self) -> Option<Timestamp> {
        let end = self.course.end?;
        match end.fate {
            Fate::Back(finder, harm) => Some(self.come_back(end.at, finder, harm)),
            Fate::Dead => {
                let found = EpisodeEvent::FoundDead {
                    circumstances: self.say("found_dead"),
                    place: self.say("found_dead_where"),
                    found_by: self.say("found_dead_by"),
                    identity_confirmed_by: self.say("found_dead_identity"),
                };
                let entered = self.note(end.at, "police_io", found).recorded_at;
                self.after_death(end.at);
                Some(entered)
            }
            Fate::ClosedJointly => {
                let proposed = EpisodeEvent::JointClosureProposed {
                    assessment: self.say("closure_assessment"),
                    chronology: self.say("closure_chronology"),
                    reason: self.say("closed_jointly"),
                };
                let before = end.at - SignedDuration::from_hours(26);
                let proposal = self.note(before, "police_senior_manager", proposed).entry;
                let agreed = EpisodeEvent::ClosedJointly {
                    of: Some(proposal),
                    seen: self.say("closure_seen"),
                    police_officer: self.named("police_senior_manager"),
                    social_care_lead: self.named("assistant_director"),
                    reason: self.say("closure_agreed"),
                };
                Some(self.note(end.at, "assistant_director", agreed).recorded_at)
            }
        }
    }

    /// Coroner and family, within two hours.
    fn after_death(&mut self, at: Timestamp) {
        for (minutes, step, key) in [
            (25, Step::CoronerInformed, "coroner_informed"),
            (80, Step::FamilyToldOfDeath, "family_told_of_death"),
            (95, Step::FamilyOfficerAppointed, "family_officer"),
        ] {
            let who = self.named("police_io");
            let note = self.say(key);
            let at = at + SignedDuration::from_mins(minutes);
            self.note(at, "police_io", EpisodeEvent::StepTaken { step, who, note });
        }
        for (minutes, step) in [(150, Step::AgenciesToldOfDeath), (215, Step::PublicityWithdrawn)] {
            self.step(at + SignedDuration::from_mins(minutes), "police_io", step);
        }
    }

    fn named(&mut self, role: &str) -> String {
        self.studio.cast.anyone(&mut self.studio.chance, role).1
    }

    fn come_back(&mut self, at: Timestamp, finder: Finder, harm: Harm) -> Timestamp {
        let told_first = !matches!(finder, Finder::Police | Finder::Public) && self.studio.chance.likely(75);
        let reported_back = at - self.studio.chance.minutes(14, 55);
        if told_first && reported_back > self.course.reported + SignedDuration::from_mins(20) {
            let (by, reach) = self.source("carer");
            let place = self.say_of(&["return"], "said_to_be");
            let role = match (self.persona.home_role(), finder) {
                (Some(role), Finder::Carer | Finder::OwnReturn) => role,
                _ => "call_handler".to_owned(),
            };
            let event = EpisodeEvent::ReturnReported { by: format!("{by}, {reach}"), place };
            self.note(reported_back, &role, event);
        }
        let (place, located_by) = match finder {
            Finder::OwnReturn | Finder::Carer => ("back_at", "located_at_home_by"),
            Finder::Police | Finder::Family | Finder::Friends | Finder::Public | Finder::Health => {
                ("found_at", "located_elsewhere_by")
            }
        };
        let confirmation = Confirmation {
            place: self.say(place),
            located_by: self.say_of(&["return"], located_by),
            wellbeing_confirmed_by: self.say_of(&["return"], "wellbeing_confirmed_by"),
            condition: self.say_of(&["return"], condition_key(harm)),
            how: self.say_of(&["return"], finder.key()),
            harm: self.say_of(&["return"], harm_key(harm)),
        };
        let event = EpisodeEvent::ReturnConfirmed(confirmation);
        let noted = if self.studio.chance.likely(9) {
            let role = "police_supervisor";
            let at_minute = super::studio::to_minute(at);
            let when = super::studio::When {
                happened_at: at_minute,
                recorded_at: at_minute + self.studio.chance.minutes(70, 170),
            };
            self.note_report(when, role, event)
        } else {
            self.note(at, "police_supervisor", event)
        };
        noted.recorded_at
    }

    /// Those who have to hear of the end.
    pub(super) fn tell_of_end(&mut self, entered: Timestamp, referred: Referred) {
        let hour = SignedDuration::from_hours(1);
        let back = matches!(self.course.end.map(|end| end.fate), Some(Fate::Back(..)));
        let found = back || matches!(self.course.end.map(|end| end.fate), Some(Fate::Dead));
        if found
            && referred == Referred::Yes
            && let Some(at) = self.done_within(entered, hour)
        {
            self.step(at, "police_mpu", Step::NationalUnitToldFound);
        }
        if back
            && self.age == Age::Child
            && self.persona.care == Care::Theirs
            && let Some(at) = self.done_within(entered, hour)
        {
            self.step(at, "missing_coordinator", Step::PlacingAuthorityToldReturn);
        }
    }

    /// The talk that police hold soon after (NP 5.12).
    pub(super) fn prevention_interview(&mut self, entered: Timestamp, graded: &Graded) {
        let owed = match (self.age, graded.last) {
            (_, Some(Grade::High | Grade::Medium)) | (Age::Child, _) => true,
            (Age::Adult, Some(Grade::Low | Grade::NoApparentRisk) | None) => false,
        };
        if !owed {
            return;
        }
        let Some(at) = self.done_within(entered, SignedDuration::from_hours(23)) else { return };
        if self.studio.chance.likely(13) {
            let tried = entered + at.duration_since(entered) / 3;
            let outcome = *self.studio.chance.pick(&[
                EndOfAttempt::Refused,
                EndOfAttempt::NotReached,
                EndOfAttempt::NotFit,
            ]);
            let note = self.say_of(&["attempt"], outcome.word());
            self.note(tried, "police_officer", EpisodeEvent::PreventionInterviewAttempted { outcome, note });
        }
        let interviewer = format!("{}, response officer", self.scene.get("officer"));
        let interview = self.interview(interviewer, "prevention");
        let held = self.note(at, "police_officer", EpisodeEvent::PreventionInterviewHeld(interview));
        if self.age == Age::Child {
            self.share_findings(held, "police_supervisor", InterviewKind::Prevention);
        }
    }

    fn interview(&mut self, interviewer: String, kind: &str) -> HeldInterview {
        let harm = match self.course.end.map(|end| end.fate) {
            Some(Fate::Back(_, Harm::Hurt)) => "harm_hurt",
            Some(Fate::Back(_, Harm::SexualOffence)) => "harm_sexual_offence",
            Some(Fate::Back(_, Harm::Safe) | Fate::Dead | Fate::ClosedJointly) | None => "harm_none",
        };
        let brief = kind == "prevention";
        HeldInterview {
            interviewer,
            setting: self.say_of(&["interview"], if brief { "setting_police" } else { "setting" }),
            consent: self.say_of(
                &["interview"],
                if self.age == Age::Child { "consent_child" } else { "consent_adult" },
            ),
            why: self.say(if brief { "why_short" } else { "why" }),
            where_and_whom: self.say("where_and_whom"),
            harm: self.say_of(&["interview"], harm),
            what_would_help: self.say("what_would_help"),
            also_for: Vec::new(),
        }
    }

    /// The independent talk with a child (NP 5.12-5.18).
    pub(super) fn return_interview(&mut self, entered: Timestamp, talk: Talk) {
        if self.age == Age::Adult {
            return;
        }
        let role = self.interviewing_role(entered);
        let offered = entered + self.studio.chance.minutes(3 * 60, 20 * 60);
        let by = self.say_of(&["interview"], "offered_by");
        let offer = self.note(offered, role, EpisodeEvent::ReturnInterviewOffered { by });
        let days = SignedDuration::from_hours(70);
        let at = (entered + days * self.studio.chance.between(40, 94) as i32 / 100).max(offer.recorded_at);
        match talk {
            Talk::Held => {
                let late = self.studio.chance.likely(9);
                let at = if late { at + SignedDuration::from_hours(61) } else { at };
                let name = self.studio.cast.anyone(&mut self.studio.chance, role).1;
                let interview = self.interview(format!("{name}, return interviewer"), "return");
                let held = self.note(at, role, EpisodeEvent::ReturnInterviewHeld(interview));
                self.share_findings(held, role, InterviewKind::Return);
                if self.studio.chance.likely(18) {
                    self.is_weighed(held.recorded_at + SignedDuration::from_hours(28));
                }
            }
            Talk::DeclinedThenReviewed => {
                let declined = self.decline(at - SignedDuration::from_hours(9), offer, role);
                let review = declined.recorded_at + self.studio.chance.minutes(90, 9 * 60);
                let referral = *self.studio.chance.pick(&[
                    Referral::Referred,
                    Referral::NotReferred,
                    Referral::NotReferred,
                ]);
                let reason = self.say_of(&["declined"], referral.word());
                self.note(
                    review,
                    "team_manager",
                    EpisodeEvent::ReturnInterviewDeclineReviewed { referral, reason },
                );
            }
            Talk::HeldByOther => {
                let declined = self.decline(at - SignedDuration::from_hours(12), offer, role);
                let event = EpisodeEvent::ReturnInterviewHeldByOther {
                    who: self.say_of(&["declined"], "other_who"),
                    findings: self.say_of(&["declined"], "other_findings"),
                };
                let other = declined.recorded_at + self.studio.chance.minutes(60, 10 * 60);
                self.note(other, role, event);
            }
            Talk::StillOwed => {}
        }
    }

    /// Whose interview it is; now and then the charity is asked in to hold it.
    fn interviewing_role(&mut self, entered: Timestamp) -> &'static str {
        match self.persona.care {
            Care::OursElsewhere => "out_of_county_engagement",
            Care::None | Care::Ours | Care::Theirs if self.studio.chance.likely(22) => {
                self.involve(entered + SignedDuration::from_mins(100), "charity");
                "return_interviewer"
            }
            Care::None | Care::Ours | Care::Theirs => "mct_family_support",
        }
    }

    /// Somebody declines the talk.
    pub(super) fn decline(&mut self, at: Timestamp, offer: Noted, role: &str) -> Noted {
        let by = *self.studio.chance.pick(&[
            DeclinedBy::Child,
            DeclinedBy::Child,
            DeclinedBy::Parent,
            DeclinedBy::NotReached,
        ]);
        let reason = self.say_of(&["declined"], by.word());
        self.note(at.max(offer.recorded_at), role, EpisodeEvent::ReturnInterviewDeclined { by, reason })
    }

    /// The child tells of a crime, and police are told.
    pub(super) fn crime(&mut self, at: Timestamp) {
        let said = self.say_of(&["crime"], "disclosed");
        let (told_to, what) = said.split_once('|').unwrap_or(("the carer", said.as_str()));
        let event =
            EpisodeEvent::CrimeDisclosed { what: what.trim().to_owned(), told_to: told_to.trim().to_owned() };
        let disclosed = self.note(at, "allocated_worker", event);
        if let Some(at) = self.done_within(disclosed.recorded_at, SignedDuration::from_mins(55)) {
            let year = super::studio::local(at).year() % 100;
            let reference = format!("22{:05}/{year}", self.studio.chance.between(10_000, 99_999));
            let event = EpisodeEvent::CrimeReported { of: disclosed.entry, reference };
            self.note(at, "allocated_worker", event);
        }
    }

    /// The pre-incident form is looked at again, and the plan for the next time.
    pub(super) fn look_back(&mut self, entered: Timestamp, form: Known, plan: Known) {
        let role = self.persona.form_role();
        if form == Known::Yes
            && self.age == Age::Child
            && let Some(at) = self.done_within(entered, SignedDuration::from_hours(70))
        {
            self.step(at, role, Step::FormReviewed);
        }
        if plan == Known::Yes
            && let Some(at) = self.done_within(entered, SignedDuration::from_hours(7 * 24))
        {
            self.step(at, "police_mpu", Step::TriggerPlanReviewed);
        }
    }

    /// Completes one of the two forms.
    pub(super) fn complete_form(&mut self, at: Timestamp, form: Form) {
        self.persona.complete_form(self.studio, self.chronicle, at, form);
    }

    /// The forms that are there are shared, and part two is filled in (NP 3.6-3.10).
    pub(super) fn use_forms(&mut self, form: Known) {
        if form == Known::No || self.age == Age::Adult {
            return;
        }
        let hour = SignedDuration::from_hours(1);
        let reported = self.course.reported;
        let local = reported.to_zoned(TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC));
        let office = (9..17).contains(&local.hour());
        let role = if office { "missing_coordinator" } else { "emergency_duty_team" };
        self.step_within(reported, hour, role, Step::FormsSharedWithPolice);
        let role = self.persona.form_role();
        self.step_within(reported, hour, role, Step::FormPartTwoCompleted);
    }

    /// Closes the case some days later.
    pub(super) fn close(&mut self, entered: Timestamp) {
        let at = entered + self.studio.chance.minutes(4 * 24 * 60, 9 * 24 * 60);
        let summary = self.say(if self.age == Age::Child { "summary_child" } else { "summary_adult" });
        let closed = self.note(at, "police_supervisor", EpisodeEvent::Closed { summary });
        if self.studio.chance.likely(4) {
            self.is_opened_again(closed);
        }
    }
}

/// Whether something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Yes,
    No,
}

fn condition_key(harm: Harm) -> &'static str {
    match harm {
        Harm::Safe => "condition_safe",
        Harm::Hurt => "condition_hurt",
        Harm::SexualOffence => "condition_sexual_offence",
    }
}

fn harm_key(harm: Harm) -> &'static str {
    match harm {
        Harm::Safe => "harm_safe",
        Harm::Hurt => "harm_hurt",
        Harm::SexualOffence => "harm_sexual_offence",
    }
}
