//! How much is found, how much is wrong, and whether the same comes out every time.

use std::collections::HashSet;

use linkage::model::Effort;
use linkage::{Conflict, Linked, Multiplicity, Options, cluster, infer, link};

use crate::register::{Entry, records, register};

fn linked(entries: &[Entry], options: &Options) -> Linked {
    let files = [records(entries)];
    let model = infer(&files, Effort::Full);
    link(&files, model, options).expect("the register can be linked")
}

/// Precision and recall of these pairs.
fn against_truth(entries: &[Entry], found: impl Iterator<Item = (u32, u32)>) -> (f64, f64) {
    let true_pairs = entries.len() - entries.iter().map(|entry| entry.person).collect::<HashSet<_>>().len();
    let (mut right, mut all) = (0.0, 0.0);
    for (a, b) in found {
        all += 1.0;
        right += f64::from(u8::from(entries[a as usize].person == entries[b as usize].person));
    }
    (right / all, right / true_pairs as f64)
}

#[test]
fn what_is_called_certain_is_right_and_families_are_kept_apart() {
    let entries = register(700, 11);
    let linked = linked(&entries, &Options::default());
    let certain =
        linked.pairs.iter().filter(|pair| pair.probability() >= 0.95).map(|pair| (pair.left, pair.right));
    let (precision, recall) = against_truth(&entries, certain);
    assert!(precision > 0.98, "of what is called certain {precision} is right");
    assert!(recall > 0.9, "{recall} is found");
}

#[test]
fn candidates_hold_nearly_every_pair() {
    let entries = register(700, 12);
    let linked = linked(&entries, &Options { probability_min: 0.0, ..Options::default() });
    let (_, recall) = against_truth(&entries, linked.pairs.iter().map(|pair| (pair.left, pair.right)));
    assert!(recall > 0.99, "{recall} of the pairs are candidates");
}

#[test]
fn probabilities_mean_what_they_say() {
    let (mut expected, mut right, mut count) = (0.0, 0.0, 0.0);
    for seed in 20..24 {
        let entries = register(500, seed);
        for pair in &linked(&entries, &Options::default()).pairs {
            let probability = pair.probability();
            if (0.1..0.99).contains(&probability) {
                expected += probability;
                right += f64::from(u8::from(
                    entries[pair.left as usize].person == entries[pair.right as usize].person,
                ));
                count += 1.0;
            }
        }
    }
    // Between 0.1 and 0.99 few pairs lie, so that some leeway is left to chance.
    assert!((expected - right).abs() / count < 0.2, "{count} pairs: {expected} expected, {right} right");
}

#[test]
fn the_same_comes_out_on_one_core_as_on_many() {
    let entries = register(400, 13);
    let pairs = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| linked(&entries, &Options::default()).pairs)
    };
    assert_eq!(pairs(1), pairs(3));
}

#[test]
fn clusters_are_people() {
    let entries = register(500, 14);
    let linked = linked(&entries, &Options::default());
    let clusters = cluster(&linked, 0.95, Multiplicity::Many);
    let joined = clusters.of_row.iter().enumerate().filter(|(row, lowest)| *row as u32 != **lowest);
    let (precision, recall) = against_truth(&entries, joined.map(|(row, lowest)| (*lowest, row as u32)));
    assert!(precision > 0.98 && recall > 0.9, "{precision} {recall}");
    for (row, &lowest) in clusters.of_row.iter().enumerate() {
        assert!(lowest as usize <= row && clusters.of_row[lowest as usize] == lowest, "{row} {lowest}");
    }
}

#[test]
fn one_to_one_takes_nobody_twice() {
    let entries = register(300, 15);
    let (first, second) = entries.split_at(entries.len() / 2);
    // A person who stands in the second file twice.
    let mut second = second.to_vec();
    second.extend_from_slice(&second.clone()[..20]);
    let files = [records(first), records(&second)];
    let linked = link(&files, infer(&files, Effort::Full), &Options::default()).unwrap();
    assert_eq!(linked.second_file_from(), Some(first.len()));
    assert!(
        linked
            .pairs
            .iter()
            .all(|pair| (pair.left as usize) < first.len() && pair.right as usize >= first.len())
    );
    let clusters = cluster(&linked, 0.5, Multiplicity::OneToOne);
    let mut taken = HashSet::new();
    for (row, &lowest) in clusters.of_row.iter().enumerate().filter(|(row, lowest)| *row as u32 != **lowest) {
        assert!(taken.insert(row as u32) && taken.insert(lowest));
    }
    assert!(clusters.kept_apart.iter().all(|kept| kept.because != Conflict::TooFewAgree));
    assert!(clusters.kept_apart.iter().any(|kept| kept.because == Conflict::Taken));
}

#[test]
fn fast_finds_most_of_it() {
    let entries = register(700, 16);
    let files = [records(&entries)];
    let linked = link(&files, infer(&files, Effort::Fast), &Options::default()).unwrap();
    let certain =
        linked.pairs.iter().filter(|pair| pair.probability() >= 0.95).map(|pair| (pair.left, pair.right));
    let (precision, recall) = against_truth(&entries, certain);
    assert!(precision > 0.98 && recall > 0.8, "{precision} {recall}");
}
