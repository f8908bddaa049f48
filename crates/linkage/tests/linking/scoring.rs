//! Scores: each pair once, each sum explained, labels heeded, a trained model used again.

use std::collections::HashSet;

use linkage::model::{Effort, Model};
use linkage::{LinkError, Options, Verdict, infer, link};

use crate::register::{records, register};

#[test]
fn every_pair_that_a_rule_proposes_is_compared_once_and_no_other() {
    let entries = register(60, 1);
    let files = [records(&entries)];
    let mut model = infer(&files, Effort::Full);
    model.blocking.retain(|rule| !rule.keys.is_empty());
    let linked = link(&files, model, &Options { probability_min: 0.0, ..Options::default() }).unwrap();
    let compared: HashSet<(u32, u32)> = linked.pairs.iter().map(|pair| (pair.left, pair.right)).collect();
    assert_eq!(compared.len(), linked.pairs.len(), "no pair is compared twice");
    assert_eq!(linked.candidates, linked.pairs.len() as u64);
    for a in 0..entries.len() as u32 {
        for b in a + 1..entries.len() as u32 {
            assert_eq!(compared.contains(&(a, b)), !linked.rules_of(a, b).is_empty(), "{a} {b}");
        }
    }
}

#[test]
fn the_explanation_adds_up_to_the_score() {
    let entries = register(150, 2);
    let files = [records(&entries)];
    let linked =
        link(&files, infer(&files, Effort::Full), &Options { probability_min: 0.0, ..Options::default() })
            .unwrap();
    assert!(!linked.pairs.is_empty());
    for pair in &linked.pairs {
        let explained = linked.explain(pair.left, pair.right);
        let fields: f32 = explained.fields.iter().map(|field| field.weight + field.rarity).sum();
        let sum = explained.prior + fields + explained.may_have_moved + explained.may_be_household;
        assert!((sum - pair.weight).abs() < 0.01, "{sum} {}\n{explained:?}", pair.weight);
        assert!((explained.weight - pair.weight).abs() < 1e-4);
        assert!((linked.weight(pair.right, pair.left) - pair.weight).abs() < 0.01, "a pair has no direction");
        assert!(explained.may_have_moved >= -1e-4 && explained.may_be_household <= 1e-4);
        assert!(!explained.rules.is_empty());
        for field in &explained.fields {
            assert!((field.weight - (field.m / field.u).log2()).abs() < 1e-2, "{field:?}");
            assert!(
                field.degree != "missing" || field.weight.abs() < 1e-6,
                "what is missing says nothing: {field:?}"
            );
        }
    }
}

#[test]
fn a_trained_model_gives_the_same_scores_again() {
    let entries = register(150, 3);
    let files = [records(&entries)];
    let first = link(&files, infer(&files, Effort::Full), &Options::default()).unwrap();
    let model = Model::from_toml(&first.model.to_toml().unwrap()).unwrap();
    assert!(model.trained.is_some());
    let again = link(&files, model.clone(), &Options { seed: 99, ..Options::default() }).unwrap();
    assert_eq!(first.pairs.len(), again.pairs.len());
    for (a, b) in first.pairs.iter().zip(&again.pairs) {
        assert!((a.weight - b.weight).abs() < 1e-3);
    }
    let other = [linkage::read::read_csv("rec_id,surname\n1,Jones\n2,Jones\n".as_bytes(), None).unwrap()];
    assert!(matches!(link(&other, model, &Options::default()), Err(LinkError::OtherFields)));
}

#[test]
fn labels_move_the_probability_of_what_they_judge() {
    let entries = register(200, 4);
    let files = [records(&entries)];
    let plain = link(&files, infer(&files, Effort::Full), &Options::default()).unwrap();
    // Somebody holds that the doubtful pairs are all of one person.
    let doubtful: Vec<(u32, u32)> = plain
        .pairs
        .iter()
        .filter(|pair| (0.001..0.9).contains(&pair.probability()))
        .map(|pair| (pair.left, pair.right))
        .collect();
    assert!(!doubtful.is_empty());
    let verdicts: Vec<_> =
        doubtful.iter().flat_map(|&(a, b)| std::iter::repeat_n((a, b, Verdict::Same), 20)).collect();
    let taught =
        link(&files, infer(&files, Effort::Full), &Options { verdicts, ..Options::default() }).unwrap();
    let sum = |linked: &linkage::Linked| doubtful.iter().map(|&(a, b)| linked.weight(a, b)).sum::<f32>();
    assert!(sum(&taught) > sum(&plain), "{} {}", sum(&taught), sum(&plain));
}

#[test]
fn nothing_to_compare_is_said() {
    let files = [linkage::read::read_csv("rec_id,cluster\n1,a\n2,a\n".as_bytes(), None).unwrap()];
    let model = infer(&files, Effort::Full);
    assert!(matches!(link(&files, model, &Options::default()), Err(LinkError::NothingToCompare)));
}

#[test]
fn a_register_of_one_record_or_none_is_no_error() {
    for text in ["rec_id,surname,dob\n", "rec_id,surname,dob\n1,Jones,1984-03-12\n"] {
        let files = [linkage::read::read_csv(text.as_bytes(), None).unwrap()];
        let result = link(&files, infer(&files, Effort::Full), &Options::default());
        assert!(result.map_or(true, |linked| linked.pairs.is_empty()));
    }
}

#[test]
fn in_a_small_register_every_pair_is_compared() {
    let entries = register(60, 9);
    let files = [records(&entries)];
    let linked = link(&files, infer(&files, Effort::Full), &Options::default()).unwrap();
    let records = entries.len() as u64;
    assert_eq!(linked.candidates, records * (records - 1) / 2);
}
