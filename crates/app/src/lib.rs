//! What people and timers do to cases. Every function reads: authorize, load, decide, append.
//!
//! In the order in which a newcomer should read them:

mod opening;

pub mod access;
pub mod clock;
pub mod identity;

pub mod cases;
pub mod comparable;
pub mod reports;

pub mod merging;

pub mod home;
pub mod late;
pub mod photographs;

pub mod board;
pub mod calls;
pub mod lists;
pub mod messages;
pub mod rota;

pub mod filters;
pub mod handover;

pub mod ahead;
pub mod live;
pub mod timers;

pub mod documents;

pub mod unidentified;

pub mod history;
pub mod integrity;

pub mod trouble;

mod area;
mod finding;
mod jobs;
mod night;
mod reading;
mod records;
mod sending;
mod sending_on;
mod sight;

pub use crate::{
    access::{Action, Denied, Permit},
    board::{Board, Counts, Filter, NextDuties, Sort},
    cases::{
        Act, ActorName, Correctable, CorrectionMade, DutyView, EpisodeView, IdempotencyKey, Moment, NotThen,
        OfOthers, Original, PackDuties, Past, PersonView, Purpose, Recorded, Recording, RecordingOnPerson,
        Seen, TimelineItem, WhichDuty,
    },
    clock::Clock,
    identity::{Agency, AgencyKind, SessionId, SessionToken, SignInRefused, SignedIn},
    lists::{Cursor, Page, WorkItem},
    live::{Change, Changes, Touched},
    night::NightCover,
    opening::{App, Config, OpenError},
    reports::{
        Draft, DraftId, DraftSave, DraftSummary, Held, How, KnownOfHit, MatchWhy, OnRecord, PersonHit,
        ReportAnswers, ReportedPerson, Source, Submitted,
    },
    trouble::{Clash, Fault, FaultReference, Trouble, Unavailable},
};
