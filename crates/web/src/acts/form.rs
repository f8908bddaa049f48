//! The description of an act: its word, its fields, and how they make the act.

use app::cases::Act;

use super::read::Reader;

/// One act as it can be recorded.
#[derive(Clone, Copy, Debug)]
pub struct ActForm {
    /// The word in the ledger, in addresses and in the catalogue.
    pub word: &'static str,
    /// What it is recorded on.
    pub about: About,
    /// Under which heading it is offered.
    pub group: Group,
    /// Whether it is offered as an act of its own.
    pub offered: Offered,
    /// What is asked, in this order, besides when it happened.
    pub fields: &'static [Field],
    /// Makes the act of what was read; nothing where an answer could not be read.
    pub(crate) build: fn(&mut Reader<'_>) -> Option<Act>,
}

/// What an act is recorded on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One time missing.
    Episode,
    /// A person's record, whether they are missing or not.
    Person,
    /// The record of somebody who cannot be named.
    Unidentified,
}

/// The heading under which an act is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Risk: grading, review, disagreement.
    Risk,
    /// Looking for the person.
    Search,
    /// Lines of enquiry and other tasks.
    Tasks,
    /// Who holds the case, and who knows what.
    Holding,
    /// Social care's part.
    SocialCare,
    /// The person is back, or is said to be.
    Return,
    /// Interviews and what they found.
    Interviews,
    /// Strategy meetings.
    Meetings,
    /// Telling others, and asking them in.
    Telling,
    /// The person's record.
    Record,
    /// Bringing the case to its end.
    Closing,
    /// Somebody who cannot be named.
    Unidentified,
}

impl Group {
    /// Every group, in the order in which a page offers them.
    pub const ALL: [Self; 12] = [
        Self::Risk,
        Self::Search,
        Self::Tasks,
        Self::Holding,
        Self::Return,
        Self::SocialCare,
        Self::Meetings,
        Self::Telling,
        Self::Interviews,
        Self::Record,
        Self::Closing,
        Self::Unidentified,
    ];

    /// The word in the catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Risk => "risk",
            Self::Search => "search",
            Self::Tasks => "tasks",
            Self::Holding => "holding",
            Self::SocialCare => "social-care",
            Self::Return => "return",
            Self::Interviews => "interviews",
            Self::Meetings => "meetings",
            Self::Telling => "telling",
            Self::Record => "record",
            Self::Closing => "closing",
            Self::Unidentified => "unidentified",
        }
    }
}

/// Whether an act is offered as an act of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It is.
    OnItsOwn,
    /// It comes about in another way, and the form serves only to correct it.
    ForCorrection,
}

/// One thing that is asked.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in forms, bodies and refusals.
    pub name: &'static str,
    /// What is typed or chosen.
    pub kind: Kind,
    /// Whether the act can do without it.
    pub required: Required,
}

/// Whether an act can do without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// It cannot.
    Yes,
    /// It can.
    No,
}

/// What is typed or chosen in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Paragraphs,
    /// Several short texts, one a line.
    Lines,
    /// One of a few words, named in the catalogue under the family.
    Choice {
        /// The family of messages that name the words.
        family: &'static str,
        /// The words.
        words: &'static [&'static str],
    },
    /// A local date and time.
    LocalTime,
    /// A date.
    Date,
    /// A whole number from 1.
    Integer,
    /// A whole number from 0.
    Count,
    /// A date of birth as far as it is known.
    Birth,
    /// People who can be asked.
    Contacts,
    /// What is known of each consideration of risk, with its source.
    Considerations,
    /// Something else that is on record.
    Reference(Referred),
    /// Several entries that wait for something.
    Several(Raised),
    /// A role, or one person in it.
    Owner,
    /// The checks that a reporter can make, each with where it stands.
    Checks,
}

/// What a reference points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referred {
    /// An agency.
    Agency,
    /// A strategy meeting of the episode.
    Meeting,
    /// A placement of the person.
    Placement,
    /// A list of tasks by category of person.
    TaskList,
    /// Somebody missing who could be the one who cannot be named.
    Candidate,
    /// An entry that waits for an answer.
    Entry(Raised),
}

/// What kind of entry waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    /// A return that somebody reported.
    Return,
    /// A disagreement about risk.
    Disagreement,
    /// A crime that the child told of.
    Crime,
    /// A marker that is held.
    Marker,
    /// A task that has no result.
    Task,
    /// The same, where the user's agency settles it.
    OwnTask,
    /// A task of the list that is chosen in the field `list`.
    ListedTask,
    /// An offer of the case that nobody has answered.
    Offer,
    /// A message that nobody has acknowledged.
    Message,
    /// A message about being late that nobody has answered.
    LateMessage,
    /// A photograph that may be used.
    Photograph,
    /// Another time missing whose return interview is still owed.
    OtherEpisode,
    /// Another time missing whose prevention interview is still owed.
    OtherPrevention,
    /// A version of a pack.
    Pack,
    /// A proposal to close jointly that nobody has answered.
    Closure,
    /// That the person was found dead.
    Death,
    /// An identity that was proposed.
    Identity,
    /// A notice about a record that nobody has acknowledged.
    Notice,
}

/// The fields of an act.
macro_rules! fields {
    ($($field:expr),* $(,)?) => {
        const { &[$($field),*] }
    };
}
pub(super) use fields;

/// A field that must be answered.
pub(super) const fn asked(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: Required::Yes }
}

/// A field that may stay empty.
pub(super) const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: Required::No }
}

/// An act on an episode, offered on its own.
pub(super) const fn on_episode(
    word: &'static str,
    group: Group,
    fields: &'static [Field],
    build: fn(&mut Reader<'_>) -> Option<Act>,
) -> ActForm {
    ActForm { word, about: About::Episode, group, offered: Offered::OnItsOwn, fields, build }
}

/// An act on a person's record, offered on its own.
pub(super) const fn on_person(
    word: &'static str,
    fields: &'static [Field],
    build: fn(&mut Reader<'_>) -> Option<Act>,
) -> ActForm {
    ActForm { word, about: About::Person, group: Group::Record, offered: Offered::OnItsOwn, fields, build }
}

impl ActForm {
    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
