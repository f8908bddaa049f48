//! Files in, files out.

use std::fs;

use linkage::command::{CommandError, Request, run};

use crate::register::{csv, register};

#[test]
fn files_are_linked_and_what_was_skipped_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("register.csv");
    let text = csv(&register(200, 5)).replacen("\nr7,", "\nr6,", 1) + "too,few\n";
    fs::write(&input, text).unwrap();
    let out = folder.path().join("out");
    let summary = run(&Request::new(vec![input.clone()], out.clone())).unwrap();
    assert_eq!(summary.inputs[0].2.len(), 2);
    let told = summary.to_string();
    assert!(told.contains("stands on an earlier line too; skipped"), "{told}");
    assert!(told.contains("2 cells where the heading has 10; skipped"), "{told}");

    let pairs = fs::read_to_string(out.join("pairs.csv")).unwrap();
    let mut lines = pairs.lines();
    assert_eq!(lines.next(), Some("rec_id_l,rec_id_r,match_weight,match_probability"));
    let (left, rest) = lines.next().unwrap().split_once(',').unwrap();
    let right = rest.split(',').next().unwrap();
    assert_eq!(lines.count() + 1, summary.pairs);
    let clusters = fs::read_to_string(out.join("clusters.csv")).unwrap();
    assert_eq!(clusters.lines().count(), 1 + summary.inputs[0].1);

    let mut again = Request::new(vec![input], folder.path().join("again"));
    again.model = Some(out.join("model.toml"));
    again.explain = Some((left.to_owned(), right.to_owned()));
    let explained = run(&again).unwrap().explanation.unwrap();
    assert!(explained.contains("date of birth") && explained.contains("proposed by: "), "{explained}");
    assert_eq!(fs::read_to_string(folder.path().join("again/pairs.csv")).unwrap(), pairs);
}

#[test]
fn what_is_wrong_is_said_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.csv");
    let request = Request::new(vec![missing.clone()], folder.path().join("out"));
    let error = run(&request).err().unwrap();
    assert!(matches!(&error, CommandError::File { path, .. } if *path == missing), "{error}");

    let input = folder.path().join("register.csv");
    fs::write(&input, csv(&register(5, 6))).unwrap();
    let model = folder.path().join("model.toml");
    fs::write(&model, "[[columns]]\ncolumn = \"surname\"\nkind = \"family\"\n").unwrap();
    let mut request = Request::new(vec![input], folder.path().join("out"));
    request.model = Some(model);
    let error = run(&request).err().unwrap().to_string();
    assert!(error.contains("model.toml") && error.contains("family"), "{error}");

    request.model = None;
    let labels = folder.path().join("labels.csv");
    fs::write(&labels, "rec_id_l,rec_id_r,same\nr0,r1,yes\nr0,r2,perhaps\n").unwrap();
    request.labels = Some(labels);
    let error = run(&request).err().unwrap().to_string();
    assert!(error.contains("labels.csv, line 3: \"perhaps\" is no judgement"), "{error}");

    request.labels = None;
    request.explain = Some(("nobody".to_owned(), "r1".to_owned()));
    assert!(matches!(run(&request), Err(CommandError::NoSuchRecord(id)) if id == "nobody"));
}
