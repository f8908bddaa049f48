//! Names that are one name: short forms and the forms of other languages, from `variants.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// One group a line, the fullest form first.
const TABLE: &str = include_str!("variants.txt");

/// The groups that each name stands in. A name's own group, which it heads, comes first.
static GROUPS: LazyLock<FxHashMap<&'static str, [u16; 3]>> = LazyLock::new(|| {
    let mut groups: FxHashMap<&str, [u16; 3]> = FxHashMap::default();
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    for (number, line) in lines.enumerate() {
        let group = number as u16 + 1;
        for (place, name) in line.split(' ').enumerate() {
            let held = groups.entry(name).or_default();
            if place == 0 {
                // The fullest form heads its group: its own group is its root.
                held.rotate_right(1);
                held[0] = group;
            } else if !held.contains(&group)
                && let Some(free) = held.iter_mut().find(|group| **group == 0)
            {
                *free = group;
            }
        }
    }
    groups
});

/// The groups that hold a tidy name, in one word or in several; 0 ends the list.
pub(super) fn groups(tidy: &str) -> [u16; 3] {
    let joined = || GROUPS.get(tidy.replace([' ', '-'], "").as_str());
    let several = tidy.contains([' ', '-']);
    GROUPS.get(tidy).or_else(|| if several { joined() } else { None }).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_tidy() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            for name in line.split(' ') {
                assert_eq!(super::super::tidy(name), name, "in the line {line:?}");
                assert!(!name.is_empty(), "one space between names: {line:?}");
            }
        }
    }

    #[test]
    fn a_full_form_and_its_short_forms_share_a_group() {
        for (full, short) in
            [("william", "bill"), ("margaret", "peggy"), ("mohammed", "muhammad"), ("zhang", "cheung")]
        {
            assert!(
                groups(full).iter().any(|group| *group != 0 && groups(short).contains(group)),
                "{full} {short}"
            );
        }
        assert_eq!(groups("zzz"), [0; 3]);
    }
}
