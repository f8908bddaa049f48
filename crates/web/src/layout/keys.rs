//! What the keyboard does beyond what every browser does, in one table: the page of keys and the list behind the key `?`
//! show it, and the script goes where it says.

use crate::catalogue::t;

/// A key, or two that are pressed one after the other.
pub(crate) struct Key {
    /// As it is shown. Where it leads somewhere, the last character is the one that leads there.
    pub(crate) pressed: &'static str,
    /// What it does.
    pub(crate) does: fn() -> String,
    /// The page to which it leads from any other that leads there too; nothing where it acts on the page itself.
    pub(crate) leads_to: Option<&'static str>,
}

const fn here(pressed: &'static str, does: fn() -> String) -> Key {
    Key { pressed, does, leads_to: None }
}

const fn to(pressed: &'static str, does: fn() -> String, page: &'static str) -> Key {
    Key { pressed, does, leads_to: Some(page) }
}

/// Every key, in the order in which lists show them.
pub(crate) const KEYS: &[Key] = &[
    here("j", || t!("script-keys-next")),
    here("k", || t!("script-keys-previous")),
    here("Enter", || t!("script-keys-open")),
    here("/", || t!("script-keys-search")),
    to("n", || t!("script-keys-new"), "/reports/new"),
    here("e", || t!("script-keys-emergency")),
    here("Alt n", || t!("script-keys-another")),
    here("d t m h", || t!("script-keys-case-to-do")),
    here("a w r p", || t!("script-keys-case-known")),
    here(".", || t!("script-keys-changes")),
    here("l b", || t!("script-keys-desk-ways")),
    here("u o x i c v", || t!("script-keys-desk-decide")),
    here("f 1 … f 9", || t!("script-keys-filter")),
    to("g b", || t!("script-keys-board"), "/missing"),
    to("g w", || t!("script-keys-work"), "/"),
    to("g m", || t!("script-keys-messages"), "/messages"),
    to("g h", || t!("script-keys-handover"), "/handover"),
    to("g p", || t!("script-keys-people"), "/people"),
    here("?", || t!("script-keys-help")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_is_one_of_its_own_and_leads_to_a_page_that_is_there() {
        let pages: BTreeSet<&str> = crate::router::routes().iter().map(|route| route.path).collect();
        let pressed: BTreeSet<&str> = KEYS.iter().map(|key| key.pressed).collect();
        assert_eq!(pressed.len(), KEYS.len());
        for page in KEYS.iter().filter_map(|key| key.leads_to) {
            assert!(pages.contains(page), "{page}");
        }
        assert!(KEYS.iter().all(|key| !(key.does)().is_empty()));
    }

    /// Keys that the script knows by itself, and keys that a page gives to a link of its own.
    #[test]
    fn every_key_of_the_script_and_of_a_page_is_in_the_table() {
        let listed: BTreeSet<&str> = KEYS.iter().flat_map(|key| key.pressed.split(' ')).collect();
        let script = include_str!("../../../../assets/src/keys.js");
        let (_, after) = script.split_once("const SINGLE = {").expect("the script has its table");
        let (single, _) = after.split_once("};").expect("it ends");
        let single = single
            .lines()
            .filter_map(|line| line.split_once(": ").or(line.split_once(',')))
            .map(|(key, _)| key);
        let pages = [include_str!("../pages/report/drafts.rs"), include_str!("../pages/episode/view.rs")];
        let given = pages.iter().flat_map(|page| {
            ["data-key=\"", "key_link(\""].into_iter().flat_map(|before| page.split(before).skip(1))
        });
        let given = given.filter_map(|after| after.split('"').next());
        let keys: Vec<&str> = single
            .chain(given)
            .map(|key| key.trim().trim_matches('"'))
            .filter(|key| !key.is_empty())
            .collect();
        assert!(keys.contains(&"e") && keys.contains(&"j") && keys.contains(&"/"), "{keys:?}");
        for key in keys {
            assert!(listed.contains(key), "{key} is not on the page of keys");
        }
    }
}
