//! Who is signed in: accounts, agencies, sessions.

mod administration;
mod common_passwords;
mod own;
pub(crate) mod password;
mod sessions;
mod setup;

pub use administration::{
    AccountItem, AccountToMake, ChangeMade, KeptAccounts, ONE_TIME_HOURS, OneTimePassword,
};
pub use own::{OwnSession, SessionStanding};
pub use sessions::{AskedBy, SESSION_HOURS, SessionToken, SignInRefused};
pub use setup::{AccountRefused, NewAccount};
pub use store::{AccountChanged, Activity};

pub use domain::agency::{Agency, AgencyKind};
use domain::{ids::AccountId, ledger::Actor};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::SessionDigest;
use subtle::ConstantTimeEq;

/// One sign-in on one device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionId(SessionDigest);

/// Whose a password is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordStanding {
    /// They chose it.
    Own,
    /// Somebody else set it, to be used once.
    OneTime,
}

/// Somebody who is signed in. Only a session makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Their account.
    pub account: AccountId,
    /// What they type to sign in.
    pub username: String,
    /// Their name.
    pub name: String,
    /// The role in which they act, as named in `protocols/roles.toml`.
    pub role: String,
    /// The agency for which they act.
    pub agency: Agency,
    /// The session.
    pub session: SessionId,
    /// Whose the password is: until they have chosen their own, they do nothing else.
    pub password: PasswordStanding,
    csrf_key: [u8; 32],
}

impl SignedIn {
    /// The token that each form of this session carries, so that no other site can post in its name.
    #[must_use]
    pub fn csrf_token(&self) -> String {
        hex(&self.csrf_key)
    }

    /// Whether a form carried this session's token. Takes the same time for every wrong one.
    #[must_use]
    pub fn csrf_matches(&self, sent: &str) -> bool {
        self.csrf_token().as_bytes().ct_eq(sent.as_bytes()).into()
    }

    /// As whom they are written in the ledger.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { account: self.account, role: self.role.clone(), agency: self.agency.id }
    }
}

/// The key of a session's forms: worked out from the session's secret, so that nothing more is stored.
fn csrf_key(secret: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(b"safewell forms 1");
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes what is written to it");
        text
    })
}
