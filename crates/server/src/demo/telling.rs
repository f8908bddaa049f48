//! One time missing being told: its course, and the hand that writes its entries.

use domain::{
    episode::{EpisodeEvent, GoverningPack, GradeRules, InterviewKind, Step},
    ids::{EpisodeId, IncidentId, MeetingId},
    ledger::{Correction, Event, Stream},
    meeting::MeetingEvent,
    risk::{Assertion, Consideration, Grade},
};
use jiff::{SignedDuration, Timestamp};

use super::{
    chronicle::{Chronicle, Noted},
    persona::{Care, Persona},
    prose::Scene,
    situation::{Age, Situation},
    studio::{Studio, When, local, to_minute},
};

/// How a time missing goes, as the casting list wants it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    /// Since when, where anybody knows.
    pub(super) since: Option<Timestamp>,
    /// When police were told.
    pub(super) reported: Timestamp,
    /// How it ended, unless it runs.
    pub(super) end: Option<End>,
    /// The first grade.
    pub(super) grade: Grade,
    /// Which time missing it is, of those the county knows of.
    pub(super) ordinal: usize,
}

/// The end of a time missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) at: Timestamp,
    pub(super) fate: Fate,
}

/// How somebody fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Back, and how.
    Back(Finder, Harm),
    /// Dead.
    Dead,
    /// The case was closed jointly, with the person still missing.
    ClosedJointly,
}

/// Who found them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finder {
    Police,
    OwnReturn,
    Family,
    Friends,
    Carer,
    Public,
    Health,
}

/// What happened to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Harm {
    Safe,
    Hurt,
    SexualOffence,
}

/// Longer than this nothing stays forgotten.
const FORGOTTEN_AT_MOST: SignedDuration = SignedDuration::from_hours(24 * 21);

impl Finder {
    /// The words with which forces open the sentence, and by which the mix is counted.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Police => "how_police",
            Self::OwnReturn => "how_own_return",
            Self::Family => "how_family",
            Self::Friends => "how_friends",
            Self::Carer => "how_carer",
            Self::Public => "how_public",
            Self::Health => "how_health",
        }
    }
}

/// What reads alike for children, or for adults, in different situations.
const GENERAL: [&str; 6] =
    ["circumstances", "information", "reasons_high", "why", "what_would_help", "reasons_medium"];

/// The hand that writes one time missing.
pub(super) struct Telling<'a> {
    pub(super) studio: &'a mut Studio,
    pub(super) chronicle: &'a mut Chronicle,
    pub(super) persona: &'a Persona,
    pub(super) course: Course,
    pub(super) episode: EpisodeId,
    pub(super) incident: IncidentId,
    pub(super) age: Age,
    pub(super) scene: Scene,
    /// The bank that speaks first, where this time missing has words of its own.
    pub(super) voice: Option<&'static str>,
    /// The packs that govern it.
    pub(super) governed_by: Vec<GoverningPack>,
    rules: GradeRules,
}

impl<'a> Telling<'a> {
    /// Takes up the pen. Nothing is written yet.
    pub(super) fn begin(
        studio: &'a mut Studio,
        chronicle: &'a mut Chronicle,
        persona: &'a Persona,
        course: Course,
    ) -> Self {
        let age = if persona.details.birth.may_be_under_18(local(course.reported).date()) {
            Age::Child
        } else {
            Age::Adult
        };
        let mut scene = persona.scene.clone();
        let seen = local(course.since.unwrap_or(course.reported - SignedDuration::from_mins(50)));
        scene.set("time", seen.strftime("%H:%M").to_string());
        scene.set("day", seen.strftime("%A").to_string());
        scene.set("date", seen.strftime("%-d %B").to_string());
        let county = &studio.county;
        for (blank, among) in [
            ("park", &county.parks),
            ("station", &county.stations),
            ("shop", &county.shops),
            ("bus", &county.bus_routes),
            ("street", &county.streets),
            ("town2", &county.towns),
            ("far_town", &county.far_towns),
        ] {
            scene.set(blank, studio.chance.pick(among).clone());
        }
        let officer = studio.cast.anyone(&mut studio.chance, "police_officer").1;
        scene.set("officer", officer);
        scene.set("times", times(course.ordinal));
        let report_moment = course.reported;
        Self {
            episode: EpisodeId(studio.chance.id_at(report_moment)),
            incident: IncidentId(studio.chance.id_at(report_moment)),
            rules: studio.rules.of(age).clone(),
            governed_by: studio.governed_by(),
            voice: None,
            studio,
            chronicle,
            persona,
            course,
            age,
            scene,
        }
    }

    /// When what is told only of a missing person stops: at the end, or now.
    pub(super) fn limit(&self) -> Timestamp {
        self.course.end.map_or(self.studio.now, |end| end.at)
    }

    /// Since when the person is missing, as clocks count.
    pub(super) fn start(&self) -> Timestamp {
        self.course.since.unwrap_or(self.course.reported)
    }

    /// Whether the county's own services answer for the child.
    pub(super) fn is_own_child(&self) -> bool {
        self.age == Age::Child && self.persona.care != Care::Theirs
    }

    /// The next sentence for `key`.
    pub(super) fn say(&mut self, key: &str) -> String {
        let own = self.voice.filter(|voice| self.studio.corpus.answers(&[*voice], key));
        match own {
            Some(voice) => self.say_of(&[voice], key),
            None => {
                let banks = self.persona.banks();
                let general = GENERAL.contains(&key) && self.persona.situation.resembles_others();
                // What is said of any child or adult is now and then said of this one too.
                if general && self.studio.corpus.answers(&banks[1..], key) && self.studio.chance.likely(30) {
                    self.say_of(&banks[1..], key)
                } else {
                    self.say_of(&banks, key)
                }
            }
        }
    }

    /// The next sentence for `key` from one of these banks.
    pub(super) fn say_of(&mut self, banks: &[&str], key: &str) -> String {
        self.studio.corpus.say(&mut self.studio.chance, banks, key, &self.scene)
    }

    /// A time by which something owed within `due` was done: nearly always in time, now and then late, rarely never.
    pub(super) fn done_within(&mut self, from: Timestamp, due: SignedDuration) -> Option<Timestamp> {
        let drawn = self.studio.chance.between(1, 100);
        let percent = match drawn {
            1..=92 => self.studio.chance.between(18, 88),
            93..=97 => self.studio.chance.between(106, 190),
            // What was forgotten came to light long ago in an old case; in a recent one it is still owed.
            _ if self.studio.now.duration_since(from) > FORGOTTEN_AT_MOST => {
                self.studio.chance.between(220, 900)
            }
            _ => return None,
        };
        Some(from + SignedDuration::from_secs(due.as_secs() * percent / 100))
    }

    /// Writes an entry of the episode soon after it happened.
    pub(super) fn note(&mut self, at: Timestamp, role: &str, event: EpisodeEvent) -> Noted {
        let when = self.studio.soon(to_minute(at));
        self.write(Stream::Episode(self.episode), when, role, Event::Episode(event))
    }

    /// Writes an entry of the episode when there was time for it.
    pub(super) fn note_late(&mut self, at: Timestamp, role: &str, event: EpisodeEvent) -> Noted {
        let when = self.studio.late(to_minute(at));
        self.write(Stream::Episode(self.episode), when, role, Event::Episode(event))
    }

    /// Writes an entry that is about a meeting.
    pub(super) fn note_meeting(
        &mut self,
        meeting: MeetingId,
        at: Timestamp,
        role: &str,
        event: MeetingEvent,
    ) -> Noted {
        let when = self.studio.soon(to_minute(at));
        self.write(Stream::Meeting(meeting), when, role, Event::Meeting(event))
    }

    /// Corrects an earlier entry of the episode.
    pub(super) fn correct(&mut self, at: Timestamp, role: &str, correction: Correction) -> Noted {
        let when = When { happened_at: at, recorded_at: at };
        self.write(Stream::Episode(self.episode), when, role, Event::Corrected(correction))
    }

    /// Takes a plain step, with who and what the prose says of it.
    pub(super) fn step(&mut self, at: Timestamp, role: &str, step: Step) -> Noted {
        let said = self.say_of(&["step"], step.word());
        let (who, note) = said.split_once('|').unwrap_or((said.as_str(), ""));
        let event =
            EpisodeEvent::StepTaken { step, who: who.trim().to_owned(), note: note.trim().to_owned() };
        if self.studio.chance.likely(7) {
            self.note_late(at, role, event)
        } else {
            self.note(at, role, event)
        }
    }

    /// Takes a step owed within that time, if the person is still missing when it would be done.
    pub(super) fn step_within(
        &mut self,
        from: Timestamp,
        due: SignedDuration,
        role: &str,
        step: Step,
    ) -> Option<Noted> {
        let at = self.done_within(from, due)?;
        (at < self.limit()).then(|| self.step(at, role, step))
    }

    /// Shares what an interview found.
    pub(super) fn share_findings(&mut self, held: Noted, role: &str, of: InterviewKind) {
        if let Some(at) = self.done_within(held.recorded_at, SignedDuration::from_hours(24)) {
            let with = self.say_of(&["interview"], "shared_with");
            self.note(at, role, EpisodeEvent::FindingsShared { of, with });
        }
    }

    /// What is behind a grade: so many things that somebody said.
    pub(super) fn considerations(&mut self, at: Timestamp, count: usize) -> Vec<Assertion> {
        let mut assertions: Vec<Assertion> = Vec::with_capacity(count);
        for _ in 0..count {
            let said = self.say("consideration");
            let mut parts = said.splitn(3, '|').map(str::trim);
            let word = parts.next().unwrap_or("");
            let consideration = Consideration::ALL
                .into_iter()
                .find(|consideration| consideration.word() == word)
                .unwrap_or_else(|| panic!("a consideration is named in: {said}"));
            let (source, how_to_reach) = self.source(parts.next().unwrap_or(""));
            let what = parts.next().unwrap_or("").to_owned();
            if assertions.iter().any(|held| held.what == what) {
                continue;
            }
            let ago = self.studio.chance.minutes(4, 38);
            assertions.push(Assertion {
                consideration,
                what,
                source,
                how_to_reach,
                obtained_at: to_minute((at - ago).max(self.course.reported)),
            });
        }
        assertions
    }

    /// Who says something, and how to reach them; `carer`, `second` and `friend` are known, others are drawn.
    pub(super) fn source(&mut self, who: &str) -> (String, String) {
        match who {
            "carer" => said_by(&self.persona.carer),
            "second" => said_by(&self.persona.second),
            "friend" => {
                let name = format!("{}, friend", self.scene.get("friend"));
                (name, self.studio.mobile())
            }
            other => {
                let said = self.say_of(&["source"], other);
                let reach =
                    if self.studio.chance.likely(60) { self.studio.landline() } else { self.studio.mobile() };
                (said, reach)
            }
        }
    }

    /// Whether the story is about somebody in that situation.
    pub(super) fn is(&self, situation: Situation) -> bool {
        self.persona.situation == situation
    }

    fn write(&mut self, stream: Stream, when: When, role: &str, event: Event) -> Noted {
        let (actor, _) = self.studio.cast.anyone(&mut self.studio.chance, role);
        let draft = self.studio.draft(stream, when, actor, event);
        let noted = Noted { entry: draft.id, recorded_at: draft.recorded_at };
        self.chronicle.plan(draft, &self.rules);
        noted
    }

    /// Writes an entry of the call.
    pub(super) fn note_call(&mut self, when: When, role: &str, event: domain::incident::IncidentEvent) {
        let (actor, _) = self.studio.cast.anyone(&mut self.studio.chance, role);
        let draft = self.studio.draft(Stream::Incident(self.incident), when, actor, Event::Incident(event));
        self.studio.calls.push(draft);
    }

    /// Writes the report itself, entered at that moment.
    pub(super) fn note_report(&mut self, when: When, role: &str, event: EpisodeEvent) -> Noted {
        self.write(Stream::Episode(self.episode), when, role, Event::Episode(event))
    }
}

fn said_by(contact: &domain::person::Contact) -> (String, String) {
    (format!("{}, {}", contact.name, contact.relation), contact.reach.clone())
}

/// How often somebody was missing before, in words.
fn times(ordinal: usize) -> String {
    match ordinal {
        0 | 1 => "not been reported missing before".into(),
        2 => "been reported missing once before".into(),
        3 => "been reported missing twice before".into(),
        more => format!("been reported missing {} times before", more - 1),
    }
}
