//! Pages for people. Each has its handlers, which ask `app`, and its view: what the page shows, as a value that is
//! drawn without asking anything, so that tests can draw every state of it.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod acting;
pub(crate) mod calls;
pub(crate) mod comparable;
pub(crate) mod documents;
pub(crate) mod enquiries;
pub(crate) mod episode;
pub(crate) mod errors;
pub(crate) mod handover;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod keys;
pub(crate) mod merging;
pub(crate) mod messages;
pub(crate) mod missing_now;
pub(crate) mod moment;
pub(crate) mod my_work;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod photographs;
pub(crate) mod report;
pub(crate) mod rota;
pub(crate) mod shown;
pub(crate) mod sign_in;
pub(crate) mod unidentified;

#[cfg(test)]
mod tests;

use crate::router::Route;

/// The routes of every page.
pub(crate) fn routes() -> Vec<Route> {
    [
        sign_in::routes(),
        health::routes(),
        my_work::routes(),
        missing_now::routes(),
        handover::routes(),
        messages::routes(),
        rota::routes(),
        keys::routes(),
        calls::routes(),
        report::routes(),
        people::routes(),
        episode::routes(),
        documents::routes(),
        enquiries::routes(),
        person::routes(),
        merging::routes(),
        photographs::routes(),
        home::routes(),
        account::routes(),
        accounts::routes(),
        moment::routes(),
        comparable::routes(),
        acting::routes(),
        unidentified::routes(),
        crate::live::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
