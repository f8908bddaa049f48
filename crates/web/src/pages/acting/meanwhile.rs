//! Two people changing the same thing lose nothing. Where a form shows the whole of something (details, care status, an
//! entry to be corrected) and others changed it meanwhile, what the user left alone follows the others' change, and
//! what both changed is shown side by side.

use domain::ledger::Event;

use crate::{
    acts::{self, ActForm, Values, fields::Use, prefill},
    views::{
        said::{changed, said},
        scene::Scene,
    },
};

/// Brings what was typed up to what stands now, and says where the two still differ: the field, what stands, what
/// was typed.
pub(super) fn settle(
    form: &ActForm,
    purpose: Use,
    values: &mut Values,
    scene: &Scene,
    seen_version: Option<i64>,
) -> Vec<(String, String, String)> {
    let shows_a_whole = matches!(form.word, "person_details_changed" | "care_status_recorded");
    if purpose == Use::Correct || !shows_a_whole {
        return Vec::new();
    }
    let (seen, now) = (standing(form, scene, seen_version), standing(form, scene, None));
    let (Some(seen), Some(now)) = (seen, now) else {
        return Vec::new();
    };
    follow(values, &prefill::event(form, &seen), &prefill::event(form, &now));
    let names = scene.names();
    let typed = acts::parse(form, values, &scene.subject());
    let typed = typed.ok().and_then(|(act, _)| acts::read::event_of(act));
    typed.map_or_else(Vec::new, |typed| {
        let mut before = said(&now, &names, scene.now);
        let mut after = said(&typed, &names, scene.now);
        // Why it is changed belongs to each change alone.
        for said in [&mut before, &mut after] {
            said.retain(|said| said.field != acts::words::named(form.word, "reason"));
        }
        changed(&before, &after)
    })
}

/// What the user left as they had seen it becomes what stands now.
fn follow(values: &mut Values, seen: &Values, now: &Values) {
    let names: Vec<String> = seen
        .iter()
        .chain(now.iter())
        .map(|(name, _)| name.to_owned())
        .filter(|name| name != "reason")
        .collect();
    for name in names {
        if values.get(&name).trim() == seen.get(&name).trim() {
            values.set(name.clone(), now.get(&name));
        }
    }
}

/// The last entry that says the whole of it, up to a version; of details the one that made the record counts too.
fn standing(form: &ActForm, scene: &Scene, up_to: Option<i64>) -> Option<Event> {
    scene
        .file
        .recorded
        .iter()
        .filter(|recorded| up_to.is_none_or(|version| recorded.sequence <= version))
        .filter(|recorded| {
            let name = recorded.event.name();
            name == form.word || (form.word == "person_details_changed" && name == "person_registered")
        })
        .max_by_key(|recorded| recorded.sequence)
        .map(|recorded| recorded.event.clone())
}
