//! Passwords: hashed so that a stolen database gives none away, and no more of them at once than the machine bears.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet advises for Argon2id; about 40 ms
/// a sign-in. The parameters stand in each hash, so that raising them here leaves older hashes readable.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Hashes worked out at once. Each takes 19 MiB and a core: sign-ins wait, and the service stays up.
const AT_ONCE: usize = 4;

/// The shortest password taken (National Cyber Security Centre: length before composition).
pub(super) const CHARACTERS_AT_LEAST: usize = 12;

/// The longest: hashing takes time that grows with it.
pub(super) const CHARACTERS_AT_MOST: usize = 256;

/// Why a password is not taken (National Cyber Security Centre: length, and none that everybody tries first).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weakness {
    /// Fewer than 12 characters.
    Short,
    /// More than are hashed.
    Long,
    /// It is the user name, or says little more.
    Name,
    /// Everybody who guesses tries it.
    Common,
}

/// What is wrong with a password for this user name, if anything.
pub(super) fn weakness(password: &str, username: &str) -> Option<Weakness> {
    let characters = password.chars().count();
    if characters < CHARACTERS_AT_LEAST {
        return Some(Weakness::Short);
    }
    if characters > CHARACTERS_AT_MOST {
        return Some(Weakness::Long);
    }
    let plain = letters_and_digits(password);
    let name = letters_and_digits(username);
    if !name.is_empty() && letters_and_digits(password).replace(&name, "").chars().count() < 4 {
        return Some(Weakness::Name);
    }
    super::common_passwords::is_common(&plain).then_some(Weakness::Common)
}

/// Without what people put in between, in lower case.
fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Hashes and checks passwords.
pub(crate) struct Passwords {
    turns: Semaphore,
    /// The hash of a password that nobody has, checked for usernames that do not exist, so that they take as long.
    of_nobody: String,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        Self { turns: Semaphore::new(AT_ONCE), of_nobody: hash("the password of nobody") }
    }

    pub(super) async fn hash(&self, password: String) -> String {
        self.in_turn(move || hash(&password)).await
    }

    /// Whether the password fits the hash; with no hash it never does, and takes as long.
    pub(super) async fn fits(&self, password: String, hash: Option<String>) -> bool {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.of_nobody.clone());
        self.in_turn(move || verify(&password, &hash)).await && known
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let _turn = self.turns.acquire().await.expect("the semaphore is never closed");
        spawn_blocking(work).await.expect("hashing does not panic")
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> String {
    argon2().hash_password(password.as_bytes()).expect("a password of any bytes hashes").to_string()
}

fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_neither_the_name_nor_what_everybody_tries() {
        for (password, wrong) in [
            ("short", Some(Weakness::Short)),
            ("elevenchars", Some(Weakness::Short)),
            ("rowan.house.1", Some(Weakness::Name)),
            ("Rowan-House-99!", Some(Weakness::Name)),
            ("Password-1234", Some(Weakness::Common)),
            ("qwertyuiop123", Some(Weakness::Common)),
            ("aaaaaaaaaaaaaa", Some(Weakness::Common)),
            ("123456789012", Some(Weakness::Common)),
            ("safewellsafewell", Some(Weakness::Common)),
            ("brackenshire after dark", None),
            ("correct horse battery", None),
            ("ŵy bach i'w dad", None),
        ] {
            assert_eq!(weakness(password, "rowan.house"), wrong, "{password}");
        }
        assert_eq!(weakness(&"ab".repeat(200), "x"), Some(Weakness::Long));
    }
}
