//! Reads what the shift's side of a case asks: several things at once, owners, checks.

use domain::{
    episode::{Check, CheckKind, CheckMade, Owner},
    ids::AccountId,
};

use super::{Problem, Reader};

impl Reader<'_> {
    /// Several things on record: each that was ticked, or each item of a body.
    pub(in crate::acts) fn several<T: std::str::FromStr>(&mut self, name: &str) -> Vec<T> {
        let field = self.field(name);
        let ticked: Vec<Option<T>> = self
            .values
            .rows(name)
            .into_iter()
            .map(|row| self.values.get(&format!("{name}-{row}")).trim().to_owned())
            .filter(|entry| !entry.is_empty())
            .map(|entry| entry.parse().ok())
            .collect();
        if ticked.is_empty() {
            self.missing_if_required(field);
        }
        if ticked.iter().any(Option::is_none) {
            self.wrong(field.name, name.to_owned(), Problem::NotOnRecord);
        }
        ticked.into_iter().flatten().collect()
    }

    /// A role, or a role and the account of one person in it.
    pub(in crate::acts) fn owner(&mut self, name: &str) -> Option<Owner> {
        let field = self.field(name);
        let typed = self.values.get(name).trim();
        let (role, account) = match typed.split_once(':') {
            Some((role, account)) => (role, Some(account)),
            None => (typed, None),
        };
        if role.is_empty() {
            self.missing_if_required(field);
            return None;
        }
        let parsed = account.map(str::parse::<AccountId>);
        match parsed {
            None => Some(Owner { role: role.to_owned(), account: None }),
            Some(Ok(account)) => Some(Owner { role: role.to_owned(), account: Some(account) }),
            Some(Err(_)) => {
                self.wrong(field.name, name.to_owned(), Problem::NotOnRecord);
                None
            }
        }
    }

    /// The checks of which something was said.
    pub(in crate::acts) fn checks(&mut self, name: &'static str) -> Vec<Check> {
        let mut checks = Vec::new();
        for row in self.values.rows(name) {
            let part = |part: &str| self.values.get(&format!("{name}-{row}-{part}")).trim();
            let note = part("note").to_owned();
            if part("made").is_empty() && note.is_empty() {
                continue;
            }
            let check = CheckKind::from_word(part("check"));
            // A note without a word on where the check stands is the note of a check that was made.
            let made = if part("made").is_empty() {
                Some(CheckMade::Made)
            } else {
                CheckMade::from_word(part("made"))
            };
            match (check, made) {
                (Some(check), Some(made)) => checks.push(Check { check, made, note }),
                (None, _) => self.wrong(name, format!("{name}-{row}-check"), Problem::NotOffered),
                (_, None) => self.wrong(name, format!("{name}-{row}-made"), Problem::NotOffered),
            }
        }
        checks
    }
}
