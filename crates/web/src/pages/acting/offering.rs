//! What a form offers to choose from and begins with: people, lists of tasks, what was ticked on the page before, and
//! the information that a new look at the risk is about.

use std::collections::BTreeMap;

use app::{Trouble, cases::Entrusted};
use domain::{
    episode::{Episode, EpisodeEvent, information_in},
    ids::{EntryId, EpisodeId, UnidentifiedId},
    ledger::{Actor, Event},
    protocol::task_lists::{ListedTask, TaskList},
    risk::{Assertion, Consideration},
    time::london,
    unidentified::{FoundTo, Identity, ProposalStanding, UnidentifiedDetails},
};

use crate::{
    acts::{
        ActForm, Kind, Raised, Values,
        fields::{Named, OnRecord},
        prefill,
        time::{HAPPENED_AT, write_date, write_instant},
        words::choice,
    },
    catalogue::{duration, t},
    session::Visitor,
    state::WebState,
    views::{
        person::name_text,
        scene::{Listed, Scene},
    },
};

/// Fetches what only some forms ask for.
pub(super) async fn complete(
    state: &WebState,
    visitor: &Visitor,
    form: &ActForm,
    scene: &mut Scene,
) -> Result<(), Trouble> {
    let asks = |kind: Kind| form.fields.iter().any(|field| field.kind == kind);
    let entrusted = Entrusted::by(form.word).filter(|_| asks(Kind::Owner));
    let Some(episode) = scene.episode.as_ref().map(|episode| episode.id) else { return Ok(()) };
    if let Some(what) = entrusted {
        scene.colleagues = state.app.colleagues(visitor, episode, what).await?;
    }
    if asks(Kind::Several(Raised::ListedTask)) {
        scene.listed = listed(state, scene);
    }
    Ok(())
}

/// What was told in another case of the same call, in the same words: the link names the entry, and the words are read where
/// they stand. Whoever may not see that case begins with an empty form.
pub(super) async fn retold(
    state: &WebState,
    visitor: &Visitor,
    form: &ActForm,
    given: &BTreeMap<String, String>,
    values: &mut Values,
) -> Result<(), Trouble> {
    let id = |name: &str| given.get(name).map(String::as_str).unwrap_or_default();
    let (Ok(told), Ok(from)) = (id("told").parse::<EntryId>(), id("from").parse::<EpisodeId>()) else {
        return Ok(());
    };
    if form.word != "information_received" {
        return Ok(());
    }
    let view = match state.app.episode(visitor, from).await {
        Err(Trouble::Denied(_) | Trouble::NotFound | Trouble::WithPolice { .. }) => return Ok(()),
        view => view?,
    };
    let entry = view.timeline.iter().find(|item| item.entry == told);
    if let Some(Event::Episode(EpisodeEvent::CrimeDisclosed { what, told_to })) =
        entry.map(|item| &item.event)
    {
        let name = name_text(&view.file.person);
        values.set("what", what.as_str());
        values.set("source", t!("edges-retelling-source", "name" => name, "told_to" => told_to.as_str()));
        values.set("significance", "significant");
    }
    Ok(())
}

/// What the record of somebody unidentified says, once two have said that it is this person: the link names the record, and
/// whoever records that they were found reads it through before it is sent.
pub(super) async fn identified(
    state: &WebState,
    visitor: &Visitor,
    form: &ActForm,
    given: &BTreeMap<String, String>,
    values: &mut Values,
) -> Result<(), Trouble> {
    let Some(Ok(record)) = given.get("unidentified").map(|id| id.parse::<UnidentifiedId>()) else {
        return Ok(());
    };
    if !["returned", "found_dead"].contains(&form.word) {
        return Ok(());
    }
    let view = match state.app.unidentified(visitor, record).await {
        Err(Trouble::Denied(_) | Trouble::NotFound) => return Ok(()),
        view => view?,
    };
    let Identity::Confirmed(proposal) = view.record.identity() else { return Ok(()) };
    let ProposalStanding::Confirmed { by, .. } = &proposal.standing else { return Ok(()) };
    let name =
        |actor: &Actor| view.actors.get(&actor.account).map(|known| known.name.clone()).unwrap_or_default();
    let confirmed = t!("desk-confirmed-by", "first" => name(&proposal.by), "second" => name(by),
        "how" => choice("identified-by", proposal.how.word()), "reference" => record.reference());
    let details = &view.record.details;
    found(values, details);
    values.set("place", details.found_where.lines().next().unwrap_or_default());
    values.set("circumstances", details.circumstances.as_str());
    values.set("identity_confirmed_by", confirmed.as_str());
    values.set("located_by", confirmed.as_str());
    Ok(())
}

/// When they were found, as exactly as that is known: whoever records it adds the time to a day, and nothing is made of a month.
fn found(values: &mut Values, details: &UnidentifiedDetails) {
    match details.found_to {
        FoundTo::Time => write_instant(values, HAPPENED_AT, details.found_at),
        FoundTo::Day => write_date(values, HAPPENED_AT, details.found_at.to_zoned(london()).date()),
        FoundTo::Month | FoundTo::Year => return,
    }
    values.set("happened_at-when", "then");
}

/// The lists, those for somebody like this first, and their tasks.
fn listed(state: &WebState, scene: &Scene) -> Listed {
    let Some(episode) = &scene.episode else { return Listed::default() };
    let lists = state.app.packs().task_lists();
    let suggested = lists.suggested(&scene.file, episode, scene.class);
    let (first, then): (Vec<&TaskList>, Vec<&TaskList>) =
        lists.0.iter().partition(|list| suggested.iter().any(|other| other.id == list.id));
    let ordered: Vec<&TaskList> = first.into_iter().chain(then).collect();
    Listed {
        lists: ordered.iter().map(|list| (list.id.clone(), list.title.clone())).collect(),
        tasks: ordered
            .iter()
            .flat_map(|list| list.tasks.iter().map(|task| named(list, task, episode, scene)))
            .collect(),
    }
}

fn named(list: &TaskList, task: &ListedTask, episode: &Episode, scene: &Scene) -> Named {
    let words = t!("task-listed",
        "title" => task.title.clone(),
        "owner" => scene.roles.of(&task.owner.0),
        "within" => duration(task.due_after));
    let words = if task.is_set(list, episode) { t!("task-listed-set", "task" => words) } else { words };
    (format!("{}/{}", list.id, task.id), words)
}

/// Ticks what was ticked before: named by the link, or of a list that was chosen all that is not yet set.
pub(super) fn ticked(
    values: &mut Values,
    field: &str,
    raised: Raised,
    on_record: &OnRecord,
    given: &BTreeMap<String, String>,
) {
    let known = on_record.raised(raised);
    if raised == Raised::ListedTask {
        let list = given.get("list").map_or("", String::as_str);
        let of_list = known.iter().filter(|(id, _)| id.split_once('/').is_some_and(|(of, _)| of == list));
        for (row, (id, _)) in of_list.enumerate() {
            values.set(format!("{field}-{row}"), id.clone());
        }
        return;
    }
    let prefix = format!("{field}-");
    let named: Vec<&String> = given
        .iter()
        .filter(|(name, _)| name.starts_with(&prefix) || *name == field || *name == "of")
        .map(|(_, id)| id)
        .collect();
    for (row, (id, _)) in known.iter().enumerate().filter(|(_, (id, _))| named.contains(&id)) {
        values.set(format!("{field}-{row}"), id.clone());
    }
}

/// The information that came in, as the first of what the new grade is based on: the assessor says of what it is.
pub(super) fn considered(values: &mut Values, scene: &Scene, given: &BTreeMap<String, String>) {
    let entry = given.get("information").and_then(|entry| entry.parse::<EntryId>().ok());
    let Some(recorded) = entry.and_then(|entry| scene.file.find(entry)) else { return };
    let Some((place, information)) = information_in(&recorded.event) else { return };
    let what =
        place.map_or_else(|| information.what.clone(), |place| format!("{place}: {}", information.what));
    let assertion = Assertion {
        consideration: Consideration::Circumstances,
        what,
        source: information.source.clone(),
        how_to_reach: information.how_to_reach.clone(),
        obtained_at: recorded.happened_at,
    };
    prefill::considerations(values, &[assertion]);
}
