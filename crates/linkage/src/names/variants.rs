//! Names that are one name: short forms and the forms of other languages, from `variants.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::sound;

/// One group a line, the fullest form first.
const TABLE: &str = include_str!("variants.txt");

/// What a line begins with that adds to a group above.
const MORE: &str = "+ ";

/// The groups that each name stands in, by number from 1. A name's own group, which it heads, comes first.
static GROUPS: LazyLock<FxHashMap<&'static str, Vec<u16>>> = LazyLock::new(|| {
    let mut groups: FxHashMap<&str, Vec<u16>> = FxHashMap::default();
    let mut headed: FxHashMap<&str, u16> = FxHashMap::default();
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    for (number, line) in lines.enumerate() {
        let (line, heads) = line.strip_prefix(MORE).map_or((line, true), |more| (more, false));
        let mut group = number as u16 + 1;
        for (place, name) in line.split(' ').enumerate() {
            if place == 0 && heads {
                headed.insert(name, group);
            } else if place == 0 {
                group = headed.get(name).copied().unwrap_or(group);
            }
            let held = groups.entry(name).or_default();
            if place == 0 && heads {
                // The fullest form heads its group: its own group is its root.
                held.insert(0, group);
            } else if !held.contains(&group) {
                held.push(group);
            }
        }
    }
    groups
});

/// The groups of names that are written alike once conventions of transliteration are put aside.
static GROUPS_BY_PLAIN: LazyLock<FxHashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut by_plain: FxHashMap<String, Vec<u16>> = FxHashMap::default();
    for (name, groups) in GROUPS.iter() {
        by_plain.entry(sound::plain(name)).or_default().extend(groups);
    }
    by_plain.values_mut().for_each(|groups| {
        groups.sort_unstable();
        groups.dedup();
    });
    by_plain
});

/// The groups that hold a tidy word; when none does, those of names that only a convention sets apart from it.
pub(super) fn groups_or_those_of_its_plain(tidy: &str, plain: &str) -> &'static [u16] {
    match groups(tidy) {
        [] => GROUPS_BY_PLAIN.get(plain).map_or(&[], Vec::as_slice),
        groups => groups,
    }
}

/// The groups that hold a tidy name, in one word or in several.
pub(super) fn groups(tidy: &str) -> &'static [u16] {
    let joined = || GROUPS.get(tidy.replace([' ', '-'], "").as_str());
    let several = tidy.contains([' ', '-']);
    GROUPS.get(tidy).or_else(|| if several { joined() } else { None }).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_tidy() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            for name in line.strip_prefix(MORE).unwrap_or(line).split(' ') {
                assert_eq!(super::super::tidy(name), name, "in the line {line:?}");
                assert!(!name.is_empty(), "one space between names: {line:?}");
            }
        }
    }

    #[test]
    fn a_full_form_and_its_short_forms_share_a_group() {
        for (full, short) in [
            ("william", "bill"),
            ("margaret", "peggy"),
            ("mohammed", "muhammad"),
            ("zhang", "cheung"),
            ("katy", "kate"),
        ] {
            assert!(groups(full).iter().any(|group| groups(short).contains(group)), "{full} {short}");
        }
        assert_eq!(groups("zzz"), [0; 0]);
        let of_muhamat = groups_or_those_of_its_plain("muhhamad", &sound::plain("muhhamad"));
        assert!(of_muhamat.iter().any(|group| groups("mehmet").contains(group)), "{of_muhamat:?}");
    }
}
