//! What the pages about a person have in hand, whether they stand on one time missing or on the record.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use app::{
    App,
    access::Action,
    cases::{ActorName, Colleague, DutyView, EpisodeView, Past, PersonView, TimelineItem},
};
use domain::{
    episode::{
        Answerable, Ending, Episode, GoverningPack, GradeRules, MashRating, Offer, OfferStanding, Owner,
        ReturnInterview, Room, Sent, information_in,
    },
    file::{PersonFile, Recorded},
    ids::{AccountId, AgencyId, EntryId, PersonId},
    incident::{Incident, IncidentClass, IncidentStatus},
    late::unanswered,
    ledger::Event,
    meeting::Meeting,
    person::PersonEvent,
    protocol::{roles::Role, untimed::TaskTimes},
};
use jiff::Timestamp;

use crate::{
    acts::{
        self, Subject,
        fields::{Named, OnRecord},
        words,
    },
    catalogue::{instant, t},
    forms::address,
    layout::PastBanner,
    views::came_in::doubt,
};

/// One person's file as the user may see it, standing on an episode or on the record.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    /// The address of the page on which it stands.
    pub(crate) home: String,
    /// Whose.
    pub(crate) person: PersonId,
    /// The whole file.
    pub(crate) file: Arc<PersonFile>,
    /// The episode, where it stands on one.
    pub(crate) episode: Option<Episode>,
    /// The version to name when recording.
    pub(crate) version: i64,
    /// The history, the latest first.
    pub(crate) timeline: Vec<TimelineItem>,
    /// Everybody named in it.
    pub(crate) actors: HashMap<AccountId, ActorName>,
    /// What the user may do.
    pub(crate) may: Vec<Action>,
    /// What the call was thought to be, where the scene stands on an episode.
    pub(crate) class_of_call: Option<IncidentClass>,
    /// The packs under which the case could stand, as a form offers them.
    pub(crate) packs: Vec<Named>,
    /// Which grades may be given.
    pub(crate) grades: GradeRules,
    /// The agencies that take part.
    pub(crate) agencies: HashMap<AgencyId, String>,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// What kind of matter it is.
    pub(crate) class: IncidentClass,
    /// People who can be given something to do, where the page asks for them.
    pub(crate) colleagues: Vec<Colleague>,
    /// Lists of tasks, and their tasks, where the page offers them.
    pub(crate) listed: Listed,
    /// When a task without a time is due.
    pub(crate) task_times: TaskTimes,
    /// The tasks that the user's agency settles.
    pub(crate) own_tasks: BTreeSet<EntryId>,
    /// The duties that somebody owes, where the page says what outlasts the case.
    pub(crate) owed: Vec<DutyView>,
    /// By when the MASH would have to assess under each rating, where the page asks for one.
    pub(crate) assess_by: Vec<(MashRating, Timestamp)>,
    /// The moment as of which this holds.
    pub(crate) now: Timestamp,
    /// Where that is past: what the page says of that.
    pub(crate) past: Option<Past>,
}

impl Scene {
    /// On one time missing.
    pub(crate) fn of_episode(view: &EpisodeView, roles: RoleNames) -> Self {
        Self {
            home: format!("/episodes/{}", view.episode.id),
            person: view.person_id,
            file: Arc::clone(&view.file),
            episode: Some(view.episode.clone()),
            version: view.version,
            timeline: view.timeline.clone(),
            actors: view.actors.clone(),
            may: view.may.clone(),
            class_of_call: view.incidents.iter().find_map(class_called),
            packs: view.packs.iter().map(pack_choice).collect(),
            grades: view.grades.clone(),
            agencies: view.agencies.clone(),
            roles,
            class: class_of(view),
            colleagues: Vec::new(),
            listed: Listed::default(),
            task_times: view.task_times,
            own_tasks: view.own_tasks.clone(),
            owed: Vec::new(),
            assess_by: Vec::new(),
            now: view.now,
            past: view.past.clone(),
        }
    }

    /// On the person's record.
    pub(crate) fn of_person(view: &PersonView, roles: RoleNames) -> Self {
        Self {
            home: format!("/people/{}", view.person_id),
            person: view.person_id,
            file: Arc::clone(&view.file),
            episode: None,
            version: view.version,
            timeline: view.timeline.clone(),
            actors: view.actors.clone(),
            may: view.may.clone(),
            class_of_call: None,
            packs: Vec::new(),
            grades: GradeRules::default(),
            agencies: view.agencies.clone(),
            roles,
            class: IncidentClass::Missing,
            colleagues: Vec::new(),
            listed: Listed::default(),
            task_times: TaskTimes::default(),
            own_tasks: BTreeSet::new(),
            owed: Vec::new(),
            assess_by: Vec::new(),
            now: view.now,
            past: view.past.clone(),
        }
    }

    /// The address of a page about the same moment as this one.
    pub(crate) fn link(&self, path: &str) -> String {
        self.link_with(path, &[])
    }

    /// The same with more in its query.
    pub(crate) fn link_with(&self, path: &str, query: &[(&str, &str)]) -> String {
        let at = self.past.as_ref().map(|past| past.at.to_string()).unwrap_or_default();
        address(path, &[query, &[("at", &at)]].concat())
    }

    /// The mark of the past for the page at this address; nothing on a page of the present.
    pub(crate) fn past_banner(&self, path: &str) -> Option<PastBanner> {
        let past = self.past.as_ref()?;
        Some(PastBanner { at: past.at, now: past.now, back: path.to_owned() })
    }

    /// Whether the user may record the act of that word.
    pub(crate) fn may(&self, word: &str) -> bool {
        self.may.iter().any(|action| action.word() == word)
    }

    /// What an act is recorded on.
    pub(crate) fn subject(&self) -> Subject {
        Subject {
            person: Some(self.person),
            episode: self.episode.as_ref().map(|episode| episode.id),
            now: self.now,
        }
    }

    /// Whether the user may say what came of a task, or give it to somebody.
    pub(crate) fn may_settle(&self, word: &str, task: EntryId) -> bool {
        self.may(word) && self.own_tasks.contains(&task)
    }

    /// The entry of that id in the history.
    pub(crate) fn item(&self, entry: EntryId) -> Option<&TimelineItem> {
        self.timeline.iter().find(|item| item.entry == entry)
    }

    /// The strategy meetings of the episode, the latest first.
    pub(crate) fn meetings(&self) -> Vec<&Meeting> {
        let episode = self.episode.as_ref().map(|episode| episode.id);
        let mut meetings: Vec<&Meeting> =
            self.file.meetings.values().filter(|meeting| Some(meeting.held.episode) == episode).collect();
        meetings.sort_by_key(|meeting| std::cmp::Reverse(meeting.held_at));
        meetings
    }

    /// What the fields of an act can point at.
    pub(crate) fn on_record(&self) -> OnRecord {
        let open = |of: fn(&Episode) -> &Vec<Answerable>| {
            self.episode
                .iter()
                .flat_map(of)
                .filter(|raised| raised.answered_at.is_none())
                .map(|raised| (raised.entry.to_string(), self.described(raised.entry)))
                .collect::<Vec<Named>>()
        };
        OnRecord {
            // Who cannot be named has a record and a page of their own.
            candidates: Vec::new(),
            identities: Vec::new(),
            notices: Vec::new(),
            agencies: self.agencies_by_name(),
            meetings: self
                .meetings()
                .into_iter()
                .map(|meeting| (meeting.id.to_string(), instant(meeting.held_at, self.now)))
                .collect(),
            placements: self
                .file
                .placements
                .values()
                .filter(|placement| placement.ended_at.is_none())
                .map(|placement| (placement.id.to_string(), one_line(&placement.recorded.address)))
                .collect(),
            returns: open(|episode| &episode.reported_returns),
            disagreements: open(|episode| &episode.disagreements),
            crimes: open(|episode| &episode.crimes),
            markers: self
                .file
                .person
                .markers
                .iter()
                .map(|(entry, marker)| (entry.to_string(), words::choice("marker", marker.marker.word())))
                .collect(),
            tasks: self.of_room(unfinished),
            own_tasks: self.of_room(|room| {
                unfinished(room).into_iter().filter(|task| self.own_tasks.contains(task)).collect()
            }),
            offers: self.of_room(|room| {
                let open = |offer: &&Offer| offer.standing == OfferStanding::Open;
                room.handovers.iter().filter(open).map(|offer| offer.entry).collect()
            }),
            messages: self.of_room(|room| {
                let open = |sent: &&Sent| sent.acknowledged.is_none();
                room.messages.iter().filter(open).map(|sent| sent.entry).collect()
            }),
            late_messages: unanswered(&self.file)
                .map(|sent| (sent.entry.to_string(), self.described(sent.entry)))
                .into_iter()
                .collect(),
            photographs: self.photographs_by_name(),
            other_episodes: self.interviews_owed(return_interview_owed),
            other_preventions: self.interviews_owed(|other| other.prevention_interview.is_none()),
            closures: self
                .episode
                .iter()
                .filter_map(Episode::open_closure)
                .map(|closure| (closure.entry.to_string(), self.described(closure.entry)))
                .collect(),
            deaths: open(|episode| &episode.deaths),
            packs: self.packs.clone(),
            owners: self.owners(),
            task_lists: self.listed.lists.clone(),
            listed_tasks: self.listed.tasks.clone(),
        }
    }

    fn photographs_by_name(&self) -> Vec<Named> {
        let all = self.file.person.photographs.iter();
        all.map(|(entry, _, _)| (entry.to_string(), self.described(*entry))).collect()
    }

    fn agencies_by_name(&self) -> Vec<Named> {
        let mut agencies: Vec<Named> =
            self.agencies.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        agencies.sort_by(|one, other| one.1.cmp(&other.1));
        agencies
    }

    /// Other times missing from which the person came back and was not interviewed since.
    fn interviews_owed(&self, owed: impl Fn(&Episode) -> bool) -> Vec<Named> {
        let this = self.episode.as_ref().map(|episode| episode.id);
        self.file
            .episodes
            .values()
            .filter(|other| Some(other.id) != this && matches!(other.ending(), Some(Ending::Returned(_))))
            .filter(|other| owed(other))
            .map(|other| (other.id.to_string(), super::missing::time_missing(other, self.now)))
            .collect()
    }

    /// What of the shift's side waits for something, as it is described.
    fn of_room(&self, waiting: impl Fn(&Room) -> Vec<EntryId>) -> Vec<Named> {
        self.episode
            .iter()
            .flat_map(|episode| waiting(&episode.room))
            .map(|entry| (entry.to_string(), self.described(entry)))
            .collect()
    }

    /// Who can be given what the form gives: each role that one of them has by its name, then each person by theirs.
    fn owners(&self) -> Vec<Named> {
        let mut owners: Vec<Named> =
            self.colleagues.iter().map(|one| (one.role.clone(), self.roles.of(&one.role))).collect();
        owners.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        owners.dedup();
        owners.extend(self.colleagues.iter().map(|one| {
            let agency = self.agencies.get(&one.agency).cloned().unwrap_or_default();
            let words =
                t!("owner-person", "name" => one.name.clone(), "role" => self.roles.of(&one.role), "agency" => agency);
            (format!("{}:{}", one.role, one.account), words)
        }));
        owners
    }

    /// Whose something is, in words: the role, or the person in it.
    pub(crate) fn owner(&self, owner: &Owner) -> String {
        let role = self.roles.of(&owner.role);
        match owner.account.and_then(|account| self.actors.get(&account)) {
            Some(person) => t!("owner-named", "name" => person.name.clone(), "role" => role),
            None => role,
        }
    }

    /// An entry in a few words; nothing where it is not there.
    fn described(&self, entry: EntryId) -> String {
        self.file.find(entry).map_or_else(String::new, |recorded| in_few_words(recorded, self.now))
    }

    /// What ids stand for.
    pub(crate) fn names(&self) -> Names {
        let mut names: HashMap<String, String> =
            self.agencies.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        names.extend(self.actors.iter().map(|(account, actor)| {
            let owner = Owner { role: actor.role.clone(), account: Some(*account) };
            (format!("{}:{account}", actor.role), self.owner(&owner))
        }));
        names.extend(self.roles.names.iter().map(|(role, name)| (role.clone(), name.clone())));
        names.extend(self.owners());
        names.extend(
            self.file
                .meetings
                .values()
                .map(|meeting| (meeting.id.to_string(), instant(meeting.held_at, self.now))),
        );
        names.extend(
            self.file
                .placements
                .values()
                .map(|placement| (placement.id.to_string(), one_line(&placement.recorded.address))),
        );
        Names { words: names, file: Some(Arc::clone(&self.file)), now: self.now }
    }
}

/// The tasks without a result.
fn unfinished(room: &Room) -> Vec<EntryId> {
    room.tasks.iter().filter(|set| set.result.is_none()).map(|set| set.entry).collect()
}

fn class_called(call: &Incident) -> Option<IncidentClass> {
    match &call.status {
        IncidentStatus::Missing { class } | IncidentStatus::Other { class, .. } => Some(*class),
        IncidentStatus::Undecided => None,
    }
}

/// A pack as it is ticked in a form, and what it is called there.
fn pack_choice((governing, title): &(GoverningPack, String)) -> Named {
    let name = t!("edge-pack", "title" => title.clone(), "version" => governing.version.clone());
    (acts::pack_word(governing), name)
}

/// Whether the return interview of an episode is still to be held.
pub(crate) fn return_interview_owed(episode: &Episode) -> bool {
    match episode.return_interview {
        ReturnInterview::Owed | ReturnInterview::Declined { .. } => true,
        ReturnInterview::Held { .. }
        | ReturnInterview::HeldByOther { .. }
        | ReturnInterview::DeclineReviewed { .. } => false,
    }
}

/// Lists of tasks as a form offers them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    /// The lists, those for somebody like this first.
    pub(crate) lists: Vec<Named>,
    /// Their tasks.
    pub(crate) tasks: Vec<Named>,
}

/// What kind of matter it is: as it was found to be, else as the call was classed.
fn class_of(view: &EpisodeView) -> IncidentClass {
    let called = view.incidents.first().and_then(|incident| match &incident.status {
        IncidentStatus::Missing { class } | IncidentStatus::Other { class, .. } => Some(*class),
        IncidentStatus::Undecided => None,
    });
    view.episode.class().or(called).unwrap_or(IncidentClass::Missing)
}

/// What people call the roles, by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct RoleNames {
    names: Arc<HashMap<String, String>>,
    /// Who does whose work at the moment.
    covers: Arc<HashMap<String, String>>,
}

impl RoleNames {
    /// As the packs in force name them.
    pub(crate) fn of_app(app: &App) -> Self {
        let named = |role: &Role| (role.id.0.clone(), role.name_en.clone());
        let roles = &app.packs().roles().0;
        let covered = |role: &Role| Some((role.id.0.clone(), app.covered_now(&role.id.0)?));
        Self {
            names: Arc::new(roles.iter().map(named).collect()),
            covers: Arc::new(roles.iter().filter_map(covered).collect()),
        }
    }

    /// The name of a role that owes something now, with whoever does its work while its office is closed.
    pub(crate) fn at_work(&self, role: &str) -> String {
        match self.covers.get(role) {
            Some(cover) => t!("covered-now", "role" => self.of(role), "cover" => self.of(cover)),
            None => self.of(role),
        }
    }

    /// The name of a role; its id in words where it has been taken out since.
    pub(crate) fn of(&self, role: &str) -> String {
        self.names.get(role).cloned().unwrap_or_else(|| role.replace('_', " "))
    }
}

/// What ids stand for, in words. Entries are put into words when they are asked for: a file has hundreds, and few are named.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    words: HashMap<String, String>,
    /// Nothing where no person's file is in hand.
    file: Option<Arc<PersonFile>>,
    now: Timestamp,
}

impl Names {
    /// These alone.
    pub(crate) fn of_words(words: HashMap<String, String>, now: Timestamp) -> Self {
        Self { words, file: None, now }
    }

    /// The words for an id; the id itself where nothing is known of it.
    pub(crate) fn of(&self, id: &str) -> String {
        self.words.get(id).cloned().or_else(|| self.entry(id)).unwrap_or_else(|| id.to_owned())
    }

    fn entry(&self, id: &str) -> Option<String> {
        let recorded = self.file.as_ref()?.find(id.parse().ok()?)?;
        Some(in_few_words(recorded, self.now))
    }
}

/// An entry in a few words: when, and what.
fn in_few_words(recorded: &Recorded, now: Timestamp) -> String {
    format!("{}: {}", instant(recorded.happened_at, now), gist(&recorded.event))
}

/// The first words of what an entry says.
pub(crate) fn gist(event: &Event) -> String {
    if let Event::Person(PersonEvent::MarkerRecorded(marker)) = event {
        return words::choice("marker", marker.marker.word());
    }
    let doubt = information_in(event).map(|(_, information)| doubt(information)).unwrap_or_default();
    let plain = crate::acts::prefill::plain(event);
    let text = ["what", "title", "reason", "by", "marker"]
        .into_iter()
        .map(|field| plain.get(field))
        .find(|text| !text.is_empty())
        .map_or_else(|| words::event_title(event.name()), str::to_owned);
    if doubt.is_empty() { one_line(&text) } else { format!("{doubt}: {}", one_line(&text)) }
}

/// A text as the option of a list shows it: one line, cut where it grows long.
fn one_line(text: &str) -> String {
    const CHARACTERS_AT_MOST: usize = 80;
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() <= CHARACTERS_AT_MOST {
        return joined;
    }
    let cut: String = joined.chars().take(CHARACTERS_AT_MOST).collect();
    format!("{cut}…")
}
