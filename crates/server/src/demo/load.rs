//! Putting the demonstration into an empty database: agencies, each person's history, calls, accounts, begun reports.

use std::collections::HashMap;

use anyhow::{Context, bail};
use app::{App, DraftSave, IdempotencyKey, SignedIn, history::History, identity::NewAccount};
use domain::{
    agency::Agency,
    ids::{IncidentId, PersonId},
    incident::IncidentEvent,
    ledger::{Draft, Event, Stream},
    person::{PersonEvent, Photograph},
    protocol::roles::AgencyKind,
    rota::{AgencyEvent, Shift},
};
use jiff::SignedDuration;

use super::{
    BegunReport, DemoAccount, Demonstration, PASSWORD, answering::Answering, found, generate, portrait,
    rules::Rules,
};

/// The seed of the demonstration that everybody sees.
const SEED: u64 = super::studio::COUNTY;

/// Somebody who can sign in: the role in words, what is typed, and the password.
pub(crate) type SignIn = (String, String, String);

/// Fills an empty database, with the demonstration told so many times over, and says who can sign in; leaves one that was filled at an earlier start as it is.
///
/// # Errors
/// When the packs are not there, or the database cannot do it or holds something else.
pub(crate) async fn load(app: &App, times: u64) -> anyhow::Result<Vec<SignIn>> {
    let now = app.clock().now();
    let rules = Rules::in_force(app.packs(), now)?;
    let demonstration = generate(SEED, now, &rules);
    let sign_ins = sign_ins(app, &demonstration.accounts);
    if app.agencies().is_empty() {
        let demonstration_agencies = demonstration.agencies.clone();
        let demonstration_accounts = demonstration.accounts.clone();
        fill(app, demonstration).await?;
        for more in 1..times {
            let Demonstration { people, incidents, .. } = generate(SEED + more, now, &rules);
            let told = with_messages(
                app,
                histories(people, incidents),
                &demonstration_agencies,
                &demonstration_accounts,
            );
            app.append_history(told).await.context("more of the demonstration")?;
        }
    } else {
        filled_before(app, &demonstration).await?;
    }
    Ok(sign_ins)
}

fn sign_ins(app: &App, accounts: &[DemoAccount]) -> Vec<SignIn> {
    let in_words =
        |role: &str| app.packs().roles().get(role).map_or(role.to_owned(), |role| role.name_en.clone());
    accounts
        .iter()
        .map(|account| (in_words(&account.role), account.username.clone(), PASSWORD.to_owned()))
        .collect()
}

async fn fill(app: &App, demonstration: Demonstration) -> anyhow::Result<()> {
    for agency in &demonstration.agencies {
        app.create_agency(agency).await.context("an agency of the demonstration")?;
    }
    let Demonstration { agencies, accounts, people, incidents, drafts } = demonstration;
    let told = with_messages(app, histories(people, incidents), &agencies, &accounts);
    app.append_history(told).await.context("the history of the demonstration")?;
    let new = accounts.iter().map(|account| {
        let new = NewAccount {
            username: account.username.clone(),
            name: account.name.clone(),
            password: PASSWORD.to_owned(),
            role: account.role.clone(),
            agency: account.agency,
        };
        (account.id, new)
    });
    app.create_accounts_of_one_password(new.collect(), PASSWORD)
        .await
        .context("the accounts of the demonstration")?;
    plan_rota(app, &accounts).await?;
    begin_reports(app, &accounts, drafts).await?;
    let Some(unit) = accounts.iter().find(|account| account.role == "police_mpu") else { return Ok(()) };
    let who = sign_in(app, &unit.username).await?;
    found::record(app, &who).await?;
    app.sign_out(&who).await.context("signing out after recording who was found")
}

/// A database that holds no demonstration is not one. Accounts come last, so that a first start that was interrupted
/// shows in that nobody can sign in.
async fn filled_before(app: &App, demonstration: &Demonstration) -> anyhow::Result<()> {
    let wanted = demonstration.agencies.first().map(|agency| agency.name.as_str());
    if !app.agencies().iter().any(|agency| Some(agency.name.as_str()) == wanted) {
        bail!(
            "this database is in use without demonstration data; start without --demo, or in an empty folder"
        );
    }
    if let Some(account) = demonstration.accounts.first() {
        match sign_in(app, &account.username).await {
            Ok(who) => app.sign_out(&who).await.context("signing out after a look")?,
            Err(error) => tracing::warn!(
                %error,
                "the demonstration's sign-ins do not work: passwords were changed, or the first start was interrupted; \
                 in that case empty the data folder and start again"
            ),
        }
    }
    Ok(())
}

/// Each person's history with the calls about them, in the order in which it was recorded; then calls about nobody.
fn histories(people: Vec<super::PersonHistory>, incidents: Vec<Draft>) -> Vec<History> {
    let mut calls: HashMap<IncidentId, Vec<Draft>> = HashMap::new();
    let mut named: HashMap<PersonId, Vec<IncidentId>> = HashMap::new();
    let mut nobodys: Vec<IncidentId> = Vec::new();
    for draft in incidents {
        let Stream::Incident(id) = draft.stream else { continue };
        if let Event::Incident(IncidentEvent::PersonNamed { person }) = &draft.event {
            named.entry(*person).or_default().push(id);
        }
        calls.entry(id).or_insert_with(|| {
            nobodys.push(id);
            Vec::new()
        });
        if let Some(entries) = calls.get_mut(&id) {
            entries.push(draft);
        }
    }
    let mut histories: Vec<History> = Vec::with_capacity(people.len() + 1);
    for history in people {
        let mut entries = history.entries;
        for call in named.remove(&history.person).unwrap_or_default() {
            // A call about two people is written once, with the first of them.
            entries.extend(calls.remove(&call).unwrap_or_default());
        }
        entries.sort_by_key(|draft| draft.recorded_at);
        let pictures = portrait::pictures_of(entries.iter().filter_map(photograph_in));
        histories.push(History { person: Some(history.person), entries, pictures });
    }
    let rest = nobodys.into_iter().filter_map(|id| calls.remove(&id)).flatten().collect();
    histories.push(History { person: None, entries: rest, pictures: Vec::new() });
    histories
}

/// The same with what was told of each person by now, and answered.
fn with_messages(
    app: &App,
    histories: Vec<History>,
    agencies: &[Agency],
    accounts: &[DemoAccount],
) -> Vec<History> {
    let mut answering = Answering::new(app, agencies, accounts, app.clock().now());
    let mut told = histories;
    for history in &mut told {
        let Some(person) = history.person else { continue };
        let mut messages = answering.about(person, &history.entries);
        messages.extend(answering.of_late(person, &history.entries));
        history.entries.extend(messages);
        history.entries.sort_by_key(|draft| draft.recorded_at);
    }
    told
}

/// For so long the demonstration plans ahead.
const PLANNED_AHEAD: SignedDuration = SignedDuration::from_hours(14 * 24);

/// As long as a shift may be, so that few entries last for two weeks.
const ONE_SHIFT: SignedDuration = SignedDuration::from_hours(36);

/// Puts everybody whose role works around the clock on the rota, by whoever plans in their agency: one shift after the other
/// from before tonight.
async fn plan_rota(app: &App, accounts: &[DemoAccount]) -> anyhow::Result<()> {
    let now = app.clock().now();
    let from = now - SignedDuration::from_hours(2);
    let shifts = || {
        let begins = std::iter::successors(Some(from), |begun| Some(*begun + ONE_SHIFT));
        begins.take_while(|begun| *begun < now + PLANNED_AHEAD).map(|begun| (begun, begun + ONE_SHIFT))
    };
    let around_the_clock = |account: &&DemoAccount| {
        app.packs()
            .roles()
            .get(&account.role)
            .is_some_and(|role| role.covered_by.is_none() && role.agency != AgencyKind::AnyAgency)
    };
    let planners = ["police_senior_manager", "emergency_duty_team", "home_manager"];
    for planner in accounts.iter().filter(|account| planners.contains(&account.role.as_str())) {
        let who = sign_in(app, &planner.username).await?;
        let colleagues = accounts.iter().filter(|account| account.agency == planner.agency);
        let known = app.rota(&who).await.context("the rota of the demonstration")?;
        let is_planned =
            |account: &&DemoAccount| known.shifts.iter().any(|view| view.shift.account == account.id);
        for account in colleagues.filter(around_the_clock).filter(|account| !is_planned(account)) {
            for (from, until) in shifts() {
                let shift = Shift { account: account.id, role: account.role.clone(), from, until };
                app.change_rota(&who, AgencyEvent::ShiftPlanned(shift), &IdempotencyKey::fresh())
                    .await
                    .context("a shift of the demonstration")?;
            }
        }
        app.sign_out(&who).await.context("signing out after planning the rota")?;
    }
    Ok(())
}

pub(super) fn photograph_in(draft: &Draft) -> Option<&Photograph> {
    let Some(PersonEvent::PhotographAdded(photograph)) = draft.event.person() else { return None };
    Some(photograph)
}

/// Saves the begun reports as whoever is taking them.
async fn begin_reports(app: &App, accounts: &[DemoAccount], drafts: Vec<BegunReport>) -> anyhow::Result<()> {
    for begun in drafts {
        let Some(account) = accounts.iter().find(|account| account.id == begun.account) else { continue };
        let who = sign_in(app, &account.username).await?;
        let save = DraftSave { id: None, version: 0, answers: begun.answers };
        app.save_draft(&who, save).await.context("a begun report of the demonstration")?;
        app.sign_out(&who).await.context("signing out after a begun report")?;
    }
    Ok(())
}

async fn sign_in(app: &App, username: &str) -> anyhow::Result<SignedIn> {
    let token = app.sign_in(username, PASSWORD, "demonstration").await?;
    let who = app.session(token.as_str()).await?;
    who.context("a session of the demonstration")
}
