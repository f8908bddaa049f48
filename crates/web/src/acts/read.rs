//! Reads what was typed or sent into an act: once, on arrival, every problem named with its field.

mod room;

use app::cases::Act;
use domain::{
    file::Recorded,
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Correction, Event},
    meeting::MeetingEvent,
    person::{BirthDate, Contact},
    placement::PlacementEvent,
    postcode,
    risk::Assertion,
    text::is_blank,
};
use jiff::{Timestamp, civil::Date};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    Values,
    form::{ActForm, Field, Kind, Required},
    limits, time,
};

/// The name of the field that says why an entry is corrected. It is not `reason`, for some acts have one of their own.
pub const CORRECTION_REASON: &str = "correction_reason";

/// What an act is recorded on, and when.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// The person; nobody where it is about somebody who cannot be named.
    pub person: Option<PersonId>,
    /// The time missing, where the act is about one.
    pub episode: Option<EpisodeId>,
    /// Now: when something was obtained of which nobody says when.
    pub now: Timestamp,
}

/// An answer that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The name of the field, as the form, the body and the catalogue know it.
    pub field: &'static str,
    /// The id of the control to go to.
    pub control: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is missing.
    Missing,
    /// No date, or no such date.
    NotADate,
    /// No instant with its offset, as programs send them.
    NotATime,
    /// No time of day.
    NotATimeOfDay,
    /// The clocks went forward over it.
    DoesNotExist,
    /// The clocks went back over it, and nobody said which of the two is meant.
    ExistsTwice,
    /// Both "now" and another time.
    NowOrThen,
    /// None of the words on offer.
    NotOffered,
    /// No whole number, or out of range.
    NotANumber,
    /// It names nothing that is on record.
    NotOnRecord,
    /// What was said has no source.
    NoSource,
    /// It is longer than the field takes.
    TooLong {
        /// How many characters it takes.
        at_most: usize,
    },
    /// A year in which nobody can have been born who is looked for today.
    BornWhen,
    /// No British postcode, and no first half of one.
    NotAPostcode,
}

impl Problem {
    /// Every problem.
    pub const ALL: [Self; 14] = [
        Self::Missing,
        Self::NotADate,
        Self::NotATime,
        Self::NotATimeOfDay,
        Self::DoesNotExist,
        Self::ExistsTwice,
        Self::NowOrThen,
        Self::NotOffered,
        Self::NotANumber,
        Self::NotOnRecord,
        Self::NoSource,
        Self::TooLong { at_most: limits::LINE_AT_MOST },
        Self::BornWhen,
        Self::NotAPostcode,
    ];

    /// The stable code, and the end of the catalogue's message id.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotADate => "not-a-date",
            Self::NotATime => "not-a-time",
            Self::NotATimeOfDay => "not-a-time-of-day",
            Self::DoesNotExist => "time-does-not-exist",
            Self::ExistsTwice => "time-exists-twice",
            Self::NowOrThen => "now-or-then",
            Self::NotOffered => "not-offered",
            Self::NotANumber => "not-a-number",
            Self::NotOnRecord => "not-on-record",
            Self::NoSource => "no-source",
            Self::TooLong { .. } => "too-long",
            Self::BornWhen => "born-when",
            Self::NotAPostcode => "not-a-postcode",
        }
    }
}

/// Reads an act and when it happened; nothing stands for now.
///
/// # Errors
/// Every answer that cannot be read or is missing, in the order of the form.
pub fn parse(
    form: &ActForm,
    values: &Values,
    subject: &Subject,
) -> Result<(Act, Option<Timestamp>), Vec<Unreadable>> {
    let mut reader = Reader::new(form, values, subject, None);
    let act = (form.build)(&mut reader);
    let happened_at = reader.happened_at();
    reader.too_long();
    reader.finish(act.map(|act| (act, happened_at)))
}

/// Reads the correction of an entry: the same form as the act, and why.
///
/// # Errors
/// As [`parse`].
pub fn parse_correction(
    form: &ActForm,
    values: &Values,
    subject: &Subject,
    recorded: &Recorded,
) -> Result<Correction, Vec<Unreadable>> {
    let mut reader = Reader::new(form, values, subject, Some(&recorded.event));
    let act = (form.build)(&mut reader);
    let happened_at = reader.happened_at();
    let reason = values.get(CORRECTION_REASON).trim().to_owned();
    reader.too_long();
    if is_blank(&reason) {
        reader.wrong(CORRECTION_REASON, CORRECTION_REASON.to_owned(), Problem::Missing);
    }
    reader.finish(act.map(|act| Correction {
        corrects: recorded.entry,
        // Typed to the minute; an entry to which nobody typed another time keeps its own to the second.
        happened_at: happened_at.filter(|at| !same_minute(*at, recorded.happened_at)),
        event: event_of(act).map(Box::new),
        reason,
    }))
}

fn same_minute(one: Timestamp, other: Timestamp) -> bool {
    one.as_second().div_euclid(60) == other.as_second().div_euclid(60)
}

/// The event that an act puts into the ledger; nothing for a correction, which is made of one.
pub(crate) fn event_of(act: Act) -> Option<Event> {
    match act {
        Act::Episode(event) => Some(Event::Episode(event)),
        Act::Person(event) => Some(Event::Person(event)),
        Act::Unidentified(event) => Some(Event::Unidentified(event)),
        Act::HoldMeeting(held) => Some(Event::Meeting(MeetingEvent::Held(held))),
        Act::CirculateMinutes { to, .. } => Some(Event::Meeting(MeetingEvent::MinutesCirculated { to })),
        Act::RecordPlacement(placement) => Some(Event::Placement(PlacementEvent::Recorded(placement))),
        Act::CheckPlacementPlan { note, .. } => Some(Event::Placement(PlacementEvent::PlanChecked { note })),
        Act::EndPlacement { reason, .. } => Some(Event::Placement(PlacementEvent::Ended { reason })),
        Act::Correct(_) | Act::UseTaskList { .. } => None,
    }
}

/// Reads one form, and gathers what is wrong.
pub struct Reader<'a> {
    /// The form.
    pub(super) form: &'a ActForm,
    /// What the act is recorded on.
    pub(super) subject: &'a Subject,
    /// The entry as it stands, where it is corrected.
    pub(super) corrected: Option<&'a Event>,
    values: &'a Values,
    wrong: Vec<Unreadable>,
}

impl<'a> Reader<'a> {
    fn new(
        form: &'a ActForm,
        values: &'a Values,
        subject: &'a Subject,
        corrected: Option<&'a Event>,
    ) -> Self {
        Self { form, subject, corrected, values, wrong: Vec::new() }
    }

    fn finish<T>(self, read: Option<T>) -> Result<T, Vec<Unreadable>> {
        match read {
            Some(read) if self.wrong.is_empty() => Ok(read),
            Some(_) | None => Err(self.wrong),
        }
    }

    /// Names what is longer than its field takes.
    fn too_long(&mut self) {
        for (control, text) in self.values.iter() {
            let length = text.chars().count();
            if length <= limits::LINE_AT_MOST {
                continue;
            }
            let of = |field: &&Field| {
                control.strip_prefix(field.name).is_some_and(|part| part.is_empty() || part.starts_with('-'))
            };
            let (name, at_most) = match self.form.fields.iter().find(of) {
                Some(field) => (field.name, limits::of(field.kind, control)),
                None if control == CORRECTION_REASON => (CORRECTION_REASON, limits::TEXT_AT_MOST),
                None => continue,
            };
            if length > at_most {
                self.wrong(name, control.to_owned(), Problem::TooLong { at_most });
            }
        }
    }

    pub(super) fn wrong(&mut self, field: &'static str, control: String, problem: Problem) {
        self.wrong.push(Unreadable { field, control, problem });
    }

    /// The field of that name in the form.
    fn field(&self, name: &str) -> &'static Field {
        self.form
            .field(name)
            .expect("an act reads only fields of its own form; every form reads its sample in the tests")
    }

    fn happened_at(&mut self) -> Option<Timestamp> {
        time::happened_at(self.values).unwrap_or_else(|(control, problem)| {
            self.wrong(time::HAPPENED_AT, control, problem);
            None
        })
    }

    /// A text without blanks around it.
    pub(super) fn text(&mut self, name: &str) -> String {
        let field = self.field(name);
        let text = self.values.get(name).trim().to_owned();
        if is_blank(&text) && field.required == Required::Yes {
            self.wrong(field.name, name.to_owned(), Problem::Missing);
        }
        text
    }

    /// A postcode or its first half, as it is written: capitals, one space. Nothing where none was given.
    pub(super) fn postcode(&mut self, name: &str) -> String {
        let typed = self.text(name);
        if typed.is_empty() {
            return typed;
        }
        postcode::written(&typed).unwrap_or_else(|| {
            let field = self.field(name).name;
            self.wrong(field, name.to_owned(), Problem::NotAPostcode);
            String::new()
        })
    }

    /// Several short texts, one a line, or one an item of a body.
    pub(super) fn lines(&mut self, name: &str) -> Vec<String> {
        let typed = self.values.get(name).lines().map(str::to_owned);
        let sent = self
            .values
            .rows(name)
            .into_iter()
            .map(|row| self.values.get(&format!("{name}-{row}")).to_owned());
        typed.chain(sent).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    /// One of the words on offer; nothing where none was chosen.
    pub(super) fn choice<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let field = self.field(name);
        let typed = self.values.get(name);
        if typed.is_empty() {
            self.missing_if_required(field);
            return None;
        }
        let offered = match field.kind {
            Kind::Choice { words, .. } => words.contains(&typed),
            Kind::Line
            | Kind::Paragraphs
            | Kind::Lines
            | Kind::LocalTime
            | Kind::Date
            | Kind::Integer
            | Kind::Count
            | Kind::Birth
            | Kind::Contacts
            | Kind::Considerations
            | Kind::Several(_)
            | Kind::Owner
            | Kind::Checks
            | Kind::Reference(_) => false,
        };
        let read = offered.then(|| serde_json::from_value(Value::String(typed.to_owned())).ok()).flatten();
        if read.is_none() {
            self.wrong(field.name, name.to_owned(), Problem::NotOffered);
        }
        read
    }

    /// One of the words on offer as it is written.
    pub(super) fn word(&mut self, name: &str) -> Option<String> {
        self.choice::<String>(name)
    }

    /// An instant.
    pub(super) fn instant(&mut self, name: &str) -> Option<Timestamp> {
        let field = self.field(name);
        match time::instant(self.values, name) {
            Ok(None) => {
                if field.required == Required::Yes {
                    self.wrong(field.name, format!("{name}-day"), Problem::Missing);
                }
                None
            }
            Ok(instant) => instant,
            Err((control, problem)) => {
                self.wrong(field.name, control, problem);
                None
            }
        }
    }

    /// A date.
    pub(super) fn date(&mut self, name: &str) -> Option<Date> {
        let field = self.field(name);
        time::date(self.values, name).unwrap_or_else(|(control, problem)| {
            self.wrong(field.name, control, problem);
            None
        })
    }

    /// A whole number from 1.
    pub(super) fn number(&mut self, name: &str) -> Option<u16> {
        self.from(1, name)
    }

    /// A whole number from 0: the age of a newborn, the days since a death of today.
    pub(super) fn count(&mut self, name: &str) -> Option<u16> {
        self.from(0, name)
    }

    fn from(&mut self, least: u16, name: &str) -> Option<u16> {
        let field = self.field(name);
        let typed = self.values.get(name).trim();
        if typed.is_empty() {
            self.missing_if_required(field);
            return None;
        }
        let read = typed.parse().ok().filter(|number| *number >= least);
        if read.is_none() {
            self.wrong(field.name, name.to_owned(), Problem::NotANumber);
        }
        read
    }

    /// The id of something on record. Whether it is there is decided where the act is.
    pub(super) fn id<T: std::str::FromStr>(&mut self, name: &str) -> Option<T> {
        let field = self.field(name);
        let typed = self.values.get(name).trim();
        if typed.is_empty() {
            self.missing_if_required(field);
            return None;
        }
        let read = typed.parse().ok();
        if read.is_none() {
            self.wrong(field.name, name.to_owned(), Problem::NotOnRecord);
        }
        read
    }

    /// The entry that is answered.
    pub(super) fn entry(&mut self, name: &str) -> Option<EntryId> {
        self.id(name)
    }

    fn missing_if_required(&mut self, field: &'static Field) {
        if field.required == Required::Yes {
            self.wrong(field.name, field.name.to_owned(), Problem::Missing);
        }
    }

    /// A date of birth as far as it is known.
    pub(super) fn birth(&mut self, name: &'static str) -> Option<BirthDate> {
        let part = |part: &str| self.values.get(&format!("{name}-{part}")).trim().to_owned();
        let whole = |part: String| part.parse::<u8>().ok().filter(|age| *age <= 120);
        let today = self.subject.now.to_zoned(domain::time::london()).date();
        match part("known").as_str() {
            "exact" => match time::date(self.values, &format!("{name}-date")) {
                Ok(Some(date)) if date <= today && limits::birth_years(today).contains(&date.year()) => {
                    return Some(BirthDate::Exact { date });
                }
                Ok(Some(_)) => self.wrong(name, format!("{name}-date-year"), Problem::BornWhen),
                Ok(None) => self.wrong(name, format!("{name}-date-day"), Problem::Missing),
                Err((control, problem)) => self.wrong(name, control, problem),
            },
            "year" => match part("year").parse() {
                Ok(year) if limits::birth_years(today).contains(&year) => {
                    return Some(BirthDate::Year { year });
                }
                Ok(_) => self.wrong(name, format!("{name}-year"), Problem::BornWhen),
                Err(_) => self.wrong(name, format!("{name}-year"), Problem::NotANumber),
            },
            "age_range" => {
                let estimated_on = time::date(self.values, &format!("{name}-estimated_on"))
                    .ok()
                    .flatten()
                    .unwrap_or_else(|| self.subject.now.to_zoned(domain::time::london()).date());
                match (whole(part("from")), whole(part("to"))) {
                    (Some(from), Some(to)) if from <= to => {
                        return Some(BirthDate::AgeRange { from, to, estimated_on });
                    }
                    (Some(_), _) => self.wrong(name, format!("{name}-to"), Problem::NotANumber),
                    (None, _) => self.wrong(name, format!("{name}-from"), Problem::NotANumber),
                }
            }
            "unknown" | "" => return Some(BirthDate::Unknown),
            _ => self.wrong(name, format!("{name}-known"), Problem::NotOffered),
        }
        None
    }

    /// People who can be asked: each row in which something stands.
    pub(super) fn contacts(&mut self, name: &str) -> Vec<Contact> {
        let part =
            |row: usize, part: &str| self.values.get(&format!("{name}-{row}-{part}")).trim().to_owned();
        self.values
            .rows(name)
            .into_iter()
            .map(|row| Contact {
                name: part(row, "name"),
                relation: part(row, "relation"),
                reach: part(row, "reach"),
            })
            .collect()
    }

    /// What is known of each consideration: every row in which something was said.
    pub(super) fn assertions(&mut self, name: &'static str) -> Vec<Assertion> {
        let mut assertions = Vec::new();
        for row in self.values.rows(name) {
            let part = |part: &str| self.values.get(&format!("{name}-{row}-{part}")).trim();
            let (what, source, reach) = (part("what"), part("source"), part("how_to_reach"));
            if what.is_empty() && source.is_empty() && reach.is_empty() {
                continue;
            }
            let consideration = serde_json::from_value(Value::String(part("consideration").to_owned())).ok();
            let obtained_at = time::instant(self.values, &format!("{name}-{row}-obtained_at"));
            let control = |part: &str| format!("{name}-{row}-{part}");
            match (consideration, obtained_at) {
                (None, _) => self.wrong(name, control("consideration"), Problem::NotOffered),
                (_, Err((control, problem))) => self.wrong(name, control, problem),
                _ if what.is_empty() => self.wrong(name, control("what"), Problem::Missing),
                _ if source.is_empty() => self.wrong(name, control("source"), Problem::NoSource),
                (Some(consideration), Ok(obtained_at)) => assertions.push(Assertion {
                    consideration,
                    what: what.to_owned(),
                    source: source.to_owned(),
                    how_to_reach: reach.to_owned(),
                    obtained_at: obtained_at.unwrap_or(self.subject.now),
                }),
            }
        }
        assertions
    }
}
